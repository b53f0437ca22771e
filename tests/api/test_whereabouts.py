"""Where a box was at an hour, over HTTP: by stated times, as known at a leaf or by witnesses."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from api.sheet import WIB, Text
from api.whereabouts import proven
from tests.support.practice import NOW
from tests.support.season import START
from tests.support.server import Desk

BOX = "16.08.0000-GUB"
SEEN = datetime.fromtimestamp(NOW // 1000 - 120, START.tzinfo)
"""When the witness of the hall has seen the log."""


def asked(hall: Desk, **params: object) -> dict[str, Any]:
    found: dict[str, Any] = hall.http.get(f"/boxes/{BOX}", params=shown(params)).json()
    return found


def shown(params: dict[str, object]) -> dict[str, str]:
    return {
        name: value.isoformat() if isinstance(value, datetime) else str(value)
        for name, value in params.items()
    }


def test_after_all_that_is_stated_it_is_where_it_is_now(hall: Desk) -> None:
    now = hall.http.get(f"/boxes/{BOX}").json()["box"]
    told = asked(hall, known=hall.http.get("/boxes").json()["as_of"])

    assert {name: told["box"][name] for name in ("holder", "state", "place", "seals")} == {
        name: now[name] for name in ("holder", "state", "place", "seals")
    }
    assert told["stated_for_later"] == 0
    assert told["at"] is None


def test_an_hour_is_compared_with_what_statements_say(hall: Desk) -> None:
    changes = hall.http.get(f"/boxes/{BOX}").json()["changes"]
    sent = next(one for one in changes if one["state"] == "di_perjalanan")
    dispatch = hall.http.get(f"/statements/{sent['since']}").json()["statement"]["body"]["at"]
    before = datetime.fromisoformat(dispatch) - timedelta(seconds=1)

    on_the_road, in_the_store = asked(hall, at=dispatch), asked(hall, at=before)

    assert on_the_road["box"]["state"] == "di_perjalanan"
    assert (in_the_store["box"]["state"], in_the_store["box"]["place"]) == (
        "dipegang",
        "16.08/GDG-01",
    )
    assert in_the_store["box"]["guards"] == ["16.08/polres"]
    assert in_the_store["next_at"] == dispatch
    (holder,) = [one for one in in_the_store["rests_on"] if "pemegang" in one["decides"]]
    assert (holder["kind"], holder["late"]) == ("ItemRegistered", False)


def test_what_it_rests_on_was_signed_before_the_witness_saw_it(hall: Desk) -> None:
    last = asked(hall, at="2024-12-31T00:00:00+07:00")["rests_on"][-1]

    assert last["not_before"] is None
    assert datetime.fromisoformat(last["not_after"]) == SEEN


def test_a_time_of_knowing_is_a_leaf_that_witnesses_had_seen(hall: Desk) -> None:
    known = asked(hall, known=SEEN)["known"]

    assert datetime.fromisoformat(known["asked"]) == SEEN
    assert known["leaf"] == asked(hall, known=SEEN)["as_of"] > 20
    assert known["at_most"] is None
    earlier = hall.http.get(
        f"/boxes/{BOX}", params={"known": (SEEN - timedelta(days=1)).isoformat()}
    )
    assert (earlier.status_code, earlier.json()["type"]) == (404, "/problems/not-witnessed")
    assert "ask with a leaf index" in earlier.json()["detail"]


def test_of_an_hour_before_anybody_spoke_of_it_nothing_is_known(hall: Desk) -> None:
    told = asked(hall, at="2024-11-01T14:00:00+07:00")

    assert (told["box"]["state"], told["rests_on"]) == ("tidak_dikenal", [])
    assert told["stated_for_later"] > 0


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"at": "14:00"}, "at: want a date, a time and its offset"),
        ({"at": "2024-11-25T14:00:00"}, "at: want a date"),
        ({"known": "23:00"}, "known: want a date"),
        ({"known": "-1"}, "known: want a date"),
        ({"known": "3", "as_of": "3"}, "give one of them"),
        ({"known": "9" * 30}, "the log has no such leaf"),
    ],
)
def test_a_question_that_means_nothing_is_refused_in_words(
    hall: Desk, params: dict[str, str], words: str
) -> None:
    refused = hall.http.get(f"/boxes/{BOX}", params=params)

    assert (refused.status_code, refused.json()["type"]) == (400, "/problems/bad-parameter")
    assert words in refused.json()["detail"]


def test_a_box_that_nobody_has_spoken_of_by_then_is_not_found(hall: Desk) -> None:
    for path in (f"/boxes/{BOX}?known=3", "/boxes/16.08.0000-XXX?at=2024-11-25T14:00:00Z"):
        assert hall.http.get(path).status_code == 404


def test_the_page_says_plainly_what_is_not_known_and_what_the_rest_rests_on(hall: Desk) -> None:
    html = {"Accept": "text/html"}
    early = hall.http.get(f"/boxes/{BOX}?at=2024-11-01T14:00:00%2B07:00", headers=html).text
    whole = hall.http.get(f"/boxes/{BOX}?known={SEEN.isoformat()}", headers=html).text

    assert "belum diketahui: sampai waktu itu tak ada yang menyatakan memegangnya" in early
    assert "serah terima diterima" in whole
    assert "mungkin sampai daun" in whole
    assert "? - " not in whole
    assert "sebelum 25-11-2024 08.58 WIB" in whole


@pytest.mark.parametrize(
    ("ends", "indonesian", "english"),
    [
        ((None, None), "belum dibuktikan saksi", "proven by no witness yet"),
        ((None, 60), "sebelum 01-01-1970 07.01 WIB", "before 01-01-1970 07.01 WIB"),
        ((0, None), "sesudah 01-01-1970 07.00 WIB", "after 01-01-1970 07.00 WIB"),
        (
            (0, 60),
            "antara 01-01-1970 07.00 WIB dan 01-01-1970 07.01 WIB",
            "between 01-01-1970 07.00 WIB and 01-01-1970 07.01 WIB",
        ),
    ],
)
def test_what_a_witness_has_not_proven_is_said_in_words(
    ends: tuple[int | None, int | None], indonesian: str, english: str
) -> None:
    first, last = (None if one is None else datetime.fromtimestamp(one, WIB) for one in ends)

    assert proven(first, last) == Text(indonesian, english)


def test_the_page_of_a_box_asks_for_an_hour_and_keeps_what_was_asked(hall: Desk) -> None:
    html = {"Accept": "text/html"}
    now = hall.http.get(f"/boxes/{BOX}", headers=html).text
    asked = {"at": "2024-11-20T08:03:30+07:00", "known": ""}
    then = hall.http.get(f"/boxes/{BOX}", params=asked, headers=html).text

    assert '<form method="get">' in now
    assert 'name="at" value=""' in now
    assert 'name="at" value="2024-11-20T08:03:30" type="datetime-local"' in then
    nothing = hall.http.get(f"/boxes/{BOX}", params={"at": "", "known": ""}).json()
    assert "changes" in nothing
