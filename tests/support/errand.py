"""A phone's errands: what it says, what the courier makes of it, and what the phone keeps."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from playwright.sync_api import Error, Route

from ledger.tlog.text import to_base64
from tests.support.handset import JOURNAL, SEAT, Handset, enrol
from tests.support.practice import Practice
from tests.support.server import desk, until

_SCRIPT = Path(__file__).with_suffix(".js").read_text(encoding="utf-8").partition("\n")[2]
_RING = "dispatchEvent(new Event('online'))"


@dataclass(slots=True)
class Errand:
    """An enrolled phone that signs without any screen."""

    handset: Handset

    def says(
        self,
        *words: str,
        opened: dict[str, Any] | None = None,
        path: str = "/visitor",
        urgent: bool = False,
    ) -> None:
        """Sign a statement for each word and let the courier know."""
        self.acts("say", *self._pinned(), words, {"opened": opened, "path": path, "urgent": urgent})

    def says_many(self, count: int) -> None:
        """Sign so many statements."""
        self.says(*(f"halo {number}" for number in range(count)))

    def begins_to_say_many(self, count: int) -> None:
        """Sign so many statements while something else goes on."""
        words = [f"halo {number}" for number in range(count)]
        asked = json.dumps(["say", self._charter, *self._pinned(), words, {}])
        self.handset.page.evaluate(f"void ({_SCRIPT})({asked})")

    def rings(self) -> None:
        """Let the courier go at once."""
        self.handset.page.evaluate(_RING)

    def in_another_window(self) -> "Errand":
        """Open the app a second time on the same phone."""
        handset = replace(self.handset, page=self.handset.phone.new_page())
        handset.opens()
        return Errand(handset)

    def states(self) -> list[str]:
        """Return what has become of each entry."""
        found: list[str] = self.acts("states")
        return found

    def problems(self) -> list[str]:
        """Return the word of each entry's problem, or nothing."""
        found: list[str] = self.acts("words")
        return found

    def witnessed(self) -> list[list[str]]:
        """Return who has witnessed each entry."""
        found: list[list[str]] = self.acts("witnessed")
        return found

    def ticks(self) -> str:
        """Ask who has witnessed what was received; return what is wrong with the answer."""
        problem: str = self.acts("tick", *self._pinned())
        return problem

    def waits_until(self, is_so: Callable[[list[str]], bool]) -> None:
        """Wait for the entries' states to be so."""
        until(lambda: is_so(self.states()))

    def waits_for(self, states: list[str]) -> None:
        """Wait for these states."""
        self.waits_until(lambda found: found == states)

    def flushes(self) -> float:
        """Find the network and send everything; return how many seconds that took."""
        begun = time.monotonic()
        self.handset.finds_the_network()
        self.rings()
        self.waits_until(lambda states: set(states) == {"received"})
        return time.monotonic() - begun

    def carries(self, *notes: bytes) -> None:
        """Take over notes that came from another phone."""
        self.acts("carry", [note.decode() for note in notes])

    def carried(self) -> list[str]:
        """Return what became of them."""
        found: list[str] = self.acts("carried")
        return found

    def secrets(self) -> int:
        """Return how many commitments this phone could still open."""
        count: int = self.acts("secrets")
        return count

    def memo(self, key: str) -> Any:
        """Return what the phone remembers under a key."""
        return self.acts("memo", key)

    def line(self) -> str:
        """Return the line by which the phone's key is enrolled."""
        found: str = self.acts("line")
        return found

    def held(self) -> int:
        """Return the size of the checkpoint that the phone holds."""
        size: int = self.acts("held")
        return size

    def acts(self, act: str, *rest: object) -> Any:
        """Do something that `errand.js` names."""
        return self.handset.page.evaluate(_SCRIPT, [act, self._charter, *rest])

    @property
    def _charter(self) -> str:
        return self.handset.place.ledger.fingerprint()

    def _pinned(self) -> list[str]:
        charter = self.handset.place.founders.charter
        return [charter.origin, str(charter.log)]


def twins(first: Handset, second: Handset, name: str = JOURNAL) -> tuple[Errand, Errand]:
    """Let two phones hold one key, as after a copy of a rooted phone."""
    pair = Errand(first), Errand(second)
    for one in pair:
        one.handset.opens()
    origin = first.place.ledger.charter.origin
    made = pair[0].acts("make", origin, name)
    leaf = to_base64(enrol(first.place, made["line"]))
    for one in pair:
        one.acts("adopt", made, leaf, SEAT)
        one.handset.page.reload()
        one.handset.opens()
    return pair


@contextmanager
def instead(handset: Handset, place: Practice) -> Iterator[None]:
    """Let another ledger answer under this one's address."""
    with desk(place) as other:

        def redirect(route: Route) -> None:
            path = route.request.url.removeprefix(handset.address)
            with suppress(Error):  # the phone may be switched off meanwhile
                route.fulfill(response=route.fetch(url=f"{other.address}{path}"))

        for where in ("entries", "log/*", "consistency?*", "proofs?*", "policy"):
            handset.phone.route(f"**/{where}", redirect)
        yield
        handset.phone.unroute_all(behavior="ignoreErrors")
