"""Pictures of single boxes: each shows one, so none is cited for two.

A photograph of minutes, or of many boxes together, is cited by a statement as a whole and is no
matter of this.
"""

from typing import Final

import msgspec

from domain.consignment import HandoverAccepted
from domain.context import Context
from domain.fact import Fact
from domain.finding import Finding
from domain.rules.pair import same_photo
from domain.said import Said
from domain.seal import SealApplied, SealVerified
from domain.step import Step

MAX_KEPT: Final = 8
"""So many boxes are named for one picture."""


class Picture(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """What one picture is said to show."""

    index: int
    """The leaf that cited it first."""
    boxes: tuple[str, ...] = ()


class Pictures:
    """The fold of every picture of a box."""

    name: Final = "foto"
    state: Final = Picture
    kinds: Final = frozenset({SealApplied, SealVerified, HandoverAccepted})

    def __init__(self) -> None:
        self._reading: tuple[Said, dict[str, list[str]]] | None = None

    def subjects(self, fact: Fact) -> tuple[str, ...]:
        """Return the pictures that a statement cites for single boxes."""
        return tuple(self._read(fact)) if isinstance(fact, Said) else ()

    def after(
        self, subject: str, state: Picture | None, fact: Fact, context: Context
    ) -> Step[Picture]:
        """Return whether the picture shows another box than before."""
        del context
        cited = self._read(fact).get(subject) if isinstance(fact, Said) else None
        if not cited:
            return Step(state)
        picture = Picture(fact.index) if state is None else state
        new = [box for box in cited if box not in picture.boxes]
        boxes = (*picture.boxes, *new)[:MAX_KEPT]
        step = Picture(picture.index, boxes)
        if not new or len(boxes) == 1:
            return Step(step)
        evidence = dict.fromkeys((fact.index, picture.index))
        finding: Finding = same_photo(subject, tuple(evidence), boxes)
        return Step(step, (finding,))

    def _read(self, said: Said) -> dict[str, list[str]]:
        """Return, for each picture, the boxes that a statement cites it for; read once."""
        reading = self._reading  # of this thread, whatever another one folds meanwhile
        if reading is not None and reading[0] is said:
            return reading[1]
        boxes: dict[str, list[str]] = {}
        statement = said.statement
        if isinstance(statement, SealApplied | SealVerified | HandoverAccepted):
            for one in statement.boxes:
                if one.photo is not None:
                    named = boxes.setdefault(one.photo, [])
                    if one.box not in named:
                        named.append(one.box)
        self._reading = (said, boxes)
        return boxes
