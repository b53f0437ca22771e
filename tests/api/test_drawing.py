"""Pictures as they are written: read aloud, escaped, in the palette, in two languages."""

from xml.etree import ElementTree as ET

from api.drawing import Area, Block, Key, Picture, Shape, Stroke, Words
from api.page import page
from api.sheet import Language, Sheet, Table, Text

SVG = "{http://www.w3.org/2000/svg}"
TITLE = Text("Kotak per kecamatan", "Boxes by district")


def drawn(*shapes: Shape, keys: tuple[Key, ...] = (), lang: Language = "id") -> str:
    """Return the page of a sheet with one picture."""
    about = Text("Tiga kotak", "Three boxes")
    picture = Picture(TITLE, about, 40, shapes, keys)
    return written(Sheet(TITLE, tables=[Table(TITLE, (), ())], pictures=[picture]), lang)


def written(sheet: Sheet, lang: Language = "id") -> str:
    """Return a sheet as a page."""
    values = {
        "sheet": sheet,
        "lang": lang,
        "origin": "segel.example/latihan/uji",
        "operation": "Uji",
        "as_of": 1,
        "position": 1,
        "path": "/progress",
        "is_past": False,
    }
    return bytes(page("sheet.html", values).body).decode()


def svg(text: str) -> ET.Element:
    """Return the first picture of a page."""
    start, end = text.index("<svg"), text.index("</svg>") + len("</svg>")
    return ET.fromstring(text[start:end].replace("<svg", f'<svg xmlns="{SVG[1:-1]}"', 1))  # noqa: S314 - our own page


def test_a_picture_is_told_to_those_who_do_not_see_it() -> None:
    picture = svg(drawn(lang="en"))

    named = {one.get("id"): one.text for one in picture if one.get("id")}
    assert picture.get("role") == "img"
    assert named[picture.get("aria-labelledby")] == "Boxes by district"
    assert named[picture.get("aria-describedby")] == "Three boxes"


def test_each_shape_is_written_as_what_it_is() -> None:
    square = ((0, 0), (9, 0), (9, 9.2))
    picture = svg(
        drawn(
            Block(1, 2, 30, 4.5, "one", "12 kotak", strength=2),
            Block(1, 8, 30, 4, "warn", is_hatched=True),
            Area([square, square], "three", "Belitang"),
            Stroke([(0, 0), (5, 5)], "soft", is_dashed=True),
            Words(3, 11, Text("Kotak", "Boxes"), "middle"),
        )
    )

    full, hatched = picture.findall(f"{SVG}rect")
    assert (full.get("class"), full.get("fill-opacity"), full[0].text) == ("one", "0.5", "12 kotak")
    assert hatched.get("fill") == "url(#picture-1-hatch)"
    area = picture.find(f"{SVG}path")
    assert area is not None
    assert area.get("d") == "M0,0 9,0 9,9.2zM0,0 9,0 9,9.2z"
    line = picture.find(f"{SVG}polyline")
    assert line is not None
    assert (line.get("points"), line.get("stroke-dasharray")) == ("0,0 5,5", "4 3")
    words = picture.find(f"{SVG}text")
    assert words is not None
    assert (words.text, words.get("text-anchor")) == ("Kotak", "middle")


def test_names_in_a_picture_are_escaped() -> None:
    name = '"><script>alert(1)</script>'
    text = drawn(Block(0, 0, 1, 1, "one", name), Words(0, 0, name), keys=(Key(name, "one"),))

    assert "<script>alert" not in text
    assert svg(text).findtext(f"{SVG}text") == name


def test_a_colour_has_its_word_in_the_key() -> None:
    text = drawn(keys=(Key(Text("di jalan", "on the road"), "two"),), lang="en")

    assert "on the road</li>" in text


def test_a_page_without_a_picture_carries_no_style_for_it() -> None:
    assert ".picture" not in written(Sheet(TITLE))
    assert ".picture .two:not([fill]){fill:var(--two)}" in drawn()
