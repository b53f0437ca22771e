"""Every rule in a few lines: what is given, what is said, and what stands then.

The borders are tested with each rule; here somebody who knows elections and no code can read what
each of them is for.
"""

import re

from domain.fact import Resumed
from tests.support.sayings import BAWASLU, GUARD, KPU, POLRI, PPK, STORE, STRANGER, leaf
from tests.support.story import (
    BOX,
    GUARD_2,
    OTHER,
    PPK_PLACE,
    PPS,
    STORE_PLACE,
    TAG,
    TIE,
    TPS_PLACE,
    UNIT_KPU,
    UNIT_PPK,
    UNIT_PPS,
    Story,
    clock,
)
from tests.support.telling import (
    Telling,
    a_policy,
    a_registered_box,
    a_team_on_watch,
    given,
    said,
    sealed,
)
from tools.rulebook import RULES

SEEN = [{"box": BOX, "utuh": [TIE]}]
TO_PPK = {"from": UNIT_KPU, "to": UNIT_PPK, "boxes": [BOX], "count": 1, "eta": None}
AT_PPK = {"from": UNIT_KPU, "to": UNIT_PPK, "place": PPK_PLACE, "boxes": SEEN, "count": 1}


OFFERED = TO_PPK | {"place": PPK_PLACE}
SENT = TO_PPK | {
    "consignment": "kirim-1",
    "origin": STORE_PLACE,
    "destination": PPK_PLACE,
    "leg": None,
    "eta": clock("12:00"),
}
LEG = {
    "leg": "pergi-1",
    "from": UNIT_KPU,
    "to": UNIT_PPK,
    "origin": STORE_PLACE,
    "destination": PPK_PLACE,
    "pattern": "16.08.05.*",
    "escort": True,
    "depart": {"from": clock("07:00"), "until": clock("09:00")},
}
FOR_TPS = {
    "holder": UNIT_KPU,
    "place": STORE_PLACE,
    "items": [{"box": BOX, "box_kind": "kotak_suara", "destination": TPS_PLACE}],
}


def handed_over() -> Telling:
    """The box of the story, sealed and in the hands of the PPK."""
    telling = given(a_registered_box, sealed(TIE)).when(
        STORE, "HandoverOffered", "10:00", **OFFERED
    )
    return telling.answered(PPK, "HandoverAccepted", "10:00", **AT_PPK)


def test_r01_what_was_offered_and_never_taken_is_a_gap() -> None:
    offer = given(a_registered_box).when(STORE, "HandoverOffered", "10:00", **OFFERED)

    offer.then_nothing(at="11:00").then("R01", at="11:01")


def test_r04_a_seal_that_is_missing_is_told() -> None:
    look = {"place": PPK_PLACE, "boxes": [{"box": BOX, "tidak_ada": [TIE]}]}

    handed_over().when(PPK, "SealVerified", "11:00", **look).then("R04")


def test_r05_a_seal_is_never_put_on_twice() -> None:
    again = {"place": STORE_PLACE, "boxes": [{"box": OTHER, "seals": [TIE]}]}

    given(a_registered_box, sealed(TIE)).when(STORE, "SealApplied", "21 10:00", **again).then(
        "R05", beside="R08"
    )


def test_r06_a_box_without_an_intact_seal_is_received_and_told() -> None:
    bare = AT_PPK | {"boxes": [{"box": BOX}]}
    offer = given(a_registered_box).when(STORE, "HandoverOffered", "10:00", **OFFERED)

    offer.answered(PPK, "HandoverAccepted", "10:05", **bare).then("R06")


def test_r07_a_box_is_opened_where_the_policy_says() -> None:
    opening = {"boxes": [BOX], "place": PPK_PLACE, "purpose": "hitung", "seals": [TIE]}

    handed_over().when(PPK, "BoxOpened", "11:00", **opening).endorsed().then("R07", beside="R28")


def test_r08_one_person_is_not_two() -> None:
    given(a_registered_box).when(
        STORE, "SealApplied", "20 10:00", place=STORE_PLACE, boxes=[{"box": BOX, "seals": [TAG]}]
    ).then("R08")


def test_r14_who_came_in_goes_out() -> None:
    visit = given().when(GUARD, "VisitorReported", "08:00")
    visit.answered(GUARD, "AccessGranted", "08:05", zone="kantor").then("R14")


def test_r14_who_left_in_time_is_no_difference() -> None:
    story = Story.of_election()
    visit = story.says(GUARD, "VisitorReported", "08:00")
    Telling(story).when(GUARD, "AccessGranted", "08:05", of=visit.leaf, zone="kantor").when(
        GUARD, "AccessExited", "09:00", of=visit.leaf
    ).then_nothing()


def test_r16_who_was_refused_does_not_come_in_by_another_guard() -> None:
    story = Story.of_election()
    first = story.says(GUARD, "VisitorReported", "08:00", again=None)
    story.says(GUARD, "AccessDenied", "08:05", of=first.leaf)
    second = story.says(GUARD_2, "VisitorReported", "10:00", again=first.leaf)

    Telling(story).when(GUARD_2, "AccessGranted", "10:05", of=second.leaf, zone="kantor").then(
        "R16", beside="R14"
    )


def test_r18_a_planned_post_is_never_empty() -> None:
    ended = given(a_team_on_watch).when(
        GUARD, "ShiftEnded", "10:00", team="regu-1", reason="selesai"
    )

    ended.then("R18", "R20", beside="R21")


def test_r24_a_grave_incident_is_told_at_once() -> None:
    times = {"occurred": None, "observed": "2024-11-26T02:00:00+07:00", "severity": "menonjol"}

    given().when(GUARD, "IncidentReported", "26 02:15", **times).then_nothing(beside="R21")
    given().when(GUARD, "IncidentReported", "26 02:16", **times).then("R24", beside="R21")


def test_r25_time_does_not_run_backwards() -> None:
    given(said(GUARD, "VisitorReported", "09:00")).when(GUARD, "VisitorReported", "08:00").then(
        "R25"
    )


def test_r26_what_comes_in_long_after_it_happened_is_told() -> None:
    story = Story.of_election()
    story.witnessed("27 08:00")

    Telling(story).when(GUARD, "VisitorReported", "25 08:00").then("R26", at="27 08:30")


def test_r28_who_holds_no_role_for_it_is_named() -> None:
    given(a_registered_box).when(
        GUARD, "SealApplied", "20 10:00", place=STORE_PLACE, boxes=[{"box": BOX, "seals": [TAG]}]
    ).then("R28", beside="R05 R08")


def test_r33_a_correction_after_the_question_is_told() -> None:
    story = Story.of_election()
    visit = story.says(GUARD, "VisitorReported", "08:00")
    story.says(BAWASLU, "FindingRaised", "08:30", basis=[visit.leaf], boxes=None)
    change = {"target": visit.leaf, "target_kind": "VisitorReported", "changes": {"persons": 3}}

    Telling(story).when(GUARD, "CorrectionDeclared", "09:00", **change).then(
        "R33", beside="R08 R34"
    )


def test_r34_a_finding_is_answered_by_its_due_time() -> None:
    asked = given().when(BAWASLU, "FindingRaised", "20:00")

    asked.then("R34").answered(STORE, "ResponseFiled", "26 09:00").then_nothing()


def test_r35_a_log_that_witnesses_no_longer_see_is_withheld() -> None:
    story = Story.of_election()
    story.witnessed("08:00")
    watch = Telling(story).when(GUARD, "ShiftStarted", "08:10")

    watch.then_nothing(at="09:10").then("R35", at="09:11")


def test_r36_whoever_is_assigned_has_pledged() -> None:
    pledge = leaf("ikrar")
    duty = {"persons": ["p-danru"], "roll": None, "place": STORE_PLACE}

    given(a_policy(pledge=pledge)).when(POLRI, "AssignmentMade", "10:00", **duty).then("R36")


def test_r12_the_law_sets_a_moment() -> None:
    due = [{"name": "di_tps", "at": "2024-11-27T00:00:00+07:00"}]
    meant = given(a_policy(deadlines=due)).when(STORE, "ItemRegistered", "10 09:00", **FOR_TPS)

    meant.then_nothing(at="27 00:00").then("R12", at="27 00:01")


def test_r02_nobody_receives_from_who_did_not_hold() -> None:
    taken = AT_PPK | {"from": UNIT_PPK, "to": UNIT_PPS}

    given(a_registered_box, sealed(TIE)).when(
        PPS, "HandoverAccepted", "12:00", of=None, **taken
    ).then("R02")


def test_r03_a_box_is_not_at_two_places() -> None:
    far = {"place_kind": "ppk", "unit": UNIT_PPK, "latitude": -4_000_000, "longitude": 104_800_000}
    store = said(KPU, "PlaceRegistered", "09 08:00", place=STORE_PLACE)
    ppk = said(KPU, "PlaceRegistered", "09 08:00", place=PPK_PLACE, **far)
    seen = given(store, ppk, a_registered_box, sealed(TIE)).when(
        STORE, "SealVerified", "10:00", place=STORE_PLACE, boxes=SEEN
    )

    seen.when(PPK, "SealVerified", "10:05", place=PPK_PLACE, boxes=SEEN).then("R03")


def test_r09_what_left_arrives() -> None:
    given(a_registered_box, sealed(TIE)).when(
        STORE, "ConsignmentDispatched", "10:00", **SENT
    ).endorsed().then_nothing(at="12:00").then("R01", "R09")


def test_r09_nobody_else_says_that_it_arrived_and_nowhere_else() -> None:
    left = given(a_registered_box, sealed(TIE)).when(
        STORE, "ConsignmentDispatched", "10:00", **SENT
    )
    where = {"consignment": "kirim-1", "of": None, "boxes": None, "count": 1}

    left.endorsed().when(STRANGER, "ConsignmentArrived", "11:00", place=PPK_PLACE, **where).when(
        STORE, "ConsignmentArrived", "11:01", place=STORE_PLACE, **where
    ).then("R01", "R09", beside="R28")


def test_r10_and_r11_what_leaves_keeps_its_hours_and_has_its_escort() -> None:
    plan = said(KPU, "PlanSet", "11 08:00", plan="jalan", legs=[LEG], posts=None, inspections=None)
    left = given(a_registered_box, sealed(TIE), plan).when(
        STORE, "ConsignmentDispatched", "11:00", **SENT | {"leg": LEG["leg"]}
    )

    left.endorsed().when(
        PPK, "HandoverAccepted", "11:30", of=None, consignment="kirim-1", **AT_PPK
    ).then("R10", "R11", beside="R23")


def test_r13_goods_lie_only_where_two_lines_found_it_fit() -> None:
    given().when(STORE, "StockCounted", "10 10:00", place="16.08/AULA").then(
        "R13", beside="R08 R30"
    )


def test_r15_and_r17_a_store_is_not_opened_unseen_nor_by_one_side() -> None:
    given().when(STORE, "StoreOpened", "20 08:00").endorsed().then("R15", "R17", beside="R04")


def test_r19_nobody_stands_at_two_posts() -> None:
    here = said(GUARD, "ShiftStarted", "07:00", persons=["a-1"])
    there = {"post": "16.08/KANTOR-KPU", "team": "regu-9", "persons": ["a-1"]}

    given(here).when(GUARD_2, "ShiftStarted", "08:00", **there).then("R19", "R19")


def test_r20_a_watch_hands_over_what_it_has() -> None:
    story = Story.of_election()
    story.starts(10, at="07:00", inventory=[{"item": "kunci", "count": 4}])
    gave = [{"item": "kunci", "count": 4}]
    took = {"present": 10, "inside": None, "inventory": [{"item": "kunci", "count": 3}]}

    Telling(story).when(GUARD, "ShiftHandedOver", "19:00", inside=None, inventory=gave).answered(
        GUARD_2, "ShiftAccepted", "19:05", **took
    ).then("R20")


def test_r21_what_is_to_be_inspected_is_inspected() -> None:
    span = {"from": clock("12 06:00"), "until": clock("12 18:00")}
    locks = {"template": "kunci", "place": STORE_PLACE, "every": 720, "items": ["gembok"]}
    fields = {
        "legs": None,
        "posts": None,
        "reports": None,
        "inspections": [locks | {"period": span}],
    }

    given().when(KPU, "PlanSet", "11 08:00", plan="periksa", **fields).then("R21")


def test_r22_somebody_walks_where_the_camera_is_blind() -> None:
    given().when(GUARD, "EquipmentStatusChanged", "12 19:40").then("R22")


def test_r23_nil_is_not_said_beside_an_incident() -> None:
    grave = {"severity": "menonjol", "occurred": None, "observed": clock("10:00")}

    given(said(GUARD, "IncidentReported", "10:05", **grave)).when(
        GUARD, "SituationReported", "18:10", outcome="nihil", refs=None, area="16.08"
    ).then("R23")


def test_r27_numbers_that_were_given_up_are_told() -> None:
    story = Story.of_election()
    story.tell(Resumed(story.sayings.now - 1, POLRI, GUARD, 9, 3))

    Telling(story).then("R27")


def test_r29_a_station_gets_the_boxes_of_its_quota() -> None:
    two = [{"place_kind": "tps", "box_kind": "kotak_suara", "count": 2}]

    given(a_policy(quotas=two)).when(STORE, "ItemRegistered", "10 09:00", **FOR_TPS).then("R29")


def test_r30_what_came_in_and_did_not_go_out_is_there() -> None:
    five = {"counted": 5, "expected": None, "boxes": None, "void": None}

    given(a_registered_box).when(STORE, "StockCounted", "10 12:00", **five).endorsed().then("R30")


def test_r31_one_picture_shows_one_box() -> None:
    boxes = [
        {"box": BOX, "seals": [TIE], "photo": leaf("foto")},
        {"box": OTHER, "seals": [TAG], "photo": leaf("foto")},
    ]

    given(a_registered_box).when(
        STORE, "SealApplied", "20 10:00", place=STORE_PLACE, boxes=boxes
    ).endorsed().then("R31")


def test_r32_who_speaks_of_a_place_is_there() -> None:
    away = {"latitude": -4_400_000, "longitude": 104_357_000, "accuracy": 20}

    given().when(GUARD, "VisitorReported", "08:00", here=away).then("R32")


def test_every_rule_is_told() -> None:
    told = set(re.findall(r"_r(\d\d)", " ".join(globals())))

    assert told == {rule.number[1:] for rule in RULES}
