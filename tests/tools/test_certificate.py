"""An authority of one's own vouches for its own network and for nobody else's."""

import ssl
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from tools import certificate
from tools.certificate import AUTHORITY_DAYS, SERVER_DAYS, Authority, CertificateError

NOW = datetime(2026, 11, 22, tzinfo=UTC)


@pytest.fixture(name="owner", scope="module")
def _owner() -> Authority:
    return Authority.made(["192.168.1.5", "segel.kpu.example", "203.0.113.9"], NOW)


def days(one: x509.Certificate) -> float:
    return (one.not_valid_after_utc - one.not_valid_before_utc) / timedelta(days=1)


def test_a_servers_certificate_is_for_names_and_addresses(owner: Authority) -> None:
    made = owner.vouch(certificate.generate(), ["gudang.local", "192.168.1.5", "fd00::2"], NOW)

    assert certificate.names_of(made) == ["gudang.local", "192.168.1.5", "fd00::2"]
    assert days(made) <= SERVER_DAYS <= 397
    assert made.not_valid_before_utc <= NOW - timedelta(days=1)  # a phone's clock may be behind
    assert certificate.parse(certificate.text(made)) == made
    made.verify_directly_issued_by(owner.certificate)


def test_an_authority_is_for_two_years_and_says_that_it_is_one(owner: Authority) -> None:
    assert days(owner.certificate) == AUTHORITY_DAYS
    found = owner.certificate.extensions.get_extension_for_class(x509.BasicConstraints)
    assert (found.critical, found.value.ca, found.value.path_length) == (True, True, 0)
    limits = owner.certificate.extensions.get_extension_for_class(x509.NameConstraints)
    assert limits.critical


@pytest.mark.parametrize(
    "name", ["10.1.2.3", "172.31.0.1", "gudang.lan", "a.local", "sub.segel.kpu.example", "fe80::1"]
)
def test_it_may_speak_for_private_networks_and_what_it_was_made_for(
    name: str, owner: Authority
) -> None:
    made = owner.vouch(certificate.generate(), [name], NOW)
    assert certificate.names_of(made) == [name]


@pytest.mark.parametrize(
    "name",
    ["bank.example", "kpu.example", "xsegel.kpu.example", "8.8.8.8", "172.32.0.1", "2001::1"],
)
def test_it_may_speak_for_nobody_else(name: str, owner: Authority) -> None:
    with pytest.raises(CertificateError, match="may not speak"):
        owner.vouch(certificate.generate(), [name], NOW)


def test_what_it_may_not_say_is_not_believed_when_it_says_it_all_the_same(
    owner: Authority, tmp_path: Path
) -> None:
    everywhere = Authority(owner.key, Authority.made(["bank.example"], NOW).certificate)
    forged = everywhere.vouch(certificate.generate(), ["bank.example"], NOW)
    renamed = _issued_by(owner, forged)
    (tmp_path / "ca.crt").write_bytes(certificate.text(owner.certificate))
    (tmp_path / "bank.crt").write_bytes(certificate.text(renamed))
    words = ["openssl", "verify", "-CAfile", "ca.crt", "-attime", str(int(NOW.timestamp()))]
    ran = subprocess.run(
        [*words, "bank.crt"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert ran.returncode != 0
    assert "permitted subtree violation" in ran.stderr


def _issued_by(owner: Authority, like: x509.Certificate) -> x509.Certificate:
    """Sign what the authority itself refuses to: as a thief of its key would."""
    builder = (
        x509.CertificateBuilder()
        .subject_name(like.subject)
        .issuer_name(owner.certificate.subject)
        .public_key(like.public_key())
        .serial_number(like.serial_number)
        .not_valid_before(like.not_valid_before_utc)
        .not_valid_after(like.not_valid_after_utc)
    )
    for one in like.extensions:
        if not isinstance(one.value, x509.AuthorityKeyIdentifier):
            builder = builder.add_extension(one.value, one.critical)
    return builder.sign(owner.key, hashes.SHA256())


def test_a_server_does_not_outlive_its_authority(owner: Authority) -> None:
    late = certificate.end_of(owner.certificate) - timedelta(days=40)
    made = owner.vouch(certificate.generate(), ["a.lan"], late)
    assert certificate.end_of(made) <= certificate.end_of(owner.certificate)


@pytest.mark.parametrize(
    "name", ["", "a b", "a..b", "-a.lan", "gudang!", "kotak suara.lan", "ä.lan", "a" * 64, "*.lan"]
)
def test_what_is_neither_a_name_nor_an_address_is_refused(name: str) -> None:
    with pytest.raises(CertificateError):
        certificate.general(name)


def test_a_key_comes_back_from_its_text() -> None:
    key = certificate.generate()
    again = certificate.key_of(certificate.secret(key))
    assert again.private_numbers() == key.private_numbers()


@pytest.mark.parametrize("kind", ["nothing", "another curve", "another kind"])
def test_another_key_is_refused(kind: str) -> None:
    form = (Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    pem = {
        "nothing": b"halo",
        "another curve": ec.generate_private_key(ec.SECP384R1()).private_bytes(*form),
        "another kind": ed25519.Ed25519PrivateKey.generate().private_bytes(*form),
    }[kind]
    with pytest.raises(CertificateError):
        certificate.key_of(pem)


def test_a_text_without_a_certificate_is_refused() -> None:
    with pytest.raises(CertificateError):
        certificate.parse(b"halo")


def test_an_authority_without_limits_is_not_used(owner: Authority) -> None:
    unlimited = owner.vouch(owner.key, ["a.lan"], NOW)
    with pytest.raises(CertificateError, match="limits"):
        Authority(owner.key, unlimited).vouch(certificate.generate(), ["a.lan"], NOW)


def test_the_fingerprint_is_written_as_a_telephone_shows_it(owner: Authority) -> None:
    text = certificate.fingerprint(owner.certificate)
    assert bytes.fromhex(text.replace(":", "")) == owner.certificate.fingerprint(hashes.SHA256())
    assert len(text) == 95
    assert certificate.title_of(owner.certificate).startswith("Segel 2026-11-22 ")


def test_the_standard_library_reads_them(owner: Authority) -> None:
    context = ssl.create_default_context(cadata=certificate.text(owner.certificate).decode())
    assert len(context.get_ca_certs()) == 1
