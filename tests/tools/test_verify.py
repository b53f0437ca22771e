"""The whole verifier over real little logs: sound ones, and one for each kind of damage."""

from pathlib import Path

import pytest

from ledger import fingerprint
from ledger.journal import ANCHOR, STATEMENT
from ledger.tlog.cosignature import cosign
from ledger.tlog.note import COSIGNATURE_ED25519, Note, SignerKey, VerifierKey
from ledger.tlog.policy import Policy
from ledger.tlog.text import to_base64
from ledger.tlog.tree import leaf_hash
from tests.support.device import Device, founders
from tests.support.judgement import judge, judge_log, reasons
from tests.support.log_builder import LogBuilder, body, story
from tools.source import DamagedError, DirectorySource, MissingError
from tools.tile import TileSource, folder_fetch
from tools.verdict import State
from tools.verify import Trust, unread, verify


@pytest.fixture(name="ledger")
def _ledger(tmp_path: Path) -> Path:
    """Return the directory of a sound log of 12 entries."""
    return story().write(tmp_path / "ledger")


def test_a_sound_ledger_is_proven_from_the_hash_in_its_own_directory(ledger: Path) -> None:
    verdict = judge(ledger)

    assert verdict.state is State.HOLDS, [*verdict.lines(0)]
    assert (verdict.entries, verdict.covered) == (12, 12)
    assert [reason for check in verdict.checks for reason in check.reasons] == []


def test_verification_leaves_nothing_behind(ledger: Path) -> None:
    before = sorted(ledger.iterdir())

    judge(ledger)

    assert sorted(ledger.iterdir()) == before


def test_published_tiles_are_proven_from_a_hash_given_from_outside(tmp_path: Path) -> None:
    log = story()
    source = TileSource("tiles", folder_fetch(log.publish(tmp_path)))

    for trust in (
        Trust(fingerprint=log.fingerprint),
        Trust(words=fingerprint.words(log.fingerprint)),
        Trust(policy=Policy.parse(f"log {log.founders.log.verifier}\nquorum none\n")),
    ):
        assert verify(source, trust).state is State.HOLDS


def test_without_a_root_of_trust_the_verdict_is_undecided_and_shows_eight_words(
    tmp_path: Path,
) -> None:
    log = story()

    verdict = verify(TileSource("tiles", folder_fetch(log.publish(tmp_path))), Trust())

    assert verdict.state is State.UNDECIDED
    assert fingerprint.words(log.fingerprint) in "\n".join(verdict.lines(0))


@pytest.mark.parametrize(
    "trust",
    [
        Trust(fingerprint=bytes(32)),
        Trust(words="babab babab babab babab babab babab babab babab"),
        Trust(policy=Policy.parse(f"log {Device.named('other').key.verifier}\nquorum none\n")),
    ],
)
def test_another_charter_than_the_trusted_one_fails(ledger: Path, trust: Trust) -> None:
    verdict = judge(ledger, trust)

    assert verdict.state is State.FAILS
    assert reasons(verdict, "trust")[0].startswith("leaf 0: ")


def test_a_page_of_256_entries_and_a_growing_log_are_proven(tmp_path: Path) -> None:
    log = LogBuilder()
    (device,) = log.enrol("16.08/kpu/gudang-01")
    for number in range(300):
        log.add(device.says(body(number)))
    log.sign()
    log.add(device.says(body(300)))

    verdict = judge(log.write(tmp_path / "ledger"))
    tiles = TileSource("tiles", folder_fetch(log.publish(tmp_path / "tiles")))
    published = verify(tiles, Trust(log.fingerprint))

    assert (verdict.state, verdict.entries, verdict.covered) == (State.HOLDS, 303, 302)
    assert reasons(verdict, "checkpoints") == ["leaf 302: 1 entries not covered yet"]
    assert (published.state, published.entries) == (State.HOLDS, 302)


def test_a_log_that_cannot_be_opened_has_a_verdict_too() -> None:
    assert unread("x", DamagedError("x/ledger.db")).state is State.FAILS
    assert unread("x", MissingError("x")).state is State.UNDECIDED


def test_one_process_and_two_say_the_same(tmp_path: Path) -> None:
    log = LogBuilder()
    (device,) = log.enrol("16.08/kpu/gudang-01")
    notes = [device.says(body(number)) for number in range(5000)]
    notes[4900] = broken_signature(notes[4900])
    device.head = leaf_hash(notes[-1])
    log.add(*notes)
    log.sign()
    source = DirectorySource(log.write(tmp_path / "ledger"))

    verdicts = [verify(source, Trust(), jobs=jobs).as_json() for jobs in (1, 2)]

    source.close()
    assert verdicts[0] == verdicts[1]
    assert "leaf 4902: the signature does not hold" in str(
        [*verify(source_of(tmp_path), Trust()).lines(0, "en")]
    )


def source_of(folder: Path) -> DirectorySource:
    return DirectorySource(folder / "ledger")


def broken_signature(raw: bytes) -> bytes:
    """Return a note whose signature is well formed and wrong."""
    note = Note.parse(raw)
    line = note.signatures[0]
    value = line.value[:40] + bytes([line.value[40] ^ 1]) + line.value[41:]
    return Note(note.text, (line._replace(value=value),)).serialise()


def test_a_signed_checkpoint_of_another_tree_in_the_disputes_is_proof(tmp_path: Path) -> None:
    log = story()
    folder = log.write(tmp_path / "ledger")
    fork = log.checkpoint(7)
    text = fork.text().replace(to_base64(fork.root), to_base64(bytes(32)))
    (folder / "disputes").mkdir()
    (folder / "disputes" / "7").write_bytes(log.founders.log.sign(text).serialise())

    verdict = judge(folder)

    assert verdict.state is State.FAILS
    assert "disputes/7: the log signed another tree" in reasons(verdict, "checkpoints")[0]


# What an operator who holds the log's key can make of it


def test_a_forged_note_under_a_new_root_fails_by_its_signature(tmp_path: Path) -> None:
    log = LogBuilder()
    (device,) = log.enrol("16.08/kpu/gudang-01")
    log.add(device.says(body(1)).replace(b'"place":"1"', b'"place":"9"'))

    verdict = judge_log(log, tmp_path)

    assert verdict.state is State.FAILS
    assert reasons(verdict, "signatures") == ["leaf 2: the signature does not hold over this text"]
    told = "daun 2: tidak sah: tanda tangan tidak cocok dengan teks ini"
    assert told in map(str.strip, verdict.lines(0, "id"))


def test_a_dropped_note_is_missed_by_its_journal(tmp_path: Path) -> None:
    log = LogBuilder()
    (device,) = log.enrol("16.08/kpu/gudang-01")
    log.add(device.says(body(1)))
    device.says(body(2))
    log.add(device.says(body(3)))

    verdict = judge_log(log, tmp_path)

    assert verdict.state is State.FAILS
    assert reasons(verdict, "journals") == [
        "leaf 3: 16.08/kpu/gudang-01: number 2 given, 1 expected"
    ]


def test_two_notes_in_the_other_order_are_missed_by_their_journal(tmp_path: Path) -> None:
    log = LogBuilder()
    (device,) = log.enrol("16.08/kpu/gudang-01")
    first, second = device.says(body(1)), device.says(body(2))
    log.add(second, first)

    verdict = judge_log(log, tmp_path)

    assert verdict.state is State.FAILS
    assert reasons(verdict, "journals")[0].startswith("leaf 2: ")


def test_a_note_after_another_predecessor_fails(tmp_path: Path) -> None:
    log = LogBuilder()
    (device,) = log.enrol("16.08/kpu/gudang-01")
    device.head = bytes(32)
    log.add(device.says(body(1)))

    verdict = judge_log(log, tmp_path)

    assert verdict.state is State.FAILS
    assert "does not follow" in reasons(verdict, "journals")[0]


def test_a_note_kept_after_its_revocation_fails_and_those_before_it_do_not(tmp_path: Path) -> None:
    log = LogBuilder()
    (device,) = log.enrol("16.08/kpu/gudang-01")
    log.add(device.says(body(1)), device.says(body(2)))
    log.add(log.founders.registrars[0].registers(f"revoke {device.name} after 0"))
    sound = judge_log(log, tmp_path / "sound")
    log.add(device.says(body(3)))

    verdict = judge_log(log, tmp_path)

    assert sound.state is State.HOLDS
    assert verdict.state is State.FAILS
    assert reasons(verdict, "journals") == [
        "leaf 5: 16.08/kpu/gudang-01 was revoked after number 0"
    ]


def test_a_note_of_a_journal_that_nobody_enrolled_fails(tmp_path: Path) -> None:
    log = LogBuilder()
    log.add(Device.named("16.08/kpu/gudang-01").says(body(1)))

    verdict = judge_log(log, tmp_path)

    assert verdict.state is State.FAILS
    assert "no note has enrolled" in reasons(verdict, "signatures")[0]


def test_a_note_of_another_log_fails(tmp_path: Path) -> None:
    log = LogBuilder()
    (device,) = log.enrol("16.08/kpu/gudang-01")
    device.origin = "segel.example/lain"
    log.add(device.says(body(1)))

    verdict = judge_log(log, tmp_path)

    assert verdict.state is State.FAILS
    assert reasons(verdict, "form") == ["leaf 2: signed for the log segel.example/lain"]


def test_a_leaf_that_is_no_note_fails(tmp_path: Path) -> None:
    log = LogBuilder()
    log.add(b"segel/statement/v1\nbukan catatan\n")

    verdict = judge_log(log, tmp_path)

    assert verdict.state is State.FAILS
    assert reasons(verdict, "form")[0].startswith("leaf 1: ")


def test_a_checkpoint_signed_over_another_root_fails_with_the_range(tmp_path: Path) -> None:
    log = story()
    log.add(log.founders.registrars[0].registers("revoke 16.08/kpu/gudang-02 after 0"))
    fork = log.checkpoint()
    text = fork.text().replace(to_base64(fork.root), to_base64(bytes(32)))
    log.checkpoints.append((13, log.founders.log.sign(text).serialise()))

    folder = log.write(tmp_path / "ledger")
    verdict = judge(folder)

    assert verdict.state is State.FAILS
    assert reasons(verdict, "checkpoints")[0].startswith(
        "leaf 12: ledger.db: checkpoint 13: the entries"
    )


def test_a_charter_that_not_everybody_signed_founds_nothing(tmp_path: Path) -> None:
    whole = founders()
    note = Note.parse(whole.note)
    log = LogBuilder()
    log.entries[0] = Note(note.text, note.signatures[:-1]).serialise()
    log.leaves[0] = leaf_hash(log.entries[0])

    verdict = judge(log.write(tmp_path / "ledger"))

    assert verdict.state is State.FAILS
    assert "still to sign" in reasons(verdict, "charter")[0]


# What only devices can say, and what is of a later version: undecided


def test_a_citation_of_another_tree_is_testimony_and_names_who_said_it(tmp_path: Path) -> None:
    for size in (2, 99):
        log = LogBuilder()
        (device,) = log.enrol("16.08/kpu/gudang-01")
        device.sees(size, bytes(32))
        log.add(device.says(body(1)))

        verdict = judge_log(log, tmp_path / str(size))

        assert verdict.state is State.UNDECIDED
        assert reasons(verdict, "citations") == [
            f"leaf 2: 16.08/kpu/gudang-01 number 0 cites another tree of size {size}"
        ]


LATER_KEY = "ponsel+00000000+" + to_base64(b"\xff" + bytes(40))


@pytest.mark.parametrize(
    "line",
    [
        "lend 16.08/kpu/gudang-01 to 16.08/kpu/gudang-02",
        f"enrol {LATER_KEY} {to_base64(bytes(64))}",
    ],
)
def test_a_verb_or_a_key_type_of_a_later_version_is_undecided(tmp_path: Path, line: str) -> None:
    log = LogBuilder()
    log.add(log.founders.registrars[0].registers(line))
    log.add(Device.named("16.08/kpu/gudang-09").says(body(1)))

    verdict = judge_log(log, tmp_path)

    assert verdict.state is State.UNDECIDED
    assert reasons(verdict, "register")[0].startswith("leaf 1: ")
    assert reasons(verdict, "signatures")[0].startswith("leaf 2: no note has")


def test_a_kind_of_note_of_a_later_version_is_undecided(tmp_path: Path) -> None:
    log = LogBuilder()
    (device,) = log.enrol("16.08/kpu/gudang-01")
    log.add(device.writes("segel/parcel/v1", "isi\n"), device.says(body(1)))

    verdict = judge_log(log, tmp_path)

    assert verdict.state is State.UNDECIDED
    assert reasons(verdict, "form") == ["leaf 2: segel/parcel/v1 is of a later version"]


def test_a_void_line_is_named_and_changes_nothing(tmp_path: Path) -> None:
    log = LogBuilder()
    log.add(log.founders.registrars[0].registers("revoke 16.08/kpu/nobody after 0"))

    verdict = judge_log(log, tmp_path)

    assert verdict.state is State.HOLDS
    assert reasons(verdict, "register")[0].startswith("leaf 1: void line: ")


def test_a_journal_may_be_resumed_beyond_what_it_lost(tmp_path: Path) -> None:
    log = LogBuilder()
    (device,) = log.enrol("16.08/kpu/gudang-01")
    log.add(device.says(body(1)))
    device.says(body(2))
    lost = device.says(body(3))
    line = f"resume {device.name} at 3 after {to_base64(leaf_hash(lost))}"
    log.add(log.founders.registrars[0].registers(line), device.says(body(4)))

    assert judge_log(log, tmp_path).state is State.HOLDS


# Witnesses


WITNESS = SignerKey.from_seed("w.bawaslu.example", bytes(range(32)))
WITNESS_KEY = VerifierKey(
    WITNESS.name, COSIGNATURE_ED25519, WITNESS.private.public_key().public_bytes_raw()
)
WITNESSED = f"witness bawaslu {WITNESS_KEY} https://w.bawaslu.example/\nquorum bawaslu\n"


@pytest.mark.parametrize(
    ("change", "expected"),
    [("", State.HOLDS), ("missing", State.UNDECIDED), ("other size", State.FAILS)],
)
def test_witnesses_are_counted(tmp_path: Path, change: str, expected: State) -> None:
    log = LogBuilder(founders(policy=WITNESSED))
    cited = log.checkpoint(1).text()
    line = cosign(cited, WITNESS.name, WITNESS.private, 1732640400).line()
    if change == "other size":
        log.enrol("16.08/kpu/gudang-01")
        log.sign()
        log.cosignatures.append((2, "bawaslu", line))
    elif not change:
        log.cosignatures.append((1, "bawaslu", line))

    verdict = judge(log.write(tmp_path / "ledger"))

    assert verdict.state is expected, [*verdict.lines(0, "en")]


@pytest.mark.parametrize("is_met", [True, False])
def test_an_anchor_holds_only_with_its_quorum(tmp_path: Path, is_met: bool) -> None:
    log = LogBuilder(founders(policy=WITNESSED))
    note = Note.parse(log.checkpoints[0][1])
    line = cosign(note.text, WITNESS.name, WITNESS.private, 1732640400)
    anchored = note.with_signature(line) if is_met else note
    log.add(log.founders.clerk.writes(ANCHOR, f"checkpoint {to_base64(anchored.serialise())}\n"))

    verdict = judge_log(log, tmp_path)

    assert (State.FAILS in {c.state for c in verdict.checks if c.key == "clerk"}) is not is_met


def test_a_statement_topic_is_what_the_tests_sign() -> None:
    assert story().entries[2].startswith(STATEMENT.encode())
