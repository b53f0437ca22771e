"""Two persons: what one phone has said is read and endorsed on another, with or without signal."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import pytest
from playwright.sync_api import Browser, expect

from tests.stories.election import PLACE, STORE, warehouse
from tests.support.camera import frames_on
from tests.support.chromium import take_phone
from tests.support.exchange import hears
from tests.support.gate import Gate
from tests.support.handset import Handset
from tests.support.server import Desk, until

pytestmark = pytest.mark.browser

GUARD, CLERK = "16.08/polri/jaga-01", "16.08/kpu/gudang-02"
MATE = "16.08/polri/jaga-02"
ROLES: Final = {
    GUARD: ("16.08/polri", "danru", 1),
    MATE: ("16.08/polri", "danru", 1),
    CLERK: ("16.08/kpu", "petugas_gudang", 0),
}
TIES: Final = ("kabel_ties:OKT-004211", "kabel_ties:OKT-004212")
DAY: Final = "2024-11-25"


@pytest.fixture(name="hall")
def serve_the_warehouse(tmp_path: Path) -> Iterator[Desk]:
    """A warehouse in an election that has begun."""
    with warehouse(tmp_path / "buku", *TIES) as served:
        yield served


@pytest.fixture(name="guard")
def hold_the_first_phone(chromium: Browser, hall: Desk) -> Iterator[Gate]:
    yield from works(chromium, hall, GUARD)


@pytest.fixture(name="clerk")
def hold_the_second_phone(chromium: Browser, hall: Desk) -> Iterator[Gate]:
    """Of another unit, as it takes."""
    yield from works(chromium, hall, CLERK)


@pytest.fixture(name="mate")
def hold_a_phone_of_the_same_unit(chromium: Browser, hall: Desk) -> Iterator[Gate]:
    yield from works(chromium, hall, MATE)


def works(browser: Browser, hall: Desk, name: str) -> Iterator[Gate]:
    """Enrol somebody at the warehouse whose phone has heard from the server once."""
    unit, role, line = ROLES[name]
    phone = take_phone(browser)
    phone.clock.set_system_time(datetime.fromisoformat(f"{DAY}T08:00:00+07:00"))
    handset = Handset(phone, phone.new_page(), hall.place, hall.address)
    person = f"p {name}"
    seat = {"place": PLACE[STORE], "unit": unit, "person": person, "team": "regu-1"}
    handset.is_enrolled(name, seat, by=line)
    registrar, at = hall.place.founders.registrars[line], f"{DAY}T07:00:00+07:00"
    for kind, said in (
        ("PersonEnrolled", {"person": person, "unit": unit, "journals": [name]}),
        ("RoleGranted", {"person": person, "role": role, "unit": unit, "scope": "16.08"}),
    ):
        hall.place.takes(registrar.says({"kind": kind, "at": at, **said}))
    handset.page.reload()
    expect(handset.page.get_by_text("Menurut server, daun")).to_be_visible()
    yield Gate(handset)
    phone.close()


def shows(gate: Gate) -> list[str]:
    """Open the code of the only entry that waits; return its frames."""
    gate.handset.goes("jaga")
    gate.tap("Sahkan")
    gate.tap("Tampilkan kode")
    return frames_on(gate.page)


def reads(gate: Gate, frames: list[str]) -> None:
    """Read the code of the other phone."""
    gate.handset.goes("serah")
    gate.tap("Sahkan catatan orang lain")
    gate.tap("Pindai ponsel lain")
    hears(gate.handset, *frames)


def is_received(gate: Gate) -> None:
    gate.handset.finds_the_network()
    gate.handset.goes("jaga")

    def has_sent() -> bool:
        gate.page.wait_for_timeout(100)
        return all(one["state"] == "received" for one in gate.handset.entries())

    until(has_sent)


def post(hall: Desk) -> dict[str, Any]:
    answer: dict[str, Any] = hall.http.get(
        f"/posts/{PLACE[STORE]}", params={"after": hall.place.ledger.tree.size - 1}
    ).json()
    return answer


def findings(hall: Desk) -> list[dict[str, Any]]:
    """Return what does not fit about statements of two persons, a day later."""
    where = {"rule": "R08", "at": "2024-11-26T12:00:00+07:00"}
    found: list[dict[str, Any]] = hall.http.get("/findings", params=where).json()["findings"]
    return found


def test_two_phones_without_signal_let_somebody_into_the_goods_zone(
    guard: Gate, clerk: Gate, hall: Desk
) -> None:
    for one in (guard, clerk):
        one.handset.loses_the_network()
    guard.lets_in("Budi Santoso", zone="Ruang barang")
    expect(guard.row("Budi Santoso")).to_contain_text("Menunggu pengesahan")
    expect(clerk.page.get_by_role("link", name="Sahkan")).to_have_count(0)

    reads(clerk, shows(guard))
    page = clerk.page
    expect(page.locator("h2")).to_have_text("Masuk · Budi Santoso")
    expect(page.get_by_text("Dicatat oleh")).to_contain_text("Komandan regu jaga")
    expect(page.get_by_text("Ruang barang")).to_be_visible()
    expect(page.locator("button.go")).to_have_text("Sahkan")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    clerk.tap("Sahkan")
    expect(page.get_by_text("Sudah disahkan.")).to_be_visible()
    granted = guard.said()[-1]
    (endorsed,) = clerk.said()
    assert (endorsed["kind"], endorsed["of_kind"]) == ("Endorsed", granted["kind"])
    assert endorsed["of"] == guard.handset.leaves()[-1]
    clerk.handset.goes("jaga")
    expect(clerk.row("Budi Santoso")).not_to_contain_text("Menunggu")

    for one in (clerk, guard):
        is_received(one)
    (inside,) = post(hall)["inside"]
    assert (inside["state"], inside["zone"], inside["is_pending"]) == ("di_dalam", "barang", False)
    assert post(hall)["pending"] == []
    assert findings(hall) == []


def test_what_waits_is_told_by_the_server_and_endorsed_once(
    guard: Gate, clerk: Gate, hall: Desk
) -> None:
    guard.lets_in("Budi Santoso", zone="Ruang barang")
    is_received(guard)
    frames = shows(guard)
    (waiting,) = post(hall)["pending"]
    assert (waiting["leaf"], waiting["journal"]) == (guard.handset.leaves()[-1], GUARD)

    clerk.page.reload()
    clerk.tap("Sahkan")
    expect(clerk.page.locator("main li")).to_contain_text("Komandan regu jaga")
    clerk.tap("Baca")
    clerk.tap("Sahkan")
    expect(clerk.page.get_by_text("Sudah disahkan.")).to_be_visible()
    clerk.handset.goes("jaga")
    expect(clerk.page.locator("#inside")).to_be_visible()
    expect(clerk.page.get_by_role("link", name="Sahkan")).to_have_count(0)
    reads(clerk, frames)
    expect(clerk.page.get_by_text("Sudah disahkan.")).to_be_visible()
    expect(clerk.page.get_by_role("button", name="Sahkan")).to_have_count(0)
    is_received(clerk)
    assert (post(hall)["pending"], findings(hall)) == ([], [])
    guard.handset.goes("jaga")
    guard.page.reload()
    expect(guard.page.locator("#inside")).to_be_visible()
    expect(guard.page.get_by_role("link", name="Sahkan")).to_have_count(0)


def test_nobody_endorses_what_the_same_phone_has_said(guard: Gate) -> None:
    guard.handset.loses_the_network()
    guard.lets_in("Budi Santoso", zone="Ruang barang")
    reads(guard, shows(guard))
    expect(guard.page.get_by_text("Disahkan di ponsel orang lain")).to_be_visible()
    expect(guard.page.get_by_role("button", name="Sahkan")).to_have_count(0)
    assert [one["kind"] for one in guard.said()] == ["VisitorReported", "AccessGranted"]


def test_who_is_of_the_same_unit_is_told_that_it_takes_another(guard: Gate, mate: Gate) -> None:
    for one in (guard, mate):
        one.handset.loses_the_network()
    guard.lets_in("Budi Santoso", zone="Ruang barang")
    reads(mate, shows(guard))
    expect(mate.page.get_by_text("Dari instansi Anda sendiri")).to_be_visible()
