"""Shifts: which team has the watch at which post, since when, and how many they are."""

from typing import Final

from msgspec import structs
from sqlalchemy import Index, text

from domain.duty import Standing
from domain.watch import Watch
from projections.version import Columns, Version, Versions
from projections.view import LIMIT, Slice, View


def _past(watch: Watch) -> Watch:
    """Leave out what only the next word is compared with."""
    duty = structs.replace(watch.duty, words=(), earlier=Standing())
    return structs.replace(watch, duty=duty, gone=(), exits=(), takeovers=())


WATCHES: Final = Versions(
    "pos",
    Watch,
    Columns(
        ("status",),
        lambda watch: ("dijaga" if watch.duty.teams else "kosong",),
        common=("status",),
    ),
    past=_past,
)
Index(
    "pos_guarded",
    WATCHES.table.c.subject,
    sqlite_where=text("until IS NULL AND status = 'dijaga'"),
)


def watch(view: View, post: str) -> Version[Watch] | None:
    """Return the watch at one post; None: nothing was ever said about it."""
    return WATCHES.one(view, post)


def watches(
    view: View, *, status: str | None = None, after: str | None = None, limit: int = LIMIT
) -> Slice[Version[Watch]]:
    """List posts by name; of status `dijaga` or `kosong` only, if asked for."""
    return WATCHES.listed(view, {"status": status}, after, limit)


def changes(view: View, post: str) -> tuple[Version[Watch], ...]:
    """Return every state that a post has had, the oldest first."""
    return WATCHES.all(view, post)
