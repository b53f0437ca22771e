"""Tiles from a folder or a server: read strictly, with limits, and cut where the log ends."""

import threading
from collections import Counter
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

import pytest

from ledger.series import join
from tests.support.judgement import flipped
from tests.support.log_builder import LogBuilder, body
from tools.source import DamagedError, MissingError, SourceError
from tools.tile import TileSource, client, folder_fetch, http_fetch
from tools.verdict import State
from tools.verify import Trust, verify


@pytest.fixture(name="log", scope="module")
def _log() -> LogBuilder:
    """Return a log of one full bundle and a bit."""
    log = LogBuilder()
    (device,) = log.enrol("16.08/kpu/gudang-01")
    log.add(*(device.says(body(number)) for number in range(258)))
    log.sign()
    return log


@pytest.fixture(name="folder")
def _folder(log: LogBuilder, tmp_path: Path) -> Path:
    """Return the published log."""
    return log.publish(tmp_path / "tiles")


def source(folder: Path) -> TileSource:
    return TileSource(str(folder), folder_fetch(folder))


def test_entries_hashes_and_subtrees_are_those_of_the_log(log: LogBuilder, folder: Path) -> None:
    tiles = source(folder)
    pages = list(tiles.pages())

    assert [len(page.notes) for page in pages] == [256, 4]
    assert [note for page in pages for note in page.notes] == log.entries
    assert [leaf for page in pages for leaf in page.leaves] == log.leaves
    assert [tuple(subtree) for subtree in tiles.subtrees()] == log.subtree_rows
    assert tiles.entry(257) == log.entries[257]
    assert tiles.hashes(0, 0, 7) == log.leaves[:7]
    assert list(tiles.checkpoints()) == log.checkpoints[-1:]
    assert (tiles.fingerprint(), tiles.guard(), tiles.root()) == (None, None, None)
    assert [*tiles.cosignatures(), *tiles.disputes()] == []


@pytest.mark.parametrize(
    ("file", "place"),
    [
        ("checkpoint", "checkpoint"),
        ("tile/0/000", "leaf 17"),
        ("tile/0/001.p/4", "leaf 25"),
        ("tile/1/000.p/1", "leaves 0-255"),
        ("tile/entries/000", "leaf "),
        ("tile/entries/001.p/4", "leaf 25"),
    ],
)
def test_a_changed_byte_in_any_file_fails_and_names_the_place(
    log: LogBuilder, folder: Path, file: str, place: str
) -> None:
    path = folder / file
    raw = bytearray(path.read_bytes())
    raw[17 * 32 % len(raw)] ^= 1
    path.write_bytes(raw)
    try:
        verdict = verify(source(folder), Trust(log.fingerprint))
    except SourceError as error:
        lines = [str(error)]
    else:
        assert verdict.state is State.FAILS
        lines = [*verdict.lines(0, "en")]

    assert any(place in line for line in lines), lines


@pytest.mark.parametrize("file", ["tile/0/000", "tile/1/000.p/1", "tile/entries/001.p/4"])
def test_a_file_cut_short_fails_and_a_missing_one_is_undecided(
    log: LogBuilder, folder: Path, file: str
) -> None:
    path = folder / file
    path.write_bytes(path.read_bytes()[:-1])
    cut = verify(source(folder), Trust(log.fingerprint))
    path.unlink()
    missing = verify(source(folder), Trust(log.fingerprint))

    assert (cut.state, missing.state) == (State.FAILS, State.UNDECIDED)
    assert any(file in line for line in cut.lines(0))
    assert any(file.split(".p", maxsplit=1)[0] in line for line in missing.lines(0))


def test_a_full_tile_serves_where_the_partial_one_has_gone(tmp_path: Path) -> None:
    log = LogBuilder()
    (device,) = log.enrol("16.08/kpu/gudang-01")
    log.add(*(device.says(body(number)) for number in range(9)))
    log.sign()
    size = log.size
    small = log.publish(tmp_path / "tiles")
    checkpoint = (small / "checkpoint").read_bytes()
    log.add(*(device.says(body(number)) for number in range(300)))
    log.sign()
    folder = log.publish(tmp_path / "grown")
    (folder / "checkpoint").write_bytes(checkpoint)

    verdict = verify(source(folder), Trust(log.fingerprint))

    assert (verdict.state, verdict.entries) == (State.HOLDS, size)


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args: Any) -> None:
        del args


@pytest.fixture(name="address")
def _address(folder: Path) -> Iterator[str]:
    """Serve the folder on localhost."""

    def handler(*args: Any) -> _Quiet:
        return _Quiet(*args, directory=str(folder))

    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_a_server_is_read_like_a_folder(log: LogBuilder, address: str) -> None:
    with client() as session:
        tiles = TileSource(address, http_fetch(address, session))

        assert verify(tiles, Trust(log.fingerprint)).state is State.HOLDS


def test_what_a_server_does_not_have_or_sends_too_much_of_is_an_error(
    address: str, folder: Path
) -> None:
    (folder / "huge").write_bytes(bytes(256 * 65_537 + 1))
    with client() as session:
        fetch = http_fetch(address, session)

        with pytest.raises(MissingError, match="HTTP 404"):
            fetch("nothing")
        with pytest.raises(DamagedError, match="more than"):
            fetch("huge")


def test_a_server_that_is_not_there_is_an_error_and_no_wait() -> None:
    with client() as session, pytest.raises(MissingError, match=r"127\.0\.0\.1:9/checkpoint"):
        TileSource("x", http_fetch("http://127.0.0.1:9", session))


class _Busy(_Quiet):
    """Answers only when asked again."""

    asked: ClassVar[Counter[str]] = Counter()

    def do_GET(self) -> None:
        self.asked[self.path] += 1
        if self.asked[self.path] == 1:
            self.send_error(503)
            return
        super().do_GET()


def test_a_busy_server_is_asked_again(log: LogBuilder, folder: Path) -> None:
    def handler(*args: Any) -> _Busy:
        return _Busy(*args, directory=str(folder))

    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server, client() as session:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        tiles = TileSource("x", http_fetch(f"http://127.0.0.1:{server.server_port}", session))

        assert tiles.entry(3) == log.entries[3]
        server.shutdown()
        thread.join()


def test_what_a_mirror_has_kept_and_a_quorum_has_seen_is_there_in_its_order(
    log: LogBuilder, folder: Path
) -> None:
    sign = log.founders.log.sign
    kept = [(size, sign(log.checkpoint(size).text()).serialise()) for size in (2, 100, 200)]
    (folder / "checkpoints").mkdir()
    (folder / "checkpoints" / "000").write_bytes(join([note for _, note in kept[:2]]))
    (folder / "witnessed").write_bytes(kept[2][1])
    tiles = source(folder)

    assert list(tiles.checkpoints()) == [*kept, log.checkpoints[-1]]
    assert list(tiles.checkpoints(after=100)) == [kept[2], log.checkpoints[-1]]
    assert verify(tiles, Trust(log.fingerprint)).state is State.HOLDS


def test_the_newest_is_judged_where_it_is_kept_too(log: LogBuilder, folder: Path) -> None:
    size, newest = log.checkpoints[-1]
    kept = folder / "checkpoints" / "000"
    kept.parent.mkdir()
    kept.write_bytes(join([newest]))
    assert list(source(folder).checkpoints()) == [(size, newest)]

    kept.write_bytes(join([flipped(newest, newest.index(b"\n") + 10)]))
    assert verify(source(folder), Trust(log.fingerprint)).state is State.FAILS


@pytest.mark.parametrize("order", [(100, 2), (2, 2)])
def test_kept_checkpoints_that_could_go_on_for_ever_are_damage(
    log: LogBuilder, folder: Path, order: tuple[int, int]
) -> None:
    sign = log.founders.log.sign
    notes = [sign(log.checkpoint(size).text()).serialise() for size in order]
    (folder / "checkpoints").mkdir()
    (folder / "checkpoints" / "000").write_bytes(join(notes))

    with pytest.raises(DamagedError, match="stands behind"):
        list(source(folder).checkpoints())
