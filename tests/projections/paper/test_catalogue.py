"""The catalogue of papers says what each asks for, and refuses the rest."""

import pytest

from projections.errors import PaperError
from projections.paper.archive import Archive
from projections.paper.catalogue import PAPERS, made


def test_every_paper_has_a_name_for_people_in_both_languages() -> None:
    assert all(one.label and one.english and one.subjects for one in PAPERS.values())
    assert [name for name, one in PAPERS.items() if one.name != name] == []


@pytest.mark.parametrize("name", PAPERS)
def test_a_paper_of_too_few_or_too_many_subjects_is_refused(archive: Archive, name: str) -> None:
    with pytest.raises(PaperError):
        made(archive, name, [])
    if "..." not in PAPERS[name].subjects:
        with pytest.raises(PaperError):
            made(archive, name, ["1"] * 9)


def test_a_paper_that_nobody_knows_is_refused_with_those_that_there_are(archive: Archive) -> None:
    with pytest.raises(PaperError, match="bast, "):
        made(archive, "surat-cinta", ["1"])


def test_a_paper_is_made_of_what_is_named(archive: Archive) -> None:
    assert made(archive, "buku-tamu", ["16.08/GDG-01"]).name == "buku-tamu"
