"""Firmware: send a file, see which there are, let go of one."""

from __future__ import annotations

import asyncio
import errno
from collections.abc import AsyncIterator
from typing import Any, Final

import aiohttp
import sqlalchemy as sa
from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError
from pydantic_core import to_json

from common.instants import rfc3339
from common.schemas import firmware as schema
from common.schemas.fields import Deleted
from edge import audit, firmware
from edge.api.errors import ApiError, no_such, printable
from edge.api.reading import who_asks
from edge.api.registry import Call, operation
from edge.api.work import Result, View, Work
from edge.firmware_files import LARGEST, Content, Incoming
from edge.store import firmware as rows
from edge.store.ids import instant_of, public_id, row_id

SILENCE_S: Final = 30.0
"""How long a file that is being sent may pause."""
FORM: Final = "application/octet-stream"
_PIECE: Final = 1024 * 1024
_DISK_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT})


@operation(
    "GET",
    "/v1/firmware",
    scope="commands:read",
    query=schema.FirmwareQuery,
    answers=schema.FirmwarePage,
    errors=("cursor_invalid",),
)
def list_firmware(view: View, query: schema.FirmwareQuery) -> Result:
    """List the firmware that was uploaded, newest first."""
    limit = query.limit or 100
    found = rows.page(view.conn, view.tenant_id, before=view.id_anchor(query.cursor), limit=limit + 1)
    return view.page(found, limit, lambda row: [row["id"]], firmware_object)


@operation(
    "GET",
    "/v1/firmware/{firmware}",
    scope="commands:read",
    answers=schema.Firmware,
    errors=("firmware_not_found",),
)
def get_firmware(view: View) -> Result:
    """Get what is known of a file."""
    return Result(firmware_object(_found(view)))


@operation(
    "POST",
    "/v1/firmware",
    scope="firmware:write",
    query=schema.FirmwareUpload,
    answers=schema.Firmware,
    status=201,
    finds=True,
    raw=True,
    consumes=FORM,
    errors=("payload_too_large", "request_timeout", "unsupported_media_type", "storage_full"),
)
async def upload_firmware(call: Call) -> web.StreamResponse:
    """Send a file that terminals can be told to install.

    The body is the file as it is, 256 MiB at most, of the type application/octet-stream. The same bytes sent
    again are the same file: 200, with what was said of it the first time. Terminals fetch it when they get
    upgrade_firmware with its id, and nobody else can. Where several edges share a database, their data
    folders must share the folder firmware.
    """
    _check_upload(call)
    call.services.store.demand_room()
    files = call.services.firmware
    if files is None:
        raise ApiError("unavailable", "Files cannot be uploaded to this server.")
    try:
        incoming = await asyncio.to_thread(files.incoming, call.tenant_id)
        try:
            content = await _received(call.request, incoming)
        finally:
            await asyncio.shield(asyncio.to_thread(incoming.drop))
    except OSError as error:
        if error.errno not in _DISK_FULL:
            raise
        raise ApiError("storage_full", "The disk of the server is full; the file was not stored.") from None
    return await _noted(call, content)


def _check_upload(call: Call) -> None:
    if call.actor.site_ids is not None:
        raise ApiError("permission_denied", "This key is limited to its sites; firmware is for all of them.")
    request = call.request
    if "Content-Type" in request.headers and request.content_type != FORM:
        raise ApiError(
            "unsupported_media_type",
            f"The body is sent as {printable(request.content_type)}; send the file itself, as {FORM}.",
        )
    if (request.content_length or 0) > LARGEST:
        raise _too_large()


def _too_large() -> ApiError:
    return ApiError("payload_too_large", f"The file is larger than {LARGEST:,} bytes.")


async def _received(request: web.Request, incoming: Incoming) -> Content:
    """The file, whole and durable. Raises ApiError, OSError."""
    async for piece in _pieces(request):
        if incoming.size + len(piece) > LARGEST:
            raise _too_large()
        await asyncio.to_thread(incoming.write, piece)
    if not incoming.size:
        raise ApiError("validation_failed", "The body is empty; send the file as the body.")
    return await asyncio.to_thread(incoming.keep)


async def _pieces(request: web.Request) -> AsyncIterator[bytes]:
    """The body in pieces that are worth a way to the disk."""
    gathered = bytearray()
    try:
        while True:
            async with asyncio.timeout(SILENCE_S):
                piece = await request.content.readany()
            gathered += piece
            if gathered and (not piece or len(gathered) >= _PIECE):
                yield bytes(gathered)
                gathered.clear()
            if not piece:
                return
    except TimeoutError:
        raise ApiError(
            "request_timeout", f"Nothing of the file came for {SILENCE_S:g} s. Send it again."
        ) from None
    except (aiohttp.ClientPayloadError, HttpProcessingError) as error:  # broken off, or badly chunked
        raise ApiError("bad_request", f"The file cannot be read: {printable(str(error))}.") from None


async def _noted(call: Call, content: Content) -> web.Response:
    store, query, who = call.services.store, call.query, who_asks(call.request, call.actor)

    def unit(conn: sa.Connection) -> tuple[dict[str, Any], bool]:
        row, new = firmware.keep(
            conn,
            store.ids,
            call.tenant_id,
            content,
            name=query.name,
            version=query.version,
            actor=call.actor.public_id,
        )
        if new:
            entry = audit.Entry(
                "firmware.upload", public_id("fw", row["id"]), audit.changes({}, _audited(row))
            )
            audit.write(conn, store.ids, call.tenant_id, who, [entry])
        return firmware_object(row), new

    shown, new = await store.write(unit)
    return web.Response(
        body=to_json(shown),
        status=201 if new else 200,
        content_type="application/json",
        headers={"Location": f"/v1/firmware/{shown['id']}"},
    )


@operation(
    "DELETE",
    "/v1/firmware/{firmware}",
    scope="firmware:write",
    answers=Deleted,
    errors=("firmware_not_found", "conflict"),
)
def delete_firmware(work: Work) -> Result:
    """Delete a file that no command and no job under way needs. Its place on the disk is free within the
    hour."""
    row = _found(work)
    if work.site_ids is not None:
        raise ApiError("permission_denied", "This key is limited to its sites; firmware is for all of them.")
    firmware.remove(work.conn, row)
    name = public_id("fw", row["id"])
    work.audit("firmware.delete", name, audit.changes(_audited(row), {}))
    return Result({"id": name, "object": "firmware", "deleted": True})


def _found(view: View) -> sa.RowMapping:
    """The file that the path names. Raises ApiError (404)."""
    name = view.path["firmware"]
    firmware_id = row_id("fw", name)
    row = None if firmware_id is None else rows.by_id(view.conn, view.tenant_id, firmware_id)
    if row is None:
        raise no_such("firmware", name)
    return row


def _audited(row: sa.RowMapping) -> dict[str, Any]:
    return {name: row[name] for name in ("name", "version", "size", "sha256")}


def firmware_object(row: sa.RowMapping) -> dict[str, Any]:
    """What is known of a file."""
    return {
        "id": public_id("fw", row["id"]),
        "object": "firmware",
        "name": row["name"],
        "version": row["version"],
        "size": row["size"],
        "sha256": row["sha256"],
        "md5": row["md5"],
        "created_by": row["actor"],
        "created_at": rfc3339(instant_of(row["id"])),
    }
