"""Disclosure: which opened values of a statement whoever asks is shown.

What a class, a role and the time allow is decided by `domain.disclosure.release`; here it is looked
up how a reader stands to a statement.  Personal data are shown for a day after the reader's own
journal has stated in the log to read them: the server cannot write that statement, and nobody can
take it back.
"""

from base64 import b64encode
from collections.abc import Iterator
from typing import Any, Final, NamedTuple
from urllib.parse import urlencode

from api.readership import HOUR, Reader
from api.service import Service
from api.sheet import Cell, Table, Text, code
from api.wording import class_name, label
from domain.disclosure import Release, Standing, release
from domain.photo import within
from domain.statement import SealedClass
from ledger.log import Stored
from projections import statement
from projections.vault import Opened
from projections.view import View

READING_HOURS: Final = 24
"""How long personal data stay open to whoever has stated to read them."""

_URL_SAFE: Final = str.maketrans("+/", "-_")
_SHUT: Final = Text("tidak untuk peran Anda", "not for your role")


class Shown(NamedTuple):
    """One value that the vault knows, and what this reader gets of it."""

    path: str
    class_: SealedClass
    release: Release
    opened: Opened

    def told(self) -> dict[str, Any]:
        """Return it as JSON has it; with the salt, by which the reader checks the value."""
        told = {"path": self.path, "class": self.class_, "release": self.release}
        if self.release != "terbuka":
            return told
        return told | {"salt": self.opened.salt, "value": self.opened.value}


def shown(service: Service, reader: Reader, stored: Stored) -> tuple[Shown, ...]:
    """Return every value behind the commitments of a statement, as far as a reader may see it."""
    kept = service.vault.opened(stored.leaf)
    if not kept:
        return ()
    with service.projections.view() as view:
        standing = _standing(service, view, reader, stored)
        is_over = any(one.class_ == "tunda" for one in kept) and (
            service.projections.recollection.is_over(view)
        )
    return tuple(
        Shown(one.path, one.class_, release(one.class_, standing, is_released=is_over), one)
        for one in kept
    )


def shows_photo(service: Service, reader: Reader, digest: bytes) -> bool:
    """Tell whether a reader is shown a value that cites a photograph."""
    wanted = b64encode(digest).decode()
    return any(
        wanted in within(one.opened.value)
        for leaf in service.vault.citing(digest)
        if (stored := service.ledger.tree.cited(leaf)) is not None
        for one in shown(service, reader, stored)
        if one.release == "terbuka"
    )


def table(stored: Stored, values: tuple[Shown, ...]) -> Table:
    """Return the values as a table, and for those still to be stated where that is signed."""
    heads = (
        Text("di mana", "where"),
        Text("untuk siapa", "for whom"),
        Text("apa", "what"),
        Text("isi", "value"),
    )
    rows = [
        [code(one.path), Cell(class_name(one.class_)), *pair]
        for one in values
        for pair in _pairs(stored, one)
    ]
    return Table(Text("Isi yang tersegel", "What is sealed"), heads, rows)


def _pairs(stored: Stored, one: Shown) -> Iterator[tuple[Cell, Cell]]:
    if one.release == "tertutup":
        yield Cell(), Cell(_SHUT)
    elif one.release == "nyatakan":
        query = urlencode({"of": b64encode(stored.leaf).decode()})
        words = Text("nyatakan dahulu bahwa Anda membacanya", "first state that you read it")
        yield Cell(), Cell(words, f"/formulir/PersonalDataRead?{query}", tone="warn")
    else:
        yield from _parts(one.opened.value)


def _parts(value: Any, name: str = "") -> Iterator[tuple[Cell, Cell]]:  # noqa: ANN401 - any JSON
    if isinstance(value, dict):
        for member, part in value.items():
            yield from _parts(part, member)
    elif isinstance(value, list):
        for part in value:
            yield from _parts(part, name)
    else:
        yield Cell(label(name)) if name else Cell(), _value(name, value)


def _value(name: str, value: object) -> Cell:
    photos = within({name: value})
    if photos:
        place = photos[0].translate(_URL_SAFE).rstrip("=")
        return Cell(Text("lihat foto", "see the photograph"), f"/photos/{place}")
    return Cell() if value is None else Cell(str(value))


def _standing(service: Service, view: View, reader: Reader, stored: Stored) -> Standing:
    if reader.journal is None:
        return Standing(reader.role)
    is_party = stored.journal == reader.journal
    return Standing(reader.role, is_party, _has_stated(service, view, reader.journal, stored.leaf))


def _has_stated(service: Service, view: View, journal: str, leaf: bytes) -> bool:
    """Tell whether a journal has stated lately, by the log's own clock, to read a leaf."""
    index = statement.read_by(view, leaf, journal)
    if index is None:
        return False
    (stated,) = service.ledger.tree.entries(index, 1)
    return service.clock() - stated.received_at < READING_HOURS * HOUR
