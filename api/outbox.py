r"""Outboxes: what a device hands in with one request, read strictly and as a whole.

    {"notes": ["segel/statement/v1\n..."],
     "openings": [{"leaf": "...", "path": "/visitor", "salt": "...", "value": {...}}],
     "checkpoints": ["segel.example/16.08/pilkada-2024\n..."],
     "waiting": 14}

A request that has two readings is refused before anything of it is kept.  Members that are not
known are left alone: an app newer than the server is never turned away.
"""

import json
from typing import Annotated, Any, NoReturn

import msgspec

from api.problems import ApiError

OPENINGS_MAX = 10_000
CHECKPOINTS_MAX = 1000
WAITING_MAX = 1_000_000


class Outbox(msgspec.Struct, frozen=True):
    """Everything that waited on one device."""

    notes: list[str]
    openings: list[Any] = []
    checkpoints: list[str] = []
    waiting: Annotated[int, msgspec.Meta(ge=0, le=WAITING_MAX)] | None = None
    """How many more notes of the journal wait on the device; None: it does not say."""


def read(body: bytes, notes_max: int) -> Outbox:
    """Read a request.

    Raises:
        ApiError: `not-utf8`, `malformed` (not JSON, a name twice, a number that is none, other
            members than an outbox has) or `oversize` (too many notes).
    """
    try:
        text = body.decode()
    except UnicodeDecodeError as error:
        raise ApiError("not-utf8", "the request is not UTF-8") from error
    try:
        value = _DECODER.decode(text)
        outbox = msgspec.convert(value, Outbox)
    except (ValueError, RecursionError) as error:
        raise ApiError("malformed", f"not an outbox: {_said(error)}") from error
    if (
        len(outbox.notes) > notes_max
        or len(outbox.openings) > OPENINGS_MAX
        or len(outbox.checkpoints) > CHECKPOINTS_MAX
    ):
        raise ApiError("oversize", f"{len(outbox.notes)} notes in one request, at most {notes_max}")
    return outbox


def _said(error: Exception) -> str:
    """Say where it went wrong without repeating what was sent."""
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg} at character {error.pos}"
    if isinstance(error, RecursionError):
        return "nested too deeply"
    return str(error)


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError("a name stands twice in one object")
    return members


def _no_number(word: str) -> NoReturn:
    raise ValueError(f"{word} is not JSON")


_DECODER = json.JSONDecoder(object_pairs_hook=_members, parse_constant=_no_number)
