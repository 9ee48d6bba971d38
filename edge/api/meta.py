"""What is asked without a key: is it alive, is it ready, its numbers, its docs."""

from __future__ import annotations

import html
from typing import Final

from aiohttp import web
from prometheus_client import generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from pydantic_core import to_json

from edge.api.errors import KINDS, ApiError, no_such
from edge.api.openapi import document
from edge.api.registry import CATALOGUE, operation
from edge.api.requests import META
from edge.api.services import ApiServices

_PAGE_HEADERS: Final = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
}
_STYLE: Final = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:44rem;margin:3rem auto;padding:0 1rem;"
    "color:#1c2430;background:#fff}code{background:#eef1f5;padding:.1em .3em;border-radius:4px}"
    "td{padding:.2rem 1rem .2rem 0;vertical-align:top}"
    "@media(prefers-color-scheme:dark){body{color:#dde3ea;background:#12161c}code{background:#242b35}"
    "a{color:#7db7ff}}"
)


@operation("GET", "/healthz", public=True, rate="none")
async def healthz(request: web.Request, services: ApiServices) -> web.Response:
    """Whether the process lives."""
    return web.json_response({"status": "ok"})


@operation("GET", "/readyz", public=True, rate="none", errors=("unavailable",))
async def readyz(request: web.Request, services: ApiServices) -> web.Response:
    """Whether it can work: started, and its database answers."""
    if not services.ready():
        raise ApiError("unavailable", "The server is starting or stopping.", headers={"Retry-After": "1"})
    await services.store.read(lambda conn: conn.exec_driver_sql("SELECT 1").scalar())
    return web.json_response({"status": "ready"})


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
    return web.Response(
        body=to_json(document(CATALOGUE, services.public_url)), content_type="application/json"
    )


@operation("GET", "/docs", public=True, rate="none")
async def docs(request: web.Request, services: ApiServices) -> web.Response:
    """What the API can do, at a glance."""
    rows = "".join(
        f"<tr><td><code>{one.method}</code></td><td><code>{html.escape(one.path)}</code></td>"
        f"<td>{html.escape(one.summary)}</td></tr>"
        for one in CATALOGUE
        if one.path.startswith("/v1")
    )
    return _page(
        "Punchdeck API",
        "<p>Send <code>Authorization: Bearer pd_live_…</code> with every call. The whole description is "
        "<a href='/openapi.json'>openapi.json</a>; <a href='/docs/errors'>every error</a> has a page.</p>"
        f"<table>{rows}</table>",
    )


@operation("GET", "/docs/errors", public=True, rate="none")
async def error_index(request: web.Request, services: ApiServices) -> web.Response:
    """Every error code."""
    rows = "".join(
        f"<tr><td>{kind.status}</td><td><a href='/docs/errors/{code}'><code>{code}</code></a></td>"
        f"<td>{html.escape(kind.title)}</td></tr>"
        for code, kind in KINDS.items()
    )
    return _page("Errors", f"<table>{rows}</table>")


@operation("GET", "/docs/errors/{error}", public=True, rate="none", errors=("error_not_found",))
async def error_page(request: web.Request, services: ApiServices) -> web.Response:
    """What an error means, and what to do."""
    code = request.match_info["error"]
    kind = KINDS.get(code)
    if kind is None:
        raise no_such("error", code)
    return _page(
        kind.title,
        f"<p><code>{code}</code>, status {kind.status}</p><p>{html.escape(kind.meaning)}</p>"
        f"<p><strong>What to do:</strong> {html.escape(kind.remedy)}</p>"
        "<p><a href='/docs/errors'>All errors</a></p>",
    )


def _page(title: str, content: str) -> web.Response:
    text = (
        f"<!doctype html><html lang='en'><meta charset='utf-8'><title>{html.escape(title)}</title>"
        f"<meta name='viewport' content='width=device-width'><style>{_STYLE}</style>"
        f"<h1>{html.escape(title)}</h1>{content}</html>"
    )
    return web.Response(text=text, content_type="text/html", headers=_PAGE_HEADERS)
