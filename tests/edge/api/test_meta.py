"""Alive, ready, counted."""

from __future__ import annotations

from dataclasses import replace

from aiohttp import web
from prometheus_client import CollectorRegistry

from edge.api.server import make_app
from tests.edge.api.conftest import Api, on_sqlite


async def test_alive_ready_and_counted(api: Api) -> None:
    assert (await api.get("/healthz", key=None)).json() == {"status": "ok"}
    assert (await api.get("/readyz", key=None)).json() == {"status": "ready", "role": "all", "storing": True}
    await api.get("/v1/me")
    numbers = (await api.get("/metrics", key=None)).text
    assert 'punchdeck_api_requests_total{operation="get_me",status="200"} 1.0' in numbers
    assert "punchdeck_api_seconds_bucket" in numbers


@on_sqlite
async def test_numbers_are_not_for_strangers(api: Api) -> None:
    stranger = await api.get("/metrics", key=None, headers={"X-Forwarded-For": "203.0.113.7"})
    assert (stranger.status_code, stranger.json()["error"]["code"]) == (403, "permission_denied")


@on_sqlite
async def test_a_server_that_is_not_ready_says_so(api: Api) -> None:
    api.services.ready = lambda: False
    waiting = await api.get("/readyz", key=None)
    assert (waiting.status_code, waiting.json()["error"]["code"]) == (503, "unavailable")
    assert waiting.headers["Retry-After"] == "1"
    assert (await api.get("/healthz", key=None)).status_code == 200


@on_sqlite
async def test_a_stream_is_served_where_there_is_one(api: Api) -> None:
    """What streams is handed in; key, scope and tenant are checked before it."""

    async def answer(request: web.Request, actor: object, tenant_id: int) -> web.StreamResponse:
        return web.json_response({"tenant": tenant_id, "types": request.query.get("types")})

    services = replace(api.services, stream=answer, registry=CollectorRegistry())
    runner = web.AppRunner(make_app(services))
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    url = f"http://{host}:{port}/v1/stream"
    viewer = {"Authorization": f"Bearer {api.home.keys['viewer']}", "Accept": "text/event-stream"}
    found = await api.http.get(url, headers=viewer, params={"types": "a,b", "after": "0.1"})
    assert found.json() == {"tenant": api.home.tenant_id, "types": "a,b"}
    assert "X-RateLimit-Limit" in found.headers
    assert (await api.http.get(url)).status_code == 401
    await runner.cleanup()
