"""Rules with open findings in the order in which they want to be looked at, and who has looked."""

from pathlib import Path

from domain.finding import SEVERITIES
from projections import attention, findings
from projections.view import View
from tests.projections.conftest import folded
from tests.support.book import Book
from tests.support.story import moment

AT = moment("2024-12-31T00:00:00+07:00")
BAWASLU = 2


def test_concerns_count_every_open_finding_once(now: View) -> None:
    found = attention.concerns(now, AT)

    assert sum(one.number for one in found) == sum(findings.counted(now, AT).values())
    assert len({one.rule for one in found}) == len(found)
    ranks = [(SEVERITIES.index(one.severity), one.oldest) for one in found]
    assert ranks == sorted(ranks)


def test_what_supervisors_say_is_found_by_what_it_rests_on(book: Book, tmp_path: Path) -> None:
    (device,) = book.enrol("16.08/kpu/gudang-01")
    seen = book.visit(device)
    about = book.size - 1
    window = {"from": "2024-11-25T08:00:00+07:00", "until": "2024-11-25T09:00:00+07:00"}
    book.say(
        book.registrar(BAWASLU),
        "ObservationFiled",
        number="012",
        unit="16.08/bawaslu",
        place="16.08/GDG-01",
        phase="persiapan",
        manner="dokumen",
        target="gudang",
        window=window,
        outcome="tidak_ada_dugaan",
        basis=[seen],
    )
    with folded(book, tmp_path) as now:
        reviews = attention.reviews(now, [about, about - 1])

        assert {index: [one.kind for one in said] for index, said in reviews.items()} == {
            about: ["ObservationFiled"]
        }
        assert reviews[about][0].journal == book.registrar(BAWASLU).name
        assert attention.hashes(now, [about]) == {about: seen}
