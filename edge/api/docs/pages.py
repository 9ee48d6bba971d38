"""Serves the documentation: nothing comes from elsewhere, and browsers keep what has not changed."""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import html
import re
import threading
from dataclasses import dataclass
from ipaddress import ip_address
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from aiohttp import web

from edge.api.error_kinds import KINDS
from edge.api.errors import ApiError, no_such, printable
from edge.api.registry import operation
from edge.api.requests import META
from edge.api.services import ApiServices

if TYPE_CHECKING:
    from edge.api.docs.collection import Library, Text

_CSP: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
# Scalar writes its styles into the page, and shows answers that are pictures or files.
_REFERENCE_CSP: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "font-src 'self' data:; media-src blob:; connect-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
_HOST: Final = re.compile(r"[A-Za-z0-9.-]{1,253}(:[0-9]{1,5})?|\[[0-9A-Fa-f:.]{2,45}\](:[0-9]{1,5})?")
_MOST_KEPT: Final = 32 * 1024 * 1024
_FOREVER: Final = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A text as it is sent: plain and packed, under its mark."""

    plain: bytes
    packed: bytes
    mark: str
    content_type: str


class Shelf:
    """Keeps the library and what was sent of it ready for sending."""

    def __init__(self) -> None:
        self._library: Library | None = None
        self._making = threading.Lock()
        self._sheets: dict[tuple[str, str], Sheet] = {}
        self._kept = 0

    async def collection(self) -> Library:
        known = self._library
        return await asyncio.to_thread(self._made) if known is None else known

    async def sheet(self, name: str, text: Text, base: str) -> Sheet:
        """A text with the server's address in it."""
        found = self._sheets.get((name, base))
        if found is None:
            found = await asyncio.to_thread(_sheet, text, base)
            if self._kept > _MOST_KEPT:  # somebody asks under ever new names
                self._sheets.clear()
                self._kept = 0
            self._sheets[name, base] = found
            self._kept += len(found.plain) + len(found.packed)
        return found

    def _made(self) -> Library:
        # What writes pages is as much as all else that a start reads, and waits for the first reader.
        from edge.api.docs.collection import make_library

        with self._making:
            found = self._library or make_library()
            self._library = found
            return found


_SHELF: Final = Shelf()


def _sheet(text: Text, base: str) -> Sheet:
    from edge.api.docs.collection import BASE

    plain = text.body.replace(BASE.encode(), html.escape(base).encode())
    packed = gzip.compress(plain, 6, mtime=0)
    return Sheet(plain, packed, hashlib.sha256(plain).hexdigest()[:20], text.content_type)


def base_url(request: web.Request, public_url: str) -> str:
    """Under which address the reader can reach this server: the one that was set, or the one just used."""
    host = urlsplit(public_url).hostname or ""
    if not _only_here(host) or _HOST.fullmatch(request.host) is None:
        return public_url
    return f"{request.scheme}://{request.host}"


def _only_here(host: str) -> bool:
    try:
        address = ip_address(host)
    except ValueError:
        return host in ("", "localhost")
    return address.is_loopback or address.is_unspecified


@operation("GET", "/docs", public=True, rate="none", raw=True, produces=("text/html",))
async def docs(request: web.Request, services: ApiServices) -> web.Response:
    """The documentation: quick start, guides, calls, errors and events."""
    return await served(request)


@operation(
    "GET",
    "/docs/guides/{guide}",
    public=True,
    rate="none",
    raw=True,
    produces=("text/html",),
    errors=("not_found",),
)
async def docs_guide(request: web.Request, services: ApiServices) -> web.Response:
    """A guide."""
    return await served(request)


@operation(
    "GET",
    "/docs/{language}/guides/{guide}",
    public=True,
    rate="none",
    raw=True,
    produces=("text/html",),
    errors=("not_found",),
)
async def docs_translated_guide(request: web.Request, services: ApiServices) -> web.Response:
    """A guide in another language than English."""
    return await served(request)


@operation("GET", "/docs/reference", public=True, rate="none", raw=True, produces=("text/html",))
async def docs_reference(request: web.Request, services: ApiServices) -> web.Response:
    """Every call, to be tried at once."""
    return await served(request, _REFERENCE_CSP)


@operation("GET", "/docs/operations", public=True, rate="none", raw=True, produces=("text/html",))
async def docs_operations(request: web.Request, services: ApiServices) -> web.Response:
    """Every call at a glance."""
    return await served(request)


@operation("GET", "/docs/scopes", public=True, rate="none", raw=True, produces=("text/html",))
async def docs_scopes(request: web.Request, services: ApiServices) -> web.Response:
    """Which role may do what."""
    return await served(request)


@operation("GET", "/docs/errors", public=True, rate="none", raw=True, produces=("text/html",))
async def error_index(request: web.Request, services: ApiServices) -> web.Response:
    """Every error code."""
    return await served(request)


@operation(
    "GET",
    "/docs/errors/{error}",
    public=True,
    rate="none",
    raw=True,
    produces=("text/html",),
    errors=("error_not_found",),
)
async def error_page(request: web.Request, services: ApiServices) -> web.Response:
    """What an error means, and what to do."""
    code = request.match_info["error"]
    if code not in KINDS:
        raise no_such("error", code)
    return await served(request)


@operation("GET", "/docs/events", public=True, rate="none", raw=True, produces=("text/html",))
async def event_index(request: web.Request, services: ApiServices) -> web.Response:
    """Every event."""
    return await served(request)


@operation(
    "GET",
    "/docs/events/{event}",
    public=True,
    rate="none",
    raw=True,
    produces=("text/html",),
    errors=("not_found",),
)
async def event_page(request: web.Request, services: ApiServices) -> web.Response:
    """When an event is sent, and what it says."""
    return await served(request)


@operation(
    "GET",
    "/docs/events/{event}/schema.json",
    public=True,
    rate="none",
    raw=True,
    produces=("application/schema+json",),
    errors=("not_found",),
)
async def event_schema(request: web.Request, services: ApiServices) -> web.Response:
    """The JSON Schema of an event."""
    return await served(request)


@operation("GET", "/docs/search.json", public=True, rate="none", raw=True)
async def docs_search(request: web.Request, services: ApiServices) -> web.Response:
    """What the search of the documentation looks through."""
    return await served(request)


@operation(
    "GET",
    "/docs/assets/{asset}",
    public=True,
    rate="none",
    raw=True,
    produces=("text/css", "text/javascript", "image/svg+xml", "image/png", "image/webp"),
    errors=("not_found",),
)
async def docs_asset(request: web.Request, services: ApiServices) -> web.Response:
    """A style, script or picture of the documentation."""
    name = request.match_info["asset"]
    asset = (await _SHELF.collection()).assets.get(name)
    if asset is None:
        raise _nothing(request)
    sheet = await _SHELF.sheet(name, asset, "")
    keep = _FOREVER if request.query.get("v") == asset.mark else "no-cache"
    return _response(request, sheet, {"Cache-Control": keep})


async def in_the_same_clothes(request: web.Request, response: web.StreamResponse) -> web.StreamResponse:
    """The 404 of a page for people, who did not ask for JSON."""
    path = request.path
    if not path.startswith("/docs/") or "text/html" not in request.headers.get("Accept", ""):
        return response
    library = await _SHELF.collection()
    if path.rstrip("/") in library.texts:
        return web.Response(status=308, headers={"Location": path.rstrip("/")})
    sheet = await _SHELF.sheet("", library.missing, base_url(request, request[META].public_url))
    found = _response(request, sheet, {"Content-Security-Policy": _CSP, "Cache-Control": "no-cache"})
    found.set_status(404)
    return found


async def served(request: web.Request, csp: str = _CSP) -> web.Response:
    """What the library has at the path of a request. Raises ApiError (not_found)."""
    library = await _SHELF.collection()
    text = library.texts.get(request.path)
    if text is None:
        raise _nothing(request)
    sheet = await _SHELF.sheet(request.path, text, base_url(request, request[META].public_url))
    headers = {
        "Content-Security-Policy": csp,
        "Referrer-Policy": "same-origin",
        "Cache-Control": "no-cache",
        "Vary": "Accept-Encoding, Host",
    }
    return _response(request, sheet, headers)


def _nothing(request: web.Request) -> ApiError:
    return ApiError("not_found", f"There is nothing at {printable(request.path)}.")


def _response(request: web.Request, sheet: Sheet, headers: dict[str, str]) -> web.Response:
    etag = f'W/"{sheet.mark}"'
    headers = {"Vary": "Accept-Encoding", "ETag": etag, **headers}
    if etag in request.headers.get("If-None-Match", ""):
        return web.Response(status=304, headers=headers)
    packed = "gzip" in request.headers.get("Accept-Encoding", "")
    if packed:
        headers["Content-Encoding"] = "gzip"
    return web.Response(
        body=sheet.packed if packed else sheet.plain,
        headers=headers,
        content_type=sheet.content_type,
        charset="utf-8",
    )
