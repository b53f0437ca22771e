"""A code is read with its dots or without, and what a spreadsheet has done to it is told."""

import pytest
from hypothesis import given, strategies as st

from tools.intake.area_code import above, area_code, level_of
from tools.intake.cell import CellError

CODES = st.from_regex(r"\A[1-9][0-9](\.[0-9]{2}(\.[0-9]{2}(\.[0-9]{4})?)?)?\Z")


@given(CODES)
def test_dots_may_be_left_out(code: str) -> None:
    assert area_code(code) == area_code(code.replace(".", "")) == code


def test_an_area_knows_its_level_and_what_it_lies_in() -> None:
    assert [level_of(one) for one in ("16", "16.08", "16.08.05", "16.08.05.2003")] == [1, 2, 3, 4]
    assert above("16.08.05.2003") == "16.08.05"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("16.8.5.2003", "perhaps 16.08.05.2003"),
        ("16.1", "perhaps 16.01 / 16.10"),
        ("16,08", "zeros are lost"),
        ("160805203", "9 digits"),
        ("1.608052003E+09", "rounded"),
        ("1,60805E+09", "rounded"),
        ("16:08:05", "time"),
        ("Buay", "no area code"),
        ("16.08.05.2003.1", "digits"),
        ("06.08", "zeros are lost"),
        ("-1", "no area code"),
        ("\u0661\u0666.\u0660\u0668", "no area code"),
    ],
)
def test_what_became_of_a_code_is_told(text: str, words: str) -> None:
    with pytest.raises(CellError, match=words):
        area_code(text)


def test_a_code_of_another_level_is_said_to_be_one() -> None:
    with pytest.raises(CellError, match=r"16\.08\.05 is the code of a district, wanted .* village"):
        area_code("16.08.05", 4)
    with pytest.raises(CellError, match="district or village") as caught:
        area_code("16.08", 3, 4)
    assert "kecamatan atau desa/kelurahan" in caught.value.text.id
