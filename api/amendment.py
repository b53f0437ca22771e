"""How an amendment stands, and how a leaf reads that was amended: as of any leaf, in words.

Nothing is removed: a page shows what was said first, and beside it what is read now.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple, Self

import msgspec

from api.sheet import Cell, Text, code, leaf
from domain.authority import Why
from domain.catalogue import encode
from domain.correction import Amendment, Standing
from projections.recollection import Recollection
from projections.statement import Citation, Listed
from projections.view import View

_KINDS: Final = ("CorrectionDeclared", "AnnulmentDeclared")

_STATES: Final[Mapping[str, Cell]] = {
    "berlaku": Cell(Text("berlaku", "in force"), tone="good"),
    "digantikan": Cell(Text("digantikan yang kemudian", "replaced by a later one")),
    "tanpa_daya": Cell(Text("tanpa daya", "without force"), tone="warn"),
    "menunggu": Cell(Text("menunggu orang kedua", "waits for a second person"), tone="warn"),
}
_WHY: Final[Mapping[Why, Text]] = {
    "target": Text(
        "sasarannya belum ada di log, atau lain jenisnya",
        "its target is not in the log yet, or of another kind",
    ),
    "amendment": Text(
        "sasarannya sendiri pembetulan atau dukungan, yang hanya dapat diganti",
        "its target is an amendment or endorsement itself, which is only replaced",
    ),
    "not-understood": Text(
        "hasilnya bukan pernyataan yang sah", "what it leads to is no valid statement"
    ),
    "replaces": Text(
        "tidak menyebut pembetulan yang kini berlaku", "it does not name the one now in force"
    ),
    "unknown-journal": Text("perangkatnya belum atas nama petugas", "its device speaks for nobody"),
    "unit": Text(
        "bukan penulisnya, atasannya, atau pendaftarnya",
        "neither by the author, nor a head of the unit, nor the registrar",
    ),
    "same-person": Text("didukung pihak yang sama", "endorsed by the same side"),
    "favoured": Text(
        "didukung pihak yang diuntungkan atau bukan pihaknya",
        "endorsed by whom it favours, or by no party to it",
    ),
}
"""Why an amendment has no force."""


class Reading(NamedTuple):
    """What amendments have to do with one leaf."""

    standing: Standing | None = None
    """Of the leaf, if it is an amendment."""
    amendment: Amendment | None = None
    """That of the leaf, if one is in force."""

    @classmethod
    def of(
        cls,
        memory: Recollection,
        view: View,
        row: Listed,
        name: str,
        citations: tuple[Citation, ...],
    ) -> Self:
        """Read it, where the leaf is an amendment or is cited by one.

        Args:
            memory: Of the log.
            view: As of which leaf.
            row: The leaf.
            name: Its hash, base64.
            citations: Who cites it.
        """
        is_one = row.kind in _KINDS
        is_cited = any(one.role == "target" and one.kind in _KINDS for one in citations)
        return cls(
            memory.standing(view, name) if is_one else None,
            memory.amendment(view, name) if is_cited else None,
        )

    def told(self) -> dict[str, Any]:
        """Return it as JSON has it."""
        standing, amendment = self
        return {
            "amendment": None
            if standing is None
            else {
                "state": standing.state,
                "since": standing.since,
                "replaced_by": standing.later,
                "why": standing.why,
            },
            "amended": None
            if amendment is None
            else {
                "by": amendment.said.index,
                "since": amendment.since,
                "annulled": amendment.statement is None,
                "reads": _reads(amendment),
            },
        }

    def facts(self) -> Iterator[tuple[Text, Cell]]:
        """Yield it as a page has it."""
        if self.standing is not None:
            yield Text("pembetulan ini", "this amendment"), _STATES[self.standing.state]
            if self.standing.why is not None:
                why = _WHY.get(self.standing.why, Text(self.standing.why, self.standing.why))
                yield Text("sebabnya", "because"), Cell(why)
            if self.standing.since is not None:
                yield Text("berlaku sejak daun", "in force since leaf"), leaf(self.standing.since)
            if self.standing.later is not None:
                yield Text("digantikan oleh daun", "replaced by leaf"), leaf(self.standing.later)
        if self.amendment is not None:
            yield Text("dibetulkan oleh daun", "amended by leaf"), leaf(self.amendment.said.index)
            yield Text("dibaca begitu sejak daun", "read so since leaf"), leaf(self.amendment.since)
            yield Text("kini dibaca", "reads now"), _shown(self.amendment)


def _reads(amendment: Amendment) -> msgspec.Raw | None:
    """Return the body as it reads now; None: it did not happen."""
    return None if amendment.statement is None else msgspec.Raw(encode(amendment.statement))


def _shown(amendment: Amendment) -> Cell:
    if amendment.statement is None:
        return Cell(Text("dianggap tidak terjadi", "taken as not having happened"), tone="warn")
    return code(encode(amendment.statement).decode())
