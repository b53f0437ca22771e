"""What the app signs is what the catalogue understands, field for field and class for class."""

import json
from pathlib import Path
from typing import Any, Final, cast

import msgspec
import pytest
from playwright.sync_api import Page

from domain.catalogue import KINDS, NotUnderstood, read, unknown_fields
from domain.disclosure import Opening, check, commitments, sealed_class

pytestmark = pytest.mark.browser

GOLDEN: Final = {
    one["kind"]: json.loads(one["body"])
    for one in json.loads(
        (Path(__file__).parents[2] / "vectors" / "statements.json").read_text(encoding="utf-8")
    )
}

AT: Final = "2024-11-25T08:01:02.345+07:00"

STATED: Final = """async ([kind, fields]) => {
  const { stated } = await import("/modules/jaga/body.js");
  const { body, openings } = await stated(kind, fields);
  return [JSON.stringify(body), openings];
}"""

FIELDS: Final = """async () => (await import("/modules/jaga/body.js")).FIELDS"""


def test_fields_and_classes_are_those_of_the_catalogue(script: Page) -> None:
    fields = script.evaluate(FIELDS)
    for name, words in fields.items():
        kind = KINDS[name]
        want = [
            field if field not in kind.sealed or field == "present" else f"{field}:{visibility}"
            for field in kind.statement.__struct_encode_fields__
            if field not in {"at", "here"}
            for visibility in (kind.visibility(field),)
        ]
        assert sorted(words.split(" ")) == sorted(want), name


def test_every_kind_is_understood_with_nothing_left_over_and_opens(script: Page) -> None:
    for kind in script.evaluate(FIELDS):
        fields = opened(
            GOLDEN[kind] | {"present": 3} if "present" in GOLDEN[kind] else GOLDEN[kind]
        )
        del fields["kind"]
        text, openings = script.evaluate(STATED, [kind, fields])
        body = text.encode()
        statement = read(body)
        assert not isinstance(statement, NotUnderstood), statement
        assert unknown_fields(body, statement) == ()
        assert opened(json.loads(text)) == {"kind": kind, **fields}
        leaf = {"leaf": "A" * 43 + "="}
        told = [msgspec.convert(one | leaf, Opening) for one in openings]
        assert [check(one, body) for one in told] == [None] * len(told)
        assert {one.path for one in told} == {*commitments(body)}


def test_notes_of_a_checklist_are_sealed_for_oversight(script: Page) -> None:
    items = [{"item": "atap", "result": "rusak", "note": "bocor"}, {"item": "gerbang", "note": ""}]
    fields = {"at": AT, "place": "16.08/GDG-01", "template": "hujan", "items": items}
    text, openings = script.evaluate(STATED, ["InspectionRecorded", fields])
    assert [one["path"] for one in openings] == ["/items/0/note"]
    opening = msgspec.convert(openings[0] | {"leaf": "A" * 43 + "="}, Opening)
    assert sealed_class(opening, text.encode()) == "pengawas"
    assert json.loads(text)["items"][1] == {"item": "gerbang"}


def test_what_is_absent_is_left_out_and_what_is_strange_is_refused(script: Page) -> None:
    fields: dict[str, Any] = {
        "of": "A" * 43 + "=",
        "place": "p",
        "search": "",
        "items": [],
        "note": None,
    }
    text, openings = script.evaluate(STATED, ["AccessExited", fields])
    assert json.loads(text) == {"kind": "AccessExited", "of": fields["of"], "place": "p"}
    assert openings == []
    refused = """async (given) => {
      const { stated } = await import("/modules/jaga/body.js");
      return stated("AccessExited", given).catch((error) => error.message);
    }"""
    assert script.evaluate(refused, {"nama": "x"}) == "AccessExited has no nama"


def test_a_correction_keeps_the_null_that_takes_a_field_away(script: Page) -> None:
    fields = {"target": "A" * 43 + "=", "target_kind": "AccessExited", "reason": "salah_tulis"}
    changes = {"items": None, "search": "nihil"}
    text, _ = script.evaluate(STATED, ["CorrectionDeclared", {**fields, "changes": changes}])
    assert json.loads(text)["changes"] == changes


def opened(value: Any) -> Any:
    """Put a word where a commitment stands, so that two bodies with other salts can be compared."""
    if isinstance(value, list):
        return [opened(one) for one in value]
    if not isinstance(value, dict):
        return value
    if value.keys() == {"sd", "class"}:
        return "tertutup"
    return {name: opened(one) for name, one in cast("dict[str, Any]", value).items()}
