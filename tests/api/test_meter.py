"""The meter knows kinds of requests and nothing of who asks for what."""

from api.meter import BOUNDS, Asked, Meter, kind_of


def test_requests_are_counted_by_kind_and_by_how_long_they_took() -> None:
    meter = Meter()
    for seconds in (0.001, 0.005, 0.19, 60.0):
        meter.answered(Asked("GET", "/boxes/{box}", 200), seconds)
    meter.answered(Asked("GET", "/boxes/{box}", 404), 0.001)

    found = {asked.status: durations for asked, durations in meter.requests()}

    assert found[200].counts[0] == 2
    assert found[200].counts[BOUNDS.index(0.2)] == 1
    assert found[200].counts[-1] == 1
    assert found[200].seconds == 60.196
    assert sum(found[404].counts) == 1


def test_refused_notes_are_counted_by_reason() -> None:
    meter = Meter()
    for reason in ("ahead", "ahead", "revoked"):
        meter.refused(reason)

    assert meter.refusals == {"ahead": 2, "revoked": 1}


def test_what_is_no_address_of_ours_has_one_name_for_all() -> None:
    kinds = {
        kind_of({"path": path, "type": "http"}, method, 404)
        for path in ("/budi", "/siti", "/16.08/kpu")
        for method in ("BREW", "PROPFIND")
    }

    assert kinds == {Asked("other", "other", 404)}


def test_files_are_known_by_their_folder() -> None:
    kind = kind_of({"path": "/static/note.js", "type": "http"}, "GET", 200)

    assert kind == Asked("GET", "/static/", 200)


def test_nobody_need_listen() -> None:
    told: list[str] = []
    meter = Meter()
    meter.noted("not written", reason="storage")
    meter.tell = lambda event, **_: told.append(event)
    meter.noted("not written", reason="storage")
    meter.answered(Asked("GET", "/", 200), 0.1)

    assert told == ["not written", "request"]
