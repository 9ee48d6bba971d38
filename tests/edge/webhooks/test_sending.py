"""From an event to a receiver: real sockets, both engines, the hours in between by a clock of ours."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from ipaddress import ip_network
from pathlib import Path
from random import Random
from typing import Any

import pytest
import sqlalchemy as sa
from aiohttp import web

from common import signing
from edge import admission, telling, tenants
from edge.feed import Feed
from edge.master_keys import MasterKeyFile
from edge.store import Run, Store, open_store, webhook_lanes, webhooks
from edge.store.ids import now_us, public_id
from edge.store.schema import event
from edge.store.webhook_tables import webhook_delivery
from edge.vault import Vault
from edge.webhooks import breaker, endpoints
from edge.webhooks.dispatcher import Delivered, Dispatcher
from edge.webhooks.guard import Guard
from edge.webhooks.precedence import LONGEST_S, MANY, MANY_S, Precedence
from edge.webhooks.sender import Sender

HOUR_US = 3_600 * 1_000_000
LOOPBACK = (ip_network("127.0.0.0/8"),)


@dataclass
class Receiver:
    """Keeps what it is sent; answers as `answer` says, 200 by itself."""

    url: str = ""
    got: list[tuple[dict[str, str], dict[str, Any]]] = field(default_factory=list)
    answer: Callable[[dict[str, Any]], web.Response | int] = lambda body: 200
    secret: str = ""

    async def take(self, request: web.Request) -> web.Response:
        raw = await request.read()
        signing.verify(self.secret, request.headers, raw, now=time.time())
        assert signing.body_is_signed(self.secret, raw, request.headers["X-PunchConnect-Signature"])
        body = json.loads(raw)
        self.got.append((dict(request.headers), body))
        said = self.answer(body)
        return web.Response(status=said) if isinstance(said, int) else said

    @property
    def sequences(self) -> list[int]:
        return [body["sequence"] for _, body in self.got]


@asynccontextmanager
async def receiving() -> AsyncIterator[Receiver]:
    receiver = Receiver()
    app = web.Application()
    app.router.add_post("/", receiver.take)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    receiver.url = f"http://127.0.0.1:{runner.addresses[0][1]}/"
    try:
        yield receiver
    finally:
        await runner.cleanup()


@dataclass
class World:
    """A tenant with terminals, a dispatcher, and a clock that can be put on."""

    store: Store
    vault: Vault
    tenant_id: int
    devices: list[sa.RowMapping]
    dispatcher: Dispatcher
    later_us: list[int]
    delivered: list[Delivered]
    precedence: Precedence

    def wall(self) -> int:
        return now_us() + self.later_us[0]

    async def later(self, us: int) -> None:
        self.later_us[0] += us
        self.dispatcher.changed()

    async def tell(self, place: int = 0, times: int = 1) -> None:
        def unit(conn: sa.Connection) -> None:
            for _ in range(times):
                telling.tell_device(
                    conn,
                    self.store.ids,
                    self.devices[place],
                    "device.online",
                    status="online",
                    last_seen=None,
                )

        await self.store.write(unit)

    async def listen(self, receiver: Receiver, **given: Any) -> sa.RowMapping:
        values: dict[str, Any] = {
            "url": receiver.url,
            "events_wanted": ["device.online"],
            "secret": None,
            "description": None,
            "ordering": "device",
            "settings": {},
            "site_ids": None,
            "actor": "key_1",
            "now": self.wall(),
            **given,
        }
        row, receiver.secret = await self.store.write(
            lambda conn: endpoints.create(conn, self.store.ids, self.vault, self.tenant_id, **values)
        )
        self.dispatcher.changed()
        return row

    async def row(self, row: sa.RowMapping) -> sa.RowMapping:
        found = await self.store.read(lambda conn: webhooks.by_id(conn, self.tenant_id, row["id"]))
        assert found is not None
        return found

    async def rows(self) -> list[dict[str, Any]]:
        """Every delivery, in the order they were made."""
        statement = sa.select(webhook_delivery).order_by(webhook_delivery.c.id)
        found = await self.store.read(lambda conn: conn.execute(statement).mappings().all())
        return [dict(row) for row in found]

    async def told(self, kind: str) -> list[dict[str, Any]]:
        statement = sa.select(event.c.body).where(event.c.type == kind)
        bodies = await self.store.read(lambda conn: conn.scalars(statement).all())
        return [json.loads(body) for body in bodies]

    async def quiet(self) -> bool:
        """Whether nothing is due, or under way."""
        now = self.wall()
        waiting = await self.store.read(lambda conn: webhook_lanes.waiting(conn))
        return self.dispatcher.in_flight == 0 and all(one.next_due > now for one in waiting)


async def until(true: Callable[[], Any], seconds: float = 15) -> None:
    async with asyncio.timeout(seconds):
        while True:
            said = true()
            if asyncio.iscoroutine(said):
                said = await said
            if said:
                return
            await asyncio.sleep(0.01)  # what others see of a database has no event to wait for


@pytest.fixture
async def world(database_url: str, tmp_path: Path) -> AsyncIterator[World]:
    store = await open_store(database_url)
    vault = Vault(MasterKeyFile(tmp_path, None))
    sender = Sender(Guard(LOOPBACK))
    later_us, delivered = [0], list[Delivered]()
    precedence = Precedence(time.monotonic, time.monotonic)  # always busy

    def make(conn: sa.Connection) -> tuple[int, list[sa.RowMapping]]:
        tenant, _ = tenants.ensure_default(conn, store.ids, now=now_us())
        rows = [
            admission.register(conn, store.ids, tenant["id"], serial=serial, now=now_us())
            for serial in ("GATE1", "GATE2", "GATE3")
        ]
        return tenant["id"], rows

    tenant_id, rows = await store.write(make)
    dispatcher = Dispatcher(
        store,
        Feed(store),
        sender,
        vault,
        "me",
        random=Random(1),
        wall=lambda: now_us() + later_us[0],
        on_delivered=delivered.append,
        precedence=precedence,
    )
    running = asyncio.create_task(dispatcher.run())
    yield World(store, vault, tenant_id, rows, dispatcher, later_us, delivered, precedence)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    await sender.close()
    await store.close()


async def test_every_event_arrives_signed_and_in_order(world: World) -> None:
    async with receiving() as receiver:
        await world.tell(0, 3)  # before anybody listened
        await world.listen(receiver)
        for _ in range(5):
            await world.tell(0, 7)
            await world.tell(1, 2)
        await until(lambda: len(receiver.got) == 45)
        for device, first, count in ((0, 5, 35), (1, 2, 10)):
            heard = [
                body["sequence"]
                for _, body in receiver.got
                if body["device"]["serial_number"] == world.devices[device]["serial"]
            ]
            assert heard == list(range(first, first + count)), "in order, none before the endpoint was made"
        await until(lambda: len(world.delivered) == 45)
        assert {headers["X-PunchConnect-Attempt"] for headers, _ in receiver.got} == {"1"}
        assert len({headers["X-PunchConnect-Delivery"] for headers, _ in receiver.got}) == 45
        assert all(headers["webhook-id"] == body["id"] for headers, body in receiver.got)


async def test_what_fails_is_tried_again_and_holds_up_its_own_lane_only(world: World) -> None:
    async with receiving() as receiver:
        await world.listen(receiver)
        receiver.answer = lambda body: 500 if body["device"]["serial_number"] == "GATE1" else 200
        await world.tell(0, 2)
        await world.tell(1, 2)
        await until(lambda: len(receiver.got) == 3)
        await until(lambda: world.dispatcher.in_flight == 0)
        assert sum(body["device"]["serial_number"] == "GATE1" for _, body in receiver.got) == 1
        receiver.answer = lambda body: 200
        await world.later(12 * 1_000_000)
        await until(lambda: len(receiver.got) == 5)
        of_first = [
            (body["sequence"], headers["X-PunchConnect-Attempt"], headers["webhook-id"])
            for headers, body in receiver.got
            if body["device"]["serial_number"] == "GATE1"
        ]
        assert [(seq, attempt) for seq, attempt, _ in of_first] == [(2, "1"), (2, "2"), (3, "1")]
        assert of_first[0][2] == of_first[1][2], "whoever got both knows them to be one"


async def test_a_delivery_that_is_never_taken_is_given_up_and_the_next_says_so(world: World) -> None:
    poison = ("GATE1", 2)
    async with receiving() as receiver:
        await world.listen(receiver)
        receiver.answer = lambda body: 422 if _which(body) == poison else 200

        async def arrived(wanted: tuple[str, int]) -> list[dict[str, str]]:
            """The headers of what came of an event, once it has."""
            await until(lambda: any(_which(body) == wanted for _, body in receiver.got))
            return [headers for headers, body in receiver.got if _which(body) == wanted]

        await world.tell(0, 2)
        for attempts in range(1, 7):
            await until(
                lambda attempts=attempts: sum(_which(b) == poison for _, b in receiver.got) == attempts
            )
            await until(world.quiet)
            await world.tell(1, 1)  # so that the endpoint is seen to take what is well
            await until(world.quiet)
            await world.later(2 * HOUR_US + HOUR_US // 2)
        (following,) = await arrived(("GATE1", 3))
        dead = [row for row in await world.rows() if row["state"] == "dead"]
        assert [(row["attempts"], row["charged"], row["error"]) for row in dead] == [(6, 6, "http_422")]
        assert following["X-PunchConnect-Skipped"] == public_id("dlv", dead[0]["id"])
        await world.tell(0, 1)
        (last,) = await arrived(("GATE1", 4))
        assert "X-PunchConnect-Skipped" not in last


def _which(body: dict[str, Any]) -> tuple[str, int]:
    return body["device"]["serial_number"], body["sequence"]


async def test_three_hours_of_outage_cost_no_delivery(world: World) -> None:
    async with receiving() as receiver:
        endpoint = await world.listen(receiver)
        receiver.answer = lambda body: 503
        await world.tell(0, 20)
        await until(lambda: receiver.got)
        while world.later_us[0] < 3 * HOUR_US:
            await until(world.quiet)
            await world.later(HOUR_US // 60 if world.later_us[0] < HOUR_US // 6 else HOUR_US // 6)
        await until(world.quiet)
        assert breaker.read((await world.row(endpoint))["breaker"]).state == "open"
        assert {row["state"] for row in await world.rows()} == {"pending"}
        assert set(receiver.sequences) == {2}, "only the first is tried"
        assert len(receiver.got) < 40, "and ever more seldom"
        receiver.answer = lambda body: 200
        receiver.got.clear()
        await world.later(HOUR_US // 6)
        await until(lambda: len(receiver.got) == 20, 30)
        assert receiver.sequences == list(range(2, 22)), "all of it, in order"
        await until(lambda: _closed(world, endpoint))


async def _closed(world: World, endpoint: sa.RowMapping) -> bool:
    return breaker.read((await world.row(endpoint))["breaker"]).state in ("closed", "half_open")


async def test_who_answers_gone_is_told_nothing_more_until_enabled_again(world: World) -> None:
    async with receiving() as receiver:
        endpoint = await world.listen(receiver)
        receiver.answer = lambda body: 410
        await world.tell(0, 3)
        await until(lambda: _disabled(world, endpoint))
        assert len(receiver.got) == 1
        (told,) = await world.told("webhook.disabled")
        assert told["webhook"]["id"] == endpoint["public_id"]
        receiver.answer = lambda body: 200
        await world.tell(0, 1)
        row = await world.row(endpoint)
        await world.store.write(lambda conn: endpoints.enable(conn, row, world.wall()))
        world.dispatcher.changed()
        await until(lambda: len(receiver.got) == 5)
        assert receiver.sequences == [2, 2, 3, 4, 5], "what came meanwhile waited"


async def _disabled(world: World, endpoint: sa.RowMapping) -> bool:
    return bool((await world.row(endpoint))["status"] == "disabled")


async def test_two_secrets_sign_while_one_takes_over_from_the_other(world: World) -> None:
    async with receiving() as receiver:
        endpoint = await world.listen(receiver)
        old = receiver.secret
        row = await world.row(endpoint)
        new = await world.store.write(
            lambda conn: endpoints.rotate(
                conn,
                world.vault,
                row,
                secret=None,
                overlap_us=HOUR_US,
                legacy_signature_key="old",
                now=world.wall(),
            )
        )
        await world.tell()
        await until(lambda: len(receiver.got) == 1)
        headers, body = receiver.got[0]
        raw = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
        for secret in (old, new):
            signing.verify(secret, headers, raw, now=time.time())
        await world.later(2 * HOUR_US)
        receiver.secret = new
        await world.tell()
        await until(lambda: len(receiver.got) == 2)
        with pytest.raises(signing.SignatureRefused):
            signing.verify(old, receiver.got[1][0], raw, now=time.time())


async def test_a_secret_turned_over_between_two_attempts_changes_no_byte_of_the_body(world: World) -> None:
    async with receiving() as receiver:
        endpoint = await world.listen(receiver)
        old = receiver.secret
        receiver.answer = lambda body: 500
        await world.tell()
        await until(lambda: len(receiver.got) == 1)
        await until(lambda: world.dispatcher.in_flight == 0)
        row = await world.row(endpoint)
        new = await world.store.write(
            lambda conn: endpoints.rotate(
                conn,
                world.vault,
                row,
                secret=None,
                overlap_us=HOUR_US,
                legacy_signature_key="new",
                now=world.wall(),
            )
        )
        receiver.secret, receiver.answer = new, lambda body: 200
        await world.later(15 * 1_000_000)
        await until(lambda: len(receiver.got) == 2)
        (first, body), (second, same) = receiver.got
        assert body == same
        assert first["webhook-id"] == second["webhook-id"]
        assert first["X-PunchConnect-Delivery"] == second["X-PunchConnect-Delivery"]
        raw = json.dumps(same, ensure_ascii=False, separators=(",", ":")).encode()
        for secret in (old, new):
            signing.verify(secret, second, raw, now=time.time())


async def test_deleted_while_a_receiver_thinks_nothing_more_is_sent_and_the_lane_is_free(
    world: World,
) -> None:
    async with receiving() as receiver:
        thinking, go_on = asyncio.Event(), asyncio.Event()

        async def think(request: web.Request) -> web.Response:
            thinking.set()
            await go_on.wait()
            return web.Response()

        app = web.Application()
        app.router.add_post("/", think)
        runner = web.AppRunner(app)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        endpoint = await world.listen(receiver, url=f"http://127.0.0.1:{runner.addresses[0][1]}/")
        await world.tell(times=3)
        await asyncio.wait_for(thinking.wait(), 10)
        row = await world.row(endpoint)
        await world.store.write(lambda conn: endpoints.remove(conn, row, world.wall()))
        go_on.set()
        await until(lambda: world.dispatcher.in_flight == 0)
        assert [one["state"] for one in await world.rows()] == ["cancelled"] * 3
        assert world.dispatcher.stale >= 1
        await runner.cleanup()
        well = await world.listen(receiver)
        await world.tell()
        await until(lambda: len(receiver.got) == 1)
        assert well["id"] != endpoint["id"]


async def test_what_another_process_left_behind_is_carried_on(world: World) -> None:
    async with receiving() as receiver:
        endpoint = await world.listen(receiver)
        receiver.answer = lambda body: 500
        await world.tell(0, 2)
        await until(lambda: len(receiver.got) == 1)
        await until(lambda: world.dispatcher.in_flight == 0)
        taken = await world.store.write(
            lambda conn: webhook_lanes.claim(
                conn,
                world.tenant_id,
                endpoint["id"],
                "another",
                now=world.wall() + HOUR_US,
                most=1,
                fresh_only=False,
            )
        )
        assert len(taken) == 1
        receiver.answer = lambda body: 200
        await world.later(HOUR_US)
        await asyncio.sleep(0.3)
        assert len(receiver.got) == 1, "the other still holds the lane"
        await world.store.write(lambda conn: conn.execute(sa.text("UPDATE webhook_lane SET lease_until = 1")))
        world.dispatcher.changed()
        await until(lambda: receiver.sequences == [2, 2, 3])
        held = await world.store.write(
            lambda conn: webhook_lanes.held(conn, world.tenant_id, endpoint["id"], taken)
        )
        assert not held, "its fence is old"
        assert world.dispatcher.stolen == 1


async def test_terminals_go_first_and_receivers_still_hear_of_everything(world: World) -> None:
    async with receiving() as receiver:
        await world.listen(receiver)

        async def flood() -> None:
            while True:
                world.precedence.ran(Run(True, [], MANY))
                await asyncio.sleep(MANY_S / 4)

        flooding = asyncio.create_task(flood())
        await asyncio.sleep(2 * MANY_S)
        begun = time.monotonic()
        await world.tell(0, times=10)
        await until(lambda: receiver.got)
        assert time.monotonic() - begun >= LONGEST_S - MANY_S, "it gave way"
        assert len(receiver.got) < 10
        flooding.cancel()
        await until(lambda: len(receiver.got) == 10)
        assert receiver.sequences == sorted(receiver.sequences)
