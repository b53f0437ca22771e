"""The schedule: what is planned, as of a leaf and as of a stated time.

A plan changes only what comes after it: what was signed offline before is read by the older plan.
Plans stand side by side under their names; the KPU line and the police line each have their own
names, so that neither can replace what the other planned.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from domain.plan import InspectionDuty, Leg, PlanSet, Post
from domain.policy import DEFAULT_OPENINGS, DEFAULT_THRESHOLDS, OpeningRule, PolicySet, Thresholds
from domain.post import PostEstablished
from domain.statement import time
from domain.tenure import Effect, History
from domain.unit import Line

Name = tuple[str, Line]
"""A plan id and the line whose plan it is."""

_ONE: Final = ""


@dataclass(frozen=True, slots=True)
class _Plan:
    act: PlanSet
    at: datetime
    pairs: dict[tuple[str, str], list[Leg]] = field(default_factory=dict)
    legs: dict[str, Leg] = field(default_factory=dict)
    posts: dict[str, list[Post]] = field(default_factory=dict)
    inspections: dict[tuple[str, str], InspectionDuty] = field(default_factory=dict)


class Schedule:
    """Every plan and the policy, each askable as of any leaf that was folded."""

    def __init__(self) -> None:
        self._plans: History[Name, _Plan] = History()
        self._by_post: dict[str, dict[Name, None]] = {}
        self._by_inspection: dict[tuple[str, str], dict[Name, None]] = {}
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
            asked = (duty.place, duty.template)
            plan.inspections.setdefault(asked, duty)
            self._by_inspection.setdefault(asked, {})[name] = None
        effect.begin(self._plans, name, plan)

    def establish(self, act: PostEstablished, effect: Effect) -> None:
        """Let a post that was set up with force be guarded from the leaf after the effect's on."""
        effect.begin(self._established, act.post, act)

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

    def thresholds(self, index: int) -> Thresholds:
        """Return how long the rules wait."""
        policy = self._policies.newest(_ONE, index)
        return DEFAULT_THRESHOLDS if policy is None else policy.thresholds

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
        """Return the planned legs between two units."""
        pair = (giver, receiver)
        plans = (self._plan(name, index, at) for name in self._by_pair.get(pair, ()))
        return tuple(leg for plan in plans if plan for leg in plan.pairs.get(pair, ()))

    def is_planned(
        self, giver: str, receiver: str, box: str, index: int, at: datetime | None = None
    ) -> bool:
        """Tell whether a plan lets this box go from one unit to the other."""
        return any(leg.covers(box) for leg in self.legs(giver, receiver, index, at))

    def leg(self, leg: str, index: int, at: datetime | None = None) -> Leg | None:
        """Return a planned leg by its name."""
        plans = (self._plan(name, index, at) for name in self._by_leg.get(leg, ()))
        return next((plan.legs[leg] for plan in plans if plan and leg in plan.legs), None)

    def posts(self, index: int, at: datetime | None = None) -> tuple[Post, ...]:
        """Return the planned posts; with a time, those guarded at that time."""
        return tuple(
            post for plan in self.plans(index, at) for post in plan.posts if _is_guarded(post, at)
        )

    def post(
        self, post: str, index: int, at: datetime | None = None
    ) -> Post | PostEstablished | None:
        """Return what is planned for one post, or how it was set up where no plan names it."""
        for name in self._by_post.get(post, ()):
            plan = self._plan(name, index, at)
            for one in plan.posts.get(post, ()) if plan else ():
                if _is_guarded(one, at):
                    return one
        for act in self._established.all(post, index):
            if (at is None or time(act.at) <= at) and _is_guarded(act, at):
                return act
        return None

    def inspections(self, index: int, at: datetime | None = None) -> tuple[InspectionDuty, ...]:
        """Return the inspections that are due again and again."""
        return tuple(duty for plan in self.plans(index, at) for duty in plan.inspections)

    def inspection(
        self, place: str, template: str, index: int, at: datetime | None = None
    ) -> InspectionDuty | None:
        """Return how often a place is to be inspected by a template; None: no plan asks for it."""
        for name in self._by_inspection.get((place, template), ()):
            plan = self._plan(name, index, at)
            if plan and (place, template) in plan.inspections:
                return plan.inspections[place, template]
        return None

    def plans(self, index: int, at: datetime | None = None) -> Iterator[PlanSet]:
        """Yield the plan in force under each name; with a time, as it stood at that time."""
        for name in self._plans:
            if plan := self._plan(name, index, at):
                yield plan.act

    def _plan(self, name: Name, index: int, at: datetime | None) -> _Plan | None:
        plans = self._plans.all(name, index)
        return next((plan for plan in plans if at is None or plan.at <= at), None)


def _is_guarded(post: Post | PostEstablished, at: datetime | None) -> bool:
    """Tell whether a post is to be guarded at a time (None: ever)."""
    return at is None or time(post.period.from_) <= at <= time(post.period.until)
