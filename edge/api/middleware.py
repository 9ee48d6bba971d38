"""Around every request: its id, its log line, and the envelope that whatever goes wrong is put into."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from typing import Final

import structlog
from aiohttp import ClientConnectionResetError, web
from prometheus_client import CollectorRegistry, Counter, Histogram
from pydantic_core import to_json

from edge.api import limits
from edge.api.dispatch import Dispatcher
from edge.api.docs.pages import in_the_same_clothes
from edge.api.domain_errors import as_api_error
from edge.api.errors import ApiError, envelope, printable, problem
from edge.api.requests import META, Meta, usable_request_id
from edge.api.services import ApiServices
from edge.push.peers import FORWARDED, HOST, Caller
from edge.store.ids import public_id

log = structlog.get_logger()

GONE: Final = 499
"""Nobody hears it: what is counted of a request that its client gave up."""
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

HSTS: Final = "max-age=31536000"
# Asked by what watches over servers, and by terminals, whose TLS is a setting of its own.
_PLAIN_TOO: Final = frozenset({"/healthz", "/readyz"})


class Outermost:
    """The one middleware: nothing leaves without an id, no error without an envelope."""

    def __init__(self, services: ApiServices, dispatcher: Dispatcher) -> None:
        self._services = services
        self._dispatcher = dispatcher
        self._count, self._time = _metrics(services.registry)

    async def add_headers(self, request: web.Request, response: web.StreamResponse) -> None:
        """For `on_response_prepare`: streams get them too."""
        meta = request.get(META)
        if meta is None:
            return
        meta.answered = True
        response.headers["Server"] = "Punchdeck"  # which versions run here is nobody's business
        headers = {"X-Request-Id": meta.request_id, "X-Content-Type-Options": "nosniff", **meta.headers}
        if meta.secure:
            headers["Strict-Transport-Security"] = HSTS
        if request.path.startswith("/v1"):
            headers.setdefault("Cache-Control", "no-store")
        for name, value in headers.items():
            response.headers.setdefault(name, value)

    async def __call__(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        services = self._services
        given = usable_request_id(request.headers.get("X-Request-Id"))
        caller = services.peers.caller(
            request.remote or "", _said_by_proxies(request), over_tls=request.secure
        )
        meta = request[META] = Meta(
            request_id=given or public_id("req", services.store.ids.next()),
            address=caller.address,
            secure=caller.secure,
            public_url=_called(caller) if services.learns_url and caller.host else services.public_url,
        )
        status = 500
        try:
            response = await self._answered(request, handler)
            if response.status == 404:
                response = await in_the_same_clothes(request, response)
            status = response.status
            return response
        finally:
            seconds = time.perf_counter() - meta.started
            self._count.labels(meta.operation, str(status)).inc()
            self._time.labels(meta.operation).observe(seconds)
            if not meta.lasting:
                services.slow.request(seconds, meta.operation, status, meta.request_id)
            log.info(
                "api_request",
                method=request.method,
                path=printable(request.path),
                status=status,
                ms=round(seconds * 1000, 1),
                request_id=meta.request_id,
                key=meta.actor,
                address=meta.address,
            )

    async def _answered(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            if self._services.https_only and not request[META].secure:
                _insist_on_tls(request)
            return await handler(request)
        except web.HTTPException as error:
            if error.status < 400:
                raise
            return self._of_router(request, error)
        except ClientConnectionResetError:  # whoever asked is gone, which is nobody's error
            return web.Response(status=GONE)
        except Exception as error:
            if request[META].answered:
                raise  # half of another answer has left already
            return self._refusal(request, error)

    def _of_router(self, request: web.Request, error: web.HTTPException) -> web.StreamResponse:
        """What aiohttp itself refuses: an unknown address, a method that an address does not have."""
        if isinstance(error, web.HTTPMethodNotAllowed):
            allowed = ", ".join(sorted({*error.allowed_methods, "OPTIONS"}))
            refusal = ApiError(
                "method_not_allowed",
                f"{request.method} is not for {printable(request.path)}. It has {allowed}.",
                headers={"Allow": allowed},
            )
        elif error.status == 404:
            refusal = ApiError("not_found", self._nothing_at(printable(request.path)))
        elif error.status == 413:
            refusal = ApiError("payload_too_large", "The body is too large.")
        else:
            refusal = ApiError("bad_request", printable(error.text or error.reason))
        try:
            self._dispatcher.count(request, limits.ADDRESS, request[META].address)
        except ApiError as limited:
            return self._refusal(request, limited)
        if request.method == "OPTIONS" and refusal.code == "method_not_allowed":
            return web.Response(status=204, headers=refusal.headers)
        return self._refusal(request, refusal)

    def _nothing_at(self, path: str) -> str:
        role = self._services.role
        if role == "all" or (role == "api" and path.startswith("/v1")):
            return f"There is nothing at {path}."
        return f"There is nothing at {path}: this process has the role {role}. Call one that does the rest."

    def _refusal(self, request: web.Request, error: Exception) -> web.Response:
        request_id = request[META].request_id
        refusal = as_api_error(error)
        if refusal is None:
            log.error("api_request_failed", request_id=request_id, exc_info=error)
            refusal = ApiError(
                "internal_error",
                f"Something failed here. Nothing of the request was stored. Report {request_id} if it stays.",
            )
        elif refusal.status >= 500 and refusal is not error:
            log.warning("api_unavailable", request_id=request_id, code=refusal.code, error=str(error))
        return error_response(request, refusal, request_id, request[META].public_url)


def _said_by_proxies(request: web.Request) -> dict[str, str]:
    headers = request.headers
    return {name: ", ".join(headers.getall(name)) for name in FORWARDED if name in headers}


def _called(caller: Caller) -> str:
    return f"{'https' if caller.secure else 'http'}://{caller.host}"


def _insist_on_tls(request: web.Request) -> None:
    """Send whoever reads to https, and refuse the rest: a key that came plain may have been read by others.

    Raises ApiError or web.HTTPPermanentRedirect.
    """
    if request.path in _PLAIN_TOO or "device_path" in request.match_info:
        return
    readable = request.method in ("GET", "HEAD") and "Authorization" not in request.headers
    if readable and HOST.fullmatch(request.host):
        raise web.HTTPPermanentRedirect(f"https://{request.host}{request.rel_url.raw_path_qs}")
    raise ApiError(
        "https_required",
        "This server speaks TLS: call it with https:// in place of http://. Nothing of the request was done.",
    )


def error_response(request: web.Request, error: ApiError, request_id: str, public_url: str) -> web.Response:
    """An error in the form that the client accepts."""
    accept = request.headers.get("Accept", "")
    if "application/problem+json" in accept:
        body, form = problem(error, request_id, public_url), "application/problem+json"
    else:
        body, form = envelope(error, request_id, public_url), "application/json"
    response = web.Response(status=error.status, body=to_json(body), headers=error.headers, content_type=form)
    if error.code in ("request_timeout", "payload_too_large"):
        response.force_close()  # what is still on its way is not waited for
    return response


def _metrics(registry: CollectorRegistry) -> tuple[Counter, Histogram]:
    return (
        Counter(
            "punchdeck_api_requests",
            "Requests to the API, by operation and status",
            ("operation", "status"),
            registry=registry,
        ),
        Histogram(
            "punchdeck_api_seconds",
            "How long requests to the API took",
            ("operation",),
            buckets=(0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10),
            registry=registry,
        ),
    )
