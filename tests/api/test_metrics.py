"""What Prometheus is told: how a server is, and nothing about anybody."""

from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.parser import text_string_to_metric_families

from api.app import create_app
from api.metrics import Metrics
from api.service import Service
from ledger.settings import Settings
from tests.support.log_builder import body
from tests.support.practice import NOW, practice
from tests.support.server import Desk, serving

Samples = dict[tuple[str, frozenset[tuple[str, str]]], float]


@pytest.fixture(name="served")
def _served(tmp_path: Path) -> Iterator[tuple[Desk, Service]]:
    """Return a served ledger, and the service behind it."""
    with practice(tmp_path / "ledger") as place:
        service = Service.over(place.ledger, place.path, Settings(), lambda: NOW)
        with serving(create_app(service)) as address, httpx2.Client(base_url=address) as http:
            yield Desk(place, address, http), service
        service.close()


def told(service: Service) -> Samples:
    """Return what a scrape gets, by name and labels."""
    registry = CollectorRegistry()
    registry.register(Metrics(service))
    text = generate_latest(registry).decode()
    return {
        (sample.name, frozenset(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def one(found: Samples, name: str, **labels: str) -> float:
    return found[name, frozenset(labels.items())]


def test_a_day_is_told_in_numbers(served: tuple[Desk, Service]) -> None:
    counter, service = served
    (device,) = counter.place.enrols("16.08/kpu/gudang-01")
    assert counter.hands_in(device.says(body(1))).status_code == 201
    stranger = device.says(body(2)).replace(b"gudang-01", b"gudang-09")
    assert counter.hands_in(stranger).status_code >= 400
    for box in ("kotak-a", "kotak-b"):
        counter.http.get(f"/boxes/{box}", params={"lang": "en"})
    counter.http.head("/overview", params={"after": 2})

    found = told(service)

    assert one(found, "segel_leaves") == counter.place.ledger.tree.size
    assert one(found, "segel_unfolded_leaves") == 0
    assert one(found, "segel_ready") == 1
    refused = {labels: n for (name, labels), n in found.items() if name.endswith("notes_total")}
    assert sum(refused.values()) == 1
    counted = {"method": "GET", "route": "/boxes/{box}", "status": "404"}
    assert one(found, "segel_http_request_seconds_count", **counted) == 2
    posted = {"method": "POST", "route": "/entries", "status": "201"}
    assert one(found, "segel_http_request_seconds_count", **posted) == 1
    assert one(found, "segel_http_request_seconds_bucket", le="+Inf", **posted) == 1
    headed = {"method": "HEAD", "route": "/overview", "status": "200"}
    assert one(found, "segel_http_request_seconds_count", **headed) == 1


def test_no_label_is_anybodys_name_or_word(served: tuple[Desk, Service]) -> None:
    counter, service = served
    counter.place.enrols("16.08/kpu/gudang-01")
    for path in ("/journals/16.08/kpu/gudang-01", "/boxes/Budi", "/Budi", "/places?after=1&q=Budi"):
        counter.http.get(path)
    before = len(told(service))
    for number in range(50):
        counter.http.get(f"/boxes/{number}")
        counter.http.request(f"M{number}", f"/{number}")

    found = told(service)

    values = {value for _, labels in found for _, value in labels}
    assert not any("gudang" in one or "Budi" in one for one in values)
    assert len(found) <= before + 3 * 15


def test_findings_are_counted_by_severity(served: tuple[Desk, Service]) -> None:
    found = told(served[1])

    severities = {dict(labels)["severity"] for name, labels in found if "findings" in name}
    assert len(severities) >= 2
