"""Findings: what did not fit, each with the leaves between which it stood so.

A finding with a due time stands only once the stated time passes it; one that was settled in time
never stands.  A finding never vanishes by a correction: it is listed on as explained, with the leaf
that explains it, and as of an earlier leaf it stands as it did.

Source: docs/explanation/architecture.md
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Final, NamedTuple, TypeAlias, TypedDict, Unpack

import msgspec
from sqlalchemy import Column, Connection, Index, Integer, String, Table

from domain.finding import SEVERITIES, Finding, Sentence, Severity, Subject
from domain.progress import district
from projections.query import query
from projections.schema import FOLDING, METADATA, NONE, NUMBER, REFOLDING, TEXT, write
from projections.view import CHOSEN, LIMIT, Found, Slice, View, number, sliced

_TABLE: Final = Table(
    "finding",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("key", String, nullable=False),
    Column("since", Integer, nullable=False, comment="leaf index"),
    Column("until", Integer, comment="leaf index; null: now"),
    Column("fold", String, nullable=False, comment="which fold raised it"),
    Column("folded", String, nullable=False, comment="and about which of its subjects"),
    Column("rule", String, nullable=False),
    Column("subject_kind", String, nullable=False),
    Column("subject", String, nullable=False),
    Column("area", String, comment="the district in which its subject lies; null: none is named"),
    Column("severity", Integer, nullable=False, comment="0 is the gravest"),
    Column("sentence", Integer, nullable=False, comment="its id"),
    Column("due", Integer, comment="microseconds since 1970 UTC; null: at once"),
    Column("explained_by", Integer, comment="leaf index"),
    Column("body", String, nullable=False, comment="JSON: parameters, evidence, due"),
)
_SENTENCES: Final = Table(
    "sentence",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("indonesian", String, nullable=False),
    Column("english", String, nullable=False),
)
Index("finding_key", _TABLE.c.key, sqlite_where=_TABLE.c.until.is_(None), info=FOLDING)
Index(
    "finding_folded",
    _TABLE.c.fold,
    _TABLE.c.folded,
    sqlite_where=_TABLE.c.until.is_(None),
    info=REFOLDING,
)
Index("finding_subject", _TABLE.c.subject_kind, _TABLE.c.subject)
Index(
    "finding_rule",
    _TABLE.c.rule,
    _TABLE.c.severity,
    _TABLE.c.since,
    _TABLE.c.due,
    _TABLE.c.explained_by,
    sqlite_where=_TABLE.c.until.is_(None),
)
Index(
    "finding_area",
    _TABLE.c.area,
    _TABLE.c.severity,
    _TABLE.c.since,
    _TABLE.c.key,
    _TABLE.c.due,
    _TABLE.c.explained_by,
    sqlite_where=_TABLE.c.until.is_(None),
)
Index(
    "finding_rank",
    _TABLE.c.severity,
    _TABLE.c.since,
    _TABLE.c.key,
    sqlite_where=_TABLE.c.until.is_(None),
)

_INSERT: Final = query(
    "INSERT INTO finding (key, since, until, fold, folded, rule, subject_kind, subject, area, "
    "severity, sentence, due, explained_by, body) "
    "VALUES (?, ?, {number}, ?, ?, ?, ?, ?, {text}, ?, ?, {number}, {number}, ?)",
    number=NUMBER,
    text=TEXT,
)
_CLOSE: Final = "UPDATE finding SET until = ? WHERE key = ? AND until IS NULL"
_FOUND: Final = (
    "SELECT rule, subject_kind, subject, severity, indonesian, english, body, explained_by, "
    "finding.since, key FROM finding JOIN sentence ON sentence.id = finding.sentence WHERE"
)
_ASKED: Final = {
    "at": "(due IS NULL OR due < :at)",
    "rule": "rule = :rule",
    "severity": "severity = :severity",
    "kind": "subject_kind = :kind",
    "subject": "subject = :subject",
    "area": "area = :area",
    "explained": "(explained_by IS NOT NULL) = :explained",
}
_SHOWN: Final = _FOUND.replace(" FROM", ", finding.id FROM")
_OPEN: Final = (
    "SELECT rule, subject_kind, subject, severity, indonesian, english, body, explained_by, "
    "finding.since, key, fold, folded FROM finding JOIN sentence ON sentence.id = finding.sentence "
    "WHERE until IS NULL AND (fold, folded) IN "
    "(SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each(?))"
)
_IDS: Final = "SELECT id FROM finding WHERE {holds}"
_COUNTED: Final = (
    "SELECT severity, count(*) FROM finding WHERE {holds} "
    "AND (due IS NULL OR due < :at) AND explained_by IS NULL GROUP BY severity"
)
_BY_AREA: Final = (
    "SELECT area, count(*) FROM finding WHERE {holds} AND area IS NOT NULL "
    "AND (due IS NULL OR due < :at) AND explained_by IS NULL GROUP BY area"
)
_TOTAL: Final = "SELECT count(*) FROM finding WHERE {holds} AND (due IS NULL OR due < :at)"
_WORD: Final = "INSERT INTO sentence VALUES (?, ?, ?)"
_WORDED: Final = "SELECT indonesian, english, id FROM sentence"
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_DAY: Final = 86_400
_RANKS: Final = {severity: rank for rank, severity in enumerate(SEVERITIES)}
_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(tuple[dict[str, str | int], tuple[int, ...], datetime | None]).decode


Origin: TypeAlias = tuple[str, str]
"""Which fold raised a finding, about which of its subjects."""


class _Pending(msgspec.Struct, gc=False):
    """A finding that is written with the page."""

    key: str
    finding: Finding
    origin: Origin
    since: int
    until: int | None = None


class Docket:
    """Gathers what becomes of findings while a page is folded, and writes it at once."""

    def __init__(self) -> None:
        """Begin with nothing gathered."""
        self._open: dict[str, _Pending] = {}
        self._rows: list[_Pending] = []
        self._ends: list[tuple[int, str]] = []
        self._sentences: dict[Sentence, int] | None = None

    def raise_(self, finding: Finding, origin: Origin, index: int) -> None:
        """Let a finding stand from leaf `index` on."""
        key = finding.key
        if key in self._open or finding.evidence[0] != index:
            self.settle(key, index)  # another leaf has raised it before: now it reads so
        row = self._open[key] = _Pending(key, finding, origin, index)
        self._rows.append(row)

    def restate(self, finding: Finding, origin: Origin, index: int) -> None:
        """Let a finding that may have stood before read so, from leaf `index` on."""
        self.settle(finding.key, index)
        self.raise_(finding, origin, index)

    def settle(self, key: str, index: int) -> None:
        """Let a finding end at leaf `index`; a key that nobody raised is passed over."""
        row = self._open.pop(key, None)
        if row is None:
            self._ends.append((index, key))
        else:
            row.until = index

    def flush(self, connection: Connection) -> None:
        """Write what was gathered."""
        write(connection, _CLOSE, self._ends)
        sentences = self._worded(connection)
        write(connection, _INSERT, [_values(row, sentences) for row in self._rows])
        self._open.clear()
        self._rows.clear()
        self._ends.clear()

    def _worded(self, connection: Connection) -> dict[Sentence, int]:
        """Return the id of every sentence of the findings gathered; there are a few dozen."""
        known = self._sentences
        if known is None:
            rows = connection.exec_driver_sql(_WORDED).fetchall()
            known = self._sentences = {Sentence(row[0], row[1]): row[2] for row in rows}
        for sentence in {row.finding.sentence: None for row in self._rows}:
            if sentence not in known:
                known[sentence] = len(known) + 1
                values = (known[sentence], sentence.indonesian, sentence.english)
                write(connection, _WORD, [values])
        return known


def standing(connection: Connection, origins: Sequence[Origin]) -> dict[Origin, dict[str, Finding]]:
    """Return what folds have found about some of their subjects and have not settled, by key.

    Where no index is there yet, the table is read once for all of them.
    """
    found: dict[Origin, dict[str, Finding]] = {origin: {} for origin in origins}
    rows = connection.exec_driver_sql(_OPEN, (_encode(origins).decode(),)).fetchall()
    for row in rows:
        found[row[10], row[11]][row[9]] = _finding(row)
    return found


class Listed(NamedTuple):
    """A finding as of a leaf."""

    since: int
    """The leaf that raised it or, where it is explained, that explained it."""
    finding: Finding


class Wanted(TypedDict, total=False):
    """Which findings; what is None, or not given, takes any."""

    rule: str | None
    """`R04`."""
    severity: Severity | None
    subject: tuple[Subject, str] | None
    """About this subject, as kind and id."""
    area: str | None
    """About something of this district: `16.08.05`."""
    is_explained: bool | None
    """True: those that a correction explains; False: the others."""


def listed(
    view: View,
    at: datetime,
    *,
    after: str | None = None,
    limit: int = LIMIT,
    **wanted: Unpack[Wanted],
) -> Slice[Listed]:
    """List the findings that stand at a stated time (aware), the gravest and oldest first.

    Args:
        view: As of which leaf.
        at: A finding that is due later is not listed.
        after: `next` of the slice before.
        limit: How many at most.
        wanted: Which.
    """
    rank, since, key = _place(after)
    severity = wanted.get("severity")
    kind, subject = wanted.get("subject") or (None, None)
    given = {
        "at": microseconds(at),
        "rule": wanted.get("rule"),
        "severity": None if severity is None else _RANKS[severity],
        "kind": kind,
        "subject": subject,
        "area": wanted.get("area"),
        "explained": wanted.get("is_explained"),
    }
    # what is not asked for is left out: beside "or anything" no index would serve the rest
    asked = " AND ".join(test for name, test in _ASKED.items() if given[name] is not None)
    rows = view.rows(
        f"{_FOUND} {view.holds} AND {asked} AND (severity, since, key) > (:rank, :since, :key) "
        "ORDER BY severity, since, key LIMIT :limit",
        {**given, "rank": rank, "since": since, "key": key, "limit": limit + 1},
    )
    return sliced(
        ((f"{r[3]}:{r[8]}:{r[9]}", Listed(r[8], _finding(r))) for r in rows),
        limit,
    )


def raised(view: View, after: int, at: datetime) -> list[Listed]:
    """Return, in log order, what was found behind a leaf or has come due by a stated time.

    What a later leaf has explained is returned too; what was settled before it was due never stood.

    Args:
        view: As of now.
        after: Leaf index; what came due meanwhile is returned whenever it was raised.
        at: Aware.
    """
    rows = view.rows(
        f"{_FOUND} (due IS NULL AND finding.since > :after) "
        "OR (due < :at AND until IS NULL AND explained_by IS NULL) ORDER BY finding.since, key",
        {"after": after, "at": microseconds(at)},
    )
    return [Listed(row[8], _finding(row)) for row in rows]


def next_due(view: View, at: datetime) -> datetime | None:
    """Return when the next finding will stand unless it is settled before; None: none waits."""
    sql = "SELECT min(due) FROM finding WHERE due >= :at AND until IS NULL"
    row = view.row(sql, {"at": microseconds(at)})
    return None if row is None or row[0] is None else _EPOCH + timedelta(microseconds=row[0])


def ids(view: View) -> list[int]:
    """Return the ids of all findings that a view shows, those that are not due yet too."""
    rows = view.rows(query(_IDS, holds=view.holds))
    return [row[0] for row in rows]


def shown(
    view: View, chosen: Sequence[int] | None = None
) -> Iterator[tuple[int, str, int, Finding]]:
    """Yield id, key, since and finding: of these ids, or of all that the view shows."""
    where = view.holds if chosen is None else f"finding.{CHOSEN} AND {view.holds}"
    rows = view.rows(f"{_SHOWN} {where}", {"ids": _encode(list(chosen or ())).decode()})
    for row in rows:
        yield row[10], row[9], row[8], _finding(row)


def counted(view: View, at: datetime) -> dict[Severity, int]:
    """Count the findings that stand at a stated time (aware) and are not explained."""
    rows = view.rows(query(_COUNTED, holds=view.holds), {"at": microseconds(at)})
    counts: dict[int, int] = {row[0]: row[1] for row in rows}
    return {severity: counts.get(rank, 0) for severity, rank in _RANKS.items()}


def by_area(view: View, at: datetime) -> dict[str, int]:
    """Count the findings that `counted` counts, by the district in which their subjects lie."""
    rows = view.rows(query(_BY_AREA, holds=view.holds), {"at": microseconds(at)})
    return {row[0]: row[1] for row in rows}


def total(view: View, at: datetime) -> int:
    """Count the findings that stand at a stated time (aware), those that are explained too."""
    rows = view.rows(query(_TOTAL, holds=view.holds), {"at": microseconds(at)})
    return int(rows[0][0])


def _finding(row: Found) -> Finding:
    parameters, evidence, due = _decode(row[6])
    sentence = Sentence(row[4], row[5])
    severity = SEVERITIES[row[3]]
    return Finding(row[0], row[1], row[2], severity, sentence, parameters, evidence, due, row[7])


def _values(row: _Pending, sentences: Mapping[Sentence, int]) -> tuple[object, ...]:
    finding = row.finding
    return (
        row.key,
        row.since,
        NONE if row.until is None else row.until,
        *row.origin,
        finding.rule,
        finding.subject_kind,
        finding.subject,
        _area(finding.subject),
        _RANKS[finding.severity],
        sentences[finding.sentence],
        NONE if finding.due is None else microseconds(finding.due),
        NONE if finding.explained_by is None else finding.explained_by,
        _encode((finding.parameters, finding.evidence, finding.due)).decode(),
    )


def _area(subject: str) -> str:
    """Return the district of a subject whose name begins with a code; a leaf hash has no points."""
    code = district(subject)
    return code if "." in code else ""


@lru_cache(maxsize=4096)
def microseconds(moment: datetime) -> int:
    """Return a moment (aware) as due times are kept."""
    since = moment - _EPOCH  # dividing by a timedelta is three times as slow
    return (since.days * _DAY + since.seconds) * 1_000_000 + since.microseconds


def _place(after: str | None) -> tuple[int, int, str]:
    if after is None:
        return -1, -1, ""
    rank, _, rest = after.partition(":")
    since, _, key = rest.partition(":")
    return number(rank), number(since), key
