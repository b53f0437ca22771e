"""`/policy`: which witnesses count, with the words of the registrars that made it so.

Whoever holds the charter's hash checks all of it: the charter is that of the hash and names the
registrars, and each note is signed by one of them and says this policy.
"""

from fastapi import APIRouter, Request, Response

from api.answer import as_json
from api.documentation import fails
from api.service import service_of
from ledger.mandate import mandate

router = APIRouter(tags=["log"])


@router.get("/policy", responses=fails())
def policy(request: Request) -> Response:
    """Return the policy in force, the charter, and the registrars' notes behind the policy."""
    ledger = service_of(request).ledger
    in_force = ledger.register.policy
    notes = mandate(ledger.tree, ledger.charter, in_force)
    value = {
        "policy": in_force.serialise(),
        "charter": ledger.tree.entries(0, 1)[0].note.decode(),
        "notes": [note.decode() for note in notes],
    }
    return as_json(value, headers={"Cache-Control": "no-cache"})
