"""Letters between phones: what one language writes the other reads, and false ones say why."""

import json
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from typing import Any

import pytest
from playwright.sync_api import Page

from ledger.tlog.checkpoint import Checkpoint
from ledger.tlog.errors import FormatError
from ledger.tlog.text import to_base64
from ledger.tlog.tree import leaf_hash
from tests.support.device import Device, Founders, founders
from tools import frame, letter
from tools.letter import ANSWER, REQUEST, Answer, Request

pytestmark = pytest.mark.browser

ADDRESS = "https://segel.example"

ASK = """async ([origin, charter, name]) => {
  const { enrolLine } = await import("/static/enrolment.js");
  const { verifierKey } = await import("/static/note.js");
  const { framesOf } = await import("/static/frame.js");
  const { letterText, serialiseLetter, spellRequest } = await import("/static/letter.js");
  const keys = await crypto.subtle.generateKey("Ed25519", false, ["sign", "verify"]);
  const raw = new Uint8Array(await crypto.subtle.exportKey("raw", keys.publicKey));
  const signer = { key: await verifierKey(name, raw), privateKey: keys.privateKey };
  const line = await enrolLine(origin, signer);
  const bytes = serialiseLetter({ type: "enrol-request", charter, lines: [line] });
  const frames = await framesOf(bytes, "REQUEST");
  return { line, frames, text: letterText(bytes), words: (await spellRequest(bytes)).slice(0, 4) };
}"""

OPEN = """async ([what, texts, pinned, asked]) => {
  const { Collector } = await import("/static/frame.js");
  const { ANSWER, REQUEST, openAnswer } = await import("/static/letter.js");
  const { openRequest } = await import("/static/request.js");
  const { readLetterText } = await import("/static/letter.js");
  const { parseVerifierKey } = await import("/static/note.js");
  const { toBase64 } = await import("/static/text.js");
  const ledger = { ...pinned, log: await parseVerifierKey(pinned.log) };
  const collector = new Collector(what === "answer" ? ANSWER : REQUEST);
  let bytes = null;
  for (const text of texts) bytes = readLetterText(text) ?? await collector.take(text) ?? bytes;
  try {
    if (what === "request") return await openRequest(bytes, ledger);
    const { leaf, notes, ...rest } = await openAnswer(bytes, ledger, asked);
    return { ...rest, leaf: toBase64(leaf), count: notes.length };
  } catch (error) {
    return error.type ?? `${error.name}: ${error.message}`;
  }
}"""


@pytest.fixture(name="people", scope="module")
def found() -> Founders:
    return founders()


def pinned(people: Founders) -> dict[str, str]:
    charter = to_base64(leaf_hash(people.note))
    return {"origin": people.charter.origin, "charter": charter, "log": str(people.charter.log)}


def asked_by(script: Page, people: Founders, name: str = "16.08/polri/pos-1") -> dict[str, Any]:
    given: dict[str, Any] = script.evaluate(
        ASK, [people.charter.origin, to_base64(leaf_hash(people.note)), name]
    )
    return given


def answered(people: Founders, line: str) -> Answer:
    enroller = Device.named("16.08/polri/danru-01").enrolled(people.note)
    root = sha256(b"root").digest()
    enroller.sees(3, root)
    note = enroller.registers(line)
    checkpoint = people.log.sign(Checkpoint(people.charter.origin, 3, root).text()).serialise()
    return Answer(
        to_base64(leaf_hash(people.note)),
        ADDRESS,
        checkpoint,
        enroller.key.verifier,
        (note,),
        seat={"place": "16.08/GDG-01"},
        names={"16.08/GDG-01": "Gudang KPU"},
    )


def opened(script: Page, people: Founders, texts: list[str], asked: str) -> Any:
    return script.evaluate(OPEN, ["answer", texts, pinned(people), asked])


def test_python_reads_what_a_phone_asks_and_spells_the_same_words(
    script: Page, people: Founders
) -> None:
    given = asked_by(script, people)
    for text in (
        given["text"],
        "\n".join(given["frames"]),
        given["text"][:90] + "\n" + given["text"][90:],
    ):
        request = Request.parse(text, people.charter.origin)
        assert request.lines == (given["line"],)
        assert request.journal == "16.08/polri/pos-1"
        assert request.is_new
        assert request.words == " ".join(given["words"])


def test_another_phone_reads_what_a_phone_asks(script: Page, people: Founders) -> None:
    given = asked_by(script, people)
    found = script.evaluate(OPEN, ["request", given["frames"], pinned(people), ""])
    assert found["journal"] == "16.08/polri/pos-1"
    assert found["words"] == given["words"]


def test_every_word_stands_among_false_ones_in_an_order_that_tells_nothing(
    script: Page, people: Founders
) -> None:
    given = asked_by(script, people)
    found = script.evaluate(OPEN, ["request", given["frames"], pinned(people), ""])
    assert len(found["choices"]) == 4
    for word, choices in zip(given["words"], found["choices"], strict=True):
        assert word in choices
        assert choices == sorted(set(choices))
        assert len(choices) == 4


def test_a_phone_believes_an_answer_to_what_it_asked(script: Page, people: Founders) -> None:
    given = asked_by(script, people)
    answer = answered(people, given["line"])
    for texts in (frame.cut(answer.serialise(), ANSWER), [letter.write(answer.serialise())]):
        found = opened(script, people, texts, given["line"])
        assert found["leaf"] == to_base64(leaf_hash(answer.notes[-1]))
        assert found["delegate"] is None
        assert found["enroller"] == "16.08/polri/danru-01"
        assert found["seat"] == {"place": "16.08/GDG-01"}
        assert found["names"] == [["16.08/GDG-01", "Gudang KPU"]]


def test_a_delegate_learns_its_prefix_from_its_own_line(script: Page, people: Founders) -> None:
    given = asked_by(script, people)
    answer = answered(people, f"{given['line']} delegate 16.08/polri")
    found = opened(script, people, [letter.write(answer.serialise())], given["line"])
    assert found["delegate"] == "16.08/polri"


def other_root(answer: Answer) -> Answer:
    assert answer.checkpoint is not None
    origin, size, root, *rest = answer.checkpoint.decode().split("\n")
    changed = "\n".join([origin, size, ("B" if root[0] == "A" else "A") + root[1:], *rest])
    return replace(answer, checkpoint=changed.encode())


def other_tree(answer: Answer) -> Answer:
    people = founders()
    text = Checkpoint(people.charter.origin, 3, sha256(b"another").digest()).text()
    return replace(answer, checkpoint=people.log.sign(text).serialise())


def other_signature(answer: Answer) -> Answer:
    other = Device.named("16.08/polri/danru-01").key.sign("lain\n").serialise().split(b"\n")[-2]
    text = answer.notes[-1].rpartition(b"\n\n")[0]
    return replace(answer, notes=(text + b"\n\n" + other + b"\n",))


FALSE: dict[str, tuple[Callable[[Answer], Answer], str]] = {
    "of another ledger": (lambda a: replace(a, charter=to_base64(bytes(32))), "other-ledger"),
    "with another root": (other_root, "bad-checkpoint"),
    "with another tree of the size that its note cites": (other_tree, "bad-checkpoint"),
    "without notes": (lambda a: replace(a, notes=()), "bad-letter"),
    "with another's key": (
        lambda a: replace(a, enroller=Device.named("16.08/polri/x").key.verifier),
        "bad-answer",
    ),
    "with a signature of another text": (other_signature, "bad-answer"),
    "with a note that is none": (lambda a: replace(a, notes=(b"halo\n",)), "bad-answer"),
}


@pytest.mark.parametrize(("lie", "word"), FALSE.values(), ids=FALSE.keys())
def test_a_false_answer_is_told_for_what_it_is(
    script: Page, people: Founders, lie: Callable[[Answer], Answer], word: str
) -> None:
    given = asked_by(script, people)
    answer = lie(answered(people, given["line"]))
    assert opened(script, people, [letter.write(answer.serialise())], given["line"]) == word


def test_an_answer_for_another_phone_is_told(script: Page, people: Founders) -> None:
    given, other = asked_by(script, people), asked_by(script, people)
    answer = answered(people, other["line"])
    text = letter.write(answer.serialise())
    assert opened(script, people, [text], given["line"]) == "other-phone"


def test_an_answer_of_another_log_is_told(script: Page, people: Founders) -> None:
    given = asked_by(script, people)
    answer = answered(people, given["line"])
    stranger = Device.named("16.08/polri/danru-01", "segel.example/lain")
    answer = replace(answer, notes=(stranger.registers(given["line"]),))
    text = letter.write(answer.serialise())
    assert opened(script, people, [text], given["line"]) == "other-ledger"


def changed(text: str, change: Callable[[dict[str, Any]], dict[str, Any]]) -> str:
    value = change(json.loads(letter.read(text, REQUEST)))
    return letter.write(json.dumps(value, separators=(",", ":")).encode())


WRONG: dict[str, tuple[Callable[[dict[str, Any]], dict[str, Any]], str]] = {
    "of another ledger": (lambda v: {**v, "charter": to_base64(bytes(32))}, "other-ledger"),
    "of a later version": (lambda v: {**v, "v": 2}, "other-letter"),
    "of another kind": (lambda v: {**v, "type": "offer"}, "other-letter"),
    "without a line": (lambda v: {**v, "lines": []}, "bad-letter"),
    "for a name that its key has not signed": (
        lambda v: {**v, "lines": [v["lines"][0].replace("pos-1", "pos-2")]},
        "bad-possession",
    ),
    "to be a delegate": (
        lambda v: {**v, "lines": [f"{v['lines'][0]} delegate 16.08"]},
        "bad-possession",
    ),
    "with a line about somebody else": (
        lambda v: {**v, "lines": [*v["lines"], "revoke 16.08/kpu after 3"]},
        "bad-possession",
    ),
    "with a line that makes its journal a delegate": (
        lambda v: {**v, "lines": [*v["lines"], f"{v['lines'][0]} delegate 16.08"]},
        "bad-possession",
    ),
    "to go on, and to be a delegate": (
        lambda v: {
            **v,
            "type": "resume-request",
            "lines": [
                f"resume 16.08/polri/pos-1 at 7 after {to_base64(bytes(32))}",
                f"{v['lines'][0]} delegate 16.08",
            ],
        },
        "bad-letter",
    ),
}


@pytest.mark.parametrize(("change", "word"), WRONG.values(), ids=WRONG.keys())
def test_a_wrong_request_is_refused_in_both_languages(
    script: Page, people: Founders, change: Callable[[dict[str, Any]], dict[str, Any]], word: str
) -> None:
    text = changed(asked_by(script, people)["text"], change)
    assert script.evaluate(OPEN, ["request", [text], pinned(people), ""]) == word
    if word != "other-ledger":  # the command compares the charter with its own
        with pytest.raises(FormatError):
            Request.parse(text, people.charter.origin)
