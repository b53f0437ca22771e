"""Neutrality: every unit watches its own people every week; one case is ruled and sanctioned."""

from typing import Final

from domain.evidence import PersonalDataRead
from domain.neutrality import (
    NeutralityAlleged,
    NeutralityChecked,
    NeutralityRuled,
    SanctionImposed,
)
from tools.scenario.area import REGENCY
from tools.scenario.cast import KAPOLRES, KETUA, KPU_UNIT, OVERSIGHT, POLICE, PROPAM, STAFF
from tools.scenario.clock import hours, wib
from tools.scenario.document import document
from tools.scenario.phone import Told
from tools.scenario.stage import Scene, Stage

ALLEGED: Final = wib("2024-11-21 13:20")
_WEEK: Final = hours(7 * 24)
_DAY: Final = hours(24)


def neutralities(stage: Stage) -> None:
    """Start the weekly checks of everybody, and the one case."""
    for unit, area, journal in (
        (POLICE, REGENCY, PROPAM),
        (KPU_UNIT, REGENCY, KETUA),
        (OVERSIGHT, REGENCY, STAFF),
    ):
        stage.start(_checks(stage, unit, area, journal), stage.season.reports + hours(2))
    for district in stage.area.districts:
        scene = _checks(stage, district.police, district.code, f"{district.police}/padal-01")
        stage.start(scene, stage.season.reports + hours(3))
    stage.start(_case(stage), ALLEGED)


def _checks(stage: Stage, unit: str, area: str, journal: str) -> Scene:
    """Say every week that nothing was found, which is a statement too."""
    phone, since = stage.phone(journal), stage.now
    while since + _WEEK < stage.season.ends:
        yield since + _WEEK + stage.within(0, 240)
        checked = stage.chance.randint(8, 40)
        phone.says(
            NeutralityChecked(
                at=stage.at,
                unit=unit,
                area=area,
                window=stage.span(since, since + _WEEK),
                outcome="nihil",
                checked=checked,
                reminded=checked,
            )
        )
        since += _WEEK


def _case(stage: Stage) -> Scene:
    """Let Propam take a case to its sanction within fourteen days, and read it again at the end."""
    number = "001/XI/2024/Sipropam"
    alleges(stage, number)
    yield stage.later(60 * 24 * 8)
    propam = stage.phone(PROPAM)
    told = stage.told[number]
    ruled = propam.says(
        NeutralityRuled(
            at=stage.at,
            of=told.leaf,
            case=number,
            unit=POLICE,
            ruling="terbukti",
            document=document(f"putusan {number}"),
        )
    )
    yield stage.later(15)
    stage.phone(KAPOLRES).endorses(ruled, "atasan")
    yield stage.later(60 * 24 * 2)
    sanction = propam.seals("/sanction", {"sanksi": "teguran tertulis (LATIHAN)"}, "tertutup")
    imposed = propam.says(
        SanctionImposed(at=stage.at, of=ruled.leaf, case=number, unit=POLICE, sanction=sanction)
    )
    yield stage.later(15)
    stage.phone(KAPOLRES).endorses(imposed, "atasan")
    yield stage.season.ends - _DAY
    propam.says(
        PersonalDataRead(at=stage.at, of=(told.leaf,), purpose="pemeriksaan", letter=number)
    )


def alleges(stage: Stage, number: str) -> Told:
    """Let Propam begin a case; whom it is about stays sealed."""
    propam = stage.phone(PROPAM)
    subject = {"nama": "Anggota 00 (LATIHAN)", "uraian": "berfoto dengan tanda gambar"}
    told = propam.says(
        NeutralityAlleged(
            at=stage.at,
            case=number,
            unit=POLICE,
            subject=propam.seals("/subject", subject, "tertutup"),
            subject_kind="polri",
            severity="ringan",
            evidence=(document(f"aduan {number}"),),
        )
    )
    stage.told[number] = told
    return told
