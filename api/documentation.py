"""The OpenAPI document: what the framework knows of every address, and real examples of each.

The examples were recorded from a practice ledger by `python -m tests.support.recital`; a test plays
all of them again, so they are what the server answers and not what somebody thought it would.
Shapes are read off the examples, problems off their one table.

Source: OpenAPI 3.1; RFC 9457
"""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import msgspec
from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from api.answer import PROBLEM_TYPE, document
from api.problems import PROBLEMS
from domain.catalogue import schemas

Json = dict[str, Any]


class Example(msgspec.Struct, frozen=True, omit_defaults=True):
    """One request and its answer."""

    operation: str
    """`GET /boxes/{box}`."""
    name: str
    path: str
    status: int
    type: str
    body: Any
    """JSON as it is; text from its beginning; other bytes in base64."""
    accept: str | None = None
    sends: str | None = None
    sent: Any = None


EXAMPLES: Final = msgspec.json.decode(
    (Path(__file__).parent / "examples.json").read_bytes(), type=list[Example]
)

ABOUT: Final = """\
Buku besar audit logistik pemilu: setiap catatan ditandatangani di perangkat, disimpan selamanya,
dan dapat diperiksa siapa pun tanpa mempercayai server.

An audit ledger for election logistics: every note is signed on a device, kept for ever, and can be
checked by anybody who trusts no server. Formats of the log: c2sp.org/tlog-tiles.
"""

_SHAPES: Final[dict[type, str]] = {
    str: "string",
    bool: "boolean",
    int: "integer",
    float: "number",
    type(None): "null",
}
_NOT_OURS: Final = ("422", "default")
"""What the framework says that it answers, and never does here."""

_REFERENCE: Final = {"$ref": "#/components/schemas/Problem"}


def fails(*slugs: str) -> dict[int | str, Json]:
    """Return, for an endpoint's `responses`, the problems that it can answer with."""
    found: dict[int | str, Json] = {}
    for slug in slugs:
        problem = PROBLEMS[slug]
        answer = found.setdefault(
            problem.status,
            {
                "description": problem.title_en,
                "content": {PROBLEM_TYPE: {"schema": _REFERENCE, "examples": {}}},
            },
        )
        example = {"summary": problem.title, "value": document(problem, problem.advice_en)}
        answer["content"][PROBLEM_TYPE]["examples"][slug] = example
    return found


class Documented(FastAPI):
    """An application whose document is complete."""

    plain: Mapping[str, Json] = MappingProxyType({})
    """The operations by method of plain routes, by path."""

    def openapi(self) -> Json:
        """Return the document, made when it is first asked for."""
        if self.openapi_schema is None:
            self.openapi_schema = _made(self, self.plain)
        return self.openapi_schema


def operations(schema: Json) -> Iterator[tuple[str, Json]]:
    """Yield every operation of a document under its name, `GET /boxes`."""
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            yield f"{method.upper()} {path}", operation


def _made(app: FastAPI, plain: Mapping[str, Json]) -> Json:
    schema = get_openapi(
        title=app.title,
        version=app.version,
        description=ABOUT,
        routes=app.routes,
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
    )
    schema["paths"] = {**deepcopy(dict(plain)), **schema["paths"]}
    for name, operation in operations(schema):
        _complete(operation)
        for example in EXAMPLES:
            if example.operation == name:
                _illustrate(operation, example)
    components = schema.setdefault("components", {}).setdefault("schemas", {})
    for unused in ("HTTPValidationError", "ValidationError"):
        components.pop(unused, None)
    components.update(schemas())
    components["Problem"] = _problem()
    return schema


def _complete(operation: Json) -> None:
    """Say in a line what an operation does, and what can go wrong everywhere."""
    operation["summary"] = operation["description"].partition("\n")[0].rstrip(".")
    responses = operation["responses"]
    for unused in _NOT_OURS:
        responses.pop(unused, None)
    for answer in responses.values():
        answer.get("content", {}).pop("application/json", None)  # examples tell better
    for status, answer in fails("internal").items():
        responses.setdefault(str(status), answer)


def _illustrate(operation: Json, example: Example) -> None:
    answer = operation["responses"].setdefault(str(example.status), {"description": example.name})
    content = answer.setdefault("content", {}).setdefault(example.type, {})
    content["schema"] = _shape(example.body)
    content.setdefault("examples", {})[example.name] = {
        "summary": example.path,
        "value": example.body,
    }
    if example.sends is not None:
        body = operation.setdefault("requestBody", {"required": True, "content": {}})
        sent = body["content"].setdefault(example.sends, {"schema": _shape(example.sent)})
        sent.setdefault("examples", {})[example.name] = {"value": example.sent}


def _shape(value: object) -> Json:
    """Return the schema of a value, as far as one example tells."""
    if isinstance(value, dict):
        members = {name: _shape(member) for name, member in value.items()}
        return {"type": "object", "properties": members}
    if isinstance(value, list):
        return {"type": "array", "items": _shape(value[0]) if value else {}}
    kind = _SHAPES[type(value)]
    return {} if kind == "null" else {"type": kind}


def _problem() -> Json:
    text = {"type": "string"}
    return {
        "type": "object",
        "description": "RFC 9457. `retry` says whether the same bytes may be sent again.",
        "required": ["status", "type", "title", "title_en", "detail", "retry"],
        "properties": {
            "status": {"type": "integer"},
            "type": {"enum": [problem.type for problem in PROBLEMS.values()]},
            "title": text,
            "title_en": text,
            "detail": text,
            "retry": {"enum": ["never", "same-bytes"]},
            "expected": {"type": "integer", "description": "of `ahead`: send from here on"},
        },
    }
