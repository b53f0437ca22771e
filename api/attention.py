"""`/attention`: what needs to be looked at first, who has looked, and what became of it.

Nothing can be hidden here.  To have looked at a finding is a signed statement of its own (Form A,
with the statements that it is about), and so is raising one against a unit; the links prepare the
forms.  A finding stands on beside both.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Annotated, Any, Final, NamedTuple
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Response

from api import findings as differences, signal
from api.concern import concern
from api.documentation import fails
from api.reading import Asked, Cursor, Limit, Question
from api.sheet import WIB, Cell, Sheet, Table, Text, leaf, leaves, moment, plain, unit, word
from api.standing import DUE, RAISED, STATUS, Standing, due_of, page_of
from domain.finding import SEVERITIES, Finding
from domain.inquiry import Inquiry
from domain.signal import BEHIND
from projections import attention, findings, inquiry
from projections.attention import Concern, Review
from projections.findings import Listed
from projections.signal import Signals
from projections.version import Version
from projections.view import View

router = APIRouter(tags=["findings"])

_PLACES: Final = frozenset({"tempat", "pos", "gudang", "lokasi", "alat", "periksa"})
"""Subjects that are called by the code of a place."""

_FEW: Final = 20
"""Findings on one page: each is a card on a telephone."""

_MARK = Text("tandai ditinjau", "mark as reviewed")
_RAISE = Text("ajukan temuan", "raise a finding")
_SIGNALS = (
    Text("Tanda lain yang perlu dilihat", "Other signals to look at"),
    Text("tanda", "signal"),
)
_FINDINGS = (Text("Satu per satu", "One by one"), Text("selisih", "difference"))


class _Known(NamedTuple):
    """What is read for a page of findings at once."""

    standing: Standing
    hashes: Mapping[int, str]

    @classmethod
    def of(cls, view: View, found: Sequence[Listed]) -> "_Known":
        leaves = {index for one in found for index in one.finding.evidence}
        return cls(Standing.of(view, found), attention.hashes(view, leaves))


@router.get("/attention", responses=fails("bad-parameter", "not-yet-folded"))
def attend(
    asked: Question,
    at: Annotated[str | None, Query(max_length=40)] = None,
    cursor: Cursor = None,
    limit: Limit = _FEW,
) -> Response:
    """Rank what does not fit at the time `at`, by severity, age and number, and tell its state."""
    stated = differences.stated_time(asked, at)
    with asked.view() as view:
        signals = signal.found(asked, view, stated)
        beside = [one for sort in signals for one in sort.items]
        ranked = _ranked((*attention.concerns(view, stated), *map(_sort, signals)))
        found = findings.listed(view, stated, is_explained=False, after=cursor, limit=limit)
        known = _Known.of(view, [*beside, *found.items])
        raised = inquiry.inquiries(view)
        value = {
            "at": stated,
            "concerns": [_concern_told(one) for one in ranked],
            "signals": [_told(one, known) for one in beside],
            "findings": [_told(one, known) for one in found.items],
            "raised": [_inquiry_told(one) for one in raised.items],
            "absent_witnesses": _absent(asked),
            "next": found.next,
        }
        tables = [
            _concerns(asked, ranked),
            _findings(_SIGNALS, beside, known),
            _findings(_FINDINGS, found.items, known),
            _inquiries(raised.items),
        ]
        sheet = Sheet(
            Text("Perlu perhatian", "Needs attention"),
            [(Text("saksi tertinggal", "witnesses left behind"), _witnesses(asked))],
            tables if cursor is None else tables[2:3],
            next=asked.turn(found.next),
        )
        return asked.tell(view, value, sheet)


def _sort(signals: Signals) -> Concern:
    """Return signals of one sort as one concern."""
    first = signals.items[0].finding
    return Concern(first.rule, first.severity, signals.number, signals.oldest)


def _ranked(concerns: Sequence[Concern]) -> list[Concern]:
    """Put findings and signals in one order: the gravest, the oldest, the most."""
    return sorted(
        concerns, key=lambda one: (SEVERITIES.index(one.severity), one.oldest, -one.number)
    )


def _absent(asked: Asked) -> list[str]:
    return [one.name for one in asked.service.witnessing.report().witnesses if one.is_absent]


def _witnesses(asked: Asked) -> Cell:
    absent = _absent(asked)
    if not absent:
        return Cell(Text("tidak ada", "none"), "/witnesses", "good")
    return Cell(", ".join(absent), "/witnesses", "warn")


def _concern_told(one: Concern) -> dict[str, Any]:
    return {**one._asdict(), "text": concern(one.rule).id, "text_en": concern(one.rule).en}


def _concerns(asked: Asked, ranked: Sequence[Concern]) -> Table:
    heads = (
        Text("perihal", "about"),
        Text("berat", "severity"),
        Text("jumlah", "count"),
        Text("tercatat sejak", "on record since"),
        Text("daun", "leaf"),
    )
    rows = [
        [
            Cell(concern(one.rule), signal.PAGES.get(one.rule, f"/findings?rule={one.rule}")),
            word(one.severity),
            plain(one.number),
            _received(asked, one.oldest),
            leaf(one.oldest),
        ]
        for one in ranked
    ]
    return Table(Text("Menurut perihal", "By concern"), heads, rows)


def _received(asked: Asked, index: int) -> Cell:
    """Say when the log took a leaf in, by the server's clock."""
    (stored,) = asked.service.ledger.tree.entries(index, 1)
    return moment(datetime.fromtimestamp(stored.received_at // 1000, WIB))


def _told(one: Listed, known: _Known) -> dict[str, Any]:
    return {
        **differences.told(one, {}, known.standing),
        "reviews": known.standing.told(one),
        "review": _form("ObservationFiled", one, known),
        "raise": _form("FindingRaised", one, known),
    }


def _findings(titles: tuple[Text, Text], found: Sequence[Listed], known: _Known) -> Table:
    title, head = titles
    heads = (
        Text("berat", "severity"),
        head,
        Text("bukti", "evidence"),
        Text("ditinjau", "reviewed"),
        RAISED,
        DUE,
        Text("tinjau", "review"),
        Text("ajukan", "raise"),
    )
    return Table(title, heads, [_finding(one, known) for one in found])


def _finding(one: Listed, known: _Known) -> list[Cell]:
    finding = one.finding
    seen = known.standing.about(one, "ObservationFiled")
    return [
        word(finding.severity),
        replace(
            differences.sentence(one),
            href=_page(finding),
        ),
        leaves(finding.evidence or [one.since]),
        _reviewed(seen),
        *known.standing.cells(one),
        Cell(_MARK, _form("ObservationFiled", one, known)),
        Cell(_RAISE, _form("FindingRaised", one, known)),
    ]


def _page(finding: Finding) -> str | None:
    """Return the page of what a finding is about; a witness has none of its own."""
    if finding.rule == BEHIND.number:
        return signal.PAGES[finding.rule]
    return differences.subject(finding.subject_kind, finding.subject).href


def _reviewed(seen: Sequence[Review]) -> Cell:
    if not seen:
        return Cell(Text("belum ditinjau", "not reviewed yet"), tone="warn")
    last = seen[-1]
    words = Text(f"oleh {last.journal}", f"by {last.journal}")
    return Cell(words, leaf(last.leaf_index).href, "good")


def _form(kind: str, one: Listed, known: _Known) -> str:
    """Return where a form stands that is filled in with what a finding is about."""
    finding = one.finding
    given = [("basis", known.hashes[i]) for i in finding.evidence if i in known.hashes]
    if kind == "FindingRaised":
        given.append(("rule", finding.rule))
    if finding.subject_kind == "kotak":
        given.append(("boxes", finding.subject))
    if finding.subject_kind in _PLACES:
        given.append(("place", finding.subject))
    return f"/formulir/{kind}?{urlencode(given)}"


def _inquiries(raised: Sequence[Version[Inquiry]]) -> Table:
    heads = (
        Text("nomor", "number"),
        Text("kepada", "against"),
        Text("keadaan", "state"),
        DUE,
        Text("tanggapan", "answers"),
        Text("tanggapi", "answer"),
        Text("teruskan", "escalate"),
        Text("tutup", "close"),
    )
    open_first = sorted(
        raised, key=lambda one: (one.state.closing is not None, str(due_of(one.state)))
    )
    title = Text("Temuan pengawas dan batas waktunya", "Findings of supervisors and their clocks")
    return Table(title, heads, [_raised(one) for one in open_first])


def _raised(one: Version[Inquiry]) -> list[Cell]:
    """Write one row; what is closed waits for nothing, so nothing is offered there."""
    state, query = one.state, urlencode({"of": one.subject})
    number = "-" if state.raised is None else state.raised.number
    links = (
        (Text("tanggapi", "answer"), "ResponseFiled"),
        (Text("teruskan", "escalate"), "FindingEscalated"),
        (Text("tutup", "close"), "FindingClosed"),
    )
    return [
        Cell(number, page_of(one.subject)),
        unit(None if state.raised is None else state.raised.against),
        Cell(STATUS[state.status]),
        moment(due_of(state)),
        plain(len(state.answers)),
        *(
            Cell(words, f"/formulir/{kind}?{query}") if state.closing is None else Cell()
            for words, kind in links
        ),
    ]


def _inquiry_told(one: Version[Inquiry]) -> dict[str, Any]:
    state = one.state
    return {
        "finding": one.subject,
        "number": state.raised and state.raised.number,
        "against": state.raised and state.raised.against,
        "status": state.status,
        "due": due_of(state),
        "answers": len(state.answers),
    }
