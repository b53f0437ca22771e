"""Visitors: everybody reports to the guard; some are refused; whoever enters has an escort.

Who they are is sealed: the public sees that somebody came, for what, and what became of it.
"""

from datetime import datetime
from typing import Final

from domain.access import AccessDenied, AccessExited, AccessGranted, VisitorReported
from tools.scenario.area import BAWASLU_OFFICE, KPU_OFFICE, STORE
from tools.scenario.cast import CLERKS, KPU_UNIT, LOGISTIK, OVERSIGHT
from tools.scenario.clock import hours, wib
from tools.scenario.guard import Watch
from tools.scenario.phone import Told
from tools.scenario.plan import BEGIN
from tools.scenario.plot import Planted, Why
from tools.scenario.stage import Scene, Stage

PER_DAY: Final = {STORE: 12, KPU_OFFICE: 5, BAWASLU_OFFICE: 4}
DAYS: Final = 12
"""From 20 November on."""
QUIET: Final = {STORE: 2, KPU_OFFICE: 4, BAWASLU_OFFICE: 3}
"""On each of the other days."""

FORGOTTEN: Final = wib("2024-11-28 10:20")
"""When somebody enters the warehouse whose leaving nobody records."""
OVERLOOKED: Final = wib("2024-11-25 18:20")
"""When somebody enters KPU's office who stays beyond the change of the watch."""

_PURPOSES: Final = {
    STORE: ("tinta", "pengesetan", "pengawasan", "peliputan", "perbaikan", "pengiriman"),
    KPU_OFFICE: ("tamu", "peliputan", "pengawasan", "pengiriman"),
    BAWASLU_OFFICE: ("tamu", "peliputan"),
}
_REASONS: Final = ("tanpa_izin", "tanpa_identitas", "barang_terlarang", "menolak_diperiksa")
_REFUSED: Final = 8
"""One visitor in so many is refused."""
_GOODS: Final = 3
"""One visitor of the warehouse in so many enters the goods zone."""


def visits(stage: Stage, watches: dict[str, Watch]) -> None:
    """Start every visit of every day on which the posts are manned."""
    day, ends = stage.season.posts, stage.season.ends
    while day < ends:
        per_day = PER_DAY if BEGIN <= day < BEGIN + hours(24 * DAYS) else QUIET
        for post, count in per_day.items():
            for _ in range(count):
                stage.start(_visit(stage, watches[post]), day + stage.within(60, 510))
        day += hours(24)
    stage.start(_forgotten(stage, watches[STORE]), FORGOTTEN)
    stage.start(_overlooked(stage, watches[KPU_OFFICE]), OVERLOOKED)


def reports(stage: Stage, watch: Watch, again: Told | None = None) -> Told:
    """Let somebody ask to come in; `again`: the guard knows them from that report."""
    return watch.on_duty.says(report(stage, watch, again))


def report(stage: Stage, watch: Watch, again: Told | None = None) -> VisitorReported:
    """Return how the guard writes down that somebody asks to come in."""
    phone, number = watch.on_duty, stage.count("visitor")
    visitor = {
        "nama": f"Tamu {number:04} (LATIHAN)",
        "nik": f"0000{number:012}",
        "telepon": f"0800-0001-{number:04}",
    }
    purpose = stage.chance.choice(_PURPOSES[watch.post])
    return VisitorReported(
        at=stage.at,
        place=watch.post,
        visitor=phone.seals("/visitor", visitor, "pribadi"),
        purpose=purpose,
        host=OVERSIGHT if watch.post == BAWASLU_OFFICE else KPU_UNIT,
        permission=f"{number:03}/GDG/XI/2024" if watch.post == STORE else None,
        identity_check="ktp",
        again=None if again is None else again.leaf,
    )


def enters(stage: Stage, watch: Watch, visit: Told, zone: str) -> Scene:
    """Let a visitor in; for the goods zone KPU must agree."""
    authoriser = stage.phone(LOGISTIK)
    granted = watch.on_duty.says(
        AccessGranted(
            at=stage.at,
            of=visit.leaf,
            place=watch.post,
            zone=zone,
            escort=stage.phone(CLERKS[1]).person if watch.post == STORE else None,
            authoriser=authoriser.person if zone == "barang" else None,
            badge=f"T-{stage.count('badge'):03}",
        )
    )
    stage.told["masuk"] = granted
    if zone == "barang":
        yield stage.later(1, 5)
        authoriser.endorses(granted, "pemberi_izin")


def leaves(stage: Stage, watch: Watch, visit: Told) -> Told:
    """Let a visitor go."""
    return watch.on_duty.says(
        AccessExited(at=stage.at, of=visit.leaf, place=watch.post, search="nihil")
    )


def _visit(stage: Stage, watch: Watch) -> Scene:
    visit = reports(stage, watch)
    yield stage.later(2, 6)
    if stage.chance.randrange(_REFUSED) == 0:
        reason = stage.chance.choice(_REASONS)
        watch.on_duty.says(
            AccessDenied(at=stage.at, of=visit.leaf, place=watch.post, reason=reason)
        )
        return
    zone = "kantor"
    if watch.post == STORE and stage.chance.randrange(_GOODS) == 0:
        zone = "barang"
    end = _end(stage)
    yield from enters(stage, watch, visit, zone)
    yield end
    leaves(stage, watch, visit)


def _end(stage: Stage) -> datetime:
    """Return when a visitor leaves: long before the watch changes at seven in the evening."""
    return stage.later(15, 110)


def _forgotten(stage: Stage, watch: Watch) -> Scene:
    """Let somebody in whose leaving nobody records; every watch hands it on as still inside."""
    visit = reports(stage, watch)
    yield stage.later(4)
    watch.inside.append(visit.leaf)
    granted = watch.on_duty.says(
        AccessGranted(at=stage.at, of=visit.leaf, place=watch.post, zone="halaman", badge="T-900")
    )
    stage.plot.plant(Planted("R14", "kunjungan", visit.leaf, granted.leaf, _FORGOTTEN))


def _overlooked(stage: Stage, watch: Watch) -> Scene:
    """Let somebody stay over the change of the watch whom the outgoing team does not list."""
    visit = reports(stage, watch)
    yield stage.later(5)
    yield from enters(stage, watch, visit, "kantor")
    watch.overlooked.append(visit.leaf)
    yield stage.later(60)
    watch.overlooked.clear()
    leaves(stage, watch, visit)


_FORGOTTEN: Final = Why(
    "Tamu masuk halaman gudang dan tidak pernah dicatat keluar.",
    "A visitor entered the warehouse yard and was never recorded as leaving.",
)
