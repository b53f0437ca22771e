"""The service: a ledger, what is folded from it and what is kept beside it.

Everything that an endpoint may ask, and the clock.  The ledger belongs to whoever opened it; the
rest is opened here and closed here.
"""

import asyncio
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from fastapi import Request

from api.atlas import Atlas
from api.mailbox import Mailbox
from api.meter import Meter
from api.passkey import Challenges
from api.queue import Queues
from api.readership import Readership
from api.tally import Tally
from api.waker import Waker
from ledger.album import Album, Limits
from ledger.application import Answer, Ledger
from ledger.directory import Directory
from ledger.objection import Objections
from ledger.settings import Settings
from ledger.trust import client_context
from ledger.witnessing import Witnessing
from projections.directory import Projections
from projections.erasure import Eraser
from projections.vault import Vault

Clock = Callable[[], int]
"""Milliseconds since 1970 UTC."""

_OWNER_ONLY = 0o600
_PATIENCE_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class Service:
    """One ledger and all that is told about it."""

    ledger: Ledger
    projections: Projections
    vault: Vault
    settings: Settings
    clock: Clock
    waker: Waker
    witnessing: Witnessing
    album: Album
    readership: Readership
    atlas: Atlas
    mailbox: Mailbox[list[Answer]] = field(default_factory=Mailbox)
    tally: Tally = field(default_factory=Tally)
    challenges: Challenges = field(default_factory=Challenges)
    meter: Meter = field(default_factory=Meter)
    queues: Queues = field(default_factory=Queues)
    body_seconds: float = 30.0
    """How long a body may take to arrive, its first byte too."""

    @classmethod
    def over(cls, ledger: Ledger, directory: Path, settings: Settings, clock: Clock) -> Self:
        """Open what belongs to an open ledger's directory, follow the log, ask the witnesses.

        Raises:
            StorageError: The disk did not take it.
        """
        trust = None if settings.ca is None else client_context(settings.ca)
        limits = Limits(
            settings.photo_bytes_max, settings.photos_bytes_max, settings.photos_reserve_bytes
        )
        album = Album(Directory(directory).photos, limits)
        with ExitStack() as opened:
            projections = Projections.open(directory, ledger.tree, clock)
            opened.callback(projections.close)
            vault = Vault.open(_private(directory / "vault.db"), ledger.tree)
            opened.callback(vault.close)
            readership = Readership.open(Directory(directory).readers)
            opened.pop_all()
        objections = Objections(Directory(directory).objections)
        witnessing = Witnessing(ledger, objections, clock, trust=trust)
        projections.start(Eraser(projections.recollection, vault, album).follow)
        witnessing.start()
        waker = Waker(projections.wake)
        atlas = Atlas(Directory(directory).boundaries)
        return cls(
            ledger,
            projections,
            vault,
            settings,
            clock,
            waker,
            witnessing,
            album,
            readership,
            atlas,
        )

    async def folded(self, leaf_index: int) -> bool:
        """Wait, without holding a thread, until a leaf is folded; tell whether it is in time."""
        if self.projections.position >= leaf_index:
            return True
        self.projections.wake()
        folded = asyncio.wrap_future(self.projections.reached(leaf_index))
        try:
            await asyncio.wait_for(folded, _PATIENCE_SECONDS)
        except TimeoutError:
            return False
        return True

    def close(self) -> None:
        """Close what `over` has opened; the ledger stays open."""
        self.witnessing.close()
        self.projections.close()
        self.vault.close()
        self.readership.close()


def _private(path: Path) -> Path:
    """Let nobody else on this machine read a file; what SQLite puts beside it takes its mode."""
    path.touch()
    path.chmod(_OWNER_ONLY)
    return path


def service_of(request: Request) -> Service:
    """Return the service behind the application that was asked."""
    service: Service = request.app.state.service
    return service
