"""The pages of the problems exist, in both languages."""

from html import unescape

import pytest

from api.problems import PROBLEMS
from tests.support.server import Desk


@pytest.mark.parametrize("slug", PROBLEMS)
def test_the_type_of_every_problem_is_the_address_of_its_page(hall: Desk, slug: str) -> None:
    problem = PROBLEMS[slug]
    page = hall.http.get(problem.type)
    english = hall.http.get(problem.type, params={"lang": "en"})

    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert f"<h1>{problem.title}</h1>" in page.text
    assert f"<h1>{problem.title_en}</h1>" in english.text
    assert problem.advice_en in unescape(page.text)


def test_all_problems_stand_on_one_page(hall: Desk) -> None:
    text = hall.http.get("/problems").text

    assert all(f'id="{slug}"' in text for slug in PROBLEMS)


def test_a_problem_that_nobody_has_is_not_found(hall: Desk) -> None:
    assert hall.http.get("/problems/nothing").status_code == 404
