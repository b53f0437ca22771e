"""R12: each of the two moments has its own sentence and one key per leaf."""

import pytest

from domain.rules.deadline import AT_STATION, legal_deadline
from tests.support.story import BOX, TPS_PLACE, moment


@pytest.mark.parametrize(("name", "said"), [("di_tps", "accepted at"), ("di_ppk", "by the PPK by")])
def test_a_moment_stands_once_it_has_passed(name: str, said: str) -> None:
    due = moment("27 00:00")
    finding = legal_deadline(name, BOX, 7, TPS_PLACE, due)

    assert finding.key == AT_STATION.key(BOX, 7)
    assert (finding.severity, finding.due, finding.stands(due)) == ("kritis", due, False)
    assert said in finding.english()
