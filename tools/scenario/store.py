"""Store doors: opened in the morning and closed in the evening, by two organisations each time.

Whoever goes in is on assignment there and of two sides.  The warehouse's door gets a new numbered
tie every evening; those of the PPK have a padlock.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from domain.plan import AssignmentMade
from domain.seal import SealIssued, SealRange
from domain.store import StockCounted, StoreClosed, StoreOpened
from tools.scenario.area import STORE
from tools.scenario.cast import CLERKS, KPU_UNIT, LOGISTIK, STORE_UNIT
from tools.scenario.clock import hours, minutes, wib
from tools.scenario.guard import Watch
from tools.scenario.phone import Phone, Told
from tools.scenario.plan import VILLAGE_BEGIN, VILLAGE_END
from tools.scenario.stage import Scene, Stage

FIRST: Final = wib("2024-11-11 07:00")
"""From when on goods are worked with every day."""

_PREFIX: Final = "OKT-P"
_DIGITS: Final = 4
_TIES: Final = 400
_MORNING, _EVENING = 40, 630
"""Minutes after seven."""
_LATE_DAYS: Final = {"11-27", "11-30", "12-01"}
_LATE: Final = 955
"""Boxes come until late on some days: minutes after seven."""


@dataclass(slots=True, eq=False)
class Door:
    """One door, whoever holds the goods behind it, and whoever guards it."""

    stage: Stage
    place: str
    holder: Phone
    watch: Watch
    seals: tuple[str, ...] = ()
    """That close it now."""

    @property
    def name(self) -> str:
        """As statements call it."""
        return f"{self.place}/pintu-1"

    def opens(self, reason: str, *, is_alone: bool = False) -> Told:
        """Open it; a guard goes in, too, unless the clerk is alone."""
        persons = (self.holder.person, self.watch.on_duty.person)
        opened = self.holder.says(
            StoreOpened(
                at=self.stage.at,
                place=self.place,
                door=self.name,
                seals=self.seals,
                reason=reason,
                persons=persons[:1] if is_alone else persons,
            )
        )
        self.seals = ()
        return opened

    def closes(self, opened: Told, seals: tuple[str, ...]) -> Told:
        """Close it with these seals."""
        self.seals = seals
        return self.holder.says(
            StoreClosed(
                at=self.stage.at,
                of=opened.leaf,
                place=self.place,
                door=self.name,
                seals=seals,
                persons=(self.watch.on_duty.person, self.holder.person),
            )
        )

    def new_seals(self) -> tuple[str, ...]:
        """Return what it is closed with: a new tie, or the padlock of a PPK."""
        if self.place == STORE:
            return (f"kabel_ties:{_PREFIX}{self.stage.count('door tie'):0{_DIGITS}}",)
        return (f"gembok:{self.place}",)


def doors(stage: Stage, watches: dict[str, Watch]) -> dict[str, Door]:
    """Start every day of every store; return the doors by place."""
    found = {STORE: Door(stage, STORE, stage.phone(CLERKS[0]), watches[STORE])}
    begins = max(FIRST, stage.season.posts)
    stage.start(_issue(stage), begins - hours(15))
    stage.start(_days(found[STORE], begins, stage.season.ends), begins)
    for district in stage.area.districts:
        holder = stage.speaker(district.unit)
        door = Door(stage, district.place, holder, watches[district.place])
        found[district.place] = door
        stage.start(_assign(stage, district.place, (holder,)), VILLAGE_BEGIN - hours(12))
        stage.start(_days(door, VILLAGE_BEGIN, VILLAGE_END), VILLAGE_BEGIN)
    return found


def _issue(stage: Stage) -> Scene:
    """Give the clerks ties for the door, and order them to the store."""
    ties = SealRange(seal_kind="kabel_ties", prefix=_PREFIX, first=1, last=_TIES, digits=_DIGITS)
    issued = stage.phone(LOGISTIK).says(
        SealIssued(at=stage.at, from_=KPU_UNIT, to=STORE_UNIT, ranges=(ties,), count=_TIES)
    )
    yield stage.later(5)
    stage.phone(CLERKS[0]).endorses(issued, "penerima")
    yield from _assign(stage, STORE, [stage.phone(one) for one in CLERKS[:2]])


def _assign(stage: Stage, place: str, phones: Sequence[Phone]) -> Scene:
    yield stage.later(5)
    stage.phone(LOGISTIK).says(
        AssignmentMade(
            at=stage.at,
            order=f"{stage.count('assignment')}/SDM.05-ST/1608/2024",
            unit=KPU_UNIT,
            place=place,
            task="gudang",
            persons=tuple(phone.person for phone in phones),
            from_=stage.at,
            until=stage.stamp(stage.season.ends),
        )
    )


def _days(door: Door, begins: datetime, ends: datetime) -> Scene:
    """Open and close it day by day; in the warehouse the boxes are counted before that."""
    stage, day = door.stage, begins.replace(hour=7, minute=0)
    while day + minutes(_LATE) < ends:
        yield day + minutes(_MORNING) + stage.within(0, 20)
        opened = door.opens("pemeriksaan")
        yield stage.later(2, 5)
        door.watch.on_duty.endorses(opened, "saksi")
        evening = _LATE if f"{day:%m-%d}" in _LATE_DAYS else _EVENING
        yield day + minutes(evening)
        if door.place == STORE:
            yield from _counts(door)
        yield day + minutes(evening + 30) + stage.within(0, 20)
        closed = door.closes(opened, door.new_seals())
        yield stage.later(2, 5)
        door.watch.on_duty.endorses(closed, "saksi")
        day += hours(24)


def _counts(door: Door) -> Scene:
    stage = door.stage
    counted = counts(door, stage.stock)
    yield stage.later(2, 5)
    door.watch.on_duty.endorses(counted, "saksi")


def counts(door: Door, count: int) -> Told:
    """Say how many boxes somebody counted behind a door."""
    stage = door.stage
    return door.holder.says(
        StockCounted(
            at=stage.at, place=door.place, holder=KPU_UNIT, item="kotak_suara", counted=count
        )
    )
