"""Findings over HTTP: at a stated time, in two languages, the gravest first."""

import pytest

from tests.support.server import Desk

LATER = "2024-11-30T08:00:00+07:00"


def test_a_finding_stands_from_the_moment_it_is_due(hall: Desk) -> None:
    def rules(at: str) -> list[str]:
        found = hall.http.get("/findings", params={"at": at}).json()["findings"]
        return [one["rule"] for one in found]

    assert "R14" not in rules("2024-11-25T08:06:00+07:00")
    assert "R14" in rules(LATER)


def test_the_time_is_now_unless_another_is_stated(hall: Desk) -> None:
    assert hall.http.get("/findings").json()["at"] == "2024-11-25T02:00:00Z"
    assert hall.http.get("/findings", params={"at": LATER}).json()["at"] == LATER


def test_a_plus_that_was_not_escaped_is_understood(hall: Desk) -> None:
    assert hall.http.get(f"/findings?at={LATER}").json()["at"] == LATER


def test_the_gravest_stand_first_in_both_languages(hall: Desk) -> None:
    answer = hall.http.get("/findings", params={"at": LATER}).json()

    ranks = [["kritis", "tinggi", "sedang"].index(one["severity"]) for one in answer["findings"]]
    assert ranks == sorted(ranks)
    assert all(one["text"] != one["text_en"] for one in answer["findings"])
    assert sum(answer["counts"].values()) == len(answer["findings"])


def test_findings_can_be_asked_for_by_rule_severity_and_subject(hall: Desk) -> None:
    def found(**where: str) -> list[dict[str, str]]:
        answer = hall.http.get("/findings", params={"at": LATER, **where})
        listed: list[dict[str, str]] = answer.json()["findings"]
        return listed

    assert {one["rule"] for one in found(rule="R08")} == {"R08"}
    assert {one["severity"] for one in found(severity="sedang")} == {"sedang"}
    about = found(kind="jurnal", subject="16.08/kpu/gudang-01")
    assert {one["subject"] for one in about} == {"16.08/kpu/gudang-01"}
    assert found(explained="true") == []


@pytest.mark.parametrize(
    "query",
    [
        "at=besok",
        "at=2024-11-25",
        "at=2024-11-25T08:00:00",
        "at=1732500000",
        "at=0001-01-01T00:00:00Z",
        "at=2024-02-30T08:00:00Z",
        "rule=R4",
        "severity=parah",
        "kind=kotak",
        "subject=x",
        "kind=apa&subject=x",
        "explained=mungkin",
    ],
)
def test_what_names_nothing_is_refused(hall: Desk, query: str) -> None:
    answer = hall.http.get(f"/findings?{query}")

    assert (answer.status_code, answer.json()["type"]) == (400, "/problems/bad-parameter")


def test_each_leaf_of_the_evidence_tells_which_tier_has_signed_it(hall: Desk) -> None:
    found = hall.http.get("/findings", params={"at": LATER}).json()["findings"]
    assert [len(one["tiers"]) for one in found] == [len(one["evidence"]) for one in found]
    assert {tier for one in found for tier in one["tiers"]} == {"perangkat lunak"}
    page = hall.http.get("/findings", params={"at": LATER}, headers={"Accept": "text/html"}).text
    assert "ditandatangani dengan" in page


@pytest.mark.parametrize("path", ["/findings", "/attention"])
def test_each_leaf_of_the_evidence_is_linked(hall: Desk, path: str) -> None:
    found = hall.http.get(path, params={"at": LATER}).json()["findings"]
    page = hall.http.get(path, params={"at": LATER}, headers={"Accept": "text/html"}).text
    cells = [
        ", ".join(f'<a href="/statements/{index}">{index}</a>' for index in one["evidence"])
        for one in found
    ]

    assert max(len(one["evidence"]) for one in found) > 1
    assert all(cell in page for cell in cells)
