"""The context: everything a fold of one box, post or visit must know of the operation around it.

It hears every leaf in log order and remembers the acts of authority that have force: operation and
phase, units, places, persons and roles, plans and thresholds, assignments, seals issued.  Each is
asked *as of a leaf*, so a later re-fold of an old statement gets the same answer.

The past of the context never changes.  When an act of authority is corrected, annulled or doubted,
what it put in force ends at that leaf, and what it had ended begins again there.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from msgspec import structs

from domain.anchor import Anchors
from domain.authority import Authority, Why
from domain.catalogue import KINDS, NotUnderstood, Statement
from domain.correction import Amendment, Corrections, Find
from domain.endorsement import Endorsed
from domain.evidence import PersonalDataErased
from domain.operation import OperationClosed, OperationOpened, OrganisationRegistered, PhaseChanged
from domain.order import OrderIssued
from domain.oversight import FindingRaised
from domain.person import PersonEnrolled, RoleGranted, RoleRevoked
from domain.place import PlaceAccepted, PlaceRegistered
from domain.plan import AssignmentMade, PlanSet
from domain.policy import AGREEING, PolicySet, is_later
from domain.post import PostEstablished
from domain.said import Said
from domain.schedule import Schedule
from domain.seal import SealIssued
from domain.statement import time
from domain.tenure import Effect, History
from domain.unit import line

ACTS: Final = frozenset(
    kind.statement
    for kind in KINDS.values()
    if kind.is_act and kind.name not in ("CorrectionDeclared", "AnnulmentDeclared")
)
"""The kinds the context remembers; amendments are kept by `correction`."""

_WAITING: Final = frozenset(
    kind.name for kind in KINDS.values() if kind.waits and kind.statement in ACTS
)
_ONE: Final = ""
_ESCORT: Final = "kawal"

EscortOrder = AssignmentMade | OrderIssued
"""An order by which officers escort goods."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether an act of authority has force, and if not, why not."""

    since: int | None = None
    """The leaf that put it in force; None: it has no force."""
    why: Why | None = None
    """None beside `since` None: it waits for a second person."""


@dataclass(slots=True)
class _Act:
    said: Said
    standing: Standing
    effect: Effect | None = None
    rank: int | None = None
    """The leaf that first put it in force."""


class Context:
    """The operation as of any leaf that was folded."""

    def __init__(self, find: Find) -> None:
        self.authority = Authority()
        self.schedule = Schedule()
        self.anchors = Anchors()
        self.corrections = Corrections(self.authority, find)
        self._find = find
        self._acts: dict[str, _Act] = {}
        self._endorsements: dict[str, list[Said]] = {}
        self._operations: History[str, OperationOpened] = History()
        self._closings: History[str, OperationClosed] = History()
        self._phases: History[str, PhaseChanged] = History()
        self._units: History[str, OrganisationRegistered] = History()
        self._places: History[str, PlaceRegistered] = History()
        self._accepted: History[str, PlaceAccepted] = History()
        self._people: History[str, PersonEnrolled] = History()
        self._assignments: History[str, AssignmentMade] = History()
        self._orders: History[str, OrderIssued] = History()
        self._escorts: History[str, EscortOrder] = History()
        self._asked: History[str, int] = History()
        self._issued: History[str, SealIssued] = History()

    def fold(self, said: Said) -> tuple[Amendment, ...]:
        """Hear one leaf; return the amendments it brings in force, whose targets fold anew."""
        statement = said.statement
        if type(statement) in ACTS:
            act = _Act(said, Standing(why=self._judge(said)))
            self._acts[said.leaf] = act
            self._settle(act, said.index, self._endorsements.get(said.leaf, ()))
        elif isinstance(statement, Endorsed) and statement.of_kind in _WAITING:
            self._endorsements.setdefault(statement.of, []).append(said)
            if statement.of in self._acts:
                self._settle(self._acts[statement.of], said.index, (said,))
        amendments = self.corrections.fold(said)
        for amendment in amendments:
            self._amend(amendment)
        return amendments

    def concerns(self, said: Said) -> bool:
        """Tell whether a leaf can change the context.

        Whoever keeps these leaves (a few thousand) and folds them again in log order has the same
        context as one who heard every leaf.
        """
        statement = said.statement
        if type(statement) in ACTS:
            return True
        if isinstance(statement, Endorsed) and statement.of_kind in _WAITING:
            return True
        return self.corrections.concerns(said)

    def doubt(self, journal: str, after: int, index: int) -> None:
        """End, at leaf `index`, what a revoked journal put in force above number `after`."""
        for act in self._acts.values():
            if act.said.journal == journal and act.said.sequence > after:
                _undo(act, index)
                act.standing = Standing(why="doubted")

    def standing(self, leaf: str) -> Standing | None:
        """Tell whether an act has force now; None: no such act (observations need no force)."""
        act = self._acts.get(leaf)
        return act.standing if act else None

    def has_force(self, leaf: str) -> bool:
        """Tell whether an act of authority is in force now."""
        act = self._acts.get(leaf)
        return act is not None and act.standing.since is not None

    def erasures(self) -> list[tuple[str, PersonalDataErased]]:
        """Return by which acts (leaf hash) personal data are erased now."""
        acts = ((leaf, act.said.statement) for leaf, act in self._acts.items() if act.effect)
        return [(leaf, act) for leaf, act in acts if isinstance(act, PersonalDataErased)]

    def cited(self, leaf: str, index: int) -> Said | None:
        """Return the statement that one at leaf `index` cites; None: it was not in the log yet."""
        said = self._find(leaf)
        return said if said is not None and said.index < index else None

    def operation(self, index: int) -> OperationOpened | None:
        """Return the operation in force at leaf `index`."""
        return self._operations.newest(_ONE, index)

    def is_closed(self, index: int) -> bool:
        """Tell whether the operation was over at leaf `index`."""
        return self._closings.newest(_ONE, index) is not None

    def phase(self, index: int, at: datetime | None = None) -> str | None:
        """Return the phase at leaf `index`; None before the first.

        With a time, the phase as it stood then: what was done offline on voting day may reach the
        log when the next phase has begun.
        """
        for change in self._phases.all(_ONE, index):
            if at is None or time(change.at) <= at:
                return change.to
        return None

    def unit(self, unit: str, index: int) -> OrganisationRegistered | None:
        """Return a unit as registered."""
        return self._units.newest(unit, index)

    def place(self, place: str, index: int) -> PlaceRegistered | None:
        """Return a place as registered."""
        return self._places.newest(place, index)

    def is_accepted(self, place: str, index: int) -> bool:
        """Tell whether two organisations have found a place fit for goods."""
        return self._accepted.newest(place, index) is not None

    def acceptances(self, place: str, index: int) -> Sequence[PlaceAccepted]:
        """Return who found a place fit for goods, the newest first."""
        return self._accepted.all(place, index)

    def person(self, person: str, index: int) -> PersonEnrolled | None:
        """Return a person as enrolled last."""
        return self._people.newest(person, index)

    def order(self, number: str, index: int) -> OrderIssued | None:
        """Return an order by the number of its letter."""
        return self._orders.newest(number, index)

    def assignments(self, place: str, index: int, at: datetime) -> tuple[AssignmentMade, ...]:
        """Return who was ordered to a place at a time."""
        return tuple(
            order
            for order in self._assignments.all(place, index)
            if time(order.from_) <= at <= time(order.until)
        )

    def asked(self, about: str, index: int) -> Sequence[int]:
        """Return where supervisors raised findings about a statement (leaf hash) or a box."""
        return self._asked.all(about, index)

    def escort_orders(self, name: str, index: int, at: datetime) -> tuple[EscortOrder, ...]:
        """Return by which orders a unit escorts goods at a time, or goods of a place are."""
        return tuple(
            order
            for order in self._escorts.all(name, index)
            if time(order.from_) <= at <= time(order.until)
        )

    def issues(self, unit: str, index: int) -> Sequence[SealIssued]:
        """Return what was issued to a unit out of the stock of seals, the newest first."""
        return self._issued.all(unit, index)

    def _settle(self, act: _Act, index: int, endorsements: Sequence[Said]) -> None:
        """Put an act in force if it has authority and, where it waits, a second person.

        What was endorsed in vain is not tried again: only what is new can complete an act.
        """
        if act.standing.since is not None or act.standing.why is not None:
            return
        said = act.said
        if self._waits(said.statement):
            if not any(self._endorses(said, second, index) for second in endorsements):
                return
            if (why := self._overtaken(said.statement, index)) is not None:
                act.standing = Standing(why=why)
                return
        self._enforce(act, index)

    def _enforce(self, act: _Act, index: int) -> None:
        act.standing = Standing(since=index)
        act.rank = index if act.rank is None else act.rank
        act.effect = Effect(index, act.rank)
        self._apply(act.said, act.effect)

    def _waits(self, statement: Statement | NotUnderstood) -> bool:
        """Tell whether an act takes a second person; of policies only the first one does not."""
        if isinstance(statement, PolicySet):
            return is_later(statement) or self.schedule.has_governed()
        return type(statement).__name__ in _WAITING

    def _overtaken(self, statement: Statement | NotUnderstood, index: int) -> Why | None:
        """Tell whether another one came in force while an act waited."""
        if isinstance(statement, OperationOpened) and self.operation(index):
            return "order"
        if isinstance(statement, PolicySet):
            policy = self.schedule.policy(index)
            return "version" if policy is not None and policy.version >= statement.version else None
        return None

    def _endorses(self, first: Said, second: Said, index: int) -> bool:
        """Tell whether a person of another line stands by an operation, a place or a policy."""
        one, other = self.authority.signer(first, index), self.authority.signer(second, index)
        if one is None or other is None or one.line == other.line:
            return False
        is_of_founders = isinstance(first.statement, OperationOpened | OperationClosed)
        if is_of_founders and not other.is_registrar:
            return False
        if isinstance(first.statement, PolicySet) and self.authority.holds(second, AGREEING):
            return False
        return self.authority.conflict(first, second, index) is None

    def _amend(self, amendment: Amendment) -> None:
        """Let the amendment of an act of authority work from its leaf on."""
        act = self._acts.get(amendment.target)
        if act is None or act.standing.why == "doubted":
            return
        _undo(act, amendment.since)
        if amendment.statement is None:
            act.standing = Standing(why="annulled")
            return
        act.said = structs.replace(act.said, statement=amendment.statement)
        act.standing = Standing(why=self._judge(act.said))
        if isinstance(amendment.statement, PolicySet) and act.standing.why is None:
            self._enforce(act, amendment.since)  # who agrees has endorsed what it reads now
            return
        endorsements = self._endorsements.get(act.said.leaf, ())
        self._settle(act, amendment.since, endorsements)

    def _judge(self, said: Said) -> Why | None:
        """Judge authority, and what only the state of the operation can tell."""
        why = self.authority.judge(said)
        signer = self.authority.signer(said)
        if why is not None or signer is None:
            return why
        match said.statement:
            case OperationOpened():
                fits = self.operation(said.index) is None
            case OperationClosed(operation=name):
                operation = self.operation(said.index)
                fits = operation is not None and operation.operation == name
            case PhaseChanged() as change:
                fits = self._is_next(change, said.index)
            case PlanSet(plan=plan, version=version):
                fits = version > self.schedule.version(plan, signer.line, said.index)
            case PolicySet(version=version):
                policy = self.schedule.policy(said.index)
                fits = policy is None or version > policy.version
            case PlaceRegistered(place=place):
                old = self.place(place, said.index)
                fits = signer.line == "kpu" or old is None or line(old.unit) == signer.line
            case _:
                fits = True
        return None if fits else _MISFIT[type(said.statement)]

    def _is_next(self, change: PhaseChanged, index: int) -> bool:
        """Tell whether phases follow one another as declared."""
        operation, now = self.operation(index), self.phase(index)
        phases = operation.phases if operation else ()
        if change.to not in phases or change.from_ != now:
            return False
        return now not in phases or phases.index(change.to) > phases.index(now)

    def _apply(self, said: Said, effect: Effect) -> None:
        """Put in force what an act says."""
        match said.statement:
            case PersonEnrolled() | RoleGranted() | RoleRevoked():
                self.authority.fold(said, effect)
                if isinstance(said.statement, PersonEnrolled):
                    effect.begin(self._people, said.statement.person, said.statement)
            case OperationOpened() | OperationClosed() | PhaseChanged() as act:
                self._advance(act, effect)
            case PlanSet() as act:
                signer = self.authority.signer(said)
                self.schedule.fold(act, signer.line if signer else "lain", effect)
            case PolicySet() as act:
                self.schedule.govern(act, effect)
            case PostEstablished() as act:
                self.schedule.establish(act, effect)
            case _:
                self._register(said.statement, effect)

    def _advance(
        self, act: OperationOpened | OperationClosed | PhaseChanged, effect: Effect
    ) -> None:
        match act:
            case OperationOpened():
                effect.begin(self._operations, _ONE, act)
            case OperationClosed():
                effect.begin(self._closings, _ONE, act)
            case PhaseChanged():
                effect.begin(self._phases, _ONE, act)

    def _register(self, statement: Statement | NotUnderstood, effect: Effect) -> None:
        match statement:
            case OrganisationRegistered(unit=unit) as act:
                effect.begin(self._units, unit, act)
            case PlaceRegistered(place=place) as act:
                effect.begin(self._places, place, act)
            case PlaceAccepted(place=place) as act:
                effect.begin(self._accepted, place, act)
            case AssignmentMade(place=place) as act:
                effect.begin(self._assignments, place, act)
                self._send(act, (place,), effect)
            case OrderIssued(order=number) as act:
                effect.begin(self._orders, number, act)
                self._send(act, (act.place, *act.places), effect)
            case SealIssued(to=to) as act:
                effect.begin(self._issued, to, act)
            case FindingRaised() as act:
                self._ask(act, effect)
            case _:
                pass

    def _ask(self, act: FindingRaised, effect: Effect) -> None:
        """Remember what a supervisor asked about: statements and boxes."""
        for about in (*act.basis, *act.boxes):
            effect.begin(self._asked, about, effect.rank)

    def _send(self, order: EscortOrder, places: tuple[str, ...], effect: Effect) -> None:
        """Remember who is to escort goods, and where."""
        if order.task == _ESCORT:
            for name in dict.fromkeys((order.unit, *places)):
                effect.begin(self._escorts, name, order)


_MISFIT: Final[dict[type, Why]] = {
    OperationOpened: "order",
    OperationClosed: "order",
    PhaseChanged: "order",
    PlanSet: "version",
    PolicySet: "version",
    PlaceRegistered: "line",
}


def _undo(act: _Act, index: int) -> None:
    if act.effect is not None:
        act.effect.undo(index)
        act.effect = None
