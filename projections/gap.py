"""Gaps: what is missing from a ledger, beside what is wrong in it.

Three things are found by their absence: numbers that a journal gave up, phones that nobody hears
any more, and boxes that nobody answers for.  The page, the command and the list of journals ask
here.

Source: docs/reference/rules.md, R01, R26 and R27: a phone counts as silent after the time by which
a statement may come late.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Final, NamedTuple, TypeVar

from domain.chain import Chain
from domain.journey import Box
from domain.policy import DEFAULT_THRESHOLDS
from domain.statement import time
from ledger.log import Log
from projections import custody, findings
from projections.custody import BOXES
from projections.journals import JOURNALS
from projections.query import query
from projections.statement import stated
from projections.view import Slice, View

T = TypeVar("T")

SILENT: Final = timedelta(minutes=DEFAULT_THRESHOLDS.late_sync)
"""Whoever was not heard for longer is silent."""

HOUR: Final = timedelta(hours=1)

MOST: Final = 1000
"""So many of each sort are named; the others are counted."""

_RULE: Final = "R01"
_UNHELD: Final = ("tidak_dikenal", "disengketakan")
_PAGE: Final = 1000

_LAST: Final = (
    "SELECT leaf_index FROM statement WHERE journal = :journal AND leaf_index <= :as_of "
    "AND kind IS NOT NULL AND why_not IS NULL ORDER BY leaf_index DESC LIMIT 1"
)
_SIGNERS: Final = (
    "SELECT json_extract(value, '$.journal'), json_extract(value, '$.registrar'), subject, "
    "json_extract(value, '$.unit') FROM orang, json_each(orang.state, '$.mandates') "
    "WHERE {holds} ORDER BY json_extract(value, '$.index')"
)
_WATCHING: Final = (
    "SELECT DISTINCT json_extract(value, '$.unit') FROM pos, json_each(pos.state, '$.duty.teams') "
    "WHERE {holds}"
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


def gaps(view: View, log: Log, asked: Asked) -> Gaps:
    """Find what is missing.

    Args:
        view: As of which leaf.
        log: Where what was signed stands.
        asked: About what.
    """
    journals = _whole(lambda after: JOURNALS.listed(view, {}, after, _PAGE))
    chains = [(one.subject, one.state) for one in journals if lies_in(one.subject, asked.area)]
    units = _units(view)
    holes = [hole for name, chain in chains for hole in _holes(view, log, name, chain, units)]
    silences, quiet = _silences(view, log, chains, units, asked)
    unheld = sorted(_unheld(view, asked), key=lambda one: (one.box, one.leaf))
    found = (holes, silences, unheld)
    return Gaps(
        tuple(holes[:MOST]),
        tuple(silences[:MOST]),
        quiet,
        tuple(unheld[:MOST]),
        sum(max(0, len(one) - MOST) for one in found),
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
    return name.startswith(area) and not name[len(area)].isalnum()


def _whole(part: Callable[[str | None], Slice[T]]) -> Iterator[T]:
    """Yield a list to its end, a part at a time."""
    after: str | None = None
    while True:
        found = part(after)
        yield from found.items
        after = found.next
        if after is None:
            return


def _units(view: View) -> Mapping[tuple[str, str], tuple[str, str]]:
    """Return who signs, as person and unit, by journal and founder; the newest word counts."""
    rows = view.rows(query(_SIGNERS, holds=view.holds))
    return {(row[0], row[1]): (row[2], row[3]) for row in rows}


def _holes(
    view: View,
    log: Log,
    name: str,
    chain: Chain,
    units: Mapping[tuple[str, str], tuple[str, str]],
) -> Iterator[Hole]:
    for gap in chain.missing:
        _, unit = units.get((name, chain.registrar or ""), (None, None))
        around = (_numbered(view, log, name, number) for number in (gap.first - 1, gap.last + 1))
        yield Hole(name, unit, gap.first, gap.last, *around)


def _numbered(view: View, log: Log, journal: str, number: int) -> datetime | None:
    stored = log.numbered(journal, number) if number >= 0 else None
    return None if stored is None or stored.leaf_index > view.as_of else stated(stored)


def _silences(
    view: View,
    log: Log,
    chains: Iterable[tuple[str, Chain]],
    units: Mapping[tuple[str, str], tuple[str, str]],
    asked: Asked,
) -> tuple[list[Silence], int]:
    """Return who is silent with something in hand, and how many others are silent."""
    held = custody.held(view)
    watching = {row[0] for row in view.rows(query(_WATCHING, holds=view.holds))}
    found: list[Silence] = []
    quiet = 0
    for name, chain in chains:
        if chain.revoked is not None or chain.registrar == name:
            continue
        last = heard(view, log, name, chain)
        if last is None or last.at is None or not last.is_silent(asked.at, asked.silent):
            continue
        person, unit = units.get((name, chain.registrar or ""), (None, ""))
        boxes, is_on_watch = held.get(unit, 0), unit in watching
        if boxes or is_on_watch:
            found.append(Silence(name, person, unit, last.leaf, last.at, boxes, is_on_watch))
        else:
            quiet += 1
    return sorted(found, key=lambda one: (one.at, one.journal)), quiet


def _unheld(view: View, asked: Asked) -> Iterator[Unheld]:
    """Yield the boxes that somebody let go and nobody took in time, and those without a holder."""
    let_go = _whole(
        lambda after: findings.listed(
            view, asked.at, rule=_RULE, is_explained=False, after=after, limit=_PAGE
        )
    )
    for one in let_go:
        box, leaf, due = one.finding.subject, one.finding.evidence[0], one.finding.due
        if lies_in(box, asked.area):
            words = one.finding.parameters
            state, until = _taken(view, box, leaf, due)
            yield Unheld(box, state, str(words["giver"]), str(words["receiver"]), leaf, due, until)
    for status in _UNHELD:
        wanted = {"status": status}
        boxes = _whole(partial(BOXES.listed, view, wanted, limit=_PAGE))
        for version in boxes:
            if lies_in(version.subject, asked.area) and _is_box(version.state):
                yield Unheld(version.subject, status, None, None, version.since, None, None)


def _is_box(box: Box) -> bool:
    """Tell a box from what is known by its seals alone, such as a door."""
    return box.item is not None or bool(box.custody.claims)


def _taken(view: View, box: str, leaf: int, due: datetime | None) -> tuple[str, datetime | None]:
    """Return how a box stands, and when it was accepted after it was let go by a leaf."""
    past = custody.changes(view, box)
    claims = (claim for one in past for claim in one.state.custody.claims)
    later = (one.at for one in claims if one.index > leaf and (due is None or one.at > due))
    state = past[-1].state.state if past else "tidak_dikenal"
    return state, next(later, None)
