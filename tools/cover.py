"""The outside of an evidence file: whose it is, who signed its tree, and what is in that tree."""

from ledger import fingerprint
from ledger.bundle import Bundle
from ledger.charter import Charter
from ledger.errors import CharterError
from ledger.tlog.checkpoint import Checkpoint
from ledger.tlog.errors import TlogError
from ledger.tlog.tree import leaf_hash
from tools.complaint import same
from tools.verdict import Check, Text
from tools.verify import Trust, is_trusted


def charter_of(bundle: Bundle, check: Check) -> Charter | None:
    """Open the charter, signed by everybody whom it names; None: it is none."""
    try:
        charter = Charter.opened(bundle.leaves[0].note)
    except CharterError as error:
        check.fail(Text(f"bukan piagam yang sah: {error}", f"not a valid charter: {error}"))
        return None
    if charter.origin != bundle.tree.origin:
        check.fail(Text("piagam log lain", "the charter of another log"))
    name, count = charter.operation, len(charter.registrars)
    check.summary = Text(
        f"{name}: {count} pendiri, kuorum {charter.quorum}",
        f"{name}: {count} founders, quorum {charter.quorum}",
    )
    return charter


def check_trust(bundle: Bundle, charter: Charter, trust: Trust, check: Check) -> None:
    """Compare the charter with what was trusted from outside; nothing inside ever counts."""
    own = leaf_hash(bundle.leaves[0].note)
    check.summary = same(fingerprint.words(own))
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


def check_log(bundle: Bundle, charter: Charter, check: Check) -> None:
    """Check that the charter's log has signed the tree."""
    check.summary = same(f"{bundle.tree.origin}, {bundle.tree.size}")
    try:
        Checkpoint.opened(bundle.checkpoint, charter.log)
    except TlogError as error:
        check.fail(same(error))


def roots_of(bundle: Bundle, check: Check) -> dict[int, bytes]:
    """Compute the tree's root, and every earlier one that is cited, from the leaves.

    Returns:
        Roots by size; none, if they do not lead to the root that was signed.
    """
    count, size = len(bundle.leaves), bundle.tree.size
    check.summary = Text(f"{count} dari {size}", f"{count} of {size}")
    try:
        roots = bundle.roots()
    except TlogError as error:
        check.fail(same(error))
        return {}
    if roots[size] != bundle.tree.root:
        check.fail(
            Text(
                "catatan dan hash tidak menghasilkan akar pohon yang ditandatangani",
                "notes and hashes do not lead to the root that was signed",
            )
        )
        return {}
    return roots
