"""A terminal that cannot push, the agent that does it for it, and our edge: nothing is lost on the way."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import httpx

from tests.kit.edge_process import EdgeProcess
from tests.kit.lan_agent import LanAgent
from tests.kit.pull_terminal import LoggedPunch, Person, PullTerminal

SERIAL = "PULL0001"
STORED = "table=ATTLOG status=200 body=OK: {}$"
# Recent, and old enough that no clock of the machine makes them punches of the future.
FIRST = datetime.now().replace(microsecond=0) - timedelta(days=2)


def logged(count: int) -> list[LoggedPunch]:
    """Punches of 40 people: two in one second now and then, never two of one person."""
    return [
        LoggedPunch(f"{1001 + n % 40}", FIRST + timedelta(seconds=n // 2 * 30), verify=n % 2)
        for n in range(count)
    ]


async def stored(api: httpx.AsyncClient) -> Counter[tuple[str, str]]:
    """Person and wall-clock time of every punch the edge has from the terminal."""
    answer = await api.get("/v1/attendance", params={"device": SERIAL, "limit": 1000})
    assert answer.status_code == 200, answer.text
    page: dict[str, Any] = answer.json()
    assert not page["has_more"]
    return Counter((punch["employee_id"], punch["punch_time_local"]) for punch in page["data"])


async def pending(api: httpx.AsyncClient) -> list[str]:
    answer = await api.get("/v1/devices", params={"status": "pending"})
    assert answer.status_code == 200, answer.text
    return [device["serial_number"] for device in answer.json()["data"]]


def as_stored(punches: list[LoggedPunch]) -> Counter[tuple[str, str]]:
    return Counter((punch.pin, punch.at.isoformat()) for punch in punches)


async def test_punches_wait_for_the_approval_and_arrive_once(
    edge: EdgeProcess, lan_agent_installed: Path, tmp_path: Path
) -> None:
    people = [Person(n, f"{1000 + n}", f"Person {n}") for n in range(1, 41)]
    key = {"Authorization": f"Bearer {edge.admin_key}"}
    async with (
        httpx.AsyncClient(base_url=edge.url, headers=key, trust_env=False) as api,
        PullTerminal(SERIAL, people, logged(120)) as terminal,
    ):
        agent = LanAgent(lan_agent_installed, tmp_path / "agent", edge.url, [terminal])
        async with agent:
            for _ in range(2):
                status, refusal = await agent.pushed()
                assert status >= 400
                assert "OK" not in refusal
            assert await pending(api) == [SERIAL]

            approved = await api.post(f"/v1/devices/{SERIAL}/approve", json={"history": "all"})
            assert approved.is_success, approved.text
            await agent.said(STORED.format(120))
            assert await stored(api) == as_stored(terminal.punches)

            terminal.punches.append(LoggedPunch("1001", FIRST + timedelta(hours=20)))
            await agent.said(STORED.format(1))
            assert await stored(api) == as_stored(terminal.punches)

        agent.forget()
        async with agent:
            await agent.said(STORED.format(121))
        assert await stored(api) == as_stored(terminal.punches)
