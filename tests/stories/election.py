"""A small election on a real ledger: one desa, one TPS, one box, and everybody on its way.

Whoever acts signs with a device of their own; what is known is asked of the projections.
"""

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from domain.finding import Finding
from domain.journey import Box
from ledger.application import Ledger
from ledger.tlog.text import to_base64
from projections import custody, findings
from projections.directory import Projections
from tests.support.device import Device
from tests.support.practice import NOW, Practice, practice
from tests.support.server import Desk, desk

BOX: Final = "16.08.05.2003-TPS007-GUB"

STORE, PPK, PPS, KPPS, PTPS = (
    "16.08/kpu/gudang-01",
    "16.08.05/ppk-01",
    "16.08.05.2003/pps-01",
    "16.08.05.2003/kpps-007",
    "16.08.05.2003/ptps-007",
)
ESCORT: Final = "16.08/polri/kawal-01"
"""The devices."""

UNIT: Final = {
    STORE: "16.08/kpu",
    PPK: "16.08.05/ppk",
    PPS: "16.08.05.2003/pps",
    KPPS: "16.08.05.2003/kpps-007",
    ESCORT: "16.08/polri",
    PTPS: "16.08.05.2003/ptps-007",
}
PLACE: Final = {
    STORE: "16.08/GDG-01",
    PPK: "16.08.05/PPK",
    PPS: "16.08.05.2003/PPS",
    KPPS: "16.08.05.2003/TPS-007",
}
_ROLES: Final = (
    (STORE, "petugas_gudang", "16.08", 0),
    (PPK, "ppk", "16.08.05", 0),
    (PPS, "pps", "16.08.05.2003", 0),
    (KPPS, "kpps", "16.08.05.2003/TPS-007", 0),
    (ESCORT, "anggota_jaga", "16.08", 1),
    (PTPS, "ptps", "16.08.05.2003/TPS-007", 2),
)
_KINDS: Final = {STORE: "gudang", PPK: "ppk", PPS: "pps", KPPS: "tps"}
_PHASES: Final = ("persiapan", "distribusi", "pemungutan", "pengembalian")


@dataclass
class Election:
    """What people do to the box, and what is known of it then."""

    place: Practice
    projections: Projections
    devices: dict[str, Device] = field(default_factory=dict)
    at: str = ""
    """The time by everybody's clock."""

    def now(self, moment: str) -> None:
        """Let it be `26 14:00`: a day of November 2024, in OKU Timur."""
        day, _, hour = moment.partition(" ")
        self.at = f"2024-11-{day}T{hour}:00+07:00"

    def says(self, who: str, kind: str, **fields: Any) -> str:
        """Let somebody sign a statement and hand it in; return its leaf hash in base64."""
        device = self.devices[who]
        self.place.shows(device)
        fields = {name.removesuffix("_"): value for name, value in fields.items()}
        self.place.takes(device.says({"kind": kind, "at": self.at, **fields}))
        return to_base64(device.head)

    def endorsed(self, who: str, leaf: str, kind: str) -> str:
        """Let a second person stand by a statement."""
        self.says(who, "Endorsed", of=leaf, of_kind=kind)
        return leaf

    def packs(self, who: str, *ties: str) -> None:
        """Let the warehouse register the box and close it before a witness."""
        place = PLACE[who]
        item = {"box": BOX, "box_kind": "kotak_suara", "election": "GUB"}
        self.says(who, "ItemRegistered", holder=UNIT[who], place=place, items=[item])
        self.seals(who, *ties, witness=ESCORT)

    def seals(self, who: str, *ties: str, witness: str = PTPS) -> None:
        """Let somebody put ties on the box."""
        boxes = [{"box": BOX, "seals": ties}]
        leaf = self.says(who, "SealApplied", place=PLACE[who], boxes=boxes)
        self.endorsed(witness, leaf, "SealApplied")

    def opens(self, who: str, purpose: str, *ties: str) -> None:
        """Let somebody open the box before the supervisor of the TPS."""
        witnesses = [{"side": "bawaslu", "person": f"p {PTPS}"}]
        leaf = self.says(
            who, "BoxOpened", boxes=[BOX], place=PLACE[who], purpose=purpose,
            witnesses=witnesses, seals=ties,
        )  # fmt: skip
        self.endorsed(PTPS, leaf, "BoxOpened")

    def sends(self, giver: str, receiver: str, *, until: str) -> str:
        """Let the box leave under escort."""
        day, _, hour = until.partition(" ")
        leaf = self.says(
            giver, "ConsignmentDispatched", consignment=f"{giver} {receiver}",
            from_=UNIT[giver], to=UNIT[receiver], origin=PLACE[giver],
            destination=PLACE[receiver], boxes=[BOX], count=1,
            eta=f"2024-11-{day}T{hour}:00+07:00", escort=UNIT[ESCORT],
        )  # fmt: skip
        return self.endorsed(ESCORT, leaf, "ConsignmentDispatched")

    def offers(self, giver: str, receiver: str, *, until: str) -> str:
        """Let the giver say that the box can be fetched."""
        day, _, hour = until.partition(" ")
        return self.says(
            giver, "HandoverOffered", from_=UNIT[giver], to=UNIT[receiver],
            place=PLACE[receiver], boxes=[BOX], count=1, eta=f"2024-11-{day}T{hour}:00+07:00",
        )  # fmt: skip

    def accepts(
        self, giver: str, receiver: str, of: str, *ties: str, consignment: str | None = None
    ) -> None:
        """Let the receiver take the box with the ties it sees on it."""
        self.says(
            receiver, "HandoverAccepted", of=of, from_=UNIT[giver], to=UNIT[receiver],
            place=PLACE[receiver], boxes=[{"box": BOX, "utuh": ties}], count=1,
            **({"consignment": consignment} if consignment else {}),
        )  # fmt: skip

    def turns(self, before: str, phase: str) -> None:
        """Let the operation pass to its next phase."""
        self.says("16.08/kpu", "PhaseChanged", operation="pilkada-2024", from_=before, to=phase)

    def box(self, as_of: int | None = None) -> Box:
        """Return what is known of the box, now or as of a leaf."""
        self.projections.catch_up()
        with self.projections.view(as_of) as view:
            version = custody.box(view, BOX)
            assert version is not None
            return version.state

    def found(self, moment: str) -> list[Finding]:
        """Return what did not fit, as of a stated time."""
        self.projections.catch_up()
        day, _, hour = moment.partition(" ")
        at = datetime.fromisoformat(f"2024-11-{day}T{hour}:00+07:00")
        with self.projections.view() as view:
            return [one.finding for one in findings.listed(view, at).items]


@contextmanager
def election(folder: Path) -> Iterator[Election]:
    """Open an operation with everybody enrolled, in the phase of preparation."""
    with practice(folder) as place:
        tree = place.ledger.tree
        with closing(Projections.open(folder, tree, lambda: NOW)) as projections:
            made = Election(place, projections)
            _opened(made)
            yield made


def _opened(made: Election) -> None:
    made.devices |= {one.name: one for one in made.place.founders.registrars}
    made.now("01 08:00")
    opened = made.says(
        "16.08/kpu", "OperationOpened", operation="pilkada-2024", name="Pilkada 2024 (latihan)",
        elections=["GUB"], area="16.08", phases=_PHASES,
    )  # fmt: skip
    made.endorsed("16.08/polri", opened, "OperationOpened")
    made.says("16.08/kpu", "PhaseChanged", operation="pilkada-2024", to="persiapan")
    for who, role, scope, registrar in _ROLES:
        _enrolled(made, who, role, scope, registrar)
    for who, kind in _KINDS.items():
        made.says(
            "16.08/kpu", "PlaceRegistered", place=PLACE[who], place_kind=kind, name=PLACE[who],
            unit=UNIT[who],
        )  # fmt: skip
    fit = made.says("16.08/kpu", "PlaceAccepted", place=PLACE[STORE], checklist=[])
    made.endorsed("16.08/polri", fit, "PlaceAccepted")


def _enrolled(made: Election, who: str, role: str, scope: str, registrar: int) -> None:
    (made.devices[who],) = made.place.enrols(who, by=registrar)
    signer, person, unit = made.place.founders.registrars[registrar].name, f"p {who}", UNIT[who]
    made.says(signer, "PersonEnrolled", person=person, unit=unit, journals=[who])
    made.says(signer, "RoleGranted", person=person, role=role, unit=unit, scope=scope)


def rules(found: Sequence[Finding]) -> list[tuple[str, str]]:
    """Return rule and subject of each finding."""
    return sorted((one.rule, one.subject) for one in found)


@contextmanager
def warehouse(folder: Path, *ties: str) -> Iterator[Desk]:
    """Serve an election that has begun: one box, sealed with these, stands in the warehouse."""
    with election(folder) as made:
        made.now("20 10:00")
        made.packs(STORE, *ties)
    with serving(made) as served:
        yield served


@contextmanager
def serving(made: Election, now: int = NOW) -> Iterator[Desk]:
    """Serve an election that its people have left; its ledger is closed again afterwards."""
    place = made.place
    place.ledger = Ledger.open(place.path, lambda: now)
    try:
        with desk(place, now=now) as served:
            yield served
    finally:
        place.ledger.close()
