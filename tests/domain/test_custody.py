"""Custody: two words move the holder; any other claim is a dispute with every claim listed."""

import itertools

import pytest
from hypothesis import given, settings, strategies as st

from domain.custody import (
    MAX_CLAIMS,
    MAX_KEPT,
    Change,
    Custody,
    Move,
    Terms,
    accept,
    hand,
    refuse,
    register,
)
from domain.lineage import Claim
from domain.policy import DEFAULT_THRESHOLDS
from tests.support.sayings import PPK, STORE, STRANGER
from tests.support.story import (
    BOX,
    KPPS,
    LOGISTICS,
    PPK_PLACE,
    PPS,
    STORE_PLACE,
    UNIT_KPPS,
    UNIT_KPU,
    UNIT_PPK,
    UNIT_PPS,
    Story,
    draft_acceptance,
    draft_offer,
    moment,
)

FAR = "16.08.09/ppk"


@pytest.fixture
def story() -> Story:
    """One sealed box in the store of the commission."""
    story = Story.of_election()
    story.registers()
    story.seals()
    return story


def test_a_box_is_held_by_whom_it_was_registered_for(story: Story) -> None:
    assert story.box().holder == UNIT_KPU
    assert story.box().state == "dipegang"
    assert story.box().place == STORE_PLACE


def test_on_the_road_the_giver_still_holds_and_the_escort_guards(story: Story) -> None:
    story.sends(at="07:45")

    box = story.box()
    vehicle = "16.08/KEND-BE8621ACU"
    assert (box.holder, box.guard, box.place) == (UNIT_KPU, "16.08/polri", vehicle)
    assert box.state == "di_perjalanan"
    assert box.road is not None
    assert (box.road.origin, box.road.destination) == (STORE_PLACE, PPK_PLACE)


def test_an_acceptance_of_what_was_sent_moves_the_holder(story: Story) -> None:
    story.sends(at="07:45")
    story.accepts(at="08:30")

    box = story.box()
    assert (box.holder, box.guard, box.place) == (UNIT_PPK, None, PPK_PLACE)
    assert box.custody.claims[0].basis == "tawaran"
    assert story.findings() == []


def test_an_acceptance_on_a_planned_leg_needs_no_offer(story: Story) -> None:
    story.accepts(at="08:30")

    assert story.box().holder == UNIT_PPK
    assert story.box().custody.claims[0].basis == "rencana"
    assert story.findings() == []


def test_a_refusal_leaves_the_holder(story: Story) -> None:
    story.sends(at="07:45")
    story.refuses(at="08:30")

    box = story.box()
    assert (box.holder, box.state, box.place) == (UNIT_KPU, "dipegang", PPK_PLACE)


def test_a_box_sent_from_hand_to_hand_ends_with_the_last(story: Story) -> None:
    story.sends(at="07:45")
    story.accepts(at="08:30")
    story.offers(at="26 13:00", by=PPK, **{"from": UNIT_PPK, "to": UNIT_PPS})
    story.accepts(at="26 13:20", by=PPS, **{"from": UNIT_PPK, "to": UNIT_PPS})
    story.offers(at="26 17:00", by=PPS, **{"from": UNIT_PPS, "to": UNIT_KPPS})
    story.accepts(at="26 17:10", by=KPPS, **{"from": UNIT_PPS, "to": UNIT_KPPS})

    assert story.box().holder == UNIT_KPPS
    assert story.findings(but="R29") == []


def test_the_giver_alone_cannot_give_a_box_away(story: Story) -> None:
    story.offers(at="08:00")

    assert story.box().holder == UNIT_KPU


def test_a_claim_without_the_holders_word_is_a_dispute_with_both_listed(story: Story) -> None:
    story.accepts(at="08:30", by=PPS, to=UNIT_PPS)

    box = story.box()
    assert (box.holder, box.state) == (None, "disengketakan")
    assert box.custody.holders == (UNIT_KPU, UNIT_PPS)
    assert story.findings(at="09:00", but="R29") == []
    assert story.findings(at="09:00:01", but="R29") == ["R08"]


def test_the_missing_offer_ends_the_dispute_when_it_comes(story: Story) -> None:
    offer = draft_offer(story, "08:20", to=UNIT_PPS)
    story.accepts(at="08:30", by=PPS, to=UNIT_PPS)
    story.hears(offer)

    assert story.box().holder == UNIT_PPS
    assert story.findings() == []


def test_the_receiver_may_tap_before_the_giver(story: Story) -> None:
    story.accepts(at="08:30", by=PPS, to=UNIT_PPS)
    story.offers(at="08:35", to=UNIT_PPS)

    assert story.box().holder == UNIT_PPS
    assert story.findings() == []


def test_an_offer_long_after_an_acceptance_is_another_one(story: Story) -> None:
    story.accepts(at="08:30", by=PPS, to=UNIT_PPS)
    story.offers(at="09:30:01", to=UNIT_PPS)

    assert story.box().state == "disengketakan"
    assert story.findings() == ["R01", "R08"]


def test_an_acceptance_by_a_slow_clock_ends_the_way_all_the_same(story: Story) -> None:
    story.sends(at="07:45")
    story.accepts(at="07:40")

    assert (story.box().state, story.box().place) == ("dipegang", PPK_PLACE)
    assert story.findings() == []


def test_one_telephone_cannot_take_a_box_by_saying_both_sides(story: Story) -> None:
    story.offers(at="08:00", by=STRANGER)
    story.accepts(at="08:05", by=STRANGER)

    assert story.box().holder is None
    assert UNIT_KPU in story.box().custody.holders


def test_the_receivers_telephone_cannot_offer_for_the_giver(story: Story) -> None:
    story.offers(at="08:00", by=PPS, to=UNIT_PPS)
    story.accepts(at="08:05", by=PPS, to=UNIT_PPS)

    assert story.box().state == "disengketakan"


def test_accepted_from_somebody_who_never_held_it_is_a_broken_link(story: Story) -> None:
    story.accepts(at="08:30", by=PPS, **{"from": FAR, "to": UNIT_PPS})

    assert story.findings(at="08:31") == ["R02"]
    assert story.box().custody.holders == (UNIT_KPU, UNIT_PPS)
    assert story.finding("R02").parameters["holder"] == UNIT_KPU


def test_a_link_that_is_merely_late_is_settled_when_it_comes(story: Story) -> None:
    offer = draft_offer(story, "09:00", by=PPK, **{"from": UNIT_PPK, "to": UNIT_PPS})
    middle = draft_acceptance(story, "08:30")
    story.sends(at="07:45")
    story.accepts(at="09:30", by=PPS, **{"from": UNIT_PPK, "to": UNIT_PPS})
    assert story.findings(at="09:30", but="R01") == ["R02"]

    story.hears(middle)
    story.hears(offer)

    assert story.box().holder == UNIT_PPS
    assert story.findings() == []


def test_a_village_without_signal_speaks_when_the_box_is_long_back(story: Story) -> None:
    """PPS to KPPS and back happened offline; the PPK has the box again before it hears of it."""
    out, back = {"from": UNIT_PPS, "to": UNIT_KPPS}, {"from": UNIT_KPPS, "to": UNIT_PPS}
    story.sends(at="07:45")
    story.accepts(at="08:30")
    story.offers(at="26 13:00", by=PPK, **{"from": UNIT_PPK, "to": UNIT_PPS})
    story.accepts(at="26 13:10", by=PPS, **{"from": UNIT_PPK, "to": UNIT_PPS})
    late = [
        draft_offer(story, "26 17:00", by=PPS, **out),
        draft_acceptance(story, "26 17:10", by=KPPS, **out),
        draft_offer(story, "27 20:00", by=KPPS, **back),
        draft_acceptance(story, "27 20:10", by=PPS, **back),
    ]
    story.offers(at="27 22:00", by=PPS, **{"from": UNIT_PPS, "to": UNIT_PPK})
    story.accepts(at="27 22:10", by=PPK, **{"from": UNIT_PPS, "to": UNIT_PPK})
    assert story.box().holder == UNIT_PPK

    for said in late:
        story.hears(said)

    assert story.box().holder == UNIT_PPK
    assert story.findings(but="R25") == []


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_acceptances_link_in_whatever_order_they_arrive(
    story: Story, order: tuple[int, ...]
) -> None:
    ways = [(UNIT_KPU, UNIT_PPK), (UNIT_PPK, UNIT_PPS), (UNIT_PPS, UNIT_KPPS)]
    for hour, (giver, receiver) in enumerate(ways, start=8):
        by = {UNIT_KPU: STORE, UNIT_PPK: PPK, UNIT_PPS: PPS}[giver]
        story.offers(at=f"{hour:02d}:00", by=by, **{"from": giver, "to": receiver})
    says = [
        draft_acceptance(story, f"{hour:02d}:10", by=by, **{"from": giver, "to": receiver})
        for hour, by, (giver, receiver) in zip((8, 9, 10), (PPK, PPS, KPPS), ways, strict=True)
    ]
    for number in order:
        story.hears(says[number])

    assert story.box().holder == UNIT_KPPS
    assert story.findings(but="R25 R28") == []


def test_an_unannounced_box_is_one_tap_and_its_chain_is_waited_for(story: Story) -> None:
    story.accepts("16.08.05.2003-TPS099-GUB", at="08:30", count=1)

    box = story.box("16.08.05.2003-TPS099-GUB")
    assert (box.holder, box.state) == (UNIT_PPK, "dipegang")
    assert story.findings(at="26 08:30", but="R04") == []
    assert story.findings(at="26 08:30:01", but="R04") == ["R02"]


def test_a_registration_that_comes_late_completes_the_chain() -> None:
    story = Story.of_election()
    story.accepts(at="08:30", boxes=[{"box": BOX, "utuh": ["kabel_ties@tutup"]}])
    story.registers()

    assert story.box().holder == UNIT_PPK
    assert story.findings(but="R04") == []


def test_the_same_acceptance_said_twice_changes_nothing(story: Story) -> None:
    story.sends(at="07:45")
    story.accepts(at="08:30")
    story.accepts(at="08:31")

    assert story.box().holder == UNIT_PPK
    assert story.findings() == []


def test_a_second_registration_for_another_holder_is_a_dispute(story: Story) -> None:
    items = [{"box": BOX, "box_kind": "kotak_suara"}]
    fields = {"holder": FAR, "place": STORE_PLACE, "items": items}
    story.says(LOGISTICS, "ItemRegistered", "21 09:00", **fields)

    assert story.box().custody.holders == (UNIT_KPU, FAR)


def test_a_dispute_goes_on_along_both_chains(story: Story) -> None:
    story.accepts(at="08:30", by=PPS, **{"from": FAR, "to": UNIT_PPS})
    story.offers(at="09:00", by=PPS, **{"from": UNIT_PPS, "to": UNIT_KPPS})
    story.accepts(at="09:10", by=KPPS, **{"from": UNIT_PPS, "to": UNIT_KPPS})

    assert set(story.box().custody.holders) == {UNIT_KPU, UNIT_KPPS}


def test_the_store_may_not_send_what_the_committee_holds(story: Story) -> None:
    story.sends(at="07:45")
    story.accepts(at="08:30")
    story.offers(at="09:00", by=STORE, **{"from": UNIT_KPU, "to": UNIT_PPS})
    story.accepts(at="09:05", by=PPS, **{"from": UNIT_KPU, "to": UNIT_PPS})

    assert "R02" in story.findings()
    assert set(story.box().custody.holders) == {UNIT_PPK, UNIT_PPS}


UNITS = st.sampled_from(["a", "b", "c"])
MOVES = st.tuples(
    st.sampled_from(["offer", "send", "accept", "refuse", "register"]),
    UNITS,
    UNITS,
    st.booleans(),
    st.booleans(),
)


def _fold(moves: list[tuple[str, str, str, bool, bool]]) -> list[Custody]:
    custody, history = Custody(), []
    at = moment("07:00")
    for index, (word, giver, receiver, is_genuine, is_planned) in enumerate(moves):
        move = Move(giver, receiver, at, index, is_genuine)
        match word:
            case "register":
                claim = Claim(giver, index, at, "pendaftaran")
                change = register(custody, BOX, claim, DEFAULT_THRESHOLDS)
            case "accept":
                change = accept(custody, BOX, move, DEFAULT_THRESHOLDS, is_planned=is_planned)
            case "refuse":
                change = refuse(custody, BOX, move)
            case _:
                terms = Terms(DEFAULT_THRESHOLDS, moment("08:00"), word == "send")
                change = hand(custody, BOX, move, terms)
        assert isinstance(change, Change)
        custody = change.custody
        history.append(custody)
    return history


@settings(max_examples=300, deadline=None)
@given(st.lists(MOVES, max_size=20))
def test_custody_never_has_two_undisputed_holders(
    moves: list[tuple[str, str, str, bool, bool]],
) -> None:
    for custody in _fold(moves):
        assert len(set(custody.holders)) == len(custody.holders)
        assert (custody.holder is None) == (len(custody.claims) != 1)
        assert custody.is_disputed == (len(custody.claims) > 1)


@settings(max_examples=200, deadline=None)
@given(st.lists(MOVES, max_size=20))
def test_folding_custody_twice_gives_the_same(
    moves: list[tuple[str, str, str, bool, bool]],
) -> None:
    assert _fold(moves) == _fold(moves)


@settings(max_examples=200, deadline=None)
@given(st.lists(MOVES, max_size=20))
def test_a_holder_who_says_nothing_never_loses_a_box_unless_the_plan_says_so(
    moves: list[tuple[str, str, str, bool, bool]],
) -> None:
    silent = [move for move in moves if move[1] != "owner" and not move[4]]
    history = _fold([("register", "owner", "owner", True, False), *silent])

    assert all("owner" in custody.holders for custody in history)


def test_of_a_thousand_claims_only_so_many_are_kept_and_the_owner_stays() -> None:
    moves = [("accept", "a", "b" if number % 2 else "c", False, False) for number in range(100)]
    custody = _fold([("register", "owner", "owner", True, False), *moves])[-1]

    assert len(custody.answers) == MAX_KEPT
    assert set(custody.holders) == {"owner", "b", "c"}


def test_only_so_many_claims_are_kept_and_the_others_counted() -> None:
    strangers = [("accept", "a", f"x-{number}", False, False) for number in range(200)]
    registered = [("register", f"y-{number}", "", True, False) for number in range(200)]
    real = [
        ("register", "owner", "owner", True, False),
        ("send", "owner", "next", True, False),
        ("accept", "owner", "next", True, False),
    ]
    custody = _fold([*real, *registered, *strangers])[-1]

    assert len(custody.base) == MAX_CLAIMS
    assert len(custody.claims) <= MAX_CLAIMS + MAX_KEPT
    assert custody.left_out > 300
    assert "next" in custody.holders


def test_who_may_register_no_box_takes_no_room_from_who_may() -> None:
    story = Story.of_election()
    items = [{"box": BOX, "box_kind": "kotak_suara"}]
    for number in range(2 * MAX_CLAIMS):
        fields = {"holder": f"16.08.{number:02}/ppk", "place": STORE_PLACE, "items": items}
        story.says(STRANGER, "ItemRegistered", "10 08:00", **fields)
    story.registers()

    custody = story.box().custody
    assert [one.unit for one in custody.base] == [UNIT_KPU]
    assert custody.holder == UNIT_KPU
    assert custody.left_out == MAX_CLAIMS
