"""`segel demo` makes a practice ledger, says what to do with it, and keeps what is there."""

import json
import os
import shlex
import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx2
import pytest

from tests.support.command import segel
from tests.support.process import free_port
from tests.support.server import is_up, until
from tests.support.tls import EVERYWHERE, command, handshake, papers
from tools.demo import MARK

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(name="folder", scope="module")
def practice_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo") / "latihan"
    ran = segel("demo", "--dir", folder, "--scale", 2, "--no-serve")
    assert ran.status == 0, ran.err
    return folder


def demo(folder: Path, *words: object) -> tuple[int, str, str]:
    ran = segel("demo", "--dir", folder, "--no-serve", *words)
    return ran.status, ran.out, ran.err


def state(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_it_says_in_two_languages_that_it_is_practice(folder: Path) -> None:
    status, out, _ = demo(folder, "--scale", 2)
    assert status == 0
    assert "LATIHAN" in out
    assert "PRACTICE" in out
    assert f"segel verify {folder}" in out
    assert "2 TPS" in out


def test_the_command_that_it_names_lets_an_overseer_in(folder: Path) -> None:
    _, out, _ = demo(folder, "--scale", 2)
    (line,) = (one for one in out.splitlines() if " reader invite " in one)

    ran = segel(*shlex.split(line)[1:])
    assert "/undangan/" in ran.out, ran.err
    assert (folder / "readers.db").exists()


def test_what_it_made_is_proven(folder: Path) -> None:
    ran = segel("verify", folder)
    assert ran.status == 0
    assert "LULUS" in ran.out


def test_a_directory_that_is_there_is_not_made_again(folder: Path) -> None:
    before = state(folder)
    assert demo(folder, "--scale", 2)[0] == 0
    assert state(folder) == before


@pytest.mark.parametrize("words", [("--scale", 3), ("--scale", 2, "--seed", "lain")])
def test_another_practice_is_not_written_over_it(folder: Path, words: tuple[object, ...]) -> None:
    before = state(folder)
    status, _, err = demo(folder, *words)
    assert status == 2
    assert "2 TPS" in err
    assert "hapus direktori itu" in err
    assert state(folder) == before


def test_a_directory_of_an_older_edition_is_named_as_such(tmp_path: Path) -> None:
    (tmp_path / MARK).write_text('{"edition": 0, "seed": "2024", "scale": 1012}')
    status, _, err = demo(tmp_path)
    assert status == 2
    assert "delete that directory" in err


def test_a_directory_with_other_things_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "surat.txt").write_text("penting")
    status, _, err = demo(tmp_path, "--scale", 2)
    assert status == 2
    assert "holds something else" in err
    assert [path.name for path in tmp_path.iterdir()] == ["surat.txt"]


def test_an_interrupted_making_begins_again(tmp_path: Path) -> None:
    left = tmp_path / ".latihan.building"
    left.mkdir()
    (left / "ledger.db").write_bytes(b"setengah")
    assert demo(tmp_path / "latihan", "--scale", 1)[0] == 0
    assert not left.exists()


def test_an_empty_directory_is_as_good_as_none(tmp_path: Path) -> None:
    (tmp_path / "latihan").mkdir()
    assert demo(tmp_path / "latihan", "--scale", 1)[0] == 0


@pytest.mark.parametrize("scale", [0, 1013])
def test_a_scale_that_never_was_is_refused(tmp_path: Path, scale: int) -> None:
    assert demo(tmp_path / "latihan", "--scale", scale)[0] == 2


def test_over_https_it_names_the_address_for_phones_and_whom_to_believe(
    folder: Path, tmp_path: Path
) -> None:
    own = papers(tmp_path, "127.0.0.1", "gudang.lan")
    words = ["demo", "--dir", folder, "--scale", 2, "--host", EVERYWHERE, "--port", 0]
    with command([*words, *own.options]) as (_, child):
        until((folder / "address").exists)
        address = (folder / "address").read_text(encoding="utf-8").strip()
        handshake(address, own.trusting())
        child.terminate()
        assert child.stdout is not None
        out = child.stdout.read()

    assert f"  https://gudang.lan:{address.rpartition(':')[2]}/jaga/\n" in out
    assert f"--ca ca.crt verify {address}" in out


def test_every_page_that_it_names_is_there(folder: Path) -> None:
    port = free_port()
    words = ["demo", "--dir", str(folder), "--scale", "2", "--port", str(port)]
    child = subprocess.Popen(
        [sys.executable, "-m", "tools.cli", *words],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    try:
        address = f"http://127.0.0.1:{port}"
        until(lambda: child.poll() is not None or is_up(address))
        story = json.loads((folder / MARK).read_text())["story"]
        for page in ("/", "/jaga/", f"/boxes/{story['box']}", "/visitors", "/findings",
                     f"/statements/{story['leaf']}"):  # fmt: skip
            answer = httpx2.get(address + page, headers={"Accept": "text/html"})
            assert answer.status_code == 200, page
            assert "LATIHAN" in answer.text
        asked = httpx2.post(f"{address}/latihan/pengawas", content="no letter")
        assert asked.status_code == 400  # there is a supervisor, and it reads letters
    finally:
        child.send_signal(signal.SIGINT)
        out, _ = child.communicate(timeout=30)
    assert f"{address}/findings" in out


def test_a_port_in_use_is_found_before_anything_is_made(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ran = segel("demo", "--dir", tmp_path / "latihan", "--scale", 1, "--port", port)
    assert ran.status == 2
    assert list(tmp_path.iterdir()) == []
