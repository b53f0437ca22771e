"""R29 and R32 of a place: what the findings say, and until when."""

from domain.policy import Thresholds
from domain.rules.site import QUOTA, off_site, quota, quota_due
from tests.support.story import TPS_PLACE, moment


def test_the_rest_may_be_registered_for_so_long() -> None:
    due = quota_due(moment("10:00"), Thresholds(quota_wait=60))
    finding = quota(TPS_PLACE, (7,), "kotak_suara 1/2", due)

    assert due == moment("11:00")
    assert finding.key == QUOTA.key(TPS_PLACE, 7)
    assert finding.stands(moment("11:00:01"))
    assert not finding.stands(moment("11:00"))


def test_what_was_said_elsewhere_stands_at_once() -> None:
    said = (9, "16.08/polri/regu-1", 4, "ShiftStarted")
    finding = off_site(TPS_PLACE, said, (812, 20), 500)

    assert (finding.evidence, finding.due) == ((9,), None)
    assert "from 812 m away" in finding.english()
