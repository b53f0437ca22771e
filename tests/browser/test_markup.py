"""Markup: drawn once, drawn again where it has changed, and never parsed from what is put in."""

from typing import Any

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

DRAW = """async (body) => {
  const { html, nothing, render } = await import("/static/markup.js");
  const place = document.createElement("main");
  document.body.append(place);
  const text = () => place.innerHTML.replace(/<!--.*?-->/g, "");
  const act = new Function("tools", `with (tools) { return (${body})(); }`);
  return act({ html, nothing, render, place, text });
}"""


def drawn(script: Page, body: str) -> Any:
    """Run a few lines that draw into `place`; `text()` is what stands there."""
    return script.evaluate(DRAW, f"() => {{ {body} }}")


@pytest.mark.parametrize(
    ("view", "text"),
    [
        ("html`<p>${'a'} b ${1}</p>`", "<p>a b 1</p>"),
        ("html`${'first'}<p>c</p>${'last'}`", "first<p>c</p>last"),
        ("html`<p>${nothing}${undefined}${null}</p>`", "<p></p>"),
        ("html`<p class='a ${'b'} ${3}' id=${'x'}></p>`", '<p class="a b 3" id="x"></p>'),
        ("html`<p title=${nothing}></p>`", "<p></p>"),
        ("html`<input ?disabled=${true} ?required=${false}>`", '<input disabled="">'),
        (
            "html`<ul>${[1, 2].map((n) => html`<li>${n}</li>`)}</ul>`",
            "<ul><li>1</li><li>2</li></ul>",
        ),
        ("html`<p>${[]}${['a', ['b', html`<i>c</i>`]]}</p>`", "<p>ab<i>c</i></p>"),
        ("html`<p>${document.createElement('b')}</p>`", "<p><b></b></p>"),
        (
            "html`<p>${'<b onclick=x>'}</p>`",
            "<p>&lt;b onclick=x&gt;</p>",
        ),
    ],
)
def test_a_template_is_drawn_with_what_is_put_in(script: Page, view: str, text: str) -> None:
    assert drawn(script, f"render({view}, place); return text();") == text


@pytest.mark.parametrize(
    "steps",
    [
        ("'a'", "'b'", "nothing", "'c'"),
        ("html`<i>${1}</i>`", "html`<b>2</b>`", "'text'", "html`<b>2</b>`"),
        ("[1, 2, 3]", "[1]", "[]", "[4, 5]", "'text'", "[6]"),
        ("[html`<i>1</i>`, 'a']", "['a', html`<i>1</i>`]", "nothing", "html`${'x'}${'y'}`"),
        ("html`${nothing}${[1]}`", "html`${'x'}`", "''", "0"),
    ],
)
def test_whatever_stood_there_makes_room(script: Page, steps: tuple[str, ...]) -> None:
    """It looks as if it had been drawn at once, and nothing beside it moves."""
    body = f"""
      const views = [{", ".join(f"() => {one}" for one in steps)}];
      const around = (view) => html`<p>(${{view}}|${{view}})</p>`;
      return views.map((view) => {{
        render(around(view()), place);
        const after = text();
        const fresh = document.createElement("main");
        render(around(view()), fresh);
        return after === fresh.innerHTML.replace(/<!--.*?-->/g, "");
      }});"""
    assert all(drawn(script, body))


def test_what_stays_the_same_is_not_touched(script: Page) -> None:
    body = """
      const view = (name, more) => html`<label>${name}<input .value=${name}></label>${more}`;
      render(view("a", nothing), place);
      const [input, label] = [place.querySelector("input"), place.querySelector("label")];
      input.value = "typed";
      render(view("a", [html`<p>new</p>`]), place);
      const kept = input.value;
      render(view("b", nothing), place);
      return [kept, input.value, input === place.querySelector("input"), label.isConnected];"""
    assert drawn(script, body) == ["typed", "b", True, True]


def test_a_listener_is_the_last_one_that_was_given(script: Page) -> None:
    body = """
      const heard = [];
      const view = (word) => html`<button @click=${() => heard.push(word)}></button>`;
      for (const word of ["a", "b"]) {
        render(view(word), place);
        place.querySelector("button").click();
      }
      return heard;"""
    assert drawn(script, body) == ["a", "b"]


def test_it_is_drawn_behind_what_stands_there_already(script: Page) -> None:
    body = """
      place.append("before");
      render("a", place);
      render(html`<b>b</b>`, place);
      return text();"""
    assert drawn(script, body) == "before<b>b</b>"


def test_a_list_that_shrinks_leaves_its_neighbours(script: Page) -> None:
    body = """
      const view = (one, two) => html`${one}${two}<hr>`;
      render(view([1, 2], [3]), place);
      render(view([], [3, 4]), place);
      render(view([5], []), place);
      return text();"""
    assert drawn(script, body) == "5<hr>"


def test_a_drawing_in_a_drawing_has_its_own_kind(script: Page) -> None:
    body = """
      render(html`<svg viewBox="0 0 ${4} ${4}"><path d=${"M0 0"}/></svg>`, place);
      const [svg, path] = [place.querySelector("svg"), place.querySelector("path")];
      return [svg.viewBox.baseVal.width, path.namespaceURI === svg.namespaceURI];"""
    assert drawn(script, body) == [4, True]
