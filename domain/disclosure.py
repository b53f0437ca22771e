r"""Disclosure: values committed to in public and opened to those who may read them.

Every leaf is fit to publish when it is written.  A value that is not public stands in the body as
a salted commitment (`Sealed`); its opening travels beside the note, is checked here, and is kept
elsewhere.  A missing or wrong opening never blocks the note.

    SHA-256("segel/opening/v1\n" || 32-byte salt || canonical JSON of the value)

| class | the public, operator | auditor, officers | oversight | the parties | data protection |
|---|---|---|---|---|---|
| publik | yes | yes | yes | yes | yes |
| tunda, before its time | - | yes | yes | yes | - |
| tunda, after its time | yes | yes | yes | yes | yes |
| pengawas | - | - | yes | yes | - |
| tertutup | - | - | - | yes | - |
| pribadi | - | - | once stated | once stated | once stated |

*The parties* are the units named in the statement and its signer's.  The time of *tunda* comes
when the operation is closed.  *Once stated*: a reader first signs, in the log, that these personal
values will be read (`PersonalDataRead`); whoever would not say so does not read.

Source: docs/reference/formats.md; UU 27/2022.
"""

import binascii
from base64 import b64decode, b64encode
from collections.abc import Iterator
from hashlib import sha256
from typing import Any, Final, Literal, NamedTuple, get_args

import msgspec

from domain.canonical import decode, encode
from domain.statement import Leaf, Sealed, SealedClass, Visibility

Reader = Literal["umum", "operator", "auditor", "petugas", "pengawas", "pihak", "pelindung_data"]
"""The public, who runs the server, an auditor, an officer of the operation, oversight, a party
concerned, data protection."""

Role = Literal["publik", "auditor", "pengawas", "operator"]
"""As whom a reader was let in; `publik` is whoever was not."""

Release = Literal["terbuka", "nyatakan", "tertutup"]
"""Open to this reader; open once the reader has stated to read it; not open."""

Wrong = Literal["path", "not-sealed", "salt", "value", "mismatch"]
"""Why an opening does not fit: nothing stands there; what stands there is no commitment; the salt
is not 32 bytes of base64; the value has no canonical form; the hash is another one."""

SALT_SIZE: Final = 32
"""Bytes."""

READERS: Final[dict[Visibility, frozenset[Reader]]] = {
    "publik": frozenset(get_args(Reader)),
    "tunda": frozenset({"auditor", "petugas", "pengawas", "pihak"}),
    "pengawas": frozenset({"pengawas", "pihak"}),
    "tertutup": frozenset({"pihak"}),
    "pribadi": frozenset({"pihak", "pelindung_data"}),
}

STATED: Final[dict[Visibility, frozenset[Reader]]] = {"pribadi": frozenset({"pengawas"})}
"""Who reads besides those, but only once it was stated; of these classes everybody states it."""

_READER: Final[dict[Role, Reader]] = {
    "publik": "umum",
    "auditor": "auditor",
    "pengawas": "pengawas",
    "operator": "operator",
}

_PREFIX: Final = b"segel/opening/v1\n"


class Opening(msgspec.Struct, frozen=True, kw_only=True):
    """What opens one commitment; it travels beside the note."""

    leaf: Leaf
    """The note that holds the commitment."""
    path: str
    """Where in the body: a JSON Pointer such as `/visitor` or `/items/2/note` (RFC 6901)."""
    salt: str
    """32 random bytes in standard base64."""
    value: Any


class Standing(NamedTuple):
    """How a reader stands to one statement."""

    role: Role = "publik"
    is_party: bool = False
    has_stated: bool = False
    """Whether the reader's own journal says in the log that its personal values are read."""


def commit(value: object, salt: bytes, visibility: SealedClass) -> Sealed:
    """Return the commitment that stands in the body for a value.

    Args:
        value: Any JSON value that has a canonical form.
        salt: 32 fresh random bytes; never used twice.
        visibility: Who may read the value.

    Raises:
        ValueError: The salt has another length, or the value no canonical form.
    """
    if len(salt) != SALT_SIZE:
        raise ValueError("salt")
    digest = sha256(_PREFIX + salt + encode(value)).digest()
    return Sealed(sd=b64encode(digest).decode(), class_=visibility)


def check(opening: Opening, body: bytes) -> Wrong | None:
    """Tell why an opening does not open what stands in a canonical body, or None if it does."""
    try:
        found = _at(decode(body), opening.path)
    except (LookupError, ValueError):
        return "path"
    if not (isinstance(found, dict) and found.keys() == {"sd", "class"}):
        return "not-sealed"
    try:
        salt = b64decode(opening.salt, validate=True)
    except (binascii.Error, ValueError):
        return "salt"
    return _matches(found, salt, opening)


def sealed_class(opening: Opening, body: bytes) -> SealedClass | None:
    """Return the class of the commitment that an opening points at; None: there is none."""
    try:
        found = _at(decode(body), opening.path)
        return msgspec.convert(found, Sealed).class_
    except (LookupError, ValueError, msgspec.ValidationError):
        return None


def commitments(body: bytes) -> dict[str, str]:
    """Return the commitments (base64) of an understood body by where they stand."""
    return dict(_sealed(decode(body), ""))


def may_read(visibility: Visibility, reader: Reader, *, is_released: bool = False) -> bool:
    """Tell whether a reader may see an opened value.

    Args:
        visibility: The class in the commitment.
        reader: Who asks.
        is_released: Whether the time of a `tunda` value has come.
    """
    if visibility == "tunda" and is_released:
        return True
    return reader in READERS[visibility]


def release(visibility: Visibility, standing: Standing, *, is_released: bool = False) -> Release:
    """Tell whether a reader is given an opened value.

    Args:
        visibility: The class in the commitment.
        standing: Who asks.
        is_released: Whether the time of a `tunda` value has come.
    """
    reader = _READER[standing.role]
    may = may_read(visibility, reader, is_released=is_released) or (
        standing.is_party and may_read(visibility, "pihak")
    )
    if visibility not in STATED:
        return "terbuka" if may else "tertutup"
    if not may and reader not in STATED[visibility]:
        return "tertutup"
    return "terbuka" if standing.has_stated else "nyatakan"


def _matches(found: dict[str, Any], salt: bytes, opening: Opening) -> Wrong | None:
    if len(salt) != SALT_SIZE or b64encode(salt).decode() != opening.salt:
        return "salt"
    try:
        is_opened = commit(opening.value, salt, "pribadi").sd == found["sd"]
    except (ValueError, TypeError, msgspec.MsgspecError):
        return "value"
    return None if is_opened else "mismatch"


def _at(value: Any, path: str) -> Any:  # noqa: ANN401 - any JSON value
    """Follow a JSON Pointer; keys of a canonical body need no escapes.

    Raises:
        LookupError: Nothing stands there.
        ValueError: It is no pointer, or no index of a list.
    """
    start, *steps = path.split("/")
    if start or not steps:
        raise ValueError(path)
    for step in steps:
        if isinstance(value, list):
            value = value[_index(step)]
        else:
            members: dict[str, Any] = value if isinstance(value, dict) else {}
            value = members[step]
    return value


def _index(step: str) -> int:
    if not (step.isascii() and step.isdigit()) or (step != "0" and step.startswith("0")):
        raise ValueError(step)
    return int(step)


def _sealed(value: Any, path: str) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - any JSON value
    if isinstance(value, dict):
        if value.keys() == {"sd", "class"}:
            yield path, value["sd"]
            return
        for name, child in value.items():
            yield from _sealed(child, f"{path}/{name}")
    elif isinstance(value, list):
        for index, child in enumerate(value):
            yield from _sealed(child, f"{path}/{index}")
