"""The mailbox delivers every answer once, whoever is still waiting."""

import asyncio
from concurrent.futures import Future, ThreadPoolExecutor

import pytest

from api.mailbox import Mailbox


def test_answers_of_many_threads_reach_those_who_wait() -> None:
    async def ask() -> list[int]:
        box: Mailbox[int] = Mailbox()
        with ThreadPoolExecutor(4) as threads:
            waiting = [box.wait(threads.submit(int, n)) for n in range(2000)]
            return await asyncio.gather(*waiting)

    assert asyncio.run(ask()) == list(range(2000))


def test_an_answer_that_is_there_already_is_delivered() -> None:
    async def ask() -> str:
        future: Future[str] = Future()
        future.set_result("ya")
        return await Mailbox[str]().wait(future)

    assert asyncio.run(ask()) == "ya"


def test_a_failure_is_an_answer_too() -> None:
    async def ask() -> None:
        future: Future[None] = Future()
        waiting = Mailbox[None]().wait(future)
        future.set_exception(OSError("disk"))
        await waiting

    with pytest.raises(OSError, match="disk"):
        asyncio.run(ask())


def test_who_stops_waiting_stops_nobody_else() -> None:
    async def ask() -> str:
        box: Mailbox[str] = Mailbox()
        first: Future[str] = Future()
        second: Future[str] = Future()
        gone, waiting = box.wait(first), box.wait(second)
        gone.cancel()
        first.set_result("untuk siapa?")
        second.set_result("untuk saya")
        answer = await waiting
        assert not first.cancelled()
        return answer

    assert asyncio.run(ask()) == "untuk saya"
