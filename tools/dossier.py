"""The verdict over an evidence file: checks, every statement with its times, and what stays open.

    ✓ Bukti bahwa catatan ada di log            57 catatan, log 1000000
    Yang diminta (kata pembuat berkas): box 16.08.05.2003-TPS007-GUB
      daun 4711  16.08/kpu/gudang-03 17  BoxSealed
        dinyatakan 2024-11-20T08:01:10+07:00; ditandatangani antara … dan …
    Yang dibuktikan / Yang TIDAK dibuktikan

What statements mean is not read here; only their kind, their time and what they cite are shown, as
they say it.  A file can be all true and still leave out what matters, so a reader is told, in the
same breath as *proven*, what no such file can prove.
"""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from typing import Any, Final, NamedTuple

from ledger.bracket import Bracket
from ledger.journal import Entry
from ledger.tier import Tier, tier
from ledger.tlog.errors import TlogError
from ledger.tlog.text import parse_hash
from tools.verdict import Language, State, Text, Verdict

_LINKS: Final = ("of", "target", "replaces")
"""Fields in which a statement speaks about another."""

_SKEW_SECONDS: Final = 120
"""How far clocks of honest people may be apart, as in rule R25."""

_KIND: Final = re.compile(r"[A-Za-z]{1,64}")
_MOMENT: Final = re.compile(r"[0-9T:.Z+-]{1,40}")
"""A body may hold anything, but a terminal is shown only what looks like a kind and a time."""


class Witnessed(NamedTuple):
    """One statement of the file, and between which moments it was signed."""

    leaf_index: int
    journal: str
    sequence: int
    kind: str
    """As its body says; empty, where it says none."""

    at: str
    """When it says that it happened."""

    bracket: Bracket
    cites: tuple[int | None, ...] = ()
    """Leaves of the file of which it speaks; None: one that is not in the file."""

    tier: Tier = Tier.SOFTWARE
    """Which of the journal's keys has signed it."""

    is_chosen: bool = True
    """Whether it was asked for, or is only spoken of by what was."""

    @property
    def difference(self) -> Text | None:
        """How the stated time does not fit between the witnesses'; None: it does, or is open."""
        said, (start, end) = _moment(self.at), self.bracket
        if said is not None and end is not None and said.timestamp() > end + _SKEW_SECONDS:
            return Text(
                "selisih: waktu yang dinyatakan lebih kemudian dari kesaksian saksi",
                "difference: the stated time is later than the witnesses' word",
            )
        if said is not None and start is not None and said.timestamp() < start - _SKEW_SECONDS:
            return Text(
                "selisih: ditandatangani lebih kemudian dari waktu yang dinyatakan",
                "difference: it was signed later than the time that it states",
            )
        return None

    def lines(self, language: Language) -> Iterator[str]:
        """Yield what a terminal shows."""
        leaf = Text("daun", "leaf").of(language)
        kind = self.kind or Text("(tanpa jenis)", "(no kind)").of(language)
        cites = "".join(f" → {leaf} {'?' if one is None else one}" for one in self.cites)
        beside = "" if self.is_chosen else Text("  (pendukung)", "  (beside it)").of(language)
        finger = Text("  (sidik jari)", "  (fingerprint)").of(language)
        tier = finger if self.tier is Tier.HARDWARE else ""
        place = f"{leaf} {self.leaf_index}  {self.journal} {self.sequence}"
        yield f"{place}  {kind}{cites}{tier}{beside}"
        said = Text("    dinyatakan", "    stated").of(language)
        yield f"{said} {self.at or '?'}; {self._bounds().of(language)}"
        if self.difference is not None:
            yield f"    {self.difference.of(language)}"

    def as_json(self) -> dict[str, Any]:
        """Return what programs read; ends in seconds since 1970 UTC, null where open."""
        return {
            "leaf": self.leaf_index,
            "journal": self.journal,
            "number": self.sequence,
            "tier": self.tier,
            "chosen": self.is_chosen,
            "kind": self.kind or None,
            "at": self.at or None,
            "not_before": self.bracket.not_before,
            "not_after": self.bracket.not_after,
            "cites": [*self.cites],
            "difference": None if self.difference is None else self.difference._asdict(),
        }

    def _bounds(self) -> Text:
        said = _moment(self.at)
        zone = UTC if said is None else said.tzinfo
        start, end = (None if one is None else _told(one, zone) for one in self.bracket)
        if start is None and end is None:
            return Text("tidak dibatasi saksi mana pun", "not bounded by any witness")
        if end is None:
            return Text(f"ditandatangani sesudah {start}", f"signed after {start}")
        if start is None:
            return Text(f"ditandatangani sebelum {end}", f"signed before {end}")
        return Text(f"ditandatangani antara {start} dan {end}", f"signed between {start} and {end}")


@dataclass(slots=True)
class Dossier(Verdict):
    """A verdict that lists statements, and says what it does not prove."""

    asked: str = ""
    """What the maker of the file says that it is about."""

    statements: list[Witnessed] = field(default_factory=list)
    proves: list[Text] = field(default_factory=list)
    lacks: list[Text] = field(default_factory=list)
    """What is not proven."""

    def lines(self, seconds: float, language: Language = "id") -> Iterator[str]:
        """Yield what a terminal shows."""
        *checks, end = Verdict.lines(self, seconds, language)
        yield from checks
        yield from self._told(language)
        yield end

    def as_json(self) -> dict[str, Any]:
        """Return what programs read; equal for equal input."""
        return Verdict.as_json(self) | {
            "asked": self.asked,
            "statements": [one.as_json() for one in self.statements],
            "proves": [one._asdict() for one in self.proves],
            "does_not_prove": [one._asdict() for one in self.lacks],
        }

    def _told(self, language: Language) -> Iterator[str]:
        if self.asked:
            asked = Text("Isi (kata pembuat berkas):", "Contents (in its maker's words):")
            yield f"{asked.of(language)} {self.asked}"
        for one in self.statements:
            yield from (f"  {line}" for line in one.lines(language))
        if self.proves and self.state is not State.FAILS:
            is_whole = self.state is State.HOLDS
            head = Text("Yang dibuktikan:", "What this proves:")
            if not is_whole:
                head = Text(
                    "Yang akan dibuktikan bila tanda ? di atas terjawab:",
                    "What this would prove once every ? above is answered:",
                )
            yield head.of(language)
            yield from (f"  + {one.of(language)}" for one in self.proves)
        if self.lacks:
            yield Text("Yang TIDAK dibuktikan:", "What this does NOT prove:").of(language)
            yield from (f"  - {one.of(language)}" for one in self.lacks)


def witnessed(
    index: int, entry: Entry, bracket: Bracket, place: Callable[[bytes], int | None]
) -> Witnessed:
    """Return what is told of one statement.

    Args:
        index: Its leaf index.
        entry: The note.
        bracket: Between which moments it was signed.
        place: From a leaf hash to the leaf of the file that has it.
    """
    said = _said(entry.body)
    kind, at = said.get("kind"), said.get("at")
    cites = [leaf for name in _LINKS if (leaf := _cited(said.get(name))) is not None]
    return Witnessed(
        index,
        entry.header.journal,
        entry.header.sequence,
        kind if isinstance(kind, str) and _KIND.fullmatch(kind) else "",
        at if isinstance(at, str) and _MOMENT.fullmatch(at) else "",
        bracket,
        tuple(place(leaf) for leaf in cites),
        tier(entry.raw),
    )


def _said(body: str) -> dict[str, object]:
    """Return what a body says; nothing, if it is no JSON object."""
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


def _cited(value: object) -> bytes | None:
    try:
        return parse_hash(value, "citation") if isinstance(value, str) else None
    except TlogError:
        return None


def _moment(at: str) -> datetime | None:
    """Return a stated time, if it is one with a zone."""
    try:
        said = datetime.fromisoformat(at)
    except ValueError:
        return None
    return said if said.tzinfo is not None else None


def _told(seconds: int, zone: tzinfo | None) -> str:
    try:
        return datetime.fromtimestamp(seconds, zone).isoformat()
    except (ValueError, OverflowError, OSError):  # a witness' clock beyond every calendar
        return f"{seconds} s"
