"""The catalogue: every kind of statement, how to read one, and who may say it with force.

`read` never fails: a body that is not understood comes back as `NotUnderstood` with the reason
and stays in the log as it is.  A field that a kind does not know is listed by `unknown_fields`
and the rest counts.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, Literal, TypeAlias

import msgspec

from domain.access import AccessDenied, AccessExited, AccessGranted, VisitorReported
from domain.amendment import AnnulmentDeclared, CorrectionDeclared
from domain.box import BoxOpened, ItemRegistered
from domain.canonical import Fault, body_fault, decode, encode as encode_canonical
from domain.consignment import (
    ConsignmentArrived,
    ConsignmentDispatched,
    HandoverAccepted,
    HandoverOffered,
    HandoverRefused,
)
from domain.endorsement import Endorsed
from domain.incident import IncidentReported
from domain.inspection import InspectionRecorded
from domain.kind import KINDS
from domain.operation import OperationOpened, OrganisationRegistered, PhaseChanged
from domain.person import PersonEnrolled, RoleGranted, RoleRevoked
from domain.place import PlaceAccepted, PlaceRegistered
from domain.plan import AssignmentMade, PlanSet
from domain.seal import SealApplied, SealBroken, SealIssued, SealVerified
from domain.shift import ShiftAccepted, ShiftEnded, ShiftHandedOver, ShiftStarted
from domain.statement import Record

__all__ = [
    "KINDS",
    "NotUnderstood",
    "Statement",
    "WhyNot",
    "encode",
    "read",
    "schemas",
    "unknown_fields",
]

Statement: TypeAlias = (
    OperationOpened
    | PhaseChanged
    | OrganisationRegistered
    | PlaceRegistered
    | PlaceAccepted
    | PersonEnrolled
    | RoleGranted
    | RoleRevoked
    | PlanSet
    | AssignmentMade
    | ShiftStarted
    | ShiftHandedOver
    | ShiftAccepted
    | ShiftEnded
    | VisitorReported
    | AccessGranted
    | AccessDenied
    | AccessExited
    | InspectionRecorded
    | ItemRegistered
    | SealIssued
    | SealApplied
    | SealVerified
    | SealBroken
    | ConsignmentDispatched
    | ConsignmentArrived
    | HandoverOffered
    | HandoverAccepted
    | HandoverRefused
    | BoxOpened
    | IncidentReported
    | Endorsed
    | CorrectionDeclared
    | AnnulmentDeclared
)
"""One tagged union; the tag stands under `kind`."""

WhyNot = Fault | Literal["unknown-kind", "fields"]
"""Not canonical (and how), a kind that is not in the catalogue, or fields that do not fit it."""


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """A body that is kept whole and folded by nobody."""

    reason: WhyNot
    kind: str | None = None
    """As the body says, where it says so."""
    detail: str = ""
    """Where it did not fit, in English, for the author of the app."""


def read(body: bytes) -> Statement | NotUnderstood:
    """Read one body; what cannot be understood is an answer, not an error.

    A body with its fields in the catalogue's order is checked by writing it again; any other
    takes the longer way over every value.
    """
    try:
        statement: Statement = _DECODE(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        return _not_understood(body, error)
    if _ENCODE(statement) == body and type(statement) is not CorrectionDeclared:
        return statement
    fault = body_fault(body)
    return statement if fault is None else NotUnderstood(fault, type(statement).__name__)


def encode(statement: Statement) -> bytes:
    """Write a statement as the canonical body to sign.

    Raises:
        ValueError: A correction holds a value that has no canonical form.
    """
    if type(statement) is CorrectionDeclared:
        return encode_canonical(statement)
    return _ENCODE(statement)


def unknown_fields(body: bytes, statement: Statement) -> tuple[str, ...]:
    """List the fields of a body that its kind does not know, such as `boxes[2].colour`."""
    if _ENCODE(statement) == body:
        return ()
    return tuple(_unknown(decode(body), statement, ""))


def schemas() -> dict[str, Any]:
    """Return a JSON Schema (2020-12) of every kind and part, by name."""
    types = [kind.statement for kind in KINDS.values()]
    return msgspec.json.schema_components(types, ref_template="#/components/schemas/{name}")[1]


def _not_understood(body: bytes, error: Exception) -> NotUnderstood:
    if fault := body_fault(body):
        return NotUnderstood(fault)
    kind = decode(body).get("kind")
    kind = kind if isinstance(kind, str) else None
    return NotUnderstood("fields" if kind in KINDS else "unknown-kind", kind, str(error))


def _unknown(raw: object, read_as: object, where: str) -> Iterator[str]:
    """Walk the JSON value beside what it was read as."""
    if isinstance(raw, dict) and isinstance(read_as, Record):
        names = dict(zip(read_as.__struct_encode_fields__, read_as.__struct_fields__, strict=True))
        for name, value in raw.items():
            if name in names:
                yield from _unknown(value, getattr(read_as, names[name]), f"{where}{name}.")
            elif where or name != "kind":
                yield f"{where}{name}"
    elif isinstance(raw, list) and isinstance(read_as, tuple):
        for index, (value, item) in enumerate(zip(raw, read_as, strict=True)):
            yield from _unknown(value, item, f"{where[:-1]}[{index}].")


_DECODE: Final = msgspec.json.Decoder(Statement).decode
_ENCODE: Final = msgspec.json.Encoder().encode
