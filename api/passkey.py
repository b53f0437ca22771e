"""Passkeys: a reader's own device says who logs in; no password can be given away or guessed.

A browser signs a challenge of ours for the site that it is on; a page under another name gets a
signature for that name, which is worth nothing here.  A challenge is good for one answer within
five minutes.  Nothing is asked about the maker of the device (no attestation).

Source: W3C Web Authentication Level 3; the `webauthn` library judges what browsers send
"""

from collections import OrderedDict
from dataclasses import dataclass, field
from secrets import token_bytes
from threading import Lock
from typing import Any, Final, NamedTuple

from fastapi import Request
from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import (
    options_to_json_dict,
    parse_authentication_credential_json,
    parse_client_data_json,
    parse_registration_credential_json,
)
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from api.problems import ApiError
from api.readership import Chance, Passkey, Reader

CHALLENGE_SIZE: Final = 32
CHALLENGE_MS: Final = 300_000
_CHALLENGES_MAX: Final = 10_000
_WRONG: Final = (WebAuthnException, ValueError, TypeError, KeyError)
"""What the library raises at bytes that are no answer of a browser."""


class Site(NamedTuple):
    """Where a browser believes to be."""

    host: str
    origin: str

    @classmethod
    def of(cls, request: Request) -> "Site":
        """Return the site that a request was sent to."""
        url = request.url
        return cls(url.hostname or "", f"{url.scheme}://{url.netloc}")


@dataclass(slots=True)
class Challenges:
    """What was asked of browsers and is not answered yet; the oldest gives way."""

    chance: Chance = token_bytes
    _until: OrderedDict[bytes, int] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def give(self, now: int) -> bytes:
        """Return a new challenge; `now` in milliseconds since 1970 UTC."""
        challenge = self.chance(CHALLENGE_SIZE)
        with self._lock:
            self._until[challenge] = now + CHALLENGE_MS
            while len(self._until) > _CHALLENGES_MAX:
                self._until.popitem(last=False)
        return challenge

    def take(self, challenge: bytes, now: int) -> bool:
        """Tell whether a challenge still waits for its answer; after that it does not."""
        with self._lock:
            return self._until.pop(challenge, 0) > now


def login_options(site: Site, challenge: bytes) -> dict[str, Any]:
    """Return what `navigator.credentials.get` is to be asked, bytes in base64url."""
    options = generate_authentication_options(
        rp_id=site.host,
        challenge=challenge,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return options_to_json_dict(options)


def registration_options(site: Site, reader: Reader, challenge: bytes) -> dict[str, Any]:
    """Return what `navigator.credentials.create` is to be asked, bytes in base64url."""
    options = generate_registration_options(
        rp_id=site.host,
        rp_name="Segel",
        user_name=f"{reader.name} ({reader.role})",
        user_id=reader.id.encode(),
        challenge=challenge,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
    )
    return options_to_json_dict(options)


def registered(site: Site, credential: str, challenges: Challenges, now: int) -> Passkey:
    """Return the passkey that a browser has made; whose it is, is left open.

    Args:
        site: Where the answer arrived.
        credential: What the browser gave, as JSON.
        challenges: What was asked.
        now: Milliseconds since 1970 UTC.

    Raises:
        ApiError: `passkey-refused`: it answers nothing that was asked here.
    """
    try:
        parsed = parse_registration_credential_json(credential)
        found = verify_registration_response(
            credential=parsed,
            expected_challenge=_answered(parsed.response.client_data_json, challenges, now),
            expected_rp_id=site.host,
            expected_origin=site.origin,
            require_user_verification=True,
        )
    except _WRONG as error:
        raise ApiError("passkey-refused", str(error)) from error
    identity, public = found.credential_id, found.credential_public_key
    return Passkey(identity, "", public, found.sign_count, site.host)


def identity_of(credential: str) -> bytes:
    """Return which passkey a browser says to have used.

    Raises:
        ApiError: `passkey-refused`: these bytes are no answer of a browser.
    """
    try:
        return parse_authentication_credential_json(credential).raw_id
    except _WRONG as error:
        raise ApiError("passkey-refused", str(error)) from error


def recognised(
    site: Site, credential: str, passkey: Passkey, challenges: Challenges, now: int
) -> int:
    """Return how many signatures the device has counted, if it is the passkey's and was asked.

    Arguments as in `registered`; `passkey` is the one that `identity_of` named.

    Raises:
        ApiError: `passkey-refused`: another site, another challenge, another key, nobody there.
    """
    if passkey.site != site.host:
        raise ApiError("passkey-refused", "the passkey was made for another site")
    try:
        parsed = parse_authentication_credential_json(credential)
        found = verify_authentication_response(
            credential=parsed,
            expected_challenge=_answered(parsed.response.client_data_json, challenges, now),
            expected_rp_id=site.host,
            expected_origin=site.origin,
            credential_public_key=passkey.public,
            credential_current_sign_count=passkey.signatures,
            require_user_verification=True,
        )
    except _WRONG as error:
        raise ApiError("passkey-refused", str(error)) from error
    return found.new_sign_count


def _answered(client_data: bytes, challenges: Challenges, now: int) -> bytes:
    """Return the challenge that an answer states, which is used up by that.

    Raises:
        ValueError: Nobody asked it, it was answered before, or it is too late.
    """
    challenge = parse_client_data_json(client_data).challenge
    if not challenges.take(challenge, now):
        raise ValueError("the challenge was answered before, or nobody asked it")
    return challenge
