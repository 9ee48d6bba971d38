"""From the feed to deliveries on PostgreSQL: an endpoint is added by one process while another reads on."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from edge import tenants
from edge.master_keys import MasterKeyFile
from edge.store import Store, events, open_store
from edge.store.ids import now_us
from edge.store.postgresql import connect_engine
from edge.store.webhook_tables import webhook_delivery
from edge.vault import Vault
from edge.webhooks import endpoints
from edge.webhooks.relay import relay
from tests.kit.postgres import DatabaseServer

TENANT = 1
WITHIN_S = 10.0


@pytest.fixture
async def database(postgres: DatabaseServer) -> AsyncIterator[str]:
    name = f"relay_{secrets.token_hex(6)}"
    yield postgres.create_database(name)
    postgres.drop_database(name)


@pytest.fixture
async def store(database: str) -> AsyncIterator[Store]:
    opened = await open_store(database)
    await opened.write(lambda conn: tenants.ensure_default(conn, opened.ids, now=now_us()))
    yield opened
    await opened.close()


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault(MasterKeyFile(tmp_path, environment={}))


def _listen(conn: sa.Connection, store: Store, vault: Vault) -> int:
    wanted: dict[str, Any] = {"url": "https://example.com", "events_wanted": ["test"], "ordering": "device"}
    made, _ = endpoints.create(
        conn,
        store.ids,
        vault,
        TENANT,
        secret=None,
        description=None,
        settings={},
        site_ids=None,
        actor="key_1",
        now=now_us(),
        **wanted,
    )
    return int(made["id"])


async def _until_somebody_waits(engine: Any) -> None:
    waiting = sa.text(
        "SELECT count(*) FROM pg_stat_activity "
        "WHERE wait_event_type = 'Lock' AND datname = current_database()"
    )
    async with asyncio.timeout(WITHIN_S), engine.connect() as conn:
        while not await conn.scalar(waiting):
            await conn.rollback()
            await asyncio.sleep(0.01)


async def test_an_endpoint_hears_of_what_is_told_while_it_is_added_and_the_feed_is_read(
    database: str, store: Store, vault: Vault
) -> None:
    first = await store.write(lambda conn: _listen(conn, store, vault))
    engine = connect_engine(sa.make_url(database))
    body = {"event": "test", "n": 1}
    async with engine.connect() as telling, engine.connect() as adding:
        await telling.run_sync(lambda conn: events.append(conn, TENANT, store.ids.next(), body))
        second = await adding.run_sync(_listen, store, vault)
        reading = asyncio.create_task(
            store.write(lambda conn: relay(conn, store.ids, TENANT, now_us())), name="relay"
        )
        await _until_somebody_waits(engine)
        await telling.commit()
        await adding.commit()
    more = (await reading)[1]
    while more:
        _, more = await store.write(lambda conn: relay(conn, store.ids, TENANT, now_us()))
    told = await store.read(lambda conn: conn.scalars(sa.select(webhook_delivery.c.webhook_id)).all())
    assert sorted(told) == [first, second]
    await engine.dispose()
