"""Commands to access terminals and back: fetched by polls, answered in packets, settled by results."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
import sqlalchemy as sa

from edge import commands
from edge.devices import Device
from edge.ingest import Ingest
from edge.intents import Intent, UnlockDoor
from edge.metrics import Metrics
from edge.open_commands import OpenCommands
from edge.push.delivery import Delivery
from edge.push.identity import Identity
from edge.push.roll_calls import RollCalls
from edge.push.serving_access import AccessServing
from edge.push.storing import Storing
from edge.push.wire import DeviceRequest
from edge.store import devices
from edge.store.ids import now_us
from edge.store.people_tables import device_people, device_person
from edge.upkeep_intents import FetchEmployees
from tests.edge.push.conftest import DeviceSide


@dataclass
class Scene:
    """One access terminal, served by parts that know of commands."""

    side: DeviceSide
    device: Device
    waiting: OpenCommands
    serving: AccessServing

    async def give(self, intent: Intent) -> int:
        def unit(conn: sa.Connection) -> int:
            row = devices.by_id(conn, *self.device.key)
            assert row is not None
            given = commands.enqueue(
                conn, self.side.store.ids, row, intent, actor="key_test", now=now_us(), reason="a test"
            )
            return int(given["id"])

        command_id = await self.side.store.write(unit)
        self.waiting.mark(self.device.key)
        return command_id

    async def ask(self, endpoint: str, body: bytes = b"", **query: str) -> bytes:
        method = "POST" if body else "GET"
        asked = {name: value.encode() for name, value in query.items()}
        request = DeviceRequest(method, endpoint, asked, {}, body, "127.0.0.1")
        reply = await self.serving.handle(request, self.device)
        assert reply.status == 200
        return reply.body

    async def fetched_all(self) -> list[tuple[str, str]]:
        """The id and the text of every command that a poll brings."""
        return re.findall(r"C:(\w{1,19}):([^\n]*)\n", (await self.ask("getrequest")).decode())

    async def fetched(self) -> tuple[str, str]:
        """The id and the text of the one command that a poll brings."""
        (one,) = await self.fetched_all()
        return one

    async def rights_told(self, wire_id: str, records: str) -> bytes:
        """The answer to what asks for rights beside the people; the result follows."""
        count = str(records.count("\n"))
        told = {"cmdid": wire_id, "count": count, "packcnt": "1", "packidx": "1"}
        names = {"type": "tabledata", "tablename": "userauthorize"}
        reply = await self.ask("querydata", records.encode(), **names, **told)
        assert await self.ask("devicecmd", f"ID={wire_id}&Return={count}&CMD=DATA QUERY".encode()) == b"OK"
        return reply

    async def outcome(self, command_id: int) -> tuple[str, object]:
        row = await self.side.store.read(
            lambda conn: commands.existing(conn, self.side.tenant_id, command_id)
        )
        return row["status"], row["result"]


@pytest.fixture
async def scene(device_side: DeviceSide) -> Scene:
    await device_side.register("ACC1")
    device = await device_side.directory.find("ACC1")
    assert device is not None
    store = device_side.store
    waiting = OpenCommands(store)
    serving = AccessServing(
        store,
        device_side.directory,
        Storing(Ingest(store), Metrics()),
        Identity(store, device_side.directory),
        delivery=Delivery(store, waiting, lambda key, seconds: None),
        roll_calls=RollCalls(store),
    )
    scene = Scene(device_side, device, waiting, serving)
    await scene.ask("cdata", options="all", devicetype="acc", pushver="3.1.2")
    return scene


async def test_everybody_a_terminal_holds_is_fetched_and_the_others_are_gone(scene: Scene) -> None:
    gone = {"table": "tabledata", "tablename": "user"}
    assert await scene.ask("cdata", b"user uid=3\tpin=3\tname=C\tgroup=1\n", **gone) == b"user=1"
    assert await scene.ask("getrequest") == b"OK"
    command_id = await scene.give(FetchEmployees())
    (wire_id, text), (rights_id, _) = await scene.fetched_all()
    assert text.startswith("DATA QUERY tablename=user,")
    people = (b"user uid=1\tpin=1\tname=A\tgroup=1\nuser uid=2\tpin", b"=2\tname=B\tgroup=1\n")
    for index, part in enumerate(people, 1):
        told = {"cmdid": wire_id, "count": "2", "packcnt": "2", "packidx": str(index)}
        assert await scene.ask("querydata", part, type="tabledata", tablename="user", **told) == b"user=2"
    result = f"ID={wire_id}&Return=2&CMD=DATA QUERY".encode()
    for _ in range(2):  # the second acknowledges what is settled (§10.8)
        assert await scene.ask("devicecmd", result) == b"OK"
    rights = "userauthorize authorizetimezoneid=1\tauthorizedoorid=1\tpin=2\tdevid=1\n"
    assert await scene.rights_told(rights_id, rights) == b"userauthorize=1"
    assert await scene.outcome(command_id) == ("succeeded", {"count": 2, "records": 2})
    held, listed = await scene.side.store.read(
        lambda conn: (
            sorted(conn.scalars(sa.select(device_person.c.pin))),
            conn.scalar(sa.select(device_people.c.listed_at)),
        )
    )
    assert (held, listed is not None) == (["1", "2"], True)
    details = await scene.side.store.read(
        lambda conn: conn.scalar(sa.select(device_person.c.details).where(device_person.c.pin == "2"))
    )
    assert details["authorizations"] == [{"timezone": 1, "doors": [1], "device_id": 1}]
    assert await scene.ask("getrequest") == b"OK"


async def test_what_a_main_controller_passed_on_is_settled_by_its_last_word(scene: Scene) -> None:
    command_id = await scene.give(UnlockDoor(door=2))
    wire_id, text = await scene.fetched()
    assert text == "CONTROL DEVICE 01020105"
    assert await scene.ask("devicecmd", f"ID={wire_id}&Return=-5000&CMD=CONTROL DEVICE".encode()) == b"OK"
    assert (await scene.outcome(command_id))[0] == "sent"
    final = f"ID={wire_id}&SN=SUB1&Return=0&CMD=CONTROL DEVICE".encode()
    assert await scene.ask("devicecmd", final) == b"OK"
    assert (await scene.outcome(command_id))[0] == "succeeded"


async def test_a_count_is_told_with_its_command(scene: Scene) -> None:
    command_id = await scene.give(FetchEmployees(pin="7"))
    (wire_id, _), (rights_id, _) = await scene.fetched_all()
    told = {"cmdid": wire_id, "count": "1", "packcnt": "1", "packidx": "1"}
    assert await scene.ask("querydata", b"user=5", type="count", tablename="user", **told) == b"OK"
    assert await scene.ask("devicecmd", f"ID={wire_id}&Return=0&CMD=DATA COUNT".encode()) == b"OK"
    assert (await scene.outcome(command_id))[0] == "sent"
    refusal = f"ID={rights_id}&Return=-629&CMD=DATA QUERY".encode()  # it has no table of rights
    assert await scene.ask("devicecmd", refusal) == b"OK"
    assert await scene.outcome(command_id) == ("succeeded", {"records": 5})
