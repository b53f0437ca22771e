"""R04, R13, R15 and R17 of a store: since when each stands."""

from datetime import timedelta

import pytest

from domain.finding import Finding
from domain.rules.store import alone_with_goods, counted, unapproved, unclosed, unreported
from tests.support.story import moment

PLACE, TEN = "16.08/GDG-01", moment("10:00")


@pytest.mark.parametrize(
    ("finding", "key", "late"),
    [
        (unclosed(PLACE, (7, 5), "pintu-1", TEN), "R04", 0),
        (unapproved(PLACE, 7, TEN), "R13", 0),
        (unreported(PLACE, 7, "pintu-1", TEN, 10), "R15", 10),
        (counted(PLACE, 7, TEN, 3, 2), "R15", 0),
        (alone_with_goods(PLACE, 7, TEN, 2, ("p-gudang",)), "R17", 2),
    ],
)
def test_each_stands_once_its_time_has_passed(finding: Finding, key: str, late: int) -> None:
    border = TEN + timedelta(minutes=late)

    assert finding.key == f"{key}/gudang/{PLACE}/7"
    assert not finding.stands(border - timedelta(seconds=1))
    assert finding.stands(border + timedelta(seconds=1))
    assert finding.stands(border) == (late == 0)


def test_who_was_alone_is_said() -> None:
    finding = alone_with_goods(PLACE, 7, TEN, 2, ("p-gudang", "tamu (2)"))

    assert finding.parameters["present"] == "p-gudang, tamu (2)"
