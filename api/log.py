"""`/log/...`: the log as static files, exactly as every other tlog-tiles client reads it.

Checkpoint short-lived, everything else immutable.  Partial tiles are served for every size that
was ever signed, and for no other: what is not yet under a signed checkpoint is not there.

Source: https://c2sp.org/tlog-tiles
"""

from fastapi import APIRouter, Request, Response

from api.documentation import fails
from api.problems import ApiError
from api.service import service_of
from ledger.tlog.errors import FormatError
from ledger.tlog.tile import ENTRIES, WIDTH, Tile, join_bundle

router = APIRouter(prefix="/log", tags=["log"])

_EVERYBODY = {"Access-Control-Allow-Origin": "*"}
_FOR_EVER = {"Cache-Control": "public, max-age=31536000, immutable", **_EVERYBODY}


@router.get("/checkpoint", responses=fails())
def checkpoint(request: Request) -> Response:
    """Return the newest signed checkpoint, with the cosignatures that it has so far."""
    service = service_of(request)
    return _signed(service.witnessing.cosigned(service.ledger.checkpoint))


@router.get("/witnessed", responses=fails("not-witnessed"))
def witnessed(request: Request) -> Response:
    """Return the newest checkpoint that a quorum of witnesses has cosigned."""
    found = service_of(request).witnessing.witnessed
    if found is None:
        raise ApiError("not-witnessed", "no quorum of witnesses has seen this log yet")
    return _signed(found.note.serialise())


@router.get("/tile/{path:path}", responses=fails("not-found"))
def tile(request: Request, path: str) -> Response:
    """Return one tile of hashes or one bundle of entries."""
    ledger = service_of(request).ledger
    try:
        wanted = Tile.parse(f"tile/{path}")
    except FormatError as error:
        raise ApiError("not-found", "no tile has this path") from error
    if not wanted.is_within(size_of(ledger.checkpoint)):
        raise ApiError("not-found", "the log has not grown as far as this tile")
    if wanted.level == ENTRIES:
        rows = ledger.tree.entries(wanted.index * WIDTH, wanted.width)
        content = join_bundle([row.note for row in rows])
    else:
        content = b"".join(ledger.tree.hashes(wanted.level, wanted.index, wanted.width))
    return Response(content, headers=_FOR_EVER, media_type="application/octet-stream")


def _signed(checkpoint: bytes) -> Response:
    headers = {"Cache-Control": "public, max-age=1", **_EVERYBODY}
    return Response(checkpoint, headers=headers, media_type="text/plain; charset=utf-8")


def size_of(checkpoint: bytes) -> int:
    """Return the size in a checkpoint that this ledger has signed."""
    return int(checkpoint.split(b"\n", 2)[1])
