"""What the project knows about a kind of statement beside its fields.

*Observations* always count: a box with a wrong seal has still arrived, whoever says so.  *Acts of
authority* are kept from anyone but count only if the signer held the authority at that leaf.
Some kinds need a second person; most of them count at once and a rule speaks when the second
signature stays away, a few (`waits`) do not count before it is there.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from domain.access import AccessDenied, AccessExited, AccessGranted, VisitorReported
from domain.amendment import AnnulmentDeclared, CorrectionDeclared
from domain.box import BoxOpened, ItemRegistered
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
from domain.operation import OperationOpened, OrganisationRegistered, PhaseChanged
from domain.person import PersonEnrolled, RoleGranted, RoleRevoked
from domain.place import PlaceAccepted, PlaceRegistered
from domain.plan import AssignmentMade, PlanSet
from domain.role import (
    CARRIERS,
    COMMAND,
    GUARDS,
    HOLDERS,
    KPU,
    KPU_REGISTRAR,
    POLRI_REGISTRAR,
    REGISTRARS,
    STORE,
    SUPERVISORS,
)
from domain.seal import SealApplied, SealBroken, SealIssued, SealVerified
from domain.shift import ShiftAccepted, ShiftEnded, ShiftHandedOver, ShiftStarted
from domain.statement import Stated, Visibility

Force = Literal["pengamatan", "kewenangan"]
"""Observation, or act of authority."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One entry of the catalogue."""

    statement: type[Stated]
    label: str
    """What people call it, in Indonesian."""
    english: str
    roles: frozenset[str]
    """Who may say it with force; for an observation, who is expected to (rule R28)."""
    force: Force = "pengamatan"
    completed_by: tuple[str, ...] = ()
    """The kinds by which the second person answers; empty where one signature is enough."""
    waits: bool = False
    """Without the second signature it has no force at all."""
    sealed: Mapping[str, Visibility] = field(default_factory=dict)
    """The class of each field that may be sealed; every other field is `publik`."""

    @property
    def name(self) -> str:
        """The word under `kind` in the body."""
        return self.statement.__name__

    @property
    def is_act(self) -> bool:
        """Tell whether it needs authority to count."""
        return self.force == "kewenangan"

    def needs_second(self, statement: Stated) -> bool:
        """Tell whether this statement needs a second person: some do only for the goods zone."""
        if isinstance(statement, AccessGranted):
            return statement.zone == "barang"
        return bool(self.completed_by)

    def visibility(self, name: str) -> Visibility:
        """Return who may read a field."""
        return self.sealed.get(name, "publik")


_GRANTERS: Final = (
    REGISTRARS | KPU | {"ppk", "pps", "kapolres", "kabag_ops", "bawaslu", "panwascam"}
)
_NOTE: Final[dict[str, Visibility]] = {"note": "pengawas"}
_SECOND: Final = ("Endorsed",)

KINDS: Final[dict[str, Kind]] = {
    kind.name: kind
    for kind in (
        Kind(
            OperationOpened,
            "operasi dibuka",
            "operation opened",
            frozenset({KPU_REGISTRAR}),
            force="kewenangan",
            completed_by=_SECOND,
            waits=True,
        ),
        Kind(
            PhaseChanged,
            "tahapan berganti",
            "phase changed",
            KPU | {KPU_REGISTRAR},
            force="kewenangan",
        ),
        Kind(
            OrganisationRegistered,
            "organisasi didaftarkan",
            "organisation registered",
            REGISTRARS,
            force="kewenangan",
        ),
        Kind(
            PlaceRegistered,
            "tempat didaftarkan",
            "place registered",
            KPU | COMMAND | REGISTRARS,
            force="kewenangan",
        ),
        Kind(
            PlaceAccepted,
            "tempat dinyatakan layak",
            "place accepted",
            KPU | STORE | {"ppk"} | REGISTRARS,
            force="kewenangan",
            completed_by=_SECOND,
            waits=True,
        ),
        Kind(
            PersonEnrolled,
            "petugas didaftarkan",
            "person enrolled",
            _GRANTERS,
            force="kewenangan",
            sealed={"identity": "pribadi"},
        ),
        Kind(
            RoleGranted,
            "peran diberikan",
            "role granted",
            _GRANTERS,
            force="kewenangan",
        ),
        Kind(
            RoleRevoked,
            "peran dicabut",
            "role revoked",
            _GRANTERS,
            force="kewenangan",
            sealed=_NOTE,
        ),
        Kind(
            PlanSet,
            "rencana ditetapkan",
            "plan set",
            KPU | COMMAND | {KPU_REGISTRAR, POLRI_REGISTRAR},
            force="kewenangan",
        ),
        Kind(
            AssignmentMade,
            "penugasan",
            "assignment made",
            KPU | COMMAND | {"bawaslu"} | REGISTRARS,
            force="kewenangan",
            sealed={"roll": "tunda"},
        ),
        Kind(
            ShiftStarted,
            "jaga dimulai",
            "watch started",
            GUARDS | COMMAND,
            sealed={"present": "tunda", "members": "tunda"},
        ),
        Kind(
            ShiftHandedOver,
            "jaga diserahkan",
            "watch handed over",
            GUARDS | COMMAND,
            completed_by=("ShiftAccepted",),
            sealed=_NOTE,
        ),
        Kind(
            ShiftAccepted,
            "jaga diterima",
            "watch accepted",
            GUARDS | COMMAND,
            sealed={"present": "tunda", "members": "tunda", "note": "pengawas"},
        ),
        Kind(
            ShiftEnded,
            "jaga diakhiri",
            "watch ended",
            GUARDS | COMMAND,
        ),
        Kind(
            VisitorReported,
            "tamu melapor",
            "visitor reported",
            GUARDS | COMMAND,
            sealed={"visitor": "pribadi", "note": "pengawas"},
        ),
        Kind(
            AccessGranted,
            "tamu masuk",
            "access granted",
            GUARDS | COMMAND,
            completed_by=_SECOND,
            sealed={"visitor": "pribadi"},
        ),
        Kind(
            AccessDenied,
            "tamu ditolak",
            "access denied",
            GUARDS | COMMAND,
            sealed=_NOTE,
        ),
        Kind(
            AccessExited,
            "tamu keluar",
            "visitor left",
            GUARDS | COMMAND,
            sealed=_NOTE,
        ),
        Kind(
            InspectionRecorded,
            "pemeriksaan dicatat",
            "inspection recorded",
            GUARDS | COMMAND | HOLDERS | SUPERVISORS,
            sealed=_NOTE,
        ),
        Kind(
            ItemRegistered,
            "kotak didaftarkan",
            "box registered",
            KPU | STORE,
        ),
        Kind(
            SealIssued,
            "segel diserahkan dari stok",
            "seals issued",
            KPU | STORE,
            force="kewenangan",
            completed_by=_SECOND,
        ),
        Kind(
            SealApplied,
            "segel dipasang",
            "seal applied",
            HOLDERS,
            completed_by=_SECOND,
        ),
        Kind(
            SealVerified,
            "segel diperiksa",
            "seal verified",
            HOLDERS | GUARDS | COMMAND | SUPERVISORS,
            sealed=_NOTE,
        ),
        Kind(
            SealBroken,
            "segel dibuka",
            "seal broken",
            HOLDERS,
            completed_by=_SECOND,
            sealed=_NOTE,
        ),
        Kind(
            ConsignmentDispatched,
            "kiriman berangkat",
            "consignment dispatched",
            HOLDERS,
            completed_by=_SECOND,
            sealed={"driver": "pribadi"},
        ),
        Kind(
            ConsignmentArrived,
            "kiriman tiba",
            "consignment arrived",
            HOLDERS | GUARDS | COMMAND | CARRIERS,
            sealed=_NOTE,
        ),
        Kind(
            HandoverOffered,
            "serah terima ditawarkan",
            "handover offered",
            HOLDERS,
            completed_by=("HandoverAccepted", "HandoverRefused"),
            sealed=_NOTE,
        ),
        Kind(
            HandoverAccepted,
            "serah terima diterima",
            "handover accepted",
            HOLDERS,
            sealed=_NOTE,
        ),
        Kind(
            HandoverRefused,
            "serah terima ditolak",
            "handover refused",
            HOLDERS,
            sealed=_NOTE,
        ),
        Kind(
            BoxOpened,
            "kotak dibuka",
            "box opened",
            HOLDERS,
            completed_by=_SECOND,
            sealed=_NOTE,
        ),
        Kind(
            IncidentReported,
            "kejadian dilaporkan",
            "incident reported",
            frozenset(),
            sealed={"persons": "pribadi", "note": "pengawas"},
        ),
        Kind(
            Endorsed,
            "pengesahan",
            "endorsed",
            frozenset(),
            sealed=_NOTE,
        ),
        Kind(
            CorrectionDeclared,
            "pembetulan",
            "correction declared",
            frozenset(),
            force="kewenangan",
            completed_by=_SECOND,
            waits=True,
            sealed=_NOTE,
        ),
        Kind(
            AnnulmentDeclared,
            "pembatalan",
            "annulment declared",
            frozenset(),
            force="kewenangan",
            completed_by=_SECOND,
            waits=True,
            sealed=_NOTE,
        ),
    )
}
