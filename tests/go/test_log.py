"""The demonstration's log, checked by strangers: every byte, and every proof that we hand out."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from ledger.charter import Charter
from ledger.equivocation import Equivocation, accuse
from ledger.tlog.checkpoint import Checkpoint
from ledger.tlog.cosignature import cosign
from ledger.tlog.note import COSIGNATURE_ED25519, Note, VerifierKey
from ledger.tlog.tile import bundles_of, tiles_of
from ledger.tlog.tree import EMPTY_ROOT, prove_prefix
from tests.support.command import segel
from tests.support.fork import fork
from tests.support.judgement import flipped
from tests.support.log_builder import LogBuilder, story
from tests.support.process import process
from tests.support.shelf import serving_files
from tests.support.stranger import Finding, Stranger

WITNESS = "witness.bawaslu.example/w1"
WITNESS_KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
TIME = 1_732_640_400


@dataclass(frozen=True)
class Demo:
    """The practice election of two polling stations, and its log as a folder of files."""

    ledger: Path
    log: Path
    key: str
    entries: list[bytes]
    old: list[Path]
    """Every checkpoint that was ever signed, as files."""

    @property
    def size(self) -> int:
        return len(self.entries)


@pytest.fixture(name="demo", scope="module")
def _demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    folder = tmp_path_factory.mktemp("demo")
    ledger, log = folder / "ledger", folder / "log"
    assert segel("demo", "--dir", ledger, "--scale", 2, "--no-serve").status == 0
    assert segel("publish", ledger, log).status == 0
    connection = sqlite3.connect(ledger / "ledger.db")
    entries = [note for (note,) in connection.execute("SELECT note FROM entry ORDER BY leaf_index")]
    signed = connection.execute("SELECT size, note FROM checkpoint").fetchall()
    connection.close()
    old = [folder / f"{size}.checkpoint" for size, _ in signed]
    for path, (_, note) in zip(old, signed, strict=True):
        path.write_bytes(note)
    charter = Charter.parse(Note.parse(entries[0]).text)
    return Demo(ledger, log, str(charter.log), entries, old)


@pytest.fixture(name="address", scope="module")
def _address(demo: Demo) -> Iterator[str]:
    """Serve the demonstration."""
    with process(demo.ledger) as (_, address):
        yield address


@pytest.fixture(name="small")
def _small(tmp_path: Path) -> Path:
    """Publish a log of twelve entries."""
    return story().publish(tmp_path / "log")


def judge(stranger: Stranger, log: LogBuilder, folder: Path, *words: object) -> Finding:
    return stranger.says("log", "-key", log.founders.log.verifier, *words, folder)


def with_old(demo: Demo) -> list[object]:
    return [word for path in demo.old for word in ("-old", path)]


def test_strangers_agree_with_the_folder_that_we_publish(stranger: Stranger, demo: Demo) -> None:
    found = stranger.says("log", "-key", demo.key, *with_old(demo), demo.log)

    assert (found.status, found.verdict) == (0, "agrees"), found.reason()
    assert found.count("entries") == found.count("inclusion") == demo.size
    tiles, bundles = [*tiles_of(demo.size)], [*bundles_of(demo.size)]
    assert found.count("tile") == len(tiles)
    assert found.count("folder") == len(tiles) + len(bundles)
    assert found.count("consistency") == len(demo.old) > 50


def test_strangers_agree_with_our_server_and_its_proofs(
    stranger: Stranger, demo: Demo, address: str
) -> None:
    words = ("-key", demo.key, "-api", address, *with_old(demo))
    found = stranger.says("log", *words, f"{address}/log")

    assert (found.status, found.verdict) == (0, "agrees"), found.reason()
    assert found.count("entries") == found.count("served inclusion") == demo.size
    assert found.count("served consistency") == len(demo.old)


def test_strangers_agree_with_the_proofs_that_we_write(
    stranger: Stranger, demo: Demo, tmp_path: Path
) -> None:
    files = []
    for leaf in (0, 1, demo.size // 2, demo.size - 1):
        entry, proof = tmp_path / f"{leaf}.note", tmp_path / f"{leaf}.tlog-proof"
        entry.write_bytes(demo.entries[leaf])
        assert segel("proof", demo.ledger, leaf, "-o", proof).status == 0
        files += [entry, proof]

    assert stranger.says("entry", "-key", demo.key, *files).status == 0
    exchanged = stranger.says("entry", "-key", demo.key, files[0], files[3])
    assert exchanged.status == 1


def test_strangers_agree_with_a_mirror_of_our_server(
    stranger: Stranger, demo: Demo, address: str, tmp_path: Path
) -> None:
    mirror = tmp_path / "mirror"
    assert segel("mirror", address, mirror).status == 0
    words = ("-key", demo.key, *with_old(demo))
    found = stranger.says("log", *words, "-series", mirror)

    assert (found.status, found.verdict) == (0, "agrees"), found.reason()
    assert found.count("entries") == found.count("inclusion") == demo.size
    assert found.count("series") >= 1
    with serving_files(mirror) as plain:
        found = stranger.says("log", *words, "-series", "-untyped", plain)
    assert (found.status, found.verdict) == (0, "agrees"), found.reason()


def test_strangers_read_every_checkpoint_that_a_mirror_keeps(
    stranger: Stranger, demo: Demo, tmp_path: Path
) -> None:
    mirror = tmp_path / "mirror"
    assert segel("mirror", demo.ledger, mirror).status == 0
    first, *others = sorted((mirror / "checkpoints").iterdir())
    lines = first.read_bytes().splitlines(keepends=True)
    later = sum(len(one.read_bytes().splitlines()) for one in others)
    words = ("log", "-key", demo.key, "-series", mirror)
    assert stranger.says(*words).count("series") == len(lines) + later > 50

    for spoilt in (
        [*lines[:7], lines[7].swapcase(), *lines[8:]],
        [*lines[:7], lines[8], lines[7], *lines[9:]],
        lines[:-1],
        [lines[0], *lines],
    ):
        first.write_bytes(b"".join(spoilt))
        found = stranger.says(*words)
        assert (found.status, found.lines[-1]["check"]) == (1, "series")


def test_strangers_find_every_level_of_a_large_log(stranger: Stranger, tmp_path: Path) -> None:
    log = LogBuilder()
    log.add(*(b"%d" % number for number in range(65_536 + 300)))
    log.sign()

    found = judge(stranger, log, log.publish(tmp_path / "log"))

    assert found.status == 0, found.reason()
    assert found.count("tile") == len([*tiles_of(log.size)]) == 258 + 2 + 1


def test_partial_tiles_of_what_was_published_before_are_checked_too(
    stranger: Stranger, small: Path
) -> None:
    log = story()
    log.add(*(b"%d" % number for number in range(300)))
    log.sign()
    log.publish(small)
    assert judge(stranger, log, small).status == 0

    partial = small / "tile" / "0" / "000.p" / "12"
    partial.write_bytes(flipped(partial.read_bytes(), 383))

    found = judge(stranger, log, small)
    assert found.status == 1
    assert found.reason().startswith("tile: tile/0/000.p/12")


def test_no_byte_of_a_log_can_be_changed(stranger: Stranger, small: Path, tmp_path: Path) -> None:
    log = story()
    key = log.founders.log.verifier
    whole = [path for path in small.rglob("*") if path.is_file()]
    assert len(whole) == 3
    for path in whole:
        raw = path.read_bytes()
        step = max(1, len(raw) // 40)
        for index in {*range(0, len(raw), step), len(raw) - 1}:
            path.write_bytes(flipped(raw, index))
            found = stranger.says("log", "-key", key, small)
            assert found.status == 1, f"{path.relative_to(tmp_path)}, byte {index}"
            assert found.lines[-1]["reason"]
        path.write_bytes(raw)
    assert stranger.says("log", "-key", key, small).status == 0


def test_tiles_that_are_ahead_of_the_checkpoint_are_nobodys_fault(
    stranger: Stranger, small: Path
) -> None:
    checkpoint = (small / "checkpoint").read_bytes()
    log = story()
    log.add(*(b"%d" % number for number in range(300)))
    log.sign()
    log.publish(small)
    (small / "checkpoint").write_bytes(checkpoint)

    found = judge(stranger, log, small)

    assert found.status == 0, found.reason()
    assert found.count("folder") == 2


@pytest.mark.parametrize("cut", [0, 1, -1])
def test_no_file_of_a_log_can_be_cut_or_lost(stranger: Stranger, small: Path, cut: int) -> None:
    for path in [path for path in small.rglob("*") if path.is_file()]:
        raw = path.read_bytes()
        if cut:
            path.write_bytes(raw[:cut])
        else:
            path.unlink()
        assert judge(stranger, story(), small).status == 1
        path.write_bytes(raw)


def test_another_logs_key_does_not_open_it(stranger: Stranger, small: Path) -> None:
    other = story().founders.clerk.key.verifier
    found = stranger.says("log", "-key", other, small)

    assert found.status == 1
    assert found.lines[-1]["check"] == "checkpoint"


def test_a_checkpoint_of_another_history_is_not_consistent(
    stranger: Stranger, small: Path, tmp_path: Path
) -> None:
    fork = LogBuilder()
    fork.add(b"another entry", b"and one more")
    fork.sign()
    old = tmp_path / "fork.checkpoint"
    old.write_bytes(fork.checkpoints[-1][1])

    found = judge(stranger, story(), small, "-old", old)

    assert found.status == 1
    assert found.lines[-1]["check"] == "consistency"


def test_a_signed_size_beyond_all_files_ends_with_a_reason(stranger: Stranger, small: Path) -> None:
    log = story()
    text = replace(log.checkpoint(), size=(1 << 63) - 1).text()
    (small / "checkpoint").write_bytes(log.founders.log.sign(text).serialise())

    assert judge(stranger, log, small).status == 1


def test_strangers_convict_a_log_of_two_histories(stranger: Stranger, tmp_path: Path) -> None:
    both = fork(12, 3)
    note, key = both.left.founders.note, both.left.founders.log.verifier
    files = []
    for old in range(4, 13):
        for new in range(old, 13):
            pair = [both.signed("left", old), both.signed("right", new)]
            files.append(tmp_path / f"{old}-{new}")
            files[-1].write_bytes(accuse(note, pair, both.right.subtrees.node).serialise())
    found = stranger.says("fork", "-key", key, *files)
    assert (found.status, len(found.lines)) == (0, len(files) + 1), found.reason()

    for old in range(4, 12):  # and nobody can be convicted of growing
        grown = Equivocation(
            note,
            both.signed("right", old),
            both.signed("right", 12),
            tuple(prove_prefix(old, 12, both.right.subtrees.node)),
        )
        files[0].write_bytes(grown.serialise())
        found = stranger.says("fork", "-key", key, files[0])
        assert found.status == 1
        assert "both can be true" in found.reason()


def test_the_empty_log_is_a_log(stranger: Stranger, tmp_path: Path) -> None:
    log = story()
    empty = tmp_path / "log" / "checkpoint"
    empty.parent.mkdir()
    for root, status in ((EMPTY_ROOT, 0), (bytes(32), 1)):
        text = Checkpoint(log.founders.charter.origin, 0, root).text()
        empty.write_bytes(log.founders.log.sign(text).serialise())
        assert judge(stranger, log, empty.parent, "-old", empty).status == status


@pytest.mark.parametrize("words", ["", "x", "log", "log -key x .", "log -x", "entry -key {key} a"])
def test_words_that_make_no_sense_are_no_disagreement(stranger: Stranger, words: str) -> None:
    found = stranger.says(*words.format(key=story().founders.log.verifier).split())

    assert (found.status, found.lines) == (2, [])
    assert "proof:" in found.err


def test_strangers_read_our_cosignatures(stranger: Stranger, small: Path) -> None:
    log = story()
    note = Note.parse((small / "checkpoint").read_bytes())
    line = cosign(note.text, WITNESS, WITNESS_KEY, TIME)
    public = WITNESS_KEY.public_key().public_bytes_raw()
    words = ("-witness", VerifierKey(WITNESS, COSIGNATURE_ED25519, public), "-need", 1)
    assert judge(stranger, log, small, *words).status == 1, "nobody has cosigned yet"

    (small / "checkpoint").write_bytes(note.with_signature(line).serialise())
    assert judge(stranger, log, small, *words).status == 0

    for index in range(0, len(line.value), 7):
        bad = note.with_signature(line._replace(value=flipped(line.value, index)))
        (small / "checkpoint").write_bytes(bad.serialise())
        assert judge(stranger, log, small, *words).status == 1


def test_a_plain_file_server_is_enough(stranger: Stranger, small: Path) -> None:
    key = story().founders.log.verifier
    with serving_files(small) as address:
        assert stranger.says("log", "-key", key, "-untyped", address).status == 0
        typed = stranger.says("log", "-key", key, address)

    assert typed.status == 1
    assert "Content-Type" in typed.reason()
