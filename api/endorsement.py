"""What waits for a second person at a post, as the second person's phone shows it.

Rule R08 watches every statement that takes two, so what it has not settled is what may wait; the
whole log is never searched.  Only what is public is told, and of boxes only numbers and seals.
"""

from binascii import a2b_base64
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from typing import Any, Final

import msgspec

from api.reading import PAGE_MAX, Asked
from domain.canonical import body_fault
from domain.catalogue import KINDS
from domain.rules.signature import PENDING
from domain.signing import Signature
from ledger.journal import STATEMENT
from ledger.log import Stored
from projections import findings, statement
from projections.vault import body_of
from projections.view import View

TOLD_MAX: Final = 100
"""So many are told; who has more than that to endorse does it elsewhere."""

_EVER: Final = datetime.max.replace(tzinfo=UTC)
_WHERE: Final = ("place", "post", "origin", "destination")
_TOLD: Final = (
    *("kind", "at", "of", "place", "zone", "badge", "consignment", "from", "to", "origin"),
    *("destination", "vehicle", "count", "reason", "purpose", "target", "target_kind", "changes"),
)
_ENDORSED: Final = frozenset(one.name for one in KINDS.values() if "Endorsed" in one.completed_by)


def pending(asked: Asked, view: View, place: str, unit: str) -> list[dict[str, Any]]:
    """Return what nobody has endorsed yet, the oldest first.

    Args:
        asked: The question.
        view: As of which leaf.
        place: Said there, on the way from or to it, or amending such a statement.
        unit: Whose place it is; what was given to it counts too.
    """
    return [*islice(_concerning(asked, view, place, unit), TOLD_MAX)]


def _concerning(asked: Asked, view: View, place: str, unit: str) -> Iterator[dict[str, Any]]:
    for leaf, first in _waiting(view):
        (stored,) = asked.service.ledger.tree.entries(first.index, 1)
        body = _body(stored)
        amended = _target(asked, body) if "target" in body else body
        if place in map(amended.get, _WHERE) or amended.get("to") == unit:
            told: dict[str, Any] = {name: body[name] for name in _TOLD if name in body}
            if boxes := body.get("boxes"):
                told["boxes"] = [one if isinstance(one, str) else _looked(one) for one in boxes]
            said = {"journal": stored.journal, "person": first.person, "body": told}
            yield {"leaf": leaf, "index": first.index} | said


def _waiting(view: View) -> Iterator[tuple[str, Signature]]:
    """Yield leaf hash and first signature of what an endorsement would complete."""
    seen: set[str] = set()
    cursor: str | None = None
    while True:
        found = findings.listed(view, _EVER, rule=PENDING.number, after=cursor, limit=PAGE_MAX)
        for leaf in [one.finding.subject for one in found.items]:
            signing = statement.signing(view, leaf)
            if leaf in seen or signing is None or signing.state.state != "menunggu":
                continue
            seen.add(leaf)
            first = signing.state.first
            if first is not None and first.kind in _ENDORSED:
                yield leaf, first
        cursor = found.next
        if cursor is None:
            return


def _looked(box: dict[str, Any]) -> dict[str, Any]:
    return {name: box[name] for name in ("box", "seals") if name in box}


def _target(asked: Asked, body: dict[str, Any]) -> dict[str, Any]:
    """Return what an amendment is about; nothing, if that is no statement that can be read."""
    stored = asked.service.ledger.tree.cited(a2b_base64(body["target"]))
    if stored is None or stored.topic != STATEMENT or body_fault(body_of(stored)) is not None:
        return {}
    return _body(stored)


def _body(stored: Stored) -> dict[str, Any]:
    body: dict[str, Any] = msgspec.json.decode(body_of(stored))
    return body
