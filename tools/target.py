"""From what a person types to a log: a directory, a folder of tiles, or an address."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tools.source import AbsentError, DirectorySource, NotALogError, Source
from tools.tile import WITNESSED, Fetch, TileSource, client, folder_fetch, http_fetch

ADDRESS = "address"
"""File in a ledger's directory: where its server can be reached, while one is running."""

_SCHEMES = ("http://", "https://")


def is_address(target: str) -> bool:
    """Tell an address of a server from a path."""
    return target.startswith(_SCHEMES)


@contextmanager
def opened(target: str) -> Iterator[Source]:
    """Open a log for reading, and close it at the end.

    Args:
        target: A ledger's directory, a folder with `checkpoint` and `tile/` in it or in its
            folder `log/`, or the address of either of these on a server.

    Raises:
        NotALogError: It leads to no log.
        SourceError: It leads to one that cannot be read.
    """
    if is_address(target):
        with client() as session:
            fetches = [http_fetch(prefix, session) for prefix in _prefixes(target)]
            yield _found(target, fetches, ahead=witnessed_ahead)
        return
    path = Path(target)
    if not path.is_dir():
        raise NotALogError(f"{target}: no such directory")
    if (path / "ledger.db").exists():
        source = DirectorySource(path, target)
        try:
            yield source
        finally:
            source.close()
        return
    yield _found(target, [folder_fetch(Path(prefix)) for prefix in _prefixes(target)])


def _prefixes(target: str) -> tuple[str, str]:
    base = target.rstrip("/")
    return f"{base}/log", base


def witnessed_ahead(fetch: Fetch) -> Fetch:
    """Fetch what is witnessed before anything else, so that it is never ahead of the checkpoint.

    A server goes on: asked for it later, it would name a tree larger than the one that is read.
    """
    try:
        witnessed = fetch(WITNESSED)
    except AbsentError:
        return fetch
    return lambda path: witnessed if path == WITNESSED else fetch(path)


def _found(
    target: str, fetches: Sequence[Fetch], ahead: Callable[[Fetch], Fetch] = lambda fetch: fetch
) -> TileSource:
    """Return the log under the first prefix that has a checkpoint."""
    reasons = []
    for fetch in fetches:
        try:
            return TileSource(target, ahead(fetch))
        except AbsentError as error:
            reasons.append(str(error))
    raise NotALogError(f"{target}: no log here ({'; '.join(reasons)})")


def address_of(directory: Path) -> str | None:
    """Return where the server of a ledger's directory can be reached, if it says so."""
    try:
        address = (directory / ADDRESS).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return None
    return address if is_address(address) else None
