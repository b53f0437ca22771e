"""Tenures: what held from one leaf until another, so that any leaf can be asked again later.

A fact said at leaf `since` holds for every leaf after it, up to and including the leaf that ends
it: effects begin at the next leaf, as in the register.  Of several that hold, the one of the
highest rank is read; the rank is the leaf of the act, also when a correction begins it anew.
"""

from bisect import insort
from collections.abc import Iterator
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any, Final, Generic, TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")

_RANK: Final = attrgetter("rank")


@dataclass(slots=True, eq=False)
class Tenure(Generic[Value]):
    """One value with the leaves between which it held."""

    value: Value
    since: int
    """The leaf that put it in force; it holds from the next one on."""
    rank: int
    ended: int | None = None
    """The last leaf for which it holds; None: until further notice."""


class History(Generic[Key, Value]):
    """The tenures of many keys, each in the order of rank."""

    __slots__ = ("_tenures",)

    def __init__(self) -> None:
        self._tenures: dict[Key, list[Tenure[Value]]] = {}

    def add(self, key: Key, tenure: Tenure[Value]) -> None:
        """Let a tenure stand beside those of the same key."""
        insort(self._tenures.setdefault(key, []), tenure, key=_RANK)

    def newest(self, key: Key, index: int) -> Value | None:
        """Return the value of the highest rank among those that held at `index`."""
        tenures = self._tenures.get(key)
        if tenures is None:
            return None
        for tenure in reversed(tenures):
            if tenure.since < index and (tenure.ended is None or index <= tenure.ended):
                return tenure.value
        return None

    def all(self, key: Key, index: int) -> list[Value]:
        """Return every value that held at `index`, the newest first."""
        return [
            tenure.value
            for tenure in reversed(self._tenures.get(key, ()))
            if tenure.since < index and (tenure.ended is None or index <= tenure.ended)
        ]

    def tenures(self, key: Key) -> tuple[Tenure[Value], ...]:
        """Return all that ever held under a key, the oldest first."""
        return tuple(self._tenures.get(key, ()))

    def __iter__(self) -> Iterator[Key]:
        """Yield every key, in the order of first mention."""
        return iter(self._tenures)


@dataclass(slots=True)
class Effect:
    """What one act began and ended, so that it can be undone from a later leaf on."""

    since: int
    """The leaf that put the act in force."""
    rank: int
    """The leaf at which the act first came in force."""
    _begun: list[Tenure[Any]] = field(default_factory=list)
    _ended: list[tuple[History[Any, Any], Any, Tenure[Any]]] = field(default_factory=list)

    def begin(self, history: History[Key, Value], key: Key, value: Value) -> None:
        """Let a value hold from the next leaf on."""
        tenure = Tenure(value, self.since, self.rank)
        history.add(key, tenure)
        self._begun.append(tenure)

    def end(self, history: History[Key, Value], key: Key, tenure: Tenure[Value]) -> None:
        """Let a tenure hold for this leaf and no later one."""
        if tenure.ended is None:
            tenure.ended = self.since
            self._ended.append((history, key, tenure))

    def undo(self, index: int) -> None:
        """End what it began and begin again what it ended; the past stays as it was."""
        for tenure in self._begun:
            if tenure.ended is None:
                tenure.ended = index
        for history, key, tenure in self._ended:
            history.add(key, Tenure(tenure.value, index, tenure.rank))
