"""Administration without the API: by a running server over a socket in its folder, else on the database
itself.

One request a connection, a line of JSON each way: `{"action": …, "arguments": {…}}` and `{"result": …}` or
`{"error": …}`. Whoever can open the socket is the user the server runs as.
"""

from __future__ import annotations

import asyncio
import inspect
import json
import os
import socket
import struct
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa
import structlog
from filelock import FileLock

from edge import tenants
from edge.administration import AdministrationError, with_vault
from edge.master_keys import MasterKeyFile
from edge.settings import Settings
from edge.store import Store, StoreError, open_store
from edge.store.ids import now_us
from edge.store.sqlite import lock_folder
from edge.vault import Vault

SOCKET: Final = "control.sock"
MOST_BYTES: Final = 16 * 1024 * 1024
# A request is written in one go; its answer may take as long as a backup does.
REQUEST_S: Final = 10.0
# A server that starts, or another command at work, is soon done with the folder.
BUSY_S: Final = 10.0
RETRY_S: Final = 0.1

log = structlog.get_logger()


class NobodyAnswers(Exception):
    """No server listens at the folder's socket."""


class ControlServer:
    """Carries out administration commands for the command line while the server holds the folder."""

    def __init__(self, store: Store, vault: Vault, folder: Path, changed: Callable[[], None]) -> None:
        self._store = store
        self._vault = vault
        self._folder = folder
        self._changed = changed
        self._server: asyncio.Server | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._pipe: Any = None

    async def start(self) -> None:
        """Listen. Raises StoreError where the folder cannot hold the socket."""
        if sys.platform == "win32":
            loop: Any = asyncio.get_running_loop()
            (self._pipe,) = await loop.start_serving_pipe(self._protocol, pipe_name(self._folder))
            return
        path = socket_path(self._folder)
        path.unlink(missing_ok=True)
        previous = os.umask(0o177)
        try:
            self._server = await asyncio.start_unix_server(self._accept, path, limit=MOST_BYTES)
        except OSError as error:  # a path over 100 bytes, a file system without sockets
            raise StoreError(
                f"{path} cannot be opened: {error.strerror or error}. Choose another folder with --data."
            ) from error
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

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        # A task of ours: asyncio's own logs a traceback when it is cancelled.
        task = asyncio.create_task(self._answer(reader, writer))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            async with asyncio.timeout(REQUEST_S):
                asked = json.loads(await reader.readline())
            if _same_user(writer):
                answer = await self._carry_out(asked)
            else:
                log.warning("control_refused", reason="another user")
                answer = {"error": "Only the user that the server runs as may do this."}
            writer.write(_line(answer))
            async with asyncio.timeout(REQUEST_S):
                await writer.drain()
        except (TimeoutError, ConnectionError, ValueError) as error:
            log.warning("control_request_broken", error=str(error))
        finally:
            writer.close()

    async def _carry_out(self, asked: Any) -> dict[str, Any]:
        match asked:
            case {"action": str(action), "arguments": dict(arguments)}:
                pass
            case _:
                return {"error": "The request is not understood; are both programs of one version?"}
        try:
            result = await perform(self._store, self._vault, action, arguments)
        except (AdministrationError, StoreError) as error:
            return {"error": str(error)}
        except (OSError, sa.exc.SQLAlchemyError) as error:
            log.error("control_failed", action=action, error=str(error))
            return {"error": database_failed(error)}
        except Exception:  # whoever asked must not wait for an answer that never comes
            log.exception("control_failed", action=action)
            return {"error": f"'{action}' failed for a reason of its own; the server's log says which."}
        self._changed()
        return {"result": result}


async def perform(store: Store, vault: Vault, action: str, arguments: dict[str, Any]) -> Any:
    """Carry out one administration command on a store. Raises AdministrationError, StoreError."""
    actions = with_vault(vault)
    if action not in actions:
        raise AdministrationError(f"'{action}' is no administration command of this version.")
    try:
        inspect.signature(actions[action]).bind(store, **arguments)
    except TypeError as error:
        raise AdministrationError(
            f"'{action}' is not understood ({error}); are both programs of one version?"
        ) from error
    return await actions[action](store, **arguments)


async def administer(settings: Settings, action: str, arguments: dict[str, Any]) -> Any:
    """Carry out a command wherever it can be: by the server that runs in the folder, else here.

    Raises AdministrationError, StoreError.
    """
    if not settings.on_sqlite:
        return await _here(settings, action, arguments)
    given_up = time.monotonic() + BUSY_S
    while True:
        # Not in a thread: a lock belongs to the thread that took it.
        lock = _lock(settings.data)
        if lock is not None:
            try:
                return await _here(settings, action, arguments)
            finally:
                lock.release()
        try:
            return await _ask_server(settings.data, action, arguments)
        except NobodyAnswers as error:
            if time.monotonic() > given_up:
                raise AdministrationError(
                    f"Another process uses {settings.data} but does not answer on "
                    f"{socket_path(settings.data)}. If it is the server, wait until it is ready; "
                    "else stop it."
                ) from error
        await asyncio.sleep(RETRY_S)


def _lock(folder: Path) -> FileLock | None:
    """The lock of the folder, held; None while another process holds it."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return lock_folder(folder)
    except OSError as error:
        raise AdministrationError(
            f"{folder} cannot be used: {error.strerror or error}. "
            "Choose another folder with --data, or run this as the user that it belongs to."
        ) from error
    except StoreError:
        return None


async def _here(settings: Settings, action: str, arguments: dict[str, Any]) -> Any:
    store = await open_store(settings.database_url)
    try:
        # On an empty folder a command finds what the server's first start would have made.
        await store.write(lambda conn: tenants.ensure_default(conn, store.ids, now=now_us()))
        vault = Vault(MasterKeyFile(settings.data, settings.master_key_file))
        return await perform(store, vault, action, arguments)
    finally:
        await store.close()


async def _ask_server(folder: Path, action: str, arguments: dict[str, Any]) -> Any:
    request = _line({"action": action, "arguments": arguments})
    if len(request) > MOST_BYTES:
        raise AdministrationError(
            f"That is more than the {MOST_BYTES // 2**20} MiB that a running server takes at once; split it."
        )
    try:
        reader, writer = await _connect(folder)
    except PermissionError as error:
        raise AdministrationError(
            f"The server of {folder} runs as another user. Run this as that user."
        ) from error
    except OSError as error:
        raise NobodyAnswers from error
    try:
        writer.write(request)
        await writer.drain()
        answer = json.loads(await reader.readline())
    except (ConnectionError, ValueError) as error:
        raise AdministrationError(
            f"The server of {folder} ended the connection before it answered. "
            "Check whether it still runs, and whether the command took effect."
        ) from error
    finally:
        writer.close()
    if "error" in answer:
        raise AdministrationError(answer["error"])
    return answer["result"]


def _line(message: dict[str, Any]) -> bytes:
    return json.dumps(message, ensure_ascii=False).encode() + b"\n"


async def _connect(folder: Path) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    if sys.platform == "win32":
        loop: Any = asyncio.get_running_loop()
        reader = asyncio.StreamReader(limit=MOST_BYTES)
        protocol = asyncio.StreamReaderProtocol(reader)
        transport, _ = await loop.create_pipe_connection(lambda: protocol, pipe_name(folder))
        return reader, asyncio.StreamWriter(transport, protocol, reader, loop)
    else:
        return await asyncio.open_unix_connection(socket_path(folder), limit=MOST_BYTES)


def database_failed(error: OSError | sa.exc.SQLAlchemyError) -> str:
    """In words for a user, without the statement that met it."""
    cause = getattr(error, "orig", None) or error
    return f"The database failed: {cause}. 'punchdeck-edge db check' looks it through."


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
