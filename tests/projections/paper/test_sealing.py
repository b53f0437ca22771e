"""Seals in words, with their evidence."""

import pytest

from domain.seal import BoxSeen
from projections.paper.sealing import all_named, named, remark, state, weakest

TAG, SERIAL, BARE = "tag_qr:7K3M-0QRS", "kabel_ties:OKT-000001", "kabel_ties@tutup_depan"


@pytest.mark.parametrize(
    ("seal", "words"),
    [
        (TAG, "tag qr 7K3M-0QRS"),
        (SERIAL, "kabel ties OKT-000001"),
        (BARE, "kabel ties tanpa nomor, tutup depan"),
        ("segel_kertas", "segel kertas tanpa nomor"),
        ("gembok:", "gembok tanpa nomor"),
    ],
)
def test_a_seal_is_named_in_words(seal: str, words: str) -> None:
    assert named(seal) == words


def test_seals_of_one_kind_are_named_together() -> None:
    assert all_named([SERIAL, "kabel_ties:OKT-000002", BARE]) == (
        "kabel ties OKT-000001, OKT-000002; kabel ties tanpa nomor, tutup depan"
    )
    assert all_named([]) == ""


def test_every_state_in_which_seals_were_found_is_counted() -> None:
    seen = BoxSeen(box="x", utuh=(TAG, SERIAL), rusak=(BARE,), tidak_ada=("gembok:1",))

    assert state(seen) == "2 utuh, 1 rusak, 1 tidak ada"
    assert state(BoxSeen(box="x")) == "tidak diperiksa"


def test_the_weakest_seal_decides() -> None:
    assert weakest([TAG, SERIAL, BARE]) == "lemah"
    assert weakest([TAG, SERIAL]) == "sedang"
    assert weakest([TAG]) == "kuat"
    assert weakest([]) is None


def test_unnumbered_seals_are_called_weak_evidence_with_their_number() -> None:
    (said,) = remark([SERIAL, BARE, BARE])

    assert "lemah (tanpa nomor" in said
    assert said.endswith("2 segel.")
    assert remark([]) == ()
