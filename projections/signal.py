"""Signals, found by what folds keep: who came outside of hours, and which phones are silent.

Of visits an index holds only those that lie outside (SQLite, left to itself, would rather read all
that hold now), of doors the table has no others, and of posts an index holds those that are
guarded.  A phone is looked up among those with which a watch was begun; as of the newest leaf only
where its newest statement is old enough.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final, NamedTuple

from domain.finding import Finding
from domain.signal import Phone, let_in, opened, silent
from ledger.log import Log
from projections.access import VISITS
from projections.findings import Listed
from projections.gap import heard
from projections.journals import JOURNALS
from projections.query import Query, query
from projections.shift import WATCHES
from projections.unlocking import UNLOCKINGS
from projections.view import View

_VISITS: Final = (
    "SELECT subject FROM {visits} INDEXED BY kunjungan_outside "
    "WHERE {holds} AND outside IS NOT NULL ORDER BY since DESC LIMIT :most"
)
_ALL: Final = (
    "SELECT count(*), min(json_extract(state, '$.granted_index')) FROM {visits} "
    "INDEXED BY kunjungan_outside WHERE {holds} AND outside IS NOT NULL"
)
_DOORS: Final = "SELECT subject FROM {doors} WHERE {holds} ORDER BY since DESC LIMIT :most"
_OPENED: Final = "SELECT count(*), min(since) FROM {doors} WHERE {holds}"
_POSTS: Final = "SELECT subject FROM {posts} WHERE {holds} AND status = 'dijaga' AND {condition}"
_OLD: Final = Query(
    "EXISTS (SELECT 1 FROM json_each(pos.state, '$.duty.teams') AS team JOIN jurnal "
    "ON jurnal.subject = json_extract(team.value, '$.journal') AND jurnal.until IS NULL "
    "WHERE unixepoch(json_extract(jurnal.state, '$.at')) "
    "+ 60 * json_extract(team.value, '$.silent') <= :at)"
)
_ANY: Final = Query("TRUE")


class Signals(NamedTuple):
    """Some of one sort."""

    items: tuple[Listed, ...]
    number: int
    """How many there are in all."""
    oldest: int
    """The leaf that the oldest rests on; -1 if there is none."""


def outside(view: View, most: int) -> Signals:
    """Return who was let in, and which doors were opened, outside of hours: the newest first."""
    entries, doors = _entries(view, most), _doors(view, most)
    found = sorted((*entries.items, *doors.items), key=lambda one: -one.since)
    oldest = [one.oldest for one in (entries, doors) if one.number]
    return Signals(tuple(found[:most]), entries.number + doors.number, min(oldest, default=-1))


def _entries(view: View, most: int) -> Signals:
    named = {"visits": VISITS.fold, "holds": view.holds}
    ((number, oldest),) = view.rows(query(_ALL, **named))
    rows = view.rows(query(_VISITS, **named), {"most": most})
    states = VISITS.some(view, [row[0] for row in rows])
    found = [
        let_in(subject, one.granted_index, one.place, one.granted, one.outside)
        for (subject,) in rows
        if (one := states[subject]).granted_index is not None
        and one.granted is not None
        and one.outside is not None
    ]
    return Signals(_listed(found), number, -1 if oldest is None else oldest)


def _doors(view: View, most: int) -> Signals:
    named = {"doors": UNLOCKINGS.fold, "holds": view.holds}
    ((number, oldest),) = view.rows(query(_OPENED, **named))
    rows = view.rows(query(_DOORS, **named), {"most": most})
    states = UNLOCKINGS.some(view, [row[0] for row in rows])
    found = [
        opened(one.place, one.index, one.door, one.at, one.outside)
        for one in (states[subject] for (subject,) in rows)
    ]
    return Signals(_listed(found), number, -1 if oldest is None else oldest)


def silences(view: View, log: Log, at: datetime, most: int) -> Signals:
    """Return the phones on watch that are silent at a stated time (aware), the longest first."""
    found = {one.key: one for one in _silences(view, log, at)}
    return signals(sorted(found.values(), key=lambda one: (str(one.due), one.key)), most)


def signals(found: Sequence[Finding], most: int) -> Signals:
    """Return the first of what was found; each rests on one leaf at least."""
    oldest = min((one.evidence[0] for one in found), default=-1)
    return Signals(_listed(found[:most]), len(found), oldest)


def _listed(found: Sequence[Finding]) -> tuple[Listed, ...]:
    return tuple(Listed(one.evidence[0], one) for one in found)


def _silences(view: View, log: Log, at: datetime) -> Iterator[Finding]:
    condition = _OLD if view.as_of >= view.position else _ANY
    sql = query(_POSTS, posts=WATCHES.fold, holds=view.holds, condition=condition)
    posts = [row[0] for row in view.rows(sql, {"at": int(at.timestamp())})]
    watches = WATCHES.some(view, posts)
    journals = {team.journal for watch in watches.values() for team in watch.duty.teams}
    phones = {}
    for name, chain in JOURNALS.some(view, journals).items():
        last = heard(view, log, name, chain)
        if last is not None and last.at is not None:
            missing = sum(one.last - one.first + 1 for one in chain.missing)
            phones[name] = Phone(last.leaf, last.at, missing)
    for post in posts:
        yield from silent(post, watches[post].duty, phones, at)
