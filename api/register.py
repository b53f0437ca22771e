"""`/register`: which key speaks for which journal, and where each journal stands.

A convenience: whoever trusts nobody derives the same register from the log.
"""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from api.answer import as_json
from api.documentation import fails
from api.log import size_of
from api.problems import ApiError
from api.service import service_of
from ledger.member import Member

router = APIRouter(tags=["register"])

_PAGE_MAX = 1000
_NEWEST = {"Cache-Control": "no-cache"}


@router.get("/register", responses=fails("bad-parameter", "unknown-journal"))
def register(
    request: Request,
    journal: Annotated[str | None, Query(max_length=128)] = None,
    above: Annotated[str, Query(max_length=128)] = "",
    limit: Annotated[int, Query(ge=1, le=_PAGE_MAX)] = 100,
) -> Response:
    """Return one journal, or all of them by name, page by page."""
    ledger = service_of(request).ledger
    size = size_of(ledger.checkpoint)
    known = ledger.register.members.copy()  # the writer goes on
    members = {name: one for name, one in known.items() if one.enrolled_at < size}
    if journal is not None:
        if journal not in members:
            raise ApiError("unknown-journal", f"no note has enrolled {journal} yet")
        return as_json(_standing(members[journal]), headers=_NEWEST)
    names = sorted(name for name in members if name > above)
    page = [_standing(members[name]) for name in names[:limit]]
    following = names[limit - 1] if len(names) > limit else None
    return as_json({"journals": page, "count": len(members), "next": following}, headers=_NEWEST)


def _standing(member: Member) -> dict[str, Any]:
    expected, head = _end(member)
    return {
        "journal": member.key.name,
        "key": str(member.key),
        "hardware": None if member.hardware is None else str(member.hardware),
        "enrolled_by_leaf": member.enrolled_by,
        "enrolled_at": member.enrolled_at,
        "enroller": member.enroller,
        "registrar": member.registrar,
        "delegate": member.prefix,
        "expected": expected,
        "head": head,
        "revoked_after": member.revoked_after,
    }


def _end(member: Member) -> tuple[int, bytes]:
    """Read number and leaf hash of one moment while the writer goes on."""
    while True:
        chain = member.chain
        expected, head = chain.expected, chain.head
        if chain is member.chain and chain.expected == expected and chain.head == head:
            return expected, head
