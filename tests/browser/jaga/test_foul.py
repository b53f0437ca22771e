"""Whatever others write, the app opens, a guard can sign, and nothing of it is just believed."""

import json
from base64 import b64encode
from typing import Any

import pytest
from playwright.sync_api import Route, expect

from ledger.tlog.text import to_base64
from ledger.tlog.tree import leaf_hash
from tests.support.device import Device
from tests.support.errand import Errand
from tests.support.exchange import hears
from tests.support.gate import Gate
from tests.support.handset import SEAT, Handset

pytestmark = pytest.mark.browser

AT = "2026-11-20T08:00:00+07:00"
STORE = SEAT["place"]
BOX = "16.08.05.2003-TPS001-GUB"

LEARN = """async ([charter, value]) => {
  const { openJournal } = await import("/modules/journal.js");
  const at = new Date().toISOString();
  await (await openJournal(charter)).learn({ post: { at, leaf_index: 1, value } });
}"""

BOXES = """async (charter) => {
  const [{ openJournal }, { foldPost }] = await Promise.all(
    ["journal", "jaga/post"].map((name) => import(`/modules/${name}.js`)));
  const journal = await openJournal(charter);
  const post = foldPost({ entries: await journal.entries(), carried: await journal.carried() });
  return [...post.boxes.keys()];
}"""

NOTES: dict[str, str | dict[str, object]] = {
    "no JSON": '{"kind":',
    "a kind that every object has": {"kind": "constructor", "at": AT},
    "no kind": {"kind": {"toString": 1}, "at": AT},
    "a time that is a number": {"kind": "VisitorReported", "at": 5, "place": STORE},
    "boxes that are no list": {"kind": "HandoverOffered", "at": AT, "boxes": 5, "to": "x"},
    "a box that is nothing": {"kind": "SealVerified", "at": AT, "boxes": [None]},
    "a box without its seals": {"kind": "SealApplied", "at": AT, "boxes": [BOX]},
    "seals that are no list": {"kind": "SealBroken", "at": AT, "boxes": [{"box": BOX, "seals": 1}]},
    "a box without a name": {"kind": "ItemRegistered", "at": AT, "items": [{"alias": "x"}]},
    "a receiver that is no text": {
        "kind": "HandoverOffered",
        "at": AT,
        "consignment": "K1",
        "to": {"toString": 1},
        "boxes": [BOX],
        "count": 1,
    },
    "a relief for nobody": {
        "kind": "ShiftHandedOver",
        "at": AT,
        "post": STORE,
        "from": "regu-9",
        "to": {"_$litType$": 1, "strings": ["<b>"], "values": []},
    },
}

ANSWERS: dict[str, Any] = {
    "nothing": None,
    "boxes that are no list": {"post": STORE, "boxes": 5},
    "a box that is nothing": {"post": STORE, "boxes": [None]},
    "a consignment without its lots": {"post": STORE, "consignments": [{"consignment": "K1"}]},
    "nobody inside": {"post": STORE, "inside": None},
    "a visit for no purpose": {"post": STORE, "inside": [{"visit": "x", "purpose": None}]},
    "a visit that is no object": {"post": STORE, "inside": [5]},
    "a time that is a number": {"post": STORE, "inside": [{"visit": "x", "granted_at": 5}]},
    "a team that is nothing": {"post": STORE, "watch": {"teams": [None]}},
    "a team without a name": {
        "post": STORE,
        "watch": {"teams": [{"team": {"toString": 1}, "unit": "x", "since": 5}]},
    },
    "names that are no texts": {"post": STORE, "places": {STORE: {"toString": 1}}},
    "a person without roles": {"post": STORE, "persons": {"p": {"roles": 5}}},
    "seals issued to nobody": {"post": STORE, "issued": [{"ranges": 5, "seals": None}]},
}

PROBLEMS = (
    "<!doctype html>",
    "null",
    '{"type": 5}',
    '{"type": "/problems/constructor", "title": {"toString": 1}}',
    '{"results": null}',
    '{"results": [{"type": "constructor", "retry": "same-bytes"}]}',
    '{"results": [{"type": {"toString": 1}, "retry": "same-bytes", "title": {}}]}',
)


def test_strangers_notes_keep_nobody_from_the_app(handset: Handset) -> None:
    handset.loses_the_network()
    stranger = Device.named("16.08/kpu/asing")
    Errand(handset).carries(*(stranger.says(body) for body in NOTES.values()))

    handset.page.reload()

    expect(handset.page.locator("#boot")).to_have_count(0)
    gate = Gate(handset)
    gate.lets_in("Siti Aminah")
    for screen in ("serah", "serah/beri", "regu", "segel", "pindah", "antrean", "jaga"):
        handset.goes(screen)
        expect(handset.page.locator("#screen fieldset.bare > *").first).to_be_attached()
        expect(handset.problem).to_have_count(0)
    expect(gate.row("Siti Aminah")).to_be_visible()


def test_what_a_server_told_keeps_nobody_from_the_app(handset: Handset) -> None:
    handset.loses_the_network()
    charter = handset.place.ledger.fingerprint()
    for name, value in ANSWERS.items():
        handset.page.evaluate(LEARN, [charter, value])
        handset.page.reload()
        expect(handset.page.locator("#inside"), name).to_be_visible()
        expect(handset.problem).to_have_count(0)

    Gate(handset).lets_in("Siti Aminah")


@pytest.mark.parametrize("told", ["5", '{"as_of": 3, "boxes": 5}', '{"as_of": {}, "boxes": []}'])
def test_a_foul_answer_is_not_kept(handset: Handset, told: str) -> None:
    handset.page.route("**/posts/**", lambda route: route.fulfill(body=told))
    handset.page.reload()
    with handset.page.expect_response("**/posts/**"):
        handset.goes("jaga")
    Gate(handset).lets_in("Siti Aminah")
    expect(handset.problem).to_have_count(0)
    expect(handset.page.get_by_text("Menurut server")).to_have_count(0)


def test_a_problem_of_any_form_leaves_the_app_as_it_is(handset: Handset) -> None:
    told = iter(PROBLEMS)
    handset.page.route("**/entries", lambda route: route.fulfill(body=next(told, "")))
    for _ in PROBLEMS:
        with handset.page.expect_response("**/entries"):
            Errand(handset).says("halo")
        handset.goes("antrean")
        expect(handset.page.locator("#waiting li").first).to_be_visible()
        handset.goes("jaga")
        expect(handset.page.locator("#inside")).to_be_visible()


def test_a_passed_number_that_is_not_refused_is_not_asked_for_without_end(
    handset: Handset,
) -> None:
    asked = []
    told = '{"results": [{"type": "/problems/passed-number", "retry": "same-bytes"}]}'

    def answer(route: Route) -> None:
        asked.append(route)
        route.fulfill(body=told)

    handset.page.route("**/entries", answer)
    Errand(handset).says("halo")
    handset.goes("antrean")
    expect(handset.page.get_by_text("Dicoba lagi")).to_be_visible()  # for now it has given up
    assert 0 < len(asked) < 4


def test_a_strangers_code_proves_no_key_and_names_no_visitor(handset: Handset) -> None:
    handset.loses_the_network()
    gate = Gate(handset)
    gate.lets_in("Siti Aminah")
    (visit, _) = handset.leaves()
    stranger = Device.named("16.08/polres/regu-9")
    claim = stranger.registers(stranger.enrol_line())
    other = "A" * 43 + "="
    body = {"kind": "ShiftHandedOver", "at": AT, "post": STORE, "from": "regu-9", "to": "regu-1"}
    seals = [{"box": BOX, "seals": ["tag_qr:PALSU"]}]
    sealed = stranger.says({"kind": "SealApplied", "at": AT, "place": STORE, "boxes": seals})
    note = stranger.says({**body, "inside": [visit, other]})
    letter = {
        "v": 1,
        "type": "watch",
        "charter": handset.place.ledger.fingerprint(),
        "leaves": [to_base64(leaf_hash(note))],
        "notes": [claim.decode(), sealed.decode(), note.decode()],
        "names": [[visit, "Palsu", "", ""], [other, "Budi", "", ""], ["x", "Cici", "", ""]],
    }
    text = (
        "segel:"
        + b64encode(json.dumps(letter, ensure_ascii=False, separators=(",", ":")).encode()).decode()
    )

    for _ in range(2):  # the second time its own claim has been carried
        handset.goes("regu/terima")
        hears(handset, text)
        expect(handset.page.get_by_text("belum dapat diperiksa")).to_be_visible()
        handset.goes("jaga")

    expect(gate.row("Siti Aminah")).to_be_visible()
    assert handset.page.evaluate(BOXES, handset.place.ledger.fingerprint()) == []
    names = gate.remembers()
    assert {one["name"] for one in names.values()} == {"Siti Aminah", "Budi"}
