"""A log that has signed two histories: two logs of one charter that part somewhere."""

from dataclasses import dataclass

from tests.support.device import founders
from tests.support.log_builder import LogBuilder, body


@dataclass(frozen=True, slots=True)
class Fork:
    """Two logs with the same keys, alike in the first `common` leaves."""

    left: LogBuilder
    right: LogBuilder

    def signed(self, side: str, size: int) -> bytes:
        """Return a checkpoint of one side, signed by the log."""
        log = self.left if side == "left" else self.right
        return log.founders.log.sign(log.checkpoint(size).text()).serialise()


def fork(size: int = 12, common: int = 3) -> Fork:
    """Return two logs of `size` leaves; leaf 0 is the charter, leaf 1 enrols a device."""
    logs = LogBuilder(founders()), LogBuilder(founders())
    for number, log in enumerate(logs):
        (device,) = log.enrol("16.08/kpu/gudang-01")
        while log.size < size:
            log.add(device.says(body(log.size if log.size < common else 1000 * number + log.size)))
        log.sign()
    return Fork(*logs)
