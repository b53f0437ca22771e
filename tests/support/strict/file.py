"""The file of all cases: `python -m tests.support.strict.file` writes it."""

import json
from pathlib import Path
from typing import Final

from tests.support.strict.bundle import bundle_roots, bundles, multiproofs
from tests.support.strict.case import Case
from tests.support.strict.charter import charters
from tests.support.strict.checkpoint import checkpoints, opened_checkpoints
from tests.support.strict.equivocation import accusations
from tests.support.strict.hardware import assertions, hardware_keys, joins
from tests.support.strict.key import strong_keys, verifier_keys
from tests.support.strict.note import notes_that_do_not, notes_that_read, signature_lines
from tests.support.strict.policy import met_policies, policies
from tests.support.strict.proof import proofs, verified_proofs
from tests.support.strict.register import registers
from tests.support.strict.signature import signatures, strange_signatures
from tests.support.strict.slip import codes, slips
from tests.support.strict.statement import statements
from tests.support.strict.tree import consistencies, inclusions, long_inclusion

PATH: Final = Path(__file__).parents[2] / "vectors" / "strict.json"

_MAKERS: Final = (
    notes_that_read,
    notes_that_do_not,
    signature_lines,
    signatures,
    strange_signatures,
    assertions,
    hardware_keys,
    joins,
    verifier_keys,
    strong_keys,
    checkpoints,
    opened_checkpoints,
    inclusions,
    long_inclusion,
    consistencies,
    proofs,
    verified_proofs,
    statements,
    registers,
    policies,
    met_policies,
    charters,
    accusations,
    codes,
    slips,
    bundles,
    bundle_roots,
    multiproofs,
)


def made() -> list[Case]:
    """Return every case anew, in the order of the file."""
    return [one for maker in _MAKERS for one in maker()]


def serialised() -> str:
    """Return the file's text: one case on a line, so that a change shows as one line."""
    lines = ",\n".join(json.dumps(one, ensure_ascii=True) for one in made())
    return f"[\n{lines}\n]\n"


if __name__ == "__main__":
    PATH.write_text(serialised())
