"""Files of the pages travel compressed, and come out as they are."""

from collections.abc import Iterator
from pathlib import Path

import brotli
import httpx2
import pytest
from fastapi import FastAPI

from api.asset import Assets
from tests.support.server import serving

TEXT = "export const kotak = 1;\n" * 200
BROTLI = {"Accept-Encoding": "gzip, deflate, br, zstd"}


@pytest.fixture(name="client")
def _client(tmp_path: Path) -> Iterator[httpx2.Client]:
    (tmp_path / "a.js").write_text(TEXT)
    (tmp_path / "foto.png").write_bytes(TEXT.encode())
    app = FastAPI()
    app.mount("/static", Assets(directory=tmp_path))
    with serving(app) as address, httpx2.Client(base_url=f"{address}/static") as client:
        yield client


def raw(client: httpx2.Client, path: str, headers: dict[str, str]) -> tuple[httpx2.Response, bytes]:
    with client.stream("GET", path, headers=headers) as answer:
        return answer, b"".join(answer.iter_raw())


def test_a_script_is_compressed_for_whoever_takes_that(client: httpx2.Client) -> None:
    answer, body = raw(client, "/a.js", BROTLI)

    assert answer.headers["content-encoding"] == "br"
    assert answer.headers["vary"] == "Accept-Encoding"
    assert answer.headers["content-type"].startswith("text/javascript")
    assert len(body) < 100
    assert brotli.decompress(body).decode() == TEXT


@pytest.mark.parametrize("accepted", ["gzip", "identity", "brx"])
def test_everybody_else_gets_it_as_it_is(accepted: str, client: httpx2.Client) -> None:
    answer, body = raw(client, "/a.js", {"Accept-Encoding": accepted})

    assert "content-encoding" not in answer.headers
    assert answer.headers["vary"] == "Accept-Encoding"
    assert body.decode() == TEXT


def test_pictures_are_compressed_already(client: httpx2.Client) -> None:
    answer, _ = raw(client, "/foto.png", BROTLI)
    assert "content-encoding" not in answer.headers


def test_what_is_there_already_does_not_travel_again(client: httpx2.Client) -> None:
    answer, _ = raw(client, "/a.js", BROTLI)
    again, body = raw(client, "/a.js", BROTLI | {"If-None-Match": answer.headers["etag"]})
    assert (again.status_code, body) == (304, b"")


def test_a_part_of_a_file_is_a_part_of_the_file_itself(client: httpx2.Client) -> None:
    answer, body = raw(client, "/a.js", BROTLI | {"Range": "bytes=0-5"})
    assert (answer.status_code, body) == (206, TEXT[:6].encode())


def test_what_is_not_there_is_not_there(client: httpx2.Client) -> None:
    assert raw(client, "/b.js", BROTLI)[0].status_code == 404
