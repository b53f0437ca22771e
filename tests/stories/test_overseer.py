"""An overseer follows a box: from a finding to its evidence, to the paper, and on to the closing.

Everything is done in the browser, by links that the pages offer: nobody types an address.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.stories.election import BOX, PLACE, PPK, PPS, STORE, UNIT, Election, election, serving
from tests.support import paper
from tests.support.chromium import start_chromium, take_phone
from tests.support.handset import Handset
from tests.support.practice import Practice
from tests.support.screen import looked_at
from tests.support.server import Desk

__all__ = ["start_chromium"]

pytestmark = pytest.mark.browser

TIE, LOST, STRANGE = (f"kabel_ties:OKT-00{number}" for number in ("4211", "4212", "9999"))
OVERSEER, ANSWERER = "16.08/bawaslu/meja-01", "16.08.05.2003/pps-02"
BAWASLU, KPU = 2, 0
"""The registrars by whom they are enrolled."""
EVENING: Final = datetime.fromisoformat("2024-11-26T18:00:00+07:00")
NUMBER: Final = "001/PM/XI/2024"


@dataclass(slots=True)
class Officer:
    """Somebody at a desk, whose device signs."""

    handset: Handset

    @property
    def page(self) -> Page:
        return self.handset.page

    def opens(self, path: str) -> None:
        """Begin at a page that the menu leads to."""
        self.page.goto(f"{self.handset.address}{path}")

    def follows(self, row: Locator, name: str) -> None:
        """Follow a link of a row."""
        row.get_by_role("link", name=name).first.click()

    def writes(self, **values: str) -> None:
        """Fill in what the address has not."""
        for name, value in values.items():
            field = self.page.locator(f"#fields [data-field={name}]").first
            control = field.locator("input:not([type=file]),textarea,select").first
            is_choice = control.evaluate("one => one.tagName") == "SELECT"
            (control.select_option if is_choice else control.fill)(value)

    def signs(self) -> Locator:
        """Review and sign; return where the page says how far it has come."""
        self.page.locator("#check").click()
        expect(self.page.locator("#review")).to_be_visible()
        self.page.locator("#sign").click()
        done = self.page.locator("#done")
        expect(done).to_contain_text("✓✓ Diterima: daun")
        return done


@pytest.fixture(name="hall")
def serve_an_election(tmp_path: Path) -> Iterator[Desk]:
    """An evening on which a box stands in the village with another tie than on record."""
    with election(tmp_path / "buku") as it:
        arrives_with_a_strange_tie(it)
    with serving(it, int(EVENING.timestamp() * 1000)) as served:
        yield served


def arrives_with_a_strange_tie(it: Election) -> None:
    it.now("20 10:00")
    it.packs(STORE, TIE, LOST)
    it.now("25 07:30")
    it.turns("persiapan", "distribusi")
    sent = it.sends(STORE, PPK, until="25 09:30")
    it.now("25 09:10")
    it.accepts(STORE, PPK, sent, TIE, LOST, consignment=f"{STORE} {PPK}")
    it.now("26 08:00")
    offer = it.offers(PPK, PPS, until="26 10:00")
    it.now("26 09:00")
    it.accepts(PPK, PPS, offer, TIE, STRANGE)


def sits_down(browser: Browser, hall: Desk, name: str, role: str, unit: str, by: int) -> Officer:
    """Enrol somebody's device, and let a registrar give them their role."""
    phone = take_phone(browser)
    phone.clock.set_system_time(EVENING)
    handset = Handset(phone, phone.new_page(), hall.place, hall.address)
    handset.is_enrolled(name, {"unit": unit, "person": f"p {name}", "place": PLACE[PPS]}, by=by)
    appoints(hall.place, name, role, unit, by)
    return Officer(handset)


def appoints(place: Practice, name: str, role: str, unit: str, by: int) -> None:
    registrar, at = place.founders.registrars[by], "2024-11-26T10:00:00+07:00"
    person: dict[str, object] = {"at": at, "person": f"p {name}", "unit": unit}
    place.takes(registrar.says({"kind": "PersonEnrolled", **person, "journals": [name]}))
    place.takes(registrar.says({"kind": "RoleGranted", **person, "role": role, "scope": "16.08"}))


def test_a_finding_is_followed_to_its_closing(chromium: Browser, hall: Desk) -> None:
    overseer = sits_down(chromium, hall, OVERSEER, "bawaslu", "16.08/bawaslu", BAWASLU)
    answerer = sits_down(chromium, hall, ANSWERER, "pps", UNIT[PPS], KPU)

    sees_what_was_signed(overseer)
    prints_the_paper(overseer)
    raises_it(overseer)
    answers_it(answerer)
    closes_it(overseer)
    reads_that_it_is_closed(overseer.page)


def finding(page: Page) -> Locator:
    return page.get_by_role("row", name="Segel kotak").first


def sees_what_was_signed(overseer: Officer) -> None:
    # From the ranked list to the box that it is about, drawn with who answered for it,
    page = overseer.page
    overseer.opens("/attention")
    expect(finding(page)).to_contain_text("belum ditinjau")
    overseer.follows(finding(page), "Segel kotak")
    expect(page.locator("h1")).to_have_text(f"Kotak {BOX}")
    expect(page.get_by_role("img", name="Perjalanan kotak")).to_be_visible()
    expect(page.get_by_role("cell", name=UNIT[PPS]).first).to_be_visible()

    # and to the statement in which the difference stands, which has an address of its own.
    page.go_back()
    finding(page).get_by_role("cell").nth(2).get_by_role("link").first.click()
    expect(page.locator("main")).to_contain_text("serah terima diterima")
    expect(page.locator("pre")).to_contain_text(STRANGE)


def prints_the_paper(overseer: Officer) -> None:
    page = overseer.page
    leaf = int(page.url.rpartition("/")[2])
    page.get_by_role("link", name="berita acara serah terima").click()
    expect(page.locator("h1")).to_contain_text("serah terima", ignore_case=True)
    page.emulate_media(media="print")
    printed = page.pdf(prefer_css_page_size=True)
    page.emulate_media(media="screen")
    assert BOX in paper.text(printed)
    (proof,) = paper.proofs(printed)
    assert proof.index == leaf


def raises_it(overseer: Officer) -> None:
    # From the same row: what it rests on stands in the form, the overseer adds whom to ask.
    page = overseer.page
    overseer.opens("/attention")
    overseer.follows(finding(page), "ajukan temuan")
    overseer.writes(
        number=NUMBER,
        unit="16.08/bawaslu",
        against=UNIT[PPS],
        finding_kind="temuan",
        place=PLACE[PPS],
        demand="jelaskan",
        due="2024-11-28T12:00",
    )
    overseer.signs().get_by_role("link", name="Kembali ke Perhatian").click()
    expect(finding(page)).to_contain_text("menunggu tanggapan")


def answers_it(answerer: Officer) -> None:
    # Whom it is about finds it with its clock, and answers from there.
    page = answerer.page
    answerer.opens("/attention")
    expect(clock(page)).to_contain_text("menunggu tanggapan")
    expect(clock(page)).to_contain_text("28-11-2024 12.00 WIB")
    answerer.follows(clock(page), "tanggapi")
    answerer.writes(unit=UNIT[PPS], answer="dijelaskan")
    answerer.signs().get_by_role("link", name="Kembali ke Perhatian").click()
    expect(clock(page)).to_contain_text("sudah ditanggapi")


def closes_it(overseer: Officer) -> None:
    page = overseer.page
    overseer.opens("/attention")
    expect(clock(page)).to_contain_text("sudah ditanggapi")
    overseer.follows(clock(page), "tutup")
    overseer.writes(unit="16.08/bawaslu", verdict="selesai")
    overseer.signs().get_by_role("link", name="daun").click()
    expect(page.locator("pre")).to_contain_text(OVERSEER)
    page.get_by_role("link", name="Perhatian", exact=True).click()


def reads_that_it_is_closed(page: Page) -> None:
    # It stays in the list, as what was signed does not change, and says that it is closed.
    expect(finding(page)).to_contain_text("ditutup")
    expect(clock(page)).to_contain_text("ditutup")
    expect(clock(page).get_by_role("link")).to_have_text([NUMBER])  # nothing waits any more
    clock(page).get_by_role("link", name=NUMBER).click()
    expect(page.locator("h1")).to_have_text(f"Temuan pengawas {NUMBER}")
    expect(page.locator("dl dd").first).to_have_text("ditutup")
    for said in ("selesai", "dijelaskan"):
        expect(page.locator("main")).to_contain_text(said)
    assert looked_at(page, "pengawas-temuan-ditutup") == []
    page.go_back()
    assert looked_at(page, "pengawas-perhatian-ditutup") == []


def clock(page: Page) -> Locator:
    return page.get_by_role("row", name=NUMBER)
