"""Seals: 12 numbered cable ties per TPS, 6 per box, for the whole life of the box.

| when | ties |
|---|---|
| packed in the warehouse | 2 |
| locked for voting | 1 |
| closed after the count | 2 |
| closed after the recapitulation | 1 |

Those for the warehouse and those for later are two ranges in each kecamatan, so that no tie is
issued to two units.

Source: Kapuas Hulu, 8,220 ties for 685 TPS (kalbaronline.com).
"""

from collections.abc import Iterable
from typing import Final, Literal, NamedTuple

from domain.seal import BoxSealed, BoxSeen, SealRange
from tools.scenario.area import Area, District

Use = Literal["gudang", "pungut", "hitung", "rekap"]
"""Packed, voting, count, recapitulation."""

_KIND: Final = "kabel_ties"
_PREFIX: Final = "OKT-"
_DIGITS: Final = 6
_PACKED: Final = 2
_LATER: Final[dict[Use, tuple[int, ...]]] = {"pungut": (0,), "hitung": (1, 2), "rekap": (3,)}
_REST: Final = sum(map(len, _LATER.values()))


class Ranges(NamedTuple):
    """The ties for one kecamatan."""

    packed: SealRange
    """For the warehouse."""
    later: SealRange
    """For the PPK, and through it for PPS and KPPS."""


class Seals:
    """Which tie belongs on which box, and when."""

    def __init__(self, area: Area) -> None:
        self._packed: dict[str, int] = {}
        self._rest: dict[str, int] = {}
        self._ranges: dict[str, Ranges] = {}
        number = 1
        for district in area.districts:
            boxes = (*district.ballots, *district.sums)
            middle = number + _PACKED * len(boxes)
            end = middle + _REST * len(boxes)
            self._packed |= zip(boxes, range(number, middle, _PACKED), strict=True)
            self._rest |= zip(boxes, range(middle, end, _REST), strict=True)
            self._ranges[district.code] = Ranges(_range(number, middle), _range(middle, end))
            number = end
        self._spare = number
        self._real: dict[tuple[str, Use], tuple[str, ...]] = {}

    def on(self, box: str, use: Use) -> tuple[str, ...]:
        """Return the ties that close a box for a use."""
        if (box, use) in self._real:
            return self._real[box, use]
        if use == "gudang":
            return tuple(_name(self._packed[box] + place) for place in range(_PACKED))
        return tuple(_name(self._rest[box] + place) for place in _LATER[use])

    @property
    def numbers(self) -> tuple[int, int]:
        """The first and the last number of all that were planned."""
        return 1, max(one.later.last for one in self._ranges.values())

    def spare(self) -> str:
        """Return a tie that belongs to no box."""
        self._spare += 1
        return _name(self._spare)

    def replace(self, box: str, use: Use, ties: tuple[str, ...]) -> None:
        """Let other ties than planned close a box for a use."""
        self._real[box, use] = ties

    def all_on(self, boxes: Iterable[str], use: Use) -> tuple[str, ...]:
        """Return the ties of several boxes."""
        return tuple(tie for box in boxes for tie in self.on(box, use))

    def sealed(self, boxes: Iterable[str], use: Use) -> tuple[BoxSealed, ...]:
        """Return boxes as sealed for a use."""
        return tuple(BoxSealed(box=box, seals=self.on(box, use)) for box in boxes)

    def seen(self, boxes: Iterable[str], use: Use) -> tuple[BoxSeen, ...]:
        """Return boxes as seen with every tie intact."""
        return tuple(BoxSeen(box=box, utuh=self.on(box, use)) for box in boxes)

    def ranges(self, district: District) -> Ranges:
        """Return the ties for a kecamatan."""
        return self._ranges[district.code]


def _range(first: int, end: int) -> SealRange:
    return SealRange(seal_kind=_KIND, prefix=_PREFIX, first=first, last=end - 1, digits=_DIGITS)


def _name(number: int) -> str:
    return f"{_KIND}:{_PREFIX}{number:0{_DIGITS}}"
