"""Notes are handed in over HTTP or directly, and a receipt is believed only with its proof."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from api.app import open_app
from ledger.fingerprint import words
from ledger.journal import STATEMENT
from ledger.tlog.text import to_base64
from ledger.tlog.tree import prove_consistency, prove_inclusion
from tests.support.command import Place, Ran, device, place, segel
from tests.support.log_builder import LogBuilder, story
from tests.support.server import serving
from tools.delivery import deliver, door_of, trusted
from tools.logbook import Logbook
from tools.verify import Trust


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
def served(directory: Path) -> Iterator[str]:
    """Serve a ledger on localhost, and say in its directory where."""
    with serving(open_app(directory)) as address:
        (directory / "address").write_text(address, encoding="utf-8")
        yield address


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
    with served(made.ledger) as address:
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


def test_many_large_notes_come_in_requests_that_a_server_takes(made: Place, journal: Path) -> None:
    quotes = '{"kind":"Coba","x":"' + 15_000 * '\\"' + '"}\n'
    for _ in range(80):
        Logbook(journal).sign(STATEMENT, quotes)

    with served(made.ledger) as address:
        ran = segel("submit", address, journal)

    assert ran.status == 0, ran.out + ran.err
    assert len(receipts(journal)) == 83


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


def test_a_folder_is_delivered_without_a_word_where_all_is_well(
    made: Place, journal: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told: list[int] = []

    with door_of(str(made.ledger)) as door:
        log = trusted(door.charter(), Trust())
        statuses = [deliver(door, log, journal, told.append) for _ in range(2)]

    assert (statuses, told) == ([0, 0], [3])
    assert receipts(journal) == [2, 3, 4]
    assert capsys.readouterr().out == ""


def test_the_door_says_where_it_leads(made: Place) -> None:
    with door_of(str(made.ledger)) as here:
        assert here.address is None
    with served(made.ledger) as address, door_of(str(made.ledger)) as there:
        assert there.address == address


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

    ran = handed_to_a_liar(log, min(journal.glob("*.note")), tmp_path, answer)

    assert ran.status == status, ran.out + ran.err
    assert receipts(journal) == []


def test_a_true_receipt_of_another_note_is_none_of_ours(journal: Path, tmp_path: Path) -> None:
    log = story()
    answer = true_receipt(log, 3) | {"note": log.entries[3].decode()}

    ran = handed_to_a_liar(
        log, min(journal.glob("*.note")), tmp_path, {"results": [{"receipt": answer}]}
    )

    assert ran.status == 1
    assert "another note" in ran.out
    assert receipts(journal) == []


@pytest.mark.parametrize(("is_true", "status"), [(True, 0), (False, 1)])
def test_a_log_must_have_grown_from_what_the_note_cites(
    tmp_path: Path, is_true: bool, status: int
) -> None:
    log = story()
    (phone,) = log.enrol("16.08/kpu/gudang-09")
    phone.sees(3, log.checkpoint(3).root if is_true else bytes(32))
    note = tmp_path / "9.note"
    note.write_bytes(phone.says({"kind": "Halo"}))
    index = log.add(note.read_bytes())
    log.sign()

    answer = {"results": [{"receipt": true_receipt(log, index, since=3)}]}
    ran = handed_to_a_liar(log, note, tmp_path, answer)

    assert ran.status == status, ran.out
    assert is_true or "leads to another root" in ran.out


@pytest.mark.parametrize("is_true", [True, False])
def test_a_second_root_for_the_size_that_is_held_is_no_receipt(
    made: Place, journal: Path, is_true: bool
) -> None:
    log = LogBuilder()
    log.add(*(row.read_bytes() for row in sorted(journal.glob("*.note"))))
    held = log.checkpoint() if is_true else replace(log.checkpoint(), root=bytes(32))
    Logbook(journal).see(log.founders.log.sign(held.text()).serialise())
    log.sign()

    answer = {"results": [{"receipt": true_receipt(log, 1)}]}
    ran = handed_to_a_liar(log, min(journal.glob("*.note")), made.ledger, answer)

    assert ran.status == (0 if is_true else 1), ran.out
    assert is_true or "two roots" in ran.out


def true_receipt(log: LogBuilder, index: int, since: int = 0) -> dict[str, object]:
    """Return what an honest server says of a leaf."""
    node = log.subtrees.node
    return {
        "leaf_index": index,
        "checkpoint": log.checkpoints[-1][1].decode(),
        "inclusion": [to_base64(each) for each in prove_inclusion(index, log.size, node)],
        "consistency": [to_base64(each) for each in prove_consistency(since, log.size, node)],
    }


def handed_to_a_liar(log: LogBuilder, note: Path, folder: Path, answer: object) -> Ran:
    """Hand a note in at a server that shows a log and answers something."""
    _Liar.folder = log.publish(folder / "liar")
    _Liar.answer = json.dumps(answer).encode()
    with ThreadingHTTPServer(("127.0.0.1", 0), _Liar) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        ran = segel("submit", f"http://127.0.0.1:{server.server_port}", note)
        server.shutdown()
        thread.join()
    return ran
