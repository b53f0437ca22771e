"""What went each planned way."""

from domain.leg import Passage
from projections.leg import LEGS


def test_which_boxes_went_the_newest_state_alone_says() -> None:
    assert LEGS.past is not None
    former = LEGS.past(Passage(boxes=("a", "b"), left_out=1, planned=4))

    assert (former.boxes, former.count, former.planned) == ((), 3, 4)
