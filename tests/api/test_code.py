"""A code on a screen says what it is; that it can be read is seen in the browser's tests."""

from api.code import drawn


def test_a_code_says_what_it_is_and_is_dark_on_white() -> None:
    shape = drawn("https://segel.example/jaga/", 'kode "HP" pertama')
    assert 'role="img" aria-label="kode &quot;HP&quot; pertama"' in shape
    assert 'fill="#fff"' in shape
    assert 'stroke="#000"' in shape
    assert "style=" not in shape


def test_what_is_longer_than_any_code_has_none() -> None:
    assert drawn("x" * 3000, "kode") == ""
