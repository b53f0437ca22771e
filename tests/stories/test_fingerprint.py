"""What a finger has signed: both verifiers check it, count it, and doubt what they cannot read."""

from pathlib import Path

from ledger.tier import Tier
from ledger.tlog.note import HARDWARE, Note, Signature, VerifierKey
from ledger.tlog.text import to_base64
from tests.support.authenticator import Authenticator
from tests.support.device import Device
from tests.support.exhibit import bundled
from tests.support.judgement import judge_log, reasons
from tests.support.log_builder import LogBuilder, body
from tools.exhibit import judge
from tools.verdict import State
from tools.verify import Trust

FINGER = Authenticator()


def by_hardware() -> tuple[LogBuilder, Device]:
    """Return a log in which a guard's hardware key has signed the last two of four notes."""
    log = LogBuilder()
    (device,) = log.enrol("16.08/kpu/gudang-01")
    log.add(log.founders.registrars[0].registers(device.strengthen_line(FINGER)))
    log.add(device.says(body(1)))
    device.finger = FINGER
    log.add(device.says(body(2)), device.says(body(3)))
    return log, device


def test_signatures_by_fingerprint_are_checked_and_counted(tmp_path: Path) -> None:
    verdict = judge_log(by_hardware()[0], tmp_path)

    assert verdict.state is State.HOLDS, [*verdict.lines(0)]
    (signatures,) = [check for check in verdict.checks if check.key == "signatures"]
    assert signatures.summary == ("5/5, 2 dengan sidik jari", "5/5, 2 by fingerprint")


def test_a_signature_by_fingerprint_that_does_not_hold_is_named(tmp_path: Path) -> None:
    log, device = by_hardware()
    device.finger = Authenticator()
    key = VerifierKey(device.name, HARDWARE, FINGER.public)
    text = Note.parse(device.says(body(4))).text
    unseen = FINGER.signs(text, data=FINGER.data(flags=0x01))
    log.add(Note(text, (Signature(device.name, key.id, unseen),)).serialise())

    verdict = judge_log(log, tmp_path)

    assert verdict.state is State.FAILS
    found = "leaf 6: the phone has not recognised the person"
    assert reasons(verdict, "signatures") == [found]
    (signatures,) = [check for check in verdict.checks if check.key == "signatures"]
    assert signatures.summary.en == "5/6, 2 by fingerprint"


def test_a_hardware_key_that_nobody_has_enrolled_proves_nothing(tmp_path: Path) -> None:
    log = LogBuilder()
    (device,) = log.enrol("16.08/kpu/gudang-01")
    device.finger = FINGER
    log.add(device.says(body(1)))

    verdict = judge_log(log, tmp_path)

    assert verdict.state is State.FAILS
    assert "hardware key" in reasons(verdict, "signatures")[0]


def test_a_note_by_a_hardware_key_of_a_later_version_is_undecided(tmp_path: Path) -> None:
    log = LogBuilder()
    (device,) = log.enrol("16.08/kpu/gudang-01")
    later = VerifierKey(device.name, HARDWARE, b"segel/webauthn-mldsa44/v1" + bytes(40))
    log.add(log.founders.registrars[0].registers(f"enrol {later} {to_base64(bytes(64))}"))
    text = Note.parse(device.says(body(1))).text
    log.add(Note(text, (Signature(device.name, later.id, bytes(2420)),)).serialise())

    assert judge_log(log, tmp_path).state is State.UNDECIDED


def strengthened(*lines: str) -> tuple[LogBuilder, Device]:
    """Return a log in which a guard is enrolled, and then the register says these lines."""
    log = LogBuilder()
    (device,) = log.enrol("16.08/kpu/gudang-01")
    line = device.strengthen_line(FINGER)
    log.add(log.founders.registrars[0].registers(*(lines or (line,))))
    device.finger = FINGER
    log.add(device.says(body(1)))
    log.sign()
    return log, device


def test_a_statement_by_fingerprint_is_proven_and_says_so() -> None:
    log, _ = strengthened()

    dossier = judge(bundled(log, [3], [1, 2]).serialise(), Trust(log.fingerprint))

    assert dossier.state is State.HOLDS, [*dossier.lines(0)]
    assert [one.tier for one in dossier.statements] == [Tier.HARDWARE]
    told = "\n".join(dossier.lines(0))
    assert "3/3, 1 dengan sidik jari" in told
    assert "VisitorReported  (sidik jari)" in told


def test_without_the_line_that_enrols_the_hardware_key_it_is_undecided() -> None:
    log, _ = strengthened()

    dossier = judge(bundled(log, [3], [1]).serialise(), Trust(log.fingerprint))

    assert dossier.state is State.UNDECIDED


def test_a_hardware_key_of_a_later_version_is_undecided_here_too() -> None:
    later = VerifierKey("16.08/kpu/gudang-01", HARDWARE, b"segel/webauthn-mldsa44/v1" + bytes(40))
    log, _ = strengthened(f"enrol {later} {to_base64(bytes(64))}")

    dossier = judge(bundled(log, [3], [1, 2]).serialise(), Trust(log.fingerprint))

    assert dossier.state is State.UNDECIDED


def test_nobody_elses_false_claim_takes_a_signers_hardware_key_away() -> None:
    log = LogBuilder()
    device, other = log.enrol("16.08/kpu/gudang-01", "16.08/kpu/gudang-02")
    claim = other.strengthen_line(FINGER).rpartition(" ")[0]
    line = f"{claim} {to_base64(bytes(300))}"
    log.add(log.founders.registrars[0].registers(line, device.strengthen_line(FINGER)))
    device.finger = FINGER
    log.add(device.says(body(1)))
    log.sign()

    dossier = judge(bundled(log, [3], [1, 2]).serialise(), Trust(log.fingerprint))

    assert dossier.state is State.HOLDS, [*dossier.lines(0)]
