"""R30: what a difference of stock says."""

import pytest

from domain.rules.stock import line_differs, uncounted
from domain.supply import SupplyLine
from tests.support.story import moment

INK = "16.08/kpu:tinta"


def test_a_count_stands_from_its_time_on() -> None:
    finding = uncounted(INK, 7, moment("10:00"), "16.08/GDG-01", (9, 10))

    assert finding.key == f"R30/stok/{INK}/7"
    assert finding.stands(moment("10:00"))
    assert not finding.stands(moment("09:59:59"))
    assert finding.parameters["item"] == "tinta"


@pytest.mark.parametrize(
    ("good", "damaged", "missing", "differs"),
    [(10, 0, 0, False), (7, 2, 1, False), (7, 2, 0, True), (10, 1, 0, True), (0, 0, 0, True)],
)
def test_a_line_accounts_for_all_that_was_announced(
    good: int, damaged: int, missing: int, differs: bool
) -> None:
    line = SupplyLine(item="tinta", announced=10, good=good, damaged=damaged, missing=missing)

    assert (line_differs(INK, 7, "SJ-1", line) is not None) == differs
