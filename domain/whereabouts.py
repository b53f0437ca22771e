"""Whereabouts: where one box was at a time, as it was known at a leaf.

Two times, never mixed: the hour that is asked about is compared with what statements say of
themselves, the leaf with what stood in the log.  So the same hour may have two answers, one before
a late note or a correction and one after it, and both stay askable.

The answer says on which statements it rests.  A box that several claim is disputed and has no
holder; of one that nobody has spoken of up to that hour, nothing is known.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Final, Literal, NamedTuple

from domain.context import Context
from domain.journey import Box, Journeys
from domain.retelling import Retelling, Told, retell
from domain.said import Said
from domain.watch import Watch, Watches

Part = Literal["pemegang", "tempat", "penjaga", "segel", "dibuka"]
"""What an answer says: holder, place, guard, seals, opening."""

PARTS: Final[dict[Part, Callable[[Box], object]]] = {
    "pemegang": lambda box: box.custody.holders,
    "tempat": lambda box: (box.place, box.road),
    "penjaga": lambda box: box.guard,
    "segel": lambda box: (box.seals, box.difference),
    "dibuka": lambda box: box.opened,
}
"""Where each of them stands in what is known of a box."""

_NOTHING: Final = Box()


class Ground(NamedTuple):
    """A statement on which an answer rests."""

    told: Told
    parts: tuple[Part, ...]


class Whereabouts(NamedTuple):
    """Where a box was, who held it, who guarded it, and what closed it."""

    retelling: Retelling[Box]
    watch: Retelling[Watch] | None = None
    """Of the place where it stood; None: on the road, or nobody has said anything there."""

    @property
    def box(self) -> Box:
        """What is known of the box."""
        return self.retelling.state or _NOTHING

    @property
    def is_known(self) -> bool:
        """Whether anything was said about it up to that hour."""
        return self.retelling.state is not None

    @property
    def guards(self) -> tuple[str, ...]:
        """The units that guarded it: its escort on the road, else the teams on the post."""
        if self.box.guard is not None:
            return (self.box.guard,)
        duty = self.watch.state.duty if self.watch and self.watch.state else None
        return tuple(dict.fromkeys(team.unit for team in duty.teams)) if duty else ()

    @property
    def grounds(self) -> tuple[Ground, ...]:
        """The statements that it rests on, by their times; the last one about the box is there."""
        found: dict[int, Ground] = {}
        for part, told in self._by_part():
            before = found.get(told.said.index)
            parts = (part,) if before is None else (*before.parts, part)
            found[told.said.index] = Ground(told, tuple(dict.fromkeys(parts)))
        last = self.retelling.last
        if last is not None:
            found.setdefault(last.said.index, Ground(last, ()))
        return tuple(sorted(found.values(), key=lambda one: (one.told.at, one.told.said.index)))

    def _by_part(self) -> Iterable[tuple[Part, Told]]:
        claims = {claim.index for claim in self.box.custody.claims}
        for told, _ in self.retelling.passages:
            if told.said.index in claims:
                yield "pemegang", told
        for part, of in PARTS.items():
            since = self.retelling.since(of)
            if since is not None and of(self.box) != of(_NOTHING):
                yield part, since
        if self.box.guard is None and self.watch is not None and self.guards:
            since = self.watch.since(lambda watch: watch.duty.teams)
            if since is not None:
                yield "penjaga", since


def whereabouts(
    box: str,
    known: Iterable[Said],
    context: Context,
    at: datetime | None = None,
    post: Callable[[str], Iterable[Said]] = lambda _: (),
) -> Whereabouts:
    """Tell where a box was.

    Args:
        box: Its name.
        known: What was known about it, each statement as it read then.
        context: The operation.
        at: The hour (aware); None: after all that is stated.
        post: Place -> what was known about the watch there.
    """
    retelling = retell(Journeys(), box, known, context, at)
    state = retelling.state
    if state is None or state.place is None or state.road is not None:
        return Whereabouts(retelling)
    watch = retell(Watches(), state.place, post(state.place), context, at)
    return Whereabouts(retelling, watch if watch.passages else None)
