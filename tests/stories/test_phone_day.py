"""A guard's day: signal at dawn, none until the relief has come, and nothing is lost.

One phone keeps the gate from seven until noon, another takes over by a code on the screen. When
both have signal again the server holds everything, understands it and finds nothing amiss, and the
names of the visitors are gone from the first phone.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import pytest
from playwright.sync_api import Browser, expect

from domain.checkdigit import printed
from tests.stories.election import BOX, PLACE, STORE, warehouse
from tests.support.camera import frames_on
from tests.support.chromium import open_phone, start_chromium, take_phone
from tests.support.exchange import hears
from tests.support.gate import Gate
from tests.support.handset import Handset
from tests.support.practice import Practice
from tests.support.server import Desk, until

__all__ = ["open_phone", "start_chromium"]

pytestmark = pytest.mark.browser

TIES: Final = ("kabel_ties:OKT-004211", "kabel_ties:OKT-004212")
GUARD, RELIEF = "16.08/polri/jaga-01", "16.08/polri/jaga-02"
POLRI: Final = 1
"""The registrar by whom guards are enrolled."""


@dataclass(slots=True)
class Shift(Gate):
    """A guard on a day of November 2024."""

    def at(self, clock: str) -> None:
        """Let it be that time on the phone."""
        self.handset.phone.clock.set_system_time(moment(clock))

    def checks_seals(self) -> None:
        self.handset.goes("segel")
        for label, texts in (("Nomor kotak", [printed(BOX)]), ("Nomor segel", TIES)):
            for text in texts:
                field = self.page.get_by_label(label)
                field.fill(text.removeprefix("kabel_ties:"))
                field.press("Enter")
        expect(self.page.locator(".verdict", has_text="Cocok")).to_be_visible()
        self.tap("Simpan")
        expect(self.page.get_by_text("tercatat pukul")).to_be_visible()

    def inspects(self) -> None:
        self.handset.goes("inspeksi/hujan")
        for group in self.page.get_by_role("group").all():
            if group.get_by_role("radio").count() == 3:
                group.get_by_role("radio", name="Baik", exact=True).check()
        self.tap("Simpan")
        expect(self.page.locator("h1")).to_have_text("Jaga")

    def reports_rain(self) -> None:
        self.handset.goes("kejadian")
        self.page.get_by_role("radio", name="Hujan masuk").check()
        self.tap("Simpan")
        expect(self.page.locator("h1")).to_have_text("Jaga")

    def takes_over(self, frames: list[str]) -> None:
        self.handset.goes("regu/terima")
        hears(self.handset, *frames)
        self.tap("Terima jaga")
        expect(self.page.get_by_text("Berjaga: regu-2")).to_be_visible()

    def is_received(self) -> None:
        self.handset.finds_the_network()
        self.handset.goes("jaga")
        until(self._has_sent)

    def _has_sent(self) -> bool:
        self.page.wait_for_timeout(100)
        return all(one["state"] == "received" for one in self.handset.entries())


@pytest.fixture(name="hall")
def serve_the_warehouse(tmp_path: Path) -> Iterator[Desk]:
    """A warehouse with one sealed box, in an election that has begun."""
    with warehouse(tmp_path / "buku", *TIES) as served:
        yield served


def begins(browser: Browser, hall: Desk, name: str, team: str) -> Shift:
    """Enrol a guard and the phone, and let it hear from the server once."""
    phone = take_phone(browser)
    phone.clock.set_system_time(moment("06:30"))
    handset = Handset(phone, phone.new_page(), hall.place, hall.address)
    seat = {"place": PLACE[STORE], "unit": "16.08/polri", "person": f"p {name}", "team": team}
    handset.is_enrolled(name, seat, by=POLRI)
    appoints(hall.place, name)
    handset.page.reload()
    expect(handset.page.get_by_text("Menurut server, daun")).to_be_visible()
    return Shift(handset)


def appoints(place: Practice, name: str) -> None:
    registrar, person = place.founders.registrars[POLRI], f"p {name}"
    at, unit = "2024-11-24T08:00:00+07:00", "16.08/polri"
    for said in (
        {"kind": "PersonEnrolled", "person": person, "unit": unit, "journals": [name]},
        {"kind": "RoleGranted", "person": person, "role": "danru", "unit": unit, "scope": "16.08"},
    ):
        place.takes(registrar.says({"kind": said.pop("kind"), "at": at, **said}))


def moment(clock: str) -> datetime:
    return datetime.fromisoformat(f"2024-11-25T{clock}:00+07:00")


def test_a_day_at_the_gate_without_signal(chromium: Browser, hall: Desk) -> None:
    guard = begins(chromium, hall, GUARD, "regu-1")
    relief = begins(chromium, hall, RELIEF, "regu-2")
    for one in (guard, relief):
        one.handset.loses_the_network()

    keeps_the_gate(guard)
    assert "Aminah" in json.dumps(guard.remembers())
    guard.at("12:00")
    guard.hands_over("regu-2", Kunci="3")
    relief.at("12:05")
    relief.takes_over(frames_on(guard.page))
    relief.at("12:30")
    relief.lets_out("Budi Santoso")

    guard.at("12:40")
    for one in (relief, guard):
        one.is_received()
    expect(guard.page.get_by_text("Berjaga: regu-2")).to_be_visible()
    assert everything_is_understood(hall) == 12 + 2
    assert found(hall) == []
    names_are_gone(guard)
    names_are_gone(relief, "Aminah")
    post = hall.http.get(f"/posts/{PLACE[STORE]}").json()
    assert [one["team"] for one in post["watch"]["teams"]] == ["regu-2"]
    assert post["inside"] == []


def keeps_the_gate(guard: Shift) -> None:
    guard.at("07:00")
    guard.starts("regu-1")
    guard.at("08:00")
    guard.lets_in("Siti Aminah", "Pengawasan")
    guard.at("08:20")
    guard.refuses("Orang Asing", "Tanpa izin")
    guard.at("09:00")
    guard.lets_in("Budi Santoso", "Kirim barang", "Kantor")
    guard.at("09:30")
    guard.lets_out("Siti Aminah")
    guard.at("10:00")
    guard.checks_seals()
    guard.at("11:00")
    guard.reports_rain()
    guard.at("11:30")
    guard.inspects()


def everything_is_understood(hall: Desk) -> int:
    """Return how many statements of the two phones the server holds; it understands them all."""
    count = 0
    for name in (GUARD, RELIEF):
        listed = hall.http.get("/statements", params={"journal": name, "limit": 100}).json()
        assert all(one["understood"] for one in listed["statements"]), listed
        count += len(listed["statements"])
    return count


def found(hall: Desk) -> list[dict[str, Any]]:
    """Return what does not fit, as of the next day."""
    where = {"at": "2024-11-26T12:00:00+07:00"}
    answer: list[dict[str, Any]] = hall.http.get("/findings", params=where).json()["findings"]
    return answer


def names_are_gone(guard: Shift, *names: str) -> None:
    """See that no name stands anywhere in the phone: not in entries, not beside them."""
    until(lambda: kept(guard, *names) == "")


def kept(guard: Shift, *names: str) -> str:
    guard.page.wait_for_timeout(200)
    openings = [one["openings"] for one in guard.handset.entries()]
    whole = json.dumps([openings, guard.remembers(), guard.page.inner_text("main")])
    return ", ".join(one for one in names or ("Aminah", "Asing", "Santoso") if one in whole)
