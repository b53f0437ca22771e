"""The training supervisor: a practice phone is enrolled by one letter, and may enrol others."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from domain import canonical
from ledger.tlog.text import parse_base64
from ledger.tlog.tree import leaf_hash
from tests.support.device import Device
from tests.support.server import Desk, until
from tests.support.training import make, requested, training
from tools.training import LETTER_BYTES_MAX

ADDRESS = "/latihan/pengawas"


@pytest.fixture(name="made", scope="module")
def make_practice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("latihan") / "buku")


@pytest.fixture(name="hall", scope="module")
def serve_practice(made: Path) -> Iterator[Desk]:
    with training(made) as hall:
        yield hall


def test_a_phone_is_enrolled_at_once_and_its_statements_count(hall: Desk) -> None:
    phone = Device.named("16.08/polres/pos-1")
    answer = hall.http.post(ADDRESS, content=requested(hall.place, phone))
    assert answer.status_code == 200
    letter = canonical.decode(parse_base64(answer.text.removeprefix("segel:"), "letter"))
    assert letter["seat"]["place"] == "16.08/GDG-01"
    phone.enrolled(letter["notes"][-1].encode())
    hall.place.shows(phone)
    assert hall.hands_in(phone.says({"kind": "WatchStarted"})).status_code == 201
    member = hall.place.ledger.register.members[phone.name]
    assert member.enrolled_by == leaf_hash(letter["notes"][-1].encode())
    assert member.prefix == phone.name


def test_the_person_behind_it_is_known_with_a_role(hall: Desk) -> None:
    phone = Device.named("16.08/polres/pos-2")
    assert hall.http.post(ADDRESS, content=requested(hall.place, phone)).is_success

    def is_known() -> bool:
        persons = hall.http.get("/posts/16.08/GDG-01").json()["persons"].values()
        return any(one["journals"] == [phone.name] and one["roles"] for one in persons)

    until(is_known)


@pytest.mark.parametrize("name", ["16.08/kpu/gudang-latihan", "16.08/bawaslu/staf-latihan"])
def test_the_other_branches_enrol_theirs(hall: Desk, name: str) -> None:
    answer = hall.http.post(ADDRESS, content=requested(hall.place, Device.named(name)))
    assert answer.is_success


def test_what_is_no_letter_or_no_practice_name_is_refused(hall: Desk) -> None:
    strange = requested(hall.place, Device.named("16.08/partai/pos-1"))
    for letter in ("segel:AAAA", "halo", strange):
        assert hall.http.post(ADDRESS, content=letter).status_code == 400


def test_what_is_longer_than_any_letter_is_refused(hall: Desk) -> None:
    assert hall.http.post(ADDRESS, content=bytes(LETTER_BYTES_MAX + 1)).status_code == 413


def test_a_name_is_given_once(hall: Desk) -> None:
    letter = requested(hall.place, Device.named("16.08/polres/pos-3"))
    assert hall.http.post(ADDRESS, content=letter).is_success
    assert hall.http.post(ADDRESS, content=letter).status_code == 400


def test_only_the_demo_has_such_a_supervisor(hall: Desk) -> None:
    assert "/latihan/pengawas" not in hall.http.get("/openapi.json").text
