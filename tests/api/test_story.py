"""The story of a box: three lanes that say the same as the table beside them."""

from api.drawing import Block, Picture, Words
from api.gazetteer import Gazetteer
from api.story import DRAWN, Step, picture
from tests.support.server import Desk
from tests.support.story import moment

BOX = "16.08.0000-GUB"
NAMES = Gazetteer({"gdg": "Gudang"}, {"kpu": "KPU", "ppk": "PPK"})


def step(leaf: int, holders: tuple[str, ...], place: str | None, *guards: str) -> Step:
    return Step(leaf, moment(f"{leaf:02d}:00"), "dipegang", holders, place, guards)


def lane(found: Picture, number: int) -> list[Block]:
    """Return what stands in a lane from above, without what only lies beneath words."""
    blocks = [one for one in found.shapes if isinstance(one, Block) and one.label]
    left = sorted({one.x for one in blocks})
    return [one for one in blocks if one.x == left[number]]


def words(found: Picture) -> list[str | tuple[str, str]]:
    return [one.text for one in found.shapes if isinstance(one, Words)]


def test_a_story_tells_who_held_a_box_where_and_under_whose_guard(hall: Desk) -> None:
    told = hall.http.get(f"/boxes/{BOX}").json()["story"]

    assert [one["leaf"] for one in told] == [22, 25, 27, 37, 39]
    assert [one["place"] for one in told] == [
        "16.08/GDG-01", None, "16.08.0000/TPS", None, "16.08/GDG-01",
    ]  # fmt: skip
    assert [one["guards"] for one in told] == [["16.08/polres"], [], [], [], ["16.08/polres"]]
    assert told[0]["at"] == "2024-11-20T08:03:10+07:00"
    page = hall.http.get(f"/boxes/{BOX}", headers={"Accept": "text/html"}).text
    assert "<h2>Siapa bertanggung jawab</h2>" in page
    assert 'role="img"' in page


def test_what_stays_is_one_block() -> None:
    story = [step(1, ("kpu",), "gdg"), step(2, ("kpu",), None), step(3, ("ppk",), "gdg")]

    found = picture(BOX, story, NAMES)

    first, second = lane(found, 0)
    assert first.height > second.height
    assert [one.y for one in lane(found, 1)] == sorted(one.y for one in lane(found, 1))
    assert [len(lane(found, number)) for number in range(3)] == [2, 3, 1]
    assert "KPU" in words(found)
    assert "01.00" in str(words(found))


def test_where_nobody_answers_for_a_box_it_is_hatched_and_said() -> None:
    story = [step(1, (), None), step(2, ("kpu", "ppk"), "gdg", "polres"), step(3, ("kpu",), "gdg")]

    found = picture(BOX, story, NAMES)

    assert [one.is_hatched for one in lane(found, 0)] == [True, True, False]
    assert [one.is_hatched for one in lane(found, 1)] == [True, False]
    assert [one.is_hatched for one in lane(found, 2)] == [True, False, True]
    assert ("tak tercatat", "unrecorded") in words(found)


def test_of_a_long_story_the_newest_is_drawn_and_the_rest_is_told_of() -> None:
    story = [step(number % 24, (f"satuan-{number}",), "gdg") for number in range(DRAWN + 5)]

    found = picture(BOX, story, NAMES)

    assert len(lane(found, 0)) == DRAWN
    assert "5 yang lebih lama ada di tabel" in found.description[0]
    assert all(len(one) <= 11 for one in words(found))
