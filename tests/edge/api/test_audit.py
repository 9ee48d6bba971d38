"""The audit log says who changed what, and whether anybody changed the log."""

from __future__ import annotations

import asyncio
import itertools
import json

import pytest
import sqlalchemy as sa

from edge import audit, keys, upkeep
from edge.administration import AdministrationError
from edge.administration.audit_log import audit_verify
from edge.store import audit as rows
from edge.store import retention, schema
from edge.store.ids import instant_of, now_us
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


async def test_secrets_in_a_diff_are_hidden_wherever_they_stand(api: Api) -> None:
    key = keys.mint()
    entry = audit.Entry(
        "x.change",
        None,
        {
            "client_secret": ["before", "after"],
            "url": [None, f"https://me:pass@example.com/{key}"],
            "settings": [{}, {"token": "t", "note": ["whsec_abc", 5]}],
            "templates": [3, 0],
        },
    )

    def unit(conn: sa.Connection) -> None:
        audit.write(conn, api.store.ids, api.home.tenant_id, audit.Who("system:test"), [entry])

    await api.store.write(unit)
    (shown,) = (await api.get("/v1/audit")).json()["data"]
    assert shown["diff"] == {
        "client_secret": ["[hidden]", "[hidden]"],
        "url": [None, "https://[hidden]@example.com/[hidden]"],
        "settings": [{}, {"token": "[hidden]", "note": ["[hidden]", 5]}],
        "templates": [3, 0],
    }


async def broken_at(api: Api) -> int | None:
    """Where the chain breaks, as the domain, the API and the command line say it alike."""
    found = await api.store.read(lambda conn: audit.broken_at(conn, api.home.tenant_id))
    told = (await api.get("/v1/audit/verification")).json()
    assert (told["broken_at"], told["whole"]) == (found, found is None)
    if found is None:
        assert told["reason"] is None
        await audit_verify(api.store, "home")
    else:
        with pytest.raises(AdministrationError, match=f"entry {found}"):
            await audit_verify(api.store)
    return found


async def tampered(api: Api, *statements: sa.Executable) -> None:
    """As somebody would who owns the database: what guards the log is taken away first."""

    def unit(conn: sa.Connection) -> None:
        on_sqlite = conn.dialect.name == "sqlite"
        if on_sqlite:
            for name in ("audit_not_changed", "audit_not_deleted"):
                conn.exec_driver_sql(f"DROP TRIGGER {name}")
        else:
            conn.exec_driver_sql("ALTER TABLE audit DISABLE TRIGGER audit_not_changed")
        for statement in statements:
            conn.execute(statement)
        if not on_sqlite:
            conn.exec_driver_sql("ALTER TABLE audit ENABLE TRIGGER audit_not_changed")

    await api.store.write(unit)


async def test_the_chain_holds_however_many_write_at_once(api: Api) -> None:
    await asyncio.gather(*(api.made("/v1/sites", {"name": f"S{n}"}) for n in range(25)))
    positions = [e["position"] for e in (await api.get("/v1/audit")).json()["data"]]
    assert positions == list(range(25, 0, -1))
    assert await broken_at(api) is None


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET actor = 'somebody' WHERE tenant_id = :tenant",
        "DELETE FROM audit WHERE tenant_id = :tenant AND position = 1",
    ],
)
async def test_the_database_itself_refuses_to_change_the_log(api: Api, statement: str) -> None:
    await api.made("/v1/sites", {"name": "HQ"})
    bound = sa.text(statement).bindparams(tenant=api.home.tenant_id)
    with pytest.raises(sa.exc.DBAPIError, match="only appended to"):
        await api.store.write(lambda conn: conn.execute(bound))
    assert await broken_at(api) is None


@pytest.mark.parametrize(
    ("tamper", "noticed"),
    [
        ("UPDATE audit SET actor = 'somebody' WHERE position = 2", 2),
        ("UPDATE audit SET diff = '{}' WHERE position = 3", 3),
        ("DELETE FROM audit WHERE position = 2", 2),
        ("DELETE FROM audit WHERE position = 4", 4),
        ("DELETE FROM audit WHERE position < 3", 1),
        ("DELETE FROM audit WHERE position > 0", 1),
    ],
)
async def test_tampering_shows(api: Api, tamper: str, noticed: int) -> None:
    for number in range(4):
        await api.made("/v1/sites", {"name": f"S{number}"})
    await tampered(api, sa.text(tamper))
    assert await broken_at(api) == noticed


async def test_what_age_lets_go_of_leaves_a_chain_that_holds(api: Api) -> None:
    for number in range(4):
        await api.made("/v1/sites", {"name": f"S{number}"})
    entries = await api.store.read(lambda conn: list(rows.chain(conn, api.home.tenant_id)))
    third = instant_of(entries[2]["id"])

    def trim(conn: sa.Connection) -> int:
        return retention.delete_audit(conn, api.home.tenant_id, third)

    assert await api.store.write(trim) == 2
    assert await api.store.write(trim) == 0
    assert await broken_at(api) is None
    told = (await api.get("/v1/audit/verification")).json()
    assert (told["entries"], told["first_position"], told["last_position"]) == (2, 3, 4)
    await api.made("/v1/sites", {"name": "later"})
    assert await broken_at(api) is None
    await tampered(api, sa.text("DELETE FROM audit WHERE position = 3"))
    assert await broken_at(api) == 3


async def test_the_log_is_kept_for_400_days(api: Api) -> None:
    await api.made("/v1/sites", {"name": "HQ"})
    for days, kept in ((399, 1), (401, 0)):
        at = now_us() + days * upkeep.DAY_US
        await upkeep.Retention(api.store, "test", None, wall=lambda at=at: at).sweep()  # type: ignore[misc]  # mypy infers no default
        assert len((await api.get("/v1/audit")).json()["data"]) == kept
    assert await broken_at(api) is None


async def test_the_whole_log_is_had_as_a_file_that_proves_itself(api: Api) -> None:
    for number in range(3):
        await api.made("/v1/sites", {"name": f"S{number}"})
    answer = await api.get("/v1/audit", headers={"Accept": "application/x-ndjson"})
    entries = [json.loads(line) for line in answer.text.splitlines()]
    assert [entry["position"] for entry in entries] == [3, 2, 1]
    (newest,) = (await api.get("/v1/audit?limit=1")).json()["data"]
    assert newest["action"] == "audit_log.export"
    for later, earlier in itertools.pairwise(entries):
        assert later["previous_hash"] == earlier["hash"]
    assert (await api.get("/v1/audit?format=ndjson", key=api.home.keys["operator"])).status_code == 403


async def test_a_forged_entry_breaks_the_one_after_it(api: Api) -> None:
    """Even with its own hash made right, and told to its successor."""
    for number in range(4):
        await api.made("/v1/sites", {"name": f"S{number}"})
    chain = await api.store.read(lambda conn: list(rows.chain(conn, api.home.tenant_id)))
    row = {**chain[1], "actor": "somebody"}
    forged = audit.entry_hash(row)
    table = schema.audit
    await tampered(
        api,
        table.update().where(table.c.position == 2).values(actor="somebody", hash=forged),
        table.update().where(table.c.position == 3).values(previous_hash=forged),
    )
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
