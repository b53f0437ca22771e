"""`segel tls` makes what a server needs and tells, Indonesian first, what a telephone needs."""

import ssl
from io import StringIO
from pathlib import Path

import pytest
import segno

from tests.support.command import place, segel
from tests.support.tls import Papers, command, handshake
from tools import certificate, interface


@pytest.fixture(name="folder")
def _folder(tmp_path: Path) -> Path:
    """A folder that was made for this machine and one name more."""
    ran = segel("tls", tmp_path / "tls", "--name", "gudang.lan", "--port", 8443)
    assert ran.status == 0, ran.err
    return tmp_path / "tls"


def content(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_keys_are_for_their_owner_alone_and_the_authoritys_lies_apart(folder: Path) -> None:
    assert set(content(folder)) == {"ca.crt", "server.crt", "server.key", "authority/ca.key"}
    for name in ("server.key", "authority/ca.key"):
        assert (folder / name).stat().st_mode & 0o777 == 0o600
    assert (folder / "authority").stat().st_mode & 0o777 == 0o700


def test_the_certificate_is_for_this_machine_and_what_was_named(folder: Path) -> None:
    made = certificate.parse((folder / "server.crt").read_bytes())
    named = {"gudang.lan", *interface.names(), *interface.reachable()}
    assert set(certificate.names_of(made)) == named


def test_it_serves_at_once(folder: Path) -> None:
    own, made = Papers(folder), place(folder.parent)
    with command(["serve", made.ledger, "--port", 0, *own.options]) as (line, _):
        assert "gudang.lan" in handshake(line.split(" ")[0], own.trusting(), "gudang.lan")
        with pytest.raises(ssl.SSLCertVerificationError):
            handshake(line.split(" ")[0], own.trusting(), "gudang.example")


def test_run_again_it_renews_the_certificate_and_nothing_else(folder: Path) -> None:
    before = content(folder)
    assert segel("tls", folder, "--name", "lain.lan").status == 0
    after = content(folder)

    assert before.pop("server.crt") != after.pop("server.crt")
    assert before == after
    made = certificate.parse((folder / "server.crt").read_bytes())
    assert "lain.lan" in certificate.names_of(made)
    made.verify_directly_issued_by(certificate.parse(before["ca.crt"]))


def test_indonesian_comes_first_then_the_code_then_english(tmp_path: Path) -> None:
    out = segel("tls", tmp_path / "tls", "--name", "gudang.lan", "--port", 8443).out

    drawing = StringIO()
    address = "https://gudang.lan:8443/jaga/"
    segno.make(address, error="m", micro=False).terminal(out=drawing, compact=True)
    order = [out.index(words) for words in (
        "Di setiap HP Android", "Membatalkan:", drawing.getvalue(), "On every Android phone",
        "To undo:",
    )]  # fmt: skip
    assert order == sorted(order)
    shown = certificate.fingerprint(certificate.parse((tmp_path / "tls/ca.crt").read_bytes()))
    assert shown in out
    assert f"buka {address}" in out


def test_an_address_of_version_6_stands_in_brackets(tmp_path: Path) -> None:
    out = segel("tls", tmp_path / "tls", "--name", "fd00::7").out
    assert "https://[fd00::7]:8000/jaga/" in out


def test_the_authoritys_key_may_lie_elsewhere_and_is_missed_where_it_is_not(
    tmp_path: Path,
) -> None:
    stick = tmp_path / "stick"
    assert segel("tls", tmp_path / "tls", "--authority", stick).status == 0
    assert not (tmp_path / "tls/authority").exists()
    before = content(tmp_path)

    ran = segel("tls", tmp_path / "tls")
    assert (ran.status, "--authority" in ran.err) == (2, True)
    assert content(tmp_path) == before
    assert segel("tls", tmp_path / "tls", "--authority", stick).status == 0


def test_a_name_for_which_it_may_not_speak_changes_nothing(folder: Path) -> None:
    before = content(folder)
    ran = segel("tls", folder, "--name", "bank.example")
    assert (ran.status, "bank.example" in ran.err) == (2, True)
    assert content(folder) == before


def test_a_name_that_is_none_is_said_so(tmp_path: Path) -> None:
    ran = segel("tls", tmp_path / "tls", "--name", "a b")
    assert (ran.status, "a b" in ran.err) == (2, True)
    assert not list(tmp_path.rglob("*.key"))


def test_the_key_of_another_authority_is_not_used(folder: Path, tmp_path: Path) -> None:
    segel("tls", tmp_path / "other")
    (folder / "authority/ca.key").write_bytes((tmp_path / "other/authority/ca.key").read_bytes())

    ran = segel("tls", folder)
    assert (ran.status, "is not the key of" in ran.err) == (2, True)
