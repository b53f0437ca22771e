"""The plan: which box goes which way and when, which post is guarded, who is ordered to it."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final, TypeAlias

from domain.plan import AssignmentMade, InspectionDuty, Leg, PlanSet, Post
from domain.post import Openness, PostEstablished
from tools.scenario.area import BAWASLU_OFFICE, KPU_OFFICE, STORE, District, Station, Village
from tools.scenario.cast import ESCORTS, KPU_UNIT, LOGISTIK, OPERATIONS, POLICE, TEAMS
from tools.scenario.clock import hours, wib
from tools.scenario.stage import Scene, Stage

_End: TypeAlias = District | Village | Station

LEGS_MAX: Final = 90
"""Legs of one plan: a note holds 32 KiB."""

BEGIN: Final = wib("2024-11-20 07:00")
"""From when on the warehouse is inspected in every watch: the first truck leaves."""

VILLAGE_BEGIN, VILLAGE_END = wib("2024-11-20 07:00"), wib("2024-12-01 18:00")
"""When the stores of the PPK are guarded."""

WATCH: Final = 720
"""Minutes of one watch."""

OPEN: Final[Openness] = "terbuka"
COVERT: Final[Openness] = "tertutup"

TEN: Final = 10
"""Guards on each of the three posts: Polres OKU Timur, 2024."""
TWO: Final = 2
"""Guards at the store of a PPK."""

DAYS: Final = ("2024-11-20", "2024-11-21", "2024-11-22", "2024-11-23", "2024-11-24", "2024-11-25")
"""Trucks leave for the kecamatan, the farthest first."""


def departures(stage: Stage) -> dict[str, datetime]:
    """Return when the truck for each kecamatan leaves the warehouse."""
    far_first = sorted(stage.area.districts, key=lambda one: -one.travel)
    per_day = -(-len(far_first) // len(DAYS))
    return {
        district.code: wib(f"{DAYS[index // per_day]} 07:30") + hours(index % per_day)
        for index, district in enumerate(far_first)
    }


def plans(stage: Stage) -> None:
    """Set the plans and order the guards, before anything of it begins."""
    stage.start(_ways(stage), wib("2024-11-18 13:00"))
    stage.start(_posts_and_orders(stage), stage.season.posts - hours(16))


def _posts_and_orders(stage: Stage) -> Scene:
    signer = stage.phone(OPERATIONS)
    signer.says(
        PlanSet(
            at=stage.at,
            plan="pos-jaga",
            version=1,
            order="Renpam/33/IX/2024",
            posts=tuple(_posts(stage)),
            inspections=tuple(_inspections(stage)),
        )
    )
    yield stage.later(30)
    yield from _offices(stage)
    for post, journals in TEAMS.items():
        signer.says(_assignment(stage, (POLICE, post), "jaga", journals, TEN))
        yield stage.later(2)
    signer.says(_assignment(stage, (POLICE, STORE), "kawal", ESCORTS, len(ESCORTS)))
    for district in stage.area.districts:
        journals = tuple(f"{district.police}/{name}" for name in ("jaga-01", "jaga-02"))
        escort = (f"{district.police}/kawal-01",)
        yield stage.later(1)
        signer.says(_assignment(stage, (district.police, district.place), "jaga", journals, TWO))
        signer.says(_assignment(stage, (district.police, district.code), "kawal", escort, 1))


def _offices(stage: Stage) -> Scene:
    """Set up the posts at the two offices: one open, one covert, whose strength is sealed.

    Source: Polres OKU Timur guarded KPU and Bawaslu "secara tertutup dan terbuka", 2024.
    """
    signer, season = stage.phone(OPERATIONS), stage.season
    for post, openness in ((KPU_OFFICE, OPEN), (BAWASLU_OFFICE, COVERT)):
        minimum = signer.seals("/minimum", TEN, "tunda") if openness == COVERT else TEN
        signer.says(
            PostEstablished(
                at=stage.at,
                post=post,
                unit=POLICE,
                openness=openness,
                order="Renpam/33/IX/2024",
                minimum=minimum,
                shift=WATCH,
                period=stage.span(season.posts, season.ends),
                protects=("komisioner", "sekretariat"),
            )
        )
        yield stage.later(3)


def _ways(stage: Stage) -> Scene:
    """Set the legs, in as many plans as they need."""
    leaves = departures(stage)
    signer = stage.phone(LOGISTIK)
    for district in stage.area.districts:
        ways = {
            "pergi": list(_out(stage, district, leaves[district.code])),
            "pulang": list(_back(district)),
        }
        for name, legs in ways.items():
            for start in range(0, len(legs), LEGS_MAX):
                plan = f"{district.code}-{name}-{start // LEGS_MAX + 1}"
                part = tuple(legs[start : start + LEGS_MAX])
                signer.says(
                    PlanSet(
                        at=stage.at,
                        plan=plan,
                        version=1,
                        order="87/PP.09.3-SD/1608/2024",
                        legs=part,
                    )
                )
                yield stage.later(2)


def _out(stage: Stage, district: District, leaves: datetime) -> Iterator[Leg]:
    span = stage.span(leaves - hours(1), leaves + hours(1))
    yield Leg(
        leg=f"{district.code}-pergi",
        from_=KPU_UNIT,
        to=district.unit,
        origin=STORE,
        destination=district.place,
        pattern=f"{district.code}*",
        count=len(district.ballots) + len(district.sums),
        depart=span,
        escort=True,
    )
    for village in district.villages:
        pattern = f"{village.code}-*"
        count = len(village.boxes)
        yield _leg(f"{village.code}-pergi", (district, village), pattern, count)
        for station in village.stations:
            name = f"{village.code}-TPS{station.number:03}"
            yield _leg(f"{name}-pergi", (village, station), f"{name}-*", len(station.boxes))


def _back(district: District) -> Iterator[Leg]:
    for village in district.villages:
        for station in village.stations:
            name = f"{village.code}-TPS{station.number:03}"
            yield _leg(f"{name}-pulang", (station, village), f"{name}-*", len(station.boxes))
        count = len(village.boxes)
        yield _leg(f"{village.code}-pulang", (village, district), f"{village.code}-*", count)
    for name, place, boxes in (
        ("pulang", STORE, district.ballots),
        ("form-d", KPU_OFFICE, district.sums),
    ):
        yield Leg(
            leg=f"{district.code}-{name}",
            from_=district.unit,
            to=KPU_UNIT,
            origin=district.place,
            destination=place,
            boxes=boxes if name == "form-d" else (),
            pattern=None if name == "form-d" else f"{district.code}.*",
            count=len(boxes),
            escort=True,
        )


def _leg(name: str, ends: tuple[_End, _End], pattern: str, count: int) -> Leg:
    giver, receiver = ends
    return Leg(
        leg=name,
        from_=giver.unit,
        to=receiver.unit,
        origin=giver.place,
        destination=receiver.place,
        pattern=pattern,
        count=count,
        escort=not isinstance(giver, Station) and not isinstance(receiver, Station),
    )


def _posts(stage: Stage) -> Iterator[Post]:
    season = stage.season
    period = stage.span(season.posts, season.ends)
    yield Post(post=STORE, unit=POLICE, minimum=TEN, shift=WATCH, period=period)
    period = stage.span(VILLAGE_BEGIN, VILLAGE_END)
    for district in stage.area.districts:
        yield Post(
            post=district.place, unit=district.police, minimum=TWO, shift=WATCH, period=period
        )


def _inspections(stage: Stage) -> Iterator[InspectionDuty]:
    period = stage.span(BEGIN, stage.season.ends)
    for template, items in CHECKS.items():
        yield InspectionDuty(
            template=template, place=STORE, every=WATCH, items=items, period=period
        )


CHECKS: Final[dict[str, tuple[str, ...]]] = {
    "hujan": ("atap", "lantai", "palet"),
    "api_listrik": ("apar", "kabel", "genset"),
    "cctv": ("kamera", "rekaman"),
}
"""What every watch looks at: rain, fire, cameras."""


def _assignment(
    stage: Stage, where: tuple[str, str], task: str, journals: Sequence[str], strength: int
) -> AssignmentMade:
    return AssignmentMade(
        at=stage.at,
        order=f"Sprin/{1200 + stage.count('order')}/2024",
        unit=where[0],
        place=where[1],
        task=task,
        persons=tuple(stage.phone(journal).person for journal in journals),
        strength=strength,
        from_=stage.stamp(stage.season.posts),
        until=stage.stamp(stage.season.ends),
    )
