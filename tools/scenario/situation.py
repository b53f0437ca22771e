"""Situation reports: every police unit says twice a day how it stands; mostly *nihil*.

A report says *ada* where a grave incident or a discrepancy was stated in its area and time, as the
stage remembers them.
"""

from datetime import datetime
from typing import Final, NamedTuple

from domain.book import LOG
from domain.plan import PlanSet, ReportDuty
from domain.situation import SituationReported
from domain.statement import Tally
from domain.unit import covers
from tools.scenario.area import REGENCY
from tools.scenario.cast import OPERATIONS, POLICE
from tools.scenario.clock import hours, minutes, wib
from tools.scenario.phone import Told
from tools.scenario.plot import Planted, Why
from tools.scenario.stage import Scene, Stage

HALF_A_DAY: Final = 720
MISSED, DENIED = wib("2024-11-24 07:00"), wib("2024-11-22 07:00")
"""One report is never made; another says *nihil* in spite of a leak."""


class Reporter(NamedTuple):
    """Who reports on what to whom."""

    unit: str
    area: str
    journal: str
    to: str


def situations(stage: Stage) -> None:
    """Plan the reports and let every unit make them."""
    begins = stage.season.reports
    reporters = tuple(_reporters(stage))
    stage.start(_plan(stage, reporters), begins - hours(14))
    for reporter in reporters:
        stage.start(_reports(stage, reporter), begins)


def _reporters(stage: Stage) -> list[Reporter]:
    found = [Reporter(POLICE, REGENCY, OPERATIONS, "16/polda")]
    for district in stage.area.districts:
        unit = district.police
        found.append(Reporter(unit, district.code, f"{unit}/padal-01", POLICE))
    return found


def _plan(stage: Stage, reporters: tuple[Reporter, ...]) -> Scene:
    period = stage.span(stage.season.reports, stage.season.ends)
    stage.phone(OPERATIONS).says(
        PlanSet(
            at=stage.at,
            plan="lapsit",
            version=1,
            order="Renops/Mantap-Praja-Musi/VIII/2024",
            reports=tuple(
                ReportDuty(unit=one.unit, area=one.area, every=HALF_A_DAY, period=period)
                for one in reporters
            ),
        )
    )
    yield from ()


def _reports(stage: Stage, reporter: Reporter) -> Scene:
    moment = stage.season.reports
    while moment < stage.season.ends:
        moment += minutes(HALF_A_DAY)
        yield moment + stage.within(1, 15)
        if moment == MISSED and reporter.unit == stage.area.districts[-1].police:
            last = stage.told[f"lapsit {reporter.unit}"]
            subject = f"{reporter.unit}@{reporter.area}"
            stage.plot.plant(Planted("R23", "laporan", subject, last.leaf, _SILENT))
            continue
        is_nil = moment == DENIED and reporter.unit == POLICE
        told = reports(stage, reporter, moment, is_nil=is_nil)
        stage.told[f"lapsit {reporter.unit}"] = told
        if moment >= stage.season.ends and _UNSEEN not in stage.told:
            stage.told[_UNSEEN] = told
            stage.plot.plant(Planted("R35", "buku", LOG, told.leaf, _WITHHELD))
        if is_nil:
            stage.plot.plant(Planted("R23", "situasi", reporter.area, told.leaf, _NIL))


def reports(stage: Stage, reporter: Reporter, until: datetime, *, is_nil: bool = False) -> Told:
    """Let a unit report on the half day until a moment.

    Args:
        stage: Everything.
        reporter: Who.
        until: The end of what it tells of.
        is_nil: It says *nihil*, whatever happened.
    """
    since = until - minutes(HALF_A_DAY)
    refs = tuple(
        one.leaf
        for one in stage.happened
        if since <= one.at <= until and covers(reporter.area, one.place)
    )
    return stage.phone(reporter.journal).says(
        SituationReported(
            at=stage.at,
            unit=reporter.unit,
            area=reporter.area,
            window=stage.span(since, until),
            outcome="ada" if refs and not is_nil else "nihil",
            to=(reporter.to,),
            counts=(Tally(item="patroli", count=stage.chance.randint(1, 4)),),
            refs=() if is_nil else refs,
        )
    )


_UNSEEN: Final = "lapsit tanpa saksi"
"""The first report that no witness has seen."""

_WITHHELD: Final = Why(
    "Saksi log dilepas sebelum laporan situasi terakhir; tidak ada kuorum yang melihatnya.",
    "The witness was let go before the last report on the situation; no quorum has seen it.",
)
_SILENT: Final = Why(
    "Satu Polsek melewatkan satu laporan situasi.",
    "One police station left out one situation report.",
)
_NIL: Final = Why(
    "Laporan situasi nihil, padahal malam itu atap gudang bocor.",
    "The report said nil, though the roof of the warehouse had leaked that night.",
)
