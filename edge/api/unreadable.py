"""Bytes that cannot be read as a request get the answer of any error of the API, and one line in the log.

They reach no middleware: there is no request to give them to. aiohttp answers them as text, and logs where in
its own code that happened.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import structlog
from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError, LineTooLong
from aiohttp.web_protocol import RequestHandler

from edge.api.errors import ApiError, envelope
from edge.api.services import ApiServices
from edge.store.ids import public_id

log = structlog.get_logger()


def readers(server: web.Server, services: ApiServices, **how: Any) -> Callable[[], RequestHandler]:
    """Makes what reads a connection to the API. `how`: as a web.AppRunner takes it."""
    return lambda: _Reader(server, services, loop=asyncio.get_running_loop(), **how)


class _Reader(RequestHandler):
    __slots__ = ("_services",)

    def __init__(self, server: web.Server, services: ApiServices, **how: Any) -> None:
        super().__init__(server, **how)
        self._services = services

    def handle_error(
        self,
        request: web.BaseRequest,
        status: int = 500,
        exc: BaseException | None = None,
        message: str | None = None,
    ) -> web.StreamResponse:
        if not isinstance(exc, HttpProcessingError) or request.writer.output_size > 0:
            return super().handle_error(request, status, exc, message)
        services = self._services
        request_id = public_id("req", services.store.ids.next())
        log.info(
            "request_unreadable",
            address=request.remote,
            error=type(exc).__name__,
            request_id=request_id,
        )
        error = ApiError("bad_request", _why(exc))
        response = web.json_response(envelope(error, request_id, services.public_url), status=error.status)
        response.headers.update(
            {"Server": "Punchdeck", "X-Request-Id": request_id, "X-Content-Type-Options": "nosniff"}
        )
        response.force_close()
        return response


def _why(error: HttpProcessingError) -> str:
    if isinstance(error, LineTooLong):
        return (
            "The URL or a header of the request is longer than this server reads. Send fewer or shorter "
            "parameters, or split the request."
        )
    return (
        "What came is no HTTP request that this server can read. Check what sends it, and any proxy between."
    )
