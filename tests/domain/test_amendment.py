"""Corrections and annulments as they are said, and what they do to every kind there is."""

from typing import Any

import msgspec
import pytest
from msgspec import structs

from domain.amendment import AnnulmentDeclared, CorrectionDeclared
from domain.authority import parties_of
from domain.catalogue import KINDS, NotUnderstood, Statement, encode
from domain.said import Said
from tests.support.sayings import BAWASLU, PPK, STORE, Sayings, golden, leaf


def test_a_correction_states_whole_new_values_and_null_for_none() -> None:
    correction = golden("CorrectionDeclared")

    assert isinstance(correction, CorrectionDeclared)
    assert correction.changes["count"] == 3
    assert correction.changes["note"] is None
    assert b'"note":null' in encode(correction)


def test_the_values_of_a_correction_have_a_canonical_form() -> None:
    for changes in ({"count": 1.5}, {"Count": 1}, {"count": 2**53}):
        assert isinstance(golden("CorrectionDeclared", changes=changes), NotUnderstood)


def test_both_name_their_target_and_its_kind() -> None:
    annulment = golden("AnnulmentDeclared")

    assert isinstance(annulment, AnnulmentDeclared)
    assert annulment.target_kind == "AccessExited"
    for kind in ("CorrectionDeclared", "AnnulmentDeclared"):
        assert isinstance(golden(kind, target=None), NotUnderstood)


PLAIN = sorted(set(KINDS) - {"CorrectionDeclared", "AnnulmentDeclared", "Endorsed"})
"""Every kind that can be amended, those of tomorrow too."""

ODD: tuple[Any, ...] = (
    None, "", "x" * 200, -1, 0, 2**53 - 1, True, [], [[[]]], ["x"], [1, None], {}, {"a": {}},
    {"sd": leaf("?"), "class": "pengawas"}, "14:00", "2024-02-30T00:00:00Z", leaf("?"),
)  # fmt: skip
"""What a broken app might write where something else belongs."""


@pytest.fixture(name="sayings")
def _sayings() -> Sayings:
    return Sayings.of_operation()


def said(sayings: Sayings, kind: str) -> Said:
    """Let the store say a golden statement; where two units meet, the kecamatan is the other."""
    between = {"from": "16.08/kpu", "to": "16.08.05/ppk"}
    return sayings.say(STORE, kind, **(between if parties_of(golden(kind)) else {}))


def amended(sayings: Sayings, said: Said, changes: Any = None, /, **fields: Any) -> Said:
    """Let the store correct or, without changes, annul a statement, and the kecamatan endorse.

    A policy takes another line.
    """
    kind = type(said.statement).__name__
    what = "AnnulmentDeclared" if changes is None else "CorrectionDeclared"
    named: dict[str, Any] = {"target": said.leaf, "target_kind": kind, "replaces": None}
    if changes is not None:
        named["changes"] = changes
    declared = sayings.say(STORE, what, **(named | fields))
    sayings.endorse(BAWASLU if kind == "PolicySet" else PPK, declared)
    return declared


def changed(statement: Statement | NotUnderstood) -> dict[str, Any]:
    """Return another value for a plain field of a statement; every kind has at least its time."""
    assert not isinstance(statement, NotUnderstood)
    whole: dict[str, Any] = msgspec.to_builtins(statement)
    for name, value in whole.items():
        if name in {"kind", "at", "from", "to"} or not isinstance(value, int | str):
            continue
        if isinstance(value, str):
            other: Any = f"{value}-2"
        else:
            other = not value if isinstance(value, bool) else value + 1
        if not isinstance(golden(whole["kind"], **{name: other}), NotUnderstood):
            return {name: other}
    return {"at": "2024-11-25T14:00:00+07:00"}


def reading(sayings: Sayings, target: Said, index: int | None = None) -> Statement | None:
    assert not isinstance(target.statement, NotUnderstood)
    at = sayings.now if index is None else index
    return sayings.context.corrections.effective(target.leaf, target.statement, at)


@pytest.mark.parametrize("kind", PLAIN)
def test_every_kind_reads_as_corrected_from_the_endorsement_on(sayings: Sayings, kind: str) -> None:
    target = said(sayings, kind)
    assert not isinstance(target.statement, NotUnderstood)
    changes = changed(target.statement)
    before = sayings.now
    declared = amended(sayings, target, changes)

    assert sayings.context.corrections.why_not(declared.leaf) is None
    assert reading(sayings, target, before) == target.statement
    corrected = reading(sayings, target)
    assert corrected is not None
    now, then = msgspec.to_builtins(corrected), msgspec.to_builtins(target.statement)
    assert {name: now[name] for name in now if now[name] != then.get(name)} == changes


@pytest.mark.parametrize("kind", PLAIN)
def test_every_kind_can_be_annulled_and_said_again(sayings: Sayings, kind: str) -> None:
    target = said(sayings, kind)
    annulled = amended(sayings, target)
    assert reading(sayings, target) is None
    assert sayings.context.corrections.read(target, sayings.now) is None

    amended(sayings, target, {}, replaces=annulled.leaf)
    assert reading(sayings, target) == target.statement


@pytest.mark.parametrize("kind", PLAIN)
def test_no_correction_makes_one_kind_into_another(sayings: Sayings, kind: str) -> None:
    target = said(sayings, kind)
    other = "IncidentReported" if kind != "IncidentReported" else "ShiftEnded"
    for word in (other, kind, None, "Apa"):
        declared = amended(sayings, target, {"kind": word})
        assert sayings.context.corrections.why_not(declared.leaf) == "not-understood"
    assert reading(sayings, target) == target.statement


@pytest.mark.parametrize("kind", PLAIN)
def test_whatever_a_correction_says_it_has_force_or_a_reason_why_not(
    sayings: Sayings, kind: str
) -> None:
    target = said(sayings, kind)
    assert not isinstance(target.statement, NotUnderstood)
    for name in target.statement.__struct_encode_fields__:
        for value in ODD:
            in_force = sayings.context.corrections.amendment(target.leaf, sayings.now)
            replaces = in_force.said.leaf if in_force else None
            declared = amended(sayings, target, {name: value}, replaces=replaces)
            why = sayings.context.corrections.why_not(declared.leaf)
            newest = sayings.context.corrections.amendment(target.leaf, sayings.now)
            assert (why is None) == (newest is not None and newest.said.leaf == declared.leaf)


@pytest.mark.parametrize("kind", PLAIN)
def test_of_two_branches_on_one_target_the_second_has_no_force(sayings: Sayings, kind: str) -> None:
    target = said(sayings, kind)
    first = amended(sayings, target)
    second = amended(sayings, target, {"at": "2024-11-25T14:00:00+07:00"})

    corrections = sayings.context.corrections
    assert (corrections.why_not(first.leaf), corrections.why_not(second.leaf)) == (None, "replaces")
    assert reading(sayings, target) is None


@pytest.mark.parametrize("kind", ["CorrectionDeclared", "AnnulmentDeclared", "Endorsed"])
def test_an_amendment_or_endorsement_is_amended_by_nothing(sayings: Sayings, kind: str) -> None:
    target = sayings.say(STORE, kind)
    for changes in (None, {"at": "2024-11-25T14:00:00+07:00"}):
        declared = amended(sayings, target, changes)
        assert sayings.context.corrections.why_not(declared.leaf) == "amendment"
    assert reading(sayings, target) == target.statement


@pytest.mark.parametrize("kind", PLAIN)
def test_an_amendment_of_an_unknown_or_misnamed_leaf_waits_with_a_reason(
    sayings: Sayings, kind: str
) -> None:
    target = said(sayings, kind)
    other = "ShiftEnded" if kind != "ShiftEnded" else "AccessDenied"
    for fields in ({"target": leaf("nowhere")}, {"target_kind": other}):
        declared = amended(sayings, target, **fields)
        assert sayings.context.corrections.why_not(declared.leaf) == "target"
    assert reading(sayings, target) == target.statement


def test_amendments_that_name_one_another_have_no_force(sayings: Sayings) -> None:
    """No hash names a leaf that names it; so a circle is made of leaves that are not there yet."""
    one = sayings.draft(STORE, "CorrectionDeclared")
    named: dict[str, Any] = {
        "target_kind": "CorrectionDeclared",
        "changes": {"count": 1},
        "replaces": None,
    }
    two = sayings.say(STORE, "CorrectionDeclared", **named | {"target": one.leaf})
    one = sayings.hear(
        structs.replace(one, statement=golden("CorrectionDeclared", **named, target=two.leaf))
    )
    for declared in (one, two):
        sayings.endorse(PPK, declared)
        assert sayings.context.corrections.why_not(declared.leaf) == "amendment"
        assert reading(sayings, declared) == declared.statement
