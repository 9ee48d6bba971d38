"""Whatever goes wrong, the answer has one form, a code that has a page, and says what to do."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa
from aiohttp import web
from prometheus_client import CollectorRegistry

from edge.api.dispatch import Dispatcher
from edge.api.domain_errors import as_api_error
from edge.api.error_kinds import KINDS
from edge.api.errors import ApiError, printable
from edge.api.middleware import Outermost
from edge.store import StoreBusy, StoreError
from tests.edge.api.conftest import URL, Api, on_sqlite

# method, path, what is sent, the answer's status and code
CASES: list[tuple[str, str, dict[str, Any], int, str]] = [
    ("GET", "/v1/nothing", {}, 404, "not_found"),
    ("GET", "/nothing", {}, 404, "not_found"),
    ("GET", "/v1/devices/nonexistent", {}, 404, "device_not_found"),
    ("GET", "/v1/devices/%00", {}, 404, "device_not_found"),
    ("GET", "/v1/devices/%ED%A0%80", {}, 404, "device_not_found"),
    ("GET", "/v1/devices/" + "x" * 3000, {}, 404, "device_not_found"),
    ("GET", "/v1/sites/nonexistent", {}, 404, "site_not_found"),
    ("GET", "/v1/keys/att_x", {}, 404, "key_not_found"),
    ("PUT", "/v1/devices", {}, 405, "method_not_allowed"),
    ("DELETE", "/v1/attendance", {}, 405, "method_not_allowed"),
    ("GET", "/v1/devices?colour=red", {}, 400, "bad_request"),
    ("GET", "/v1/devices?q=a&q=b", {}, 400, "bad_request"),
    ("GET", "/v1/me?x=1", {}, 400, "bad_request"),
    ("GET", "/v1/devices?q=%00", {}, 422, "validation_failed"),
    ("GET", "/v1/devices?limit=ten", {}, 422, "validation_failed"),
    ("GET", "/v1/devices?status=asleep", {}, 422, "validation_failed"),
    ("GET", "/v1/devices?cursor=!!", {}, 400, "cursor_invalid"),
    ("GET", "/v1/events?cursor=zz", {}, 400, "cursor_invalid"),
    ("GET", "/v1/events?cursor=1.1&from=2026-01-01T00:00:00Z", {}, 400, "bad_request"),
    ("GET", "/v1/devices", {"headers": {"Accept": "text/html"}}, 406, "not_acceptable"),
    ("POST", "/v1/sites", {"content": b"{"}, 400, "invalid_json"),
    ("POST", "/v1/sites", {"content": b'{"name": NaN}'}, 400, "invalid_json"),
    ("POST", "/v1/sites", {"content": b'\xff{"name": 1}'}, 400, "invalid_json"),
    ("POST", "/v1/sites", {"content": b"[" * 100_000}, 400, "invalid_json"),
    ("POST", "/v1/sites", {"content": b'{"name": ' + b"9" * 5000 + b"}"}, 400, "invalid_json"),
    ("POST", "/v1/sites", {"content": b"[]"}, 422, "validation_failed"),
    ("POST", "/v1/sites", {"content": b""}, 422, "validation_failed"),
    ("POST", "/v1/sites", {"content": rb'{"name": "\ud800"}'}, 422, "validation_failed"),
    ("POST", "/v1/sites", {"content": rb'{"\ud800": "a"}'}, 422, "validation_failed"),
    ("POST", "/v1/sites", {"content": b'{"name": "a"}x'}, 400, "invalid_json"),
    ("POST", "/v1/sites", {"content": b" " * (1024 * 1024 + 1)}, 413, "payload_too_large"),
    ("POST", "/v1/sites", {"data": {"name": "a"}}, 415, "unsupported_media_type"),
    (
        "POST",
        "/v1/sites",
        {"content": b'{"name":"a"}', "headers": {"Content-Encoding": "br"}},
        415,
        "unsupported_media_type",
    ),
    ("POST", "/v1/devices/A1/suspend", {"json": {"why": "x"}}, 422, "validation_failed"),
    ("GET", "/docs/errors/no_such_code", {}, 404, "error_not_found"),
]


@on_sqlite
@pytest.mark.parametrize(("method", "path", "sent", "status", "code"), CASES)
async def test_every_refusal_is_an_envelope(
    api: Api, method: str, path: str, sent: dict[str, Any], status: int, code: str
) -> None:
    if "content" in sent:
        sent = {**sent, "headers": {"Content-Type": "application/json", **sent.get("headers", {})}}
    response = await api.call(method, path, **sent)
    error = response.json()["error"]
    assert (response.status_code, error["code"]) == (status, code)
    assert list(error)[:4] == ["code", "message", "status", "doc_url"]
    assert error["status"] == status
    assert error["doc_url"] == f"{URL}/docs/errors/{code}"
    assert error["request_id"] == response.headers["X-Request-Id"]
    assert error["message"]
    assert len(response.content) < 4000
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    page = await api.get(f"/docs/errors/{code}", key=None)
    assert page.status_code == 200
    assert KINDS[code].title in page.text


@on_sqlite
async def test_the_article_s_example_holds_word_for_word(api: Api) -> None:
    error = (await api.get("/v1/devices/nonexistent")).json()["error"]
    assert {name: error[name] for name in ("code", "message", "status", "doc_url")} == {
        "code": "device_not_found",
        "message": "No device found with ID 'nonexistent'",
        "status": 404,
        "doc_url": f"{URL}/docs/errors/device_not_found",
    }


@on_sqlite
async def test_problem_json_by_accept(api: Api) -> None:
    response = await api.get("/v1/devices/x", headers={"Accept": "application/problem+json"})
    assert response.headers["Content-Type"].startswith("application/problem+json")
    body = response.json()
    assert body["type"] == f"{URL}/docs/errors/device_not_found"
    assert (body["status"], body["code"], body["detail"]) == (
        404,
        "device_not_found",
        "No device found with ID 'x'",
    )
    assert body["instance"] == f"/requests/{response.headers['X-Request-Id']}"


@on_sqlite
async def test_each_wrong_value_is_named(api: Api) -> None:
    body = {"name": "", "location": {"lat": 91, "lon": "x"}, "colour": "red"}
    error = (await api.post("/v1/sites", body)).json()["error"]
    problems = {(problem["param"], problem["code"]) for problem in error["errors"]}
    assert {param for param, _ in problems} == {"name", "location.lat", "location.lon", "colour"}
    assert ("colour", "unknown_member") in problems
    assert error["param"] == error["errors"][0]["param"]
    missing = (await api.post("/v1/sites", {})).json()["error"]
    assert missing["errors"] == [{"param": "name", "code": "required", "message": "Field required"}]


@on_sqlite
async def test_request_ids_are_the_clients_where_they_can_be(api: Api) -> None:
    kept = await api.get("/v1/me", headers={"X-Request-Id": "my-request-0001"})
    assert kept.headers["X-Request-Id"] == "my-request-0001"
    for unusable in ("short", "x" * 65, "with blank", "<script>"):
        fresh = await api.get("/v1/me", headers={"X-Request-Id": unusable})
        assert fresh.headers["X-Request-Id"].startswith("req_")


@on_sqlite
async def test_answers_are_not_to_be_stored(api: Api) -> None:
    response = await api.get("/v1/devices")
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Content-Type"] == "application/json"
    assert response.headers["Server"] == "Punchdeck"


@on_sqlite
async def test_head_and_options(api: Api) -> None:
    head = await api.call("HEAD", "/v1/devices")
    assert (head.status_code, head.content) == (200, b"")
    assert int(head.headers["Content-Length"]) == len((await api.get("/v1/devices")).content)
    options = await api.call("OPTIONS", "/v1/devices", key=None)
    assert (options.status_code, options.headers["Allow"]) == (204, "GET, HEAD, OPTIONS, POST")
    refused = await api.call("PUT", "/v1/devices")
    assert refused.headers["Allow"] == "GET, HEAD, OPTIONS, POST"


@on_sqlite
async def test_a_body_that_drips_is_given_up(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("edge.api.reading.BODY_DEADLINE_S", 0.1)
    address = api.http.base_url
    reader, writer = await asyncio.open_connection(address.host, address.port)
    writer.write(
        f"POST /v1/sites HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {api.home.admin}\r\n"
        'Content-Length: 100\r\n\r\n{"name":'.encode()
    )
    async with asyncio.timeout(5):
        answer = await reader.readuntil(b"}}")
    writer.close()
    assert answer.startswith(b"HTTP/1.1 408 ")
    assert b'"request_timeout"' in answer


def database_error(kind: type[sa.exc.DBAPIError], **told: object) -> sa.exc.DBAPIError:
    orig = sqlite3.OperationalError("told by the driver")
    for name, value in told.items():
        setattr(orig, name, value)
    return kind("SELECT 1", {}, orig)


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (StoreBusy("too much waits"), 503, "unavailable"),
        (StoreError("stopping"), 503, "unavailable"),
        (database_error(sa.exc.OperationalError, sqlite_errorcode=13), 503, "storage_full"),
        (database_error(sa.exc.OperationalError, sqlite_errorcode=9), 504, "timeout"),
        (database_error(sa.exc.OperationalError, sqlite_errorcode=5), 503, "unavailable"),
        (database_error(sa.exc.DBAPIError, sqlstate="53100"), 503, "storage_full"),
        (database_error(sa.exc.DBAPIError, sqlstate="57014"), 504, "timeout"),
        (database_error(sa.exc.DBAPIError, sqlstate="08006"), 503, "unavailable"),
        (database_error(sa.exc.DBAPIError, sqlstate="57P01"), 503, "unavailable"),
        (ConnectionRefusedError("nobody there"), 503, "unavailable"),
        (sa.exc.TimeoutError("no connection free"), 503, "unavailable"),
    ],
)
def test_what_the_database_suffers_from_is_told_apart(error: Exception, status: int, code: str) -> None:
    told = as_api_error(error)
    assert told is not None
    assert (told.status, told.code) == (status, code)
    assert "driver" not in told.message
    if status == 503:
        assert "Retry-After" in told.headers


@pytest.mark.parametrize("error", [KeyError("x"), database_error(sa.exc.ProgrammingError, sqlstate="42P01")])
def test_our_own_mistakes_are_not_explained_away(error: Exception) -> None:
    assert as_api_error(error) is None


@on_sqlite
async def test_our_own_mistakes_say_only_where_to_report_them(
    api: Api, monkeypatch: pytest.MonkeyPatch, expected_logs: list[Any]
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("a secret of the house")

    monkeypatch.setattr("edge.api.me.tenants.by_id", broken)
    response = await api.get("/v1/me")
    error = response.json()["error"]
    assert (response.status_code, error["code"]) == (500, "internal_error")
    assert "secret" not in response.text
    assert "a secret of the house" in " ".join(record.getMessage() for record in expected_logs)


@on_sqlite
async def test_an_answer_that_began_is_not_followed_by_another(api: Api, expected_logs: list[Any]) -> None:
    """Half a stream and an envelope after it would be neither."""
    services = replace(api.services, registry=CollectorRegistry())
    outermost = Outermost(services, Dispatcher(services))

    async def handler(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        await response.write(b"half")
        raise RuntimeError("broken off")

    @web.middleware
    async def around(request: web.Request, inner: Any) -> web.StreamResponse:
        return await outermost(request, inner)

    app = web.Application(middlewares=[around])
    app.on_response_prepare.append(outermost.add_headers)
    app.router.add_get("/half", handler)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    reader, writer = await asyncio.open_connection(*runner.addresses[0][:2])
    writer.write(b"GET /half HTTP/1.1\r\nHost: x\r\n\r\n")
    answer = await reader.read()
    writer.close()
    await runner.cleanup()
    assert answer.count(b"HTTP/1.1") == 1
    assert b"internal_error" not in answer
    assert expected_logs


def test_codes_are_declared_with_their_status_and_a_remedy() -> None:
    for code, kind in KINDS.items():
        assert 400 <= kind.status < 600
        assert kind.title, code
        assert kind.meaning.endswith("."), code
        assert kind.remedy.endswith("."), code
    with pytest.raises(KeyError):
        ApiError("made_up", "no page")


def test_text_of_a_request_is_fit_to_be_repeated() -> None:
    assert json.dumps(printable("\ud800")).isascii()
    assert len(printable("x" * 500)) == 101
