"""What every statement shares: when it was said, how it cites, and what it keeps sealed.

A statement is the body of one signed note.  Its signer, number and place in the log stand in the
note's header and are never repeated here.  All classes are frozen msgspec structs; a JSON name
that is a Python keyword ends in an underscore here (`from_` is `from`).

Vocabularies that a fold decides on are closed (`Literal`); all others are open text with a list of
known words, because an app newer than the reader must not lose a whole statement to a new word.
"""

from collections.abc import Mapping
from datetime import datetime, tzinfo
from functools import cache, lru_cache
from typing import Annotated, Final, Literal, get_args, get_type_hints

import msgspec
from msgspec import Meta

CITES: Final = {"cites": True}
"""Tells the type of a citation from that of a photograph's hash, which is written alike."""

TIMES: Final = {"times": True}
"""Tells the type of a moment."""

Leaf = Annotated[str, Meta(pattern=r"^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=\Z", extra=CITES)]
"""A leaf hash (32 bytes) in standard base64: how one statement cites another."""

Digest = Annotated[str, Meta(pattern=r"^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=\Z")]
"""A SHA-256 (32 bytes) in standard base64, of a photograph for example."""

Moment = Annotated[
    str,
    Meta(
        pattern=r"^[12][0-9]{3}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?"
        r"(Z|[+-][0-9]{2}:[0-9]{2})\Z",
        extra=TIMES,
    ),
]
"""A time by the signer's clock: RFC 3339 of the years 1000 to 2999, with `Z` or an offset."""

Id = Annotated[str, Meta(min_length=1, max_length=128)]
"""A name within the operation; the aliases below say of what."""

BoxId = Id
"""`16.08.05.2003-TPS007-GUB`; also a door, where seals are concerned."""
SealId = Id
"""`tag_qr:<own tag>`, `kabel_ties:<printed serial>` or `kabel_ties@tutup_depan`: see `seal`."""
PlaceId = Id
"""`16.08/GDG-01`, `16.08.05.2003/TPS-007`."""
UnitId = Id
"""An organisation unit: `16.08/kpu`, `16.08.05/ppk`, `16.08.05.2003/kpps-007`."""
PersonId = Id
"""A pseudonym; never a name or a number that the state gave."""
JournalId = Id
"""`16.08/kpu/gudang-03`."""
ConsignmentId = Id
Word = Annotated[str, Meta(min_length=1, max_length=64)]
"""A code from an open list, such as a reason; never free text."""

Count = Annotated[int, Meta(ge=0, le=2**53 - 1)]
Minutes = Annotated[int, Meta(ge=0, le=525_600)]
Part = Annotated[int, Meta(ge=1, le=10_000)]

MAX_BOXES: Final = 300
"""A larger consignment is said in several statements, `part` i of `parts`."""

Boxes = Annotated[tuple[BoxId, ...], Meta(max_length=MAX_BOXES)]

Visibility = Literal["publik", "tunda", "pengawas", "tertutup", "pribadi"]
"""Who may read: everybody; everybody later; oversight; the parties concerned; personal data."""

SealedClass = Literal["tunda", "pengawas", "tertutup", "pribadi"]


class Record(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """A part of a statement."""


class Sealed(Record, frozen=True, kw_only=True):
    """A value that is committed to here and opened elsewhere (see `disclosure`)."""

    sd: Digest
    """SHA-256 of the opening line, the 32-byte salt and the value's canonical JSON."""
    class_: SealedClass = msgspec.field(name="class")


MicroDegrees = Annotated[int, Meta(ge=-180_000_000, le=180_000_000)]
"""Degrees times one million: a body holds no fractions."""


class Position(Record, frozen=True, kw_only=True):
    """Where the device thought it was; no proof, but a copied code gives itself away by it."""

    latitude: MicroDegrees
    longitude: MicroDegrees
    accuracy: Count
    """Metres, as the device states it."""


class Dated(Record, frozen=True, kw_only=True):
    """A part that names moments."""

    def __post_init__(self) -> None:
        """Refuse a moment that no calendar has, such as 30 February.

        Raises:
            ValueError: A field of the type `Moment` names none.
        """
        for name in _moments(type(self)):
            moment = getattr(self, name)
            if moment is not None:
                time(moment)


class Stated(Dated, frozen=True, kw_only=True, tag=True, tag_field="kind"):
    """What one signer said at one time; the mother of every kind."""

    at: Moment
    """When it happened, by the signer's clock; proven only as far as brackets reach."""
    here: Position | None = None


class Span(Dated, frozen=True, kw_only=True):
    """From one moment until another, both included."""

    from_: Moment = msgspec.field(name="from")
    until: Moment


class Tally(Record, frozen=True, kw_only=True):
    """How many of something were counted."""

    item: Word
    count: Count


class CheckItem(Record, frozen=True, kw_only=True):
    """One line of a checklist with its answer."""

    item: Word
    result: Word
    """`baik`, `kurang`, `rusak`, `tidak_ada`, `tidak_diperiksa`."""
    note: Sealed | None = None


_ZONES: Final[dict[tzinfo | None, tzinfo | None]] = {}
"""One object for each offset: moments of one zone are compared three times as quickly."""


@lru_cache(maxsize=4096)
def time(at: str) -> datetime:
    """Read a statement's `Moment` as an aware datetime with the offset it was said in.

    Every fold asks for the same few moments, one after the other.

    Raises:
        ValueError: It names no moment.
    """
    moment = datetime.fromisoformat(at)
    zone = moment.tzinfo
    shared = _ZONES.setdefault(zone, zone)
    return datetime.combine(moment, moment.time(), shared)  # `replace` takes twice as long


def marked(kind: type[Record], mark: Mapping[str, bool]) -> tuple[str, ...]:
    """Return the fields of a kind whose type bears a mark, `CITES` or `TIMES`."""
    hints = get_type_hints(kind, include_extras=True)
    return tuple(name for name in kind.__struct_fields__ if _bears(hints[name], mark))


def _bears(hint: object, mark: Mapping[str, bool]) -> bool:
    metas = getattr(hint, "__metadata__", ())
    is_marked = any(isinstance(meta, Meta) and meta.extra == mark for meta in metas)
    return is_marked or any(_bears(one, mark) for one in get_args(hint))


@cache
def _moments(kind: type[Record]) -> tuple[str, ...]:
    return marked(kind, TIMES)
