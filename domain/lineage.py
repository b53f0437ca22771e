"""Lineage: the acceptances of one box read as a chain, from its registration to whoever has it.

A link holds if the giver is a holder at that point and both sides stand behind it: the receiver
by accepting, the giver by an offer or dispatch, or the plan for the giver.  Where a link does not
hold, the receiver's claim is put beside the others.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Final, Literal, NamedTuple

import msgspec

Basis = Literal["pendaftaran", "tawaran", "rencana", "pernyataan"]
"""A claim rests on the registration, on an offer or dispatch, on the plan, or on its own word."""

Status = Literal["baru", "pindah", "putus", "tanpa_tawaran", "klaim", "ulangan", "ditolak"]
"""What an answer did: not read yet; moved the holder; came from nobody who held the box (R02); came
without the holder's word (R08); was said by a stranger to the receiver; was said again; was a
refusal."""

_FAULTS: Final[frozenset[Status]] = frozenset({"putus", "tanpa_tawaran", "klaim"})


class Claim(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """One unit's claim to hold the box."""

    unit: str
    index: int
    """The leaf it rests on."""
    at: datetime
    basis: Basis
    giver: str | None = None
    """From whom, by an acceptance."""


class Answer(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """An acceptance or a refusal."""

    giver: str
    receiver: str
    index: int
    at: datetime
    status: Status = "baru"
    is_genuine: bool = False
    """Said by a person of the receiver."""
    is_offered: bool = False
    """The giver's own word for it is in the log."""
    is_planned: bool = False

    @property
    def moves(self) -> bool:
        """Tell whether both sides stand behind it, or the plan for one of them."""
        return self.is_genuine and (self.is_offered or self.is_planned)


class Lineage(NamedTuple):
    """A chain as read in one order."""

    claims: tuple[Claim, ...]
    """Who claims to hold the box at its end."""
    statuses: dict[int, Status]
    """What each answer did, by its leaf index."""
    against: dict[int, tuple[Claim, ...]]
    """For a link that does not hold: whom the record had as holders."""

    @property
    def faults(self) -> int:
        """Count what stays unexplained."""
        return len(self.claims) + sum(status in _FAULTS for status in self.statuses.values())


def trace(base: tuple[Claim, ...], answers: tuple[Answer, ...]) -> Lineage:
    """Read the answers in the log's order, or by their times where that explains more."""
    as_logged = read(base, answers)
    if as_logged.faults <= 1:
        return as_logged
    by_time = read(base, sorted(answers, key=lambda answer: (answer.at, answer.index)))
    return by_time if by_time.faults < as_logged.faults else as_logged


def read(base: tuple[Claim, ...], answers: Iterable[Answer]) -> Lineage:
    """Read the answers in the order given, beginning with the claims of `base`."""
    claims = base
    statuses: dict[int, Status] = {}
    against: dict[int, tuple[Claim, ...]] = {}
    for answer in answers:
        if answer.status == "ditolak":
            statuses[answer.index] = "ditolak"
            continue
        status = statuses[answer.index] = judge(claims, answer)
        if status in _FAULTS:
            against[answer.index] = claims
        claims = after(claims, answer, status)
    return Lineage(claims, statuses, against)


def judge(claims: tuple[Claim, ...], answer: Answer) -> Status:
    """Tell what an acceptance does to those who claim to hold the box."""
    status: Status = "klaim"
    if any(claim.unit == answer.giver for claim in claims):
        if answer.moves:
            status = "pindah"
        elif answer.is_genuine:
            status = "tanpa_tawaran"
    elif any(one.unit == answer.receiver and one.giver == answer.giver for one in claims):
        status = "ulangan"
    else:
        status = "putus"
    return status


def after(claims: tuple[Claim, ...], answer: Answer, status: Status) -> tuple[Claim, ...]:
    """Return who claims to hold the box after an acceptance."""
    if status == "pindah":
        basis: Basis = "tawaran" if answer.is_offered else "rencana"
        claim = Claim(answer.receiver, answer.index, answer.at, basis, answer.giver)
        if len(claims) == 1 and claims[0].unit == answer.giver:
            return (claim,)
        return (*(one for one in claims if one.unit not in (answer.giver, answer.receiver)), claim)
    if status == "ulangan" or any(one.unit == answer.receiver for one in claims):
        return claims
    claim = Claim(answer.receiver, answer.index, answer.at, "pernyataan", answer.giver)
    return (*claims, claim)
