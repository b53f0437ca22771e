"""The composition root: one ledger, everything that tells about it, and the only clock.

uvicorn.run(open_app(Path("var/ledger")))
"""

import mimetypes
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.staticfiles import StaticFiles

from api import answer, entries, log, proofs, register
from api.page import STATIC
from api.service import Service
from api.web import trial
from ledger.application import Ledger
from ledger.settings import Settings

mimetypes.add_type("text/javascript", ".js")  # systems disagree, and browsers are strict


def clock() -> int:
    """Return milliseconds since 1970 UTC."""
    return time.time_ns() // 1_000_000


def open_app(path: Path, settings: Settings | None = None) -> FastAPI:
    """Open a ledger directory as its one writer and return the application that serves it.

    The ledger is closed when the application shuts down.

    Raises:
        LedgerError: It cannot be opened; the message says what to do.
    """
    settings = settings or Settings()
    ledger = Ledger.open(path, clock, busy_seconds=settings.busy_seconds)
    return create_app(ledger, settings, at_end=ledger.close)


def create_app(
    ledger: Ledger, settings: Settings | None = None, *, at_end: Callable[[], None] | None = None
) -> FastAPI:
    """Return the application over an open ledger.

    Args:
        ledger: Stays the caller's, who closes it.
        settings: What an operator may change.
        at_end: Called once when the application has answered its last request.
    """

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        if at_end is not None:
            await run_in_threadpool(at_end)

    app = FastAPI(
        title="Segel",
        version="1",
        lifespan=lifespan,
        docs_url=None,  # they load scripts from elsewhere
        redoc_url=None,
        redirect_slashes=False,  # an address has one spelling
    )
    app.state.service = Service(ledger, settings or Settings())
    answer.install(app)
    for module in (entries, log, proofs, register, trial):
        app.include_router(module.router)
    app.mount("/static", StaticFiles(directory=STATIC))
    return app
