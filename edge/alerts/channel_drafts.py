"""Channels made and changed: what may be shown of one, and what is sealed and never shown again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

import sqlalchemy as sa

from edge.alerts import channel_apprise, channel_webhook
from edge.alerts.channel_email import PORTS
from edge.store import channels, persons, policies
from edge.store.channels import Row
from edge.store.ids import IdClock, public_id
from edge.vault import Vault
from edge.webhooks.guard import origin

PURPOSE: Final = "channel"
MOST_CHANNELS: Final = 100
_ORIGIN: Final = ("host", "port", "tls", "user")

Parts = tuple[dict[str, Any], dict[str, Any]]
"""What may be shown, and what is sealed."""


class ChannelMisuse(ValueError):
    """A channel cannot be made or changed as asked."""

    def __init__(self, message: str, param: str) -> None:
        super().__init__(message)
        self.param = param


class ChannelConflict(Exception):
    """The channel, or others, do not allow this; the message says what to do."""


def create(
    conn: sa.Connection,
    ids: IdClock,
    vault: Vault,
    tenant_id: int,
    *,
    name: str,
    kind: str,
    given: Mapping[str, Any],
    enabled: bool,
    now: int,
) -> tuple[Row, str | None]:
    """Make a channel. Returns its row, and for a webhook the secret that signs.

    Raises ChannelMisuse, ChannelConflict where there are too many, VaultError.
    """
    if channels.count(conn, tenant_id) >= MOST_CHANNELS:
        raise ChannelConflict(f"There are {MOST_CHANNELS} channels already. Delete one that is not needed.")
    shown, kept = _PARTS[kind](given, {}, {})
    row_id = ids.next()
    row = {
        "tenant_id": tenant_id,
        "id": row_id,
        "public_id": public_id("chan", row_id),
        "name": name,
        "kind": kind,
        "settings": shown,
        "enabled": enabled,
        "failures": 0,
        "created_at": now,
        "version": 1,
        **_sealed(conn, vault, tenant_id, row_id, kept),
    }
    channels.add(conn, row)
    return _existing(conn, row), kept.get("secret")


def change(
    conn: sa.Connection, vault: Vault, row: Row, values: Mapping[str, Any], given: Mapping[str, Any] | None
) -> Row:
    """Change a channel whose row is held. `values`: name, enabled; `given`: what changes of how it tells.

    Raises ChannelMisuse, ChannelConflict, VaultError.
    """
    if row["id"] == channels.CONSOLE_ID:
        raise ChannelConflict("The console is built in and stays as it is: make another channel.")
    fresh = dict(values)
    if given is not None:
        shown, kept = _PARTS[row["kind"]](given, row["settings"], opened(conn, vault, row))
        fresh |= {"settings": shown, **_sealed(conn, vault, row["tenant_id"], row["id"], kept)}
        fresh |= {"failures": 0, "last_error": None}  # what failed was another way
    channels.change(conn, row["tenant_id"], row["id"], **fresh)
    return _existing(conn, row)


def remove(conn: sa.Connection, row: Row) -> None:
    """Take away a channel whose row is held. Raises ChannelConflict where a policy or a person names it."""
    if row["id"] == channels.CONSOLE_ID:
        raise ChannelConflict("The console is built in and cannot be deleted.")
    name, tenant_id = row["public_id"], row["tenant_id"]
    policy = named_by(conn, tenant_id, "channels", name)
    if policy is not None:
        raise ChannelConflict(
            f"The policy '{policy['name']}' ({policy['public_id']}) tells people by this channel. Take it "
            "out of the policy first."
        )
    for person in persons.of_tenant(conn, tenant_id):
        if name in person["channels"]:
            raise ChannelConflict(
                f"{person['name']} ({person['public_id']}) is told by this channel. Take it out of their "
                "channels first."
            )
    channels.remove(conn, tenant_id, row["id"])


def named_by(conn: sa.Connection, tenant_id: int, member: str, name: str) -> sa.RowMapping | None:
    """The first policy with a step that names a channel (`member`: channels) or a person (people)."""
    for policy in policies.all_of(conn, tenant_id):
        if any(name in step.get(member, ()) for step in policy["steps"]):
            return policy
    return None


def opened(conn: sa.Connection, vault: Vault, row: Row) -> dict[str, Any]:
    """What is sealed of a channel. Raises VaultError."""
    if row["sealed"] is None:
        return {}
    content = vault.within(conn).open_(
        row["tenant_id"], PURPOSE, str(row["id"]), row["key_version"], row["sealed"]
    )
    found: dict[str, Any] = json.loads(content)
    return found


def _sealed(
    conn: sa.Connection, vault: Vault, tenant_id: int, row_id: int, kept: Mapping[str, Any]
) -> dict[str, Any]:
    if not kept:
        return {"key_version": None, "sealed": None}
    content = json.dumps(kept).encode()
    version, sealed = vault.within(conn).seal(tenant_id, PURPOSE, str(row_id), content)
    return {"key_version": version, "sealed": sealed}


def _existing(conn: sa.Connection, row: Row) -> Row:
    found = channels.by_id(conn, row["tenant_id"], row["id"])
    assert found is not None, "the channel is held"
    return found


def _email(given: Mapping[str, Any], shown: Mapping[str, Any], kept: Mapping[str, Any]) -> Parts:
    after = {"to": [], "user": None, **shown, **given}
    password = after.pop("password", kept.get("password"))
    by_default = shown and shown["port"] == PORTS[shown["tls"]] and "port" not in given
    if after.get("port") is None or by_default:
        after["port"] = PORTS[after["tls"]]
    moved = shown and any(after[name] != shown[name] for name in _ORIGIN)
    if moved and password is not None and "password" not in given:
        raise ChannelMisuse(
            "The password would go to another server or user, or by another way. Give it again with this "
            "change, or null.",
            "email.password",
        )
    if after["user"] is None and password is not None:
        raise ChannelMisuse("A password is for a user: give `user` too, or no password.", "email.user")
    after["has_password"] = password is not None
    return after, {} if password is None else {"password": password}


def _webhook(given: Mapping[str, Any], shown: Mapping[str, Any], kept: Mapping[str, Any]) -> Parts:
    url = given.get("url", shown.get("url"))
    headers = given.get("headers", kept.get("headers", {}))
    if shown and headers and "headers" not in given and origin(url) != origin(shown["url"]):
        raise ChannelMisuse(
            "The headers that are sent along would go to another receiver. Give them again with this change, "
            "or {}.",
            "webhook.headers",
        )
    secret = given.get("secret") or kept.get("secret") or channel_webhook.new_secret()
    return {"url": url, "headers": sorted(headers)}, {"secret": secret, "headers": headers}


def _apprise(given: Mapping[str, Any], shown: Mapping[str, Any], kept: Mapping[str, Any]) -> Parts:
    try:
        schema = channel_apprise.schema_of(given["url"])
    except ValueError as error:
        raise ChannelMisuse(f"The URL {error}", "apprise.url") from None
    return channel_apprise.shown(schema), {"url": given["url"]}


_PARTS: Final = {"email": _email, "webhook": _webhook, "apprise": _apprise}
