"""`presence export`: what was told of terminals, as a trace, whether or not the server runs."""

from __future__ import annotations

import asyncio
import json

import pytest
import sqlalchemy as sa

from edge import app, telling
from edge.settings import Settings
from edge.store import devices, open_store, tenants
from edge.store.ids import now_us
from tests.edge.cli.conftest import Folder

MINUTE = 60 * 1_000_000


def tell(folder: Folder) -> None:
    """A1 was seen, and fell silent half a minute ago."""

    async def told() -> None:
        store = await open_store(Settings(data=folder.path).database_url)
        now = now_us()

        def unit(conn: sa.Connection) -> None:
            (tenant,) = tenants.page(conn, 0, 10)
            row = devices.by_serial(conn, tenant["id"], "A1")
            assert row is not None
            seen = {"last_seen_at": now - MINUTE, "online": False, "changed_at": now, "address": None}
            key = {"tenant_id": tenant["id"], "device_id": row["id"], "poll_interval_us": None}
            devices.save_presence(conn, [{**key, **seen}])
            for status, cause in (("online", {}), ("offline", {"suspected_cause": "device"})):
                telling.tell_device(
                    conn,
                    store.ids,
                    row,
                    f"device.{status}",
                    status=status,
                    last_seen=now - MINUTE,
                    since=now - MINUTE,
                    **cause,
                )

        try:
            await store.write(unit)
        finally:
            await store.close()

    asyncio.run(told())


def exported(folder: Folder, *words: str) -> list[tuple[str, str | None]]:
    lines = [json.loads(line) for line in folder.must("presence", "export", *words).splitlines()]
    return [(line["type"], line.get("suspected_cause")) for line in lines if line["type"] != "edge_restart"]


def test_facts_come_out_as_a_trace(with_a_terminal: Folder) -> None:
    tell(with_a_terminal)
    told = [("device", None), ("online", None), ("offline", "device"), ("end", None)]
    assert exported(with_a_terminal) == told
    assert exported(with_a_terminal, "--anonymous") == told
    assert "nothing between" in with_a_terminal.call("presence", "export", "--to", "2001-01-01").failure


async def test_a_running_server_hands_it_out_and_its_start_is_in_it(with_a_terminal: Folder) -> None:
    await asyncio.to_thread(tell, with_a_terminal)
    async with app.running(Settings(port=0, data=with_a_terminal.path)):
        printed = await asyncio.to_thread(with_a_terminal.must, "presence", "export")
    types = [json.loads(line)["type"] for line in printed.splitlines()]
    assert types.count("edge_restart") == 1
    assert types[-1] == "end"


@pytest.mark.parametrize("words", [["--from", "yesterday"], ["--to", "2026-03-27T00:00:00"]])
def test_what_is_no_instant_is_wrong_usage(folder: Folder, words: list[str]) -> None:
    done = folder.call("presence", "export", *words)
    assert done.code == 2
    assert "Write it like 2026-03-27T00:00:00Z" in " ".join(done.err.split())


def test_a_tenant_that_is_not_there_is_named(with_a_terminal: Folder) -> None:
    failure = with_a_terminal.call("presence", "export", "--tenant", "nobody").failure
    assert "There is no tenant 'nobody'" in failure
