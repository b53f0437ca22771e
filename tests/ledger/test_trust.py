"""A client of ours believes what the machine believes, and the authorities it is given beside."""

import ssl
from pathlib import Path

import httpx2
import pytest

from ledger.trust import client_context
from tests.support.tls import papers


def test_given_authorities_stand_beside_the_others(tmp_path: Path) -> None:
    usual = len(client_context().get_ca_certs())

    context = client_context(papers(tmp_path, "a.lan").authority)
    assert len(context.get_ca_certs()) == usual + 1
    assert (context.verify_mode, context.check_hostname) == (ssl.CERT_REQUIRED, True)
    httpx2.Client(verify=context).close()


def test_a_file_without_a_certificate_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        client_context(tmp_path / "tidak-ada")
    (tmp_path / "kosong").write_bytes(b"halo")
    with pytest.raises(ssl.SSLError):
        client_context(tmp_path / "kosong")
