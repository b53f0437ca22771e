"""`POST /entries`: one note, or all that waits on a device; a receipt or a problem for each.

The one endpoint that writes.  It reads bytes, hands them to the ledger's writer and awaits its
answer; there is no model in between, because the note is its own format and the receipt is
encoded as it is.  A plain route: what the framework does for others around each request costs as
much as half of a commit's share.
"""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

import msgspec
from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.routing import Route

from api import outbox
from api.answer import as_json, as_problem, document, packed, refused
from api.body import unpacked
from api.documentation import fails
from api.problems import PROBLEMS, ApiError, of_error
from api.service import Service, service_of
from domain.catalogue import NotUnderstood, read, unknown_fields
from domain.disclosure import Opening
from ledger.application import Answer
from ledger.errors import LedgerError, MalformedNoteError
from ledger.journal import STATEMENT
from ledger.receipt import Receipt
from ledger.recovery import Recovery

_FAILURES = (
    *("malformed", "not-utf8", "revoked", "unknown-journal", "timeout"),
    *("ahead", "equivocation", "broken-chain", "passed-number", "oversize", "media-type"),
    *("wrong-origin", "bad-signature", "internal"),
    *("log-disputed", "guard", "closing", "storage-busy", "storage", "storage-full"),
)

_OPENS_NOTHING = Opening(leaf="", path="", salt="", value=None)
_BODY_LINE = 5
_STATEMENT_LINE = f"{STATEMENT}\n".encode()


async def append(request: Request) -> Response:
    """Append signed notes; a receipt means that its note is durable and signed for."""
    service = service_of(request)
    try:
        is_one = _is_one_note(request)
        most = service.settings.request_bytes_max
        body = await unpacked(request, most, service.body_seconds)
        if is_one:
            (answer,) = await _answers(service, [body])
            return _one(body, answer)
        box = outbox.read(body, service.settings.request_notes_max)
        return await packed(request, await _many(service, box))
    except (ApiError, LedgerError) as error:
        problem = of_error(error)
        service.meter.refused(problem.slug)
        if problem.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            service.meter.noted("not written", reason=problem.slug)
        return refused(error)


router = APIRouter(routes=[Route("/entries", append, methods=["POST"])])

OPERATION = {
    "tags": ["entries"],
    "operationId": "append",
    "description": append.__doc__,
    "responses": {str(status): answer for status, answer in fails(*_FAILURES).items()},
}
"""For the document: the framework knows nothing of a plain route."""


def _is_one_note(request: Request) -> bool:
    """Tell one note from an outbox by the type that the sender states."""
    headers = request.headers
    kind, _, parameters = headers.get("content-type", "").partition(";")
    kind, parameters = kind.strip().lower(), parameters.strip().lower()
    is_utf8 = parameters in {"", "charset=utf-8", 'charset="utf-8"'}
    if kind not in {"text/plain", "application/json"} or not is_utf8:
        raise ApiError("media-type")
    return kind == "text/plain"


async def _answers(service: Service, notes: Sequence[bytes]) -> list[Answer]:
    """Await the writer; whoever stops waiting does not stop the writer."""
    answers = await service.mailbox.wait(service.ledger.submit(notes))
    for answer in answers:
        if not isinstance(answer, Receipt):
            service.meter.refused(of_error(answer).slug)
    service.waker.ring()
    return answers


async def _many(service: Service, box: outbox.Outbox) -> Response:
    notes = [text.encode("utf-8", "surrogatepass") for text in box.notes]
    challenged = []
    if box.checkpoints:
        challenged = await run_in_threadpool(_challenge, service, box.checkpoints)
    answers = await _answers(service, notes) if notes else []
    if box.waiting is not None:
        service.queues.told(notes, answers, box.waiting, service.clock())
    opened = []
    if box.openings:
        opened = await run_in_threadpool(
            service.vault.keep, [_opening(one) for one in box.openings]
        )
    results = [_result(note, answer) for note, answer in zip(notes, answers, strict=True)]
    value: dict[str, Any] = {"results": results}
    if challenged:
        value["checkpoints"] = challenged
    if opened:
        value["openings"] = opened
    return as_json(value)


def _opening(value: object) -> Opening:
    """Return what was sent as an opening; the vault says of one that opens nothing why."""
    try:
        return msgspec.convert(value, Opening)
    except msgspec.ValidationError:
        return _OPENS_NOTHING


def _challenge(service: Service, checkpoints: list[str]) -> list[dict[str, Any]]:
    """Hold checkpoints against the log; one that is no checkpoint of ours changes nothing."""
    results: list[dict[str, Any]] = []
    for text in checkpoints:
        try:
            recovery = service.ledger.challenge(text.encode("utf-8", "surrogatepass"))
        except MalformedNoteError as error:
            results.append(document(PROBLEMS["malformed"], str(error), error))
        else:
            results.append({"status": HTTPStatus.OK.value})
            if recovery is not None:
                results[-1]["recovery"] = _recovery(recovery, service.ledger.words(recovery))
    return results


def _one(note: bytes, answer: Answer) -> Response:
    if isinstance(answer, Receipt):
        status = HTTPStatus.CREATED if answer.is_new else HTTPStatus.OK
        where = {"Location": f"/proofs/{answer.leaf_index}"}
        return as_json(_accepted(note, answer), status, where)
    return as_problem(*_refusal(note, answer))


def _result(note: bytes, answer: Answer) -> dict[str, Any]:
    if isinstance(answer, Receipt):
        return {"status": 201 if answer.is_new else 200, **_accepted(note, answer)}
    return document(*_refusal(note, answer))


def _refusal(note: bytes, error: LedgerError) -> tuple[Any, str, LedgerError]:
    problem = of_error(error)
    if isinstance(error, MalformedNoteError) and not _is_utf8(note):
        problem = PROBLEMS["not-utf8"]
    return problem, str(error), error


def _is_utf8(note: bytes) -> bool:
    try:
        note.decode()
    except UnicodeDecodeError:
        return False
    return True


def _accepted(note: bytes, receipt: Receipt) -> dict[str, Any]:
    value = {"receipt": receipt_members(receipt), **_understanding(receipt.note)}
    if receipt.note != note:
        value["receipt"]["note"] = receipt.note.decode()
    return value


def receipt_members(receipt: Receipt) -> dict[str, Any]:
    """Return a receipt as JSON has it; hashes become base64 on their way out."""
    members: dict[str, Any] = {
        "leaf_index": receipt.leaf_index,
        "leaf_hash": receipt.leaf,
        "checkpoint": receipt.checkpoint.decode(),
        "inclusion": receipt.inclusion,
        "consistency": receipt.consistency,
    }
    if receipt.recovery is not None:  # the sender need not know that the log has lost entries
        members["recovery"] = _recovery(receipt.recovery, receipt.words)
    return members


def _recovery(recovery: Recovery, words: Sequence[bytes]) -> dict[str, Any]:
    """Return the registrars' word that the log goes on after a loss, for whoever checks it."""
    notes = [note.decode() for note in words]
    return {"size": recovery.size, "root": recovery.root, "notes": notes}


def _understanding(note: bytes) -> dict[str, Any]:
    """Tell whether the domain reads what the ledger has kept; kept it is either way."""
    if not note.startswith(_STATEMENT_LINE):
        return {"understood": True, "reason": None}
    body = note.split(b"\n", _BODY_LINE + 1)[_BODY_LINE]
    statement = read(body)
    if isinstance(statement, NotUnderstood):
        return {"understood": False, "reason": statement.reason}
    unknown = unknown_fields(body, statement)
    if unknown:
        return {"understood": True, "reason": None, "unknown_fields": unknown}
    return {"understood": True, "reason": None}
