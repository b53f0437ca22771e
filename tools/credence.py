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
from tools.verdict import Check, Text
from tools.verify import Trust, is_trusted

_NAME = Text("Piagam cocok dengan sidik jari tepercaya", "Charter is the one that is trusted")


def check_charter(raw: bytes, trust: Trust) -> tuple[Check, Charter | None]:
    """Judge a signed charter that came along, by what is trusted from outside.

    Returns:
        The check `trust`, and the charter if it is a valid one, trusted or not.
    """
    check = Check("trust", _NAME)
    own = leaf_hash(raw)
    words = fingerprint.words(own)
    check.summary = Text(words, words)
    try:
        charter = Charter.opened(raw)
    except CharterError as error:
        check.fail(Text(f"bukan piagam yang sah: {error}", f"not a valid charter: {error}"))
        return check, None
    if trust.policy is not None:
        if charter.log not in trust.policy.logs:
            check.fail(
                Text(
                    "kunci log tidak ada dalam kebijakan yang diberikan",
                    "the log's key is not in the policy that was given",
                )
            )
    elif trust.fingerprint is None and trust.words is None:
        check.doubt(
            Text(
                "tidak ada yang dipercaya dari luar; bandingkan delapan kata ini dengan yang "
                "tercetak, atau beri --charter",
                "nothing was trusted from outside; compare these eight words with the printed "
                "ones, or give --charter",
            )
        )
    elif not is_trusted(own, trust):
        check.fail(Text("bukan piagam yang dipercaya", "not the charter that is trusted"))
    return check, charter
