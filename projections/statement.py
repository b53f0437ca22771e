"""Statements: one row per leaf, and who cites whom.

The body stays in the log; a row says what kind of leaf it is and whether it was understood, so
that leaves can be listed, and which leaves the context must hear again after a restart.
"""

from binascii import a2b_base64
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final, NamedTuple

from msgspec.json import encode
from sqlalchemy import Boolean, Column, Connection, Index, Integer, LargeBinary, String, Table

from domain.catalogue import NotUnderstood, read
from domain.evidence import PersonalDataRead
from domain.fact import Fact
from domain.grade import Grade
from domain.photo import cited as cited_photos, mentions
from domain.said import Said
from domain.signing import Signing
from domain.statement import CITES, Stated, marked, time
from ledger.journal import STATEMENT
from ledger.log import Stored
from ledger.tier import Tier, is_by_hardware
from projections import photo
from projections.query import Query, query
from projections.schema import METADATA, REFOLDING, TEXT, write
from projections.vault import body_of
from projections.version import Version, Versions
from projections.view import LIMIT, Slice, View, number, sliced

SIGNINGS: Final = Versions("pernyataan", Signing)
"""The statements that take two persons, by leaf hash."""

_TABLE: Final = Table(
    "statement",
    METADATA,
    Column("leaf_index", Integer, primary_key=True),
    Column("journal", String, nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("topic", String, nullable=False, comment="the note's first line"),
    Column("kind", String, comment="of a statement, as its body says"),
    Column("why_not", String, comment="why it is not understood"),
    Column("leaf", LargeBinary, nullable=False, comment="leaf hash"),
    Column("is_shaping", Boolean, nullable=False, comment="whether the context has kept of it"),
    Column("is_hardware", Boolean, nullable=False, comment="signed by the journal's hardware key"),
    Column("grade", String, comment="of a statement's evidence when it was signed"),
)
Index("statement_kind", _TABLE.c.kind, _TABLE.c.leaf_index)
Index("statement_journal", _TABLE.c.journal, _TABLE.c.leaf_index, info=REFOLDING)
Index("statement_shaping", _TABLE.c.leaf_index, sqlite_where=_TABLE.c.is_shaping == 1)

_CITATION: Final = Table(
    "citation",
    METADATA,
    Column("cited", LargeBinary, nullable=False, comment="leaf hash"),
    Column("leaf_index", Integer, nullable=False, comment="of the statement that cites it"),
    Column("role", String, nullable=False, comment="the field"),
)
Index("citation_cited", *_CITATION.c)

_INSERT: Final = query(
    "INSERT INTO statement VALUES (?, ?, ?, ?, {text}, {text}, ?, ?, ?, {text})", text=TEXT
)
_CITE: Final = "INSERT INTO citation VALUES (?, ?, ?)"
_LISTED: Final = (
    "SELECT leaf_index, journal, sequence, topic, kind, why_not, is_hardware FROM statement "
    "WHERE {condition} ORDER BY leaf_index LIMIT :limit"
)
_TIERS: Final = (
    "SELECT leaf_index, is_hardware FROM statement "
    "WHERE leaf_index IN (SELECT value FROM json_each(:leaves))"
)
_OF_KINDS: Final = (
    "SELECT leaf_index FROM statement WHERE leaf_index IN (SELECT value FROM json_each(:leaves)) "
    "AND kind IN (SELECT value FROM json_each(:kinds)) ORDER BY leaf_index"
)
_SHAPING: Final = (
    "SELECT leaf_index FROM statement WHERE is_shaping = 1 AND leaf_index > ? ORDER BY leaf_index"
)
_fields_of: Final[dict[type, tuple[str, ...]]] = {}


class Shelf:
    """Gathers the rows of a page's leaves, and writes them at once."""

    def __init__(self) -> None:
        """Begin with nothing gathered."""
        self._leaves: list[tuple[object, ...]] = []
        self._citations: list[tuple[bytearray, int, str]] = []
        self._photos: list[tuple[bytearray, int]] = []

    def add(
        self, stored: Stored, fact: Fact | None, grade: Grade | None = None, *, is_shaping: bool
    ) -> None:
        """Add a leaf with its statement, if it is one, and the grade of that."""
        kind = why_not = ""
        if isinstance(fact, Said):
            statement = fact.statement
            if isinstance(statement, NotUnderstood):
                kind, why_not = statement.kind or "", statement.reason
            else:
                kind = type(statement).__name__
                names = _fields_of.get(type(statement))
                if names is None or names:
                    self._cite(stored.leaf_index, statement)
            if mentions(stored.note):
                self._show(stored)
        leaf = bytearray(stored.leaf)
        by = 1 if is_by_hardware(stored.note) else 0
        self._leaves.append(
            (*stored[:4], kind, why_not, leaf, 1 if is_shaping else 0, by, grade or "")
        )

    def _cite(self, leaf_index: int, statement: Stated) -> None:
        for role, leaf in cited(statement):
            self._citations.append((bytearray(a2b_base64(leaf)), leaf_index, role))

    def _show(self, stored: Stored) -> None:
        for digest in cited_photos(body_of(stored)):
            self._photos.append((bytearray(a2b_base64(digest)), stored.leaf_index))

    def flush(self, connection: Connection) -> None:
        """Write what was gathered."""
        write(connection, _INSERT, self._leaves)
        write(connection, _CITE, self._citations)
        write(connection, photo.INSERT, self._photos)
        self._leaves.clear()
        self._citations.clear()
        self._photos.clear()


def shaping(connection: Connection, after: int = -1) -> list[int]:
    """Return the leaves behind one that the context must hear after a restart, in log order."""
    return [row[0] for row in connection.exec_driver_sql(_SHAPING, (after,)).fetchall()]


class Listed(NamedTuple):
    """One leaf."""

    leaf_index: int
    journal: str
    sequence: int
    topic: str
    """The note's first line: `segel/statement/v1`."""
    kind: str | None
    """Of a statement, as its body says."""
    why_not: str | None
    """Why it was not understood; None: it was."""
    is_hardware: bool
    """Whether its journal's hardware key has signed it."""

    @property
    def tier(self) -> Tier:
        """Which of the journal's keys has signed it."""
        return Tier.HARDWARE if self.is_hardware else Tier.SOFTWARE


class Citation(NamedTuple):
    """One leaf cites another."""

    leaf_index: int
    """The one that cites."""
    role: str
    """In which field: `of`, `target`, `replaces`, `inside` or another of the type `Leaf`."""
    kind: str | None


def one(view: View, leaf_index: int) -> Listed | None:
    """Return the row of one leaf, if it is folded and not newer than the view."""
    row = view.row(
        "SELECT leaf_index, journal, sequence, topic, kind, why_not, is_hardware FROM statement "
        "WHERE leaf_index = :leaf AND leaf_index <= :as_of",
        {"leaf": leaf_index},
    )
    return None if row is None else Listed(*row)


def listed(
    view: View,
    *,
    kind: str | None = None,
    journal: str | None = None,
    after: str | None = None,
    limit: int = LIMIT,
) -> Slice[Listed]:
    """List leaves in log order, of one kind or one journal if asked for."""
    wanted = {"kind": kind, "journal": journal}
    given = {name: value for name, value in wanted.items() if value is not None}
    condition = Query("leaf_index <= :as_of AND leaf_index > :after")
    for name in given:  # what is not asked for stands in the way of an index
        condition = query("{so_far} AND {name} = :{name}", so_far=condition, name=name)
    rows = view.rows(
        query(_LISTED, condition=condition),
        {"after": -1 if after is None else number(after), **given, "limit": limit + 1},
    )
    return sliced(((str(row[0]), Listed(*row)) for row in rows), limit)


def has(view: View, kind: type[Stated]) -> bool:
    """Tell whether there is a statement of a kind."""
    given = {"kind": kind.__name__}
    return view.row("SELECT 1 FROM statement WHERE kind = :kind LIMIT 1", given) is not None


def of_kinds(view: View, leaves: Sequence[int], kinds: Sequence[str]) -> list[int]:
    """Return those of these leaves that are statements of some kinds, in log order."""
    rows = view.rows(
        _OF_KINDS, {"leaves": encode(leaves).decode(), "kinds": encode(kinds).decode()}
    )
    return [row[0] for row in rows]


def tiers(view: View, leaves: Sequence[int]) -> dict[int, Tier]:
    """Return which tier has signed each of these leaves, as far as they are folded."""
    wanted = encode(sorted(leaves)).decode()
    rows = view.rows(_TIERS, {"leaves": wanted})
    return {row[0]: Tier.HARDWARE if row[1] else Tier.SOFTWARE for row in rows}


def cited_by(view: View, leaf: bytes) -> tuple[Citation, ...]:
    """Return who cites a leaf, in log order."""
    rows = view.rows(
        "SELECT leaf_index, role, kind FROM citation JOIN statement USING (leaf_index) "
        "WHERE cited = :leaf AND leaf_index <= :as_of ORDER BY leaf_index",
        {"leaf": leaf},
    )
    return tuple(Citation(*row) for row in rows)


def citing(view: View, indexes: Sequence[int]) -> dict[int, list[Citation]]:
    """Return who cites each of many leaves, by its index, in log order."""
    rows = view.rows(
        "SELECT entry.leaf_index, word.leaf_index, role, word.kind FROM statement AS entry "
        "JOIN citation ON citation.cited = entry.leaf "
        "JOIN statement AS word ON word.leaf_index = citation.leaf_index "
        "WHERE entry.leaf_index IN (SELECT value FROM json_each(:indexes)) "
        "AND word.leaf_index <= :as_of ORDER BY word.leaf_index",
        {"indexes": encode(indexes).decode()},
    )
    found: dict[int, list[Citation]] = {index: [] for index in indexes}
    for index, *one in rows:
        found[index].append(Citation(*one))
    return found


def read_by(view: View, leaf: bytes, journal: str) -> int | None:
    """Return the newest leaf in which a journal states to read the personal data of another."""
    row = view.row(
        "SELECT max(leaf_index) FROM citation JOIN statement USING (leaf_index) "
        "WHERE cited = :leaf AND kind = :kind AND journal = :journal AND leaf_index <= :as_of",
        {"leaf": leaf, "kind": PersonalDataRead.__name__, "journal": journal},
    )
    return None if row is None else row[0]


def stated(stored: Stored) -> datetime | None:
    """Return the time that an entry states; None: it is no statement that is understood."""
    if stored.topic != STATEMENT:
        return None
    statement = read(body_of(stored))
    return None if isinstance(statement, NotUnderstood) else time(statement.at)


def readings(view: View, journal: str, limit: int = LIMIT) -> tuple[Listed, ...]:
    """Return the newest leaves in which a journal states to read personal data, newest first."""
    rows = view.rows(
        "SELECT leaf_index, journal, sequence, topic, kind, why_not, is_hardware FROM statement "
        "WHERE journal = :journal AND kind = :kind AND leaf_index <= :as_of "
        "ORDER BY leaf_index DESC LIMIT :limit",
        {"journal": journal, "kind": PersonalDataRead.__name__, "limit": limit},
    )
    return tuple(Listed(*row) for row in rows)


def signing(view: View, leaf: str) -> Version[Signing] | None:
    """Return who signed a statement (leaf hash, base64) that takes two; None: it takes one."""
    return SIGNINGS.one(view, leaf)


def cited(statement: Stated) -> Iterator[tuple[str, str]]:
    """Yield the field and the leaf hash (base64) of everything that a statement cites."""
    kind = type(statement)
    fields = _fields_of.get(kind)
    if fields is None:
        fields = _fields_of[kind] = marked(kind, CITES)
    for name in fields:
        value = getattr(statement, name)
        if isinstance(value, str):
            yield name, value
        elif value:
            for leaf in value:
                yield name, leaf
