"""Frames in Python: any order, whole or not at all; the page's own are in tests/browser."""

from random import Random

import pytest

from ledger.tlog.errors import FormatError
from tests.support.frame import OUT_OF_FORM
from tools.frame import FRAME_BYTES_MAX, MESSAGE_BYTES_MAX, cut, join

CHANCE = Random(16)
LONG = CHANCE.randbytes(4000)
"""Nothing that could be deflated: nine frames."""


@pytest.mark.parametrize("message", [b"", b"x", b"{}" * 3000, LONG], ids=len)
def test_a_message_comes_whole_from_frames_in_any_order(message: bytes) -> None:
    frames = cut(message, "OFFER")
    CHANCE.shuffle(frames)

    assert join(frames, "OFFER") == message


def test_a_frame_is_small_and_holds_dense_characters() -> None:
    alphabet = set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")
    frames = cut(LONG, "OFFER")

    assert len(frames) == 9
    assert all(len(frame) < 40 + FRAME_BYTES_MAX * 3 // 2 for frame in frames)
    assert all(set(frame) <= alphabet for frame in frames)


def test_a_missing_a_strange_and_a_mixed_frame_are_told() -> None:
    frames, others = cut(LONG, "OFFER"), cut(LONG[::-1], "OFFER")
    mixed = [*frames[:8], others[8].replace(others[8][:26], frames[8][:26])]

    for wrong in (frames[:8], [*frames, others[0]], mixed, cut(LONG, "ANSWER"), []):
        with pytest.raises(FormatError):
            join(wrong, "OFFER")


@pytest.mark.parametrize("text", [*OUT_OF_FORM, "KPU1608-0500307-G"])
def test_what_is_out_of_form_is_refused(text: str) -> None:
    with pytest.raises(FormatError):
        join([text], "OFFER")


def test_what_is_too_large_is_not_cut() -> None:
    with pytest.raises(FormatError):
        cut(bytes(MESSAGE_BYTES_MAX + 1), "OFFER")
    with pytest.raises(FormatError):
        cut(CHANCE.randbytes(200_000), "OFFER")
