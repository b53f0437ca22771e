"""A cell is made plain, or it is said what in it nobody can have meant."""

from unicodedata import normalize

import pytest
from hypothesis import assume, given, strategies as st

from api.dialect import DIALECTS, neutral
from projections.listing import Difference, listings
from tools.intake.cell import CellError, made_plain
from tools.intake.worksheet import read


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("  Bantan\xa0", "Bantan"),
        ("De\u0301sa", "Désa"),
        ("", ""),
        ("'=SUM(A1)", "=SUM(A1)"),
        ("'nama", "'nama"),
        ("+62 812", "+62 812"),
        ("दे\u200dश", "दे\u200dश"),
        ("𝒩𝒶𝓂𝒶 名前 Ŋ", "𝒩𝒶𝓂𝒶 名前 Ŋ"),
        ("Âu Cơ", "Âu Cơ"),
    ],
)
def test_what_people_mean_stays(cell: str, text: str) -> None:
    assert made_plain(cell) == text


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("=1+1", "formula"),
        ('="16.08.05"', "formula"),
        ("\uff1d1+1", "formula"),
        ("\ufeff=1", "formula"),
        ("\x00=1", "formula"),
        ("\u200d=1", "formula"),
        ("\u3000=1", "formula"),
        ("\xa0 =1", "formula"),
        ("'\u200b=1", "U\\+200B"),
        ("a\u202egnp.exe", "U\\+202E"),
        ("a\u2066b", "direction"),
        ("a\tb", "U\\+0009"),
        ("a\nb", "U\\+000A"),
        ("a\x00b", "U\\+0000"),
        ("a\u200bb", "U\\+200B"),
        ("a\ufeffb", "U\\+FEFF"),
        ("D\ufffdsa", "lost"),
        ("DÃ©sa", "garbled"),
    ],
)
def test_what_nobody_can_have_meant_is_told(cell: str, words: str) -> None:
    with pytest.raises(CellError, match=words) as caught:
        made_plain(cell)
    assert caught.value.text.id != caught.value.text.en


@given(st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=30))
def test_a_name_goes_out_as_csv_and_comes_in_again(name: str) -> None:
    name = normalize("NFC", name)
    assume(not {*name} & {*"ÃÂâ\ufffd"})  # what a name that was garbled may hold
    row = Difference(1, name, "R01", "", "kotak", "", "", "", None, None, ())
    listing, form = listings()["findings"], DIALECTS["csv"]

    raw = form.begin(listing) + form.rows(listing, [row])
    (found,) = read(raw, "utf-8", len).rows

    assert made_plain(found.cells[1]) == name


@given(st.text(st.characters(categories=["L", "N", "P", "Sm", "Sc"], codec="ascii"), min_size=1))
def test_what_we_have_written_ourselves_is_read_as_it_was(text: str) -> None:
    assert made_plain(neutral(text)) == text
