"""R31: what the two findings say."""

from domain.policy import Thresholds
from domain.rules.pair import BATCH, SAME_PHOTO, batch, same_photo
from tests.support.story import BOX, KPPS, OTHER, PPS


def test_a_batch_names_both_and_every_place() -> None:
    finding = batch((9, 4, 2), (PPS, KPPS), ("a", "b", "c"), Thresholds())

    assert (finding.key, finding.due) == (BATCH.key(KPPS, 9), None)
    assert "3 handovers within 2 minutes" in finding.english()
    assert "a, b, c" in finding.indonesian()


def test_a_picture_names_its_boxes() -> None:
    finding = same_photo("foto", (9, 4), (BOX, OTHER))

    assert finding.key == SAME_PHOTO.key("foto", 9)
    assert f"{BOX}, {OTHER}" in finding.english()
