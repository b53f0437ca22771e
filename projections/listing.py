"""Listings: every list that is kept ready, read to its end as of one leaf, a page at a time.

A page is a read of its own, so that nobody holds a transaction open for as long as a slow reader
takes.  That is the same as one long read, because what held as of a leaf never changes: the leaf is
settled before the first page.  So is the memory that it takes: one page, however long the list.

A row is what people are shown of a state (`Versions.past`), so the same leaf gives the same rows
whenever it is asked for.
"""

from abc import ABC, abstractmethod
from binascii import b2a_base64
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any, Final, NamedTuple, TypeAlias

import msgspec
from msgspec import structs

from domain.chain import Chain
from domain.journey import Box
from ledger.tier import Tier
from projections import findings
from projections.catalogue import PROJECTIONS
from projections.column import columns_of, lay_out, layout
from projections.custody import Standing, standing
from projections.projection import AnyProjection
from projections.query import Query, query
from projections.version import Versions
from projections.view import Found, View, number

PAGE: Final = 1000
"""Rows of one page."""

NOUNS: Final[dict[str, str]] = {
    "kotak": "boxes",
    "segel": "seals",
    "kiriman": "consignments",
    "pos": "posts",
    "kunjungan": "visits",
    "jurnal": "journals",
    "pernyataan": "signings",
    "tempat": "places",
    "orang": "persons",
    "organisasi": "organisations",
    "kejadian": "incidents",
    "perkara": "cases",
    "netralitas": "neutrality",
    "petugas": "officers",
    "perintah": "orders",
    "laporan": "reports",
    "situasi": "situations",
    "giat": "activities",
    "latihan": "drills",
    "temuan": "oversight",
    "alat": "equipment",
    "periksa": "inspections",
    "gudang": "stores",
    "stok": "stocks",
    "buku": "log",
    "koreksi": "corrections",
    "lokasi": "locations",
    "pasangan": "pairs",
    "foto": "photographs",
    "selisih": "discrepancies",
    "berkas": "attachments",
    "ruas": "legs",
    "ulangan": "repetitions",
    "bukaan": "unlockings",
}
"""What the list of a fold is called; of any other fold, as the fold."""

Views: TypeAlias = Callable[[int | None], AbstractContextManager[View]]
"""Opens a view as of a leaf; None: of the newest."""


class Record(msgspec.Struct, frozen=True, gc=False):
    """What held of one subject."""

    leaf_index: int
    """The leaf that brought it about."""
    subject: str
    listed: dict[str, str | None]
    """What lists are filtered by and its state does not name: the holder of a box."""
    state: Any


class Leaf(msgspec.Struct, frozen=True, gc=False):
    """One leaf of the log."""

    leaf_index: int
    journal: str
    sequence: int
    topic: str
    """The note's first line."""
    kind: str | None
    """Of a statement, as its body says."""
    why_not: str | None
    """Why it was not understood."""
    leaf: str
    """Its hash, base64."""
    tier: str
    """Which of the journal's keys has signed it: `software` or `hardware`."""


class Difference(msgspec.Struct, frozen=True, gc=False):
    """One finding that stands."""

    leaf_index: int
    """The leaf that raised it or, where it is explained, that explained it."""
    key: str
    rule: str
    severity: str
    subject_kind: str
    subject: str
    text: str
    text_en: str
    due: datetime | None
    explained_by: int | None
    evidence: tuple[int, ...]


class Page(NamedTuple):
    """Rows that follow one another."""

    rows: Sequence[Any]
    """Structs, which `Listing.cells` lays out and msgspec writes as JSON."""
    next: str | None
    """Where the next page begins; None: this was the last."""


class Listing(ABC):
    """One list."""

    def __init__(self, name: str, shape: type[msgspec.Struct], ahead: Sequence[str] = ()) -> None:
        """Name it, and say how its rows are laid out in a table.

        Args:
            name: Of the list.
            shape: The struct whose fields are the columns.
            ahead: Columns that stand before these.
        """
        columns = columns_of(shape)
        self.name: Final = name
        self.shape: Final = shape
        self._layout = layout(columns)
        self.columns: Final = (*ahead, *(name for one in columns for name in one.names()))

    @abstractmethod
    def page(self, view: View, at: datetime, after: str | None, limit: int = PAGE) -> Page:
        """Return rows in a stable order.

        Args:
            view: As of which leaf.
            at: The stated time, for what stands only from a time on (aware).
            after: `next` of the page before.
            limit: How many at most.
        """

    @abstractmethod
    def count(self, view: View, at: datetime) -> int:
        """Return how many rows there are in all."""

    def cells(self, row: object) -> list[object]:
        """Return the values of a row in the order of the columns."""
        found: list[object] = []
        lay_out(row, self._layout, found)
        return found


class _Shape(NamedTuple):
    struct: type[msgspec.Struct]
    """Whose fields are the columns."""
    shaped: Callable[[Any], object] | None = None
    """Makes it of a state; None: it is the state."""


_SHAPES: Final[dict[type, _Shape]] = {Box: _Shape(Standing, standing)}
"""How a table shows a state whose fold keeps much that only folds read; JSON lines have it all."""


class _Versioned(Listing):
    """The subjects of a fold, by name."""

    def __init__(self, versions: Versions[Any]) -> None:
        fold = versions.fold
        shape = _SHAPES.get(versions.state, _Shape(versions.state))
        self._shaped = shape.shaped
        plain = {
            name.rpartition(".")[2]
            for column in columns_of(versions.state)
            for name in column.names()
        }
        self._listed = tuple(name for name in versions.names if name not in plain)
        ahead = ("leaf_index", "subject", *(() if self._shaped else self._listed))
        super().__init__(NOUNS.get(fold, fold), shape.struct, ahead)
        self._decode = msgspec.json.Decoder(versions.state).decode
        self._past = versions.past
        self._completed = _counted if versions.state is Chain else None
        listed = (query("held.{name}", name=name) for name in self._listed)
        self._select = query(_SELECT, fold=fold, held=(_HELD, *listed))
        self._count = query("SELECT count(*) FROM {fold} WHERE", fold=fold)

    def page(self, view: View, at: datetime, after: str | None, limit: int = PAGE) -> Page:
        del at
        found = view.rows(self._select, {"after": after or "", "limit": limit})
        decode, past, names = self._decode, self._past, self._listed
        rows = []
        for subject, since, raw, *cells in found:
            if raw is not None:
                state = decode(raw)
                listed = dict(zip(names, cells, strict=True))
                rows.append(Record(since, subject, listed, past(state) if past else state))
        if self._completed is not None:
            rows = self._completed(view, rows)
        return Page(rows, found[-1][0] if len(found) == limit else None)

    def count(self, view: View, at: datetime) -> int:
        del at
        return int(view.rows(f"{self._count} {view.holds}")[0][0])

    def cells(self, row: object) -> list[object]:
        if not isinstance(row, Record):
            raise TypeError(row)
        found: list[object] = [row.leaf_index, row.subject]
        if self._shaped is None:
            found += row.listed.values()
            lay_out(row.state, self._layout, found)
        else:
            lay_out(self._shaped(row.state), self._layout, found)
        return found


class _Leaves(Listing):
    """The leaves of the log, in its order."""

    def __init__(self) -> None:
        super().__init__("statements", Leaf)

    def page(self, view: View, at: datetime, after: str | None, limit: int = PAGE) -> Page:
        del at
        first = -1 if after is None else number(after)
        found = view.rows(_LEAVES, {"after": first, "limit": limit})
        rows = [_leaf(row) for row in found]
        return Page(rows, str(found[-1][0]) if len(found) == limit else None)

    def count(self, view: View, at: datetime) -> int:
        del at
        return int(view.rows("SELECT count(*) FROM statement WHERE leaf_index <= :as_of")[0][0])


class _Differences(Listing):
    """The findings that stand at a stated time, the gravest and oldest first."""

    def __init__(self) -> None:
        super().__init__("findings", Difference)

    def page(self, view: View, at: datetime, after: str | None, limit: int = PAGE) -> Page:
        found = findings.listed(view, at, after=after, limit=limit)
        return Page([_difference(one) for one in found.items], found.next)

    def count(self, view: View, at: datetime) -> int:
        return findings.total(view, at)


_HELD: Final = Query("held.since, held.state")
_SELECT: Final = (
    # Of a subject with many versions only the one that holds is read: names by name, not by row.
    "WITH RECURSIVE named(subject) AS ("
    "SELECT min(subject) FROM {fold} WHERE subject > :after UNION ALL "
    "SELECT (SELECT min(subject) FROM {fold} WHERE subject > named.subject) FROM named "
    "WHERE named.subject IS NOT NULL LIMIT :limit) "
    "SELECT named.subject, {held} FROM named LEFT JOIN {fold} AS held "
    "ON held.id = (SELECT id FROM {fold} WHERE subject = named.subject AND since <= :as_of "
    "ORDER BY since DESC, id DESC LIMIT 1) AND (held.until IS NULL OR held.until > :as_of) "
    "WHERE named.subject IS NOT NULL"
)
_LEAVES: Final = (
    "SELECT leaf_index, journal, sequence, topic, kind, why_not, leaf, is_hardware FROM statement "
    "WHERE leaf_index <= :as_of AND leaf_index > :after ORDER BY leaf_index LIMIT :limit"
)
_TIERS: Final = (Tier.SOFTWARE, Tier.HARDWARE)
_NUMBERS: Final = (
    "SELECT journal, count(*), max(sequence) FROM statement "
    "WHERE journal IN (SELECT value FROM json_each(:journals)) AND leaf_index <= :as_of "
    "GROUP BY journal"
)


def listings(projections: Sequence[AnyProjection] = PROJECTIONS) -> dict[str, Listing]:
    """Return every list by its name."""
    every = [_Leaves(), _Differences(), *(_Versioned(one.versions) for one in projections)]
    return {listing.name: listing for listing in every}


def pages(views: Views, listing: Listing, as_of: int, at: datetime) -> Iterator[Page]:
    """Yield a list to its end.

    Args:
        views: Opens a view for each page.
        listing: Which list.
        as_of: Leaf index.
        at: The stated time (aware).

    Raises:
        NotFoldedError: Leaf `as_of` is not folded.
    """
    after: str | None = None
    while True:
        with views(as_of) as view:
            page = listing.page(view, at, after)
        yield page
        if page.next is None:
            return
        after = page.next


def _leaf(row: Found) -> Leaf:
    index, journal, sequence, topic, kind, why_not, leaf, is_hardware = row
    name = b2a_base64(leaf, newline=False).decode()
    return Leaf(index, journal, sequence, topic, kind, why_not, name, _TIERS[is_hardware])


def _counted(view: View, rows: Sequence[Record]) -> list[Record]:
    """Say how far journals had come as of the view: their newest state tells it as of now."""
    names = msgspec.json.encode([row.subject for row in rows]).decode()
    numbers = {row[0]: row[1:] for row in view.rows(_NUMBERS, {"journals": names})}
    found = []
    for row in rows:
        count, last = numbers.get(row.subject, (0, None))
        state = structs.replace(row.state, count=count, last=last, at=None, index=None, tail=None)
        found.append(structs.replace(row, state=state))
    return found


def _difference(listed: findings.Listed) -> Difference:
    finding = listed.finding
    return Difference(
        listed.since,
        finding.key,
        finding.rule,
        finding.severity,
        finding.subject_kind,
        finding.subject,
        finding.indonesian(),
        finding.english(),
        finding.due,
        finding.explained_by,
        finding.evidence,
    )
