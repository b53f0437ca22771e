"""The log as a subject: what witnesses have seen of it last."""

from typing import Final

from domain.book import LOG, Book
from domain.policy import DEFAULT_THRESHOLDS
from projections.version import Versions
from projections.view import View

BOOKS: Final = Versions("buku", Book)


def witness_wait(view: View) -> int:
    """Return after how many minutes what was added is to be seen, as the newest anchor knew it."""
    found = BOOKS.one(view, LOG)
    return DEFAULT_THRESHOLDS.witness_wait if found is None else found.state.witness_wait
