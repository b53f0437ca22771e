"""Numbers in addresses have one spelling."""

import pytest
from pydantic import TypeAdapter, ValidationError

from api.parameter import NUMBER_MAX, Number

NUMBERS: TypeAdapter[int] = TypeAdapter(Number)


@pytest.mark.parametrize("number", [0, 1, 10, NUMBER_MAX])
def test_a_number_is_read_as_it_is_written(number: int) -> None:
    assert NUMBERS.validate_python(str(number)) == number
    assert NUMBERS.validate_python(number) == number


@pytest.mark.parametrize(
    "text",
    ["", " 1", "1 ", "+1", "-1", "01", "1.0", "1e3", "0x1", "1_0", "\uff11", "\u0661", str(2**53)],
)
def test_a_second_spelling_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        NUMBERS.validate_python(text)
