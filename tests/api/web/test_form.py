"""The pages of the forms: whole without a script, in both languages, under a strict policy."""

from html import unescape

import pytest

from api.form import form_of
from domain.catalogue import KINDS
from tests.support.server import Desk


def test_every_kind_is_listed_and_has_its_page(hall: Desk) -> None:
    text = hall.http.get("/formulir").text

    assert all(f'href="/formulir/{kind}"' in text for kind in KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_a_form_is_whole_without_a_script_in_both_languages(hall: Desk, kind: str) -> None:
    page = hall.http.get(f"/formulir/{kind}")
    english = hall.http.get(f"/formulir/{kind}", params={"lang": "en"})

    assert f"<h1>{KINDS[kind].label}</h1>" in unescape(page.text)
    assert f"<h1>{KINDS[kind].english}</h1>" in unescape(english.text)
    assert "<noscript>" in page.text
    assert page.text.count("data-field=") == english.text.count("data-field=") > 0


def test_a_form_runs_no_script_but_ours(hall: Desk) -> None:
    policy = hall.http.get("/formulir/OrderIssued").headers["content-security-policy"]

    assert "script-src 'self';" in policy
    assert "unsafe" not in policy


def test_english_words_stand_on_the_english_page_only(hall: Desk) -> None:
    words = "A commander orders a unit to a task"

    assert words not in hall.http.get("/formulir/OrderIssued").text
    assert words in hall.http.get("/formulir/OrderIssued", params={"lang": "en"}).text


@pytest.mark.parametrize("kind", KINDS)
def test_what_things_mean_is_said_in_the_language_of_the_page(hall: Desk, kind: str) -> None:
    form = form_of(kind)
    pages = [
        unescape(hall.http.get(f"/formulir/{kind}", params={"lang": lang}).text)
        for lang in ("id", "en")
    ]

    for told in (form.meaning, *(one.meaning for one in form.inputs)):
        for words, other, page in zip(told, reversed(told), pages, strict=True):
            assert words.replace("`", "") in page
            assert other == words or f">{other.replace('`', '')}<" not in page


def test_there_is_no_form_of_a_kind_that_nobody_knows(hall: Desk) -> None:
    assert hall.http.get("/formulir/Naga").status_code == 404
    assert hall.http.get("/formulir", params={"lang": "su"}).status_code == 400
