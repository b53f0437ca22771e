"""A copy is a valid log at every moment, whatever is offered and whatever breaks."""

from pathlib import Path

import pytest

from ledger.equivocation import Equivocation
from ledger.errors import CharterError, ForkError, ReplicaError, ShrunkError, UnprovenError
from ledger.replica import Offer, Replica, Taken
from ledger.series import Series
from ledger.tlog.errors import SignatureError
from ledger.tlog.note import Note, Signature
from ledger.tlog.text import to_base64
from ledger.tlog.tile import WIDTH, Tile
from tests.ledger.test_mirror import log_of, reads, spoilt
from tests.support.log_builder import LogBuilder
from tests.support.witness import Cosigner, policy_text


def anybody(_: bytes) -> bool:
    return True


def shows(log: LogBuilder, *sizes: int) -> Offer:
    """Return what a log shows that has signed some sizes, all of them by default."""
    sign = log.founders.log.sign
    notes = [sign(log.checkpoint(size).text()).serialise() for size in sizes or (log.size,)]
    return Offer(reads(log), notes)


def takes(folder: Path, offer: Offer) -> Taken:
    return Replica(folder).take(offer, anybody)


def files(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def is_of(folder: Path, log: LogBuilder, tmp_path: Path) -> bool:
    """Tell whether a copy is, file for file, what a publisher of the log would have."""
    log.sign()
    expected = files(log.publish(tmp_path / f"expected-{log.size}"))
    found = files(folder)
    return all(found.get(name) == raw for name, raw in expected.items())


def test_a_copy_is_file_for_file_the_log(tmp_path: Path) -> None:
    log, copy = log_of(700), tmp_path / "copy"
    taken = takes(copy, shows(log, 1, 300, 700))

    assert is_of(copy, log, tmp_path)
    assert (taken.size, taken.is_first, taken.written) == (700, True, 7)
    assert Replica(copy).pinned() == log.fingerprint == taken.fingerprint
    assert len((copy / "checkpoints" / "000").read_bytes().splitlines()) == 3
    again = takes(copy, shows(log))
    assert (again.is_first, again.written, again.repaired) == (False, 0, [])


def test_it_grows_and_old_partial_tiles_go_one_step_later(tmp_path: Path) -> None:
    log, copy = log_of(700), tmp_path / "copy"
    replica = Replica(copy)
    for size in (3, 200, 256, 258, 700):
        replica.take(shows(log, size), anybody, is_quick=True)
        (copy / "checkpoint").read_bytes()
        assert replica.size() == size

    assert is_of(copy, log, tmp_path)
    names = set(files(copy))
    assert "tile/entries/001.p/2" in names  # for readers who still have the checkpoint of 258
    assert not any(name.startswith("tile/entries/000.p/") for name in names)


def test_what_it_has_need_not_be_read_again(tmp_path: Path) -> None:
    log, copy = log_of(700), tmp_path / "copy"
    takes(copy, shows(log, 600))
    asked: list[Tile] = []

    def read(tile: Tile) -> list[bytes]:
        asked.append(tile)
        return reads(log)(tile)

    Replica(copy).take(Offer(read, shows(log, 700).notes), anybody)

    assert Tile(-1, 1) not in asked


@pytest.mark.parametrize("broken", [0, 1, 2])
def test_a_cut_leaves_the_older_copy_and_the_next_try_goes_on(tmp_path: Path, broken: int) -> None:
    log, copy = log_of(700), tmp_path / "copy"
    takes(copy, shows(log, 100))
    before = files(copy)

    def read(tile: Tile) -> list[bytes]:
        if tile.level < 0 and tile.index == broken and tile.width == min(WIDTH, 700 - 256 * broken):
            raise ConnectionError("cut")
        return reads(log)(tile)

    with pytest.raises(ConnectionError):
        Replica(copy).take(Offer(read, shows(log).notes), anybody)
    assert {name: files(copy)[name] for name in before} == before

    takes(copy, shows(log))
    assert is_of(copy, log, tmp_path)


def test_a_crash_before_the_checkpoint_is_shown_loses_nothing(tmp_path: Path) -> None:
    log, copy = log_of(300), tmp_path / "copy"
    takes(copy, shows(log, 100))
    old = (copy / "checkpoint").read_bytes()
    takes(copy, shows(log, 200))
    (copy / "checkpoint").write_bytes(old)

    with pytest.raises(ShrunkError):
        takes(copy, shows(log, 100))
    taken = takes(copy, shows(log, 300))

    assert taken.repaired == []
    assert is_of(copy, log, tmp_path)


def test_every_flipped_bit_is_put_right_or_the_copy_refuses(tmp_path: Path) -> None:
    log, copy = log_of(300), tmp_path / "copy"
    takes(copy, shows(log))
    whole = files(copy)
    for name, raw in whole.items():
        (copy / name).write_bytes(raw[:7] + bytes([raw[7] ^ 1]) + raw[8:])
        if name == "charter.hash":
            with pytest.raises((ReplicaError, CharterError)):
                takes(copy, shows(log))
            (copy / name).write_bytes(raw)
            continue
        assert takes(copy, shows(log)).repaired == [name]
        assert {**files(copy), **whole} == files(copy)


def test_a_copy_that_does_not_know_what_it_has_shown_refuses(tmp_path: Path) -> None:
    log, copy = log_of(300), tmp_path / "copy"
    takes(copy, shows(log))
    for name in ("checkpoint", "checkpoints/000"):
        (copy / name).write_bytes(b"?")
    before = files(copy)

    with pytest.raises(ReplicaError, match="checkpoint is damaged"):
        takes(copy, shows(log))

    assert files(copy) == before


@pytest.mark.parametrize("size", [300, 280, 320])
def test_a_fork_is_proven_and_nothing_is_overwritten(tmp_path: Path, size: int) -> None:
    log, other, copy = log_of(300), log_of(320, "x"), tmp_path / "copy"
    takes(copy, shows(log))
    before = files(copy)

    with pytest.raises(ForkError):
        takes(copy, shows(other, size))

    found = files(copy)
    assert {name: found[name] for name in before} == before
    evidence = {name: raw for name, raw in found.items() if name.startswith("evidence/")}
    (proof,) = [raw for name, raw in evidence.items() if name.endswith(".equivocation")]
    histories = Equivocation.parse(proof).proven()
    assert {histories.smaller.size, histories.larger.size} == {300, size}
    assert {shows(log).notes[0], shows(other, size).notes[0]} <= set(evidence.values())


def test_a_log_that_shrank_is_named_and_both_checkpoints_are_kept(tmp_path: Path) -> None:
    log, copy = log_of(300), tmp_path / "copy"
    takes(copy, shows(log))
    before = files(copy)

    with pytest.raises(ShrunkError, match="had 300 entries, and now shows 299"):
        takes(copy, shows(log, 299))

    found = files(copy)
    assert {name: found.pop(name) for name in before} == before
    assert set(found.values()) == {*shows(log).notes, *shows(log, 299).notes}


def test_an_older_checkpoint_that_its_own_tree_denies_is_a_fork(tmp_path: Path) -> None:
    log, other = log_of(300), log_of(300, "x")
    offer = shows(log, 300)
    notes = [*shows(other, 200).notes, *offer.notes]

    with pytest.raises(ForkError, match="sizes 200 and 300"):
        takes(tmp_path / "copy", Offer(offer.read, notes))

    assert not (tmp_path / "copy" / "checkpoint").exists()
    assert len(list((tmp_path / "copy" / "evidence").iterdir())) == 3


def test_another_ledger_is_refused_whoever_vouches_for_it(tmp_path: Path) -> None:
    log, copy = log_of(300), tmp_path / "copy"
    fake = LogBuilder()
    fake.entries[0] += b"\n"

    with pytest.raises(ReplicaError, match="another ledger"):
        Replica(copy).take(shows(log), lambda leaf: leaf == bytes(32))
    assert not copy.exists()
    takes(copy, shows(log))
    with pytest.raises(ReplicaError, match="another ledger"):
        takes(copy, Offer(reads(fake), shows(log).notes))


def test_a_checkpoint_that_the_log_did_not_sign_is_refused(tmp_path: Path) -> None:
    log = log_of(300)
    text = log.checkpoint().text()
    note = log.founders.clerk.key.sign(text).serialise()

    with pytest.raises(SignatureError):
        takes(tmp_path, Offer(reads(log), [note]))
    assert files(tmp_path) == {}


def test_false_entries_are_never_written(tmp_path: Path) -> None:
    log = log_of(700)
    offer = Offer(spoilt(reads(log), lambda tile: tile == Tile(-1, 1)), shows(log).notes)

    with pytest.raises(UnprovenError, match="tile/entries/001"):
        takes(tmp_path, offer)

    assert not (tmp_path / "checkpoint").exists()
    assert set(files(tmp_path)) == {"charter.hash", "tile/0/000", "tile/entries/000"}


def test_an_empty_log_has_no_charter(tmp_path: Path) -> None:
    with pytest.raises(CharterError, match="empty"):
        takes(tmp_path, shows(log_of(3), 0))


def test_a_late_cosignature_is_added(tmp_path: Path) -> None:
    log = log_of(10)
    offer = shows(log)
    takes(tmp_path, offer)
    late = Note.parse(offer.notes[0]).with_signature(Signature("w1", b"wit1", bytes(72)))

    takes(tmp_path, Offer(offer.read, [late.serialise()]))
    takes(tmp_path, offer)

    assert (tmp_path / "checkpoint").read_bytes() == late.serialise()


@pytest.mark.parametrize("is_quick", [False, True])
def test_a_false_line_of_a_known_witness_takes_nothing_away(
    tmp_path: Path, *, is_quick: bool
) -> None:
    log, witness = log_of(7), Cosigner.named("bawaslu")
    policy = f"policy {to_base64(policy_text(1, witness).encode())}"
    log.add(log.founders.registrars[0].registers(policy), *log_of(300).entries)
    bare = Note.parse(shows(log).notes[0])
    true = witness.cosigns(bare).serialise()
    false = Signature(witness.verifier.name, witness.verifier.id, bytes(72))

    takes(tmp_path, Offer(reads(log), [bare.with_signature(false).serialise()]))
    assert (tmp_path / "checkpoint").read_bytes() == bare.serialise()
    takes(tmp_path, Offer(reads(log), [true]))
    offer = Offer(reads(log), [bare.with_signature(false).serialise()])
    Replica(tmp_path).take(offer, anybody, is_quick=is_quick)

    assert (tmp_path / "checkpoint").read_bytes() == true
    assert list(Series(tmp_path).notes()) == [true]


def test_a_contradiction_that_is_shown_again_under_other_lines_is_kept_once(tmp_path: Path) -> None:
    log = log_of(10)
    takes(tmp_path, shows(log))
    old = Note.parse(shows(log, 4).notes[0])

    for number in range(3):
        line = Signature("stranger", b"some", bytes([number]) * 9)
        with pytest.raises(ShrunkError):
            takes(tmp_path, Offer(reads(log), [old.with_signature(line).serialise()]))

    assert len(list((tmp_path / "evidence").iterdir())) == 2


@pytest.mark.parametrize("size", [20, 300])
def test_a_charter_that_is_shown_once_does_not_vouch_for_another_tree(
    tmp_path: Path, size: int
) -> None:
    log, fake = log_of(size), log_of(size)
    fake.entries[0] += b"\n"
    fake = _of_entries(fake.entries)
    asked = iter(range(1_000))

    def read(tile: Tile) -> list[bytes]:
        return reads(log if next(asked) == 0 else fake)(tile)

    with pytest.raises(UnprovenError):
        Replica(tmp_path).take(Offer(read, shows(fake).notes), lambda leaf: leaf == log.fingerprint)
    assert not (tmp_path / "checkpoint").exists()


def _of_entries(entries: list[bytes]) -> LogBuilder:
    log = LogBuilder(entries=[b"-"])
    log.entries.clear()
    log.add(*entries)
    return log
