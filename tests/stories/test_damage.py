"""Whatever an operator or a bad disk changes in a ledger's files, the verifier notices."""

from pathlib import Path

import pytest

from ledger.tlog.text import to_base64
from tests.support.judgement import doctored, flipped, judge, outcome, reasons
from tests.support.log_builder import LogBuilder, body, story
from tools.verdict import State


@pytest.fixture(name="ledger")
def _ledger(tmp_path: Path) -> Path:
    """Return the directory of a sound log of 12 entries."""
    return story().write(tmp_path / "ledger")


@pytest.fixture(name="long_ledger", scope="module")
def _long_ledger(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, LogBuilder]:
    """Return a directory, and its log, with two complete subtrees of 256 leaves."""
    log = LogBuilder()
    (device,) = log.enrol("16.08/kpu/gudang-01")
    log.add(*(device.says(body(number)) for number in range(520)))
    log.sign()
    return log.write(tmp_path_factory.mktemp("long") / "ledger"), log


def test_each_byte_of_a_subtree_root_counts(long_ledger: tuple[Path, LogBuilder]) -> None:
    folder, log = long_ledger
    file = folder / "ledger.db"
    original = file.read_bytes()
    for position in range(2):
        root = log.subtree_rows[position][2]
        start = original.index(root)
        for offset in range(32):
            file.write_bytes(flipped(original, start + offset))
            verdict = judge(folder)
            assert verdict.state is State.FAILS
            (reason,) = reasons(verdict, "subtrees")
            assert reason.startswith(f"leaves {256 * position}-{256 * position + 255}: ")
    file.write_bytes(original)


def test_after_any_byte_of_a_note_a_hash_or_a_checkpoint_is_changed_the_leaf_is_named(
    tmp_path: Path,
) -> None:
    log = LogBuilder()
    (device,) = log.enrol("16.08/kpu/gudang-01")
    log.add(device.says(body(1)))
    log.sign()
    folder = log.write(tmp_path / "ledger")
    file = folder / "ledger.db"
    original = file.read_bytes()
    places = {original.index(note): (note, f"leaf {i}: ") for i, note in enumerate(log.entries)}
    places |= {original.index(leaf): (leaf, f"leaf {i}: ") for i, leaf in enumerate(log.leaves)}
    places |= {
        original.index(note): (note, f"checkpoint {size}: ") for size, note in log.checkpoints
    }
    for start, (raw, expected) in places.items():
        for index in range(start, start + len(raw)):
            file.write_bytes(flipped(original, index))
            verdict = judge(folder)
            assert verdict.state is State.FAILS, index
            assert any(expected in line for line in verdict.lines(0, "en")), (index, expected)


def test_any_other_byte_of_the_database_changes_nothing_or_the_file_is_named(
    ledger: Path,
) -> None:
    file = ledger / "ledger.db"
    original = file.read_bytes()
    spared = log_bytes(original)
    # Structure stands at the head of pages: every byte there, a sample of the rest.
    places = [i for i in range(len(original)) if i not in spared and (i % 4096 < 48 or i % 41 == 0)]
    for index in places:
        file.write_bytes(flipped(original, index))
        state, lines = outcome(ledger)
        if state is not State.HOLDS:
            assert state is State.FAILS, index
            assert any("ledger.db" in line for line in lines), index


def log_bytes(database: bytes) -> set[int]:
    """Return where in a database the story's notes, leaf hashes and checkpoints stand."""
    log = story()
    spared: set[int] = set()
    for raw in (*log.entries, *log.leaves, *(note for _, note in log.checkpoints)):
        start = database.index(raw)
        spared.update(range(start, start + len(raw)))
    return spared


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("guard", "not a checkpoint"),
        ("guard", "segel.example/latihan/16.08/pilkada-2024\n4\n" + to_base64(bytes(32)) + "\n"),
        ("guard", "segel.example/latihan/16.08/pilkada-2024\n13\n" + to_base64(bytes(32)) + "\n"),
        ("charter.hash", to_base64(bytes(32)) + "\n"),
        ("charter.hash", "abc\n"),
    ],
)
def test_a_changed_file_beside_the_database_fails(ledger: Path, file: str, text: str) -> None:
    (ledger / file).write_text(text, encoding="utf-8")

    assert outcome(ledger)[0] is State.FAILS


def test_what_a_server_that_goes_on_adds_meanwhile_is_not_looked_at(ledger: Path) -> None:
    doctored(ledger, "INSERT INTO subtree VALUES (1, 0, zeroblob(32))")

    assert judge(ledger).state is State.HOLDS


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ("UPDATE entry SET note = note || x'0a' WHERE leaf_index = 4", "leaf 4: "),
        ("UPDATE entry SET leaf_hash = zeroblob(32) WHERE leaf_index = 4", "leaf 4: "),
        ("DELETE FROM entry WHERE leaf_index = 4", "leaf 4 is missing"),
        ("DELETE FROM entry WHERE leaf_index = 11", "counts 12 entries"),
        ("UPDATE entry SET leaf_index = 99 WHERE leaf_index = 11", "the last leaf is 99"),
        ("UPDATE entry SET note = 7 WHERE leaf_index = 4", "leaf 4: 7 is no bytes"),
        ("UPDATE entry SET leaf_hash = x'00' WHERE leaf_index = 4", "the hash of leaf 4"),
        ("UPDATE checkpoint SET size = 10 WHERE size = 9", "checkpoint 10: it says"),
        ("UPDATE checkpoint SET note = x'00' WHERE size = 9", "checkpoint 9: "),
        ("DELETE FROM checkpoint", "no checkpoint"),
        ("UPDATE head SET root = zeroblob(32)", "leaves 0-11: "),
        ("UPDATE head SET size = 13", "counts 13 entries"),
        ("DELETE FROM head", "`head` is missing"),
        ("DROP TABLE subtree", "no such table"),
    ],
)
def test_a_changed_database_fails_and_the_place_is_named(
    ledger: Path, change: str, expected: str
) -> None:
    state, lines = outcome(doctored(ledger, change))

    assert state is State.FAILS
    assert any(expected in line for line in lines), lines
