"""A bar shows itself only at a terminal, and only when one has to wait."""

import pytest

from tools.progress import Bar


def test_programs_see_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    with Bar("verify", 10) as bar:
        bar.advance(4)
        bar.reach(10)

    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", "")


def test_whoever_waits_at_a_terminal_sees_how_far_it_is(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with Bar("verify", 10, quiet_seconds=0, is_seen=True) as bar:
        bar.advance(4)

    assert "verify" in capsys.readouterr().err
