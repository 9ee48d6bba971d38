"""Facts become alerts in the database: once, whole, whoever dies or is late meanwhile."""

from __future__ import annotations

import asyncio

import pytest

from edge.alerts import engine as engines
from edge.alerts.engine import AlertEngine
from edge.store import Store, alert_watches, leases
from tests.edge.alerts.world import World


@pytest.fixture
async def world(store: Store) -> World:
    return World(store)


async def test_a_terminal_that_dies_is_an_alert_with_its_history(world: World) -> None:
    await world.begin({"S1": 3})
    await world.pass_s(120)
    await world.facts("offline", ["S1-0"])
    await world.pass_s(45, step_s=15)
    assert await world.states() == [("device_offline", "S1-0", "pending")]
    await world.pass_s(300)
    (row,) = await world.alerts()
    assert (row["status"], row["severity"]) == ("firing", "warning")
    assert row["title"] == "S1-0 at S1 is offline"
    assert row["device_id"] is not None
    assert row["site_id"] is not None
    assert [entry["what"] for entry in row["timeline"]] == ["pending", "firing"]
    await world.facts("online", ["S1-0"])
    await world.pass_s(240)
    (row,) = await world.alerts()
    assert row["status"] == "resolved"
    assert [kind for kind, _ in await world.told()] == ["alert.opened", "alert.resolved"]
    (_, opened), _ = await world.told()
    assert opened["kind"] == "device_offline"
    assert opened["entity"]["type"] == "device"
    assert opened["title"] == "S1-0 at S1 is offline"


async def test_what_passes_leaves_no_alert(world: World) -> None:
    await world.begin({"S1": 3})
    await world.pass_s(120)
    await world.facts("offline", ["S1-0"])
    await world.pass_s(60)
    await world.facts("online", ["S1-0"])
    await world.pass_s(60)
    assert await world.states() == []


async def test_a_dark_site_is_one_alert_that_explains_its_terminals(world: World) -> None:
    await world.begin({"S1": 4, "S2": 2})
    await world.pass_s(120)
    await world.facts("offline", [f"S1-{number}" for number in range(4)])
    await world.pass_s(400)
    states = await world.states()
    assert ("site_outage", "S1", "firing") in states
    assert states.count(("site_outage", "S1", "firing")) == 1
    rows = await world.alerts()
    outage = next(row for row in rows if row["kind"] == "site_outage")
    terminals = [row for row in rows if row["kind"] == "device_offline"]
    assert {row["status"] for row in terminals} == {"inhibited"}
    assert {row["parent_id"] for row in terminals} == {outage["id"]}
    assert len(outage["devices"]) == 4
    assert [kind for kind, _ in await world.told()] == ["alert.opened"]


async def test_the_same_line_opens_anew_when_it_flaps_again(world: World) -> None:
    await world.begin({"S1": 3})
    await world.pass_s(120)
    for _ in range(2):
        for _ in range(5):
            await world.facts("offline", ["S1-0"])
            await world.pass_s(60)
            await world.facts("online", ["S1-0"])
            await world.pass_s(240)
        await world.pass_s(3600, step_s=300)
    ((kind, name, status),) = await world.states()
    assert (kind, name, status) == ("device_unstable", "S1-0", "resolved")
    (row,) = await world.alerts()
    assert row["occurrences"] == 2
    assert [kind for kind, _ in await world.told()] == ["alert.opened", "alert.resolved"]


async def test_who_was_offline_before_alerts_began_is_told_of_too(world: World) -> None:
    await world.begin({"S1": 3})
    await world.facts("offline", ["S1-0"], silent_s=86_400)
    await world.pass_s(60)
    assert await world.states() == [("device_offline", "S1-0", "pending")]
    await world.pass_s(120)
    assert await world.states() == [("device_offline", "S1-0", "firing")]


async def test_an_engine_that_starts_anew_goes_on_where_the_last_one_stood(world: World) -> None:
    await world.begin({"S1": 3})
    await world.pass_s(120)
    await world.facts("offline", ["S1-0"])
    await world.pass_s(60)
    await world.facts("offline", ["S1-1"])
    world.now += 3_600_000_000
    await let_go(world, "first")
    second = world.another("second")
    await world.facts("online", ["S1-1"])
    await world.pass_s(60, engine=second)
    assert ("device_offline", "S1-0", "pending") in await world.states()
    await world.pass_s(60, engine=second)
    assert await world.states() == [("device_offline", "S1-0", "firing")]


async def let_go(world: World, owner: str) -> None:
    await world.store.write(lambda conn: leases.release(conn, world.tenant_id, engines.LEASE, owner))


async def test_one_that_stops_lets_go_of_what_it_looked_after(world: World) -> None:
    await world.begin({"S1": 3})
    running = asyncio.create_task(world.engine.run())
    while await world.store.read(lambda conn: alert_watches.position(conn, world.tenant_id)) is None:
        await asyncio.sleep(0.05)
    assert await world.store.read(lambda conn: leases.held_names(conn, world.tenant_id, engines.LEASE))
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    assert not await world.store.read(lambda conn: leases.held_names(conn, world.tenant_id, engines.LEASE))


async def test_one_that_was_stopped_and_lost_its_lease_changes_nothing(world: World) -> None:
    await world.begin({"S1": 3})
    await world.pass_s(120)
    await world.facts("offline", ["S1-0"])
    await world.pass_s(45, step_s=15)
    await let_go(world, "first")  # it sleeps past its lease and does not know
    second = world.another("second")
    await second.turn()
    world.now += 400_000_000
    await world.engine.turn()
    assert await world.states() == [("device_offline", "S1-0", "pending")]
    await world.pass_s(10, step_s=10, engine=second)
    assert await world.states() == [("device_offline", "S1-0", "firing")]
    assert [kind for kind, _ in await world.told()] == ["alert.opened"]


@pytest.mark.parametrize("step", range(1, 14))
async def test_a_transaction_that_fails_at_any_step_is_as_if_it_never_began(
    world: World, step: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What has not been committed is done again, and nothing of it twice."""
    await world.begin({"S1": 3, "S2": 3})
    await world.pass_s(120)
    await world.facts("offline", ["S1-0", "S1-1", "S1-2", "S2-0"])
    write, calls = world.store.write, 0

    async def failing(unit):  # type: ignore[no-untyped-def]  # stands before a method of the store
        nonlocal calls
        calls += 1
        if calls == step:

            def broken(conn):  # type: ignore[no-untyped-def]  # the unit, and then the disk is gone
                unit(conn)
                raise OSError("the disk is gone")

            return await write(broken)
        return await write(unit)

    monkeypatch.setattr(world.store, "write", failing)
    for _ in range(40):
        world.now += 20_000_000
        try:
            await world.engine.turn()
        except OSError:
            await let_go(world, "first")
            world.engine = AlertEngine(
                world.store, world.feed, "next", wall=lambda: world.now, mono=lambda: world.now / 1e6
            )
    assert calls >= step
    states = [state for state in await world.states() if state[2] == "firing"]
    assert sorted(states) == [("device_offline", "S2-0", "firing"), ("site_outage", "S1", "firing")]
    assert [kind for kind, _ in await world.told()] == ["alert.opened"] * 2


async def test_tenants_know_nothing_of_each_other(world: World) -> None:
    await world.begin({"S1": 3})
    mine = world.tenant_id
    await world.begin({"T1": 2}, name="other")
    await world.pass_s(120)
    await world.facts("offline", ["T1-0", "T1-1"])
    await world.pass_s(400)
    assert ("site_outage", "T1", "firing") in await world.states()
    world.tenant_id = mine
    assert await world.states() == []


@pytest.mark.usefixtures("expected_logs")
async def test_the_clock_of_the_edge_may_be_set(world: World) -> None:
    await world.begin({"S1": 3})
    mono = 0.0
    engine = AlertEngine(world.store, world.feed, "first", wall=lambda: world.now, mono=lambda: mono)
    for _ in range(5):
        mono, world.now = mono + 30, world.now + 30_000_000
        await engine.turn()
    await world.facts("offline", ["S1-0"])
    await engine.turn()
    world.now += 86_400_000_000
    await engine.turn()
    mono, world.now = mono + 60, world.now + 60_000_000
    await engine.turn()
    assert await world.states() == [("device_offline", "S1-0", "pending")]
    for _ in range(10):
        mono, world.now = mono + 30, world.now + 30_000_000
        await engine.turn()
    assert await world.states() == [("device_offline", "S1-0", "firing")]
