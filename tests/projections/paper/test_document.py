"""The document says what is missing instead of leaving it out."""

from projections.paper.document import Grid, Paper, Signatory


def test_a_signature_is_asked_for_unless_ink_is_enough() -> None:
    assert Signatory("PIHAK KEDUA").is_asked
    assert Signatory("PIHAK KEDUA").leaf is None


def test_a_table_without_rows_says_so() -> None:
    assert Grid("", ("No",), (), (100,)).empty == "NIHIL"


def test_a_paper_stands_upright_and_proves_nothing_unless_it_is_said() -> None:
    paper = Paper("bast", "Berita Acara")

    assert (paper.look, paper.proven, paper.sources) == ("tegak", None, ())
