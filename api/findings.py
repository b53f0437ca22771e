"""`/findings`: what did not fit, at a stated time, the gravest and oldest first."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Response

from api.documentation import fails
from api.problems import ApiError
from api.reading import PAGE, Asked, Cursor, Limit, Question, moment_of
from api.sheet import Cell, Sheet, Table, Text, called, leaf, leaves, link, plain, prose, word
from api.standing import DUE, RAISED, Standing
from domain.finding import SEVERITIES, Severity, Subject
from ledger.tier import Tier
from projections import findings, statement

router = APIRouter(tags=["findings"])

_PAGES: dict[Subject, str] = {
    "kotak": "boxes",
    "kiriman": "consignments",
    "tempat": "places",
    "lokasi": "places",
    "pos": "watches",
    "kunjungan": "visitors",
    "jurnal": "journals",
    "pernyataan": "history",
}
"""Kinds with pages of their own; all others have theirs under `subjects`."""

_UNTITLED = Text("", "")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What a list is filtered by, and for which time it is wanted."""

    at: Annotated[str | None, Query(max_length=40)] = None
    rule: Annotated[str | None, Query(pattern=r"^R[0-9]{2}$")] = None
    severity: Annotated[Severity | None, Query()] = None
    kind: Annotated[Subject | None, Query()] = None
    subject: Annotated[str | None, Query(max_length=200)] = None
    area: Annotated[str | None, Query(max_length=40)] = None
    explained: Annotated[bool | None, Query()] = None
    cursor: Cursor = None
    limit: Limit = PAGE

    def about(self) -> tuple[Subject, str] | None:
        """Return the subject that is asked about, as kind and id; None: any.

        Raises:
            ApiError: `bad-parameter`: half of it.
        """
        if self.kind is None and self.subject is None:
            return None
        if self.kind is None or self.subject is None:
            raise ApiError("bad-parameter", "kind and subject are given together or not at all")
        return self.kind, self.subject


@router.get("/findings", responses=fails("bad-parameter", "not-yet-folded"))
def listed(wanted: Annotated[_Wanted, Depends()], asked: Question) -> Response:
    """List findings as they stand at the time `at` (RFC 3339, with an offset), by default now."""
    about = wanted.about()
    stated = stated_time(asked, wanted.at)
    with asked.view() as view:
        found = findings.listed(
            view,
            stated,
            rule=wanted.rule,
            severity=wanted.severity,
            subject=about,
            area=wanted.area,
            is_explained=wanted.explained,
            after=wanted.cursor,
            limit=wanted.limit,
        )
        counts = findings.counted(view, stated)
        tiers = statement.tiers(view, [i for one in found.items for i in one.finding.evidence])
        standing = Standing.of(view, found.items)
        value = {
            "at": stated,
            "findings": [told(one, tiers, standing) for one in found.items],
            "counts": counts,
            "next": found.next,
        }
        sheet = Sheet(
            Text("Temuan", "Findings"),
            [(called(name), plain(counts[name])) for name in SEVERITIES],
            [table(found.items, tiers, standing)],
            next=asked.turn(found.next),
        )
        return asked.tell(view, value, sheet)


def page_of(kind: Subject) -> str:
    """Return the folder in which the pages of a kind of subject stand."""
    return _PAGES.get(kind, f"subjects/{kind}")


def stated_time(asked: Asked, at: str | None) -> datetime:
    """Return the time for which an answer is wanted.

    Raises:
        ApiError: `bad-parameter`: it names no moment, or has no offset.
    """
    if at is None:
        return _EPOCH + timedelta(milliseconds=asked.service.clock())
    return moment_of("at", at, asked.typed_in)


def told(listed: findings.Listed, tiers: Mapping[int, Tier], standing: Standing) -> dict[str, Any]:
    """Return a finding as JSON has it: who signed its evidence with what, and who has raised it."""
    finding = listed.finding
    return {
        "key": finding.key,
        "rule": finding.rule,
        "severity": finding.severity,
        "subject_kind": finding.subject_kind,
        "subject": finding.subject,
        "text": finding.indonesian(),
        "text_en": finding.english(),
        "parameters": finding.parameters,
        "evidence": finding.evidence,
        "tiers": [tiers.get(index) for index in finding.evidence],
        "due": finding.due,
        "explained_by": finding.explained_by,
        "since": listed.since,
        "raised": standing.told(listed, "FindingRaised"),
    }


def table(
    listed: tuple[findings.Listed, ...],
    tiers: Mapping[int, Tier],
    standing: Standing,
    title: Text = _UNTITLED,
) -> Table:
    """Write findings as a table, each with what a supervisor has raised about it."""
    heads = (
        Text("berat", "severity"),
        Text("selisih", "difference"),
        Text("tentang", "about"),
        RAISED,
        DUE,
        Text("aturan", "rule"),
        Text("daun", "leaf"),
        Text("ditandatangani dengan", "signed with"),
        Text("dijelaskan oleh", "explained by"),
    )
    return Table(title, heads, [_row(one, tiers, standing) for one in listed])


def _row(listed: findings.Listed, tiers: Mapping[int, Tier], standing: Standing) -> list[Cell]:
    finding = listed.finding
    raised_by = finding.evidence[0] if finding.evidence else listed.since
    return [
        word(finding.severity),
        sentence(listed),
        subject(finding.subject_kind, finding.subject),
        *standing.cells(listed),
        plain(finding.rule),
        leaves(finding.evidence or [listed.since]),
        word(tiers[raised_by]) if raised_by in tiers else Cell(),
        leaf(finding.explained_by),
    ]


def sentence(listed: findings.Listed) -> Cell:
    """Write what does not fit."""
    return prose(Cell(Text(listed.finding.indonesian(), listed.finding.english())))


def subject(kind: Subject, name: str) -> Cell:
    """Write the name of a subject, which leads to its page."""
    return prose(link(page_of(kind), name))
