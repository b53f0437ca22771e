"""Each address has its own minute, and nobody is remembered for longer."""

from limits import RateLimitItemPerMinute
from limits.strategies import FixedWindowRateLimiter

from api.ration import Ration


class Hour:
    """A clock that stands until it is turned."""

    now = 1_732_500_000_000

    def __call__(self) -> int:
        return self.now


def test_a_window_ends_a_minute_after_its_first_request() -> None:
    clock = Hour()
    ration = Ration(clock)
    limiter, two = FixedWindowRateLimiter(ration), RateLimitItemPerMinute(2)
    assert [limiter.hit(two, "a") for _ in range(3)] == [True, True, False]
    assert limiter.hit(two, "b")
    clock.now += 59_999
    assert not limiter.hit(two, "a")
    clock.now += 1
    assert limiter.hit(two, "a")


def test_who_came_once_is_forgotten() -> None:
    clock = Hour()
    ration = Ration(clock)
    for number in range(1000):
        ration.incr(str(number), 60)
    clock.now += 60_000
    ration.incr("now", 60)
    assert (ration.get("7"), ration.get("now")) == (0, 1)
    assert ration.reset() == 1


def test_the_library_can_ask_what_is_counted() -> None:
    clock = Hour()
    ration = Ration(clock)
    limiter, two = FixedWindowRateLimiter(ration), RateLimitItemPerMinute(2)
    assert ration.check()
    limiter.hit(two, "a")
    assert limiter.get_window_stats(two, "a") == (clock.now / 1000 + 60, 1)
    assert limiter.test(two, "a")
    limiter.clear(two, "a")
    assert limiter.get_window_stats(two, "a") == (clock.now / 1000, 2)
    assert ration.base_exceptions is ValueError
