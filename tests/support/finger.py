"""A finger for tests: Chromium's virtual authenticator, which recognises its holder or does not."""

from dataclasses import dataclass
from typing import Any, Final, Self

from playwright.sync_api import CDPSession, Page

from tests.support.handset import Handset

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


_MAKE: Final = """async ([origin, charter]) => {
  const [{ openJournal }, { makeHardwareKey }, { parseVerifierKey }] = await Promise.all(
    ["journal", "hardware", "note"].map((one) => import(`/modules/${one}.js`)));
  const journal = await openJournal(charter);
  const { vkey, keys } = await journal.device();
  const signer = { key: await parseVerifierKey(vkey), privateKey: keys.privateKey };
  const hardware = await makeHardwareKey(origin, signer);
  await journal.change(() => ({ hardware: { ...hardware, isEnrolled: true } }));
  return [vkey, hardware.vkey, hardware.line];
}"""


def fingered(handset: Handset) -> list[str]:
    """Let a phone's hardware join its key, without walking through screens; return both keys."""
    ledger = handset.place.ledger
    pinned = [ledger.charter.origin, ledger.fingerprint()]
    *keys, line = handset.page.evaluate(_MAKE, pinned)
    handset.place.takes(handset.place.founders.registrars[1].registers(line))
    handset.page.reload()
    return [str(key) for key in keys]
