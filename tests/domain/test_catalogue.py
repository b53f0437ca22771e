"""The catalogue: every kind reads, writes and round-trips; nothing makes reading fail."""

import json
import typing
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings, strategies as st

from domain.canonical import body_fault
from domain.catalogue import KINDS, NotUnderstood, Statement, encode, read, schemas, unknown_fields
from domain.statement import Record, Sealed

GOLDEN: dict[str, bytes] = {
    entry["kind"]: entry["body"].encode()
    for entry in json.loads(
        (Path(__file__).parents[1] / "vectors" / "statements.json").read_text(encoding="utf-8")
    )
}


def _read(kind: str, /, **changes: object) -> Statement | NotUnderstood:
    body = json.loads(GOLDEN[kind]) | changes
    return read(json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode())


def _damaged(body: bytes) -> st.SearchStrategy[bytes]:
    places = st.integers(0, len(body) - 1)
    return st.builds(
        lambda at, byte: body[:at] + bytes([byte]) + body[at + 1 :], places, st.integers(0, 255)
    )


def _records(value: object) -> typing.Iterator[Record]:
    if isinstance(value, Record):
        yield value
        for name in value.__struct_fields__:
            yield from _records(getattr(value, name))
    elif isinstance(value, tuple):
        for item in value:
            yield from _records(item)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_reads_its_golden_body_and_writes_the_same_bytes(kind: str) -> None:
    statement = read(GOLDEN[kind])

    assert not isinstance(statement, NotUnderstood)
    assert type(statement) is KINDS[kind].statement
    assert encode(statement) == GOLDEN[kind]
    assert body_fault(GOLDEN[kind]) is None
    assert unknown_fields(GOLDEN[kind], statement) == ()


@pytest.mark.parametrize("kind", KINDS)
def test_every_sealed_field_is_of_the_class_its_kind_declares(kind: str) -> None:
    statement = read(GOLDEN[kind])

    assert isinstance(statement, Record)
    for name in statement.__struct_fields__:
        value = getattr(statement, name)
        if isinstance(value, Sealed):
            assert value.class_ == KINDS[kind].visibility(name)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_names_only_fields_and_kinds_that_exist(kind: str) -> None:
    entry = KINDS[kind]

    assert set(entry.sealed) <= set(entry.statement.__struct_fields__)
    assert set(entry.completed_by) <= set(KINDS)
    assert entry.label
    assert entry.english
    assert entry.roles or not entry.is_act or entry.waits


def test_the_union_and_the_table_hold_the_same_kinds() -> None:
    union = typing.get_args(Statement)

    assert {kind.statement for kind in KINDS.values()} == set(union)
    assert len(union) == len(KINDS) == 76


def test_every_name_in_a_body_is_a_canonical_key() -> None:
    for kind, body in GOLDEN.items():
        statement = read(body)
        for record in _records(statement):
            for name in record.__struct_encode_fields__:
                assert body_fault(b'{"%b":1}' % name.encode()) is None, (kind, name)


def test_an_unknown_field_is_listed_and_the_rest_counts() -> None:
    body = GOLDEN["SealVerified"].replace(b'{"box":', b'{"colour":"merah","box":', 1)
    body = body[:-1] + b',"weather":{"rain":true}}'

    statement = read(body)

    assert not isinstance(statement, NotUnderstood)
    assert statement == read(GOLDEN["SealVerified"])
    assert unknown_fields(body, statement) == ("boxes[0].colour", "weather")


def test_fields_in_another_order_are_understood_and_none_is_unknown() -> None:
    body = b'{"capacity":"saksi",' + GOLDEN["Endorsed"][1:].replace(b',"capacity":"pengawal"', b"")

    statement = read(body)

    assert not isinstance(statement, NotUnderstood)
    assert unknown_fields(body, statement) == ()


def test_an_unknown_kind_is_kept_with_its_name() -> None:
    answer = _read("Endorsed", kind="BoxWeighed")

    assert isinstance(answer, NotUnderstood)
    assert (answer.reason, answer.kind) == ("unknown-kind", "BoxWeighed")


def test_a_body_without_a_kind_is_not_understood() -> None:
    answer = read(b'{"at":"2024-11-25T08:01:02+07:00"}')

    assert isinstance(answer, NotUnderstood)
    assert answer == NotUnderstood("unknown-kind", None, answer.detail)


def test_fields_of_another_type_are_not_understood_and_say_where() -> None:
    answer = _read("HandoverAccepted", count="dua")

    assert isinstance(answer, NotUnderstood)
    assert (answer.reason, answer.kind) == ("fields", "HandoverAccepted")
    assert "$.count" in answer.detail


def test_a_personal_value_in_plain_words_is_not_understood() -> None:
    answer = _read("VisitorReported", visitor="Budi Santoso")

    assert isinstance(answer, NotUnderstood)
    assert answer.reason == "fields"


def test_a_body_that_is_not_canonical_is_kept_and_says_why() -> None:
    spaced = GOLDEN["Endorsed"].replace(b'"kind":', b'"kind": ')
    doubled = GOLDEN["Endorsed"].replace(b',"of_kind"', b',"of_kind":"X","of_kind"')

    assert read(spaced) == NotUnderstood("form", "Endorsed")
    assert read(doubled) == NotUnderstood("form", "Endorsed")


def test_a_correction_may_not_smuggle_in_a_fraction() -> None:
    answer = _read("CorrectionDeclared", changes={"count": 1.5})
    correction = read(GOLDEN["CorrectionDeclared"])
    assert not isinstance(correction, NotUnderstood)

    assert isinstance(answer, NotUnderstood)
    assert answer.reason == "float"
    with pytest.raises(ValueError, match="float"):
        encode(msgspec.structs.replace(correction, changes={"count": 1.5}))


@given(st.binary(max_size=60) | st.sampled_from(sorted(GOLDEN.values())).flatmap(_damaged))
@settings(max_examples=200)
def test_reading_any_bytes_never_raises(body: bytes) -> None:
    statement = read(body)

    if isinstance(statement, NotUnderstood):
        assert statement.reason
    else:
        assert body_fault(body) is None


def test_a_schema_describes_every_kind() -> None:
    described: dict[str, Any] = schemas()

    assert set(KINDS) <= set(described)
    assert described["HandoverAccepted"]["properties"]["kind"] == {"enum": ["HandoverAccepted"]}
    assert "from" in described["HandoverAccepted"]["properties"]


def test_no_field_of_a_kind_can_hold_what_has_no_canonical_form() -> None:
    """Writing a statement again proves its body canonical only as long as this holds."""
    for name, parts in schemas().items():
        for part in _schemas(parts):
            free = part.get("type") == "object" and "properties" not in part
            assert part.get("type") != "number", name
            assert part.get("type") != "integer" or part["maximum"] < 2**53, name
            assert part.get("type") != "integer" or part["minimum"] > -(2**53), name
            assert not free or name == "CorrectionDeclared", name


def _schemas(schema: object) -> typing.Iterator[dict[str, Any]]:
    if isinstance(schema, dict):
        yield schema
        for child in schema.values():
            yield from _schemas(child)
    elif isinstance(schema, list):
        for child in schema:
            yield from _schemas(child)
