"""A database file that is to be moved to PostgreSQL."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, cast

import pytest
import sqlalchemy as sa

from edge.store import StoreError
from edge.store.engine import normalise_url
from edge.store.moving import Moved, move
from edge.store.postgresql import connect_engine
from edge.store.sqlite import writing_engine
from tests.kit import postgres as kit

Unit = Callable[[sa.Connection], Any]


class Source:
    """A SQLite file that is to be moved, and where to."""

    def __init__(self, path: Path, server: kit.DatabaseServer, template: str = "template1") -> None:
        self.path = path
        self.server = server
        self.name = f"moving_{secrets.token_hex(6)}"
        self.url = normalise_url(server.create_database(self.name, template))

    def here(self, unit: Unit) -> Any:
        engine = writing_engine(self.path)
        try:
            with engine.begin() as conn:
                return unit(conn)
        finally:
            engine.dispose()

    async def there(self, unit: Unit) -> Any:
        engine = connect_engine(self.url, poolclass=sa.NullPool)
        try:
            async with engine.begin() as conn:
                return await conn.run_sync(unit)
        finally:
            await engine.dispose()

    async def sql(self, statement: str) -> Any:
        return await self.there(lambda conn: conn.exec_driver_sql(statement))

    async def move(self) -> Moved:
        return await move(self.path, self.url)

    async def refused(self) -> str:
        with pytest.raises(StoreError) as refusal:
            await self.move()
        return str(refusal.value)


@pytest.fixture
def source(
    tmp_path: Path, migrated_sqlite: Path, postgres: kit.DatabaseServer, migrated_postgresql: str
) -> Iterator[Source]:
    """To be moved into a database that has the schema already."""
    made = Source(Path(shutil.copy(migrated_sqlite, tmp_path)), postgres, migrated_postgresql)
    yield made
    postgres.drop_database(made.name)


@pytest.fixture
def bare(tmp_path: Path, migrated_sqlite: Path, postgres: kit.DatabaseServer) -> Iterator[Source]:
    """To be moved into a database as `createdb` makes it."""
    made = Source(Path(shutil.copy(migrated_sqlite, tmp_path)), postgres)
    yield made
    postgres.drop_database(made.name)


async def revision(source: Source) -> str:
    found = await source.there(
        lambda conn: conn.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one()
    )
    return cast(str, found)
