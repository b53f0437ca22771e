"""The other side's answers: what a server, or a directory's projections, say of the custody state.

They are compared with one's own and never believed.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from ledger import sqlite
from ledger.errors import StorageError
from ledger.tlog.text import to_base64
from projections import schema
from projections.building import Files
from projections.errors import NotFoldedError
from projections.stateroot import State, state
from projections.view import view
from tools.source import DamagedError, MissingError, NotALogError
from tools.target import is_address
from tools.tile import client, http_fetch


class Told(NamedTuple):
    """A custody state, as one side tells it."""

    root: str
    """Base64."""
    edition: int
    """Of the folds: other editions reach other roots."""
    tables: dict[str, tuple[int, str]]
    """Number of rows and root of each table."""


Teller = Callable[[int], Told]
"""Leaf index -> the state as of it; raises SourceError."""


def told(found: State) -> Told:
    """Return one's own state in the other side's words."""
    tables = {part.table: (part.rows, to_base64(part.root)) for part in found.parts}
    return Told(to_base64(found.root), schema.EDITION, tables)


@contextmanager
def counterpart(target: str) -> Iterator[Teller]:
    """Open the other side: the address of a server, or a ledger's directory.

    Raises:
        SourceError: It cannot be read.
    """
    if is_address(target):
        with client() as session:
            fetch = http_fetch(target.rstrip("/"), session)
            yield lambda as_of: _answer(target, fetch(f"state?as_of={as_of}"))
        return
    path = Files(Path(target)).current
    if path is None:
        raise NotALogError(f"{target}: no projections here")
    readers = sqlite.readers(path)

    def tell(as_of: int) -> Told:
        try:
            with view(readers, as_of) as then:
                edition = schema.edition(then.connection)
                if edition != schema.EDITION:  # its rows cannot even be read
                    return Told("", edition, {})
                return told(state(then))
        except NotFoldedError as error:
            raise MissingError(f"{target}: {error}") from error
        except (StorageError, ValueError) as error:
            raise DamagedError(f"{path}: {error}") from error

    try:
        yield tell
    finally:
        readers.dispose()


def _answer(target: str, raw: bytes) -> Told:
    try:
        value: dict[str, Any] = json.loads(raw)
        tables = {one["table"]: (int(one["rows"]), str(one["root"])) for one in value["tables"]}
        return Told(str(value["state_root"]), int(value["edition"]), tables)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise DamagedError(f"{target}/state: {error!r} is no answer about a state") from error
