"""Signals: what wants a look though nothing that was said contradicts anything else.

They stand beside the rules R01 to R36 and are worked out in the same way, from what the log knew as
of a leaf and a stated time, so everybody gets the same.  None of them says that somebody did wrong:
whoever lets visitors in at night may have been told to, and a phone may lie in a drawer.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Final, NamedTuple

from domain.context import Context
from domain.duty import Standing, Team
from domain.finding import Finding, Sentence
from domain.policy import Hours
from domain.rules.rule import Rule, minutes
from domain.statement import time

OUTSIDE: Final = Rule(
    "S01",
    "ACCESS_OUTSIDE_HOURS",
    "tinggi",
    "kunjungan",
    Sentence(
        "Tamu masuk di {place} pada {at:time}, di luar jam kerja di sana, {hours}.",
        "A visitor was let in at {place} at {at:time}, outside of the hours there, {hours}.",
    ),
)

OPENED: Final = Rule(
    "S01",
    "ACCESS_OUTSIDE_HOURS",
    "tinggi",
    "gudang",
    Sentence(
        "Pintu {door} di {place} dibuka pada {at:time}, di luar jam kerja di sana, {hours}.",
        "Door {door} at {place} was opened at {at:time}, outside of the hours there, {hours}.",
    ),
)

SILENT: Final = Rule(
    "S02",
    "PHONE_SILENT",
    "sedang",
    "jurnal",
    Sentence(
        "{journal} memulai jaga di {post} dan terakhir terdengar {since:time}, lebih dari "
        "{minutes} menit yang lalu; nomor yang hilang: {missing}.",
        "{journal} began the watch at {post} and was last heard {since:time}, more than "
        "{minutes} minutes ago; missing numbers: {missing}.",
    ),
)

BEHIND: Final = Rule(
    "S03",
    "WITNESS_BEHIND",
    "sedang",
    "buku",
    Sentence(
        "Saksi {witness} belum melihat daun {leaf}, yang diterima log {since:time}, lebih dari "
        "{minutes} menit yang lalu.",
        "Witness {witness} has not seen leaf {leaf}, which the log took in {since:time}, more than "
        "{minutes} minutes ago.",
    ),
)

QUEUED: Final = Rule(
    "S04",
    "QUEUE_OLD",
    "sedang",
    "jurnal",
    Sentence(
        "{journal} menyebut {count} catatan belum terkirim pada {since:time}, lebih dari {minutes} "
        "menit yang lalu, dan belum terdengar lagi.",
        "{journal} told of {count} notes not sent yet at {since:time}, more than {minutes} minutes "
        "ago, and was not heard since.",
    ),
)


class Phone(NamedTuple):
    """How far a journal was heard."""

    leaf: int
    """Of its newest statement."""
    at: datetime
    """When that was made, by its own clock."""
    missing: int
    """How many of its numbers were given up."""


def outside(hours: Sequence[Hours], at: datetime) -> str | None:
    """Return the hours of a place if a moment lies outside of all of them, in words.

    Args:
        hours: When people are expected; none: nobody has said.
        at: By the clock of whoever says it.
    """
    if not hours or any(one.cover(at.hour) for one in hours):
        return None
    return ", ".join(f"{one.from_:02}.00-{one.until:02}.00" for one in hours)


def outside_of(place: str, at: str, index: int, context: Context) -> str | None:
    """Return the hours of a place if what is stated at a leaf lies outside of them."""
    registered = context.place(place, index)
    kind = None if registered is None else registered.place_kind
    return outside(context.schedule.hours(place, kind, index), time(at))


def let_in(visit: str, index: int, place: str, at: datetime, hours: str) -> Finding:
    """S01: a visitor was let in when nobody is expected there."""
    return OUTSIDE.finding(visit, (index,), place=place, at=at.isoformat(), hours=hours)


def opened(place: str, index: int, door: str, at: str, hours: str) -> Finding:
    """S01: a door of a store was opened when nobody is expected there."""
    return OPENED.finding(place, (index,), place=place, door=door, at=at, hours=hours)


def behind(witness: str, leaf: int, since: datetime, wait: int) -> Finding:
    """S03: a witness has not seen what the log took in a while ago.

    Args:
        witness: Its name in the policy.
        leaf: The first leaf that it has not seen.
        since: When the log took that in, by its own clock.
        wait: For how many minutes that is nothing to be told.
    """
    return BEHIND.finding(
        witness, (leaf,), witness=witness, leaf=leaf, since=since.isoformat(), minutes=wait
    )


def queued(journal: str, count: int, leaf: int, since: datetime, wait: int) -> Finding:
    """S04: a phone had not sent everything when it was in touch last, and that is long ago.

    Args:
        journal: Which one.
        count: So many notes waited on it.
        leaf: Of its newest note then.
        since: When that was, by the server's clock.
        wait: For how many minutes that is nothing to be told.
    """
    return QUEUED.finding(
        journal, (leaf,), journal=journal, count=count, since=since.isoformat(), minutes=wait
    )


def silent(
    post: str, duty: Standing, phones: Mapping[str, Phone], at: datetime
) -> Iterator[Finding]:
    """Yield S02 for phones that have begun a watch which still runs, and are not heard since.

    Args:
        post: Where.
        duty: Who has the watch there; when the plan asks for nobody any more, nobody is awaited.
        phones: How far each journal was heard.
        at: The stated time (aware).
    """
    if duty.ask is not None and at > duty.ask.until:
        return
    for team in duty.teams:
        phone = phones.get(team.journal)
        if phone is not None:
            found = _silent(post, team, phone)
            if found.stands(at):
                yield found


def _silent(post: str, team: Team, phone: Phone) -> Finding:
    return SILENT.finding(
        team.journal,
        (phone.leaf,),
        phone.at + minutes(team.silent),
        journal=team.journal,
        post=post,
        since=phone.at.isoformat(),
        minutes=team.silent,
        missing=phone.missing,
    )
