"""Who signed one note, as far as the register notes beside it tell: paper holds no whole register.

A key that stands in such a note checks the signature; whether that enrolment was ever in force is
not to be seen here.  Without one only the tier is told, which anybody can write.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from ledger.errors import RefusedError
from ledger.journal import REGISTER, Entry
from ledger.tier import Tier, tier
from ledger.tlog.errors import TlogError
from ledger.tlog.note import Note, VerifierKey
from tools.complaint import same
from tools.verdict import Check, Text

_TIERS: Final = {
    Tier.SOFTWARE: Text("tertulis: dengan perangkat lunak", "it says: by software"),
    Tier.HARDWARE: Text("tertulis: dengan sidik jari", "it says: by fingerprint"),
}
_UNKNOWN: Final = Text(
    "tanda tangannya tidak diperiksa: sertakan catatan yang mendaftarkan kuncinya",
    "its signature is not checked: add the note that has enrolled its key",
)
_HOLDS: Final = Text(
    "tanda tangan sah dengan kunci di catatan pendaftaran yang disertakan; apakah pendaftaran itu "
    "berlaku tidak tampak di sini",
    "signed with a key of the register note beside it; whether that enrolment was in force is not "
    "to be seen here",
)


def is_register(raw: bytes) -> bool:
    """Tell whether these bytes are meant as a register note."""
    return raw.startswith(f"{REGISTER}\n".encode())


def check_signer(check: Check, raw: bytes, registers: Iterable[bytes]) -> None:
    """Check the signature of a note of a journal with the keys that register notes name.

    Args:
        check: Takes what is found.
        raw: The note; of a charter nothing is said.
        registers: Notes that came beside it.
    """
    try:
        entry = Entry.parse(raw)
    except RefusedError:
        return
    check.remark(_TIERS[tier(raw)])
    line = entry.signature
    keys = [key for key in _keys(registers) if (key.name, key.id) == (line.name, line.key_id)]
    if not keys or line.name != entry.header.journal:
        check.remark(_UNKNOWN)
        return
    try:
        keys[0].verify(Note.parse(raw))
    except TlogError as error:
        check.fail(same(error))
    else:
        check.remark(_HOLDS)


def _keys(registers: Iterable[bytes]) -> Iterator[VerifierKey]:
    for raw in registers:
        for line in raw.decode(errors="replace").split("\n"):
            words = line.split(" ")
            if words[0] != "enrol" or not words[1:]:
                continue
            try:
                key = VerifierKey.parse(words[1])
                key.check_strong()
            except TlogError:
                continue
            yield key
