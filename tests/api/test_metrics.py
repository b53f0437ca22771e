"""What Prometheus is told: how a server is, and nothing about anybody."""

from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.parser import text_string_to_metric_families
from prometheus_client.registry import Collector

from api import witness as witnessed
from api.app import create_app
from api.meter import Meter
from api.metrics import Metrics, WitnessMetrics
from api.service import Service
from ledger.settings import Settings
from ledger.witness import found, opened, trust
from tests.support.grove import ORIGIN, Grove, key_of
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
    """Return what a scrape of a server gets."""
    return scraped(Metrics(service))


def scraped(collector: Collector) -> Samples:
    """Return what a scrape gets, by name and labels."""
    registry = CollectorRegistry()
    registry.register(collector)
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


LOG = Grove.grown(20)
FORK = LOG.fork(6, 20)
OTHER = "segel.example/lain"
LATER = 3_600_000
"""An hour, in milliseconds."""


@pytest.fixture(name="witness")
def _witness(tmp_path: Path) -> Iterator[tuple[httpx2.Client, WitnessMetrics]]:
    """A served witness of two logs, an hour after its clock stood still."""
    path, meter = tmp_path / "saksi", Meter()
    found(path, key_of("saksi.example/w1"))
    for origin in (ORIGIN, OTHER):
        trust(path, LOG.vkey, origin)
    with (
        opened(path, lambda: NOW) as witness,
        serving(witnessed.create_app(witness, lambda: NOW, meter)) as address,
        httpx2.Client(base_url=address) as http,
    ):
        yield http, WitnessMetrics(witness, meter, path, lambda: NOW + LATER)


def test_a_witness_tells_what_it_watches_and_what_it_has_refused(
    witness: tuple[httpx2.Client, WitnessMetrics],
) -> None:
    http, metrics = witness
    before = scraped(metrics)
    assert ("segel_cosignature_age_seconds", frozenset()) not in before
    assert one(before, "segel_contradictions", kind="equivocation") == 0

    for raw, status in (
        (LOG.request(0, 12), 200),
        (LOG.request(0, 12), 409),
        (FORK.request(12, 12), 422),
        (b"halo", 400),
        (Grove.grown(3, "segel.example/asing").request(0, 3), 404),
        (b"x" * (witnessed.BODY_BYTES_MAX + 1), 413),
    ):
        assert http.post("/add-checkpoint", content=raw).status_code == status

    found = scraped(metrics)
    assert one(found, "segel_watched_logs") == 2
    assert one(found, "segel_cosigned_logs") == 1
    assert one(found, "segel_cosignature_age_seconds") == LATER // 1000
    assert one(found, "segel_contradictions", kind="equivocation") == 1
    assert one(found, "segel_disk_free_bytes") > 0
    reasons = {
        dict(labels)["reason"]: n for (name, labels), n in found.items() if "reason" in dict(labels)
    }
    words = ("stale", "contradiction", "malformed", "unknown-log", "oversize")
    assert reasons == dict.fromkeys(words, 1)
    posted = {"method": "POST", "route": "/add-checkpoint", "status": "200"}
    assert one(found, "segel_http_request_seconds_count", **posted) == 1
    assert not any("segel.example" in value for _, labels in found for _, value in labels)
