"""Activities that are secured, from their opening to their end.

Either half may reach the log first.  What is missing or was said twice is shown, and no rule makes
a finding of it.
"""

from datetime import datetime
from typing import Final, Literal

import msgspec

from domain.activity import ActivitySecured
from domain.context import Context
from domain.fact import Fact
from domain.said import Said
from domain.statement import Tally, time
from domain.step import Step

REMOVAL: Final = "penertiban_apk"
"""Campaign props are removed after a prior notice."""


class Half(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """The opening or the end of an activity."""

    at: datetime
    index: int
    strength: int | None = None
    """None: not stated, or sealed."""
    points: int = 0
    """At so many points somebody stood."""


class Securing(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """What is known of one activity."""

    activity_kind: str
    unit: str
    place: str
    venue: str | None = None
    host: str | None = None
    branch: str | None = None
    risk: str | None = None
    opened: Half | None = None
    """The first opening by its own clock."""
    openings: int = 0
    closed: Half | None = None
    """The last end by its own clock."""
    closings: int = 0
    result: str | None = None
    counts: tuple[Tally, ...] = ()
    notice: str | None = None
    """The leaf of the prior notice that is cited."""
    is_noticed: bool = False
    """That notice was in the log with force before this was said."""

    @property
    def status(self) -> Literal["berjalan", "selesai", "tanpa_pembukaan"]:
        """One word for where it stands."""
        if self.opened is None:
            return "tanpa_pembukaan"
        return "berjalan" if self.closed is None else "selesai"

    @property
    def lacks_notice(self) -> bool:
        """Tell whether campaign props were removed without a notice that stands in the log."""
        return self.activity_kind == REMOVAL and not self.is_noticed


class Securings:
    """The fold of every activity that is secured."""

    name: Final = "giat"
    state: Final = Securing
    kinds: Final = frozenset({ActivitySecured})

    def subjects(self, fact: Fact) -> tuple[str, ...]:
        """Return the activity that a statement opens or ends."""
        if isinstance(fact, Said) and isinstance(fact.statement, ActivitySecured):
            return (fact.statement.activity,)
        return ()

    def after(
        self, subject: str, state: Securing | None, fact: Fact, context: Context
    ) -> Step[Securing]:
        """Return what an opening or an end does to what is known of the activity."""
        del subject
        if not isinstance(fact, Said) or not isinstance(fact.statement, ActivitySecured):
            return Step(state)
        act = fact.statement
        half = Half(
            time(act.at),
            fact.index,
            act.strength if isinstance(act.strength, int) else None,
            len(act.points),
        )
        known = Securing(act.activity_kind, act.unit, act.place) if state is None else state
        known = _noticed(known, fact, act, context)
        known = _opened(known, half, act) if act.stage == "dibuka" else _closed(known, half, act)
        return Step(known)


def _opened(known: Securing, half: Half, act: ActivitySecured) -> Securing:
    known = msgspec.structs.replace(known, openings=known.openings + 1)
    if known.opened is not None and known.opened.at <= half.at:
        return known
    return msgspec.structs.replace(
        known,
        activity_kind=act.activity_kind,
        unit=act.unit,
        place=act.place,
        venue=act.venue,
        host=act.host,
        branch=act.branch,
        risk=act.risk,
        opened=half,
    )


def _closed(known: Securing, half: Half, act: ActivitySecured) -> Securing:
    known = msgspec.structs.replace(known, closings=known.closings + 1)
    if known.closed is not None and known.closed.at >= half.at:
        return known
    return msgspec.structs.replace(known, closed=half, result=act.result, counts=act.counts)


def _noticed(known: Securing, said: Said, act: ActivitySecured, context: Context) -> Securing:
    """Look the notice up; one that comes to the log later was no prior notice."""
    if act.notice is None or known.is_noticed:
        return known
    standing = context.standing(act.notice)
    since = None if standing is None else standing.since
    is_noticed = since is not None and since < said.index
    return msgspec.structs.replace(known, notice=act.notice, is_noticed=is_noticed)
