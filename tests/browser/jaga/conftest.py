"""What the tests of the app are given: a served practice ledger and an enrolled phone."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.support.chromium import take_phone
from tests.support.exchange import PREFIX, SUPERVISOR, becomes_supervisor
from tests.support.gallery import Gallery
from tests.support.handset import Handset
from tests.support.practice import practice
from tests.support.server import Desk, desk
from tests.support.training import NOW, STORE, make, training


@pytest.fixture(name="hall")
def serve_practice(tmp_path: Path) -> Iterator[Desk]:
    """A practice ledger of its own for each test, served."""
    with practice(tmp_path / "buku") as place, desk(place) as served:
        yield served


@pytest.fixture(name="handset")
def enrol_phone(phone: BrowserContext, page: Page, hall: Desk) -> Handset:
    """An enrolled phone at the gate of the warehouse, with the app open."""
    handset = Handset(phone, page, hall.place, hall.address)
    handset.is_enrolled()
    return handset


@pytest.fixture(name="other_phone")
def open_other_phone(chromium: Browser) -> Iterator[BrowserContext]:
    """A second phone, with a storage of its own."""
    context = take_phone(chromium)
    yield context
    context.close()


@pytest.fixture(name="guard")
def install_guard(phone: BrowserContext, page: Page, hall: Desk) -> Handset:
    """A phone with the app, and no key yet."""
    return _installed(phone, page, hall)


@pytest.fixture(name="supervisor")
def enrol_supervisor(other_phone: BrowserContext, hall: Desk) -> Handset:
    """A supervisor's phone without a network; the log has not seen its enrolment yet."""
    handset = _installed(other_phone, other_phone.new_page(), hall)
    handset.loses_the_network()
    becomes_supervisor(handset, SUPERVISOR, PREFIX)
    return handset


@pytest.fixture(name="ground", scope="module")
def serve_training(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The demo's training ground, one for all tests of a module."""
    with training(make(tmp_path_factory.mktemp("latihan") / "buku")) as ground:
        yield ground


@pytest.fixture(name="trainee")
def hold_phone(phone: BrowserContext, page: Page, ground: Desk) -> Handset:
    """A phone for that ground, on the evening on which the demo ends; nothing is open yet."""
    phone.clock.set_fixed_time(datetime.fromtimestamp(NOW / 1000, UTC))
    return Handset(phone, page, ground.place, ground.address)


@pytest.fixture(name="gallery")
def open_gallery(page: Page, ground: Desk) -> Gallery:
    """What looks at each screen that the trainee opens."""
    post = ground.http.get(f"/posts/{STORE}").json()
    roles = {one: ", ".join(said["roles"]) for one, said in post["persons"].items()}
    called = {**post["places"], **post["units"], **roles}
    return Gallery(page, {one: name for one, name in called.items() if name and name != one})


def _installed(phone: BrowserContext, page: Page, hall: Desk) -> Handset:
    handset = Handset(phone, page, hall.place, hall.address)
    handset.opens()
    return handset
