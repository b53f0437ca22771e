"""A log as a monitor sees it: tiles and entries of a `LogBuilder`, two histories, and the time."""

from collections.abc import Callable

from ledger.mirror import Growth, Read
from ledger.tlog.checkpoint import Checkpoint
from ledger.tlog.tile import ENTRIES, Tile
from tests.support.log_builder import LogBuilder, body


def read_of(log: LogBuilder) -> Read:
    """Return what reads a log as it is now."""

    def read(tile: Tile) -> list[bytes]:
        if tile.level == ENTRIES:
            return log.entries[tile.index * 256 :][: tile.width]
        return log.hashes(tile)

    return read


def growth_of(log: LogBuilder, old: Checkpoint | None) -> Growth:
    """Return the growth from a tree to a log's newest checkpoint."""
    size, _ = log.checkpoints[-1]
    return Growth(old, log.checkpoint(size), read_of(log))


def histories(common: int, first: int, second: int) -> tuple[LogBuilder, LogBuilder]:
    """Return two logs of one key that begin alike: so many visitors in common, then their own."""
    made = []
    for number, own in enumerate((first, second)):
        log = LogBuilder()
        (guard,) = log.enrol("16.08/kpu/gudang-01")
        log.add(*(guard.says(body(one)) for one in range(common)))
        log.sign()
        log.add(*(guard.says(body(1000 * (number + 1) + one)) for one in range(own)))
        log.sign()
        made.append(log)
    return made[0], made[1]


def ticking(start: int = 1_732_640_400_000) -> tuple[Callable[[], int], Callable[[float], None]]:
    """Return a clock, and what moves it by so many minutes."""
    now = [start]

    def move(minutes: float) -> None:
        now[0] += int(minutes * 60_000)

    return lambda: now[0], move
