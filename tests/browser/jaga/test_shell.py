"""The app as such: it installs from one answer, works without a network, and changes when asked."""

from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Request, Route, expect

from api.page import STATIC
from api.web.script import modules
from tests.support.handset import Handset
from tests.support.practice import practice
from tests.support.process import process
from tests.support.release import newer
from tests.support.server import Desk, until

pytestmark = pytest.mark.browser

INSTALLED = "navigator.serviceWorker.ready.then(() => caches.keys())"
VERSIONS = "caches.keys().then((all) => all.filter((name) => name !== 'segel scanner'))"
CONTROLLER = "navigator.serviceWorker.controller?.state"
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
    release = newer(tmp_path / "baru", "jaga/language.js", '= "segel language"', '= "bahasa"')

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


def test_every_screen_opens_without_a_network(handset: Handset, phone: BrowserContext) -> None:
    phone.set_offline(True)

    for word in ("pengawas", "daftarkan", "sahkan", "ralat", "serah/beri", "kunci-baru"):
        handset.opens(word)
        expect(handset.page.locator("#screen fieldset")).not_to_be_empty()
        expect(handset.page.locator("h1")).not_to_have_text("Jaga")


def test_no_module_gives_a_name_that_browsers_have_given(page: Page, hall: Desk) -> None:
    """Joined into one script, every module would mean that one by it."""
    page.goto(f"{hall.address}/jaga/")

    assert page.evaluate("names => names.filter((name) => name in window)", declared()) == []


def declared() -> list[str]:
    """Return the names that stand outside of all braces in the modules of the app."""
    return [name for module in modules(STATIC, "jaga/main.js") for name in module.declared]


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
