"""Seals: a short text names one, and tells how good the evidence is."""

import pytest

from domain.catalogue import NotUnderstood
from domain.seal import BoxSeen, Issues, SealIssued, SealRange, SealReplaced, grade, seal_kind
from tests.support.sayings import golden

TIES = SealRange(seal_kind="kabel_ties", prefix="OKT-", first=4001, last=4612, digits=6)


@pytest.mark.parametrize(
    ("seal", "kind", "how_good"),
    [
        ("tag_qr:7K3M-9QXT-2PHD-8VWA", "tag_qr", "kuat"),
        ("kabel_ties:OKT-004211", "kabel_ties", "sedang"),
        ("kabel_ties@tutup_depan", "kabel_ties", "lemah"),
        ("kabel_ties:", "kabel_ties", "lemah"),
        ("putus", "putus", "lemah"),
    ],
)
def test_the_name_of_a_seal_tells_its_kind_and_grade(seal: str, kind: str, how_good: str) -> None:
    assert (seal_kind(seal), grade(seal)) == (kind, how_good)


@pytest.mark.parametrize("seal", ["kabel_ties:OKT-004001", "kabel_ties:OKT-004612"])
def test_a_range_holds_both_its_ends(seal: str) -> None:
    assert TIES.holds(seal)


@pytest.mark.parametrize(
    "seal",
    [
        "kabel_ties:OKT-004000",
        "kabel_ties:OKT-004613",
        "kabel_ties:OKT-4211",
        "kabel_ties:OKT-0004211",
        "kabel_ties:004211",
        "segel_kertas:OKT-004211",
        "kabel_ties:OKT-00421\u0661",
        "kabel_ties:OKT-",
        "kabel_ties:OKT-" + "9" * 5000,
    ],
)
def test_a_range_holds_nothing_else(seal: str) -> None:
    assert not TIES.holds(seal)


def test_all_ranges_and_single_seals_of_a_unit_are_its_issues() -> None:
    def ties(first: int) -> SealRange:
        return SealRange(
            seal_kind="kabel_ties", prefix="OKT-", first=first, last=first + 9, digits=6
        )

    issues = Issues(
        SealIssued(
            at="2024-11-20T08:00:00+07:00",
            from_="16.08/kpu",
            to="16.08.05/ppk",
            ranges=tuple(map(ties, of)),
            seals=("tag_qr:7K3M-9QXT-2PHD-8VWA",),
            count=11,
        )
        for of in ((10,), (30, 50))
    )
    for number in (10, 19, 35, 59, 10):
        assert issues.hold(f"kabel_ties:OKT-{number:06}")
    assert issues.hold("tag_qr:7K3M-9QXT-2PHD-8VWA")
    assert not issues.hold("kabel_ties:OKT-000020")
    assert issues.hold_kind("kabel_ties")
    assert issues.hold_kind("tag_qr")
    assert not issues.hold_kind("gembok")


def test_what_was_seen_on_a_box_is_each_seal_with_its_state() -> None:
    seen = BoxSeen(box="b", utuh=("a:1", "a:2"), rusak=("a:3",), tidak_ada=("a:4",))

    assert list(seen.seen()) == [
        ("a:1", "utuh"),
        ("a:2", "utuh"),
        ("a:3", "rusak"),
        ("a:4", "tidak_ada"),
    ]


def test_seals_are_replaced_on_one_box_with_a_reason() -> None:
    replaced = golden("SealReplaced")

    assert isinstance(replaced, SealReplaced)
    assert (replaced.old, replaced.new) == (("kabel_ties:OKT-004211",), ("kabel_ties:OKT-009001",))
    assert isinstance(golden("SealReplaced", reason=None), NotUnderstood)
    assert isinstance(golden("SealReplaced", new="kabel_ties:OKT-009001"), NotUnderstood)
