"""Releases of Punchdeck for those who cannot fetch them elsewhere: public, as the program itself is.

No key is asked for, so that a console which the edge turns away for its age can still be updated. What is
served is believed for its signature, not for who serves it. Only names of the manifest lead to a file.
"""

from __future__ import annotations

import asyncio
import hashlib
from contextlib import ExitStack
from typing import Final

from aiohttp import ETag, web
from aiohttp.abc import AbstractStreamWriter

from edge.api.errors import ApiError, printable
from edge.api.limits import Gate
from edge.api.registry import operation
from edge.api.requests import META
from edge.api.services import ApiServices
from edge.updates_mirror import Release

BY_ADDRESS: Final = Gate("updates", "updates for this address", 8)
IN_ALL: Final = Gate("updates", "updates", 32)
"""Files are large and who fetches them is unknown: this many at once, and the rest come back."""


@operation("GET", "/updates/latest.json", public=True, rate="none", raw=True, errors=("not_found",))
async def latest_update(request: web.Request, services: ApiServices) -> web.Response:
    """What the newest release is that this server has to give: version, files, notes.

    Trust nothing of it before its signature has held.
    """
    return _text(request, (await _release(services)).text, "application/json")


@operation(
    "GET",
    "/updates/latest.json.sig",
    public=True,
    rate="none",
    raw=True,
    produces=("text/plain",),
    errors=("not_found",),
)
async def latest_update_signature(request: web.Request, services: ApiServices) -> web.Response:
    """The signature of latest.json: lines of a key's id and an Ed25519 signature, in hexadecimal digits."""
    return _text(request, (await _release(services)).signature, "text/plain")


@operation(
    "GET",
    "/updates/{file}",
    public=True,
    rate="none",
    raw=True,
    produces=("application/octet-stream",),
    errors=("not_found", "rate_limited"),
)
async def update_file(request: web.Request, services: ApiServices) -> web.StreamResponse:
    """A file that latest.json names. It can be had in parts (Range)."""
    release, name = await _release(services), request.match_info["file"]
    path = await asyncio.to_thread(release.file, name)
    if path is None:
        raise ApiError(
            "not_found",
            f"The release {release.manifest.version} on this server has no file '{printable(name)}'. "
            "/updates/latest.json names those that there can be; whoever runs the server can put them there.",
        )
    meta = request[META]
    meta.lasting = True
    response = _File(path, headers={"Content-Type": "application/octet-stream"})
    with ExitStack() as held:
        if not services.peers.unlimited(meta.address):
            held.enter_context(BY_ADDRESS.hold(meta.address))
            held.enter_context(IN_ALL.hold("all"))
        await response.prepare(request)  # sends it, while it counts as under way
    return response


class _File(web.FileResponse):
    """A file that is sent once, by whoever prepares it first: aiohttp does so itself with what it is
    given."""

    _writer: AbstractStreamWriter | None = None
    _begun = False

    async def prepare(self, request: web.BaseRequest) -> AbstractStreamWriter | None:
        if not self._begun:
            self._begun = True
            self._writer = await super().prepare(request)
        return self._writer


async def _release(services: ApiServices) -> Release:
    """Raises ApiError."""
    found = None if services.updates is None else await asyncio.to_thread(services.updates.newest)
    if found is None:
        raise ApiError(
            "not_found",
            "No release is on this server. Whoever runs it can put one there with 'punchdeck-edge updates "
            "import'.",
        )
    return found


def _text(request: web.Request, text: bytes, content_type: str) -> web.Response:
    tag = hashlib.sha256(text).hexdigest()[:32]
    headers = {"ETag": f'"{tag}"', "Cache-Control": "no-cache"}
    known = request.if_none_match or ()
    if any(it.value in (tag, "*") for it in known if isinstance(it, ETag)):
        return web.Response(status=304, headers=headers)
    return web.Response(body=text, content_type=content_type, headers=headers)
