"""Administration without the API: by a running server over a socket in its folder, else on the database
itself.

One request a connection, a line of JSON each way: `{"action": …, "arguments": {…}}` and `{"result": …}` or
`{"error": …}`. Whoever can open the socket is the user the server runs as.
"""

from __future__ import annotations

import asyncio
import json
import os
import socket
import struct
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa
import structlog

from edge import tenants
from edge.administration import ACTIONS, AdministrationError
from edge.settings import Settings
from edge.store import Store, StoreError, open_store
from edge.store.ids import now_us
from edge.store.sqlite import lock_folder

SOCKET: Final = "control.sock"
MOST_BYTES: Final = 16 * 1024 * 1024
REQUEST_S: Final = 60.0

log = structlog.get_logger()


class ControlServer:
    """Carries out administration commands for the command line while the server holds the folder."""

    def __init__(self, store: Store, folder: Path, changed: Callable[[], None]) -> None:
        self._store = store
        self._folder = folder
        self._changed = changed
        self._server: asyncio.Server | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._pipe: Any = None

    async def start(self) -> None:
        if sys.platform == "win32":
            loop: Any = asyncio.get_running_loop()
            (self._pipe,) = await loop.start_serving_pipe(self._protocol, pipe_name(self._folder))
            return
        path = socket_path(self._folder)
        path.unlink(missing_ok=True)
        previous = os.umask(0o177)
        try:
            self._server = await asyncio.start_unix_server(self._accept, path, limit=MOST_BYTES)
        finally:
            os.umask(previous)

    async def stop(self) -> None:
        if self._pipe is not None:
            self._pipe.close()
        if self._server is not None:
            self._server.close()
            socket_path(self._folder).unlink(missing_ok=True)
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _protocol(self) -> asyncio.StreamReaderProtocol:
        return asyncio.StreamReaderProtocol(asyncio.StreamReader(limit=MOST_BYTES), self._accept)

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        try:
            if not _same_user(writer):
                log.warning("control_refused", reason="another user")
                return
            async with asyncio.timeout(REQUEST_S):
                asked = json.loads(await reader.readline())
                answer = await self._carry_out(asked)
                writer.write(json.dumps(answer, ensure_ascii=False).encode() + b"\n")
                await writer.drain()
        except (TimeoutError, ConnectionError, ValueError) as error:
            log.warning("control_request_broken", error=str(error))
        finally:
            self._tasks.discard(task)
            writer.close()

    async def _carry_out(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        try:
            result = await perform(self._store, str(asked["action"]), dict(asked["arguments"]))
        except (AdministrationError, StoreError) as error:
            return {"error": str(error)}
        except (KeyError, TypeError) as error:
            return {"error": f"The request is not understood ({error}); are both programs of one version?"}
        except (OSError, sa.exc.SQLAlchemyError) as error:
            log.error("control_failed", error=str(error))
            return {"error": f"The database failed: {error}"}
        self._changed()
        return {"result": result}


async def perform(store: Store, action: str, arguments: dict[str, Any]) -> Any:
    """Carry out one administration command on a store. Raises AdministrationError, StoreError."""
    if action not in ACTIONS:
        raise AdministrationError(f"'{action}' is no administration command of this version.")
    return await ACTIONS[action](store, **arguments)


async def administer(settings: Settings, action: str, arguments: dict[str, Any]) -> Any:
    """Carry out a command wherever it can be: by the server that runs in the folder, else here.

    Raises AdministrationError, StoreError.
    """
    if not settings.on_sqlite:
        return await _here(settings, action, arguments)
    try:
        lock = await asyncio.to_thread(_lock, settings.data)
    except StoreError:
        return await _ask_server(settings.data, action, arguments)
    try:
        return await _here(settings, action, arguments)
    finally:
        lock.release()


def _lock(folder: Path) -> Any:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise AdministrationError(f"{folder} cannot be used: {error.strerror}.") from error
    return lock_folder(folder)


async def _here(settings: Settings, action: str, arguments: dict[str, Any]) -> Any:
    store = await open_store(settings.database_url)
    try:
        # On an empty folder a command finds what the server's first start would have made.
        await store.write(lambda conn: tenants.ensure_default(conn, store.ids, now=now_us()))
        return await perform(store, action, arguments)
    finally:
        await store.close()


async def _ask_server(folder: Path, action: str, arguments: dict[str, Any]) -> Any:
    try:
        reader, writer = await _connect(folder)
    except (FileNotFoundError, ConnectionError) as error:
        raise AdministrationError(
            f"Another process uses {folder} but does not answer on {socket_path(folder)}. "
            "If it is the server, wait until it is ready; else stop it."
        ) from error
    try:
        async with asyncio.timeout(REQUEST_S):
            request = {"action": action, "arguments": arguments}
            writer.write(json.dumps(request, ensure_ascii=False).encode() + b"\n")
            await writer.drain()
            line = await reader.readline()
    except TimeoutError as error:
        raise AdministrationError(
            f"The server of {folder} did not answer within {REQUEST_S:.0f} s."
        ) from error
    finally:
        writer.close()
    if not line:
        raise AdministrationError(
            f"The server of {folder} closed the connection; run this as the user it runs as."
        )
    answer = json.loads(line)
    if "error" in answer:
        raise AdministrationError(answer["error"])
    return answer["result"]


async def _connect(folder: Path) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    if sys.platform == "win32":
        loop: Any = asyncio.get_running_loop()
        reader = asyncio.StreamReader(limit=MOST_BYTES)
        protocol = asyncio.StreamReaderProtocol(reader)
        transport, _ = await loop.create_pipe_connection(lambda: protocol, pipe_name(folder))
        return reader, asyncio.StreamWriter(transport, protocol, reader, loop)
    else:
        return await asyncio.open_unix_connection(socket_path(folder), limit=MOST_BYTES)


def socket_path(folder: Path) -> Path:
    return folder / SOCKET


def pipe_name(folder: Path) -> str:
    """The same for every spelling of the folder."""
    return r"\\.\pipe\punchdeck-" + str(folder.resolve()).lower().replace("\\", "-").replace(":", "")


def _same_user(writer: asyncio.StreamWriter) -> bool:
    """On Linux the kernel says who is at the other end; elsewhere the socket's mode has to do."""
    connection: socket.socket | None = writer.get_extra_info("socket")
    if sys.platform != "linux" or connection is None:
        return True
    credentials = connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
    _, user, _ = struct.unpack("3i", credentials)
    return bool(user == os.getuid())
