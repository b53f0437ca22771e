"""R25, R27, R28: a device's clock, its numbers, and who speaks with it."""

from typing import Any

import pytest

from domain.fact import Enrolled, Filed, FiledReason, Resumed, Revoked, Voided
from domain.rules.journal import misuse
from tests.support.sayings import GUARD, KPU, POLRI, PPK, STORE, STRANGER, leaf
from tests.support.story import BOX, PPS, STORE_PLACE, UNIT_KPU, UNIT_PPK, UNIT_PPS, Story


@pytest.fixture
def story() -> Story:
    return Story.of_election()


def reports(story: Story, at: str, by: str = GUARD, **fields: Any) -> None:
    story.says(by, "VisitorReported", at, **fields)


class TestAClockThatRunsBackwards:
    def test_the_same_time_twice_is_no_finding(self, story: Story) -> None:
        reports(story, "08:00")
        reports(story, "08:00")

        assert story.findings() == []

    def test_a_second_back_is_a_finding_at_once(self, story: Story) -> None:
        reports(story, "08:00:01")
        reports(story, "08:00")

        assert story.findings(at="08:00") == ["R25"]
        assert story.chain(GUARD).at == "2024-11-25T08:00:00+07:00"

    def test_the_same_moment_in_another_zone_is_no_finding(self, story: Story) -> None:
        reports(story, "2024-11-25T08:00:00+07:00")
        reports(story, "2024-11-25T01:00:00Z")
        reports(story, "2024-11-25T08:00:00.5+07:00")

        assert story.findings() == []

    def test_a_fraction_of_a_second_back_is_a_finding(self, story: Story) -> None:
        reports(story, "2024-11-25T08:00:00.500+07:00")
        reports(story, "2024-11-25T08:00:00.499+07:00")

        assert story.findings() == ["R25"]

    def test_two_devices_have_two_clocks(self, story: Story) -> None:
        reports(story, "09:00")
        reports(story, "08:00", by="16.08/polri/regu-2")

        assert story.findings() == []


class TestNumbersAndForks:
    def test_numbers_given_up_at_a_resume_are_missing(self, story: Story) -> None:
        story.tell(Resumed(90, KPU, GUARD, at=7, expected=4))

        assert story.findings() == ["R27"]
        assert "numbers 4 to 6 are missing" in story.finding("R27").english()
        assert [(one.first, one.last) for one in story.chain(GUARD).missing] == [(4, 6)]

    def test_a_resume_at_the_expected_number_gives_up_nothing(self, story: Story) -> None:
        story.tell(Resumed(90, KPU, GUARD, at=4, expected=4))

        assert story.findings() == []

    @pytest.mark.parametrize(
        ("reason", "rule"),
        [
            ("equivocation", "R27"),
            ("chain", "R27"),
            ("disputed", "R27"),
            ("revoked", "R28"),
        ],
    )
    def test_a_refused_note_that_was_filed_is_a_finding(
        self, story: Story, reason: FiledReason, rule: str
    ) -> None:
        story.tell(Filed(91, reason, GUARD, 3))

        assert story.findings() == [rule]
        assert story.chain(GUARD).evidence == 1


class TestWhoSpeaks:
    def test_a_guard_keeps_the_log_of_visitors(self, story: Story) -> None:
        reports(story, "08:00")

        assert story.findings() == []

    @pytest.mark.parametrize(
        ("by", "reason"),
        [
            (STRANGER, "the device speaks for nobody"),
            (PPK, "without a role for it"),
        ],
    )
    def test_another_kind_of_signer_is_a_finding(self, story: Story, by: str, reason: str) -> None:
        reports(story, "08:00", by=by)

        assert story.findings() == ["R28"]
        assert reason in story.finding("R28").english()

    def test_outside_the_area_of_the_role(self, story: Story) -> None:
        story.says(
            PPS, "SealVerified", "08:00", place="16.08.09/PPK", boxes=[{"box": BOX, "utuh": []}]
        )

        assert story.findings() == ["R28"]
        assert "outside the area" in story.finding("R28").english()

    def test_an_act_of_authority_without_authority(self, story: Story) -> None:
        story.says(GUARD, "PhaseChanged", "08:00", to="distribusi", **{"from": "persiapan"})

        assert story.findings() == ["R28"]

    def test_a_phase_out_of_order_is_no_misuse_of_a_key(self, story: Story) -> None:
        story.says(KPU, "PhaseChanged", "08:00", to="persiapan", **{"from": "distribusi"})

        assert story.findings() == []

    def test_nobody_offers_or_accepts_in_the_name_of_another_unit(self, story: Story) -> None:
        story.registers()
        story.offers(at="08:00", by=PPK, **{"from": UNIT_KPU, "to": UNIT_PPK})
        story.accepts(at="08:01", by=PPK, **{"from": UNIT_KPU, "to": UNIT_PPS})

        assert story.findings(but="R01 R08 R04") == ["R28", "R28"]
        assert story.box().state == "disengketakan"

    def test_every_kind_of_misuse_has_its_words(self) -> None:
        assert misuse("j", 1, 0, "PlanSet", "version") is None
        assert misuse("j", 1, 0, "PlanSet", "line") is not None


class TestAssignment:
    """A guard who is not on the roll of the post."""

    def _assign(self, story: Story, **fields: Any) -> None:
        story.sayings.say(POLRI, "AssignmentMade", place=STORE_PLACE, **fields)

    def test_a_guard_on_the_roll_is_expected(self, story: Story) -> None:
        self._assign(story, persons=["p-danru"])
        reports(story, "26 08:00")

        assert story.findings() == []

    def test_a_guard_who_is_not_on_it_is_a_finding(self, story: Story) -> None:
        self._assign(story, persons=["p-other"])
        reports(story, "26 08:00")

        assert story.findings() == ["R28"]
        assert "not assigned to that place" in story.finding("R28").english()

    def test_the_roll_counts_only_in_its_period(self, story: Story) -> None:
        self._assign(story, persons=["p-other"])
        reports(story, "28 07:00:01")

        assert story.findings() == []

    def test_a_sealed_roll_decides_nothing(self, story: Story) -> None:
        self._assign(story, persons=None, roll={"sd": leaf("roll"), "class": "tunda"})
        reports(story, "26 08:00")

        assert story.findings() == []


class TestTheRegister:
    def test_an_enrolment_is_kept(self, story: Story) -> None:
        story.tell(Enrolled(90, leaf("e"), "16.08/kpu/baru", KPU, KPU))

        assert story.chain("16.08/kpu/baru").enrolled == 90
        assert story.findings() == []

    def test_what_was_signed_above_a_revocation_is_doubted(self, story: Story) -> None:
        for minute in range(4):
            reports(story, f"08:0{minute}")
        story.tell(Revoked(95, POLRI, GUARD, after=1))

        assert story.findings() == ["R28"]
        assert "numbers 2 to 3 are doubted" in story.finding("R28").english()
        assert story.chain(GUARD).revoked == 1

    def test_a_revocation_after_the_last_number_doubts_nothing(self, story: Story) -> None:
        reports(story, "08:00")
        story.tell(Revoked(95, POLRI, GUARD, after=0))

        assert story.findings() == []

    def test_a_line_that_does_nothing_is_said(self, story: Story) -> None:
        story.tell(Voided(90, KPU, 2, "name-used"))

        assert story.findings() == ["R28"]
        assert story.finding("R28").subject == KPU


def test_the_store_says_its_own_business(story: Story) -> None:
    story.registers()

    assert story.chain(STORE).count == 1
    assert story.findings() == []
