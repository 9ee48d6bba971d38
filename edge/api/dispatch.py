"""Carries an operation out: who asks, may they, what exactly; then one unit in the database."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Awaitable, Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from typing import Final

import sqlalchemy as sa
from aiohttp import web
from pydantic import BaseModel

from common import __version__, compatibility
from edge.api import limits, reading, tickets
from edge.api.cursors import Cursors
from edge.api.errors import ApiError, printable
from edge.api.exports import Exports, form_asked
from edge.api.preferences import preferences_of
from edge.api.registry import Call, Operation
from edge.api.requests import META
from edge.api.services import ApiServices
from edge.api.units import Answer, Prepared, Units, acting_tenant
from edge.api.work import Asked
from edge.keys import API_VERSIONS, Actor, AddressRefused, KeyRefused
from edge.store import StoreError, secrets
from edge.store.ids import now_us

LOOK_AGAIN_S: Final = 0.25


class Dispatcher:
    """Runs the operations of one application."""

    def __init__(self, services: ApiServices, mono: Callable[[], float] = time.monotonic) -> None:
        self._services = services
        self._limiter = limits.Limiter(mono)
        self._connections = limits.Gate("connections", "streams of this key", limits.CONNECTIONS_OF_KEY)
        self._units: Units  # there from `start` on
        self._exports: Exports

    async def start(self) -> None:
        """Read what all processes share."""
        secret = await self._services.store.write(lambda conn: secrets.shared(conn, "cursor"))
        self._units = Units(self._services, Cursors(secret))
        self._exports = Exports(self._services, self._units)

    def handler(self, operation: Operation) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        async def handle(request: web.Request) -> web.StreamResponse:
            request[META].operation = operation.name
            if operation.public:
                response: web.StreamResponse = await operation.handler(request, self._services)
                return response
            return await self._serve(operation, request)

        return handle

    async def _serve(self, operation: Operation, request: web.Request) -> web.StreamResponse:
        actor, named = await self.authenticate(operation, request)
        _check_console(request)
        _check_version(request, actor)
        _check_scope(operation, actor)
        account = _account(operation, actor, named)
        if not operation.table:  # of those, the query may say it as well
            reading.check_accept(operation, request.headers.get("Accept"))
        query = reading.read_query(operation, request)
        store = self._services.store
        if operation.raw:
            tenant_id = await store.read(lambda conn: acting_tenant(conn, actor, account))
            body = None
            if operation.body is not None:
                body = operation.body.model_validate(await reading.read_body(operation, request))
            call = Call(request, self._services, actor, tenant_id, query, body)
            request[META].lasting = operation.by_ticket
            return await self._carried_out(operation, call)
        if operation.mutates:
            if operation.method != "DELETE":
                store.demand_room()
            prepared = await _prepare_writing(operation, actor, account, request, query)
            with self._room(operation, actor, account):
                answer, callbacks = await store.write(lambda conn: self._units.write(conn, prepared))
            for callback in callbacks:
                callback()
            if answer.ends and prepared.asked.prefers.wait_s:
                request[META].lasting = True
                answer = await self._awaited(prepared, answer)
            return _response(answer)
        reads = Prepared(operation, actor, account, dict(request.match_info), _asked(request), query)
        form = form_asked(operation, query, request.headers.get("Accept"))
        if form != "json":
            return await self._exports.answer(reads, request, form)
        return _response(await store.read(lambda conn: self._units.read(conn, reads)))

    async def _awaited(self, request: Prepared, answer: Answer) -> Answer:
        """What was begun as it is at its end, or when the client is tired of waiting for that."""
        loop = asyncio.get_running_loop()
        services, wait_s = self._services, request.asked.prefers.wait_s
        body, until = answer.body, loop.time() + wait_s
        while not (ended := json.loads(body)["status"] in answer.ends):
            left = until - loop.time()
            if left <= 0 or not services.ready():
                break
            # Whichever process carries it out: only the database knows how far it is.
            await asyncio.sleep(min(LOOK_AGAIN_S, left))
            try:
                body = await services.store.read(
                    lambda conn: self._units.read_again(conn, request, answer.headers["Location"])
                )
            except (ApiError, StoreError, sa.exc.SQLAlchemyError):
                break  # begun it has, whatever became of it since
        headers = {**answer.headers, "Preference-Applied": f"wait={wait_s}"}
        if ended:
            headers.pop("Retry-After", None)
        return replace(answer, status=200 if ended else answer.status, body=body, headers=headers)

    def _room(self, operation: Operation, actor: Actor, account: str | None) -> AbstractContextManager[None]:
        """Held while a bulk call is written. Raises ApiError (rate_limited)."""
        if operation.rate != "bulk":
            return nullcontext()
        return self._services.exports.hold(account or actor.tenant_id)

    async def _carried_out(self, operation: Operation, call: Call) -> web.StreamResponse:
        """What answers by itself; streams are open for long, so a key has only so many."""
        holding = self._connections.hold(call.actor.public_id) if operation.by_ticket else nullcontext()
        with holding:
            response: web.StreamResponse = await operation.handler(call)
            return response

    async def authenticate(self, operation: Operation, request: web.Request) -> tuple[Actor, str | None]:
        """Who asks, and the account that a platform key names; counted against the limits of the key and its
        tenant, or the address's. Raises ApiError, KeyRefused, AddressRefused."""
        meta = request[META]
        try:
            actor, account = await self._who(operation, request)
        except ApiError as error:
            refused = error.code != "authentication_required"
            self.count(request, limits.REFUSED_KEYS if refused else limits.ADDRESS, meta.address)
            raise
        except (KeyRefused, AddressRefused):
            self.count(request, limits.REFUSED_KEYS, meta.address)
            raise
        meta.actor = actor.public_id
        self.count(request, limits.KEY, (actor.tenant_id, actor.key_id))
        self.count(request, limits.TENANT, actor.tenant_id, shown=False)
        return actor, account

    async def _who(self, operation: Operation, request: web.Request) -> tuple[Actor, str | None]:
        keyring, address, header = self._services.keyring, request[META].address, "Authorization"
        if operation.by_ticket and header not in request.headers and "ticket" in request.query:
            keys = tickets.signing_keys(self._services.vault)
            ticket = tickets.read(request.query["ticket"], keys, request.path, now_us())
            return await keyring.of_hash(ticket.hash, address), ticket.account
        text = reading.presented_key(request.headers.get(header))
        return await keyring.actor(text, address), request.headers.get("Punchdeck-Account")

    def count(self, request: web.Request, policy: limits.Policy, who: object, *, shown: bool = True) -> None:
        """Count a request and note what its headers say; without `shown` only where it is too many.

        Raises ApiError (rate_limited).
        """
        meta = request[META]
        of_address = policy in (limits.ADDRESS, limits.REFUSED_KEYS)
        free = of_address and self._services.peers.unlimited(meta.address)
        verdict = self._limiter.ask(policy, who, cost=0 if free else 1)
        headers = verdict.headers(time.time())
        if shown or not verdict.allowed:
            meta.headers.update(headers)
        if not verdict.allowed:
            raise ApiError(
                "rate_limited",
                f"More than {policy.quota} requests in {policy.window_s} s ({policy.name}). "
                f"Wait {headers['Retry-After']} s.",
                policy=policy.name,
            )


def _check_console(request: web.Request) -> None:
    """A console that would misunderstand what it is told is told so. Raises ApiError."""
    version = compatibility.console_version(request.headers.get("User-Agent", ""))
    if version is not None and compatibility.too_old(version, compatibility.MIN_CONSOLE):
        raise ApiError(
            "console_too_old",
            f"This console is version {printable(version)}, and the edge ({__version__}) serves "
            f"{compatibility.MIN_CONSOLE} and later. Update the console.",
            min_console=compatibility.MIN_CONSOLE,
            server_version=__version__,
        )


def _check_version(request: web.Request, actor: Actor) -> None:
    """The version that the call names, else the one its key was made under. Raises ApiError."""
    wanted = request.headers.get("Punchdeck-Version", actor.api_version)
    if wanted not in API_VERSIONS:
        raise ApiError(
            "api_version_unknown",
            f"The API has no version '{printable(wanted)}' here. Known are {', '.join(API_VERSIONS)}.",
        )
    request[META].headers["Punchdeck-Version"] = wanted


def _check_scope(operation: Operation, actor: Actor) -> None:
    if operation.scope is not None and operation.scope not in actor.scopes:
        raise ApiError(
            "scope_missing",
            f"This key ({actor.role}) lacks the scope {operation.scope}.",
            required_scope=operation.scope,
        )


def _account(operation: Operation, actor: Actor, named: str | None) -> str | None:
    """The tenant that a platform key names. Raises ApiError."""
    if operation.account == "platform":
        return None
    if not actor.platform:
        if named is not None:
            raise ApiError(
                "permission_denied", "Only platform keys act for other accounts; leave Punchdeck-Account out."
            )
        return None
    if named is None and operation.account == "tenant":
        raise ApiError(
            "account_required", "A platform key must name the account: send 'Punchdeck-Account: ten_…'."
        )
    return named


async def _prepare_writing(
    operation: Operation, actor: Actor, account: str | None, request: web.Request, query: BaseModel | None
) -> Prepared:
    members = await reading.read_body(operation, request)
    key = None
    if operation.idempotent_by_key:
        key = reading.take_idempotency_key(request.headers.get("Idempotency-Key"), members)
    if operation.body is None and members:
        raise ApiError("validation_failed", "This call takes no body.", param=next(iter(members)))
    return Prepared(
        operation,
        actor,
        account,
        dict(request.match_info),
        _asked(request),
        query,
        body=None if operation.body is None else operation.body.model_validate(members),
        key=key,
        fingerprint=reading.fingerprint(request, members),
    )


def _asked(request: web.Request) -> Asked:
    headers, meta = request.headers, request[META]
    agent = headers.get("User-Agent")
    return Asked(
        path=request.path,
        query=tuple(request.query.items()),
        request_id=meta.request_id,
        address=meta.address,
        user_agent=None if agent is None else reading.plain(agent)[:200],
        if_match=headers.get("If-Match"),
        if_none_match=headers.get("If-None-Match"),
        prefers=preferences_of(headers.getall("Prefer", ())),
        public_url=meta.public_url,
    )


def _response(answer: Answer) -> web.Response:
    if answer.status == 304:
        return web.Response(status=304, headers=answer.headers)
    return web.Response(
        status=answer.status,
        body=answer.body,
        headers=answer.headers,
        content_type="application/json",
    )
