"""What is being dealt with, and what is over."""

from pathlib import Path

from projections import incident
from tests.projections.conftest import folded
from tests.support.book import NOON, Book

STORE = "16.08/GDG-01"


def test_incidents_are_listed_by_where_they_stand(book: Book, tmp_path: Path) -> None:
    fields = {"place": STORE, "incident_kind": "listrik_padam", "severity": "biasa"}
    one, other = (
        book.say(book.registrar(), "IncidentReported", observed=NOON, **fields) for _ in range(2)
    )
    done = {"of": one, "place": STORE, "outcome": "tertangani"}
    book.say(book.appoint("16.08/polri/padal-1", "padal", by=1), "IncidentClosed", **done)

    with folded(book, tmp_path) as now:
        closed = incident.incident(now, one)
        assert closed is not None
        assert incident.incidents(now, status="selesai", place=STORE).items == (closed,)
        assert [each.subject for each in incident.incidents(now, status="dilaporkan").items] == [
            other
        ]
        assert incident.incident(now, "tidak ada") is None
