"""What the log has signed, for people: the newest checkpoints and who has cosigned them."""

from tests.support.server import Desk


def test_the_newest_checkpoints_are_listed_with_their_witnesses(hall: Desk) -> None:
    told = hall.http.get("/log").json()
    signed = hall.http.get("/log/checkpoint").text.split("\n")

    assert (told["origin"], str(told["size"]), told["root"]) == tuple(signed[:3])
    assert told["key"] == str(hall.place.founders.charter.log)
    sizes = [one["size"] for one in told["checkpoints"]]
    assert sizes == sorted(sizes, reverse=True)
    assert [one["witnesses"] for one in told["checkpoints"] if one["witnesses"]] == [["bawaslu"]]
    assert len(hall.http.get("/log", params={"limit": 1}).json()["checkpoints"]) == 1


def test_the_page_shows_the_words_to_compare_and_where_to_paste(hall: Desk) -> None:
    text = hall.http.get("/log?lang=en", headers={"Accept": "text/html"}).text

    assert "eight words of the charter" in text
    assert '<label for="old">Old checkpoint</label>' in text
    assert f'data-key="{hall.place.founders.charter.log}"' in text
