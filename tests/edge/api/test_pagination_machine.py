"""Pages turned while everything changes: whatever is there during a whole walk is seen in it exactly once."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from ipaddress import ip_network
from pathlib import Path
from typing import Any, ClassVar

import httpx
import pytest
import sqlalchemy as sa
from aiohttp import web
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from edge import keys, tenants
from edge.api.limits import Policy
from edge.api.server import make_app
from edge.api.services import ApiServices
from edge.keys import KeyRing
from edge.push.peers import Peers
from edge.store import Store
from edge.store.ids import now_us, public_id
from edge.store.postgresql import open_postgresql
from edge.store.punches import insert_new, lock_sequences, save_sequences
from edge.store.schema import metadata, punch
from edge.store.sqlite import open_sqlite
from tests.edge.api.conftest import punch_row
from tests.edge.api.test_attendance import MARCH, SECOND

DEVICES = 3
PINS = ("7", "8", "9")
# What is listed, and which of all rows belong there: by (device, pin) of punches; of others all do.
LISTS: dict[str, Any] = {
    "/v1/attendance": lambda device, pin: True,
    "/v1/attendance?order=asc": lambda device, pin: True,
    "/v1/attendance?order=received_at": lambda device, pin: True,
    "/v1/attendance?device=D0": lambda device, pin: device == 0,
    "/v1/attendance?device=D0&device=D1&order=asc": lambda device, pin: device in (0, 1),
    "/v1/attendance?employee_id=7&employee_id=8": lambda device, pin: pin in ("7", "8"),
    "/v1/attendance?device=D1&employee_id=9&order=asc": lambda device, pin: (device, pin) == (1, "9"),
    "/v1/attendance?order=received_at&device=D2": lambda device, pin: device == 2,
    "/v1/devices": None,
    "/v1/employees": None,
    "/v1/commands": None,
}


@dataclass
class Walk:
    """A walk under way: what was there from its beginning on, and what it has seen."""

    path: str
    limit: int
    there: set[str]
    cursor: str | None = None
    seen: list[str] = field(default_factory=list)


class Turning(RuleBasedStateMachine):
    """Several walks at once over lists that grow and shrink."""

    url: ClassVar[sa.URL | None] = None
    template: ClassVar[Path]

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.folder = tempfile.TemporaryDirectory()
        self.walks: list[Walk] = []
        self.rows: dict[str, dict[str, tuple[int, str] | None]] = {
            kind: {} for kind in ("attendance", "devices", "employees", "commands")
        }
        self.numbers = iter(range(1_000_000))
        self.devices: list[int] = []
        self.runner.run(self._open())

    async def _open(self) -> None:
        if self.url is None:
            path = Path(self.folder.name) / "punchdeck.db"
            shutil.copy(self.template, path)
            self.store: Store = open_sqlite(path)
        else:
            self.store = await open_postgresql(self.url)
            tables = ", ".join(name for name in metadata.tables if name != "lease")
            await self.store.write(lambda conn: conn.exec_driver_sql(f"TRUNCATE {tables}"))

        def account(conn: sa.Connection) -> tuple[int, str]:
            row = tenants.create(conn, self.store.ids, name="home", now=now_us())
            made = keys.create(conn, self.store.ids, row["id"], name="k", role="admin", now=now_us())
            return int(row["id"]), made[1]

        self.tenant_id, secret = await self.store.write(account)
        services = ApiServices(
            store=self.store,
            keyring=KeyRing(self.store),
            peers=Peers(trusted_proxies=[ip_network("127.0.0.0/8")]),
            public_url="http://edge.test",
        )
        self.web = web.AppRunner(make_app(services), access_log=None)
        await self.web.setup()
        await web.TCPSite(self.web, "127.0.0.1", 0).start()
        host, port = self.web.addresses[0][:2]
        headers = {"Authorization": f"Bearer {secret}"}
        self.http = httpx.AsyncClient(
            base_url=f"http://{host}:{port}", trust_env=False, headers=headers, timeout=30
        )

    def teardown(self) -> None:
        """Every walk that was begun comes to its end, and has seen what it must."""
        try:
            for walk in list(self.walks):
                while walk in self.walks:
                    self._turn(walk)
        finally:
            self.runner.run(self._close())
            self.runner.close()
            self.folder.cleanup()

    async def _close(self) -> None:
        await self.http.aclose()
        await self.web.cleanup()
        await self.store.close()

    @initialize()
    def begin(self) -> None:
        for number in range(DEVICES):
            self.add_device(f"D{number}")
        statement = sa.text("SELECT id FROM device WHERE tenant_id = :tenant ORDER BY id")
        bound = statement.bindparams(tenant=self.tenant_id)
        self.devices = self.runner.run(
            self.store.read(lambda conn: [int(row_id) for row_id in conn.scalars(bound)])
        )
        self.punches([(number % DEVICES, PINS[number % 3], number // 2) for number in range(6)])

    @rule(
        made=st.lists(
            st.tuples(st.integers(0, DEVICES - 1), st.sampled_from(PINS), st.integers(0, 4)),
            min_size=1,
            max_size=4,
        )
    )
    def punches(self, made: list[tuple[int, str, int]]) -> None:
        """Punches arrive, many of the same second, and late ones."""
        new = self.store.ids.take(len(made))
        rows = [
            punch_row(
                self.tenant_id,
                self.devices[device],
                None,
                row_id,
                {"pin": pin, "punched_at": MARCH + second * SECOND},
            )
            for row_id, (device, pin, second) in zip(new, made, strict=True)
        ]

        def unit(conn: sa.Connection) -> None:
            touched = sorted({(self.tenant_id, row.device_id) for row in rows})
            numbers = lock_sequences(conn, touched)
            insert_new(conn, rows, numbers)
            save_sequences(conn, numbers)

        self.runner.run(self.store.write(unit))
        for row_id, (device, pin, _) in zip(new, made, strict=True):
            self.rows["attendance"][public_id("att", row_id)] = (device, pin)

    @rule(pick=st.integers(0, 100))
    def expire(self, pick: int) -> None:
        """A punch is let go of, perhaps the very one that a cursor stands at."""
        name = self._picked("attendance", pick)
        if name is not None:
            ours = {public_id("att", row_id): row_id for row_id in self._punch_ids()}
            delete = punch.delete().where(punch.c.tenant_id == self.tenant_id, punch.c.id == ours[name])
            self.runner.run(self.store.write(lambda conn: conn.execute(delete).rowcount))
            self._gone("attendance", name)

    @rule()
    def add_device(self, serial: str | None = None) -> None:
        body = {"serial_number": serial or f"N{next(self.numbers)}"}
        self.rows["devices"][self._call("POST", "/v1/devices", body)["id"]] = None

    @rule(pick=st.integers(0, 100))
    def delete_device(self, pick: int) -> None:
        names = sorted(self.rows["devices"])[DEVICES:]  # the first ones have punches
        if names:
            self._call("DELETE", f"/v1/devices/{names[pick % len(names)]}")
            self._gone("devices", names[pick % len(names)])

    @rule()
    def add_employee(self) -> None:
        body = {"employee_id": f"E{next(self.numbers)}"}
        self.rows["employees"][self._call("POST", "/v1/employees", body)["id"]] = None

    @rule(pick=st.integers(0, 100))
    def delete_employee(self, pick: int) -> None:
        name = self._picked("employees", pick)
        if name is not None:
            self._call("DELETE", f"/v1/employees/{name}")
            self._gone("employees", name)

    @rule(device=st.integers(0, DEVICES - 1))
    def command(self, device: int) -> None:
        sent = self._call("POST", f"/v1/devices/D{device}/commands", {"command": "sync_time"})
        self.rows["commands"][sent["id"]] = None

    @precondition(lambda self: len(self.walks) < 4)
    @rule(path=st.sampled_from(sorted(LISTS)), limit=st.integers(1, 3))
    def set_out(self, path: str, limit: int) -> None:
        there = {name for name, said in self._kind(path).items() if self._belongs(path, said)}
        self.walks.append(Walk(path, limit, there))

    @precondition(lambda self: self.walks)
    @rule(pick=st.integers(0, 100))
    def turn(self, pick: int) -> None:
        self._turn(self.walks[pick % len(self.walks)])

    def _turn(self, walk: Walk) -> None:
        joint = "&" if "?" in walk.path else "?"
        more = "" if walk.cursor is None else f"&cursor={walk.cursor}"
        page = self._call("GET", f"{walk.path}{joint}limit={walk.limit}{more}")
        assert len(page["data"]) <= walk.limit
        walk.seen += [one["id"] for one in page["data"]]
        walk.cursor = page["next_cursor"]
        if not page["has_more"]:
            assert len(walk.seen) == len(set(walk.seen)), "nothing is seen twice"
            assert walk.there <= set(walk.seen), "nothing that was there is passed over"
            self.walks.remove(walk)

    def _call(self, method: str, path: str, body: Any = None) -> dict[str, Any]:
        response = self.runner.run(self.http.request(method, path, json=body))
        assert response.status_code < 300, response.text
        found: dict[str, Any] = response.json()
        return found

    def _kind(self, path: str) -> dict[str, tuple[int, str] | None]:
        return self.rows[path.partition("?")[0].removeprefix("/v1/")]

    def _belongs(self, path: str, said: tuple[int, str] | None) -> bool:
        return said is None or bool(LISTS[path](*said))

    def _picked(self, kind: str, pick: int) -> str | None:
        names = sorted(self.rows[kind])
        return names[pick % len(names)] if names else None

    def _punch_ids(self) -> list[int]:
        statement = sa.select(punch.c.id).where(punch.c.tenant_id == self.tenant_id)
        return self.runner.run(self.store.read(lambda conn: list(conn.scalars(statement))))

    def _gone(self, kind: str, name: str) -> None:
        del self.rows[kind][name]
        for walk in self.walks:
            walk.there.discard(name)


class TurningOnPostgresql(Turning):
    """The same where many write at once."""


@pytest.fixture(scope="module", autouse=True)
def _machine(migrated_sqlite: Path) -> Iterator[None]:
    Turning.template = migrated_sqlite
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("edge.api.limits.KEY", Policy("key", 10**6, 60, 10**6))
        patch.setattr("edge.api.limits.TENANT", Policy("tenant", 10**6, 60, 10**6))
        yield


_QUICK = [HealthCheck.too_slow, HealthCheck.data_too_large]


def test_each_row_is_seen_once_on_sqlite() -> None:
    quick = settings(max_examples=8, stateful_step_count=25, deadline=None, suppress_health_check=_QUICK)
    run_state_machine_as_test(Turning, settings=quick)


def test_each_row_is_seen_once_on_postgresql(postgresql_url: sa.URL) -> None:
    TurningOnPostgresql.url = postgresql_url
    quick = settings(max_examples=3, stateful_step_count=25, deadline=None, suppress_health_check=_QUICK)
    run_state_machine_as_test(TurningOnPostgresql, settings=quick)
