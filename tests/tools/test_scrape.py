"""Scrapes are answered at a place of their own, and only where that was asked for."""

import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import httpx2
import pytest

from tests.support.command import Place, place, segel
from tests.tools.test_operator import ROOT
from tools.scrape import MetricsPlace


@pytest.fixture(name="made")
def _made(tmp_path: Path) -> Place:
    """Return a founded ledger."""
    return place(tmp_path)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("9100", ("127.0.0.1", 9100)),
        (":9100", ("127.0.0.1", 9100)),
        ("0.0.0.0:9100", ("0.0.0.0", 9100)),  # noqa: S104 - said, and not bound
        ("[::1]:9100", ("::1", 9100)),
    ],
)
def test_a_port_alone_is_of_this_machine(said: str, meant: tuple[str, int]) -> None:
    assert MetricsPlace().convert(said, None, None) == meant


@pytest.mark.parametrize("said", ["here", "127.0.0.1:", "127.0.0.1:99999"])
def test_what_is_no_place_is_wrong_use(made: Place, said: str) -> None:
    assert segel("serve", made.ledger, "--port", "0", "--metrics", said).status == 2


def test_a_port_in_use_is_said(made: Place) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        ran = segel("serve", made.ledger, "--port", "0", "--metrics", port)

    assert ran.status == 2
    assert f"--metrics 127.0.0.1:{port}" in ran.err


def test_a_served_ledger_answers_scrapes_beside_its_pages(made: Place) -> None:
    words = ("serve", str(made.ledger), "--port", "0", "--metrics", "0")
    with subprocess.Popen(
        [sys.executable, "-c", "from tools.cli import main; main()", *words],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
    ) as server:
        assert server.stdout is not None
        scrape = re.search(r"http://127[.0-9:]+/metrics", server.stdout.readline())
        assert scrape is not None
        address = server.stdout.readline().split(" ")[0]
        httpx2.get(f"{address}/readyz")
        metrics = httpx2.get(scrape.group()).text
        pages = httpx2.get(f"{address}/metrics").status_code
        server.terminate()
        server.communicate()

    assert "segel_leaves 1.0" in metrics
    assert 'route="/readyz"' in metrics
    assert pages == 404
    assert server.returncode == 0
