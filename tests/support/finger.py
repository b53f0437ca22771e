"""A finger for tests: Chromium's virtual authenticator, which recognises its holder or does not."""

from dataclasses import dataclass
from typing import Any, Final, Self

from playwright.sync_api import CDPSession, Page

_INTERNAL: Final = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@dataclass(frozen=True, slots=True)
class Finger:
    """The hardware behind one page, as long as that is open."""

    session: CDPSession
    authenticator: str

    @classmethod
    def on(cls, page: Page, **options: object) -> Self:
        """Give a page's phone hardware that knows its holder."""
        session = page.context.new_cdp_session(page)
        session.send("WebAuthn.enable")
        asked = {"options": {**_INTERNAL, **options}}
        added: dict[str, Any] = session.send("WebAuthn.addVirtualAuthenticator", asked)
        return cls(session, added["authenticatorId"])

    def is_known(self, *, known: bool) -> None:
        """Let the person be recognised from now on, or not."""
        told = {"authenticatorId": self.authenticator, "isUserVerified": known}
        self.session.send("WebAuthn.setUserVerified", told)

    def keys(self) -> list[dict[str, Any]]:
        """Return what the hardware holds."""
        told = {"authenticatorId": self.authenticator}
        found: list[dict[str, Any]] = self.session.send("WebAuthn.getCredentials", told)[
            "credentials"
        ]
        return found


def at_localhost(address: str) -> str:
    """Spell an address so that the browser takes it for a site; an IP address is none."""
    return address.replace("127.0.0.1", "localhost")
