"""Units and places by name: which line a unit stands in, and what lies within an area.

Unit and place ids begin with the code of an area (`16.08.05.2003/kpps-007`), so both questions are
answered from the name alone, offline, and by everybody alike.

Source: Kemendagri area codes, Kepmendagri 300.2.2-2430/2025.
"""

from typing import Final, Literal

Line = Literal["kpu", "polri", "bawaslu", "lain"]
"""Who a unit answers to in the end; law keeps the first three apart."""

AREAS_MAX: Final = 8
"""Province, regency, district, village and what stands in it, and room to spare."""

LINES: Final[dict[str, Line]] = {
    **dict.fromkeys(("kpu", "ppk", "pps", "kpps", "linmas"), "kpu"),
    **dict.fromkeys(
        ("polri", "polda", "polres", "polsek", "brimob", "tni", "koramil", "satpol"), "polri"
    ),
    **dict.fromkeys(("bawaslu", "panwascam", "pkd", "ptps"), "bawaslu"),
}
"""The line of each kind of unit; any other word is `lain` (carriers, witnesses, local offices)."""


def line(unit: str) -> Line:
    """Return the line of a unit id (`16.08.05.2003/kpps-007`) or a kind of unit (`kpps`)."""
    return LINES.get(unit.rpartition("/")[2].partition("-")[0], "lain")


def founding_unit(registrar: str) -> str:
    """Return the organisation a registrar's journal speaks for.

    `16.08/kpu` and `16.08/kpu/registrar` both speak for `16.08/kpu`.
    """
    parts = registrar.split("/")
    for end in range(len(parts), 0, -1):
        if line(parts[end - 1]) != "lain":
            return "/".join(parts[:end])
    return registrar


def covers(scope: str, name: str) -> bool:
    """Tell whether a place, unit or journal lies in a scope; the empty scope is everywhere.

    `16.08` covers `16.08/GDG-01`, `16.08.05/PPK` and itself, but not `16.081`.
    """
    if not scope or name == scope:
        return True
    return name.startswith(scope) and name[len(scope)] in "./"


def areas(name: str) -> tuple[str, ...]:
    """Return every scope that covers a place or unit, the widest first, itself the last.

    `16.08.05/PPK` lies in `16`, `16.08`, `16.08.05` and `16.08.05/PPK`.  Of a name with more parts
    than any code has, only the first few count.
    """
    ends = [end for end, mark in enumerate(name) if mark in "./" and end]
    return (*(name[:end] for end in ends[:AREAS_MAX]), name)
