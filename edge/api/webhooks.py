"""Webhooks: make endpoints, try them, turn their secrets over, switch them off and on."""

from __future__ import annotations

import json
from typing import Any, Final

import sqlalchemy as sa
from aiohttp import web

from common.event_samples import sample_of
from common.events import EVENTS
from common.instants import rfc3339, rfc3339_or_none
from common.js_safe import js_safe
from common.public_signing import public_key
from common.schemas import webhooks as schema
from common.schemas.fields import Deleted
from edge import audit
from edge.api.errors import ApiError, no_such
from edge.api.registry import Call, operation
from edge.api.services import ApiServices
from edge.api.work import Result, View, Work
from edge.feed import KEPT_US
from edge.store import deliveries, replays, sites, webhooks
from edge.store.ids import first_id_at, instant_of, now_us, public_id
from edge.vault import Vault
from edge.webhooks import breaker, endpoints
from edge.webhooks.lanes import MAX_AGE_HOURS, PER_ENDPOINT
from edge.webhooks.meanings import meaning_of
from edge.webhooks.parcel import Outcome, Parcel

HOUR_US: Final = 3_600 * 1_000_000
_SETTINGS: Final = ("headers", "max_lanes", "max_age_hours", "signature")
_AUDITED: Final = ("url", "events", "description", "ordering", "status")


@operation(
    "GET",
    "/v1/webhooks",
    scope="webhooks:read",
    query=schema.WebhookQuery,
    answers=schema.WebhookPage,
    errors=("cursor_invalid",),
)
def list_webhooks(view: View, query: schema.WebhookQuery) -> Result:
    """List webhooks, in the order they were made."""
    limit = query.limit or 100
    after = view.id_anchor(query.cursor) or 0
    found = (
        []
        if view.site_ids is not None
        else webhooks.page(view.conn, view.tenant_id, after=after, limit=limit + 1)
    )
    return view.page(list(found), limit, lambda row: [row["id"]], lambda row: _shown(view, row))


@operation(
    "GET",
    "/v1/webhooks/{webhook}",
    scope="webhooks:read",
    answers=schema.Webhook,
    errors=("webhook_not_found",),
    conditional=True,
)
def get_webhook(view: View) -> Result:
    """Get a webhook: how it takes deliveries, and how many wait."""
    row = found_webhook(view)
    return Result(_shown(view, row), version=row["version"])


@operation(
    "POST",
    "/v1/webhooks",
    scope="webhooks:write",
    body=schema.WebhookCreate,
    answers=schema.WebhookCreated,
    status=201,
    errors=("conflict", "permission_denied"),
)
def create_webhook(work: Work, body: schema.WebhookCreate) -> Result:
    """Make a webhook.

    It is told of everything from now on. Its secret is in this answer; deliveries are signed with it. Only
    the form of the URL is checked here: try it with POST /v1/webhooks/{id}/test.
    """
    _check_all_sites(work)
    row, secret = endpoints.create(
        work.conn,
        work.ids,
        vault_of(work.services),
        work.tenant_id,
        url=body.url,
        events_wanted=body.events,
        secret=body.secret,
        description=body.description,
        ordering=body.ordering,
        settings={name: getattr(body, name) for name in _SETTINGS},
        site_ids=None,
        actor=work.actor.public_id,
        now=work.now_us,
    )
    work.audit("webhook.create", row["public_id"], audit.changes({}, _audited(row)))
    work.after_commit(work.services.on_webhooks_changed)
    return _with_secret(work, row, secret)


@operation(
    "PATCH",
    "/v1/webhooks/{webhook}",
    scope="webhooks:write",
    body=schema.WebhookChange,
    answers=schema.Webhook,
    errors=("webhook_not_found",),
    conditional=True,
)
def change_webhook(work: Work, body: schema.WebhookChange) -> Result:
    """Change a webhook (JSON merge patch). What waits already is sent to the new URL.

    Its headers are to be given again where a new URL would have them sent to another receiver.
    """
    row = found_webhook(work, hold=True)
    work.require_match(row["version"])
    values = body.model_dump(exclude_unset=True)
    settings: dict[str, Any] = {name: values.pop(name) for name in _SETTINGS if name in values}
    after = endpoints.change(work.conn, vault_of(work.services), row, values, settings)
    changes = audit.changes(_audited(row), _audited(after))
    work.audit("webhook.change", row["public_id"], changes | {name: [None, "changed"] for name in settings})
    work.after_commit(work.services.on_webhooks_changed)
    return Result(_shown(work, after), version=after["version"])


@operation(
    "DELETE",
    "/v1/webhooks/{webhook}",
    scope="webhooks:write",
    answers=Deleted,
    errors=("webhook_not_found",),
    conditional=True,
)
def delete_webhook(work: Work) -> Result:
    """Delete a webhook. What waits for it is cancelled."""
    row = found_webhook(work, hold=True)
    work.require_match(row["version"])
    endpoints.remove(work.conn, row, work.now_us)
    work.audit("webhook.delete", row["public_id"], audit.changes(_audited(row), {}))
    work.after_commit(work.services.on_webhooks_changed)
    return Result({"id": row["public_id"], "object": "webhook", "deleted": True})


@operation(
    "POST",
    "/v1/webhooks/{webhook}/enable",
    scope="webhooks:write",
    answers=schema.WebhookEnabled,
    errors=("webhook_not_found",),
)
def enable_webhook(work: Work) -> Result:
    """Switch a webhook on again. What waits is sent; what waited for longer than `max_age_hours` was given
    up, and `replay` says how to have it after all.
    """
    row = found_webhook(work, hold=True)
    missed = replays.dead_since(
        work.conn, work.tenant_id, row["id"], first_id_at(work.now_us - KEPT_US + HOUR_US)
    )
    after = endpoints.enable(work.conn, row, work.now_us)
    work.audit("webhook.enable", row["public_id"], audit.changes(_audited(row), _audited(after)))
    work.after_commit(work.services.on_webhooks_changed)
    offered = None if missed is None else {"from": rfc3339(instant_of(missed)), "status": "dead"}
    return Result({**_shown(work, after), "replay": offered}, version=after["version"])


@operation(
    "POST",
    "/v1/webhooks/{webhook}/disable",
    scope="webhooks:write",
    answers=schema.Webhook,
    errors=("webhook_not_found",),
)
def disable_webhook(work: Work) -> Result:
    """Switch a webhook off. What it would be told waits for it, for `max_age_hours`."""
    row = found_webhook(work, hold=True)
    after = endpoints.disable(work.conn, work.ids, row, "disabled by hand", work.now_us)
    work.audit("webhook.disable", row["public_id"], audit.changes(_audited(row), _audited(after)))
    return Result(_shown(work, after), version=after["version"])


@operation(
    "POST",
    "/v1/webhooks/{webhook}/rotate_secret",
    scope="webhooks:write",
    body=schema.SecretRotation,
    answers=schema.WebhookCreated,
    errors=("webhook_not_found", "conflict"),
)
def rotate_webhook_secret(work: Work, body: schema.SecretRotation) -> Result:
    """Give a webhook a new secret.

    For `overlap_hours` both sign in webhook-signature, so a receiver that knows either accepts every
    delivery.
    """
    row = found_webhook(work, hold=True)
    secret = endpoints.rotate(
        work.conn,
        vault_of(work.services),
        row,
        secret=body.secret,
        overlap_us=round(body.overlap_hours * HOUR_US),
        legacy_signature_key=body.legacy_signature_key,
        now=work.now_us,
    )
    work.audit("webhook.rotate_secret", row["public_id"], {"overlap_hours": [None, body.overlap_hours]})
    return _with_secret(work, found_webhook(work), secret)


@operation(
    "POST",
    "/v1/webhooks/{webhook}/reveal_secret",
    scope="webhooks:write",
    answers=schema.RevealedSecret,
    errors=("webhook_not_found",),
)
def reveal_webhook_secret(work: Work) -> Result:
    """Show the secrets of a webhook. Who asks is noted in the audit log."""
    row = found_webhook(work)
    known = endpoints.secrets_of(work.conn, vault_of(work.services), row, work.now_us)
    work.audit("webhook.reveal_secret", row["public_id"], {})
    shown = {"id": row["public_id"], "object": "webhook_secret", "secrets": known}
    return Result(shown, location=f"/v1/webhooks/{row['public_id']}", keep=False)


@operation(
    "GET",
    "/v1/webhooks/{webhook}/public_key",
    scope="webhooks:read",
    answers=schema.PublicKeys,
    errors=("webhook_not_found",),
)
def get_webhook_public_key(view: View) -> Result:
    """Get the public keys that signatures of kind v1a are checked with (`signature`: ed25519)."""
    row = found_webhook(view)
    known = endpoints.secrets_of(view.conn, vault_of(view.services), row, view.now_us)
    keys = [key for key in map(public_key, known) if key is not None]
    return Result({"id": row["public_id"], "object": "webhook_public_key", "public_keys": keys})


@operation(
    "POST",
    "/v1/webhooks/{webhook}/test",
    scope="webhooks:write",
    body=schema.TestEvent,
    answers=schema.TestResult,
    raw=True,
    errors=("webhook_not_found", "validation_failed", "unavailable"),
)
async def test_webhook(call: Call) -> web.StreamResponse:
    """Send an example of an event to a webhook, at once, and say what came of it.

    It has `"test": true`, is signed as any other, waits in no lane and counts for no breaker; which addresses
    may be reached holds for it too.
    """
    wanted: schema.TestEvent = call.body
    if wanted.event not in EVENTS:
        raise ApiError(
            "validation_failed",
            f"'{wanted.event}' is no event. Known are {', '.join(EVENTS)}.",
            param="event",
        )
    services, now = call.services, now_us()
    name = call.request.match_info["webhook"]

    def read(conn: sa.Connection) -> tuple[sa.RowMapping, endpoints.Opened]:
        row = None if call.actor.site_ids is not None else _find(conn, call.tenant_id, name)
        if row is None:
            raise no_such("webhook", name)
        return row, endpoints.opened(conn, vault_of(services), row, now)

    row, opened = await services.store.read(read)
    if services.send_webhook is None:
        raise ApiError("unavailable", "This process sends no webhooks. Ask one that runs with --role all.")
    event_id = public_id("evt", services.store.ids.next())
    body = js_safe({**sample_of(wanted.event, event_id, rfc3339(now)), "test": True})
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
    parcel = Parcel(
        url=row["url"],
        delivery=public_id("dlv", services.store.ids.next()),
        event_id=event_id,
        event=wanted.event,
        attempt=1,
        body=text,
        secrets=opened.secrets,
        body_secret=endpoints.body_secret(row, opened.secrets),
        headers=opened.headers,
        public=endpoints.signs_publicly(row),
    )
    return web.json_response(_tested(await services.send_webhook(parcel), event_id, body))


def _tested(outcome: Outcome, event_id: str, body: dict[str, Any]) -> dict[str, Any]:
    return schema.TestResult(
        object="webhook_test",
        delivered=outcome.error is None,
        event_id=event_id,
        status=outcome.status,
        error=outcome.error,
        message=meaning_of(outcome.error),
        took_ms=outcome.took_ms,
        response=outcome.response,
        body=body,
    ).model_dump(mode="json")


def vault_of(services: ApiServices) -> Vault:
    vault = services.vault
    if vault is None:
        raise ApiError("unavailable", "This process cannot open secrets. Ask one that runs with --role all.")
    return vault


def found_webhook(view: View, *, hold: bool = False) -> sa.RowMapping:
    """The webhook of the path; none for keys that are limited to sites. Raises ApiError."""
    name = view.path["webhook"]
    row = None if view.site_ids is not None else _find(view.conn, view.tenant_id, name, hold=hold)
    if row is None:
        raise no_such("webhook", name)
    return row


def _find(conn: sa.Connection, tenant_id: int, name: str, *, hold: bool = False) -> sa.RowMapping | None:
    """A webhook by its id, if that can be one: no database has to see what cannot."""
    if len(name) > 100 or not name.isascii() or not name.isprintable():
        return None
    return webhooks.find(conn, tenant_id, name, hold=hold)


def _check_all_sites(view: View) -> None:
    if view.site_ids is not None:
        raise ApiError(
            "permission_denied",
            "This key sees some sites only, and a webhook is told of all. Use a key that is not limited to "
            "sites.",
        )


def _audited(row: sa.RowMapping) -> dict[str, Any]:
    return {name: row[name] for name in _AUDITED}


def _with_secret(work: Work, row: sa.RowMapping, secret: str) -> Result:
    shown = {**_shown(work, row), "secret": secret, "warnings": endpoints.warnings_of(secret)}
    location = f"/v1/webhooks/{row['public_id']}"
    return Result(shown, location=location, version=row["version"], keep=False)


def _shown(view: View, row: sa.RowMapping) -> dict[str, Any]:
    conn, tenant_id = view.conn, view.tenant_id
    state = breaker.read(row["breaker"])
    oldest = deliveries.oldest_waiting(conn, tenant_id, row["id"])
    names = sites.public_ids(conn, tenant_id, row["site_ids"] or ())
    return {
        "id": row["public_id"],
        "object": "webhook",
        "url": row["url"],
        "description": row["description"],
        "events": row["events"],
        "ordering": row["ordering"],
        "headers": sorted(row["settings"].get("headers", {})),
        "max_lanes": row["settings"].get("max_lanes", PER_ENDPOINT),
        "max_age_hours": row["settings"].get("max_age_hours", MAX_AGE_HOURS),
        "signature": row["settings"].get("signature", "hmac"),
        "site_ids": None if row["site_ids"] is None else list(names.values()),
        "status": row["status"],
        "disabled_reason": row["disabled_reason"],
        "disabled_at": rfc3339_or_none(row["disabled_at"]),
        "breaker": {
            "state": state.state,
            "failures_in_a_row": state.in_a_row,
            "failing_since": rfc3339_or_none(state.failing_since),
            "probes_at": rfc3339_or_none(state.until),
            "last_success_at": rfc3339_or_none(state.last_success),
        },
        **deliveries.counts(conn, tenant_id, row["id"]),
        "oldest_pending_at": None if oldest is None else rfc3339(instant_of(oldest)),
        "secrets": len(webhooks.secrets_of(conn, tenant_id, row["id"], view.now_us)),
        "created_at": rfc3339(row["created_at"]),
        "version": row["version"],
    }
