"""Parameters: what may stand in an address, in its only spelling."""

import re
from typing import Annotated

from pydantic import BeforeValidator, Field

NUMBER_MAX = 2**53 - 1
"""Largest number that JSON carries between two languages."""

_NUMBER = re.compile(r"0|[1-9][0-9]{0,15}")


def canonical(text: object) -> object:
    """Return a number's text if it is spelt as it would be written.

    Raises:
        ValueError: It has a sign, a fraction, a zero in front or other digits than ours.
    """
    if isinstance(text, str) and _NUMBER.fullmatch(text) is None:
        raise ValueError("want a number in decimal digits")
    return text


Number = Annotated[int, BeforeValidator(canonical), Field(ge=0, le=NUMBER_MAX)]
"""A leaf index, a size or a count."""
