"""Antrean: what waits, why, when it is tried again, and the ways out; nothing can be deleted."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from api.problems import PROBLEMS
from tests.support.chromium import take_phone
from tests.support.errand import Errand, twins
from tests.support.handset import Handset
from tests.support.posted import posted
from tests.support.server import Desk, until

pytestmark = pytest.mark.browser

ENTRIES = "**/entries"


@pytest.fixture(name="errand")
def begin_errand(handset: Handset) -> Errand:
    return Errand(handset)


def test_what_waits_is_listed_with_the_reason_and_the_time_of_the_next_try(
    errand: Errand, page: Page
) -> None:
    errand.handset.loses_the_network()
    errand.says("halo", "lagi")
    errand.handset.goes("antrean")

    expect(page.locator("#waiting li")).to_have_count(2)
    expect(page.get_by_text("2 catatan menunggu.")).to_be_visible()
    expect(page.locator("#reason")).to_contain_text("Server tidak menjawab")
    expect(page.locator(".soft", has_text="Dicoba lagi")).to_contain_text("WIB")
    assert page.get_by_role("button", name="Hapus").count() == 0

    errand.handset.finds_the_network()
    errand.handset.taps("Kirim sekarang")

    expect(page.get_by_text("Semua catatan diterima.")).to_be_visible()
    expect(page.locator("#waiting li")).to_have_count(0)


def test_the_queue_leaves_the_phone_as_a_file_that_the_server_takes(
    errand: Errand, page: Page, hall: Desk
) -> None:
    errand.handset.loses_the_network()
    errand.says("halo", "lagi", opened={"name": "Siti Aminah"})
    errand.handset.goes("antrean")
    with page.expect_download() as begun:
        errand.handset.taps("Bagikan berkas")

    assert begun.value.suggested_filename.startswith("antrean-16-08-kpu-gudang-03-")
    outbox = json.loads(begun.value.path().read_text(encoding="utf-8"))
    answer = hall.http.post("/entries", json=outbox).json()
    assert [result["status"] for result in answer["results"]] == [201, 201]
    assert answer["openings"] == [None, None]


SHARES = """() => { navigator.canShare = ({ files }) => files[0].type === "text/plain";
navigator.share = async ({ files }) => {
  if (globalThis.isChangedMind) throw new DOMException("", "AbortError");
  globalThis.shared = [files[0].name, await files[0].text()];
}; }"""


def test_a_phone_that_can_share_hands_the_file_to_another_app(errand: Errand, page: Page) -> None:
    errand.handset.loses_the_network()
    errand.says("halo")
    errand.handset.goes("antrean")
    page.evaluate(SHARES)
    page.evaluate("globalThis.isChangedMind = true")
    errand.handset.taps("Bagikan berkas")
    expect(errand.handset.problem).to_have_count(0)
    page.evaluate("globalThis.isChangedMind = false")
    errand.handset.taps("Bagikan berkas")

    until(lambda: bool(page.evaluate("globalThis.shared !== undefined")))
    name, text = page.evaluate("globalThis.shared")
    assert name.endswith(".txt")
    assert len(json.loads(text)["notes"]) == 1


def refusing(slug: str) -> Callable[[Route], None]:
    problem = PROBLEMS[slug]
    refusal = {
        "status": problem.status,
        "type": problem.type,
        "title": problem.title,
        "title_en": problem.title_en,
        "detail": "…",
        "retry": problem.retry,
    }

    def answer(route: Route) -> None:
        count = len(posted(route.request).get("notes", []))
        route.fulfill(json={"results": [refusal] * count})

    return answer


OF_NOTES = (
    *("malformed", "not-utf8", "revoked", "unknown-journal", "timeout", "ahead", "equivocation"),
    *("broken-chain", "oversize", "media-type", "wrong-origin", "bad-signature", "internal"),
    *("log-disputed", "guard", "closing", "storage-busy", "storage", "storage-full"),
)


WAYS_OUT = ("dicoba lagi", "Lapor kepada pengawas", "kunci baru")


def told(page: Page, before: set[str]) -> str:
    """Return what the screen says of the entry that waits, once that is something new."""
    line = page.locator("#waiting p").first
    until(lambda: line.count() > 0 and line.inner_text() not in before)
    return line.inner_text()


def test_every_refusal_is_said_in_words_with_a_way_out(errand: Errand, page: Page) -> None:
    errand.handset.goes("antrean")
    said: set[str] = set()
    for slug in OF_NOTES:
        errand.handset.phone.route(ENTRIES, refusing(slug))
        if not said:
            errand.says("halo")
        errand.rings()
        words = told(page, said)
        assert errand.problems() == [slug]

        is_final = PROBLEMS[slug].retry == "never"
        assert errand.states() == ["refused" if is_final else "signed"], slug
        assert PROBLEMS[slug].title_en not in words, slug
        assert any(way in words for way in WAYS_OUT), (slug, words)
        said.add(words)
        new_key = page.get_by_role("link", name="Buat kunci baru")
        resume = page.get_by_role("link", name="Minta pengawas melanjutkan")
        assert new_key.count() == int(is_final), slug
        assert resume.count() == int(is_final and slug != "revoked"), slug
        errand.handset.phone.unroute_all(behavior="ignoreErrors")


def test_a_word_that_this_app_does_not_know_is_said_in_the_servers(
    errand: Errand, page: Page
) -> None:
    refusal: dict[str, Any] = {
        "status": 409,
        "type": "/problems/tutup-buku",
        "title": "Buku sudah ditutup",
        "title_en": "The book is closed",
        "retry": "never",
    }
    errand.handset.phone.route(ENTRIES, lambda route: route.fulfill(json={"results": [refusal]}))
    errand.handset.goes("antrean")
    errand.says("halo")

    expect(page.locator("#waiting")).to_contain_text("Server menolak: Buku sudah ditutup")
    errand.handset.phone.unroute_all(behavior="ignoreErrors")


def test_a_phone_that_was_copied_is_told_what_to_do(
    chromium: Browser, phone: BrowserContext, page: Page, hall: Desk
) -> None:
    """The same key on two phones: both sign a number, and the slower one is refused."""
    other = take_phone(chromium)
    slow, quick = twins(
        Handset(phone, page, hall.place, hall.address),
        Handset(other, other.new_page(), hall.place, hall.address),
    )
    slow.handset.loses_the_network()
    slow.says("dari ponsel asli")
    quick.says("dari ponsel kembar")
    quick.waits_for(["received"])
    slow.handset.finds_the_network()
    slow.handset.goes("antrean")
    slow.rings()

    slow.waits_for(["refused"])
    assert slow.problems() == ["equivocation"]
    expect(page.locator("#waiting")).to_contain_text("mungkin ada ponsel kembar")
    expect(page.get_by_role("link", name="Minta pengawas melanjutkan")).to_be_visible()
    slow.handset.taps("Buat kunci baru")
    expect(page.get_by_text("Kunci lama")).to_be_visible()
    other.close()
