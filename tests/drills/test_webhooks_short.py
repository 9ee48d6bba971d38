"""The drills of webhooks in short: kills on both engines, a stopped sender, a neighbour that hangs, harm."""

from __future__ import annotations

import pytest

from tests.drills import webhooks_hostile, webhooks_kills, webhooks_neighbour, webhooks_stale
from tests.kit.postgres import PostgresUnavailable


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
async def test_kills_lose_nothing_and_nothing_overtakes(database: str) -> None:
    try:
        outcome = await webhooks_kills.drill(kills=4, database=database, terminals=10, seed=1)
    except PostgresUnavailable as reason:
        pytest.skip(str(reason))
    assert outcome.problems == []
    assert outcome.told == outcome.arrived > 0
    assert outcome.again <= outcome.bound


async def test_what_a_stopped_sender_brings_later_has_no_effect() -> None:
    try:
        outcome = await webhooks_stale.drill(wait_s=0)
    except PostgresUnavailable as reason:
        pytest.skip(str(reason))
    assert outcome.problems == []
    assert outcome.stale == 1


async def test_an_endpoint_that_hangs_holds_up_no_other_account() -> None:
    outcome = await webhooks_neighbour.drill(backlog=300, seconds=2)
    assert outcome.waiting == 300
    assert len(outcome.beside.took_s) >= 10
    assert max(outcome.beside.took_s) < 5.0, "where the other's slots are held for ten"


async def test_receivers_that_mean_harm_cost_neither_memory_nor_slots() -> None:
    quick = ["1 GB of body", "1 GB of header", "headers without end", "gzip bomb", "endless chunks"]
    quick += ["100 Continue for ever", "100 Continue, then 200", "closes in its body"]
    results = await webhooks_hostile.drill(quick)
    assert len(results) == 8
    assert [one.name for one in results if not one.bearable] == []
