"""What wants a look beside the findings: odd hours, silent phones, witnesses who are behind."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx2
from msgspec.json import encode

from api.app import create_app
from api.service import Service
from ledger.settings import Settings
from ledger.tlog.note import Note
from tests.api.test_attention import BAWASLU, PAGE, says
from tests.support.practice import NOW, practice
from tests.support.sayings import golden
from tests.support.server import Desk, desk, serving
from tests.support.witness import Cosigner, policy_text

STORE = "16.08/GDG-01"
MINUTE = 60_000
DAY = 24 * 60 * MINUTE
LATER = "2024-11-26T12:00:00+07:00"


def signals(counter: Desk, rule: str, **asked: str | int) -> list[dict[str, Any]]:
    """Return the signals of one sort."""
    answer = counter.http.get("/attention", params=asked).json()
    return [one for one in answer["signals"] if one["rule"] == rule]


def test_who_was_let_in_outside_of_hours_is_told_and_reviewed(counter: Desk) -> None:
    kpu = counter.place.founders.registrars[0]
    (guard,) = counter.place.enrols("16.08/polri/regu-1", by=1)
    says(counter, kpu, "PlaceRegistered", place=STORE, place_kind="gudang")
    hours = [{"place_kind": "gudang", "from": 8, "until": 17}]
    says(counter, kpu, "PolicySet", version=1, hours=hours)
    at = "2024-11-25T02:10:00+07:00"
    visit = says(counter, guard, "VisitorReported", place=STORE, at=at)
    entry = says(counter, guard, "AccessGranted", of=visit, place=STORE, zone="kantor", at=at)

    (found,) = signals(counter, "S01")
    assert (found["subject_kind"], found["subject"]) == ("kunjungan", visit)
    assert "25 Nov 2024 02.10 WIB" in found["text"]
    assert parse_qs(urlsplit(found["review"]).query)["basis"] == [entry]
    assert found["reviews"] == []

    registrar = counter.place.founders.registrars[BAWASLU]
    says(counter, registrar, "ObservationFiled", basis=[entry])
    (again,) = signals(counter, "S01")
    assert [one["journal"] for one in again["reviews"]] == [registrar.name]
    page = counter.http.get("/attention", headers=PAGE).text
    assert "akses di luar jam" in page
    assert f"oleh {registrar.name}" in page.partition("Tanda lain yang perlu dilihat")[2]


def test_a_phone_on_watch_that_nobody_hears_is_told_at_a_time(counter: Desk) -> None:
    (guard,) = counter.place.enrols("16.08/polri/regu-1", by=1)
    polri, unit = counter.place.founders.registrars[1], "16.08/polri"
    says(counter, polri, "PersonEnrolled", person="p-1", unit=unit, journals=[guard.name])
    says(counter, polri, "RoleGranted", person="p-1", role="danru", unit=unit, scope="16.08")
    at = "2024-11-25T07:00:00+07:00"
    says(counter, guard, "ShiftStarted", post=STORE, team="regu-1", unit="16.08/polri", at=at)

    assert signals(counter, "S02", at="2024-11-25T19:00:00+07:00") == []
    (found,) = signals(counter, "S02", at=LATER)
    assert (found["subject"], found["parameters"]["missing"]) == (guard.name, 0)
    (concern,) = (
        one
        for one in counter.http.get("/attention", params={"at": LATER}).json()["concerns"]
        if one["rule"] == "S02"
    )
    assert (concern["number"], concern["oldest"]) == (1, found["evidence"][0])
    assert concern["text"] == "ponsel jaga yang diam"


def test_a_witness_is_behind_an_hour_after_what_it_has_not_seen(tmp_path: Path) -> None:
    witness = Cosigner.named("bawaslu")
    with practice(tmp_path / "l", policy_text(1, witness, url="")) as place:
        place.enrols("16.08/kpu/gudang-01")
        note = witness.cosigns(Note.parse(place.ledger.checkpoint), NOW // 1000)
        place.ledger.tree.keep_cosignature(2, "bawaslu", note.signatures[-1].line())
        place.enrols("16.08/kpu/gudang-02")
        with desk(place, now=NOW + 60 * MINUTE) as counter:
            assert signals(counter, "S03") == []
        with desk(place, now=NOW + 60 * MINUTE + 1) as counter:
            (found,) = signals(counter, "S03")
            page = counter.http.get("/attention", headers=PAGE).text
            assert signals(counter, "S03", as_of=1) == []

    assert (found["subject"], found["evidence"]) == ("bawaslu", [2])
    assert 'href="/witnesses"' in page
    assert "Saksi bawaslu belum melihat daun 2" in page


def test_a_witness_that_has_never_cosigned_is_awaited_from_its_policy_on(tmp_path: Path) -> None:
    witness = Cosigner.named("bawaslu")
    with (
        practice(tmp_path / "l", policy_text(1, witness, url="")) as place,
        desk(place, now=NOW + 61 * MINUTE) as counter,
    ):
        assert [one["evidence"] for one in signals(counter, "S03")] == [[0]]


def test_a_phone_that_had_more_to_send_is_told_a_day_later(tmp_path: Path) -> None:
    now = NOW
    with practice(tmp_path / "l") as place, ExitStack() as closing:
        (guard,) = place.enrols("16.08/polri/regu-1", by=1)
        service = Service.over(place.ledger, place.path, Settings(), lambda: now)
        closing.callback(service.close)
        counter = Desk(place, *closing.enter_context(client(service)))
        visit = encode(golden("VisitorReported", place=STORE)).decode()
        counter.hands_in_all(guard.says(visit), waiting=14)
        now = NOW + DAY
        assert signals(counter, "S04", after=2) == []
        now += 1
        (found,) = signals(counter, "S04")
        counter.hands_in(guard.says(visit))
        assert signals(counter, "S04", after=3) == []

    assert (found["subject"], found["evidence"]) == (guard.name, [2])
    assert "14 catatan belum terkirim" in found["text"]


@contextmanager
def client(service: Service) -> Iterator[tuple[str, httpx2.Client]]:
    """Serve a service; give its address and somebody to ask it."""
    with serving(create_app(service)) as address, httpx2.Client(base_url=address) as http:
        yield address, http


def test_where_nothing_wants_a_look_there_are_no_signals(counter: Desk) -> None:
    assert counter.http.get("/attention").json()["signals"] == []
