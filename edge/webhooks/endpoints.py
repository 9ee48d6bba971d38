"""Endpoints: made, changed, their secrets turned over, switched off and on, told again what they missed."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import sqlalchemy as sa

from common import signing
from edge import telling
from edge.store import deliveries, events, replays, webhook_lanes, webhooks
from edge.store.ids import IdClock, public_id
from edge.vault import Sealing, Vault
from edge.webhooks import breaker, own_headers
from edge.webhooks.breaker import Breaker
from edge.webhooks.guard import origin

PURPOSE: Final = "webhook_secret"
MOST_SECRETS: Final = 5
MOST_ENDPOINTS: Final = 100

WEAK_SECRET: Final = (
    "Deliveries carry X-PunchConnect-Signature only: what follows whsec_ in this secret is not base64 of 24 "
    "to 64 bytes, which the webhook-signature of Standard Webhooks needs. That one also protects against "
    "replays, so prefer a secret that is made here."
)


class NoSuchWebhook(LookupError):
    """The tenant has no such endpoint."""


@dataclass(frozen=True, slots=True)
class Opened:
    """What is sealed of an endpoint. `secrets`: those that its deliveries are signed with, the newest first;
    `headers`: those that it wants to be sent."""

    secrets: Sequence[str] = ()
    headers: Mapping[str, str] = field(default_factory=dict)


class WebhookMisuse(Exception):
    """A change that must not be made as it is; the message says what to do, `param` which member."""

    def __init__(self, message: str, param: str) -> None:
        super().__init__(message)
        self.param = param


class WebhookConflict(Exception):
    """The endpoint is in a state that does not allow this; the message says what to do."""


def existing(conn: sa.Connection, tenant_id: int, name: str, *, hold: bool = False) -> sa.RowMapping:
    """The row of an endpoint. Raises NoSuchWebhook."""
    row = webhooks.find(conn, tenant_id, name, hold=hold)
    if row is None:
        raise NoSuchWebhook(name)
    return row


def create(
    conn: sa.Connection,
    ids: IdClock,
    vault: Vault,
    tenant_id: int,
    *,
    url: str,
    events_wanted: Sequence[str],
    secret: str | None,
    description: str | None,
    ordering: str,
    settings: Mapping[str, Any],
    site_ids: Collection[int] | None,
    actor: str,
    now: int,
) -> tuple[sa.RowMapping, str]:
    """Make an endpoint that hears of everything told from now on. Returns its row and its secret.

    Raises WebhookConflict where there are too many, VaultError where nothing can be sealed.
    """
    others = webhooks.of_tenant(conn, tenant_id)
    if len(others) >= MOST_ENDPOINTS:
        raise WebhookConflict(f"There are {len(others)} webhooks already. Delete one that is not needed.")
    begins = _begin_relay(conn, tenant_id)
    row_id = ids.next()
    row = {
        "tenant_id": tenant_id,
        "id": row_id,
        "public_id": public_id("wh", row_id),
        "url": url,
        "description": description,
        "events": list(events_wanted),
        "site_ids": None if site_ids is None else sorted(site_ids),
        "ordering": ordering,
        "status": "enabled",
        "from_xid": begins.xid,
        "from_id": begins.id,
        "created_by": actor,
        "created_at": now,
        "version": 1,
        **breaker.columns(Breaker()),
        **own_headers.kept(conn, vault, tenant_id, row_id, settings),
    }
    webhooks.add(conn, row)
    text = secret or signing.new_secret()
    _seal(conn, vault, tenant_id, row_id, 1, text, now)
    return existing(conn, tenant_id, str(row["public_id"])), text


def _begin_relay(conn: sa.Connection, tenant_id: int) -> events.Position:
    """Where the feed ends. The relay of a tenant that had no endpoints begins there.

    Its place is held before anything is looked at: nobody reads on or adds another endpoint meanwhile.
    """
    held = webhooks.relay_position(conn, tenant_id)
    newest = events.newest(conn, tenant_id)
    if held is None:
        webhooks.add_relay(conn, tenant_id, newest)
    elif not webhooks.count(conn, tenant_id):
        webhooks.set_relay(conn, tenant_id, max(newest, held[0]), held[1])
    return newest


def _seal(
    conn: sa.Connection, vault: Vault, tenant_id: int, webhook_id: int, number: int, text: str, now: int
) -> None:
    version, sealed = vault.within(conn).seal(tenant_id, PURPOSE, f"{webhook_id}.{number}", text.encode())
    webhooks.add_secret(
        conn,
        {
            "tenant_id": tenant_id,
            "webhook_id": webhook_id,
            "number": number,
            "key_version": version,
            "sealed": sealed,
            "created_at": now,
        },
    )


def opened(conn: sa.Connection, vault: Vault, row: sa.RowMapping, now: int) -> Opened:
    """What deliveries to an endpoint take of what is sealed. Raises VaultError."""
    sealing = vault.within(conn)
    return Opened(_secrets(conn, sealing, row, now), own_headers.opened(sealing, row))


def secrets_of(conn: sa.Connection, vault: Vault, row: sa.RowMapping, now: int) -> list[str]:
    """The secrets that an endpoint's deliveries are signed with, the newest first. Raises VaultError."""
    return _secrets(conn, vault.within(conn), row, now)


def _secrets(conn: sa.Connection, sealing: Sealing, row: sa.RowMapping, now: int) -> list[str]:
    tenant_id, webhook_id = row["tenant_id"], row["id"]
    return [
        sealing.open_(
            tenant_id, PURPOSE, f"{webhook_id}.{one['number']}", one["key_version"], one["sealed"]
        ).decode()
        for one in webhooks.secrets_of(conn, tenant_id, webhook_id, now)
    ]


def body_secret(row: sa.RowMapping, known: Sequence[str]) -> str:
    """Which of the secrets signs the body alone: `known` is newest first."""
    return known[-1] if row["settings"].get("legacy_signature_key") == "old" else known[0]


def signs_publicly(row: sa.RowMapping) -> bool:
    """Whether deliveries are also signed for who has only the public key."""
    return bool(row["settings"].get("signature") == "ed25519")


def warnings_of(secret: str) -> list[str]:
    """What its owner should know of a secret."""
    return [] if signing.standard_key(secret) is not None else [WEAK_SECRET]


def change(
    conn: sa.Connection,
    vault: Vault,
    row: sa.RowMapping,
    values: Mapping[str, Any],
    settings: Mapping[str, Any],
) -> sa.RowMapping:
    """Change an endpoint whose row is held. What waits already goes by what was before.

    Raises WebhookMisuse where a new URL would have its headers sent to another receiver, VaultError.
    """
    if "headers" not in settings:
        if row["settings"].get("headers") and origin(values.get("url", row["url"])) != origin(row["url"]):
            raise WebhookMisuse(
                "The headers that are sent along would go to another receiver. Give them again with this "
                "change, or {}.",
                "headers",
            )
        return _change(conn, row, values, settings)
    columns = own_headers.kept(conn, vault, row["tenant_id"], row["id"], settings)
    settings = columns.pop("settings")
    return _change(conn, row, {**values, **columns}, settings)


def _change(
    conn: sa.Connection, row: sa.RowMapping, values: Mapping[str, Any], settings: Mapping[str, Any]
) -> sa.RowMapping:
    changed = {**values, "settings": {**row["settings"], **settings}, "version": row["version"] + 1}
    webhooks.change(conn, row["tenant_id"], row["id"], changed)
    return existing(conn, row["tenant_id"], row["public_id"])


def rotate(
    conn: sa.Connection,
    vault: Vault,
    row: sa.RowMapping,
    *,
    secret: str | None,
    overlap_us: int,
    legacy_signature_key: str,
    now: int,
) -> str:
    """Give an endpoint whose row is held a new secret; the old one signs beside it for a while.

    Raises WebhookConflict, VaultError.
    """
    tenant_id, webhook_id = row["tenant_id"], row["id"]
    webhooks.drop_retired(conn, tenant_id, now)
    good = webhooks.secrets_of(conn, tenant_id, webhook_id, now)
    if overlap_us and len(good) >= MOST_SECRETS:
        raise WebhookConflict(
            f"{len(good)} secrets sign already. Wait until one has retired, or rotate with overlap_hours 0."
        )
    webhooks.retire_secrets(conn, tenant_id, webhook_id, now + overlap_us)
    number = max((one["number"] for one in good), default=0) + 1
    text = secret or signing.new_secret()
    _seal(conn, vault, tenant_id, webhook_id, number, text, now)
    _change(conn, row, {}, {"legacy_signature_key": legacy_signature_key})
    return text


def enable(conn: sa.Connection, row: sa.RowMapping, now: int) -> sa.RowMapping:
    """Switch an endpoint on whose row is held: what waits is sent, and its breaker starts anew."""
    if row["status"] == "enabled":
        return row
    deliveries.hasten(conn, row["tenant_id"], row["id"], now)
    anew = {"status": "enabled", "disabled_reason": None, "disabled_at": None, "warned": 0}
    return _change(conn, row, {**anew, **breaker.columns(Breaker())}, {})


def disable(conn: sa.Connection, ids: IdClock, row: sa.RowMapping, reason: str, now: int) -> sa.RowMapping:
    """Switch an endpoint off whose row is held; what it asked for is kept as long as deliveries wait for it.
    The others hear."""
    if row["status"] == "disabled":
        return row
    values = {"status": "disabled", "disabled_reason": reason, "disabled_at": now}
    after = _change(conn, row, values, {})
    tell(conn, ids, after, "webhook.disabled", reason=reason)
    return after


def tell(conn: sa.Connection, ids: IdClock, row: sa.RowMapping, event: str, **members: Any) -> None:
    """Tell something of an endpoint."""
    telling.tell(
        conn, ids, row["tenant_id"], event, webhook={"id": row["public_id"], "url": row["url"]}, **members
    )


def remove(conn: sa.Connection, row: sa.RowMapping, now: int) -> None:
    """Take an endpoint away; what waits for it is cancelled."""
    webhooks.remove(conn, row["tenant_id"], row["id"], now)


def again(
    conn: sa.Connection, ids: IdClock, endpoint: sa.RowMapping, row: sa.RowMapping, trigger: str, now: int
) -> int:
    """Deliver the event of a delivery once more, behind what waits. Returns the new delivery's id.

    The endpoint's row is held.
    """
    same = {name: row[name] for name in ("tenant_id", "webhook_id", "lane", "event_id", "type", "device_id")}
    fresh = {**same, "state": "pending", "trigger": trigger, "next_due": now, "body": row["body"]}
    (row_id,) = queue(conn, ids, endpoint, [fresh], now)
    replays.note_resent(conn, endpoint["tenant_id"], [(row["id"], row_id)])
    return row_id


def queue(
    conn: sa.Connection,
    ids: IdClock,
    endpoint: sa.RowMapping,
    rows: Sequence[Mapping[str, Any]],
    now: int,
) -> list[int]:
    """Have deliveries wait behind what waits already, and return their ids. The endpoint's row is held."""
    tenant_id = endpoint["tenant_id"]
    held = webhooks.relay_position(conn, tenant_id)
    assert held is not None, "an endpoint has a relay"
    made: list[int] = []
    for _ in rows:
        made.append(max(ids.next(), (made[-1] if made else held[1]) + 1))
    deliveries.add(conn, [{**row, "id": row_id} for row, row_id in zip(rows, made, strict=True)])
    ordered = endpoint["ordering"] != "none"
    webhook_lanes.wake(conn, tenant_id, {(endpoint["id"], row["lane"]): ordered for row in rows}, now)
    if made:
        webhooks.set_relay(conn, tenant_id, held[0], made[-1])
    return made
