"""What was delivered to webhooks, what was not and why; and once more."""

from __future__ import annotations

import json
import shlex
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from common.instants import rfc3339, rfc3339_or_none
from common.schemas import webhooks as schema
from common.schemas.jobs import Job
from edge import feed
from edge.api import finding
from edge.api.errors import ApiError, no_such
from edge.api.jobs import started
from edge.api.registry import operation
from edge.api.webhooks import found_webhook
from edge.api.work import Result, View, Work
from edge.store import deliveries, devices
from edge.store.events import PUNCH
from edge.store.ids import first_id_at, instant_of, public_id, row_id
from edge.webhooks import endpoints, replay
from edge.webhooks.parcel import Parcel, headers_of
from edge.webhooks.replay import RangeRefused, Wanted


@operation(
    "GET",
    "/v1/webhooks/{webhook}/deliveries",
    scope="webhooks:read",
    query=schema.DeliveryQuery,
    answers=schema.DeliveryPage,
    errors=("webhook_not_found", "device_not_found", "cursor_invalid", "timezone_required"),
)
def list_deliveries(view: View, query: schema.DeliveryQuery) -> Result:
    """List what was delivered to a webhook, and what was not, newest first. Kept for 14 days, given up 30."""
    webhook = found_webhook(view)
    limit = query.limit or 100
    found = deliveries.page(
        view.conn,
        view.tenant_id,
        webhook["id"],
        before=view.id_anchor(query.cursor),
        limit=limit + 1,
        states=query.state,
        types=query.event,
        device_ids=None if query.device is None else finding.devices_named(view, [query.device]),
        since=None if query.from_ is None else first_id_at(query.from_),
        until=None if query.to is None else first_id_at(query.to),
    )
    names = _device_names(view, found)
    return view.page(
        found, limit, lambda row: [row["id"]], lambda row: _shown(row, webhook["public_id"], names)
    )


@operation(
    "GET",
    "/v1/webhooks/{webhook}/deliveries/{delivery}",
    scope="webhooks:read",
    answers=schema.DeliveryDetail,
    errors=("webhook_not_found", "delivery_not_found"),
)
def get_delivery(view: View) -> Result:
    """Get a delivery with its body, its request (also as cURL) and its attempts."""
    webhook = found_webhook(view)
    row = _found(view, webhook)
    shown = _shown(row, webhook["public_id"], _device_names(view, [row]))
    text = _body(view, row)
    return Result(
        {
            **shown,
            "body": None if text is None else json.loads(text),
            "request": None if text is None else _request(view, webhook, row, text),
            "history": _history(view, row),
        }
    )


@operation(
    "POST",
    "/v1/webhooks/{webhook}/deliveries/{delivery}/resend",
    scope="webhooks:write",
    answers=schema.Delivery,
    status=202,
    errors=("webhook_not_found", "delivery_not_found", "conflict"),
)
def resend_delivery(work: Work) -> Result:
    """Deliver an event once more: a new delivery of the same webhook-id, behind what waits already."""
    webhook = found_webhook(work, hold=True)
    row = _found(work, webhook)
    if row["state"] == "pending":
        raise ApiError(
            "conflict",
            "It is still waiting, and is sent by itself. Resend it once it was delivered or is dead.",
        )
    fresh = endpoints.again(work.conn, work.ids, webhook, row, "resend", work.now_us)
    after = deliveries.find(work.conn, work.tenant_id, fresh)
    assert after is not None, "it was just made"
    work.audit("webhook.resend", webhook["public_id"], {"delivery": [public_id("dlv", row["id"]), None]})
    work.after_commit(work.services.on_webhooks_changed)
    location = f"/v1/webhooks/{webhook['public_id']}/deliveries/{public_id('dlv', fresh)}"
    return Result(_shown(after, webhook["public_id"], _device_names(work, [after])), location=location)


@operation(
    "POST",
    "/v1/webhooks/{webhook}/replay",
    scope="webhooks:write",
    body=schema.Replay,
    answers=Job,
    status=202,
    errors=("webhook_not_found", "device_not_found", "validation_failed", "timezone_required"),
)
def replay_webhook(work: Work, body: schema.Replay) -> Result:
    """Have a webhook told again of what was told in a range of time, as a job.

    Each event goes out as a new delivery with the webhook-id that it always had, in order, behind what waits
    already, so many a second. What was made is never made twice, also where the job is interrupted.
    """
    webhook = found_webhook(work, hold=True)
    to = work.now_us if body.to is None else min(body.to, work.now_us)
    asked = body.model_dump(exclude_none=True, include={"events", "device", "status", "per_second"})
    wanted = Wanted(
        told_from=body.from_,
        told_to=to,
        types=body.events,
        devices=None if body.device is None else sorted(finding.devices_named(work, [body.device])),
        status=body.status,
        per_second=body.per_second,
    )
    shown = {"webhook": webhook["public_id"], "from": rfc3339(body.from_), "to": rfc3339(to), **asked}
    try:
        job = replay.create(
            work.conn,
            work.ids,
            webhook,
            wanted,
            shown=shown,
            actor=work.actor.public_id,
            now=work.now_us,
        )
    except RangeRefused as error:
        raise ApiError("validation_failed", str(error), param="from") from None
    work.audit("webhook.replay", webhook["public_id"], {name: [None, value] for name, value in shown.items()})
    return started(work, job)


def _found(view: View, webhook: sa.RowMapping) -> sa.RowMapping:
    name = view.path["delivery"]
    internal = row_id("dlv", name)
    row = None if internal is None else deliveries.find(view.conn, view.tenant_id, internal)
    if row is None or row["webhook_id"] != webhook["id"]:
        raise no_such("delivery", name)
    return row


def _device_names(view: View, rows: Any) -> dict[int, str]:
    return devices.public_ids(
        view.conn, view.tenant_id, {row["device_id"] for row in rows if row["device_id"] is not None}
    )


def _body(view: View, row: sa.RowMapping) -> str | None:
    if row["body"] is not None:
        kept: str = row["body"].decode()
        return kept
    ids = {row["event_id"]}
    punches, others = (ids, set()) if row["type"] == PUNCH else (set(), ids)
    return feed.bodies_of(view.conn, view.tenant_id, punches, others).get(row["event_id"])


def _request(view: View, webhook: sa.RowMapping, row: sa.RowMapping, text: str) -> dict[str, Any] | None:
    """What goes over the wire, as its last attempt did or its first will."""
    if view.services.vault is None:
        return None
    known = endpoints.secrets_of(view.conn, view.services.vault, webhook, view.now_us)
    own = webhook["settings"].get("headers", {})
    parcel = Parcel(
        url=webhook["url"],
        delivery=public_id("dlv", row["id"]),
        event_id=public_id("evt", row["event_id"]),
        event=row["type"],
        attempt=max(row["attempts"], 1),
        body=text.encode(),
        secrets=known,
        body_secret=endpoints.body_secret(webhook, known),
        headers=dict.fromkeys(own, "(not shown)"),
        public=endpoints.signs_publicly(webhook),
    )
    headers = headers_of(parcel, (row["attempted_at"] or view.now_us) / 1_000_000)
    return {
        "method": "POST",
        "url": webhook["url"],
        "headers": headers,
        "body": text,
        "curl": _curl(webhook["url"], headers, text),
    }


def _curl(url: str, headers: Mapping[str, str], text: str) -> str:
    """A line for a POSIX shell that sends the same bytes."""
    named = (f"-H {shlex.quote(f'{name}: {value}')}" for name, value in headers.items())
    return " \\\n  ".join(["curl -i", *named, f"--data-binary {shlex.quote(text)}", shlex.quote(url)])


def _history(view: View, row: sa.RowMapping) -> list[dict[str, Any]]:
    """The attempts that are kept; of a delivery that went at first try, that one."""
    kept: list[Mapping[str, Any]] = [
        dict(one) for one in deliveries.attempts_of(view.conn, view.tenant_id, row["id"])
    ]
    if not kept and row["attempted_at"] is not None:
        first = {"number": 1, "at": row["attempted_at"], "charged": False}
        kept.append({**first, **{name: row[name] for name in ("took_ms", "status", "error", "response")}})
    return [
        {
            "number": one["number"],
            "at": rfc3339(one["at"]),
            "took_ms": one["took_ms"],
            "status": one["status"],
            "error": one["error"],
            "response": one["response"],
            "charged": one["charged"],
        }
        for one in kept
    ]


def _shown(row: Any, webhook_id: str, device_names: dict[int, str]) -> dict[str, Any]:
    waits = row["state"] == "pending"
    return {
        "id": public_id("dlv", row["id"]),
        "object": "delivery",
        "webhook_id": webhook_id,
        "event_id": public_id("evt", row["event_id"]),
        "event": row["type"],
        "device_id": device_names.get(row["device_id"]),
        "state": row["state"],
        "trigger": row["trigger"],
        "attempts": row["attempts"],
        "next_attempt_at": rfc3339(row["next_due"]) if waits else None,
        "status": row["status"],
        "error": row["error"],
        "took_ms": row["took_ms"],
        "created_at": rfc3339(instant_of(row["id"])),
        "last_attempt_at": rfc3339_or_none(row["attempted_at"]),
        "finished_at": rfc3339_or_none(row["finished_at"]),
        "resent_as": None if row["resent_as"] is None else public_id("dlv", row["resent_as"]),
    }
