"""Lists as files: the same filters, walked to their end page by page while the client reads.

Each page is a snapshot of its own that is closed before a byte leaves: a slow client holds up nobody. The
walk is that of the list, so what is there all the while is in the file once; what comes meanwhile may be.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, BinaryIO, Final
from urllib.parse import urlencode

import structlog
from aiohttp import web

from common.schemas.fields import TableQuery
from edge import audit
from edge.api.errors import ApiError, printable
from edge.api.registry import Operation
from edge.api.services import ApiServices
from edge.api.units import Prepared, Units, acting_tenant
from edge.export_xlsx import MOST_ROWS, Sheet, TooManyRows
from edge.exports import (
    MEDIA_TYPES,
    Column,
    Form,
    chosen,
    csv_head,
    csv_rows,
    form_accepted,
    ndjson_rows,
)

PAGE: Final = 1_000
FIRST: Final = 200
"""Rows of the first page: fewer, so that a file soon begins."""
STALLED_S: Final = 60.0
"""How long a client may take no byte before it is given up."""
PIECE: Final = 256 * 1024
SPOOL: Final = 8 * 1024 * 1024

log = structlog.get_logger()

Page = Sequence[Mapping[str, Any]]


def form_asked(operation: Operation, query: object, accept: str | None) -> Form:
    """What an answer is to be. Raises ApiError (not_acceptable)."""
    if not isinstance(query, TableQuery) or not operation.table:
        return "json"
    if query.format is not None:
        return query.format
    if accept is None or not accept.strip() or "application/problem+json" in accept:
        return "json"
    form = form_accepted(accept)
    if form is None:
        raise ApiError(
            "not_acceptable",
            f"This call answers {', '.join(MEDIA_TYPES.values())}, not {printable(accept)}.",
        )
    return form


class Exports:
    """Answers exports of one application."""

    def __init__(self, services: ApiServices, units: Units) -> None:
        self._services = services
        self._units = units

    async def answer(self, asked: Prepared, request: web.Request, form: Form) -> web.StreamResponse:
        """The whole list as a file. Raises ApiError and what the domain raises before a byte has left."""
        assert isinstance(asked.query, TableQuery)
        response = web.StreamResponse(headers=_headers(asked.operation, form))
        if request.method == "HEAD":
            await response.prepare(request)
            return response
        walk = _Walk(self._services, self._units, asked)
        tenant_id = await self._services.store.read(
            lambda conn: acting_tenant(conn, asked.actor, asked.account)
        )
        with self._services.exports.hold(tenant_id):
            await walk.begin()  # whatever is wrong with what is asked, is said now
            await self._note(tenant_id, asked, form)
            if form == "xlsx":
                return await self._spreadsheet(walk, asked.query, request, response)
            return await self._text(walk, asked.query, request, response, form)

    async def _text(
        self,
        walk: _Walk,
        query: TableQuery,
        request: web.Request,
        response: web.StreamResponse,
        form: Form,
    ) -> web.StreamResponse:
        table = walk.table
        await response.prepare(request)
        try:
            if form == "csv":
                await _send(response, csv_head(table, query.bom))
            async for page in walk.pages():
                rows = (csv_rows, table, page, query.raw) if form == "csv" else (ndjson_rows, page)
                await _send(response, await asyncio.to_thread(*rows))
        except Exception as error:
            _break_off(request, error)
        return response

    async def _spreadsheet(
        self, walk: _Walk, query: TableQuery, request: web.Request, response: web.StreamResponse
    ) -> web.StreamResponse:
        with tempfile.SpooledTemporaryFile(SPOOL) as file:
            await self._write_sheet(walk, query, file)
            response.content_length = file.tell()
            await response.prepare(request)
            try:
                await asyncio.to_thread(file.seek, 0)
                while piece := await asyncio.to_thread(file.read, PIECE):
                    await _send(response, piece)
            except Exception as error:
                _break_off(request, error)
        return response

    async def _write_sheet(self, walk: _Walk, query: TableQuery, file: Any) -> None:
        target: BinaryIO = file
        sheet = await asyncio.to_thread(Sheet, target, walk.name, walk.table, query.raw)
        try:
            async for page in walk.pages():
                await asyncio.to_thread(sheet.add, page)
        except TooManyRows:
            raise ApiError(
                "export_too_large",
                f"A spreadsheet holds {MOST_ROWS:,} rows, and these are more. Ask for format=csv or "
                "format=ndjson, which have no end, or narrow the list, for example with from and to.",
            ) from None
        finally:
            await asyncio.to_thread(sheet.close)  # or its scratch files stay behind
        await asyncio.to_thread(file.seek, 0, 2)

    async def _note(self, tenant_id: int, asked: Prepared, form: Form) -> None:
        """Who takes what away is in the audit log before it leaves."""
        who = audit.Who(
            asked.actor.public_id, asked.asked.address, asked.asked.user_agent, asked.asked.request_id
        )
        said: dict[str, list[Any]] = {"format": [None, form], "query": [None, urlencode(asked.asked.query)]}
        entry = audit.Entry(f"{asked.operation.tag}.export", None, said)
        store = self._services.store
        await store.write(lambda conn: audit.write(conn, store.ids, tenant_id, who, [entry]))


class _Walk:
    """A list from its first page to its last."""

    def __init__(self, services: ApiServices, units: Units, asked: Prepared) -> None:
        assert isinstance(asked.query, TableQuery)
        self._services = services
        self._units = units
        self._asked = asked
        self._query = asked.query
        self._left = asked.query.limit
        self._first: tuple[Page, str | None] = ((), None)
        fields = asked.query.named_fields
        self.name = asked.operation.tag
        self.table: Sequence[Column] = chosen(asked.operation.table, fields)

    async def begin(self) -> None:
        """Read the first page."""
        self._first = await self._page(self._query.cursor, FIRST)

    async def pages(self) -> AsyncIterator[Page]:
        page, cursor = self._first
        self._first = ((), None)
        while True:
            if page:
                yield page
            if cursor is None:
                return
            if not self._services.ready():
                raise ConnectionError("the server is stopping")
            page, cursor = await self._page(cursor, PAGE)

    async def _page(self, cursor: str | None, most: int) -> tuple[Page, str | None]:
        limit = most if self._left is None else min(most, self._left)
        query = self._query.model_copy(update={"limit": limit, "cursor": cursor, "include": None})
        body = await self._services.store.read(lambda conn: self._units.listing(conn, self._asked, query))
        page: Page = body["data"]
        if self._left is not None:
            self._left -= len(page)
        more = body["has_more"] and self._left != 0
        return page, body["next_cursor"] if more else None


async def _send(response: web.StreamResponse, piece: bytes) -> None:
    async with asyncio.timeout(STALLED_S):
        await response.write(piece)


def _break_off(request: web.Request, error: Exception) -> None:
    """What has begun cannot become an error any more: it must not look whole either."""
    said = {"path": printable(request.path), "error": f"{type(error).__name__}: {error}"}
    if isinstance(error, ConnectionError | TimeoutError):  # the client went away, or we do
        log.info("export_broken_off", **said)
    else:
        log.error("export_failed", **said, exc_info=error)
    if request.transport is not None:
        request.transport.abort()


def _headers(operation: Operation, form: Form) -> dict[str, str]:
    kind = MEDIA_TYPES[form]
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    return {
        "Content-Type": f"{kind}; charset=utf-8; header=present" if form == "csv" else kind,
        "Content-Disposition": f'attachment; filename="{operation.tag}-{stamp}.{form}"',
    }
