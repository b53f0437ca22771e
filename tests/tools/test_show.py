"""`segel show`: one answer from a directory and from a server, in words that leave nothing open."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.command import segel
from tests.support.recital import BOX, told as recital_told
from tests.support.server import Desk

HOUR = "2024-11-20T08:03:30+07:00"
EARLY = "2024-11-01T14:00:00+07:00"
SEEN = "2024-11-25T08:58:00+07:00"


@pytest.fixture(name="hall", scope="module")
def _hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A served small election, whose log a witness has seen once."""
    with recital_told(tmp_path_factory.mktemp("show")) as hall:
        yield hall


def told(*words: object) -> dict[str, Any]:
    ran = segel("show", BOX, *words, "--json")
    assert ran.err == ""
    found: dict[str, Any] = json.loads(ran.out)
    return found


@pytest.mark.parametrize(
    "asked",
    [("--at", HOUR), ("--known", "25"), ("--at", HOUR, "--known", "23"), ("--known", SEEN)],
)
def test_a_directory_tells_what_its_server_tells(hall: Desk, asked: tuple[str, ...]) -> None:
    assert told(hall.place.path, *asked) == told(hall.address, *asked)


def test_it_says_who_held_it_where_and_on_what_that_rests(hall: Desk) -> None:
    ran = segel("show", BOX, hall.place.path, "--at", HOUR, "--known", "30")

    assert ran.status == 0
    assert ran.out.splitlines() == [
        f"Kotak {BOX} pada 20-11-2024 08.03 WIB, seperti diketahui pada daun 30",
        "  keadaan   dipegang",
        "  pemegang  16.08/kpu",
        "  tempat    16.08/GDG-01 (terlihat 20-11-2024 08.03 WIB)",
        "  penjaga   16.08/polres",
        f"  segel     tag_qr:{BOX}-1",
        "  bukti     tingkat A (yang terlemah)",
        "  3 pernyataan lain tentang waktu sesudahnya",
        "bersandar pada",
        *(
            f"  daun {leaf}  20-11-2024 {hour} WIB  {kind}  A  [{parts}]"
            "  ditandatangani sebelum 25-11-2024 08.58 WIB"
            for leaf, hour, kind, parts in (
                (17, "08.02", "ShiftStarted  16.08/polri/regu-1", "penjaga"),
                (22, "08.03", "ItemRegistered  16.08/kpu/gudang-01", "pemegang, tempat"),
                (23, "08.03", "SealApplied  16.08/kpu/gudang-01", "segel"),
            )
        ),
    ]


def test_an_hour_of_knowing_names_the_leaf_that_witnesses_had_seen(hall: Desk) -> None:
    ran = segel("--lang", "en", "show", BOX, hall.place.path, "--known", SEEN)

    leaf = told(hall.place.path, "--known", SEEN)["known"]["leaf"]
    assert ran.out.startswith(
        f"Box {BOX} by all that is stated, as known at leaf {leaf}"
        " (witnessed by 25-11-2024 08.58 WIB)\n"
    )
    for target in (hall.place.path, hall.address):
        unseen = segel("show", BOX, target, "--known", EARLY)
        assert unseen.status == 3
        assert "leaf index" in unseen.err


def test_what_nobody_has_stated_is_unknown_and_never_guessed(hall: Desk) -> None:
    ran = segel("show", BOX, hall.place.path, "--at", EARLY)

    assert ran.status == 3
    assert "keadaan   belum diketahui: sampai waktu itu tak ada yang" in ran.out
    assert "bersandar" not in ran.out
    for target in (hall.place.path, hall.address):
        assert segel("show", "16.08.0000-XXX", target, "--at", HOUR).status == 3


def test_with_neither_it_is_told_for_now(hall: Desk) -> None:
    assert told(hall.place.path)["stated_for_later"] == 0


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (("--at", "14:00"), "--at: want a date, a time and its offset"),
        (("--at", "2024-11-25T14:00:00"), "--at: want a date"),
        (("--known", "kemarin"), "--known: want a date"),
        (("--known", "9" * 20), "Gagal: "),
    ],
)
def test_a_question_that_means_nothing_is_refused_in_words(
    hall: Desk, words: tuple[str, ...], error: str
) -> None:
    for target in (hall.place.path, hall.address):
        ran = segel("show", BOX, target, *words)
        assert ran.status == 2
        assert error in ran.err


def test_a_directory_without_a_ledger_is_said_to_be_none(tmp_path: Path) -> None:
    assert "tidak ada ledger.db" in segel("show", BOX, tmp_path).err
