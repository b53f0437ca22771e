"""Seals on paper: in words, with how good the evidence of each is."""

from collections.abc import Iterable, Sequence
from typing import Final

from domain.seal import BoxSeen, SealGrade, grade
from projections.paper.wording import plain

_ORDER: Final[tuple[SealGrade, ...]] = ("lemah", "sedang", "kuat")
_WHY: Final[dict[SealGrade, str]] = {
    "lemah": "tanpa nomor; yang satu tidak dapat dibedakan dari yang lain",
    "sedang": "nomor cetak pabrik",
    "kuat": "tag QR sendiri, 80 bit acak",
}


def named(seal: str) -> str:
    """Return a seal in words: `kabel ties OKT-000001`, `kabel ties tanpa nomor, tutup depan`."""
    kind, mark, number = seal.partition(":")
    if mark and number:
        return f"{plain(kind)} {number}"
    kind, _, position = seal.partition("@")
    where = f", {plain(position)}" if position else ""
    return f"{plain(kind.rstrip(':'))} tanpa nomor{where}"


def all_named(seals: Sequence[str]) -> str:
    """Return seals in words, one after the other; kinds are not said twice."""
    groups: dict[str, list[str]] = {}
    for seal in seals:
        kind, mark, number = seal.partition(":")
        key = plain(kind) if mark and number else named(seal)
        groups.setdefault(key, []).extend([number] if mark and number else [])
    return "; ".join(f"{kind} {', '.join(numbers)}".strip() for kind, numbers in groups.items())


def state(seen: BoxSeen) -> str:
    """Return in what state the seals of a box were found."""
    parts = [
        f"{len(seals)} {word}"
        for word, seals in (
            ("utuh", seen.utuh),
            ("rusak", seen.rusak),
            ("tidak ada", seen.tidak_ada),
        )
        if seals
    ]
    return ", ".join(parts) or "tidak diperiksa"


def weakest(seals: Iterable[str]) -> SealGrade | None:
    """Return the weakest grade among seals; None: there are none."""
    found = {grade(seal) for seal in seals}
    return next((one for one in _ORDER if one in found), None)


def remark(seals: Iterable[str]) -> tuple[str, ...]:
    """Return what a reader must know of the seals' evidence."""
    all_of_them = tuple(seals)
    found = weakest(all_of_them)
    if found is None:
        return ()
    count = sum(grade(seal) == found for seal in all_of_them)
    return (f"Mutu bukti segel terlemah: {found} ({_WHY[found]}), {count} segel.",)
