"""`/live`: what is being written down as it comes, and what it all adds up to.

The stream comes in slices: after some seconds the server ends it, and the browser comes back by
itself with the newest leaf that it was told of (`Last-Event-ID`).  So a cut loses nothing, a server
that is told to stop need not wait long, and a proxy needs no patience.  Nobody is told more often
than once a second; what came meanwhile is told together, and of a flood only the newest, with how
many are passed over: all of them stand under `/statements`.

Source: HTML standard, section 9.2 (server-sent events)
"""

import asyncio
from collections.abc import AsyncIterator
from typing import Annotated, Any, Final, NamedTuple

from fastapi import APIRouter, Header, Query, Response
from fastapi.sse import EventSourceResponse, ServerSentEvent
from starlette.concurrency import run_in_threadpool

from api.documentation import fails
from api.parameter import Number
from api.reading import Question
from api.service import Service
from api.sheet import Language, Sheet, Table, Text, in_language
from api.statement import table, told
from api.tally import Counts, tables
from projections import statement
from projections.view import View

router = APIRouter(tags=["overview"])

SHOWN: Final = 50
"""The newest leaves that are told together."""

NEWEST: Final = "newest"
"""What the table of leaves is called; the others are named like their counts."""

_PACE_SECONDS: Final = 1.0
_SECONDS: Final = 5
_SECONDS_MAX: Final = 30
_AGAIN_MILLISECONDS: Final = 250
_TITLE: Final = Text("Langsung", "Live")

Seen = Annotated[Number | None, Query()]
Seconds = Annotated[int, Query(ge=0, le=_SECONDS_MAX)]
LastEvent = Annotated[str | None, Header(alias="Last-Event-ID", pattern="^[0-9]{1,15}$")]


class News(NamedTuple):
    """What came behind a leaf, up to the newest that is folded."""

    position: int
    leaves: tuple[statement.Listed, ...]
    skipped: int
    counts: Counts

    @classmethod
    def behind(cls, service: Service, view: View, seen: int) -> "News":
        """Read it.

        Args:
            service: Whose log it is.
            view: As of the newest leaf.
            seen: The leaf index behind which it begins; -1: with the first.
        """
        begin = max(seen, view.position - SHOWN)
        leaves = statement.listed(view, after=str(begin) if begin >= 0 else None, limit=SHOWN)
        counts = service.tally.counted(view, service.clock())
        return cls(view.position, leaves.items, begin - max(seen, -1), counts)

    def told(self) -> dict[str, Any]:
        """Return it as JSON has it."""
        return {
            "position": self.position,
            "skipped": self.skipped,
            "statements": [told(one) for one in self.leaves],
            "counts": self.counts,
        }

    def tables(self) -> dict[str, Table]:
        """Return it as tables by name, the newest leaf first."""
        newest = table(Text("Terbaru", "Newest"), tuple(reversed(self.leaves)))
        return {**tables(self.counts), NEWEST: newest}


@router.get("/live", responses=fails("bad-parameter", "not-yet-folded"))
def live(asked: Question) -> Response:
    """Return the newest leaves and the counts, and keep a page up to date."""
    with asked.view() as view:
        news = News.behind(asked.service, view, -1)
        groups = news.tables()
        return asked.tell(view, news.told(), Sheet(_TITLE), "live.html", groups=groups)


@router.get("/live/events", response_class=EventSourceResponse, responses=fails("bad-parameter"))
async def events(
    asked: Question, seen: Seen = None, seconds: Seconds = _SECONDS, last: LastEvent = None
) -> AsyncIterator[ServerSentEvent]:
    """Tell of leaves as they are folded, behind leaf `seen`; for so many seconds, then come back.

    `leaves` brings new leaves and the counts; its id is the newest leaf.  `behind` says that the
    log is shorter than the reader has seen it: then it is not the log that it was.
    """
    service, clock = asked.service, asyncio.get_running_loop().time
    end = clock() + seconds
    behind = int(last) if last is not None else seen
    known = service.projections.position if behind is None else behind
    if known >= service.ledger.tree.size:
        shown = {"position": service.projections.position, "seen": known}
        yield ServerSentEvent(data=shown, event="behind")
        return
    is_first = True
    while True:
        news = await run_in_threadpool(_news, service, known)
        if is_first or news.position > known:
            known, is_first = max(known, news.position), False
            data = news.told() | {"tables": _written(news, asked.lang)}
            yield ServerSentEvent(
                data=data, event="leaves", id=str(known), retry=_AGAIN_MILLISECONDS
            )
        left = end - clock()
        if left <= 0:
            return
        await _until(service, known + 1, left)
        await asyncio.sleep(min(_PACE_SECONDS, left))  # what comes together is told together


def _news(service: Service, known: int) -> News:
    with service.projections.view() as view:
        return News.behind(service, view, known)


def _written(news: News, lang: Language) -> dict[str, Any]:
    """Write the tables of a page in one language, for its script to put in place."""
    return {
        name: [[in_language(cell, lang) for cell in row] for row in one.rows]
        for name, one in news.tables().items()
    }


async def _until(service: Service, leaf_index: int, seconds: float) -> None:
    """Wait until a leaf is folded, but not for longer."""
    folded = asyncio.wrap_future(service.projections.reached(leaf_index))
    await asyncio.wait([folded], timeout=seconds)
    folded.cancel()
