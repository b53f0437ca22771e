"""File descriptors of this process: what is still open, whoever has forgotten to close it."""

from pathlib import Path


def files_open_under(folder: Path) -> list[str]:
    """Return the names of the files in a folder that this process has open, once for each time."""
    targets = [_target(link) for link in Path("/proc/self/fd").iterdir()]
    return sorted(target.name for target in targets if target.parent == folder)


def _target(link: Path) -> Path:
    try:
        return link.readlink()
    except FileNotFoundError:  # the one that listed them
        return link
