"""Omissions: what was not said, not in time, or too late to be changed; all is to be found."""

from typing import Final

from domain.amendment import CorrectionDeclared
from domain.incident import IncidentReported
from domain.inspection import InspectionRecorded
from domain.oversight import FindingEscalated, FindingRaised
from domain.plan import AssignmentMade
from domain.statement import CheckItem
from tools.scenario.area import STORE
from tools.scenario.campaign import answers
from tools.scenario.cast import CLERKS, KPU_UNIT, LOGISTIK, OPERATIONS, OVERSIGHT, POLICE, STAFF
from tools.scenario.clock import hours, minutes, wib
from tools.scenario.deployment import BEGIN, END, FIELD, roll
from tools.scenario.guard import Watch
from tools.scenario.neutrality import alleges
from tools.scenario.phone import Told
from tools.scenario.plot import Planted, Why
from tools.scenario.stage import Scene, Stage

UNPLEDGED: Final = "pam-bko-01"
"""Comes from another Polres, and nobody has recorded a pledge."""
UNRULED: Final = "002/XI/2024/Sipropam"
PROVINCE: Final = "16/bawaslu"
"""The next level above Bawaslu of the regency."""


def omissions(stage: Stage, watches: dict[str, Watch]) -> None:
    """Start everything that is left out or comes too late."""
    stage.start(_twice_ordered(stage), wib("2024-11-24 15:00"))
    stage.start(_unpledged(stage), wib("2024-11-24 15:30"))
    stage.start(_unruled(stage), wib("2024-11-23 14:00"))
    stage.start(_unanswered(stage), wib("2024-11-24 09:30"))
    stage.start(_late_incident(stage), wib("2024-11-24 10:00"))
    stage.start(_corrected(stage, watches[STORE]), wib("2024-11-25 16:00"))


def _order(stage: Stage, person: str, place: str) -> Told:
    return stage.phone(OPERATIONS).says(
        AssignmentMade(
            at=stage.at,
            order=f"Sprin/{1900 + stage.count('late order')}/XI/2024",
            unit=POLICE,
            place=place,
            task="pam_tps",
            persons=(person,),
            from_=stage.stamp(BEGIN),
            until=stage.stamp(END),
        )
    )


def _twice_ordered(stage: Stage) -> Scene:
    """Order somebody to a second place for the same days."""
    person = roll(stage.area)[0]
    ordered = _order(stage, person, FIELD)
    stage.plot.plant(Planted("R19", "petugas", person, ordered.leaf, _TWICE))
    yield from ()


def _unpledged(stage: Stage) -> Scene:
    ordered = _order(stage, UNPLEDGED, FIELD)
    stage.plot.plant(Planted("R36", "petugas", UNPLEDGED, ordered.leaf, _UNPLEDGED))
    yield from ()


def _unruled(stage: Stage) -> Scene:
    """Begin a case that nobody ever rules."""
    alleged = alleges(stage, UNRULED)
    stage.plot.plant(Planted("R36", "perkara", UNRULED, alleged.leaf, _UNRULED))
    yield from ()


def _unanswered(stage: Stage) -> Scene:
    """Ask what nobody answers, and take it to the province."""
    raised = _raises(stage, ())
    stage.plot.plant(Planted("R34", "temuan", raised.leaf, raised.leaf, _UNANSWERED))
    yield stage.later(60 * 50)
    stage.phone(STAFF).says(
        FindingEscalated(
            at=stage.at,
            of=raised.leaf,
            unit=OVERSIGHT,
            to=PROVINCE,
            reason="tidak_dijawab",
            due=stage.stamp(stage.now + hours(72)),
        )
    )


def _raises(stage: Stage, basis: tuple[str, ...]) -> Told:
    return stage.phone(STAFF).says(
        FindingRaised(
            at=stage.at,
            number=f"{130 + stage.count('finding')}/PM.00.02/K.SS-11/XI/2024",
            unit=OVERSIGHT,
            against=KPU_UNIT,
            finding_kind="temuan",
            place=STORE,
            basis=basis,
            demand="jelaskan",
            due=stage.stamp(stage.now + hours(48)),
        )
    )


def _late_incident(stage: Stage) -> Scene:
    """Report a threat forty minutes after it was seen."""
    district = stage.area.districts[0]
    seen = stage.now - minutes(40)
    told = stage.phone(f"{district.police}/jaga-02").says(
        IncidentReported(
            at=stage.at,
            place=district.place,
            incident_kind="ancaman",
            severity="menonjol",
            observed=stage.stamp(seen),
            notified=(POLICE,),
        )
    )
    stage.happens(district.place, told, seen)
    stage.plot.plant(Planted("R24", "kejadian", told.leaf, told.leaf, _LATE))
    yield from ()


def _corrected(stage: Stage, watch: Watch) -> Scene:
    """Correct an inspection after Bawaslu has asked about it."""
    phone = watch.on_duty
    told = phone.says(
        InspectionRecorded(
            at=stage.at,
            place=STORE,
            template="kunci",
            items=(CheckItem(item="gembok", result="rusak"),),
        )
    )
    yield stage.later(20)
    raised = _raises(stage, (told.leaf,))
    yield stage.later(30)
    answers(stage, stage.phone(LOGISTIK), KPU_UNIT, raised)
    yield stage.later(10)
    correction = phone.says(
        CorrectionDeclared(
            at=stage.at,
            target=told.leaf,
            target_kind=told.kind,
            changes={"items": [{"item": "gembok", "result": "baik"}]},
            reason="salah_tulis",
        )
    )
    stage.plot.plant(Planted("R33", "koreksi", phone.journal, correction.leaf, _CORRECTED))
    yield stage.later(5)
    stage.phone(CLERKS[1]).endorses(correction, "saksi")


_TWICE: Final = Why(
    "Seorang personel ditugaskan di dua tempat untuk waktu yang sama.",
    "An officer was ordered to two places for the same time.",
)
_UNPLEDGED: Final = Why(
    "Personel BKO ditugaskan sebelum ikrarnya dicatat.",
    "An officer from elsewhere was assigned before a pledge was recorded.",
)
_UNRULED: Final = Why(
    "Perkara netralitas tidak diputus dalam empat belas hari.",
    "A neutrality case was not ruled within fourteen days.",
)
_UNANSWERED: Final = Why(
    "Temuan Bawaslu tidak dijawab dalam 48 jam.",
    "A finding of Bawaslu was not answered within 48 hours.",
)
_LATE: Final = Why(
    "Ancaman baru dilaporkan empat puluh menit sesudah diketahui.",
    "A threat was reported forty minutes after it was seen.",
)
_CORRECTED: Final = Why(
    "Pemeriksaan dikoreksi setelah Bawaslu menanyakannya.",
    "An inspection was corrected after Bawaslu had asked about it.",
)
