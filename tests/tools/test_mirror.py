"""`segel mirror`: from a directory, a folder or a server, and what it says when it stops."""

import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from ledger import fingerprint
from ledger.directory import Directory
from ledger.replica import Replica
from ledger.series import join, split
from ledger.tlog.note import Note
from ledger.tlog.text import to_base64
from tests.support.command import segel
from tests.support.cosigned import WITNESSES, policy_text
from tests.support.device import Device, founders
from tests.support.log_builder import LogBuilder, body
from tests.support.server import PATIENCE, ROOT, until
from tests.tools.test_publication import files
from tools.mirror import offered
from tools.source import DamagedError
from tools.tile import TileSource


@pytest.fixture(name="log")
def _log() -> LogBuilder:
    """Return a log of one full bundle and a bit, signed at three sizes."""
    log = LogBuilder()
    device = speaker(log)
    log.add(*(device.says(body(number)) for number in range(100)))
    log.sign()
    log.add(*(device.says(body(number)) for number in range(158)))
    log.sign()
    return log


def speaker(log: LogBuilder) -> Device:
    """Enrol the device that speaks in the log."""
    (device,) = log.enrol("16.08/kpu/gudang-01")
    return device


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args: Any) -> None:
        del args


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve a folder as `python -m http.server` does."""

    def handler(*args: Any) -> _Quiet:
        return _Quiet(*args, directory=str(folder))

    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


def trusts(log: LogBuilder) -> tuple[str, str]:
    return ("--charter", to_base64(log.fingerprint))


def test_a_mirror_of_a_ledger_is_what_publish_writes_and_verifies(
    log: LogBuilder, tmp_path: Path
) -> None:
    ran = segel("mirror", log.write(tmp_path / "ledger"), tmp_path / "copy")
    segel("publish", tmp_path / "ledger", tmp_path / "published")

    assert ran.status == 0, ran.err
    published = files(tmp_path / "published")
    mirrored = files(tmp_path / "copy")
    assert {name: mirrored.get(name) for name in published} == published
    assert set(mirrored) - set(published) == {"charter.hash", "checkpoints/000", "lock"}
    assert segel("verify", tmp_path / "copy", *trusts(log)).status == 0


def test_a_mirror_of_a_mirror_over_http_has_every_checkpoint(
    log: LogBuilder, tmp_path: Path
) -> None:
    segel("mirror", log.write(tmp_path / "ledger"), tmp_path / "copy")
    with serving(tmp_path / "copy") as address:
        ran = segel("mirror", address, tmp_path / "second", *trusts(log))
        verified = segel("verify", address, *trusts(log), "--json")

    assert ran.status == 0, ran.err
    assert verified.status == 0, verified.out
    assert "bandingkan" not in ran.out
    assert files(tmp_path / "second") == files(tmp_path / "copy")
    assert len((tmp_path / "second" / "checkpoints" / "000").read_bytes().splitlines()) == 3


def test_a_quorum_of_witnesses_is_a_quorum_in_the_mirror_also_if_it_comes_late(
    tmp_path: Path,
) -> None:
    log = LogBuilder(founders(policy=policy_text(founders().log.verifier)))
    speaker(log)
    log.sign()
    late, copy = log.size, tmp_path / "copy"
    segel("mirror", log.write(tmp_path / "early"), copy)
    before = segel("verify", copy, *trusts(log)).status
    log.enrol("16.08/kpu/gudang-02")
    log.sign()
    segel("mirror", log.write(tmp_path / "unseen"), copy)
    notes = {size: Note.parse(raw) for size, raw in log.checkpoints}
    for size in (late, log.size):
        log.cosignatures += [(size, w.name, w.signs(notes[size]).line()) for w in WITNESSES]

    ran = segel("mirror", log.write(tmp_path / "seen"), copy)

    assert (before, ran.status) == (3, 0)
    assert segel("verify", copy, *trusts(log)).status == 0
    kept = split((copy / "checkpoints" / "000").read_bytes())
    assert [len(Note.parse(raw).signatures) for raw in kept] == [1, 5, 5]


def test_first_contact_shows_the_eight_words_and_pins_them(log: LogBuilder, tmp_path: Path) -> None:
    ran = segel("mirror", log.publish(tmp_path / "log"), tmp_path / "copy")

    assert fingerprint.words(log.fingerprint) in ran.out
    assert "bandingkan delapan kata" in ran.out
    assert (tmp_path / "copy" / "charter.hash").read_text() == to_base64(log.fingerprint) + "\n"
    assert "kata" not in segel("mirror", tmp_path / "log", tmp_path / "copy").out


def test_it_grows_with_its_log_and_quickly_too(log: LogBuilder, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    segel("mirror", log.write(tmp_path / "ledger"), copy)
    log.add(*(Device.named("16.08/kpu/gudang-02").says(body(number)) for number in range(3)))
    log.sign()

    ran = segel("mirror", log.write(tmp_path / "grown"), copy, "--quick")

    assert "263 entri" in ran.out
    assert "2 berkas baru" in ran.out
    assert Replica(copy).size() == 263


@pytest.mark.parametrize("words", [("--charter", "babab " * 8), ("--charter", "00" * 32)])
def test_the_wrong_words_stop_it_before_anything_is_written(
    log: LogBuilder, tmp_path: Path, words: tuple[str, str]
) -> None:
    ran = segel("mirror", log.publish(tmp_path / "log"), tmp_path / "copy", *words)

    assert ran.status == 1
    assert "another ledger" in ran.err
    assert set(files(tmp_path / "copy")) == {"lock"}


def test_a_log_that_shrank_or_forked_ends_with_1_and_the_fact(
    log: LogBuilder, tmp_path: Path
) -> None:
    copy = tmp_path / "copy"
    shorter = log.write(tmp_path / "shorter")
    log.add(Device.named("16.08/kpu/gudang-02").says(body(1)))
    log.sign()
    segel("mirror", log.write(tmp_path / "ledger"), copy)
    before = files(copy)
    fork = LogBuilder()
    fork.add(*(Device.named("16.08/kpu/gudang-09").says(body(number)) for number in range(300)))
    fork.sign()

    shrank = segel("mirror", shorter, copy)
    forked = segel("mirror", fork.publish(tmp_path / "fork"), copy)

    assert (shrank.status, forked.status) == (1, 1)
    assert "log menyusut: dahulu 261 entri, sekarang 260" in shrank.err
    assert "dua sejarah: ukuran 261 dan 301" in forked.err
    after = files(copy)
    assert {name: after[name] for name in before} == before
    proof = next((copy / "evidence").glob("*.equivocation"))
    assert segel("verify", proof, *trusts(log)).status == 0


def test_a_ledger_is_not_written_over_and_two_mirrors_take_turns(
    log: LogBuilder, tmp_path: Path
) -> None:
    ledger = log.write(tmp_path / "ledger")
    assert segel("mirror", ledger, ledger).status == 2
    copy = Replica(tmp_path / "copy")
    segel("mirror", ledger, copy.path)
    with Directory(copy.path).lock():
        ran = segel("mirror", ledger, copy.path)
    assert ran.status == 1
    assert "sudah berjalan" in ran.err


def test_a_place_without_a_log_and_a_server_that_is_away_are_told_apart(tmp_path: Path) -> None:
    assert segel("mirror", tmp_path, tmp_path / "copy").status == 2
    assert segel("mirror", "http://127.0.0.1:9", tmp_path / "copy").status == 3
    assert set(files(tmp_path / "copy")) <= {"lock"}


def test_it_follows_its_log_also_through_an_outage_until_it_is_stopped(
    log: LogBuilder, tmp_path: Path
) -> None:
    published, copy = log.publish(tmp_path / "published"), tmp_path / "copy"
    command = [sys.executable, "-m", "tools", "mirror", published, copy, "--follow", "0.1"]
    told = tmp_path / "told"
    with told.open("wb") as errors:
        child = subprocess.Popen(
            [str(word) for word in command], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=errors
        )
    try:
        until(lambda: Replica(copy).size() == log.size)
        published.rename(tmp_path / "away")
        device = Device.named("16.08/kpu/gudang-02")
        log.add(log.founders.enrol(device), *(device.says(body(number)) for number in range(300)))
        log.sign()
        log.publish(tmp_path / "away")
        until(lambda: b"no such directory" in told.read_bytes())
        (tmp_path / "away").rename(published)
        until(lambda: Replica(copy).size() == log.size)
    finally:
        child.send_signal(signal.SIGINT)
        child.wait(PATIENCE)

    err = told.read_bytes()
    assert child.returncode == 1, err  # interrupted
    assert b"no such directory" in err
    assert b"Traceback" not in err
    assert segel("verify", copy, *trusts(log)).status == 0


def test_checkpoints_without_end_do_not_fill_the_memory() -> None:
    stranger = to_base64(bytes(30_000))
    root = to_base64(bytes(32))

    def note(size: int) -> bytes:
        return f"x\n{size}\n{root}\n\n— x {stranger}\n".encode()

    def fetch(path: str) -> bytes:
        if path == "checkpoint":
            return note(1 << 62)
        number = int(path.partition("/")[2].replace("x", "").replace("/", ""))
        return join([note(256 * number + row) for row in range(1, 257)])

    with pytest.raises(DamagedError, match="bytes of checkpoints"):
        offered(TileSource("x", fetch), 0)
