"""What comes of work that may break."""

import pytest

from ledger.attempt import attempt


def test_what_work_returns_is_returned() -> None:
    assert attempt(divmod, 7, 2) == (3, 1)
    assert attempt(dict) == {}


def test_what_breaks_is_returned() -> None:
    broken = attempt(int, "kotak")
    assert isinstance(broken, ValueError)
    assert "kotak" in str(broken)


@pytest.mark.parametrize("end", [KeyboardInterrupt, SystemExit])
def test_what_ends_a_program_ends_it(end: type[BaseException]) -> None:
    def work() -> None:
        raise end

    with pytest.raises(end):
        attempt(work)
