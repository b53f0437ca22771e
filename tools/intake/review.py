"""The review: every row of a file gets one verdict, and nothing is signed before all have theirs.

baru / new          will be stated
ada / on record     is on record in the same words
beda / differs      is on record in other words: listed, and left as it is unless that is asked
ganda / duplicate   says again what another row of the file says
salah / bad         cannot be taken; the words say why
kosong / empty      nothing stands in it
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace as with_other
from enum import Enum
from typing import Any, Final, Protocol

from domain.operation import OrganisationRegistered
from domain.place import PlaceRegistered
from tools.intake.cell import CellError
from tools.intake.column import Column, Entry
from tools.intake.draft import Draft, Key, Setting, called
from tools.intake.register import Register
from tools.intake.wording import fault_of
from tools.verdict import Text


class Kind(Protocol):
    """A kind of list."""

    @property
    def name(self) -> str:
        """What it is called on the command line."""

    @property
    def label(self) -> Text:
        """What it holds, in words."""

    @property
    def columns(self) -> Sequence[Column]:
        """What it may hold."""

    def drafts(
        self, values: Mapping[str, Any], register: Register, setting: Setting
    ) -> tuple[Draft, ...]:
        """Return what a row wants to have stated; raises CellError."""


class State(Enum):
    """What becomes of a row."""

    NEW = Text("baru", "new")
    SAME = Text("ada", "on record")
    DIFFERS = Text("beda", "differs")
    DUPLICATE = Text("ganda", "duplicate")
    BAD = Text("salah", "bad")
    EMPTY = Text("kosong", "empty")

    @property
    def is_trouble(self) -> bool:
        """Whether somebody has to look at it."""
        return self in {State.BAD, State.DIFFERS}


@dataclass(slots=True)
class Verdict:
    """What was found of one row."""

    line: int
    state: State = State.NEW
    reasons: list[Text] = field(default_factory=list)
    drafts: tuple[Draft, ...] = ()
    needs: list[Key] = field(default_factory=list)
    """What another row states that this row would have stated again."""

    def fail(self, reason: Text) -> None:
        """Say why it cannot be taken."""
        self.state = State.BAD
        self.reasons.append(reason)
        self.drafts = ()


_REPLACED: Final = (OrganisationRegistered, PlaceRegistered)
"""Of these a later statement takes the place of an earlier one."""

_MANY: Final = 3
"""Differences that are told of one row."""


class Review:
    """The verdicts over one file."""

    def __init__(
        self, kind: Kind, entries: Sequence[Entry], register: Register, setting: Setting
    ) -> None:
        """Look at every row."""
        self._register = register
        self.verdicts = [_read(kind, entry, register, setting) for entry in entries]
        self._merge()
        self._look_up()
        while self._miss():
            pass

    @property
    def counts(self) -> dict[State, int]:
        """How many rows have each verdict, all states in their order."""
        found = Counter(verdict.state for verdict in self.verdicts)
        return {state: found[state] for state in State}

    def drafts(self, *, replace: bool = False) -> list[Draft]:
        """Return what is to be stated, in the order of the file.

        Args:
            replace: Whether what is on record in other words is stated anew.
        """
        states = {State.NEW, State.DIFFERS} if replace else {State.NEW}
        drafts = (one for found in self.verdicts if found.state in states for one in found.drafts)
        return [anew for draft in drafts if (anew := self._anew(draft)) is not None]

    def _merge(self) -> None:
        """Take out what one row says again; what two rows say differently is bad in both."""
        first: dict[Key, tuple[Verdict, Draft]] = {}
        for verdict in self.verdicts:
            kept = []
            for draft in verdict.drafts:
                other, same = first.setdefault(draft.key, (verdict, draft))
                if other is verdict:
                    kept.append(draft)
                elif same.given != draft.given or same.secret != draft.secret:
                    _clash(draft.key, verdict, other)
                else:
                    verdict.needs.append(draft.key)
            if verdict.state is State.NEW and verdict.drafts and not kept:
                verdict.state = State.DUPLICATE
                line = first[verdict.drafts[0].key][0].line
                verdict.reasons.append(Text(f"sama dengan baris {line}", f"same as line {line}"))
            if verdict.state is not State.BAD:
                verdict.drafts = tuple(kept)

    def _look_up(self) -> None:
        """Compare with what is on record."""
        for verdict in self.verdicts:
            if verdict.state is not State.NEW:
                continue
            found = [
                (draft, there)
                for draft in verdict.drafts
                if (there := self._register.find(draft.key)) is not None
            ]
            differences = [one for draft, there in found for one in _differences(draft, there)]
            if differences:
                verdict.state = State.DIFFERS
                verdict.reasons += [*dict.fromkeys(differences)][:_MANY]
            elif len(found) == len(verdict.drafts):
                verdict.state = State.SAME

    def _miss(self) -> bool:
        """Find rows that need what nobody states; tell whether there was one."""
        stated = {
            draft.key
            for verdict in self.verdicts
            if verdict.state in {State.NEW, State.DIFFERS, State.SAME}
            for draft in verdict.drafts
        }
        is_any = False
        for verdict in self.verdicts:
            if verdict.state not in {State.NEW, State.DIFFERS, State.DUPLICATE}:
                continue
            needed = [need for draft in verdict.drafts for need in draft.needs]
            missing = [
                need
                for need in (*needed, *verdict.needs)
                if not (self._register.has(need) or _has(stated, need))
            ]
            for need in dict.fromkeys(missing):
                words = called(need)
                verdict.fail(Text(f"belum terdaftar: {words.id}", f"not on record: {words.en}"))
                is_any = True
        return is_any

    def _anew(self, draft: Draft) -> Draft | None:
        """Return what is to be stated; None: it is on record, or cannot be replaced."""
        there = self._register.find(draft.key)
        if there is None:
            return draft
        if draft.statement not in _REPLACED or not _differences(draft, there):
            return None
        rest = {name: value for name, value in there.items() if name not in {"at", "here"}}
        return with_other(draft, defaults={**rest, **draft.defaults})


def _has(stated: set[Key], need: Key) -> bool:
    """Tell whether rows state what is needed; an area is there if anything in it is."""
    if need[0] != "area":
        return need in stated
    return any(
        key[0] in {"organisation", "place"}
        and f"{key[1]}/".startswith((f"{need[1]}.", f"{need[1]}/"))
        for key in stated
    )


def _read(kind: Kind, entry: Entry, register: Register, setting: Setting) -> Verdict:
    verdict = Verdict(entry.line)
    if entry.is_empty:
        verdict.state = State.EMPTY
        return verdict
    for fault in entry.faults:
        verdict.fail(fault)
    if entry.faults:
        return verdict
    try:
        verdict.drafts = kind.drafts(entry.values, register, setting)
    except CellError as error:
        verdict.fail(error.text)
    for draft in verdict.drafts:
        if (unsaid := fault_of(draft)) is not None:
            verdict.fail(unsaid)
            break
    return verdict


def _clash(key: Key, verdict: Verdict, other: Verdict) -> None:
    """Say in both rows that they say different things; which one is right nobody here knows."""
    words = called(key)
    for one, line in ((verdict, other.line), (other, verdict.line)):
        one.fail(
            Text(
                f"{words.id}: lain daripada di baris {line}",
                f"{words.en}: not as in line {line}",
            )
        )


def stands(register: Register, draft: Draft) -> bool:
    """Tell whether what a draft says is on record."""
    there = register.find(draft.key)
    return there is not None and not _differences(draft, there)


def _differences(draft: Draft, there: Mapping[str, Any]) -> list[Text]:
    """Compare what a row says with what is on record."""
    found = []
    for name, value in draft.given.items():
        held = there.get(name)
        if held != value:
            field = name.removesuffix("_")
            found.append(
                Text(
                    f'{field}: tercatat "{_shown(held)}", di berkas "{_shown(value)}"',
                    f'{field}: on record "{_shown(held)}", in the file "{_shown(value)}"',
                )
            )
    return found


def _shown(value: object) -> str:
    return "-" if value is None else str(value)
