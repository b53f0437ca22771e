"""A network that is cut: bytes pass between a client and a server until there were enough."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

_CHUNK = 4096
_EVER = 1 << 62


@dataclass(slots=True)
class Wire:
    """A way to a server that can be cut."""

    address: str
    budget: Callable[[], int]
    """Asked for each connection: after how many bytes from the server it is cut."""

    life: int
    """After how many bytes in all nothing passes any more."""

    cuts: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def carry(self, near: socket.socket, port: int) -> None:
        """Carry one connection."""
        with near:
            if self.life <= 0:
                return
            with socket.create_connection(("127.0.0.1", port)) as far:
                up = threading.Thread(target=_pump, args=(near, far), daemon=True)
                up.start()
                self._down(far, near)
                for end in (near, far):
                    with suppress(OSError):
                        end.shutdown(socket.SHUT_RDWR)
                up.join()

    def _down(self, far: socket.socket, near: socket.socket) -> None:
        left = self.budget()
        with suppress(OSError):
            while chunk := far.recv(_CHUNK):
                with self._lock:
                    near.sendall(chunk[: max(0, min(left, self.life))])
                    left -= len(chunk)
                    self.life -= len(chunk)
                    if left < 0 or self.life < 0:
                        self.cuts += 1
                        return


@contextmanager
def wire(
    server: str, budget: Callable[[], int] = lambda: _EVER, life: int = _EVER
) -> Iterator[Wire]:
    """Give a second address of a server, over which connections are cut, and at last all of it."""
    port = int(server.rpartition(":")[2])
    with socket.create_server(("127.0.0.1", 0)) as listener:
        made = Wire(f"http://127.0.0.1:{listener.getsockname()[1]}", budget, life)

        def accept() -> None:
            with suppress(OSError):
                while True:
                    near, _ = listener.accept()
                    threading.Thread(target=made.carry, args=(near, port), daemon=True).start()

        thread = threading.Thread(target=accept, daemon=True)
        thread.start()
        try:
            yield made
        finally:
            listener.shutdown(socket.SHUT_RDWR)
            thread.join()


def _pump(source: socket.socket, sink: socket.socket) -> None:
    with suppress(OSError):
        while chunk := source.recv(_CHUNK):
            sink.sendall(chunk)
