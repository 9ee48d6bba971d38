"""A real database of either engine, migrated and open."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from edge.store import Store, open_store


@pytest.fixture
async def store(database_url: str) -> AsyncIterator[Store]:
    opened = await open_store(database_url)
    yield opened
    await opened.close()
