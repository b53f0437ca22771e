"""Preparing a ledger in the browser, on the port on which it is served afterwards."""

import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Final

import click

from api.doorkeeper import Doorkeeper
from api.preparation import create_app
from ledger.preparation import Preparation, is_founded
from tools.gate import Gate, announced, run

_TOKEN_BYTES: Final = 16


def prepared(directory: Path, gate: Gate, clock: Callable[[], int]) -> bool:
    """Serve the pages that found a ledger until it is founded; tell whether it is.

    Args:
        directory: Empty, missing, or of a preparation that was begun.
        gate: A port that was taken.
        clock: Milliseconds since 1970 UTC.

    Raises:
        LockedError: Another process prepares it.
        OSError: The disk refused.
    """
    preparation = Preparation.open(directory)
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    app = create_app(preparation, Doorkeeper(token, secrets.token_urlsafe(_TOKEN_BYTES)), clock)
    try:
        with announced(directory, gate) as address:
            click.echo(f"{address}/?token={token}")
            click.echo(
                "Belum ada buku besar di sini: buka alamat ini untuk mendirikannya. Berlaku satu "
                "kali.\n"
                "There is no ledger here yet: open this address to found one. It works once."
            )
            run(app, gate, lambda: is_founded(directory))
    finally:
        preparation.close()
    return is_founded(directory)
