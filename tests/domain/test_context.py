"""The context: what the operation was like at any leaf, asked at any later one."""

from datetime import datetime, timedelta

import msgspec
import pytest

from domain.context import Context, Standing
from domain.plan import PlanSet
from domain.seal import Issues
from domain.statement import time
from tests.support.effort import effort
from tests.support.sayings import (
    BAWASLU,
    GUARD,
    KPU,
    POLRI,
    PPK,
    STORE,
    STRANGER,
    Sayings,
    leaf,
)

STORE_PLACE = "16.08/GDG-01"
BOX = "16.08.05.2003-TPS007-GUB"


@pytest.fixture
def sayings() -> Sayings:
    return Sayings.of_operation()


def test_an_operation_waits_for_the_registrar_of_another_founder() -> None:
    sayings = Sayings()
    opened = sayings.say(KPU, "OperationOpened")

    sayings.endorse(KPU, opened)
    sayings.endorse(STRANGER, opened)
    assert sayings.context.standing(opened.leaf) == Standing()
    assert sayings.context.operation(sayings.now) is None

    endorsed = sayings.endorse(BAWASLU, opened)
    assert sayings.context.standing(opened.leaf) == Standing(since=endorsed.index)
    assert sayings.context.operation(endorsed.index) is None
    assert sayings.context.operation(sayings.now) == opened.statement


def test_the_hundredth_endorsement_in_vain_costs_no_more_than_the_second(sayings: Sayings) -> None:
    accepted = sayings.say(KPU, "PlaceAccepted", place=STORE_PLACE)
    sayings.endorse(STORE, accepted)

    costs = [effort(lambda: sayings.endorse(STORE, accepted)) for _ in range(99)]
    assert costs[-1] == costs[0]

    endorsed = sayings.endorse(POLRI, accepted)
    assert sayings.context.standing(accepted.leaf) == Standing(since=endorsed.index)


def test_an_endorsement_may_come_before_what_it_endorses() -> None:
    sayings = Sayings()
    opened = sayings.draft(KPU, "OperationOpened")
    sayings.endorse(POLRI, opened)

    sayings.hear(opened)

    assert sayings.context.operation(sayings.now) == opened.statement


def test_only_the_first_operation_stands(sayings: Sayings) -> None:
    second = sayings.say(KPU, "OperationOpened", operation="pilkada-2025")

    assert sayings.context.standing(second.leaf) == Standing(why="order")


def test_phases_go_forward_as_declared(sayings: Sayings) -> None:
    before = sayings.now
    sayings.say(KPU, "PhaseChanged")
    skipped = sayings.say(KPU, "PhaseChanged", to="rekapitulasi", **{"from": "distribusi"})
    back = sayings.say(KPU, "PhaseChanged", to="pemungutan", **{"from": "rekapitulasi"})
    stale = sayings.say(KPU, "PhaseChanged", to="penutupan", **{"from": "distribusi"})
    guard = sayings.say(GUARD, "PhaseChanged", to="penutupan", **{"from": "rekapitulasi"})

    context = sayings.context
    assert (context.phase(before), context.phase(before + 1)) == ("persiapan", "distribusi")
    assert context.phase(sayings.now) == "rekapitulasi"
    assert context.standing(skipped.leaf) == Standing(since=skipped.index)
    assert [context.standing(one.leaf) for one in (back, stale, guard)] == [
        Standing(why="order"),
        Standing(why="order"),
        Standing(why="no-role"),
    ]


def test_a_place_is_fit_once_two_lines_have_said_so(sayings: Sayings) -> None:
    accepted = sayings.say(STORE, "PlaceAccepted")
    sayings.endorse(PPK, accepted)
    assert not sayings.context.is_accepted(STORE_PLACE, sayings.now)

    sayings.endorse(GUARD, accepted)
    assert sayings.context.is_accepted(STORE_PLACE, sayings.now)


def test_no_line_takes_over_a_place_of_another(sayings: Sayings) -> None:
    first = sayings.say(KPU, "PlaceRegistered")
    taken = sayings.say(POLRI, "PlaceRegistered", unit=POLRI)
    post = sayings.say(POLRI, "PlaceRegistered", unit=POLRI, place="16.08/POS-01")

    assert sayings.context.standing(taken.leaf) == Standing(why="line")
    assert sayings.context.place(STORE_PLACE, sayings.now) == first.statement
    assert sayings.context.place("16.08/POS-01", sayings.now) == post.statement


def test_a_plan_changes_only_what_comes_after_it(sayings: Sayings) -> None:
    schedule = sayings.context.schedule
    old = sayings.say(KPU, "PlanSet")
    between = sayings.now
    legs = msgspec.to_builtins(_plan(old.statement).legs)
    legs[0]["to"] = "16.08.06/ppk"
    new = sayings.say(KPU, "PlanSet", version=2, legs=legs)
    way, other = (KPU, "16.08.05/ppk"), (KPU, "16.08.06/ppk")

    assert not schedule.legs(*way, old.index)
    assert schedule.is_planned(*way, BOX, between)
    assert not schedule.is_planned(*way, "16.08.06.2001-TPS001-GUB", between)
    assert not schedule.is_planned(*way, BOX, sayings.now)
    assert schedule.is_planned(*other, BOX, sayings.now)

    said_before = time(_plan(new.statement).at) - timedelta(minutes=1)
    assert not schedule.legs(*other, sayings.now, said_before)
    assert schedule.leg("16.08.05-pergi-1", sayings.now) == _plan(new.statement).legs[0]
    assert schedule.leg("tidak-ada", sayings.now) is None


def test_an_older_version_of_a_plan_does_nothing(sayings: Sayings) -> None:
    sayings.say(KPU, "PlanSet", version=2)
    late = sayings.say(KPU, "PlanSet", version=1)

    assert sayings.context.standing(late.leaf) == Standing(why="version")


def test_the_police_cannot_replace_a_plan_of_the_commission(sayings: Sayings) -> None:
    sayings.say(KPU, "PlanSet")
    sayings.say(POLRI, "PlanSet", version=9, legs=None)

    assert sayings.context.schedule.legs(KPU, "16.08.05/ppk", sayings.now)
    assert len(list(sayings.context.schedule.plans(sayings.now))) == 2


def test_the_policy_is_the_defaults_until_one_is_set(sayings: Sayings) -> None:
    schedule, before = sayings.context.schedule, sayings.now
    sayings.say(KPU, "PolicySet")

    assert schedule.thresholds(before).access_open == 240
    assert schedule.thresholds(sayings.now).access_open == 180
    assert schedule.thresholds(sayings.now).custody_gap == 60
    assert schedule.opening("rekapitulasi", "ppk", "rekap", before) is not None
    assert schedule.opening("rekapitulasi", "ppk", "rekap", sayings.now) is None
    assert schedule.opening("pemungutan", "tps", "pungut", sayings.now) is not None


def test_an_older_version_of_the_policy_does_nothing(sayings: Sayings) -> None:
    sayings.endorse(BAWASLU, sayings.say(KPU, "PolicySet", version=2))
    late = sayings.say(KPU, "PolicySet", version=2)

    assert sayings.context.standing(late.leaf) == Standing(why="version")


def test_an_operation_ends_with_the_word_of_two_founders(sayings: Sayings) -> None:
    end = sayings.say(KPU, "OperationClosed")
    other = sayings.say(KPU, "OperationClosed", operation="pilkada-2029")

    assert sayings.context.standing(end.leaf) == Standing()
    assert sayings.context.standing(other.leaf) == Standing(why="order")
    assert not sayings.context.is_closed(sayings.now)
    sayings.endorse(POLRI, end)
    assert sayings.context.standing(end.leaf) == Standing(since=sayings.now - 1)
    assert sayings.context.is_closed(sayings.now)
    assert not sayings.context.is_closed(end.index)


def test_an_order_is_known_by_the_number_of_its_letter(sayings: Sayings) -> None:
    order = sayings.say(POLRI, "OrderIssued")
    number = "Sprin/1234/XI/PAM.3.3./2024"

    assert sayings.context.order(number, sayings.now) == order.statement
    assert sayings.context.order("Sprin/0", sayings.now) is None


def test_posts_and_inspections_are_asked_for_a_time(sayings: Sayings) -> None:
    schedule = sayings.context.schedule
    sayings.say(KPU, "PlanSet")
    during = datetime.fromisoformat("2024-11-26T02:00:00+07:00")
    after = datetime.fromisoformat("2025-01-02T00:00:00+07:00")

    post = schedule.post(STORE_PLACE, sayings.now, during)
    assert post is not None
    assert (post.minimum, post.shift) == (3, 720)
    assert schedule.post(STORE_PLACE, sayings.now, after) is None
    assert [duty.template for duty in schedule.inspections(sayings.now)] == ["hujan"]


def test_an_order_names_who_is_where_and_when(sayings: Sayings) -> None:
    sayings.say(POLRI, "AssignmentMade")
    during = datetime.fromisoformat("2024-11-26T02:00:00+07:00")
    later = datetime.fromisoformat("2024-11-29T00:00:00+07:00")

    orders = sayings.context.assignments(STORE_PLACE, sayings.now, during)
    assert [order.order for order in orders] == ["Sprin/1204/XI/2024"]
    assert not sayings.context.assignments(STORE_PLACE, sayings.now, later)


def test_seals_are_issued_by_range_and_by_name(sayings: Sayings) -> None:
    before = sayings.now
    sayings.say(STORE, "SealIssued")
    issues, now = sayings.context.issues, sayings.now

    stock = Issues(issues("16.08.05/ppk", now))
    assert stock.hold("kabel_ties:OKT-004211")
    assert stock.hold("tag_qr:7K3M-9QXT-2PHD-8VWA")
    assert not stock.hold("kabel_ties:OKT-004613")
    assert not issues(KPU, now)
    assert not issues("16.08.05/ppk", before)


def test_a_unit_is_known_from_the_leaf_after_its_registration(sayings: Sayings) -> None:
    registered = sayings.say(KPU, "OrganisationRegistered")

    assert sayings.context.unit("16.08.05/ppk", registered.index) is None
    assert sayings.context.unit("16.08.05/ppk", sayings.now) == registered.statement


def test_a_corrected_act_works_from_that_leaf_on_and_keeps_its_rank(sayings: Sayings) -> None:
    first = sayings.say(KPU, "PlaceRegistered", capacity=1000)
    second = sayings.say(KPU, "PlaceRegistered", capacity=2000)
    before = sayings.now

    _correct(sayings, first.leaf, "PlaceRegistered", capacity=1500)
    assert sayings.context.place(STORE_PLACE, sayings.now) == second.statement

    _correct(sayings, second.leaf, "PlaceRegistered", capacity=4000)
    place = sayings.context.place(STORE_PLACE, sayings.now)
    assert place is not None
    assert place.capacity == 4000
    assert sayings.context.place(STORE_PLACE, before) == second.statement


def test_an_annulled_act_ends_and_what_it_replaced_is_read_again(sayings: Sayings) -> None:
    sayings.say(KPU, "PlaceRegistered", capacity=1000)
    second = sayings.say(KPU, "PlaceRegistered", capacity=2000)

    annulled = sayings.say(
        KPU, "AnnulmentDeclared", target=second.leaf, target_kind="PlaceRegistered"
    )
    sayings.endorse(POLRI, annulled)

    place = sayings.context.place(STORE_PLACE, sayings.now)
    assert place is not None
    assert place.capacity == 1000
    assert sayings.context.standing(second.leaf) == Standing(why="annulled")


def test_an_annulled_revocation_gives_the_role_back(sayings: Sayings) -> None:
    revoked = sayings.say(KPU, "RoleRevoked", person="p-ppk", role="ppk", unit="16.08.05/ppk")
    between = sayings.now
    annulled = sayings.say(KPU, "AnnulmentDeclared", target=revoked.leaf, target_kind="RoleRevoked")
    sayings.endorse(POLRI, annulled)

    said = sayings.draft(PPK, "SealApplied", place="16.08.05/PPK")
    assert sayings.context.authority.judge(said, between) == "no-role"
    assert sayings.context.authority.judge(said, sayings.now) is None


def test_what_a_revoked_journal_put_in_force_above_its_number_ends(sayings: Sayings) -> None:
    kept = sayings.say(
        PPK,
        "RoleGranted",
        person="p-1",
        role="pps",
        unit="16.08.05.2003/pps",
        scope="16.08.05.2003",
    )
    stolen = sayings.say(
        PPK,
        "RoleGranted",
        person="p-2",
        role="pps",
        unit="16.08.05.2003/pps",
        scope="16.08.05.2003",
    )

    sayings.context.doubt(PPK, kept.sequence, sayings.now)

    assert sayings.context.standing(kept.leaf) == Standing(since=kept.index)
    assert sayings.context.standing(stolen.leaf) == Standing(why="doubted")


def test_observations_have_no_standing_and_need_none(sayings: Sayings) -> None:
    said = sayings.say(STORE, "SealVerified")

    assert sayings.context.standing(said.leaf) is None
    assert sayings.context.standing(leaf("nothing")) is None


def test_the_same_leaves_give_the_same_context_again(sayings: Sayings) -> None:
    for kind in ("PlaceRegistered", "OrganisationRegistered", "PlanSet", "PhaseChanged"):
        sayings.say(KPU, kind)
    again = Sayings()
    for said in sayings.leaves.values():
        again.hear(said)

    for index in range(sayings.now + 1):
        assert again.context.phase(index) == sayings.context.phase(index)
        assert list(again.context.schedule.plans(index)) == list(
            sayings.context.schedule.plans(index)
        )


def test_the_leaves_that_concern_it_are_enough_to_have_it_again(sayings: Sayings) -> None:
    late = sayings.draft(STORE, "SealVerified")
    correction = sayings.say(
        STORE,
        "CorrectionDeclared",
        target=late.leaf,
        target_kind="SealVerified",
        changes={"boxes": []},
        replaces=None,
    )
    for kind in ("PlaceRegistered", "PlanSet", "PhaseChanged"):
        sayings.say(KPU, kind)
    sayings.say(GUARD, "VisitorReported")
    sayings.endorse(PPK, correction)
    seen = sayings.hear(late)
    again = Context(sayings.leaves.get)
    kept = [said for said in sayings.leaves.values() if sayings.context.concerns(said)]

    for said in kept:
        again.fold(said)

    assert len(kept) == len(sayings.leaves) - 1
    for index in range(sayings.now + 1):
        assert again.phase(index) == sayings.context.phase(index)
        assert list(again.schedule.plans(index)) == list(sayings.context.schedule.plans(index))
        for one in (again, sayings.context):
            assert (one.corrections.amendment(seen.leaf, index) is None) is (index < seen.index)


def _plan(statement: object) -> PlanSet:
    assert isinstance(statement, PlanSet)
    return statement


def _correct(sayings: Sayings, target: str, kind: str, **changes: object) -> None:
    said = sayings.say(
        KPU,
        "CorrectionDeclared",
        target=target,
        target_kind=kind,
        changes=changes,
        replaces=None,
    )
    sayings.endorse(POLRI, said)
