"""Every command to every generation, once, through one running edge: what went over the wire, how it ended,
and whether terminal and edge say so afterwards.

Run as a program it prints the table that `golden.txt` holds: `python -m tests.edge.generations.story`.
"""

from __future__ import annotations

import asyncio
import json
import tempfile
import urllib.request
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from ipaddress import ip_network
from pathlib import Path
from typing import Any, Final, NamedTuple

import sqlalchemy as sa

from edge import admission, commands, sites
from edge.app import Edge, running
from edge.intents import EnrollEmployee, Intent
from edge.push.fitting import TerminalFitting
from edge.settings import Settings
from edge.store import devices
from edge.store.command_tables import command_line
from edge.store.events import START
from edge.store.ids import now_us
from edge.store.people_tables import device_credential, device_person, photo
from edge.store.schema import punch, tenant
from edge.upkeep_intents import StoreTemplate
from tests.edge.generations.boxes import KATHMANDU, Box, boxes, fleet_at

SECONDS: Final = 20.0
"""How long one command may take, and how long what it did may take to be seen."""
UNFIT: Final = "unfit:"
FIRMWARE: Final = b"FWVersion=Ver 9.9.9\n" + bytes(range(256)) * 40

Key = tuple[int, int]


@dataclass
class Scene:
    """A running edge and one box of every generation, each under its device's key."""

    edge: Edge
    url: str
    admin_key: str
    boxes: dict[str, Box]
    keys: dict[str, Key]
    firmware: str = ""

    async def device(self, box: Box) -> sa.RowMapping:
        """What the edge knows of a terminal."""
        key = self.keys[box.generation]
        row = await self.edge.store.read(lambda conn: devices.by_id(conn, *key))
        assert row is not None
        return row

    async def people(self, box: Box) -> dict[str, sa.RowMapping]:
        """Whom the terminal told the edge that it has, by PIN."""
        return {row["pin"]: row for row in await self._rows(device_person, box)}

    async def credentials(self, box: Box, pin: str) -> list[int]:
        """The biometric types of which the terminal told the edge that it has something of a person."""
        return sorted(row["kind"] for row in await self._rows(device_credential, box) if row["pin"] == pin)

    async def punches(self, box: Box) -> int:
        """How many punches of the terminal the edge has."""
        return len(await self._rows(punch, box))

    async def snapshots(self, box: Box) -> int:
        """How many pictures taken at punches of the terminal the edge has."""
        return sum(row["taken_at"] is not None for row in await self._rows(photo, box))

    async def operations(self, box: Box) -> list[dict[str, Any]]:
        """What happened at the terminal besides punches, as the edge told it."""
        page = await self.edge.feed.page(self.keys[box.generation][0], START, 10_000)
        mine = self.keys[box.generation][1]
        return [json.loads(row.body) for row in page if (row.type, row.device_id) == ("device.event", mine)]

    async def _rows(self, table: sa.Table, box: Box) -> list[sa.RowMapping]:
        tenant_id, device_id = self.keys[box.generation]
        statement = sa.select(table).where(table.c.tenant_id == tenant_id, table.c.device_id == device_id)
        return await self.edge.store.read(lambda conn: list(conn.execute(statement).mappings()))

    async def foretold(self, box: Box, intent: Intent) -> bool | None:
        """Whether the edge, asked before it tries, says that it fits; None for what nobody asks that of."""
        fitting = TerminalFitting(await self.device(box))
        if isinstance(intent, EnrollEmployee):
            return fitting.refusal(intent) is None
        if isinstance(intent, StoreTemplate) and intent.major is not None:
            return fitting.takes(intent.type, intent.major)
        return None


class Ended(NamedTuple):
    """How a command ended: `texts` left for the terminal, `words` are its answers to those that matter.
    `foretold`: whether the edge had said before that it fits."""

    texts: tuple[str, ...]
    words: tuple[str, ...]
    status: str
    return_code: int | None
    result: dict[str, Any]
    code: str | None
    message: str | None
    foretold: bool | None = None
    trouble: str = ""


Seen = Callable[[Scene, Box, Ended], Awaitable[str]]


@dataclass(frozen=True)
class Case:
    """One command. `intent` words it for a box, `before` prepares the box, `seen` says what is not as it
    should be after it succeeded, "" where all is."""

    name: str
    intent: Callable[[Scene, Box], Intent]
    seen: Seen
    before: Callable[[Box], None] = lambda box: None


@asynccontextmanager
async def scene_in(folder: Path) -> AsyncIterator[Scene]:
    """An edge that runs, with the fleet connected and introduced."""
    here = (ip_network("127.0.0.0/8"),)  # without which no template travels in the clear
    settings = Settings(
        data=folder,
        port=0,
        device_port=0,
        dev=True,
        store_biometrics=True,
        biometrics_allowed_networks=here,
    )
    async with running(settings) as (edge, served):
        fleet = fleet_at(served.device_url)
        found = boxes(fleet)
        keys = await edge.store.write(lambda conn: _registered(conn, edge, found))
        edge.changed()
        admin_key = served.key_file.read_text().strip()
        scene = Scene(edge, served.url, admin_key, found, keys)
        scene.firmware = await asyncio.to_thread(_uploaded, scene)
        running_fleet = asyncio.create_task(fleet.run())
        try:
            async with asyncio.timeout(SECONDS):
                await fleet.wait_connected()
            yield scene
        finally:
            fleet.stop()
            await running_fleet


def _registered(conn: sa.Connection, edge: Edge, found: dict[str, Box]) -> dict[str, Key]:
    tenant_id, ids, now = int(conn.scalars(sa.select(tenant.c.id)).one()), edge.store.ids, now_us()
    site = sites.create(conn, ids, tenant_id, name=KATHMANDU.name, now=now, timezone=KATHMANDU.timezone)
    return {
        generation: (
            tenant_id,
            admission.register(conn, ids, tenant_id, serial=box.serial, now=now, site_id=site["id"])["id"],
        )
        for generation, box in found.items()
    }


def _uploaded(scene: Scene) -> str:
    """A firmware file as an operator uploads it. Returns its id."""
    request = urllib.request.Request(
        f"{scene.url}/v1/firmware?name=emfw.cfg",
        FIRMWARE,
        {"Authorization": f"Bearer {scene.admin_key}", "Content-Type": "application/octet-stream"},
    )
    with urllib.request.urlopen(request, timeout=SECONDS) as answer:
        return str(json.load(answer)["id"])


async def tell(folder: Path, cases: tuple[Case, ...]) -> dict[tuple[str, str], Ended]:
    """Give every box every command in this order, each after the one before has ended; the boxes beside one
    another. Returns what came of it by case and generation."""
    told: dict[tuple[str, str], Ended] = {}

    async def to(scene: Scene, box: Box) -> None:
        for case in cases:
            told[case.name, box.generation] = await _act(scene, box, case)
        box.terminal.cut()  # it would go on polling while others are not done

    async with scene_in(folder) as scene:
        await asyncio.gather(*(to(scene, box) for box in scene.boxes.values()))
    return told


async def _act(scene: Scene, box: Box, case: Case) -> Ended:
    case.before(box)
    intent, key = case.intent(scene, box), scene.keys[box.generation]
    store = scene.edge.store

    def unit(conn: sa.Connection) -> int:
        row = devices.by_id(conn, *key)
        assert row is not None
        reason = "a test" if intent.rule.reason else None
        return int(
            commands.enqueue(conn, store.ids, row, intent, actor="test", now=now_us(), reason=reason)["id"]
        )

    foretold = await scene.foretold(box, intent)
    command_id = await store.write(unit)
    scene.edge.open_commands.mark(key)
    ended = (await _ended(scene, box, command_id))._replace(foretold=foretold)
    if ended.status != "succeeded":
        return ended
    trouble = "?"
    try:
        async with asyncio.timeout(SECONDS):
            while trouble := await case.seen(scene, box, ended):
                await _next_exchange(box)
    except TimeoutError:
        return ended._replace(trouble=trouble)
    return ended


async def _next_exchange(box: Box) -> None:
    box.exchanged.clear()
    await box.exchanged.wait()


async def _ended(scene: Scene, box: Box, command_id: int) -> Ended:
    """Wait until it has ended. Raises TimeoutError that says where it stands."""
    tenant_id, device_id = scene.keys[box.generation]
    of_command = sa.and_(
        command_line.c.tenant_id == tenant_id,
        command_line.c.device_id == device_id,
        command_line.c.command_id == command_id,
    )
    read = scene.edge.store.read

    def look(conn: sa.Connection) -> tuple[sa.RowMapping, list[sa.RowMapping]]:
        lines = conn.execute(sa.select(command_line).where(of_command)).mappings()
        row = commands.existing(conn, tenant_id, command_id)
        return row, sorted(lines, key=lambda line: int(line["wire_id"]))

    row, lines = await read(look)
    try:
        async with asyncio.timeout(SECONDS):
            while row["status"] in commands.OPEN:
                await _next_exchange(box)
                row, lines = await read(look)
    except TimeoutError:
        words = [(box.told.get(line["wire_id"]), line["state"], line["word"]) for line in lines]
        raise TimeoutError(f"{row['command']} on {box.generation} is {row['status']}: {words}") from None
    sent = [line for line in lines if line["step"] >= 0 and line["wire_id"] in box.told]
    return Ended(
        texts=tuple(box.told[line["wire_id"]] for line in sent),
        words=tuple(line["word"] for line in lines if line["needed"]),
        status=row["status"],
        return_code=row["return_code"],
        result=row["result"] or {},
        code=row["error_code"],
        message=None if row["error"] is None else row["error"].replace(box.serial, "<SN>"),
    )


def wire_of(ended: Ended) -> str:
    """What stands in the golden table: the lines that left, or why none did."""
    if ended.texts:
        return " ⏎ ".join(ended.texts)
    return f"{UNFIT} {ended.message}"


def table_of(told: dict[tuple[str, str], Ended]) -> str:
    """The golden table as it stands in its file."""
    lines, heading = [], ""
    for (name, generation), ended in told.items():
        if name != heading:
            lines += ["", name]
            heading = name
        lines.append(f"  {generation:<10} {wire_of(ended)}")
    return "\n".join(lines).lstrip() + "\n"


def main() -> None:
    from tests.edge.generations.boxes import MODEL_OF
    from tests.edge.generations.cases import CASES

    with tempfile.TemporaryDirectory() as folder:
        told = asyncio.run(tell(Path(folder) / "edge", CASES))
    ordered = {
        (case.name, generation): told[case.name, generation] for case in CASES for generation in MODEL_OF
    }
    print(table_of(ordered), end="")
    for (name, generation), ended in ordered.items():
        if ended.trouble or (ended.texts and ended.status != "succeeded"):
            print("#", name, generation, ended.status, ended.code, ended.message, ended.trouble, ended.words)


if __name__ == "__main__":
    main()
