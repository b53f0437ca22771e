"""A message in frames: any order, none of another, whole or not at all."""

import base64
from collections.abc import Sequence
from random import Random

import pytest
from playwright.sync_api import Page

from tests.support.frame import OUT_OF_FORM
from tools import frame
from tools.frame import join

pytestmark = pytest.mark.browser

CHANCE = Random(16)
LONG = CHANCE.randbytes(4000)
"""Nothing that could be deflated: nine frames."""

CUT = """async ([bytes, kind]) => {
  const { framesOf } = await import("/static/frame.js");
  return framesOf(Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0)), kind);
}"""

TAKE = """async ([texts, kind]) => {
  const { Collector } = await import("/static/frame.js");
  const collector = new Collector(kind);
  for (const text of texts) {
    const bytes = await collector.take(text).catch((error) => `${error.name}: ${error.reason}`);
    if (typeof bytes === "string") return bytes;
    if (bytes !== null) return [...bytes];
  }
  return `${collector.have}/${collector.count}`;
}"""


def cut(script: Page, message: bytes, kind: str = "OFFER") -> list[str]:
    found: list[str] = script.evaluate(CUT, [base64.b64encode(message).decode(), kind])
    return found


def take(script: Page, texts: Sequence[str]) -> bytes | str:
    found = script.evaluate(TAKE, [list(texts), "OFFER"])
    return found if isinstance(found, str) else bytes(found)


@pytest.mark.parametrize("message", [b"", b"x", b"{}" * 3000, LONG], ids=len)
def test_a_message_comes_whole_from_frames_in_any_order(script: Page, message: bytes) -> None:
    frames = cut(script, message)
    CHANCE.shuffle(frames)
    assert take(script, frames) == message


def test_a_frame_is_small_enough_for_a_cheap_camera_and_holds_dense_characters(
    script: Page,
) -> None:
    alphabet = set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")
    frames = cut(script, LONG)
    assert len(frames) == 9
    assert all(len(frame) < 800 and set(frame) <= alphabet for frame in frames)


def test_three_hundred_boxes_are_a_few_frames(script: Page) -> None:
    boxes = [f"16.08.05.{2000 + i // 9}-TPS{i % 9:03}-GUB" for i in range(300)]
    assert len(cut(script, " ".join(boxes).encode())) <= 4


def test_a_frame_seen_twice_counts_once_and_a_missing_one_is_waited_for(script: Page) -> None:
    frames = cut(script, LONG)
    assert take(script, [*frames[:4], *frames[:4]]) == "4/9"


def test_foreign_codes_and_other_kinds_are_passed_over(script: Page) -> None:
    frames = cut(script, LONG)
    others = ["KPU1608-0500307-G", "", "SEGEL:0A", *cut(script, b"other", "ENROL")]
    assert take(script, [*frames[:5], *others, *frames[5:]]) == LONG


def test_frames_of_two_messages_never_mix(script: Page) -> None:
    first, second = cut(script, LONG), cut(script, LONG[::-1])
    assert take(script, [*first[:8], *second]) == LONG[::-1]
    mixed = [*first[:8], second[8].replace(second[8][:26], first[8][:26])]
    assert take(script, mixed) in {
        "FormatError: not what was sent",
        "FormatError: cannot be unpacked",
    }


@pytest.mark.parametrize("text", OUT_OF_FORM)
def test_what_is_ours_and_out_of_form_is_refused(script: Page, text: str) -> None:
    assert str(take(script, [text])).startswith("FormatError")


def test_python_and_the_page_read_each_other(script: Page) -> None:
    for message in (b"", b"{}" * 3000, LONG):
        assert join(cut(script, message), "OFFER") == message
        assert take(script, frame.cut(message, "OFFER")) == message


def test_a_message_that_swells_is_refused(script: Page) -> None:
    bomb = """async () => {
      const { Collector } = await import("/static/frame.js");
      const { toBase45 } = await import("/static/base45.js");
      const zeros = new Blob([new Uint8Array(8 << 20)]).stream();
      const small = zeros.pipeThrough(new CompressionStream("deflate-raw"));
      const piece = toBase45(new Uint8Array(await new Response(small).arrayBuffer()));
      const text = `SG1:OFFER:0F3A55C1D2E94B77:1/1:${piece}`;
      return new Collector("OFFER").take(text).catch((error) => error.reason);
    }"""
    assert script.evaluate(bomb) == "the message is too large"
