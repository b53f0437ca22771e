"""Policies: which log, which witnesses, and how many of them are enough.

    log segel.example/16.08/pilkada-2024+9f3e31a2+AQOh...VTG4
    witness bawaslu w.bawaslu.example+2e034a2f+BCms...bdc https://w.bawaslu.example/
    group pers 1 kompas tempo
    group semua all bawaslu pers
    quorum semua

Source: https://c2sp.org/tlog-policy
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Self

from ledger.tlog.errors import FormatError, PolicyError
from ledger.tlog.note import COSIGNATURE_ED25519, COSIGNATURE_MLDSA44, ED25519, VerifierKey
from ledger.tlog.text import parse_number

NONE = "none"
"""`quorum none`: no witness is needed."""

_LOG_TYPES = (ED25519, COSIGNATURE_MLDSA44)
_WITNESS_TYPES = (COSIGNATURE_ED25519, COSIGNATURE_MLDSA44)
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Log:
    """A `log` line."""

    key: VerifierKey
    url: str = ""

    def line(self) -> str:
        """Return the line, without its line feed."""
        return " ".join(filter(None, ("log", str(self.key), self.url)))


@dataclass(frozen=True, slots=True)
class Witness:
    """A `witness` line."""

    name: str
    key: VerifierKey
    url: str = ""

    def line(self) -> str:
        """Return the line, without its line feed."""
        return " ".join(filter(None, ("witness", self.name, str(self.key), self.url)))


@dataclass(frozen=True, slots=True)
class Group:
    """A `group` line: met when enough of its members are."""

    name: str
    threshold: str
    """`all`, `any`, or a number."""

    members: tuple[str, ...]

    @property
    def needed(self) -> int:
        """How many members must be met."""
        return {"all": len(self.members), "any": 1}.get(self.threshold) or int(self.threshold)

    def line(self) -> str:
        """Return the line, without its line feed."""
        return f"group {self.name} {self.threshold} {' '.join(self.members)}"


@dataclass(frozen=True, slots=True)
class Comment:
    """A line that says nothing to a program: blank, or starting with `#`."""

    text: str

    def line(self) -> str:
        """Return the line, without its line feed."""
        return self.text


@dataclass(frozen=True, slots=True)
class Policy:
    """Whom to believe about a log."""

    lines: tuple[Log | Witness | Group | Comment, ...]
    quorum: str = NONE

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a policy; `serialise` gives it back with single spaces and the quorum last.

        Raises:
            PolicyError: A line out of form, a name used before or twice, no single quorum.
        """
        if not text.endswith("\n"):
            raise PolicyError("a policy ends in a line feed")
        if _FORBIDDEN.search(text):
            raise PolicyError("a policy holds no control characters but tab and line feed")
        reader = _Reader()
        for line in text[:-1].split("\n"):
            try:
                reader.read(line)
            except FormatError as error:
                raise PolicyError(f"{line[:60]!r}: {error}") from error
        if reader.quorum is None:
            raise PolicyError("a policy has exactly one quorum line")
        return cls(tuple(reader.lines), reader.quorum)

    def serialise(self) -> str:
        """Return the canonical text."""
        body = "".join(f"{line.line()}\n" for line in self.lines)
        return f"{body}quorum {self.quorum}\n"

    @property
    def logs(self) -> tuple[VerifierKey, ...]:
        """The keys of the log lines."""
        return tuple(line.key for line in self.lines if isinstance(line, Log))

    @property
    def witnesses(self) -> tuple[Witness, ...]:
        """The witness lines."""
        return tuple(line for line in self.lines if isinstance(line, Witness))

    def is_met_by(self, witnesses: Collection[str]) -> bool:
        """Tell whether these witnesses (by their names in this policy) are a quorum."""
        met = set(witnesses) & {witness.name for witness in self.witnesses}
        for line in self.lines:
            if isinstance(line, Group) and len(met.intersection(line.members)) >= line.needed:
                met.add(line.name)
        return self.quorum == NONE or self.quorum in met

    def fewest(self, witnesses: Collection[str]) -> frozenset[str] | None:
        """Return the fewest of these witnesses that are a quorum; none if they are not.

        A name stands in one group at most, so the smallest choice in each is the smallest of all.
        """
        if self.quorum == NONE:
            return frozenset()
        best = {w.name: frozenset({w.name}) for w in self.witnesses if w.name in set(witnesses)}
        for line in self.lines:
            if not isinstance(line, Group):
                continue
            met = sorted((best[one] for one in line.members if one in best), key=len)
            if len(met) >= line.needed:
                best[line.name] = frozenset().union(*met[: line.needed])
        return best.get(self.quorum)


class _Reader:
    """What has been defined so far, to refuse what a later line may not say."""

    def __init__(self) -> None:
        self.lines: list[Log | Witness | Group | Comment] = []
        self.quorum: str | None = None
        self._names: set[str] = set()
        self._grouped: set[str] = set()
        self._keys: set[bytes] = set()

    def read(self, line: str) -> None:
        words = line.replace("\t", " ").split(" ")
        words = [word for word in words if word]
        if not words or words[0].startswith("#"):
            self.lines.append(Comment(line))
            return
        if "#" in line:  # some readers cut here, and would count other witnesses
            raise PolicyError(f"{line[:60]!r}: # is only for lines of its own")
        match words:
            case ["log", key, *url] if len(url) <= 1:
                self.lines.append(Log(self._key(key, _LOG_TYPES), *url))
            case ["witness", name, key, *url] if len(url) <= 1:
                self.lines.append(Witness(self._new(name), self._key(key, _WITNESS_TYPES), *url))
            case ["group", name, threshold, *members] if members:
                self._read_group(name, threshold, members)
            case ["quorum", name] if self.quorum is None and (name == NONE or name in self._names):
                self.quorum = name
            case _:
                raise PolicyError(f"{line[:60]!r} is out of form")

    def _read_group(self, name: str, threshold: str, members: list[str]) -> None:
        for member in members:
            if member not in self._names or member in self._grouped:
                raise PolicyError(f"{member!r} is not defined, or is in a group already")
            self._grouped.add(member)
        if threshold not in {"all", "any"} and not (
            1 <= parse_number(threshold, "group threshold") <= len(members)
        ):
            raise PolicyError(f"group {name}: {threshold} of {len(members)} cannot be")
        self.lines.append(Group(self._new(name), threshold, tuple(members)))

    def _new(self, name: str) -> str:
        if name in self._names or name == NONE:
            raise PolicyError(f"the name {name!r} is taken")
        self._names.add(name)
        return name

    def _key(self, text: str, types: Collection[int]) -> VerifierKey:
        key = VerifierKey.parse(text)
        key.check_strong()
        if key.algorithm not in types:
            raise PolicyError(f"a key of type {key.algorithm:#04x} does not belong in this line")
        if key.public in self._keys:
            raise PolicyError(f"the key of {key.name} stands in this policy twice")
        self._keys.add(key.public)
        return key
