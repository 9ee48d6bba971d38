"""A real database of either engine, open."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from edge.store import Store, open_store
from tests.edge.alerts.conditions_kit import Desk


@pytest.fixture
async def store(database_url: str) -> AsyncIterator[Store]:
    opened = await open_store(database_url)
    yield opened
    await opened.close()


@pytest.fixture
async def desk(store: Store) -> Desk:
    return await Desk.open(store)
