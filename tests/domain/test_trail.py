"""What runs along with a box: nothing, where nothing is asked."""

from domain.custody import Custody
from domain.deadline import Moments
from domain.trail import Trail, walk
from tests.support.sayings import Sayings
from tests.support.story import BOX, moment


def test_where_no_policy_asks_anything_the_trail_stays_the_same() -> None:
    sayings, trail = Sayings.of_operation(), Trail()
    moments = Moments(sayings.context, sayings.now, moment("08:00"))

    walked = walk(trail, BOX, None, Custody(), moments)

    assert walked.trail is trail
    assert (walked.raised, walked.settled) == ((), ())
