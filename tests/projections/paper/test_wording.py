"""Numbers, days and times as Indonesian papers have them."""

from datetime import date, datetime, timedelta, timezone

import pytest

from domain.statement import CheckItem, Tally
from projections.paper.wording import (
    checked,
    clock,
    counted,
    listed,
    long_date,
    moment,
    number,
    on_this_day,
    plain,
    tallied,
)

WIB = timezone(timedelta(hours=7))


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, "nol"),
        (1, "satu"),
        (10, "sepuluh"),
        (11, "sebelas"),
        (12, "dua belas"),
        (19, "sembilan belas"),
        (20, "dua puluh"),
        (21, "dua puluh satu"),
        (100, "seratus"),
        (111, "seratus sebelas"),
        (298, "dua ratus sembilan puluh delapan"),
        (1000, "seribu"),
        (1012, "seribu dua belas"),
        (2024, "dua ribu dua puluh empat"),
        (11_000, "sebelas ribu"),
        (101_001, "seratus satu ribu satu"),
        (435_296, "empat ratus tiga puluh lima ribu dua ratus sembilan puluh enam"),
        (1_000_000, "satu juta"),
        (1_001_000, "satu juta seribu"),
        (10**18, "satu kuintiliun"),
        (10**21, "seribu kuintiliun"),
    ],
)
def test_a_number_is_said_in_words(count: int, words: str) -> None:
    assert number(count) == words


def test_no_two_numbers_are_said_alike() -> None:
    assert len({number(count) for count in range(20_000)}) == 20_000


def test_less_than_nothing_has_no_words() -> None:
    with pytest.raises(ValueError, match="-1"):
        number(-1)


def test_a_count_stands_in_figures_and_in_words() -> None:
    assert counted(24) == "24 (dua puluh empat)"


def test_minutes_begin_with_day_date_and_time() -> None:
    at = datetime(2024, 11, 20, 9, 12, tzinfo=WIB)

    assert on_this_day(at) == (
        "Pada hari ini Rabu, tanggal dua puluh bulan November tahun dua ribu dua puluh empat "
        "(20-11-2024), pukul sembilan lewat dua belas menit (09.12 WIB)"
    )


def test_a_full_hour_has_no_minutes() -> None:
    assert "pukul nol (00.00 WIB)" in on_this_day(datetime(2024, 11, 28, tzinfo=WIB))


@pytest.mark.parametrize(
    ("minutes", "zone"),
    [(420, "WIB"), (480, "WITA"), (540, "WIT"), (0, "UTC"), (345, "UTC+0545")],
)
def test_a_time_names_the_zone_it_was_said_in(minutes: int, zone: str) -> None:
    at = datetime(2024, 11, 27, 7, 5, tzinfo=timezone(timedelta(minutes=minutes)))

    assert clock(at) == f"07.05 {zone}"


def test_dates_are_written_short_and_long() -> None:
    assert moment(datetime(2024, 1, 2, 3, 4, tzinfo=WIB)) == "02-01-2024 03.04 WIB"
    assert long_date(date(2024, 8, 17)) == "17 Agustus 2024"


def test_counts_and_checklists_stand_on_one_line() -> None:
    assert tallied((Tally(item="surat_suara", count=2), Tally(item="ht", count=0))) == (
        "surat suara 2, ht 0"
    )
    assert tallied((), "nihil") == "nihil"
    assert checked((CheckItem(item="atap", result="tidak_ada"),)) == "atap: tidak ada"


def test_codes_are_read_as_words() -> None:
    assert plain("atap_bocor") == "atap bocor"
    assert listed(("a", "b")) == "a, b"
    assert listed(()) == "-"
