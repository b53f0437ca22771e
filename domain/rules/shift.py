"""R18 SHIFT_GAP and UNDERSTAFFED, R20 HANDOVER_DRIFT: a planned post and who stood there.

Source: docs/reference/rules.md.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from domain.finding import Finding, Sentence
from domain.rules.rule import MOMENT, Rule, minutes
from domain.statement import Tally

EMPTY: Final = Rule(
    "R18",
    "SHIFT_GAP",
    "tinggi",
    "pos",
    Sentence(
        "Pos {post} tanpa regu jaga sejak {since:time}, lebih dari {minutes} menit.",
        "Post {post} has had no team on duty since {since:time}, for more than {minutes} minutes.",
    ),
)

FEW: Final = Rule(
    "R18",
    "UNDERSTAFFED",
    "tinggi",
    "pos",
    Sentence(
        "Pos {post} dijaga {present} orang sejak {since:time}, rencana {minimum}, lebih dari "
        "{minutes} menit.",
        "Post {post} has been guarded by {present} since {since:time}, the plan asks {minimum}, "
        "for more than {minutes} minutes.",
    ),
)

DRIFT: Final = Rule(
    "R20",
    "HANDOVER_DRIFT",
    "tinggi",
    "pos",
    Sentence(
        "Inventaris pos {post} saat serah terima jaga berbeda: {differences:words}.",
        "The inventory of post {post} differs at the handover of the watch: {differences:words}.",
    ),
)

LEFT: Final = Rule(
    "R20",
    "HANDOVER_DRIFT",
    "tinggi",
    "pos",
    Sentence(
        "Regu {team} meninggalkan pos {post} tanpa serah terima, sedangkan rencana masih meminta "
        "penjagaan.",
        "Team {team} left post {post} without handing over, while the plan still asks for a guard.",
    ),
)


def empty(post: str, index: int, since: datetime, limit: int) -> Finding:
    """R18: nobody on the post; it stands unless a team starts within `limit` minutes."""
    return EMPTY.finding(
        post,
        (index,),
        since + minutes(limit),
        post=post,
        since=since.isoformat(),
        minutes=limit,
    )


def few(post: str, index: int, since: datetime, strength: tuple[int, int], limit: int) -> Finding:
    """R18: fewer present than planned (`strength`); it stands unless more come in time."""
    present, minimum = strength
    return FEW.finding(
        post,
        (index,),
        since + minutes(limit),
        post=post,
        present=present,
        minimum=minimum,
        since=since.isoformat(),
        minutes=limit,
    )


def drift(
    post: str, evidence: tuple[int, int], handed: Iterable[Tally], counted: Iterable[Tally]
) -> Finding | None:
    """R20: the incoming team counted otherwise; what one side leaves out counts as none.

    The leaf of the incoming team stands first in `evidence`, whichever the log has heard first.
    """
    gave, took = _counts(handed), _counts(counted)
    if gave == took:
        return None
    differences = ", ".join(
        f"{item} {gave.get(item, 0)} → {took.get(item, 0)}"
        for item in sorted(gave.keys() | took.keys())
        if gave.get(item, 0) != took.get(item, 0)
    )
    return DRIFT.finding(post, evidence, post=post, differences=differences)


def left(post: str, index: int, team: str, at: datetime) -> Finding:
    """R20: a team ended its watch while the plan asks for one and nobody took over.

    It stands from then on, unless it comes out that somebody was there.
    """
    return LEFT.finding(post, (index,), at - MOMENT, post=post, team=team)


def _counts(tallies: Iterable[Tally]) -> dict[str, int]:
    """Add up per item; what is stated as none is as good as not stated."""
    counts: dict[str, int] = {}
    for tally in tallies:
        counts[tally.item] = counts.get(tally.item, 0) + tally.count
    return {item: count for item, count in counts.items() if count}
