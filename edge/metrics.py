"""What the edge measures of itself, for `/metrics`."""

from __future__ import annotations

import asyncio
from bisect import bisect_left
from collections.abc import Callable, Iterable
from itertools import accumulate
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, Info, ProcessCollector
from prometheus_client.core import CounterMetricFamily, HistogramMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from common import __version__
from edge.ingest import Stored
from edge.slow import SlowLog
from edge.store import Run

LAG_EVERY_S = 0.25
UPLOAD_S: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5)


class Uploads(Collector):
    """What became of uploads, counted on the loop at every one of them: plain numbers, which cost a tenth of
    what the library's own do."""

    def __init__(self) -> None:
        self.stored = self.refused = self.failed = 0
        self.new = self.known = self.expired = self.dead = self.unwanted = 0
        self._seconds = 0.0
        self._within = [0] * (len(UPLOAD_S) + 1)

    def count(self, stored: Stored) -> None:
        """An upload was committed."""
        self.stored += 1
        self.new += stored.new
        self.known += stored.known
        self.expired += stored.expired
        self.dead += stored.dead
        self.unwanted += stored.unwanted

    def took(self, seconds: float) -> None:
        """So long an upload waited for its commit, or for what kept it from one."""
        self._seconds += seconds
        self._within[bisect_left(UPLOAD_S, seconds)] += 1

    def collect(self) -> Iterable[Metric]:
        lines = CounterMetricFamily(
            "punchdeck_lines", "Lines of stored uploads by what became of them.", labels=["outcome"]
        )
        for outcome in ("new", "known", "expired", "dead", "unwanted"):
            lines.add_metric([outcome], getattr(self, outcome))
        uploads = CounterMetricFamily(
            "punchdeck_uploads", "Uploads of terminals by outcome.", labels=["outcome"]
        )
        for outcome in ("stored", "refused", "failed"):
            uploads.add_metric([outcome], getattr(self, outcome))
        bounds = [*(str(float(bound)) for bound in UPLOAD_S), "+Inf"]
        seconds = HistogramMetricFamily(
            "punchdeck_upload_seconds",
            "From an upload's last byte to its commit.",
            buckets=list(zip(bounds, accumulate(self._within), strict=True)),
            sum_value=self._seconds,
        )
        return lines, uploads, seconds


class Metrics:
    """The numbers of one process, in a registry of its own."""

    def __init__(self, slow_ms: float = 0) -> None:
        self.registry = CollectorRegistry()
        self.slow = SlowLog(slow_ms, self.registry)
        self.uploads = Uploads()
        self.registry.register(self.uploads)
        buckets = (0.01, 0.025, 0.05, 0.1, 0.2, 0.34, 0.5, 1, 2, 5, 15)
        self.webhook_seconds = Histogram(
            "punchdeck_device_to_webhook_seconds",
            "From a terminal's upload to the receiver's answer, of first attempts that were taken.",
            buckets=buckets,
            registry=self.registry,
        )
        self.webhook_own_seconds = Histogram(
            "punchdeck_webhook_own_seconds",
            "The edge's own share of that: until the request was sent.",
            buckets=buckets,
            registry=self.registry,
        )
        self.webhook_receiver_seconds = Histogram(
            "punchdeck_webhook_receiver_seconds",
            "The receiver's share of that: from the request to its answer.",
            buckets=buckets,
            registry=self.registry,
        )
        self.loop_lag = Gauge(
            "punchdeck_loop_lag_seconds", "How late the event loop ran just now.", registry=self.registry
        )
        self.loop_lag_max = Gauge(
            "punchdeck_loop_lag_seconds_max",
            "The latest it has been since the start.",
            registry=self.registry,
        )
        self._commit_seconds = Histogram(
            "punchdeck_commit_seconds",
            "Transactions that write, from their begin to their commit.",
            buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5),
            registry=self.registry,
        )
        self._commit_uploads = Histogram(
            "punchdeck_commit_uploads",
            "Uploads that were committed together.",
            buckets=(1, 2, 4, 8, 16, 32, 64, 128, 256, 512),
            registry=self.registry,
        )
        self.database_errors = Counter(
            "punchdeck_database_errors", "Transactions that the database failed.", registry=self.registry
        )
        self._worst_lag = 0.0
        self.lag_s = 0.0
        """How late the loop ran just now."""

    def ran(self, run: Run) -> None:
        """A transaction is over."""
        self.slow.transaction(run)
        if run.error is not None:
            self.database_errors.inc()
        if run.writes:
            self._commit_seconds.observe(run.ran_s)
            if run.uploads:
                self._commit_uploads.observe(run.uploads)

    def about(self, dialect: str, role: str) -> None:
        """Show what runs here."""
        build = Info("punchdeck_build", "What runs here.", registry=self.registry)
        build.info({"version": __version__, "dialect": dialect, "role": role})
        ProcessCollector(registry=self.registry)

    def watch(self, name: str, says: str, value: Callable[[], float]) -> None:
        """Show a number that is asked for when somebody looks."""
        Gauge(name, says, registry=self.registry).set_function(value)

    async def measure_lag(self) -> None:
        """Until cancelled."""
        loop = asyncio.get_running_loop()
        while True:
            due = loop.time() + LAG_EVERY_S
            await asyncio.sleep(LAG_EVERY_S)
            lag = max(loop.time() - due, 0.0)
            self.lag_s = lag
            self._worst_lag = max(self._worst_lag, lag)
            self.slow.loop(lag)
            self.loop_lag.set(lag)
            self.loop_lag_max.set(self._worst_lag)
