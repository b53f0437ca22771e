"""Evidence files that somebody has doctored, and good ones that look odd: what an auditor is given.

Each bears a new seal where the forger knows how to make one, so that not the seal alone stops it.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final, NamedTuple

from ledger.anchor import Anchor
from ledger.bundle import Bundle
from ledger.journal import ANCHOR
from ledger.tlog.checkpoint import Checkpoint
from ledger.tlog.note import Note
from ledger.tlog.text import to_base64
from tests.support.authenticator import Authenticator
from tests.support.device import Device, founders
from tests.support.exhibit import WITNESSES, bundled, cosigned, resealed, witnessed
from tests.support.log_builder import LogBuilder, body
from tests.support.witness import AT, Cosigner, policy_text

GATE: Final = "16.08/kpu/gudang-01"


class Offered(NamedTuple):
    """A file that somebody hands to an auditor."""

    name: str
    raw: bytes
    charter: bytes
    """The hash of the charter that the auditor believes."""


def offered() -> Iterator[Offered]:
    """Yield the sound file first, then everything that was done to it or to its log."""
    log = witnessed()
    good = bundled(log, [3, 6], [1, 2, 4])
    yield Offered("sound", good.serialise(), log.fingerprint)
    for name, raw in _damaged(good):
        yield Offered(name, raw, log.fingerprint)
    for name, changed in _forged(log, good):
        yield Offered(name, changed.serialise(), log.fingerprint)
    for name, other, (chosen, needed) in odd_logs():
        yield Offered(name, bundled(other, chosen, needed).serialise(), other.fingerprint)


def odd_logs() -> Iterator[tuple[str, LogBuilder, tuple[list[int], list[int]]]]:
    """Yield logs in which something is odd, each with what of it is chosen and what is needed."""
    for name, make in _LOGS.items():
        log = LogBuilder(founders(policy=policy_text(2, *WITNESSES)))
        places = make(log)
        log.sign()
        size, raw = log.checkpoints[-1]
        log.checkpoints[-1] = (size, cosigned(raw, AT + 1200))
        yield name, log, places


def _damaged(good: Bundle) -> Iterator[tuple[str, bytes]]:
    raw = good.serialise()
    start = raw.index(b"\nhash ")
    line = raw[start : raw.index(b"\n", start + 1)]
    note = good.leaves[3].note
    yield "one letter changed", raw.replace(b"VisitorReported", b"VisitorReportee", 1)
    yield "cut off at its end", raw[:-60]
    yield "resealed over another word", resealed(raw.replace(b'"place":"1"', b'"place":"9"', 1))
    yield "about another box, its maker says", resealed(raw.replace(b"TPS007", b"TPS008", 1))
    yield "chosen, its maker says", resealed(raw.replace(b"leaf 2 needed", b"leaf 2 chosen", 1))
    yield "a hash too few", resealed(raw.replace(line, b"", 1))
    yield "a hash too many", resealed(raw.replace(line, line * 2, 1))
    zeros = b"\nhash " + to_base64(bytes(32)).encode()
    yield "a hash of zeros", resealed(raw.replace(line, zeros, 1))
    yield "another place", resealed(raw.replace(b"leaf 6 chosen", b"leaf 5 chosen", 1))
    other = b"not a note at all\n"
    swapped = raw.replace(b"%d\n%s" % (len(note), note), b"%d\n%s" % (len(other), other), 1)
    yield "no note in its place", resealed(swapped)


def _forged(log: LogBuilder, good: Bundle) -> Iterator[tuple[str, Bundle]]:
    text = log.checkpoint().text()
    bare = log.founders.log.sign(text)
    lines = Note.parse(good.checkpoint).signatures
    broken = lines[1]._replace(value=lines[1].value[:-1] + bytes([lines[1].value[-1] ^ 1]))
    charter = good.leaves[0].note
    cut = good.leaves[0]._replace(note=charter[: charter.rindex("— ".encode())])
    yield "no witness", replace(good, checkpoint=bare.serialise())
    yield "one witness", replace(good, checkpoint=Note(text, lines[:2]).serialise())
    yield "the log has not signed", replace(good, checkpoint=Note(text, lines[1:]).serialise())
    yield (
        "a witness' line is broken",
        replace(good, checkpoint=Note(text, (lines[0], broken, lines[2])).serialise()),
    )
    yield "a stranger's log key", replace(good, checkpoint=_by_stranger(text))
    yield "another root", replace(good, checkpoint=_other_tree(log, good.tree.size))
    yield "a longer tree", replace(good, checkpoint=_other_tree(log, good.tree.size + 1))
    yield "a founder has not signed", replace(good, leaves=(cut, *good.leaves[1:]))
    yield "the enrolment left out", bundled(log, [3, 4], [2, 5])
    yield "the anchors left out", bundled(log, [3], [1])
    yield "a statement that is only needed", bundled(log, [3], [1, 2, 4, 5])


def _by_stranger(text: str) -> bytes:
    return Device.named(text.partition("\n")[0] + "x").key.sign(text).serialise()


def _other_tree(log: LogBuilder, size: int) -> bytes:
    tree = Checkpoint(log.founders.charter.origin, size, bytes(range(32)))
    return cosigned(log.founders.log.sign(tree.text()).serialise(), AT)


# Logs in which something is odd: which leaves are chosen, which are needed


_Chosen = tuple[list[int], list[int]]


def _for_another_log(log: LogBuilder) -> _Chosen:
    (device,) = log.enrol(GATE)
    device.origin = "segel.example/lain"
    return [log.add(device.says(body(1)))], [1]


def _not_following(log: LogBuilder) -> _Chosen:
    (device,) = log.enrol(GATE)
    log.add(device.says(body(1)))
    device.head = bytes(32)
    return [2, log.add(device.says(body(2)))], [1]


def _twice_one_number(log: LogBuilder) -> _Chosen:
    (device,) = log.enrol(GATE)
    log.add(device.says(body(1)))
    device.sequence, device.head = 0, log.leaves[1]
    return [2, log.add(device.says(body(2)))], [1]


def _by_another_key(log: LogBuilder) -> _Chosen:
    (device,) = log.enrol(GATE)
    device.key = replace(device.key, private=Device.named("16.08/maling").key.private)
    return [log.add(device.says(body(1)))], [1]


def _by_broken_line(log: LogBuilder) -> _Chosen:
    (device,) = log.enrol(GATE)
    note = Note.parse(device.says(body(1)))
    (line,) = note.signatures
    broken = line._replace(value=bytes([line.value[0] ^ 1]) + line.value[1:])
    return [log.add(Note(note.text, (broken,)).serialise())], [1]


def _after_revocation(log: LogBuilder) -> _Chosen:
    (device,) = log.enrol(GATE)
    log.add(device.says(body(1)))
    log.add(log.founders.registrars[0].registers(f"revoke {GATE} after 0"))
    return [2, log.add(device.says(body(2)))], [1, 3]


def _doubted(log: LogBuilder) -> _Chosen:
    (device,) = log.enrol(GATE)
    log.add(device.says(body(1)), device.says(body(2)))
    log.add(log.founders.registrars[0].registers(f"revoke {GATE} after 0"))
    return [2, 3], [1, 4]


def _other_tree_cited(log: LogBuilder) -> _Chosen:
    (device,) = log.enrol(GATE)
    device.sees(2, bytes(32))
    return [log.add(device.says(body(1)))], [1]


def _later_version(log: LogBuilder) -> _Chosen:
    first, second = log.founders.registrars[:2]
    log.add(first.registers("bless everybody", "log nothing", "Odd one"))
    key = f"{GATE}+00000000+{to_base64(bytes([9]) + bytes(32))}"
    return [1, log.add(second.registers(f"enrol {key} {to_base64(bytes(64))}"))], []


def _policy_slipped_in(log: LogBuilder) -> _Chosen:
    policy = policy_text(1, Cosigner.named("pencuri"))
    line = f"policy {to_base64(policy.encode())}"
    (device,) = log.enrol(GATE)
    slipped = log.add(log.founders.registrars[0].registers(line))
    return [log.add(device.says(body(1)))], [1, slipped]


def _word_taken_back(log: LogBuilder) -> _Chosen:
    first, second = log.founders.registrars[:2]
    none, other = (
        f"policy {to_base64(text.encode())}"
        for text in ("quorum none\n", policy_text(1, *WITNESSES))
    )
    log.add(first.registers(none), first.registers(other), second.registers(none))
    (device,) = log.enrol(GATE)
    return [log.add(device.says(body(1)))], [1, 3, 4]


def _lost_tail(log: LogBuilder) -> _Chosen:
    (device,) = log.enrol(GATE)
    log.add(device.says(body(1)))
    return [_recovered(log, log.checkpoint(), device)], [1, 3, 4]


def _void_recovery(log: LogBuilder) -> _Chosen:
    (device,) = log.enrol(GATE)
    kept = log.checkpoint()
    log.add(device.says(body(1)))
    return [_recovered(log, kept, device)], [1, 3, 4]


def _recovered(log: LogBuilder, kept: Checkpoint, device: Device) -> int:
    """Let registrars recover a log and a device cite the lost tail; return that leaf's index."""
    line = f"recover {kept.size} {to_base64(kept.root)}"
    for one in log.founders.registrars[:2]:
        log.add(one.sees(kept.size, kept.root).registers(line))
    return log.add(device.sees(9, bytes(32)).says(body(2)))


def _untrue_anchor(log: LogBuilder) -> _Chosen:
    (device,) = log.enrol(GATE)
    anchor = Anchor(_other_tree(log, 1))
    log.add(device.says(body(1)), log.founders.clerk.writes(ANCHOR, anchor.body()))
    return [2], [1, 3]


def _unwitnessed_anchor(log: LogBuilder) -> _Chosen:
    (device,) = log.enrol(GATE)
    anchor = Anchor(log.checkpoints[-1][1])
    log.add(device.says(body(1)), log.founders.clerk.writes(ANCHOR, anchor.body()))
    return [2], [1, 3]


def _clerks_statement(log: LogBuilder) -> _Chosen:
    return [log.add(log.founders.clerk.says(body(1)))], []


def _by_finger(log: LogBuilder) -> _Chosen:
    (device,) = log.enrol(GATE)
    finger = Authenticator()
    log.add(log.founders.registrars[0].registers(device.strengthen_line(finger)))
    device.finger = finger
    return [log.add(device.says(body(1)))], [1, 2]


def _by_unknown_finger(log: LogBuilder) -> _Chosen:
    (device,) = log.enrol(GATE)
    device.finger = Authenticator()
    return [log.add(device.says(body(1)))], [1]


def _by_delegate(log: LogBuilder) -> _Chosen:
    delegate, below, beside = (
        Device.named(one) for one in ("16.08/kpu/ketua", "16.08/kpu/ppk/a", "16.08/polri/b")
    )
    line = delegate.enrol_line(delegate="16.08/kpu/ppk")
    note = log.founders.registrars[0].registers(line)
    log.add(note)
    delegate.enrolled(note)
    said = delegate.registers(below.enrol_line(), beside.enrol_line())
    log.add(said, below.enrolled(said).says(body(1)), beside.enrolled(said).says(body(2)))
    return [3, 4], [1, 2]


def _odd_words(log: LogBuilder) -> _Chosen:
    (device,) = log.enrol(GATE)
    first = log.add(device.says({"kind": "SealBroken", "at": "2030-01-01T00:00:00+07:00"}))
    cited, lost = to_base64(log.leaves[first]), to_base64(bytes(32))
    log.add(
        device.says({"kind": "Corrected", "of": cited, "target": lost, "replaces": 7}),
        device.says("{}"),
        device.says("[1]"),
        device.says("no JSON"),
    )
    return [first, first + 1, first + 2, first + 3, first + 4], [1]


_LOGS: Final[dict[str, Callable[[LogBuilder], _Chosen]]] = {
    "signed for another log": _for_another_log,
    "two notes that do not follow": _not_following,
    "two notes under one number": _twice_one_number,
    "signed by another key": _by_another_key,
    "a broken signature": _by_broken_line,
    "after the revocation": _after_revocation,
    "doubted by the revocation": _doubted,
    "cites a tree that never was": _other_tree_cited,
    "a word of a later version": _later_version,
    "a policy slipped in": _policy_slipped_in,
    "a word taken back is left out": _word_taken_back,
    "a lost tail": _lost_tail,
    "a recovery that was void": _void_recovery,
    "an anchor of another tree": _untrue_anchor,
    "an anchor without witnesses": _unwitnessed_anchor,
    "a statement of the clerk": _clerks_statement,
    "signed by fingerprint": _by_finger,
    "a finger that nobody enrolled": _by_unknown_finger,
    "a delegate beyond his prefix": _by_delegate,
    "odd words": _odd_words,
}
