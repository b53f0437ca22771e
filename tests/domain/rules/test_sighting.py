"""R03: what the two findings say."""

from domain.rules.sighting import TOO_SOON, TWICE, Way, too_soon, twice
from tests.support.story import BOX, PPK_PLACE, STORE_PLACE, UNIT_KPU, UNIT_PPK, UNIT_PPS, moment


def test_two_places_may_be_explained() -> None:
    at = moment("08:25")
    finding = too_soon(BOX, (9, 4), Way(STORE_PLACE, PPK_PLACE, 3600), 1800, at)

    assert finding.key == TOO_SOON.key(BOX, 9)
    assert finding.stands(at)
    assert "1800 seconds later" in finding.english()


def test_two_acceptances_may_be_settled() -> None:
    at = moment("08:25")
    finding = twice(BOX, (9, 4), UNIT_KPU, (UNIT_PPK, UNIT_PPS), at)

    assert finding.key == TWICE.key(BOX, 9)
    assert finding.stands(at)
    assert f"from {UNIT_KPU}" in finding.english()
