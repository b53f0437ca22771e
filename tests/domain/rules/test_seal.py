"""R04, R05, R06: seals that differ, seals used twice, boxes accepted unsealed."""

import pytest

from domain.rules.seal import NO_DIFFERENCE, Difference, difference, mismatch, reuse
from domain.seal import BoxSeen
from tests.support.sayings import GUARD, PPK, STORE
from tests.support.story import (
    BOX,
    KPPS,
    OTHER,
    STORE_PLACE,
    TAG,
    TIE,
    TPS_PLACE,
    UNIT_KPU,
    Story,
    moment,
)


@pytest.fixture
def story() -> Story:
    story = Story.of_election()
    story.registers()
    story.seals(TIE, TAG)
    return story


@pytest.mark.parametrize(
    ("seen", "expected"),
    [
        (BoxSeen(box=BOX, utuh=("a", "b")), NO_DIFFERENCE),
        (BoxSeen(box=BOX, utuh=("b", "a")), NO_DIFFERENCE),
        (BoxSeen(box=BOX, utuh=("a",)), Difference(missing=("b",))),
        (BoxSeen(box=BOX, utuh=("a",), tidak_ada=("b",)), Difference(missing=("b",))),
        (BoxSeen(box=BOX, utuh=("a", "b", "c")), Difference(extra=("c",))),
        (BoxSeen(box=BOX, utuh=("a", "c")), Difference(missing=("b",), extra=("c",))),
        (BoxSeen(box=BOX, utuh=("a",), rusak=("b",)), Difference(damaged=("b",))),
        (BoxSeen(box=BOX, utuh=("a", "b"), tidak_ada=("c",)), NO_DIFFERENCE),
        (BoxSeen(box=BOX), Difference(missing=("a", "b"))),
    ],
)
def test_what_is_seen_is_compared_with_the_record(seen: BoxSeen, expected: Difference) -> None:
    assert difference(("a", "b"), seen) == expected


def test_a_mismatch_names_what_differs() -> None:
    finding = mismatch(BOX, 5, Difference(("a",), ("c",), ()), moment("08:00"))

    assert finding.key == f"R04/kotak/{BOX}/5"
    assert "tidak terlihat a; tidak tercatat c; rusak -" in finding.indonesian()


def test_seals_that_are_as_they_should_be_are_no_finding(story: Story) -> None:
    story.looks(TAG, TIE, at="08:00")

    assert story.findings() == []


def test_one_wrong_seal_is_a_finding_at_once(story: Story) -> None:
    story.looks(TIE, "tag_qr:OTHER", at="08:00")

    assert story.findings(at="08:00") == ["R04"]
    assert story.box().difference == ((TAG,), ("tag_qr:OTHER",), ())


def test_the_same_difference_seen_again_is_not_another_finding(story: Story) -> None:
    story.looks(TIE, at="08:00")
    story.looks(TIE, at="09:00", by=GUARD)
    assert story.findings() == ["R04"]

    story.looks(at="10:00", rusak=[TIE])
    assert story.findings() == ["R04", "R04"]


def test_an_acceptance_looks_at_the_seals_too(story: Story) -> None:
    story.accepts(at="08:30", boxes=[{"box": BOX, "utuh": [TIE], "rusak": [TAG]}])

    assert story.findings() == ["R04"]


def test_a_look_that_names_no_seal_found_none(story: Story) -> None:
    story.looks(at="08:00")

    assert story.findings() == ["R04"]


@pytest.mark.parametrize(("by", "left"), [(STORE, (TAG,)), (GUARD, (TIE, TAG))])
def test_seals_found_off_are_a_difference_reported_once(
    story: Story, by: str, left: tuple[str, ...]
) -> None:
    for at in ("08:00", "08:10"):
        story.endorsed(
            story.says(
                by,
                "SealBroken",
                at,
                place=STORE_PLACE,
                found=True,
                reason="tidak_diketahui",
                boxes=[{"box": BOX, "seals": [TIE]}],
            ),
            by=PPK,
        )

    assert story.findings(but="R28") == ["R04"]
    assert story.box().seals == left


def test_a_village_without_signal_reseals_and_says_so_later(story: Story) -> None:
    """The PPK has seen the new seals before it hears of the vote."""
    at_the_station = {"place": TPS_PLACE}
    late = [
        story.plans(KPPS, "BoxOpened", "27 07:00", boxes=[BOX], seals=[TIE], **at_the_station),
        story.plans(
            KPPS,
            "SealApplied",
            "27 18:00",
            boxes=[{"box": BOX, "seals": ["kabel_ties:NEW", "x:1"]}],
            **at_the_station,
        ),
    ]
    story.looks("kabel_ties:NEW", "x:1", at="27 23:00")
    story.looks("x:1", "kabel_ties:NEW", at="27 23:10", by=GUARD)
    assert story.findings(but="R28") == ["R04"]

    for said in late:
        story.hears(said)

    assert story.findings(but="R07 R08 R25 R28") == []
    story.looks("x:1", "kabel_ties:NEW", at="28 08:00")
    assert story.findings(but="R07 R08 R25 R28") == []


def test_what_is_sealed_after_the_look_explains_nothing(story: Story) -> None:
    story.looks(TIE, TAG, "x:1", at="08:00")
    story.seals("x:1", at="08:01")

    assert story.findings() == ["R04"]


def test_damage_is_explained_by_nothing(story: Story) -> None:
    story.looks(TIE, at="08:00", rusak=["x:1"])
    story.seals("x:1", at="07:00")

    assert "R04" in story.findings()


class TestUnsealedReceipt:
    """R06: the case of 3,441 polling stations."""

    def test_accepted_with_an_intact_seal_is_no_finding(self, story: Story) -> None:
        story.accepts(at="08:30", boxes=[{"box": BOX, "utuh": [TIE, TAG]}])

        assert story.findings() == []

    def test_accepted_without_looking_is_a_finding(self, story: Story) -> None:
        story.accepts(at="08:30", boxes=[{"box": BOX}])

        assert story.findings() == ["R06"]

    def test_accepted_with_every_seal_gone_is_unsealed_and_different(self, story: Story) -> None:
        story.accepts(at="08:30", boxes=[{"box": BOX, "tidak_ada": [TIE, TAG]}])

        assert story.findings() == ["R04", "R06"]


class TestReuse:
    """R05: a numbered seal is put on once."""

    def test_a_seal_still_on_another_box_cannot_be_applied(self, story: Story) -> None:
        story.seals(at="20 11:00", boxes=[{"box": OTHER, "seals": [TIE]}])

        assert story.findings() == ["R05"]
        assert f"masih terpasang pada {BOX}" in story.finding("R05").indonesian()

    def test_a_seal_that_was_taken_off_cannot_be_applied_again(self, story: Story) -> None:
        story.endorsed(
            story.says(
                STORE,
                "BoxOpened",
                "20 10:30",
                boxes=[BOX],
                place=STORE_PLACE,
                purpose="pengesetan",
                seals=[TIE, TAG],
            )
        )
        story.seals(TIE, at="20 11:00")

        assert story.findings() == ["R05"]
        assert "taken off" in story.finding("R05").english()

    def test_one_seal_on_two_boxes_in_one_statement(self, story: Story) -> None:
        boxes = [{"box": BOX, "seals": ["x:1"]}, {"box": OTHER, "seals": ["x:1"]}]
        story.seals(at="20 11:00", boxes=boxes)

        assert story.findings() == ["R05"]

    def test_unnumbered_seals_cannot_be_told_apart(self, story: Story) -> None:
        boxes = [{"box": box, "seals": ["kabel_ties@tutup_depan"]} for box in (BOX, OTHER)]
        story.seals(at="20 11:00", boxes=boxes)

        assert story.findings() == []

    def test_the_same_seal_said_twice_on_the_same_box_is_no_reuse(self, story: Story) -> None:
        story.seals(TIE, at="20 11:00")

        assert story.findings() == []

    def test_a_unit_that_was_issued_seals_uses_those(self, story: Story) -> None:
        ranges = [{"seal_kind": "kabel_ties", "prefix": "OKT-", "first": 1, "last": 9, "digits": 6}]
        story.sayings.say(STORE, "SealIssued", to=UNIT_KPU, ranges=ranges, seals=None, count=9)

        story.seals("kabel_ties:OKT-000009", at="20 11:00")
        assert story.findings() == []

        story.seals("tag_qr:FREE", at="20 11:05")
        assert story.findings() == []

        story.seals("kabel_ties:OKT-000010", at="20 11:10")
        assert story.findings() == ["R05"]
        assert f"tidak diserahkan kepada {UNIT_KPU}" in story.finding("R05").indonesian()


def test_a_reuse_is_about_the_seal() -> None:
    finding = reuse(TIE, (4, 2), BOX, ("a", "b"))

    assert (finding.subject_kind, finding.subject, finding.evidence) == ("segel", TIE, (4, 2))
