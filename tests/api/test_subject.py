"""Subjects over HTTP: whatever the folds keep, in one plain form."""

import re

import pytest

from projections.catalogue import PROJECTIONS
from tests.support.server import Desk

PAGE = {"Accept": "text/html"}
BOX = "16.08.0000-GUB"


def test_every_fold_has_its_list(hall: Desk) -> None:
    counts = hall.http.get("/subjects").json()["subjects"]

    assert set(counts) == {one.fold.name for one in PROJECTIONS}
    assert counts["kotak"] > 0


@pytest.mark.parametrize("kind", [one.fold.name for one in PROJECTIONS])
def test_a_list_and_each_of_its_subjects_are_answered_as_json_and_as_a_page(
    hall: Desk, kind: str
) -> None:
    answer = hall.http.get(f"/subjects/{kind}", params={"limit": 3}).json()

    assert hall.http.get(f"/subjects/{kind}", headers=PAGE).is_success
    for one in answer["subjects"]:
        address = f"/subjects/{kind}/{one['subject']}".replace("+", "%2B")
        found = hall.http.get(address).json()
        assert found["subject"] == one
        assert found["changes"][-1] == one
        assert hall.http.get(address, headers=PAGE).is_success


def test_a_list_goes_on_where_it_ended(hall: Desk) -> None:
    first = hall.http.get("/subjects/tempat", params={"limit": 1}).json()
    second = hall.http.get("/subjects/tempat", params={"limit": 1, "cursor": first["next"]}).json()

    assert first["subjects"][0]["subject"] < second["subjects"][0]["subject"]


def test_a_page_says_it_in_the_language_asked_for(hall: Desk) -> None:
    indonesian = hall.http.get("/subjects/kunjungan", headers=PAGE).text
    english = hall.http.get("/subjects/kunjungan", headers=PAGE, params={"lang": "en"}).text

    assert "keperluan" in indonesian
    assert not re.search(r"<th[^>]*>purpose", indonesian)
    assert "purpose" in english


def test_a_box_is_shown_with_its_claims_in_a_table(hall: Desk) -> None:
    page = hall.http.get(f"/subjects/kotak/{BOX}", headers=PAGE).text

    assert "klaim pemegang" in page
    assert "16.08/kpu" in page


@pytest.mark.parametrize(
    "path", ["/subjects/naga", "/subjects/naga/1", "/subjects/kotak/tidak-ada"]
)
def test_what_nobody_has_spoken_of_is_not_found(hall: Desk, path: str) -> None:
    answer = hall.http.get(path)

    assert (answer.status_code, answer.json()["type"]) == (404, "/problems/not-found")
