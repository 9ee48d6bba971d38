"""A terminal that comes and goes, as the operator lives it: one row, one word of it, until it is calm.

The terminal is real to the edge, and so is every time it is lost. When the rule finds it unstable the test
says: the engine looks on for a minute before it does.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from common.client import EdgeClient
from console.app import Console
from console.core.alerts import Stage
from console.core.profiles import Profile
from console.core.session import Session
from console.core.states import Live
from console.models.alert_columns import PLACE, Column
from console.views.pages.alerts import AlertsPage
from tests.console.alarms import Alarms
from tests.console.hands import Hand, hands
from tests.console.ui.conftest import Opened, page_shown
from tests.kit.edge_process import EdgeProcess

Until = Callable[..., Awaitable[Any]]

KIND = "device_unstable"
LOOSE = {"severity": "warning", "title": "Gate comes and goes", "reason": "Lost 2 times within 1 min."}


@dataclass
class Line:
    """The edge, the terminal whose plug is loose, and what the rules write."""

    edge: EdgeProcess
    gate: Hand
    alarms: Alarms

    @asynccontextmanager
    async def plugged(self) -> AsyncIterator[None]:
        polling = asyncio.create_task(self.gate.run())
        try:
            yield
        finally:
            polling.cancel()
            await asyncio.gather(polling, return_exceptions=True)

    async def judge(self, status: Any, **members: Any) -> str:
        return await asyncio.to_thread(
            lambda: self.alarms.move(KIND, self.gate.id, status, **{**LOOSE, **members})
        )


@pytest.fixture
async def line(tmp_path: Path) -> AsyncIterator[Line]:
    """A site of two terminals that stay, and of one that does not; five seconds of silence count."""
    (tmp_path / "edge").mkdir()
    (tmp_path / "edge" / "punchdeck.toml").write_text("offline_after = 5\n")
    edge = EdgeProcess(tmp_path / "edge", "--dev")
    await asyncio.to_thread(edge.start)
    try:
        async with EdgeClient(edge.url, edge.admin_key) as client:
            tenant = (await client.me())["tenant"]["id"]
        alarms = await asyncio.to_thread(Alarms, edge.data, tenant)
        async with (
            hands(edge.url, edge.admin_key, "Rabat", "STAYS1", "STAYS2"),
            hands(edge.url, edge.admin_key, "Casablanca", "GATE", polling=False) as (gate,),
        ):
            yield Line(edge, gate, alarms)
        alarms.close()
    finally:
        await asyncio.to_thread(edge.kill9)


async def connected(console: Console, line: Line, until: Until) -> Session:
    console.window.show()
    await console.open(Profile.new("Test", line.edge.url), line.edge.admin_key)
    session = console.session
    assert session is not None
    await until(lambda: isinstance(session.state, Live) and session.alerts.available, 30)
    return session


async def test_a_terminal_that_comes_and_goes_is_one_row_until_it_is_calm(
    opened: Opened, line: Line, until: Until
) -> None:
    async with opened() as console:
        session = await connected(console, line, until)
        window, gate = console.window, line.gate.id
        page = await page_shown(console, "alerts", until)
        assert isinstance(page, AlertsPage)
        told: list[str] = []
        session.alerts.opened.add(lambda alert: told.append(alert.id))

        def there(wanted: str) -> bool:
            return session.fleet.devices[gate].connectivity == wanted

        # it is lost
        async with line.plugged():
            await until(lambda: there("online"), 20)
        await until(lambda: there("offline"), 20)
        found = await line.judge("unstable", tell=True)
        await until(lambda: page.model.shown == 1, 10)
        row = page.model.row(0)
        assert (row.alert.id, row.alert.stage) == (found, Stage.UNSTABLE)
        assert page.model.index(0, PLACE[Column.STAGE]).data() == "Comes and goes"
        # the inspector shows the hour behind it, and what it may be
        window.show_alert(found)
        assert window.inspector is not None
        await until(lambda: "in the last hour" in words(console), 15)
        assert LOOSE["reason"] in words(console)
        await until(lambda: "What to do" in words(console), 10)
        # it goes on: the same row, and nobody is told again
        async with line.plugged():
            await until(lambda: there("online"), 20)
        await until(lambda: "2 times in the last hour" in words(console), 20)
        assert page.model.shown == 1
        assert told == [found]
        # it is calm, and then it is not: still the one
        async with line.plugged():
            await until(lambda: there("online"), 20)
            await line.judge("resolved", title="Gate is stable", reason="There for 15 min.")
            await until(lambda: alert(session, found).over, 10)
            await line.judge("unstable", again=True, tell=False)
            await session.alerts.comment(found, "The cable is loose.")
            await until(lambda: alert(session, found).occurrences == 2, 10)
            assert page.model.shown == 1
            assert told == [found]
            # calm for good; the timeline tells all of it
            await line.judge("resolved", title="Gate is stable", reason="There for 15 min.")
            await until(lambda: alert(session, found).over, 10)
            await until(lambda: "The cable is loose." in words(console), 10)
            assert len(alert(session, found).timeline) >= 4
        assert told == [found]


def alert(session: Session, id: str) -> Any:
    found = session.alerts.book.get(id)
    assert found is not None
    return found


def words(console: Console) -> str:
    assert console.window.inspector is not None
    return console.window.inspector.words
