"""What waits for the edge: in order, once, for a day, and over a restart of the program."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from common.client import EdgeClient, RequestRefused, Unanswered, Unreachable
from console.core.outbox import KEPT_US, Outbox, Standing, in_turn, load, may_wait, save
from tests.console.core.edges import Tenant
from tests.kit.edge_process import free_port

NOON_US = 1_770_000_000_000_000


def asked(method: str, path: str, key: str = "", **body: Any) -> Unanswered:
    return Unanswered(method, path, body, {"Idempotency-Key": key} if key else {})


TAKEN = asked("POST", "/v1/alerts/alt_1/acknowledge", "k1", until=None)
RENAMED = asked("PATCH", "/v1/sites/site_1", name="Rabat")


class Door(EdgeClient):
    """An edge that answers as told: an exception, or nothing wrong."""

    def __init__(self, *answers: Exception | None) -> None:
        super().__init__("http://edge.example.com", "key")
        self.answers = list(answers)
        self.asked: list[tuple[str, str, Mapping[str, str]]] = []

    async def request(self, method: str, path: str, **members: Any) -> Any:
        self.asked.append((method, path, members.get("headers") or {}))
        answer = self.answers.pop(0) if self.answers else None
        if answer is not None:
            raise answer
        return {}


@asynccontextmanager
async def running(outbox: Outbox, door: EdgeClient) -> AsyncIterator[None]:
    task = asyncio.create_task(outbox.run(door))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


class Desk:
    """An outbox, its clock, and what it told."""

    def __init__(self, path: Path | None = None) -> None:
        self.now_us = NOON_US
        keep = (lambda _: None) if path is None else partial(save, path)
        self.outbox = Outbox(lambda: self.now_us, keep)
        self.outbox.tenant = "ten_1"
        if path is not None:
            self.outbox.remember(load(path))
        self.told: list[tuple[str, str]] = []
        self.outbox.made.add(lambda change: self.told.append(("made", change.what)))
        self.outbox.failed.add(lambda change: self.told.append((change.standing.value, change.reason)))

    def put(self, *unanswered: Unanswered, what: str = "Take it on") -> None:
        self.outbox.put(unanswered, what=what, done="Taken on", about="Gate", by="Amina")


@pytest.mark.parametrize(
    ("write", "waits"),
    [
        (TAKEN, True),
        (asked("POST", "/v1/alerts/acknowledge", alerts=["alt_1"]), True),
        (RENAMED, True),
        (asked("POST", "/v1/sites", "k", name="Fès"), True),
        (asked("POST", "/v1/devices/dev_1/commands", "k", command="sync_time"), True),
        (asked("POST", "/v1/devices/dev_1/commands", "k", command="unlock_door"), False),
        (asked("POST", "/v1/devices/dev_1/commands", "k", command="restart"), False),
        (asked("POST", "/v1/keys", "k", name="ERP"), False),
        (asked("POST", "/v1/webhooks", "k", url="https://example.com"), False),
        (asked("DELETE", "/v1/sites/site_1"), False),
    ],
)
def test_only_what_is_right_hours_later_may_wait(write: Unanswered, waits: bool) -> None:
    assert may_wait([write]) is waits
    assert not may_wait([TAKEN, asked("POST", "/v1/keys")]), "all or nothing"
    assert not may_wait([])


async def test_what_waits_is_made_in_order_once_the_edge_is_back() -> None:
    desk, door = Desk(), Door()
    desk.put(TAKEN, what="first")
    desk.put(RENAMED, what="second")
    async with running(desk.outbox, door):
        await asyncio.sleep(0)
        assert door.asked == []
        desk.outbox.set_live(True)
        async with asyncio.timeout(5):
            while desk.outbox.waiting:
                await asyncio.sleep(0)
    assert [path for _, path, _ in door.asked] == [TAKEN.path, RENAMED.path]
    assert desk.told == [("made", "first"), ("made", "second")]


async def test_a_lost_answer_is_asked_for_again_with_the_same_key(tmp_path: Path) -> None:
    path = tmp_path / "outbox.json"
    desk, door = Desk(path), Door(Unreachable("the answer was lost"))
    desk.put(TAKEN)
    async with running(desk.outbox, door):
        desk.outbox.set_live(True)
        async with asyncio.timeout(5):
            while not door.asked:
                await asyncio.sleep(0)
        desk.outbox.set_live(False)
    assert len(desk.outbox.waiting) == 1
    # the program ends and begins anew
    later = Desk(path)
    assert [change.what for change in later.outbox.waiting] == ["Take it on"]
    async with running(later.outbox, door):
        later.outbox.set_live(True)
        async with asyncio.timeout(5):
            while later.outbox.waiting:
                await asyncio.sleep(0)
    keys = [headers["Idempotency-Key"] for _, _, headers in door.asked]
    assert keys == ["k1", "k1"]
    assert not path.exists(), "nothing is left to be kept"


async def test_what_the_edge_refuses_stays_to_be_read_and_holds_up_nothing(tmp_path: Path) -> None:
    path = tmp_path / "outbox.json"
    desk, door = Desk(path), Door(RequestRefused(409, "alert_over", "The alert is over.", None, {}))
    desk.put(TAKEN)
    desk.put(RENAMED)
    async with running(desk.outbox, door):
        desk.outbox.set_live(True)
        async with asyncio.timeout(5):
            while desk.outbox.waiting:
                await asyncio.sleep(0)
    assert desk.told == [("refused", "The alert is over."), ("made", "Take it on")]
    (left,) = load(path)
    assert (left.standing, left.reason) == (Standing.REFUSED, "The alert is over.")
    desk.outbox.drop(left.id)
    assert desk.outbox.changes == ()


async def test_after_a_day_and_for_another_tenant_it_is_not_made() -> None:
    desk, door = Desk(), Door()
    desk.put(TAKEN)
    desk.now_us += KEPT_US
    desk.put(RENAMED)
    desk.outbox.tenant = "ten_2"
    async with running(desk.outbox, door):
        desk.outbox.set_live(True)
        async with asyncio.timeout(5):
            while desk.outbox.waiting:
                await asyncio.sleep(0)
    assert door.asked == []
    assert desk.told == [("expired", ""), ("elsewhere", "")]


def test_what_cannot_be_written_down_does_not_wait(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    desk = Desk()
    outbox = Outbox(lambda: NOON_US, partial(save, tmp_path / "file" / "outbox.json"))
    with pytest.raises(FileExistsError):
        outbox.put([TAKEN], what="", done="", about="", by="")
    assert outbox.changes == ()
    assert desk.told == []


async def test_a_dead_edge_tells_of_every_write_that_is_left() -> None:
    async with EdgeClient(f"http://127.0.0.1:{free_port()}", "key") as client:
        with pytest.raises(Unreachable) as caught:
            await in_turn(partial(client.post, f"/v1/alerts/{id}/resolve", {"note": "x"}) for id in "ab")
    assert [write.path for write in caught.value.unanswered] == [
        "/v1/alerts/a/resolve",
        "/v1/alerts/b/resolve",
    ]
    assert len({write.headers["Idempotency-Key"] for write in caught.value.unanswered}) == 2


async def test_the_edge_does_it_once_however_often_it_is_asked(tenant: Tenant, tmp_path: Path) -> None:
    async with EdgeClient(f"http://127.0.0.1:{free_port()}", "key") as nowhere:
        with pytest.raises(Unreachable) as caught:
            await nowhere.create_site("Fès")
    async with tenant.client() as client:
        for _ in range(2):
            desk = Desk()
            desk.put(*caught.value.unanswered)
            async with running(desk.outbox, client):
                desk.outbox.set_live(True)
                async with asyncio.timeout(10):
                    while desk.outbox.waiting:
                        await asyncio.sleep(0.01)
            assert desk.told == [("made", "Take it on")]
        assert [site["name"] for site in await client.sites()].count("Fès") == 1
