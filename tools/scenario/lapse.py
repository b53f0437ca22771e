"""Lapses in the stores and on the posts: each of them is to be found, and nothing else.

The wrong hall, a door opened unseen, somebody alone among the goods, a refused visitor let in, a
blind camera, a wrong count, a box at two places, one photograph for two boxes, and a code scanned
far away.
"""

from typing import Final

from domain.access import AccessDenied
from domain.inspection import InspectionRecorded
from domain.seal import BoxSeen, SealVerified
from domain.statement import CheckItem, Position
from domain.store import StockCounted, StoreClosed, StoreOpened
from tools.scenario.area import KPU_OFFICE, POSITION, STORE
from tools.scenario.cast import CLERKS, KPU_UNIT, LOGISTIK, OPERATIONS
from tools.scenario.check import changes
from tools.scenario.clock import wib
from tools.scenario.document import document
from tools.scenario.guard import Watch
from tools.scenario.phone import Phone
from tools.scenario.plot import Planted, Why
from tools.scenario.stage import Scene, Stage
from tools.scenario.store import Door
from tools.scenario.visit import enters, leaves, reports

HALL: Final = "16.08/AULA"
"""Where nobody has found goods to be safe."""
BOOTHS: Final = "bilik"

_AWAY: Final = 2_000_000
"""Micro-degrees: some 220 km."""


def lapses(stage: Stage, watches: dict[str, Watch], doors: dict[str, Door]) -> None:
    """Start everything that goes wrong with places."""
    store = watches[STORE]
    stage.start(_hall(stage), wib("2024-11-22 10:00"))
    stage.start(_unseen(stage, doors[STORE]), wib("2024-11-23 21:00"))
    stage.start(_alone(doors[STORE]), wib("2024-11-24 05:30"))
    stage.start(_refused(stage, watches[KPU_OFFICE]), wib("2024-11-22 18:20"))
    stage.start(_blind(store), wib("2024-11-24 03:30"))
    stage.start(_booths(stage), wib("2024-11-21 15:00"))
    stage.start(_two_places(stage), wib("2024-11-25 20:00"))
    stage.start(_copied(stage), wib("2024-11-26 09:00"))
    stage.start(_far_away(stage, store), wib("2024-11-22 16:30"))


def _hall(stage: Stage) -> Scene:
    yield from _count(stage, HALL, stage.phone(LOGISTIK), (120, 120))
    stage.plot.plant(Planted("R13", "gudang", HALL, stage.told[HALL].leaf, _HALL))


def _booths(stage: Stage) -> Scene:
    """Count one booth fewer than the papers say."""
    count = 4 * len(stage.area.stations)
    yield from _count(stage, STORE, stage.phone(CLERKS[0]), (count - 1, count))
    stock = f"{KPU_UNIT}:{BOOTHS}"
    stage.plot.plant(Planted("R30", "stok", stock, stage.told[STORE].leaf, _BOOTHS))


def _count(stage: Stage, place: str, phone: Phone, counts: tuple[int, int]) -> Scene:
    stage.told[place] = phone.says(
        StockCounted(
            at=stage.at,
            place=place,
            holder=KPU_UNIT,
            item=BOOTHS,
            counted=counts[0],
            expected=counts[1],
        )
    )
    yield stage.later(5)
    stage.phone(OPERATIONS).endorses(stage.told[place], "saksi")


def _unseen(stage: Stage, door: Door) -> Scene:
    """Open the door in the evening with nobody let in and nobody named."""
    phone = stage.phone(LOGISTIK)
    opened = phone.says(
        StoreOpened(
            at=stage.at, place=STORE, door=door.name, seals=door.seals, reason="pemeriksaan"
        )
    )
    stage.plot.plant(Planted("R15", "gudang", STORE, opened.leaf, _UNSEEN))
    yield stage.later(4)
    door.watch.on_duty.endorses(opened, "saksi")
    yield stage.later(15)
    door.seals = (f"gembok:{STORE}",)
    closed = phone.says(
        StoreClosed(at=stage.at, of=opened.leaf, place=STORE, door=door.name, seals=door.seals)
    )
    yield stage.later(4)
    door.watch.on_duty.endorses(closed, "saksi")


def _alone(door: Door) -> Scene:
    """Let a clerk be alone among the goods for ten minutes."""
    stage = door.stage
    opened = door.opens("pemeriksaan", is_alone=True)
    stage.plot.plant(Planted("R17", "gudang", STORE, opened.leaf, _ALONE))
    yield stage.later(3)
    door.watch.on_duty.endorses(opened, "saksi")
    yield stage.later(7)
    closed = door.closes(opened, door.new_seals())
    yield stage.later(3)
    door.watch.on_duty.endorses(closed, "saksi")


def _refused(stage: Stage, watch: Watch) -> Scene:
    """Refuse somebody whom the next team lets in."""
    visit = reports(stage, watch)
    yield stage.later(3)
    watch.on_duty.says(
        AccessDenied(at=stage.at, of=visit.leaf, place=watch.post, reason="tanpa_identitas")
    )
    yield stage.later(120)
    again = reports(stage, watch, again=visit)
    yield stage.later(3)
    yield from enters(stage, watch, again, "kantor")
    granted = stage.told["masuk"]
    stage.plot.plant(Planted("R16", "pos", watch.post, granted.leaf, _REFUSED))
    yield stage.later(30)
    leaves(stage, watch, again)


def _blind(watch: Watch) -> Scene:
    """Let a camera be down for fifty minutes at night, and nobody walk past."""
    stage = watch.stage
    down = changes(watch, "cctv-03", "mati")
    stage.plot.plant(Planted("R22", "alat", watch.post, down.leaf, _BLIND))
    yield stage.later(50)
    changes(watch, "cctv-03", "hidup")


def _copied(stage: Stage) -> Scene:
    """Show one photograph for two boxes."""
    district = stage.area.districts[0]
    photo = document("foto segel")
    seen = tuple(
        BoxSeen(box=box, utuh=stage.seals.on(box, "gudang"), photo=photo)
        for box in district.sums[:2]
    )
    told = stage.speaker(district.unit).says(
        SealVerified(at=stage.at, place=district.place, boxes=seen)
    )
    stage.plot.plant(Planted("R31", "foto", photo, told.leaf, _COPIED))
    yield from ()


def _two_places(stage: Stage) -> Scene:
    """Let a clerk state to see a box in the warehouse that the farthest PPK holds."""
    district = max(stage.area.districts, key=lambda one: one.travel)
    box = district.sums[0]
    seen = stage.seals.seen((box,), "gudang")
    stage.phone(CLERKS[0]).says(SealVerified(at=stage.at, place=STORE, boxes=seen))
    yield stage.later(5)
    told = stage.speaker(district.unit).says(
        SealVerified(at=stage.at, place=district.place, boxes=seen)
    )
    stage.plot.plant(Planted("R03", "kotak", box, told.leaf, _TWO_PLACES))


def _far_away(stage: Stage, watch: Watch) -> Scene:
    """Let a guard's phone say that it is far from the place that it speaks of."""
    latitude, longitude = POSITION
    told = watch.on_duty.says(
        InspectionRecorded(
            at=stage.at,
            here=Position(latitude=latitude + _AWAY, longitude=longitude, accuracy=20),
            place=watch.post,
            template="kunci",
            items=(CheckItem(item="gembok", result="baik"),),
        )
    )
    stage.plot.plant(Planted("R32", "lokasi", watch.post, told.leaf, _AWAY_FROM_IT))
    yield from ()


_HALL: Final = Why(
    "Bilik suara disimpan di aula yang belum dinyatakan layak.",
    "Voting booths were kept in a hall that nobody had found fit.",
)
_BOOTHS: Final = Why(
    "Satu bilik kurang daripada menurut catatan.",
    "One booth fewer than by the papers.",
)
_UNSEEN: Final = Why(
    "Pintu gudang dibuka malam hari tanpa tamu dan tanpa petugas yang disebut.",
    "The door was opened in the evening with no visitor let in and nobody named.",
)
_ALONE: Final = Why(
    "Petugas gudang sendirian di ruang barang selama sepuluh menit.",
    "A clerk was alone among the goods for ten minutes.",
)
_REFUSED: Final = Why(
    "Tamu yang ditolak diizinkan masuk oleh regu berikutnya.",
    "A visitor who was refused was let in by the next team.",
)
_TWO_PLACES: Final = Why(
    "Satu kotak dinyatakan di gudang dan lima menit kemudian di PPK yang terjauh.",
    "A box was stated to be in the warehouse, and five minutes later at the farthest PPK.",
)
_BLIND: Final = Why(
    "Kamera mati lima puluh menit tanpa patroli.",
    "A camera was down for fifty minutes without a patrol.",
)
_COPIED: Final = Why(
    "Satu foto dipakai untuk dua kotak.",
    "One photograph was shown for two boxes.",
)
_AWAY_FROM_IT: Final = Why(
    "HP menyebut diri jauh dari gudang yang diperiksa.",
    "The phone stated to be far from the warehouse it spoke of.",
)
