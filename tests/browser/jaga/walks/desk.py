"""What a guard sees of the app itself: the queue, the phone, and an entry put right."""

from email.utils import parsedate_to_datetime

from playwright.sync_api import expect

from tests.browser.jaga.walks.enrolment import joins, post_name
from tests.support.gallery import Gallery
from tests.support.gate import Gate
from tests.support.handset import Handset


def queueing(guard: Handset, gallery: Gallery) -> None:
    name = post_name()
    joins(guard, name)
    guard.goes("antrean")
    expect(guard.page.get_by_text("Semua catatan sudah diterima.")).to_be_visible()
    gallery.shows("antrean-kosong")
    guard.loses_the_network()
    guard.goes("jaga")
    Gate(guard).lets_in("Siti Aminah", "Pengawasan")
    guard.goes("antrean")
    expect(guard.page.locator("#waiting li")).to_have_count(2)
    gallery.shows("antrean-luring")
    revoke = f"revoke {name} after 0"
    guard.place.takes(guard.place.founders.registrars[0].registers(revoke))
    guard.finds_the_network()
    expect(guard.page.get_by_text("Ada catatan yang ditolak.")).to_be_visible()
    gallery.shows("antrean-ditolak")


def being_asked_who(guard: Handset, gallery: Gallery) -> None:
    joins(guard)
    guard.goes("saya")
    expect(guard.page.get_by_text("Betulkan di setelan ponsel.")).to_be_visible()
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
