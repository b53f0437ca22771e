"""A box's story: who held it, where, and under whose guard; hatched where nobody did.

Time runs downwards, and every change has the same height: a journey of an hour decides as much as
a month in the store.  The same stands in the table of the journey, with everything else.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final, NamedTuple

from api.drawing import Block, Key, Picture, Shape, Tint, Words
from api.gazetteer import Gazetteer
from api.sheet import BETWEEN, Table, Text, called, leaf, link, moment, unit, word
from domain.journey import Box
from ledger.log import Log
from projections import shift
from projections.statement import stated
from projections.version import Version
from projections.view import View

DRAWN: Final = 24
"""So many of the newest changes are drawn."""

_ROW: Final = 30
_TOP: Final = 22
_LANES: Final = (82, 165, 248)
_LANE: Final = 80
_LETTERS: Final = 11
"""As many as a lane is wide."""

_HEADS: Final = (
    Text("Pemegang", "Holder"),
    Text("Tempat", "Place"),
    Text("Penjaga", "Guard"),
)
_NOBODY: Final = (
    Text("tidak ada pemegang tunggal", "no single holder"),
    Text("tempat belum diketahui", "place unknown"),
    Text("tidak ada penjaga tercatat", "no guard on record"),
)
_TINTS: Final[tuple[Tint, ...]] = ("one", "two", "three", "four", "five", "six", "seven")


class Step(NamedTuple):
    """How a box stood from one change on."""

    leaf: int
    """The leaf that brought it about."""
    at: datetime | None
    """By the clock of who signed it; None: it is no statement that is understood."""
    state: str
    holders: tuple[str, ...]
    place: str | None
    guards: tuple[str, ...]
    """On the road the escort, in a place the units that had the watch when it came."""

    @property
    def lanes(self) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
        """Whoever stands in each lane; nobody: hatched."""
        return self.holders, (self.place,) if self.place else (), self.guards


def steps(log: Log, view: View, past: Sequence[Version[Box]]) -> list[Step]:
    """Return the changes of a box in which somebody or something in a lane changed.

    Args:
        log: Where what was signed stands.
        view: As of which leaf.
        past: Every state of the box, the oldest first.
    """
    found: list[Step] = []
    for one in past:
        box = one.state
        holders = (box.holder,) if box.holder else box.custody.holders
        step = Step(one.since, None, box.state, holders, box.place, _guards(view, one))
        if not found or found[-1][2:] != step[2:]:
            found.append(step._replace(at=stated(log.entries(one.since, 1)[0])))
    return found


def _guards(view: View, version: Version[Box]) -> tuple[str, ...]:
    box = version.state
    if box.road is not None or box.place is None:
        return (box.guard,) if box.guard else ()
    watch = shift.watch(replace(view, as_of=version.since), box.place)
    return () if watch is None else tuple(sorted({one.unit for one in watch.state.duty.teams}))


def table(story: Sequence[Step]) -> Table:
    """Return the lanes as a table."""
    heads = (Text("daun", "leaf"), Text("waktu", "time"), Text("keadaan", "state"), *_HEADS)
    rows = [
        [
            leaf(one.leaf),
            moment(one.at),
            word(one.state),
            unit(*one.holders),
            link("places", one.place),
            unit(*one.guards),
        ]
        for one in story
    ]
    return Table(Text("Siapa bertanggung jawab", "Who answers for it"), heads, rows)


def gazetteer(view: View, story: Sequence[Step]) -> Gazetteer:
    """Look up what all places and units of a story are called."""
    units = {unit for one in story for unit in (*one.holders, *one.guards)}
    return Gazetteer.of(view, {one.place for one in story if one.place}, units)


def picture(box: str, story: Sequence[Step], names: Gazetteer) -> Picture:
    """Draw the lanes of a box.

    Args:
        box: Its name.
        story: Its changes, the oldest first; there is at least one.
        names: Of places and units.
    """
    drawn = story[-DRAWN:]
    tints = _tints(drawn)
    shapes: list[Shape] = [
        Words(x, 14, head, tint="soft") for x, head in zip(_LANES, _HEADS, strict=True)
    ]
    for row, one in enumerate(drawn):
        shapes.append(Words(0, _TOP + row * _ROW + 19, _day(one.at), tint="soft"))
    for lane in range(len(_LANES)):
        shapes += _lane(lane, drawn, names, tints)
    return Picture(
        Text(f"Perjalanan kotak {box}", f"The journey of box {box}"),
        _description(story, drawn),
        _TOP + len(drawn) * _ROW,
        shapes,
        [
            Key(
                Text("tidak ada yang bertanggung jawab", "nobody answers for it"),
                "warn",
                is_hatched=True,
            )
        ],
    )


def _description(story: Sequence[Step], drawn: Sequence[Step]) -> Text:
    count, older = len(drawn), len(story) - len(drawn)
    now = called(drawn[-1].state)
    more = Text("", "")
    if older:
        more = Text(
            f" {older} yang lebih lama ada di tabel.", f" {older} older stand in the table."
        )
    return Text(
        f"{count} perubahan pemegang, tempat atau penjaga, dari atas ke bawah. "
        f"Sekarang: {now.id}.{more.id}",
        f"{count} changes of holder, place or guard, from above. Now: {now.en}.{more.en}",
    )


def _tints(drawn: Sequence[Step]) -> dict[tuple[str, ...], Tint]:
    """Give every holder a colour, in the order of their turns."""
    held = dict.fromkeys(one.holders for one in drawn if one.holders)
    return {holders: _TINTS[number % len(_TINTS)] for number, holders in enumerate(held)}


def _lane(
    lane: int, drawn: Sequence[Step], names: Gazetteer, tints: dict[tuple[str, ...], Tint]
) -> Iterator[Shape]:
    """Draw what follows each other in one lane; what stays is one block."""
    first = 0
    for row in range(1, len(drawn) + 1):
        if row < len(drawn) and drawn[row].lanes[lane] == drawn[first].lanes[lane]:
            continue
        codes, x, y = drawn[first].lanes[lane], _LANES[lane], _TOP + first * _ROW
        known = names.places if lane == 1 else names.units
        name = BETWEEN.join(known.get(code, code) for code in codes)
        is_nobody = not codes or (lane == 0 and len(codes) > 1)
        said = Text(name, name) if codes else _NOBODY[lane]
        since = moment(drawn[first].at).text
        label = Text(
            f"{_HEADS[lane].id}: {said.id}, {since}", f"{_HEADS[lane].en}: {said.en}, {since}"
        )
        tint: Tint = tints.get(codes, "line") if lane == 0 else ("seven" if lane == 1 else "good")
        height = (row - first) * _ROW - 2
        yield Block(
            x, y, _LANE, height, "warn" if is_nobody else tint, label, 1, is_hatched=is_nobody
        )
        if is_nobody:
            yield Block(x + 3, y + 7, _LANE - 6, 16, "card")
        yield Words(x + 4, y + 19, _short(name) if name else Text("tak tercatat", "unrecorded"))
        first = row


def _short(name: str) -> str:
    return name if len(name) <= _LETTERS else f"{name[: _LETTERS - 1].rstrip()}…"


def _day(at: datetime | None) -> str:
    return "" if at is None else f"{at:%d-%m %H.%M}"
