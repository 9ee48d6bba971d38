"""Carries an operation out: who asks, may they, what exactly, and then one unit of work or one reading."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa
from aiohttp import web
from pydantic import BaseModel
from pydantic_core import to_json

from edge import audit
from edge.api import limits, reading
from edge.api.cursors import Cursors
from edge.api.errors import ApiError, as_api_error, envelope, no_such
from edge.api.registry import CATALOGUE, Operation
from edge.api.requests import META
from edge.api.services import ApiServices
from edge.api.work import Asked, Result, View, Work, etag
from edge.keys import Actor, KeyRefused
from edge.store import idempotency, tenants
from edge.store.ids import now_us
from edge.store.schema import PLATFORM

KEPT_BODY: Final = 64 * 1024
_KEPT_HEADERS: Final = ("Location", "ETag")

Callbacks = list[Callable[[], None]]


@dataclass(frozen=True, slots=True)
class Call:
    """What a raw operation gets: a request whose key and scope were checked."""

    request: web.Request
    services: ApiServices
    actor: Actor
    tenant_id: int
    query: Any


@dataclass(frozen=True, slots=True)
class Answer:
    """A finished answer, made where the database was read."""

    status: int
    body: bytes
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Request:
    """A request of a known key, read and checked."""

    operation: Operation
    actor: Actor
    account: str | None
    path: Mapping[str, str]
    asked: Asked
    query: BaseModel | None
    body: BaseModel | None = None
    key: str | None = None
    fingerprint: bytes = b""


class Dispatcher:
    """Runs operations for one application."""

    def __init__(self, services: ApiServices, mono: Callable[[], float] = time.monotonic) -> None:
        self.services = services
        self.limiter = limits.Limiter(mono)
        self.cursors: Cursors  # made at start, when the shared secret can be read

    def handler(self, operation: Operation) -> Callable[[web.Request], Any]:
        async def handle(request: web.Request) -> web.StreamResponse:
            request[META].operation = operation.name
            if operation.public:
                response: web.StreamResponse = await operation.handler(request, self.services)
                return response
            return await self._serve(operation, request)

        return handle

    async def _serve(self, operation: Operation, request: web.Request) -> web.StreamResponse:
        actor = await self.authenticate(request)
        if operation.scope is not None and operation.scope not in actor.scopes:
            raise ApiError(
                "scope_missing",
                f"This key ({actor.role}) lacks the scope {operation.scope}.",
                required_scope=operation.scope,
            )
        account = _account(operation, actor, request.headers.get("Punchdeck-Account"))
        reading.check_accept(operation, request.headers.get("Accept"))
        query = reading.read_query(operation, request)
        if operation.raw:
            tenant_id = await self.services.store.read(lambda conn: _tenant_id(conn, actor, account))
            raw: web.StreamResponse = await operation.handler(
                Call(request, self.services, actor, tenant_id, query)
            )
            return raw
        asked = _asked(request)
        path = dict(request.match_info)
        if not operation.mutates:
            found = _Request(operation, actor, account, path, asked, query)
            return _response(await self.services.store.read(lambda conn: self._read(conn, found)))
        members = await reading.read_body(operation, request)
        key = None
        if operation.idempotent_by_key:
            key = reading.take_idempotency_key(request.headers.get("Idempotency-Key"), members)
        found = _Request(
            operation,
            actor,
            account,
            path,
            asked,
            query,
            body=_validated(operation, members),
            key=key,
            fingerprint=reading.fingerprint(request, members),
        )
        answer, callbacks = await self.services.store.write(lambda conn: self._write(conn, found))
        for callback in callbacks:
            callback()
        return _response(answer)

    async def authenticate(self, request: web.Request) -> Actor:
        """Who asks; counts the request against the key's limit. Raises ApiError."""
        meta = request[META]
        try:
            text = reading.presented_key(request.headers.get("Authorization"))
            actor = await self.services.keys.actor(text)
        except ApiError:
            self.count(request, limits.ADDRESS, meta.address)
            raise
        except KeyRefused:
            self.count(request, limits.REFUSED_KEYS, meta.address)
            raise
        meta.actor = actor.public_id
        self.count(request, limits.KEY, (actor.tenant_id, actor.key_id))
        return actor

    def count(self, request: web.Request, policy: limits.Policy, who: object) -> None:
        """Count a request and note what its headers say. Raises ApiError (rate_limited)."""
        meta = request[META]
        free = policy is not limits.KEY and self.services.peers.unlimited(meta.address)
        verdict = self.limiter.ask(policy, who, cost=0 if free else 1)
        meta.headers.update(verdict.headers(time.time()))
        if not verdict.allowed and not free:
            raise ApiError(
                "rate_limited",
                f"More than {policy.quota} requests in {policy.window_s} s ({policy.name}). "
                f"Wait {meta.headers['Retry-After']} s.",
                policy=policy.name,
            )

    # In the database: on SQLite in a thread of its own.

    def _read(self, conn: sa.Connection, request: _Request) -> Answer:
        view = self._view(conn, request)
        handler, query = request.operation.handler, request.query
        result = handler(view) if query is None else handler(view, query)
        return self._answer(request, result)

    def _view(self, conn: sa.Connection, request: _Request) -> View:
        return View(
            conn=conn,
            services=self.services,
            cursors=self.cursors,
            actor=request.actor,
            tenant_id=_tenant_id(conn, request.actor, request.account),
            path=request.path,
            asked=request.asked,
            now_us=now_us(),
        )

    def _write(self, conn: sa.Connection, request: _Request) -> tuple[Answer, Callbacks]:
        if request.key is None:
            return self._effect(conn, request)
        tenant_id = _tenant_id(conn, request.actor, request.account)
        taken = idempotency.take(
            conn, tenant_id, request.key, request.fingerprint, request.asked.request_id, now_us()
        )
        if taken is not None:
            return self._replay(conn, request, taken), []
        keep = True
        callbacks: Callbacks = []
        try:
            with conn.begin_nested():
                answer, callbacks = self._effect(conn, request)
        except Exception as error:
            refused = as_api_error(error)
            if refused is None or refused.status != 409:
                raise
            answer = self._refusal(request, refused)
        keep = keep and len(answer.body) <= KEPT_BODY and "X-Keep" not in answer.headers
        idempotency.answer(
            conn,
            tenant_id,
            request.key,
            answer.status,
            {name: answer.headers[name] for name in _KEPT_HEADERS if name in answer.headers},
            answer.body.decode() if keep else None,
        )
        return answer, callbacks

    def _effect(self, conn: sa.Connection, request: _Request) -> tuple[Answer, Callbacks]:
        raise AssertionError

    def _refusal(self, request: _Request, error: ApiError) -> Answer:
        body = envelope(error, request.asked.request_id, self.services.public_url)
        return Answer(error.status, to_json(body), error.headers)

    def _replay(self, conn: sa.Connection, request: _Request, taken: idempotency.Taken) -> Answer:
        raise AssertionError

    def _answer(self, request: _Request, result: Result) -> Answer:
        raise AssertionError
