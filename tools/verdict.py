"""What a verification found: checks, their reasons, and one verdict of three values.

    ✓ Log menandatangani pohon                  segel.example/16.08/pilkada-2024, 10000
    ✗ Tanda tangan perangkat                    9999/10000
        daun 7321: the signature does not hold over this text
    GAGAL  10000 entri, 3.1 s, bukti/

*Proven*, *failed* or *undecided*: what is missing (a root of trust, a quorum, a
word of a later version) is never taken for what is wrong, nor the other way.
Indonesian first, English beside it.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Literal, NamedTuple

Language = Literal["id", "en"]

DETAILS_MAX = 50
"""Reasons kept of one check; the rest is counted."""

_NAME_WIDTH = 40
_FAILURES_SHOWN = 5


class State(StrEnum):
    """Of a check, and of the whole."""

    HOLDS = "holds"
    UNDECIDED = "undecided"
    FAILS = "fails"

    @property
    def exit_status(self) -> int:
        """0 proven, 1 evidence is bad, 3 undecided (2 is wrong use)."""
        return {State.HOLDS: 0, State.FAILS: 1, State.UNDECIDED: 3}[self]

    @property
    def mark(self) -> str:
        """One character."""
        return {State.HOLDS: "✓", State.FAILS: "✗", State.UNDECIDED: "?"}[self]


_RANK = {State.HOLDS: 0, State.UNDECIDED: 1, State.FAILS: 2}
_WORDS = {
    State.HOLDS: ("LULUS", "PROVEN"),
    State.FAILS: ("GAGAL", "FAILED"),
    State.UNDECIDED: ("BELUM DAPAT DIPUTUSKAN", "UNDECIDED"),
}


class Text(NamedTuple):
    """The same words twice."""

    id: str
    en: str

    def of(self, language: Language) -> str:
        """Return it in one language."""
        return self.en if language == "en" else self.id


class Span(NamedTuple):
    """Which leaves a reason is about: from `first` up to, not including, `end`."""

    first: int
    end: int

    def text(self) -> Text:
        """Return it in words."""
        if self.end - self.first == 1:
            return Text(f"daun {self.first}", f"leaf {self.first}")
        return Text(f"daun {self.first}-{self.end - 1}", f"leaves {self.first}-{self.end - 1}")


NOTHING = Text("", "")


def shown(text: str) -> str:
    """Return what a terminal may be given: what it would obey, or turn around, is spelled out.

    Names in a log are anybody's words, and a file must not draw its own verdict on the screen.
    In JSON the spelling means the same.
    """
    return "".join(
        one if one.isprintable() or one == "\n" else json.dumps(one)[1:-1] for one in text
    )


def leaf(index: int) -> Span:
    """Return the span of one leaf."""
    return Span(index, index + 1)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a check does not simply hold, or what a reader should know."""

    state: State
    text: Text
    span: Span | None = None

    def words(self, language: Language) -> str:
        """Return it in one language, the leaves first."""
        where = f"{self.span.text().of(language)}: " if self.span else ""
        return f"{where}{self.text.of(language)}"


@dataclass(slots=True)
class Check:
    """One thing that was recomputed."""

    key: str
    name: Text
    state: State = State.HOLDS
    summary: Text = NOTHING
    reasons: list[Reason] = field(default_factory=list)
    omitted: int = 0
    """How many reasons are counted only."""

    def fail(self, text: Text, span: Span | None = None) -> None:
        """Say what is bad."""
        self._add(Reason(State.FAILS, text, span))

    def doubt(self, text: Text, span: Span | None = None) -> None:
        """Say what cannot be decided."""
        self._add(Reason(State.UNDECIDED, text, span))

    def remark(self, text: Text, span: Span | None = None) -> None:
        """Say something that changes nothing."""
        self._add(Reason(State.HOLDS, text, span))

    def _add(self, reason: Reason) -> None:
        self.state = max(self.state, reason.state, key=_RANK.__getitem__)
        if len(self.reasons) < DETAILS_MAX:
            self.reasons.append(reason)
        else:
            self.omitted += 1


@dataclass(slots=True)
class Verdict:
    """What holds and what does not, of one source."""

    target: str
    checks: list[Check]
    origin: str = ""
    entries: int = 0
    covered: int = 0
    """Size of the newest checkpoint; later entries are not covered yet."""

    root: str = ""
    """Base64 of the root under the newest checkpoint, as recomputed."""

    charter: str = ""
    """Base64 of leaf 0's hash: the ledger's fingerprint."""

    words: str = ""
    """The fingerprint in eight words."""

    proven: Text = NOTHING
    """What is proven when everything holds, where that is another thing than a whole log."""

    @property
    def state(self) -> State:
        """The worst of all checks."""
        return max((check.state for check in self.checks), key=_RANK.__getitem__)

    def failures(self) -> Text:
        """Return the first reasons why it fails, on one line."""
        bad = [
            reason
            for check in self.checks
            for reason in check.reasons
            if reason.state is State.FAILS
        ][:_FAILURES_SHOWN]
        return Text(
            "; ".join(one.words("id") for one in bad), "; ".join(one.words("en") for one in bad)
        )

    def lines(self, seconds: float, language: Language = "id") -> Iterator[str]:
        """Yield what a terminal shows.

        Args:
            seconds: How long it took.
            language: `id` or `en`.
        """
        for check in self.checks:
            name = f"{check.name.of(language):<{_NAME_WIDTH}}"
            yield f"  {check.state.mark} {name} {check.summary.of(language)}".rstrip()
            yield from (f"      {reason.words(language)}" for reason in check.reasons)
            if check.omitted:
                more = Text(f"dan {check.omitted} lagi", f"and {check.omitted} more")
                yield f"      {more.of(language)}"
        is_other = self.state is State.HOLDS and self.proven != NOTHING
        word = (self.proven if is_other else Text(*_WORDS[self.state])).of(language)
        entries = Text(f"{self.entries} entri, ", f"{self.entries} entries, ").of(language)
        counted = "" if self.proven != NOTHING else entries
        yield f"{word}  {counted}{seconds:.1f} s, {self.target}"

    def as_json(self) -> dict[str, Any]:
        """Return what programs read; equal for equal input."""
        return {
            "verdict": {State.HOLDS: "proven", State.FAILS: "failed"}.get(self.state, "undecided"),
            "exit": self.state.exit_status,
            "proven": self.proven._asdict() if self.proven != NOTHING else None,
            "target": self.target,
            "origin": self.origin,
            "entries": self.entries,
            "covered": self.covered,
            "root": self.root,
            "charter": self.charter,
            "words": self.words,
            "checks": [_check_as_json(check) for check in self.checks],
        }


def _check_as_json(check: Check) -> dict[str, Any]:
    return {
        "key": check.key,
        "state": check.state,
        "name": check.name._asdict(),
        "summary": check.summary._asdict(),
        "reasons": [
            {
                "state": reason.state,
                "text": reason.text._asdict(),
                "leaves": [*reason.span] if reason.span else None,
            }
            for reason in check.reasons
        ],
        "omitted": check.omitted,
    }
