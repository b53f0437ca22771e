"""The journey of one box: warehouse, PPK, PPS, TPS and home, one wrong seal and one late evening.

Everybody signs on a device of their own, on a real ledger.  The box is never lost sight of: who
answers for it, where it is and what closes it can be asked at every step, and as of every step.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.stories.election import (
    BOX,
    KPPS,
    PLACE,
    PPK,
    PPS,
    STORE,
    UNIT,
    Election,
    election,
    rules,
)
from tests.support.command import segel

T1, T2, T3, T4, T5 = (f"kabel_ties:OKT-00421{number}" for number in range(1, 6))
WRONG = "kabel_ties:OKT-009999"


@pytest.fixture(name="it")
def an_election(tmp_path: Path) -> Iterator[Election]:
    with election(tmp_path / "ledger") as made:
        yield made


def test_a_box_travels_to_the_voters_and_home(it: Election) -> None:
    leaves_the_warehouse(it)
    waits_in_the_village_with_a_wrong_seal(it)
    comes_late_to_the_polling_station(it)
    is_voted_in_and_counted(it)
    goes_home_the_same_night(it)

    assert rules(it.found("30 12:00")) == [("R01", BOX), ("R04", BOX)]
    assert it.box().custody.holder == UNIT[STORE]


def leaves_the_warehouse(it: Election) -> None:
    # Given a box that was packed before a witness,
    it.now("20 10:00")
    it.packs(STORE, T1, T2)
    then(it, "dipegang", holder=STORE, place=STORE)
    assert it.box().seals == (T1, T2)

    # when the truck has left, KPU still answers for the box and the police guards it;
    it.now("25 07:30")
    it.turns("persiapan", "distribusi")
    sent = it.sends(STORE, PPK, until="25 09:30")
    assert (it.box().state, it.box().holder) == ("di_perjalanan", UNIT[STORE])
    assert it.box().guard == "16.08/polri"

    # and when the PPK has looked at the seals and accepted, the PPK does.
    it.now("25 09:10")
    it.accepts(STORE, PPK, sent, T1, T2, consignment=f"{STORE} {PPK}")
    then(it, "dipegang", holder=PPK, place=PPK)
    assert it.found("25 12:00") == []


def waits_in_the_village_with_a_wrong_seal(it: Election) -> None:
    # When the PPS sees another number than the one on record, it says so and takes the box:
    it.now("26 08:00")
    offer = it.offers(PPK, PPS, until="26 10:00")
    it.now("26 09:00")
    it.accepts(PPK, PPS, offer, T1, WRONG)

    # then the box is where it is, and the difference stands, in words that blame nobody.
    then(it, "dipegang", holder=PPS, place=PPS)
    (finding,) = it.found("26 09:30")
    assert (finding.rule, finding.subject) == ("R04", BOX)
    assert "tidak terlihat kabel ties OKT-004212" in finding.indonesian()
    assert "not on record kabel ties OKT-009999" in finding.english()


def comes_late_to_the_polling_station(it: Election) -> None:
    # When the KPPS was to have the box by eight in the evening and has it only before dawn,
    it.now("26 15:00")
    offer = it.offers(PPS, KPPS, until="26 20:00")
    assert rules(it.found("26 20:59")) == [("R04", BOX)]
    assert rules(it.found("26 21:01")) == [("R01", BOX), ("R04", BOX)]
    then(it, "dipegang", holder=PPS, place=KPPS)
    it.now("27 05:10")
    it.accepts(PPS, KPPS, offer, T1, WRONG)

    # then the box has arrived all the same, and the gap of the night stays on record.
    then(it, "dipegang", holder=KPPS, place=KPPS)
    assert rules(it.found("27 05:30")) == [("R01", BOX), ("R04", BOX)]


def is_voted_in_and_counted(it: Election) -> None:
    # When it is opened for the vote and for the count, before a supervisor, each time closed again,
    it.now("27 06:50")
    it.turns("distribusi", "pemungutan")
    it.opens(KPPS, "pungut", T1, WRONG)
    assert it.box().opened is not None
    it.seals(KPPS, T3)
    it.now("27 13:10")
    it.opens(KPPS, "hitung", T3)
    it.now("27 16:40")
    it.seals(KPPS, T4, T5)

    # then nothing new stands against it.
    assert it.box().opened is None
    assert it.box().seals == (T4, T5)
    assert rules(it.found("27 18:00")) == [("R01", BOX), ("R04", BOX)]


def goes_home_the_same_night(it: Election) -> None:
    # When it goes back the way it came, closed with the ties of the count,
    it.now("27 17:00")
    offer = it.offers(KPPS, PPS, until="27 18:00")
    it.now("27 17:40")
    it.accepts(KPPS, PPS, offer, T4, T5)
    for giver, receiver, leaves, arrives in (
        (PPS, PPK, "27 19:00", "27 20:10"),
        (PPK, STORE, "30 08:00", "30 09:20"),
    ):
        it.now(leaves)
        sent = it.sends(giver, receiver, until=arrives)
        it.now(arrives)
        it.accepts(giver, receiver, sent, T4, T5, consignment=f"{giver} {receiver}")
        # then each receiver answers for it in turn.
        then(it, "dipegang", holder=receiver, place=receiver)


def test_the_past_can_be_asked_as_it_was_known_then(it: Election) -> None:
    leaves_the_warehouse(it)
    then_known = it.projections.position
    waits_in_the_village_with_a_wrong_seal(it)

    assert it.box(as_of=then_known).holder == UNIT[PPK]
    assert it.box(as_of=then_known).seals == (T1, T2)
    assert it.box().holder == UNIT[PPS]


def test_a_stranger_proves_the_whole_journey(tmp_path: Path) -> None:
    with election(tmp_path / "ledger") as it:
        leaves_the_warehouse(it)
        waits_in_the_village_with_a_wrong_seal(it)

    ran = segel("verify", tmp_path / "ledger")

    assert ran.status == 0
    assert "LULUS" in ran.out


def then(it: Election, state: str, *, holder: str, place: str) -> None:
    """Check who answers for the box and where it was last seen."""
    box = it.box()
    assert (box.state, box.holder, box.place) == (state, UNIT[holder], PLACE[place])
