"""Incidents and what became of them, each known by the leaf that reported it.

What follows may reach the log before the report.  An incident that turns out to be grave has been
reported late if its first report was late, whoever calls it grave (R24).  Everybody may go on about
an incident; who may end it, and when that counts, says `ending`.
"""

from datetime import datetime
from typing import Final, Literal

import msgspec

from domain.context import Context
from domain.ending import Ending, Word, ending, is_newer, newest, with_one, word
from domain.fact import Fact
from domain.finding import Finding
from domain.incident import IncidentClosed, IncidentReported, IncidentUpdated
from domain.rules.incident import is_late, late, reversed_times
from domain.said import Said
from domain.statement import Tally, time
from domain.step import Step

GRAVE: Final = "menonjol"
"""The severity that is to be reported at once, and that contradicts a nil report."""

MAX_KEPT: Final = 32
"""So many units are listed as notified; who holds no role adds none."""


class Happening(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """What is known of one incident; each moment is by the clock of whoever stated it."""

    place: str
    incident_kind: str | None = None
    """None: the report is not in the log yet."""
    severity: str | None = None
    graded: Word | None = None
    """The newest word on that."""
    occurred: datetime | None = None
    observed: datetime | None = None
    reported: datetime | None = None
    reported_index: int | None = None
    updates: int = 0
    updated: datetime | None = None
    """The newest moment for which anything was said of it."""
    updated_index: int = 0
    """The leaf that said it."""
    losses: tuple[Tally, ...] = ()
    counted: Word | None = None
    """The newest word on these."""
    notified: tuple[str, ...] = ()
    closed: datetime | None = None
    outcome: str | None = None
    endings: tuple[Ending, ...] = ()
    """Every word that it is over, by those who may say so somewhere."""
    is_late: bool = False
    """It is grave and was reported late."""

    @property
    def is_reversed(self) -> bool:
        """Tell whether its times are not in order."""
        times = [one for one in (self.occurred, self.observed, self.reported) if one is not None]
        return times != sorted(times)

    @property
    def status(self) -> Literal["dilaporkan", "ditangani", "selesai"]:
        """One word for where it stands."""
        if self.closed is not None:
            return "selesai"
        return "ditangani" if self.updates else "dilaporkan"


class Happenings:
    """The fold of every incident."""

    name: Final = "kejadian"
    state: Final = Happening
    kinds: Final = frozenset({IncidentReported, IncidentUpdated, IncidentClosed})

    def subjects(self, fact: Fact) -> tuple[str, ...]:
        """Return the incident that a statement reports or goes on about."""
        if not isinstance(fact, Said):
            return ()
        match fact.statement:
            case IncidentReported():
                return (fact.leaf,)
            case IncidentUpdated(of=of) | IncidentClosed(of=of):
                return (of,)
            case _:
                return ()

    def after(
        self, subject: str, state: Happening | None, fact: Fact, context: Context
    ) -> Step[Happening]:
        """Return what a statement does to the incident."""
        step: Step[Happening] = Step(state)
        if isinstance(fact, Said):
            match fact.statement:
                case IncidentReported() as act:
                    step = _reported(subject, state, fact, act, context)
                case IncidentUpdated() as act:
                    step = _updated(subject, state, fact, act, context)
                case IncidentClosed() as act:
                    step = Step(_closed(state, fact, act, context))
                case _:
                    pass
        return step


def _reported(
    subject: str, state: Happening | None, said: Said, act: IncidentReported, context: Context
) -> Step[Happening]:
    known = Happening(act.place) if state is None else state
    occurred = None if act.occurred is None else time(act.occurred)
    observed, at = time(act.observed), time(act.at)
    known = _graded(_told(known, said, at, act.losses, context), said, act, context)
    here = tuple(one for one in known.endings if one.place == act.place)
    for one in here:
        known = _told(known, one, one.at, one.losses, context)
    known = msgspec.structs.replace(
        known,
        place=act.place,
        incident_kind=act.incident_kind,
        occurred=occurred,
        observed=observed,
        reported=at,
        reported_index=said.index,
        endings=here,
    )
    known = _ended(known)
    if known.is_reversed:
        return Step(known, (reversed_times(subject, said.index, act),))
    return _judged(subject, known, said, context)


def _updated(
    subject: str, state: Happening | None, said: Said, act: IncidentUpdated, context: Context
) -> Step[Happening]:
    known = Happening(act.place) if state is None else state
    known = _told(known, said, time(act.at), act.losses, context)
    known = _graded(known, said, act, context)
    known = msgspec.structs.replace(known, updates=known.updates + 1)
    return _judged(subject, known, said, context)


def _closed(
    state: Happening | None, said: Said, act: IncidentClosed, context: Context
) -> Happening | None:
    if context.authority.judge(said) is not None:
        return state
    known = Happening(act.place) if state is None else state
    at = time(act.at)
    if (
        known.reported_index is not None
    ):  # before that nobody knows whether it is said of this place
        if act.place != known.place:
            return known  # who ends things elsewhere ends nothing here
        known = _told(known, said, at, act.losses, context)
    one = ending(said, act.place, at, (act.outcome,), act.losses)
    return _ended(msgspec.structs.replace(known, endings=with_one(known.endings, one, context)))


def _ended(known: Happening) -> Happening:
    """Let the newest word on its end count."""
    one = newest(known.endings, None if known.reported_index is None else known.place)
    return msgspec.structs.replace(
        known, closed=one.at if one else None, outcome=one.words[0] if one else None
    )


def _is_news(old: Word | None, said: Said | Ending, at: datetime, context: Context) -> bool:
    return old is None or is_newer(said, at, old, context)


def _told(
    known: Happening,
    said: Said | Ending,
    at: datetime,
    losses: tuple[Tally, ...],
    context: Context,
) -> Happening:
    """Take over that something was said of it, and what was lost by the newest word on that."""
    updated = None if known.updated is None else Word(known.updated, known.updated_index)
    is_news = _is_news(updated, said, at, context)
    is_counted = bool(losses) and _is_news(known.counted, said, at, context)
    return msgspec.structs.replace(
        known,
        updated=at if is_news else known.updated,
        updated_index=said.index if is_news else known.updated_index,
        losses=losses if is_counted else known.losses,
        counted=word(said, at) if is_counted else known.counted,
    )


def _graded(
    known: Happening, said: Said, act: IncidentReported | IncidentUpdated, context: Context
) -> Happening:
    """Take over who was notified and, by the newest word on that, how grave it is."""
    if act.notified and context.authority.roles(said):  # who holds no role fills no list
        names = tuple(dict.fromkeys((*known.notified, *act.notified)))
        known = msgspec.structs.replace(known, notified=names[:MAX_KEPT])
    severity, at = act.severity, time(act.at)
    if severity is None or known.severity == GRAVE:
        return known
    if severity != GRAVE and not _is_news(known.graded, said, at, context):
        return known
    return msgspec.structs.replace(known, severity=severity, graded=word(said, at))


def _judged(subject: str, known: Happening, said: Said, context: Context) -> Step[Happening]:
    """Ask whether a grave incident was reported in time, once."""
    observed, at, first = known.observed, known.reported, known.reported_index
    if known.is_late or known.severity != GRAVE or observed is None or at is None or first is None:
        return Step(known)
    if known.is_reversed:
        return Step(known)  # that was found; no time of it can be relied on
    policy = context.schedule.thresholds(first)
    if not is_late(observed, at, policy):
        return Step(known)
    evidence = (said.index,) if said.index == first else (said.index, first)
    found: Finding = late(subject, evidence, known.place, (observed, at), policy)
    return Step(msgspec.structs.replace(known, is_late=True), (found,))
