"""`POST /entries` over real HTTP against a real file: receipts, refusals, and nothing lost."""

import copy
import gzip
import json
import socket
from base64 import b64decode
from collections.abc import Callable

import httpx2
import msgspec
import pytest

from ledger.evidence import Evidence
from ledger.journal import EVIDENCE, REGISTER, Entry
from ledger.tlog import tree
from ledger.tlog.checkpoint import Checkpoint
from ledger.tlog.text import to_base64
from tests.support.device import Device
from tests.support.server import Desk

HELLO: dict[str, object] = {"kind": "Halo", "at": "2024-11-25T08:00:00.000+07:00"}
VISIT: dict[str, object] = {
    "kind": "VisitorReported",
    "at": "2024-11-25T08:01:02.345+07:00",
    "place": "16.08/GDG-01",
    "visitor": {"sd": to_base64(bytes(32)), "class": "pribadi"},
    "purpose": "tamu",
}
JSON = {"Content-Type": "application/json"}


def refused(answer: httpx2.Response, status: int, slug: str, retry: str = "never") -> None:
    """Demand one problem, and that it is a whole problem document."""
    problem = answer.json()
    assert (answer.status_code, problem["type"]) == (status, f"/problems/{slug}")
    assert answer.headers["content-type"] == "application/problem+json"
    assert (problem["status"], problem["retry"]) == (status, retry)
    assert problem["title"]
    assert problem["detail"]
    assert "Traceback" not in answer.text


def test_one_note_gets_a_receipt_that_can_be_checked(counter: Desk) -> None:
    (guard,) = counter.place.enrols("16.08/kpu/gudang-01")
    counter.place.shows(guard)
    counter.place.enrols("16.08/kpu/gudang-02")

    answer = counter.hands_in(guard.says(VISIT))

    assert (answer.status_code, answer.headers["location"]) == (201, "/proofs/3")
    receipt = answer.json()["receipt"]
    log = counter.place.founders.charter.log
    seen = Checkpoint.opened(receipt["checkpoint"].encode(), log)
    leaf = b64decode(receipt["leaf_hash"])
    path = [b64decode(one) for one in receipt["inclusion"]]
    grown = [b64decode(one) for one in receipt["consistency"]]
    tree.verify_inclusion(leaf, receipt["leaf_index"], seen.size, path, seen.root)
    tree.verify_consistency(guard.size, seen.size, grown, guard.root, seen.root)
    assert leaf == guard.head


def test_a_note_handed_in_again_gets_the_same_receipt(counter: Desk) -> None:
    (guard,) = counter.place.enrols("16.08/kpu/gudang-01")
    note = guard.says(HELLO)

    first = counter.hands_in(note)
    counter.hands_in(guard.says(HELLO))
    second = counter.hands_in(note)
    third = counter.hands_in_all(note).json()["results"][0]

    assert (first.status_code, second.status_code, third.pop("status")) == (201, 200, 200)
    assert first.json() == second.json() == third


def test_a_whole_outbox_is_answered_note_by_note(counter: Desk) -> None:
    guard, other = counter.place.enrols("16.08/kpu/gudang-01", "16.08/kpu/gudang-02")
    notes = [guard.says(VISIT), other.says(HELLO), guard.says(VISIT)]
    broken = notes[1].replace(b"Halo", b"Hola")

    answer = counter.hands_in_all(notes[0], broken, notes[0], notes[2])

    results = answer.json()["results"]
    assert answer.status_code == 200
    assert [result["status"] for result in results] == [201, 422, 200, 201]
    assert results[0]["receipt"] == results[2]["receipt"]
    assert results[1]["type"] == "/problems/bad-signature"
    assert [result.get("understood") for result in results] == [True, None, True, True]


def test_a_body_that_is_not_understood_is_kept_all_the_same(counter: Desk) -> None:
    (guard,) = counter.place.enrols("16.08/kpu/gudang-01")
    bodies: list[dict[str, object] | str] = [
        HELLO,
        '{"kind": "VisitorReported"}',
        VISIT | {"place": 7},
        VISIT | {"colour": "biru"},
        "bukan JSON",
    ]

    answers = [counter.hands_in(guard.says(body)) for body in bodies]

    told = [(answer.json()["understood"], answer.json()["reason"]) for answer in answers]
    assert [answer.status_code for answer in answers] == [201] * 5
    assert told == [
        (False, "unknown-kind"),
        (False, "form"),
        (False, "fields"),
        (True, None),
        (False, "not-json"),
    ]
    assert answers[3].json()["unknown_fields"] == ["colour"]


def test_the_first_copy_comes_back_where_another_copy_was_handed_in(counter: Desk) -> None:
    """Ed25519 signs one text once; a later hardware key of the same name will not."""
    (guard,) = counter.place.enrols("16.08/kpu/gudang-01")
    note = guard.says(HELLO)

    assert "note" not in counter.hands_in(note).json()["receipt"]


def test_a_charter_handed_in_is_refused_like_any_other_kind(counter: Desk) -> None:
    refused(counter.hands_in(counter.place.founders.note), 400, "malformed")


def spare_bits(note: bytes) -> bytes:
    """Spell the previous leaf hash another way: bits that no byte needs are set."""
    lines = note.split(b"\n")
    lines[3] = lines[3][:-2] + bytes([lines[3][-2] + 1]) + b"="
    return b"\n".join(lines)


SPOILT: dict[str, tuple[Callable[[bytes], bytes], int, str]] = {
    "not UTF-8": (lambda note: note.replace(b"Halo", b"H\xe4lo"), 400, "not-utf8"),
    "UTF-16": (lambda note: note.decode().encode("utf-16"), 400, "not-utf8"),
    "a byte order mark": (lambda note: b"\xef\xbb\xbf" + note, 400, "malformed"),
    "no signature": (lambda note: note.split(b"\n\n")[0] + b"\n\n", 400, "malformed"),
    "no blank line": (lambda note: note.replace(b"\n\n", b"\n"), 400, "malformed"),
    "two signatures": (lambda note: note + note.split(b"\n\n")[1], 400, "malformed"),
    "changed text": (lambda note: note.replace(b"Halo", b"Hola"), 422, "bad-signature"),
    "a tab": (lambda note: note.replace(b"Halo", b"Ha\tlo"), 400, "malformed"),
    "a NUL": (lambda note: note.replace(b"Halo", b"Ha\0lo"), 400, "malformed"),
    "a carriage return": (lambda note: note.replace(b"\n", b"\r\n"), 400, "malformed"),
    "oversize": (lambda note: note.replace(b"Halo", b"H" * 32_768), 413, "oversize"),
    "a number with a zero": (lambda note: note.replace(b"-01 0\n", b"-01 00\n"), 400, "malformed"),
    "a number with a sign": (lambda note: note.replace(b"-01 0\n", b"-01 +0\n"), 400, "malformed"),
    "a size with a zero": (lambda note: note.replace(b"\n0 ", b"\n00 "), 400, "malformed"),
    "base64 without padding": (lambda note: note.replace(b"=\n", b"\n", 1), 400, "malformed"),
    "base64 with spare bits": (spare_bits, 400, "malformed"),
    "cut short": (lambda note: note[:-20], 400, "malformed"),
    "empty": (lambda _: b"", 400, "malformed"),
    "an unknown kind of note": (lambda note: note.replace(b"/v1", b"/v2", 1), 400, "malformed"),
}


@pytest.mark.parametrize("fault", SPOILT)
def test_what_is_not_authentic_is_refused_and_leaves_no_trace(counter: Desk, fault: str) -> None:
    spoil, status, slug = SPOILT[fault]
    (guard,) = counter.place.enrols("16.08/kpu/gudang-01")
    note = guard.says(HELLO)
    size = counter.place.ledger.tree.size

    refused(counter.hands_in(spoil(note)), status, slug)

    assert counter.place.ledger.tree.size == size
    assert counter.hands_in(note).status_code == 201


def test_another_persons_signature_is_refused(counter: Desk) -> None:
    guard, other = counter.place.enrols("16.08/kpu/gudang-01", "16.08/kpu/gudang-02")
    text = Entry.parse(guard.says(HELLO)).text

    refused(counter.hands_in(other.key.sign(text).serialise()), 422, "bad-signature")


def test_a_wrong_key_under_the_right_name_is_refused(counter: Desk) -> None:
    (guard,) = counter.place.enrols("16.08/kpu/gudang-01")
    thief = type(guard.key).from_seed(guard.name, bytes(32))
    text = Entry.parse(guard.says(HELLO)).text

    refused(counter.hands_in(thief.sign(text).serialise()), 422, "bad-signature")


def test_a_note_for_another_log_is_refused(counter: Desk) -> None:
    (guard,) = counter.place.enrols("16.08/kpu/gudang-01")
    guard.origin = "segel.example/16.08/pilkada-2024"

    refused(counter.hands_in(guard.says(HELLO)), 422, "wrong-origin")


def test_an_unknown_journal_may_try_the_same_bytes_again(counter: Desk) -> None:
    guard = Device.named("16.08/kpu/gudang-01")
    enrolment = counter.place.founders.enrol(guard)
    note = guard.says(HELLO)

    refused(counter.hands_in(note), 404, "unknown-journal", "same-bytes")
    assert counter.hands_in(enrolment).status_code == 201
    assert counter.hands_in(note).status_code == 201


def test_a_gap_is_told_the_number_that_is_expected(counter: Desk) -> None:
    (guard,) = counter.place.enrols("16.08/kpu/gudang-01")
    notes = [guard.says(HELLO) for _ in range(3)]
    counter.hands_in(notes[0])

    answer = counter.hands_in(notes[2])

    refused(answer, 409, "ahead", "same-bytes")
    assert answer.json()["expected"] == 1
    results = counter.hands_in_all(notes[1], notes[2]).json()["results"]
    assert [result["status"] for result in results] == [201, 201]


def test_other_text_under_a_used_number_is_refused_and_filed(counter: Desk) -> None:
    (guard,) = counter.place.enrols("16.08/kpu/gudang-01")
    twin = copy.copy(guard)
    counter.hands_in(guard.says(HELLO))
    lie = twin.says(VISIT)

    refused(counter.hands_in(lie), 409, "equivocation")

    assert filed(counter) == [lie]


def test_a_wrong_predecessor_is_refused_and_filed(counter: Desk) -> None:
    (guard,) = counter.place.enrols("16.08/kpu/gudang-01")
    guard.head = bytes(32)
    note = guard.says(HELLO)

    refused(counter.hands_in(note), 409, "broken-chain")

    assert filed(counter) == [note]


def test_a_number_that_the_journal_was_resumed_beyond_is_refused(counter: Desk) -> None:
    (guard,) = counter.place.enrols("16.08/kpu/gudang-01")
    missing = guard.says(HELLO)
    line = f"resume {guard.name} at {guard.sequence} after {to_base64(guard.head)}"
    counter.hands_in(counter.place.founders.registrars[0].registers(line))

    refused(counter.hands_in(missing), 409, "passed-number")


def test_a_revoked_journal_is_refused_and_filed(counter: Desk) -> None:
    (guard,) = counter.place.enrols("16.08/kpu/gudang-01")
    counter.hands_in(guard.says(HELLO))
    stolen = guard.says(HELLO)
    counter.hands_in(counter.place.founders.registrars[2].registers(f"revoke {guard.name} after 0"))

    refused(counter.hands_in(stolen), 403, "revoked")

    assert filed(counter) == [stolen]


def test_a_checkpoint_that_never_was_disputes_the_log(counter: Desk) -> None:
    (guard,) = counter.place.enrols("16.08/kpu/gudang-01")
    guard.sees(2, bytes(32))
    note = guard.says(HELLO)

    refused(counter.hands_in(note), 503, "log-disputed", "same-bytes")

    assert filed(counter) == [note]


def test_our_own_signature_under_another_tree_stops_the_log(counter: Desk) -> None:
    (guard,) = counter.place.enrols("16.08/kpu/gudang-01")
    forged = Checkpoint(counter.place.founders.charter.origin, 2, bytes(32)).text()
    proof = counter.place.founders.log.sign(forged).serialise().decode()
    size = counter.place.ledger.tree.size

    answer = counter.hands_in_all(guard.says(HELLO), checkpoints=[proof])

    refused(answer, 503, "log-disputed", "same-bytes")
    assert counter.place.ledger.tree.size == size
    assert counter.http.get("/log/checkpoint").is_success


def test_true_and_foreign_checkpoints_stop_nothing(counter: Desk) -> None:
    (guard,) = counter.place.enrols("16.08/kpu/gudang-01")
    held = counter.http.get("/log/checkpoint").text

    answer = counter.hands_in_all(guard.says(HELLO), checkpoints=[held, "bukan titik periksa"])

    assert answer.json()["results"][0]["status"] == 201
    assert [one["status"] for one in answer.json()["checkpoints"]] == [200, 400]


def test_a_void_register_line_is_kept_does_nothing_and_is_a_finding(counter: Desk) -> None:
    (guard,) = counter.place.enrols("16.08/kpu/gudang-01")
    note = counter.place.founders.registrars[0].writes(REGISTER, f"{guard.enrol_line()}\n")

    kept = counter.hands_in(note)
    found = counter.http.get("/findings", params={"after": 2, "rule": "R28"}).json()["findings"]

    assert (kept.status_code, kept.json()["receipt"]["leaf_index"]) == (201, 2)
    assert [(one["subject"], one["evidence"]) for one in found] == [("16.08/kpu", [2])]
    assert counter.hands_in(guard.says(HELLO)).status_code == 201


def test_half_a_surrogate_pair_spoils_its_own_note_only(counter: Desk) -> None:
    (guard,) = counter.place.enrols("16.08/kpu/gudang-01")
    notes = json.dumps({"notes": ["\ud800", guard.says(HELLO).decode()]})

    answer = counter.http.post("/entries", content=notes, headers=JSON)

    assert [one["status"] for one in answer.json()["results"]] == [400, 201]
    assert answer.json()["results"][0]["type"] == "/problems/not-utf8"


def test_members_of_a_newer_app_are_left_alone(counter: Desk) -> None:
    (guard,) = counter.place.enrols("16.08/kpu/gudang-01")

    assert counter.hands_in_all(guard.says(HELLO), weather="rain").is_success


def test_more_notes_than_one_request_may_hold_are_refused_whole(counter: Desk) -> None:
    (guard,) = counter.place.enrols("16.08/kpu/gudang-01")
    note = guard.says(HELLO)

    refused(counter.hands_in_all(*[note] * 1001), 413, "oversize")

    assert counter.place.ledger.journal(guard.name) is None
    assert counter.hands_in_all(*[note] * 1000).is_success


@pytest.mark.parametrize("is_chunked", [False, True])
def test_a_request_over_four_mebibytes_is_refused(counter: Desk, is_chunked: bool) -> None:
    body = b" " * (4 * 1024 * 1024 + 1)
    content = (part for part in (body[:-1], body[-1:])) if is_chunked else body
    try:
        refused(counter.http.post("/entries", content=content, headers=JSON), 413, "oversize")
    except httpx2.WriteError:
        pytest.fail("the connection was closed before the answer was read")


def test_an_outbox_may_come_compressed(counter: Desk) -> None:
    (guard,) = counter.place.enrols("16.08/kpu/gudang-01")
    notes = [guard.says({"kind": "Halo"}).decode() for _ in range(3)]
    body = gzip.compress(msgspec.json.encode({"notes": notes}))

    answer = counter.http.post(
        "/entries", content=body, headers=JSON | {"Content-Encoding": "gzip"}
    )

    assert [result["status"] for result in answer.json()["results"]] == [201] * 3


@pytest.mark.parametrize(
    "headers",
    [
        {"Content-Type": "application/octet-stream"},
        {"Content-Type": "text/html"},
        {"Content-Type": "text/plain; charset=latin-1"},
        {"Content-Type": "text/plain", "Content-Encoding": "br"},
        {"Content-Type": ""},
    ],
)
def test_another_type_of_body_is_refused(counter: Desk, headers: dict[str, str]) -> None:
    refused(counter.http.post("/entries", content=b"x", headers=headers), 415, "media-type")


def test_a_body_in_pieces_is_put_together(counter: Desk) -> None:
    (guard,) = counter.place.enrols("16.08/kpu/gudang-01")
    note = guard.says(HELLO)
    pieces = (note[at : at + 100] for at in range(0, len(note), 100))
    headers = {"Content-Type": "text/plain"}

    assert counter.http.post("/entries", content=pieces, headers=headers).status_code == 201


def test_a_sender_who_goes_away_in_mid_body_leaves_no_trace(counter: Desk) -> None:
    (guard,) = counter.place.enrols("16.08/kpu/gudang-01")
    note = guard.says(HELLO)
    host, port = counter.address.removeprefix("http://").split(":")
    head = f"POST /entries HTTP/1.1\r\nHost: {host}\r\nContent-Type: text/plain\r\n"
    with socket.create_connection((host, int(port))) as connection:
        connection.sendall(f"{head}Content-Length: {len(note)}\r\n\r\n".encode() + note[:-1])

    assert counter.hands_in(note).status_code == 201


def test_receipts_are_plain_json(counter: Desk) -> None:
    (guard,) = counter.place.enrols("16.08/kpu/gudang-01")

    answer = counter.hands_in(guard.says(HELLO))

    assert answer.headers["content-type"] == "application/json"
    assert msgspec.json.decode(answer.content)["receipt"]["leaf_index"] == 2


def filed(counter: Desk) -> list[bytes]:
    rows = counter.place.ledger.tree.entries(0, 1000)
    bodies = [Entry.parse(row.note).body for row in rows if row.topic == EVIDENCE]
    return [Evidence.parse(body).note for body in bodies]
