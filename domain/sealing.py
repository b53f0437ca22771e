"""A seal's life: issued to a unit, put on one box, taken off, and never used again.

Only seals with a number have a life of their own; those known by kind and place alone cannot be
told apart, and whoever counts on them counts on the photograph.

Whoever may not say so (R28) puts no seal on, on record, and takes none off.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Final, Literal, TypeAlias, cast

import msgspec

from domain.box import BoxOpened
from domain.context import Context
from domain.fact import Fact
from domain.finding import Finding
from domain.rules.seal import reuse
from domain.said import Said
from domain.seal import Issues, SealApplied, SealBroken, SealReplaced, seal_kind
from domain.statement import Stated, time
from domain.step import Step
from domain.store import StoreClosed, StoreOpened


class Seal(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """What is known of one numbered seal."""

    box: str | None = None
    """The box (or door) it sits on, or sat on last."""
    applied: int | None = None
    """The leaf by which it was put on."""
    broken: int | None = None
    """The leaf by which it was taken off, or found off."""
    off: datetime | None = None
    """When that was."""

    @property
    def state(self) -> Literal["terpasang", "dilepas"]:
        """One word for where it is in its life."""
        return "terpasang" if self.broken is None else "dilepas"


_Applying: TypeAlias = SealApplied | SealReplaced | StoreClosed
"""What puts seals on."""


class Seals:
    """The fold of every numbered seal."""

    name: Final = "segel"
    state: Final = Seal

    def __init__(self) -> None:
        self._reading: _Reading | None = None

    @property
    def kinds(self) -> frozenset[type]:
        """The statements that touch a seal."""
        return _KINDS

    def subjects(self, fact: Fact) -> tuple[str, ...]:
        """Return the numbered seals that a statement puts on or takes off."""
        if not isinstance(fact, Said) or type(fact.statement) not in _KINDS:
            return ()
        seals: Iterable[str] = ()
        match fact.statement:
            case SealApplied() | StoreClosed() as act:
                return tuple(self._read(act).boxes)
            case SealReplaced() as act:
                seals = (*act.old, *self._read(act).boxes)
            case SealBroken(boxes=boxes):
                seals = [seal for one in boxes for seal in one.seals]
            case BoxOpened(seals=taken) | StoreOpened(seals=taken):
                seals = taken
            case _:
                pass
        return tuple(dict.fromkeys(filter(_is_numbered, seals)))

    def after(self, subject: str, state: Seal | None, fact: Fact, context: Context) -> Step[Seal]:
        """Return what a statement does to one seal."""
        if not isinstance(fact, Said) or type(fact.statement) not in _KINDS:
            return Step(state)
        step = self._heard(subject, state, fact, context)
        is_unexpected = context.authority.judge(fact) is not None
        return Step(state, step.raised) if is_unexpected else step

    def _heard(self, subject: str, state: Seal | None, said: Said, context: Context) -> Step[Seal]:
        statement = said.statement
        if not isinstance(statement, _Applying):
            return Step(_broken(state, said))
        reading = self._read(statement)
        if isinstance(statement, SealReplaced) and subject in statement.old:
            state = _broken(state, said)
        if subject not in reading.boxes:
            return Step(state)
        return _applied(subject, state, reading, said, context)

    def _read(self, statement: _Applying) -> "_Reading":
        reading = self._reading  # of this thread, whatever another one folds meanwhile
        if reading is None or reading.statement is not statement:
            reading = self._reading = _Reading(statement)
        return reading


class _Reading:
    """One statement, read once for all the seals it puts on."""

    def __init__(self, statement: _Applying) -> None:
        self.statement = statement
        self.boxes: dict[str, list[str]] = {}
        """On which boxes (and doors) it puts each numbered seal."""
        for box, seals in _put_on(statement):
            for seal in seals:
                if _is_numbered(seal):
                    boxes = self.boxes.setdefault(seal, [])
                    if box not in boxes:
                        boxes.append(box)
        self._stock: tuple[Said, Context, str | None, Issues] | None = None

    def stock(self, said: Said, context: Context) -> tuple[str | None, Issues]:
        """Return the unit that puts them on, and what it was issued."""
        stock = self._stock
        if stock is None or stock[0] is not said or stock[1] is not context:
            signer = context.authority.signer(said)
            unit = None if signer is None else signer.unit
            issues = Issues(() if unit is None else context.issues(unit, said.index))
            stock = self._stock = (said, context, unit, issues)
        return stock[2:]


_KINDS: Final = frozenset(
    {SealApplied, SealReplaced, SealBroken, BoxOpened, StoreOpened, StoreClosed}
)

_LOCK: Final = "gembok"
"""A padlock has a number and is meant to be used again."""


def _is_numbered(seal: str) -> bool:
    kind, _, number = seal.partition(":")
    return bool(number) and kind.partition("@")[0] != _LOCK


def _put_on(statement: _Applying) -> list[tuple[str, tuple[str, ...]]]:
    """Return which seals a statement puts on which boxes."""
    match statement:
        case SealReplaced():
            return [(statement.box, statement.new)]
        case StoreClosed():
            return [(statement.door, statement.seals)]
        case SealApplied():
            return [(one.box, one.seals) for one in statement.boxes]


def _broken(state: Seal | None, said: Said) -> Seal:
    seal = Seal() if state is None else state
    if seal.broken is not None:
        return seal
    off = time(cast("Stated", said.statement).at)
    return msgspec.structs.replace(seal, broken=said.index, off=off)


def _applied(
    subject: str, state: Seal | None, reading: _Reading, said: Said, context: Context
) -> Step[Seal]:
    boxes = reading.boxes[subject]
    seal, before = Seal(boxes[-1], said.index), state
    if state is not None and _is_late(state, reading.statement):
        # Whoever put it on speaks later than whoever took it off.
        seal, before = Seal(boxes[-1], said.index, state.broken, state.off), None
    earlier = _earlier(before, boxes) or _issued_elsewhere(subject, *reading.stock(said, context))
    if earlier is None:
        return Step(seal)
    leaves = [leaf for leaf in (state.applied, state.broken) if leaf] if state else []
    finding: Finding = reuse(subject, (said.index, *leaves), boxes[-1], earlier)
    return Step(seal, (finding,))


def _is_late(state: Seal, statement: _Applying) -> bool:
    """Tell whether a seal that was only seen to come off was put on before that."""
    return state.off is not None and state.applied is None and time(statement.at) <= state.off


def _earlier(state: Seal | None, boxes: list[str]) -> tuple[str, str] | None:
    """Tell, in both languages, why the seal cannot be put on anew; None: it can."""
    box = boxes[-1]
    if state is not None and state.broken is not None:
        return (f"sudah dilepas dari {state.box or '-'}", f"taken off {state.box or '-'} before")
    if state is not None and state.box not in (None, box):
        return (f"masih terpasang pada {state.box}", f"still on {state.box}")
    if len(boxes) > 1:
        return (f"sekaligus terpasang pada {boxes[0]}", f"on {boxes[0]} at once")
    return None


def _issued_elsewhere(subject: str, unit: str | None, issues: Issues) -> tuple[str, str] | None:
    """Tell whether the unit was issued seals of this kind, and this one is not among them.

    A unit that was never issued any takes them from a stock that this ledger does not follow.
    """
    if unit is None or issues.hold(subject) or not issues.hold_kind(seal_kind(subject)):
        return None
    return (f"tidak diserahkan kepada {unit}", f"not issued to {unit}")
