"""A guard's telephone: the app at 360 px on a context of its own, before a served ledger."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import BrowserContext, Locator, Page, expect

from ledger.tlog.text import to_base64
from ledger.tlog.tree import leaf_hash
from tests.support.practice import Practice

JOURNAL = "16.08/kpu/gudang-03"
SEAT = {
    "place": "16.08/GDG-01",
    "unit": "16.08/polres",
    "person": "orang-0001",
    "team": "regu-1",
}

_MAKE = """async ([origin, charter, name]) => {
  const [{ openJournal }, { enrolLine }, { formatVerifierKey, verifierKey }] = await Promise.all(
    ["journal", "enrolment", "note"].map((module) => import(`/modules/${module}.js`)));
  const journal = await openJournal(charter);
  const keys = await crypto.subtle.generateKey("Ed25519", false, ["sign", "verify"]);
  const raw = new Uint8Array(await crypto.subtle.exportKey("raw", keys.publicKey));
  const key = await verifierKey(name, raw);
  const line = await enrolLine(origin, { key, privateKey: keys.privateKey });
  await journal.begin({ name, vkey: formatVerifierKey(key), keys, line });
  return line;
}"""
_ENROLLED = """async ([charter, leaf, seat]) => {
  const [{ openJournal }, { parseHash }] = await Promise.all(
    ["journal", "text"].map((module) => import(`/modules/${module}.js`)));
  const journal = await openJournal(charter);
  await journal.enrolled(parseHash(leaf, "leaf"));
  await journal.remember("seat", seat);
}"""


@dataclass(slots=True)
class Handset:
    """One phone, its page and the ledger it writes to."""

    phone: BrowserContext
    page: Page
    place: Practice
    address: str

    def opens(self, screen: str = "") -> None:
        """Open the app; a screen is named by its address, for example `masuk`."""
        self.page.goto(f"{self.address}/jaga/{f'#/{screen}' if screen else ''}")
        expect(self.page.locator("#boot")).to_have_count(0)

    def is_enrolled(
        self, name: str = JOURNAL, seat: Mapping[str, object] | None = None, by: int = 0
    ) -> None:
        """Be an enrolled phone without walking through the screens that lead there."""
        self.opens()
        ledger = self.place.ledger
        pinned = [ledger.charter.origin, ledger.fingerprint()]
        line = self.page.evaluate(_MAKE, [*pinned, name])
        leaf = to_base64(enrol(self.place, line, by))
        self.page.evaluate(_ENROLLED, [pinned[1], leaf, seat or SEAT])
        self.page.reload()
        expect(self.page.locator("#boot")).to_have_count(0)

    def goes(self, screen: str) -> None:
        """Go to a screen by its address."""
        self.page.evaluate("word => { location.hash = `#/${word}`; }", screen)

    def taps(self, name: str) -> None:
        """Tap the button or link with this name."""
        found = self.page.get_by_role("button", name=name)
        found.or_(self.page.get_by_role("link", name=name)).first.click()

    def loses_the_network(self) -> None:
        self.phone.set_offline(True)

    def finds_the_network(self) -> None:
        self.phone.set_offline(False)

    @property
    def problem(self) -> Locator:
        """What the app says is wrong."""
        return self.page.locator("[role=alert]")

    def entries(self) -> list[dict[str, Any]]:
        """Look into the phone: number, state, kind and body of each entry."""
        code = """async (charter) => {
          const { openJournal } = await import("/modules/journal.js");
          const entries = await (await openJournal(charter)).entries();
          return entries.map(({ sequence, state, note, openings, problem }) => ({
            sequence, state, openings, problem,
            body: JSON.parse(new TextDecoder().decode(note).split("\\n")[5]),
          }));
        }"""
        found: list[dict[str, Any]] = self.page.evaluate(code, self.place.ledger.fingerprint())
        return found

    def leaves(self) -> list[str]:
        """Look into the phone for the leaf hash of each entry."""
        code = """async (charter) => {
          const [{ openJournal }, { toBase64 }] = await Promise.all(
            ["journal", "text"].map((module) => import(`/modules/${module}.js`)));
          return (await (await openJournal(charter)).entries()).map(({ leaf }) => toBase64(leaf));
        }"""
        found: list[str] = self.page.evaluate(code, self.place.ledger.fingerprint())
        return found

    def device(self) -> dict[str, Any]:
        """Look into the phone: its own record, less what only a browser can hold."""
        code = """async (charter) => {
          const { openJournal } = await import("/modules/journal.js");
          const { keys, ...rest } = await (await openJournal(charter)).device();
          return rest;
        }"""
        found: dict[str, Any] = self.page.evaluate(code, self.place.ledger.fingerprint())
        return found


def enrol(place: Practice, line: str, by: int = 0) -> bytes:
    """Enrol a device as a registrar would; return the enrolling note's leaf hash."""
    note = place.founders.registrars[by].registers(line)
    place.takes(note)
    return leaf_hash(note)
