"""What a guard sees of the app itself: the queue, the phone, and an entry put right."""

from email.utils import parsedate_to_datetime
from typing import Final

from playwright.sync_api import expect

from tests.browser.jaga.walks.enrolment import joins
from tests.support.gallery import Gallery
from tests.support.gate import Gate
from tests.support.handset import Handset

FROM_ANOTHER: Final = """async (charter) => {
  const { openJournal } = await import("/modules/journal.js");
  const journal = await openJournal(charter);
  const { post, ...known } = await journal.known();
  const body = { kind: "CorrectionDeclared", at: "2024-12-02T20:00:00.000+07:00",
    target: "Lv23ColDiTPMqL93HZ+R3u0k9v5KKfqnk1N42xNOd0s=", target_kind: "ConsignmentArrived",
    changes: { at: "2024-12-02T19:30:00.000+07:00", count: 2 }, reason: "salah_hitung" };
  const leaf = "Kv23ColDiTPMqL93HZ+R3u0k9v5KKfqnk1N42xNOd0s=";
  const journals = Object.values(post.value.persons).flatMap((one) => one.journals);
  post.value.pending = [{ leaf, journal: journals[0], body }];
  await journal.learn({ ...known, post });
}"""
"""Let the phone have heard of a correction by somebody else."""


def queueing(guard: Handset, gallery: Gallery) -> None:
    name = joins(guard)
    guard.goes("antrean")
    expect(guard.page.get_by_text("Semua catatan diterima.")).to_be_visible()
    gallery.shows("antrean-kosong")
    guard.loses_the_network()
    guard.goes("jaga")
    Gate(guard).lets_in("Siti Aminah", "Pengawasan")
    guard.goes("antrean")
    expect(guard.page.locator("#waiting li")).to_have_count(2)
    gallery.shows("antrean-luring")
    *_, bawaslu = guard.place.founders.registrars  # enrols no phone on these walks
    guard.place.takes(bawaslu.registers(f"revoke {name} after 0"))
    guard.finds_the_network()
    expect(guard.page.get_by_text("Ada catatan yang ditolak.")).to_be_visible()
    gallery.shows("antrean-ditolak")


def being_asked_who(guard: Handset, gallery: Gallery) -> None:
    joins(guard)
    guard.goes("saya")
    expect(guard.page.get_by_text("Betulkan di setelan ponsel;")).to_be_visible()
    gallery.shows("saya-jam-salah")
    answer = guard.page.request.get(f"{guard.address}/log/checkpoint")
    guard.phone.clock.set_fixed_time(parsedate_to_datetime(answer.headers["date"]))
    guard.goes("jaga")
    guard.goes("saya")
    expect(guard.page.get_by_text("cocok dengan server")).to_be_visible()
    guard.page.get_by_text("Tempat dan regu").click()
    gallery.shows("saya")


def correcting(guard: Handset, gallery: Gallery) -> None:
    joins(guard)
    Gate(guard).lets_in("Siti Aminah", "Pengawasan")
    guard.taps("Ralat")
    expect(guard.page.get_by_text("Apa yang keliru")).to_be_visible()
    gallery.shows("ralat")
    guard.page.get_by_role("radio", name="Ini tidak terjadi").check()
    gallery.shows("ralat-tidak-terjadi")
    guard.goes("ralat/tidak-ada")
    gallery.shows("ralat-tidak-dapat")


def endorsing(guard: Handset, gallery: Gallery) -> None:
    joins(guard)
    gate = Gate(guard)
    guard.goes("sahkan")
    expect(guard.page.get_by_role("button", name="Pindai ponsel lain")).to_be_visible()
    gallery.shows("sahkan")
    guard.loses_the_network()
    guard.goes("jaga")
    gate.lets_in("Budi Santoso", zone="Ruang barang")
    guard.taps("Sahkan")
    expect(guard.page.get_by_role("button", name="Tampilkan kode")).to_be_visible()
    gallery.shows("sahkan-menunggu")
    guard.taps("Tampilkan kode")
    expect(guard.page.locator("svg.code")).to_be_visible()
    gallery.shows("sahkan-kode")
    guard.goes("sahkan/pindai")
    expect(guard.page.get_by_label("Isi kode")).to_have_count(1)
    gallery.shows("sahkan-pindai")
    guard.page.evaluate(FROM_ANOTHER, guard.place.ledger.fingerprint())
    guard.page.reload()
    guard.goes("sahkan")
    guard.taps("Baca")
    expect(guard.page.get_by_text("Sahkan hanya yang Anda lihat sendiri.")).to_be_visible()
    gallery.shows("sahkan-baca")
    guard.page.locator("main").get_by_role("button", name="Sahkan").click()
    expect(guard.page.get_by_text("Sudah disahkan.")).to_be_visible()
    gallery.shows("sahkan-sudah")
