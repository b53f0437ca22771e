"""The waker wakes once for many, and again for those who come later."""

import asyncio

from api.waker import Waker


def test_many_who_come_together_wake_once() -> None:
    async def come() -> list[int]:
        woken: list[int] = []
        waker = Waker(lambda: woken.append(1), 0.01)
        for _ in range(3):
            for _ in range(100):
                waker.ring()
            assert len(woken) < 3
            await asyncio.sleep(0.05)  # the loop calls in order of time, however late it is
        return woken

    assert asyncio.run(come()) == [1, 1, 1]


def test_nobody_is_woken_for_nothing() -> None:
    async def wait() -> list[int]:
        woken: list[int] = []
        Waker(lambda: woken.append(1), 0.0)
        await asyncio.sleep(0.01)  # anything that was due at once comes before
        return woken

    assert asyncio.run(wait()) == []
