"""The whole server through misfortune: held, full, killed, and started on an old backup."""

import signal
import socket
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx2
import pytest

from api.app import clock, open_app
from domain.disclosure import commit
from ledger.application import Ledger
from ledger.directory import Directory
from ledger.errors import GuardError, LockedError
from ledger.settings import Settings
from ledger.tlog import tree
from ledger.tlog.checkpoint import Checkpoint
from ledger.tlog.note import VerifierKey
from ledger.tlog.text import to_base64
from ledger.tlog.tile import bundles_of, split_bundle
from tests.support.descriptor import files_open_under
from tests.support.disk import disk
from tests.support.practice import NOW, Practice, practice
from tests.support.process import process
from tests.support.server import ROOT, Desk, desk, serving, until

HELLO: dict[str, object] = {"kind": "Halo", "at": "2024-11-25T08:00:00.000+07:00"}
VISIT: dict[str, object] = {
    "kind": "VisitorReported",
    "at": "2024-11-25T08:01:02.345+07:00",
    "place": "16.08/GDG-01",
    "visitor": None,
    "purpose": "tamu",
}
LINE = {"Content-Type": "text/plain"}


@pytest.fixture(name="place")
def _place(tmp_path: Path) -> Iterator[Practice]:
    with practice(tmp_path / "ledger") as place:
        yield place


def test_a_database_that_another_program_holds_keeps_nothing_and_says_when_to_return(
    place: Practice,
) -> None:
    (guard,) = place.enrols("16.08/kpu/gudang-01")
    place.ledger.close()
    place.ledger = Ledger.open(place.path, lambda: NOW, busy_seconds=0.05)
    note = guard.says(HELLO)
    with desk(place) as counter:
        intruder = sqlite3.connect(place.path / "ledger.db", isolation_level=None)
        intruder.execute("BEGIN IMMEDIATE")
        busy = counter.hands_in(note)
        size = place.ledger.tree.size
        reading = counter.http.get("/log/checkpoint")
        intruder.execute("ROLLBACK")
        intruder.close()
        taken = counter.hands_in(note)

    assert (busy.status_code, busy.json()["type"]) == (503, "/problems/storage-busy")
    assert (busy.json()["retry"], busy.headers["retry-after"]) == ("same-bytes", "2")
    assert size == 2
    assert reading.is_success
    assert (taken.status_code, taken.json()["receipt"]["leaf_index"]) == (201, 2)


def test_a_full_disk_keeps_nothing_of_a_batch_and_everything_from_before(place: Practice) -> None:
    (guard,) = place.enrols("16.08/kpu/gudang-01")
    place.ledger.close()
    with disk() as full:
        place.ledger = Ledger.open(place.path, lambda: NOW)
    with desk(place) as counter:
        before = counter.hands_in(guard.says(HELLO)).json()
        full.fill("ledger.db", room=5)
        notes = [guard.says(HELLO | {"text": "x" * 900}) for _ in range(100)]
        refused = counter.hands_in_all(*notes)
        size = place.ledger.tree.size
        proof = counter.http.get("/proofs/2").json()
        full.free("ledger.db")
        taken = counter.hands_in_all(*notes)

    assert (refused.status_code, refused.json()["type"]) == (507, "/problems/storage-full")
    assert (refused.json()["retry"], refused.headers["retry-after"]) == ("same-bytes", "60")
    assert size == 3
    assert proof["receipt"].items() >= before["receipt"].items()
    assert [one["status"] for one in taken.json()["results"]] == [201] * 100


def test_a_full_vault_answers_so_that_note_and_opening_come_again(place: Practice) -> None:
    (guard,) = place.enrols("16.08/kpu/gudang-01")
    value, salt = {"name": "x" * 20_000}, bytes(range(32))
    note = guard.says(VISIT | {"visitor": commit(value, salt, "pribadi")})
    opening = {
        "leaf": to_base64(guard.head),
        "path": "/visitor",
        "salt": to_base64(salt),
        "value": value,
    }
    with disk() as full, desk(place) as counter:
        full.fill("vault.db", room=0)
        refused = counter.hands_in_all(note, openings=[opening])
        full.free("vault.db")
        taken = counter.hands_in_all(note, openings=[opening])

    assert (refused.status_code, refused.json()["type"]) == (507, "/problems/storage-full")
    assert [one["status"] for one in taken.json()["results"]] == [200]
    assert taken.json()["openings"] == [None]


def test_a_server_killed_under_load_has_lost_nothing_that_it_acknowledged(tmp_path: Path) -> None:
    with practice(tmp_path / "ledger") as place:
        guards = place.enrols(*(f"16.08/kpu/gudang-{number:02}" for number in range(8)))
    outboxes = [[guard.says(HELLO | {"number": n}) for n in range(40)] for guard in guards]
    acknowledged: dict[int, bytes] = {}
    for kill_after in (20, 60, 100):
        with process(place.path) as (child, address), ThreadPoolExecutor(len(guards)) as threads:
            going = [threads.submit(deliver, address, outbox) for outbox in outboxes]
            until_size(address, kill_after)
            child.send_signal(signal.SIGKILL)
            for one in going:
                acknowledged.update(one.result())
    with process(place.path) as (_, address):
        entries = everything(address, place.founders.charter.log)
        for outbox in outboxes:
            acknowledged.update(deliver(address, outbox))
        after = everything(address, place.founders.charter.log)

    assert len(acknowledged) == 8 * 40
    assert after[: len(entries)] == entries
    assert len(after) == 2 + 8 * 40
    assert all(after[index] == note for index, note in acknowledged.items())
    for outbox in outboxes:
        assert [note for note in after if note in outbox] == outbox


def test_a_guard_ahead_of_the_database_stops_the_start_with_instructions(place: Practice) -> None:
    (guard,) = place.enrols("16.08/kpu/gudang-01")
    place.ledger.close()
    backup = (place.path / "ledger.db").read_bytes()
    place.ledger = Ledger.open(place.path, lambda: NOW)
    note = guard.says(HELLO)
    place.takes(note)
    place.ledger.close()
    newest = (place.path / "ledger.db").read_bytes()
    (place.path / "ledger.db").write_bytes(backup)

    with pytest.raises(GuardError, match=r"storage was lost.*Put back the newest copy"):
        open_app(place.path)
    words = [sys.executable, "-m", "tests.support.server", str(place.path), "0"]
    started = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)

    assert started.returncode != 0
    assert "do not delete" in started.stderr
    (place.path / "ledger.db").write_bytes(newest)
    with process(place.path) as (_, address):
        answer = httpx2.post(f"{address}/entries", content=note, headers=LINE)
    assert (answer.status_code, answer.json()["receipt"]["leaf_index"]) == (200, 2)
    place.ledger = Ledger.open(place.path, lambda: NOW)


def test_a_guard_that_somebody_changed_stops_the_signing_and_says_so(place: Practice) -> None:
    (guard,) = place.enrols("16.08/kpu/gudang-01")
    file = place.path / "guard"
    kept = file.read_text()
    with desk(place) as counter:
        file.write_text(kept.replace("\n2\n", "\n1\n"))
        first = counter.hands_in(guard.says(HELLO))
        second = counter.hands_in(guard.says(HELLO))
        reading = counter.http.get("/log/checkpoint")
    file.write_text(kept)

    assert (first.status_code, first.json()["type"]) == (503, "/problems/guard")
    assert (second.status_code, second.json()["type"]) == (503, "/problems/guard")
    assert first.json()["retry"] == second.json()["retry"] == "same-bytes"
    assert reading.text.split("\n")[1] == "2"


def test_a_ledger_that_is_closing_asks_to_come_back(place: Practice) -> None:
    (guard,) = place.enrols("16.08/kpu/gudang-01")
    with desk(place) as counter:
        place.ledger.close()
        answer = counter.hands_in(guard.says(HELLO))

    assert (answer.status_code, answer.json()["type"]) == (503, "/problems/closing")
    assert answer.headers["retry-after"] == "5"
    place.ledger = Ledger.open(place.path, lambda: NOW)


@pytest.mark.parametrize("length", [0, 100])
def test_a_body_that_stops_arriving_is_given_up(place: Practice, length: int) -> None:
    (guard,) = place.enrols("16.08/kpu/gudang-01")
    note = guard.says(HELLO)
    head = "POST /entries HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\n"
    with desk(place, body_seconds=0.5) as counter:
        host, port = counter.address.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port))) as connection:
            connection.sendall(
                f"{head}Content-Length: {len(note)}\r\n\r\n".encode() + note[:length]
            )
            answer = b""
            while b"}" not in answer:
                answer += connection.recv(4096)
        taken = counter.hands_in(note)

    assert answer.startswith(b"HTTP/1.1 408 ")
    assert b"/problems/timeout" in answer
    assert taken.status_code == 201


def test_two_servers_never_serve_one_directory(place: Practice) -> None:
    with pytest.raises(LockedError):
        open_app(place.path)


def test_an_application_closes_what_it_has_opened(place: Practice) -> None:
    place.ledger.close()
    with serving(open_app(place.path, Settings())) as address:
        assert httpx2.get(f"{address}/log/checkpoint").is_success

    place.ledger = Ledger.open(place.path, lambda: NOW)


def test_the_lock_is_let_go_when_nothing_of_the_directory_is_open_any_more(
    place: Practice,
) -> None:
    place.ledger.close()
    still_open: list[str] = []

    def follow() -> None:
        while True:
            try:
                lock = Directory(place.path).lock()
            except LockedError:
                continue
            still_open.extend(files_open_under(place.path))
            lock.close()
            return

    app = open_app(place.path)
    successor = threading.Thread(target=follow)
    successor.start()
    with serving(app):
        pass
    successor.join()

    assert set(still_open) == {"lock"}
    place.ledger = Ledger.open(place.path, lambda: NOW)


def test_a_server_told_to_stop_answers_what_it_has_taken(tmp_path: Path) -> None:
    with practice(tmp_path / "ledger") as place:
        (guard,) = place.enrols("16.08/kpu/gudang-01")
    with process(place.path) as (child, address):
        deliver(address, [guard.says(HELLO) for _ in range(5)])
        child.terminate()
        child.wait(30)

    assert child.returncode in {0, -signal.SIGTERM}
    with process(place.path) as (_, address):
        assert len(everything(address, place.founders.charter.log)) == 7


def test_the_clock_tells_milliseconds() -> None:
    assert clock() > NOW


def test_static_files_have_the_types_that_browsers_demand(counter: Desk) -> None:
    answer = counter.http.get("/static/note.js")

    assert answer.headers["content-type"].startswith("text/javascript")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert counter.http.get("/static/../app.py").status_code == 404


def deliver(address: str, outbox: list[bytes]) -> dict[int, bytes]:
    """Post notes one by one until the server is gone; return what it has acknowledged."""
    taken: dict[int, bytes] = {}
    with httpx2.Client(base_url=address, timeout=30.0) as http:
        for note in outbox:
            try:
                answer = http.post("/entries", content=note, headers=LINE)
            except httpx2.TransportError:
                break
            assert answer.status_code in {200, 201}, answer.text
            taken[answer.json()["receipt"]["leaf_index"]] = note
    return taken


def everything(address: str, log: VerifierKey) -> list[bytes]:
    """Return every entry, after checking them against the signed root."""
    with httpx2.Client(base_url=f"{address}/log", timeout=30.0) as http:
        seen = Checkpoint.opened(http.get("/checkpoint").content, log)
        entries: list[bytes] = []
        for bundle in bundles_of(seen.size):
            entries += split_bundle(http.get(f"/{bundle.path()}").content, bundle.width)
    assert tree.root_of([tree.leaf_hash(entry) for entry in entries]) == seen.root
    return entries


def until_size(address: str, size: int) -> None:
    """Wait until the log has so many leaves."""
    until(lambda: int(httpx2.get(f"{address}/log/checkpoint").text.split("\n")[1]) >= size)
