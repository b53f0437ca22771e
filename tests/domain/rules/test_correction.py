"""The sentences of R33."""

from domain.rules.correction import after, often


def test_a_habit_is_told_with_its_numbers() -> None:
    found = often("16.08/kpu/gudang-01", 9, (2, 39), 5)

    assert found.key == "R33/koreksi/16.08/kpu/gudang-01/9"
    assert "2 dari 39 pernyataan, lebih dari 5 persen" in found.indonesian()


def test_what_was_asked_about_before_stands_in_the_evidence() -> None:
    found = after("16.08/kpu/gudang-01", (9, 7), "SealVerified")

    assert found.evidence == (9, 7)
    assert found.due is None
    assert "corrects a “seal verified” after" in found.english()
