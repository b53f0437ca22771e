"""The register: who speaks for which journal, and why a line does nothing."""

import re

import pytest

from ledger.charter import fingerprint
from ledger.errors import (
    AheadError,
    BadSignatureError,
    BrokenChainError,
    MalformedNoteError,
    PassedNumberError,
    UnknownJournalError,
    WrongOriginError,
)
from ledger.journal import ANCHOR, EVIDENCE, REGISTER, STATEMENT, Chain
from ledger.member import Member
from ledger.register import LINES_MAX, RESERVED, Effect, is_under, possession_text
from ledger.tlog.note import COSIGNATURE_ED25519, HARDWARE, Note, SignerKey, VerifierKey
from ledger.tlog.text import to_base64
from ledger.tlog.tree import leaf_hash
from tests.support.device import CLERK, ORIGIN, Device
from tests.support.edwards import TORSION
from tests.support.figures import FIGURES
from tests.support.roll import Roll

NONE = to_base64(b"quorum none\n")
WITNESS = FIGURES["witness_ed25519"]["vkey"]
ONE = to_base64(f"witness w {WITNESS}\nquorum w\n".encode())
HASH = to_base64(leaf_hash(b"a note that nobody has"))


@pytest.fixture
def roll() -> Roll:
    return Roll()


def warehouse(number: int = 3) -> Device:
    return Device.named(f"16.08/kpu/gudang-{number:02}")


def test_a_charter_founds_the_register(roll: Roll) -> None:
    leaf = fingerprint(roll.founders.note)
    assert list(roll.register.members) == [CLERK, "16.08/kpu", "16.08/polri", "16.08/bawaslu"]
    assert {m.enroller for m in roll.register.members.values()} == {ORIGIN}
    assert all(m.chain == Chain(0, leaf) for m in roll.register.members.values())
    assert all(m.enrolled_by == leaf for m in roll.register.members.values())
    assert [m.is_registrar for m in roll.register.members.values()] == [False, True, True, True]
    assert roll.register.policy.serialise() == "quorum none\n"


def test_an_enrolled_device_speaks_for_its_journal_from_the_next_leaf_on(roll: Roll) -> None:
    device = warehouse()
    note = roll.kpu.registers(device.enrol_line())
    device.enrolled(note)
    first = device.says({"kind": "ShiftStarted"})
    with pytest.raises(UnknownJournalError):
        roll.takes(first)
    (outcome,) = roll.takes(note)
    assert (outcome.effect, outcome.journal) == (Effect.ENROLLED, device.name)
    assert roll.register.member(device.name) == Member(
        device.key.verifier, "16.08/kpu", "16.08/kpu", 1, leaf_hash(note), Chain(0, leaf_hash(note))
    )
    assert roll.takes(first) == ()
    assert roll.register.member(device.name).chain == Chain(1, leaf_hash(first))


def test_one_note_enrols_as_many_as_it_has_lines(roll: Roll) -> None:
    devices = [warehouse(number) for number in range(10)]
    outcomes = roll.takes(roll.founders.enrol(*devices))
    assert [outcome.effect for outcome in outcomes] == [Effect.ENROLLED] * 10
    for device in devices:
        roll.takes(device.says({"kind": "ShiftStarted"}))


def test_the_first_in_log_order_wins(roll: Roll) -> None:
    device, other = warehouse(), warehouse(4)
    again = roll.polri.registers(device.enrol_line())
    same_name = roll.bawaslu.registers(
        Device(ORIGIN, SignerKey(device.name, other.key.private)).enrol_line()
    )
    roll.enrols(device)
    for note in (again, same_name):
        (outcome,) = roll.takes(note)
        assert (outcome.effect, outcome.journal) == (Effect.VOID, device.name)
        assert "used before" in outcome.reason
    assert roll.register.member(device.name).enroller == "16.08/kpu"
    roll.takes(device.says({"kind": "ShiftStarted"}))


def test_the_first_line_of_a_note_wins(roll: Roll) -> None:
    device = warehouse()
    first, second = roll.takes(roll.kpu.registers(device.enrol_line(), device.enrol_line()))
    assert (first.effect, second.effect) == (Effect.ENROLLED, Effect.VOID)


def test_a_void_enrolment_leaves_name_and_key_free(roll: Roll) -> None:
    device = warehouse()
    delegate = roll.enrols(Device.named("16.08/polri/regu-1"), roll.polri, "16.08/polri")
    assert roll.says(delegate, device.enrol_line()).effect is Effect.VOID
    roll.enrols(device)


# Who signed it


def test_a_note_for_another_log_is_refused(roll: Roll) -> None:
    roll.kpu.origin = "segel.example/lain"
    with pytest.raises(WrongOriginError):
        roll.takes(roll.kpu.says({"kind": "ShiftStarted"}))


def test_a_note_of_an_unknown_journal_may_be_sent_again(roll: Roll) -> None:
    with pytest.raises(UnknownJournalError) as refused:
        roll.takes(warehouse().says({"kind": "ShiftStarted"}))
    assert not refused.value.is_final


def test_another_key_under_the_journals_name_is_refused(roll: Roll) -> None:
    impostor = Device(ORIGIN, SignerKey("16.08/kpu", warehouse().key.private), roll.kpu.head)
    with pytest.raises(BadSignatureError):
        roll.takes(impostor.says({"kind": "ShiftStarted"}))


def test_another_members_key_is_refused(roll: Roll) -> None:
    text = Note.parse(roll.kpu.says({"kind": "ShiftStarted"})).text
    with pytest.raises(BadSignatureError):
        roll.takes(roll.polri.key.sign(text).serialise())


def test_a_note_under_another_name_than_its_journals_is_never_taken(roll: Roll) -> None:
    text = Note.parse(warehouse().says({"kind": "ShiftStarted"})).text
    with pytest.raises(BadSignatureError):  # though nobody knows the journal so far
        roll.takes(warehouse(4).key.sign(text).serialise())


@pytest.mark.parametrize("topic", [EVIDENCE, ANCHOR])
def test_only_the_clerk_writes_the_kinds_of_the_clerk(roll: Roll, topic: str) -> None:
    with pytest.raises(MalformedNoteError, match="does not belong"):
        roll.takes(roll.kpu.writes(topic, "equivocation\nnote AAAA\n"))
    roll.takes(roll.founders.clerk.writes(topic, "equivocation\nnote AAAA\n"))


@pytest.mark.parametrize("topic", [STATEMENT, REGISTER])
def test_the_clerk_writes_nothing_else(roll: Roll, topic: str) -> None:
    with pytest.raises(MalformedNoteError, match="does not belong"):
        roll.takes(roll.founders.clerk.writes(topic, "x\n"))


def test_a_signature_over_another_text_is_refused(roll: Roll) -> None:
    raw = roll.kpu.says({"kind": "ShiftStarted"})
    with pytest.raises(BadSignatureError):
        roll.takes(raw.replace(b"ShiftStarted", b"ShiftEnded"))


# Why an enrol line is void


def enrol(key: VerifierKey, possession: bytes = bytes(64)) -> str:
    return f"enrol {key} {to_base64(possession)}"


DEVICE = warehouse()
LINE = DEVICE.enrol_line()
WEAK = VerifierKey("16.08/kpu/lemah", 1, TORSION[1].encoded())
COSIGNER = VerifierKey(DEVICE.name, COSIGNATURE_ED25519, DEVICE.key.verifier.public)
AS_LOG = SignerKey(ORIGIN, DEVICE.key.private)
AS_TWIN = SignerKey("16.08/kpu", DEVICE.key.private)
KPU_KEY = SignerKey("16.08/kpu/kembar", Device.named("16.08/kpu").key.private)

VOID_ENROLMENTS: dict[str, tuple[str, str]] = {
    "no key": ("enrol", "out of form"),
    "no possession": (LINE.rpartition(" ")[0], "out of form"),
    "a word too many": (f"{LINE} x", "out of form"),
    "two words too many": (f"{LINE} x y", "out of form"),
    "a delegate without a prefix": (f"{LINE} delegate", "out of form"),
    "a delegate of nothing": (f"{LINE} delegate ", "journal name"),
    "a prefix with a slash at its end": (f"{LINE} delegate 16.08/kpu/", "journal name"),
    "a prefix with a plus": (f"{LINE} delegate 16.08+kpu", "journal name"),
    "two spaces": (LINE.replace("enrol ", "enrol  "), "out of form"),
    "a space at its end": (f"{LINE} ", "out of form"),
    "a key out of form": ("enrol 16.08/kpu/x AAAA", "not name"),
    "a key with a foreign id": (LINE.replace("gudang-03", "gudang-04"), "does not belong"),
    "a key that cosigns": (enrol(COSIGNER), "Ed25519 note key"),
    "a weak key": (enrol(WEAK), "weak"),
    "a name with an invisible letter": (
        Device.named("16.08/kpu/gudang-03\u200b").enrol_line(),
        "journal name",
    ),
    "a name with a way out": (Device.named("16.08/kpu/../polri").enrol_line(), "journal name"),
    "the log's name": (Device(ORIGIN, AS_LOG).enrol_line(), "name of its own"),
    "a founder's name": (Device(ORIGIN, AS_TWIN).enrol_line(), "used before"),
    "a founder's key": (Device(ORIGIN, KPU_KEY).enrol_line(), "used before"),
    "a possession that is not base64": (f"enrol {DEVICE.key.verifier} !", "base64"),
    "a possession that is too short": (enrol(DEVICE.key.verifier, bytes(63)), "64 bytes"),
    "a possession by nobody": (enrol(DEVICE.key.verifier), "strict"),
    "a possession for another log": (DEVICE.enrol_line("segel.example/lain"), "does not hold"),
    "a possession of another key": (
        enrol(
            DEVICE.key.verifier,
            warehouse(4).key.private.sign(possession_text(ORIGIN, DEVICE.key.verifier)),
        ),
        "does not hold",
    ),
}


@pytest.mark.parametrize(("line", "reason"), VOID_ENROLMENTS.values(), ids=VOID_ENROLMENTS.keys())
def test_an_enrolment_that_cannot_act_is_void(roll: Roll, line: str, reason: str) -> None:
    before = roll.snapshot()
    outcome = roll.says(roll.kpu, line)
    assert (outcome.effect, outcome.line) == (Effect.VOID, line)
    assert re.search(reason, outcome.reason)
    before.members["16.08/kpu"].chain = roll.register.members["16.08/kpu"].chain
    assert roll.register == before


# Delegates


def test_names_lie_under_a_prefix_by_whole_segments() -> None:
    assert is_under("16.08/kpu/gudang-03", "16.08/kpu")
    assert is_under("16.08/kpu/ppk/hp-1", "16.08/kpu")
    assert not is_under("16.08/kpu", "16.08/kpu")
    assert not is_under("16.08/kpu/", "16.08/kpu/gudang-03")
    assert not is_under("16.08/kpux/gudang-03", "16.08/kpu")


def test_a_delegate_enrols_under_its_prefix_only(roll: Roll) -> None:
    delegate = roll.enrols(Device.named("16.08/kpu/sekretaris"), delegate="16.08/kpu")
    enrolled = roll.enrols(warehouse(), delegate)
    assert roll.register.member(enrolled.name).enroller == delegate.name
    assert roll.register.member(enrolled.name).registrar == "16.08/kpu"
    for name in ("16.08/kpux/gudang-03", "16.08/polri/regu-2", "16.09/kpu/gudang-03"):
        outcome = roll.says(delegate, Device.named(name).enrol_line())
        assert (outcome.effect, outcome.journal) == (Effect.VOID, name)
        assert "may not act on" in outcome.reason


def test_a_delegate_hands_on_no_more_than_it_has(roll: Roll) -> None:
    first = roll.enrols(Device.named("16.08/kpu/ketua"), delegate="16.08/kpu")
    for prefix in ("16.08", "16.08/polri", "16.08/kp", "16.08/kpux"):
        outcome = roll.says(first, warehouse().enrol_line(delegate=prefix))
        assert "may not delegate" in outcome.reason
    second = roll.enrols(Device.named("16.08/kpu/ppk/ketua"), first, "16.08/kpu/ppk")
    third = roll.enrols(Device.named("16.08/kpu/ppk/wakil"), second, "16.08/kpu/ppk")
    roll.enrols(Device.named("16.08/kpu/ppk/hp-1"), third)
    assert "may not act on" in roll.says(third, warehouse().enrol_line()).reason
    assert roll.register.member("16.08/kpu/ppk/hp-1").registrar == "16.08/kpu"


@pytest.mark.parametrize("act", ["enrol", "resume", "revoke", "policy"])
def test_who_has_no_authority_changes_nothing(roll: Roll, act: str) -> None:
    device = roll.enrols(warehouse())
    roll.enrols(warehouse(4))
    line = {
        "enrol": warehouse(5).enrol_line(),
        "resume": f"resume 16.08/kpu/gudang-04 at 5 after {HASH}",
        "revoke": "revoke 16.08/kpu/gudang-04 after 0",
        "policy": f"policy {ONE}",
    }[act]
    before = roll.snapshot()
    outcome = roll.says(device, line)
    assert (outcome.effect, bool(outcome.reason)) == (Effect.VOID, True)
    before.members[device.name].chain = roll.register.members[device.name].chain
    before.stranger = roll.register.stranger
    assert roll.register == before


# Resume


def test_a_resumed_journal_goes_on_at_its_new_place_only(roll: Roll) -> None:
    device = roll.enrols(warehouse())
    roll.takes(device.says({"number": 0}))
    lost = [device.says({"number": number}) for number in (1, 2)]
    outcome = roll.says(
        roll.polri, f"resume {device.name} at 3 after {to_base64(leaf_hash(lost[-1]))}"
    )
    assert (outcome.effect, outcome.journal) == (Effect.RESUMED, device.name)
    for late in lost:
        with pytest.raises(PassedNumberError):
            roll.takes(late)
    third = device.says({"number": 3})
    with pytest.raises(AheadError):
        roll.takes(device.says({"number": 4}))
    roll.takes(third)
    assert roll.register.member(device.name).chain.expected == 4


def test_a_journal_is_resumed_at_its_next_number_after_another_note(roll: Roll) -> None:
    device = roll.enrols(warehouse())
    twin = roll.polri.registers(device.enrol_line())
    device.enrolled(twin)  # it scanned the answer of the enrolment that came second
    roll.takes(twin)
    first = device.says({"number": 0})
    with pytest.raises(BrokenChainError):
        roll.takes(first)
    assert (
        roll.says(roll.kpu, f"resume {device.name} at 0 after {to_base64(leaf_hash(twin))}").effect
        is Effect.RESUMED
    )
    roll.takes(first)


VOID_RESUMPTIONS: dict[str, tuple[str, str]] = {
    "nothing": ("resume", "out of form"),
    "no leaf hash": ("resume 16.08/kpu/gudang-03 at 3", "out of form"),
    "another word": (f"resume 16.08/kpu/gudang-03 on 3 after {HASH}", "out of form"),
    "two spaces": (f"resume 16.08/kpu/gudang-03 at 3  after {HASH}", "out of form"),
    "a space at its end": (f"resume 16.08/kpu/gudang-03 at 3 after {HASH} ", "out of form"),
    "a number with a sign": (f"resume 16.08/kpu/gudang-03 at +3 after {HASH}", "canonical"),
    "a number beyond 2^63": (f"resume 16.08/kpu/gudang-03 at {2**63} after {HASH}", "canonical"),
    "a hash that is too short": ("resume 16.08/kpu/gudang-03 at 3 after AAAA", "32 bytes"),
    "an unknown journal": (f"resume 16.08/kpu/gudang-99 at 3 after {HASH}", "no such journal"),
    "the log": (f"resume {ORIGIN} at 3 after {HASH}", "no such journal"),
    "the clerk": (f"resume {CLERK} at 3 after {HASH}", "server's own"),
    "a number that it has": (f"resume 16.08/kpu/gudang-03 at 1 after {HASH}", "already"),
    "a revoked journal": (f"resume 16.08/kpu/gudang-04 at 3 after {HASH}", "revoked"),
}


@pytest.mark.parametrize(("line", "reason"), VOID_RESUMPTIONS.values(), ids=VOID_RESUMPTIONS.keys())
def test_a_resumption_that_cannot_act_is_void(roll: Roll, line: str, reason: str) -> None:
    device = roll.enrols(warehouse())
    roll.takes(device.says({"number": 0}))
    roll.takes(device.says({"number": 1}))
    roll.enrols(warehouse(4))
    roll.says(roll.kpu, "revoke 16.08/kpu/gudang-04 after 0")
    before = roll.snapshot()
    outcome = roll.says(roll.kpu, line)
    assert outcome.effect is Effect.VOID
    assert re.search(reason, outcome.reason)
    before.members["16.08/kpu"].chain = roll.register.members["16.08/kpu"].chain
    assert roll.register == before


# Lines beyond what is known


def test_a_verb_of_a_later_version_is_told_apart_from_a_void_line(roll: Roll) -> None:
    outcome = roll.says(roll.kpu, "delegate 16.08/kpu/gudang-03 16.08")
    assert (outcome.effect, outcome.journal) == (Effect.UNKNOWN, "")


@pytest.mark.parametrize("line", ["", " ", " enrol x", "Enrol x", "enrol: x", "\u00e9nrol x", "-"])
def test_what_cannot_be_a_verb_is_void_for_ever(roll: Roll, line: str) -> None:
    outcome = roll.takes(roll.kpu.registers(line, "recover"))[0]
    assert (outcome.effect, outcome.reason) == (Effect.VOID, "the line is out of form")


def test_a_key_of_a_later_version_is_told_apart_from_a_void_line(roll: Roll) -> None:
    line = enrol(VerifierKey("16.08/kpu/x", HARDWARE, b"segel/webauthn-mldsa44/v1" + bytes(33)))
    assert roll.says(roll.kpu, line).effect is Effect.UNKNOWN
    delegate = roll.enrols(Device.named("16.08/polri/regu-1"), roll.polri, "16.08/polri")
    assert roll.says(delegate, line).effect is Effect.VOID


def test_who_has_no_authority_cannot_make_a_verdict_undecided(roll: Roll) -> None:
    outcome = roll.says(roll.enrols(warehouse()), "delegate 16.08/kpu/gudang-03 16.08")
    assert outcome.effect is Effect.VOID
    assert "neither a registrar nor a delegate" in outcome.reason


@pytest.mark.parametrize("verb", sorted(RESERVED))
def test_a_reserved_verb_does_nothing_yet(roll: Roll, verb: str) -> None:
    outcome = roll.says(roll.kpu, f"{verb} add {warehouse().key.verifier}")
    assert (outcome.effect, "reserved" in outcome.reason) == (Effect.VOID, True)


def test_lines_after_the_hundredth_do_nothing(roll: Roll) -> None:
    lines = ["recover"] * (LINES_MAX - 1)
    (*_, hundredth, surplus) = roll.takes(
        roll.kpu.registers(*lines, warehouse().enrol_line(), warehouse(4).enrol_line())
    )
    assert hundredth.effect is Effect.ENROLLED
    assert (surplus.effect, "at most 100" in surplus.reason) == (Effect.VOID, True)


def test_a_statement_says_nothing_to_the_register(roll: Roll) -> None:
    before = roll.snapshot()
    assert roll.takes(roll.kpu.says(warehouse().enrol_line())) == ()
    before.members["16.08/kpu"].chain = roll.register.members["16.08/kpu"].chain
    assert roll.register == before
