"""Observations: Form A of the supervisors, for delivery, for the count, for the recapitulation.

One finding is raised on them, answered, and closed.  What was signed on paper is filed by its hash.
"""

from datetime import datetime
from typing import Final

from domain.evidence import EvidenceFiled
from domain.observation import ObservationFiled
from domain.oversight import FindingRaised
from tools.scenario.area import STORE, District, Station
from tools.scenario.campaign import answers, closes
from tools.scenario.cast import KPU_UNIT, LOGISTIK, OVERSIGHT, STAFF
from tools.scenario.clock import hours, wib
from tools.scenario.document import document
from tools.scenario.phone import Phone, Told
from tools.scenario.stage import Scene, Stage

DELIVERY, COUNT, RECAP = (
    wib("2024-11-26 19:00"),
    wib("2024-11-27 20:30"),
    wib("2024-11-30 09:00"),
)
RAISED: Final = wib("2024-11-22 09:00")
_WEEK: Final = hours(24 * 7)
_BYTES: Final = 180_000


def observations(stage: Stage) -> None:
    """Start everything that supervisors write down."""
    for station in stage.area.stations:
        for target, moment in (("distribusi", DELIVERY), ("tps", COUNT)):
            scene = _of_station(stage, station, target, moment)
            stage.start(scene, moment + stage.within(0, 90))
    for district in stage.area.districts:
        stage.start(_of_recapitulation(stage, district), RECAP + stage.within(0, 120))
    stage.start(_of_store(stage), stage.season.posts + hours(3))
    stage.start(_finding(stage), RAISED)


def observes(
    stage: Stage, phone: Phone, what: tuple[str, str], since: datetime, seen: int | None = None
) -> Told:
    """Let a supervisor fill in a Form A.

    Args:
        stage: Everything.
        phone: The supervisor's.
        what: The place, and what was watched there.
        since: From when on, until now.
        seen: How many persons were among the goods.
    """
    place, target = what
    return phone.says(
        ObservationFiled(
            at=stage.at,
            number=f"{stage.count('LHP'):04}/LHP/PM.01.02/SS-11/2024",
            unit=phone.unit,
            place=place,
            phase=_PHASES.get(target, "persiapan"),
            manner="langsung",
            target=target,
            window=stage.span(since, stage.now),
            outcome="tidak_ada_dugaan",
            seen=seen,
        )
    )


_PHASES: Final = {"distribusi": "distribusi", "tps": "pemungutan", "rekap": "rekapitulasi"}


def _of_station(stage: Stage, station: Station, target: str, moment: datetime) -> Scene:
    since = moment - hours(2)
    observes(stage, stage.speaker(station.watcher), (station.place, target), since)
    yield from ()


def _of_recapitulation(stage: Stage, district: District) -> Scene:
    supervisor = stage.speaker(district.supervisors)
    observes(stage, supervisor, (district.place, "rekap"), stage.now - hours(20))
    yield from ()


def _of_store(stage: Stage) -> Scene:
    """Let Bawaslu look at the warehouse every week."""
    while stage.now < stage.season.ends:
        observes(stage, stage.phone(STAFF), (STORE, "gudang"), stage.now - hours(1))
        yield stage.now + _WEEK


def _finding(stage: Stage) -> Scene:
    """Ask KPU for the schedule of distribution; it answers, and that is enough."""
    raised = stage.phone(STAFF).says(
        FindingRaised(
            at=stage.at,
            number="121/PM.00.02/K.SS-11/XI/2024",
            unit=OVERSIGHT,
            against=KPU_UNIT,
            finding_kind="permintaan_data",
            place=STORE,
            demand="buka_akses",
            due=stage.stamp(stage.now + hours(48)),
            text=document("permintaan jadwal"),
        )
    )
    yield stage.later(60 * 20)
    answered = answers(stage, stage.phone(LOGISTIK), KPU_UNIT, raised)
    files(stage, stage.phone(LOGISTIK), answered, "surat")
    yield stage.later(60 * 5)
    yield from closes(stage, raised)


def files(stage: Stage, phone: Phone, of: Told, kind: str) -> Told:
    """File the photograph of a signed paper."""
    return phone.says(
        EvidenceFiled(
            at=stage.at,
            of=of.leaf,
            evidence_kind=kind,
            paper="bast" if kind == "berita_acara" else None,
            file=document(f"{kind} {of.leaf}"),
            size=_BYTES + stage.chance.randrange(_BYTES),
            media="image/jpeg",
        )
    )
