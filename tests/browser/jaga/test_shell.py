"""The app as such: it installs from one answer, works without a network, and changes when asked."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Request, Route, expect

from tests.support.handset import Handset
from tests.support.practice import practice
from tests.support.process import process
from tests.support.release import newer
from tests.support.server import Desk, until

pytestmark = pytest.mark.browser

INSTALLED = "navigator.serviceWorker.ready.then(() => caches.keys())"
VERSIONS = "caches.keys().then((all) => all.filter((name) => name !== 'segel scanner'))"
HAS_THE_REST = """caches.keys()
  .then((names) => caches.open(names.find((name) => name !== "segel scanner")))
  .then((cache) => cache.match("/static/jaga/supervisor.js"))
  .then((found) => found !== undefined)"""
CONTROLLER = "navigator.serviceWorker.controller?.state"
MODULES = """performance.getEntriesByType("resource")
  .filter(({ name }) => name.endsWith(".js")).length"""
MODULES_FROM_NETWORK = """performance.getEntriesByType("resource")
  .filter(({ name, transferSize }) => name.endsWith(".js") && transferSize > 0).length"""
BADGE = "header .badge"


def test_the_first_visit_asks_for_the_page_the_worker_and_one_package(
    page: Page, hall: Desk
) -> None:
    asked: list[str] = []

    def hear(request: Request) -> None:
        if request.service_worker is None:
            asked.append(request.url.removeprefix(hall.address))

    page.on("request", hear)
    page.goto(f"{hall.address}/jaga/")
    expect(page.locator("h1")).not_to_have_text("Segel · Jaga")

    assert page.evaluate(CONTROLLER) == "activated"
    assert [path for path in asked if path.startswith("/jaga/package/")] != []
    assert page.evaluate(MODULES_FROM_NETWORK) == 0
    assert page.evaluate(MODULES) > 10


def test_the_app_opens_without_a_network(phone: BrowserContext, page: Page, hall: Desk) -> None:
    page.goto(f"{hall.address}/jaga/")
    page.evaluate(INSTALLED)
    phone.set_offline(True)

    page.goto(f"{hall.address}/jaga/")

    expect(page.locator(BADGE)).to_have_text("LATIHAN")
    expect(page.locator("h1")).not_to_have_text("Segel · Jaga")


def test_the_language_changes_at_one_touch_and_stays(page: Page, hall: Desk) -> None:
    page.goto(f"{hall.address}/jaga/")
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")

    page.reload()

    expect(page.get_by_role("button", name="Bahasa Indonesia")).to_be_visible()


def test_an_app_updated_while_the_phone_was_away_is_offered_and_taken_when_asked(
    page: Page, tmp_path: Path
) -> None:
    with practice(tmp_path / "buku"):
        pass
    with process(tmp_path / "buku") as (_, address):
        page.goto(f"{address}/jaga/")
        page.evaluate(INSTALLED)
        (first,) = page.evaluate(VERSIONS)
    release = newer(
        tmp_path / "baru", "jaga/language.js", 'KEY = "segel language"', 'KEY = "bahasa"'
    )

    page.goto(f"{address}/jaga/")  # nobody answers: the app opens all the same
    expect(page.locator(BADGE)).to_have_text("LATIHAN")
    with process(tmp_path / "buku", address, release):
        page.evaluate(
            "navigator.serviceWorker.getRegistration('/jaga/').then((one) => one.update())"
        )
        take = page.get_by_role("button", name="Pakai versi baru")
        expect(take).to_be_visible()
        assert first in page.evaluate(VERSIONS)
        with page.expect_navigation():
            take.click()
        expect(take).to_be_hidden()
        until(lambda: len(page.evaluate(VERSIONS)) == 1)
        assert page.evaluate(VERSIONS) != [first]
    expect(page.locator(BADGE)).to_have_text("LATIHAN")


def test_a_first_visit_that_is_cut_off_says_so_and_the_next_one_works(
    phone: BrowserContext, page: Page, hall: Desk
) -> None:
    phone.route("**/jaga/worker.js", lambda route: route.abort())
    page.goto(f"{hall.address}/jaga/")
    expect(page.locator("#boot")).to_contain_text("Pemasangan belum selesai")
    phone.unroute("**/jaga/worker.js")

    page.reload()

    expect(page.locator("#boot")).to_have_count(0)


def test_a_package_that_was_damaged_on_its_way_is_not_installed(
    phone: BrowserContext, page: Page, hall: Desk
) -> None:
    def damage(route: Route) -> None:
        response = route.fetch()
        route.fulfill(response=response, body=response.text().replace("Segel", "Sege1", 1))

    phone.route("**/jaga/package/*", damage)

    page.goto(f"{hall.address}/jaga/")

    expect(page.locator("#boot")).to_contain_text("Pemasangan belum selesai")


def test_an_app_that_cannot_open_its_storage_says_so_and_names_no_network(
    page: Page, hall: Desk
) -> None:
    page.add_init_script(
        "IDBFactory.prototype.open = () => { throw new DOMException('no', 'UnknownError'); }"
    )

    page.goto(f"{hall.address}/jaga/")

    expect(page.locator("#boot")).to_contain_text("Aplikasi tidak dapat dibuka")


def test_what_only_a_supervisor_needs_comes_after_the_app_and_stays(
    handset: Handset, phone: BrowserContext
) -> None:
    until(lambda: bool(handset.page.evaluate(HAS_THE_REST)))
    phone.set_offline(True)

    handset.opens("pengawas")

    expect(handset.page.locator("h1")).not_to_have_text("Sebentar…")
    expect(handset.problem).to_have_count(0)


def test_what_has_not_come_yet_is_said_to_need_a_signal_once(
    phone: BrowserContext, page: Page, hall: Desk
) -> None:
    phone.route("**/jaga/package/*", only_the_first())
    handset = Handset(phone, page, hall.place, hall.address)
    handset.is_enrolled()

    handset.goes("pengawas")

    expect(handset.problem).to_contain_text("Perlu sinyal sekali")


def only_the_first() -> Callable[[Route], None]:
    """Let no package through but the one that comes first."""
    first: list[str] = []

    def choose(route: Route) -> None:
        first.append(route.request.url)
        if route.request.url == first[0]:
            route.continue_()
        else:
            route.abort()

    return choose


def test_an_address_that_names_no_screen_leads_home(handset: Handset) -> None:
    for word in ("constructor", "tidak-ada", "%E0%A4%A", "segel/%"):
        handset.goes(word)
        expect(handset.page.locator("h1")).to_have_text("Jaga")


def test_a_browser_without_service_workers_is_told_what_to_use(page: Page, hall: Desk) -> None:
    page.add_init_script("delete Navigator.prototype.serviceWorker")

    page.goto(f"{hall.address}/jaga/")

    expect(page.locator("#boot")).to_contain_text("Buka dengan Chrome")


def test_an_enrolled_phone_opens_at_home_under_the_name_of_its_place(handset: Handset) -> None:
    expect(handset.page.locator("h1")).to_have_text("Jaga")
    expect(handset.problem).to_have_count(0)
