"""One page and one command make a witness, and the page says how far it has come."""

import shlex
from pathlib import Path

import pytest

from api.recruitment import command
from tests.support.command import segel
from tests.support.device import founders
from tests.support.practice import practice
from tests.support.server import Desk, desk, until
from tests.support.witness import agreed, stands

PAGE = {"Accept": "text/html"}
NAME = "saksi.bawaslu.example/w1"
URL = "https://saksi.bawaslu.example"


def states(counter: Desk, name: str = "") -> list[str]:
    told = counter.http.get("/witnesses/setup", params={"name": name}).json()
    return [row[1]["text"] for row in told["tables"]["steps"]]


def test_the_command_is_typed_as_it_stands(counter: Desk, tmp_path: Path) -> None:
    told = counter.http.get("/witnesses/setup", params={"name": NAME, "url": URL}).json()
    made, watches, serves = (
        shlex.split(one.replace("saksi ", f"{tmp_path}/saksi ", 1))
        for one in f"{told['command']} ".split("&& ")
    )
    line = segel(*made[1:]).out.splitlines()[1]
    assert line.startswith("witness saksi.bawaslu.example saksi.bawaslu.example/w1+")
    assert line.endswith(URL)
    assert segel(*watches[1:]).out.strip() == told["origin"]
    assert serves == ["segel", "witness", "serve", f"{tmp_path}/saksi"]


def test_nothing_that_was_asked_breaks_out_of_the_command() -> None:
    wanted = "a'; rm -rf $HOME #"
    assert shlex.split(command("log+1+A", wanted, wanted))[5] == wanted


@pytest.mark.parametrize(
    ("name", "url"), [("dua kata", ""), ("a+b", ""), (NAME, "ftp://a"), (NAME, "https://a b")]
)
def test_a_name_or_an_address_that_no_policy_can_have_is_said(
    counter: Desk, name: str, url: str
) -> None:
    asked = {"name": name, "url": url}
    page = counter.http.get("/witnesses/setup", params=asked, headers=PAGE).text
    assert "masih contoh" in page
    told = counter.http.get("/witnesses/setup", params=asked).json()
    assert url == "" or url not in told["command"]


def test_a_witness_that_nobody_has_named_has_not_come_far(counter: Desk) -> None:
    assert states(counter) == ["belum", "belum", "belum"]
    page = counter.http.get("/witnesses/setup?lang=en", headers=PAGE).text
    assert "masih contoh" not in page
    assert "Become a witness of this log" in page
    assert "/witnesses/setup" in counter.http.get("/witnesses", headers=PAGE).text


def test_the_page_says_how_far_each_has_come(tmp_path: Path) -> None:
    here, away = stands(tmp_path / "saksi", founders().charter.log, "bawaslu", "pers")
    with (
        practice(tmp_path / "l", agreed(1, here, away)) as place,
        here.serves(),
        desk(place) as counter,
    ):
        until(lambda: states(counter, here.cosigner.verifier.name)[2].startswith("✓ sampai"))
        until(lambda: "gagal" in states(counter, away.cosigner.verifier.name)[1])
        assert states(counter, here.cosigner.verifier.name)[:2] == ["✓ sudah", "✓ sudah"]
        assert states(counter, away.cosigner.verifier.name)[2] == "belum"
        assert states(counter, NAME) == ["belum", "belum", "belum"]
