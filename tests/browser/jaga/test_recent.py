"""Which names of visitors a phone may still know."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.support.site import serving

pytestmark = pytest.mark.browser

KEPT = """async ([names, post, team, now]) => {
  const { stillKept } = await import("/static/jaga/recent.js");
  const whole = { inside: [], said: [], teams: [], handovers: [], ...post };
  return Object.keys(stillKept(names, whole, team, Date.parse(now)));
}"""

NAMES = {
    "lama": {"name": "Tamu kemarin", "kept": "2024-11-24T07:00:00+07:00"},
    "pagi": {"name": "Tamu pagi", "kept": "2024-11-25T06:00:00+07:00"},
    "tadi": {"name": "Tamu tadi", "kept": "2024-11-25T10:00:00+07:00"},
}
NOON = "2024-11-25T12:00:00+07:00"
TEAM = {"team": "regu-1", "since": "2024-11-25T07:00:00+07:00"}


@pytest.fixture(name="script", scope="module")
def serve_files() -> Iterator[str]:
    with serving() as address:
        yield address


@pytest.fixture(name="sheet")
def open_empty_page(page: Page, script: str) -> Page:
    page.goto(script)
    return page


def kept(sheet: Page, now: str = NOON, team: str = "regu-1", **post: Any) -> list[str]:
    found: list[str] = sheet.evaluate(KEPT, [NAMES, post, team, now])
    return found


def said(kind: str, at: str, leaf: str = "x", **fields: str) -> dict[str, Any]:
    return {"leaf": leaf, "body": {"kind": kind, "at": at, **fields}}


def test_a_name_stays_for_a_day_where_nobody_began_a_watch(sheet: Page) -> None:
    assert kept(sheet) == ["pagi", "tadi"]
    assert kept(sheet, "2024-11-26T09:00:00+07:00") == ["tadi"]


def test_a_name_stays_for_the_watch_and_no_longer(sheet: Page) -> None:
    assert kept(sheet, teams=[TEAM]) == ["tadi"]
    ended = [said("ShiftEnded", "2024-11-25T11:00:00+07:00", team="regu-1")]
    assert kept(sheet, said=ended) == []


def test_a_name_stays_while_its_visitor_is_inside(sheet: Page) -> None:
    assert kept(sheet, teams=[TEAM], inside=[{"visit": "lama"}]) == ["lama", "tadi"]


def test_the_watch_of_another_team_wipes_nothing(sheet: Page) -> None:
    ended = [said("ShiftEnded", "2024-11-25T11:00:00+07:00", team="regu-2")]
    assert kept(sheet, said=ended) == ["pagi", "tadi"]


def test_names_go_when_the_watch_was_taken_over_even_of_those_inside(sheet: Page) -> None:
    taken = [said("ShiftAccepted", "2024-11-25T11:00:00+07:00", **{"from": "regu-1"})]
    assert kept(sheet, said=taken, inside=[{"visit": "tadi"}]) == []


def test_names_stay_an_hour_for_the_team_that_takes_over(sheet: Page) -> None:
    handed = [said("ShiftHandedOver", "2024-11-25T11:30:00+07:00", **{"from": "regu-1"})]
    assert kept(sheet, said=handed, handovers=[{"leaf": "x"}]) == ["pagi", "tadi"]
    assert kept(sheet, said=handed) == []
    assert kept(sheet, "2024-11-25T12:31:00+07:00", said=handed, handovers=[{"leaf": "x"}]) == []
