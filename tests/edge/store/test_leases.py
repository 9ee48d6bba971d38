"""What only one may do: leases whose fences grow with every change of owner."""

from __future__ import annotations

import asyncio

from edge.store import Store, leases

MINUTE_US = 60_000_000


async def test_only_one_owner_holds_a_lease_and_renews_it_under_the_same_fence(store: Store) -> None:
    first = await store.write(lambda conn: leases.acquire(conn, 0, "detector", "a", MINUTE_US))
    other = await store.write(lambda conn: leases.acquire(conn, 0, "detector", "b", MINUTE_US))
    again = await store.write(lambda conn: leases.acquire(conn, 0, "detector", "a", MINUTE_US))
    assert first is not None
    assert (other, again) == (None, first)


async def test_an_expired_lease_changes_hands_under_a_greater_fence(store: Store) -> None:
    stale = await store.write(lambda conn: leases.acquire(conn, 0, "detector", "a", -1))
    assert stale is not None
    fresh = await store.write(lambda conn: leases.acquire(conn, 0, "detector", "b", MINUTE_US))
    assert fresh is not None
    assert fresh > stale
    assert not await store.write(lambda conn: leases.holds(conn, 0, "detector", stale))
    assert await store.write(lambda conn: leases.holds(conn, 0, "detector", fresh))


async def test_a_holder_that_slept_past_its_lease_gets_a_new_fence(store: Store) -> None:
    stale = await store.write(lambda conn: leases.acquire(conn, 0, "detector", "a", -1))
    woken = await store.write(lambda conn: leases.acquire(conn, 0, "detector", "a", MINUTE_US))
    assert stale is not None
    assert woken is not None
    assert woken > stale


async def test_a_released_lease_keeps_its_fence_growing(store: Store) -> None:
    first = await store.write(lambda conn: leases.acquire(conn, 0, "relay", "a", MINUTE_US))
    await store.write(lambda conn: leases.release(conn, 0, "relay", "a"))
    second = await store.write(lambda conn: leases.acquire(conn, 0, "relay", "b", MINUTE_US))
    assert first is not None
    assert second is not None
    assert second > first


async def test_of_many_who_ask_at_once_one_gets_it(store: Store) -> None:
    asked = [
        store.write(lambda conn, n=n: leases.acquire(conn, 0, "rush", f"owner{n}", MINUTE_US))
        for n in range(20)
    ]
    fences = await asyncio.gather(*asked)
    assert len([fence for fence in fences if fence is not None]) == 1
