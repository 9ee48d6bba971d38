"""A terminal dies and people hear of it: over a real mail server, a real HTTP receiver and the stream that
the console reads, from a real edge whose terminals call it over real sockets."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from aiohttp import web

from common import signing
from common.client import EdgeClient
from tests.kit.edge_process import EdgeProcess, free_port
from tests.kit.mail_server import MailServer, mail_server

DEADLINE_S = 60.0
POLL_S = 0.5


class Receiver:
    """Where an HTTP channel posts to."""

    def __init__(self) -> None:
        self.port = free_port()
        self.taken: list[tuple[dict[str, str], bytes]] = []

    async def take(self, request: web.Request) -> web.Response:
        self.taken.append((dict(request.headers), await request.read()))
        return web.Response(text="ok")

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[None]:
        app = web.Application()
        app.router.add_post("/alerts", self.take)
        runner = web.AppRunner(app)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", self.port).start()
        try:
            yield
        finally:
            await runner.cleanup()


class Terminals:
    """Polls for as long as they are alive."""

    def __init__(self, url: str) -> None:
        self._http = httpx.AsyncClient(base_url=url)
        self._polling: dict[str, asyncio.Task[None]] = {}

    def live(self, serial: str) -> None:
        self._polling[serial] = asyncio.create_task(self._poll(serial))

    async def _poll(self, serial: str) -> None:
        while True:
            answer = await self._http.get("/iclock/getrequest", params={"SN": serial})
            assert answer.status_code == 200
            await asyncio.sleep(POLL_S)

    async def die(self, serial: str) -> None:
        task = self._polling.pop(serial)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    async def close(self) -> None:
        for serial in list(self._polling):
            await self.die(serial)
        await self._http.aclose()


async def until(what: Callable[[], bool]) -> None:
    async with asyncio.timeout(DEADLINE_S):
        while not what():
            await asyncio.sleep(0.1)


@pytest.fixture
def edge(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> EdgeProcess:
    monkeypatch.setenv("PUNCHDECK_OFFLINE_AFTER", "5")
    return EdgeProcess(tmp_path / "edge", "--dev")


async def test_a_death_and_a_return_arrive_by_mail_by_http_and_on_the_stream(edge: EdgeProcess) -> None:
    receiver = Receiver()
    await asyncio.to_thread(edge.start)
    try:
        async with mail_server() as mail, receiver.serving():
            await _live_and_die(edge, receiver, mail)
    finally:
        await asyncio.to_thread(edge.terminate)


async def _live_and_die(edge: EdgeProcess, receiver: Receiver, mail: MailServer) -> None:
    async with httpx.AsyncClient(
        base_url=edge.url, headers={"Authorization": f"Bearer {edge.admin_key}"}
    ) as http:

        async def call(method: str, path: str, said: Any) -> Any:
            answer = await http.request(method, path, json=said)
            assert answer.status_code in (200, 201), answer.text
            return answer.json()

        for number in range(3):
            await call("POST", "/v1/devices", {"serial_number": f"LIFE{number}", "name": f"Gate {number}"})
        await call(
            "POST", "/v1/sites", {"name": "Warehouse", "devices": [f"LIFE{number}" for number in range(3)]}
        )
        await call("PATCH", "/v1/rules/rule_device_offline", {"params": {"hold_s": 2, "clear_s": 1}})
        by_mail = {"host": "127.0.0.1", "port": mail.port, "tls": "none", "from": "edge@example.com"}
        mail_channel = await call("POST", "/v1/channels", {"name": "Mail", "email": by_mail})
        posted = await call(
            "POST",
            "/v1/channels",
            {
                "name": "Pager",
                "webhook": {"url": f"http://127.0.0.1:{receiver.port}/alerts"},
            },
        )
        person = {"name": "Amina", "email": "amina@example.com", "channels": [mail_channel["id"]]}
        amina = await call("POST", "/v1/people", person)
        steps = [
            {"after_s": 0, "people": [amina["id"]], "channels": [], "until_ack": True},
            {"after_s": 1, "people": [], "channels": [posted["id"]], "until_ack": True},
        ]
        settings = {"group_wait_s": 0, "group_interval_s": 0}
        await call("PATCH", "/v1/policies/policy_default", {"steps": steps, "settings": settings})

        seen: list[dict[str, Any]] = []
        async with EdgeClient(edge.url, edge.admin_key) as client:
            reading = asyncio.create_task(_read(client, seen))
            terminals = Terminals(edge.url)
            for number in range(3):
                terminals.live(f"LIFE{number}")
            await until(lambda: sum(one["event"] == "device.online" for one in seen) == 3)
            await asyncio.sleep(3)
            await terminals.die("LIFE1")
            await until(lambda: bool(mail.taken and receiver.taken))
            await until(lambda: any(one["event"] == "alert.opened" for one in seen))
            terminals.live("LIFE1")
            await until(lambda: len(mail.taken) > 1 and len(receiver.taken) > 1)
            await until(lambda: any(one["event"] == "alert.resolved" for one in seen))
            await terminals.close()
            reading.cancel()
            await asyncio.gather(reading, return_exceptions=True)

        fired, over = mail.taken
        assert mail.to[0] == ["amina@example.com"]
        assert "Gate 1 at Warehouse is offline" in str(fired["Subject"])
        assert fired["References"] == over["References"]  # one thread
        headers, body = receiver.taken[0]
        said = json.loads(body)
        assert "Gate 1 at Warehouse is offline" in said["title"]
        assert signing.body_is_signed(posted["secret"], body, headers["X-PunchConnect-Signature"])
        opened = next(one for one in seen if one["event"] == "alert.opened")
        assert opened["title"] == "Gate 1 at Warehouse is offline"
        (alert,) = (await http.get("/v1/alerts", params={"status": "all"})).json()["data"]
        assert alert["id"] == opened["alert_id"]
        assert alert["status"] == "resolved"
        told = [entry["what"] for entry in alert["timeline"]]
        assert told[:2] == ["pending", "firing"]
        assert "resolved" in told
        notices = (await http.get(f"/v1/alerts/{alert['id']}/notices")).json()["data"]
        assert {notice["status"] for notice in notices} == {"sent"}
        assert len({notice["dedupe_key"] for notice in notices}) == len(notices)


async def _read(client: EdgeClient, seen: list[dict[str, Any]]) -> None:
    async for message in client.stream():
        if message.event != "heartbeat":
            seen.append(message.body)
