"""A consignment: who let it go, in which parts, and where it stands."""

from collections.abc import Iterator
from itertools import permutations
from typing import Any

import msgspec
import pytest

from domain.finding import Finding
from domain.said import Said
from domain.transit import MAX_KEPT, MAX_LISTED, Consignment, Consignments
from tests.support.arrival import hear
from tests.support.sayings import PPK, STORE, STRANGER
from tests.support.story import (
    BOX,
    LOGISTICS,
    OTHER,
    PPK_PLACE,
    STORE_PLACE,
    UNIT_KPU,
    UNIT_PPK,
    Story,
)


def test_a_consignment_goes_its_way() -> None:
    story = Story.of_election()
    story.registers(BOX, OTHER)
    story.sends(BOX, OTHER, at="07:45")
    sent = story.consignment()
    assert (sent.giver, sent.receiver, sent.state) == (UNIT_KPU, UNIT_PPK, "di_perjalanan")
    assert (sent.origin, sent.destination) == (STORE_PLACE, PPK_PLACE)
    assert sent.dispatched[0].boxes == (BOX, OTHER)

    arrival = {"consignment": "kirim-1", "place": PPK_PLACE, "count": 2, "part": 1, "parts": 1}
    story.says(PPK, "ConsignmentArrived", "08:20", **arrival)
    assert story.consignment().state == "tiba"

    story.accepts(BOX, OTHER, at="08:30", consignment="kirim-1")
    assert story.consignment().state == "diterima"
    assert story.consignment().accepted[0].count == 2


def test_an_offer_is_a_consignment_without_a_road() -> None:
    story = Story.of_election()
    offer = story.offers(at="08:00")

    assert story.consignment(offer.leaf).state == "ditawarkan"
    assert story.consignment(offer.leaf).giver == UNIT_KPU


def test_an_acceptance_that_names_neither_is_followed_nowhere() -> None:
    story = Story.of_election()
    story.accepts(at="08:30")

    assert not [key for key in story.states if key[0] == "kiriman"]


PARTS, EACH = 34, 300
"""10,000 boxes and a few more: what a regency sends when it sends everything at once."""


def _parts() -> Iterator[tuple[str, ...]]:
    for part in range(PARTS):
        yield tuple(f"16.08.05.2003-{part * EACH + number:05}" for number in range(EACH))


@pytest.mark.parametrize("lost", [0, 1])
def test_ten_thousand_boxes_in_one_consignment_add_up(lost: int) -> None:
    story = Story.of_election()
    fold, name = Consignments(), "kirim-1"
    state: Consignment | None = None
    raised: list[Finding] = []
    drafts: list[Said] = []
    for part, boxes in enumerate(_parts(), 1):
        fields = {"consignment": name, "part": part, "parts": PARTS, "eta": None}
        drafts.append(
            story.plans(STORE, "ConsignmentDispatched", "07:45", boxes=boxes, count=EACH, **fields)
        )
    for part, boxes in enumerate(_parts(), 1):
        taken = boxes[lost if part == PARTS else 0 :]
        fields = {"consignment": name, "part": part, "parts": PARTS, "of": None}
        seen = [{"box": box} for box in taken]
        drafts.append(
            story.plans(PPK, "HandoverAccepted", "09:00", boxes=seen, count=len(taken), **fields)
        )
    for draft in reversed(drafts):
        step = fold.after(name, state, draft, story.sayings.context)
        state, raised = step.state, [*raised, *step.raised]

    assert state is not None
    assert sum(lot.count for lot in state.dispatched) == PARTS * EACH
    assert [finding.rule for finding in raised] == ["R29"] * lost
    assert (state.mismatch is None) == (lost == 0)


def test_only_so_many_parts_of_each_side_are_kept_and_the_others_counted() -> None:
    story = Story.of_election()
    for _ in range(MAX_KEPT + 5):
        arrival = {"consignment": "kirim-1", "place": PPK_PLACE, "count": 2, "boxes": None}
        story.says(PPK, "ConsignmentArrived", "08:20", part=1, parts=1, **arrival)

    assert len(story.consignment().arrived) == MAX_KEPT
    assert story.consignment().left_out == 5


def test_who_may_take_no_goods_takes_no_room_from_who_may() -> None:
    story = Story.of_election()
    for number in range(MAX_KEPT + 5):
        story.accepts(f"k-{number}", at="07:00", by=STRANGER, consignment="kirim-1")
    story.sends(at="07:45")
    story.accepts(at="08:30", consignment="kirim-1")

    now = story.consignment()
    assert len(now.accepted) == MAX_KEPT
    assert now.accepted[-1].boxes == (BOX,)
    assert now.left_out == 5


WORDS: list[tuple[str, str, dict[str, Any]]] = [
    (STRANGER, "sends", {"at": "08:00", "to": "16.08.05.2003/pps", "vehicle": "BE-1"}),
    (STRANGER, "accepts", {"at": "08:10", "consignment": "kirim-1", "boxes": [{"box": OTHER}]}),
    (STRANGER, "refuses", {"at": "08:20", "consignment": "kirim-1"}),
    (STORE, "sends", {"at": "07:45", "vehicle": "BE-2"}),
]


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_who_may_take_no_goods_speaks_for_no_consignment(order: tuple[int, ...]) -> None:
    story = Story.of_election()
    story.registers()
    for number in order:
        by, word, fields = WORDS[number]
        getattr(story, word)(by=by, **fields)

    now = story.consignment()
    assert (now.receiver, now.vehicle) == (UNIT_PPK, "BE-2")
    assert (now.state, now.refused) == ("di_perjalanan", ())
    story.accepts(at="08:30", consignment="kirim-1")
    assert "R29" not in story.findings()
    assert story.consignment().state == "diterima"


@pytest.mark.parametrize("times", [("07:45", "07:50"), ("07:45", "07:45")])
def test_no_order_of_arrival_decides_what_is_told_of_a_consignment(times: tuple[str, str]) -> None:
    told = set()
    for order in permutations(range(2)):
        story = Story.of_election()
        drafts = [
            story.plans(
                by,
                "ConsignmentDispatched",
                at,
                consignment="kirim-1",
                boxes=[box],
                count=1,
                part=part,
                parts=2,
                vehicle=vehicle,
            )
            for by, at, box, part, vehicle in (
                (STORE, times[0], BOX, 1, "BE-1"),
                (LOGISTICS, times[1], OTHER, 2, "BE-2"),
            )
        ]
        told.add(hear(story, drafts, order).consignment().vehicle)

    assert len(told) == 1


@pytest.mark.parametrize("kind", ["ConsignmentDispatched", "HandoverRefused"])
def test_one_telephone_makes_no_state_without_bounds(kind: str) -> None:
    story = Story.of_election()
    fold = Consignments()
    state: Consignment | None = None
    sizes = []
    for part in range(1, 101):
        boxes: list[Any] = [f"16.08.05.2003-{part:03}-{number:03}" for number in range(300)]
        fields: dict[str, Any] = {"consignment": "kirim-1", "boxes": boxes}
        if kind == "HandoverRefused":
            fields["boxes"] = [{"box": box, "reason": "tidak_ada"} for box in boxes]
        else:
            fields |= {"count": 300, "part": part, "parts": 100}
        draft = story.plans(STORE, kind, "07:45", **fields)
        state = fold.after("kirim-1", state, draft, story.sayings.context).state
        sizes.append(len(msgspec.json.encode(state)))

    assert state is not None
    assert state.left_out == 100 - MAX_LISTED // 300
    assert max(sizes) < MAX_LISTED * 32
