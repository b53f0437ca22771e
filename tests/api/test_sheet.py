"""What a page says: codes in words, times as the signer's clock showed them, links."""

from datetime import UTC, datetime

import pytest

from api.sheet import Cell, Text, about, called, code, leaf, link, moment, plain, word


@pytest.mark.parametrize(
    ("time", "text"),
    [
        ("2024-11-25T08:01:02.345+07:00", "25-11-2024 08.01 WIB"),
        ("2024-11-25T08:01:02+08:00", "25-11-2024 08.01 WITA"),
        ("2024-11-25T08:01:02+09:00", "25-11-2024 08.01 WIT"),
        ("2024-11-25T08:01:02+01:00", "25-11-2024 08.01 UTC+0100"),
        (datetime(2024, 11, 25, tzinfo=UTC), "25-11-2024 00.00 UTC"),
        (None, "-"),
    ],
)
def test_a_time_is_shown_as_the_signers_clock_did(time: datetime | str | None, text: str) -> None:
    assert moment(time).text == text


def test_a_code_is_said_in_words_with_its_tone() -> None:
    assert word("disengketakan") == Cell(Text("disengketakan", "disputed"), tone="warn")
    assert called("kode_baru") == Text("kode_baru", "kode_baru")


def test_a_name_leads_to_its_page() -> None:
    here = Cell("16.08/GDG 01", "/places/16.08/GDG%2001", of="place")
    assert link("places", "16.08/GDG 01") == here
    assert link("places", None) == Cell()
    assert leaf(7) == Cell("7", "/statements/7")
    assert leaf(None) == plain(None) == Cell()


def test_a_leaf_hash_is_shortened_for_people_and_whole_in_its_link() -> None:
    name = "a" * 42 + "+="
    name = "a" * 41 + "+A="

    assert link("visitors", name) == Cell("aaaaaaaa…", f"/visitors/{'a' * 41}%2BA%3D")
    assert code(name).text == name


def test_a_subject_leads_to_all_that_was_said_and_did_not_fit() -> None:
    said, differed = about("pos", "16.08/GDG-01")

    assert said[1].href == "/history/16.08/GDG-01?kind=pos"
    assert differed[1].href == "/findings?kind=pos&subject=16.08%2FGDG-01"
