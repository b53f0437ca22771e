"""Watches over HTTP: who guards a post, and who did."""

from collections.abc import Iterator

import httpx2
import pytest

from tests.support.audience import GUARD, audience
from tests.support.book import NOON, Book
from tests.support.server import Desk

POST, COVERT = "16.08/GDG-01", "16.08/KANTOR-BAWASLU"
MINIMUM, PRESENT = 987_654, 876_543


def test_posts_are_listed_with_the_team_on_watch(hall: Desk) -> None:
    (watch,) = hall.http.get("/watches").json()["watches"]

    assert (watch["post"], watch["state"], watch["present"]) == (POST, "dijaga", 10)
    assert [team["team"] for team in watch["teams"]] == ["regu-1"]
    assert hall.http.get("/watches", params={"status": "kosong"}).json()["watches"] == []


def test_a_post_tells_its_handovers(hall: Desk) -> None:
    answer = hall.http.get(f"/watches/{POST}").json()

    assert answer["watch"]["handovers"][0]["team"] == "regu-0"
    teams = [[team["team"] for team in one["teams"]] for one in answer["changes"]]
    assert teams[0] == ["regu-0"]
    assert teams[-1] == ["regu-1"]


def test_a_post_that_nobody_has_spoken_of_is_not_found(hall: Desk) -> None:
    assert hall.http.get("/watches/16.08/GDG-99").status_code == 404


@pytest.fixture(name="covert", scope="module")
def _covert(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx2.Client]:
    """A server that was told of a covert post what should have been sealed."""

    def tell(book: Book) -> None:
        period = {"from": "2024-11-25T07:00:00+07:00", "until": "2024-11-28T07:00:00+07:00"}
        unit, police = "16.08/polri", book.registrar(1)
        told = {"post": COVERT, "unit": unit, "openness": "tertutup"}
        book.say(police, "PostEstablished", NOON, minimum=MINIMUM, shift=480, period=period, **told)
        stood = {"post": COVERT, "team": "regu-1", "unit": unit, "present": PRESENT}
        book.say(GUARD, "ShiftStarted", NOON, **stood)
        checked = {"post": COVERT, "purpose": "kontrol", "present": PRESENT}
        book.say(GUARD, "PostChecked", NOON, **checked)

    with audience(tmp_path_factory.mktemp("covert"), tell) as http:
        yield http


@pytest.mark.parametrize(
    "path",
    [
        "/watches",
        f"/watches/{COVERT}",
        "/subjects/pos",
        f"/subjects/pos/{COVERT}",
        f"/places/{COVERT}",
        f"/history/{COVERT}",
        "/findings",
        "/statements",
        "/export/posts.csv",
        "/export/posts.jsonl",
        "/export/findings.jsonl",
        f"/papers/buku-mutasi/{COVERT}",
    ],
)
@pytest.mark.parametrize("accept", ["application/json", "text/html"])
def test_no_answer_repeats_how_many_stand_at_a_covert_post(
    covert: httpx2.Client, path: str, accept: str
) -> None:
    answer = covert.get(path, headers={"Accept": accept})

    assert answer.is_success, answer.text
    assert str(MINIMUM) not in answer.text
    assert str(PRESENT) not in answer.text


def test_the_leaf_itself_stands_as_it_was_signed(covert: httpx2.Client) -> None:
    (leaf,) = covert.get("/statements", params={"kind": "PostEstablished"}).json()["statements"]

    assert str(MINIMUM) in covert.get(f"/statements/{leaf['leaf_index']}").text
