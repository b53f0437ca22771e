"""Whoever keeps a witness makes it, chooses its logs, serves it; what hinders is said in words."""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2

from ledger.tlog.addition import request
from ledger.tlog.cosignature import verify_cosignature
from ledger.tlog.note import COSIGNATURE_ED25519, Note, VerifierKey
from ledger.tlog.policy import Policy
from tests.support.command import Ran, segel
from tests.support.grove import ORIGIN, Grove
from tests.support.process import free_port
from tests.support.server import PATIENCE, ROOT
from tests.tools.test_chronicle import KNOWN

NAME = "saksi.bawaslu.example/w1"
LOG = Grove.grown(20)


def made(folder: Path, *words: str) -> Ran:
    return segel("witness", "init", folder / "saksi", "--name", NAME, *words)


@contextmanager
def served(folder: Path, *options: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Serve as people do; give the process and the address that it prints first."""
    words = [
        sys.executable,
        "-m",
        "tools",
        "witness",
        "serve",
        str(folder / "saksi"),
        "--port",
        "0",
        *options,
    ]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT,
        env=environment,
    ) as child:  # fmt: skip
        try:
            assert child.stdout is not None
            yield child, child.stdout.readline().split()[0]
        finally:
            child.terminate()
            try:
                child.wait(PATIENCE)
            finally:
                child.kill()  # one that does not stop fails the test, and is not waited for


def test_a_new_witness_prints_its_key_and_the_line_for_the_policy(tmp_path: Path) -> None:
    ran = made(tmp_path)
    key, line = ran.out.splitlines()

    assert ran.status == 0
    verifier = VerifierKey.parse(key)
    assert (verifier.name, verifier.algorithm) == (NAME, COSIGNATURE_ED25519)
    policy = Policy.parse(f"{line}\nquorum saksi.bawaslu.example\n")
    assert policy.witnesses[0].key == verifier
    assert policy.witnesses[0].url == f"https://{NAME}"


def test_name_and_address_in_the_policy_may_be_chosen(tmp_path: Path) -> None:
    ran = made(tmp_path, "--short", "bawaslu", "--url", "http://10.0.0.7:8100")

    line = ran.out.splitlines()[1]
    assert line.startswith("witness bawaslu ")
    assert line.endswith(" http://10.0.0.7:8100")


def test_what_cannot_stand_in_a_policy_makes_no_witness(tmp_path: Path) -> None:
    for words in (["--url", "http://a b"], ["--short", "none"], ["--short", "a b"]):
        ran = made(tmp_path, *words)
        assert ran.status == 2
        assert "Langkah:" in ran.err
    assert segel("witness", "init", tmp_path / "saksi", "--name", "a+b").status == 2
    assert not (tmp_path / "saksi").exists()


def test_a_witness_is_not_made_twice(tmp_path: Path) -> None:
    made(tmp_path)
    key = (tmp_path / "saksi" / "witness.key").read_bytes()

    assert made(tmp_path).status == 2
    assert (tmp_path / "saksi" / "witness.key").read_bytes() == key


def test_a_log_is_watched_from_when_it_is_added_until_for_ever(tmp_path: Path) -> None:
    key = VerifierKey.parse(made(tmp_path).out.splitlines()[0])
    ran = segel("witness", "add-log", tmp_path / "saksi", LOG.vkey)
    assert (ran.status, ran.out) == (0, f"{ORIGIN}\n")

    with served(tmp_path) as (_, address):
        answer = httpx2.post(f"{address}/add-checkpoint", content=LOG.request(0, 5))
        assert answer.status_code == 200
        verify_cosignature(Note.parse(LOG.signed(5) + answer.content), key)
    with served(tmp_path) as (_, address):  # the next day
        answer = httpx2.post(f"{address}/add-checkpoint", content=LOG.request(0, 5))
        assert (answer.status_code, answer.text) == (409, "5\n")
        assert "Saksi" in httpx2.get(address).text


def test_a_log_whose_checkpoints_begin_otherwise_than_its_key_is_called(tmp_path: Path) -> None:
    made(tmp_path)
    ran = segel("witness", "add-log", tmp_path / "saksi", LOG.vkey, "--origin", "lain.example/log")

    assert ran.out == "lain.example/log\n"


def writing(folder: Path) -> list[list[object]]:
    """Return the commands that want to be the only ones."""
    place = folder / "saksi"
    return [["serve", place, "--port", 0], ["add-log", place, LOG.vkey]]


def test_while_it_is_served_nobody_else_serves_or_changes_it(tmp_path: Path) -> None:
    made(tmp_path)
    with served(tmp_path):
        for words in (
            ["serve", tmp_path / "saksi", "--port", 0],
            ["add-log", tmp_path / "saksi", LOG.vkey],
        ):
            ran = segel("witness", *words)
            assert ran.status == 1
            assert "hentikan saksi itu lebih dahulu" in ran.err


def test_a_port_in_use_is_told_in_words(tmp_path: Path) -> None:
    made(tmp_path)
    with served(tmp_path) as (_, address):
        port = address.rpartition(":")[2]
        ran = segel("witness", "serve", tmp_path / "saksi", "--port", port)
    assert ran.status == 2
    assert "--port" in ran.err


def test_a_witness_that_has_lost_its_memory_is_not_served_again(tmp_path: Path) -> None:
    made(tmp_path)
    (tmp_path / "saksi" / "witness.db").unlink()

    for words in (
        ["serve", tmp_path / "saksi", "--port", 0],
        ["add-log", tmp_path / "saksi", LOG.vkey],
    ):
        ran = segel("witness", *words)
        assert ran.status == 1
        assert "kunci baru" in ran.err


def test_a_key_that_is_none_is_told_in_words(tmp_path: Path) -> None:
    key = made(tmp_path).out.splitlines()[0]

    for text in ("halo", str(LOG.vkey)[:-1], key):
        ran = segel("witness", "add-log", tmp_path / "saksi", text)
        assert ran.status == 2
        assert "Gagal:" in ran.err


def test_killed_by_a_signal_it_lets_go_of_everything(tmp_path: Path) -> None:
    made(tmp_path)
    segel("witness", "add-log", tmp_path / "saksi", LOG.vkey)
    with served(tmp_path) as (child, address):
        assert httpx2.post(
            f"{address}/add-checkpoint", content=request(0, (), LOG.signed(8))
        ).is_success
        child.kill()
        child.wait(PATIENCE)
    with served(tmp_path) as (_, address):
        answer = httpx2.post(f"{address}/add-checkpoint", content=LOG.request(8, 9))
        assert answer.status_code == 200


def test_a_served_witness_answers_scrapes_and_writes_lines_of_json(tmp_path: Path) -> None:
    made(tmp_path)
    segel("witness", "add-log", tmp_path / "saksi", LOG.vkey)
    port = str(free_port())
    with served(tmp_path, "--metrics", port, "--log") as (child, words):
        assert words == "metrik"
        assert child.stdout is not None
        assert child.stderr is not None
        address = child.stdout.readline().split()[0]
        httpx2.post(f"{address}/add-checkpoint", content=LOG.request(0, 5))
        assert httpx2.get(f"{address}/metrics").status_code == 404
        metrics = httpx2.get(f"http://127.0.0.1:{port}/metrics").text
        child.terminate()
        found = [json.loads(line) for line in child.stderr.read().splitlines()]

    assert "segel_cosigned_logs 1.0" in metrics
    assert [one["event"] for one in (found[0], found[-1])] == ["serving", "stopped"]
    assert {found[0]["logs"], found[-1]["logs"]} == {1}
    requests = [(one["route"], one["status"]) for one in found if one["event"] == "request"]
    assert requests == [("/add-checkpoint", 200), ("other", 404)]
    assert all(set(one) == KNOWN for one in found if one["event"] == "request")


def test_a_port_for_scrapes_that_is_in_use_is_told_in_words(tmp_path: Path) -> None:
    made(tmp_path)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        ran = segel("witness", "serve", tmp_path / "saksi", "--port", "0", "--metrics", port)

    assert ran.status == 2
    assert f"--metrics 127.0.0.1:{port}" in ran.err
