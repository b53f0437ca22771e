"""Officers: one person of a roll, with pledges, assignments and the posts stood at.

Only what names persons touches anybody here; where a roll is sealed, nothing can be told (R19,
R36).  Findings are worked out from all that is kept, in the order of its own clocks.
"""

from datetime import datetime
from typing import Final

import msgspec

from domain.context import Context
from domain.fact import Fact
from domain.finding import Finding
from domain.neutrality import NeutralityPledged
from domain.order import OrderIssued
from domain.plan import AssignmentMade
from domain.rules.duty import FATIGUE, assigned, double, fatigue
from domain.rules.neutrality import NO_PLEDGE, no_pledge
from domain.said import Said
from domain.shift import ShiftAccepted, ShiftEnded, ShiftHandedOver, ShiftStarted
from domain.statement import time
from domain.step import Step
from domain.stint import Reading, Release, Roster, Start, longest, read, released, started
from domain.unit import covers

MAX_KEPT: Final = 8
"""So many pledges and so many assignments are remembered, the newest of them."""


class Pledge(msgspec.Struct, frozen=True, gc=False):
    """Words that the person has signed, and when first."""

    text: str
    at: datetime


class Assignment(msgspec.Struct, frozen=True, gc=False):
    """A place to which the person is ordered."""

    place: str
    starts: datetime
    ends: datetime
    index: int


class Unpledged(msgspec.Struct, frozen=True, gc=False):
    """The first duty that began, or is to begin, without the pledge that the policy names."""

    text: str
    begins: datetime
    index: int


class Found(msgspec.Struct, frozen=True, gc=False, omit_defaults=True, order=True):
    """What the stints amount to (R19): a long duty, or two posts at once."""

    index: int
    """The beginning that shows it."""
    other: int = -1
    """The beginning at the other post; -1: there is none."""


class Officer(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """What is known of one person as one of a roll."""

    pledges: tuple[Pledge, ...] = ()
    unpledged: Unpledged | None = None
    assignments: tuple[Assignment, ...] = ()
    roster: Roster = Roster()
    found: tuple[Found, ...] = ()


class Officers:
    """The fold of every person whom a roll names."""

    name: Final = "petugas"
    state: Final = Officer
    kinds: Final = frozenset(
        {
            NeutralityPledged,
            OrderIssued,
            AssignmentMade,
            ShiftStarted,
            ShiftAccepted,
            ShiftHandedOver,
            ShiftEnded,
        }
    )

    def subjects(self, fact: Fact) -> tuple[str, ...]:
        """Return everybody whom a statement names, each once."""
        if not isinstance(fact, Said):
            return ()
        match fact.statement:
            case (
                NeutralityPledged(persons=persons)
                | OrderIssued(persons=persons)
                | AssignmentMade(persons=persons)
                | ShiftStarted(persons=persons)
                | ShiftAccepted(persons=persons)
                | ShiftHandedOver(persons=persons)
                | ShiftEnded(persons=persons)
            ):
                return tuple(dict.fromkeys(persons))
            case _:
                return ()

    def after(
        self, subject: str, state: Officer | None, fact: Fact, context: Context
    ) -> Step[Officer]:
        """Return what a statement does to what is known of the person."""
        step: Step[Officer] = Step(state)
        if not isinstance(fact, Said) or context.authority.judge(fact) is not None:
            return step  # whoever has no duty there (R28) puts nobody on duty, and pledges nothing
        officer = Officer() if state is None else state
        match fact.statement:
            case NeutralityPledged() as act:
                step = _pledged(subject, officer, act)
            case (
                ShiftStarted(post=post)
                | ShiftAccepted(post=post)
                | ShiftHandedOver(post=post)
                | ShiftEnded(post=post)
            ) if context.schedule.is_covert(post, fact.index):
                pass  # who stands at a covert post nobody learns before time
            case ShiftStarted() | ShiftAccepted() as act:
                start = _start(fact, act, context)
                step = _stood(subject, officer, started(officer.roster, start))
            case ShiftHandedOver() | ShiftEnded() as act:
                release = Release(time(act.at), fact.index, act.post)
                step = _stood(subject, officer, released(officer.roster, release))
            case OrderIssued() | AssignmentMade() as act if context.has_force(fact.leaf):
                step = _ordered(subject, officer, fact, act, context)
            case _:
                pass
        return step


def _pledged(subject: str, officer: Officer, act: NeutralityPledged) -> Step[Officer]:
    at = time(act.at)
    before = [one.at for one in officer.pledges if one.text == act.text]
    others = [one for one in officer.pledges if one.text != act.text]
    pledge = Pledge(act.text, min((at, *before)))
    pledges = (*others, pledge)[-MAX_KEPT:]
    lacking = officer.unpledged
    settled: tuple[str, ...] = ()
    if lacking is not None and lacking.text == act.text and at <= lacking.begins:
        settled = (NO_PLEDGE.key(subject, lacking.index),)
        lacking = None
    officer = msgspec.structs.replace(officer, pledges=pledges, unpledged=lacking)
    return Step(officer, (), settled)


def _ordered(
    subject: str, officer: Officer, said: Said, act: OrderIssued | AssignmentMade, context: Context
) -> Step[Officer]:
    """Compare an assignment with the others, and ask for the pledge."""
    raised: tuple[Finding, ...] = ()
    if isinstance(act, AssignmentMade):
        assignment = Assignment(act.place, time(act.from_), time(act.until), said.index)
        other = next((one for one in officer.assignments if _clashes(one, assignment)), None)
        if other is not None:
            raised = (assigned(subject, (said.index, other.index), act, other.place),)
        kept = sorted((*officer.assignments, assignment), key=lambda one: (one.ends, one.index))
        officer = msgspec.structs.replace(officer, assignments=tuple(kept[-MAX_KEPT:]))
    step = _asked(subject, officer, said, act, context)
    return Step(step.state, (*raised, *step.raised), step.settled)


def _asked(
    subject: str, officer: Officer, said: Said, act: OrderIssued | AssignmentMade, context: Context
) -> Step[Officer]:
    """Ask for the pledge before the first duty begins; later duties ask for nothing more."""
    policy = context.schedule.policy(said.index)
    text = None if policy is None else policy.pledge
    begins = time(act.from_)
    if text is None or any(one.text == text and one.at <= begins for one in officer.pledges):
        return Step(officer)
    lacking = officer.unpledged
    settled: tuple[str, ...] = ()
    if lacking is not None and lacking.text == text:
        if lacking.begins <= begins:
            return Step(officer)
        settled = (NO_PLEDGE.key(subject, lacking.index),)
    officer = msgspec.structs.replace(officer, unpledged=Unpledged(text, begins, said.index))
    return Step(officer, (no_pledge(subject, said.index, act.order, begins),), settled)


def _clashes(one: Assignment, other: Assignment) -> bool:
    """Tell whether two assignments ask for the person in two places at once."""
    if one.starts >= other.ends or other.starts >= one.ends:
        return False
    return not covers(one.place, other.place) and not covers(other.place, one.place)


def _start(said: Said, act: ShiftStarted | ShiftAccepted, context: Context) -> Start:
    at = time(act.at)
    plan = context.schedule.post(act.post, said.index, at)
    allowed = context.schedule.thresholds(said.index).fatigue
    return Start(at, said.index, act.post, longest(allowed, 0 if plan is None else plan.shift))


def _stood(subject: str, officer: Officer, roster: Roster) -> Step[Officer]:
    """Raise what the stints amount to now and did not before; settle the reverse.

    A beginning that was the first of a long duty may turn out to be one at a second post: then the
    finding of that leaf reads so from now on.
    """
    reading = read(roster)
    found = tuple(
        sorted(
            (
                *(Found(later.index, earlier.index) for later, earlier in reading.overlaps),
                *(Found(first.index) for first, _ in reading.stretches),
            )
        )
    )
    if found == officer.found:  # often: who begins or ends in time changes nothing
        return Step(msgspec.structs.replace(officer, roster=roster))
    raised = tuple(_finding(subject, one, reading) for one in found if one not in officer.found)
    now = {one.index for one in found}
    kept = {start.index for start in roster.starts}
    settled = tuple(
        FATIGUE.key(subject, one.index)
        for one in officer.found
        if one.index not in now and one.index in kept
    )
    return Step(msgspec.structs.replace(officer, roster=roster, found=found), raised, settled)


def _finding(subject: str, found: Found, reading: Reading) -> Finding:
    """Say what was found; both rules of R19 have keys of one form."""
    for overlap in reading.overlaps:
        if overlap.later.index == found.index:
            return double(subject, overlap)
    return next(
        fatigue(subject, one) for one in reading.stretches if one.first.index == found.index
    )
