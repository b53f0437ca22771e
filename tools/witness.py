"""Who of a policy's witnesses has vouched for a checkpoint."""

from typing import NamedTuple

from ledger.tlog.cosignature import verify_cosignature
from ledger.tlog.errors import TlogError
from ledger.tlog.note import Note
from ledger.tlog.policy import NONE, Group, Policy


class Count(NamedTuple):
    """Names as the policy has them."""

    valid: list[str]
    broken: list[str]
    """Their line is there and does not hold."""


def count(policy: Policy, checkpoint: Note) -> Count:
    """Check every line of a known witness under a checkpoint.

    Source: https://c2sp.org/tlog-cosignature
    """
    found = Count([], [])
    lines = {(line.name, line.key_id) for line in checkpoint.signatures}
    for witness in policy.witnesses:
        if (witness.key.name, witness.key.id) not in lines:
            continue
        try:
            verify_cosignature(checkpoint, witness.key)
        except TlogError:
            found.broken.append(witness.name)
        else:
            found.valid.append(witness.name)
    return found


def needed(policy: Policy) -> str:
    """Return what the policy asks for, in one word or number."""
    for line in policy.lines:
        if isinstance(line, Group) and line.name == policy.quorum:
            return str(line.needed)
    return "0" if policy.quorum == NONE else "1"
