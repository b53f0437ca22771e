"""The OpenAPI document leaves nothing out, and every example in it is a real answer."""

from pathlib import Path
from typing import Any

import pytest
from fastapi import APIRouter

from api.app import ROUTERS
from api.documentation import EXAMPLES, fails, operations
from api.problems import PROBLEMS
from tests.support.recital import recital
from tests.support.server import Desk


@pytest.fixture(name="schema")
def _schema(counter: Desk) -> dict[str, Any]:
    schema: dict[str, Any] = counter.http.get("/openapi.json").json()
    return schema


def test_every_operation_has_a_summary_examples_and_its_problems(schema: dict[str, Any]) -> None:
    for name, operation in operations(schema):
        assert operation["summary"][-1] not in ".:", name
        assert operation["tags"], name
        good = [answer for status, answer in operation["responses"].items() if status < "400"]
        examples = [kind.get("examples") for answer in good for kind in answer["content"].values()]
        assert examples, name
        assert all(examples), name
        assert "500" in operation["responses"], name
        if operation.get("parameters"):
            assert operation["responses"].keys() & {"400", "404"}, name


def test_every_problem_in_the_document_is_one_of_the_table(schema: dict[str, Any]) -> None:
    for name, operation in operations(schema):
        for status, answer in operation["responses"].items():
            if status >= "400":
                (kind,) = answer["content"].values()
                for slug, example in kind["examples"].items():
                    assert PROBLEMS[slug].status == int(status), name
                    assert example["value"]["type"] == f"/problems/{slug}", name


def test_what_can_be_sent_is_shown(schema: dict[str, Any]) -> None:
    content = schema["paths"]["/entries"]["post"]["requestBody"]["content"]

    assert content.keys() == {"text/plain", "application/json"}
    assert all(kind["examples"] for kind in content.values())


def test_every_address_of_the_application_is_in_the_document(schema: dict[str, Any]) -> None:
    def paths(router: APIRouter) -> list[str]:
        return [str(getattr(route, "path_format", "")) for route in router.routes]

    assert {path for router in ROUTERS for path in paths(router)} == schema["paths"].keys()


def test_every_reference_leads_somewhere(schema: dict[str, Any]) -> None:
    def references(value: Any) -> set[str]:
        if isinstance(value, list):
            return set().union(*map(references, value)) if value else set()
        if not isinstance(value, dict):
            return set()
        here = {value["$ref"]} if isinstance(value.get("$ref"), str) else set()
        return here.union(*map(references, value.values()))

    known = {f"#/components/schemas/{name}" for name in schema["components"]["schemas"]}
    assert references(schema) <= known


def test_every_kind_of_statement_has_its_schema(schema: dict[str, Any]) -> None:
    assert {"VisitorReported", "HandoverAccepted", "Problem"} <= schema["components"][
        "schemas"
    ].keys()


def test_the_examples_are_what_the_server_answers(tmp_path: Path) -> None:
    """If this fails after a change that was meant: `python -m tests.support.recital`."""
    recited = recital(tmp_path)

    assert [(one.operation, one.name) for one in recited] == [
        (one.operation, one.name) for one in EXAMPLES
    ]
    for now, then in zip(recited, EXAMPLES, strict=True):
        assert now == then


def test_problems_of_one_status_stand_together() -> None:
    found = fails("ahead", "equivocation", "malformed")

    assert found.keys() == {409, 400}
    assert found[409]["content"]["application/problem+json"]["examples"].keys() == {
        "ahead",
        "equivocation",
    }
