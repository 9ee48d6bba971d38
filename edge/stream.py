"""The live stream: one feed, read by WebSocket or as server-sent events, from any cursor on."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Collection
from typing import Final

import sqlalchemy as sa
import structlog
from aiohttp import WSMsgType, web

from edge.feed import CursorError, Feed, cursor_text, parse_cursor
from edge.keys import Actor, KeyRefused, KeyRing
from edge.store import Store, StoreError
from edge.store import devices as rows
from edge.store.events import START, EventRow, Position
from edge.store.ids import now_us

HEARTBEAT_S: Final = 15.0
PAGE: Final = 500
# A reader that takes nothing for so long is let go, and one that was up to date as soon as more than BUFFER
# events wait behind what it does not take; it resumes from its cursor.
STALLED_S: Final = 30.0
BUFFER: Final = 1000
LOOK_S: Final = 2.0
# For a reader that was let go to take what it was sent before, and why it ends.
LINGER_S: Final = 5.0
HELLO_S: Final = 10.0
VISIBLE_LIFETIME_S: Final = 5.0

log = structlog.get_logger()


class StreamRequestError(ValueError):
    """What the client asked of the stream cannot be done."""


class StreamsClosed(Exception):
    """The server is stopping: no stream begins any more."""


class Lagged(Exception):
    """A reader does not take what it is sent."""


class Reader:
    """One client's way through the feed of one tenant, for as long as its key opens the door."""

    def __init__(
        self,
        feed: Feed,
        store: Store,
        keyring: KeyRing,
        actor: Actor,
        tenant_id: int,
        types: Collection[str],
    ) -> None:
        self._feed = feed
        self._store = store
        self._keyring = keyring
        self._actor = actor
        self._tenant_id = tenant_id
        self._site_ids = actor.site_ids
        self._types = frozenset(types) - {"*"} if "*" not in types else frozenset()
        self._visible: set[int] = set()
        self._visible_until = 0.0
        self._live = False
        self.gone: Callable[[], bool] = lambda: False
        self.position = START

    async def messages(self, after: Position | None) -> AsyncIterator[str]:
        """JSON texts: events with their cursor and heartbeats in between.

        The first is a heartbeat, or a gap where the cursor is too old. After a cursor, the next heartbeat
        comes as soon as everything that was missed has been told. Raises KeyRefused once the key has ended.
        """
        self.position = await self._feed.end(self._tenant_id) if after is None else after
        gap = None if after is None else self._feed.gap_after(after, now_us())
        if after is None or gap is None:
            yield self._heartbeat()
        else:
            self.position = gap.resumes_at
            yield _json({"event": "gap", "from": cursor_text(after), "to": cursor_text(gap.resumes_at)})
        behind = after is not None
        self._feed.arrived("streams", self)
        spoke = time.monotonic()
        while True:
            mark = self._feed.mark(self._tenant_id)
            if self.gone():
                return  # a client that left says nothing, and there may be nothing to tell it for long
            await self._keyring.still(self._actor)
            page = await self._feed.page(self._tenant_id, self.position, PAGE)
            for row in page:
                self.position = row.position
                if await self._shows(row):
                    yield f'{row.body[:-1]},"cursor":"{cursor_text(row.position)}"}}'
                    spoke = time.monotonic()
            arrived = len(page) < PAGE
            self._live = self._live or arrived
            if (behind and arrived) or time.monotonic() - spoke >= HEARTBEAT_S:
                yield self._heartbeat()
                behind = behind and not arrived
                spoke = time.monotonic()
            if arrived:
                self._feed.arrived("streams", self)
                await self._feed.wait(self._tenant_id, mark)

    def leave(self) -> None:
        """The client is told no more."""
        self._feed.left("streams", self)

    async def is_far_behind(self) -> bool:
        """Whether more waits for a reader that was up to date than is kept for one that does not take it."""
        if not self._live:
            return False
        return len(await self._feed.page(self._tenant_id, self.position, BUFFER + 1)) > BUFFER

    def _heartbeat(self) -> str:
        return _json({"event": "heartbeat", "cursor": cursor_text(self.position)})

    async def _shows(self, row: EventRow) -> bool:
        if self._types and row.type not in self._types:
            return False
        if self._site_ids is None:
            return True
        if row.device_id is None:
            return False  # what is of no device is of no site of theirs
        if time.monotonic() >= self._visible_until:
            sites = self._site_ids
            self._visible = await self._store.read(
                lambda conn: rows.ever_at_sites(conn, self._tenant_id, sites)
            )
            self._visible_until = time.monotonic() + VISIBLE_LIFETIME_S
        return row.device_id in self._visible


class Streams:
    """Serves every open stream of this process and ends them at its stop."""

    def __init__(self, feed: Feed, store: Store, keyring: KeyRing) -> None:
        self._feed = feed
        self._store = store
        self._keyring = keyring
        self._tasks: set[asyncio.Task[object]] = set()
        self._closed = False

    @property
    def readers(self) -> int:
        return len(self._tasks)

    async def serve(self, request: web.Request, actor: Actor, tenant_id: int) -> web.StreamResponse:
        """Answer `GET /v1/stream`: WebSocket where the client upgrades, else server-sent events.

        Raises StreamRequestError, StreamsClosed before the answer has begun.
        """
        if self._closed:  # its request was on its way when the others were ended
            raise StreamsClosed
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        try:
            if request.headers.get("Upgrade", "").lower() == "websocket":
                return await self._web_socket(request, actor, tenant_id)
            return await self._server_sent(request, actor, tenant_id)
        finally:
            self._tasks.discard(task)

    async def close(self) -> None:
        """End every stream; clients resume elsewhere from their cursors."""
        self._closed = True
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _reader(self, actor: Actor, tenant_id: int, types: Collection[str]) -> Reader:
        return Reader(self._feed, self._store, self._keyring, actor, tenant_id, types)

    async def _server_sent(self, request: web.Request, actor: Actor, tenant_id: int) -> web.StreamResponse:
        types = [name for name in request.query.get("types", "").split(",") if name]
        after = _cursor(request.headers.get("Last-Event-ID") or request.query.get("after"))
        reader = self._reader(actor, tenant_id, types)
        response = web.StreamResponse(
            headers={
                "Content-Type": "text/event-stream",
                "Cache-Control": "no-store",
                "X-Accel-Buffering": "no",
            }
        )
        await response.prepare(request)
        line = _Line(request, reader)

        async def write(text: str) -> None:
            await response.write(f"id: {cursor_text(reader.position)}\ndata: {text}\n\n".encode())

        last = await line.tell(after, write)
        if last is not None:
            name = json.loads(last)["event"].encode()
            await line.see_off(response.write(b"event: %b\ndata: %b\n\n" % (name, last.encode())))
            await line.see_off(response.write_eof())
        return response

    async def _web_socket(self, request: web.Request, actor: Actor, tenant_id: int) -> web.StreamResponse:
        socket = web.WebSocketResponse(heartbeat=HEARTBEAT_S, max_msg_size=64 * 1024)
        await socket.prepare(request)
        try:
            async with asyncio.timeout(HELLO_S):
                hello = await socket.receive()
            after, types = _hello(hello.data if hello.type is WSMsgType.TEXT else None)
        except TimeoutError:
            await socket.close(code=4408, message=b'send {"after": null} within 10 s')
            return socket
        except StreamRequestError as error:
            await socket.send_str(_json({"event": "error", "message": str(error)}))
            await socket.close(code=4400, message=b"bad request")
            return socket
        line = _Line(request, self._reader(actor, tenant_id, types))
        sending = asyncio.ensure_future(_send(socket, line, after))
        try:
            # Reading is what notices that the client is gone, and answers its pings.
            async for _ in socket:
                pass
        finally:
            sending.cancel()
            await asyncio.gather(sending, return_exceptions=True)
        return socket


async def _send(socket: web.WebSocketResponse, line: _Line, after: Position | None) -> None:
    last = await line.tell(after, socket.send_str)
    if last is not None:
        await line.see_off(socket.send_str(last))
    await line.see_off(socket.close(code=1011 if last is None else 4409, message=b"resume from your cursor"))


class _Line:
    """What leads to one client: takes what its reader finds, at the client's pace, which has limits."""

    def __init__(self, request: web.Request, reader: Reader) -> None:
        assert request.transport is not None, "the answer has begun"
        self._transport = request.transport
        self._reader = reader
        reader.gone = self._transport.is_closing

    async def tell(self, after: Position | None, write: Callable[[str], Awaitable[None]]) -> str | None:
        """Tell all until it has to end: what is to be said last, or nothing where nobody is there."""
        reader = self._reader
        try:
            async for text in reader.messages(after):
                await self._take(write(text))
        except Lagged:
            log.info("stream_ended", reason="lagged")
            return _json({"event": "lagged", "cursor": cursor_text(reader.position)})
        except KeyRefused as refused:
            log.info("stream_ended", reason=refused.code)
            return _json({"event": "error", "code": refused.code, "message": str(refused)})
        except ConnectionError as error:
            log.info("stream_ended", reason=type(error).__name__)
        except (StoreError, sa.exc.SQLAlchemyError) as error:
            log.warning("stream_ended", reason=str(error))
        finally:
            reader.leave()
        return None

    async def _take(self, writing: Awaitable[None]) -> None:
        """Wait until the client has taken one message more. Raises Lagged."""
        if not self._transport.get_write_buffer_size():  # there is room
            try:
                async with asyncio.timeout(STALLED_S):
                    return await writing
            except TimeoutError:
                raise Lagged from None
        sending = asyncio.ensure_future(writing)
        try:
            for _ in range(round(STALLED_S / LOOK_S)):
                done, _ = await asyncio.wait({sending}, timeout=LOOK_S)
                if done:
                    return sending.result()
                if await self._reader.is_far_behind():
                    break
            raise Lagged
        finally:
            sending.cancel()
            await asyncio.gather(sending, return_exceptions=True)

    async def see_off(self, saying: Awaitable[bool | None]) -> None:
        """The last words to a client, which may not listen any more."""
        try:
            async with asyncio.timeout(LINGER_S):
                await saying
        except TimeoutError:
            self._transport.abort()
        except ConnectionError as error:
            log.info("stream_left", reason=type(error).__name__)


def _hello(text: object) -> tuple[Position | None, list[str]]:
    try:
        said = json.loads(text) if isinstance(text, str) else None
    except ValueError:
        said = None
    if not isinstance(said, dict):
        raise StreamRequestError('The first message must be JSON such as {"after": null, "types": ["*"]}.')
    types = said.get("types") or []
    after = said.get("after")
    if not isinstance(types, list) or not all(isinstance(name, str) for name in types):
        raise StreamRequestError("'types' must be a list of event names.")
    if after is not None and not isinstance(after, str):
        raise StreamRequestError("'after' must be a cursor or null.")
    return _cursor(after), types


def _cursor(text: str | None) -> Position | None:
    if not text:
        return None
    try:
        return parse_cursor(text)
    except CursorError as error:
        raise StreamRequestError(str(error)) from error


def _json(message: dict[str, str]) -> str:
    return json.dumps(message, separators=(",", ":"))
