"""The campaign: meetings that are secured, drills, and props removed after notice was given.

Source: Polres OKU Timur secured a pengukuhan and bimtek in Desa Bantan, 2 October 2024; the
campaign lasted from 25 September to 23 November.
"""

from datetime import datetime
from typing import Final

from domain.activity import ActivitySecured, DrillHeld, DrillStep, Point
from domain.oversight import FindingClosed, FindingRaised, ResponseFiled
from domain.statement import Tally
from tools.scenario.area import BAWASLU_OFFICE, KPU_OFFICE, REGENCY, STORE, District
from tools.scenario.cast import KAPOLRES, KETUA, KPU_UNIT, OPERATIONS, OVERSIGHT, POLICE, STAFF
from tools.scenario.clock import hours, wib
from tools.scenario.document import document
from tools.scenario.phone import Phone, Told
from tools.scenario.stage import Scene, Stage

BEGIN, SILENCE = wib("2024-09-25 08:00"), wib("2024-11-24 06:00")
"""The first day of the campaign, and the first of the silence after it."""
NOTICE: Final = wib("2024-11-21 10:00")
PER_DISTRICT: Final = 20
"""Secured activities of each kecamatan in the whole campaign."""

_KINDS: Final = ("kampanye", "bimtek", "pengukuhan", "rapat")
_DRILLS: Final = (
    ("2024-09-17 08:00", "rusuh_massa", KPU_OFFICE),
    ("2024-10-22 08:00", "kotak_dirampas", BAWASLU_OFFICE),
    ("2024-11-19 08:00", "kebakaran_gudang", STORE),
)


def campaigns(stage: Stage) -> None:
    """Start everything that is secured before the vote."""
    for district in stage.area.districts:
        for number in range(stage.season.part(PER_DISTRICT)):
            stage.start(_activity(stage, district, number), _moment(stage))
    for moment, scenario, place in _DRILLS:
        stage.start(_drill(stage, scenario, place), wib(moment))
    stage.start(_props(stage), NOTICE)


def _moment(stage: Stage) -> datetime:
    """Return a morning or an afternoon of the campaign by chance."""
    days = (SILENCE - BEGIN).days
    return BEGIN + hours(24 * stage.chance.randrange(days)) + stage.within(0, 400)


def _activity(stage: Stage, district: District, number: int) -> Scene:
    kind = stage.chance.choice(_KINDS)
    name = f"{district.code}-giat-{number + 1:02}"
    phone = stage.phone(f"{district.police}/padal-01")
    phone.says(_opened(stage, name, kind, (district.police, district.code)))
    yield stage.later(60, 180)
    phone.says(_ended(stage, name, kind, (district.police, district.code)))


def _opened(
    stage: Stage, name: str, kind: str, where: tuple[str, str], notice: Told | None = None
) -> ActivitySecured:
    return ActivitySecured(
        at=stage.at,
        activity=name,
        stage="dibuka",
        activity_kind=kind,
        unit=where[0],
        place=where[1],
        venue="Lapangan desa (LATIHAN)",
        host="Tim pasangan calon (LATIHAN)",
        branch="preventif",
        points=(Point(point="gerbang", present=2), Point(point="panggung", present=3)),
        strength=stage.chance.randint(5, 20),
        risk="rendah",
        notice=None if notice is None else notice.leaf,
    )


def _ended(stage: Stage, name: str, kind: str, where: tuple[str, str]) -> ActivitySecured:
    is_removal = kind == "penertiban_apk"
    item = "apk_ditertibkan" if is_removal else "hadir"
    return ActivitySecured(
        at=stage.at,
        activity=name,
        stage="ditutup",
        activity_kind=kind,
        unit=where[0],
        place=where[1],
        result="aman",
        counts=(Tally(item=item, count=stage.chance.randint(40, 400)),),
        photos=(document(f"giat {name}"),),
    )


def _drill(stage: Stage, scenario: str, place: str) -> Scene:
    begun = stage.now
    yield stage.later(150)
    told = stage.phone(OPERATIONS).says(
        DrillHeld(
            at=stage.at,
            drill=f"latihan-{scenario}",
            scenario=scenario,
            unit=POLICE,
            place=place,
            participants=(Tally(item="polri", count=60), Tally(item="kpu", count=8)),
            steps=(
                DrillStep(step="alarm", began=stage.stamp(begun), result="baik"),
                DrillStep(step="evakuasi", began=stage.stamp(begun + hours(0.5)), result="baik"),
            ),
            lessons=("jalur_evakuasi", "radio"),
            observers=(OVERSIGHT,),
        )
    )
    yield stage.later(10)
    stage.phone(KAPOLRES).endorses(told, "pimpinan")


def _props(stage: Stage) -> Scene:
    """Give notice, hear that it was understood, and remove the props when the silence begins."""
    notice = stage.phone(STAFF).says(
        FindingRaised(
            at=stage.at,
            number="118/PM.00.02/K.SS-11/XI/2024",
            unit=OVERSIGHT,
            against=KPU_UNIT,
            finding_kind="himbauan",
            place=REGENCY,
            demand="patuhi",
            due=stage.stamp(stage.later(60 * 48)),
            text=document("himbauan APK"),
        )
    )
    yield stage.later(60, 300)
    answers(stage, stage.phone(KETUA), KPU_UNIT, notice)
    yield SILENCE
    where = (POLICE, REGENCY)
    signer = stage.phone(OPERATIONS)
    signer.says(_opened(stage, "penertiban-apk", "penertiban_apk", where, notice))
    yield stage.later(300)
    signer.says(_ended(stage, "penertiban-apk", "penertiban_apk", where))
    yield stage.later(30)
    yield from closes(stage, notice)


def closes(stage: Stage, of: Told) -> Scene:
    """Let the supervisor be content, and the police stand by it."""
    closed = stage.phone(STAFF).says(
        FindingClosed(at=stage.at, of=of.leaf, unit=OVERSIGHT, verdict="selesai")
    )
    yield stage.later(10)
    stage.phone(OPERATIONS).endorses(closed, "saksi")


def answers(stage: Stage, phone: Phone, unit: str, of: Told) -> Told:
    """Let a unit answer what a supervisor asked."""
    return phone.says(
        ResponseFiled(
            at=stage.at,
            of=of.leaf,
            unit=unit,
            answer="dipahami",
            text=document(f"tanggapan {of.leaf}"),
        )
    )
