"""Delivery: the last way, from the PPS to the KPPS, on the day before the vote.

It goes by hand: the KPPS fetches its boxes, says that it carries them and that they are there, and
accepts them before its supervisor.  Here boxes come late, unsealed, short or to the wrong place, at
the known national rates.
"""

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, TypeAlias

from domain.box import BoxOpened
from domain.consignment import (
    BoxRefused,
    ConsignmentArrived,
    ConsignmentDispatched,
    HandoverAccepted,
    HandoverOffered,
    HandoverRefused,
)
from domain.discrepancy import DiscrepancyDeclared, DiscrepancyResolved
from domain.seal import BoxSeen, SealApplied
from tools.scenario.area import Station, Village
from tools.scenario.clock import hours, wib
from tools.scenario.phone import Told
from tools.scenario.plot import Planted, Why
from tools.scenario.remedy import misses, replaces
from tools.scenario.stage import Scene, Stage

_OFFER_HOURS: Final = 3
"""How long a KPPS has to come for its boxes."""

_DAWN: Final = "2024-11-27 04:40"
"""When those who come late have their boxes."""


Carrying: TypeAlias = Generator[datetime, None, Told]
"""A scene that ends with how the boxes were sent."""


@dataclass(slots=True)
class Handover:
    """Boxes for one TPS, and who says what about them."""

    stage: Stage
    giver: str
    receiver: str
    """Units."""
    place: str
    consignment: str | None = None
    """Under which they go, where they are carried away."""

    def carries(self, name: str, origin: str, boxes: tuple[str, ...]) -> Told:
        """Let the giver state that boxes leave a place, in the receiver's hands."""
        stage, self.consignment = self.stage, name
        return stage.speaker(self.giver).says(
            ConsignmentDispatched(
                at=stage.at,
                consignment=name,
                from_=self.giver,
                to=self.receiver,
                origin=origin,
                destination=self.place,
                boxes=boxes,
                count=len(boxes),
                leg=name,
                eta=stage.stamp(stage.now + hours(_OFFER_HOURS)),
                carrier=self.receiver,
            )
        )

    def arrives(self, name: str, sent: Told, count: int) -> Told:
        """Let the receiver state that boxes are there."""
        stage = self.stage
        return stage.speaker(self.receiver).says(
            ConsignmentArrived(
                at=stage.at,
                consignment=name,
                of=sent.leaf,
                place=self.place,
                count=count,
            )
        )

    def offers(self, boxes: tuple[str, ...]) -> Told:
        """Let the giver offer boxes."""
        stage = self.stage
        return stage.speaker(self.giver).says(
            HandoverOffered(
                at=stage.at,
                from_=self.giver,
                to=self.receiver,
                place=self.place,
                boxes=boxes,
                count=len(boxes),
                eta=stage.stamp(stage.now + hours(_OFFER_HOURS)),
            )
        )

    def accepts(
        self, offer: Told | None, boxes: Sequence[BoxSeen], witnesses: tuple[str, ...] = ()
    ) -> Told:
        """Let the receiver take boxes, with what it saw on them."""
        stage = self.stage
        return stage.speaker(self.receiver).says(
            HandoverAccepted(
                at=stage.at,
                of=None if offer is None else offer.leaf,
                consignment=self.consignment,
                from_=self.giver,
                to=self.receiver,
                place=self.place,
                boxes=tuple(boxes),
                count=len(boxes),
                condition="baik",
                witnesses=witnesses,
            )
        )

    def refuses(self, offer: Told, box: str, reason: str) -> Told:
        """Let the receiver not take a box."""
        stage = self.stage
        return stage.speaker(self.receiver).says(
            HandoverRefused(
                at=stage.at,
                of=offer.leaf,
                consignment=self.consignment,
                from_=self.giver,
                to=self.receiver,
                place=self.place,
                boxes=(BoxRefused(box=box, reason=reason),),
            )
        )


def delivery(stage: Stage, village: Village, station: Station) -> Scene:
    """Hand the boxes of one TPS from the PPS to the KPPS, in whatever way it goes."""
    way = Handover(stage, village.unit, station.unit, station.place)
    match stage.plot.trouble(station):
        case "terlambat":
            yield from _late(way, station)
        case "kurang":
            yield from _short(way, station)
        case "tertukar":
            yield from _astray(way, station)
        case "dibuka_di_pps":
            yield from _opened(stage, village, station)
            yield from _in_time(way, station)
        case _:
            yield from _in_time(way, station)


def _in_time(way: Handover, station: Station) -> Scene:
    """Carry and accept within the hour; what was seen on the boxes may be odd."""
    sent = yield from _carried(way, station)
    yield way.stage.later(5, 25)
    before = way.stage.seals.seen(station.boxes, "gudang")
    first, why = _look(way.stage, station, before[0])
    accepted = way.accepts(sent, (first, *before[1:]), (station.watcher,))
    for rule, reason in why:
        way.stage.plot.plant(Planted(rule, "kotak", first.box, accepted.leaf, reason))
    match way.stage.plot.trouble(station):
        case "segel_beda":
            yield from replaces(way.stage, station, way.giver, accepted)
        case "tanpa_segel":
            yield from misses(way.stage, station, first.tidak_ada)
        case _:
            pass


def _carried(way: Handover, station: Station, count: int | None = None) -> Carrying:
    """Let boxes leave and be there; `count`: how many are, if not all."""
    sent = yield from _leaves(way, station)
    yield way.stage.later(15, 55)
    way.arrives(_name(station), sent, len(station.boxes) if count is None else count)
    return sent


def _leaves(way: Handover, station: Station) -> Carrying:
    """Let boxes leave the PPS; whoever carries them stands by it."""
    sent = way.carries(_name(station), f"{station.desa}/PPS", station.boxes)
    yield way.stage.later(2, 6)
    way.stage.speaker(way.receiver).endorses(sent, "pengangkut")
    return sent


def _name(station: Station) -> str:
    """Return the name of the last way to a TPS, which is also that of its leg in the plan."""
    return f"{station.desa}-TPS{station.number:03}-pergi"


def _look(
    stage: Stage, station: Station, seen: BoxSeen
) -> tuple[BoxSeen, tuple[tuple[str, Why], ...]]:
    """Return what the KPPS saw on its first box, and which findings follow."""
    box, ties = seen.box, seen.utuh
    match stage.plot.trouble(station):
        case "segel_beda":
            ties = (ties[0], stage.seals.spare())
            stage.seals.replace(box, "gudang", ties)
            return BoxSeen(box=box, utuh=ties), (("R04", _OTHER_SEAL),)
        case "tanpa_catatan":
            return BoxSeen(box=box), (("R06", _NOT_LOOKED),)
        case "tanpa_segel":
            stage.seals.replace(box, "gudang", ())
            missing = BoxSeen(box=box, tidak_ada=ties)
            return missing, (("R06", _NO_SEAL), ("R04", _NO_SEAL))
        case _:
            return seen, ()


def _late(way: Handover, station: Station) -> Scene:
    """Let the PPS have them ready, and the KPPS fetch them only at dawn of the day of the vote."""
    offer = way.offers(station.boxes)
    registered = way.stage.told[f"registered {station.district}"]
    for box in station.boxes:
        way.stage.plot.plant(Planted("R01", "kotak", box, offer.leaf, _LATE))
        way.stage.plot.plant(Planted("R12", "kotak", box, registered.leaf, _LATE))
    yield wib(_DAWN) + way.stage.within(0, 60)
    seen = way.stage.seals.seen(station.boxes, "gudang")
    way.accepts(offer, seen, (station.watcher,))


def _short(way: Handover, station: Station) -> Scene:
    """Bring one box of two; the other follows hours later."""
    seals, boxes = way.stage.seals, station.boxes
    sent = yield from _carried(way, station, count=1)
    yield way.stage.later(5, 10)
    accepted = way.accepts(sent, seals.seen(boxes[:1], "gudang"), (station.watcher,))
    way.stage.plot.plant(Planted("R29", "kiriman", _name(station), accepted.leaf, _SHORT))
    for box in boxes[1:]:
        yield way.stage.later(2)
        way.refuses(sent, box, "tidak_ada")
    declared = _declares(way, station, accepted)
    yield way.stage.later(90, 150)
    way.consignment = None  # what was left behind is brought by hand
    again = way.offers(boxes[1:])
    yield way.stage.later(20, 50)
    found = way.accepts(again, seals.seen(boxes[1:], "gudang"), (station.watcher,))
    yield way.stage.later(5)
    yield from _resolves(way, declared, found)


def _declares(way: Handover, station: Station, accepted: Told) -> Told:
    """Let the KPPS say that boxes are missing."""
    stage = way.stage
    declared = stage.speaker(way.receiver).says(
        DiscrepancyDeclared(
            at=stage.at,
            place=way.place,
            discrepancy_kind="jumlah",
            expected=len(station.boxes),
            found=1,
            item="kotak_suara",
            boxes=station.boxes[1:],
            basis=(accepted.leaf,),
        )
    )
    stage.happens(way.place, declared)
    return declared


def _resolves(way: Handover, declared: Told, found: Told) -> Scene:
    """Let the KPPS say that they have come, and the PPS stand by it."""
    stage = way.stage
    resolved = stage.speaker(way.receiver).says(
        DiscrepancyResolved(
            at=stage.at,
            of=declared.leaf,
            place=way.place,
            cause="susulan_tiba",
            action="dilengkapi",
            basis=(found.leaf,),
        )
    )
    yield stage.later(5)
    stage.speaker(way.giver).endorses(resolved, "saksi")


def _astray(way: Handover, station: Station) -> Scene:
    """Let one box come to another TPS, which hands it on to the right one."""
    stage = way.stage
    other = stage.plot.station("salah_alamat", stage.area.stations)
    sent = yield from _leaves(way, station)
    if other is not None:
        seen = stage.seals.seen(station.boxes[:1], "gudang")
        yield stage.later(25, 40)
        wrong = Handover(stage, f"{other.desa}/pps", other.unit, other.place)
        accepted = wrong.accepts(None, seen, (other.watcher,))
        stage.plot.plant(Planted("R02", "kotak", station.boxes[0], accepted.leaf, _ASTRAY))
        yield stage.later(40, 60)
        onward = Handover(stage, other.unit, station.unit, station.place)
        passed = onward.offers(station.boxes[:1])
        yield stage.later(20, 30)
        onward.accepts(passed, seen, (station.watcher,))
    way.arrives(_name(station), sent, len(station.boxes))
    yield stage.later(3)
    way.accepts(sent, stage.seals.seen(station.boxes, "gudang"), (station.watcher,))


def _opened(stage: Stage, village: Village, station: Station) -> Scene:
    """Let the PPS open a box before the vote, and close it with other ties."""
    box, helper = station.boxes[0], stage.speaker(f"{station.district}/panwascam")
    opener = stage.speaker(village.unit)
    opened = opener.says(
        BoxOpened(
            at=stage.at,
            boxes=(box,),
            place=village.place,
            purpose="pungut",
            seals=stage.seals.on(box, "gudang"),
        )
    )
    stage.plot.plant(Planted("R07", "kotak", box, opened.leaf, _OPENED))
    yield stage.later(5)
    helper.endorses(opened, "saksi")
    stage.seals.replace(box, "gudang", (stage.seals.spare(), stage.seals.spare()))
    yield stage.later(10)
    closed = opener.says(
        SealApplied(at=stage.at, place=village.place, boxes=stage.seals.sealed((box,), "gudang"))
    )
    yield stage.later(5)
    helper.endorses(closed, "saksi")


_LATE: Final = Why(
    "Sampai malam H-1 TPS belum menerima kotaknya; diterima menjelang subuh.",
    "By the night before the vote the TPS had no boxes; they came before dawn.",
)
_OTHER_SEAL: Final = Why(
    "KPPS melihat nomor segel lain daripada yang dipasang di gudang.",
    "The KPPS saw another seal number than the one applied in the warehouse.",
)
_NOT_LOOKED: Final = Why(
    "KPPS menerima kotak tanpa mencatat satu pun segel.",
    "The KPPS accepted the box without noting a single seal.",
)
_NO_SEAL: Final = Why(
    "Kotak sampai di TPS tanpa segel.",
    "The box reached the TPS without its seals.",
)
_SHORT: Final = Why(
    "TPS menerima satu dari dua kotak; yang lain menyusul.",
    "The TPS got one box of two; the other followed.",
)
_ASTRAY: Final = Why(
    "Kotak terbawa ke TPS lain, yang menyatakan menerimanya dari PPS-nya sendiri.",
    "The box was taken to another TPS, which stated to have it from its own PPS.",
)
_OPENED: Final = Why(
    "PPS membuka kotak sebelum hari pemungutan suara.",
    "The PPS opened the box before the day of the vote.",
)
