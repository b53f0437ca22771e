"""Voting day at each TPS: opened before witnesses, locked, counted, closed, handed back."""

from typing import Final

import msgspec

from domain.amendment import CorrectionDeclared
from domain.box import BoxOpened, Witness
from domain.seal import BoxSealed, SealApplied
from tools.scenario.area import Station, Village
from tools.scenario.clock import wib
from tools.scenario.delivery import Handover
from tools.scenario.homecoming import homecoming
from tools.scenario.observation import files
from tools.scenario.phone import Told
from tools.scenario.plot import Planted, Trouble, Why
from tools.scenario.seal import Use
from tools.scenario.stage import Scene, Stage

DAY, NEXT_DAY = "2024-11-27", "2024-11-28"
DARK: Final = wib("2024-11-26 21:00")
"""From when on a desa has neither power nor signal."""


def votings(stage: Stage) -> None:
    """Start the day at every TPS; where the last one of a desa is done, its boxes go home."""
    if stage.plot.offline is not None:
        stage.start(_goes_dark(stage, stage.plot.offline), DARK)
    for district in stage.area.districts:
        for village in district.villages:
            left = {station.place for station in village.stations}
            for station in village.stations:
                scene = _day(stage, village, station, left)
                stage.start(scene, wib(f"{DAY} 06:40") + stage.within(0, 18))


def _day(stage: Stage, village: Village, station: Station, left: set[str]) -> Scene:
    yield from _opens(stage, station, "pungut", "gudang")
    yield stage.later(5)
    yield from _closes(stage, station, "pungut")
    yield wib(f"{DAY} 13:05") + stage.within(0, 25)
    yield from _opens(stage, station, "hitung", "pungut")
    yield wib(f"{DAY} 15:30") + stage.within(0, 240)
    yield from _closes(stage, station, "hitung")
    yield stage.later(10, 25)
    yield from _returns(stage, village, station)
    left.discard(station.place)
    if not left:
        stage.start(homecoming(stage, village), stage.later(10, 20))


def _goes_dark(stage: Stage, village: Village) -> Scene:
    """Take the signal from everybody in a desa, on the night before the vote."""
    units = [unit for one in village.stations for unit in (one.unit, one.watcher)]
    for unit in (village.unit, *units):
        stage.speaker(unit).is_offline = True
    yield from ()


def _opens(stage: Stage, station: Station, purpose: Use, closed_for: Use) -> Scene:
    """Open both boxes; the supervisor of the TPS stands by it."""
    watcher = stage.speaker(station.watcher)
    witnesses = (
        Witness(side="bawaslu", person=watcher.person, unit=watcher.unit),
        Witness(side="saksi"),
    )
    is_alone = stage.plot.trouble(station) == "tanpa_saksi" and purpose == "pungut"
    opened = stage.speaker(station.unit).says(
        BoxOpened(
            at=stage.at,
            boxes=station.boxes,
            place=station.place,
            purpose=purpose,
            witnesses=() if is_alone else witnesses,
            seals=stage.seals.all_on(station.boxes, closed_for),
            shown_empty=True if purpose == "pungut" else None,
        )
    )
    for box in station.boxes if is_alone else ():
        stage.plot.plant(Planted("R07", "kotak", box, opened.leaf, _ALONE))
    yield stage.later(1, 5)
    watcher.endorses(opened, "saksi")


def _closes(stage: Stage, station: Station, use: Use) -> Scene:
    """Seal both boxes; the supervisor of the TPS stands by it."""
    trouble = stage.plot.trouble(station) if use == "hitung" else None
    boxes = _sealed(stage, station, use, trouble)
    closed = stage.speaker(station.unit).says(
        SealApplied(at=stage.at, place=station.place, boxes=boxes)
    )
    tie, leaf = boxes[0].seals[-1], closed.leaf
    if trouble == "segel_dipakai_lagi":
        stage.plot.plant(Planted("R05", "segel", tie, leaf, _AGAIN))
    if trouble == "salah_tulis":
        stage.plot.plant(Planted("R05", "segel", tie, leaf, _MISWRITTEN, is_explained=True))
    if trouble == "satu_tanda_tangan":
        stage.plot.plant(Planted("R08", "pernyataan", leaf, leaf, _ONE_SIGNATURE))
        return
    yield stage.later(1, 5)
    stage.speaker(station.watcher).endorses(closed, "saksi")
    if trouble == "salah_tulis":
        yield from _corrects(stage, station, closed)


def _sealed(
    stage: Stage, station: Station, use: Use, trouble: Trouble | None
) -> tuple[BoxSealed, ...]:
    """Return what the KPPS says about the ties on its boxes."""
    seals, (first, second, *rest) = stage.seals, station.boxes
    if trouble == "segel_dipakai_lagi":
        seals.replace(first, use, (seals.on(first, use)[0], *seals.on(first, "pungut")))
    if trouble == "salah_tulis":
        ties = (seals.on(first, use)[0], seals.on(second, use)[0])
        return (BoxSealed(box=first, seals=ties), *seals.sealed((second, *rest), use))
    return seals.sealed(station.boxes, use)


def _corrects(stage: Stage, station: Station, closed: Told) -> Scene:
    """Correct a miswritten number; the supervisor agrees."""
    right = stage.seals.sealed(station.boxes, "hitung")
    yield stage.later(3)
    correction = stage.speaker(station.unit).says(
        CorrectionDeclared(
            at=stage.at,
            target=closed.leaf,
            target_kind=closed.kind,
            changes={"boxes": msgspec.to_builtins(right)},
            reason="salah_tulis",
        )
    )
    yield stage.later(4)
    stage.speaker(station.watcher).endorses(correction, "saksi")


def _connects(stage: Stage, station: Station) -> Scene:
    """Let phones of a desa without signal find some on the day after."""
    for unit in (station.unit, station.watcher):
        stage.speaker(unit).connects()
    yield from ()


def _returns(stage: Stage, village: Village, station: Station) -> Scene:
    """Hand both boxes back to the PPS on the same day."""
    way = Handover(stage, station.unit, village.unit, village.place)
    offer = way.offers(station.boxes)
    yield stage.later(20, 50)
    if village is stage.plot.offline:
        for unit in (station.unit, station.watcher):
            stage.speaker(unit).hands_over(stage.speaker(village.unit))
        stage.start(_connects(stage, station), wib(f"{NEXT_DAY} 10:00"))
    accepted = way.accepts(offer, stage.seals.seen(station.boxes, "hitung"))
    yield stage.later(1, 6)
    files(stage, stage.speaker(village.unit), accepted, "berita_acara")


_ALONE: Final = Why(
    "KPPS membuka kotak tanpa menyebut saksi dari pihak lain.",
    "The KPPS opened the boxes without naming a witness of another side.",
)
_AGAIN: Final = Why(
    "Segel yang dilepas pagi hari dipasang lagi sesudah penghitungan.",
    "A seal taken off in the morning was put on again after the count.",
)
_MISWRITTEN: Final = Why(
    "KPPS salah menulis nomor segel; dibetulkan dan disahkan pengawas TPS.",
    "The KPPS miswrote a seal's number; corrected, and endorsed by the TPS supervisor.",
)
_ONE_SIGNATURE: Final = Why(
    "Penyegelan sesudah penghitungan tidak disahkan orang kedua.",
    "Nobody else stood by the sealing after the count.",
)
