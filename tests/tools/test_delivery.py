"""Notes are handed in over HTTP or directly, and a receipt is believed only with its proof."""

import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from api.app import open_app
from ledger.fingerprint import words
from tests.support.command import Place, device, place, segel
from tests.support.log_builder import LogBuilder, story


@pytest.fixture(name="made")
def _made(tmp_path: Path) -> Place:
    """Return a founded ledger."""
    return place(tmp_path)


@pytest.fixture(name="journal")
def _journal(made: Place) -> Path:
    """Return the folder of an enrolled device with three notes that wait."""
    journal = device(made, "16.08/kpu/gudang-01")
    for _ in range(3):
        segel("sign", journal, "--unread", '{"kind":"Coba"}')
    return journal


@contextmanager
def serving(directory: Path) -> Iterator[str]:
    """Serve a ledger on localhost."""
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        config = uvicorn.Config(open_app(directory), log_level="error", lifespan="on")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        address = f"http://127.0.0.1:{bound.getsockname()[1]}"
        (directory / "address").write_text(address, encoding="utf-8")
        yield address
        server.should_exit = True
        thread.join()


def receipts(journal: Path) -> list[int]:
    return [
        json.loads(path.read_text(encoding="utf-8"))["leaf_index"]
        for path in sorted(journal.glob("*.receipt"))
    ]


def test_a_journal_is_handed_in_whole_and_its_receipts_are_kept(made: Place, journal: Path) -> None:
    ran = segel("submit", made.ledger, journal)

    assert ran.status == 0, ran.out + ran.err
    assert receipts(journal) == [2, 3, 4]
    assert segel("submit", made.ledger, journal).out == ""
    assert segel("verify", made.ledger).status == 0


def test_the_next_note_cites_the_checkpoint_of_the_receipt(made: Place, journal: Path) -> None:
    segel("submit", made.ledger, journal)

    note = Path(segel("sign", journal, "--unread", '{"kind":"Coba"}').out.strip())

    assert note.read_text(encoding="utf-8").splitlines()[4].startswith("5 ")


def test_a_server_takes_the_same_notes_once(made: Place, journal: Path) -> None:
    with serving(made.ledger) as address:
        first = segel("submit", address, journal, "--charter", made.fingerprint)
        notes = sorted(journal.glob("*.note"))
        again = segel("submit", address, *notes)
        verified = segel("verify", address, "--charter", made.fingerprint)
        held = segel("submit", made.ledger, *notes)
        (made.ledger / "address").unlink()
        lost = segel("submit", made.ledger, *notes)

    assert (first.status, again.status, verified.status, held.status) == (0, 0, 0, 0)
    assert receipts(journal) == [2, 3, 4]
    assert lost.status == 2
    assert "address" in lost.err
    assert "5 entri" in verified.out


def test_what_can_never_be_taken_and_what_may_be_later_are_told_apart(
    made: Place, journal: Path
) -> None:
    notes = sorted(journal.glob("*.note"))
    ahead = segel("submit", made.ledger, notes[2])
    notes[0].write_bytes(notes[0].read_bytes().replace(b"Coba", b"Cobi"))
    forged = segel("submit", made.ledger, notes[0])

    assert (ahead.status, forged.status) == (3, 1)
    assert "again later" in ahead.out
    assert "refused" in forged.out
    assert receipts(journal) == []


def test_a_server_of_another_ledger_gets_nothing(made: Place, journal: Path) -> None:
    other = words(LogBuilder().leaves[0][::-1])

    ran = segel("submit", made.ledger, journal, "--charter", other)

    assert ran.status == 1
    assert "another ledger" in ran.err
    assert receipts(journal) == []


def test_without_a_server_the_notes_stay(journal: Path) -> None:
    ran = segel("submit", "http://127.0.0.1:9", journal)

    assert ran.status == 3
    assert receipts(journal) == []


def test_a_directory_without_a_ledger_is_said_so(journal: Path, tmp_path: Path) -> None:
    ran = segel("submit", tmp_path, journal)

    assert ran.status == 1
    assert "no ledger" in ran.err


class _Liar(BaseHTTPRequestHandler):
    """Shows a real log, and gives the receipt of another note."""

    folder: Path
    answer: bytes

    def do_GET(self) -> None:
        path = self.folder / self.path.removeprefix("/log/")
        self._send(path.read_bytes() if path.is_file() else None)

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self._send(self.answer)

    def _send(self, raw: bytes | None) -> None:
        self.send_response(404 if raw is None else 200)
        self.end_headers()
        self.wfile.write(raw or b"")

    def log_message(self, *args: Any) -> None:
        del args


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        ({"results": [{"status": 201, "receipt": {}}]}, 1),
        ({"results": [{"status": 201, "receipt": {"leaf_index": 3, "inclusion": []}}]}, 1),
        ({"results": []}, 3),
        ({"results": [7]}, 3),
        ({"title": "penuh"}, 3),
        ("bukan hasil", 3),
    ],
)
def test_no_answer_of_a_liar_is_taken_for_a_receipt(
    journal: Path, tmp_path: Path, answer: object, status: int
) -> None:
    log = story()
    if isinstance(answer, dict) and "leaf_index" in str(answer):
        answer["results"][0]["receipt"]["checkpoint"] = log.checkpoints[-1][1].decode()
    _Liar.folder = log.publish(tmp_path / "liar")
    _Liar.answer = json.dumps(answer).encode()
    note = min(journal.glob("*.note"))
    with ThreadingHTTPServer(("127.0.0.1", 0), _Liar) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        ran = segel("submit", f"http://127.0.0.1:{server.server_port}", note)
        server.shutdown()
        thread.join()

    assert ran.status == status, ran.out + ran.err
    assert receipts(journal) == []
