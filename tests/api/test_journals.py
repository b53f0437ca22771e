"""Journals over HTTP: who may sign, and how far each has come."""

from ledger.tlog.text import to_base64
from tests.support.authenticator import Authenticator
from tests.support.device import REGISTRARS
from tests.support.server import Desk

VISIT: dict[str, object] = {
    "kind": "VisitorReported",
    "place": "16.08/GDG-01",
    "visitor": {"sd": to_base64(bytes(32)), "class": "pribadi"},
    "purpose": "tamu",
}


def test_journals_are_listed_with_their_founders(hall: Desk) -> None:
    journals = hall.http.get("/journals").json()["journals"]
    of_police = hall.http.get("/journals", params={"registrar": "16.08/polri"}).json()["journals"]

    assert {one["registrar"] for one in journals} == set(REGISTRARS)
    assert [one["journal"] for one in of_police] == [
        "16.08/polri",
        "16.08/polri/regu-1",
        "16.08/polri/regu-2",
    ]


def test_a_journal_tells_how_far_it_has_come_as_of_a_leaf(hall: Desk) -> None:
    path = "/journals/16.08/kpu/gudang-01"
    now = hall.http.get(path).json()["journal"]
    then = hall.http.get(path, params={"as_of": 25}).json()["journal"]

    assert now["statements"] == now["last"] + 1 == 9
    assert then["last"] < now["last"]
    assert not now["is_endorsed"]


def test_a_journal_that_nobody_enrolled_is_not_found(hall: Desk) -> None:
    assert hall.http.get("/journals/16.08/kpu/gudang-99").status_code == 404


def test_a_hardware_key_shows_on_the_pages_of_journals_and_statements(counter: Desk) -> None:
    place = counter.place
    (guard,) = place.enrols("16.08/kpu/gudang-03")
    finger = Authenticator()
    place.takes(place.founders.registrars[0].registers(guard.strengthen_line(finger)))
    guard.finger = finger
    leaf = place.takes(guard.says({"kind": "Halo"})).leaf_index
    counter.http.get("/overview", params={"after": leaf})

    told = counter.http.get(f"/journals/{guard.name}").json()["journal"]
    said = counter.http.get(f"/statements/{leaf}").json()["statement"]
    standing = counter.http.get("/register", params={"journal": guard.name}).json()
    headers = {"Accept": "text/html"}
    paths = ("journals", f"statements/{leaf}")
    pages = [counter.http.get(f"/{path}", headers=headers).text for path in paths]

    assert (told["hardware_by"], told["by_hardware"]) == (leaf - 1, 1)
    assert said["tier"] == "sidik jari"
    assert standing["hardware"].startswith(f"{guard.name}+")
    assert ["ada, 1 catatan" in pages[0], "sidik jari" in pages[1]] == [True, True]


def test_a_journal_tells_when_it_was_heard_last_and_who_signs_with_it(hall: Desk) -> None:
    path = "/journals/16.08/kpu/gudang-01"
    now = hall.http.get(path).json()["journal"]
    then = hall.http.get(path, params={"as_of": 25}).json()["journal"]
    page = hall.http.get(path, headers={"Accept": "text/html"}).text

    assert now["person"] == "kpu-1"
    assert then["heard"]["leaf"] <= 25 < now["heard"]["leaf"]
    assert then["heard"]["at"] < now["heard"]["at"]
    assert [word in page for word in ("terakhir terdengar", "didaftarkan pada daun")] == [True] * 2


def test_the_page_of_keys_says_which_phones_are_silent_and_what_numbers_are_missing(
    counter: Desk,
) -> None:
    place = counter.place
    quiet, resumed = place.enrols("16.08/kpu/gudang-03", "16.08/kpu/gudang-04")
    place.takes(quiet.says({**VISIT, "at": "2024-11-23T09:00:00+07:00"}))
    place.takes(resumed.says({**VISIT, "at": "2024-11-25T08:50:00+07:00"}))
    resumed.sequence = 4
    line = f"resume {resumed.name} at 4 after {to_base64(resumed.head)}"
    place.takes(place.founders.registrars[0].registers(line))
    leaf = place.takes(resumed.says({**VISIT, "at": "2024-11-25T08:59:00+07:00"})).leaf_index
    page = counter.http.get(
        "/journals", params={"after": leaf}, headers={"Accept": "text/html"}
    ).text
    gaps = counter.http.get("/gaps", params={"silent": 47}).json()

    assert "23-11-2024 09.00 WIB, diam 48 jam" in page
    assert page.count("diam ") == 1
    assert "1-3" in page
    assert [(one["first"], one["last"]) for one in gaps["numbers"]] == [(1, 3)]
    assert (gaps["silent"], gaps["also_silent"]) == ([], 1)
