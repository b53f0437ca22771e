"""Evidence files for tests, cut out of small logs by hand."""

from collections.abc import Iterable

from ledger.bundle import Asked, Bundle, Enclosed, Scope, seal
from ledger.tlog.text import to_base64
from tests.support.log_builder import LogBuilder

BOX = Scope(Asked.BOX, "16.08.05.2003-TPS007-GUB")


def bundled(log: LogBuilder, chosen: Iterable[int], needed: Iterable[int] = ()) -> Bundle:
    """Enclose leaves of a log under its newest checkpoint."""
    asked = {*chosen}
    leaves = [
        Enclosed(index, index in asked, log.entries[index])
        for index in sorted({0, *asked, *needed})
    ]
    return Bundle.made(BOX, log.checkpoints[-1][1], leaves, log.subtrees.node)


def resealed(raw: bytes) -> bytes:
    """Put a new seal under changed bytes, as a forger would."""
    whole = raw[: raw.rindex(b"\nseal ") + 1]
    return whole + f"seal {to_base64(seal(whole))}\n".encode()
