"""Where one box was at an hour, as it was known at a leaf: the answer as JSON and as a page.

    ?at=<time>        what statements say of this hour; without it, all that they say
    ?known=<leaf>     what stood in the log up to that leaf; without it, all that is folded
    ?known=<time>     what witnesses had seen of the log by then; the answer names the leaf

`segel show` tells the same of a ledger's directory, from here.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final, NamedTuple

from msgspec.structs import asdict

from api.sheet import (
    WIB,
    Cell,
    Field,
    Sheet,
    Table,
    Text,
    hour,
    leaf,
    link,
    moment,
    plain,
    unit,
    word,
)
from domain.catalogue import KINDS
from domain.grade import Grade, weakest
from domain.lineage import Claim
from domain.reading import Road
from domain.retelling import Told
from domain.whereabouts import Ground, Part, Whereabouts
from ledger.bracket import Bracket
from projections.grade import grades
from projections.recollection import Recollection
from projections.view import View

PARTS: Final[Mapping[Part, Text]] = {
    "pemegang": Text("pemegang", "holder"),
    "tempat": Text("tempat", "place"),
    "penjaga": Text("penjaga", "guard"),
    "segel": Text("segel", "seals"),
    "dibuka": Text("pembukaan", "opening"),
}
"""What each part of an answer is called."""

STATES: Final[Mapping[str, Text]] = {
    "tidak_dikenal": Text(
        "belum diketahui: sampai waktu itu tak ada yang menyatakan memegangnya",
        "unknown: up to that time nobody states to hold it",
    ),
    "disengketakan": Text(
        "disengketakan: lebih dari satu satuan menyatakan memegangnya",
        "disputed: more than one unit states to hold it",
    ),
}
"""Answers that must not be overlooked, in full."""

_HEADS: Final = (
    Text("waktu", "time"),
    Text("pernyataan", "statement"),
    Text("jurnal", "journal"),
    Text("menentukan", "decides"),
    Text("tingkat", "grade"),
    Text("terbukti ditandatangani", "proven to be signed"),
    Text("daun", "leaf"),
)


class Known(NamedTuple):
    """As of which leaf something is told, and why that one."""

    leaf: int
    asked: datetime | None = None
    """The moment that was asked about; None: the leaf itself was."""
    at_most: int | None = None
    """The last leaf that may have been in the log by then; None: nothing shows where it ended."""


class Answer(NamedTuple):
    """One question and what is told."""

    box: str
    at: datetime | None
    known: Known
    found: Whereabouts
    brackets: Mapping[int, Bracket]
    """Leaf index -> between which moments its statement was signed."""
    grades: Mapping[int, Grade]
    """Leaf index -> how good the evidence of its statement is."""

    @property
    def grade(self) -> Grade | None:
        """That of the weakest statement it rests on; None: it rests on none."""
        return weakest(self.grades.values())

    @property
    def is_of_anything(self) -> bool:
        """Whether the box is known at all, if only from what is stated for later."""
        return self.found.is_known or bool(self.found.retelling.ahead)


def known_by(memory: Recollection, now: View, asked: datetime) -> Known | None:
    """Return as of which leaf something was known at a moment; None: no witness can tell."""
    extent = memory.extent(now, asked)
    if not extent.at_least:
        return None
    at_most = None if extent.at_most is None else extent.at_most - 1
    return Known(extent.at_least - 1, asked, at_most)


def answer(memory: Recollection, view: View, box: str, at: datetime | None, known: Known) -> Answer:
    """Answer one question.

    Args:
        memory: Of the log.
        view: As of the leaf of `known`.
        box: Its name.
        at: The hour (aware); None: after all that is stated.
        known: As of which leaf, and why.
    """
    found = memory.whereabouts(view, box, at)
    said = [ground.told.said for ground in found.grounds]
    brackets = {one.index: memory.bracket(view, one) for one in said}
    return Answer(box, at, known, found, brackets, grades(view, [*brackets]))


def told(one: Answer) -> dict[str, Any]:
    """Return an answer as JSON has it."""
    found, box = one.found, one.found.box
    ahead = found.retelling.ahead
    return {
        "at": one.at,
        "known": {"leaf": one.known.leaf, "asked": one.known.asked, "at_most": one.known.at_most},
        "box": {
            "box": one.box,
            "state": box.state,
            "holder": box.holder,
            "claims": [named(claim) for claim in box.custody.claims],
            "guards": found.guards,
            "place": box.place,
            "seen_at": box.placed,
            "road": None if box.road is None else named(box.road),
            "seals": box.seals,
            "difference": box.difference._asdict(),
            "opened_by": box.opened,
        },
        "grade": one.grade,
        "rests_on": [_ground(one, ground) for ground in found.grounds],
        "stated_for_later": len(ahead),
        "next_at": ahead[0].at if ahead else None,
    }


def named(part: Claim | Road) -> dict[str, Any]:
    """Return a part of a box's state, which is kept as a list, with the names of what is there."""
    return {name: value for name, value in asdict(part).items() if value is not None}


def fields(at: datetime | None = None, known: Known | None = None) -> tuple[Field, Field]:
    """Return what can be asked on the page of a box, with what was asked."""
    leaf_or_time = ""
    if known is not None:
        leaf_or_time = str(known.leaf) if known.asked is None else known.asked.isoformat()
    return (
        hour("at", Text("pada waktu", "at the time"), at),
        Field(
            "known",
            Text("seperti diketahui pada daun atau waktu", "as known at leaf or time"),
            "1200",
            leaf_or_time,
        ),
    )


def sheet(one: Answer) -> Sheet:
    """Return an answer as a page."""
    return Sheet(
        Text(f"Kotak {one.box}", f"Box {one.box}"),
        list(_facts(one)),
        [
            Table(
                Text("Bersandar pada pernyataan", "Rests on statements"),
                _HEADS,
                [_row(one, ground) for ground in one.found.grounds],
            )
        ],
        fields=fields(one.at, one.known),
    )


def _facts(one: Answer) -> Iterator[tuple[Text, Cell]]:
    found, box = one.found, one.found.box
    everything = Cell(Text("semua yang dinyatakan", "all that is stated"))
    yield Text("pada waktu", "at the time"), moment(one.at) if one.at else everything
    yield Text("seperti diketahui pada daun", "as known at leaf"), leaf(one.known.leaf)
    if one.known.asked is not None:
        yield Text("karena ditanya per", "because asked by"), moment(one.known.asked)
        yield Text("mungkin sampai daun", "perhaps up to leaf"), _at_most(one.known)
    plainly = STATES.get(box.state)
    state = word(box.state) if plainly is None else Cell(plainly, tone="warn")
    yield Text("keadaan", "state"), state
    yield PARTS["pemegang"], unit(*box.custody.holders)
    yield PARTS["tempat"], link("places", box.place)
    yield Text("terlihat di sana", "seen there"), moment(box.placed)
    yield PARTS["penjaga"], unit(*found.guards)
    yield PARTS["segel"], plain(", ".join(box.seals) or None)
    yield Text("tingkat bukti terlemah (A-C)", "weakest evidence (A-C)"), plain(one.grade)
    if found.retelling.ahead:
        words = Text("pernyataan tentang waktu sesudahnya", "statements about later times")
        yield words, plain(len(found.retelling.ahead))


def _at_most(known: Known) -> Cell:
    if known.at_most is None:
        return Cell(Text("tidak terbukti", "nothing shows it"))
    return leaf(known.at_most)


def _row(one: Answer, ground: Ground) -> list[Cell]:
    said, bracket = ground.told.said, one.brackets[ground.told.said.index]
    parts = [PARTS[part] for part in ground.parts]
    decides = Text(", ".join(part.id for part in parts), ", ".join(part.en for part in parts))
    return [
        _time(ground.told),
        _kind(type(said.statement).__name__),
        link("journals", said.journal),
        Cell(decides) if parts else Cell(),
        plain(one.grades.get(said.index)),
        Cell(proven(*map(_moment, bracket))),
        leaf(said.index),
    ]


def _kind(name: str) -> Cell:
    return Cell(Text(KINDS[name].label, KINDS[name].english))


def _time(told: Told) -> Cell:
    """Write a stated time, and whether it became known late."""
    shown = moment(told.at)
    if not told.is_late:
        return shown
    return Cell(Text(f"{shown.text} (susulan)", f"{shown.text} (entered late)"), tone="warn")


def proven(not_before: datetime | str | None, not_after: datetime | str | None) -> Text:
    """Say between which moments something was signed, as far as witnesses have proven it."""
    first, last = moment(not_before).text, moment(not_after).text
    if not_before is None and not_after is None:
        return Text("belum dibuktikan saksi", "proven by no witness yet")
    if not_before is None:
        return Text(f"sebelum {last}", f"before {last}")
    if not_after is None:
        return Text(f"sesudah {first}", f"after {first}")
    return Text(f"antara {first} dan {last}", f"between {first} and {last}")


def _moment(seconds: int | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, WIB)


def _ground(one: Answer, ground: Ground) -> dict[str, Any]:
    said, bracket = ground.told.said, one.brackets[ground.told.said.index]
    ends = [_moment(end) for end in bracket]
    return {
        "leaf_index": said.index,
        "kind": type(said.statement).__name__,
        "journal": said.journal,
        "at": ground.told.at,
        "late": ground.told.is_late,
        "decides": ground.parts,
        "grade": one.grades.get(said.index),
        "not_before": ends[0],
        "not_after": ends[1],
    }
