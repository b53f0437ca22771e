"""Every screen at both widths, photographed into var/screens and looked at: one table of them all.

The ledger is the practice operation, which has names for its codes; its leaves are always the same.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import httpx2
import pytest
from playwright.sync_api import Browser, Page

from api.app import create_app
from api.documentation import operations
from api.readership import HOUR as HOUR_LONG, Readership
from api.service import Service
from domain.catalogue import KINDS
from ledger.application import Ledger
from ledger.directory import Directory
from ledger.settings import Settings
from tests.support.chromium import prepared
from tests.support.command import segel
from tests.support.practice import practice
from tests.support.screen import looked_at
from tests.support.server import desk, serving

pytestmark = pytest.mark.browser

NOW: Final = 1_732_849_200_000
"""29 November 2024, 10.00 WIB, in milliseconds: after the vote."""

BOX: Final = "16.08.12.2001-TPS001-GUB"
STORE: Final = "16.08/GDG-01"
HOUR: Final = "at=2024-11-27T08:00:00%2B07:00"

DAYS: Final = "from=2024-11-26&until=2024-11-26"

SCREENS: Final[dict[str, tuple[str, ...]]] = {
    "GET /": ("/", "/?lang=en", "/?as_of=700"),
    "GET /overview": ("/overview",),
    "GET /status": ("/status",),
    "GET /live": ("/live",),
    "GET /search": ("/search", "/search?q=16.08.12", "/search?q=entah"),
    "GET /boxes": ("/boxes", "/boxes?lang=en"),
    "GET /boxes/{box}": (f"/boxes/{BOX}", f"/boxes/{BOX}?{HOUR}", "/boxes/tidak-ada"),
    "GET /history/{subject}": (f"/history/{BOX}",),
    "GET /state": ("/state",),
    "GET /places": ("/places",),
    "GET /places/{place}": (f"/places/{STORE}",),
    "GET /visitors": ("/visitors?status=semua&limit=20",),
    "GET /visitors/{visit}": ("/visitors/4A0xZevGoDn9nO9OMPIl2DLJ0U1aTPYntYwBtYBx6xU%3D",),
    "GET /subjects": ("/subjects",),
    "GET /subjects/{kind}": ("/subjects/netralitas", "/subjects/gudang", "/subjects/tempat"),
    "GET /subjects/{kind}/{name}": (f"/subjects/kotak/{BOX}",),
    "GET /watches": ("/watches",),
    "GET /watches/{post}": (f"/watches/{STORE}",),
    "GET /consignments": ("/consignments",),
    "GET /consignments/{name}": ("/consignments/16.08.12.2001-pulang",),
    "GET /findings": ("/findings?limit=20",),
    "GET /attention": ("/attention", "/attention?lang=en"),
    "GET /gaps": ("/gaps", "/gaps?area=16.08.12"),
    "GET /progress": ("/progress",),
    "GET /progress/{area}": ("/progress/16.08.12",),
    "GET /map": ("/map", "/map?by=progress"),
    "GET /journals": ("/journals?limit=20",),
    "GET /journals/{name}": ("/journals/16.08/kpu/gudang-03",),
    "GET /statements": ("/statements?limit=20",),
    "GET /statements/{leaf}": ("/statements/1053", "/statements/2"),
    "GET /papers": ("/papers",),
    "GET /papers/{kind}/{subject}": (
        f"/papers/buku-tamu/{STORE}?{DAYS}",
        f"/papers/label-kotak/{BOX}",
    ),
    "GET /log": ("/log",),
    "GET /witnesses": ("/witnesses",),
    "GET /witnesses/setup": ("/witnesses/setup?name=saksi.bawaslu.example/w1",),
    "GET /mulai": ("/mulai",),
    "GET /problems": ("/problems",),
    "GET /problems/{slug}": ("/problems/ahead", "/problems/guard"),
    "GET /periksa": ("/periksa",),
    "GET /formulir": ("/formulir",),
    "GET /formulir/{kind}": (
        "/formulir/SealVerified",
        "/formulir/DeploymentShifted",
        "/formulir/SituationReported",
    ),
    "GET /masuk": ("/masuk",),
    "GET /undangan/{code}": (f"/undangan/{'0' * 64}",),
    "GET /saya": ("/saya",),
    "GET /readers": ("/readers",),
}
"""Operation -> where it is looked at. What is not there, somebody without a login looks for."""

FILES: Final = frozenset({
    "GET /boxes/{box}/bundle", "GET /consistency", "GET /export", "GET /export/{file}",
    "GET /healthz", "GET /live/events", "GET /log/checkpoint", "GET /log/tile/{path}",
    "GET /log/witnessed", "GET /periksa.html", "GET /photos/{digest}",
    "GET /photos/{digest}/upload", "GET /policy", "GET /posts/{place}", "GET /proofs",
    "GET /proofs/{leaf_index}", "GET /readyz", "GET /register",
})  # fmt: skip
"""What programs read, and the page to be saved, which is that at /periksa."""

REFUSED: Final = {
    "401": "/saya",
    "404": "/tidak-ada",
    "400": "/statements?limit=0",
    "503": "/boxes?after=999999",
}
"""Problems that people meet, and where."""


@dataclass(frozen=True, slots=True)
class House:
    """A served ledger, and what its codes are called."""

    address: str
    called: dict[str, str]
    secrets: dict[str, str]
    """Role -> token; and an invitation."""


@pytest.fixture(name="house", scope="module")
def serve_practice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("latihan") / "buku"
    made = segel("demo", "--dir", folder, "--scale", 1, "--no-serve")
    assert made.status == 0, made.err
    ledger = Ledger.open(folder, lambda: NOW)
    service = Service.over(ledger, folder, Settings(), lambda: NOW)
    try:
        with serving(create_app(service)) as address:
            yield House(address, names(address), let_in(folder))
    finally:
        service.close()
        ledger.close()


def names(address: str) -> dict[str, str]:
    """Return what kinds of statements, places and units are called."""
    found = {name: kind.label for name, kind in KINDS.items()}
    for kind in ("tempat", "organisasi"):
        rows = httpx2.get(f"{address}/subjects/{kind}?limit=1000").json()["subjects"]
        said = {one["subject"]: one["state"]["registered"] for one in rows}
        found |= {code: one["name"] for code, one in said.items() if one}
    return found


def let_in(folder: Path) -> dict[str, str]:
    readership = Readership.open(Directory(folder).readers)
    found = {}
    for role in ("auditor", "operator"):
        reader = readership.add(f"Pembaca {role}", role, None, NOW)
        found[role] = readership.give(reader, "token", NOW)
        found["undangan"] = readership.give(reader, "undangan", NOW, NOW + HOUR_LONG)
    readership.close()
    return found


@pytest.fixture(name="screen", scope="module")
def open_screen(chromium: Browser) -> Iterator[Page]:
    """One page for all: a screen is as it is, whatever was looked at before."""
    context = prepared(chromium.new_context(locale="id-ID", timezone_id="Asia/Jakarta"))
    yield context.new_page()
    context.close()


def looks(screen: Page, house: House, path: str, role: str = "") -> list[str]:
    """Look at one address as somebody sees it in this role."""
    known = {"Authorization": f"Bearer {house.secrets[role]}"} if role else {}
    screen.set_extra_http_headers(known)
    screen.goto(f"{house.address}{path}")
    name = path.strip("/").replace("/", "-").partition("&")[0][:60] or "depan"
    found = looked_at(screen, f"layar-{name}{role and '-'}{role}", house.called)
    badge = screen.locator(".badge")
    said = [one.inner_text() for one in badge.all()]
    if not path.startswith("/papers/") and said != ["LATIHAN"]:
        found.append("does not say LATIHAN")
    return [f"{path}: {one}" for one in found]


def test_no_screen_is_without_its_row(house: House) -> None:
    schema = httpx2.get(f"{house.address}/openapi.json").json()
    known = {name for name, _ in operations(schema) if name.startswith("GET ")}
    assert known - SCREENS.keys() - FILES == set(), "say in SCREENS where it is to be looked at"
    assert (SCREENS.keys() | FILES) - known == set(), "no such address any more"


@pytest.mark.parametrize("operation", SCREENS)
def test_a_screen_is_fit_to_be_seen(operation: str, house: House, screen: Page) -> None:
    found = [one for path in SCREENS[operation] for one in looks(screen, house, path)]
    assert found == [], "\n".join(found)


@pytest.mark.parametrize(("role", "path"), [("operator", "/saya"), ("operator", "/readers")])
def test_what_readers_see_is_fit_to_be_seen(
    role: str, path: str, house: House, screen: Page
) -> None:
    assert looks(screen, house, path, role) == []


@pytest.mark.parametrize("status", REFUSED)
def test_a_refusal_is_told_in_words(status: str, house: House, screen: Page) -> None:
    assert looks(screen, house, REFUSED[status]) == []
    assert status in screen.locator("main").inner_text()


def test_an_invitation_is_fit_to_be_seen(house: House, screen: Page) -> None:
    assert looks(screen, house, f"/undangan/{house.secrets['undangan']}") == []


def test_who_may_not_is_told_so(house: House, screen: Page) -> None:
    assert looks(screen, house, "/readers", "auditor") == []


def test_an_empty_ledger_and_a_reader_in_haste_are_told_so(tmp_path: Path, screen: Page) -> None:
    settings = Settings(reads_per_minute=3)
    with practice(tmp_path / "buku") as place, desk(place, settings=settings) as counter:
        empty = House(counter.address, {}, {})
        found = [
            one
            for path in ("/", "/attention", "/map", "/boxes")
            for one in looks(screen, empty, path)
        ]
        assert found == [], "\n".join(found)
        assert "429" in screen.locator("main").inner_text()
