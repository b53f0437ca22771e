"""A witness signs growth and nothing else, remembers it, and keeps what contradicts."""

import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from ledger import key as keyfile
from ledger.errors import LockedError, MemoryLostError, StorageError
from ledger.tlog.addition import Addition, Contradiction, request
from ledger.tlog.checkpoint import Checkpoint
from ledger.tlog.cosignature import verify_cosignature
from ledger.tlog.errors import (
    FormatError,
    KeyFormatError,
    ProofError,
    SignatureError,
    StaleError,
    TlogError,
    UnknownLogError,
)
from ledger.tlog.note import COSIGNATURE_ED25519, Note, Signature, VerifierKey
from ledger.witness import (
    EVIDENCE_MAX,
    Evidence,
    Refusal,
    Watched,
    Witness,
    found,
    opened,
    origin_hash,
    trust,
)
from tests.support.grove import ORIGIN, Grove, key_of
from tests.support.observer import LOG, NAME, NOW, ask, clock, made, witness
from tests.support.server import ROOT


def cosigned(one: Witness, raw: bytes) -> int:
    """Ask, check the signature as any client would, and return its time."""
    line = ask(one, raw)
    assert isinstance(line, str), line
    note = Addition.parse(raw).note.serialise() + f"{line}\n".encode()
    return verify_cosignature(Note.parse(note), one.key).time


def refused(one: Witness, raw: bytes) -> TlogError:
    answer = ask(one, raw)
    assert isinstance(answer, TlogError)
    return answer


def test_growth_is_cosigned_with_the_time(tmp_path: Path) -> None:
    with witness(tmp_path) as one:
        assert cosigned(one, LOG.request(0, 5)) == NOW
        assert cosigned(one, LOG.request(5, 12)) == NOW
        assert one.logs() == [Watched(ORIGIN, 12, NOW)]


def test_the_same_tree_is_cosigned_again_with_the_time_of_now(tmp_path: Path) -> None:
    times = iter([NOW * 1000, (NOW + 60) * 1000])
    with witness(tmp_path, time=lambda: next(times)) as one:
        assert cosigned(one, LOG.request(0, 5)) == NOW
        assert cosigned(one, LOG.request(5, 5)) == NOW + 60


def test_what_it_signed_is_remembered_when_it_is_opened_again(tmp_path: Path) -> None:
    with witness(tmp_path) as one:
        cosigned(one, LOG.request(0, 8))
        newest = one.newest(origin_hash(ORIGIN))
    with opened(tmp_path / "saksi", clock) as one:
        assert one.newest(origin_hash(ORIGIN)) == newest
        stale = refused(one, LOG.request(0, 12))
        assert isinstance(stale, StaleError)
        assert stale.size == 8


def test_the_newest_checkpoint_bears_the_signatures_of_the_log_and_of_the_witness_alone(
    tmp_path: Path,
) -> None:
    stranger = key_of("someone.example")
    text = LOG.checkpoint(5).text()
    note = LOG.key.sign(text).with_signature(stranger.signature(text))
    with witness(tmp_path) as one:
        assert one.newest(origin_hash(ORIGIN)) is None
        cosigned(one, request(0, (), note.serialise()))
        newest = Note.parse(one.newest(origin_hash(ORIGIN)) or b"")

        assert [line.name for line in newest.signatures] == [ORIGIN, NAME]
        assert Checkpoint.opened(newest.serialise(), LOG.vkey) == LOG.checkpoint(5)
        assert verify_cosignature(newest, one.key).time == NOW
        assert one.newest("0" * 64) is None


def test_what_is_not_to_be_signed_is_refused_and_changes_nothing(tmp_path: Path) -> None:
    fork = LOG.fork(6, 40)
    broken = LOG.key.sign(LOG.checkpoint(12).text()).signatures[0]
    spoilt = Note(LOG.checkpoint(13).text(), (broken,)).serialise()
    with witness(tmp_path) as one:
        cosigned(one, LOG.request(0, 11))
        before = one.newest(origin_hash(ORIGIN))
        for raw, kind in {
            b"": FormatError,
            request(12, (), LOG.signed(11)): FormatError,
            Grove.grown(5, "other.example").request(0, 5): UnknownLogError,
            request(11, LOG.proof(11, 13), spoilt): SignatureError,
            LOG.request(0, 12): StaleError,
            LOG.request(5, 12): StaleError,
            fork.request(11, 12): ProofError,
            fork.request(11, 11): ProofError,
            request(11, (), LOG.signed(12)): ProofError,
        }.items():
            assert isinstance(refused(one, raw), kind)
            assert one.newest(origin_hash(ORIGIN)) == before


def test_a_first_contact_counts_from_nothing(tmp_path: Path) -> None:
    with witness(tmp_path) as one:
        assert isinstance(refused(one, LOG.request(3, 5)), StaleError)
        assert cosigned(one, LOG.request(0, 0)) == NOW  # the empty tree is a tree
        assert cosigned(one, LOG.request(0, 5)) == NOW


def test_logs_are_apart(tmp_path: Path) -> None:
    other = Grove.grown(9, "segel.example/latihan/16.09/pilkada-2024")
    with witness(tmp_path, LOG, other) as one:
        cosigned(one, LOG.request(0, 12))
        cosigned(one, other.request(0, 3))
        cosigned(one, other.request(3, 9))

        assert [(log.origin, log.size) for log in one.logs()] == [
            (ORIGIN, 12),
            (other.key.name, 9),
        ]


def test_a_log_may_have_several_keys_and_another_name_for_them(tmp_path: Path) -> None:
    path = made(tmp_path / "saksi")
    keys = [key_of("segel.example/pertama"), key_of("segel.example/kedua")]
    for key in keys:
        trust(path, key.verifier, ORIGIN)
    text = LOG.checkpoint(5).text()
    with opened(path, clock) as one:
        assert {key.name for key in one.keys(ORIGIN)} == {key.name for key in keys}
        cosigned(one, request(0, (), keys[1].sign(text).serialise()))
        broken = Signature(keys[0].name, keys[0].verifier.id, bytes(64))
        both = keys[1].sign(text).with_signature(broken)
        assert isinstance(refused(one, request(5, (), both.serialise())), SignatureError)


def test_two_roots_for_one_size_are_kept_as_evidence(tmp_path: Path) -> None:
    fork = LOG.fork(6, 40)
    with witness(tmp_path) as one:
        cosigned(one, LOG.request(0, 11))
        for _ in range(3):
            refused(one, fork.request(11, 11))
        assert one.refusals() == [Refusal(1, ORIGIN, Contradiction.EQUIVOCATION, NOW, 11, 11)]
        kept = one.evidence(1)
        assert kept == Evidence(one.newest(origin_hash(ORIGIN)) or b"", fork.request(11, 11))
        assert kept.offered == fork.signed(11)
        assert one.evidence(2) is None


def test_evidence_is_kept_even_where_the_answer_is_that_the_request_is_stale(
    tmp_path: Path,
) -> None:
    fork = LOG.fork(6, 40)
    with witness(tmp_path) as one:
        cosigned(one, LOG.request(0, 11))

        assert isinstance(refused(one, fork.request(0, 11)), StaleError)
        assert [kept.kind for kept in one.refusals()] == [Contradiction.EQUIVOCATION]


def test_each_kind_of_contradiction_is_kept_newest_first(tmp_path: Path) -> None:
    fork = LOG.fork(6, 40)
    empty = LOG.key.sign(Checkpoint(ORIGIN, 0, bytes(32)).text()).serialise()
    with witness(tmp_path) as one:
        refused(one, request(0, (), empty))
        cosigned(one, LOG.request(0, 11))
        refused(one, fork.request(11, 14))
        refused(one, request(11, [bytes(32)], LOG.signed(12)))

        assert [(kept.kind.value, kept.size, kept.offered) for kept in one.refusals()] == [
            ("unproven", 11, 12),
            ("fork", 11, 14),
            ("empty", 0, 0),
        ]
        assert one.evidence(1) == Evidence(b"", request(0, (), empty))


def test_a_request_that_is_merely_late_or_wrong_leaves_no_evidence(tmp_path: Path) -> None:
    with witness(tmp_path) as one:
        cosigned(one, LOG.request(0, 11))
        for raw in (
            LOG.request(0, 5),
            LOG.request(5, 12),
            request(11, [bytes(32)], LOG.signed(11)),
        ):
            refused(one, raw)

        assert one.refusals() == []


def test_whoever_sends_spoilt_proofs_fills_neither_the_disk_nor_the_place_of_proof(
    tmp_path: Path,
) -> None:
    many = Grove.grown(EVIDENCE_MAX + 20)
    with witness(tmp_path) as one:
        cosigned(one, many.request(0, 5))
        futures = [
            one.submit(request(5, [bytes(32)], many.signed(size)))
            for size in range(6, EVIDENCE_MAX + 20)
        ]
        assert all(isinstance(f.result()[0], ProofError) for f in futures)
        refused(one, many.fork(3, 9).request(5, 5))

        kinds = [kept.kind for kept in one.refusals()]
        assert kinds == [Contradiction.EQUIVOCATION] + [Contradiction.UNPROVEN] * EVIDENCE_MAX


def test_lines_of_strangers_are_not_kept(tmp_path: Path) -> None:
    fork = LOG.fork(6, 40)
    junk = Signature("stranger.example", b"abcd", bytes(3000))
    with witness(tmp_path) as one:
        cosigned(one, LOG.request(0, 11))
        note = Note.parse(fork.signed(11)).with_signature(junk)
        refused(one, request(11, (), note.serialise()))

        assert one.evidence(1) == Evidence(
            one.newest(origin_hash(ORIGIN)) or b"", fork.request(11, 11)
        )


def test_of_many_clients_at_once_none_rolls_the_log_back(tmp_path: Path) -> None:
    with witness(tmp_path) as one:

        def climb(start: int) -> list[int]:
            """Grow from wherever the witness stands, as a log with several senders does."""
            old, mine = 0, []
            for size in range(start, 41, 4):
                for _ in range(50):
                    if old > size:
                        break
                    answer = ask(one, LOG.request(old, size))
                    if isinstance(answer, str):
                        mine.append(size)
                        old = size
                        break
                    assert isinstance(answer, StaleError)
                    old = answer.size
            return mine

        with ThreadPoolExecutor(4) as pool:
            signed = list(pool.map(climb, (1, 2, 3, 4)))

        sizes = [size for part in signed for size in part]
        assert one.logs() == [Watched(ORIGIN, max(sizes), NOW)]
        assert one.refusals() == []


def test_only_one_process_serves_a_witness(tmp_path: Path) -> None:
    with witness(tmp_path):
        script = (
            "import sys; from pathlib import Path; from ledger.witness import opened\n"
            "with opened(Path(sys.argv[1]), lambda: 0): pass"
        )
        words = [sys.executable, "-c", script, str(tmp_path / "saksi")]
        ran = subprocess.run(words, capture_output=True, check=False, cwd=ROOT)
        assert b"LockedError" in ran.stderr
        with pytest.raises(LockedError):
            trust(tmp_path / "saksi", key_of("new.example").verifier, "new.example")


def test_a_witness_without_its_memory_is_not_opened(tmp_path: Path) -> None:
    path = made(tmp_path / "saksi", LOG)
    for file in path.glob("witness.db*"):
        file.unlink()

    with pytest.raises(MemoryLostError), opened(path, clock):
        pass
    with pytest.raises(MemoryLostError):
        trust(path, LOG.vkey, ORIGIN)
    with pytest.raises(FileExistsError):  # the key is there still: it must not begin anew
        found(path, key_of(NAME))


def test_a_witness_with_the_memory_of_another_key_is_not_opened(tmp_path: Path) -> None:
    path = made(tmp_path / "saksi", LOG)
    (path / "witness.key").unlink()
    keyfile.save(path / "witness.key", key_of("saksi.pers.example/w1"))

    with pytest.raises(MemoryLostError, match="another key"), opened(path, clock):
        pass


def test_a_witness_is_made_once(tmp_path: Path) -> None:
    path = made(tmp_path / "saksi", LOG)

    with pytest.raises(FileExistsError):
        found(path, key_of(NAME))
    assert (path / "witness.key").stat().st_mode & 0o777 == 0o600


def test_a_key_that_signs_no_checkpoints_is_not_trusted(tmp_path: Path) -> None:
    path = made(tmp_path / "saksi")
    other = VerifierKey(ORIGIN, COSIGNATURE_ED25519, LOG.vkey.public)
    weak = VerifierKey(ORIGIN, LOG.vkey.algorithm, bytes([1]) + bytes(31))

    for key in (other, weak):
        with pytest.raises(KeyFormatError):
            trust(path, key, ORIGIN)


def test_the_memory_refuses_to_forget_to_roll_back_and_to_lose_evidence(tmp_path: Path) -> None:
    with witness(tmp_path) as one:
        cosigned(one, LOG.request(0, 11))
        refused(one, LOG.fork(6, 40).request(11, 11))
    with closing(sqlite3.connect(tmp_path / "saksi" / "witness.db")) as database:
        for sql in (
            "DELETE FROM head",
            "UPDATE head SET size = size - 1",
            "UPDATE head SET root = zeroblob(32)",
            "UPDATE head SET origin = 'x'",
            "INSERT OR REPLACE INTO head SELECT origin, 0, root, note, 0 FROM head",
            "DELETE FROM evidence",
            "UPDATE evidence SET kind = 'x'",
        ):
            with pytest.raises(sqlite3.IntegrityError):
                database.execute(sql)


def test_nothing_is_signed_that_cannot_be_written(tmp_path: Path) -> None:
    with witness(tmp_path) as one:
        cosigned(one, LOG.request(0, 5))
        with closing(sqlite3.connect(tmp_path / "saksi" / "witness.db", timeout=0)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(StorageError):
                one.submit(LOG.request(5, 8)).result()
        assert cosigned(one, LOG.request(5, 8)) == NOW
