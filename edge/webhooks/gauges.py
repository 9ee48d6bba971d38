"""What `/metrics` says of webhooks besides histograms: percentiles, and how each endpoint stands."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import Final, NamedTuple

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from edge.store.ids import now_us
from edge.webhooks.latency import Latency

BREAKERS: Final = ("closed", "half_open", "open")


class Standing(NamedTuple):
    """How an endpoint stood when it was looked at last. `waits_since`: microseconds, None: nothing waits."""

    webhook: str
    pending: int
    dead: int
    waits_since: int | None
    breaker: str
    enabled: bool


class WebhookGauges(Collector):
    """Collected whenever somebody looks. `standings` and the two counts are asked for then."""

    def __init__(
        self,
        latency: Latency,
        standings: Callable[[], Collection[Standing]],
        stolen: Callable[[], int],
        stale: Callable[[], int],
        wall: Callable[[], int] = now_us,
    ) -> None:
        self._latency = latency
        self._standings = standings
        self._stolen = stolen
        self._stale = stale
        self._wall = wall

    def collect(self) -> Iterator[Metric]:
        yield self._of_windows()
        yield from self._of_endpoints()
        for name, says, count in (
            ("punchdeck_webhook_lease_steals", "Lanes taken over whose holder was gone.", self._stolen()),
            (
                "punchdeck_webhook_stale_fences",
                "Results refused: the lane was another's by then.",
                self._stale(),
            ),
        ):
            counter = CounterMetricFamily(name, says)
            counter.add_metric([], count)
            yield counter

    def _of_windows(self) -> Metric:
        gauge = GaugeMetricFamily(
            "punchdeck_webhook_latency_seconds",
            "First attempts that were taken, from the terminal's upload to the receiver's answer (whole): "
            "our own share until the request was sent (own) and the receiver's.",
            labels=["part", "window", "stat"],
        )
        for (part, window), figures in self._latency.figures(self._wall() / 1e6).items():
            for stat in ("avg", "p50", "p95", "p99"):
                gauge.add_metric([part, window, stat], getattr(figures, stat))
        return gauge

    def _of_endpoints(self) -> Iterator[Metric]:
        now = self._wall()
        named: dict[str, tuple[str, Callable[[Standing], float]]] = {
            "pending": ("Deliveries that wait for an endpoint.", lambda one: one.pending),
            "dead": ("Deliveries to an endpoint that were given up.", lambda one: one.dead),
            "oldest_pending_seconds": (
                "How long the oldest delivery has waited for an endpoint.",
                lambda one: 0 if one.waits_since is None else max(now - one.waits_since, 0) / 1e6,
            ),
            "breaker": ("0 closed, 1 half open, 2 open.", lambda one: BREAKERS.index(one.breaker)),
            "enabled": ("Whether an endpoint is switched on.", lambda one: int(one.enabled)),
        }
        standings = self._standings()
        for name, (says, value) in named.items():
            gauge = GaugeMetricFamily(f"punchdeck_webhook_{name}", says, labels=["webhook"])
            for one in standings:
                gauge.add_metric([one.webhook], value(one))
            yield gauge
