"""All folds together: the same leaves give the same answers, in whatever order subjects are taken.

The random stories are nonsense on purpose: anybody says anything at any time.
"""

import random
from collections.abc import Callable
from typing import Any, get_args

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from domain.catalogue import NotUnderstood
from domain.fact import Enrolled, Fact, Filed, Resumed, Revoked, Voided
from domain.finding import Subject
from domain.fold import FOLDS
from domain.said import Said
from tests.support.sayings import GUARD, KPU, POLRI, PPK, STORE, STRANGER
from tests.support.story import (
    BOX,
    KPPS,
    OTHER,
    PPK_PLACE,
    PPS,
    PTPS,
    STORE_PLACE,
    TAG,
    TIE,
    TPS_PLACE,
    UNIT_KPPS,
    UNIT_KPU,
    UNIT_PPK,
    UNIT_PPS,
    Story,
    clock,
)

PEOPLE = st.sampled_from([STORE, PPK, PPS, KPPS, GUARD, PTPS, STRANGER, KPU, POLRI])
UNITS = st.sampled_from([UNIT_KPU, UNIT_PPK, UNIT_PPS, UNIT_KPPS])
PLACES = st.sampled_from([STORE_PLACE, PPK_PLACE, TPS_PLACE])
TIMES = st.integers(0, 59).map(lambda minute: f"25 10:{minute:02d}")
SEALS = st.lists(st.sampled_from([TIE, TAG, "kabel_ties@tutup"]), max_size=3)
BOXES = st.lists(st.sampled_from([BOX, OTHER]), min_size=1, max_size=2)
MOMENTS = TIMES.map(clock)
TEAMS = st.sampled_from(["a", "b"])
ROLLS = st.lists(st.sampled_from(["p-1", "p-2"]), max_size=2)
NUMBER = "NTR-2024-003"
LEAF = st.integers(0, 30)
"""Which of the earlier leaves is cited."""


def _acts() -> st.SearchStrategy[tuple[str, dict[str, Any]]]:
    def act(kind: str, **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
        return st.tuples(st.just(kind), st.fixed_dictionaries(fields))

    seen = st.builds(
        lambda boxes, utuh, rusak: [
            {"box": box, "utuh": utuh, "rusak": rusak} for box in dict.fromkeys(boxes)
        ],
        BOXES,
        SEALS,
        SEALS,
    )
    sealed = st.builds(
        lambda boxes, seals: [{"box": box, "seals": seals} for box in boxes], BOXES, SEALS
    )
    one = st.just(1)
    sides = {"from": UNITS, "to": UNITS}
    parts = {"count": st.integers(0, 2), "part": one, "parts": one}
    return st.one_of(
        act("ItemRegistered", holder=UNITS, place=PLACES),
        act("SealApplied", boxes=sealed, place=PLACES),
        act("SealVerified", boxes=seen, place=PLACES),
        act("SealBroken", boxes=sealed, place=PLACES, found=st.booleans()),
        act("BoxOpened", boxes=BOXES, place=PLACES, seals=SEALS),
        act("ConsignmentDispatched", boxes=BOXES, eta=st.none(), **sides, **parts),
        act("HandoverOffered", boxes=BOXES, eta=st.none(), **sides, **parts),
        act("HandoverAccepted", boxes=seen, place=PLACES, of=LEAF, **sides, **parts),
        act("HandoverRefused", place=PLACES, of=LEAF, **sides),
        act("ShiftStarted", team=TEAMS, present=st.integers(0, 4), persons=ROLLS, post=PLACES),
        act("ShiftHandedOver", inside=st.lists(LEAF, max_size=2), persons=ROLLS, post=PLACES),
        act("ShiftAccepted", of=LEAF, present=st.integers(0, 4), persons=ROLLS, post=PLACES),
        act("ShiftEnded", team=TEAMS, persons=ROLLS, post=PLACES),
        act("VisitorReported"),
        act("AccessGranted", of=LEAF, zone=st.sampled_from(["barang", "kantor"])),
        act("AccessExited", of=LEAF),
        act("Endorsed", of=LEAF, of_kind=st.just("SealApplied")),
        *_guarding(act),
    )


def _guarding(act: Callable[..., st.SearchStrategy[Any]]) -> tuple[st.SearchStrategy[Any], ...]:
    span = st.fixed_dictionaries({"from": MOMENTS, "until": MOMENTS})
    grave = st.sampled_from(["biasa", "menonjol"])
    area = st.sampled_from(["16.08", "16.08.05"])
    duty = {"unit": st.just(UNIT_KPU), "area": area, "every": st.integers(0, 9), "period": span}
    duties = st.lists(st.fixed_dictionaries(duty), max_size=2)
    outcome = st.sampled_from(["nihil", "ada"])
    none = dict.fromkeys(("legs", "posts", "inspections"), st.none())
    case = st.just(NUMBER)
    return (
        act("IncidentReported", severity=grave, place=PLACES, observed=MOMENTS, occurred=MOMENTS),
        act("IncidentUpdated", of=LEAF, severity=grave),
        act("IncidentClosed", of=LEAF),
        act("PostEstablished", post=PLACES, minimum=st.integers(0, 3), period=span),
        act("PostChecked", post=PLACES),
        act("PlanSet", version=st.integers(2, 9), reports=duties, **none),
        act("SituationReported", unit=st.just(UNIT_KPU), area=area, outcome=outcome, window=span),
        act("DiscrepancyDeclared", place=PLACES),
        act("PolicySet", version=st.integers(1, 9), thresholds=st.none()),
        act(
            "NeutralityPledged",
            persons=st.lists(st.sampled_from(["p-1", "p-2"]), min_size=1, max_size=2),
        ),
        act("AssignmentMade", persons=ROLLS, place=PLACES, **{"from": MOMENTS, "until": MOMENTS}),
        act("OrderIssued", persons=ROLLS, **{"from": MOMENTS, "until": MOMENTS}),
        act("AssignmentAcknowledged", of=LEAF, persons=ROLLS),
        act("DeploymentShifted", persons=ROLLS),
        act("NeutralityAlleged", case=case),
        act("NeutralityRuled", of=LEAF, case=case),
        act("SanctionImposed", of=LEAF, case=case),
        act("ActivitySecured", stage=st.sampled_from(["dibuka", "ditutup"]), notice=st.none()),
    )


SCRIPTS = st.lists(st.tuples(PEOPLE, TIMES, _acts()), max_size=25)
Script = list[tuple[str, str, tuple[str, dict[str, Any]]]]


def tell(script: Script) -> Story:
    story = Story.of_election()
    leaves: list[str] = []

    def cited(value: int) -> str | None:
        return leaves[value % len(leaves)] if leaves else None

    for person, at, (kind, fields) in script:
        told = dict(fields)
        if "of" in told:
            told["of"] = cited(told["of"])
        if "inside" in told:
            told["inside"] = [leaf for leaf in map(cited, told["inside"]) if leaf]
        if told.get("of", "") is None and kind != "HandoverAccepted":
            continue
        leaves.append(story.says(person, kind, at, **told).leaf)
    return story


def fold_again(story: Story, order: random.Random) -> tuple[dict[Any, Any], set[str], set[str]]:
    """Fold each subject alone, subjects in another order, long after the log has gone on."""
    subjects = [
        (fold, subject)
        for fold in FOLDS
        for subject in dict.fromkeys(one for fact in story.facts for one in fold.subjects(fact))
    ]
    order.shuffle(subjects)
    states: dict[Any, Any] = {}
    raised: set[str] = set()
    settled: set[str] = set()
    for fold, subject in subjects:
        state: Any = None
        for fact in story.facts:
            if subject in fold.subjects(fact):
                step = fold.after(subject, state, fact, story.sayings.context)
                state = step.state
                again = {finding.key for finding in step.raised}
                raised |= again
                settled = (settled - again) | set(step.settled)
        if state is not None:
            states[fold.name, subject] = state
    return states, raised, settled


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(SCRIPTS, st.integers(0, 9))
def test_any_story_folds_to_the_same_whatever_order_its_subjects_are_taken_in(
    script: Script, seed: int
) -> None:
    story = tell(script)

    states, raised, settled = fold_again(story, random.Random(seed))

    assert states == story.states
    assert raised == set(story.raised)
    assert settled == story.settled


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(SCRIPTS)
def test_the_same_leaves_give_the_same_findings(script: Script) -> None:
    first, again = tell(script), tell(script)

    assert first.raised == again.raised
    assert first.settled == again.settled
    assert first.states == again.states


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(SCRIPTS)
def test_findings_are_raised_by_the_leaf_that_is_folded_and_only_those_with_a_due_settle(
    script: Script,
) -> None:
    story = tell(script)
    indexes = {fact.index for fact in story.facts}

    for key, finding in story.raised.items():
        assert finding.evidence[0] in indexes
        assert key.endswith(f"/{finding.evidence[0]}")
        assert list(finding.evidence) == list(dict.fromkeys(finding.evidence))
    for key in story.settled:
        assert key not in story.raised or story.raised[key].due is not None


def test_each_fold_has_a_name_of_its_own_that_findings_know() -> None:
    names = [fold.name for fold in FOLDS]

    assert len(set(names)) == len(names)
    assert set(names) <= set(get_args(Subject))


@pytest.mark.parametrize("fold", FOLDS, ids=lambda fold: fold.name)
def test_a_fact_of_the_register_touches_journals_alone(fold: Any) -> None:
    facts: list[Fact] = [
        Enrolled(1, "leaf", GUARD, KPU, KPU),
        Resumed(2, KPU, GUARD, 3, 2),
        Revoked(3, KPU, GUARD, 3),
        Filed(4, "chain", GUARD, 3),
        Voided(5, GUARD, 1, "x"),
    ]
    expected = (GUARD,) if fold.name == "jurnal" else ()

    assert {fold.subjects(fact) for fact in facts} == {expected}
    for fact in facts:
        step = fold.after(GUARD, None, fact, Story().sayings.context)
        assert (step.state is None) == (fold.name != "jurnal")


@pytest.mark.parametrize("fold", FOLDS, ids=lambda fold: fold.name)
def test_a_statement_of_no_concern_leaves_the_state_as_it_is(fold: Any) -> None:
    story = Story()
    said = story.sayings.say(GUARD, "OrganisationRegistered")
    if fold.name == "jurnal":
        assert fold.subjects(said) == (GUARD,)
        return

    assert fold.subjects(said) == ()
    assert fold.after("x", None, said, story.sayings.context).state is None


@pytest.mark.parametrize("fold", FOLDS, ids=lambda fold: fold.name)
def test_what_was_not_understood_is_nobodys_business_but_the_journals(fold: Any) -> None:
    said: Said = msgspec.structs.replace(
        Story().sayings.draft(GUARD, "VisitorReported"),
        statement=NotUnderstood("unknown-kind", "X"),
    )
    expected = (GUARD,) if fold.name == "jurnal" else ()

    assert fold.subjects(said) == expected
    step = fold.after(GUARD, None, said, Story().sayings.context)
    assert step.raised == ()
    assert (step.state is None) == (fold.name != "jurnal")
