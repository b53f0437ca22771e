"""History over HTTP: everything that was said about one subject."""

from tests.support.server import Desk

BOX = "16.08.0000-GUB"


def test_what_was_said_about_a_box_is_listed_in_log_order(hall: Desk) -> None:
    answer = hall.http.get(f"/history/{BOX}").json()

    said = [(one["leaf_index"], one["kind"]) for one in answer["statements"]]
    assert said == sorted(said)
    assert said[0] == (22, "ItemRegistered")
    assert {kind for _, kind in said} >= {
        "SealApplied",
        "ConsignmentDispatched",
        "HandoverAccepted",
    }


def test_a_name_of_several_kinds_of_things_is_told_with_all(hall: Desk) -> None:
    store = "16.08/GDG-01"
    both = hall.http.get(f"/history/{store}").json()["statements"]
    watch = hall.http.get(f"/history/{store}", params={"kind": "pos"}).json()["statements"]

    assert {kind for one in both for kind in one["as"]} == {"pos", "tempat", "gudang", "situasi"}
    assert {kind for one in watch for kind in one["as"]} == {"pos"}


def test_a_history_goes_on_page_by_page(hall: Desk) -> None:
    whole = hall.http.get(f"/history/{BOX}").json()["statements"]
    first = hall.http.get(f"/history/{BOX}", params={"limit": 3}).json()
    rest = hall.http.get(f"/history/{BOX}", params={"cursor": first["next"]}).json()

    assert first["statements"] + rest["statements"] == whole
    assert rest["next"] is None


def test_a_journal_has_a_history_of_all_that_it_signed(hall: Desk) -> None:
    answer = hall.http.get("/history/16.08/kpu/gudang-01", params={"kind": "jurnal"}).json()

    signed = [one for one in answer["statements"] if one["journal"] == "16.08/kpu/gudang-01"]
    assert [one["sequence"] for one in signed] == list(range(9))


def test_a_subject_that_nobody_has_spoken_of_is_not_found(hall: Desk) -> None:
    assert hall.http.get("/history/nobody").status_code == 404
