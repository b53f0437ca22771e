"""Letters by which a phone asks to be enrolled or to go on; `static/letter.js` in Python.

{"v":1,"type":"enrol-request","charter":"…","lines":["enrol …"]}

Canonical JSON, read from the frames that a phone shows as codes, or from one text:

segel:<base64 of the letter>

Whoever asks reads out four words of the request, 64 bits of its hash.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, Final, Self, TypeGuard

from domain import canonical
from ledger import fingerprint
from ledger.journal import check_journal
from ledger.member import check_joint
from ledger.register import possession_text
from ledger.tlog import ed25519
from ledger.tlog.errors import FormatError, TlogError
from ledger.tlog.note import VerifierKey
from ledger.tlog.text import parse_base64, parse_hash, parse_number, to_base64
from tools import frame

REQUEST: Final = "REQUEST"
ANSWER: Final = "ANSWER"
NOTES_MAX: Final = 20

_SCHEME: Final = "segel:"
_WORDS: Final = 4
_ENROL, _RESUME, _JOIN = "enrol-request", "resume-request", "join-request"

_LINES_MAX: Final = {_ENROL: 2, _RESUME: 1, _JOIN: 1}
"""A new key may bring a hardware key along; whoever signs is told of nothing else."""


@dataclass(frozen=True, slots=True)
class Request:
    """What a phone asks."""

    charter: str
    """Base64 leaf hash of the charter it has pinned."""

    lines: tuple[str, ...]
    """What the answering note is to say."""

    is_new: bool
    """To be enrolled; else, to go on after notes were refused, or to join a hardware key."""

    words: str
    """Four words that the phone shows too."""

    @property
    def journal(self) -> str:
        """Who asks."""
        return _about(self.lines[0])

    @classmethod
    def parse(cls, text: str, origin: str) -> Self:
        """Read a request from its text, or from the texts of its codes, one on a line.

        Raises:
            FormatError: It is none, or its key does not show that somebody holds it.
        """
        raw = read(text, REQUEST)
        letter = _parsed(raw)
        lines, kind = letter.get("lines"), str(letter.get("type"))
        if not _is_texts(lines) or not 0 < len(lines) <= _LINES_MAX.get(kind, 0):
            raise FormatError("request", "no request of a phone")
        first, *beside = lines
        if kind == _RESUME:
            _check_resume(first)
        else:
            _check_enrol(first, origin, letter.get("own") if kind == _JOIN else None)
        for line in beside:
            _check_enrol(line, origin, first.split(" ")[1])
        return cls(str(letter.get("charter")), tuple(lines), kind == _ENROL, spelled(raw))


@dataclass(frozen=True, slots=True)
class Answer:
    """What a phone is told."""

    charter: str
    address: str
    """Of the server, as phones reach it."""

    checkpoint: bytes | None
    """The newest that the enroller has verified, signed."""

    enroller: VerifierKey
    notes: tuple[bytes, ...]
    """The enroller's notes that the log may not have yet; the last says what was asked for."""

    is_new: bool = True
    seat: Mapping[str, str] = field(default_factory=dict)
    """Where the phone works and for whom: `place`, `unit`, `person`, `team`, `role`."""

    names: Mapping[str, str] = field(default_factory=dict)
    """What ids are called."""

    def serialise(self) -> bytes:
        """Return the letter."""
        told = None if self.checkpoint is None else self.checkpoint.decode()
        return canonical.encode(
            {
                "v": 1,
                "type": "enrol-answer" if self.is_new else "resume-answer",
                "charter": self.charter,
                "address": self.address,
                "checkpoint": told,
                "enroller": str(self.enroller),
                "notes": [note.decode() for note in self.notes],
                "seat": dict(self.seat),
                "names": [list(pair) for pair in self.names.items()],
            }
        )


def spelled(request: bytes) -> str:
    """Return the four words of a request."""
    words = fingerprint.words(sha256(request).digest()).split(" ")
    return " ".join(words[:_WORDS])


def write(letter: bytes) -> str:
    """Return a letter as one text, to be copied by hand."""
    return f"{_SCHEME}{to_base64(letter)}"


def read(text: str, kind: str) -> bytes:
    """Return the letter in a text, or in the texts of codes, one on a line.

    Raises:
        FormatError: Neither.
    """
    joined = "".join(text.split())
    if joined.startswith(_SCHEME):
        return parse_base64(joined.removeprefix(_SCHEME), "letter")
    return frame.join(text.strip("\r\n").splitlines(), kind)


def is_letter(text: str) -> bool:
    """Tell whether somebody means this as a letter."""
    return text.lstrip().startswith((_SCHEME, frame.MARK))


def _parsed(raw: bytes) -> dict[str, Any]:
    fault = canonical.body_fault(raw)
    if fault is not None:
        raise FormatError("letter", fault)
    letter: dict[str, Any] = canonical.decode(raw)
    if letter.get("v") != 1:
        raise FormatError("letter", "of a later version")
    return letter


def _about(line: str) -> str:
    return line.partition(" ")[2].partition(" ")[0].partition("+")[0]


def _is_texts(value: object) -> TypeGuard[list[str]]:
    return isinstance(value, list) and all(isinstance(one, str) and one for one in value)


def _check_enrol(line: str, origin: str, own: object) -> None:
    """Check possession; of a hardware key, together with the journal's own key."""
    match line.split(" "):
        case ["enrol", encoded, possession]:
            pass
        case _:
            raise FormatError("request", "out of form")
    try:
        key = VerifierKey.parse(encoded)
        check_journal(key.name)
        key.check_strong()
        signature, text = parse_base64(possession, "possession"), possession_text(origin, key)
        if own is None:
            ed25519.verify(key.public, signature, text)
        else:
            check_joint(signature, text, VerifierKey.parse(str(own)), key)
    except TlogError as error:
        raise FormatError("request", str(error)) from error


def _check_resume(line: str) -> None:
    match line.split(" "):
        case ["resume", journal, "at", number, "after", leaf]:
            check_journal(journal)
            parse_number(number, "number")
            parse_hash(leaf, "leaf hash")
        case _:
            raise FormatError("request", "out of form")
