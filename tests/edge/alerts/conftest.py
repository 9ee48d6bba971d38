"""A real database of either engine, migrated once and empty for each test: migrating would take longest."""

from __future__ import annotations

import asyncio
import secrets
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import create_async_engine

from edge.store import Store, open_store
from edge.store.schema import metadata
from tests.edge.alerts.conditions_kit import Desk
from tests.kit import postgres as kit


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file to be copied."""
    original = tmp_path_factory.mktemp("migrated") / "punchdeck.db"
    asyncio.run(_migrate(f"sqlite:///{original.as_posix()}"))
    return original


@pytest.fixture(scope="session")
def migrated_postgresql(postgres: kit.DatabaseServer) -> Iterator[str]:
    """A database to be emptied: copying one takes seconds."""
    name = f"alerts_{secrets.token_hex(6)}"
    url = postgres.create_database(name)
    asyncio.run(_migrate(url))
    yield url
    postgres.drop_database(name)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        original: Path = request.getfixturevalue("migrated_sqlite")
        shutil.copy(original, tmp_path / original.name)
        yield f"sqlite:///{tmp_path.as_posix()}/{original.name}"
        return
    url: str = request.getfixturevalue("migrated_postgresql")
    yield url
    asyncio.run(_empty(url))


@pytest.fixture
async def store(database_url: str) -> AsyncIterator[Store]:
    opened = await open_store(database_url)
    yield opened
    await opened.close()


@pytest.fixture
async def desk(store: Store) -> Desk:
    return await Desk.open(store)


async def _migrate(url: str) -> None:
    await (await open_store(url)).close()


async def _empty(url: str) -> None:
    engine = create_async_engine(url)
    try:
        async with engine.begin() as conn:
            # The audit log is only appended to, says a trigger.
            await conn.execute(sa.text("SET LOCAL session_replication_role = replica"))
            for table in metadata.sorted_tables:
                await conn.execute(table.delete())
    finally:
        await engine.dispose()
