"""Authority: who held which role where, folded from the charter's registrars down.

| act | with force from | for |
|---|---|---|
| OperationOpened, OperationClosed | KPU registrar, endorsed by another founder's | the log |
| PhaseChanged | KPU registrar, ketua, sekretaris, logistik KPU | the operation |
| OrganisationRegistered | any registrar | units of its own line; KPU also `lain` |
| PlaceRegistered | KPU registrar and officers; other registrars, police command | own line |
| PlaceAccepted | KPU officers, gudang, PPK; endorsed by another line | places in scope |
| PersonEnrolled, RoleGranted, RoleRevoked | registrars of the line; roles by `GRANTS` | in scope |
| PlanSet | KPU registrar and officers; police command: posts and reports of its line | |
| PolicySet | KPU registrar and officers | the operation |
| OrderIssued, AssignmentMade | officers and registrars | units of their own line |
| PostEstablished | police command, registrars | units of their own line |
| SealIssued | KPU registrar, officers, gudang | seals of their own unit |
| ItemReplaced | KPU officers, gudang; endorsed by another line | places in scope |
| FindingRaised, FindingClosed, FindingEscalated | supervisors, registrars | own line |
| NeutralityAlleged, NeutralityRuled, SanctionImposed | heads, Propam, Bawaslu | own line |
| PersonalDataErased | KPU officers, registrars; endorsed by another line | own line |
| CorrectionDeclared, AnnulmentDeclared | see `correction` | |

A journal of nobody in particular may observe; an act it says is kept and does nothing.  A founder's
registrar holds its role everywhere without a grant and cannot be granted one.  Authority is read
in log order and changes forward only: a revoked or annulled grant ends at the leaf that ended it
and never empties what was said under it.

Source: docs/explanation/duties.md; docs/explanation/architecture.md.
"""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Final, Literal, NamedTuple, TypeAlias

from domain.catalogue import KINDS, NotUnderstood
from domain.consignment import (
    ConsignmentDispatched,
    HandoverAccepted,
    HandoverOffered,
    HandoverRefused,
)
from domain.evidence import PersonalDataErased
from domain.neutrality import NeutralityAlleged, NeutralityRuled, SanctionImposed
from domain.operation import OrganisationRegistered
from domain.order import OrderIssued
from domain.oversight import FindingClosed, FindingEscalated, FindingRaised
from domain.person import SHARED, PersonEnrolled, RoleGranted, RoleRevoked
from domain.place import PlaceRegistered
from domain.plan import AssignmentMade, PlanSet
from domain.post import PostEstablished
from domain.role import FAMILY, GRANTS, REGISTRARS
from domain.said import Said
from domain.seal import SealIssued
from domain.statement import Stated, time
from domain.tenure import Effect, History
from domain.unit import Line, covers, founding_unit, line

Why = Literal[
    "unknown-journal",
    "no-role",
    "scope",
    "line",
    "unit",
    "self",
    "order",
    "version",
    "target",
    "amendment",
    "replaces",
    "same-person",
    "favoured",
    "not-understood",
    "annulled",
    "doubted",
]
"""Why something has no force: the journal speaks for nobody; the signer holds no such role; holds
it elsewhere; the matter is another line's or unit's; it concerns the signer alone; phases go only
forward; a newer plan stands; there is no such thing to act on; what it amends is an amendment or
endorsement itself; it names not the amendment it replaces; both signatures are one person's; the
endorser gains by it; it cannot be read; it was annulled; its journal was revoked below it."""

Conflict = Literal["journal", "person", "stranger", "unit", "enroller", "line"]
"""Why two signatures are not two persons'."""

_TWO_PARTIES: Final = (
    ConsignmentDispatched,
    HandoverOffered,
    HandoverAccepted,
    HandoverRefused,
    SealIssued,
)

_OF_OWN_LINE: Final = (
    AssignmentMade,
    OrderIssued,
    PostEstablished,
    FindingRaised,
    FindingClosed,
    FindingEscalated,
    NeutralityAlleged,
    NeutralityRuled,
    SanctionImposed,
    PersonalDataErased,
)
"""Acts in the name of a unit, by somebody of its line."""

_PLACES: Final = ("place", "post", "origin", "area")
"""The field that says where, in the kinds that have one."""


_GRANTING: Final = (PersonEnrolled, RoleGranted, RoleRevoked)
_Grant: TypeAlias = PersonEnrolled | RoleGranted | RoleRevoked

AT_HAND: Final = 1000
"""Signers that are remembered: those of the statements that are being folded."""


class Signer(NamedTuple):
    """The person behind a journal at a leaf."""

    person: str
    unit: str
    line: Line
    is_registrar: bool
    is_shared: bool = False
    """Several persons sign with that device."""


class Holding(NamedTuple):
    """A role held for a unit, in a scope, between two times by the clock of what is judged."""

    role: str
    unit: str
    scope: str
    starts: datetime | None = None
    ends: datetime | None = None


class Authority:
    """Persons and roles, each askable as of any leaf that was folded."""

    def __init__(self) -> None:
        # Keyed by founder too: no founder's line can speak about another line's people.
        self._persons: History[tuple[str, str], Signer] = History()
        self._roles: History[tuple[str, str], Holding] = History()
        self._registrars: dict[str, Signer] = {}
        self._offices: dict[str, tuple[Holding, ...]] = {}
        self._at_hand: dict[int, tuple[Said, Signer | None]] = {}
        self._judged: tuple[Said, Why | None] | None = None

    def signer(self, said: Said, index: int | None = None) -> Signer | None:
        """Return who signed, as far as the log knew at leaf `index` (the statement's own)."""
        if index is not None:
            return self._signer(said, index)
        asked = self._at_hand.get(said.index)
        if asked is not None and asked[0] is said:
            return asked[1]  # every fold asks for it, and the answer never changes
        signer = self._signer(said, said.index)
        if len(self._at_hand) == AT_HAND:
            self._at_hand.clear()
        self._at_hand[said.index] = (said, signer)
        return signer

    def _signer(self, said: Said, at: int) -> Signer | None:
        journal = said.journal
        if journal != said.registrar:
            return self._persons.newest((journal, said.registrar), at)
        if journal not in self._registrars:
            unit = founding_unit(journal)
            self._registrars[journal] = Signer(journal, unit, line(unit), is_registrar=True)
        return self._registrars[journal]

    def roles(self, said: Said, index: int | None = None) -> Sequence[Holding]:
        """Return the roles its signer held at leaf `index` and at the time it states."""
        signer = self.signer(said, index)
        return () if signer is None else self._held(said, signer, index)

    def _held(self, said: Said, signer: Signer, index: int | None) -> Sequence[Holding]:
        if isinstance(said.statement, NotUnderstood):
            return ()
        if signer.is_registrar:
            return self._office(signer)
        at = said.index if index is None else index
        held = self._roles.all((signer.person, said.registrar), at)
        for one in held:
            if one.starts is not None or one.ends is not None:
                moment = time(said.statement.at)
                return [one for one in held if _holds_at(one, moment)]
        return held  # nearly always: nothing here depends on the time

    def _office(self, registrar: Signer) -> tuple[Holding, ...]:
        """Return the role that a founder's registrar holds everywhere."""
        office = self._offices.get(registrar.person)
        if office is None:
            role = registrar_role(registrar.line)
            office = self._offices[registrar.person] = (Holding(role, registrar.unit, ""),)
        return office

    def holds(
        self,
        said: Said,
        roles: frozenset[str],
        names: tuple[str, ...] = (),
        index: int | None = None,
    ) -> Why | None:
        """Tell why the signer holds none of `roles` over all `names` (places, units), or None."""
        signer = self.signer(said, index)
        if signer is None:
            return "unknown-journal"
        why: Why = "no-role"
        for held in self._held(said, signer, index):
            if held.role in roles:
                if _over(held.scope, names):
                    return None
                why = "scope"
        return why

    def judge(self, said: Said, index: int | None = None) -> Why | None:
        """Tell why a statement has no force, or None if it has.

        An observation always counts; for it the answer says whether its signer is expected to say
        it there (R28).  `correction` judges amendments, `context` the order of phases and plans.
        """
        if index is not None:
            return self._judge(said, index)
        if self._judged is None or self._judged[0] is not said:
            self._judged = said, self._judge(said, None)
        return self._judged[1]  # several folds ask for it

    def conflict(self, first: Said, second: Said, index: int | None = None) -> Conflict | None:
        """Tell why the second statement is no second person's, or None if it is.

        Source: docs/explanation/duties.md; rule R08.
        """
        if first.journal == second.journal:
            return "journal"
        if first.enroller == second.journal or second.enroller == first.journal:
            return "enroller"
        one, other = self.signer(first, index), self.signer(second, index)
        if one is None or other is None or one.unit != other.unit:
            return None
        return "person" if one.person == other.person else "unit"

    def fold(self, said: Said, effect: Effect) -> None:
        """Let an enrolment, grant or revocation that has force act."""
        match said.statement:
            case PersonEnrolled(person=person, unit=unit, journals=journals, device=device):
                is_shared = device == SHARED
                signer = Signer(person, unit, line(unit), is_registrar=False, is_shared=is_shared)
                for journal in journals:
                    effect.begin(self._persons, (journal, said.registrar), signer)
            case RoleGranted(person=person) as grant:
                effect.begin(self._roles, (person, said.registrar), _holding(grant))
            case RoleRevoked(person=person, role=role, unit=unit):
                key = (person, said.registrar)
                for tenure in self._roles.tenures(key):
                    if tenure.value[:2] == (role, unit):
                        effect.end(self._roles, key, tenure)
            case _:
                pass

    def _judge(self, said: Said, index: int | None) -> Why | None:
        statement = said.statement
        if isinstance(statement, NotUnderstood):
            return "not-understood"
        if isinstance(statement, _GRANTING):
            return self._judge_grant(said, statement, index)
        kind = _KIND[type(statement)]
        if not kind.roles:
            return None
        why = self.holds(said, kind.roles, places_of(statement), index)
        if why == "scope" and (parties := parties_of(statement)):
            # Giver and receiver meet where one of them is a guest.
            roles = (held for held in self.roles(said, index) if held.role in kind.roles)
            why = None if any(held.unit in parties for held in roles) else why
        if why is None and kind.is_act:
            why = self._judge_line(said, statement, index)
        return why

    def _judge_grant(self, said: Said, act: _Grant, index: int | None) -> Why | None:
        """Judge who may enrol a person, or give and take a role."""
        signer = self.signer(said, index)
        if signer is None:
            return "unknown-journal"
        role = None if isinstance(act, PersonEnrolled) else act.role
        if not _is_lines(signer, act.unit, role):
            return "line"
        return None if signer.is_registrar else self._judge_giver(said, act, index)

    def _judge_giver(self, said: Said, act: _Grant, index: int | None) -> Why | None:
        signer = self.signer(said, index)
        if signer is not None and signer.person == act.person:
            return "self"
        role = None if isinstance(act, PersonEnrolled) else act.role
        givers = [held for held in self.roles(said, index) if _gives(held.role, role)]
        if not givers:
            return "no-role"
        return None if any(_over(held.scope, _reach(act)) for held in givers) else "scope"

    def _judge_line(self, said: Said, statement: Stated, index: int | None) -> Why | None:
        """Judge what a role allows for its own line or unit only."""
        signer = self.signer(said, index)
        if signer is None:
            return "unknown-journal"
        if isinstance(statement, _OF_OWN_LINE):
            return None if signer.line == line(statement.unit) else "line"
        match statement:
            case OrganisationRegistered(unit=unit, unit_kind=unit_kind):
                fits = _is_lines(signer, unit, None) and _is_lines(signer, unit_kind, None)
            case PlaceRegistered(unit=unit):
                fits = signer.line in ("kpu", line(unit))
            case PlanSet(legs=legs, posts=posts, reports=reports):
                fits = signer.line == "kpu" or not legs
                sides = {line(post.unit) for post in posts} | {line(one.unit) for one in reports}
                fits = fits and signer.line in ("kpu", *sides)
            case SealIssued(from_=giver):
                return None if giver == signer.unit else "unit"
            case _:
                fits = True
        return None if fits else "line"


def registrar_role(side: Line) -> str:
    """Return the role that a founder's registrar holds without a grant."""
    role = f"registrar_{side}"
    return role if role in REGISTRARS else "registrar"


def places_of(statement: Stated) -> tuple[str, ...]:
    """Return the places a statement acts on, over which its signer's role must reach."""
    if isinstance(statement, PlanSet):
        origins = {leg.origin for leg in statement.legs}
        posts = (post.post for post in statement.posts)
        looked_at = (duty.place for duty in statement.inspections)
        areas = (duty.area for duty in statement.reports)
        return (*origins, *posts, *looked_at, *areas)
    name = _PLACE[type(statement)]
    place = getattr(statement, name) if name else None
    return () if place is None else (place,)


def parties_of(statement: Stated | NotUnderstood | None) -> frozenset[str]:
    """Return the units that give and receive, in the kinds that have them."""
    if isinstance(statement, _TWO_PARTIES):
        return frozenset((statement.from_, statement.to))
    return frozenset()


_KIND: Final = {kind.statement: kind for kind in KINDS.values()}

_PLACE: Final[dict[type[Stated], str | None]] = {
    kind.statement: next(
        (name for name in _PLACES if name in kind.statement.__struct_fields__), None
    )
    for kind in KINDS.values()
}


def _holding(grant: RoleGranted) -> Holding:
    starts = None if grant.from_ is None else time(grant.from_)
    ends = None if grant.until is None else time(grant.until)
    return Holding(grant.role, grant.unit, grant.scope, starts, ends)


def _holds_at(held: Holding, moment: datetime) -> bool:
    return (held.starts is None or held.starts <= moment) and (
        held.ends is None or moment <= held.ends
    )


@lru_cache(maxsize=8192)
def _over(scope: str, names: tuple[str, ...]) -> bool:
    """Tell whether a scope covers all names; every statement of a guard asks about his place."""
    return all(covers(scope, name) for name in names)


def _gives(giver: str, role: str | None) -> bool:
    """Tell whether a role may give another (or, for None, enrol a person at all)."""
    given = GRANTS.get(giver, frozenset())
    return bool(given) if role is None else role in given


def _reach(act: _Grant) -> tuple[str, ...]:
    """Return what the giver's scope must cover."""
    match act:
        case PersonEnrolled():
            return (act.unit, *act.journals)
        case RoleGranted():
            return (act.unit, act.scope)
        case RoleRevoked():
            return (act.unit,)


def _is_lines(signer: Signer, unit: str, role: str | None) -> bool:
    """Tell whether a unit (and a role for it) is of the signer's line; `lain` is in KPU's care."""
    of = line(unit)
    if role is not None and (role not in FAMILY or line(FAMILY[role]) != of):
        return False
    return of == signer.line or (of == "lain" and signer.line == "kpu")
