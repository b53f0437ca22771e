"""The equipment of a place: which devices work, and who walks past while a camera does not.

Patrols and changes are kept in the order of their stated times, as many as tell the present from
the past; so it does not matter in which order telephones hand them in.  Whoever has no duty there
(R28) mends nothing and walks past nothing, and one device makes only its own words forgotten.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final, Literal

import msgspec

from domain.context import Context
from domain.ending import Word, is_newer
from domain.equipment import EquipmentStatusChanged, Status
from domain.fact import Fact
from domain.finding import Finding
from domain.inspection import InspectionRecorded
from domain.post import PostChecked
from domain.reckoning import reckon
from domain.rules.equipment import blind
from domain.rules.rule import minutes
from domain.said import Said
from domain.statement import time
from domain.step import Step
from domain.timeline import placed, surplus

CAMERA: Final = "cctv"

MAX_DEVICES: Final = 64
MAX_KEPT: Final = 32
"""So many changes of cameras, and patrols, are kept."""
MAX_PATROLS: Final = 16
"""So many patrols are kept of a place whose cameras are all up."""


class Device(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """What is known of one device."""

    asset: str
    equipment: str
    status: Status
    since: datetime
    index: int
    cause: str | None = None
    voice: str = ""
    """The journal of who says so."""


class Mark(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A camera goes down, or is up again, or somebody walks past."""

    at: datetime
    index: int
    what: Literal["mati", "hidup", "patroli"]
    limit: int
    """Within how many minutes the next patrol has to come."""
    asset: str = ""
    voice: str = ""
    """The journal of who says so."""


class Apparatus(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """The equipment of one place."""

    devices: tuple[Device, ...] = ()
    marks: tuple[Mark, ...] = ()
    """By time."""
    down: tuple[str, ...] = ()
    """The cameras that were down before the first mark."""

    @property
    def status(self) -> Status:
        """Tell whether everything works."""
        return "mati" if any(one.status == "mati" for one in self.devices) else "hidup"


class Apparatuses:
    """The fold of the equipment of every place."""

    name: Final = "alat"
    state: Final = Apparatus
    kinds: Final = frozenset({EquipmentStatusChanged, PostChecked, InspectionRecorded})

    def subjects(self, fact: Fact) -> tuple[str, ...]:
        """Return the place that a change or a patrol is about."""
        if not isinstance(fact, Said):
            return ()
        match fact.statement:
            case EquipmentStatusChanged(place=place) | InspectionRecorded(place=place):
                return (place,)
            case PostChecked(post=post):
                return (post,)
            case _:
                return ()

    def after(
        self, subject: str, state: Apparatus | None, fact: Fact, context: Context
    ) -> Step[Apparatus]:
        """Return what a change or a patrol does to the equipment of a place."""
        if not isinstance(fact, Said) or type(fact.statement) not in self.kinds:
            return Step(state)
        is_unexpected = context.authority.judge(fact) is not None
        old = Apparatus() if state is None else state
        new, mark = old, None if is_unexpected else _mark(fact, context)
        if isinstance(fact.statement, EquipmentStatusChanged) and not is_unexpected:
            new = _told(old, fact, fact.statement, context)
        if mark is None or (len(old.marks) == MAX_KEPT and mark.at < old.marks[0].at):
            return Step(state if is_unexpected else new)
        new = msgspec.structs.replace(new, marks=placed(new.marks, mark))
        if _is_quiet(new):  # nearly always
            return Step(_trimmed(new))
        return reckon(_trimmed(new), _findings(subject, old), _findings(subject, new))


def _mark(said: Said, context: Context) -> Mark | None:
    """Return what counts towards cameras; None: another device."""
    act: Any = said.statement
    limit = context.schedule.thresholds(said.index).cctv_blind
    if not isinstance(act, EquipmentStatusChanged):
        return Mark(time(act.at), said.index, "patroli", limit, "", said.journal)
    if act.equipment != CAMERA:
        return None
    since = time(act.since or act.at)
    return Mark(since, said.index, act.status, limit, act.asset, said.journal)


def _told(old: Apparatus, said: Said, act: EquipmentStatusChanged, context: Context) -> Apparatus:
    """Keep the newest word on a device, by the time since which it holds."""
    since = time(act.since or act.at)
    now = Device(act.asset, act.equipment, act.status, since, said.index, act.cause, said.journal)
    known = {one.asset: one for one in old.devices}
    before = known.get(act.asset)
    if before is not None:
        newest = Word(before.since, before.index, before.voice)
        if before.status == act.status or not is_newer(said, since, newest, context):
            return old
    known[act.asset] = now
    devices = tuple(sorted(known.values(), key=lambda one: one.asset))[:MAX_DEVICES]
    return msgspec.structs.replace(old, devices=devices)


def _is_quiet(apparatus: Apparatus) -> bool:
    """Tell whether no camera was down at any time that is remembered."""
    return not apparatus.down and all(mark.what == "patroli" for mark in apparatus.marks)


def _findings(place: str, apparatus: Apparatus) -> Iterator[Finding]:
    """Work out after which marks nobody came by in time."""
    down = dict.fromkeys(apparatus.down)
    for number, mark in enumerate(apparatus.marks):
        was_down = mark.asset in down
        _turn(down, mark)
        if mark.what == "hidup" or (mark.what == "mati" and was_down):
            continue
        watched = (mark.asset,) if mark.what == "mati" else tuple(sorted(down))
        if watched and not _is_answered(apparatus.marks[number + 1 :], mark, watched):
            yield blind(place, mark.index, watched, mark.at, mark.limit)


def _is_answered(later: tuple[Mark, ...], mark: Mark, watched: tuple[str, ...]) -> bool:
    """Tell whether a patrol came in time, or all the cameras were up by then."""
    down, due = dict.fromkeys(watched), mark.at + minutes(mark.limit)
    for one in later:
        if one.at > due:
            return False
        if one.what == "hidup":
            down.pop(one.asset, None)
        if one.what == "patroli" or not down:
            return True
    return False


def _turn(down: dict[str, None], mark: Mark) -> None:
    if mark.what == "mati":
        down[mark.asset] = None
    elif mark.what == "hidup":
        down.pop(mark.asset, None)


def _trimmed(apparatus: Apparatus) -> Apparatus:
    """Forget the oldest marks, and remember which cameras were down after them."""
    marks, down = apparatus.marks, dict.fromkeys(apparatus.down)
    most = MAX_PATROLS if _is_quiet(apparatus) else MAX_KEPT
    if len(marks) <= most:
        return apparatus
    while len(marks) > most:
        drop = surplus(marks, most)
        if drop == 0:
            _turn(down, marks[0])
        marks = (*marks[:drop], *marks[drop + 1 :])
    return msgspec.structs.replace(apparatus, marks=marks, down=tuple(sorted(down)))
