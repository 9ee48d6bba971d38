"""The drills of the API in short: one key and one effect though the edge is killed."""

from __future__ import annotations

import pytest

from tests.drills import idempotency
from tests.kit.postgres import PostgresUnavailable


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
async def test_two_hundred_posts_with_one_key_and_a_kill_have_one_effect(database: str) -> None:
    try:
        account = await idempotency.drill(rounds=1, clients=200, database=database, seed=3, kills=1)
    except PostgresUnavailable as reason:
        pytest.skip(str(reason))
    assert account.problems == []
    assert (account.answered, account.kills) == (200, 1)
    assert account.replayed >= 199  # the first may have gone unheard
