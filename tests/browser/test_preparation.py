"""The first run, as a person walks it: from an empty directory to the code for the first phone.

The founders sign with the command line, each with a real key of their own.
"""

import mimetypes
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect

from ledger.charter import Charter
from tests.support.camera import View, codes, drawn, filming, seen_on
from tests.support.chromium import take_phone
from tests.support.command import segel
from tests.support.screen import looked_at
from tests.support.tls import command

pytestmark = pytest.mark.browser

ORIGIN: Final = "segel.example/latihan/gudang"
FOUNDERS: Final = ("kpu", "polri", "bawaslu")


@dataclass(frozen=True, slots=True)
class Founder:
    """One founder's machine: a folder with a key, and the command line."""

    folder: Path

    @property
    def line(self) -> str:
        return (self.folder / "pub").read_text(encoding="utf-8").strip()

    def signs(self, charter: bytes) -> tuple[bytes, str]:
        """Sign what came from the server; return the file, and the line beside its code."""
        note = self.folder / "charter.note"
        note.write_bytes(charter)
        ran = segel("charter", "sign", note, "--key", self.folder / "key", "--qr")
        assert ran.status == 0, ran.err
        line = next(one for one in ran.out.splitlines() if one.startswith("— "))
        return note.read_bytes(), line


@pytest.fixture(name="founders")
def _founders(tmp_path: Path) -> list[Founder]:
    made = []
    for name in FOUNDERS:
        folder = tmp_path / name
        folder.mkdir()
        ran = segel("key", "new", f"16.08/{name}", folder / "key")
        (folder / "pub").write_text(ran.out, encoding="utf-8")
        made.append(Founder(folder))
    return made


@pytest.fixture(name="address")
def _address(tmp_path: Path) -> Iterator[str]:
    """Run the real command on nothing; give what its terminal says first."""
    with command(["serve", tmp_path / "buku", "--port", 0]) as (line, _):
        yield line.strip()


def fills(page: Page, founders: list[Founder]) -> None:
    """Fill the outline in, the quorum wrong at first."""
    page.get_by_label("Nama operasi").fill("Gudang KPU OKU Timur (latihan)")
    page.get_by_label("Nama buku besar (origin)").fill(ORIGIN)
    page.get_by_label("Nama jurnal server").fill("16.08/panitera")
    page.get_by_label("Kunci para pendiri").fill(founders[0].line)
    page.locator("#founder-files").set_input_files([one.folder / "pub" for one in founders[1:]])
    page.get_by_label("Kuorum").fill("1")
    page.get_by_role("button", name="Buat naskah piagam").click()
    expect(page.get_by_role("alert")).to_have_text("Dari 3 pendiri, kuorum 2 sampai 3.")
    assert looked_at(page, "mendirikan-isi") == []
    page.get_by_label("Kuorum").fill("2")
    page.get_by_role("button", name="Buat naskah piagam").click()


def file(name: str, content: bytes) -> FilePayload:
    return {"name": name, "mimeType": mimetypes.guess_type(name)[0] or "", "buffer": content}


def photograph(text: str) -> FilePayload:
    """Photograph the code on a founder's terminal."""
    picture = BytesIO()
    drawn(text).save(picture, "PNG")
    return file("kode.png", picture.getvalue())


def downloaded(page: Page) -> bytes:
    """Take the draft to the founders, who compare its words."""
    with page.expect_download() as download:
        page.get_by_role("link", name="Unduh charter.note").click()
    path = download.value.path()
    assert page.locator("#draft-words").inner_text() in segel("charter", "show", path).out
    return path.read_bytes()


def signs(page: Page, charter: bytes, founders: list[Founder]) -> None:
    """Bring the founders' signatures: one as text, one as a file, one as a photograph."""
    kpu, polri, bawaslu = (founder.signs(charter) for founder in founders)
    field, files = page.get_by_label("Tempel tanda tangan"), page.locator("#signature-files")
    check = page.get_by_role("button", name="Periksa dan simpan")
    field.fill(kpu[1])
    files.set_input_files(file("charter.txt", polri[0]))
    check.click()
    expect(page.get_by_text("Belum menandatangani: 16.08/bawaslu")).to_be_visible()
    files.set_input_files(photograph(bawaslu[1]))
    expect(field).to_have_value(bawaslu[1])
    check.click()


def test_the_first_run_leads_to_a_code_for_the_first_phone(
    page: Page, address: str, founders: list[Founder]
) -> None:
    here = address.partition("/?")[0]
    page.goto(here)
    assert looked_at(page, "mendirikan-tertutup") == []
    page.goto(address)
    fills(page, founders)

    expect(page.get_by_text("Belum menandatangani: 16.08/kpu, 16.08/polri")).to_be_visible()
    charter = downloaded(page)
    page.get_by_text("Naskah sebagai kode QR").click()
    assert seen_on(page.locator("svg.code")) == f"{Charter.draft(charter)[0].text()}\n"
    assert looked_at(page, "mendirikan-tanda-tangan") == []
    signs(page, charter, founders)

    words = page.locator("#fingerprint").inner_text()
    assert looked_at(page, "mendirikan-lengkap") == []
    page.get_by_role("button", name="Dirikan buku besar").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mulai")
    expect(page.get_by_text(words)).to_be_visible()
    assert seen_on(page.locator("svg.code")) == f"{here}/jaga/"
    assert looked_at(page, "mulai") == []


def test_a_founders_key_is_read_by_the_camera(
    chromium: Browser, address: str, founders: list[Founder], tmp_path: Path
) -> None:
    line = founders[0].line
    with filming(chromium, codes(tmp_path / "kode.mjpeg", [line], View(share=0.95))) as browser:
        page = take_phone(browser).new_page()
        page.goto(address)
        page.get_by_role("button", name="Pindai kode QR kunci").click()
        expect(page.get_by_label("Kunci para pendiri")).to_have_value(line)
        expect(page.get_by_text("Kode terbaca dan ditambahkan di atas.")).to_be_visible()
        expect(page.locator("video")).to_have_count(0)
