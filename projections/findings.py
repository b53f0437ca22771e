"""Findings: what did not fit, each with the leaves between which it stood so.

A finding with a due time stands only once the stated time passes it; one that was settled in time
never stands.  A finding never vanishes by a correction: it is listed on as explained, with the leaf
that explains it, and as of an earlier leaf it stands as it did.

Source: docs/explanation/architecture.md
"""

from datetime import UTC, datetime
from typing import Final, NamedTuple, TypeAlias

import msgspec
from sqlalchemy import Column, Connection, Index, Integer, String, Table

from domain.finding import SEVERITIES, Finding, Severity, Subject
from projections.schema import FOLDING, METADATA, REFOLDING, write
from projections.view import LIMIT, Slice, View, number, sliced

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
    Column("severity", Integer, nullable=False, comment="0 is the gravest"),
    Column("due", Integer, comment="microseconds since 1970 UTC; null: at once"),
    Column("explained_by", Integer, comment="leaf index"),
    Column("body", String, nullable=False, comment="JSON"),
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
    "finding_rank",
    _TABLE.c.severity,
    _TABLE.c.since,
    _TABLE.c.key,
    sqlite_where=_TABLE.c.until.is_(None),
)

_INSERT: Final = (
    "INSERT INTO finding (key, since, until, fold, folded, rule, subject_kind, subject, severity, "
    "due, explained_by, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_CLOSE: Final = "UPDATE finding SET until = ? WHERE key = ? AND until IS NULL"
_OPEN: Final = "SELECT body FROM finding WHERE fold = ? AND folded = ? AND until IS NULL"
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_DAY: Final = 86_400
_RANKS: Final = {severity: rank for rank, severity in enumerate(SEVERITIES)}
_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(Finding).decode


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
        write(connection, _INSERT, [_values(row) for row in self._rows])
        self._open.clear()
        self._rows.clear()
        self._ends.clear()


def standing(connection: Connection, origin: Origin) -> dict[str, Finding]:
    """Return what a fold has found about one subject and has not settled, by key."""
    rows = connection.exec_driver_sql(_OPEN, origin).fetchall()
    return {finding.key: finding for finding in (_decode(row[0]) for row in rows)}


class Listed(NamedTuple):
    """A finding as of a leaf."""

    since: int
    """The leaf that raised it or, where it is explained, that explained it."""
    finding: Finding


def listed(  # noqa: PLR0913 - one argument per thing that people filter by
    view: View,
    at: datetime,
    *,
    rule: str | None = None,
    severity: Severity | None = None,
    subject: tuple[Subject, str] | None = None,
    is_explained: bool | None = None,
    after: str | None = None,
    limit: int = LIMIT,
) -> Slice[Listed]:
    """List the findings that stand at a stated time (aware), the gravest and oldest first.

    Args:
        view: As of which leaf.
        at: A finding that is due later is not listed.
        rule: `R04` only.
        severity: This one only.
        subject: About this subject only, as kind and id.
        is_explained: True: only those that a correction explains; False: only the others.
        after: `next` of the slice before.
        limit: How many at most.
    """
    rank, since, key = _place(after)
    rows = view.rows(
        f"SELECT severity, since, key, body FROM finding WHERE {view.holds} "  # noqa: S608 - constants
        "AND (due IS NULL OR due < :at) AND (:rule IS NULL OR rule = :rule) "
        "AND (:severity IS NULL OR severity = :severity) "
        "AND (:kind IS NULL OR (subject_kind = :kind AND subject = :subject)) "
        "AND (:explained IS NULL OR (explained_by IS NOT NULL) = :explained) "
        "AND (severity, since, key) > (:rank, :since, :key) "
        "ORDER BY severity, since, key LIMIT :limit",
        {
            "at": _microseconds(at),
            "rule": rule,
            "severity": None if severity is None else _RANKS[severity],
            "kind": subject and subject[0],
            "subject": subject and subject[1],
            "explained": is_explained,
            "rank": rank,
            "since": since,
            "key": key,
            "limit": limit + 1,
        },
    )
    return sliced(
        ((f"{r[0]}:{r[1]}:{r[2]}", Listed(r[1], _decode(r[3]))) for r in rows),
        limit,
    )


def counted(view: View, at: datetime) -> dict[Severity, int]:
    """Count the findings that stand at a stated time (aware) and are not explained."""
    rows = view.rows(
        f"SELECT severity, count(*) FROM finding WHERE {view.holds} "  # noqa: S608 - constants
        "AND (due IS NULL OR due < :at) AND explained_by IS NULL GROUP BY severity",
        {"at": _microseconds(at)},
    )
    counts: dict[int, int] = {row[0]: row[1] for row in rows}
    return {severity: counts.get(rank, 0) for severity, rank in _RANKS.items()}


def _values(row: _Pending) -> tuple[object, ...]:
    finding = row.finding
    return (
        row.key,
        row.since,
        row.until,
        *row.origin,
        finding.rule,
        finding.subject_kind,
        finding.subject,
        _RANKS[finding.severity],
        None if finding.due is None else _microseconds(finding.due),
        finding.explained_by,
        _encode(finding).decode(),
    )


def _microseconds(moment: datetime) -> int:
    since = moment - _EPOCH  # dividing by a timedelta is three times as slow
    return (since.days * _DAY + since.seconds) * 1_000_000 + since.microseconds


def _place(after: str | None) -> tuple[int, int, str]:
    if after is None:
        return -1, -1, ""
    rank, _, rest = after.partition(":")
    since, _, key = rest.partition(":")
    return number(rank), number(since), key
