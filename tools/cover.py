"""The outside of an evidence file: whose it is, who signed its tree, and what is in that tree."""

from ledger.bundle import Bundle
from ledger.charter import Charter
from ledger.errors import CharterError
from ledger.tlog.checkpoint import Checkpoint
from ledger.tlog.errors import TlogError
from tools.complaint import same
from tools.translation import said
from tools.verdict import Check, Text


def charter_of(bundle: Bundle, check: Check) -> Charter | None:
    """Open the charter, signed by everybody whom it names; None: it is none."""
    try:
        charter = Charter.opened(bundle.leaves[0].note)
    except CharterError as error:
        check.fail(said(f"not a valid charter: {error}"))
        return None
    if charter.origin != bundle.tree.origin:
        check.fail(Text("piagam log lain", "the charter of another log"))
    name, count = charter.operation, len(charter.registrars)
    check.summary = Text(
        f"{name}: {count} pendiri, kuorum {charter.quorum}",
        f"{name}: {count} founders, quorum {charter.quorum}",
    )
    return charter


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
