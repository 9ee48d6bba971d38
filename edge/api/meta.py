"""What is asked without a key: is it alive, is it ready, its numbers, its description."""

from __future__ import annotations

import asyncio
from typing import Final

from aiohttp import web
from prometheus_client import generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4

from edge.api.docs.pages import served
from edge.api.errors import ApiError
from edge.api.registry import operation
from edge.api.requests import META
from edge.api.services import ApiServices

ANSWERS_WITHIN_S: Final = 3.0
"""Balancers ask every few seconds."""


@operation("GET", "/healthz", public=True, rate="none")
async def healthz(request: web.Request, services: ApiServices) -> web.Response:
    """Whether the process lives."""
    return web.json_response({"status": "ok"})


@operation("GET", "/readyz", public=True, rate="none", errors=("unavailable",))
async def readyz(request: web.Request, services: ApiServices) -> web.Response:
    """Whether it can work: started, and its database answers.

    `storing` is false while its disk is full: reading goes on, and terminals are told to send again later.
    """
    if not services.ready():
        raise ApiError("unavailable", "The server is starting or stopping.", headers={"Retry-After": "1"})
    try:
        async with asyncio.timeout(ANSWERS_WITHIN_S):
            await services.store.read(lambda conn: conn.exec_driver_sql("SELECT 1").scalar())
    except TimeoutError:
        raise ApiError(
            "unavailable",
            f"The database has not answered for {ANSWERS_WITHIN_S:.0f} s.",
            headers={"Retry-After": "1"},
        ) from None
    return web.json_response(
        {"status": "ready", "role": services.role, "storing": services.store.scarce() is None}
    )


@operation("GET", "/metrics", public=True, rate="none", errors=("permission_denied",))
async def metrics(request: web.Request, services: ApiServices) -> web.Response:
    """Numbers for Prometheus, for this machine and trusted networks."""
    if not services.peers.unlimited(request[META].address):
        raise ApiError(
            "permission_denied", "Metrics are given to this machine and to trusted_networks; add yours there."
        )
    return web.Response(
        body=generate_latest(services.registry), headers={"Content-Type": CONTENT_TYPE_PLAIN_0_0_4}
    )


@operation("GET", "/openapi.json", public=True, rate="none")
async def openapi(request: web.Request, services: ApiServices) -> web.Response:
    """The description of this API, OpenAPI 3.1."""
    return await served(request)
