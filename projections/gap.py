"""Gaps: what is missing from a ledger, beside what is wrong in it.

Three things are found by their absence: numbers that a journal gave up, phones that nobody hears
any more, and boxes that nobody answers for.  The page, the command and the list of journals ask
here.

Source: docs/reference/rules.md, R01, R26 and R27: a phone counts as silent after the time by which
a statement may come late.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from functools import partial
from string import ascii_letters, digits
from typing import Final, NamedTuple, TypeVar

from domain.chain import Chain
from domain.journey import Box
from domain.policy import DEFAULT_THRESHOLDS
from domain.statement import time
from ledger.log import Log
from projections import custody, findings
from projections.custody import BOXES
from projections.journals import JOURNALS
from projections.person import journals_of, signers
from projections.query import Query, query
from projections.statement import stated
from projections.view import Slice, View

T = TypeVar("T")

SILENT: Final = timedelta(minutes=DEFAULT_THRESHOLDS.late_sync)
"""Whoever was not heard for longer is silent."""

HOUR: Final = timedelta(hours=1)

MOST: Final = 1000
"""No more of each sort are named; the others are counted."""

_LET_GO: Final = "R01"
_MISSING: Final = "R27"
_UNHELD: Final = ("tidak_dikenal", "disengketakan")
_PAGE: Final = 1000
_ALPHANUMERIC: Final = frozenset(ascii_letters + digits)

_LAST: Final = (
    "SELECT leaf_index FROM statement WHERE journal = :journal AND leaf_index <= :as_of "
    "AND kind IS NOT NULL AND why_not IS NULL ORDER BY leaf_index DESC LIMIT 1"
)
_SILENT: Final = (
    "SELECT count(*) FROM jurnal WHERE {holds} AND registrar <> subject "
    "AND json_extract(state, '$.revoked') IS NULL AND json_extract(state, '$.index') <= :as_of "
    "AND julianday(json_extract(state, '$.at')) < julianday(:before) AND {lies}"
)
_LATER: Final = (
    "SELECT subject FROM jurnal "
    "WHERE {holds} AND json_extract(state, '$.index') > :as_of AND {lies}"
)
_LIES: Final = Query(
    "(:area IS NULL OR subject = :area OR (substr(subject, 1, length(:area)) = :area "
    "AND NOT substr(subject, length(:area) + 1, 1) GLOB '[0-9A-Za-z]'))"
)
_WATCHING: Final = (
    "SELECT DISTINCT json_extract(value, '$.unit') FROM pos, json_each(pos.state, '$.duty.teams') "
    "WHERE {holds} AND status = 'dijaga'"
)


class Heard(NamedTuple):
    """The newest statement of a journal."""

    leaf: int
    at: datetime | None
    """By the clock of the phone."""

    def is_silent(self, at: datetime, after: timedelta = SILENT) -> bool:
        """Tell whether nothing was heard since for longer than that, at a stated time (aware)."""
        return self.at is not None and at - self.at > after


class Hole(NamedTuple):
    """Numbers that a journal gave up."""

    journal: str
    unit: str | None
    first: int
    last: int
    before: datetime | None
    """When the number before them was signed, and ..."""
    after: datetime | None
    """... when the one behind them was."""


class Silence(NamedTuple):
    """A phone that was not heard for long, while its unit has something in its hands."""

    journal: str
    person: str | None
    unit: str
    leaf: int
    """Of its newest statement."""
    at: datetime
    boxes: int
    """So many are held by its unit."""
    is_on_watch: bool
    """Whether its unit has the watch somewhere."""


class Unheld(NamedTuple):
    """A box for which nobody answers, or nobody did for some time."""

    box: str
    state: str
    giver: str | None
    receiver: str | None
    leaf: int
    """The leaf by which it was let go, or has come to stand so."""
    since: datetime | None
    """From when on somebody should have answered; None: nobody ever has."""
    until: datetime | None
    """When somebody accepted it after all."""


class Gaps(NamedTuple):
    """What is missing, as of a leaf and at a stated time."""

    holes: tuple[Hole, ...]
    silences: tuple[Silence, ...]
    """The longest first."""
    quiet: int
    """Silent phones whose units have nothing in their hands."""
    unheld: tuple[Unheld, ...]
    left_out: int
    """More of all sorts than are named."""


class Asked(NamedTuple):
    """What is asked about."""

    at: datetime
    """The stated time (aware)."""
    area: str | None = None
    """A code of docs/glossary.md: what lies in it; None: everywhere."""
    silent: timedelta = SILENT
    most: int = MOST
    """So many of each sort are named."""


def gaps(view: View, log: Log, asked: Asked) -> Gaps:
    """Find what is missing.

    Args:
        view: As of which leaf.
        log: Where what was signed stands.
        asked: About what.
    """
    holes = [*_holes(view, log, asked)]
    silences = sorted(_silences(view, log, asked), key=lambda one: (one.at, one.journal))
    quiet = _silent(view, log, asked) - len(silences)
    unheld = sorted(_unheld(view, asked), key=lambda one: (one.box, one.leaf))
    most = asked.most
    return Gaps(
        tuple(holes[:most]),
        tuple(silences[:most]),
        quiet,
        _taken(view, unheld[:most]),
        sum(max(0, len(one) - most) for one in (holes, silences, unheld)),
    )


def heard(view: View, log: Log, journal: str, chain: Chain) -> Heard | None:
    """Return the newest statement of a journal as of a leaf; None: it has made none.

    Args:
        view: As of which leaf.
        log: Read where the journal has spoken since that leaf.
        journal: Its name.
        chain: Its state, of which the newest statement is as of now.
    """
    if chain.index is None or chain.at is None:
        return None
    if chain.index <= view.as_of:
        return Heard(chain.index, time(chain.at))
    row = view.row(_LAST, {"journal": journal})
    return None if row is None else Heard(row[0], stated(log.entries(row[0], 1)[0]))


def lies_in(name: str, area: str | None) -> bool:
    """Tell whether what a name begins with lies in an area: `16.08.05` and all below it."""
    if area is None or name == area:
        return True
    return name.startswith(area) and name[len(area)] not in _ALPHANUMERIC


def _whole(part: Callable[[str | None], Slice[T]]) -> Iterator[T]:
    """Yield a list to its end, a part at a time."""
    after: str | None = None
    while True:
        found = part(after)
        yield from found.items
        after = found.next
        if after is None:
            return


def _holes(view: View, log: Log, asked: Asked) -> Iterator[Hole]:
    """Yield the numbers that journals gave up, each of which is a finding for ever."""
    found = _whole(
        lambda after: findings.listed(view, asked.at, rule=_MISSING, after=after, limit=_PAGE)
    )
    names = {one.finding.subject for one in found}
    chains = JOURNALS.some(view, sorted(name for name in names if lies_in(name, asked.area)))
    people = signers(view, chains)
    for name, chain in chains.items():
        signer = people.get((name, chain.registrar or ""))
        for gap in chain.missing:
            around = (_numbered(view, log, name, n) for n in (gap.first - 1, gap.last + 1))
            yield Hole(name, signer and signer.unit, gap.first, gap.last, *around)


def _numbered(view: View, log: Log, journal: str, number: int) -> datetime | None:
    stored = log.numbered(journal, number) if number >= 0 else None
    return None if stored is None or stored.leaf_index > view.as_of else stated(stored)


def _silences(view: View, log: Log, asked: Asked) -> Iterator[Silence]:
    """Yield who is silent with something in hand."""
    held = custody.held(view)
    watching = {row[0] for row in view.rows(query(_WATCHING, holds=view.holds))}
    busy = {unit for unit in held if unit is not None} | watching
    names = (name for name in journals_of(view, busy) if lies_in(name, asked.area))
    chains = JOURNALS.some(view, names)
    people = signers(view, chains)
    for name, chain in chains.items():
        signer = people.get((name, chain.registrar or ""))
        if signer is None or signer.unit not in busy:
            continue
        person, unit = signer
        last = _silence(view, log, name, chain, asked)
        if last is not None and last.at is not None:
            boxes, is_on_watch = held.get(unit, 0), unit in watching
            yield Silence(name, person, unit, last.leaf, last.at, boxes, is_on_watch)


def _silence(view: View, log: Log, name: str, chain: Chain, asked: Asked) -> Heard | None:
    """Return when a phone that still may speak was heard last, if that is long ago."""
    if chain.revoked is not None or chain.registrar == name:
        return None
    last = heard(view, log, name, chain)
    return None if last is None or not last.is_silent(asked.at, asked.silent) else last


def _silent(view: View, log: Log, asked: Asked) -> int:
    """Count all silent phones; those that have spoken since the view's leaf are looked up."""
    given = {"area": asked.area, "before": (asked.at - asked.silent).isoformat()}
    ((number,),) = view.rows(query(_SILENT, holds=view.holds, lies=_LIES), given)
    if view.as_of >= view.position:
        return int(number)
    rows = view.rows(query(_LATER, holds=view.holds, lies=_LIES), given)
    later = JOURNALS.some(view, (row[0] for row in rows))
    found = (_silence(view, log, name, chain, asked) for name, chain in later.items())
    return int(number) + sum(one is not None for one in found)


def _unheld(view: View, asked: Asked) -> Iterator[Unheld]:
    """Yield the boxes that somebody let go and nobody took in time, and those without a holder."""
    let_go = _whole(
        lambda after: findings.listed(
            view, asked.at, rule=_LET_GO, is_explained=False, after=after, limit=_PAGE
        )
    )
    for one in let_go:
        box, leaf, due = one.finding.subject, one.finding.evidence[0], one.finding.due
        if lies_in(box, asked.area):
            words = one.finding.parameters
            giver, receiver = str(words["giver"]), str(words["receiver"])
            yield Unheld(box, _UNHELD[0], giver, receiver, leaf, due, None)
    for status in _UNHELD:
        wanted = {"status": status}
        boxes = _whole(partial(BOXES.listed, view, wanted, limit=_PAGE))
        for version in boxes:
            if lies_in(version.subject, asked.area) and _is_box(version.state):
                yield Unheld(version.subject, status, None, None, version.since, None, None)


def _is_box(box: Box) -> bool:
    """Tell a box from what is known by its seals alone, such as a door."""
    return box.item is not None or bool(box.custody.claims)


def _taken(view: View, unheld: Sequence[Unheld]) -> tuple[Unheld, ...]:
    """Tell of boxes that were let go how they stand, and when they were accepted after that."""
    past = BOXES.histories(view, (one.box for one in unheld if one.giver is not None))
    return tuple(
        one if one.giver is None else _answered(one, past.get(one.box, [])) for one in unheld
    )


def _answered(one: Unheld, past: Sequence[Box]) -> Unheld:
    claims = (claim for box in past for claim in box.custody.claims if claim.index > one.leaf)
    later = (claim.at for claim in claims if one.since is None or claim.at > one.since)
    state = past[-1].state if past else one.state
    return one._replace(state=state, until=next(later, None))
