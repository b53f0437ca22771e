"""The catalogue of papers says what each asks for, and refuses the rest."""

import pytest

from domain.catalogue import KINDS
from projections.errors import PaperError
from projections.paper.archive import Archive
from projections.paper.catalogue import PAPERS, made, of_kind


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


def test_a_statement_leads_to_its_paper() -> None:
    found = of_kind("HandoverAccepted")

    assert found is not None
    assert found.name == "bast"
    assert of_kind("RoleGranted") is None


def test_papers_are_made_of_kinds_that_there_are_and_of_each_in_one_way() -> None:
    kinds = [kind for one in PAPERS.values() for kind in one.kinds]

    assert set(kinds) <= KINDS.keys()
    assert len(kinds) == len(set(kinds))
