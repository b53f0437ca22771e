"""Metrics: how a server is, in the words of Prometheus.

Made anew for each scrape out of what is counted anyway.  Labels are words of the program (reason,
severity, template of an address): nothing about anybody, and no more of them as the log grows.

Source: https://prometheus.io/docs/instrumenting/exposition_formats/
"""

import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    Metric,
)
from prometheus_client.registry import Collector

from api.health import hindrances, lag
from api.meter import BOUNDS, Durations, Meter
from api.service import Service
from ledger.errors import StorageError
from ledger.tlog.addition import Contradiction
from ledger.witness import Witness

_BOUNDS: Final = (*map(str, BOUNDS), "+Inf")


class Metrics(Collector):
    """What a scrape gets from one server."""

    def __init__(self, service: Service) -> None:
        """Tell about an open service, which stays the caller's."""
        self._service = service

    def collect(self) -> Iterator[Metric]:
        """Yield everything, as it is now."""
        service = self._service
        yield _gauge("leaves", "Entries of the log.", service.ledger.tree.size)
        yield _gauge("unfolded_leaves", "Entries that the answers do not know yet.", lag(service))
        report = service.witnessing.report()
        if report.witnesses:
            behind = report.signed - report.size
            yield _gauge("unwitnessed_leaves", "Entries signed, not witnessed yet.", behind)
        yield _gauge("ready", "1 where /readyz answers 200.", not any(hindrances(service)))
        free = shutil.disk_usage(service.ledger.folder).free
        yield _gauge("disk_free_bytes", "Room on the ledger's disk.", free)
        yield _counter("refused_notes", "Notes not taken.", "reason", service.meter.refusals)
        with suppress(StorageError):  # the rest is worth telling all the same
            yield self._findings()
        yield _requests(service.meter)

    def _findings(self) -> Metric:
        family = GaugeMetricFamily(
            "segel_open_findings", "Findings that stand unexplained.", labels=["severity"]
        )
        service = self._service
        with service.projections.view() as view:
            found = service.tally.counted(view, service.clock())["findings"]
        for severity, count in found.items():
            family.add_metric([str(severity)], count)
        return family


class WitnessMetrics(Collector):
    """What a scrape gets from one witness."""

    def __init__(
        self, witness: Witness, meter: Meter, folder: Path, clock: Callable[[], int]
    ) -> None:
        """Tell about an open witness, which stays the caller's.

        Args:
            witness: What signs and remembers.
            meter: What was asked of it.
            folder: Where it keeps that.
            clock: Milliseconds since 1970 UTC.
        """
        self._witness, self._meter = witness, meter
        self._folder, self._clock = folder, clock

    def collect(self) -> Iterator[Metric]:
        """Yield everything, as it is now; no label names a log."""
        logs = self._witness.logs()
        yield _gauge("watched_logs", "Logs that are watched.", len(logs))
        seen = [one.cosigned_at for one in logs if one.cosigned_at is not None]
        yield _gauge("cosigned_logs", "Logs of which a checkpoint was cosigned.", len(seen))
        if seen:
            age = self._clock() // 1000 - min(seen)
            yield _gauge("cosignature_age_seconds", "Age of the oldest newest cosignature.", age)
        kept = Counter(str(one.kind) for one in self._witness.refusals())
        family = GaugeMetricFamily(
            "segel_contradictions", "Kept checkpoints that contradict.", labels=["kind"]
        )
        for kind in Contradiction:
            family.add_metric([str(kind)], kept[str(kind)])
        yield family
        yield _gauge("disk_free_bytes", "Room on the disk.", shutil.disk_usage(self._folder).free)
        refusals = self._meter.refusals
        yield _counter("refused_checkpoints", "Checkpoints not cosigned.", "reason", refusals)
        yield _requests(self._meter)


def _requests(meter: Meter) -> Metric:
    family = HistogramMetricFamily(
        "segel_http_request_seconds",
        "Requests by method, template of the address and status.",
        labels=["method", "route", "status"],
    )
    for asked, durations in meter.requests():
        labels = [asked.method, asked.route, str(asked.status)]
        family.add_metric(labels, _buckets(durations), durations.seconds)
    return family


def _buckets(durations: Durations) -> list[tuple[str, float]]:
    """Return the counts as Prometheus wants them: each with all below it."""
    reached, found = 0, []
    for bound, count in zip(_BOUNDS, durations.counts, strict=True):
        reached += count
        found.append((bound, float(reached)))
    return found


def _gauge(name: str, about: str, value: float) -> Metric:
    return GaugeMetricFamily(f"segel_{name}", about, value=float(value))


def _counter(name: str, about: str, label: str, counts: dict[str, int]) -> Metric:
    family = CounterMetricFamily(f"segel_{name}", about, labels=[label])
    for word, count in list(counts.items()):
        family.add_metric([word], count)
    return family
