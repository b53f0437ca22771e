"""A patrol: many addresses, visited in turn, each dealt with by the lookout of its log.

Which log is seen at an address is found out at the first contact, from leaf 0.  The first charter
seen under an origin is remembered for ever, unless charters were given: then only those are
followed.  Another charter under the same origin is another ledger, and is said to be.
"""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

import httpx2

from ledger.charter import Charter
from ledger.errors import CharterError, UnprovenError
from ledger.mirror import Read
from ledger.tlog.checkpoint import Checkpoint
from ledger.tlog.errors import TlogError
from ledger.tlog.note import Note
from ledger.tlog.text import to_base64
from ledger.tlog.tile import ENTRIES, WIDTH, Tile
from ledger.tlog.tree import leaf_hash
from tools.alert import Alert, Kind, Outbox
from tools.lookout import MINUTE, Lookout, Patience
from tools.shadow import Clock
from tools.source import DamagedError, SourceError
from tools.translation import in_indonesian, said
from tools.vantage import Reader, Vantage, of_witness, reader
from tools.verdict import Text


@dataclass(frozen=True, slots=True)
class Orders:
    """How a patrol goes about it."""

    state: Path
    """Folder of everything that is remembered."""
    patience: Patience = field(default_factory=Patience)
    charters: frozenset[bytes] = frozenset()
    """Hashes of the charters that are followed; none: whichever is seen first."""


class Patrol:
    """Visits addresses; several threads may, each another address."""

    def __init__(
        self, orders: Orders, addresses: Sequence[str], session: httpx2.Client, clock: Clock
    ) -> None:
        """Begin before the first visit.

        Raises:
            OSError: The state cannot be written.
        """
        orders.state.mkdir(parents=True, exist_ok=True)
        self.outbox = Outbox(orders.state / "monitor.db")
        self.vantages = [Vantage(one) for one in dict.fromkeys(addresses)]
        self._orders = orders
        self._session = session
        self._read: Reader = reader(session)
        self._clock = clock
        self._turn = threading.Lock()
        self._turns: dict[str, threading.Lock] = {}
        self._lookouts: dict[str, Lookout] = {}
        for one in self.vantages:
            self._remember(one)

    def close(self) -> None:
        """Close the state."""
        self.outbox.close()

    def visit(self, vantage: Vantage, *, is_patient: bool = True) -> None:
        """Look at one address, and at what time has made of the log that is seen there.

        Args:
            vantage: The address.
            is_patient: Whether to wait while the same log is dealt with elsewhere; if not, what is
                shown here is dealt with at the next visit. A log that is large, or slow on purpose,
                would else hold every thread by its many addresses.

        Raises:
            StorageError: The disk did not take it; the next visit tries again.
        """
        try:
            raw = vantage.news(self._read)
            self._heard(vantage)
            if raw is not None:
                self._deal_with(vantage, raw, is_patient=is_patient)
        except DamagedError as error:
            self._tell("unproven", vantage, str(error), str(error))
        except SourceError as error:
            self._not_heard(vantage, error)
        except UnprovenError as error:
            self._tell("unproven", vantage, f"{vantage.address} {error.size}", str(error))
        lookout = self._lookouts.get(vantage.origin)
        if lookout is not None:
            with self.turn_of(vantage.origin, is_patient=is_patient) as is_ours:
                if is_ours:
                    lookout.mind_time()

    @contextmanager
    def turn_of(self, origin: str, *, is_patient: bool) -> Iterator[bool]:
        """Let one thread at a time deal with a log; give whether it is this one."""
        turn = self._turns[origin]
        is_ours = turn.acquire(blocking=is_patient)
        try:
            yield is_ours
        finally:
            if is_ours:
                turn.release()

    def _deal_with(self, vantage: Vantage, raw: bytes, *, is_patient: bool) -> None:
        source = None

        def read(tile: Tile) -> list[bytes]:
            nonlocal source
            if source is None:
                source = vantage.source(self._session)
            return source.tile(tile)

        lookout = self._lookout(vantage, raw, read)
        if lookout is None:
            vantage.dealt_with(raw)
            return
        with self.turn_of(vantage.origin, is_patient=is_patient) as is_ours:
            if is_ours:
                lookout.take(vantage, raw, read)
                self._follow_policy(lookout)

    def _lookout(self, vantage: Vantage, raw: bytes, read: Read) -> Lookout | None:
        """Return who looks after the log that is seen at an address."""
        if vantage.origin in self._lookouts:
            return self._lookouts[vantage.origin]
        try:
            size = Checkpoint.parse(Note.parse(raw).text).size
            charter = read(Tile(ENTRIES, 0, min(size, WIDTH)))[0] if size else b""
            origin = Charter.opened(charter).origin
        except (TlogError, CharterError) as error:
            about = f"{vantage.address} {sha256(raw).hexdigest()}"
            self._tell("signature", vantage, about, f"{error}")
            return None
        with self._turn:
            if not self._is_known(vantage, origin, leaf_hash(charter)):
                return None
            vantage.origin = origin
            if origin not in self._lookouts:
                self._turns[origin] = threading.Lock()
                self._lookouts[origin] = self._begun(origin, charter)
            return self._lookouts[origin]

    def _begun(self, origin: str, charter: bytes) -> Lookout:
        folder = self._orders.state / "logs" / sha256(origin.encode()).hexdigest()[:16]
        return Lookout(folder, charter, self.outbox, self._clock, self._orders.patience)

    def _is_known(self, vantage: Vantage, origin: str, leaf: bytes) -> bool:
        """Tell whether a charter is the one that is followed under its origin."""
        given, key = self._orders.charters, f"charter {origin}"
        pinned = self.outbox.remembered(key)
        own = to_base64(leaf)
        if (not given or leaf in given) and pinned in {"", own}:
            if not pinned:
                self.outbox.remember(key, own)
            return True
        text = Text(
            f"bukan piagam yang diikuti: buku besar lain bernama {origin}",
            f"not the charter that is followed: another ledger by the name of {origin}",
        )
        detail: dict[str, str | int] = {"charter": own}
        alert = Alert(
            "charter", origin, vantage.address, f"{vantage.address} {own}", text, 0, detail
        )
        self.outbox.raise_([alert], self._clock())
        return False

    def _follow_policy(self, lookout: Lookout) -> None:
        """Look at every witness of the policy in force that has an address."""
        known = {one.address for one in self.vantages}
        for witness in lookout.policy.witnesses:
            if witness.url:
                one = of_witness(witness.url, lookout.origin, witness.key)
                if one.address not in known:
                    self._remember(one)
                    self.vantages.append(one)

    def _remember(self, vantage: Vantage) -> None:
        vantage.size = int(self.outbox.remembered(f"size {vantage.address}") or 0)
        since = self.outbox.remembered(f"silent {vantage.address}")
        vantage.silent_since = int(since) if since else None

    def _heard(self, vantage: Vantage) -> None:
        if vantage.silent_since is not None:
            vantage.silent_since = None
            self.outbox.remember(f"silent {vantage.address}", "")

    def _not_heard(self, vantage: Vantage, error: SourceError) -> None:
        now = self._clock()
        if vantage.silent_since is None:
            vantage.silent_since = now
            self.outbox.remember(f"silent {vantage.address}", str(now))
        since = vantage.silent_since
        if now - since > self._orders.patience.silent:
            minutes = (now - since) // MINUTE
            text = Text(
                f"tidak terjangkau selama {minutes} menit: {in_indonesian(str(error))}",
                f"out of reach for {minutes} minutes: {error}",
            )
            about = f"{vantage.address} {since}"
            alert = Alert("unreachable", vantage.origin, vantage.address, about, text)
            self.outbox.raise_([alert], now)

    def _tell(self, kind: Kind, vantage: Vantage, about: str, reason: str) -> None:
        alert = Alert(kind, vantage.origin, vantage.address, about, said(reason))
        self.outbox.raise_([alert], self._clock())
