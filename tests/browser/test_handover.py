"""Offers and answers between two phones: read whole and as written, or not at all."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.support.site import serving

pytestmark = pytest.mark.browser

BOXES = [f"16.08.05.2003-TPS{number:03}-GUB" for number in range(1, 13)]

TALK = """async ([boxes, change]) => {
  const handover = await import("/static/handover.js");
  const { signStatement } = await import("/static/statement.js");
  const { verifierKey, formatVerifierKey } = await import("/static/note.js");
  const { EMPTY_ROOT } = await import("/static/checkpoint.js");
  const { toBase64, toUtf8 } = await import("/static/text.js");
  const ledger = { origin: "segel.example/latihan/uji", charter: "AAAA" };
  const journal = "16.08/kpu/gudang-03";
  const keys = await crypto.subtle.generateKey("Ed25519", false, ["sign", "verify"]);
  const raw = new Uint8Array(await crypto.subtle.exportKey("raw", keys.publicKey));
  const key = await verifierKey(journal, raw);
  let [sequence, previous] = [0n, new Uint8Array(32)];
  const say = async (body) => {
    const cited = { size: 0n, root: EMPTY_ROOT };
    const header = { origin: ledger.origin, journal, sequence, previous, cited };
    const signer = { key, privateKey: keys.privateKey };
    const { note, leaf } = await signStatement(header, body, signer);
    [sequence, previous] = [sequence + 1n, leaf];
    return { leaf: toBase64(leaf), journal, note, body };
  };
  const at = "2024-11-25T08:01:02.345+07:00";
  const earlier = await say({ kind: "AccessExited", at, of: toBase64(previous), place: "G" });
  const shared = { at, from: "16.08/kpu", to: "16.08.05/ppk", place: "16.08/GDG-01" };
  const parts = handover.partsOf(boxes, () => []);
  const offer = [];
  for (const [index, part] of parts.entries()) {
    const many = handover.partOf(index, parts.length);
    const body = { kind: "HandoverOffered", ...shared, boxes: part, count: part.length, ...many };
    offer.push(await say(body));
  }
  const accepted = await say({ kind: "HandoverAccepted", at, of: offer[0].leaf, ...shared,
    boxes: [{ box: boxes[0] }], count: 1 });
  const sent = await handover.serialiseOffer([earlier.note], offer, ledger);
  const answered = handover.serialiseAcceptance([], [accepted], [offer[0].leaf], ledger);
  const changed = (bytes) => {
    const letter = JSON.parse(new TextDecoder().decode(bytes));
    return toUtf8(JSON.stringify({ ...letter, ...change }));
  };
  const heard = (reading) => reading.then(
    ({ said, notes, of }) => (
      { kinds: said.map(({ body }) => body.kind), notes: notes.length, of }),
    ({ name, type }) => `${name} ${type}`);
  const { openOffer, openAcceptance, checkSigner } = handover;
  const known = formatVerifierKey(key);
  const other = formatVerifierKey(await verifierKey("16.08/kpu/gudang-04", raw));
  const broken = toUtf8(new TextDecoder().decode(offer[0].note).replace("GDG-01", "GDG-02"));
  return {
    parts: parts.map((part) => part.length),
    offer: await heard(openOffer(changed(sent), ledger)),
    answer: await heard(openAcceptance(changed(answered), ledger)),
    crossed: await heard(openAcceptance(sent, ledger)),
    elsewhere: await heard(openOffer(sent, { ...ledger, origin: "segel.example/lain" })),
    signed: [await checkSigner(offer[0].note, [other, known]),
      await checkSigner(offer[0].note, [other]), await checkSigner(broken, [known])],
    list: (await handover.listHash(boxes)) === (await handover.listHash([...boxes].reverse())),
  };
}"""


@pytest.fixture(name="script", scope="module")
def serve_files() -> Iterator[str]:
    with serving() as address:
        yield address


def talk(page: Page, address: str, boxes: list[str] = BOXES, **change: Any) -> dict[str, Any]:
    page.goto(address)
    found: dict[str, Any] = page.evaluate(TALK, [boxes, change])
    return found


def test_what_was_said_is_heard_with_what_stands_before_it(page: Page, script: str) -> None:
    heard = talk(page, script)

    assert heard["offer"] == {"kinds": ["HandoverOffered"], "notes": 2, "of": []}
    assert heard["answer"]["kinds"] == ["HandoverAccepted"]
    assert len(heard["answer"]["of"]) == 1
    assert heard["list"]


def test_a_large_handover_is_several_statements(page: Page, script: str) -> None:
    boxes = [f"16.08.05.{number}-TPS001-GUB" for number in range(2000, 2650)]
    heard = talk(page, script, boxes)

    assert len(heard["parts"]) > 2
    assert sum(heard["parts"]) == 650
    assert max(heard["parts"]) <= 300
    assert heard["offer"]["kinds"] == ["HandoverOffered"] * len(heard["parts"])


def test_a_message_for_something_else_or_of_another_ledger_is_named_so(
    page: Page, script: str
) -> None:
    assert talk(page, script)["crossed"] == "LetterError other-letter"
    assert talk(page, script)["elsewhere"] == "LetterError other-ledger"
    assert talk(page, script, charter="BBBB")["offer"] == "LetterError other-ledger"


@pytest.mark.parametrize(
    "change",
    [
        {"count": 13},
        {"to": "16.08.06/ppk"},
        {"list": "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="},
        {"leaves": []},
        {"leaves": ["47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="]},
        {"notes": ["x"]},
        {"notes": 1},
    ],
    ids=str,
)
def test_an_offer_that_says_other_than_its_notes_is_refused(
    page: Page, script: str, change: dict[str, Any]
) -> None:
    assert talk(page, script, **change)["offer"] == "LetterError bad-letter"


def test_an_answer_that_cites_another_offer_than_it_names_is_refused(
    page: Page, script: str
) -> None:
    assert talk(page, script, of=[])["answer"] == "LetterError bad-letter"


def test_a_signature_holds_is_of_an_unknown_key_or_is_false(page: Page, script: str) -> None:
    assert talk(page, script)["signed"] == ["holds", "unknown", "broken"]
