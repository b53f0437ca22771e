"""Drawings: pictures that the server makes, for those who would rather look than read.

A picture is a few kinds of shapes in one system of coordinates, and one template writes it
(`picture.html`), so that whatever it says is escaped where all else is.  It never stands alone: the
sheet has the same in a table, and each colour has its word in the key.  Colours are names of the
palette, so a picture is as dark as the page.  Nothing in it is a link, because readers aloud are
told of a picture as a whole; what leads further stands in the table.

Coordinates are pixels of a telephone (`WIDTH`); wider screens show the same, larger.

Source: W3C SVG 2; WAI-ARIA Graphics, role `img`
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

WIDTH: Final = 328
"""What a telephone 360 pixels wide has room for."""

Tint: TypeAlias = Literal[
    "ink", "soft", "line", "card", "good", "warn", "bad",
    "one", "two", "three", "four", "five", "six", "seven",
]  # fmt: skip
"""A colour of the palette; `one` to `seven` are for kinds that are told apart, in no order."""

Strength: TypeAlias = Literal[1, 2, 3, 4]
"""How full a colour is: quarters of it."""

Point: TypeAlias = tuple[float, float]
"""From the left, from above."""

Saying: TypeAlias = str | tuple[str, str]
"""What is no word of any language, or the same in Indonesian and in English."""


@dataclass(frozen=True, slots=True)
class Block:
    """A rectangle."""

    x: float
    y: float
    width: float
    height: float
    tint: Tint
    label: Saying = ""
    """Shown to whoever points at it."""

    strength: Strength = 4
    is_hatched: bool = False
    """Struck through aslant, where something is missing."""


@dataclass(frozen=True, slots=True)
class Area:
    """What rings enclose; a ring in another one is a hole."""

    rings: Sequence[Sequence[Point]]
    tint: Tint
    label: Saying = ""
    strength: Strength = 4
    is_hatched: bool = False

    @property
    def path(self) -> str:
        """The rings as SVG writes them; maps have thousands of points."""
        return "".join(f"M{' '.join(f'{x:g},{y:g}' for x, y in ring)}z" for ring in self.rings)


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line from point to point."""

    points: Sequence[Point]
    tint: Tint = "line"
    label: Saying = ""
    is_dashed: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """Something written; `y` is the line that it stands on."""

    x: float
    y: float
    text: Saying
    anchor: Literal["start", "middle", "end"] = "start"
    tint: Tint = "ink"


Shape: TypeAlias = Block | Area | Stroke | Words


@dataclass(frozen=True, slots=True)
class Key:
    """What a colour means."""

    text: Saying
    tint: Tint
    strength: Strength = 4
    is_hatched: bool = False
    is_dashed: bool = False
    """A line that is drawn, and no field."""


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture."""

    title: Saying
    description: Saying
    """What there is to see, in a sentence or two, for those who do not see it."""

    height: float
    shapes: Sequence[Shape]
    """Those that come later lie above."""

    keys: Sequence[Key] = ()
    width: float = WIDTH
    is_wide: bool = False
    """Whether it is pushed sideways on a narrow screen rather than made smaller."""
