"""A database that the product wrote holds every invariant; whatever is broken in it is found, by its name."""

from __future__ import annotations

import asyncio
import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from edge import admission, audit, tenants
from edge.alerts import book
from edge.alerts.model import Change, Entity
from edge.audit import Entry, Who
from edge.devices import Directory
from edge.ingest import Ingest, PunchDraft, Upload
from edge.master_keys import MasterKeyFile
from edge.store import Store, deliveries, idempotency, leases, open_store, webhook_lanes
from edge.store.deliveries import Attempted
from edge.store.ids import now_us, public_id
from edge.store.schema import event, punch, tenant
from edge.store.webhook_tables import webhook, webhook_delivery
from edge.vault import Vault
from edge.webhooks import endpoints
from edge.webhooks.relay import relay
from tests.kit.checkers import FenceSample
from tests.kit.invariants import check_all

SECOND_US = 1_000_000
BEGIN_US = now_us() // SECOND_US * SECOND_US - 3600 * SECOND_US
FILE = "punchdeck.db"
LINES = {"new": 6, "known": 0, "expired": 0, "dead": 0, "blank": 0, "received": 6}


@dataclass(frozen=True)
class World:
    """What was written, and what was said of it."""

    url: str
    acknowledged: list[tuple[str, str]]
    receipts: dict[str, list[str]]


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> World:
    """A world that is only copied."""
    folder = tmp_path_factory.mktemp("world")
    return asyncio.run(_made(f"sqlite:///{folder.as_posix()}/{FILE}", folder))


@pytest.fixture
def world(template: World, tmp_path: Path) -> World:
    """One to break."""
    shutil.copy(sa.make_url(template.url).database or "", tmp_path / FILE)
    return replace(template, url=f"sqlite:///{tmp_path.as_posix()}/{FILE}")


async def _made(url: str, folder: Path) -> World:
    """Two terminals with three punches each, an endpoint to which all but one were delivered, an alert."""
    store = await open_store(url)
    try:
        return await _written(store, url, folder)
    finally:
        await store.close()


async def _written(store: Store, url: str, folder: Path) -> World:
    vault = Vault(MasterKeyFile(folder, None, environment={}))

    def begin(conn: sa.Connection) -> tuple[int, str]:
        tenant_id = int(tenants.ensure_default(conn, store.ids, now=now_us())[0]["id"])
        tenants.create(conn, store.ids, name="other", now=now_us())
        for serial in ("A1", "B2"):
            admission.register(conn, store.ids, tenant_id, serial=serial, now=now_us())
        row, _ = endpoints.create(
            conn, store.ids, vault, tenant_id, url="https://receiver.test/", events_wanted=["*"], secret=None,
            description=None, ordering="device", settings={}, site_ids=None, actor="key_test", now=now_us(),
        )  # fmt: skip
        idempotency.take(conn, tenant_id, "key-1", b"", "req_1", now_us())
        audit.write(conn, store.ids, tenant_id, Who("key_1", request_id="req_1"), [Entry("site.create", "s")])
        idempotency.answer(conn, tenant_id, "key-1", 201, {}, "{}")
        assert leases.acquire(conn, tenant_id, "round", "one", 1) == 1
        for at, status in ((1.0, "pending"), (2.0, "firing")):
            book.apply(conn, store.ids, tenant_id, [_change(at, status)], now_us())
        return tenant_id, str(row["public_id"])

    tenant_id, endpoint = await store.write(begin)
    directory = Directory(store, None)
    await directory.load()
    ingest, acknowledged = Ingest(store), []
    for serial in ("A1", "B2"):
        device = directory.known(serial)
        assert device is not None
        drafts = [_draft(number) for number in range(3)]
        await ingest.submit(Upload(device.source, now_us(), "ATTLOG", drafts))
        acknowledged += [(serial, _line(draft)) for draft in drafts]
    await store.write(lambda conn: relay(conn, store.ids, tenant_id, now_us()))
    arrived = await store.write(lambda conn: _deliver_all_but_one(conn, tenant_id))
    return World(url, acknowledged, {endpoint: arrived})


def _change(at: float, status: str) -> Change:
    return Change(
        at=at, rule="rule_x", kind="x", entity=Entity("tenant", "tenant"), status=status,  # type: ignore[arg-type]
        severity="warning", title="x", reason="x", devices=(), name="x", tell=status == "firing",
    )  # fmt: skip


def _draft(number: int) -> PunchDraft:
    return PunchDraft(
        number.to_bytes(16, "big"), str(number), BEGIN_US + number * SECOND_US, 0, "UTC", "ok", 0, 1,
        "fingerprint", None, None, None, None,
    )  # fmt: skip


def _line(draft: PunchDraft) -> str:
    return f"{draft.pin}\t{datetime.fromtimestamp(draft.punched_at / 1e6, UTC):%Y-%m-%d %H:%M:%S}\t0\t1"


def _deliver_all_but_one(conn: sa.Connection, tenant_id: int) -> list[str]:
    claims = [
        claim
        for endpoint in conn.scalars(sa.select(webhook.c.id)).all()
        for claim in webhook_lanes.claim(
            conn, tenant_id, endpoint, "one", now=now_us(), most=50, fresh_only=False
        )
    ]
    assert len(claims) >= 2
    rows = conn.execute(sa.select(webhook_delivery).order_by(webhook_delivery.c.id)).mappings().all()
    now = now_us()
    deliveries.settle(
        conn,
        tenant_id,
        [
            Attempted(row["id"], "delivered", 1, 0, now, 200, 5, None, None, None, now, now)
            for row in rows[:-1]
        ],
    )
    return [public_id("evt", row["event_id"]) for row in rows[:-1]]


async def test_what_the_product_wrote_holds(database_url: str, tmp_path: Path) -> None:
    world = await _made(database_url, tmp_path)
    found = await check_all(world.url, world.acknowledged, world.receipts, lines=LINES)
    assert found == {name: [] for name in (*(f"I{n}" for n in range(1, 11)), "integrity")}


BROKEN = {
    "a punch is gone": ("I1", "DELETE FROM punch WHERE id = (SELECT min(id) FROM punch)"),
    "a number is left out": ("I2", "UPDATE punch SET seq = seq + 1"),
    "a delivery is gone": (
        "I2",
        "DELETE FROM webhook_delivery WHERE id = (SELECT min(id) FROM webhook_delivery)",
    ),
    "a delivery too many": (
        "I2",
        "UPDATE webhook_delivery SET event_id = (SELECT max(event_id) FROM webhook_delivery)",
    ),
    "overtaken": (
        "I3",
        "UPDATE webhook_delivery SET state = 'pending', finished_at = NULL WHERE id = "
        "(SELECT min(id) FROM webhook_delivery WHERE lane <> 0)",
    ),
    "never sent": (
        "I3",
        "UPDATE webhook_delivery SET state = 'delivered', finished_at = 1 WHERE state = 'pending'",
    ),
    "no state": ("I4", "DELETE FROM webhook_delivery WHERE state = 'pending'"),
    "waits for nobody": ("I4", "UPDATE webhook_lane SET next_due = NULL, lease_until = 0"),
    "taken and not answered": ("I5", "UPDATE idempotency SET status = NULL"),
    "two effects": (
        "I5",
        "INSERT INTO audit (tenant_id, id, position, actor, action, target, diff, request_id, previous_hash,"
        " hash) SELECT tenant_id, id + 1, position + 1, actor, action, target, diff, request_id,"
        " previous_hash, hash FROM audit",
    ),
    "an audit entry that nobody wrote": (
        "I8",
        "INSERT INTO audit (tenant_id, id, position, actor, action, target, diff, previous_hash, hash)"
        " SELECT tenant_id, id + 1, position + 1, actor, 'site.delete', target, diff, hash, hash FROM audit",
    ),
    "a cut audit log": ("I8", "UPDATE audit_head SET position = position + 1"),
    "an alert that skipped": ("I9", "UPDATE alert SET status = 'resolving'"),
    "a fence that fell": ("I7", "UPDATE lease SET fence = 0"),
}


@pytest.mark.parametrize(("name", "statement"), BROKEN.values(), ids=BROKEN)
async def test_whatever_is_broken_is_found(world: World, name: str, statement: str) -> None:
    _do(world, lambda conn: conn.exec_driver_sql(statement))
    held = [FenceSample(("lease", 1, "round"), 1, "one")]
    found = await check_all(world.url, world.acknowledged, world.receipts, fences=held)
    assert found[name] != []


async def test_bytes_of_another_tenant_are_found_wherever_they_are(world: World) -> None:
    def leak(conn: sa.Connection) -> None:
        secret = conn.scalar(sa.select(tenant.c.path_secret).where(tenant.c.name == "other"))
        conn.execute(event.update().values(body=json.dumps({"event": "x", "said": secret})))
        conn.execute(punch.update().values(line=b"planted"))

    _do(world, leak)
    found = (await check_all(world.url, canaries={2: [b"planted"]}))["I6"]
    assert any("event.body of tenant 1" in problem for problem in found)
    assert any("b'planted' in punch.line of tenant 1" in problem for problem in found)


async def test_a_lost_line_and_an_unreadable_count_are_found(world: World) -> None:
    found = await check_all(world.url, [("A1", "9\t2026-01-01 08:00:00\t0")], lines={**LINES, "new": 5})
    assert found["I1"] == ["acknowledged but not stored: ('A1', '9\\t2026-01-01 08:00:00\\t0')"]
    assert found["I10"] != []


def _do(world: World, unit: Callable[[sa.Connection], object]) -> None:
    engine = sa.create_engine(world.url)
    with engine.begin() as conn:
        unit(conn)
    engine.dispose()
