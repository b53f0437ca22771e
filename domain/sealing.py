"""A seal's life: issued to a unit, put on one box, taken off, and never used again.

Only seals with a number have a life of their own; those known by kind and place alone cannot be
told apart, and whoever counts on them counts on the photograph.
"""

from collections.abc import Iterable
from typing import Final, Literal

import msgspec

from domain.box import BoxOpened
from domain.context import Context
from domain.fact import Fact
from domain.finding import Finding
from domain.rules.seal import reuse
from domain.said import Said
from domain.seal import SealApplied, SealBroken, grade, seal_kind
from domain.step import Step


class Seal(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """What is known of one numbered seal."""

    box: str | None = None
    """The box (or door) it sits on, or sat on last."""
    applied: int | None = None
    """The leaf by which it was put on."""
    broken: int | None = None
    """The leaf by which it was taken off, or found off."""

    @property
    def state(self) -> Literal["terpasang", "dilepas"]:
        """One word for where it is in its life."""
        return "terpasang" if self.broken is None else "dilepas"


class Seals:
    """The fold of every numbered seal."""

    name: Final = "segel"
    state: Final = Seal

    def __init__(self) -> None:
        self._read: tuple[SealApplied, dict[str, list[str]]] | None = None

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
            case SealApplied() as act:
                seals = self._boxes(act)
            case SealBroken(boxes=boxes):
                seals = [seal for one in boxes for seal in one.seals]
            case BoxOpened(seals=taken):
                seals = taken
            case _:
                pass
        return tuple(dict.fromkeys(filter(_is_numbered, seals)))

    def after(self, subject: str, state: Seal | None, fact: Fact, context: Context) -> Step[Seal]:
        """Return what a statement does to one seal."""
        if not isinstance(fact, Said) or type(fact.statement) not in _KINDS:
            return Step(state)
        statement = fact.statement
        if isinstance(statement, SealApplied):
            boxes = self._boxes(statement).get(subject, [])
            return _applied(subject, state, boxes, fact, context)
        seal = Seal() if state is None else state
        if seal.broken is not None:
            return Step(seal)
        return Step(msgspec.structs.replace(seal, broken=fact.index))

    def _boxes(self, statement: SealApplied) -> dict[str, list[str]]:
        """Return on which boxes one statement puts each numbered seal; read once."""
        read = self._read  # of this thread, whatever another one folds meanwhile
        if read is None or read[0] is not statement:
            boxes: dict[str, list[str]] = {}
            for one in statement.boxes:
                for seal in one.seals:
                    if _is_numbered(seal) and one.box not in boxes.setdefault(seal, []):
                        boxes[seal].append(one.box)
            read = self._read = (statement, boxes)
        return read[1]


_KINDS: Final = frozenset({SealApplied, SealBroken, BoxOpened})


def _is_numbered(seal: str) -> bool:
    return grade(seal) != "lemah"


def _applied(
    subject: str, state: Seal | None, boxes: list[str], said: Said, context: Context
) -> Step[Seal]:
    earlier = _earlier(subject, state, boxes, said, context)
    seal = Seal(boxes[-1], said.index)
    if earlier is None:
        return Step(seal)
    leaves = [leaf for leaf in (state.applied, state.broken) if leaf] if state else []
    finding: Finding = reuse(subject, (said.index, *leaves), boxes[-1], earlier)
    return Step(seal, (finding,))


def _earlier(
    subject: str, state: Seal | None, boxes: list[str], said: Said, context: Context
) -> tuple[str, str] | None:
    """Tell, in both languages, why the seal cannot be put on anew; None: it can."""
    box = boxes[-1]
    if state is not None and state.broken is not None:
        return (f"sudah dilepas dari {state.box or '-'}", f"taken off {state.box or '-'} before")
    if state is not None and state.box not in (None, box):
        return (f"masih terpasang pada {state.box}", f"still on {state.box}")
    if len(boxes) > 1:
        return (f"sekaligus terpasang pada {boxes[0]}", f"on {boxes[0]} at once")
    return _issued_elsewhere(subject, said, context)


def _issued_elsewhere(subject: str, said: Said, context: Context) -> tuple[str, str] | None:
    """Tell whether the unit was issued seals of this kind, and this one is not among them.

    A unit that was never issued any takes them from a stock that this ledger does not follow.
    """
    signer = context.authority.signer(said)
    if signer is None or context.is_issued(subject, signer.unit, said.index):
        return None
    kind = seal_kind(subject)
    issued = any(
        kind in {numbers.seal_kind for numbers in issue.ranges} | {*map(seal_kind, issue.seals)}
        for issue in context.issues(signer.unit, said.index)
    )
    if not issued:
        return None
    return (f"tidak diserahkan kepada {signer.unit}", f"not issued to {signer.unit}")
