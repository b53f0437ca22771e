"""The inspection page on a telephone: photographs and files judged, with the network off."""

import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Literal

import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, FilePayload, Page, Request, expect

from ledger.equivocation import accuse
from ledger.fingerprint import words
from ledger.slip import note_slip, write_text
from tests.support.axe import violations
from tests.support.cosigned import cosigned, policy_text, slip_of
from tests.support.forgery import offered
from tests.support.fork import fork
from tests.support.judgement import flipped
from tests.support.log_builder import story
from tests.support.practice import practice
from tests.support.server import desk
from tools.exhibit import judge
from tools.sheet import Sheet
from tools.verdict import State
from tools.verify import Trust

pytestmark = pytest.mark.browser

LOG, _ = cosigned()
WORDS = words(LOG.fingerprint)
FORK = fork()


@pytest.fixture(name="address", scope="module")
def serve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a ledger with the charter that all these logs share."""
    with practice(tmp_path_factory.mktemp("buku") / "b") as place, desk(place) as served:
        yield served.address


@pytest.fixture(name="opened")
def open_inspection(page: Page, phone: BrowserContext, address: str) -> Page:
    """Open the page, wait until it is ready, and cut the network."""
    page.goto(f"{address}/periksa")
    expect(page.locator("#ready")).to_contain_text("Siap, juga tanpa jaringan")
    phone.set_offline(True)
    return page


@pytest.fixture(name="photo", scope="module")
def photograph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Photograph a sheet: turned a little, as a telephone stores it."""
    folder = tmp_path_factory.mktemp("foto")
    drawn, path = folder / "sheet.png", folder / "foto.jpg"
    drawn.write_bytes(
        Sheet(("bukti",), (slip_of(LOG).serialise(), note_slip(LOG.entries[5]))).drawn(".png")
    )
    with Image.open(drawn) as image:
        turned = image.rotate(4, expand=True, fillcolor=255, resample=Image.Resampling.BICUBIC)
        turned.save(path, quality=75)
    return path


@pytest.fixture(name="proof")
def write_proof(tmp_path: Path) -> Path:
    """Write a proof that the log has signed two histories."""
    pair = [FORK.signed("left", 7), FORK.signed("right", 12)]
    made = accuse(FORK.left.founders.note, pair, FORK.right.subtrees.node)
    path = tmp_path / "dua-sejarah.txt"
    path.write_bytes(made.serialise())
    return path


DETECTOR = """
globalThis.BarcodeDetector = class {
  static async getSupportedFormats() { return ["qr_code"]; }
  async detect(bitmap) { return bitmap.width > 0 ? [{ rawValue: %r }] : []; }
};
"""
"""A browser that reads QR codes itself, as Chrome on Android does."""


def judged(opened: Page, *files: Path, trust: str = "") -> str:
    """Return the verdict's words; a class of its own tells how it went."""
    opened.locator("#trust").fill(trust)
    opened.locator("#files").set_input_files([*files])
    expect(opened.locator("#verdict")).to_be_visible()
    expect(opened.locator("body[aria-busy=false]")).to_have_count(1)
    return opened.locator("#verdict h2").inner_text()


def chosen(opened: Page, folder: Path, trust: str) -> str:
    """Return the verdict's words over a folder."""
    opened.get_by_role("button", name="Mulai lagi").click()
    opened.locator("#trust").fill(trust)
    opened.locator("#folder").set_input_files(folder)
    expect(opened.locator("#verdict")).to_be_visible()
    expect(opened.locator("body[aria-busy=false]")).to_have_count(1)
    return opened.locator("#verdict h2").inner_text()


def test_a_photograph_and_eight_words_are_enough_without_a_network(
    opened: Page, photo: Path
) -> None:
    asked: list[Request] = []

    def hear(request: Request) -> None:
        asked.append(request)

    opened.on("request", hear)
    said = judged(opened, photo, trust=WORDS)

    assert said.startswith("✓ TERBUKTI: daun 5 ada dalam buku")
    expect(opened.locator("#verdict")).to_contain_text('{"kind":"VisitorReported"')
    expect(opened.locator("#verdict")).to_contain_text("tidak dibuktikan")
    assert asked == []


def test_a_policy_counts_the_witnesses(opened: Page, photo: Path, tmp_path: Path) -> None:
    policy = tmp_path / "kebijakan"
    for needed, mark in ((2, "✓"), (3, "?")):
        text = policy_text(LOG.founders.log.verifier, needed)
        policy.write_text(text, encoding="utf-8")
        opened.get_by_text("Kebijakan saksi").click()
        opened.locator("#policy").set_input_files(policy)
        assert judged(opened, photo).startswith(mark)
        expect(opened.locator("#verdict")).to_contain_text("bawaslu, 2024-11-25T02:01:05")
        opened.get_by_text("Kebijakan saksi").click()
        opened.get_by_role("button", name="Mulai lagi").click()


def test_a_policy_among_the_evidence_is_not_believed(
    opened: Page, photo: Path, tmp_path: Path
) -> None:
    policy = tmp_path / "kebijakan"
    policy.write_text(policy_text(LOG.founders.log.verifier), encoding="utf-8")
    opened.locator("#files").set_input_files([photo, policy])
    expect(opened.locator("#problem")).to_contain_text("kebijakan")
    expect(opened.locator("#verdict")).to_be_hidden()


def test_a_good_file_and_every_doctored_one_is_judged_as_on_the_command_line(
    opened: Page, tmp_path: Path
) -> None:
    marks = {State.HOLDS: "✓ LULUS", State.FAILS: "✗ GAGAL", State.UNDECIDED: "? BELUM DAPAT"}
    given = tmp_path / "bukti"
    for file in offered():
        given.write_bytes(file.raw)
        state = judge(file.raw, Trust(fingerprint=file.charter)).state
        said = judged(opened, given, trust=words(file.charter))
        assert said.startswith(marks[state]), file.name
        opened.get_by_role("button", name="Mulai lagi").click()


def test_a_check_opens_to_plain_words_then_to_the_note_then_to_its_bytes(
    opened: Page, tmp_path: Path
) -> None:
    file = next(one for one in offered() if one.name == "a broken signature")
    given = tmp_path / "kotak.bukti"
    given.write_bytes(file.raw)
    judged(opened, given, trust=words(file.charter))
    check = opened.locator("li.fails", has_text="Tanda tangan")
    expect(check).to_contain_text("ditandatangani kunci jurnalnya sendiri")
    check.get_by_text("Catatan di daun 2").click()
    expect(check.locator("pre").first).to_contain_text('{"kind":"VisitorReported"')
    check.get_by_text("Bita demi bita").click()
    expect(check.locator("pre").last).to_contain_text("000000  73 65 67 65 6c 2f")
    expect(opened.locator("#verdict")).to_contain_text("Yang TIDAK dibuktikan")
    expect(opened.locator("#verdict")).to_contain_text("Bahwa tidak ada yang kurang")
    assert opened.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_opened_verdict_breaks_no_rule_of_accessibility(
    opened: Page, phone: BrowserContext, tmp_path: Path, scheme: Literal["light", "dark"]
) -> None:
    opened.emulate_media(color_scheme=scheme)
    odd = next(one for one in offered() if one.name == "odd words")
    given = tmp_path / "kotak.bukti"
    given.write_bytes(odd.raw)
    judged(opened, given)
    opened.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    expect(opened.locator(".statements li")).to_have_count(5)
    phone.set_offline(False)
    assert violations(opened) == []
    assert opened.evaluate("document.documentElement.scrollWidth") <= 360


def test_a_sound_file_tells_its_statements_between_their_witnesses(
    opened: Page, tmp_path: Path
) -> None:
    file = next(offered())
    given = tmp_path / "kotak.bukti"
    given.write_bytes(file.raw)
    judged(opened, given)
    expect(opened.locator(".eight")).to_have_text(words(file.charter))
    opened.get_by_text("Pernyataan (3)").click()
    said = opened.locator(".statements li").first
    expect(said).to_contain_text("tamu melapor")
    expect(said).to_contain_text("dinyatakan 25-11-2024 08.01.02 WIB; ditandatangani antara")


def test_a_copy_of_the_whole_log_is_verified_from_a_folder(opened: Page, tmp_path: Path) -> None:
    log = story()
    folder = log.publish(tmp_path / "salinan")
    opened.get_by_text("Salinan seluruh log").first.click()

    assert chosen(opened, folder, trust=words(log.fingerprint)).startswith("✓ LULUS")
    expect(opened.locator("article")).to_contain_text("Akar pohon dihitung ulang dari catatan")
    expect(opened.locator("article")).to_contain_text("Bahwa salinan ini yang terbaru")

    entries = folder / "tile" / "entries" / "000.p" / "12"
    entries.write_bytes(flipped(entries.read_bytes(), 3000))
    assert chosen(opened, folder, trust=words(log.fingerprint)).startswith("✗ GAGAL")

    entries.unlink()
    assert chosen(opened, folder, trust=words(log.fingerprint)).startswith("?")
    expect(opened.locator("article")).to_contain_text("no such file")


def test_a_folder_that_is_dropped_is_verified_like_one_that_is_chosen(
    opened: Page, phone: BrowserContext, tmp_path: Path
) -> None:
    log = story()
    folder = log.publish(tmp_path / "salinan")
    opened.locator("#trust").fill(words(log.fingerprint))
    session = phone.new_cdp_session(opened)
    dragged = {"items": [], "files": [str(folder)], "dragOperationsMask": 1}
    for kind in ("dragEnter", "dragOver", "drop"):
        event = {"type": kind, "x": 100, "y": 100, "data": dragged}
        session.send("Input.dispatchDragEvent", event)
    expect(opened.locator("#verdict h2")).to_contain_text("✓ LULUS")
    expect(opened.locator("#chosen")).to_have_text("salinan/")


@pytest.mark.parametrize("packing", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_copy_of_the_whole_log_is_verified_from_one_zip(
    opened: Page, tmp_path: Path, packing: int
) -> None:
    log = story()
    folder, packed = log.publish(tmp_path / "salinan"), tmp_path / "salinan.zip"
    with zipfile.ZipFile(packed, "w", packing) as archive:
        for path in sorted(folder.rglob("*")):
            archive.write(path, Path("log") / path.relative_to(folder))
    assert judged(opened, packed, trust=words(log.fingerprint)).startswith("✓ LULUS")

    raw = packed.read_bytes()
    packed.write_bytes(flipped(raw, len(raw) // 2))
    opened.get_by_role("button", name="Mulai lagi").click()
    assert not judged(opened, packed, trust=words(log.fingerprint)).startswith("✓")

    packed.write_bytes(raw[:-40])
    opened.get_by_role("button", name="Mulai lagi").click()
    opened.locator("#files").set_input_files(packed)
    expect(opened.locator("#problem")).to_contain_text("zip: ")


def test_without_trust_it_is_undecided_and_shows_the_eight_words(opened: Page, photo: Path) -> None:
    assert judged(opened, photo).startswith("? BELUM DAPAT DIPUTUSKAN")
    expect(opened.locator("#verdict")).to_contain_text(WORDS)
    other = words(bytes(32))
    opened.locator("#trust").fill(other)
    opened.get_by_role("button", name="Periksa").click()
    expect(opened.locator("#verdict.fails")).to_contain_text("bukan piagam yang dipercaya")


def test_a_proof_of_two_histories_is_proven(opened: Page, proof: Path) -> None:
    assert judged(opened, proof, trust=WORDS).startswith(
        "✓ TERBUKTI: log menandatangani dua sejarah"
    )


def test_a_changed_proof_fails_and_one_without_trust_is_undecided(
    opened: Page, proof: Path
) -> None:
    assert judged(opened, proof).startswith("?")
    opened.get_by_role("button", name="Mulai lagi").click()
    raw = proof.read_bytes()
    proof.write_bytes(raw[:-30] + bytes([raw[-30] ^ 1]) + raw[-29:])
    assert judged(opened, proof, trust=WORDS).startswith("✗ GAGAL")


def test_an_image_without_a_code_and_a_file_that_is_none_are_said_in_words(
    opened: Page, tmp_path: Path
) -> None:
    blank, broken = tmp_path / "kosong.png", tmp_path / "rusak.png"
    Image.new("L", (300, 300), 255).save(blank)
    broken.write_bytes(b"x" * 100)
    assert judged(opened, blank, trust=WORDS).startswith("?")
    expect(opened.locator("#verdict")).to_contain_text("tidak ada kode bukti")
    opened.get_by_role("button", name="Mulai lagi").click()
    opened.locator("#files").set_input_files(broken)
    expect(opened.locator("#problem")).to_contain_text("rusak.png")


def test_a_browser_that_reads_codes_itself_loads_no_reader(page: Page, address: str) -> None:
    page.add_init_script(DETECTOR % write_text(slip_of(LOG).serialise()))
    asked: list[str] = []

    def hear(request: Request) -> None:
        asked.append(request.url)

    page.on("request", hear)
    page.goto(f"{address}/periksa")
    expect(page.locator("#ready[data-reader=browser]")).to_be_visible()
    blank: FilePayload = {"name": "a.png", "mimeType": "image/png", "buffer": dot()}
    page.locator("#trust").fill(WORDS)
    page.locator("#files").set_input_files(blank)
    expect(page.locator("#verdict.holds")).to_contain_text("TERBUKTI: daun 5")
    assert [url for url in asked if "vendor" in url] == []


def dot() -> bytes:
    out = BytesIO()
    Image.new("L", (9, 9), 255).save(out, "PNG")
    return out.getvalue()


def test_words_that_are_none_are_said_to_be(opened: Page, photo: Path) -> None:
    opened.locator("#trust").fill("satu dua")
    opened.locator("#files").set_input_files(photo)
    expect(opened.locator("#problem")).to_contain_text("Tidak terbaca")


def test_nothing_is_wider_than_the_telephone(opened: Page, photo: Path) -> None:
    judged(opened, photo, trust=WORDS)
    width = opened.evaluate("document.documentElement.scrollWidth")

    assert width <= 360
