"""Submissions: a checkpoint offered to one witness, and what its answer means.

`old` is what the witness has last cosigned, as far as we know; a 409 tells it
better, the proof is made anew and sent again.  What no honest log is ever told
(a larger tree than ours, a proof that does not hold, twice the same size) is an
objection: possibly the log has signed two trees.  One 409 with our own size is
none: an answer that was lost on its way leaves the witness a step ahead of us,
and it is asked once more, from that size, before anything is concluded.

Source: https://c2sp.org/tlog-witness
"""

import asyncio
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import NamedTuple

import httpx2

from ledger.errors import ObjectionError, WitnessError
from ledger.tlog.addition import PROOF_MAX, request
from ledger.tlog.checkpoint import Checkpoint
from ledger.tlog.cosignature import verify_cosignature
from ledger.tlog.errors import FormatError, TlogError
from ledger.tlog.note import Note, Signature
from ledger.tlog.policy import Witness
from ledger.tlog.text import parse_number

Prover = Callable[[int, int], list[bytes]]
"""(old size, new size) -> consistency proof."""

ANSWER_BYTES_MAX = 64 * 1024
"""No cosignature comes near; a witness that says more is not read to its end."""

REQUEST_SECONDS_MAX = 15.0
"""From the first byte sent to the last one read, however slowly they come."""

_TRIES = 3
_SIZE_TYPE = "text/x.tlog.size"
_SAID_MAX = 80


class Offer(NamedTuple):
    """A checkpoint to be cosigned."""

    checkpoint: Checkpoint
    note: Note
    """Signed by the log."""


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    kind: str
    body: bytes


class Submission:
    """The conversation with one witness; one request at a time."""

    def __init__(
        self, witness: Witness, client: httpx2.AsyncClient, prove: Prover, old: int = 0
    ) -> None:
        """Talk to the witness at its address in the policy.

        Args:
            witness: Whose cosignature is wanted.
            client: The caller's, who closes it.
            prove: Reads the tree; called in a thread.
            old: Size that it has last cosigned, as far as we know.
        """
        self._witness = witness
        self._client = client
        self._prove = prove
        self._address = witness.url.removesuffix("/")
        self.old = old

    async def offer(self, offer: Offer, newest: Callable[[], int]) -> Signature:
        """Return the witness' signature line, checked.

        Args:
            offer: What it is asked to cosign.
            newest: Tells the size that the log has signed by now.

        Raises:
            ObjectionError: Possibly the log has signed two trees.
            WitnessError: No cosignature, for any other reason.
        """
        raw = offer.note.serialise()
        for _ in range(_TRIES):
            old = self.old
            sent = request(old, await self._proof(old, offer.checkpoint.size), raw)
            answer = await self._post(sent)
            if answer.status == HTTPStatus.OK:
                line = self._line(offer, answer)
                self.old = offer.checkpoint.size
                return line
            if answer.status == HTTPStatus.CONFLICT:
                self.old = _stale(answer, offer.checkpoint.size, newest(), (old, sent))
                continue
            said = " ".join(answer.body[:_SAID_MAX].decode(errors="replace").split())
            if answer.status == HTTPStatus.UNPROCESSABLE_ENTITY:
                reason = f"refuses size {offer.checkpoint.size} after {old}: {said}"
                raise ObjectionError(reason, sent, answer.status, answer.body)
            raise WitnessError(f"HTTP {answer.status}: {said}")
        raise WitnessError("names another size each time")

    async def held(self, origin: str) -> bytes:
        """Return the newest checkpoint that the witness shows of this log; nothing is checked.

        Raises:
            WitnessError: It shows none.
        """
        place = hashlib.sha256(origin.encode()).hexdigest()
        answer = await self._ask("GET", f"{self._address}/{place}/checkpoint", b"")
        if answer.status != HTTPStatus.OK:
            raise WitnessError(f"shows no checkpoint: HTTP {answer.status}")
        return answer.body

    async def _proof(self, old: int, size: int) -> list[bytes]:
        """Prove the growth; the empty tree needs no proof."""
        if old in {0, size}:
            return []
        proof = await asyncio.to_thread(self._prove, old, size)
        if len(proof) > PROOF_MAX:
            raise WitnessError(f"a proof of {len(proof)} hashes is not to be sent")
        return proof

    async def _post(self, sent: bytes) -> _Answer:
        return await self._ask("POST", f"{self._address}/add-checkpoint", sent)

    async def _ask(self, method: str, address: str, sent: bytes) -> _Answer:
        body = bytearray()
        try:
            async with (
                asyncio.timeout(REQUEST_SECONDS_MAX),
                self._client.stream(method, address, content=sent) as response,
            ):
                async for chunk in response.aiter_bytes():
                    body += chunk
                    if len(body) > ANSWER_BYTES_MAX:
                        raise WitnessError(f"answers more than {ANSWER_BYTES_MAX} bytes")
        except TimeoutError as error:
            raise WitnessError(f"slower than {REQUEST_SECONDS_MAX:.0f} s") from error
        except (httpx2.HTTPError, httpx2.InvalidURL) as error:
            raise WitnessError(f"{type(error).__name__}: {error}"[:_SAID_MAX]) from error
        kind = response.headers.get("content-type", "").partition(";")[0].strip()
        return _Answer(response.status_code, kind, bytes(body))

    def _line(self, offer: Offer, answer: _Answer) -> Signature:
        """Read the signature lines of an answer; return the witness' own, which holds."""
        key = self._witness.key
        try:
            note = Note.parse(offer.note.signed_text() + answer.body)
            if note.text != offer.note.text:
                raise FormatError("cosignature", "the answer holds more than signature lines")
            own = [s for s in note.signatures if (s.name, s.key_id) == (key.name, key.id)]
            if len(own) != 1:
                raise FormatError("cosignature", f"{len(own)} lines of {key.name}, want one")
            verify_cosignature(note, key)
        except TlogError as error:
            raise WitnessError(f"its cosignature does not hold: {error}") from error
        return own[0]


def _stale(answer: _Answer, size: int, newest: int, sent: tuple[int, bytes]) -> int:
    """Return the size that the witness has last cosigned.

    Args:
        answer: With status 409.
        size: Of the checkpoint that it was offered.
        newest: Size that the log has signed by now.
        sent: `old` and the bytes of the request.

    Raises:
        ObjectionError: No honest log could have got it there.
        WitnessError: It names no size, or one that cannot be proven to it now.
    """
    old, raw = sent
    try:
        known = parse_number(answer.body.decode("ascii").removesuffix("\n"), "size")
    except (TlogError, UnicodeDecodeError) as error:
        raise WitnessError("HTTP 409 that names no size") from error
    if answer.kind != _SIZE_TYPE:
        raise WitnessError(f"HTTP 409 of the type {answer.kind[:_SAID_MAX]!r}")
    if known > newest:
        reason = f"has cosigned {known} entries of this log, and {newest} were signed here"
        raise ObjectionError(reason, raw, answer.status, answer.body)
    if known == old == size:
        reason = f"refuses size {size} though it has cosigned that very size"
        raise ObjectionError(reason, raw, answer.status, answer.body)
    if known == old or known > size:
        raise WitnessError(f"has cosigned {known} and was offered {size} after {old}")
    return known
