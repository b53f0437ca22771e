"""Examination of evidence files: what is proven, what is bad and named, what stays undecided."""

from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings, strategies as st

from ledger.bundle import Bundle
from ledger.fingerprint import words
from ledger.tlog.checkpoint import Checkpoint
from ledger.tlog.note import VerifierKey
from ledger.tlog.policy import Policy
from ledger.tlog.text import to_base64
from ledger.tlog.tree import leaf_hash
from tests.support.device import Device, founders
from tests.support.exhibit import WITNESSES, bundled, cosigned, resealed, witnessed
from tests.support.judgement import reasons
from tests.support.log_builder import LogBuilder, body, story
from tests.support.witness import AT, Cosigner, policy_text
from tools.exhibit import examine, judge
from tools.verdict import Language, State
from tools.verify import Trust

LOG = witnessed()
BUNDLE = bundled(LOG, [3, 4, 6], [1, 2, 5])
RAW = BUNDLE.serialise()
TRUST = Trust(fingerprint=LOG.fingerprint)


def test_a_sound_file_is_proven_under_its_charter() -> None:
    dossier = judge(RAW, TRUST)

    assert dossier.state is State.HOLDS, [*dossier.lines(0)]
    assert (dossier.entries, dossier.covered) == (7, 7)
    assert [reason for check in dossier.checks for reason in check.reasons] == []


def test_every_spelling_of_trust_is_taken_and_the_file_is_none() -> None:
    policy = f"log {LOG.founders.log.verifier}\n{policy_text(1, WITNESSES[0])}"

    for trust in (Trust(words=words(LOG.fingerprint)), Trust(policy=Policy.parse(policy))):
        assert judge(RAW, trust).state is State.HOLDS
    for trust in (Trust(fingerprint=bytes(32)), Trust(policy=Policy.parse("quorum none\n"))):
        assert judge(RAW, trust).state is State.FAILS


def test_without_trust_it_is_undecided_and_shows_the_eight_words() -> None:
    dossier = judge(RAW, Trust())

    assert dossier.state is State.UNDECIDED
    assert words(LOG.fingerprint) in "\n".join(dossier.lines(0))


def test_every_statement_has_its_bracket() -> None:
    statements = judge(RAW, TRUST).statements

    assert [(one.leaf_index, one.bracket) for one in statements] == [
        (3, (AT, AT + 660)),
        (4, (AT, AT + 660)),
        (6, (AT, AT + 1260)),
    ]


def test_a_citation_of_a_tree_that_never_was_bounds_no_time() -> None:
    log = witnessed()
    device = Device.named("16.08/kpu/gudang-01")
    device.head, device.sequence = leaf_hash(log.entries[6]), 3
    device.sees(6, bytes(32))
    index = log.add(device.says(body(4)))
    log.sign()

    dossier = judge(bundled(log, [index], [1, 2, 5]).serialise(), Trust(log.fingerprint))

    assert dossier.state is State.UNDECIDED
    assert dossier.statements[0].bracket.not_before is None


def test_a_statement_that_is_only_needed_has_its_bracket_too() -> None:
    statements = judge(bundled(LOG, [3], [1, 2, 4, 5]).serialise(), TRUST).statements

    assert [(one.leaf_index, one.is_chosen) for one in statements] == [(3, True), (4, False)]
    assert statements[1].bracket == (AT, AT + 660)


def test_a_left_out_anchor_widens_a_bracket_and_falsifies_none() -> None:
    dossier = judge(bundled(LOG, [3], [1]).serialise(), TRUST)

    assert dossier.state is State.HOLDS
    assert dossier.statements[0].bracket == (None, AT + 1260)


def test_it_says_what_it_does_not_prove() -> None:
    words: dict[Language, str] = {"id": "Yang TIDAK dibuktikan:", "en": "What this does NOT prove:"}
    for language, said in words.items():
        lines = [*judge(RAW, TRUST).lines(0, language)]
        assert said in lines
        assert len(lines[lines.index(said) :]) >= 7


# Damage and forgery


def test_no_changed_byte_is_accepted() -> None:
    for at in range(len(RAW)):
        assert judge(RAW[:at] + bytes([RAW[at] ^ 1 << at % 8]) + RAW[at + 1 :], TRUST).state is (
            State.FAILS
        )


@settings(max_examples=300)
@given(st.integers(0, len(RAW) - 1), st.integers(0, 7))
def test_under_a_new_seal_a_changed_bit_changes_no_note(at: int, bit: int) -> None:
    raw = resealed(RAW[:at] + bytes([RAW[at] ^ 1 << bit]) + RAW[at + 1 :])

    dossier = judge(raw, TRUST)

    if dossier.state is State.HOLDS:  # what the maker asked for is only the maker's word
        changed = Bundle.parse(raw)
        assert (changed.leaves, changed.tree) == (BUNDLE.leaves, BUNDLE.tree)


@settings(max_examples=200)
@given(st.integers(0, len(RAW) - 1), st.integers(0, 200), st.binary(max_size=40))
def test_any_damage_is_named(start: int, length: int, put: bytes) -> None:
    raw = RAW[:start] + put + RAW[start + length :]
    for damaged in (raw, resealed(raw + b"\nseal ")):
        dossier = judge(damaged, TRUST)
        if damaged != RAW and dossier.state is not State.HOLDS:
            assert any(check.reasons for check in dossier.checks)


def test_entries_of_another_log_do_not_lead_to_the_root() -> None:
    other = LogBuilder(founders(policy=policy_text(2, *WITNESSES)))
    (device,) = other.enrol("16.08/kpu/gudang-01")
    stolen = other.entries[other.add(device.says(body(99)))]
    leaves = tuple(
        one._replace(note=stolen) if one.leaf_index == 3 else one for one in BUNDLE.leaves
    )
    forged = replace(BUNDLE, leaves=leaves)

    dossier = judge(forged.serialise(), TRUST)

    assert dossier.state is State.FAILS
    assert "do not lead to the root" in reasons(dossier, "proof")[0]


def test_notes_signed_for_another_log_fail_even_if_this_log_holds_them() -> None:
    log = LogBuilder()
    (device,) = log.enrol("16.08/kpu/gudang-01")
    device.origin = "segel.example/lain"
    log.add(device.says(body(1)))
    log.sign()

    dossier = judge(bundled(log, [2], [1]).serialise(), Trust(log.fingerprint))

    assert dossier.state is State.FAILS
    assert reasons(dossier, "signatures") == ["leaf 2: signed for the log segel.example/lain"]


def test_a_chain_of_enrolment_that_is_cut_is_undecided() -> None:
    dossier = judge(bundled(LOG, [3, 4], [2, 5]).serialise(), TRUST)

    assert dossier.state is State.UNDECIDED
    assert reasons(dossier, "register")[0] == (
        "leaf 3: no line in this file has enrolled 16.08/kpu/gudang-01"
    )


def test_a_false_claim_to_a_signers_key_takes_nothing_from_it() -> None:
    log = LogBuilder()
    real, thief = Device.named("16.08/kpu/gudang-01"), Device.named("16.08/kpu/maling")
    key = real.key.verifier
    claim = VerifierKey(thief.name, key.algorithm, key.public)
    line = f"enrol {claim} {to_base64(bytes(64))}"
    log.add(log.founders.registrars[0].registers(line))
    log.add(log.founders.enrol(real), real.says(body(1)))
    log.sign()

    dossier = judge(bundled(log, [3], [1, 2]).serialise(), Trust(log.fingerprint))

    assert dossier.state is State.HOLDS, [*dossier.lines(0)]


def test_a_complete_fake_with_its_own_charter_fails_under_the_real_one() -> None:
    fake = LogBuilder(founders(names=("16.08/a", "16.08/b"), policy=policy_text(2, *WITNESSES)))
    (device,) = fake.enrol("16.08/kpu/gudang-01")
    fake.add(device.says(body(1)))
    fake.sign()
    raw = bundled(fake, [2], [1]).serialise()

    assert judge(raw, TRUST).state is State.FAILS
    assert reasons(judge(raw, TRUST), "trust") == ["not the charter that is trusted"]
    assert judge(raw, Trust()).state is State.UNDECIDED


def test_a_charter_that_not_everybody_signed_fails() -> None:
    charter = BUNDLE.leaves[0].note
    cut = charter[: charter.rindex("— ".encode())]
    leaves = (BUNDLE.leaves[0]._replace(note=cut), *BUNDLE.leaves[1:])
    forged = replace(BUNDLE, leaves=leaves)

    dossier = judge(forged.serialise(), TRUST)

    assert "still to sign" in reasons(dossier, "charter")[0]
    assert dossier.state is State.FAILS


def test_a_policy_that_one_registrar_slips_in_is_not_in_force() -> None:
    log = story()
    thief = Cosigner.named("pencuri")
    policy = f"policy {to_base64(policy_text(1, thief).encode())}"
    index = log.add(log.founders.registrars[0].registers(policy))
    log.sign()
    size, raw = log.checkpoints[-1]
    log.checkpoints[-1] = (size, cosigned(raw, AT))

    dossier = judge(bundled(log, [2], [1, index]).serialise(), Trust(log.fingerprint))

    summary = next(check for check in dossier.checks if check.key == "witnesses").summary.en
    assert summary == "none are asked for (policy by the lines in the file); valid 0"


def test_witnesses_are_not_done_away_with_by_leaving_out_a_word_taken_back() -> None:
    log = LogBuilder(founders(policy=policy_text(1, WITNESSES[0])))
    first, second = log.founders.registrars[:2]
    none, other = (
        f"policy {to_base64(text.encode())}"
        for text in ("quorum none\n", policy_text(1, *WITNESSES))
    )
    log.add(first.registers(none), first.registers(other), second.registers(none))
    (device,) = log.enrol("16.08/kpu/gudang-01")
    index = log.add(device.says(body(1)))
    log.sign()

    dossier = judge(bundled(log, [index], [1, 3, 4]).serialise(), Trust(log.fingerprint))

    assert dossier.state is not State.HOLDS
    assert "only the whole log shows" in reasons(dossier, "witnesses")[0]


def test_a_policy_inside_the_file_is_no_root_of_trust_but_one_from_outside_is() -> None:
    strict = f"log {LOG.founders.log.verifier}\n{policy_text(3, *WITNESSES, Cosigner.named('x'))}"

    dossier = judge(RAW, Trust(policy=Policy.parse(strict)))

    assert dossier.state is State.UNDECIDED
    assert reasons(dossier, "witnesses") == ["the quorum of witnesses is not met"]


def test_without_its_witnesses_the_checkpoint_is_undecided() -> None:
    bare = LOG.founders.log.sign(LOG.checkpoint().text()).serialise()
    forged = replace(BUNDLE, checkpoint=bare)

    dossier = judge(forged.serialise(), TRUST)

    assert dossier.state is State.UNDECIDED
    assert reasons(dossier, "witnesses") == ["the quorum of witnesses is not met"]


def test_a_tree_that_only_the_witnesses_signed_fails() -> None:
    checkpoint = BUNDLE.checkpoint.decode().split("\n")
    alone = "\n".join(checkpoint[:4] + checkpoint[5:]).encode()
    forged = replace(BUNDLE, checkpoint=alone)

    dossier = judge(forged.serialise(), TRUST)

    assert dossier.state is State.FAILS
    assert "no signature by" in reasons(dossier, "checkpoints")[0]


def test_a_note_after_its_journals_revocation_fails_and_one_before_is_doubted() -> None:
    log = LogBuilder()
    (device,) = log.enrol("16.08/kpu/gudang-01")
    log.add(device.says(body(1)), device.says(body(2)))
    log.add(log.founders.registrars[0].registers(f"revoke {device.name} after 0"))
    log.sign()
    doubted = judge(bundled(log, [2, 3], [1, 4]).serialise(), Trust(log.fingerprint))
    log.add(device.says(body(3)))
    log.sign()
    late = judge(bundled(log, [5], [1, 4]).serialise(), Trust(log.fingerprint))

    assert doubted.state is State.HOLDS
    assert reasons(doubted, "register") == [
        "leaf 3: doubted: 16.08/kpu/gudang-01 was revoked after number 0"
    ]
    assert late.state is State.FAILS


def test_two_notes_that_do_not_follow_each_other_fail() -> None:
    log = LogBuilder()
    (device,) = log.enrol("16.08/kpu/gudang-01")
    log.add(device.says(body(1)))
    device.head = bytes(32)
    log.add(device.says(body(2)))
    log.sign()

    dossier = judge(bundled(log, [2, 3], [1]).serialise(), Trust(log.fingerprint))

    assert dossier.state is State.FAILS
    assert "does not follow" in reasons(dossier, "journals")[0]


def test_a_citation_of_a_tree_that_never_was_is_testimony() -> None:
    log = LogBuilder()
    (device,) = log.enrol("16.08/kpu/gudang-01")
    log.add(device.says(body(1)))
    device.sees(2, bytes(32))
    log.add(device.says(body(2)))
    log.sign()

    dossier = judge(bundled(log, [3], [1]).serialise(), Trust(log.fingerprint))

    assert dossier.state is State.UNDECIDED
    assert reasons(dossier, "citations") == [
        "leaf 3: 16.08/kpu/gudang-01 number 1 cites another tree of size 2"
    ]


def test_a_citation_of_a_lost_tail_is_explained_by_the_recovery_beside_it() -> None:
    log = LogBuilder()
    (device,) = log.enrol("16.08/kpu/gudang-01")
    log.add(device.says(body(1)))
    index = recovered(log, log.sign(), device)

    whole = judge(bundled(log, [index], [1, 3, 4]).serialise(), Trust(log.fingerprint))
    cut = judge(bundled(log, [index], [1]).serialise(), Trust(log.fingerprint))

    assert whole.state is State.HOLDS
    assert "cites the lost tail" in reasons(whole, "citations")[0]
    assert "the log was recovered from 3 entries" in reasons(whole, "register")[0]
    assert cut.state is State.UNDECIDED


def test_a_recovery_that_was_void_excuses_nothing_by_what_is_left_out() -> None:
    log = LogBuilder()
    (device,) = log.enrol("16.08/kpu/gudang-01")
    kept = log.sign()
    log.add(device.says(body(1)))  # so the log was not halted, and no recovery acts
    index = recovered(log, kept, device)

    dossier = judge(bundled(log, [index], [1, 3, 4]).serialise(), Trust(log.fingerprint))

    assert dossier.state is State.UNDECIDED
    assert "from leaf 2 on, are enclosed" in reasons(dossier, "register")[0]


def recovered(log: LogBuilder, kept: Checkpoint, device: Device) -> int:
    """Let registrars recover a log and a device cite the lost tail; return that leaf's index."""
    for registrar in log.founders.registrars[:2]:
        registrar.sees(kept.size, kept.root)
        log.add(registrar.registers(f"recover {kept.size} {to_base64(kept.root)}"))
    device.sees(9, bytes(32))
    index = log.add(device.says(body(2)))
    log.sign()
    return index


def test_a_word_of_a_later_version_is_undecided() -> None:
    log = LogBuilder()
    log.add(log.founders.registrars[0].registers("bless everybody"))
    log.sign()

    dossier = judge(bundled(log, [1]).serialise(), Trust(log.fingerprint))

    assert dossier.state is State.UNDECIDED


def test_a_file_that_cannot_be_read_has_a_verdict(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(RAW)

    assert examine(tmp_path / "x", TRUST).state is State.HOLDS
    assert examine(tmp_path / "y", TRUST).state is State.UNDECIDED
