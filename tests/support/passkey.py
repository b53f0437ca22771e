"""A device that makes passkeys and answers challenges, for tests without a browser."""

import json
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from webauthn.helpers import encode_cbor

PRESENT: Final = 0x05
"""The person was there and was recognised."""
_NEW: Final = 0x40
_SECRET: Final = 20241127


@dataclass(slots=True)
class Keyring:
    """One device with one passkey, made for one site; it tells browsers where it is."""

    origin: str
    count: int = 0
    flags: int = PRESENT

    @property
    def site(self) -> str:
        return self.origin.split("//")[1].partition(":")[0]

    @property
    def id(self) -> bytes:
        return sha256(f"passkey {self.site}".encode()).digest()

    def makes(self, asked: dict[str, Any], **wrong: str) -> str:
        """Answer `navigator.credentials.create`; `wrong` replaces what the browser states."""
        numbers = self._key().public_key().public_numbers()
        x, y = (n.to_bytes(32) for n in (numbers.x, numbers.y))
        public = encode_cbor({1: 2, 3: -7, -1: 1, -2: x, -3: y})
        made = bytes(16) + len(self.id).to_bytes(2) + self.id + public
        data = self._data(self.flags | _NEW) + made
        attestation = encode_cbor({"fmt": "none", "attStmt": {}, "authData": data})
        client = self._client("webauthn.create", asked, wrong)
        return self._answer({"clientDataJSON": client, "attestationObject": attestation})

    def signs(self, asked: dict[str, Any], **wrong: str) -> str:
        """Answer `navigator.credentials.get`."""
        self.count += 1
        data, client = self._data(self.flags), self._client("webauthn.get", asked, wrong)
        signed = self._key().sign(
            data + sha256(client).digest(), ec.ECDSA(SHA256(), deterministic_signing=True)
        )
        return self._answer(
            {"clientDataJSON": client, "authenticatorData": data, "signature": signed}
        )

    def _data(self, flags: int) -> bytes:
        return sha256(self.site.encode()).digest() + bytes([flags]) + self.count.to_bytes(4)

    def _client(self, kind: str, asked: dict[str, Any], wrong: dict[str, str]) -> bytes:
        stated = {"type": kind, "challenge": asked["challenge"], "origin": self.origin}
        return json.dumps(stated | wrong).encode()

    def _answer(self, response: dict[str, bytes]) -> str:
        identity = text(self.id)
        parts = {name: text(part) for name, part in response.items()}
        value = {"id": identity, "rawId": identity, "type": "public-key", "response": parts}
        return json.dumps(value | {"clientExtensionResults": {}})

    def _key(self) -> ec.EllipticCurvePrivateKey:
        return ec.derive_private_key(_SECRET, ec.SECP256R1())


def text(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode().rstrip("=")


def asked_by(page: str) -> dict[str, Any]:
    """Return what a page asks the device."""
    task = page.partition('id="task">')[2].partition("</script>")[0]
    found: dict[str, Any] = json.loads(task)["publicKey"]
    return found
