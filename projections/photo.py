"""Photographs: which statement cites which picture in the open.

Only such a picture is shown to everybody. One that stands within a sealed value is known to the
vault alone.
"""

from typing import Final

from sqlalchemy import Column, Index, Integer, LargeBinary, Table

from projections.schema import METADATA
from projections.view import View

_TABLE: Final = Table(
    "photo",
    METADATA,
    Column("digest", LargeBinary, nullable=False, comment="SHA-256 of the picture's bytes"),
    Column("leaf_index", Integer, nullable=False, comment="of the statement that cites it"),
)
Index("photo_digest", *_TABLE.c)

INSERT: Final = "INSERT INTO photo VALUES (?, ?)"


def citing(view: View, digest: bytes) -> tuple[int, ...]:
    """Return the leaves that cite a picture in the open, in log order."""
    rows = view.rows(
        "SELECT leaf_index FROM photo WHERE digest = :digest AND leaf_index <= :as_of "
        "ORDER BY leaf_index",
        {"digest": digest},
    )
    return tuple(row[0] for row in rows)
