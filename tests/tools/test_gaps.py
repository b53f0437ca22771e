"""`segel gaps`: the same from a directory and from a server, in words that ask a question."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.support.command import segel
from tests.support.recital import told as recital_told
from tests.support.server import Desk
from tools.gaps import lines

LATE = "2024-12-31T08:00:00+07:00"
PHONE: dict[str, Any] = {
    "journal": "16.08/polres/jaga-12",
    "person": "p-12",
    "unit": "16.08/polres",
    "unit_name": "Polres OKU Timur",
}
FOUND: dict[str, Any] = {
    "as_of": 2014,
    "at": LATE,
    "numbers": [
        {
            **PHONE,
            "first": 118,
            "last": 120,
            "before": "2024-11-26T07:00:00+07:00",
            "after": "2024-11-26T09:00:00+07:00",
        }
    ],
    "silent": [
        {**PHONE, "leaf": 7, "at": "2024-12-30T06:00:00+07:00", "hours": 26, "boxes": 3,
         "is_on_watch": True},
    ],
    "also_silent": 4,
    "unheld": [
        {"box": "16.08.09.2003-TPS003-GUB", "state": "dipegang", "leaf": 9, "giver": "16.08/kpu",
         "giver_name": "KPU", "receiver": "16.08.09/ppk", "receiver_name": None,
         "since": "2024-11-26T07:00:00+07:00", "until": "2024-11-26T09:05:00+07:00",
         "minutes": 125},
        {"box": "16.08.09.2003-TPS003-BUP", "state": "disengketakan", "leaf": 11, "giver": None,
         "giver_name": None, "receiver": None, "receiver_name": None, "since": None, "until": None,
         "minutes": None},
    ],
    "left_out": 0,
}  # fmt: skip


@pytest.fixture(name="hall", scope="module")
def _hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A served small election."""
    with recital_told(tmp_path_factory.mktemp("gaps")) as hall:
        yield hall


def told(*words: object) -> dict[str, Any]:
    ran = segel("gaps", *words, "--json")
    assert ran.status == 0, ran.err
    found: dict[str, Any] = json.loads(ran.out)
    return found


@pytest.mark.parametrize(
    "asked",
    [("--at", LATE), ("--at", LATE, "--as-of", "30"), ("--at", LATE, "--area", "16.08.0000")],
)
def test_a_directory_tells_what_its_server_tells(hall: Desk, asked: tuple[str, ...]) -> None:
    assert told(hall.place.path, *asked) == told(hall.address, *asked)


def test_each_gap_is_a_line_that_an_auditor_can_ask_about() -> None:
    head, number, silent, late, disputed, others = (line.id for line in lines(FOUND))

    assert head == "4 hal belum terjelaskan pada 31-12-2024 08.00 WIB, seperti pada daun 2014"
    assert number == (
        "  ponsel 16.08/polres/jaga-12 (Polres OKU Timur)  nomor 118-120 hilang, 121 sudah ada; "
        "tanya: di mana ponsel 26-11-2024 07.00 WIB - 26-11-2024 09.00 WIB?"
    )
    assert silent.endswith(
        "diam 26 jam, terakhir terdengar 30-12-2024 06.00 WIB; satuannya memegang 3 kotak; "
        "satuannya berjaga"
    )
    assert "125 menit tanpa penanggung jawab, 26-11-2024 07.00 WIB → " in late
    assert late.endswith("dari KPU ke 16.08.09/ppk")
    assert disputed.endswith("tanpa pemegang tunggal: disengketakan sejak daun 11")
    assert others.startswith("4 ponsel lain diam")


def test_without_a_gap_that_is_said(hall: Desk) -> None:
    ran = segel("gaps", hall.place.path, "--at", LATE, "--silent", "8000", "--area", "99")

    assert (ran.status, ran.err) == (0, "")
    assert ran.out.startswith("Tidak ada celah pada 31-12-2024 08.00 WIB, seperti pada daun ")


def test_it_speaks_english_wherever_that_is_asked_for(hall: Desk) -> None:
    before = segel("--lang", "en", "gaps", hall.place.path, "--at", LATE)
    behind = segel("gaps", hall.place.path, "--at", LATE, "--lang", "en")

    assert before.out == behind.out
    assert " things are not explained at " in before.out


@pytest.mark.parametrize("words", [("--at", "8:00"), ("--as-of", "99999"), ("--silent", "0")])
def test_a_question_that_means_nothing_is_refused(hall: Desk, words: tuple[str, ...]) -> None:
    for target in (hall.place.path, hall.address):
        assert segel("gaps", target, *words).status == 2
