"""The notes frozen in tests/vectors/notes, signed anew with the same keys."""

from hashlib import sha256
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from ledger.evidence import Evidence, Reason
from ledger.journal import ANCHOR, EVIDENCE
from ledger.tlog.checkpoint import Checkpoint
from ledger.tlog.cosignature import cosign
from ledger.tlog.note import COSIGNATURE_ED25519, Note, VerifierKey
from ledger.tlog.text import to_base64
from ledger.tlog.tree import leaf_hash, root_of
from tests.support.authenticator import EDDSA, Authenticator
from tests.support.device import ORIGIN, Device, founders

FOLDER = Path(__file__).parents[1] / "vectors" / "notes"
LOG_ORDER = (
    "charter",
    "register-enrol",
    "statement",
    "register-verbs",
    "evidence",
    "anchor",
    "register-hardware",
    "statement-es256",
    "statement-eddsa",
)
"""Which of them are leaves 0 to 8 of one log."""

COSIGNED_AT = 1_732_500_065
"""25 November 2024, 09:01:05 in Jakarta, in seconds since 1970 UTC."""

_WITNESS_SECRET = Ed25519PrivateKey.from_private_bytes(sha256(b"w.pers.example").digest())
WITNESS = VerifierKey(
    "w.pers.example", COSIGNATURE_ED25519, _WITNESS_SECRET.public_key().public_bytes_raw()
)
SEAL = '{"kind":"SealBroken","at":"2024-11-27T07:02:03.456+07:00"}'
VISITOR = '{"kind":"VisitorReported","at":"2024-11-25T08:01:02.345+07:00"}'


def golden() -> dict[str, bytes]:
    """Return every kind of note by its file's name, without `.note`."""
    people = founders()
    kpu, polri, _ = people.registrars
    guard, chief = Device.named("16.08/kpu/gudang-03"), Device.named("16.08/polri/kasat")
    enrolment = kpu.registers(
        guard.enrol_line(), chief.enrol_line(delegate="16.08/polri"), "recover 0 0"
    )
    for device in (guard, chief):
        device.enrolled(enrolment)
    leaves = [leaf_hash(people.note), leaf_hash(enrolment)]
    guard.sees(2, root_of(leaves))
    other = Device(ORIGIN, guard.key, guard.head, guard.sequence, guard.size, guard.root)
    statement, refused = guard.says(VISITOR), other.says(VISITOR.replace("T08", "T09"))
    verbs = polri.registers(
        f"resume {guard.name} at 7 after {to_base64(leaf_hash(refused))}",
        f"revoke {chief.name} after 0",
        f"policy {to_base64(f'witness pers {WITNESS}{chr(10)}quorum pers{chr(10)}'.encode())}",
    )
    leaves += [leaf_hash(statement), leaf_hash(verbs)]
    people.clerk.sees(4, root_of(leaves))
    evidence = people.clerk.writes(EVIDENCE, Evidence(Reason.EQUIVOCATION, refused).body())
    leaves.append(leaf_hash(evidence))
    signed = people.log.sign(Checkpoint(ORIGIN, 5, root_of(leaves)).text())
    cosigned = _cosigned(signed)
    people.clerk.sees(5, root_of(leaves))
    guard.head, guard.sequence = leaf_hash(refused), 7
    return {
        "charter": people.note,
        "register-enrol": enrolment,
        "statement": statement,
        "refused": refused,
        "register-verbs": verbs,
        "evidence": evidence,
        "checkpoint": signed.serialise(),
        "checkpoint-cosigned": cosigned,
        "anchor": people.clerk.writes(ANCHOR, f"checkpoint {to_base64(cosigned)}\n"),
        **_strengthened(kpu, guard),
    }


def _strengthened(kpu: Device, guard: Device) -> dict[str, bytes]:
    """Return the note that gives two guards a hardware key, and what each of those signs."""
    second = Device.named("16.08/kpu/gudang-04")
    fingers = Authenticator(), Authenticator(EDDSA)
    note = kpu.registers(
        guard.strengthen_line(fingers[0]), second.enrol_line(), second.strengthen_line(fingers[1])
    )
    second.enrolled(note)
    guard.finger, second.finger = fingers
    return {
        "register-hardware": note,
        "statement-es256": guard.says(SEAL),
        "statement-eddsa": second.says(SEAL),
    }


def _cosigned(note: Note) -> bytes:
    line = cosign(note.text, WITNESS.name, _WITNESS_SECRET, COSIGNED_AT)
    return note.with_signature(line).serialise()
