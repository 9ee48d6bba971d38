"""The part of an operation that happens in the database: one snapshot to read, or one transaction to write.

A writing unit is the effect, its idempotency row, its audit entries and its events, or nothing at all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import sqlalchemy as sa
from pydantic import BaseModel
from pydantic_core import to_json

from common.schemas.fields import ListQuery
from edge import audit
from edge.api import shaping
from edge.api.cursors import Cursors
from edge.api.domain_errors import as_api_error
from edge.api.errors import ApiError, envelope, no_such
from edge.api.registry import CATALOGUE, Operation
from edge.api.services import ApiServices
from edge.api.work import Asked, Result, View, Work, etag
from edge.keys import Actor
from edge.store import idempotency, tenants
from edge.store.ids import now_us

KEPT_BODY: Final = 64 * 1024

Callbacks = list[Callable[[], None]]


@dataclass(frozen=True, slots=True)
class Answer:
    """A finished answer. `keep`: whether it may be kept for a repeated idempotency key. `ends`: see
    Result."""

    status: int
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)
    keep: bool = True
    ends: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Prepared:
    """A request whose key, scope and values were checked. `account`: the tenant a platform key named."""

    operation: Operation
    actor: Actor
    account: str | None
    path: Mapping[str, str]
    asked: Asked
    query: BaseModel | None
    body: BaseModel | None = None
    key: str | None = None
    fingerprint: bytes = b""


def acting_tenant(conn: sa.Connection, actor: Actor, account: str | None) -> int:
    """The tenant a call is about. Raises ApiError (tenant_not_found)."""
    if not actor.platform or account is None:
        return actor.tenant_id
    found = tenants.find(conn, account)
    if found is None or found["public_id"] != account:
        raise no_such("tenant", account)
    return int(found["id"])


class Units:
    """Runs prepared requests on a connection."""

    def __init__(self, services: ApiServices, cursors: Cursors) -> None:
        self._services = services
        self._cursors = cursors

    def read(self, conn: sa.Connection, request: Prepared) -> Answer:
        """A GET. Raises ApiError and what the domain raises."""
        view = View(**self._common(conn, request))
        handler = request.operation.handler
        fields = shaping.members_asked(request.operation, request.query)
        result = handler(view) if request.query is None else handler(view, request.query)
        return self._finished(request.operation, request.asked, result, fields)

    def listing(self, conn: sa.Connection, request: Prepared, query: ListQuery) -> Mapping[str, Any]:
        """The body of a page of a list, as it is. Raises ApiError and what the domain raises."""
        fields = shaping.members_asked(request.operation, query)
        result: Result = request.operation.handler(View(**self._common(conn, request)), query)
        return shaping.thinned(result.body, fields)

    def write(self, conn: sa.Connection, request: Prepared) -> tuple[Answer, Callbacks]:
        """Anything else: the answer, and what is to be called after the commit."""
        if request.key is None:
            return self._effect(conn, request)
        tenant_id = acting_tenant(conn, request.actor, request.account)
        taken = idempotency.take(
            conn, tenant_id, request.key, request.fingerprint, request.asked.request_id, now_us()
        )
        if taken is not None:
            return self._replayed(conn, request, taken), []
        callbacks: Callbacks = []
        try:
            with conn.begin_nested():
                answer, callbacks = self._effect(conn, request)
        except Exception as error:
            refusal = as_api_error(error)
            if refusal is None or refusal.status != 409:
                raise  # nothing happened, so the same key may be used again
            answer = self._refused(request, refusal)
        kept = answer.keep and len(answer.body) <= KEPT_BODY
        idempotency.answer(
            conn,
            tenant_id,
            request.key,
            answer.status,
            answer.headers,
            answer.body.decode() if kept else None,
        )
        return answer, callbacks

    def _effect(self, conn: sa.Connection, request: Prepared) -> tuple[Answer, Callbacks]:
        ids = self._services.store.ids
        work = Work(**self._common(conn, request), ids=ids)
        handler = request.operation.handler
        result = handler(work) if request.operation.body is None else handler(work, request.body)
        asked = request.asked
        who = audit.Who(request.actor.public_id, asked.address, asked.user_agent, asked.request_id)
        audit.write(conn, ids, work.tenant_id, who, work.entries)
        return self._finished(request.operation, asked, result), work.callbacks

    def _common(self, conn: sa.Connection, request: Prepared) -> dict[str, Any]:
        return {
            "conn": conn,
            "services": self._services,
            "cursors": self._cursors,
            "actor": request.actor,
            "tenant_id": acting_tenant(conn, request.actor, request.account),
            "path": request.path,
            "asked": request.asked,
            "now_us": now_us(),
        }

    def _finished(
        self, operation: Operation, asked: Asked, result: Result, fields: frozenset[str] | None = None
    ) -> Answer:
        body = to_json(result.body)
        if self._services.check_answers:
            accepted = result.status == 202 and operation.accepted is not None
            model = operation.accepted if accepted else operation.answers
            if model is not None:
                model.model_validate_json(body, strict=True)
        if fields is not None:
            body = to_json(shaping.thinned(result.body, fields))
        headers = {}
        if result.location is not None:
            headers["Location"] = result.location
        if result.retry_after is not None:
            headers["Retry-After"] = str(result.retry_after)
        if result.version is not None:
            headers["ETag"] = etag(result.version, body)
            if not operation.mutates and _matches(asked.if_none_match, headers["ETag"]):
                return Answer(304, b"", headers)
        cursor = result.body.get("next_cursor")
        if cursor is not None:
            headers["Link"] = f'<{asked.page_url(cursor)}>; rel="next"'
        return Answer(result.status or operation.status, body, headers, result.keep, result.ends)

    def _refused(self, request: Prepared, error: ApiError) -> Answer:
        body = envelope(error, request.asked.request_id, request.asked.public_url)
        return Answer(error.status, to_json(body), error.headers)

    def _replayed(self, conn: sa.Connection, request: Prepared, taken: idempotency.Taken) -> Answer:
        if taken.fingerprint != request.fingerprint:
            raise ApiError(
                "idempotency_key_reused",
                "This idempotency key was used for a different request. Use a new key for a new operation.",
                original_request_id=taken.request_id,
            )
        headers = {
            **taken.headers,
            "Idempotent-Replayed": "true",
            "Original-Request-Id": taken.request_id,
        }
        if taken.body is not None:
            return Answer(taken.status, taken.body.encode(), headers)
        return Answer(taken.status, self.read_again(conn, request, taken.headers["Location"]), headers)

    def read_again(self, conn: sa.Connection, request: Prepared, location: str) -> bytes:
        """What was made by a request, as it stands now, under the address that its answer named."""
        found = CATALOGUE.matching("GET", location)
        assert found is not None, f"{location} is no address of ours"
        operation, path = found
        view = View(**{**self._common(conn, request), "path": path})
        result: Result = operation.handler(view)
        return to_json(result.body)


def _matches(if_none_match: str | None, tag: str) -> bool:
    if if_none_match is None:
        return False
    wanted = {part.strip().removeprefix("W/") for part in if_none_match.split(",")}
    return "*" in wanted or tag in wanted
