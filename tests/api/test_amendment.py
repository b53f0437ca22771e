"""An amendment tells how it stands, and a leaf how it reads now, as of any leaf and in words."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest

from ledger.application import Ledger
from ledger.log import Log
from tests.support.book import NOON, Book
from tests.support.practice import NOW, practice
from tests.support.season import STORE, Season
from tests.support.server import desk

CLERK, GUARD = "16.08/kpu/gudang-01", "16.08/polri/regu-1"


class Told(NamedTuple):
    """A server, and the leaves of what was said."""

    http: Any
    target: int
    first: int
    blind: int
    second: int
    strange: int


@pytest.fixture(name="told", scope="module")
def _told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    """A registration corrected, corrected in vain, annulled; and a correction of a correction."""
    with practice(tmp_path_factory.mktemp("amendment") / "ledger") as place:
        place.ledger.close()
        log = Log.open(place.path / "ledger.db")
        book = Book(log, place.founders)
        Season(book, 0).open()
        item = {"box": "K1", "box_kind": "kotak_suara"}
        target = book.say(
            CLERK, "ItemRegistered", holder="16.08/kpu", place="16.08/GDG-salah", items=[item]
        )
        begin = book.size - 1
        first = amended(book, target, changes={"place": STORE})
        amended(book, target, changes={"place": "16.08/GDG-02"})
        amended(book, target, replaces=first)
        amended(book, first, kind="CorrectionDeclared", changes={"reason": "salah_hitung"})
        book.commit()
        log.close()
        place.ledger = Ledger.open(place.path, lambda: NOW)
        with desk(place) as counter:
            counter.http.get("/overview", params={"after": begin + 8})
            yield Told(counter.http, begin, *(begin + number for number in (1, 3, 5, 7)))


def amended(book: Book, target: str, kind: str = "ItemRegistered", **fields: object) -> str:
    """Correct or, without changes, annul; the guard endorses. Return the amendment's hash."""
    what = "CorrectionDeclared" if "changes" in fields else "AnnulmentDeclared"
    fields |= {"target": target, "target_kind": kind, "reason": "salah_tulis"}
    declared = book.say(CLERK, what, NOON, **fields)
    book.say(GUARD, "Endorsed", of=declared, of_kind=what)
    return declared


def asked(told: Told, leaf: int, as_of: int | None = None) -> dict[str, Any]:
    params = {} if as_of is None else {"as_of": as_of}
    found: dict[str, Any] = told.http.get(f"/statements/{leaf}", params=params).json()["statement"]
    return found


def test_a_leaf_reads_as_amended_from_the_endorsement_on_and_keeps_its_own_words(
    told: Told,
) -> None:
    declared, in_force = told.first, told.first + 1

    assert asked(told, told.target, declared)["amended"] is None
    corrected = asked(told, told.target, in_force)
    assert corrected["body"]["place"] == "16.08/GDG-salah"
    assert corrected["amended"]["reads"]["place"] == STORE
    assert (corrected["amended"]["by"], corrected["amended"]["since"]) == (declared, in_force)
    now = asked(told, told.target)["amended"]
    assert (now["by"], now["annulled"], now["reads"]) == (told.second, True, None)


def test_an_amendment_waits_has_force_and_is_replaced(told: Told) -> None:
    states = [
        asked(told, told.first, as_of)["amendment"]["state"]
        for as_of in (told.first, told.first + 1, told.second + 1)
    ]

    assert states == ["menunggu", "berlaku", "digantikan"]
    assert asked(told, told.first)["amendment"]["replaced_by"] == told.second


@pytest.mark.parametrize(("name", "why"), [("blind", "replaces"), ("strange", "amendment")])
def test_one_without_force_says_why(told: Told, name: str, why: str) -> None:
    found = asked(told, getattr(told, name))["amendment"]

    assert (found["state"], found["why"], found["since"]) == ("tanpa_daya", why, None)


def test_other_leaves_are_neither(told: Told) -> None:
    other = asked(told, told.target - 1)

    assert (other["amendment"], other["amended"]) == (None, None)


def test_the_page_says_it_in_words(told: Told) -> None:
    def page(leaf: int, **params: object) -> str:
        headers = {"Accept": "text/html"}
        text: str = told.http.get(f"/statements/{leaf}", params=params, headers=headers).text
        return text

    assert "tanpa daya" in page(told.blind)
    assert "tidak menyebut pembetulan yang kini berlaku" in page(told.blind)
    assert "its target is an amendment or endorsement itself" in page(told.strange, lang="en")
    assert "dianggap tidak terjadi" in page(told.target)
    assert "16.08/GDG-01" in page(told.target, as_of=told.first + 1)
    assert "berlaku sejak daun" in page(told.second)
