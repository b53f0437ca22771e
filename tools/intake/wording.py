"""Wording: from drafts to the statements that say them, as few as the bounds of a note allow."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any, Final, NamedTuple

from domain.box import Item, ItemRegistered
from domain.catalogue import NotUnderstood, Statement, encode, read
from domain.disclosure import commit
from domain.operation import OrganisationRegistered
from domain.order import ROLL_MAX, OrderIssued
from domain.person import PersonEnrolled, RoleGranted
from domain.place import PlaceRegistered
from domain.plan import AssignmentMade
from domain.statement import MAX_BOXES, time
from ledger.journal import NOTE_BYTES_MAX
from tools.intake.draft import Draft, Key
from tools.verdict import Text

BODY_BYTES_MAX: Final = NOTE_BYTES_MAX - 2048
"""Of a body: header and signatures stand in the note too."""

PERSONS_MAX: Final = 300

_ORDER: Final[tuple[type, ...]] = (
    OrganisationRegistered,
    PlaceRegistered,
    PersonEnrolled,
    RoleGranted,
    OrderIssued,
    AssignmentMade,
    ItemRegistered,
)
_ANY_TIME: Final = "2024-11-25T08:00:00+07:00"


class Saying(NamedTuple):
    """A statement, and what opens what it seals."""

    body: str
    """Canonical, without a line feed."""
    keys: tuple[Key, ...]
    """What it states."""
    secret: tuple[bytes, Any] | None = None
    """Salt and value of the sealed `identity`."""


def worded(drafts: Iterable[Draft], at: str, salt: Callable[[], bytes]) -> list[Saying]:
    """Return the statements that say all drafts: units before places, upper ones before lower.

    Args:
        drafts: What is to be said.
        at: When it is said.
        salt: Gives 32 fresh random bytes.
    """
    ordered = sorted(drafts, key=_rank)
    sayings: list[Saying] = []
    for statement, group in groupby(ordered, key=lambda draft: draft.statement):
        if statement is ItemRegistered:
            sayings += _gathered(list(group), at, _items, MAX_BOXES)
        elif statement is OrderIssued:
            sayings += _letters(list(group), at)
        elif statement is AssignmentMade:
            sayings += _gathered(list(group), at, _assignment, PERSONS_MAX)
        else:
            sayings += [_single(draft, at, salt) for draft in group]
    return sayings


def fault_of(draft: Draft) -> Text | None:
    """Tell why a draft cannot be said, or None if it can."""
    try:
        statement = _statement([draft], _ANY_TIME)
        found = read(encode(statement))
    except (ValueError, TypeError) as error:
        return Text(f"tidak dapat dinyatakan: {error}", f"cannot be stated: {error}")
    if isinstance(found, NotUnderstood):
        return Text(f"tidak dapat dinyatakan: {found.detail}", f"cannot be stated: {found.detail}")
    return None


def _rank(draft: Draft) -> tuple[int, int]:
    return _ORDER.index(draft.statement), len(draft.key[1].partition("/")[0])


def _single(draft: Draft, at: str, salt: Callable[[], bytes]) -> Saying:
    fields = {**draft.defaults, **draft.given}
    secret = None
    if draft.secret is not None:
        fresh = salt()
        fields["identity"] = commit(draft.secret, fresh, "pribadi")
        secret = (fresh, draft.secret)
    statement: Any = draft.statement(at=at, **fields)
    return Saying(encode(statement).decode(), (draft.key,), secret)


def _gathered(
    drafts: Sequence[Draft],
    at: str,
    make: Callable[[Sequence[Draft], str], Statement],
    most: int,
) -> Iterator[Saying]:
    """Say drafts of one kind together, as many in each statement as go into a note."""
    groups: dict[object, list[Draft]] = {}
    for draft in drafts:
        groups.setdefault(_together(draft), []).append(draft)
    for group in groups.values():
        while group:
            count = min(len(group), most)
            body = encode(make(group[:count], at))
            while len(body) > BODY_BYTES_MAX and count > 1:
                count = max(1, count * BODY_BYTES_MAX // len(body))
                body = encode(make(group[:count], at))
            yield Saying(body.decode(), tuple(draft.key for draft in group[:count]))
            del group[:count]


def _together(draft: Draft) -> object:
    """Return what drafts have to share to be said in one statement."""
    if draft.statement is ItemRegistered:
        return draft.defaults["holder"], draft.defaults["place"]
    return draft.key[:-1], draft.given["from_"], draft.given["until"]


def _statement(drafts: Sequence[Draft], at: str) -> Statement:
    (draft, *_) = drafts
    if draft.statement is ItemRegistered:
        return _items(drafts, at)
    made: Any = draft.statement(at=at, **{**draft.defaults, **draft.given})
    return made  # type: ignore[no-any-return]  # one of the union: `_ORDER` names them


def _items(drafts: Sequence[Draft], at: str) -> Statement:
    place, holder = drafts[0].defaults["place"], drafts[0].defaults["holder"]
    items = tuple(_item(draft) for draft in drafts)
    return ItemRegistered(at=at, holder=holder or "-", place=place or "-", items=items)


def _item(draft: Draft) -> Item:
    fields = {**draft.defaults, **draft.given}
    told = {name: value for name, value in fields.items() if name in Item.__struct_fields__}
    return Item(box=draft.key[1], **told)


def _letters(drafts: Sequence[Draft], at: str) -> Iterator[Saying]:
    """Issue each order once: nobody gives one number to two letters."""
    groups: dict[str, list[Draft]] = {}
    for draft in drafts:
        groups.setdefault(draft.key[1], []).append(draft)
    for group in groups.values():
        yield Saying(encode(_order(group, at)).decode(), tuple(draft.key for draft in group))


def _order(drafts: Sequence[Draft], at: str) -> Statement:
    """Return the order of all rows; where the roll is too long, its assignments name everybody."""
    rows = [draft.defaults for draft in drafts]
    persons = tuple(dict.fromkeys(row["persons"][0] for row in rows))
    places = tuple(dict.fromkeys(row["place"] for row in rows))
    return OrderIssued(
        at=at,
        order=rows[0]["order"],
        unit=rows[0]["unit"],
        task=rows[0]["task"],
        place=rows[0]["place"],
        places=places if 1 < len(places) <= ROLL_MAX else (),
        from_=min((row["from_"] for row in rows), key=time),
        until=max((row["until"] for row in rows), key=time),
        strength=len(persons),
        persons=persons if len(persons) <= ROLL_MAX else (),
    )


def _assignment(drafts: Sequence[Draft], at: str) -> Statement:
    persons = tuple(draft.key[-1] for draft in drafts)
    first = drafts[0]
    fields = {**first.defaults, **first.given, "persons": persons}
    return AssignmentMade(at=at, **fields)
