"""A list of differences says of each whether a supervisor has raised it, and how that stands."""

from typing import Any

import pytest

from api.standing import page_of
from tests.api.test_attention import BAWASLU, PAGE, STORE, says
from tests.support.device import Device
from tests.support.server import Desk

DUE = "2024-11-27T20:00:00+07:00"


@pytest.fixture(name="registrar")
def _registrar(counter: Desk) -> Device:
    return counter.place.founders.registrars[BAWASLU]


@pytest.fixture(name="stated")
def somebody_without_a_role_speaks(counter: Desk) -> str:
    (device,) = counter.place.enrols("16.08/kpu/gudang-01")
    return says(counter, device, "StoreOpened", place=STORE)


def raised(counter: Desk) -> list[dict[str, Any]]:
    one = counter.http.get("/findings", params={"rule": "R28"}).json()["findings"][0]
    told: list[dict[str, Any]] = one["raised"]
    return told


def page(counter: Desk) -> str:
    return counter.http.get("/findings", params={"rule": "R28"}, headers=PAGE).text


def test_a_difference_that_nobody_has_raised_says_so(
    counter: Desk, registrar: Device, stated: str
) -> None:
    says(counter, registrar, "ObservationFiled", basis=[stated])

    assert raised(counter) == []
    assert "belum diajukan" in page(counter)


def test_a_difference_that_was_raised_leads_to_the_finding_and_its_clock(
    counter: Desk, registrar: Device, stated: str
) -> None:
    leaf = says(counter, registrar, "FindingRaised", basis=[stated], rule="R28", due=DUE)

    (one,) = raised(counter)
    assert (one["journal"], one["status"], one["due"]) == (registrar.name, "terbuka", DUE)
    text = page(counter)
    assert "menunggu tanggapan" in text
    assert "27-11-2024 20.00 WIB" in text
    page_of_it = str(page_of(leaf))
    assert f'href="{page_of_it}"' in text
    assert counter.http.get(page_of_it).json()["subject"]["subject"] == leaf


def test_a_clock_that_was_stopped_is_not_shown(
    counter: Desk, registrar: Device, stated: str
) -> None:
    leaf = says(counter, registrar, "FindingRaised", basis=[stated], rule="R28", due=DUE)
    says(counter, registrar, "FindingClosed", of=leaf)

    text = page(counter)
    assert "ditutup" in text
    assert "27-11-2024" not in text


def test_what_was_raised_under_another_rule_is_another_matter(
    counter: Desk, registrar: Device, stated: str
) -> None:
    says(counter, registrar, "FindingRaised", basis=[stated], rule="R04", due=DUE)

    assert raised(counter) == []
