"""Is the charter that came with a file the one that is trusted?

A file can bring its charter along, and everything in it can hang on that charter;
whether it is *the* charter only the reader knows, who has its hash on paper, or a
policy with the log's key.  Who gives neither is told the eight words to compare,
and nothing is proven to him.
"""

from ledger import fingerprint
from ledger.charter import Charter
from ledger.errors import CharterError
from ledger.tlog.tree import leaf_hash
from tools.translation import said
from tools.verdict import Check, Text
from tools.verify import Trust, check_trust

_NAME = Text("Piagam cocok dengan sidik jari tepercaya", "Charter is the one that is trusted")


def check_charter(raw: bytes, trust: Trust) -> tuple[Check, Charter | None]:
    """Judge a signed charter that came along, by what is trusted from outside.

    Returns:
        The check `trust`, and the charter if it is a valid one, trusted or not.
    """
    check = Check("trust", _NAME)
    own = leaf_hash(raw)
    check.summary = Text(*2 * (fingerprint.words(own),))
    try:
        charter = Charter.opened(raw)
    except CharterError as error:
        check.fail(said(f"not a valid charter: {error}"))
        return check, None
    check_trust(check, own, charter.log, trust)
    return check, charter
