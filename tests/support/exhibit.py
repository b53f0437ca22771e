"""Evidence files for tests, cut out of small logs by hand."""

from collections.abc import Iterable

from ledger.anchor import Anchor
from ledger.bundle import Asked, Bundle, Enclosed, Scope, seal
from ledger.journal import ANCHOR
from ledger.tlog.note import Note
from ledger.tlog.text import to_base64
from ledger.tlog.tree import leaf_hash, root_of
from tests.support.device import founders
from tests.support.golden import LOG_ORDER, golden
from tests.support.log_builder import LogBuilder, body
from tests.support.witness import AT, Cosigner, policy_text

WITNESSES = (Cosigner.named("bawaslu"), Cosigner.named("pers"))
BOX = Scope(Asked.BOX, "16.08.05.2003-TPS007-GUB")


def bundled(log: LogBuilder, chosen: Iterable[int], needed: Iterable[int] = ()) -> Bundle:
    """Enclose leaves of a log under its newest checkpoint."""
    asked = {*chosen}
    leaves = [
        Enclosed(index, index in asked, log.entries[index])
        for index in sorted({0, *asked, *needed})
    ]
    return Bundle.made(BOX, log.checkpoints[-1][1], leaves, log.subtrees.node)


def golden_bundle() -> Bundle:
    """Enclose the golden statement, and what it takes to judge it, under the golden checkpoint."""
    notes = golden()
    entries = [notes[name] for name in LOG_ORDER[:5]]
    hashes = [leaf_hash(entry) for entry in entries]
    leaves = [Enclosed(index, index == 2, entry) for index, entry in enumerate(entries[:4])]

    def node(level: int, index: int) -> bytes:
        return root_of(hashes[index << level : (index + 1) << level])

    scope = Scope(Asked.LEAF, "2")
    return Bundle.made(scope, notes["checkpoint-cosigned"], leaves, node)


def resealed(raw: bytes) -> bytes:
    """Put a new seal under changed bytes, as a forger would."""
    whole = raw[: raw.rindex(b"\nseal ") + 1]
    return whole + f"seal {to_base64(seal(whole))}\n".encode()


def witnessed() -> LogBuilder:
    """Return a log under a policy of two witnesses: anchors before and after its statements."""
    people = founders(policy=policy_text(2, *WITNESSES))
    log = LogBuilder(people)
    (device,) = log.enrol("16.08/kpu/gudang-01")
    log.add(_anchor(log, AT))
    seen = log.sign()
    device.sees(seen.size, seen.root)
    log.add(device.says(body(1)), device.says(body(2)))
    log.sign()
    log.add(_anchor(log, AT + 600), device.says(body(3)))
    log.sign()
    size, raw = log.checkpoints[-1]
    log.checkpoints[-1] = (size, cosigned(raw, AT + 1200))
    return log


def cosigned(raw: bytes, time: int) -> bytes:
    """Let both witnesses cosign a checkpoint, the second one a minute later."""
    note = Note.parse(raw)
    for number, witness in enumerate(WITNESSES):
        note = witness.cosigns(note, time + 60 * number)
    return note.serialise()


def _anchor(log: LogBuilder, time: int) -> bytes:
    """Let the clerk anchor the newest checkpoint."""
    anchor = Anchor(cosigned(log.checkpoints[-1][1], time))
    return log.founders.clerk.writes(ANCHOR, anchor.body())
