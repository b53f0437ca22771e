"""A supervisor's phone: what it has enrolled, what is lost, and what may go on."""

import re

import pytest
from playwright.sync_api import BrowserContext, expect

from domain.catalogue import encode
from domain.person import PersonEnrolled, RoleGranted
from domain.role import GRANTS
from tests.support.camera import frames_on
from tests.support.chromium import prepared
from tests.support.errand import Errand, twins
from tests.support.exchange import (
    GUARD,
    PREFIX,
    SEAT,
    SUPERVISOR,
    admits,
    asks,
    becomes_supervisor,
    chooses,
    enrols,
    hears,
    words_on,
)
from tests.support.handset import Handset
from tests.support.server import Desk, until

pytestmark = pytest.mark.browser


def comes_online(handset: Handset) -> None:
    """Find the network and send everything."""
    handset.finds_the_network()
    Errand(handset).rings()
    Errand(handset).waits_until(lambda states: set(states) <= {"received"})


def test_a_lost_phone_is_revoked_in_three_taps_and_told_what_to_do(
    guard: Handset, supervisor: Handset
) -> None:
    enrols(supervisor, guard, GUARD)
    Errand(guard).says("satu", "dua")
    Errand(guard).waits_for(["received"] * 2)
    comes_online(supervisor)
    supervisor.taps("Selesai")
    expect(supervisor.page.locator("li")).to_contain_text("✓✓ diterima")
    supervisor.taps("Hilang")
    expect(supervisor.page.get_by_text("Nomor terakhir menurut server")).to_be_visible()
    expect(supervisor.page.get_by_text("Catatan sampai nomor 1 tetap berlaku")).to_be_visible()
    supervisor.taps("Cabut kuncinya")
    expect(supervisor.page.get_by_text("Kuncinya dicabut")).to_be_visible()
    until(lambda: guard.place.ledger.register.members[GUARD].revoked_after == 1)

    Errand(guard).says("tiga")

    Errand(guard).waits_for(["received", "received", "refused"])
    guard.goes("antrean")
    expect(guard.page.locator("#waiting")).to_contain_text("sudah dicabut")
    guard.taps("Buat kunci baru")
    expect(guard.page.get_by_text("Catatannya tetap")).to_be_visible()
    supervisor.goes("pengawas")
    expect(supervisor.page.locator("li")).to_contain_text("Dicabut setelah nomor 1")


def test_a_phone_is_revoked_without_a_network_after_the_last_number_that_is_known(
    guard: Handset, supervisor: Handset
) -> None:
    enrols(supervisor, guard, GUARD)
    supervisor.goes("pengawas")
    supervisor.taps("Hilang")
    expect(supervisor.page.get_by_text("Nomor terakhir menurut ponsel ini.")).to_be_visible()
    supervisor.page.get_by_text("Ubah nomor").click()
    supervisor.page.get_by_label("Nomor terakhir").fill("7")
    supervisor.page.get_by_label("Nomor terakhir").blur()
    supervisor.taps("Cabut kuncinya")
    expect(supervisor.page.get_by_text("Kuncinya dicabut")).to_be_visible()

    comes_online(supervisor)

    assert guard.place.ledger.register.members[GUARD].revoked_after == 7


def test_a_journal_goes_on_after_a_refusal_by_two_codes(
    guard: Handset, supervisor: Handset, phone: BrowserContext
) -> None:
    browser = phone.browser
    assert browser is not None
    copy = Handset(prepared(browser.new_context()), guard.page, guard.place, guard.address)
    copy.page = copy.phone.new_page()
    first, second = twins(guard, copy, GUARD)
    second.says("dari salinan")
    second.waits_for(["received"])
    copy.phone.close()
    first.says("satu", "dua")
    until(lambda: first.states()[0] == "refused")
    guard.goes("antrean")
    guard.taps("Minta pengawas melanjutkan")
    expect(guard.page.locator(".words")).to_be_visible()
    supervisor.goes("daftarkan")
    hears(supervisor, *frames_on(guard.page))
    chooses(supervisor, *words_on(guard))
    expect(supervisor.page.get_by_text("Tunjukkan kepada penjaga")).to_be_visible()
    guard.taps("Pindai jawaban")
    hears(guard, *frames_on(supervisor.page))

    expect(guard.page.locator("h1")).to_have_text("Antrean")
    first.waits_for(["refused", "received"])
    assert first.problems()[0] == "passed-number"
    first.says("tiga")
    first.waits_for(["refused", "received", "received"])


def test_an_enrolment_that_came_too_late_is_told_on_the_supervisors_phone(
    guard: Handset, supervisor: Handset
) -> None:
    guard.place.enrols(GUARD)  # by another, while both phones are away
    enrols(supervisor, guard, GUARD)
    comes_online(supervisor)
    supervisor.goes("pengawas")
    expect(supervisor.page.locator("li")).to_contain_text(
        "Tidak berlaku: daftarkan dengan nama lain"
    )


def test_a_long_queue_is_not_put_before_a_camera(guard: Handset, supervisor: Handset) -> None:
    Errand(supervisor).says_many(30)
    enrols(supervisor, guard, GUARD)
    Errand(guard).says("satu")
    until(lambda: Errand(guard).problems() == ["unknown-journal"])

    comes_online(supervisor)

    Errand(guard).rings()
    Errand(guard).waits_for(["received"])


def test_a_phone_without_authority_is_told_so(guard: Handset) -> None:
    guard.is_enrolled()
    guard.goes("pengawas")
    expect(guard.page.get_by_text("tidak berwenang")).to_be_visible()
    guard.goes("jaga")
    expect(guard.page.get_by_role("link", name="Pengawas")).to_have_count(0)


def test_who_may_grant_no_role_leaves_the_person_to_the_registrar(
    guard: Handset, other_phone: BrowserContext, hall: Desk
) -> None:
    chief = Handset(other_phone, other_phone.new_page(), hall.place, hall.address)
    becomes_supervisor(chief, SUPERVISOR, PREFIX, {**SEAT, "role": "danru"})
    asks(guard, GUARD)
    admits(chief, guard)
    expect(chief.page.get_by_text("dicatat registrar")).to_be_visible()
    chief.taps("Tanda tangani")
    expect(chief.page.get_by_text("Tunjukkan kepada penjaga")).to_be_visible()
    assert len(Errand(chief).states()) == 1


def test_the_rules_know_who_holds_the_phone(
    guard: Handset, supervisor: Handset, hall: Desk
) -> None:
    registrar = hall.place.founders.registrars[1]
    at = "2024-11-25T07:00:00+07:00"
    hall.place.takes(enrolling_note(supervisor))
    for said in (
        PersonEnrolled(at=at, person=SEAT["person"], unit=SEAT["unit"], journals=(SUPERVISOR,)),
        RoleGranted(
            at=at, person=SEAT["person"], role="kabag_ops", unit=SEAT["unit"], scope="16.08"
        ),
    ):
        hall.place.takes(registrar.says(encode(said).decode()))
    enrols(supervisor, guard, GUARD)
    comes_online(supervisor)

    answer = hall.http.get("/findings", headers={"Accept": "application/json"}).json()

    assert [one for one in answer["findings"] if GUARD in str(one)] == []


def enrolling_note(supervisor: Handset) -> bytes:
    """Look into the phone for the note that enrolled it."""
    code = """async (charter) => {
      const { openJournal } = await import("/modules/journal.js");
      const [one] = await (await openJournal(charter)).carried();
      return [...one.note];
    }"""
    return bytes(supervisor.page.evaluate(code, supervisor.place.ledger.fingerprint()))


def test_the_phone_offers_the_roles_that_the_domain_lets_its_holder_give(guard: Handset) -> None:
    code = """async (roles) => {
      const { grantedBy, roleName } = await import("/modules/jaga/role.js");
      return roles.map((role) => [grantedBy(role), grantedBy(role).map(roleName)]);
    }"""
    for role, (given, named) in zip(GRANTS, guard.page.evaluate(code, [*GRANTS]), strict=True):
        assert set(given) == GRANTS[role]
        assert not any(re.search("_", name) for name in named)
