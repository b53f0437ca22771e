"""`/proofs` and `/consistency`: what convinces somebody who trusts nobody."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request, Response

from api.answer import as_json
from api.documentation import fails
from api.entries import receipt_members
from api.log import size_of
from api.parameter import Number
from api.problems import ApiError
from api.service import Service, service_of
from ledger.tlog.proof import Proof
from ledger.tlog.tree import prove_consistency, prove_inclusion

router = APIRouter(tags=["proofs"])

_LEAVES_MAX = 400
"""In one question: a phone's queue of several days."""


@router.get("/proofs", responses=fails("bad-parameter", "not-witnessed"))
def inclusions(
    request: Request,
    leaf: Annotated[list[Number], Query(min_length=1, max_length=_LEAVES_MAX)],
    under: Literal["signed", "witnessed"] = "signed",
) -> Response:
    """Return the ways of many leaves to the root of one checkpoint, the newest of its kind.

    Leaves that its tree does not hold yet are left out.
    """
    service = service_of(request)
    ledger = service.ledger
    if under == "witnessed":
        size, checkpoint = _witnessed(service, 0)
    else:
        checkpoint = ledger.checkpoint
        size = size_of(checkpoint)
    node = ledger.tree.subtrees.node
    proofs = [
        {"leaf_index": index, "inclusion": prove_inclusion(index, size, node)}
        for index in sorted(set(leaf))
        if index < size
    ]
    return as_json({"checkpoint": checkpoint.decode(), "proofs": proofs})


@router.get("/proofs/{leaf_index}", responses=fails("bad-parameter", "not-found", "not-witnessed"))
def receipt(
    request: Request, leaf_index: Number, under: Literal["signed", "witnessed"] = "signed"
) -> Response:
    """Return the receipt of a leaf, or with `Accept: text/plain` a tlog-proof file.

    `under=witnessed` proves it under the newest checkpoint that a quorum of witnesses has seen,
    which carries their cosignatures: whoever verifies them may call the leaf *disaksikan*.
    """
    service = service_of(request)
    covering = _witnessed(service, leaf_index) if under == "witnessed" else None
    found = service.ledger.receipt(leaf_index, covering)
    if found is None:
        raise ApiError("not-found", f"the log has no leaf {leaf_index} yet")
    if "text/plain" in request.headers.get("accept", ""):
        proof = Proof(found.leaf_index, found.inclusion, found.checkpoint)
        return Response(proof.serialise(), media_type="text/plain; charset=utf-8")
    return as_json({"receipt": receipt_members(found) | {"note": found.note.decode()}})


@router.get("/consistency", responses=fails("bad-parameter"))
def consistency(
    request: Request,
    old: Annotated[Number, Query(alias="from")],
    new: Annotated[Number | None, Query(alias="to")] = None,
) -> Response:
    """Return the proof that the log of `to` leaves begins with the log of `from` leaves."""
    ledger = service_of(request).ledger
    size = size_of(ledger.checkpoint)
    new = size if new is None else new
    if not old <= new <= size:
        raise ApiError("bad-parameter", f"want from <= to <= {size}, the size of the signed log")
    proof = prove_consistency(old, new, ledger.tree.subtrees.node)
    return as_json({"from": old, "to": new, "consistency": proof})


def _witnessed(service: Service, leaf_index: int) -> tuple[int, bytes]:
    """Return the newest witnessed checkpoint and its size."""
    found = service.witnessing.witnessed
    if found is None or found.size <= leaf_index:
        seen = f"the first {found.size} leaves" if found else "nothing yet"
        raise ApiError("not-witnessed", f"a quorum of witnesses has seen {seen}")
    return found.size, found.note.serialise()
