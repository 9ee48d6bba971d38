"""What `/metrics` says of the database and what is open in it: looked at now and then by a task of its own.

A scrape does not ask the database, and is answered also while that is away.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from typing import Final

import sqlalchemy as sa
import structlog
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from edge.feed import READERS, Feed
from edge.store import Store, StoreError, tallies
from edge.store.engine import Size
from edge.store.tallies import Tallies

EVERY_S: Final = 15.0

log = structlog.get_logger()


class Gauges(Collector):
    """Counts are of the whole installation, the same at each of its edges: take their maximum, not their sum.
    What could not be looked at last is left out, never shown as it once was."""

    def __init__(self, store: Store, feed: Feed, ready: Callable[[], bool]) -> None:
        self._store = store
        self._feed = feed
        self._ready = ready
        self._tallies: Tallies | None = None
        self._size: Size | None = None

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            await self.look()
            await asyncio.sleep(EVERY_S)

    async def look(self) -> None:
        """One round."""
        try:
            self._tallies = await self._store.read(tallies.tallies)
            self._size = await self._store.size()
        except (StoreError, OSError, sa.exc.SQLAlchemyError) as error:
            log.warning("database_not_looked_at", error=str(error))
            self._tallies = self._size = None

    def collect(self) -> Iterator[Metric]:
        in_use, most = self._store.connections
        yield _gauge("punchdeck_ready", "Whether it serves: 0 while it starts or stops.", self._ready())
        yield _gauge(
            "punchdeck_database_up", "Whether the database answered last.", self._tallies is not None
        )
        yield _gauge("punchdeck_database_connections", "Connections of the pool that are in use.", in_use)
        yield _gauge("punchdeck_database_connections_max", "Connections that the pool can have.", most)
        lags = GaugeMetricFamily(
            "punchdeck_feed_lag_seconds",
            "How long ago the slowest reader of the feed last stood at its end; about 1 where all keep up.",
            labels=["reader"],
        )
        for reader in READERS:
            lags.add_metric([reader], self._feed.lag(reader))
        yield lags
        if self._size is not None:
            yield _gauge("punchdeck_database_bytes", "Size of the database.", self._size.database)
            if self._size.wal is not None:
                yield _gauge("punchdeck_wal_bytes", "Size of SQLite's write-ahead log.", self._size.wal)
        if self._tallies is not None:
            yield from _of_tallies(self._tallies)


def _of_tallies(found: Tallies) -> Iterator[Metric]:
    alerts = GaugeMetricFamily(
        "punchdeck_alerts_open",
        "Alerts that people were told of and that are not over, of all tenants.",
        labels=["severity"],
    )
    for severity, count in found.alerts.items():
        alerts.add_metric([severity], count)
    yield alerts
    yield _gauge("punchdeck_jobs_open", "Jobs that are not over, of all tenants.", found.jobs)
    yield _gauge("punchdeck_commands_open", "Commands that are not over, of all tenants.", found.commands)
    yield _gauge("punchdeck_terminals", "Terminals that are served, of all tenants.", found.terminals)


def _gauge(name: str, says: str, value: float) -> Metric:
    return GaugeMetricFamily(name, says, value=value)
