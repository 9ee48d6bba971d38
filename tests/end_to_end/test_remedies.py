"""Remedies over the wire: a simulated terminal that was away sends what it kept; one is restarted."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import sqlalchemy as sa

from edge import telling, tenants
from edge.alerts import book, ruleset
from edge.alerts.model import Change, Entity, Status
from edge.alerts.own_end import OwnEnd
from edge.alerts.remedies import Remedies
from edge.gaps import PATIENCE_US
from edge.store import alert_rules, alert_watches, devices
from edge.store.alert_tables import alert
from edge.store.events import START
from tests.end_to_end.test_missing_punches import DEADLINE_S, Scene, scene

SECOND_US = 1_000_000


class Course:
    """A scene with alerts that move as the test says, and remedies."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.remedies = Remedies(scene.store, "test", scene.waiting.mark, OwnEnd(), scene.wall)
        self.tenant_id = 0

    async def begin(self) -> None:
        def unit(conn: sa.Connection) -> int:
            tenant_id: int = tenants.find(conn, "default")["id"]
            ruleset.load(conn, self.scene.store.ids, tenant_id)
            alert_watches.set_position(conn, tenant_id, START, self.scene.wall())
            return tenant_id

        self.tenant_id = await self.scene.store.write(unit)

    async def fact(self, online: bool, kind: str, status: Status) -> None:
        """The terminal is online or offline from now on, and an alert says so."""

        def unit(conn: sa.Connection) -> None:
            now, ids = self.scene.wall(), self.scene.store.ids
            row = devices.by_serial(conn, self.tenant_id, self.scene.terminal.plan.serial)
            assert row is not None
            seen = {
                "tenant_id": self.tenant_id,
                "device_id": row["id"],
                "last_seen_at": now,
                "online": online,
                "changed_at": now,
                "address": None,
                "poll_interval_us": None,
            }
            devices.save_presence(conn, [seen])
            word = "online" if online else "offline"
            telling.tell_device(conn, ids, row, f"device.{word}", status=word, last_seen=now, since=now)
            device = row["public_id"]
            change = Change(now / 1e6, f"rule_{kind}", kind, Entity("device", device), status, title="x")
            book.apply(conn, ids, self.tenant_id, [change], now)

        await self.scene.store.write(unit)

    async def notes(self) -> list[str]:
        rows = await self.scene.store.read(lambda conn: list(conn.scalars(sa.select(alert.c.timeline))))
        return [entry["text"] for timeline in rows for entry in timeline if entry["what"] == "remedy"]

    async def until(self, holds: Callable[[], Awaitable[Any]]) -> None:
        """Turns of the remedies, until something holds."""
        async with asyncio.timeout(DEADLINE_S):
            while not await holds():
                await self.remedies.turn()
                await asyncio.sleep(0.05)

    def later(self, seconds: float) -> None:
        self.scene.ahead_us += round(seconds * SECOND_US)


async def test_what_a_terminal_kept_of_its_gap_comes_without_anybody_punching(database_url: str) -> None:
    async with scene(database_url) as edge:
        course = Course(edge)
        await course.begin()
        await edge.until(edge.known)
        await edge.punches(3)
        await edge.agreed()
        await course.fact(False, "device_offline", "firing")
        course.later(600)
        edge.skipped(3)
        course.later(5)
        await course.fact(True, "device_offline", "resolving")
        await course.until(lambda: noticed(edge))
        assert await edge.asked() == []
        course.later(PATIENCE_US / SECOND_US + 60)
        await course.until(lambda: came(edge, 1))
        course.later(30)

        async def said() -> bool:
            course.later(5)
            return (await course.notes())[-1].endswith("missing.")

        await course.until(said)
        assert await course.notes() == [
            "It is back: asked what it holds.",
            "It holds punches that did not come: asked for the punches of the gap.",
            "It sent the punches of the gap again.",
            "0 of 3 punches missing.",
        ]
        assert sorted((await edge.stored())[-3:]) == ["500", "501", "502"]
        assert len(await edge.stored()) == await edge.told() == edge.made


async def noticed(edge: Scene) -> bool:
    known = edge.known()
    return known is not None and known.missing_since is not None


async def came(edge: Scene, asked: int) -> bool:
    return await edge.asked() == ["succeeded"] * asked


async def test_one_that_comes_and_goes_is_restarted_where_its_rule_says_so(database_url: str) -> None:
    async with scene(database_url) as edge:
        course = Course(edge)
        await course.begin()

        def opt_in(conn: sa.Connection) -> None:
            row = alert_rules.find(conn, course.tenant_id, "rule_device_offline")
            assert row is not None
            alert_rules.change(conn, course.tenant_id, row["id"], params={"auto_reboot": True})

        await edge.store.write(opt_in)
        await edge.until(edge.known)
        before = edge.terminal.tally.reboots
        await course.fact(True, "device_unstable", "unstable")

        async def restarted() -> bool:
            return "It took the restart." in await course.notes()

        await course.until(restarted)
        await edge.until(lambda: edge.terminal.tally.reboots == before + 1)
        for _ in range(5):
            await course.remedies.turn()
        assert (await course.notes()).count("It took the restart.") == 1
