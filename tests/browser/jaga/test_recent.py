"""Which names of visitors a phone may still know."""

from typing import Any

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

KEPT = """async ([names, post, team, now]) => {
  const { stillKept } = await import("/modules/jaga/recent.js");
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


def kept(script: Page, now: str = NOON, team: str = "regu-1", **post: Any) -> list[str]:
    found: list[str] = script.evaluate(KEPT, [NAMES, post, team, now])
    return found


def said(kind: str, at: str, leaf: str = "x", **fields: str) -> dict[str, Any]:
    return {"leaf": leaf, "body": {"kind": kind, "at": at, **fields}}


def test_a_name_stays_for_a_day_where_nobody_began_a_watch(script: Page) -> None:
    assert kept(script) == ["pagi", "tadi"]
    assert kept(script, "2024-11-26T09:00:00+07:00") == ["tadi"]


def test_a_name_stays_for_the_watch_and_no_longer(script: Page) -> None:
    assert kept(script, teams=[TEAM]) == ["tadi"]
    ended = [said("ShiftEnded", "2024-11-25T11:00:00+07:00", team="regu-1")]
    assert kept(script, said=ended) == []


def test_a_name_stays_while_its_visitor_is_inside(script: Page) -> None:
    assert kept(script, teams=[TEAM], inside=[{"visit": "lama"}]) == ["lama", "tadi"]


def test_the_watch_of_another_team_wipes_nothing(script: Page) -> None:
    ended = [said("ShiftEnded", "2024-11-25T11:00:00+07:00", team="regu-2")]
    assert kept(script, said=ended) == ["pagi", "tadi"]


def test_names_go_when_the_watch_was_taken_over_even_of_those_inside(script: Page) -> None:
    taken = [said("ShiftAccepted", "2024-11-25T11:00:00+07:00", **{"from": "regu-1"})]
    assert kept(script, said=taken, inside=[{"visit": "tadi"}]) == []


def test_names_stay_an_hour_for_the_team_that_takes_over(script: Page) -> None:
    handed = [said("ShiftHandedOver", "2024-11-25T11:30:00+07:00", **{"from": "regu-1"})]
    assert kept(script, said=handed, handovers=[{"leaf": "x"}]) == ["pagi", "tadi"]
    assert kept(script, said=handed) == []
    assert kept(script, "2024-11-25T12:31:00+07:00", said=handed, handovers=[{"leaf": "x"}]) == []
