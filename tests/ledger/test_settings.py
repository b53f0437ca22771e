"""What an operator may change, and what may not be."""

import pytest
from pydantic import ValidationError

from ledger.settings import Settings


def test_the_defaults_are_the_limits_that_phones_know() -> None:
    settings = Settings()

    assert settings.request_bytes_max == 4 * 1024 * 1024
    assert settings.request_notes_max == 1000


def test_a_limit_of_nothing_is_refused() -> None:
    with pytest.raises(ValidationError):
        Settings(request_notes_max=0)
