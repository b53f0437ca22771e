"""A gate is plain to this machine alone and TLS to everybody else, with real handshakes."""

import socket
import ssl
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click
import httpx2
import pytest

from tests.support.command import Place, place, segel
from tests.support.tls import EVERYWHERE, Papers, command, handshake, papers, today
from tools import gate
from tools.complaint import CommandError
from tools.gate import announced, expiry, opened

NOW = datetime(2026, 11, 22, tzinfo=UTC)


def wanted(host: str, cert: Papers | None = None, *, insecure: bool = False) -> gate.Place:
    return {
        "host": host,
        "port": 0,
        "tls_cert": None if cert is None else cert.folder / "server.crt",
        "tls_key": None if cert is None else cert.folder / "server.key",
        "insecure_http": insecure,
    }


@pytest.fixture(name="papers", scope="module")
def _papers(tmp_path_factory: pytest.TempPathFactory) -> Papers:
    return papers(tmp_path_factory.mktemp("tls"), "127.0.0.1", "localhost", "gudang.local")


@pytest.fixture(name="served", scope="module")
def _served(papers: Papers, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """A founded ledger, served over https on every address of this machine."""
    made = place(tmp_path_factory.mktemp("served"))
    words = ["serve", made.ledger, "--host", EVERYWHERE, "--port", 0, *papers.options]
    with command(words):
        yield made


def address(served: Place) -> str:
    return (served.ledger / "address").read_text(encoding="utf-8").strip()


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.9", "localhost", "::1"])
def test_this_machine_itself_is_served_plain_http(host: str) -> None:
    with opened(wanted(host)) as one:
        assert one.address.startswith("http://")


@pytest.mark.parametrize("host", [EVERYWHERE, "::"])
def test_plain_http_for_others_is_refused_with_the_reason_and_two_ways_out(host: str) -> None:
    with pytest.raises(CommandError) as caught, opened(wanted(host)):
        pass

    assert caught.value.exit_code == 2
    said = "\n".join(str(line) for line in vars(caught.value)["_lines"])
    for word in ("HP lain tidak dapat membuat kunci", "segel tls", "--insecure-http"):
        assert word in said


def test_plain_http_for_others_is_there_for_who_asks_for_it() -> None:
    with opened(wanted(EVERYWHERE, insecure=True)) as one:
        assert one.address.startswith("http://127.0.0.1:")


@pytest.mark.parametrize(
    "words", [["serve", "x"], ["demo", "--dir", "x"], ["witness", "serve", "x"]]
)
def test_every_server_keeps_that_rule_before_it_opens_anything(
    words: list[str], tmp_path: Path
) -> None:
    words = [str(tmp_path / word) if word == "x" else word for word in words]
    ran = segel(*words, "--host", EVERYWHERE, "--port", 0)

    assert ran.status == 2
    assert "--insecure-http" in ran.err
    assert list(tmp_path.iterdir()) == []


def test_a_client_that_believes_only_this_authority_is_served(
    served: Place, papers: Papers
) -> None:
    names = handshake(address(served), papers.trusting())
    assert names == ["127.0.0.1", "localhost", "gudang.local"] or set(names) == {
        "127.0.0.1", "localhost", "gudang.local",
    }  # fmt: skip

    with httpx2.Client(verify=papers.trusting(), base_url=address(served)) as client:
        assert client.get("/log/checkpoint").text.splitlines()[0] == served.origin


def test_a_client_that_does_not_know_the_authority_refuses(served: Place) -> None:
    with pytest.raises(ssl.SSLCertVerificationError, match=r"unable to get .*issuer certificate"):
        handshake(address(served), ssl.create_default_context())


def test_a_client_that_wanted_somebody_else_refuses(served: Place, papers: Papers) -> None:
    with pytest.raises(ssl.SSLCertVerificationError, match="ostname mismatch"):
        handshake(address(served), papers.trusting(), "bank.example")


def test_who_asks_for_plain_http_there_learns_nothing(served: Place) -> None:
    plain = address(served).replace("https://", "http://")
    with pytest.raises(httpx2.RemoteProtocolError):
        httpx2.get(f"{plain}/log/checkpoint")


def test_the_address_beside_the_lock_is_a_name_of_the_certificate(served: Place) -> None:
    assert address(served).startswith("https://127.0.0.1:")


def test_commands_believe_the_authority_that_they_are_given(served: Place, papers: Papers) -> None:
    options = ("--charter", served.fingerprint)
    proven = segel("--ca", papers.authority, "verify", address(served), *options)
    assert (proven.status, "LULUS  1 entri" in proven.out) == (0, True)

    unknown = segel("verify", address(served), *options)
    assert unknown.status == 3
    assert "segel --ca ca.crt" in unknown.out + unknown.err


def test_a_monitor_and_a_mirror_follow_a_ledger_over_https(
    served: Place, papers: Papers, tmp_path: Path
) -> None:
    monitor = ("monitor", address(served), "--once", "--state", tmp_path / "m", "--silent", 0)
    mirror = ("mirror", address(served), tmp_path / "c", "--charter", served.fingerprint)
    for words in (monitor, mirror):
        assert segel(*words).status == 3  # nobody whom it believes has answered
        assert segel("--ca", papers.authority, *words).status == 0
    assert segel("verify", tmp_path / "c", "--charter", served.fingerprint).status == 0


def test_notes_are_handed_in_over_https_by_directory(served: Place, papers: Papers) -> None:
    asked = segel("key", "new", "16.08/kpu/gudang-01", served.folder / "d.key")
    assert asked.status == 0
    line = segel("key", "request", served.folder / "d.key", "--origin", served.origin).out
    segel("enrol", served.registrar, line.strip())

    refused = segel("submit", served.ledger, served.registrar)
    assert (refused.status, "segel --ca ca.crt" in refused.err) == (3, True)
    taken = segel("--ca", papers.authority, "submit", served.ledger, served.registrar)
    assert (taken.status, "✓" in taken.out) == (0, True)


def test_every_address_of_the_certificate_is_told_when_all_are_bound(papers: Papers) -> None:
    with opened(wanted(EVERYWHERE, papers), NOW) as one:
        port = one.listener.getsockname()[1]
        assert one.addresses() == [
            f"https://{name}:{port}" for name in ("127.0.0.1", "localhost", "gudang.local")
        ]
        assert one.afar() == [f"https://gudang.local:{port}"]


def test_an_address_of_version_6_stands_in_brackets(tmp_path: Path) -> None:
    with opened(wanted("::1", papers(tmp_path, "::1"))) as one, announced(tmp_path, one) as told:
        assert told.startswith("https://[::1]:")


def test_half_of_a_pair_of_files_is_wrong_use(papers: Papers) -> None:
    half: gate.Place = {**wanted("127.0.0.1", papers), "tls_key": None}
    with pytest.raises(click.UsageError), opened(half):
        pass


@pytest.mark.parametrize("fault", ["missing", "empty", "strange"])
def test_files_that_do_not_belong_together_are_said_so(fault: str, tmp_path: Path) -> None:
    own = papers(tmp_path / "own", "127.0.0.1")
    key = own.folder / "server.key"
    if fault == "missing":
        key.unlink()
    elif fault == "empty":
        (own.folder / "server.crt").write_bytes(b"")
    else:
        other = papers(tmp_path / "other", "127.0.0.1")
        key.write_bytes((other.folder / "server.key").read_bytes())
    with pytest.raises(CommandError) as caught, opened(wanted("127.0.0.1", own)):
        pass

    assert caught.value.exit_code == 2
    assert "server.crt" in str(caught.value)


@pytest.mark.parametrize(("days", "said"), [(31, ""), (29, "berlaku sampai"), (0, "tidak berlaku")])
def test_an_end_that_is_near_is_told(days: int, said: str, tmp_path: Path) -> None:
    own = papers(tmp_path, "127.0.0.1", now=NOW)
    end = NOW + timedelta(days=395)

    words = expiry(own.folder / "server.crt", end - timedelta(days=days))
    assert (said in words) if said else words == ""


def test_a_server_tells_it_when_it_starts(tmp_path: Path) -> None:
    soon = today() - timedelta(days=380)
    own = papers(tmp_path / "tls", "127.0.0.1", now=soon)
    made = place(tmp_path)
    with command(["serve", made.ledger, "--port", 0, *own.options]) as (line, child):
        handshake(line.split(" ")[0], own.trusting())
        child.terminate()
        assert child.stderr is not None
        assert "perbarui sebelum itu" in child.stderr.read()


def test_a_taken_port_is_told_before_anything_is_opened() -> None:
    with ExitStack() as stack:
        taken = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
        here: gate.Place = {**wanted("127.0.0.1"), "port": taken.getsockname()[1]}
        with pytest.raises(CommandError, match="in use"):
            stack.enter_context(opened(here))
