"""Certificates of a small authority of one's own: for a network where no public one can look.

An authority that a phone believes could vouch for every bank in the world.  So its certificate
says for which names it may speak, and those are names and addresses of private networks, and the
few others that it was made for: whoever steals its key gets no further than that.

Source: RFC 5280, sections 4.2.1.6 (subject alternative name) and 4.2.1.10 (name constraints);
CA/Browser Forum Baseline Requirements, section 6.3.2 (at most 398 days).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from typing import Final, Self

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

AUTHORITY_DAYS: Final = 730
SERVER_DAYS: Final = 397

_EARLY: Final = timedelta(days=2)
"""Valid from before now on: a phone's clock may be wrong by a day."""

_NETWORKS: Final = tuple(
    ip_network(text)
    for text in (
        "10.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16",
        "::1/128", "fc00::/7", "fe80::/10",
    )
)  # fmt: skip
"""Source: RFC 1918, RFC 1122, RFC 3927, RFC 4193, RFC 4291."""

_DOMAINS: Final = ("home.arpa", "internal", "lan", "local", "localhost")
"""Source: RFC 8375, RFC 6762, RFC 6761; `internal` is kept free by ICANN, `lan` by routers."""

Certificate = x509.Certificate
Key = ec.EllipticCurvePrivateKey
Network = IPv4Network | IPv6Network


class CertificateError(Exception):
    """A name, a key or a certificate that does not do."""


@dataclass(frozen=True, slots=True)
class Authority:
    """Who vouches for servers: a key, and the certificate that phones are given."""

    key: Key
    certificate: Certificate

    @classmethod
    def made(cls, names: Iterable[str], now: datetime) -> Self:
        """Make an authority for private networks and these names.

        Raises:
            CertificateError: A name that is none.
        """
        key = generate()
        title = _title(f"Segel {now:%Y-%m-%d} {identifier(key)[:8]}")
        certificate = (
            _builder(title, key, now, timedelta(days=AUTHORITY_DAYS))
            .issuer_name(title)
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .add_extension(_signs_certificates(), critical=True)
            .add_extension(_constraints([general(name) for name in names]), critical=True)
            .sign(key, hashes.SHA256())
        )
        return cls(key, certificate)

    def vouch(self, key: Key, names: Sequence[str], now: datetime) -> Certificate:
        """Return the certificate of a server that is called so.

        Raises:
            CertificateError: A name that is none, or one for which this authority may not speak.
        """
        called = [general(name) for name in names]
        for name, one in zip(names, called, strict=True):
            if not _is_permitted(self.certificate, one):
                raise CertificateError(f"{name}: this authority may not speak for it")
        days = min(timedelta(days=SERVER_DAYS), end_of(self.certificate) - now)
        owner = x509.SubjectKeyIdentifier.from_public_key(self.key.public_key())
        return (
            _builder(_title("Segel server"), key, now, days)
            .issuer_name(self.certificate.subject)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(x509.SubjectAlternativeName(called), critical=False)
            .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(owner),
                critical=False,
            )
            .sign(self.key, hashes.SHA256())
        )


def generate() -> Key:
    """Make a key that every telephone understands: ECDSA over P-256."""
    return ec.generate_private_key(ec.SECP256R1())


def key_of(pem: bytes) -> Key:
    """Read a key.

    Raises:
        CertificateError: It is none of ours.
    """
    try:
        key = serialization.load_pem_private_key(pem, None)
    except (ValueError, TypeError) as error:
        raise CertificateError(str(error)) from error
    if not isinstance(key, Key) or not isinstance(key.curve, ec.SECP256R1):
        raise CertificateError("not a key over P-256")
    return key


def secret(key: Key) -> bytes:
    """Return the PEM text of a private key."""
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def parse(pem: bytes) -> Certificate:
    """Read the first certificate of a PEM text.

    Raises:
        CertificateError: It holds none.
    """
    try:
        return x509.load_pem_x509_certificate(pem)
    except ValueError as error:
        raise CertificateError(str(error)) from error


def text(certificate: Certificate) -> bytes:
    """Return the PEM text of a certificate."""
    return certificate.public_bytes(serialization.Encoding.PEM)


def end_of(certificate: Certificate) -> datetime:
    """Return until when it is valid."""
    return certificate.not_valid_after_utc.astimezone(UTC)


def names_of(certificate: Certificate) -> list[str]:
    """Return the names and addresses that a server's certificate is for."""
    try:
        found = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return []
    return [str(one.value) for one in found]


def title_of(certificate: Certificate) -> str:
    """Return the name by which a telephone lists it."""
    return certificate.subject.rfc4514_string().removeprefix("CN=")


def fingerprint(certificate: Certificate) -> str:
    """Return the SHA-256 of a certificate as a telephone shows it: pairs with colons."""
    return certificate.fingerprint(hashes.SHA256()).hex(":").upper()


def general(name: str) -> x509.GeneralName:
    """Return a name or an address in the form of a certificate.

    Raises:
        CertificateError: It is neither.
    """
    try:
        return x509.IPAddress(ip_address(name))
    except ValueError:
        pass  # then it is a name
    labels = name.split(".")
    if not name.isascii() or len(name) > _NAME_MAX or not all(map(_is_label, labels)):
        raise CertificateError(f"{name!r} is neither a name nor an address")
    return x509.DNSName(name.lower())


_NAME_MAX: Final = 253
_LABEL_MAX: Final = 63


def _is_label(label: str) -> bool:
    plain = label.replace("-", "a").replace("_", "a")
    return 0 < len(label) <= _LABEL_MAX and plain.isalnum() and not label.startswith("-")


def identifier(key: Key) -> str:
    """Return the identifier of a key, in hex."""
    return x509.SubjectKeyIdentifier.from_public_key(key.public_key()).digest.hex()


def _title(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _builder(
    title: x509.Name, key: Key, now: datetime, length: timedelta
) -> x509.CertificateBuilder:
    public = key.public_key()
    return (
        x509.CertificateBuilder()
        .subject_name(title)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _EARLY)
        .not_valid_after(now - _EARLY + length)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
    )


def _signs_certificates() -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=False,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=True,
        crl_sign=True,
        encipher_only=False,
        decipher_only=False,
    )


def _constraints(named: Iterable[x509.GeneralName]) -> x509.NameConstraints:
    networks: list[Network] = list(_NETWORKS)
    domains = [*_DOMAINS]
    for one in named:
        if isinstance(one, x509.DNSName):
            domains.append(one.value)
        elif not any(one.value in network for network in networks):
            networks.append(ip_network(one.value))
    permitted = [*map(x509.DNSName, dict.fromkeys(domains)), *map(x509.IPAddress, networks)]
    return x509.NameConstraints(permitted_subtrees=permitted, excluded_subtrees=None)


def _is_permitted(authority: Certificate, name: x509.GeneralName) -> bool:
    return any(_covers(subtree, name) for subtree in _permitted(authority))


def _permitted(authority: Certificate) -> Iterator[x509.GeneralName]:
    try:
        found = authority.extensions.get_extension_for_class(x509.NameConstraints).value
    except x509.ExtensionNotFound as error:
        raise CertificateError("an authority without limits is none of ours") from error
    yield from found.permitted_subtrees or ()


def _covers(subtree: x509.GeneralName, name: x509.GeneralName) -> bool:
    if isinstance(subtree, x509.DNSName) and isinstance(name, x509.DNSName):
        return f".{name.value}".endswith(f".{subtree.value}")
    if isinstance(subtree, x509.IPAddress) and isinstance(name, x509.IPAddress):
        network, address = subtree.value, name.value
        return (
            isinstance(network, Network)
            and not isinstance(address, Network)
            and (address in network)
        )
    return False
