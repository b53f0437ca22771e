"""Disclosure: commitments in public, openings beside the note."""

import json
from base64 import b64encode
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given, strategies as st

from domain.catalogue import KINDS, NotUnderstood, encode
from domain.disclosure import (
    Opening,
    Reader,
    Release,
    Role,
    Standing,
    check,
    commit,
    commitments,
    may_read,
    release,
    sealed_class,
)
from domain.statement import Visibility
from tests.support.sayings import golden, leaf

SALT = bytes(range(32))
TEXT_SALT = b64encode(SALT).decode()
VISITOR = {"nama": "Budi Santoso", "nik": "1608012505850001", "instansi": "CV Tinta Jaya"}


def _said(kind: str, **changes: Any) -> bytes:
    statement = golden(kind, **changes)
    assert not isinstance(statement, NotUnderstood)
    return encode(statement)


def _body(value: object = VISITOR) -> bytes:
    sealed = commit(value, SALT, "pribadi")
    return _said("VisitorReported", visitor={"sd": sealed.sd, "class": sealed.class_})


def _opening(**changes: Any) -> Opening:
    whole = {"leaf": leaf("note"), "path": "/visitor", "salt": TEXT_SALT, "value": VISITOR}
    return Opening(**whole | changes)


def test_a_commitment_is_the_hash_of_line_salt_and_canonical_value() -> None:
    text = json.dumps(VISITOR, separators=(",", ":")).encode()
    digest = sha256(b"segel/opening/v1\n" + SALT + text).digest()

    assert commit(VISITOR, SALT, "pribadi").sd == b64encode(digest).decode()


def test_the_right_opening_opens_the_commitment() -> None:
    assert check(_opening(), _body()) is None
    assert sealed_class(_opening(), _body()) == "pribadi"


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"value": VISITOR | {"nama": "Budi"}}, "mismatch"),
        ({"value": dict(reversed(VISITOR.items()))}, "mismatch"),
        ({"salt": b64encode(bytes(32)).decode()}, "mismatch"),
        ({"value": {"Nama": "Budi"}}, "value"),
        ({"value": 1.5}, "value"),
        ({"salt": b64encode(bytes(31)).decode()}, "salt"),
        ({"salt": TEXT_SALT.replace("+", "-").rstrip("=")}, "salt"),
        ({"salt": "ü"}, "salt"),
        ({"path": "/purpose"}, "not-sealed"),
        ({"path": "/visitor/sd"}, "not-sealed"),
        ({"path": "/visitor/sd/0"}, "path"),
        ({"path": "/tamu"}, "path"),
        ({"path": "/items/x"}, "path"),
        ({"path": "/items/01"}, "path"),
        ({"path": "/items/9"}, "path"),
        ({"path": "visitor"}, "path"),
        ({"path": ""}, "path"),
    ],
)
def test_a_wrong_opening_says_what_is_wrong(changes: dict[str, Any], wrong: str) -> None:
    assert check(_opening(**changes), _body()) == wrong


def test_an_opening_may_point_into_a_list() -> None:
    sealed = commit("talang bocor", SALT, "pengawas")
    note = {"sd": sealed.sd, "class": sealed.class_}
    items = [{"item": "atap", "result": "rusak", "note": note}]
    body = _said("InspectionRecorded", items=items)

    assert list(commitments(body)) == ["/items/0/note"]
    assert check(_opening(path="/items/0/note", value="talang bocor"), body) is None


def test_a_pointer_at_no_commitment_has_no_class() -> None:
    assert sealed_class(_opening(path="/purpose"), _body()) is None
    assert sealed_class(_opening(path="/tamu"), _body()) is None


def test_a_salt_of_another_length_makes_no_commitment() -> None:
    with pytest.raises(ValueError, match="salt"):
        commit(VISITOR, SALT[:31], "pribadi")


@given(st.text(st.characters(exclude_categories=["Cs"])), st.binary(min_size=32, max_size=32))
def test_any_text_can_be_sealed_and_opened(value: str, salt: bytes) -> None:
    sealed = commit(value, salt, "pengawas")
    body = _said("HandoverRefused", note={"sd": sealed.sd, "class": "pengawas"})
    opening = _opening(path="/note", salt=b64encode(salt).decode(), value=value)

    assert check(opening, body) is None


@pytest.mark.parametrize("kind", KINDS)
def test_every_golden_commitment_is_found(kind: str) -> None:
    body = _said(kind)

    assert len(commitments(body)) == body.count(b'"sd":')


@pytest.mark.parametrize(
    ("visibility", "reader", "may"),
    [
        ("publik", "umum", True),
        ("tunda", "umum", False),
        ("tunda", "petugas", True),
        ("pengawas", "petugas", False),
        ("pengawas", "pengawas", True),
        ("tertutup", "pengawas", False),
        ("tertutup", "pihak", True),
        ("pribadi", "pengawas", False),
        ("pribadi", "pelindung_data", True),
    ],
)
def test_each_class_has_its_readers(visibility: Visibility, reader: Reader, may: bool) -> None:
    assert may_read(visibility, reader) is may


def test_a_delayed_value_is_everybodys_after_its_time_and_a_personal_one_never() -> None:
    assert may_read("tunda", "umum", is_released=True)
    assert not may_read("pribadi", "umum", is_released=True)


@pytest.mark.parametrize(
    ("visibility", "role", "given"),
    [
        ("tunda", "publik", "tertutup"),
        ("tunda", "operator", "tertutup"),
        ("tunda", "auditor", "terbuka"),
        ("tunda", "pengawas", "terbuka"),
        ("pengawas", "publik", "tertutup"),
        ("pengawas", "operator", "tertutup"),
        ("pengawas", "auditor", "tertutup"),
        ("pengawas", "pengawas", "terbuka"),
        ("tertutup", "pengawas", "tertutup"),
        ("pribadi", "publik", "tertutup"),
        ("pribadi", "operator", "tertutup"),
        ("pribadi", "auditor", "tertutup"),
        ("pribadi", "pengawas", "nyatakan"),
    ],
)
def test_each_role_is_given_what_its_class_allows(
    visibility: Visibility, role: Role, given: Release
) -> None:
    assert release(visibility, Standing(role)) == given


@pytest.mark.parametrize("role", ["publik", "auditor", "operator"])
def test_to_state_a_reading_opens_nothing_to_roles_that_may_not_read(role: Role) -> None:
    assert release("pribadi", Standing(role, has_stated=True)) == "tertutup"


def test_personal_values_are_open_to_whoever_has_stated_the_reading() -> None:
    assert release("pribadi", Standing("pengawas", has_stated=True)) == "terbuka"
    assert release("pribadi", Standing("auditor", is_party=True)) == "nyatakan"
    assert release("pribadi", Standing("auditor", is_party=True, has_stated=True)) == "terbuka"


def test_a_party_reads_what_is_closed_to_oversight() -> None:
    assert release("tertutup", Standing("auditor", is_party=True)) == "terbuka"


def test_after_its_time_a_delayed_value_is_open_to_every_role() -> None:
    assert release("tunda", Standing(), is_released=True) == "terbuka"
    assert release("pengawas", Standing(), is_released=True) == "tertutup"
