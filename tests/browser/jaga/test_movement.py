"""A truck is counted box by box: what is missing or too much is said before it is saved."""

from typing import Any

import pytest
from playwright.sync_api import expect

from domain.checkdigit import printed
from tests.support.handset import Handset

pytestmark = pytest.mark.browser

BOXES = [f"16.08.05.2003-TPS{number:03}-GUB" for number in range(1, 13)]
SILOG = [f"KPU1608-05003{number:02}-G" for number in range(1, 13)]
LEAF = "Lv23ColDiTPMqL93HZ+R3u0k9v5KKfqnk1N42xNOd0s="
KNOWN: dict[str, Any] = {
    "post": "16.08/GDG-01",
    "unit": "16.08/kpu",
    "boxes": [
        {
            "box": box,
            "alias": alias,
            "state": "di_perjalanan",
            "seals": [],
            "consignment": "kirim-7",
        }
        for box, alias in zip(BOXES, SILOG, strict=True)
    ],
    "consignments": [
        {
            "consignment": "kirim-7",
            "state": "di_perjalanan",
            "from": "16.08.05/ppk",
            "to": "16.08/kpu",
            "destination": "16.08/GDG-01",
            "vehicle": "16.08/KEND-BE8621ACU",
            "offered": [],
            "dispatched": [{"leaf": LEAF, "boxes": BOXES}],
            "arrived": [],
            "accepted": [],
            "refused": [],
        }
    ],
    "watch": None,
    "inside": [],
    "issued": [],
    "persons": {},
    "units": {"16.08.05/ppk": "PPK Belitang"},
    "places": {"16.08.05/PPK": "Kantor PPK Belitang"},
}
LEARN = """async ([charter, value]) => {
  const { openJournal } = await import("/modules/journal.js");
  const journal = await openJournal(charter);
  await journal.learn({ post: { at: new Date().toISOString(), leaf_index: 0, value } });
}"""


@pytest.fixture(name="gate")
def know_what_comes(handset: Handset) -> Handset:
    """A phone without a network that knows of a truck on its way."""
    handset.loses_the_network()
    handset.page.evaluate(LEARN, [handset.place.ledger.fingerprint(), KNOWN])
    handset.page.reload()
    return handset


def counts(gate: Handset, *texts: str) -> None:
    """Type what stands on boxes."""
    field = gate.page.get_by_label("Nomor kotak")  # open by itself: the phone has no camera
    for text in texts:
        field.fill(text)
        field.press("Enter")
        expect(field).to_have_value("")


def said(gate: Handset, kind: str) -> list[dict[str, Any]]:
    return [one["body"] for one in gate.entries() if one["body"]["kind"] == kind]


def test_a_truck_that_was_announced_arrives_whole(gate: Handset) -> None:
    gate.goes("pindah")
    gate.taps("Sudah tiba")
    counts(gate, *map(printed, BOXES))
    expect(gate.page.locator(".count")).to_have_text("12/12")
    gate.taps("Lanjut")
    expect(gate.page.locator(".verdict")).to_have_text("12/12 kotak")
    gate.taps("Simpan")
    expect(gate.page.get_by_text("Tersimpan di ponsel ini")).to_be_visible()

    (arrived,) = said(gate, "ConsignmentArrived")
    assert (arrived["consignment"], arrived["of"]) == ("kirim-7", LEAF)
    assert (arrived["place"], arrived["count"], arrived["boxes"]) == ("16.08/GDG-01", 12, BOXES)


def test_what_is_missing_and_what_is_too_much_is_listed(gate: Handset) -> None:
    gate.goes("pindah/tiba/kirim-7")
    counts(gate, *map(printed, BOXES[:10]), printed("16.08.06.2001-TPS001-GUB"))
    gate.taps("Lanjut")
    expect(gate.page.locator(".verdict")).to_have_text("10/12 kotak, 2 tidak ada")
    expect(gate.page.locator("li", has_text="TPS 012 Gubernur")).to_be_visible()
    expect(gate.page.locator("li", has_text="TPS 001 Gubernur, 16.08.06.2001")).to_be_visible()
    gate.taps("Simpan")
    expect(gate.page.get_by_text("Tersimpan di ponsel ini")).to_be_visible()

    (arrived,) = said(gate, "ConsignmentArrived")
    assert arrived["count"] == 11


def test_the_code_of_another_system_on_a_box_means_the_box(gate: Handset) -> None:
    gate.goes("pindah/tiba/kirim-7")
    field = gate.page.get_by_label("Nomor kotak")
    field.fill(SILOG[0])
    field.press("Enter")
    gate.taps("Catat apa adanya")  # it has no check character of ours; a camera needs none
    expect(gate.page.locator(".count")).to_have_text("1/12")


def test_a_wrong_check_character_is_told_at_once_and_the_number_can_be_recorded(
    gate: Handset,
) -> None:
    gate.goes("pindah/tiba/kirim-7")
    field = gate.page.get_by_label("Nomor kotak")
    field.fill(f"{BOXES[0]}-Z")
    field.press("Enter")
    expect(gate.problem).to_contain_text("Huruf cek")
    expect(gate.page.locator(".count")).to_have_text("0/12")

    gate.taps("Catat apa adanya")
    expect(gate.page.locator("li", has_text=f"{BOXES[0]}-Z")).to_be_visible()


def test_what_was_counted_survives_a_closed_app(gate: Handset) -> None:
    gate.goes("pindah/tiba/kirim-7")
    counts(gate, *map(printed, BOXES[:5]))
    expect(gate.page.locator(".count")).to_have_text("5/12")
    gate.page.reload()
    expect(gate.page.locator(".count")).to_have_text("5/12")


def test_a_truck_leaves_with_what_was_scanned(gate: Handset) -> None:
    gate.goes("pindah/berangkat")
    gate.page.get_by_label("Kepada").fill("PPK Belitang")
    gate.page.get_by_label("Tujuan").fill("Kantor PPK Belitang")
    gate.page.get_by_label("Nomor polisi").fill("be 8621 acu")
    gate.taps("Lanjut")
    counts(gate, *map(printed, BOXES[:3]))
    gate.taps("Lanjut")
    gate.taps("Simpan")
    expect(gate.page.get_by_text("Tersimpan di ponsel ini")).to_be_visible()

    (sent,) = said(gate, "ConsignmentDispatched")
    assert (sent["to"], sent["destination"]) == ("16.08.05/ppk", "16.08.05/PPK")
    assert sent["vehicle"] == "16.08/KEND-BE8621ACU"
    assert (sent["count"], sent["boxes"]) == (3, BOXES[:3])


def test_what_was_sent_is_taken_without_the_phone_of_whoever_sent_it(gate: Handset) -> None:
    gate.goes("serah")
    gate.taps("Terima tanpa ponsel penyerah")
    expect(gate.page.get_by_text("Menurut catatan keberangkatan")).to_be_visible()
    counts(gate, *map(printed, BOXES[:11]))
    gate.taps("Lanjut")
    gate.page.get_by_role("radio", name="Baik").check()
    gate.taps("Tanda tangani")
    expect(gate.page.get_by_text("Tersimpan di ponsel ini")).to_be_visible()

    (accepted,) = said(gate, "HandoverAccepted")
    (refused,) = said(gate, "HandoverRefused")
    assert (accepted["of"], accepted["consignment"], accepted["count"]) == (LEAF, "kirim-7", 11)
    assert refused["boxes"] == [{"box": BOXES[11], "reason": "tidak_ada"}]


def test_a_phone_that_was_told_no_place_asks_for_it(gate: Handset) -> None:
    forget = """async (charter) => {
      const { openJournal } = await import("/modules/journal.js");
      await (await openJournal(charter)).remember("seat", {});
    }"""
    gate.page.evaluate(forget, gate.place.ledger.fingerprint())
    gate.page.reload()
    gate.goes("pindah/tiba")
    gate.page.get_by_label("Dari satuan").fill("16.08/kpu")
    gate.page.get_by_label("Tempat ini").fill("16.08/GDG-01")
    gate.page.get_by_label("Nomor di surat jalan").fill("kirim-8")
    gate.taps("Lanjut")
    counts(gate, printed(BOXES[0]))
    gate.taps("Lanjut")
    gate.taps("Simpan")
    expect(gate.page.get_by_text("Tersimpan di ponsel ini")).to_be_visible()

    (arrived,) = said(gate, "ConsignmentArrived")
    assert (arrived["consignment"], arrived["place"]) == ("kirim-8", "16.08/GDG-01")
