"""Progress: which district a box counts for, and how far its own record says that it has come.

The record of a box alone tells whether it is on the road, back where it began or out of use.
Where it is in between depends on what its place is, which the register of places knows.
"""

from functools import lru_cache
from typing import Final, Literal, TypeAlias

from domain.journey import Box

Course: TypeAlias = Literal["di_tempat", "jalan", "kembali", "luar_pakai"]
"""At a place, on the road, with its first holder again after others held it, or out of use."""

_DISTRICT: Final = 3
"""Parts of a district's code: province, regency, district."""


def course(box: Box) -> Course | None:
    """Say how far a box has come; None: it is none, or nobody has said that there is one."""
    if box.content.fate is not None:
        return "luar_pakai"
    claims = box.custody.claims
    if not claims and box.registration is None:
        return None
    if box.road is not None:
        return "jalan"
    return "kembali" if _is_back(box) else "di_tempat"


def _is_back(box: Box) -> bool:
    """Tell whether the one who holds it undisputed had it first and has accepted it since."""
    claims = box.custody.claims
    if len(claims) != 1 or box.registration is None:
        return False
    return claims[0].giver is not None and claims[0].unit == box.registration.registrant


def counted_for(box: Box) -> str | None:
    """Return the district that a box is meant for, else where its name says; None: unregistered."""
    item = box.item
    return None if item is None else district(item.destination or item.box)


@lru_cache(maxsize=16_384)
def district(name: str) -> str:
    """Return the code of the district (kecamatan) in which a place, unit or box lies.

    `16.08.05.2003/TPS-007` and `16.08.05.2003-TPS007-GUB` lie in `16.08.05`; what belongs to a
    whole regency (`16.08/GDG-01`) answers with the regency's own code.

    Source: Kemendagri area codes, Kepmendagri 300.2.2-2430/2025.
    """
    code = name.partition("/")[0].partition("-")[0]
    return ".".join(code.split(".")[:_DISTRICT])
