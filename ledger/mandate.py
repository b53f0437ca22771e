"""The mandate: by whose words the policy in force has come to be.

For those who do not hold the log: with the charter, whose hash they have, and
these notes they see for themselves which witnesses count.  Of each registrar it
is the newest note that says exactly this policy, as every quorum needs more than
half of them: so any two policies share a registrar, whose numbers tell which of
the two came later.  A policy that is the charter's own needs no words.
"""

from ledger.charter import Charter
from ledger.journal import REGISTER
from ledger.log import Log
from ledger.tlog.policy import Policy
from ledger.tlog.text import to_base64

_SELECT = (
    "SELECT note, leaf_index FROM entry WHERE journal = ? AND topic = ? AND instr(note, ?) > 0 "
    "ORDER BY sequence DESC LIMIT 1"
)


def mandate(log: Log, charter: Charter, policy: Policy) -> tuple[bytes, ...]:
    """Return the registrars' notes that have put a policy in force; none for the charter's own.

    Args:
        log: Where the notes stand.
        charter: Whose registrars count.
        policy: The one in force.
    """
    return tuple(note for note, _ in _words(log, charter, policy))


def since(log: Log, charter: Charter, policy: Policy) -> int:
    """Return the leaf of the last of those notes; 0, the charter's own, where there are none."""
    return max((leaf for _, leaf in _words(log, charter, policy)), default=0)


def _words(log: Log, charter: Charter, policy: Policy) -> list[tuple[bytes, int]]:
    line = f"\npolicy {to_base64(policy.serialise().encode())}\n".encode()
    asked = [(one.name, REGISTER, line) for one in charter.registrars]
    rows = [row for words in asked for row in log.query(_SELECT, words)]
    return [(row[0], row[1]) for row in rows] if len(rows) >= charter.quorum else []
