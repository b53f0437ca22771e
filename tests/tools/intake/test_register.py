"""What is on record is read alike from a directory and from its server."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.command import segel
from tests.support.recital import told
from tests.support.server import Desk
from tools.complaint import CommandError
from tools.intake.register import Register, loaded

LISTS = ("organisations", "places", "persons", "boxes", "orders")


@pytest.fixture(name="hall", scope="module")
def _hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A served ledger of a small election."""
    with told(tmp_path_factory.mktemp("hall")) as hall:
        yield hall


@pytest.mark.parametrize("is_served", [True, False])
def test_places_persons_and_boxes_are_found(hall: Desk, *, is_served: bool) -> None:
    target = hall.address if is_served else str(hall.place.path)

    register = loaded(target, LISTS, 40 if is_served else None)

    place = register.find(("place", "16.08/GDG-01"))
    box = register.find(("box", "16.08.0000-GUB"))
    assert place is not None
    assert (place["place_kind"], place["unit"]) == ("gudang", "16.08/kpu")
    assert box is not None
    assert box["holder"] == "16.08/kpu"
    assert register.has(("person", "kpu-1"))
    assert register.find(("mandate", "kpu-1", "16.08/kpu/gudang-01")) == {"unit": "16.08/kpu"}
    assert register.has(("office", "kpu-1", "logistik_kpu", "16.08/kpu", "16.08"))
    assert register.find(("place", "16.08/GDG-99")) is None


def test_founders_speak_for_their_organisations(hall: Desk) -> None:
    register = Register()

    register.add_charter(hall.place.ledger.charter)

    assert register.has(("organisation", "16.08/kpu"))


def test_an_area_is_known_by_what_is_in_it() -> None:
    register = Register()
    register.add(("organisation", "16.08.05/ppk"), {"name": "PPK"})

    assert [register.has(("area", one)) for one in ("16", "16.08.05", "16.08.0", "16.08.06")] == [
        True,
        True,
        False,
        False,
    ]
    assert register.name_of(("organisation", "16.08.05/ppk"), "?") == "PPK"
    assert register.name_of(("organisation", "16.08.06/ppk"), "?") == "?"


def test_orders_of_the_own_journal_are_remembered(tmp_path: Path) -> None:
    register = Register()
    register.add_assignments(tmp_path)

    assert not register.has(("assignment", "S/1", "u", "p", "jaga", "p-1"))


def test_a_server_that_answers_something_else_is_said(hall: Desk, tmp_path: Path) -> None:
    for target in ("http://127.0.0.1:9", f"{hall.address}/log"):
        with pytest.raises(CommandError):
            loaded(target, LISTS, None)
    assert segel("import", "areas", tmp_path / "x.csv", "x", tmp_path).status == 2
