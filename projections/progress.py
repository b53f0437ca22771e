"""Progress: how many boxes of each district are where, from what is known of every box.

Counted over an index that holds nothing but what is counted, place by place, and the register is
asked once for each place: neither a state is read nor a history.  Boxes that nobody has
registered count for no district.
"""

from collections.abc import Mapping
from typing import Final, NamedTuple

from projections.custody import BOXES
from projections.place import PLACES
from projections.query import Query, query
from projections.view import View

STAGES: Final = ("gudang", "jalan", "ppk", "pps", "tps", "kembali", "lain")
"""Where boxes are, in the order of their way; `lain` is any other place, an unknown one, and what
is out of use."""

_KINDS: Final = frozenset(("gudang", "ppk", "pps", "tps"))
_COUNTED: Final = (
    "SELECT counted.area, counted.course, {places}.kind, sum(counted.boxes) FROM ("
    "SELECT area, course, place, count(*) AS boxes FROM {boxes} "
    "WHERE {holds} AND course IS NOT NULL GROUP BY area, course, place) AS counted "
    "LEFT JOIN (SELECT subject, kind FROM {places} WHERE {holds}) AS {places} "
    "ON {places}.subject = counted.place GROUP BY 1, 2, 3"
)
_NAMED: Final = (
    "SELECT subject, json_extract(state, '$.registered.name') FROM {places} "
    "WHERE {holds} AND kind = 'ppk' ORDER BY subject"
)


class District(NamedTuple):
    """How far the boxes of one district have come."""

    area: str
    """Its code: `16.08.05`; empty: of boxes that nobody has registered."""
    name: str | None
    """What its PPK's place is called; None: none is registered."""
    boxes: Mapping[str, int]
    """How many are at each of `STAGES`."""

    @property
    def total(self) -> int:
        """How many there are."""
        return sum(self.boxes.values())


def progress(view: View) -> tuple[District, ...]:
    """Count the boxes of every district, by its code."""
    counts: dict[str, dict[str, int]] = {}
    for area, course, kind, boxes in view.rows(counting(view)):
        found = counts.setdefault(area or "", dict.fromkeys(STAGES, 0))
        found[_stage(course, kind)] += boxes
    names = district_names(view)
    return tuple(District(area, names.get(area), counts[area]) for area in sorted(counts))


def counting(view: View) -> Query:
    """Return by which query boxes are counted."""
    return query(_COUNTED, boxes=BOXES.fold, places=PLACES.fold, holds=view.holds)


def district_names(view: View) -> dict[str, str]:
    """Return what the places of the PPK are called, by the code of their district."""
    rows = view.rows(query(_NAMED, places=PLACES.fold, holds=view.holds))
    return {subject.partition("/")[0]: name for subject, name in rows}


def _stage(course: str, kind: str | None) -> str:
    if course == "di_tempat":
        return kind if kind in _KINDS else "lain"
    return course if course in STAGES else "lain"
