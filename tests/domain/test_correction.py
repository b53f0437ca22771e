"""Corrections: pending until a second person agrees who does not gain by it."""

from typing import Any

import pytest

from domain.amendment import CorrectionDeclared
from domain.catalogue import NotUnderstood
from domain.consignment import HandoverAccepted
from domain.correction import Amendment
from domain.said import Said
from tests.support.effort import effort
from tests.support.sayings import BAWASLU, GUARD, KPU, POLRI, PPK, STORE, STRANGER, Sayings

PPS = "16.08.05.2003/pps/hp-1"
OUTSIDER = "16.08.06/ppk/hp-1"


@pytest.fixture
def sayings() -> Sayings:
    sayings = Sayings.of_operation()
    sayings.enrol(KPU, "p-pps", PPS, "pps", "16.08.05.2003")
    sayings.enrol(KPU, "p-ppk-06", OUTSIDER, "ppk", "16.08.06")
    return sayings


def _handover(sayings: Sayings) -> Said:
    return sayings.say(
        PPS,
        "HandoverAccepted",
        **{"from": "16.08.05/ppk", "to": "16.08.05.2003/pps", "place": "16.08.05.2003/PPS"},
    )


def _correct(
    sayings: Sayings, journal: str, target: Said, *, replaces: str | None = None, **changes: object
) -> Said:
    kind = type(target.statement).__name__
    return sayings.say(
        journal,
        "CorrectionDeclared",
        target=target.leaf,
        target_kind=kind,
        changes=changes,
        replaces=replaces,
    )


def _count(sayings: Sayings, target: Said, index: int | None = None) -> int | None:
    assert not isinstance(target.statement, NotUnderstood)
    at = sayings.now if index is None else index
    statement = sayings.context.corrections.effective(target.leaf, target.statement, at)
    return statement.count if isinstance(statement, HandoverAccepted) else None


def test_a_correction_waits_for_a_second_person(sayings: Sayings) -> None:
    taken = _handover(sayings)
    correction = _correct(sayings, PPS, taken, count=3)

    assert _count(sayings, taken) == 2
    assert sayings.context.corrections.why_not(correction.leaf) is None

    endorsed = sayings.endorse(PPK, correction)
    assert _count(sayings, taken, endorsed.index - 1) == 2
    assert _count(sayings, taken, endorsed.index) == 3
    assert [type(one) for one in sayings.amendments] == [Amendment]
    assert sayings.amendments[0].target_index == taken.index


@pytest.mark.parametrize(
    ("endorser", "why"),
    [
        (PPS, "same-person"),
        (OUTSIDER, "favoured"),
        (GUARD, "favoured"),
        (BAWASLU, "favoured"),
        (STRANGER, "unknown-journal"),
    ],
)
def test_the_receiver_cannot_clear_itself_without_the_giver(
    sayings: Sayings, endorser: str, why: str
) -> None:
    taken = _handover(sayings)
    correction = _correct(sayings, PPS, taken, count=3)
    sayings.endorse(endorser, correction)

    assert _count(sayings, taken) == 2
    assert sayings.context.corrections.why_not(correction.leaf) == why

    sayings.endorse(PPK, correction)
    assert _count(sayings, taken) == 3
    assert sayings.context.corrections.why_not(correction.leaf) is None


def test_whoever_enrolled_the_author_is_no_second_person(sayings: Sayings) -> None:
    seen = sayings.say(STORE, "SealVerified")
    correction = _correct(sayings, STORE, seen, boxes=[])
    sayings.endorse(KPU, correction)

    assert sayings.context.corrections.why_not(correction.leaf) == "same-person"


def test_a_party_that_a_correction_brings_in_must_agree_itself(sayings: Sayings) -> None:
    taken = _handover(sayings)
    correction = _correct(sayings, PPS, taken, **{"from": "16.08.06/ppk"})

    sayings.endorse(PPK, correction)
    assert sayings.context.corrections.why_not(correction.leaf) == "favoured"

    sayings.endorse(OUTSIDER, correction)
    assert len(sayings.amendments) == 1


def test_a_stranger_or_another_unit_may_not_correct(sayings: Sayings) -> None:
    taken = _handover(sayings)
    for journal, why in [(STRANGER, "unknown-journal"), (OUTSIDER, "unit"), (GUARD, "unit")]:
        correction = _correct(sayings, journal, taken, count=3)
        sayings.endorse(PPK, correction)
        assert sayings.context.corrections.why_not(correction.leaf) == why


def test_the_head_of_the_unit_and_the_registrar_of_the_line_may_correct(sayings: Sayings) -> None:
    sayings.enrol(KPU, "p-ketua-pps", "16.08.05.2003/pps/hp-2", "pps", "16.08.05.2003")
    for journal in ("16.08.05.2003/pps/hp-2", KPU):
        taken = _handover(sayings)
        correction = _correct(sayings, journal, taken, count=3)
        sayings.endorse(PPK, correction)
        if journal == KPU:
            assert sayings.context.corrections.why_not(correction.leaf) == "same-person"
        else:
            assert _count(sayings, taken) == 3


def test_a_later_correction_names_the_one_it_replaces(sayings: Sayings) -> None:
    taken = _handover(sayings)
    first = _correct(sayings, PPS, taken, count=3)
    sayings.endorse(PPK, first)

    blind = _correct(sayings, PPS, taken, count=4)
    sayings.endorse(PPK, blind)
    assert sayings.context.corrections.why_not(blind.leaf) == "replaces"
    assert _count(sayings, taken) == 3

    between = sayings.now
    second = _correct(sayings, PPS, taken, replaces=first.leaf, count=4)
    sayings.endorse(PPK, second)
    assert (_count(sayings, taken, between), _count(sayings, taken)) == (3, 4)


def test_of_two_corrections_that_race_the_one_endorsed_first_stands(sayings: Sayings) -> None:
    taken = _handover(sayings)
    slow, fast = (_correct(sayings, PPS, taken, count=count) for count in (3, 4))

    sayings.endorse(PPK, fast)
    sayings.endorse(PPK, slow)

    assert _count(sayings, taken) == 4
    assert sayings.context.corrections.why_not(slow.leaf) == "replaces"


def test_each_correction_states_the_whole_difference_from_what_was_said_first(
    sayings: Sayings,
) -> None:
    taken = _handover(sayings)
    first = _correct(sayings, PPS, taken, count=3, condition="basah")
    sayings.endorse(PPK, first)
    second = _correct(sayings, PPS, taken, replaces=first.leaf, count=3)
    sayings.endorse(PPK, second)

    statement = sayings.amendments[0].statement
    assert isinstance(statement, HandoverAccepted)
    assert (statement.count, statement.condition) == (3, "baik")


def test_an_annulled_statement_did_not_happen_and_can_be_said_again(sayings: Sayings) -> None:
    taken = _handover(sayings)
    annulment = sayings.say(
        PPS, "AnnulmentDeclared", target=taken.leaf, target_kind="HandoverAccepted"
    )
    sayings.endorse(PPK, annulment)
    assert _count(sayings, taken) is None
    assert _count(sayings, taken, annulment.index) == 2

    restored = _correct(sayings, PPS, taken, replaces=annulment.leaf)
    sayings.endorse(PPK, restored)
    assert _count(sayings, taken) == 2


def test_a_null_takes_a_field_away(sayings: Sayings) -> None:
    taken = _handover(sayings)
    correction = _correct(sayings, PPS, taken, condition=None)
    sayings.endorse(PPK, correction)

    statement = sayings.amendments[0].statement
    assert isinstance(statement, HandoverAccepted)
    assert statement.condition is None


@pytest.mark.parametrize(
    "changes", [{"kind": "HandoverRefused"}, {"count": "dua"}, {"at": None}, {"colour": "merah"}]
)
def test_a_correction_whose_result_cannot_be_read_has_no_force(
    sayings: Sayings, changes: dict[str, Any]
) -> None:
    taken = _handover(sayings)
    correction = _correct(sayings, PPS, taken, **changes)
    sayings.endorse(PPK, correction)

    assert sayings.context.corrections.why_not(correction.leaf) == "not-understood"
    assert _count(sayings, taken) == 2


def test_whatever_comes_last_completes_a_correction(sayings: Sayings) -> None:
    taken = sayings.draft(
        PPS, "HandoverAccepted", **{"from": "16.08.05/ppk", "to": "16.08.05.2003/pps"}
    )
    correction = sayings.draft(
        PPS,
        "CorrectionDeclared",
        target=taken.leaf,
        target_kind="HandoverAccepted",
        changes={"count": 3},
        replaces=None,
    )
    sayings.endorse(PPK, correction)
    sayings.hear(correction)
    assert not sayings.amendments
    assert sayings.context.corrections.why_not(correction.leaf) == "target"

    last = sayings.hear(taken)
    assert [one.since for one in sayings.amendments] == [last.index]
    assert _count(sayings, taken) == 3


def test_an_endorsement_or_a_correction_is_replaced_and_never_amended(sayings: Sayings) -> None:
    taken = _handover(sayings)
    correction = _correct(sayings, PPS, taken, count=3)
    second = _correct(sayings, PPS, correction, changes={"count": 4})
    sayings.endorse(PPK, second)

    assert isinstance(correction.statement, CorrectionDeclared)
    assert sayings.context.corrections.why_not(second.leaf) == "amendment"


def test_nobody_endorses_a_correction_of_the_own_role(sayings: Sayings) -> None:
    granted = sayings.say(
        POLRI,
        "RoleGranted",
        person="p-danru",
        role="padal",
        unit=POLRI,
        scope="16.08.05",
        **{"from": None},
        until=None,
    )
    correction = _correct(sayings, POLRI, granted, scope="16.08")
    sayings.endorse(GUARD, correction)

    assert sayings.context.corrections.why_not(correction.leaf) == "same-person"


def test_an_endorsement_given_twice_settles_once(sayings: Sayings) -> None:
    taken = _handover(sayings)
    correction = _correct(sayings, PPS, taken, count=3)
    sayings.endorse(PPK, correction)
    sayings.endorse(PPK, correction)

    assert not sayings.amendments
    assert _count(sayings, taken) == 3


def test_the_hundredth_endorsement_in_vain_costs_no_more_than_the_second(sayings: Sayings) -> None:
    correction = _correct(sayings, PPS, _handover(sayings))
    sayings.endorse(STRANGER, correction)

    costs = [effort(lambda: sayings.endorse(STRANGER, correction)) for _ in range(99)]
    assert costs[-1] == costs[0]

    sayings.endorse(PPK, correction)
    assert len(sayings.amendments) == 1


def test_how_an_amendment_stands_is_told_as_of_any_leaf(sayings: Sayings) -> None:
    def standing(said: Said, index: int) -> tuple[str, str | None] | None:
        found = sayings.context.corrections.standing(said.leaf, index)
        return None if found is None else (found.state, found.why)

    taken = _handover(sayings)
    first = _correct(sayings, PPS, taken, count=3)
    bad = sayings.endorse(OUTSIDER, first)
    good = sayings.endorse(PPK, first)
    rival = _correct(sayings, PPS, taken, count=4)
    second = _correct(sayings, PPS, taken, replaces=first.leaf, count=5)
    last = sayings.endorse(PPK, second)

    assert [standing(first, index) for index in range(taken.index, last.index + 1)] == [
        None,
        ("menunggu", None),
        ("tanpa_daya", "favoured"),
        ("berlaku", None),
        ("berlaku", None),
        ("berlaku", None),
        ("digantikan", None),
    ]
    assert (bad.index, good.index) == (taken.index + 2, taken.index + 3)
    found = sayings.context.corrections.standing(first.leaf, last.index)
    assert found == (good.index, None, second.index)
    assert standing(rival, rival.index) == ("tanpa_daya", "replaces")
    assert standing(taken, last.index) is None


def test_what_can_never_have_force_is_told_before_anybody_endorses_it(sayings: Sayings) -> None:
    taken = _handover(sayings)
    for correction, why in (
        (_correct(sayings, PPS, taken, kind="HandoverRefused"), "not-understood"),
        (_correct(sayings, PPS, sayings.say(PPS, "Endorsed"), of=taken.leaf), "amendment"),
        (_correct(sayings, GUARD, taken, count=3), "unit"),
    ):
        standing = sayings.context.corrections.standing(correction.leaf, sayings.now)
        assert standing is not None
        assert (standing.state, standing.why) == ("tanpa_daya", why)
