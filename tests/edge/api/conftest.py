"""A real API on a real socket and a real database, with two tenants that must never meet."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Collection, Mapping
from dataclasses import dataclass, field
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import httpx
import pytest
import sqlalchemy as sa
from aiohttp import web

from common.instants import rfc3339
from edge import admission, keys, tenants
from edge.api.server import make_app
from edge.api.services import ApiServices, LivePresence
from edge.firmware_files import FirmwareFiles
from edge.keys import KeyRing
from edge.master_keys import MasterKeyFile
from edge.push.peers import Peers
from edge.push.rereading import reread
from edge.store import Store
from edge.store.ids import instant_of, now_us
from edge.store.postgresql import open_postgresql
from edge.store.punches import PunchRow, insert_new, lock_sequences, save_sequences
from edge.store.schema import PLATFORM, metadata
from edge.store.sqlite import open_sqlite
from edge.vault import Vault
from tests.kit.postgres import DatabaseServer

ROLES = ("viewer", "operator", "integrator", "admin")
URL = "http://edge.test"


@dataclass
class Account:
    """A tenant and a key of each role."""

    tenant_id: int
    public_id: str
    keys: Mapping[str, str]

    @property
    def admin(self) -> str:
        return self.keys["admin"]


@dataclass
class Api:
    """The API under test. Calls are made as `key`, or as the admin of the first tenant."""

    store: Store
    services: ApiServices
    http: httpx.AsyncClient
    home: Account
    other: Account
    platform: str
    presence: dict[tuple[int, int], LivePresence] = field(default_factory=dict)
    changed: list[tuple[int, Collection[str] | None]] = field(default_factory=list)

    async def call(
        self,
        method: str,
        path: str,
        *,
        key: str | None = "",
        headers: Mapping[str, str] | None = None,
        **rest: Any,
    ) -> httpx.Response:
        sent = dict(headers or {})
        if key is not None:
            sent.setdefault("Authorization", f"Bearer {key or self.home.admin}")
        return await self.http.request(method, path, headers=sent, **rest)

    async def get(self, path: str, **rest: Any) -> httpx.Response:
        return await self.call("GET", path, **rest)

    async def post(self, path: str, body: Any = None, **rest: Any) -> httpx.Response:
        return await self.call("POST", path, json={} if body is None else body, **rest)

    async def patch(self, path: str, body: Any, **rest: Any) -> httpx.Response:
        return await self.call("PATCH", path, json=body, **rest)

    async def delete(self, path: str, **rest: Any) -> httpx.Response:
        return await self.call("DELETE", path, **rest)

    async def made(self, path: str, body: Any, **rest: Any) -> dict[str, Any]:
        """What was made by a POST that must succeed."""
        response = await self.post(path, body, **rest)
        assert response.status_code in (200, 201), response.text
        found: dict[str, Any] = response.json()
        return found

    async def device(self, serial: str, **members: Any) -> dict[str, Any]:
        return await self.made("/v1/devices", {"serial_number": serial, **members})

    async def fleet(self, count: int, prefix: str = "S") -> None:
        """Register many devices at once; calls would run into the limit of the key."""

        def unit(conn: sa.Connection) -> None:
            for number in range(count):
                serial = f"{prefix}{number:05}"
                admission.register(conn, self.store.ids, self.home.tenant_id, serial=serial, now=now_us())

        await self.store.write(unit)

    def instant(self) -> str:
        """A moment after everything written so far and before everything written later."""
        micros = instant_of(self.store.ids.next())
        return f"{rfc3339(micros)[:-1]}{micros % 1000:03}Z"

    async def key(self, role: str = "admin", **members: Any) -> str:
        """The secret of a fresh key of the first tenant."""
        made = await self.made("/v1/keys", {"name": role, "role": role, **members})
        return str(made["key"])

    async def internal_id(self, public_id: str, tenant_id: int | None = None) -> int:
        """The row behind a device or site."""
        table = "device" if public_id.startswith("dev_") else "site"
        statement = sa.text(f"SELECT id FROM {table} WHERE tenant_id = :tenant AND public_id = :id")
        bound = statement.bindparams(tenant=tenant_id or self.home.tenant_id, id=public_id)
        return int(await self.store.read(lambda conn: conn.execute(bound).scalar_one()))

    async def punch(self, device_id: str, *drafts: Mapping[str, Any], tenant_id: int | None = None) -> None:
        """Store punches of a device, each given by what differs from an ordinary one."""
        whose = tenant_id or self.home.tenant_id
        internal = await self.internal_id(device_id, whose)
        statement = sa.text("SELECT site_id FROM device WHERE tenant_id = :tenant AND id = :id")
        bound = statement.bindparams(tenant=whose, id=internal)
        site_id = await self.store.read(lambda conn: conn.execute(bound).scalar_one())
        rows = [
            punch_row(whose, internal, site_id, row_id, draft)
            for row_id, draft in zip(self.store.ids.take(len(drafts)), drafts, strict=True)
        ]

        def unit(conn: sa.Connection) -> None:
            numbers = lock_sequences(conn, [(whose, internal)])
            insert_new(conn, rows, numbers)
            save_sequences(conn, numbers)

        await self.store.write(unit)


def punch_row(
    tenant_id: int, device_id: int, site_id: int | None, row_id: int, draft: Mapping[str, Any]
) -> PunchRow:
    values: dict[str, Any] = {
        "tenant_id": tenant_id,
        "id": row_id,
        "device_id": device_id,
        "site_id": site_id,
        "pin": "7",
        "punched_at": now_us() // 1_000_000 * 1_000_000,
        "utc_offset": 0,
        "timezone": "UTC",
        "time_quality": "ok",
        "status": 0,
        "verify": 1,
        "verify_mode": "fingerprint",
        "work_code": None,
        "mask": None,
        "temperature": None,
        "line": None,
        **draft,
    }
    local = values["punched_at"] + values["utc_offset"] * 1_000_000 + (1 << 63)
    values.setdefault("dedup", local.to_bytes(8, "big") + row_id.to_bytes(8, "big"))
    return PunchRow(**{name: values[name] for name in PunchRow._fields})


# For what does not depend on the database.
on_sqlite = pytest.mark.parametrize("store", ["sqlite"], indirect=True)


@pytest.fixture(scope="session")
def postgresql_url(postgres: DatabaseServer, migrated_postgresql: str) -> sa.URL:
    """A migrated database that the tests here empty and share."""
    return sa.make_url(postgres.create_database("api", migrated_postgresql))


@pytest.fixture(params=["sqlite", "postgresql"])
async def store(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Store]:
    """An empty database of either engine."""
    opened: Store
    if request.param == "sqlite":
        path = tmp_path / "punchdeck.db"
        shutil.copy(request.getfixturevalue("migrated_sqlite"), path)
        opened = open_sqlite(path)
    else:
        opened = await open_postgresql(request.getfixturevalue("postgresql_url"))
        tables = ", ".join(name for name in metadata.tables if name != "lease")
        await opened.write(lambda conn: conn.exec_driver_sql(f"TRUNCATE {tables}"))
        # What a runner of the test before took for its tenant; this store holds one of its own.
        await opened.write(
            lambda conn: conn.exec_driver_sql(f"DELETE FROM lease WHERE tenant_id <> {PLATFORM}")
        )
    yield opened
    await opened.close()


@pytest.fixture
async def api(store: Store, tmp_path: Path) -> AsyncIterator[Api]:
    home, other, platform = await store.write(lambda conn: _accounts(conn, store))
    presence: dict[tuple[int, int], LivePresence] = {}
    changed: list[tuple[int, Collection[str] | None]] = []
    services = ApiServices(
        store=store,
        keyring=KeyRing(store),
        # Every client is behind a proxy here, so that a test can be somebody from elsewhere.
        peers=Peers(trusted_proxies=[ip_network("127.0.0.0/8")]),
        public_url=URL,
        presence=lambda tenant_id, device_id: presence.get((tenant_id, device_id)),
        firmware=FirmwareFiles(tmp_path),
        on_devices_changed=lambda tenant_id, serials: changed.append((tenant_id, serials)),
        vault=Vault(MasterKeyFile(tmp_path, environment={})),
        read_again=reread,
        check_answers=True,
    )
    runner = web.AppRunner(make_app(services), access_log=None, auto_decompress=False)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    async with httpx.AsyncClient(
        base_url=f"http://{host}:{port}", trust_env=False, timeout=30, limits=httpx.Limits(max_connections=60)
    ) as http:
        yield Api(store, services, http, home, other, platform, presence, changed)
    await runner.cleanup()


def _accounts(conn: sa.Connection, store: Store) -> tuple[Account, Account, str]:
    now = now_us()

    def account(name: str) -> Account:
        row = tenants.create(conn, store.ids, name=name, now=now)
        made = {
            role: keys.create(conn, store.ids, row["id"], name=role, role=role, now=now)[1] for role in ROLES
        }
        return Account(row["id"], row["public_id"], made)

    platform = keys.create(conn, store.ids, PLATFORM, name="platform", role="admin", now=now)[1]
    return account("home"), account("other"), platform
