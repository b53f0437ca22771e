"""`/photos`: pictures that statements cite, by the SHA-256 of their bytes.

    GET   /photos/<hash>           the picture, checked just now, if it is for everybody
    HEAD  /photos/<hash>/upload    how much of it is here (`Upload-Offset`)
    PATCH /photos/<hash>/upload    the next piece; `Upload-Offset`, `Upload-Length`

The hash is in base64url without padding.  Handing in needs no account, as for notes: the log cites
the picture, and only bytes of that hash are kept.  `Upload-Offset`, `Upload-Length` and
`Upload-Complete` mean what they mean in the draft; nothing has to be created first, because the
hash is the name, and `Upload-Length` in each piece says where the picture ends.

A picture whose digest stands in the open is for everybody.  One that stands within a sealed value
alone is shown to whoever is shown that value (`api.disclosure`); everybody else is told what he is
told of a picture that does not exist.

Source: draft-ietf-httpbis-resumable-upload; RFC 9110
"""

import re
from base64 import urlsafe_b64decode
from typing import Annotated, Final

from fastapi import APIRouter, Header, Path, Request, Response
from pydantic import BeforeValidator
from starlette.concurrency import run_in_threadpool

from api.answer import as_json
from api.body import whole
from api.disclosure import shows_photo
from api.documentation import fails
from api.parameter import Number
from api.problems import ApiError
from api.reader import reader_of
from api.reading import private
from api.service import Service, service_of
from ledger.album import Arrival, Piece
from projections import photo

router = APIRouter(prefix="/photos", tags=["photos"])

PIECE: Final = "application/partial-upload"
"""What a piece is sent as."""

_HASH = re.compile(r"[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]")

_PICTURE = {
    "Cache-Control": "public, max-age=31536000, immutable",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Referrer-Policy": "no-referrer",
}


def _read(name: object) -> bytes:
    if not isinstance(name, str) or _HASH.fullmatch(name) is None:
        raise ValueError("want a SHA-256 in base64url without padding")
    return urlsafe_b64decode(f"{name}=")


Digest = Annotated[bytes, BeforeValidator(_read), Path()]


@router.get(
    "/{digest}",
    responses=fails(
        *("bad-parameter", "bad-credentials", "not-found", "photo-absent", "photo-damaged")
    ),
)
def picture(request: Request, digest: Digest) -> Response:
    """Return a picture that a statement cites in the open, or where this reader may see it."""
    service = service_of(request)
    is_for_all = is_public(service, digest)
    if not is_for_all and not shows_photo(service, reader_of(request), digest):
        raise ApiError("not-found", "no statement cites such a picture in the open")
    found = service.album.read(digest)
    answer = Response(found.raw, headers=_PICTURE, media_type=found.kind)
    return answer if is_for_all else private(answer)


@router.get("/{digest}/upload", responses=fails("bad-parameter", "photo-uncited"))
async def arrival(request: Request, digest: Digest) -> Response:
    """Tell how much of a cited picture is here: where the next piece begins."""
    service = service_of(request)
    await _expect_cited(service, digest)
    return _told(await run_in_threadpool(service.album.arrival, digest))


@router.patch(
    "/{digest}/upload",
    responses=fails(
        *("bad-parameter", "photo-uncited", "timeout", "photo-offset", "oversize"),
        *("photo-oversize", "media-type", "photo-kind", "photo-wrong", "storage", "photos-full"),
    ),
)
async def hand_in(
    request: Request,
    digest: Digest,
    offset: Annotated[Number, Header(alias="Upload-Offset")],
    length: Annotated[Number, Header(alias="Upload-Length")],
) -> Response:
    """Keep the next piece of a cited picture; what is answered for is on stable storage."""
    service = service_of(request)
    if request.headers.get("content-type") != PIECE:
        raise ApiError("media-type", f"want {PIECE}")
    raw = await whole(request, service.settings.photo_bytes_max, service.body_seconds)
    if offset + len(raw) > length:
        raise ApiError("bad-parameter", "Upload-Length: the piece ends behind it")
    await _expect_cited(service, digest)
    return _told(await run_in_threadpool(service.album.add, digest, Piece(raw, offset, length)))


def is_public(service: Service, digest: bytes) -> bool:
    """Tell whether a statement cites a picture in the open."""
    with service.projections.view() as view:
        return bool(photo.citing(view, digest))


def _told(arrived: Arrival) -> Response:
    headers = {
        "Upload-Offset": str(arrived.offset),
        "Upload-Complete": "?1" if arrived.is_whole else "?0",
        "Cache-Control": "no-store",
    }
    value = {"offset": arrived.offset, "complete": arrived.is_whole}
    return as_json(value, headers=headers)


async def _expect_cited(service: Service, digest: bytes) -> None:
    """Let in what a statement cites, were it a statement of a moment ago.

    Raises:
        ApiError: `photo-uncited`.
    """
    if await run_in_threadpool(_is_cited, service, digest):
        return
    await service.folded(service.ledger.tree.size - 1)
    if not await run_in_threadpool(_is_cited, service, digest):
        raise ApiError("photo-uncited", "no statement in the log cites this photograph")


def _is_cited(service: Service, digest: bytes) -> bool:
    return service.vault.cites(digest) or is_public(service, digest)
