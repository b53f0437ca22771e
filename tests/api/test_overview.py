"""The whole operation on one page."""

from ledger.fingerprint import words
from ledger.tlog.text import parse_hash
from tests.support.device import ORIGIN
from tests.support.server import Desk


def test_the_overview_counts_everything(hall: Desk) -> None:
    answer = hall.http.get("/overview").json()

    assert (answer["origin"], answer["size"]) == (ORIGIN, hall.place.ledger.tree.size)
    assert answer["charter"] == hall.place.ledger.fingerprint()
    assert answer["boxes"] == {"dipegang": 2}
    assert answer["visits"] == {"di_dalam": 1, "keluar": 2}
    assert answer["watches"] == {"dijaga": 1}
    assert answer["findings"].keys() == {"kritis", "tinggi", "sedang"}


def test_the_first_page_shows_the_eight_words_to_compare(hall: Desk) -> None:
    text = hall.http.get("/", headers={"Accept": "text/html"}).text

    assert words(parse_hash(hall.place.ledger.fingerprint(), "fingerprint")) in text
