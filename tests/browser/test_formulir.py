"""The forms at a desk: every kind filled in, read back, signed once and taken by the log."""

import json
from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    FilePayload,
    Locator,
    Page,
    ViewportSize,
    expect,
)

from domain.catalogue import KINDS
from tests.support.axe import violations
from tests.support.handset import JOURNAL, Handset
from tests.support.practice import practice
from tests.support.server import Desk, desk

pytestmark = pytest.mark.browser

GOLDEN: Final[dict[str, str]] = {
    entry["kind"]: entry["body"]
    for entry in json.loads(
        (Path(__file__).parents[1] / "vectors" / "statements.json").read_text(encoding="utf-8")
    )
}
WIDTHS: Final = (360, 1280)
CROWDED: Final = ("HandoverAccepted", "PlanSet", "PolicySet", "SituationReported")
"""Every sort of field stands on one of these pages."""


@pytest.fixture(name="hall", scope="module")
def serve_practice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with practice(tmp_path_factory.mktemp("formulir") / "buku") as place, desk(place) as served:
        yield served


@pytest.fixture(name="officer")
def enrol_officer(
    phone: BrowserContext, page: Page, hall: Desk, request: pytest.FixtureRequest
) -> Handset:
    """An enrolled device; its journal is named after the test."""
    handset = Handset(phone, page, hall.place, hall.address)
    name = sha256(request.node.name.encode()).hexdigest()[:8]
    handset.is_enrolled(f"{JOURNAL}-{name}")
    return handset


def opens(page: Page, hall: Desk, kind: str, query: str = "") -> None:
    page.goto(f"{hall.address}/formulir/{kind}{query}")
    expect(page.locator("#check")).to_be_enabled()


def fills(page: Page, body: str) -> None:
    page.locator("#paste summary").click()
    page.locator("#body").fill(body)
    page.get_by_role("button", name="Isikan", exact=True).click()
    page.locator("#paste summary").click()


def reviews(page: Page) -> str:
    """Review; return the bytes that would be signed."""
    page.locator("#check").click()
    expect(page.locator("#review")).to_be_visible()
    return page.locator("#bytes").text_content() or ""


def field(page: Page, name: str) -> Locator:
    """Return the first control of a field."""
    found = page.locator(f"#fields [data-field={name}]").first
    return found.locator("input:not([type=file]),textarea,select").first


def writes(page: Page, **values: str) -> None:
    """Type into the fields of a form, by their names in the body."""
    for name, value in values.items():
        control = field(page, name)
        if control.evaluate("one => one.tagName") == "SELECT":
            control.select_option(value)
        else:
            control.fill(value)


def signs(page: Page) -> int:
    """Sign; return the leaf at which the log has it."""
    page.locator("#sign").click()
    link = page.locator("#done a").first
    expect(page.locator("#done")).to_contain_text("✓✓ Diterima: daun")
    return int(urlsplit(link.get_attribute("href") or "").path.rpartition("/")[2])


def keeps_the_draft(page: Page) -> None:
    expect(page.locator("#draft")).to_have_text("Konsep tersimpan di perangkat ini.")


NIHIL: Final = {
    "at": "2024-11-25T18:10",
    "unit": "16.08/polri",
    "area": "16.08.05",
    "from": "2024-11-25T06:00",
    "until": "2024-11-25T18:00",
    "outcome": "nihil",
}


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_form_would_sign_is_the_golden_body_byte_for_byte(
    kind: str, page: Page, hall: Desk
) -> None:
    opens(page, hall, kind)
    fills(page, GOLDEN[kind])

    assert reviews(page) == GOLDEN[kind]


def test_a_situation_without_events_is_typed_signed_and_folded(
    officer: Handset, hall: Desk
) -> None:
    page = officer.page
    opens(page, hall, "SituationReported")
    expect(page.locator("#device")).to_contain_text("Menandatangani sebagai 16.08/kpu/gudang-03-")
    writes(page, **NIHIL)
    text = reviews(page)
    expect(page.locator("#plain")).to_contain_text("25-11-2024 18.10 WIB")
    leaf = signs(page)

    told = hall.http.get(f"/statements/{leaf}", params={"after": leaf}).json()["statement"]
    assert told["note"].split("\n")[5] == text
    assert told["understood"]
    assert json.loads(text)["window"]["from"] == "2024-11-25T06:00:00+07:00"
    report = hall.http.get("/subjects/situasi/16.08.05").json()["subject"]
    assert report["since"] == leaf


def test_an_order_keeps_its_roll_sealed_and_its_letter_at_home(
    officer: Handset, hall: Desk
) -> None:
    page, letter = officer.page, b"%PDF-1.7 Sprin"
    opens(page, hall, "OrderIssued")
    values = {"order": "Sprin/77/XI/2024", "unit": "16.08/polri", "task": "jaga"}
    days = {"from": "2024-11-25T08:00", "until": "2024-11-26T08:00"}
    roll = '["Aipda Contoh","Bripka Contoh"]'
    writes(page, **values, place="16.08/GDG-01", **days, strength="2", roll=roll)
    page.locator("[data-field=risks] textarea").fill("massa\n\nbanjir\n")
    chosen = FilePayload(name="sprin.pdf", mimeType="application/pdf", buffer=letter)
    page.locator("[data-field=text] input[type=file]").set_input_files(chosen)
    digest = b64encode(sha256(letter).digest()).decode()
    expect(field(page, "text")).to_have_value(digest)
    body = json.loads(reviews(page))
    expect(page.locator("#plain")).to_contain_text("Aipda Contoh")
    leaf = signs(page)

    assert body["text"] == digest
    assert body["risks"] == ["massa", "banjir"]
    assert "Aipda" not in json.dumps(body)
    told = hall.http.get(f"/statements/{leaf}", params={"after": leaf}).json()["statement"]
    assert told["sealed"] == [{"path": "/roll", "is_opened": True, "erased_by": None}]
    assert told["understood"]


def test_two_taps_are_one_entry(officer: Handset, hall: Desk) -> None:
    page = officer.page
    opens(page, hall, "SituationReported")
    writes(page, **NIHIL)
    reviews(page)
    page.locator("#sign").evaluate("button => { button.click(); button.click(); }")
    expect(page.locator("#done")).to_contain_text("✓✓ Diterima: daun")

    assert len(officer.entries()) == 1


def test_two_windows_with_one_draft_are_one_entry(officer: Handset, hall: Desk) -> None:
    page, other = officer.page, officer.phone.new_page()
    opens(page, hall, "SituationReported")
    writes(page, **NIHIL)
    text = reviews(page)
    keeps_the_draft(page)
    opens(other, hall, "SituationReported")
    assert reviews(other) == text

    assert signs(page) == signs(other)
    assert len(officer.entries()) == 1


def test_a_page_that_died_after_signing_does_not_offer_the_draft_again(
    officer: Handset, hall: Desk
) -> None:
    page = officer.page
    opens(page, hall, "IncidentClosed")
    fills(page, GOLDEN["IncidentClosed"])
    page.locator("[data-field=note] textarea").fill("sealed anew each time")
    reviews(page)
    keeps_the_draft(page)
    memo = """async ([charter, draft]) => {
      const { openJournal } = await import("/modules/journal.js");
      const journal = await openJournal(charter);
      const kept = await journal.memo("formulir IncidentClosed");
      if (draft) await journal.remember("formulir IncidentClosed", draft);
      return kept;
    }"""
    charter = hall.place.ledger.fingerprint()
    draft: Any = page.evaluate(memo, [charter, None])
    leaf = signs(page)
    page.evaluate(memo, [charter, draft])
    page.reload()

    expect(page.locator("#done")).to_contain_text(f"daun {leaf}")
    expect(page.locator("#formulir")).to_be_hidden()
    assert len(officer.entries()) == 1


def test_a_draft_survives_the_end_of_the_page_and_is_gone_once_signed(
    officer: Handset, hall: Desk
) -> None:
    page = officer.page
    opens(page, hall, "SituationReported")
    writes(page, **NIHIL, strength="dua belas")
    page.get_by_role("button", name="Tambah baris: jumlah").click()
    page.locator("[data-field=item] input").fill("kotak_ppk")
    keeps_the_draft(page)
    page.reload()
    expect(field(page, "strength")).to_have_value("dua belas")
    expect(page.locator("[data-field=item] input")).to_have_value("kotak_ppk")

    writes(page, strength="12")
    page.locator("[data-row] [data-field=count] input").fill("102")
    reviews(page)
    signs(page)
    opens(page, hall, "SituationReported")
    expect(field(page, "unit")).to_have_value("")


@pytest.mark.parametrize(
    ("kind", "wrong", "words"),
    [
        ("SituationReported", {"unit": ""}, "satuan: wajib diisi"),
        ("SituationReported", {"from": ""}, "kurun waktu / dari: wajib diisi"),
        ("SituationReported", {"strength": "dua"}, 'kekuatan: "dua" bukan bilangan bulat'),
        ("SituationReported", {"strength": "-1"}, "kekuatan: harus 0 sampai"),
        ("SituationReported", {"refs": "999999"}, "rujukan: buku tidak memuat daun 999999"),
        ("SituationReported", {"refs": "abc="}, 'rujukan: "abc=" bukan sidik'),
        ("SituationReported", {"unit": "x" * 129}, "satuan: paling banyak 128 huruf"),
        ("SituationReported", {"outcome": ""}, "hasil: wajib diisi"),
        ("SituationReported", {"note": '{"Nama":1}'}, "catatan: bukan JSON"),
        (
            "SituationReported",
            {"latitude": "-4123456"},
            "posisi alat / bujur (mikroderajat): wajib",
        ),
        ("SituationReported", {"item": ""}, "jumlah / baris 1 / barang: wajib diisi"),
        ("HandoverOffered", {"boxes": "k\n" * 301}, "kotak: paling banyak 300, ini 301"),
        ("LateEntryDeclared", {"of": ""}, "atas pernyataan: wajib diisi"),
        ("CorrectionDeclared", {"changes": "[1]"}, "perubahan: bukan objek JSON"),
        ("CorrectionDeclared", {"changes": '{"count":1.5}'}, "perubahan: bukan JSON"),
    ],
)
def test_what_is_wrong_is_named_and_pointed_to(
    kind: str, wrong: dict[str, str], words: str, page: Page, hall: Desk
) -> None:
    opens(page, hall, kind)
    fills(page, GOLDEN[kind])
    for details in page.locator("#fields details").all():
        details.evaluate("one => { one.open = true; }")
    writes(page, **wrong)
    page.locator("#check").click()

    expect(page.locator("#problem")).to_contain_text(words)
    expect(page.locator("#review")).to_be_hidden()
    expect(page.locator("[aria-invalid=true]")).to_be_focused()
    expect(page.locator("[data-field]:has(> #problem)")).to_have_count(1)


def test_no_form_publishes_how_many_guard_a_covert_post(page: Page, hall: Desk) -> None:
    opens(page, hall, "PostEstablished")
    fills(page, json.dumps(json.loads(GOLDEN["PostEstablished"]) | {"minimum": 2}))
    page.locator("#check").click()
    expect(page.locator("[data-field=minimum] #problem")).to_contain_text("pos tertutup")
    page.locator("#fields [data-field=minimum] select").select_option("sealed")
    assert '"class":"tunda"' in reviews(page)


def test_a_citation_may_be_a_number_that_the_log_knows(page: Page, hall: Desk) -> None:
    opens(page, hall, "IncidentClosed")
    fills(page, GOLDEN["IncidentClosed"])
    writes(page, of="0")
    said = json.loads(reviews(page))

    charter = hall.http.get("/statements/0", params={"after": 0}).json()["statement"]
    assert said["of"] == charter["leaf_hash"]


def test_without_a_network_a_number_is_not_looked_up_and_a_hash_is_enough(
    phone: BrowserContext, page: Page, hall: Desk
) -> None:
    opens(page, hall, "IncidentClosed")
    fills(page, GOLDEN["IncidentClosed"])
    phone.set_offline(True)
    assert reviews(page) == GOLDEN["IncidentClosed"]
    writes(page, of="0")
    page.locator("#check").click()

    expect(page.locator("#problem")).to_contain_text("tulis sidik daunnya")


def test_any_change_takes_the_review_away(page: Page, hall: Desk) -> None:
    opens(page, hall, "SituationReported")
    fills(page, GOLDEN["SituationReported"])
    reviews(page)
    page.get_by_role("button", name="Hapus baris").click()
    expect(page.locator("#review")).to_be_hidden()

    assert "counts" not in json.loads(reviews(page))


def test_a_sealed_value_from_elsewhere_gives_way_to_one_that_is_typed(
    page: Page, hall: Desk
) -> None:
    opens(page, hall, "SituationReported")
    fills(page, GOLDEN["SituationReported"])
    expect(page.locator("[data-field=note] [data-told]")).to_be_visible()
    writes(page, note="jalan licin")
    before = json.loads(GOLDEN["SituationReported"])["note"]
    after = json.loads(reviews(page))["note"]

    assert after["class"] == before["class"] == "pengawas"
    assert after["sd"] != before["sd"]


def test_a_moment_is_now_by_this_device_where_none_is_written(page: Page, hall: Desk) -> None:
    opens(page, hall, "OperationClosed")
    fills(page, GOLDEN["OperationClosed"])
    writes(page, at="")
    before = page.evaluate("Date.now()")
    said = json.loads(reviews(page))["at"]

    assert page.evaluate("at => Date.parse(at)", said) >= before
    assert json.loads(reviews(page))["at"] == said


def test_what_an_address_asks_about_stands_in_the_form(page: Page, hall: Desk) -> None:
    (leaf,) = json.loads(GOLDEN["PersonalDataRead"])["of"]
    opens(page, hall, "PersonalDataRead", f"?of={leaf.replace('+', '%2B')}")
    writes(page, purpose="temuan")
    assert json.loads(reviews(page))["of"] == [leaf]


def test_a_device_that_is_not_enrolled_is_told_where_to_go(page: Page, hall: Desk) -> None:
    opens(page, hall, "SituationReported")
    fills(page, GOLDEN["SituationReported"])
    reviews(page)

    expect(page.locator("#device a")).to_have_attribute("href", "/jaga/")
    expect(page.locator("#sign")).to_be_disabled()


def test_a_body_of_another_kind_is_refused(page: Page, hall: Desk) -> None:
    opens(page, hall, "SituationReported")
    fills(page, GOLDEN["OrderIssued"])

    expect(page.locator("#problem")).to_contain_text("jenis OrderIssued, bukan SituationReported")


def test_without_a_script_it_says_what_would_be_signed(chromium: Browser, hall: Desk) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{hall.address}/formulir/SituationReported")

    expect(page.locator("p.past")).to_contain_text("Inilah yang akan ditandatangani")
    expect(page.locator("#check")).to_be_disabled()
    expect(page.get_by_text("kurun waktu")).to_be_visible()
    context.close()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("query", ["", "?lang=en"])
def test_no_form_breaks_a_rule_of_accessibility_or_the_width(
    width: int, query: str, page: Page, hall: Desk
) -> None:
    page.set_viewport_size(ViewportSize(width=width, height=800))
    page.goto(f"{hall.address}/formulir{query}")
    said = violations(page)
    for kind in CROWDED:
        opens(page, hall, kind, query)
        page.locator("#paste summary").click()
        page.locator("#body").fill(GOLDEN[kind])
        page.locator("#fill").click()
        reviews(page)
        said += [f"{kind}: {line}" for line in violations(page)]
        assert page.evaluate("document.documentElement.scrollWidth") == width, kind

    assert said == [], "\n".join(said)
