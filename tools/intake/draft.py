"""Drafts: what one row wants to have stated, before anybody knows whether it has to be."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timezone
from typing import Any, TypeAlias

from domain.statement import Stated
from tools.verdict import Text

Key: TypeAlias = tuple[str, ...]
"""What is stated of: `("place", "16.08.05/PPK")`."""

_CALLED = {
    "organisation": Text("organisasi", "organisation"),
    "place": Text("tempat", "place"),
    "person": Text("orang", "person"),
    "mandate": Text("jurnal", "journal"),
    "office": Text("peran", "role"),
    "assignment": Text("penugasan", "assignment"),
    "order": Text("perintah", "order"),
    "box": Text("kotak", "box"),
    "area": Text("wilayah", "area"),
}


@dataclass(frozen=True, slots=True)
class Draft:
    """One thing to be stated, by one statement or as part of one."""

    key: Key
    statement: type[Stated]
    given: Mapping[str, Any]
    """What the row says, by the statement's fields; it is compared with what is on record."""
    defaults: Mapping[str, Any] = field(default_factory=dict)
    """What is said besides if it is new; it is compared with nothing."""
    needs: tuple[Key, ...] = ()
    """What has to be on record before, or to be stated by a row of the same file."""
    secret: Mapping[str, Any] | None = None
    """The value of a sealed `identity`."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What holds for all rows of a file."""

    zone: timezone
    secret: bytes
    """From which pseudonyms follow; never shown."""
    holder: str | None = None
    """The first holder of boxes whose row names none."""
    place: str | None = None
    """Where such boxes are."""


def called(key: Key) -> Text:
    """Return what a key is about, in words."""
    words, rest = _CALLED[key[0]], " ".join(key[1:])
    return Text(f"{words.id} {rest}", f"{words.en} {rest}")
