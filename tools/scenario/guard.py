"""Watches: ten guards on each of three posts, day and night, handed over with a report.

Every watch looks for rain, fire and dead cameras.  The stores of the PPK are guarded by their
Polsek as long as boxes are there.

Source: Polres OKU Timur 2024, ten each in rotation; report at every change (palpos 25 Sep 2024).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from domain.inspection import InspectionRecorded
from domain.shift import ShiftAccepted, ShiftEnded, ShiftHandedOver, ShiftStarted, Strength
from domain.statement import CheckItem, Sealed, Tally
from tools.scenario.area import BAWASLU_OFFICE, STORE
from tools.scenario.cast import POLICE, TEAMS
from tools.scenario.clock import minutes, wib
from tools.scenario.phone import Phone, Told
from tools.scenario.plan import BEGIN, CHECKS, TEN, TWO, VILLAGE_BEGIN, VILLAGE_END, WATCH
from tools.scenario.plot import Planted, Why
from tools.scenario.stage import Scene, Stage

UNDERSTAFFED: Final = wib("2024-11-22 19:00")
MISCOUNTED: Final = wib("2024-11-24 07:00")
UNSEEN: Final = wib("2024-11-25 07:00")
DESERTED: Final = wib("2024-11-24 03:00")
RELIEVED: Final = DESERTED + minutes(40)
"""When the posts have their trouble, or nobody looks at the cameras in a watch."""

_SIX: Final = 6
_INVENTORY: Final = {"kunci": 4, "ht": 3, "apar": 4, "buku": 1}


@dataclass(slots=True, eq=False)
class Watch:
    """One post and the teams that relieve one another there."""

    stage: Stage
    post: str
    unit: str
    journals: Sequence[str]
    strength: int
    turn: int = 0
    inside: list[str] = field(default_factory=list)
    """The visits on record as inside, as the team hands them over."""
    looked: dict[str, Told] = field(default_factory=dict)
    """The last inspection of each kind."""
    overlooked: list[str] = field(default_factory=list)
    """Those that the team forgets to list."""

    @property
    def on_duty(self) -> Phone:
        """The phone of the team that stands there."""
        return self.stage.phone(self.journals[self.turn])

    @property
    def team(self) -> str:
        """The team that stands there."""
        return f"regu-{self.turn + 1}"

    def inventory(self) -> tuple[Tally, ...]:
        """Count what belongs to the post; in the warehouse the boxes, too."""
        counts = dict(_INVENTORY)
        if self.post == STORE:
            counts["kotak"] = self.stage.stock
        return tuple(Tally(item=item, count=count) for item, count in counts.items())

    def starts(self, present: int | None = None) -> None:
        """Let the team take the post from nobody."""
        self.on_duty.says(
            ShiftStarted(
                at=self.stage.at,
                post=self.post,
                team=self.team,
                unit=self.unit,
                present=self._present(present),
                members=self._roll(self.on_duty),
                inventory=self.inventory(),
            )
        )

    def ends(self, reason: str) -> Told:
        """Let the team leave the post to nobody."""
        return self.on_duty.says(
            ShiftEnded(
                at=self.stage.at, post=self.post, team=self.team, unit=self.unit, reason=reason
            )
        )

    def changes(self, present: int | None = None, lost: str = "") -> Scene:
        """Let the next team take over; it counts for itself.

        Args:
            present: How many come; as planned if not given.
            lost: Something of which the incoming team counts one less.
        """
        stage, before, team = self.stage, self.on_duty, self.team
        inventory, listed = self.inventory(), tuple(self.inside)
        self.turn = (self.turn + 1) % len(self.journals)
        handed = before.says(
            ShiftHandedOver(
                at=stage.at,
                post=self.post,
                from_=team,
                to=self.team,
                unit=self.unit,
                condition=tuple(CheckItem(item=item, result="baik") for item in ("atap", "pintu")),
                inventory=inventory,
                inside=listed,
                cctv="baik",
            )
        )
        if self.overlooked:
            stage.plot.plant(Planted("R14", "pos", self.post, handed.leaf, _UNLISTED))
        yield stage.later(3)
        accepted = self.on_duty.says(
            ShiftAccepted(
                at=stage.at,
                of=handed.leaf,
                post=self.post,
                from_=team,
                to=self.team,
                unit=self.unit,
                present=self._present(present),
                members=self._roll(self.on_duty),
                inventory=_counted(inventory, lost),
                inside=listed,
            )
        )
        if present is not None:
            stage.plot.plant(Planted("R18", "pos", self.post, accepted.leaf, _FEW))
        if lost:
            stage.plot.plant(Planted("R20", "pos", self.post, accepted.leaf, _LOST))

    def inspects(self, template: str) -> Told:
        """Answer one checklist on the spot."""
        items = tuple(CheckItem(item=item, result="baik") for item in CHECKS[template])
        return self.on_duty.says(
            InspectionRecorded(at=self.stage.at, place=self.post, template=template, items=items)
        )

    def _present(self, count: int | None) -> Strength:
        """Say how many stand there; at the covert post that is sealed for now."""
        present = self.strength if count is None else count
        if self.post != BAWASLU_OFFICE:
            return present
        return self.on_duty.seals("/present", present, "tunda")

    def _roll(self, phone: Phone) -> Sealed:
        """Seal who stands there; names of guards are for later."""
        names = [f"Anggota {number:02} (LATIHAN)" for number in range(1, self.strength + 1)]
        return phone.seals("/members", {"danru": phone.person, "anggota": names}, "tunda")


def watches(stage: Stage) -> dict[str, Watch]:
    """Start the watch on every post; return them by place."""
    posts = {post: Watch(stage, post, POLICE, journals, TEN) for post, journals in TEAMS.items()}
    for watch in posts.values():
        stage.start(_post(watch), stage.season.posts)
    for district in stage.area.districts:
        journals = (f"{district.police}/jaga-01", f"{district.police}/jaga-02")
        watch = Watch(stage, district.place, district.police, journals, TWO)
        posts[district.place] = watch
        stage.start(_village_post(watch), VILLAGE_BEGIN)
    stage.start(_desertion(posts[BAWASLU_OFFICE]), DESERTED)
    return posts


def _post(watch: Watch) -> Scene:
    watch.starts()
    moment, ends = watch.stage.season.posts, watch.stage.season.ends
    while True:
        for minute, template in _looks(watch, moment):
            yield moment + minutes(minute) + watch.stage.within(0, 10)
            if (watch.post, template, moment) == (STORE, "cctv", UNSEEN):
                last, subject = watch.looked[template], f"{STORE}:{template}"
                watch.stage.plot.plant(Planted("R21", "periksa", subject, last.leaf, _UNSEEN))
                continue
            watch.looked[template] = watch.inspects(template)
        moment += minutes(WATCH)
        if moment >= ends:
            break
        yield moment - minutes(2)
        yield from _change(watch, moment)
    yield ends + minutes(5)
    watch.ends("selesai")


def _looks(watch: Watch, moment: datetime) -> tuple[tuple[int, str], ...]:
    """Return after how many minutes of a watch somebody looks at what."""
    if watch.post == STORE and moment >= BEGIN:
        return (50, "hujan"), (230, "api_listrik"), (440, "cctv")
    return ((230, "api_listrik"),)


def _change(watch: Watch, moment: datetime) -> Scene:
    """Change the team; twice the warehouse has its trouble."""
    if watch.post == STORE and moment == UNDERSTAFFED:
        return watch.changes(present=_SIX)
    return watch.changes(lost="apar" if watch.post == STORE and moment == MISCOUNTED else "")


def _village_post(watch: Watch) -> Scene:
    watch.starts()
    moment = VILLAGE_BEGIN
    while moment + minutes(WATCH) < VILLAGE_END:
        yield moment + watch.stage.within(100, 300)
        watch.inspects("hujan")
        moment += minutes(WATCH)
        yield moment - minutes(2)
        yield from watch.changes()
    yield VILLAGE_END + minutes(5)
    watch.ends("selesai")


def _desertion(watch: Watch) -> Scene:
    """Let a team be called away at night, and the next one come forty minutes later."""
    plot, leaf = watch.stage.plot, watch.ends("ditarik").leaf
    plot.plant(Planted("R20", "pos", watch.post, leaf, _DESERTED))
    plot.plant(Planted("R18", "pos", watch.post, leaf, _EMPTY))
    yield RELIEVED
    watch.turn = (watch.turn + 1) % len(watch.journals)
    watch.starts()


def _counted(inventory: Sequence[Tally], lost: str) -> tuple[Tally, ...]:
    return tuple(
        Tally(item=tally.item, count=tally.count - (tally.item == lost)) for tally in inventory
    )


_FEW: Final = Why(
    "Regu malam datang enam orang, rencana sepuluh.",
    "Six came for the night watch, ten were planned.",
)
_LOST: Final = Why(
    "Regu yang menyerahkan menyebut empat APAR, yang menerima menghitung tiga.",
    "The outgoing team stated four fire extinguishers, the incoming one counted three.",
)
_DESERTED: Final = Why(
    "Regu ditarik tengah malam tanpa serah terima.",
    "The team was called away at night without handing over.",
)
_EMPTY: Final = Why(
    "Pos kosong empat puluh menit.",
    "The post stood empty for forty minutes.",
)
_UNSEEN: Final = Why(
    "Satu pemeriksaan CCTV gudang tidak dilakukan.",
    "One inspection of the cameras of the warehouse was left out.",
)
_UNLISTED: Final = Why(
    "Tamu yang masih di dalam tidak disebut dalam serah terima jaga.",
    "A visitor who was still inside was not listed at the handover of the watch.",
)
