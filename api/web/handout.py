"""The verifier as one file: a page that lies on a USB stick and needs no server and no network.

Whoever examines a server should not have the verifier from it each time, or from it at all.  The
file holds the modules as they lie in the folder, readable, one after the other (script.py), and its
own policy in the place of the header that a server would send: it may load and send nothing.  The
same ledger and the same modules give the same bytes, so that people can compare its hash.
"""

from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from typing import Any

from api.page import STATIC, alone, filled
from api.web.script import joined, shortened

_ENTRY = "periksa.js"
_BREAKS = ("</script", "<!--")
"""What no script that stands in a page may hold."""


def handout(ledger: Mapping[str, Any]) -> str:
    """Return the text of the file.

    Args:
        ledger: What the page is told: `origin`, `charter`, `kinds`.
    """
    values = {"ledger": {**ledger, "saved": True}, "script": _script()}
    return alone(filled("periksa.html", values))


@cache
def served_script() -> str:
    """Return what the page of a server runs: the same modules, as short as they become."""
    return shortened(_script())


@cache
def version() -> str:
    """Return what changes with any of the modules."""
    return sha256(_script().encode()).hexdigest()[:16]


@cache
def _script() -> str:
    """Return the modules as one script.

    Raises:
        ValueError: It cannot stand in a page.
    """
    script = joined(STATIC, _ENTRY)
    if any(one in script for one in _BREAKS):
        raise ValueError(f"{_ENTRY} or what it imports holds one of {_BREAKS}")
    return script
