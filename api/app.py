"""The composition root: one ledger, everything that tells about it, and the only clock.

if __name__ == "__main__":  # processes that check signatures read the program anew
    uvicorn.run(open_app(Path("var/ledger")))
"""

import mimetypes
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool

from api import (
    access,
    answer,
    attendance,
    attention,
    beginning,
    bundle,
    checkpoint,
    consignment,
    custody,
    entries,
    export,
    findings,
    gap,
    health,
    history,
    journals,
    live,
    log,
    login,
    overview,
    paper,
    photo,
    place,
    policy,
    post,
    progress,
    proofs,
    reader,
    recruitment,
    register,
    search,
    shift,
    state,
    statement,
    status,
    subject,
    territory,
)
from api.asset import Assets
from api.documentation import Documented
from api.doorway import Doorway
from api.gatekeeper import Gatekeeper
from api.page import STATIC
from api.service import Service
from api.web import form, guard, inspection, problem
from ledger.application import Ledger
from ledger.settings import Settings

mimetypes.add_type("text/javascript", ".js")  # systems disagree, and browsers are strict
mimetypes.add_type("application/wasm", ".wasm")

ROUTERS = tuple(
    module.router
    for module in (
        entries,
        checkpoint,
        log,
        proofs,
        policy,
        register,
        bundle,  # before the box, whose name may hold slashes
        custody,
        state,
        place,
        post,
        access,
        shift,
        consignment,
        findings,
        attention,
        gap,
        progress,
        territory,
        journals,
        statement,
        photo,
        paper,
        history,
        subject,
        search,
        export,
        overview,
        status,
        live,
        attendance,
        recruitment,
        beginning,
        problem,
        inspection,
        form,
        reader,
        login,
        health,
    )
)


def clock() -> int:
    """Return milliseconds since 1970 UTC."""
    return time.time_ns() // 1_000_000


def open_app(path: Path, settings: Settings | None = None) -> FastAPI:
    """Open a ledger directory as its one writer and return the application that serves it.

    Everything is closed when the application shuts down.

    Raises:
        LedgerError: It cannot be opened; the message says what to do.
    """
    settings = settings or Settings()
    ledger = Ledger.open(path, clock, busy_seconds=settings.busy_seconds)
    try:
        service = Service.over(ledger, path, settings, clock)
    except BaseException:
        ledger.close()
        raise

    def close() -> None:
        service.close()
        ledger.close()  # lets go of the lock: nothing of the directory may be open after that

    return create_app(service, close)


def create_app(service: Service, at_end: Callable[[], None] | None = None) -> FastAPI:
    """Return the application over an open service.

    Args:
        service: Stays the caller's, who closes it.
        at_end: Called once when the application has answered its last request.
    """

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        if at_end is not None:
            await run_in_threadpool(at_end)

    app = Documented(
        title="Segel",
        version="1",
        lifespan=lifespan,
        telemetry={"tracing": False, "metrics": False, "logs": False, "auto_configure": False},
        docs_url=None,  # they load scripts from elsewhere
        redoc_url=None,
        redirect_slashes=False,  # an address has one spelling
    )
    app.plain = {"/entries": {"post": entries.OPERATION}}
    app.state.service = service
    answer.install(app)
    for router in ROUTERS:
        app.include_router(router)
    for files in (guard.router, inspection.scripts):  # like those of /static
        app.include_router(files, include_in_schema=False)
    app.add_middleware(Gatekeeper, settings=service.settings, clock=service.clock)
    app.add_middleware(
        Doorway,
        ahead={"/entries": entries.append},
        meter=service.meter,
        timer=time.perf_counter,
    )
    app.mount("/static", Assets(directory=STATIC))
    return app
