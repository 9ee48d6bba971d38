"""Tickets: what a browser shows where it cannot send a header, signed, for a minute and one address only.

A ticket stands for the key that asked for it, with all its limits: it is refused as soon as the key is.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from aiohttp import web

from common.instants import rfc3339
from common.schemas.stream import StreamTicket, StreamTicketCreate
from edge.api.errors import ApiError
from edge.api.registry import CATALOGUE, Call, operation
from edge.store.ids import now_us
from edge.vault import Vault

LIFE_US: Final = 60 * 1_000_000
_MAC: Final = 32
_PURPOSE: Final = b"punchdeck stream ticket"


@dataclass(frozen=True, slots=True)
class Ticket:
    """What a ticket says: the hash of its key's secret, the address it is for, the account a platform key
    named, and until when (microseconds)."""

    hash: bytes
    path: str
    account: str | None
    until: int


def signing_keys(vault: Vault | None) -> tuple[bytes, ...]:
    """Keys that sign tickets, the one in use first: of the master key, so that all processes of an
    installation take each other's. Raises MasterKeyError, ApiError (unavailable)."""
    if vault is None:
        raise ApiError("unavailable", "This process gives no tickets. Send the key as a header.")
    return tuple(hmac.digest(key, _PURPOSE, "sha256") for key in vault.master.read())


def write(ticket: Ticket, key: bytes) -> str:
    """A ticket as it is shown."""
    said = [base64.b64encode(ticket.hash).decode(), ticket.path, ticket.account, ticket.until]
    body = json.dumps(said, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(hmac.digest(key, body, "sha256") + body).decode().rstrip("=")


def read(text: str, keys: Sequence[bytes], path: str, now: int) -> Ticket:
    """What a ticket that is shown at an address says. Raises ApiError (ticket_invalid)."""
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (ValueError, binascii.Error):
        raw = b""
    mac, body = raw[:_MAC], raw[_MAC:]
    if not any(hmac.compare_digest(mac, hmac.digest(key, body, "sha256")) for key in keys):
        raise _invalid("This is no ticket of this server.")
    hashed, its_path, account, until = json.loads(body)
    if its_path != path:
        raise _invalid(f"This ticket is for {its_path} only.")
    if until <= now:
        raise _invalid("This ticket has run out: they last a minute, and are for connecting.")
    return Ticket(base64.b64decode(hashed), its_path, account, until)


def _invalid(what: str) -> ApiError:
    return ApiError(
        "ticket_invalid",
        f"{what} Ask for a new one with POST /v1/stream/ticket.",
        headers={"WWW-Authenticate": "Bearer"},
    )


@operation(
    "POST",
    "/v1/stream/ticket",
    scope="stream:read",
    body=StreamTicketCreate,
    answers=StreamTicket,
    status=201,
    raw=True,
    errors=("not_found",),
)
async def create_stream_ticket(call: Call) -> web.StreamResponse:
    """Get a ticket with which a browser may connect to a stream.

    Browsers cannot send a key with EventSource or WebSocket, and a key has no place in an address. Ask for a
    ticket where the key is kept, and have the browser connect to `path?ticket=…` within a minute. It is for
    that path only, and sees what the key sees.
    """
    path = call.body.path
    found = CATALOGUE.matching("GET", path)
    if found is None or not found[0].by_ticket:
        raise ApiError("not_found", "There is no stream at this path; tickets are for streams.", param="path")
    vault = call.services.vault
    if vault is not None and vault.master.to_be_made:
        await call.services.store.write(vault.wrapping_key)
    account = call.request.headers.get("Punchdeck-Account")
    until = now_us() + LIFE_US
    text = write(Ticket(call.actor.hash, path, account, until), signing_keys(vault)[0])
    shown = {"object": "stream_ticket", "ticket": text, "path": path, "expires_at": rfc3339(until)}
    return web.json_response(shown, status=201)
