"""The audit log says who changed what, and whether anybody changed the log."""

from __future__ import annotations

import asyncio

import pytest
import sqlalchemy as sa

from edge import audit
from edge.store import audit as rows
from edge.store import schema
from edge.store.ids import now_us
from tests.edge.api.conftest import Api


async def test_each_change_is_written_with_who_and_what(api: Api) -> None:
    made = await api.post(
        "/v1/sites",
        {"name": "HQ"},
        headers={
            "User-Agent": "payroll/1.0",
            "X-Request-Id": "request-0001",
            "X-Forwarded-For": "203.0.113.7",
        },
    )
    await api.patch("/v1/sites/hq", {"name": "Head office"})
    await api.delete("/v1/sites/hq")
    entries = (await api.get("/v1/audit")).json()["data"]
    assert [(e["action"], e["position"]) for e in entries] == [
        ("site.delete", 3),
        ("site.change", 2),
        ("site.create", 1),
    ]
    created, changed = entries[2], entries[1]
    assert created["actor"] == (await api.get("/v1/me")).json()["id"]
    assert created["target"] == made.json()["id"]
    assert (created["user_agent"], created["request_id"], created["address"]) == (
        "payroll/1.0",
        "request-0001",
        "203.0.113.7",
    )
    assert created["diff"]["name"] == [None, "HQ"]
    assert changed["diff"] == {"name": ["HQ", "Head office"]}
    assert [e["position"] for e in (await api.get("/v1/audit?limit=1")).json()["data"]] == [3]


async def test_what_fails_leaves_no_entry(api: Api) -> None:
    await api.post("/v1/sites", {"name": "HQ", "devices": ["nobody"]})
    await api.post("/v1/devices/x/suspend")
    assert (await api.get("/v1/audit")).json()["data"] == []


async def test_no_secret_is_written(api: Api) -> None:
    made = await api.made("/v1/keys", {"name": "x", "role": "viewer"})
    rotated = await api.made(f"/v1/keys/{made['id']}/rotate", {})
    log = (await api.get("/v1/audit")).text
    assert made["key"] not in log
    assert rotated["key"] not in log


async def broken_at(api: Api) -> int | None:
    return await api.store.read(lambda conn: audit.broken_at(conn, api.home.tenant_id))


async def test_the_chain_holds_however_many_write_at_once(api: Api) -> None:
    await asyncio.gather(*(api.made("/v1/sites", {"name": f"S{n}"}) for n in range(25)))
    positions = [e["position"] for e in (await api.get("/v1/audit")).json()["data"]]
    assert positions == list(range(25, 0, -1))
    assert await broken_at(api) is None


@pytest.mark.parametrize(
    ("tamper", "noticed"),
    [
        ("UPDATE audit SET actor = 'somebody' WHERE position = 2", 2),
        ("UPDATE audit SET diff = '{}' WHERE position = 3", 3),
        ("DELETE FROM audit WHERE position = 2", 2),
        ("DELETE FROM audit WHERE position = 4", 4),
        ("DELETE FROM audit WHERE position < 3", None),  # let go with age
    ],
)
async def test_tampering_shows(api: Api, tamper: str, noticed: int | None) -> None:
    for number in range(4):
        await api.made("/v1/sites", {"name": f"S{number}"})
    await api.store.write(lambda conn: conn.execute(sa.text(tamper)))
    assert await broken_at(api) == noticed


async def test_a_forged_entry_breaks_the_one_after_it(api: Api) -> None:
    """Even with its own hash made right, and told to its successor."""
    for number in range(4):
        await api.made("/v1/sites", {"name": f"S{number}"})

    def forge(conn: sa.Connection) -> None:
        row = dict(next(entry for entry in rows.chain(conn, api.home.tenant_id) if entry["position"] == 2))
        row["actor"] = "somebody"
        forged = audit.entry_hash(row)
        conn.execute(schema.audit.update().where(schema.audit.c.position == 2).values(actor="somebody"))
        conn.execute(schema.audit.update().where(schema.audit.c.position == 2).values(hash=forged))
        conn.execute(schema.audit.update().where(schema.audit.c.position == 3).values(previous_hash=forged))

    await api.store.write(forge)
    assert await broken_at(api) == 3


async def test_tenants_have_chains_of_their_own(api: Api) -> None:
    await api.made("/v1/sites", {"name": "HQ"})
    await api.made("/v1/sites", {"name": "HQ"}, key=api.other.admin)
    await api.made("/v1/tenants", {"name": "x"}, key=api.platform)
    for key, action in (
        (api.home.admin, "site.create"),
        (api.other.admin, "site.create"),
        (api.platform, "tenant.create"),
    ):
        (entry,) = (await api.get("/v1/audit", key=key)).json()["data"]
        assert (entry["action"], entry["position"]) == (action, 1)


async def test_the_command_line_writes_too(api: Api) -> None:
    def unit(conn: sa.Connection) -> None:
        entry = audit.Entry("key.create", "key_x", audit.changes({}, {"at": now_us()}))
        audit.write(conn, api.store.ids, api.home.tenant_id, audit.Who("system:command-line"), [entry])

    await api.store.write(unit)
    (entry,) = (await api.get("/v1/audit")).json()["data"]
    assert (entry["actor"], entry["address"]) == ("system:command-line", None)
    assert await broken_at(api) is None
