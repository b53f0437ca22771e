"""A phone's hardware key for tests, and a browser before it; made without `ledger`.

Whatever an assertion holds can be set to something wrong.  Keys and signatures follow from the
seed, so that vectors made today are the same tomorrow.
"""

from base64 import urlsafe_b64encode
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

ES256: Final = b"segel/webauthn-es256/v1"
EDDSA: Final = b"segel/webauthn-eddsa/v1"
ORDER: Final = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
SITE: Final = "segel.example"
TOUCHED: Final = 0x05
"""The person was there and was recognised."""


@dataclass(frozen=True, slots=True)
class Authenticator:
    """One key in the hardware of one phone, made for one site."""

    kind: bytes = ES256
    secret: int = 20241127
    site: str = SITE

    @property
    def public(self) -> bytes:
        """What stands behind the byte 0xff of its verifier key."""
        return self.kind + sha256(self.site.encode()).digest() + self.point

    @property
    def point(self) -> bytes:
        if self.kind == EDDSA:
            return self._ed25519().public_key().public_bytes_raw()
        public = self._p256().public_key()
        return public.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)

    def signs(
        self,
        text: str | bytes,
        *,
        client_data: bytes | None = None,
        data: bytes | None = None,
        is_large: bool = False,
    ) -> bytes:
        """Return the bytes of a signature; `is_large` gives the other `s`."""
        raw = text.encode() if isinstance(text, str) else text
        client_data = self.client_data(raw) if client_data is None else client_data
        data = self.data() if data is None else data
        message = data + sha256(client_data).digest()
        return data + self._signature(message, is_large=is_large) + client_data

    def data(self, *, flags: int = TOUCHED, site: str | None = None, rest: bytes = b"") -> bytes:
        """Return authenticatorData."""
        named = self.site if site is None else site
        return sha256(named.encode()).digest() + bytes([flags]) + bytes(4) + rest

    def client_data(
        self,
        text: bytes,
        *,
        type_: str = "webauthn.get",
        origin: str | None = None,
        rest: str = ',"crossOrigin":false',
    ) -> bytes:
        """Return clientDataJSON as browsers write it."""
        origin = f"https://{self.site}" if origin is None else origin
        challenge = urlsafe_b64encode(sha256(text).digest()).rstrip(b"=").decode()
        start = f'{{"type":"{type_}","challenge":"{challenge}","origin":"{origin}"'
        return f"{start}{rest}}}".encode()

    def _signature(self, message: bytes, *, is_large: bool) -> bytes:
        if self.kind == EDDSA:
            return self._ed25519().sign(message)
        signing = ec.ECDSA(SHA256(), deterministic_signing=True)
        r, s = decode_dss_signature(self._p256().sign(message, signing))
        small = min(s, ORDER - s)
        return r.to_bytes(32) + (ORDER - small if is_large else small).to_bytes(32)

    def _p256(self) -> ec.EllipticCurvePrivateKey:
        return ec.derive_private_key(self.secret, ec.SECP256R1())

    def _ed25519(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.secret.to_bytes(32))
