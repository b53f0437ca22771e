"""Cases by the step that they have come to."""

from pathlib import Path
from typing import Any

from projections import neutrality
from tests.projections.conftest import folded
from tests.support.book import Book

POLRI = "16.08/polri"
SEALED = {"sd": "A" * 43 + "=", "class": "tertutup"}


def test_cases_are_listed_by_unit_and_step(book: Book, tmp_path: Path) -> None:
    registrar = book.registrar(1)
    fields: dict[str, Any] = {
        "unit": POLRI,
        "subject": SEALED,
        "subject_kind": "polri",
        "severity": "ringan",
    }
    leaves = [
        book.say(registrar, "NeutralityAlleged", case=number, **fields) for number in ("1", "2")
    ]
    ruled = {"of": leaves[0], "case": "1", "unit": POLRI, "ruling": "tidak_terbukti"}
    book.say(registrar, "NeutralityRuled", **ruled)

    with folded(book, tmp_path) as now:
        open_ = neutrality.cases(now, status="diduga", unit=POLRI).items
        assert [case.subject for case in open_] == ["2"]
        counts = neutrality.unit(now, POLRI)
        assert counts is not None
        assert (counts.state.alleged, counts.state.ruled, counts.state.proven) == (2, 1, 0)
        assert neutrality.unit(now, "16.08/kpu") is None
