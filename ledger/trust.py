"""Whom our own connections believe: what the machine believes, and a file of further authorities.

A ledger on a warehouse's own network has a certificate of its own small authority (`segel tls`).
`SSL_CERT_FILE` would name it *in the place of* all others; a monitor that watches that ledger and
public ones needs it *beside* them.
"""

import ssl
from pathlib import Path

import httpx2


def client_context(authorities: Path | None = None) -> ssl.SSLContext:
    """Return how a client of ours verifies a server.

    Args:
        authorities: One or more PEM certificates that are believed as well.

    Raises:
        OSError: There is no such file, or (ssl.SSLError) no certificate in it.
    """
    context = httpx2.create_ssl_context()
    if authorities is not None:
        context.load_verify_locations(authorities)
    return context
