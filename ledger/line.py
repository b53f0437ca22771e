"""One line of a register note: its words, and where it stands."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from ledger.journal import Entry

OUT_OF_FORM: Final = "the line is out of form"

_OF_HARDWARE: Final = re.compile(r"enrol [^+ \n]*+\+[0-9a-f]{8}\+/")
"""The type byte 0xff is written `/`; keys of journals begin with `A`."""

_ABOUT_JOURNALS: Final = frozenset({"enrol", "resume", "revoke"})


def is_of_hardware(line: str) -> bool:
    """Tell whether a line enrols a key beside a journal's own: it founds and delegates nothing."""
    return _OF_HARDWARE.match(line) is not None


class VoidError(Exception):
    """Why a line does nothing; never leaves the register."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a register note, and where it stands."""

    text: str
    index: int
    """Leaf index of the note."""

    entry: Entry
    proven: Collection[str] = ()
    """Journals whose keys the reader knows to be strong and held."""

    @property
    def words(self) -> list[str]:
        """What single spaces part."""
        return self.text.split(" ")

    @property
    def about(self) -> str:
        """The journal that the line names, as far as it can be read."""
        verb, _, rest = self.text.partition(" ")
        return rest.partition(" ")[0].partition("+")[0] if verb in _ABOUT_JOURNALS else ""
