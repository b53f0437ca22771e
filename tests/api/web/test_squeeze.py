"""What travels small, and to whom it does not."""

import brotli
import pytest
from starlette.requests import Request

from api.web.squeeze import squeezed

BODY = b"segel " * 999


def asking(encodings: str) -> Request:
    headers = [(b"accept-encoding", encodings.encode())]
    return Request({"type": "http", "headers": headers})


@pytest.mark.parametrize("encodings", ["br", "gzip, br", "br,gzip", "gzip;q=0.8, br;q=1.0"])
def test_who_takes_brotli_is_given_it(encodings: str) -> None:
    answer = squeezed(asking(encodings), BODY, {})

    assert answer.headers["content-encoding"] == "br"
    assert brotli.decompress(bytes(answer.body)) == BODY


@pytest.mark.parametrize("encodings", ["", "gzip", "brx"])
def test_others_are_given_the_text(encodings: str) -> None:
    answer = squeezed(asking(encodings), BODY, {})

    assert (bytes(answer.body), answer.headers["vary"]) == (BODY, "Accept-Encoding")
    assert "content-encoding" not in answer.headers
