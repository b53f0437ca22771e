"""The founding of the practice ledger: a charter whose every key follows from the seed.

Real founders sign on their own machines and never in one place (`segel charter sign`).
"""

from pathlib import Path
from typing import Final

from ledger.charter import Charter, fingerprint
from ledger.founding import found
from ledger.tlog.note import SignerKey
from tools.scenario.phone import ORIGIN, practice_key
from tools.scenario.stage import Stage

OPERATION: Final = "LATIHAN: Pilkada 2024 Kabupaten OKU Timur"

KPU: Final = "16.08/kpu/registrar"
POLRI: Final = "16.08/polres/registrar"
BAWASLU: Final = "16.08/bawaslu/registrar"
REGISTRARS: Final = (KPU, POLRI, BAWASLU)
CLERK: Final = "16.08/panitera"
"""The server's own journal."""

_QUORUM: Final = 2
_NO_WITNESSES: Final = "quorum none\n"


def found_practice(directory: Path, stage: Stage) -> str:
    """Make the ledger's directory; the registrars' phones begin after its charter.

    Returns:
        The charter as everybody may read it.

    Raises:
        FileExistsError: There is a ledger already.
    """
    log, clerk = practice_key(ORIGIN, stage.seed), practice_key(CLERK, stage.seed)
    registrars = [stage.phone(name) for name in REGISTRARS]
    charter = Charter(
        ORIGIN,
        OPERATION,
        log.verifier,
        clerk.verifier,
        tuple(phone.key.verifier for phone in registrars),
        _QUORUM,
        _NO_WITNESSES,
    )
    note = _signed(charter, [log, clerk, *(phone.key for phone in registrars)])
    found(directory, note, (log, clerk), stage.clock.milliseconds)
    for phone in registrars:
        phone.head = fingerprint(note)
        phone.unit = phone.journal.rpartition("/")[0]
    return note.decode()


def _signed(charter: Charter, keys: list[SignerKey]) -> bytes:
    note = f"{charter.text()}\n".encode()
    for key in keys:
        note = charter.signed(note, key)
    return note
