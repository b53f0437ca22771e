"""Files by their hash, entries from paper, and erased data, as they are said."""

from typing import Any

import pytest

from domain.catalogue import NotUnderstood
from domain.evidence import EvidenceFiled, LateEntryDeclared, PersonalDataErased, PersonalDataRead
from tests.support.sayings import golden


def test_a_signed_paper_is_bound_to_its_statement_by_the_hash_of_the_file() -> None:
    act = golden("EvidenceFiled")

    assert isinstance(act, EvidenceFiled)
    assert (act.paper, len(act.file), len(act.of or "")) == ("bast", 44, 44)


def test_an_entry_from_paper_names_its_page_and_when_it_happened() -> None:
    act = golden("LateEntryDeclared")

    assert isinstance(act, LateEntryDeclared)
    assert act.page == "buku mutasi 3, halaman 17"
    assert act.occurred < act.at


def test_what_is_erased_is_named_by_statement_and_commitment() -> None:
    act = golden("PersonalDataErased")

    assert isinstance(act, PersonalDataErased)
    assert (len(act.of), len(act.commitments)) == (1, 1)


def test_whoever_reads_personal_data_names_the_statements_and_why() -> None:
    stated = golden("PersonalDataRead")

    assert isinstance(stated, PersonalDataRead)
    assert (len(stated.of), stated.purpose) == (1, "temuan")


@pytest.mark.parametrize(
    ("kind", "changes"),
    [
        ("EvidenceFiled", {"size": -1}),
        ("EvidenceFiled", {"file": "AAAA"}),
        ("EvidenceFiled", {"taken": "2024-11-25 10:38"}),
        ("LateEntryDeclared", {"of": []}),
        ("LateEntryDeclared", {"of": ["A" * 44] * 2}),
        ("LateEntryDeclared", {"occurred": "2024-13-01T00:00:00Z"}),
        ("PersonalDataErased", {"commitments": []}),
        ("PersonalDataErased", {"ground": None}),
        ("PersonalDataRead", {"of": []}),
        ("PersonalDataRead", {"purpose": None}),
    ],
)
def test_what_is_missing_or_impossible_is_not_understood(
    kind: str, changes: dict[str, Any]
) -> None:
    assert isinstance(golden(kind, **changes), NotUnderstood)
