"""The document: what stands on a paper, before anybody decides how it looks.

Every family of papers makes this out of statements and of nothing else; one template sets it.
Lines for ink are part of the document: a signature that is missing is said, never left out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

Look = Literal["tegak", "mendatar", "label", "tag"]
"""A4 upright, A4 lying, or labels on A4: ten large ones, or thirty small ones."""


@dataclass(frozen=True, slots=True)
class Prose:
    """A paragraph."""

    text: str


@dataclass(frozen=True, slots=True)
class Facts:
    """Names and values, one per line."""

    title: str
    rows: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table whose head is repeated on every page."""

    title: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[int]
    """Of the columns, in hundredths."""

    empty: str = "NIHIL"
    """What is said of a table without rows; a paper never leaves it open."""

    total: str = ""


@dataclass(frozen=True, slots=True)
class Room:
    """Lines left for what is written by hand."""

    title: str
    lines: int = 2


Block: TypeAlias = Prose | Facts | Grid | Room


@dataclass(frozen=True, slots=True)
class Signatory:
    """Where somebody signs with ink, and what they have signed with their key."""

    part: str
    """`PIHAK PERTAMA`, `Saksi`."""

    office: str = ""
    name: str = ""
    """The pseudonym, or the name where an opening was given."""

    leaf: int | None = None
    """The statement that bears their digital signature; None: there is none."""

    is_asked: bool = True
    """Whether a digital signature is asked for at all; a witness on paper need not have a key."""


@dataclass(frozen=True, slots=True)
class Source:
    """One statement that the paper rests on."""

    index: int
    code: str
    """The leaf hash, shortened."""

    kind: str
    journal: str
    at: str
    grade: str


@dataclass(frozen=True, slots=True)
class Label:
    """One label with a code that a telephone reads."""

    title: str
    code: str
    """What the code says to a telephone."""

    shown: str
    """The same for people who type it, with its check character."""

    lines: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper."""

    name: str
    """The kind, as it is asked for: `bast`."""

    title: str
    number: str = ""
    blocks: Sequence[Block] = ()
    signatories: Sequence[Signatory] = ()
    remarks: Sequence[str] = ()
    """What a reader must know: a missing signature, a correction, the weakest evidence."""

    sources: Sequence[Source] = ()
    grade: str = ""
    """Of the weakest statement that stands on it, and which one that is."""

    labels: Sequence[Label] = ()
    proven: int | None = None
    """The leaf whose proof stands in the code; None: none."""

    look: Look = "tegak"
