"""Checks: officers look at posts, cameras go down and are patrolled, TPS are visited on the day."""

from datetime import timedelta
from typing import Final

from domain.equipment import EquipmentStatusChanged, Status
from domain.post import PostChecked
from domain.statement import CheckItem
from tools.scenario.area import STORE, District, Station, Village
from tools.scenario.cast import KAPOLRES, OPERATIONS, TEAMS
from tools.scenario.clock import hours, wib
from tools.scenario.document import document
from tools.scenario.guard import Watch
from tools.scenario.phone import Phone, Told
from tools.scenario.plan import VILLAGE_BEGIN, VILLAGE_END
from tools.scenario.stage import Scene, Stage

VOTE: Final = wib("2024-11-27 08:30")
OUTAGES: Final = (
    wib("2024-10-12 10:00"),
    wib("2024-11-06 14:00"),
    wib("2024-11-21 20:00"),
    wib("2024-12-05 09:00"),
    wib("2024-12-17 15:00"),
)
"""When the power of the cameras fails."""

_PATROLS: Final = 4
_VISITS: Final = 210
"""Minutes of the morning of the vote in which every TPS is visited."""


def checks(stage: Stage, watches: dict[str, Watch]) -> None:
    """Start every check of every post, and of every TPS."""
    season = stage.season
    for number, post in enumerate(TEAMS):
        journal = KAPOLRES if number == 0 else OPERATIONS
        span = season.posts, season.ends
        stage.start(_daily(watches[post], stage.phone(journal), span[1] - span[0]), span[0])
    for district in stage.area.districts:
        padal = stage.phone(f"{district.police}/padal-01")
        scene = _daily(watches[district.place], padal, VILLAGE_END - VILLAGE_BEGIN)
        stage.start(scene, VILLAGE_BEGIN)
        for village in district.villages:
            for station in village.stations:
                scene = _visit(stage, district, village, station)
                stage.start(scene, VOTE + stage.within(0, _VISITS))
    for moment in OUTAGES:
        if season.posts < moment < season.ends:
            stage.start(_outage(watches[STORE]), moment)


def _daily(watch: Watch, phone: Phone, lasts: timedelta) -> Scene:
    """Look at a post once a day, at an hour that nobody knows before."""
    stage, day = watch.stage, watch.stage.now
    ends = day + lasts
    while day < ends:
        yield day + stage.within(120, 600)
        told = checked(stage, watch, phone, "kontrol")
        yield stage.later(1, 8)
        watch.on_duty.endorses(told, "regu_jaga")
        day += hours(24)


def checked(stage: Stage, watch: Watch, phone: Phone, purpose: str) -> Told:
    """Let somebody look at a post."""
    return phone.says(
        PostChecked(
            at=stage.at,
            post=watch.post,
            purpose=purpose,
            team=watch.team,
            items=tuple(CheckItem(item=item, result="baik") for item in ("buku", "sikap")),
        )
    )


def _visit(stage: Stage, district: District, village: Village, station: Station) -> Scene:
    """Look at a TPS from outside; its KPPS stands by it."""
    number = village.stations.index(station) % PATROLLERS + 1
    phone = stage.phone(f"{district.police}/pam-{number:02}")
    told = phone.says(PostChecked(at=stage.at, post=station.place, purpose="patroli"))
    yield stage.later(2, 12)
    stage.speaker(station.unit).endorses(told, "kpps")


PATROLLERS: Final = 4
"""Phones among those deployed to a kecamatan."""


def _outage(watch: Watch) -> Scene:
    """Let the cameras of the warehouse fail; somebody walks past until they are up again."""
    stage = watch.stage
    changes(watch, "cctv-02", "mati")
    for _ in range(_PATROLS):
        yield stage.later(15, 25)
        watch.inspects("api_listrik")
    yield stage.later(10, 20)
    changes(watch, "cctv-02", "hidup")


def changes(watch: Watch, asset: str, status: Status) -> Told:
    """Say that a camera went down or is up again."""
    stage = watch.stage
    return watch.on_duty.says(
        EquipmentStatusChanged(
            at=stage.at,
            place=watch.post,
            asset=asset,
            equipment="cctv",
            status=status,
            cause="listrik_padam" if status == "mati" else None,
            photo=document(f"{asset} {status}"),
        )
    )
