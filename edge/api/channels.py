"""Channels: make ways to tell people of alerts, try them, change them, take them away."""

from __future__ import annotations

from typing import Any, Final

import sqlalchemy as sa
from aiohttp import web

from common.instants import rfc3339, rfc3339_or_none
from common.schemas import channels as schema
from common.schemas.fields import Deleted
from edge import audit
from edge.alerts import channel_drafts as drafts
from edge.alerts.messages import Message
from edge.api.errors import ApiError, no_such
from edge.api.finding import is_word
from edge.api.persons import person_named
from edge.api.registry import Call, operation
from edge.api.services import ApiServices
from edge.api.work import Result, View, Work
from edge.store import channels as rows
from edge.store import notices
from edge.store.channels import Row
from edge.store.ids import now_us, public_id
from edge.vault import Vault

KINDS: Final = ("email", "webhook", "apprise")
_SECRET: Final = ("password", "headers", "secret")
_TOLD: Final = (
    "This is a test. Somebody asked for it in Punchdeck to see that messages arrive here; nothing is wrong."
)


@operation(
    "GET",
    "/v1/channels",
    scope="alerts:read",
    query=schema.ChannelQuery,
    answers=schema.ChannelPage,
    errors=("cursor_invalid",),
)
def list_channels(view: View, query: schema.ChannelQuery) -> Result:
    """List channels, in the order they were made; the console, which is built in, comes first."""
    limit = query.limit or 100
    after = view.id_anchor(query.cursor)
    found = (
        []
        if view.site_ids is not None
        else rows.page(view.conn, view.tenant_id, after=-1 if after is None else after, limit=limit + 1)
    )
    return view.page(found, limit, lambda row: [row["id"]], _shown)


@operation(
    "GET",
    "/v1/channels/{channel}",
    scope="alerts:read",
    answers=schema.Channel,
    errors=("channel_not_found",),
    conditional=True,
)
def get_channel(view: View) -> Result:
    """Get a channel, and how it did of late; never what it keeps secret."""
    row = _found(view)
    return Result(_shown(row), version=row["version"])


@operation(
    "POST",
    "/v1/channels",
    scope="alerts:admin",
    body=schema.ChannelCreate,
    answers=schema.ChannelCreated,
    status=201,
    errors=("conflict", "permission_denied"),
)
def create_channel(work: Work, body: schema.ChannelCreate) -> Result:
    """Make a channel.

    Only the form of what is given is checked here: try it with POST /v1/channels/{id}/test. Passwords,
    headers and the URLs of services are sealed and never shown again; the secret that a webhook's messages
    are signed with is in this answer alone.
    """
    if work.site_ids is not None:
        raise ApiError(
            "permission_denied",
            "This key sees some sites only, and a channel tells of all. Use a key that is not limited to "
            "sites.",
        )
    kind = next(kind for kind in KINDS if getattr(body, kind) is not None)
    row, secret = drafts.create(
        work.conn,
        work.ids,
        _vault(work.services),
        work.tenant_id,
        name=body.name,
        kind=kind,
        given=getattr(body, kind).model_dump(by_alias=True),
        enabled=body.enabled,
        now=work.now_us,
    )
    work.audit("channel.create", row["public_id"], audit.changes({}, _audited(row)))
    shown = {**_shown(row), "secret": secret}
    location = f"/v1/channels/{row['public_id']}"
    return Result(shown, location=location, version=row["version"], keep=False)


@operation(
    "PATCH",
    "/v1/channels/{channel}",
    scope="alerts:admin",
    body=schema.ChannelChange,
    answers=schema.Channel,
    errors=("channel_not_found", "conflict"),
    conditional=True,
)
def change_channel(work: Work, body: schema.ChannelChange) -> Result:
    """Change a channel (JSON merge patch).

    A password is to be given again where the change would have it sent elsewhere, and so are the headers of a
    webhook.
    """
    row = _found(work, hold=True)
    work.require_match(row["version"])
    given = {kind: getattr(body, kind) for kind in KINDS if kind in body.model_fields_set}
    for kind in given:
        if kind != row["kind"]:
            raise ApiError(
                "validation_failed",
                f"This channel is of kind {row['kind']} and stays so. Make another for {kind}.",
                param=kind,
            )
    part = given.get(row["kind"])
    settings = None if part is None else part.model_dump(by_alias=True, exclude_unset=True)
    values = body.model_dump(include={"name", "enabled"} & body.model_fields_set)
    after = drafts.change(work.conn, _vault(work.services), row, values, settings)
    hidden = {name: [None, "changed"] for name in _SECRET if name in (settings or {})}
    if row["kind"] == "apprise" and settings is not None:
        hidden["url"] = [None, "changed"]
    work.audit("channel.change", row["public_id"], audit.changes(_audited(row), _audited(after)) | hidden)
    return Result(_shown(after), version=after["version"])


@operation(
    "DELETE",
    "/v1/channels/{channel}",
    scope="alerts:admin",
    answers=Deleted,
    errors=("channel_not_found", "conflict"),
    conditional=True,
)
def delete_channel(work: Work) -> Result:
    """Delete a channel that no policy and no person names. What waits for it is cancelled."""
    row = _found(work, hold=True)
    work.require_match(row["version"])
    drafts.remove(work.conn, row)
    work.audit("channel.delete", row["public_id"], audit.changes(_audited(row), {}))
    return Result({"id": row["public_id"], "object": "channel", "deleted": True})


@operation(
    "POST",
    "/v1/channels/{channel}/test",
    scope="alerts:admin",
    body=schema.ChannelTry,
    answers=schema.ChannelTested,
    raw=True,
    errors=("channel_not_found", "person_not_found", "unavailable"),
)
async def test_channel(call: Call) -> web.StreamResponse:
    """Send a test by a channel, at once, and say what came of it and what to do.

    It is a real message, to `person` or to whom the channel itself means. One that arrives ends the channel's
    failures; one that does not counts for nothing. A channel that is switched off is tried too.
    """
    services, now = call.services, now_us()
    name, wanted = call.request.match_info["channel"], call.body.person

    def read(conn: sa.Connection) -> tuple[Row, Row | None]:
        alone = call.actor.site_ids is not None
        row = None if alone or not is_word(name) else rows.find(conn, call.tenant_id, name)
        if row is None:
            raise no_such("channel", name)
        return row, None if wanted is None else person_named(conn, call.tenant_id, wanted)

    row, person = await services.store.read(read)
    if services.channels is None:
        raise ApiError("unavailable", "This process tells nobody. Ask one that runs with --role all.")
    message = Message(
        title=f"Test of the channel {row['name']}",
        text=_TOLD,
        dedupe_key=public_id("test", services.store.ids.next()),
        severity="info",
        url=services.public_url or None,
    )
    outcome = await services.channels.send(row, person, message)
    if outcome.ok:
        await services.store.write(
            lambda conn: notices.note_channel(
                conn, call.tenant_id, row["id"], failures=0, last_error=None, last_sent_at=now
            )
        )
    shown = schema.ChannelTested(
        object="channel_test", delivered=outcome.ok, took_ms=outcome.took_ms, message=outcome.error
    )
    return web.json_response(shown.model_dump(mode="json"))


def _found(view: View, *, hold: bool = False) -> Row:
    """The channel of the path; none for keys that are limited to sites. Raises ApiError."""
    name = view.path["channel"]
    unseen = view.site_ids is not None or not is_word(name)
    row = None if unseen else rows.find(view.conn, view.tenant_id, name, hold=hold)
    if row is None:
        raise no_such("channel", name)
    return row


def _vault(services: ApiServices) -> Vault:
    if services.vault is None:
        raise ApiError("unavailable", "This process cannot seal secrets. Ask one that runs with --role all.")
    return services.vault


def _audited(row: Row) -> dict[str, Any]:
    return {
        "name": row["name"],
        "kind": row["kind"],
        "enabled": row["enabled"],
        **{name: value for name, value in row["settings"].items() if name != "has_password"},
    }


def _shown(row: Row) -> dict[str, Any]:
    return {
        "id": row["public_id"],
        "object": "channel",
        "name": row["name"],
        "kind": row["kind"],
        "enabled": row["enabled"],
        **{kind: row["settings"] if kind == row["kind"] else None for kind in KINDS},
        "failures": row["failures"],
        "last_sent_at": rfc3339_or_none(row["last_sent_at"]),
        "last_failed_at": rfc3339_or_none(row["last_failed_at"]),
        "last_error": row["last_error"],
        "created_at": None if row["id"] == rows.CONSOLE_ID else rfc3339(row["created_at"]),
        "version": row["version"],
    }
