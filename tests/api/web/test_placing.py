"""A function that is called from one place stands there, and does what it did."""

import pytest

from api.web.placing import placed


@pytest.mark.parametrize(
    ("text", "moved"),
    [
        ("h(()=>{function one(a){return a}g(one(1))})", "h(()=>{g((function(a){return a})(1))})"),
        (
            "h(async()=>{await one();async function one(){}})",
            "h(async()=>{await (async function(){})();})",
        ),
        ("h(()=>{function*one(){}all(one())})", "h(()=>{all((function*(){})())})"),
        ("h(()=>{function one(){}all.map(one)})", "h(()=>{all.map((function(){}))})"),
        (
            "h(()=>{function one(){}function two(){one()}two()})",
            "h(()=>{(function(){(function(){})()})()})",
        ),
    ],
)
def test_a_function_stands_where_it_is_called(text: str, moved: str) -> None:
    assert placed(text) == moved


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("h(()=>{function one(){}one();one()})", id="called twice"),
        pytest.param("h(()=>{function one(){one()}})", id="calls itself"),
        pytest.param("function one(){}one()", id="may be known to others"),
        pytest.param("h(()=>{function one(){}listen('x',one)})", id="remembered by whom"),
        pytest.param("h(()=>{function one(){}listeners.add(one)})", id="kept"),
        pytest.param("h(()=>{if(a)function one(){}one()})", id="no statement of a block"),
        pytest.param("h(()=>{let a=1;function one(){g(a)}h(a=>one())})", id="hides its own"),
        pytest.param("h(()=>{function one(){open()}h(open=>one())})", id="hides the browser's"),
    ],
)
def test_a_function_stays_where_it_would_become_another(text: str) -> None:
    assert placed(text) == text


def test_what_is_hidden_where_the_function_around_is_called_is_seen() -> None:
    text = (
        "h(()=>{let a=1;function one(){g(a)}function two(){one()}"
        "h(a=>two());function three(){return a}})"
    )

    assert "function one(){g(a)}" in placed(text)
