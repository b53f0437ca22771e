"""Papers over HTTP: pages that print, as of any leaf, with sealed values closed."""

import re

import pytest

from projections.paper.catalogue import PAPERS
from tests.support.server import Desk

STORE = "16.08/GDG-01"
BOX = "16.08.0000-GUB"


def leaf(hall: Desk, kind: str) -> int:
    found = hall.http.get("/statements", params={"kind": kind}).json()["statements"]
    return int(found[0]["leaf_index"])


def test_the_kinds_are_listed_with_what_they_ask_for(hall: Desk) -> None:
    answer = hall.http.get("/papers").json()

    assert [one["paper"] for one in answer["papers"]] == [*PAPERS]
    assert answer["papers"][0]["subjects"] == ["HANDOVER", "[PART]"]
    page = hall.http.get("/papers", headers={"Accept": "text/html"}).text
    assert "berita acara serah terima" in page


def test_the_minutes_of_a_handover_are_a_page_with_its_proof(hall: Desk) -> None:
    answer = hall.http.get(f"/papers/bast/{leaf(hall, 'HandoverAccepted')}")

    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "Berita Acara Serah Terima" in answer.text
    assert "disaksikan sesuai kebijakan" in answer.text
    assert '<svg width="' in answer.text


def test_a_statement_leads_to_its_paper(hall: Desk) -> None:
    index = leaf(hall, "HandoverAccepted")
    page = hall.http.get(f"/statements/{index}", headers={"Accept": "text/html"}).text

    assert f'href="/papers/bast/{index}"' in page


def test_places_and_boxes_lead_to_their_papers(hall: Desk) -> None:
    html = {"Accept": "text/html"}
    place = hall.http.get(f"/places/{STORE}", headers=html).text
    box = hall.http.get(f"/boxes/{BOX}", headers=html).text

    for kind in ("buku-tamu", "buku-mutasi", "kartu-stok"):
        assert f'href="/papers/{kind}/{STORE}"' in place
    assert f'href="/papers/label-kotak/{BOX}"' in box


def test_a_paper_as_of_a_leaf_is_the_same_bytes_each_time(hall: Desk) -> None:
    given = leaf(hall, "ConsignmentDispatched")
    path = f"/papers/bast/{given}"
    then = hall.http.get(path, params={"as_of": given})

    assert "Tanda tangan kedua belum ada" in then.text
    assert then.content == hall.http.get(path, params={"as_of": given}).content
    assert "Tanda tangan kedua belum ada" not in hall.http.get(path).text


def test_the_visitors_book_keeps_names_closed_though_the_server_could_open_them(
    hall: Desk,
) -> None:
    answer = hall.http.get(f"/papers/buku-tamu/{STORE}", params={"from": "2024-11-25"})

    assert "tertutup (komitmen)" in answer.text
    assert "Siti Aminah" not in answer.text


def test_a_label_is_made_of_a_registered_box_only(hall: Desk) -> None:
    assert BOX in hall.http.get(f"/papers/label-kotak/{BOX}").text
    answer = hall.http.get("/papers/label-kotak/B-9")
    assert (answer.status_code, answer.json()["type"]) == (404, "/problems/not-found")


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/papers/surat-cinta/1", 404),
        ("/papers/bast/0", 404),
        ("/papers/bast/999999", 404),
        ("/papers/bast/x", 404),
        ("/papers/bast/1?from=2024-11-25", 400),
        ("/papers/buku-tamu/16.08/GDG-01?from=kemarin", 404),
        ("/papers/bast/1?as_of=999999", 400),
        (f"/papers/buku-tamu/{STORE}?from=2024-11-25-lagi", 400),
    ],
)
def test_what_cannot_be_printed_is_a_problem_in_words(hall: Desk, path: str, status: int) -> None:
    answer = hall.http.get(path)

    assert (answer.status_code, answer.headers["content-type"]) == (
        status,
        "application/problem+json",
    )
    assert answer.json()["detail"]


def test_a_paper_runs_under_a_policy_that_lets_no_script_in(hall: Desk) -> None:
    answer = hall.http.get(f"/papers/bast/{leaf(hall, 'HandoverAccepted')}")

    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert re.search(r"style=|<script", answer.text) is None
