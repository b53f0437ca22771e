"""Enrolment: two phones without a network, and all that may be wrong about it."""

from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.support.camera import View, codes, filming, frames_on
from tests.support.chromium import take_phone
from tests.support.device import Device
from tests.support.errand import Errand
from tests.support.exchange import (
    GUARD,
    PREFIX,
    SUPERVISOR,
    admits,
    answered,
    asks,
    chooses,
    enrols,
    hears,
    is_answered,
    request_of,
    signs,
    words_on,
)
from tests.support.handset import Handset
from tests.support.server import Desk, until
from tools import letter

pytestmark = pytest.mark.browser


def test_two_phones_without_a_network_enrol_one_another(
    guard: Handset, supervisor: Handset
) -> None:
    guard.loses_the_network()
    enrols(supervisor, guard, GUARD)

    expect(guard.page.get_by_text("Bripda Rahmat")).to_be_visible()
    guard.taps("Mulai jaga")
    expect(guard.page.get_by_text("regu-1")).to_be_visible()
    assert guard.place.ledger.tree.size == 1


def test_the_guard_alone_carries_to_the_log_all_that_its_entry_needs(
    guard: Handset, supervisor: Handset
) -> None:
    guard.loses_the_network()
    enrols(supervisor, guard, GUARD)
    Errand(guard).says("halo")

    guard.finds_the_network()

    Errand(guard).rings()
    Errand(guard).waits_for(["received"])
    members = guard.place.ledger.register.members
    assert members[SUPERVISOR].prefix == PREFIX
    assert members[GUARD].enroller == SUPERVISOR
    supervisor.finds_the_network()
    supervisor.page.reload()
    Errand(supervisor).waits_for(["received"] * 3)


def test_words_that_were_not_heard_enrol_nobody(guard: Handset, supervisor: Handset) -> None:
    asks(guard, GUARD)
    supervisor.goes("daftarkan")
    hears(supervisor, request_of(guard))
    expect(supervisor.page.get_by_text("Dengarkan empat kata")).to_be_visible()
    wrong = [one.split("\n") for one in supervisor.page.locator(".chips").all_inner_texts()]
    heard = words_on(guard)
    heard[2] = next(word for word in wrong[2] if word != heard[2])
    chooses(supervisor, *heard)

    expect(supervisor.problem).to_contain_text("Katanya tidak sama")
    expect(supervisor.page.get_by_text("Pindai ponsel penjaga")).to_be_visible()
    hears(supervisor, request_of(guard))
    expect(supervisor.page.get_by_text("Dengarkan empat kata")).to_be_visible()
    again = [one.split("\n") for one in supervisor.page.locator(".chips").all_inner_texts()]
    assert again == wrong, "the same false words: trying again teaches nothing"
    supervisor.taps("Ada kata yang lain")
    expect(supervisor.problem).to_contain_text("Katanya tidak sama")
    assert supervisor.entries() == []


def test_an_answer_of_another_ledger_or_for_another_phone_is_told(guard: Handset) -> None:
    asks(guard, GUARD)
    registrar = guard.place.founders.registrars[1]
    stranger = Device.named("16.08/polri", "segel.example/latihan/lain")
    text = request_of(guard)
    other, _ = answered(guard.place, text, stranger)
    late = Device.named("16.08/polri/pos/pos-2").enrol_line()
    foreign, _ = answered(guard.place, text.replace("x", "x"), registrar)
    guard.taps("Pindai jawaban")

    hears(guard, letter.write(other.serialise()))
    expect(guard.problem).to_contain_text("buku besar lain")
    note = registrar.registers(late)
    hears(guard, letter.write(answer_with(foreign, note)))
    expect(guard.problem).to_contain_text("untuk ponsel lain")
    hears(guard, "segel:AAAA")
    expect(guard.problem).to_contain_text("rusak")
    hears(guard, letter.write(foreign.serialise()))
    expect(guard.page.get_by_text("Ponsel ini terdaftar")).to_be_visible()


def test_a_supervisor_does_not_sign_what_could_have_no_effect(
    guard: Handset, supervisor: Handset
) -> None:
    asks(guard, "16.08/kpu/gudang-09")
    supervisor.goes("daftarkan")
    hears(supervisor, request_of(guard))
    expect(supervisor.problem).to_contain_text("di luar wewenang")
    assert supervisor.entries() == []


def test_an_enrolment_without_effect_is_told_on_the_phone_and_on_the_supervisors(
    guard: Handset,
) -> None:
    place = guard.place
    asks(guard, GUARD)
    delegate = Device.named(SUPERVISOR)
    line = delegate.enrol_line(delegate="16.08/kpu/pos")
    note = place.founders.registrars[1].registers(line)
    place.takes(note)
    answer, _ = answered(place, request_of(guard), delegate.enrolled(note))
    guard.taps("Pindai jawaban")
    hears(guard, letter.write(answer.serialise()))
    expect(guard.page.get_by_text("Ponsel ini terdaftar")).to_be_visible()
    guard.taps("Mulai jaga")
    Errand(guard).says("halo")

    until(lambda: Errand(guard).problems() == ["void-enrolment"])


def test_the_server_too_may_say_that_a_phone_was_enrolled(guard: Handset) -> None:
    asks(guard, GUARD)
    _, note = answered(guard.place, request_of(guard), guard.place.founders.registrars[1])
    guard.place.takes(note)
    guard.page.evaluate("dispatchEvent(new Event('online'))")
    expect(guard.page.get_by_text("Ponsel ini terdaftar")).to_be_visible()


def test_a_request_survives_that_the_app_is_closed(guard: Handset) -> None:
    asks(guard, GUARD)
    words = words_on(guard)
    guard.page.reload()
    expect(guard.page.locator(".words")).to_have_text(" ".join(words))


def test_a_posts_name_may_be_scanned_off_its_door(guard: Handset) -> None:
    guard.taps("Lanjut")
    guard.taps("Pindai nama pos")
    hears(guard, "https://lain.example", GUARD)
    expect(guard.page.get_by_label("Nama, seperti di kertas pengawas")).to_have_value(GUARD)


def test_the_browsers_offer_to_install_is_one_tap(guard: Handset) -> None:
    guard.page.evaluate("""() => {
      const offer = new Event("beforeinstallprompt");
      offer.prompt = async () => { document.title = "installed"; };
      dispatchEvent(offer);
    }""")

    guard.taps("Tambahkan ke layar utama")

    expect(guard.page.get_by_text("Nama pos jaga")).to_be_visible()
    guard.taps("Buat kunci")


def test_a_camera_reads_the_answer_off_the_supervisors_screen(
    chromium: Browser, supervisor: Handset, hall: Desk, tmp_path: Path
) -> None:
    film = tmp_path / "layar.mjpeg"
    with filming(chromium, film) as other:
        phone = take_phone(other)
        guard = Handset(phone, phone.new_page(), hall.place, hall.address)
        asks(guard, GUARD)
        admits(supervisor, guard)
        signs(supervisor, "Bripda Rahmat")
        codes(film, frames_on(supervisor.page), View(share=0.95))
        guard.taps("Pindai jawaban")
        expect(guard.page.get_by_text("Ponsel ini terdaftar")).to_be_visible(timeout=60_000)


def test_a_key_is_not_made_under_a_name_that_is_none(guard: Handset) -> None:
    guard.taps("Lanjut")
    guard.page.get_by_label("Nama, seperti di kertas pengawas").fill("pos satu")
    guard.taps("Buat kunci")
    expect(guard.problem).to_contain_text("Tulis nama baru")


def test_whoever_lost_the_key_has_a_new_one_in_a_minute_and_the_old_entries_stay(
    guard: Handset, supervisor: Handset
) -> None:
    enrols(supervisor, guard, GUARD)
    supervisor.taps("Selesai")
    forgets(guard)

    asks(guard, GUARD)
    supervisor.goes("daftarkan")
    hears(supervisor, request_of(guard))
    expect(supervisor.problem).to_contain_text("sudah dipakai")
    guard.taps("Ganti nama pos")
    taken = guard.page.get_by_label("Nama, seperti di kertas pengawas")
    expect(taken).to_have_value(f"{GUARD}.2")
    guard.taps("Buat kunci")
    admits(supervisor, guard)
    signs(supervisor, "Bripda Rahmat")
    is_answered(guard, supervisor)
    supervisor.taps("Selesai")
    expect(supervisor.page.locator("li")).to_have_count(2)


def forgets(handset: Handset) -> None:
    """Clear all that the browser has kept for the app, as its settings offer."""
    handset.page.goto("about:blank")
    session = handset.phone.new_cdp_session(handset.page)
    origin = {"origin": handset.address, "storageTypes": "indexeddb,local_storage"}
    session.send("Storage.clearDataForOrigin", origin)


def answer_with(answer: letter.Answer, note: bytes) -> bytes:
    return replace(answer, notes=(note,)).serialise()
