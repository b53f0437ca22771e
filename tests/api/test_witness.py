"""The witness over HTTP: every status of the specification, as a client sees it."""

import socket
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpx2
import pytest

from api.witness import BODY_BYTES_MAX, create_app
from ledger.tlog.addition import request
from ledger.tlog.checkpoint import Checkpoint
from ledger.tlog.cosignature import verify_cosignature
from ledger.tlog.errors import SignatureError
from ledger.tlog.note import Note, Signature, VerifierKey
from ledger.witness import found, opened, origin_hash, trust, verifier_of
from tests.support.grove import ORIGIN, Grove, key_of
from tests.support.server import PATIENCE, serving

NOW = 1_732_640_400
NAME = "saksi.bawaslu.example/w1"
KEY = verifier_of(key_of(NAME))
SECOND = key_of("segel.example/kunci-kedua")
LOG = Grove.grown(40)
FORK = LOG.fork(6, 40)
STANDS = 11
"""The size that the witness remembers in most cases; no power of two."""


@pytest.fixture
def http(tmp_path: Path) -> Iterator[httpx2.Client]:
    """A served witness that watches one log with two keys, and remembers nothing yet."""
    path = tmp_path / "saksi"
    found(path, key_of(NAME))
    trust(path, LOG.vkey, ORIGIN)
    trust(path, SECOND.verifier, ORIGIN)
    with (
        opened(path, lambda: NOW * 1000) as witness,
        serving(create_app(witness, lambda: NOW * 1000)) as address,
        httpx2.Client(base_url=address, timeout=PATIENCE) as client,
    ):
        yield client


def post(http: httpx2.Client, raw: bytes) -> httpx2.Response:
    return http.post("/add-checkpoint", content=raw)


def stand(http: httpx2.Client, size: int = STANDS) -> None:
    assert post(http, LOG.request(0, size)).status_code == 200


def check_cosigned(answer: httpx2.Response, raw_checkpoint: bytes) -> None:
    """Read the answer as the specification tells clients to: after the checkpoint, as one note."""
    assert answer.status_code == 200
    assert answer.text.startswith("— ")
    assert answer.text.endswith("\n")
    signed = Note.parse(raw_checkpoint + answer.content)
    assert verify_cosignature(signed, KEY).time == NOW


def signed_text(text: str) -> bytes:
    return LOG.key.sign(text).serialise()


def with_line(raw: bytes, line: Signature) -> bytes:
    return Note.parse(raw).with_signature(line).serialise()


def head(old: str, size: int = 12) -> bytes:
    """Return a request whose first line is spelled as told."""
    raw = LOG.request(STANDS, size)
    return old.encode() + raw[raw.index(b"\n") :]


BROKEN = Signature(SECOND.name, SECOND.verifier.id, bytes(64))
STRANGER = key_of("someone.example").signature(LOG.checkpoint(12).text())
TEXT = LOG.checkpoint(12).text()
PROOF = LOG.proof(STANDS, 12)

MALFORMED: dict[str, bytes] = {
    "nothing": b"",
    "no request": b"halo",
    "a checkpoint alone": LOG.signed(12),
    "no old line": LOG.request(STANDS, 12).partition(b"\n")[2],
    "old without a number": head("old"),
    "old with a sign": head("old +11"),
    "old with leading zeroes": head("old 011"),
    "old below zero": head("old -11"),
    "old with two spaces": head("old  11"),
    "old with a space behind": head("old 11 "),
    "old in capitals": head("OLD 11"),
    "old beyond any tree": head("old 9223372036854775808"),
    "old above the checkpoint": head("old 13"),
    "a line end of Windows": LOG.request(STANDS, 12).replace(b"\n", b"\r\n", 1),
    "64 proof lines": request(STANDS, [bytes(32)] * 64, LOG.signed(12)),
    "a proof line that is no base64": b"old 11\n!!!!\n\n" + LOG.signed(12),
    "a proof line of 31 bytes": request(STANDS, [bytes(31)], LOG.signed(12)),
    "a proof line of 33 bytes": request(STANDS, [bytes(33)], LOG.signed(12)),
    "no empty line": LOG.request(STANDS, 12).replace(b"\n\n", b"\n", 1),
    "no checkpoint": b"old 11\n\n",
    "a checkpoint without signatures": b"old 11\n\n" + TEXT.encode(),
    "a checkpoint without a root": request(STANDS, PROOF, signed_text(f"{ORIGIN}\n12\n")),
    "a checkpoint with a root of 1 byte": request(
        STANDS, PROOF, signed_text(f"{ORIGIN}\n12\nAA==\n")
    ),
    "a checkpoint of size 012": request(
        STANDS, PROOF, signed_text(TEXT.replace("\n12\n", "\n012\n"))
    ),
    "a checkpoint of size +12": request(
        STANDS, PROOF, signed_text(TEXT.replace("\n12\n", "\n+12\n"))
    ),
    "an empty extension line": request(STANDS, PROOF, signed_text(f"{TEXT}\n")),
    "bytes that are no text": request(STANDS, PROOF, LOG.signed(12) + b"\xff\n"),
    "no line end behind the last signature": LOG.request(STANDS, 12)[:-1],
}


@pytest.mark.parametrize("case", MALFORMED)
def test_400_for_what_is_out_of_form(http: httpx2.Client, case: str) -> None:
    stand(http)

    answer = post(http, MALFORMED[case])

    assert answer.status_code == 400
    assert "tidak berbentuk" in answer.text
    assert "not of the specified form" in answer.text
    assert len(remembered(http).text.split("\n")) == 7  # it stands where it stood


def remembered(http: httpx2.Client, origin: str = ORIGIN) -> httpx2.Response:
    return http.get(f"/{origin_hash(origin)}/checkpoint")


def test_404_for_a_log_that_it_does_not_know(http: httpx2.Client) -> None:
    assert post(http, Grove.grown(5, "other.example/log").request(0, 5)).status_code == 404


def test_404_even_where_a_known_key_signs_for_an_unknown_origin(http: httpx2.Client) -> None:
    text = Checkpoint("other.example/log", 5, LOG.root(5)).text()

    assert post(http, request(0, (), signed_text(text))).status_code == 404


UNSIGNED: dict[str, bytes] = {
    "a stranger's signature alone": Note(TEXT, (STRANGER,)).serialise(),
    "a signature over something else": LOG.signed(13).replace(
        LOG.checkpoint(13).text().encode(), TEXT.encode()
    ),
    "the log's name on a stranger's key": Note(TEXT, (STRANGER._replace(name=ORIGIN),)).serialise(),
    "a second known key's line that fails": with_line(LOG.signed(12), BROKEN),
    "the same key's second line that fails": with_line(
        LOG.signed(12), Signature(ORIGIN, LOG.vkey.id, bytes(64))
    ),
    "a signature cut short": Note(TEXT, (Signature(ORIGIN, LOG.vkey.id, bytes(63)),)).serialise(),
    "the witness' own cosignature alone": Note(
        TEXT, (Signature(NAME, KEY.id, bytes(72)),)
    ).serialise(),
}


@pytest.mark.parametrize("case", UNSIGNED)
def test_403_without_a_signature_of_the_log_that_holds(http: httpx2.Client, case: str) -> None:
    stand(http)

    assert post(http, request(STANDS, PROOF, UNSIGNED[case])).status_code == 403


@pytest.mark.parametrize(
    ("stands", "old", "size"),
    [(0, 3, 12), (0, 12, 12), (11, 0, 12), (11, 0, 11), (11, 5, 7), (11, 10, 12), (11, 12, 13)],
)
def test_409_with_the_size_that_it_remembers(
    http: httpx2.Client, stands: int, old: int, size: int
) -> None:
    if stands:
        stand(http, stands)

    answer = post(http, LOG.request(old, size))

    assert answer.status_code == 409
    assert answer.headers["Content-Type"] == "text/x.tlog.size"
    assert answer.content == f"{stands}\n".encode()


EMPTY = signed_text(Checkpoint(ORIGIN, 0, bytes(32)).text())

INCONSISTENT: dict[str, tuple[int, bytes]] = {
    "size 0 with a root": (0, request(0, (), EMPTY)),
    "a proof from nothing": (0, request(0, PROOF, LOG.signed(12))),
    "a proof from nothing to nothing": (0, request(0, PROOF, LOG.signed(0))),
    "no proof of growth": (11, request(11, (), LOG.signed(12))),
    "a proof too short": (11, request(11, PROOF[:-1], LOG.signed(12))),
    "a proof too long": (11, request(11, [*PROOF, bytes(32)], LOG.signed(12))),
    "a proof turned round": (11, request(11, PROOF[::-1], LOG.signed(12))),
    "a proof of another pair": (11, request(11, LOG.proof(10, 12), LOG.signed(12))),
    "a proof of nothing but zeroes": (11, request(11, [bytes(32)] * 4, LOG.signed(12))),
    "a fork that grows": (11, FORK.request(11, 20)),
    "a fork of the same size": (11, FORK.request(11, 11)),
    "a proof from a tree to itself": (11, request(11, PROOF, LOG.signed(11))),
}


@pytest.mark.parametrize("case", INCONSISTENT)
def test_422_for_what_does_not_go_on_from_there(http: httpx2.Client, case: str) -> None:
    stands, raw = INCONSISTENT[case]
    if stands:
        stand(http, stands)
    before = remembered(http)

    assert post(http, raw).status_code == 422
    assert remembered(http).content == before.content


@pytest.mark.parametrize(
    ("stands", "size"), [(0, 0), (0, 1), (0, 12), (11, 11), (11, 12), (8, 12), (8, 16), (11, 40)]
)
def test_200_with_a_cosignature_for_growth(http: httpx2.Client, stands: int, size: int) -> None:
    if stands:
        stand(http, stands)

    answer = post(http, LOG.request(stands, size))

    check_cosigned(answer, LOG.signed(size))
    assert remembered(http).text.startswith(LOG.checkpoint(size).text())


def test_200_for_the_other_key_and_with_lines_of_strangers(http: httpx2.Client) -> None:
    note = SECOND.sign(TEXT).with_signature(STRANGER)

    answer = post(http, request(0, (), note.serialise()))

    check_cosigned(answer, note.serialise())
    shown = Note.parse(remembered(http).content)
    assert [line.name for line in shown.signatures] == [SECOND.name, NAME]


def test_200_with_extension_lines_which_are_signed_along(http: httpx2.Client) -> None:
    raw = signed_text(f"{TEXT}sambungan 1\n")

    answer = post(http, request(0, (), raw))

    assert answer.status_code == 200
    value = Note.parse(raw + answer.content).signatures[-1].value
    time = int.from_bytes(value[:8], "big")
    message = f"cosignature/v1\ntime {time}\n{TEXT}sambungan 1\n"
    line = Signature(NAME, VerifierKey(NAME, 1, KEY.public).id, value[8:])
    VerifierKey(NAME, 1, KEY.public).verify(Note(message, (line,)))
    with pytest.raises(SignatureError):
        VerifierKey(NAME, 1, KEY.public).verify(Note(message + "x\n", (line,)))


def test_200_for_as_many_signatures_as_a_note_may_have(http: httpx2.Client) -> None:
    raw = LOG.signed(12)
    for number in range(99):
        raw = with_line(raw, Signature(f"saksi-{number}.example", b"abcd", bytes(2428)))

    assert post(http, request(0, (), raw)).status_code == 200


@pytest.mark.parametrize(
    ("raw", "status"),
    [
        (request(13, (), Note(TEXT, (STRANGER,)).serialise()), 400),  # before its signature
        (request(0, (), Note(TEXT, (STRANGER,)).serialise()), 403),  # before its size is told
        (request(0, PROOF, LOG.signed(12)), 409),  # before its proof
        (request(0, (), EMPTY), 409),
    ],
)
def test_the_checks_are_made_in_their_order(http: httpx2.Client, raw: bytes, status: int) -> None:
    stand(http)

    assert post(http, raw).status_code == status


def test_the_monitoring_address_knows_logs_that_were_cosigned_and_no_others(
    http: httpx2.Client,
) -> None:
    assert remembered(http).status_code == 404
    stand(http)
    shown = remembered(http)
    assert shown.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert Checkpoint.opened(shown.content, LOG.vkey) == LOG.checkpoint(STANDS)
    assert verify_cosignature(Note.parse(shown.content), KEY).time == NOW
    for path in (f"/{'0' * 64}/checkpoint", "/x/checkpoint", "/checkpoint", "/favicon.ico"):
        assert http.get(path).status_code == 404


def test_evidence_is_handed_out_byte_for_byte(http: httpx2.Client) -> None:
    stand(http)
    before = remembered(http).content
    post(http, FORK.request(11, 20))

    assert http.get("/evidence/1/kept").content == before
    assert http.get("/evidence/1/offered").content == FORK.signed(20)
    assert http.get("/evidence/1/request").content == FORK.request(11, 20)
    assert "attachment" in http.get("/evidence/1/offered").headers["Content-Disposition"]
    for path in (
        "/evidence/2/kept",
        "/evidence/x/kept",
        "/evidence/1/key",
        f"/evidence/{2**64}/kept",
    ):
        assert http.get(path).status_code == 404


def test_a_body_without_end_is_not_read_to_its_end(http: httpx2.Client) -> None:
    assert post(http, bytes(BODY_BYTES_MAX + 1)).status_code == 413

    def endless() -> Iterator[bytes]:
        for _ in range(BODY_BYTES_MAX // 65_536 + 1):
            yield bytes(65_536)

    assert http.post("/add-checkpoint", content=endless()).status_code == 413


def test_other_verbs_are_told_which_one_it_is(http: httpx2.Client) -> None:
    answer = http.get("/add-checkpoint")

    assert answer.status_code == 405
    assert answer.headers["Allow"] == "POST"


def test_connections_are_kept_and_nobody_sniffs(http: httpx2.Client) -> None:
    stand(http)
    answer = post(http, LOG.request(STANDS, 12))

    assert answer.headers.get("Connection", "keep-alive") == "keep-alive"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"


def test_whoever_goes_away_in_the_middle_disturbs_nobody(http: httpx2.Client) -> None:
    address = (http.base_url.host, http.base_url.port or 80)
    with socket.create_connection(address) as rude:
        rude.sendall(b"POST /add-checkpoint HTTP/1.1\r\nHost: x\r\nContent-Length: 900\r\n\r\nold")

    stand(http)


def test_a_witness_that_cannot_write_says_so_and_signs_nothing(
    http: httpx2.Client, tmp_path: Path
) -> None:
    stand(http)
    with closing(sqlite3.connect(tmp_path / "saksi" / "witness.db")) as other:
        other.execute("BEGIN IMMEDIATE")
        answer = post(http, LOG.request(STANDS, 12))
    assert answer.status_code == 503
    assert "tidak ada yang ditandatangani" in answer.text
    assert post(http, LOG.request(STANDS, 12)).status_code == 200
