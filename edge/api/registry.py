"""One declaration an operation: its route, what it takes and answers, who may, what the docs say."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final, Literal, TypeVar

from aiohttp import web
from pydantic import BaseModel

from edge.api.error_kinds import KINDS
from edge.api.services import ApiServices
from edge.exports import MEDIA_TYPES, Column
from edge.keys import SCOPES, Actor

Account = Literal["tenant", "either", "platform"]
Rate = Literal["key", "none", "bulk"]
Handler = TypeVar("Handler", bound=Callable[..., Any])

MIB: Final = 1024 * 1024
_PARAM: Final = re.compile(r"\{([a-z_]+)\}")
# Errors that any operation can answer; the docs list them everywhere.
COMMON_ERRORS: Final = (
    "bad_request",
    "authentication_required",
    "api_key_invalid",
    "api_key_expired",
    "api_key_revoked",
    "scope_missing",
    "ip_not_allowed",
    "console_too_old",
    "api_version_unknown",
    "not_acceptable",
    "validation_failed",
    "rate_limited",
    "internal_error",
    "unavailable",
    "timeout",
)
BODY_ERRORS: Final = (
    "invalid_json",
    "request_timeout",
    "payload_too_large",
    "unsupported_media_type",
    "storage_full",
)
IDEMPOTENCY_ERRORS: Final = (
    "idempotency_key_invalid",
    "idempotency_key_mismatch",
    "idempotency_key_reused",
    "idempotency_in_progress",
)


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing the API does. `rate` bulk: it is held to as many at once as exports are.

    `account`: whom it is about: a tenant (a platform key must name one), the installation, or either. `raw`:
    the handler is a coroutine that takes a `Call` and makes the response itself, after key and scope were
    checked. `scope` None and `public`: no key is asked for. `consumes`: what the body is sent as; a table
    (text/csv) arrives as the body's member `csv`. `accepted`: what is answered with 202 where it is not done
    at once. `table`: the columns of a list that can also be had whole, as a file (its query is a
    TableQuery). `by_ticket`: a stream, where a browser may show a ticket in place of a key. `finds`: what is
    there already is answered with 200.
    """

    method: str
    path: str
    handler: Callable[..., Any]
    name: str
    summary: str
    description: str
    tag: str
    body: type[BaseModel] | None
    query: type[BaseModel] | None
    answers: type[BaseModel] | None
    accepted: type[BaseModel] | None
    status: int
    scope: str | None
    account: Account
    errors: tuple[str, ...]
    rate: Rate
    raw: bool
    public: bool
    max_body: int
    conditional: bool
    produces: tuple[str, ...]
    consumes: str
    table: tuple[Column, ...]
    by_ticket: bool
    finds: bool

    @property
    def params(self) -> list[str]:
        return _PARAM.findall(self.path)

    @property
    def mutates(self) -> bool:
        return self.method not in ("GET", "HEAD")

    @property
    def idempotent_by_key(self) -> bool:
        """Whether it takes an idempotency key."""
        return self.method == "POST" and not self.raw

    @property
    def can_be_awaited(self) -> bool:
        """Whether it begins what ends later, which a client may like to wait for (Prefer: wait=N)."""
        return self.method == "POST" and (self.status == 202 or self.accepted is not None)

    def all_errors(self) -> list[str]:
        """Every code that it can answer."""
        found = list(self.errors)
        if not self.public:
            found += COMMON_ERRORS
        if self.account == "tenant" and not self.public:
            found += ["account_required", "tenant_not_found", "permission_denied"]
        if self.mutates and not self.raw:
            found += BODY_ERRORS
        if self.idempotent_by_key:
            found += IDEMPOTENCY_ERRORS
        if self.conditional and self.mutates:
            found += ["precondition_failed", "precondition_required"]
        if self.by_ticket:
            found += ["ticket_invalid"]
        if self.table:
            found += ["export_too_large"]
        return list(dict.fromkeys(found))


@dataclass(frozen=True, slots=True)
class Call:
    """What a raw operation gets: a request whose key and scope were checked, its query and its body."""

    request: web.Request
    services: ApiServices
    actor: Actor
    tenant_id: int
    query: Any
    body: Any = None


class Catalogue:
    """Every operation, in the order they were declared."""

    def __init__(self) -> None:
        self._operations: dict[tuple[str, str], Operation] = {}

    def __iter__(self) -> Iterator[Operation]:
        return iter(self._operations.values())

    def add(self, operation: Operation) -> None:
        key = (operation.method, operation.path)
        names = {known.name for known in self}
        if key in self._operations or operation.name in names:
            raise ValueError(f"{operation.method} {operation.path} ({operation.name}) is declared twice")
        unknown = set(operation.errors) - set(KINDS)
        if unknown:
            raise ValueError(f"{operation.name} declares errors that have no page: {sorted(unknown)}")
        if operation.scope is not None and operation.scope not in SCOPES:
            raise ValueError(f"{operation.name} asks for the scope {operation.scope}, which no key can have")
        self._operations[key] = operation

    def matching(self, method: str, path: str) -> tuple[Operation, dict[str, str]] | None:
        """The operation behind an address of ours, and the parameters in it."""
        for operation in self:
            pattern = _PARAM.sub(r"(?P<\1>[^/]+)", operation.path)
            found = re.fullmatch(pattern, path)
            if operation.method == method and found is not None:
                return operation, found.groupdict()
        return None


CATALOGUE: Final = Catalogue()


def operation(
    method: str,
    path: str,
    *,
    scope: str | None = None,
    body: type[BaseModel] | None = None,
    query: type[BaseModel] | None = None,
    answers: type[BaseModel] | None = None,
    accepted: type[BaseModel] | None = None,
    status: int = 200,
    account: Account = "tenant",
    errors: tuple[str, ...] = (),
    rate: Rate = "key",
    raw: bool = False,
    public: bool = False,
    max_body: int = MIB,
    conditional: bool = False,
    produces: tuple[str, ...] = ("application/json",),
    consumes: str = "application/json",
    table: tuple[Column, ...] = (),
    by_ticket: bool = False,
    finds: bool = False,
) -> Callable[[Handler], Handler]:
    """Declare the function below as an operation. Its name is the operation's, its docstring what the docs
    say.

    Handlers are plain functions. Of GET: `handler(view[, query]) -> Result`. Of the others: `handler(work[,
    body]) -> Result`, one unit of work. With `raw`: `async handler(call) -> web.StreamResponse`.
    """

    def declare(handler: Handler) -> Handler:
        told = re.sub(r"\s*\n\s*", " ", (handler.__doc__ or "").strip())
        summary, _, description = told.partition(". ")
        if not summary:
            raise ValueError(f"{handler.__name__} needs a docstring: it is what the docs say")
        CATALOGUE.add(
            Operation(
                method=method,
                path=path,
                handler=handler,
                name=handler.__name__,
                summary=summary.rstrip("."),
                description=description,
                tag=handler.__module__.rpartition(".")[2],
                body=body,
                query=query,
                answers=answers,
                accepted=accepted,
                status=status,
                scope=scope,
                account=account,
                errors=errors,
                rate=rate,
                raw=raw,
                public=public,
                max_body=max_body,
                conditional=conditional,
                produces=tuple(MEDIA_TYPES.values()) if table else produces,
                consumes=consumes,
                table=table,
                by_ticket=by_ticket,
                finds=finds,
            )
        )
        return handler

    return declare
