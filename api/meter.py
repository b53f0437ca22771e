"""The meter: counts what is asked and refused, for whoever watches a server.

It knows a request by its method, the template of its address and its status, and a refused note by
the word of its problem: sets that the program bounds.  No name, body, query or address of a sender
comes here, so none can leave.

All counting happens on the one event loop, without a lock; whoever reads from another thread may
miss what happens at that moment.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from starlette.types import Scope

BOUNDS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Upper bounds in seconds; 0.2 is what a page may take."""

_METHODS: Final = {"GET", "HEAD", "POST", "PATCH", "OPTIONS"}
_FOLDERS: Final = ("/static/", "/jaga/")
_NOWHERE: Final = "other"


class Asked(NamedTuple):
    """What is known of a request."""

    method: str
    route: str
    """The template: `/boxes/{box}`, never the box."""
    status: int


@dataclass(slots=True)
class Durations:
    """How long requests of one kind took."""

    counts: list[int] = field(default_factory=lambda: [0] * (len(BOUNDS) + 1))
    """By `BOUNDS`, each without those below; the last is of what took longer."""
    seconds: float = 0.0


@dataclass(slots=True)
class Meter:
    """Counts for one server."""

    tell: Callable[..., Any] | None = None
    """Is told the name of each event and its members; None: nobody listens."""
    refusals: dict[str, int] = field(default_factory=dict)
    """Refused notes by the word of the problem."""
    _seen: dict[Asked, Durations] = field(default_factory=dict)

    def answered(self, asked: Asked, seconds: float) -> None:
        """Count a request that was answered."""
        found = self._seen.get(asked)
        if found is None:
            found = self._seen[asked] = Durations()
        found.counts[bisect_left(BOUNDS, seconds)] += 1
        found.seconds += seconds
        if self.tell is not None:
            self.tell("request", **asked._asdict(), ms=round(1000 * seconds, 1))

    def refused(self, slug: str) -> None:
        """Count a note that was not taken."""
        self.refusals[slug] = self.refusals.get(slug, 0) + 1

    def noted(self, event: str, **members: str | int) -> None:
        """Tell what the writer has met with."""
        if self.tell is not None:
            self.tell(event, **members)

    def requests(self) -> Iterator[tuple[Asked, Durations]]:
        """Yield what was counted, by kind of request."""
        yield from list(self._seen.items())


def kind_of(scope: Scope, method: str, status: int) -> Asked:
    """Tell of a request that has passed the router what may be told of it."""
    route = getattr(scope.get("route"), "path_format", None)
    if route is None:
        path = scope["path"]
        route = next((one for one in _FOLDERS if path.startswith(one)), _NOWHERE)
    return Asked(method if method in _METHODS else _NOWHERE, route, status)
