"""Every command that asks a server can be told whom to believe."""

import ssl
from pathlib import Path

import click
import pytest

from tests.support.command import segel
from tests.support.tls import papers
from tools.cli import main
from tools.trust import authorities, explained, trusted


def test_without_a_command_nobody_further_is_believed() -> None:
    assert authorities() is None
    assert trusted().verify_mode is ssl.CERT_REQUIRED


def test_what_segel_was_given_holds_for_the_command_below_it(tmp_path: Path) -> None:
    file = papers(tmp_path, "a.lan").authority
    with click.Context(main) as above:
        above.params["ca"] = file
        with click.Context(click.Command("verify"), parent=above):
            assert authorities() == file
            assert len(trusted().get_ca_certs()) > 0


@pytest.mark.parametrize("content", [None, b"halo"])
def test_a_file_that_is_none_is_told_in_words(content: bytes | None, tmp_path: Path) -> None:
    file = tmp_path / "ca.crt"
    if content is not None:
        file.write_bytes(content)

    ran = segel("--ca", file, "verify", "https://127.0.0.1:9")
    assert ran.status == 2
    assert "segel tls" in ran.err


def test_only_a_want_of_trust_is_explained_as_one() -> None:
    distrust = OSError("connect")
    distrust.__cause__ = ssl.SSLCertVerificationError(1, "certificate verify failed")
    assert "segel --ca" in explained(distrust)
    assert explained(OSError("reset")) == "OSError('reset')"
