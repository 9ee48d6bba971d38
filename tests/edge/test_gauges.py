"""What an operator of several edges sees of each: read over HTTP from edges as their users run them."""

from __future__ import annotations

import os
import re
import shutil
import time
from collections.abc import Iterator

import httpx
import pytest

from common import __version__
from edge.feed import Feed
from edge.gauges import Gauges
from edge.store import open_store
from tests.kit.edge_process import EdgeProcess
from tests.kit.postgres import DatabaseServer

LINE = re.compile(r"^(\w+)(\{[^}]*\})? (\S+)$", re.MULTILINE)
# Names of one tenant or terminal would make a series of each; endpoints are few, and named by an opaque id.
LABELS = {
    *("kind", "outcome", "operation", "status", "le", "part", "window", "stat", "webhook"),
    *("severity", "reader", "version", "dialect", "role"),
}


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def serving(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[EdgeProcess]:
    """One edge on each engine for all tests of this file."""
    url = None
    if request.param == "postgresql":
        server: DatabaseServer = request.getfixturevalue("postgres")
        url = server.create_database("gauges")
    with EdgeProcess(tmp_path_factory.mktemp("gauges") / "data", "--dev", database=url) as process:
        yield process


def numbers(process: EdgeProcess) -> dict[str, float]:
    text = httpx.get(f"{process.url}/metrics", trust_env=False, timeout=10).text
    return {name + labels: float(value) for name, labels, value in LINE.findall(text)}


def until(process: EdgeProcess, name: str, least: float) -> dict[str, float]:
    """The numbers, once one of them is that large."""
    deadline = time.monotonic() + 25
    while (found := numbers(process)).get(name, -1.0) < least:
        assert time.monotonic() < deadline, f"{name} is {found.get(name)}"
        time.sleep(0.2)
    return found


def test_an_edge_shows_what_it_is_and_how_it_does(serving: EdgeProcess) -> None:
    dialect = "sqlite" if (serving.data / "punchdeck.db").exists() else "postgresql"
    headers = {"Authorization": f"Bearer {serving.admin_key}"}
    with httpx.Client(base_url=serving.url, headers=headers, trust_env=False, timeout=10) as http:
        http.get("/iclock/cdata?SN=GAUGE1&options=all")
        punch = b"1\t2026-03-02 08:00:00\t0\t1\t\t0\t0\n"
        assert http.post("/iclock/cdata?SN=GAUGE1&table=ATTLOG&Stamp=1", content=punch).text == "OK: 1"
        device = http.get("/v1/devices").json()["data"][0]["id"]
        assert http.post(f"/v1/devices/{device}/commands", json={"command": "sync_time"}).is_success
        found = until(serving, "punchdeck_commands_open", 1)
    build = f'punchdeck_build_info{{dialect="{dialect}",role="all",version="{__version__}"}}'
    assert found[build] == 1
    assert found["punchdeck_ready"] == found["punchdeck_database_up"] == 1
    assert found["punchdeck_terminals"] == found["punchdeck_terminals_online"] == 1
    assert found["punchdeck_commit_uploads_count"] >= 1
    assert found["punchdeck_commit_seconds_count"] > found["punchdeck_commit_uploads_count"]
    assert found["punchdeck_database_errors_total"] == 0
    assert 0 <= found["punchdeck_database_connections"] <= found["punchdeck_database_connections_max"]
    assert found["punchdeck_database_bytes"] > 100_000
    assert ("punchdeck_wal_bytes" in found) == (dialect == "sqlite")
    free = shutil.disk_usage(serving.data).free
    assert abs(found["punchdeck_disk_free_bytes"] - free) < 0.2 * free
    assert [found[f'punchdeck_alerts_open{{severity="{name}"}}'] for name in ("critical", "warning")] == [
        0,
        0,
    ]
    assert found["punchdeck_jobs_open"] == 0
    assert found['punchdeck_feed_lag_seconds{reader="streams"}'] == 0
    assert 0 <= found['punchdeck_feed_lag_seconds{reader="alerts"}'] < 15
    if os.path.exists("/proc"):
        assert abs(found["process_start_time_seconds"] - time.time()) < 120
        assert found["process_resident_memory_bytes"] > 20e6
        assert found["process_open_fds"] > 3


def test_no_label_grows_with_tenants_or_terminals(serving: EdgeProcess) -> None:
    for number in range(20):
        httpx.get(f"{serving.url}/iclock/cdata?SN=LABEL{number}&options=all", trust_env=False)
    found = until(serving, "punchdeck_terminals_online", 20)
    assert set(re.findall(r'(\w+)="', " ".join(found))) <= LABELS
    assert not [name for name in found if "LABEL" in name or "default" in name]


def test_a_stream_that_is_read_keeps_up(serving: EdgeProcess) -> None:
    headers = {"Authorization": f"Bearer {serving.admin_key}", "Accept": "text/event-stream"}
    with httpx.stream("GET", f"{serving.url}/v1/stream", headers=headers, trust_env=False) as stream:
        lines = stream.iter_lines()
        next(lines)  # it is held: a reader that nobody holds closes the stream
        found = until(serving, "punchdeck_streams_open", 1)
        assert 0 < found['punchdeck_feed_lag_seconds{reader="streams"}'] < 10


async def test_a_reader_that_is_stuck_lags_and_one_that_left_does_not(database_url: str) -> None:
    store = await open_store(database_url)
    feed = Feed(store)
    feed.arrived("webhooks", 1)
    feed.arrived("webhooks", 2)
    feed._arrived["webhooks", 2] -= 60
    assert 60 <= feed.lag("webhooks") < 70
    feed.left("webhooks", 2)
    assert feed.lag("webhooks") < 10
    assert feed.lag("streams") == 0
    await store.close()


@pytest.mark.usefixtures("expected_logs")
async def test_what_cannot_be_looked_at_is_left_out(database_url: str) -> None:
    store = await open_store(database_url)
    gauges = Gauges(store, Feed(store), lambda: True)
    await gauges.look()
    before = {metric.name for metric in gauges.collect()}
    await store.write(lambda conn: conn.exec_driver_sql("DROP TABLE job"))
    await gauges.look()
    after = {metric.name: metric for metric in gauges.collect()}
    assert after["punchdeck_database_up"].samples[0].value == 0
    assert {"punchdeck_jobs_open", "punchdeck_database_bytes"} <= before - set(after)
    await store.close()
