"""What a sheet proves depends on what the reader believes, and on every byte of it."""

from dataclasses import replace
from pathlib import Path

import pytest

from ledger.slip import Slip
from ledger.tlog.errors import FormatError
from ledger.tlog.policy import Policy
from tests.support.cosigned import cosigned, policy_text, slip_of
from tests.support.device import Device
from tools.slip import Found, examine, judged
from tools.source import AbsentError
from tools.verdict import Check, State, Text, Verdict
from tools.verify import Trust

LOG, POLICY = cosigned()
KEY = LOG.founders.log.verifier
SLIP = slip_of(LOG)
CHARTER, NOTE = LOG.entries[0], LOG.entries[5]
WORDS = Trust(fingerprint=LOG.fingerprint)


def judge(slips: list[Slip], notes: list[bytes], trust: Trust) -> Verdict:
    return judged("kertas", Found(slips, notes), trust, Check("codes", Text("Kode", "Codes")))


def said(verdict: Verdict) -> str:
    return "\n".join(verdict.lines(0.0))


@pytest.mark.parametrize("notes", [[], [NOTE], [NOTE, CHARTER]])
def test_a_policy_proves_it_with_its_witnesses(notes: list[bytes]) -> None:
    verdict = judge([SLIP], notes, Trust(policy=POLICY))

    assert verdict.state is State.HOLDS
    assert said(verdict).splitlines()[-1].startswith("TERBUKTI: daun 5 ada dalam buku  0.0 s")


def test_the_charter_beside_it_proves_it_by_the_eight_words() -> None:
    assert judge([SLIP], [CHARTER], WORDS).state is State.HOLDS
    assert judge([SLIP], [CHARTER], Trust()).state is State.UNDECIDED
    assert judge([SLIP], [], WORDS).state is State.UNDECIDED
    assert judge([SLIP], [], Trust()).state is State.UNDECIDED
    assert judge([SLIP], [], Trust(fingerprint=bytes(32))).state is State.FAILS


def test_too_few_witnesses_leave_it_undecided() -> None:
    two = slip_of(LOG, witnesses=2)

    assert judge([two], [], Trust(policy=POLICY)).state is State.UNDECIDED
    one = Policy.parse(policy_text(KEY, needed=1))
    assert judge([two], [], Trust(policy=one)).state is State.HOLDS


def test_a_witness_line_that_does_not_hold_fails() -> None:
    first, *others = SLIP.marks
    bad = first._replace(value=bytes(8) + first.value[8:])
    slip = replace(SLIP, marks=(bad, *others))

    assert judge([slip], [], Trust(policy=POLICY)).state is State.FAILS


def test_a_key_that_the_policy_does_not_name_fails() -> None:
    other = Device.named(KEY.name + "x").key.verifier
    policy = Policy.parse(policy_text(other))

    assert judge([SLIP], [], Trust(policy=policy)).state is State.FAILS


def test_the_note_of_another_sheet_fails() -> None:
    assert judge([SLIP], [LOG.entries[6]], Trust(policy=POLICY)).state is State.FAILS
    assert judge([SLIP], [NOTE + b"\n"], Trust(policy=POLICY)).state is State.FAILS


def test_two_proofs_fail_and_none_is_undecided() -> None:
    two = [SLIP, slip_of(LOG, 6)]

    assert judge(two, [], Trust(policy=POLICY)).state is State.FAILS
    assert judge([], [NOTE], Trust(policy=POLICY)).state is State.UNDECIDED


def test_the_charters_own_sheet_may_lie_beside_and_is_proven_alone() -> None:
    own = slip_of(LOG, 0)

    assert judge([own, SLIP], [CHARTER], WORDS).state is State.HOLDS
    assert "daun 0" in said(judge([own], [CHARTER], WORDS))


@pytest.mark.parametrize("trust", [WORDS, Trust(policy=POLICY)], ids=["words", "policy"])
def test_no_flipped_byte_is_proven(trust: Trust) -> None:
    raw = SLIP.serialise()
    for place in range(len(raw)):
        try:
            slip = Slip.parse(raw[:place] + bytes([raw[place] ^ 1]) + raw[place + 1 :])
        except FormatError:
            continue
        pytest.fail(f"byte {place}: {judge([slip], [CHARTER], trust).state}")


def test_changed_facts_are_not_proven() -> None:
    root, signature = bytes(32), bytes(64)
    for changed in (
        replace(SLIP, leaf=root),
        replace(SLIP, index=4),
        replace(SLIP, signature=signature),
        replace(SLIP, checkpoint=replace(SLIP.checkpoint, root=root)),
        replace(SLIP, checkpoint=replace(SLIP.checkpoint, origin="lain")),
        replace(SLIP, charter=root),
        replace(SLIP, log_id=b"abcd"),
    ):
        for trust in (WORDS, Trust(policy=POLICY)):
            verdict = judge([changed], [CHARTER], trust)
            is_claim = changed.charter == root and trust.policy is not None
            assert (verdict.state is State.HOLDS) == is_claim


def test_a_policy_alone_does_not_vouch_for_the_eight_words_of_a_sheet() -> None:
    forged = replace(SLIP, charter=bytes(32))
    for slip, notes, is_said in ((forged, [CHARTER], False), (SLIP, [CHARTER], True)):
        verdict = judge([slip], notes, Trust(policy=POLICY))

        assert verdict.state is State.HOLDS
        assert bool(verdict.words and verdict.charter) == is_said
        assert ("jangan dipercaya" in said(verdict)) != is_said


def test_a_file_that_is_not_there_is_said_to_be(tmp_path: Path) -> None:
    with pytest.raises(AbsentError):
        examine([tmp_path / "x.png"], WORDS)
