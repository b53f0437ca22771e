"""What a guard does at the gate with a phone, tap by tap."""

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.support.handset import Handset

_MEMO = """async ([charter, key]) => {
  const { openJournal } = await import("/modules/journal.js");
  return (await (await openJournal(charter)).memo(key)) ?? null;
}"""


@dataclass(slots=True)
class Gate:
    """A guard with a phone; every touch of the screen is counted."""

    handset: Handset
    taps: int = 0

    @property
    def page(self) -> Page:
        return self.handset.page

    def tap(self, name: str) -> None:
        """Tap what bears this name."""
        self.handset.taps(name)
        self.taps += 1

    def picks(self, chip: str) -> None:
        """Tap a chip."""
        words = self.page.get_by_text(chip, exact=True)
        self.page.locator(".chips label").filter(has=words).click()
        self.taps += 1

    def types(self, **texts: str) -> None:
        """Fill in fields by their labels."""
        for label, text in texts.items():
            self.page.get_by_label(label.replace("_", " "), exact=True).fill(text)

    def lets_in(self, name: str, purpose: str | None = None, zone: str | None = None) -> None:
        """Let somebody in; home is open afterwards and shows them."""
        self.tap("Orang masuk")
        self.types(Nama=name)
        for chip in filter(None, (purpose, zone)):
            self.picks(chip)
        self.tap("Izinkan masuk")
        expect(self.row(name)).to_be_visible()

    def refuses(self, name: str, reason: str) -> None:
        self.tap("Orang masuk")
        self.types(Nama=name)
        self.tap("Tolak masuk")
        self.picks(reason)
        self.tap("Catat ditolak")
        expect(self.page.locator("#entries li").first).to_contain_text("Ditolak masuk")

    def lets_out(self, name: str) -> None:
        self.page.get_by_role("link", name=f"Keluar: {name}").click()
        self.tap("Catat keluar")
        expect(self.page.locator("#inside")).to_be_visible()
        expect(self.row(name)).to_have_count(0)

    def starts(self, team: str, present: int = 3) -> None:
        """Begin a watch; home is open afterwards."""
        self.handset.goes("regu/mulai")
        self.types(Nama_regu=team, Jumlah_yang_hadir=str(present))
        self.tap("Mulai jaga")
        expect(self.page.get_by_text(f"Berjaga: {team}")).to_be_visible()

    def hands_over(self, to: str, **counts: str) -> None:
        """Say what is handed over; its code is on the screen afterwards."""
        self.handset.goes("regu/serah")
        self.types(Regu_penerima=to, **counts)
        self.tap("Serahkan")
        expect(self.page.locator("svg.code")).to_be_visible()

    def row(self, name: str) -> Locator:
        """Whom home shows as inside."""
        return self.page.locator("#inside ~ ul").first.locator("li", has_text=name)

    def said(self) -> list[dict[str, Any]]:
        """Return the bodies that this phone has signed."""
        return [one["body"] for one in self.handset.entries()]

    def remembers(self, key: str = "recent") -> Any:
        """Look into the phone for what it keeps beside its entries."""
        return self.page.evaluate(_MEMO, [self.handset.place.ledger.fingerprint(), key])
