"""Whom the commands believe over https: `segel --ca FILE`, or SEGEL_CA, beside the usual ones.

One option of `segel` itself, so that every command that asks a server has it, and no command can
forget it.
"""

import ssl
from collections.abc import Iterator
from pathlib import Path

import click

from ledger.trust import client_context
from tools.complaint import WRONG_USE, CommandError, same
from tools.verdict import Text

ADVICE = (
    "sertifikat server tidak dikenal: beri `segel --ca ca.crt …` / "
    "the server's certificate is not known: give `segel --ca ca.crt …`"
)


def authorities() -> Path | None:
    """Return the file of further authorities that the running command was given."""
    context = click.get_current_context(silent=True)
    found = None if context is None else context.find_root().params.get("ca")
    return found if isinstance(found, Path) else None


def trusted() -> ssl.SSLContext:
    """Return how the running command verifies servers.

    Raises:
        CommandError: The file of authorities cannot be read.
    """
    file = authorities()
    try:
        return client_context(file)
    except OSError as error:
        advice = Text("beri ca.crt yang dibuat `segel tls`", "give the ca.crt of `segel tls`")
        raise CommandError(same(f"{file}: {error}"), advice, status=WRONG_USE) from error


def explained(error: Exception) -> str:
    """Return what a failed request says, and what to do if it was for want of trust."""
    if any(isinstance(one, ssl.SSLCertVerificationError) for one in _causes(error)):
        return f"{error} ({ADVICE})"
    return repr(error)


def _causes(error: BaseException) -> Iterator[BaseException]:
    cause: BaseException | None = error
    while cause is not None:
        yield cause
        cause = cause.__cause__ or cause.__context__
