"""Serves device requests that reach the web server: chunked bodies, files, connections that a proxy keeps.

Here aiohttp has read the head, strictly; terminals that need leniency never come this way. Everything else is
as in `edge.push.transport`, the same requests, replies and limits: the session cannot tell the difference.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace

import structlog
from aiohttp import web

from edge.push.head import BODY_METHODS, ENDPOINTS, decode_query, place_of, split_target
from edge.push.limits import Limits
from edge.push.peers import FORWARDED, Peers
from edge.push.reply import CONTENT_TYPE, check, refusal
from edge.push.transport import DeviceFront
from edge.push.wire import DeviceReply, DeviceRequest, Handler

log = structlog.get_logger()

DEVICE_PATH = rf"(?i:(t/[^/]+/)?(iclock(/.*)?|({'|'.join(sorted(ENDPOINTS))}|getreq)(\.aspx)?/?))"


def fallback_routes(front: DeviceFront, path: str = DEVICE_PATH) -> list[web.RouteDef]:
    """Routes for the application behind `front`, so that device paths mean the same on a kept connection."""

    async def serve(request: web.Request) -> web.StreamResponse:
        return await serve_fallback(request, front.handler, peers=front.peers, limits=front.limits)

    return [web.route("*", f"/{{device_path:{path}}}", serve)]


def device_app(front: DeviceFront) -> web.Application:
    """The application behind a front that has a port of its own."""
    app = web.Application()
    app.add_routes(fallback_routes(front, ".*"))
    return app


async def serve_fallback(
    request: web.Request, handler: Handler, *, peers: Peers | None = None, limits: Limits | None = None
) -> web.StreamResponse:
    """Answers a device request that aiohttp has parsed; without `peers` no proxy is believed.

    The handler's awaitable outlives a client that goes away as long as the application runs without aiohttp's
    `handler_cancellation`, its default.
    """
    limits = limits or Limits()
    path, query = split_target(_bytes(request.raw_path))
    place = place_of(path)
    if place is None:
        return _response(refusal(404))
    body = await _body(request, limits)
    if isinstance(body, DeviceReply):
        return _response(body)
    headers = _headers(request)
    name = request.transport.get_extra_info("peername") if request.transport else None
    peers = peers or Peers()
    caller = peers.caller(name[0] if name else "", headers, over_tls=request.secure)
    if caller.host is not None:
        headers["host"] = caller.host
    device_request = DeviceRequest(
        method=request.method,
        endpoint=place.endpoint,
        query=decode_query(query),
        headers=headers,
        body=body,
        peer=caller.address,
        tenant_secret=place.tenant_secret,
        http10=request.version < (1, 1),
        secure=caller.secure,
    )
    try:
        answer = handler(device_request)
        reply = answer if isinstance(answer, DeviceReply) else await answer
        check(replace(reply, file=None))
    except Exception as error:
        log.error("device_request_failed", endpoint=place.endpoint, peer=device_request.peer, exc_info=error)
        reply = refusal(500)
    return _response(reply)


async def _body(request: web.Request, limits: Limits) -> bytes | DeviceReply:
    """The whole body, or the refusal of one that is too large, too slow, malformed or of unknown length.

    A connection that breaks raises ConnectionError, which aiohttp takes for what it is.
    """
    length = request.content_length
    chunked = "Transfer-Encoding" in request.headers
    if length is None and not chunked and request.method in BODY_METHODS:
        return refusal(411)  # aiohttp takes it for an empty body, which would be acknowledged and lost
    if length is not None and length > limits.body_bytes:
        return refusal(413)
    loop = asyncio.get_running_loop()
    begun = loop.time()
    body = bytearray()
    try:
        async with asyncio.timeout(limits.body_deadline(length or 0)) as deadline:
            async for chunk in request.content.iter_any():
                body += chunk
                if len(body) > limits.body_bytes:
                    return refusal(413)
                if chunked:
                    deadline.reschedule(begun + limits.body_deadline(len(body)))
    except TimeoutError:
        return refusal(408)
    except web.RequestPayloadError:
        return refusal(400)
    return bytes(body)


def _headers(request: web.Request) -> dict[str, str]:
    headers: dict[str, str] = {}
    for name, value in request.headers.items():
        key, text = name.lower(), _bytes(value).decode("latin-1")
        if key not in headers:
            headers[key] = text
        elif key in FORWARDED:
            headers[key] += ", " + text
    return headers


def _bytes(text: str) -> bytes:
    """What was sent, from what aiohttp decoded."""
    return text.encode("utf-8", "surrogateescape")


def _response(reply: DeviceReply) -> web.StreamResponse:
    response: web.StreamResponse
    if reply.file is not None:
        response = web.FileResponse(reply.file)
    else:
        response = web.Response(
            body=reply.body, status=reply.status, headers={"Content-Type": CONTENT_TYPE, **reply.headers}
        )
    response.headers["Server"] = "Punchdeck"  # which versions run here is nobody's business
    response.force_close()
    return response
