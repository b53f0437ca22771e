"""Pemeriksaan on a phone: a checklist, and what nobody looked at is said so."""

import pytest
from playwright.sync_api import expect

from tests.browser.jaga.test_incident import arrives, received, saves, takes_a_photo
from tests.support.handset import Handset
from tests.support.server import until

pytestmark = pytest.mark.browser


def answers(handset: Handset, line: str, result: str) -> None:
    group = handset.page.get_by_role("group", name=line, exact=True)
    group.get_by_role("radio", name=result, exact=True).check()


def test_a_list_is_chosen_and_answered_without_a_network(handset: Handset) -> None:
    handset.loses_the_network()
    handset.goes("inspeksi")
    handset.taps("Hujan")
    expect(handset.page.get_by_role("button", name="Simpan")).to_be_disabled()
    answers(handset, "Atap", "Tidak baik")
    handset.page.get_by_label("Apa yang kurang (tertutup)").fill("dua genteng lepas")
    answers(handset, "Lantai", "Baik")
    expect(handset.page.get_by_role("status")).to_contain_text("3 belum dijawab")
    takes_a_photo(handset)
    saves(handset)
    (entry,) = handset.entries()
    body = entry["body"]
    assert (body["kind"], body["template"], len(body["photos"])) == (
        "InspectionRecorded",
        "hujan",
        1,
    )
    assert {line["item"]: line["result"] for line in body["items"]} == {
        "atap": "kurang",
        "talang": "tidak_diperiksa",
        "lantai": "baik",
        "palet": "tidak_diperiksa",
        "terpal": "tidak_diperiksa",
    }
    assert body["items"][0]["note"]["class"] == "pengawas"
    handset.finds_the_network()
    until(received(handset))
    arrives(handset, 1)


@pytest.mark.parametrize("template", ["api_listrik", "cctv", "kunci"])
def test_every_list_is_understood_by_the_server(handset: Handset, template: str) -> None:
    handset.goes(f"inspeksi/{template}")
    for group in handset.page.get_by_role("group").all():
        if group.get_by_role("radio").count() == 3:
            group.get_by_role("radio", name="Baik", exact=True).check()
    expect(handset.page.get_by_role("status")).to_contain_text("Semua terjawab")
    saves(handset)
    until(received(handset))
    answer = handset.page.request.get(f"{handset.address}/statements/2.json?after=2")
    told = answer.json()["statement"]
    assert (told["kind"], told["understood"]) == ("InspectionRecorded", True)


def test_a_photograph_is_asked_for_only_where_something_is_not_good(handset: Handset) -> None:
    handset.goes("inspeksi/kunci")
    camera = handset.page.locator("input[type=file]")
    answers(handset, "Gembok", "Baik")
    expect(camera).to_have_count(0)
    answers(handset, "Gembok", "Tidak baik")
    expect(camera).to_have_count(1)
    expect(handset.page.locator("#screen")).to_contain_text("Jangan memotret orang")
