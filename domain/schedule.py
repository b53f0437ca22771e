"""The schedule: what is planned, as of a leaf and as of a stated time.

A plan changes only what comes after it: what was signed offline before is read by the older plan.
Plans stand side by side under their names; the KPU line and the police line each have their own
names, so that neither can replace what the other planned.  Where several name one duty, one leg or
one post, the plan of the latest stated time is read, whichever reached the log first.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, Generic, TypeVar

from domain.plan import InspectionDuty, Leg, PlanSet, Post, ReportDuty
from domain.policy import (
    DEFAULT_OPENINGS,
    DEFAULT_THRESHOLDS,
    Hours,
    OpeningRule,
    PolicySet,
    Thresholds,
)
from domain.post import COVERT, PostEstablished
from domain.statement import time
from domain.tenure import Effect, History
from domain.unit import Line

Name = tuple[str, Line]
"""A plan id and the line whose plan it is."""

Pair = tuple[str, str]
"""A place and a template; a unit and an area."""

D = TypeVar("D", bound=InspectionDuty | ReportDuty)

_ONE: Final = ""


@dataclass(frozen=True, slots=True)
class Planned(Generic[D]):
    """A duty that is due again and again, and the plan that asks for it."""

    duty: D
    since: datetime
    """The time stated by the plan."""
    index: int
    """The plan's leaf."""
    name: Name
    version: int

    @property
    def start(self) -> datetime:
        """When it takes over: with its period, and never before its plan."""
        period = self.duty.period
        return self.since if period is None else max(self.since, time(period.from_))


@dataclass(frozen=True, slots=True)
class _Plan:
    act: PlanSet
    at: datetime
    pairs: dict[tuple[str, str], list[Leg]] = field(default_factory=dict)
    legs: dict[str, Leg] = field(default_factory=dict)
    posts: dict[str, list[Post]] = field(default_factory=dict)


class Schedule:
    """Every plan and the policy, each askable as of any leaf that was folded."""

    def __init__(self) -> None:
        self._plans: History[Name, _Plan] = History()
        self._by_post: dict[str, dict[Name, None]] = {}
        self._inspections: History[Pair, Planned[InspectionDuty]] = History()
        self._reports: History[Pair, Planned[ReportDuty]] = History()
        self._by_leg: dict[str, dict[Name, None]] = {}
        self._by_pair: dict[tuple[str, str], dict[Name, None]] = {}
        self._established: History[str, PostEstablished] = History()
        self._policies: History[str, PolicySet] = History()

    def fold(self, act: PlanSet, side: Line, effect: Effect) -> None:
        """Let a plan that has force act from the leaf after the effect's on."""
        name, plan = (act.plan, side), _Plan(act, time(act.at))
        for leg in act.legs:
            pair = (leg.from_, leg.to)
            plan.pairs.setdefault(pair, []).append(leg)
            plan.legs.setdefault(leg.leg, leg)
            self._by_pair.setdefault(pair, {})[name] = None
            self._by_leg.setdefault(leg.leg, {})[name] = None
        for post in act.posts:
            plan.posts.setdefault(post.post, []).append(post)
            self._by_post.setdefault(post.post, {})[name] = None
        for duty in act.inspections:
            asked = Planned(duty, plan.at, effect.rank, name, act.version)
            effect.begin(self._inspections, (duty.place, duty.template), asked)
        for report in act.reports:
            due = Planned(report, plan.at, effect.rank, name, act.version)
            effect.begin(self._reports, (report.unit, report.area), due)
        effect.begin(self._plans, name, plan)

    def establish(self, act: PostEstablished, effect: Effect) -> None:
        """Let a post that was set up with force be guarded from the leaf after the effect's on."""
        effect.begin(self._established, act.post, act)

    def is_covert(self, post: str, index: int) -> bool:
        """Tell whether a post was set up covertly, and not openly since, by the stated times."""
        acts = self._established.all(post, index)
        newest = max(acts, key=lambda act: (_stated(act), act.openness == COVERT), default=None)
        return newest is not None and newest.openness == COVERT

    def govern(self, act: PolicySet, effect: Effect) -> None:
        """Let a policy that has force act from the leaf after the effect's on."""
        effect.begin(self._policies, _ONE, act)

    def version(self, plan: str, side: Line, index: int) -> int:
        """Return the version in force of a plan; 0 if there is none."""
        newest = self._plans.newest((plan, side), index)
        return newest.act.version if newest else 0

    def policy(self, index: int) -> PolicySet | None:
        """Return the policy in force; None: the defaults are."""
        return self._policies.newest(_ONE, index)

    def has_governed(self) -> bool:
        """Tell whether any policy ever had force."""
        return bool(self._policies.tenures(_ONE))

    def thresholds(self, index: int) -> Thresholds:
        """Return how long the rules wait."""
        policy = self._policies.newest(_ONE, index)
        return DEFAULT_THRESHOLDS if policy is None else policy.thresholds

    def hours(self, place: str, place_kind: str | None, index: int) -> tuple[Hours, ...]:
        """Return when people are expected at a place; none: at any hour."""
        policy = self._policies.newest(_ONE, index)
        stated = () if policy is None else policy.hours
        own = tuple(one for one in stated if one.place == place)
        return own or tuple(
            one for one in stated if one.place is None and one.place_kind == place_kind
        )

    def openings(self, index: int) -> tuple[OpeningRule, ...]:
        """Return the table of who may open a box when."""
        policy = self._policies.newest(_ONE, index)
        return DEFAULT_OPENINGS if policy is None or not policy.openings else policy.openings

    def opening(
        self, phase: str | None, place_kind: str | None, purpose: str, index: int
    ) -> OpeningRule | None:
        """Return the rule by which a box may be opened so; None: none allows it."""
        for rule in self.openings(index):
            if (rule.phase, rule.place_kind, rule.purpose) == (phase, place_kind, purpose):
                return rule
        return None

    def legs(
        self, giver: str, receiver: str, index: int, at: datetime | None = None
    ) -> tuple[Leg, ...]:
        """Return the planned legs between two units, those of the newest plan first."""
        pair = (giver, receiver)
        plans = self._named(self._by_pair.get(pair, ()), index, at)
        return tuple(leg for plan in plans for leg in plan.pairs.get(pair, ()))

    def is_planned(
        self, giver: str, receiver: str, box: str, index: int, at: datetime | None = None
    ) -> bool:
        """Tell whether a plan lets this box go from one unit to the other."""
        return any(leg.covers(box) for leg in self.legs(giver, receiver, index, at))

    def leg(self, leg: str, index: int, at: datetime | None = None) -> Leg | None:
        """Return a planned leg by its name."""
        plans = self._named(self._by_leg.get(leg, ()), index, at)
        return next((plan.legs[leg] for plan in plans if leg in plan.legs), None)

    def posts(self, index: int, at: datetime | None = None) -> tuple[Post, ...]:
        """Return the planned posts; with a time, those guarded at that time."""
        return tuple(
            post for plan in self.plans(index, at) for post in plan.posts if _is_guarded(post, at)
        )

    def post(
        self, post: str, index: int, at: datetime | None = None
    ) -> Post | PostEstablished | None:
        """Return what is planned for one post, or how it was set up where no plan names it."""
        for plan in self._named(self._by_post.get(post, ()), index, at):
            for one in plan.posts.get(post, ()):
                if _is_guarded(one, at):
                    return one
        for act in sorted(self._established.all(post, index), key=_stated, reverse=True):
            if (at is None or time(act.at) <= at) and _is_guarded(act, at):
                return act
        return None

    def inspections(self, index: int, at: datetime | None = None) -> tuple[InspectionDuty, ...]:
        """Return the inspections that are due again and again."""
        return tuple(duty for plan in self.plans(index, at) for duty in plan.inspections)

    def inspection(
        self, place: str, template: str, index: int, at: datetime
    ) -> InspectionDuty | None:
        """Return how often a place is to be inspected by a template; None: no plan asks for it."""
        return in_force(self.rounds(place, template, index), at)

    def rounds(self, place: str, template: str, index: int) -> list[Planned[InspectionDuty]]:
        """Return every plan of an inspection, by stated time; leaving it out ends nothing."""
        return _reigning(self._inspections.all((place, template), index))

    def reports(self, unit: str, area: str, index: int) -> list[Planned[ReportDuty]]:
        """Return every plan of a unit's reports on an area, by stated time."""
        return _reigning(self._reports.all((unit, area), index))

    def plans(self, index: int, at: datetime | None = None) -> Iterator[PlanSet]:
        """Yield the plan in force under each name; with a time, as it stood at that time."""
        for name in self._plans:
            if plan := self._plan(name, index, at):
                yield plan.act

    def _named(self, names: Iterable[Name], index: int, at: datetime | None) -> list[_Plan]:
        """Return the plans in force under these names, that of the latest stated time first."""
        plans = [plan for name in names if (plan := self._plan(name, index, at))]
        if len(plans) > 1:
            plans.sort(key=_latest, reverse=True)
        return plans

    def _plan(self, name: Name, index: int, at: datetime | None) -> _Plan | None:
        plans = self._plans.all(name, index)
        return next((plan for plan in plans if at is None or plan.at <= at), None)


def in_force(plans: Iterable[Planned[D]], at: datetime) -> D | None:
    """Return the duty that took over last by a time; None: none had begun."""
    begun = [one for one in plans if one.start <= at]
    return max(begun, key=_started).duty if begun else None


def _is_guarded(post: Post | PostEstablished, at: datetime | None) -> bool:
    """Tell whether a post is to be guarded at a time (None: ever)."""
    return at is None or time(post.period.from_) <= at <= time(post.period.until)


def _reigning(found: list[Planned[D]]) -> list[Planned[D]]:
    """Leave out what a higher version of the same plan had replaced before it was stated."""
    replaced: dict[Name, datetime] = {}
    reigning: list[Planned[D]] = []
    for one in found:  # of the versions of one plan the highest first
        if one.name not in replaced or one.since < replaced[one.name]:
            replaced[one.name] = one.since
            reigning.append(one)
    return sorted(reigning, key=_planned)


def _planned(one: Planned[D]) -> tuple[datetime, int, Name]:
    return one.since, one.version, one.name


def _started(one: Planned[D]) -> tuple[datetime, datetime, int, Name]:
    return one.start, *_planned(one)


def _latest(plan: _Plan) -> tuple[datetime, int, str]:
    return plan.at, plan.act.version, plan.act.plan


def _stated(act: PostEstablished) -> datetime:
    return time(act.at)
