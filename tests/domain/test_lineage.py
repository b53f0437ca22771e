"""Lineage: a chain of acceptances read in the log's order, or in that of their times."""

from datetime import timedelta
from typing import Any

from domain.lineage import Answer, Claim, read, trace
from tests.support.story import moment

START = Claim("kpu", 0, moment("07:00"), "pendaftaran")


def answer(giver: str, receiver: str, index: int, hour: int, **fields: Any) -> Answer:
    at = moment("07:00") + timedelta(hours=hour)
    return Answer(giver, receiver, index, at, **({"is_genuine": True, "is_offered": True} | fields))


def test_a_chain_that_links_ends_with_one_claim() -> None:
    lineage = trace((START,), (answer("kpu", "ppk", 1, 1), answer("ppk", "pps", 2, 2)))

    assert [claim.unit for claim in lineage.claims] == ["pps"]
    assert lineage.statuses == {1: "pindah", 2: "pindah"}
    assert lineage.faults == 1
    assert lineage.claims[0].giver == "ppk"


def test_times_are_asked_where_the_log_leaves_something_unexplained() -> None:
    answers = (answer("ppk", "pps", 1, 2), answer("kpu", "ppk", 2, 1))

    assert read((START,), answers).statuses == {1: "putus", 2: "pindah"}
    assert trace((START,), answers).statuses == {1: "pindah", 2: "pindah"}


def test_a_wrong_clock_does_no_harm_where_the_log_explains_all() -> None:
    answers = (answer("kpu", "ppk", 1, 9), answer("ppk", "pps", 2, 2))

    assert trace((START,), answers).faults == 1


def test_a_link_that_does_not_hold_names_whom_the_record_had() -> None:
    lineage = read((START,), (answer("ppk", "pps", 1, 1),))

    assert lineage.statuses == {1: "putus"}
    assert lineage.against == {1: (START,)}
    assert [claim.unit for claim in lineage.claims] == ["kpu", "pps"]


def test_what_an_acceptance_lacks_is_told_apart() -> None:
    alone = answer("kpu", "ppk", 1, 1, is_offered=False)
    planned = answer("kpu", "ppk", 1, 1, is_offered=False, is_planned=True)
    stranger = answer("kpu", "ppk", 1, 1, is_genuine=False)
    refusal = answer("kpu", "ppk", 1, 1, status="ditolak")

    found = [read((START,), (one,)) for one in (alone, planned, stranger, refusal)]
    assert [one.statuses[1] for one in found] == ["tanpa_tawaran", "pindah", "klaim", "ditolak"]
    assert [len(one.claims) for one in found] == [2, 1, 2, 1]
    assert found[1].claims[0].basis == "rencana"


def test_the_same_said_again_is_no_fault() -> None:
    lineage = read((START,), (answer("kpu", "ppk", 1, 1), answer("kpu", "ppk", 2, 2)))

    assert lineage.statuses == {1: "pindah", 2: "ulangan"}
    assert lineage.faults == 1


def test_a_box_nobody_registered_begins_with_its_first_claim() -> None:
    lineage = read((), (answer("kpu", "ppk", 1, 1), answer("ppk", "pps", 2, 2)))

    assert lineage.statuses == {1: "putus", 2: "pindah"}
    assert lineage.against[1] == ()
    assert [claim.unit for claim in lineage.claims] == ["pps"]
