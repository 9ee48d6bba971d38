"""An endpoint's own headers: sealed in the database, also those that were stored before they were sealed."""

from __future__ import annotations

import json
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import sqlalchemy as sa

from edge import tenants
from edge.master_keys import MasterKeyFile, VaultError
from edge.store import Store, leases, open_store, processes, webhooks
from edge.store.ids import now_us
from edge.store.schema import PLATFORM
from edge.store.webhook_tables import webhook
from edge.vault import Vault, rotate_master
from edge.webhooks import endpoints, own_headers
from tests.kit.edge_process import EdgeProcess

TOKEN = "Bearer of-the-receiver"
HEADERS = {"X-Site": "7", "Authorization": TOKEN}
OLD_PROCESS = "0123456789abcdef"
"""By what name a process of a version before schema 0007 holds its lease."""


@pytest.fixture
async def store(database_url: str) -> AsyncIterator[Store]:
    opened = await open_store(database_url)
    await opened.write(lambda conn: tenants.ensure_default(conn, opened.ids, now=now_us()))
    yield opened
    await opened.close()


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault(MasterKeyFile(tmp_path, environment={}))


async def made(store: Store, vault: Vault) -> sa.RowMapping:
    def unit(conn: sa.Connection) -> sa.RowMapping:
        row, _ = endpoints.create(
            conn,
            store.ids,
            vault,
            1,
            url="https://example.com",
            events_wanted=["*"],
            secret=None,
            description=None,
            ordering="device",
            settings={"headers": HEADERS, "max_lanes": 2},
            site_ids=None,
            actor="key_1",
            now=now_us(),
        )
        return row

    return await store.write(unit)


async def again(store: Store, row: sa.RowMapping) -> sa.RowMapping:
    found = await store.read(lambda conn: webhooks.by_id(conn, 1, row["id"]))
    assert found is not None
    return found


async def sent(store: Store, vault: Vault, row: sa.RowMapping) -> dict[str, str]:
    """What goes along, as a process finds it that knows nothing yet."""
    other = Vault(MasterKeyFile(vault.master.path.parent, environment={}))
    opened = await store.read(lambda conn: endpoints.opened(conn, other, row, now_us()))
    return dict(opened.headers)


async def unseal(store: Store, row: sa.RowMapping) -> None:
    """As a version before schema 0007 stored it."""
    settings = {**row["settings"], "headers": HEADERS}
    columns = {"settings": settings, "headers_key_version": None, "headers_sealed": None}
    await store.write(lambda conn: webhooks.change(conn, 1, row["id"], columns))


def is_sealed(row: sa.RowMapping) -> bool:
    return TOKEN not in str(dict(row)) and row["headers_sealed"] is not None


async def test_values_are_sealed_and_sent(store: Store, vault: Vault) -> None:
    row = await made(store, vault)
    assert is_sealed(row)
    assert row["settings"] == {"headers": ["Authorization", "X-Site"], "max_lanes": 2}
    assert await sent(store, vault, row) == HEADERS


async def test_they_are_changed_and_taken_away(store: Store, vault: Vault) -> None:
    row = await made(store, vault)

    async def change(settings: dict[str, Any]) -> sa.RowMapping:
        return await store.write(lambda conn: endpoints.change(conn, vault, row, {}, settings))

    row = await change({"max_lanes": 3})
    assert await sent(store, vault, row) == HEADERS
    row = await change({"headers": {"X-Other": TOKEN}})
    assert (is_sealed(row), row["settings"]["headers"], row["version"]) == (True, ["X-Other"], 3)
    assert await sent(store, vault, row) == {"X-Other": TOKEN}
    row = await change({"headers": {}})
    assert (row["settings"], row["headers_sealed"]) == ({"headers": {}, "max_lanes": 3}, None)
    assert await sent(store, vault, row) == {}


async def test_they_open_for_their_own_endpoint_only(store: Store, vault: Vault) -> None:
    row, other = await made(store, vault), await made(store, vault)
    swapped = {"headers_sealed": other["headers_sealed"]}
    await store.write(lambda conn: webhooks.change(conn, 1, row["id"], swapped))
    with pytest.raises(VaultError, match="does not open"):
        await sent(store, vault, await again(store, row))


async def test_they_open_under_a_new_master_key(store: Store, vault: Vault) -> None:
    row = await made(store, vault)
    former = vault.master.path.read_text()
    assert await rotate_master(store, vault) is not None
    assert not set(former.split()) & set(vault.master.path.read_text().split())
    assert await sent(store, vault, row) == HEADERS
    later = await made(store, vault)
    assert later["headers_key_version"] > row["headers_key_version"]


async def test_what_lies_unsealed_is_sent_and_then_sealed(store: Store, vault: Vault) -> None:
    row = await made(store, vault)
    await unseal(store, row)
    before = await again(store, row)
    assert not is_sealed(before)
    assert await sent(store, vault, before) == HEADERS
    for _ in range(2):
        await own_headers.seal_all(store, vault)
        after = await again(store, row)
        assert is_sealed(after)
        assert await sent(store, vault, after) == HEADERS
    assert after["version"] == before["version"], "nobody changed it"


async def test_what_an_older_version_changes_counts_though_others_were_sealed(
    store: Store, vault: Vault
) -> None:
    row = await made(store, vault)
    theirs = {**row["settings"], "headers": {"X-Newer": "1"}}
    await store.write(lambda conn: webhooks.change(conn, 1, row["id"], {"settings": theirs}))
    assert await sent(store, vault, await again(store, row)) == {"X-Newer": "1"}
    await own_headers.seal_all(store, vault)
    after = await again(store, row)
    assert after["settings"]["headers"] == ["X-Newer"]
    assert await sent(store, vault, after) == {"X-Newer": "1"}


async def test_nothing_is_sealed_while_a_process_runs_that_could_not_open_it(
    store: Store, vault: Vault
) -> None:
    older = f"{processes.LEASES}900"

    def joins(conn: sa.Connection) -> None:
        leases.acquire(conn, PLATFORM, older, OLD_PROCESS, 60_000_000)

    await store.write(joins)
    row = await made(store, vault)
    assert row["settings"]["headers"] == HEADERS, "as the older process reads it"
    await own_headers.seal_all(store, vault)
    assert not is_sealed(await again(store, row))
    assert await sent(store, vault, row) == HEADERS
    await store.write(lambda conn: leases.release(conn, PLATFORM, older, OLD_PROCESS))
    await own_headers.seal_all(store, vault)
    assert is_sealed(await again(store, row))
    assert await sent(store, vault, await again(store, row)) == HEADERS


def test_a_start_seals_what_lies_unsealed_and_leaves_nothing_of_it_in_the_file(tmp_path: Path) -> None:
    edge = EdgeProcess(tmp_path / "edge", "--dev")
    with edge:
        body = {"url": "https://example.com/", "events": ["*"]}
        asked = {"Authorization": f"Bearer {edge.admin_key}"}
        httpx.post(f"{edge.url}/v1/webhooks", json=body, headers=asked).raise_for_status()
    file = edge.data / "punchdeck.db"
    engine = sa.create_engine(f"sqlite:///{file}")
    with engine.begin() as conn:
        conn.execute(webhook.update().values(settings={"headers": HEADERS}))
    assert TOKEN.encode() in file.read_bytes() + _wal(file)
    with edge:
        deadline = time.monotonic() + 15
        while TOKEN in json.dumps(_settings(engine)) and time.monotonic() < deadline:
            time.sleep(0.05)
    engine.dispose()
    assert _settings(engine) == [{"headers": ["Authorization", "X-Site"]}]
    engine.dispose()
    assert TOKEN.encode() not in file.read_bytes() + _wal(file)


def _settings(engine: sa.Engine) -> list[dict[str, Any]]:
    with engine.connect() as conn:
        return list(conn.scalars(sa.select(webhook.c.settings)))


def _wal(file: Path) -> bytes:
    wal = file.with_name(f"{file.name}-wal")
    return wal.read_bytes() if wal.exists() else b""
