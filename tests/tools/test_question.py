"""A question to a server is answered, or it is said in words why not."""

import json
from pathlib import Path

import httpx2
import pytest

from tests.support.shelf import serving_files
from tools.complaint import CommandError
from tools.question import ask, refusal


def test_an_answer_in_json_is_returned(tmp_path: Path) -> None:
    (tmp_path / "kotak 1").write_text(json.dumps({"as_of": 7}), encoding="utf-8")

    with serving_files(tmp_path) as address:
        assert ask(f"{address}/", "kotak 1", {"known": "7"}) == {"as_of": 7}


@pytest.mark.parametrize("text", ["", "[]", "7", "<html>", "[" * 100_000])
def test_what_is_no_answer_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "state").write_text(text, encoding="utf-8")

    with serving_files(tmp_path) as address, pytest.raises(CommandError) as caught:
        ask(address, "state", {})
    assert caught.value.exit_code == 3


def test_a_server_that_is_not_there_is_named() -> None:
    with pytest.raises(CommandError, match=r"127\.0\.0\.1:9"):
        ask("http://127.0.0.1:9", "state", {})


def test_what_a_server_lacks_is_undecided_and_what_it_refuses_is_wrong_use(tmp_path: Path) -> None:
    with serving_files(tmp_path) as address, pytest.raises(CommandError, match="404") as caught:
        ask(address, "boxes/x", {})
    assert caught.value.exit_code == 3


def test_a_problem_is_told_in_the_servers_words_or_by_its_number() -> None:
    problem = {"title": "Tidak ditemukan", "title_en": "Not found", "detail": "no box"}

    assert refusal(httpx2.Response(404, json=problem)) == (
        "Tidak ditemukan (no box)",
        "Not found (no box)",
    )
    assert refusal(httpx2.Response(502, text="<html>")) == ("HTTP 502", "HTTP 502")
