"""A generated database is one that the edge could have written itself."""

from __future__ import annotations

import http.client
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from common.client import EdgeClient
from tests.bench.generated import Made, make, make_shared
from tests.bench.stand import metric
from tests.kit.checkers import gapless
from tests.kit.edge_process import EdgeProcess
from tests.kit.postgres import PostgresUnavailable, start_shared

PUNCHES = 6_000


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def served(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[EdgeProcess]:
    folder = tmp_path_factory.mktemp("grown")
    if request.param == "sqlite":
        with EdgeProcess(make(folder, PUNCHES, 20).folder) as edge:
            yield edge
        return
    try:
        server = start_shared()
    except PostgresUnavailable as reason:
        pytest.skip(str(reason))
    try:
        url = server.create_database("grown")
        make_shared(url, PUNCHES, 20)
        with EdgeProcess(folder / "data", database=url) as edge:
            yield edge
    finally:
        server.drop_database("grown")
        server.close()


async def test_a_line_sent_again_is_known(served: EdgeProcess) -> None:
    async with EdgeClient(served.url, served.admin_key) as api:
        pages = await api.get("/v1/attendance", {"limit": 1000})
    before = metric(served, 'punchdeck_lines_total{outcome="new"}')
    for punch in pages["data"][::100]:
        raw, local = punch["raw"], punch["punch_time_local"].replace("T", " ")
        line = f"{raw['pin']}\t{local}\t{raw['status']}\t{raw['verify']}\t\t0\t0\t\n"
        assert _push(served.port, punch["device_serial"], line) == b"OK: 1"
    assert metric(served, 'punchdeck_lines_total{outcome="new"}') == before
    assert metric(served, 'punchdeck_lines_total{outcome="known"}') >= 10


async def test_the_feed_tells_its_last_month_without_a_gap(served: EdgeProcess) -> None:
    sequences: dict[str, list[int]] = {}
    async with EdgeClient(served.url, served.admin_key) as api:
        async for event in api.pages("/v1/events", {"limit": 1000, "types": "attendance.created"}):
            sequences.setdefault(event["device"]["serial_number"], []).append(event["sequence"])
    assert len(sequences) == 20
    for serial, numbers in sequences.items():
        assert numbers[0] > 1
        assert gapless({serial: numbers}, first=numbers[0]) == []


def test_indexes_are_those_of_the_schema_and_a_made_file_is_used_again(tmp_path: Path) -> None:
    made = make(tmp_path, 2_000, 20)
    assert not made.reused
    with closing(sqlite3.connect(made.folder / "punchdeck.db")) as conn:
        names = {name for (name,) in conn.execute("SELECT name FROM pragma_index_list('punch')")}
        assert {"ix_punch_time", "ix_punch_pin_time"} <= names
        assert conn.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert conn.execute("SELECT count(*), count(DISTINCT tenant_id) FROM punch").fetchone() == (2_000, 2)
    assert make(tmp_path, 2_000, 20) == Made(made.url, 2_000, 0.0, True)


def _push(port: int, serial: str, line: str) -> bytes:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("POST", f"/iclock/cdata?SN={serial}&table=ATTLOG&Stamp=9999", line.encode())
    try:
        return connection.getresponse().read()
    finally:
        connection.close()
