"""Phones, a server and bad luck, in any order: nothing acknowledged is lost, and queues drain.

Real ledger, real files, real signatures.  After every step the ledger is compared
with what follows from its entries alone; at the end, with a healthy server, every
phone that only its owner has used has nothing left to send.
"""

import copy
import os
import tempfile
import time
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import settings, strategies as st
from hypothesis.stateful import (
    Bundle,
    MultipleResults,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    multiple,
    rule,
)

from ledger.application import Ledger
from ledger.errors import GuardError
from ledger.tlog.checkpoint import Checkpoint
from ledger.tlog.note import COSIGNATURE_ED25519, SignerKey, VerifierKey
from ledger.tlog.text import to_base64
from ledger.tlog.tree import prove_consistency
from tests.support.device import NO_WITNESSES, Device
from tests.support.outage import Instant
from tests.support.phone import NOTES_MAX, Holder, Kept
from tests.support.practice import NOW
from tests.support.scene import Scene

EXAMPLES = int(os.environ.get("SEGEL_MACHINE_EXAMPLES", "50"))
"""How many stories are tried: the same ones every time."""

STEPS = 60

IDLE_SECONDS = 0.06
"""A little longer than the writer waits for the next note before it puts its books in order."""

NAPS_MAX = 2
"""So often in a run; later it is left alone no longer than anybody is."""

GUARDING = [instant for instant in Instant if instant is not Instant.BEFORE_COMMIT]

WITNESS = VerifierKey(
    "saksi.example", COSIGNATURE_ED25519, Device.named("saksi.example").key.verifier.public
)
POLICIES = (NO_WITNESSES, f"witness S {WITNESS}\nquorum S\n")


class People(RuleBasedStateMachine):
    """What people do with phones: sign, enrol, lose them, and lie."""

    phones = Bundle("phones")
    offices = Bundle("offices")
    """Registrars and delegates."""

    anybody = st.one_of(phones, offices)

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory(prefix="segel-")
        self.scene = Scene.set(Path(self.folder.name))
        self.station = self.scene.station
        self.lost: list[tuple[str, list[bytes]]] = []
        """Phones that lie somewhere, with what they have not sent."""

        self.names = 0

    @initialize(target=offices)
    def founding(self) -> MultipleResults[Holder]:
        return multiple(*self.scene.holders)

    @rule(holder=anybody, count=st.integers(1, 3))
    def signs(self, holder: Holder, count: int) -> None:
        for _ in range(0 if holder.phone.is_stopped else count):
            holder.phone.says({"kind": "Halo", "number": holder.phone.device.sequence})

    @rule(target=phones, office=offices, says=st.booleans())
    def enrols(self, office: Holder, says: bool) -> Holder:
        holder = office.enrols(self._new(f"{office.prefix or '16.08/kpu'}/hp"))
        if says:
            holder.phone.says({"kind": "Pertama"})
        return holder

    @rule(target=offices, office=offices)
    def delegates(self, office: Holder) -> Holder:
        holder = self._new(f"{office.prefix or '16.08'}/ppk")
        holder.prefix = holder.name
        return office.enrols(holder, delegate=holder.name)

    def _new(self, stem: str) -> Holder:
        self.names += 1
        self.scene.holders.append(self._holder(f"{stem}-{self.names}"))
        return self.scene.holders[-1]

    def _holder(self, name: str) -> Holder:
        return Holder.of(Device.named(name), self.scene.people.charter.log)

    @rule(target=phones, old=consumes(phones), office=offices, from_log=st.booleans())
    def loses_the_phone(self, old: Holder, office: Holder, from_log: bool) -> Holder:
        """Go on with a new phone and the old key, from what the paper or the log says."""
        number, head = old.phone.device.sequence, old.phone.device.head
        if from_log and old.name in self.scene.oracle.register.members:
            chain = self.scene.oracle.register.member(old.name).chain
            number, head = chain.expected, chain.head
        holder = office.resumes(self._holder(old.name), number, head)
        self.lost.append((old.name, [one.note for one in old.phone.waiting]))
        self.scene.holders[self.scene.holders.index(old)] = holder
        return holder

    @rule(target=phones, holder=phones)
    def restores_a_copy_of_the_phone(self, holder: Holder) -> Holder:
        self.scene.spoiled.add(holder.name)
        twin = copy.copy(holder)
        twin.phone = copy.copy(holder.phone)
        twin.phone.device = copy.copy(holder.phone.device)
        twin.phone.kept = [copy.copy(one) for one in holder.phone.kept]
        self.scene.holders.append(twin)
        return twin

    @rule(office=offices, holder=phones, slack=st.integers(-1, 1))
    def revokes(self, office: Holder, holder: Holder, slack: int) -> None:
        self.scene.spoiled.add(holder.name)
        last = max(0, holder.phone.device.sequence - 1 + slack)
        office.phone.registers(f"revoke {holder.name} after {last}")

    @rule(number=st.integers(0, 2), policy=st.sampled_from(POLICIES))
    def wants_a_policy(self, number: int, policy: str) -> None:
        """Two of three registrars have to want the same."""
        self.scene.holders[number].phone.registers(f"policy {to_base64(policy.encode())}")

    @rule(number=st.integers(0, 9))
    def finds_a_lost_phone(self, number: int) -> None:
        """Hand in what it holds, as anybody may; perhaps it comes before the resumption."""
        if self.lost and self.station.ledger is not None:
            name, notes = self.lost.pop(number % len(self.lost))
            self.scene.spoiled.add(name)
            self.scene.hands_in(notes)

    @rule(holder=anybody)
    def forges(self, holder: Holder) -> None:
        """Sign for somebody else, perhaps in the very request that enrols this person."""
        thief = copy.copy(holder.phone.device)
        thief.key = SignerKey.from_seed(thief.name, sha256(b"thief").digest())
        enroller = holder.enroller or holder
        self._tries(*(one.note for one in enroller.phone.waiting), thief.says({"kind": "Palsu"}))

    @rule(holder=anybody, number=st.integers(0, 3))
    def says_something_else(self, holder: Holder, number: int) -> None:
        liar = copy.copy(holder.phone.device)
        liar.sequence, liar.head = min(number, liar.sequence), bytes(32)
        self._tries(liar.says({"kind": "Lain"}))

    @rule(holder=anybody, size=st.sampled_from([1, 3, 1_000_000]))
    def cites_what_never_was(self, holder: Holder, size: int) -> None:
        liar = copy.copy(holder.phone.device)
        liar.sees(size, bytes(32))
        self._tries(liar.says({"kind": "Cabang"}))

    def _tries(self, *notes: bytes) -> None:
        if self.station.ledger is not None:
            self.scene.hands_in(notes)


class Network(People):
    """What becomes of requests: cut, doubled, turned around, unheard, said again."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: list[tuple[Holder, list[bytes]]] = []

    @rule(holder=People.anybody)
    def flushes(self, holder: Holder) -> None:
        self.sent.append((holder, [one.note for one in holder.phone.waiting[:NOTES_MAX]]))
        holder.phone.flush(self.scene.sends)

    @rule(
        holder=People.anybody,
        start=st.integers(0, 2),
        order=st.sampled_from([(1, 1), (1, -1), (2, 1)]),
        is_heard=st.booleans(),
    )
    def flushes_badly(
        self, holder: Holder, start: int, order: tuple[int, int], is_heard: bool
    ) -> None:
        """Hand in a part of the outbox, twice or backwards, and perhaps hear nothing of it."""
        times, step = order
        batch = [one for one in holder.phone.waiting[start:NOTES_MAX] for _ in range(times)][::step]
        self.sent.append((holder, [one.note for one in batch]))
        try:
            answers = self.scene.sends(self.sent[-1][1])
        except ConnectionError:
            return
        if is_heard:
            holder.phone.hears(batch, answers)

    @rule(first=People.anybody, second=People.anybody, width=st.integers(1, 3))
    def interleave(self, first: Holder, second: Holder, width: int) -> None:
        """Two phones send small requests in turn, and wait for nothing."""
        if self.station.ledger is None:
            return
        parts: list[tuple[Holder, list[Kept]]] = [
            (holder, part)
            for start in range(0, NOTES_MAX, width)
            for holder in (first, second)
            if (part := holder.phone.waiting[start : min(start + width, NOTES_MAX)])
        ]
        heard = self.scene.hands_in(*([one.note for one in part] for _, part in parts))
        for (holder, part), answers in zip(parts, heard, strict=True):
            if answers is not None:
                holder.phone.hears(part, answers)

    @rule(number=st.integers(0, 50))
    def repeats_an_old_request(self, number: int) -> None:
        if self.sent and self.station.ledger is not None:
            holder, notes = self.sent[number % len(self.sent)]
            if holder in self.scene.holders:
                self.scene.hands_in(notes)

    @rule(holder=People.anybody)
    def looks(self, holder: Holder) -> None:
        """Hold the newest checkpoint, from now on cited in all that this phone signs."""
        if (ledger := self.station.ledger) is not None:
            seen = Checkpoint.opened(ledger.checkpoint, self.scene.people.charter.log)
            node = ledger.tree.subtrees.node
            proof = prove_consistency(holder.phone.device.size, seen.size, node)
            holder.phone.looks(ledger.checkpoint, proof)

    @rule(holder=People.anybody)
    def shows_its_receipts(self, holder: Holder) -> None:
        """Hold the log to its own signatures."""
        if (ledger := self.station.ledger) is not None:
            for one in holder.phone.kept:
                if one.receipt is not None:
                    ledger.challenge(one.receipt.checkpoint)


class Phones(Network):
    """What happens to the server; and what everybody may rely on all the same."""

    def __init__(self) -> None:
        super().__init__()
        self.backup: tuple[int, bytes] | None = None
        self.naps = 0

    @rule(holder=People.anybody, instant=st.sampled_from(Instant), torn=st.floats(0, 1))
    def is_killed(self, holder: Holder, instant: Instant, torn: float) -> None:
        """Die while a request is written, so that nobody hears what became of it."""
        if self.station.ledger is not None:
            self.station.dies_at(instant, self._something_of(holder), torn)

    @rule(number=st.integers(0, 2), instant=st.sampled_from(GUARDING))
    def has_a_fault(self, number: int, instant: Instant) -> None:
        """Fail once while the guard is written; the same bytes find their place later."""
        if self.station.ledger is not None and self.station.is_well:
            registrar = self.scene.holders[number]
            self.station.fails_at(instant, self._something_of(registrar))

    @rule()
    def is_left_alone(self) -> None:
        """Give it the time to put its books in order, now and then."""
        self.naps += 1
        time.sleep(IDLE_SECONDS if self.naps <= NAPS_MAX else 0)

    def _something_of(self, holder: Holder) -> list[bytes]:
        if not holder.phone.waiting:
            holder.phone.says({"kind": "Halo"})
        return [one.note for one in holder.phone.waiting[:NOTES_MAX]]

    @rule()
    def is_killed_while_idle(self) -> None:
        self.station.dies()

    @rule()
    def restarts(self) -> None:
        self.station.stop()
        self.station.start()

    @rule()
    def is_backed_up(self) -> None:
        if self.station.ledger is not None and self.station.intruder is None:
            self.station.stop()
            self.backup = (self.scene.oracle.size, self.station.database())
            self.station.start()

    @rule()
    def has_an_old_backup_put_back(self) -> None:
        """Start from lost storage: nothing is signed; the newest files put back, all is well."""
        if self.backup is None or self.station.ledger is None or self.station.intruder is not None:
            return
        self.station.stop()
        newest = self.station.database()
        size, old = self.backup
        if self.scene.guarded().size > size:
            self.station.puts_back(old)
            with pytest.raises(GuardError, match="storage was lost"):
                Ledger.open(self.station.path, lambda: NOW)
        self.station.puts_back(newest)
        self.station.start()

    @rule(guard=st.booleans())
    def runs_out_of_room(self, guard: bool) -> None:
        self.station.fill(guard=guard)

    @rule()
    def shares_its_database(self) -> None:
        self.station.hold()

    @rule()
    def is_well_again(self) -> None:
        self.station.clear()

    @invariant()
    def all_is_as_it_follows_from_the_log(self) -> None:
        self.scene.check()

    def teardown(self) -> None:
        try:
            self.scene.drain()
        finally:
            self.station.let_go()
            self.station.stop()
            self.folder.cleanup()


TestPhones = pytest.mark.timeout(1200)(Phones.TestCase)  # a failure takes minutes to be made small
TestPhones.settings = settings(
    max_examples=EXAMPLES, stateful_step_count=STEPS, derandomize=True, deadline=None
)
