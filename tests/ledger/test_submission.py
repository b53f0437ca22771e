"""Submissions: every answer that the specification names, and many that it does not."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

import httpx2
import pytest
from hypothesis import given, settings, strategies as st

from ledger.errors import ObjectionError, WitnessError
from ledger.submission import ANSWER_BYTES_MAX, Offer, Submission
from ledger.tlog.addition import Addition
from ledger.tlog.note import Signature
from ledger.tlog.policy import Policy, Witness
from ledger.tlog.tree import prove_consistency
from tests.support.log_builder import LogBuilder, story
from tests.support.puppet import Mind, Puppet, Said, signing, stale
from tests.support.witness import AT, Cosigner, policy_text

COSIGNER = Cosigner.named("bawaslu")
LOG: LogBuilder = story()
SIZE = LOG.size
SIGN = signing(COSIGNER)


def offer(size: int = SIZE) -> Offer:
    checkpoint = LOG.checkpoint(size)
    return Offer(checkpoint, LOG.founders.log.sign(checkpoint.text()))


def prove(old: int, new: int) -> list[bytes]:
    return prove_consistency(old, new, LOG.subtrees.node)


def witness(url: str) -> Witness:
    return Policy.parse(policy_text(1, COSIGNER, url=url)).witnesses[0]


def asked(puppet: Puppet, old: int = 0, newest: int = SIZE, size: int = SIZE) -> Signature:
    """Offer the log's checkpoint to a puppet; return the line."""

    async def ask(address: str) -> Signature:
        async with httpx2.AsyncClient() as client:
            submission = Submission(witness(f"{address}/"), client, prove, old)
            line = await submission.offer(offer(size), lambda: newest)
            assert submission.old == size
            return line

    with puppet.serves() as address:
        return asyncio.run(ask(address))


def lines(*answers: Said | Mind) -> Mind:
    """Answer one after the other."""
    left = list(answers)

    def mind(body: bytes) -> Said:
        answer = left.pop(0)
        return answer if isinstance(answer, Said) else answer(body)

    return mind


def sent(puppet: Puppet) -> Sequence[int]:
    return [Addition.parse(raw).old for raw in puppet.heard]


def test_a_cosignature_comes_back_verified() -> None:
    puppet = Puppet(SIGN)

    line = asked(puppet, old=5)

    addition = Addition.parse(puppet.heard[0])
    assert (addition.old, list(addition.proof)) == (5, prove(5, SIZE))
    assert addition.checkpoint == LOG.checkpoint()
    assert line.name == COSIGNER.key.name


@pytest.mark.parametrize("known", [1, 5, SIZE - 1])
def test_after_a_409_the_proof_is_made_anew_from_what_the_witness_knows(known: int) -> None:
    puppet = Puppet(lines(stale(known), SIGN))

    asked(puppet, old=9 if known != 9 else 8)

    assert sent(puppet) == [9, known]
    assert list(Addition.parse(puppet.heard[1]).proof) == prove(known, SIZE)


def test_an_answer_that_was_lost_on_its_way_is_no_objection() -> None:
    """The witness has cosigned our size, and we have never heard of it."""
    puppet = Puppet(lines(stale(SIZE), SIGN))

    asked(puppet, old=5)

    assert sent(puppet) == [5, SIZE]
    assert Addition.parse(puppet.heard[1]).proof == ()


@pytest.mark.parametrize(
    "mind",
    [
        lines(stale(SIZE), stale(SIZE)),
        lines(stale(SIZE), Said(422)),
        lines(stale(SIZE + 1)),
        lines(stale(2**63 - 1)),
        lines(stale(5), Said(422, b"the proof does not hold")),
        lines(Said(422)),
    ],
)
def test_what_no_honest_log_is_told_is_an_objection_and_its_bytes_are_at_hand(mind: Mind) -> None:
    puppet = Puppet(mind)

    with pytest.raises(ObjectionError) as caught:
        asked(puppet, old=4)

    assert caught.value.request == puppet.heard[-1]
    assert caught.value.status in {409, 422}


def test_a_size_that_we_have_signed_meanwhile_is_no_objection() -> None:
    with pytest.raises(WitnessError) as caught:
        asked(Puppet(lines(stale(SIZE))), size=SIZE - 2)

    assert not isinstance(caught.value, ObjectionError)


OTHER = Cosigner.named("pers")


@pytest.mark.parametrize(
    "said",
    [
        Said(200),
        Said(200, b"\n"),
        Said(200, "— bawaslu.example/w AAAA\n".encode()),
        Said(200, "— bawaslu.example/w AAAAAAAAAAAA\n".encode()),
        Said(200, f"{OTHER.signs(offer().note.text).line()}\n".encode()),
        Said(200, f"{COSIGNER.signs(offer(5).note.text).line()}\n".encode()),
        Said(200, f"{COSIGNER.signs(offer().note.text).line()}".encode()),
        Said(200, f"\n\n{COSIGNER.signs(offer().note.text).line()}\n".encode()),
        Said(200, f"x\n\n{COSIGNER.signs(offer().note.text).line()}\n".encode()),
        Said(200, b"".join(f"{COSIGNER.signs(offer().note.text, AT + n).line()}\n".encode()
                           for n in range(2))),
        Said(200, b"x" * (ANSWER_BYTES_MAX + 1)),
        Said(201, f"{COSIGNER.signs(offer().note.text).line()}\n".encode()),
        Said(400), Said(403), Said(404), Said(500), Said(503), Said(301),
        Said(409),
        Said(409, b"5\n"),
        Said(409, b"+5\n", "text/x.tlog.size"),
        Said(409, b"05\n", "text/x.tlog.size"),
        Said(409, "\u0665\n".encode(), "text/x.tlog.size"),
        stale("4"),
        stale(2**63),
        stale(-1),
    ],
)  # fmt: skip
def test_anything_else_is_a_failure_and_nothing_is_taken(said: Said) -> None:
    with pytest.raises(WitnessError) as caught:
        asked(Puppet(lines(said)), old=4)

    assert not isinstance(caught.value, ObjectionError)


def test_a_witness_that_changes_its_mind_is_not_asked_for_ever() -> None:
    puppet = Puppet(lines(*[stale(n) for n in (5, 6, 7, 8, 9)]))

    with pytest.raises(WitnessError):
        asked(puppet, old=4)

    assert len(puppet.heard) == 3


def test_nobody_at_the_address_is_a_failure() -> None:
    async def ask() -> None:
        async with httpx2.AsyncClient() as client:
            await Submission(witness("http://127.0.0.1:9"), client, prove).offer(
                offer(), lambda: SIZE
            )

    with pytest.raises(WitnessError, match="ConnectError"):
        asyncio.run(ask())


def test_what_a_witness_holds_is_fetched_from_its_monitoring_address() -> None:
    async def held(address: str) -> bytes:
        async with httpx2.AsyncClient() as client:
            return await Submission(witness(address), client, prove).held("segel.example/x")

    with Puppet(SIGN, shows=b"a checkpoint").serves() as address:
        assert asyncio.run(held(address)) == b"a checkpoint"
    with Puppet(SIGN).serves() as address, pytest.raises(WitnessError, match="404"):
        asyncio.run(held(address))


@dataclass
class Line(httpx2.AsyncBaseTransport):
    """A wire on which one answer lies ready; a socket for each of many would take minutes."""

    status: int
    body: bytes

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        kind = {"content-type": "text/x.tlog.size"}
        return httpx2.Response(self.status, headers=kind, content=self.body, request=request)


@settings(max_examples=100, deadline=None)
@given(status=st.sampled_from([200, 400, 409, 422, 500]), body=st.binary(max_size=200))
def test_no_answer_breaks_us(status: int, body: bytes) -> None:
    async def ask() -> None:
        async with httpx2.AsyncClient(transport=Line(status, body)) as client:
            submission = Submission(witness("http://saksi.example"), client, prove, 4)
            await submission.offer(offer(), lambda: SIZE)

    with pytest.raises(WitnessError):
        asyncio.run(ask())
