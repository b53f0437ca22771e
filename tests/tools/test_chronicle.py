"""A server's log tells what was asked and how it went, and nothing about anybody."""

import io
import json
import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest
import structlog
import uvicorn
from uvicorn.config import LOGGING_CONFIG

from tests.support.command import place, segel
from tests.tools.test_operator import ROOT
from tools.chronicle import begin

VISITOR = "Budi Santoso"


@pytest.fixture(name="written")
def _written() -> Iterator[io.StringIO]:
    """Return what is written down, and let everything be as before afterwards."""
    root = logging.getLogger()
    level, others = root.level, [root, *map(logging.getLogger, list(root.manager.loggerDict))]
    ways = [(one, one.handlers, one.propagate) for one in others]
    stream = io.StringIO()
    yield stream
    root.setLevel(level)
    for one, handlers, propagate in ways:
        one.handlers, one.propagate = handlers, propagate
    structlog.reset_defaults()


def lines(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


def test_an_event_is_one_line_with_its_moment(written: io.StringIO) -> None:
    begin(written)("serving", entries=3)

    (line,) = lines(written.getvalue())
    assert str(line.pop("at")).endswith("Z")
    assert line == {"event": "serving", "entries": 3, "level": "info"}


def test_of_an_error_its_kind_and_place_are_kept_and_not_what_it_quotes(
    written: io.StringIO,
) -> None:
    begin(written)
    try:
        int(VISITOR)
    except ValueError:
        logging.getLogger("uvicorn.error").exception("failed for %s", VISITOR)

    (line,) = lines(written.getvalue())
    assert VISITOR not in written.getvalue()
    assert (line["kind"], line["event"]) == ("ValueError", "failed for %s")
    assert "test_chronicle.py" in str(line["where"])


def test_who_served_before_tells_nothing_by_ways_of_its_own(
    written: io.StringIO, capsys: pytest.CaptureFixture[str]
) -> None:
    uvicorn.Config(app=str, log_config=LOGGING_CONFIG)  # as a founding before has done
    begin(written)
    logging.getLogger("uvicorn.error").error("failed for %s", VISITOR)

    (line,) = lines(written.getvalue())
    assert (line["event"], line["logger"]) == ("failed for %s", "uvicorn.error")
    assert VISITOR not in "".join(capsys.readouterr())


def test_what_libraries_say_in_passing_is_left_out(written: io.StringIO) -> None:
    begin(written)
    logging.getLogger("httpx2").info("HTTP Request: GET https://witness.example/")

    assert written.getvalue() == ""


def visited(address: str) -> None:
    """Let a visitor's name come in everywhere where somebody can send one."""
    with httpx2.Client(base_url=address, headers={"X-Forwarded-For": "203.0.113.7"}) as http:
        note = f"segel/statement/v1\n{VISITOR}\n"
        opening = {"leaf": "", "path": "name", "salt": "", "value": VISITOR}
        http.post("/entries", content=note, headers={"Content-Type": "text/plain"})
        http.post("/entries", json={"notes": [note], "openings": [opening]})
        http.post("/entries", content=VISITOR, headers={"Content-Type": "image/png"})
        http.get("/search", params={"q": VISITOR})
        http.get(f"/boxes/{VISITOR}")
        http.get(f"/visitors/{VISITOR}", headers={"Accept": "text/html"})
        http.get(f"/{VISITOR}", headers={"User-Agent": VISITOR})
        http.get("/readers", headers={"Authorization": f"Bearer segel_{VISITOR}"})
        http.get(f"/undangan/{VISITOR}")


def test_a_visitors_name_never_shows_up_in_what_a_served_day_logs(tmp_path: Path) -> None:
    made = place(tmp_path)
    words = ("serve", str(made.ledger), "--port", "0", "--log")
    with subprocess.Popen(
        [sys.executable, "-c", "from tools.cli import main; main()", *words],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
    ) as server:
        assert server.stdout is not None
        visited(server.stdout.readline().split(" ")[0])
        server.terminate()
        _, logged = server.communicate()

    found = lines(logged)
    for word in (*VISITOR.split(), "203.0.113.7", "127.0.0.1"):
        assert word not in logged
    assert [one["event"] for one in (found[0], found[-1])] == ["serving", "stopped"]
    requests = [one for one in found if one["event"] == "request"]
    assert len(requests) == 9
    assert {"/entries", "/boxes/{box}", "/search", "other"} <= {one["route"] for one in requests}
    assert all(set(one) == KNOWN for one in requests)
    assert segel("verify", made.ledger).status == 0


KNOWN = {"at", "level", "event", "method", "route", "status", "ms"}
