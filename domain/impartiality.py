"""The neutrality of a unit in numbers: what everybody may know, without a single name.

Pledges, checks and the steps of cases are only counted, so the order in which they reach the log
does not matter.
"""

from datetime import datetime
from typing import Final

import msgspec

from domain.context import Context
from domain.fact import Fact
from domain.neutrality import (
    NeutralityAlleged,
    NeutralityChecked,
    NeutralityPledged,
    NeutralityRuled,
    SanctionImposed,
)
from domain.said import Said
from domain.statement import time
from domain.step import Step

_PROVEN: Final = "terbukti"


class Impartiality(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """What a unit has stated about the neutrality of its own people."""

    pledges: int = 0
    """Statements of pledges; whoever is named in two counts in both."""
    pledged: int = 0
    checks: int = 0
    nihil: int = 0
    """Checks that found nothing."""
    checked: int = 0
    reminded: int = 0
    until: datetime | None = None
    """Up to when its people were watched."""
    alleged: int = 0
    """Cases that it handles."""
    ruled: int = 0
    proven: int = 0
    sanctioned: int = 0


class Impartialities:
    """The fold of every unit's neutrality."""

    name: Final = "netralitas"
    state: Final = Impartiality
    kinds: Final = frozenset(
        {
            NeutralityPledged,
            NeutralityChecked,
            NeutralityAlleged,
            NeutralityRuled,
            SanctionImposed,
        }
    )

    def subjects(self, fact: Fact) -> tuple[str, ...]:
        """Return the unit that speaks of its neutrality, or handles a case."""
        if isinstance(fact, Said) and isinstance(
            fact.statement,
            NeutralityPledged
            | NeutralityChecked
            | NeutralityAlleged
            | NeutralityRuled
            | SanctionImposed,
        ):
            return (fact.statement.unit,)
        return ()

    def after(
        self, subject: str, state: Impartiality | None, fact: Fact, context: Context
    ) -> Step[Impartiality]:
        """Count an observation, or an act that has force."""
        del subject
        if not isinstance(fact, Said):
            return Step(state)
        known = Impartiality() if state is None else state
        match fact.statement:
            case NeutralityPledged(persons=persons):
                known = _more(known, pledges=1, pledged=len(persons))
            case NeutralityChecked() as act:
                known = _watched(known, act)
            case _ if context.has_force(fact.leaf):
                known = _handled(known, fact.statement)
            case _:
                return Step(state)
        return Step(known)


def _handled(known: Impartiality, act: object) -> Impartiality:
    """Count a step of a case."""
    match act:
        case NeutralityAlleged():
            known = _more(known, alleged=1)
        case NeutralityRuled(ruling=ruling):
            known = _more(known, ruled=1, proven=int(ruling == _PROVEN))
        case SanctionImposed():
            known = _more(known, sanctioned=1)
        case _:
            pass
    return known


def _watched(known: Impartiality, act: NeutralityChecked) -> Impartiality:
    until = time(act.window.until)
    known = _more(
        known,
        checks=1,
        nihil=int(act.outcome == "nihil"),
        checked=act.checked,
        reminded=act.reminded,
    )
    if known.until is not None and known.until >= until:
        return known
    return msgspec.structs.replace(known, until=until)


def _more(known: Impartiality, **counts: int) -> Impartiality:
    """Count so much more of each."""
    sums = {name: getattr(known, name) + count for name, count in counts.items()}
    return msgspec.structs.replace(known, **sums)
