"""Replay: the register and the docket as the log makes them.

Only notes that register or file something are parsed again; of every other one
its place in its journal is enough.
"""

from ledger.charter import Charter
from ledger.errors import CharterError
from ledger.evidence import Docket
from ledger.journal import EVIDENCE, REGISTER, Entry
from ledger.log import Log
from ledger.register import Register

_PAGE = 10_000
_SELECT = (
    "SELECT leaf_index, journal, sequence, leaf_hash, "
    "CASE WHEN topic IN (?, ?) THEN note END FROM entry "
    "WHERE leaf_index >= ? ORDER BY leaf_index LIMIT ?"
)


def replayed(log: Log, charter: Charter) -> tuple[Register, Docket]:
    """Fold the whole log.

    Raises:
        CharterError: The log is empty.
    """
    first = log.entries(0, 1)
    if not first:
        raise CharterError("the log is empty: not even a charter")
    register, docket = Register.opened(charter, first[0].leaf), Docket()
    start = 1
    while rows := log.query(_SELECT, (REGISTER, EVIDENCE, start, _PAGE)):
        for index, journal, sequence, leaf, note in rows:
            if note is None:
                register.advance(index, journal, sequence, leaf)
            else:
                entry = Entry.parse(note)
                register.take(index, entry)
                docket.take(entry)
        start = rows[-1][0] + 1
    return register, docket
