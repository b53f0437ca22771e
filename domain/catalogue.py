"""The catalogue: every kind of statement, how to read one, and who may say it with force.

`read` never fails: a body that is not understood comes back as `NotUnderstood` with the reason
and stays in the log as it is.  A field that a kind does not know is listed by `unknown_fields`
and the rest counts.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, Literal, TypeAlias

import msgspec

from domain import (
    access,
    activity,
    amendment,
    box,
    consignment,
    deployment,
    discrepancy,
    endorsement,
    equipment,
    escort,
    evidence,
    incident,
    inspection,
    neutrality,
    observation,
    operation,
    order,
    oversight,
    person,
    place,
    plan,
    policy,
    post,
    seal,
    shift,
    situation,
    store,
    supply,
)
from domain.amendment import CorrectionDeclared
from domain.canonical import Fault, body_fault, decode, encode as encode_canonical
from domain.kind import Kind
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

KINDS: Final[dict[str, Kind]] = {
    kind.name: kind
    for kinds in (
        operation.KINDS,
        place.KINDS,
        person.KINDS,
        policy.KINDS,
        plan.KINDS,
        order.KINDS,
        deployment.KINDS,
        post.KINDS,
        shift.KINDS,
        access.KINDS,
        inspection.KINDS,
        equipment.KINDS,
        store.KINDS,
        supply.KINDS,
        box.KINDS,
        seal.KINDS,
        escort.KINDS,
        consignment.KINDS,
        discrepancy.KINDS,
        incident.KINDS,
        situation.KINDS,
        activity.KINDS,
        neutrality.KINDS,
        observation.KINDS,
        oversight.KINDS,
        evidence.KINDS,
        endorsement.KINDS,
        amendment.KINDS,
    )
    for kind in kinds
}
"""Every kind by its name."""

Statement: TypeAlias = (
    operation.OperationOpened
    | operation.OperationClosed
    | operation.PhaseChanged
    | operation.OrganisationRegistered
    | place.PlaceRegistered
    | place.PlaceAccepted
    | person.PersonEnrolled
    | person.RoleGranted
    | person.RoleRevoked
    | policy.PolicySet
    | plan.PlanSet
    | plan.AssignmentMade
    | order.OrderIssued
    | order.AssignmentAcknowledged
    | deployment.DeploymentShifted
    | post.PostEstablished
    | post.PostChecked
    | shift.ShiftStarted
    | shift.ShiftHandedOver
    | shift.ShiftAccepted
    | shift.ShiftEnded
    | access.VisitorReported
    | access.AccessGranted
    | access.AccessDenied
    | access.AccessExited
    | inspection.InspectionRecorded
    | equipment.EquipmentStatusChanged
    | store.StoreOpened
    | store.StoreClosed
    | store.BoxStored
    | store.StockCounted
    | supply.ConsignmentReceived
    | supply.SealStockReceived
    | box.ItemRegistered
    | box.BoxOpened
    | box.BoxPacked
    | box.ItemReplaced
    | box.ItemDestroyed
    | seal.SealIssued
    | seal.SealApplied
    | seal.SealVerified
    | seal.SealBroken
    | seal.SealReplaced
    | escort.EscortStarted
    | escort.EscortEnded
    | escort.TransitPointPassed
    | consignment.ConsignmentDispatched
    | consignment.ConsignmentArrived
    | consignment.HandoverOffered
    | consignment.HandoverAccepted
    | consignment.HandoverRefused
    | discrepancy.DiscrepancyDeclared
    | discrepancy.DiscrepancyResolved
    | incident.IncidentReported
    | incident.IncidentUpdated
    | incident.IncidentClosed
    | situation.SituationReported
    | activity.ActivitySecured
    | activity.DrillHeld
    | neutrality.NeutralityPledged
    | neutrality.NeutralityChecked
    | neutrality.NeutralityAlleged
    | neutrality.NeutralityRuled
    | neutrality.SanctionImposed
    | observation.ObservationFiled
    | oversight.FindingRaised
    | oversight.ResponseFiled
    | oversight.FindingClosed
    | oversight.FindingEscalated
    | evidence.EvidenceFiled
    | evidence.LateEntryDeclared
    | evidence.PersonalDataErased
    | evidence.PersonalDataRead
    | endorsement.Endorsed
    | amendment.CorrectionDeclared
    | amendment.AnnulmentDeclared
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
