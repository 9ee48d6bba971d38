"""No question that is asked of many punches reads all of them."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tests.bench.generated import make, make_shared
from tests.bench.growth_plans import QUESTIONS, asked_of
from tests.kit.postgres import PostgresUnavailable, start_shared


async def test_an_index_leads_to_what_is_asked_for(tmp_path: Path) -> None:
    made = await asyncio.to_thread(make, tmp_path, 6_000, 20)
    await _no_scans(made.url)


async def test_an_index_leads_to_what_is_asked_for_on_postgresql() -> None:
    try:
        server = start_shared()
    except PostgresUnavailable as reason:
        pytest.skip(str(reason))
    try:
        url = server.create_database("plans")
        await asyncio.to_thread(make_shared, url, 6_000, 20)
        await _no_scans(url)
    finally:
        server.drop_database("plans")
        server.close()


async def _no_scans(url: str) -> None:
    found = await asked_of(url)
    # SQLite needs not ask where in its feed a moment is.
    assert {plan.question for plan in found} | {"a moment in the feed"} == set(QUESTIONS)
    assert [(plan.question, scan) for plan in found for scan in plan.scans] == []
