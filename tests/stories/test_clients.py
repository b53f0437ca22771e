"""Many clients of one witness, honest and not: whatever they send, what is signed only grows."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import settings, strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from ledger.tlog.addition import request
from ledger.witness import opened
from tests.support.grove import Grove
from tests.support.observer import LOG, ask, clock, made


class Clients(RuleBasedStateMachine):
    """Honest and dishonest clients of one witness; whatever they send, signed trees only grow."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory(prefix="segel-saksi-")
        self.path = made(Path(self.folder.name) / "saksi", LOG)
        self.histories = [LOG, LOG.fork(3, 40), LOG.fork(16, 40, "late")]
        self.signed: list[tuple[int, bytes, Grove]] = []
        self.context = opened(self.path, clock)
        self.one = self.context.__enter__()

    def teardown(self) -> None:
        self.context.__exit__(None, None, None)
        self.folder.cleanup()

    def offer(self, history: Grove, raw: bytes, size: int) -> None:
        answer = ask(self.one, raw)
        if isinstance(answer, str):
            self.signed.append((size, history.root(size), history))

    @rule(history=st.integers(0, 2), old=st.integers(0, 40), size=st.integers(0, 40))
    def asks(self, history: int, old: int, size: int) -> None:
        log = self.histories[history]
        if old <= size:
            self.offer(log, log.request(old, size), size)

    @rule(history=st.integers(0, 2), more=st.integers(0, 9))
    def grows_from_where_the_witness_stands(self, history: int, more: int) -> None:
        log = self.histories[history]
        size = self.signed[-1][0] if self.signed else 0
        new = min(size + more, 40)
        self.offer(log, log.request(size, new), new)

    @rule(size=st.integers(1, 40))
    def lies_about_the_proof(self, size: int) -> None:
        old = self.signed[-1][0] if self.signed else 0
        if 0 < old < size:
            self.offer(LOG, request(old, [bytes(32)] * 3, LOG.signed(size)), size)

    @rule(pairs=st.lists(st.tuples(st.integers(0, 2), st.integers(0, 40)), max_size=6))
    def many_ask_at_once(self, pairs: list[tuple[int, int]]) -> None:
        old = self.signed[-1][0] if self.signed else 0
        asked = [
            (
                self.histories[history],
                size,
                self.one.submit(self.histories[history].request(old, size)),
            )
            for history, size in pairs
            if size >= old
        ]
        for log, size, future in asked:
            if isinstance(future.result()[0], str):
                self.signed.append((size, log.root(size), log))

    @rule()
    def is_started_again(self) -> None:
        self.context.__exit__(None, None, None)
        self.context = opened(self.path, clock)
        self.one = self.context.__enter__()

    @invariant()
    def what_was_signed_is_one_growing_history(self) -> None:
        for (size, root, _), (larger, _, log) in zip(self.signed, self.signed[1:], strict=False):
            assert size <= larger
            assert size == 0 or log.root(size) == root

    @invariant()
    def the_memory_is_what_was_signed_last(self) -> None:
        size = self.signed[-1][0] if self.signed else None
        assert self.one.logs()[0].size == size


TestClients = Clients.TestCase
TestClients.settings = settings(max_examples=25, stateful_step_count=20, deadline=None)
