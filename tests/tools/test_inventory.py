"""The page of all lists names every column of every list, once."""

from projections.listing import listings
from tools.inventory import page


def test_every_list_has_its_section_with_every_column() -> None:
    sections = {part.split()[0]: part for part in page().split("\n## ")[1:]}

    assert sections.keys() == listings().keys()
    for name, listing in listings().items():
        assert [one for one in listing.columns if f"`{one}`" not in sections[name]] == []


def test_what_the_code_says_of_a_column_stands_beside_it() -> None:
    text = " ".join(page().split())

    assert "- `opened`: The leaf of the last opening;" in text
    assert "`leaf_index`, `subject`, `status`, then of the state" in text
