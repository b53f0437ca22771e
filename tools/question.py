"""A question to a server: one address, one answer in JSON, or the server's problem in words.

What a server says is not believed here, only shown: whoever doubts it folds the log (`segel
replay`).
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

import httpx2

from tools.complaint import UNDECIDED, WRONG_USE, CommandError, same
from tools.tile import client
from tools.trust import explained
from tools.verdict import Text

_BAD_REQUEST = 400


def ask(address: str, path: str, parameters: Mapping[str, str]) -> dict[str, Any]:
    """Ask a server and return its answer.

    Args:
        address: Of the server.
        path: Below it, not escaped yet.
        parameters: Of the question.

    Raises:
        CommandError: It cannot be reached, refuses, or answers something else.
    """
    url = f"{address.rstrip('/')}/{quote(path)}"
    try:
        with client() as session:
            answer = session.get(url, params=dict(parameters))
            if not answer.is_success:
                raise _refused(answer)
            found = answer.json()
    except (httpx2.HTTPError, ValueError, RecursionError) as error:
        reason = explained(error) if isinstance(error, httpx2.HTTPError) else error
        advice = Text("coba lagi nanti", "try again later")
        raise CommandError(same(f"{address}: {reason}"), advice, status=UNDECIDED) from error
    if not isinstance(found, dict):
        what = Text("jawaban server tidak dikenal", "the server answers something else")
        raise CommandError(what, Text("periksa alamatnya", "look at the address"), status=UNDECIDED)
    return found


def refusal(answer: httpx2.Response) -> Text:
    """Return why a server has refused, in its own words."""
    answer.read()
    try:
        words = answer.json()
        return Text(
            f"{words['title']} ({words['detail']})", f"{words['title_en']} ({words['detail']})"
        )
    except (ValueError, KeyError, TypeError, RecursionError):
        return same(f"HTTP {answer.status_code}")


def _refused(answer: httpx2.Response) -> CommandError:
    advice = Text("perbaiki pertanyaannya, atau coba lagi", "mend the question, or try again")
    is_wrong = answer.status_code == _BAD_REQUEST
    return CommandError(refusal(answer), advice, status=WRONG_USE if is_wrong else UNDECIDED)
