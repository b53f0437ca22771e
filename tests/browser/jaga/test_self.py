"""Saya: whose phone this is, how it is, and what it holds against the server."""

import json
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from email.utils import format_datetime, parsedate_to_datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Error, Page, Route, expect

from ledger.equivocation import Equivocation
from ledger.fingerprint import words
from ledger.tlog.text import parse_hash
from tests.support.errand import Errand, instead
from tests.support.handset import Handset, enrol
from tests.support.practice import practice
from tests.support.server import until

pytestmark = pytest.mark.browser

CROWD = """async (charter) => {
  const { openJournal } = await import("/modules/journal.js");
  const old = { at: new Date().toISOString(), ours: "\\n3\\n", theirs: "\\n2\\n", file: null };
  await (await openJournal(charter)).remember("conflicts", Array(20).fill(old));
}"""


@pytest.fixture(name="errand")
def begin_errand(handset: Handset) -> Iterator[Errand]:
    yield Errand(handset)
    handset.phone.unroute_all(behavior="ignoreErrors")


def test_the_phone_says_whose_it_is_and_which_ledger_it_writes_to(
    errand: Errand, page: Page
) -> None:
    errand.says("halo")
    errand.waits_for(["received"])
    errand.handset.goes("saya")

    expect(page.get_by_text("16.08/kpu/gudang-03")).to_be_visible()
    ledger = parse_hash(errand.handset.place.ledger.fingerprint(), "charter")
    expect(page.get_by_text(words(ledger))).to_be_visible()
    expect(page.get_by_text("perangkat lunak")).to_be_visible()
    expect(page.get_by_text("GB bebas")).to_be_visible()
    expect(page.get_by_text("cocok dengan server")).to_be_visible()


@pytest.mark.parametrize(("days", "said"), [(1, "lambat 1 hari"), (-1, "cepat 1 hari")])
def test_a_clock_that_is_wrong_by_a_day_is_told_and_changes_nothing_else(
    errand: Errand, page: Page, days: int, said: str
) -> None:
    errand.handset.phone.route("**/log/checkpoint", off_by(timedelta(days=days)))
    errand.handset.goes("saya")

    expect(page.get_by_role("alert")).to_contain_text(said)
    errand.says("halo")
    errand.waits_for(["received"])


def off_by(shift: timedelta) -> Any:
    def answer(route: Route) -> None:
        with suppress(Error):  # the phone may be switched off meanwhile
            pass_on(route, shift)

    return answer


def pass_on(route: Route, shift: timedelta) -> None:
    response = route.fetch()
    date = format_datetime(parsedate_to_datetime(response.headers["date"]) + shift, usegmt=True)
    route.fulfill(response=response, headers={**response.headers, "date": date})


def test_a_server_that_lost_entries_is_told_and_both_signatures_are_kept(
    errand: Errand, page: Page, tmp_path: Path
) -> None:
    with practice(tmp_path / "cadangan") as place:
        enrol(place, errand.line())
        errand.says("halo", "lagi")
        errand.waits_for(["received"] * 2)
        until(lambda: errand.held() == 4)
        with instead(errand.handset, place):
            errand.rings()
            until(lambda: errand.memo("conflicts") is not None)
            errand.handset.goes("saya")
            expect(page.get_by_text("buku di server tidak cocok.")).to_be_visible()
            (kept,) = errand.memo("conflicts")
            sizes = [kept[whose].split("\n")[1] for whose in ("ours", "theirs")]
            assert sizes == ["4", "2"]
            assert kept["file"] is None
            errand.handset.goes("antrean")
            expect(page.locator("#reason")).to_contain_text("lebih pendek")
    assert errand.states() == ["received"] * 2


@pytest.mark.parametrize(("ours", "theirs"), [(1, 1), (1, 3), (2, 2), (2, 4), (6, 7)])
def test_another_history_is_kept_as_a_proof_that_anybody_can_check(
    errand: Errand, page: Page, tmp_path: Path, ours: int, theirs: int
) -> None:
    errand.says(*(f"halo {number}" for number in range(ours)))
    errand.waits_for(["received"] * ours)
    until(lambda: errand.held() == ours + 2)
    with practice(tmp_path / "cadangan") as place:
        enrol(place, errand.line())
        place.enrols(*(f"16.08/kpu/lain-{number}" for number in range(theirs)))
        for number in range(theirs - 1):
            place.enrols(f"16.08/kpu/lagi-{number}")
        with instead(errand.handset, place):
            errand.rings()
            until(lambda: errand.memo("conflicts") is not None)
    errand.handset.goes("saya")
    with page.expect_download() as begun:
        errand.handset.taps("Bagikan bukti")

    raw = begun.value.path().read_bytes()
    proven = Equivocation.parse(raw).proven()
    assert proven.charter == errand.handset.place.founders.charter


def test_old_trees_take_no_proof_its_place(errand: Errand, page: Page, tmp_path: Path) -> None:
    errand.says("halo")
    errand.waits_for(["received"])
    until(lambda: errand.held() == 3)
    page.evaluate(CROWD, errand.handset.place.ledger.fingerprint())
    with practice(tmp_path / "cadangan") as place:
        enrol(place, errand.line())
        place.enrols("16.08/kpu/lain")
        with instead(errand.handset, place):
            errand.rings()
            until(lambda: any(one["file"] for one in errand.memo("conflicts")))
    assert len(errand.memo("conflicts")) == 20


def test_the_whole_journal_leaves_as_one_file(errand: Errand, page: Page) -> None:
    errand.says("halo", "lagi")
    errand.waits_for(["received"] * 2)
    errand.handset.goes("saya")
    with page.expect_download() as begun:
        errand.handset.taps("Bagikan seluruh jurnal")

    packed = json.loads(begun.value.path().read_text(encoding="utf-8"))
    assert [note.split("\n")[2] for note in packed["notes"]] == [
        "16.08/kpu/gudang-03 0",
        "16.08/kpu/gudang-03 1",
    ]


def test_the_place_is_put_right_here(errand: Errand, page: Page) -> None:
    errand.handset.goes("saya")
    page.get_by_text("Tempat dan regu").click()
    page.get_by_label("Regu").fill("regu-2")
    errand.handset.taps("Simpan")

    until(lambda: errand.memo("seat")["team"] == "regu-2")
