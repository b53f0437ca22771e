"""Seals at the gate: green or red at once and without a network, and always one statement."""

import json
from typing import Any

import pytest
from playwright.sync_api import FilePayload, expect

from domain.catalogue import NotUnderstood, read
from domain.checkdigit import printed
from tests.support.handset import Handset
from tests.support.server import until
from tests.support.snapshot import snapshot

pytestmark = pytest.mark.browser

BOX = "16.08.05.2003-TPS007-GUB"
OTHER = "16.08.05.2003-TPS008-GUB"
NAMES = {BOX: "TPS 007 Gubernur, 16.08.05.2003", OTHER: "TPS 008 Gubernur, 16.08.05.2003"}
TIE, TAG = "kabel_ties:OKT-004211", "tag_qr:7K3M-9QXT-2PHD-8VWA"


@pytest.fixture(name="guard")
def guard_without_network(handset: Handset) -> Handset:
    handset.loses_the_network()
    return handset


def reads_box(guard: Handset, box: str = BOX) -> None:
    field = guard.page.get_by_label("Nomor kotak")
    field.fill(printed(box))
    field.press("Enter")
    expect(guard.page.locator("h2")).to_have_text(NAMES[box])


def reads_seal(guard: Handset, *texts: str) -> None:
    for text in texts:
        field = guard.page.get_by_label("Nomor segel")
        field.fill(text)
        field.press("Enter")
        expect(field).to_have_value("")


def seals(guard: Handset, box: str = BOX, *texts: str) -> None:
    """Put seals on a box, so that the phone knows them."""
    guard.goes("pasang-segel")
    reads_box(guard, box)
    reads_seal(guard, *(texts or (TIE, TAG)))
    guard.taps("Simpan")
    shows(guard, "✓ Segel terpasang")
    guard.goes("jaga")
    guard.goes("segel")


def shows(guard: Handset, verdict: str) -> None:
    """See a verdict, large, that is not the scanner's own word."""
    expect(guard.page.locator("p.verdict").get_by_text(verdict, exact=True)).to_be_visible()


def bodies(guard: Handset) -> list[dict[str, Any]]:
    said = [one["body"] for one in guard.entries()]
    for body in said:
        line = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
        assert not isinstance(read(line.encode()), NotUnderstood), line
    return said


def test_seals_as_they_are_on_record_are_green_and_one_statement(guard: Handset) -> None:
    seals(guard)
    reads_box(guard)
    expect(guard.page.get_by_text("2 segel belum dilihat")).to_be_visible()
    expect(guard.page.get_by_role("button", name="Simpan")).to_be_disabled()
    reads_seal(guard, "okt-004211", TAG)  # a serial as people type it, a code as it is read

    shows(guard, "✓ Cocok")
    guard.taps("Simpan")

    shows(guard, "✓ Cocok")
    expect(guard.page.get_by_text(f"{NAMES[BOX]}: tercatat pukul")).to_be_visible()
    assert guard.page.locator("p.verdict").count() == 1  # the scanner's last word is gone at once
    *_, looked = bodies(guard)
    assert looked["kind"] == "SealVerified"
    assert looked["boxes"] == [{"box": BOX, "utuh": [TIE, TAG]}]


def test_seals_that_cannot_be_scanned_are_looked_at_and_touched(guard: Handset) -> None:
    seals(guard, BOX, "kabel_ties@tutup_depan")
    reads_box(guard)
    expect(guard.page.get_by_text("Pengikat kabel tutup depan")).to_be_visible()
    guard.page.get_by_role("radio", name="Utuh").check()

    shows(guard, "✓ Cocok")


def test_another_seal_is_red_at_once_and_a_photograph_is_asked_for(guard: Handset) -> None:
    seals(guard)
    reads_box(guard)
    reads_seal(guard, "OKT-009999")
    shows(guard, "✗ Tidak cocok, dicatat")
    expect(guard.page.get_by_text("Tidak ada di catatan.")).to_be_visible()
    guard.page.get_by_role("group", name="OKT-004211").get_by_label("Tidak ada").check()
    guard.page.get_by_role("group", name="7K3M").get_by_label("Rusak").check()
    photo: FilePayload = {
        "name": "segel.jpg", "mimeType": "image/jpeg", "buffer": snapshot(1, 1200, 900),
    }  # fmt: skip
    guard.page.set_input_files("input[type=file]", photo)
    expect(guard.page.locator(".shot canvas")).to_have_count(1)
    guard.page.get_by_label("Catatan (tertutup)").fill("segel lama dipotong")
    guard.taps("Simpan")

    expect(guard.page.get_by_text(f"{NAMES[BOX]}: tercatat pukul")).to_be_visible()
    shows(guard, "✗ Tidak cocok")
    *_, looked = bodies(guard)
    (seen,) = looked["boxes"]
    assert (seen["utuh"], seen["tidak_ada"], seen["rusak"]) == (
        ["kabel_ties:OKT-009999"], [TIE], [TAG],
    )  # fmt: skip
    assert len(seen["photo"]) == 44
    assert looked["note"].keys() == {"sd", "class"}
    (opening,) = guard.entries()[-1]["openings"]
    assert (opening["path"], opening["value"]) == ("/note", "segel lama dipotong")


@pytest.mark.parametrize("state", ["Rusak", "Tidak ada"])
def test_a_seal_that_is_damaged_or_gone_is_red(state: str, guard: Handset) -> None:
    seals(guard, BOX, TIE)
    reads_box(guard)
    guard.page.get_by_label(state, exact=True).check()

    shows(guard, "✗ Tidak cocok, dicatat")
    expect(guard.page.get_by_text("Foto segel", exact=True)).to_be_visible()
    guard.page.get_by_label("Utuh").check()
    shows(guard, "✓ Cocok")


def test_what_was_scanned_by_mistake_is_taken_back(guard: Handset) -> None:
    seals(guard, BOX, TIE)
    reads_box(guard)
    reads_seal(guard, TIE, "OKT-1")
    guard.taps("Buang")
    shows(guard, "✓ Cocok")


def test_a_box_that_nobody_knows_here_is_recorded_all_the_same(guard: Handset) -> None:
    guard.goes("segel")
    reads_box(guard)
    expect(guard.page.get_by_text("belum dikenal di sini; tetap dicatat")).to_be_visible()
    reads_seal(guard, TAG)
    expect(guard.page.get_by_text("Cocok")).to_have_count(0)
    guard.taps("Simpan")

    shows(guard, "✓ Tercatat")
    *_, looked = bodies(guard)
    assert looked["boxes"] == [{"box": BOX, "utuh": [TAG]}]


def test_one_box_follows_the_other_and_none_is_mixed_up(guard: Handset) -> None:
    seals(guard, BOX, TIE)
    seals(guard, OTHER, TAG)
    reads_box(guard)
    reads_seal(guard, OTHER)
    expect(guard.page.get_by_text("Simpan dahulu")).to_be_visible()
    reads_seal(guard, TIE)
    guard.taps("Simpan")
    reads_box(guard, OTHER)
    reads_seal(guard, TAG)
    guard.taps("Simpan")
    shows(guard, "✓ Cocok")

    seen = [[{"box": BOX, "utuh": [TIE]}], [{"box": OTHER, "utuh": [TAG]}]]
    until(lambda: [one["boxes"] for one in bodies(guard)[-2:]] == seen)


def test_seals_that_come_off_are_said_with_their_reason(guard: Handset) -> None:
    seals(guard)
    guard.goes("buka-segel")
    reads_box(guard)
    expect(guard.page.get_by_role("button", name="Simpan")).to_be_disabled()
    guard.page.get_by_role("checkbox", name="OKT-004211").uncheck()
    guard.page.get_by_role("radio", name="Pembukaan resmi").check()
    guard.page.get_by_label("Nomor surat atau berita acara").fill("12/BA/2024")
    guard.taps("Simpan")

    shows(guard, "✓ Segel lepas")
    *_, broken = bodies(guard)
    assert broken == {
        "kind": "SealBroken", "at": broken["at"], "place": "16.08/GDG-01",
        "boxes": [{"box": BOX, "seals": [TAG]}], "reason": "pembukaan", "order": "12/BA/2024",
    }  # fmt: skip
    guard.goes("segel")
    reads_box(guard)
    expect(guard.page.get_by_text("1 segel belum dilihat")).to_be_visible()


def test_seals_found_off_are_told_apart_from_those_taken_off(guard: Handset) -> None:
    seals(guard, BOX, TIE)
    guard.goes(f"buka-segel/{BOX}")
    guard.page.get_by_role("radio", name="Ditemukan sudah terlepas").check()
    guard.page.get_by_role("radio", name="Tidak diketahui").check()
    guard.taps("Simpan")

    shows(guard, "✓ Segel lepas")
    *_, broken = bodies(guard)
    assert (broken["found"], broken["reason"]) == (True, "tidak_diketahui")
