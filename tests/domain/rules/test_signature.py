"""R08: two persons where two are asked."""

from typing import Any

import pytest

from domain.policy import Thresholds
from domain.rules.signature import second_due
from domain.said import Said
from tests.support.sayings import GUARD, KPU, PPK, STORE
from tests.support.story import BOX, GUARD_2, LOGISTICS, STORE_PLACE, TIE, Story, moment


@pytest.fixture
def story() -> Story:
    return Story.of_election()


def seals(story: Story, at: str = "10:00") -> Said:
    boxes = [{"box": BOX, "seals": [TIE]}]
    return story.says(STORE, "SealApplied", at, place=STORE_PLACE, boxes=boxes)


def test_the_second_person_has_half_an_hour() -> None:
    assert second_due(moment("10:00"), Thresholds()) == moment("10:30")
    assert second_due(moment("10:00"), Thresholds(single_signed=5)) == moment("10:05")


def test_a_second_person_at_the_last_minute_is_in_time(story: Story) -> None:
    said = story.endorsed(seals(story), at="10:30")

    assert story.findings() == []
    assert story.signing(said).state == "lengkap"


def test_a_second_later_is_too_late_and_stands(story: Story) -> None:
    said = story.endorsed(seals(story), at="10:30:01")

    assert story.findings(at="10:30") == []
    assert story.findings(at="10:30:01") == ["R08"]
    assert story.findings() == ["R08"]
    assert story.signing(said).state == "lengkap"


def test_nobody_else_is_a_finding_in_the_end(story: Story) -> None:
    said = seals(story)

    assert story.findings() == ["R08"]
    assert story.signing(said).state == "menunggu"


@pytest.mark.parametrize(
    ("second", "reason"),
    [(STORE, "the same device"), (LOGISTICS, "the same unit"), (KPU, "enrolled the other")],
)
def test_a_second_signature_that_is_no_second_persons_is_a_finding(
    story: Story, second: str, reason: str
) -> None:
    said = story.endorsed(seals(story), by=second)
    story.endorsed(said, by=GUARD)

    assert story.findings() == ["R08"]
    assert reason in story.finding("R08").english()


def test_one_person_with_two_devices_is_one_person(story: Story) -> None:
    other = "16.08/kpu/gudang-02"
    story.sayings.say(KPU, "PersonEnrolled", person="p-gudang", journals=[other])
    said = story.endorsed(seals(story), by=other)

    assert story.findings() == ["R08", "R08"]
    assert story.signing(said).second is None


def test_an_endorsement_that_reached_the_log_first_counts(story: Story) -> None:
    said = story.plans(STORE, "SealApplied", "10:00", place=STORE_PLACE, boxes=[])
    story.says(GUARD, "Endorsed", "10:10", of=said.leaf, of_kind="SealApplied")
    assert story.findings(at="26 10:10") == []
    assert story.findings(at="26 10:10:01") == ["R08"]

    story.hears(said)
    assert story.findings() == []
    assert story.signing(said).state == "lengkap"


def test_an_early_endorsement_by_the_same_person_is_still_none(story: Story) -> None:
    said = story.plans(STORE, "SealApplied", "10:00", place=STORE_PLACE, boxes=[])
    story.says(LOGISTICS, "Endorsed", "10:10", of=said.leaf, of_kind="SealApplied")
    story.hears(said)

    assert story.findings(at="10:30") == ["R08"]
    assert story.findings() == ["R08", "R08"]
    assert reasons(story) == ["unit yang sama"]


def test_teams_of_one_unit_relieve_one_another(story: Story) -> None:
    handed = story.says(GUARD, "ShiftHandedOver", "19:00", inside=None, inventory=None)
    fields: dict[str, Any] = {"present": 10, "inside": None, "inventory": None}
    story.says(GUARD_2, "ShiftAccepted", "19:30", of=handed.leaf, **fields)

    assert story.findings() == []


def test_a_watch_that_nobody_takes_is_single_signed(story: Story) -> None:
    story.says(GUARD, "ShiftHandedOver", "19:00", inside=None, inventory=None)

    assert story.findings(at="19:30:01") == ["R08"]


@pytest.mark.parametrize(("zone", "rules"), [("kantor", ["R14"]), ("barang", ["R08", "R14"])])
def test_only_the_goods_zone_asks_for_the_authoriser(
    story: Story, zone: str, rules: list[str]
) -> None:
    visit = story.says(GUARD, "VisitorReported", "08:00")
    story.says(GUARD, "AccessGranted", "08:01", of=visit.leaf, zone=zone)

    assert story.findings() == rules


def test_an_offer_nobody_answers_is_a_gap_in_custody_and_not_said_twice(story: Story) -> None:
    story.registers()
    story.offers(at="08:00")

    assert story.findings() == ["R01"]


def test_nobody_accepts_what_they_offered_themselves(story: Story) -> None:
    story.registers()
    offer = story.offers(at="08:00")
    story.accepts(at="08:10", by=STORE, of=offer.leaf)

    assert "R08" in story.findings()
    assert story.box().holder is None


def test_a_handover_between_two_units_needs_nothing_more(story: Story) -> None:
    story.registers()
    story.seals()
    offer = story.offers(at="08:00")
    story.accepts(at="08:10", of=offer.leaf)

    assert story.findings() == []
    assert story.signing(offer).state == "lengkap"


@pytest.mark.parametrize("kind", ["StoreOpened", "StoreClosed", "StockCounted"])
@pytest.mark.parametrize(("second", "rules"), [(PPK, ["R08"]), (GUARD, [])])
def test_a_store_is_opened_closed_and_counted_by_two_lines(
    story: Story, kind: str, second: str, rules: list[str]
) -> None:
    said = story.endorsed(story.says(STORE, kind, "10:00"), by=second)

    found = [finding for finding in story.raised.values() if finding.subject == said.leaf]
    standing = [one for one in found if one.key not in story.settled and one.due is None]
    assert [finding.rule for finding in standing] == rules
    assert all("pihak yang sama" in finding.indonesian() for finding in standing)


AT = "11:00"


def corrects(story: Story, target: Said, by: str = STORE, **changes: Any) -> Said:
    return story.says(
        by,
        "CorrectionDeclared",
        AT,
        target=target.leaf,
        target_kind=type(target.statement).__name__,
        replaces=None,
        changes=changes,
    )


def reasons(story: Story) -> list[str]:
    told = (one.parameters.get("reason") for key, one in story.raised.items() if "R08" in key)
    return [str(reason) for reason in told if reason is not None]


def test_an_amendment_that_its_second_person_puts_in_force_is_nobodys_business(
    story: Story,
) -> None:
    sealed = story.endorsed(seals(story))
    story.endorsed(corrects(story, sealed, place="16.08/GDG-02"), at=AT)

    assert story.findings() == []


def test_an_amendment_that_was_endorsed_in_vain_is_told_with_the_reason(story: Story) -> None:
    sealed = story.endorsed(seals(story))
    first = story.endorsed(corrects(story, sealed, place="16.08/GDG-02"), at=AT)
    for vain in (
        corrects(story, sealed, place="16.08/GDG-03"),
        corrects(story, first, reason="salah_hitung"),
        corrects(story, sealed, by=PPK, place="16.08/GDG-04"),
        corrects(story, story.says(STORE, "IncidentReported", AT), kind="ShiftEnded"),
    ):
        story.endorsed(vain, at=AT)

    assert story.findings(but="R24") == ["R08"] * 4
    assert reasons(story) == [
        "tidak menyebut pembetulan yang berlaku saat itu",
        "pembetulan dan dukungan tidak dibetulkan, hanya diganti",
        "tidak menyebut pembetulan yang berlaku saat itu",
        "hasilnya bukan pernyataan yang sah",
    ]


def test_one_whom_it_favours_puts_no_correction_in_force(story: Story) -> None:
    taken = story.accepts(at="10:00")
    vain = corrects(story, taken, by=PPK, count=2)
    story.endorsed(vain, by=GUARD, at=AT)

    assert "pendukungnya diuntungkan, atau bukan pihak lainnya" in reasons(story)


def test_an_amendment_of_what_may_still_come_is_no_finding(story: Story) -> None:
    late = story.plans(STORE, "SealApplied", "10:00", place=STORE_PLACE, boxes=[])
    story.endorsed(corrects(story, late, place="16.08/GDG-02"), at=AT)
    assert story.findings() == []

    story.hears(late)
    assert story.sayings.amendments


def test_an_endorsement_that_came_first_is_judged_with_the_amendment(story: Story) -> None:
    sealed = story.endorsed(seals(story))
    vain = story.plans(
        PPK, "CorrectionDeclared", AT, target=sealed.leaf, target_kind="SealApplied",
        replaces=None, changes={"place": "16.08/GDG-02"},
    )  # fmt: skip
    story.says(GUARD, "Endorsed", AT, of=vain.leaf, of_kind="CorrectionDeclared")
    story.hears(vain)

    assert reasons(story) == ["penulisnya bukan penulis sasaran, atasannya, atau pendaftarnya"]
