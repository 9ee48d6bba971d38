"""One process from its start to its end."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import structlog

from edge.app.chores import chores_of
from edge.app.instruments import show
from edge.app.listening import ServedAt, listen
from edge.app.parts import Edge
from edge.app.start import first_start, make_folder
from edge.control import ControlServer
from edge.detector import Detector
from edge.service.supervised import Supervised
from edge.settings import Settings
from edge.store import open_store
from edge.store.sqlite import lock_folder

log = structlog.get_logger()


@asynccontextmanager
async def running(settings: Settings) -> AsyncIterator[tuple[Edge, ServedAt]]:
    """An edge that serves while the context is open, and has finished every commit when it closes."""
    folder = Path(settings.data)
    async with AsyncExitStack() as stack:
        await asyncio.to_thread(make_folder, folder)
        if settings.on_sqlite:
            lock = await asyncio.to_thread(lock_folder, folder)
            stack.callback(lock.release)
        store = await open_store(settings.database_url, settings.database_connections)
        stack.push_async_callback(store.close)
        edge = Edge(settings, store)
        show(edge)
        stack.push_async_callback(edge.sender.close)
        stack.push_async_callback(edge.alerts.close)
        key_file = await first_start(store, folder)
        served_rows = await edge.directory.load()
        if isinstance(edge.detector, Detector):
            edge.detector.restore(served_rows)
        edge.clocks.restore(served_rows)
        await edge.open_commands.refresh()
        if store.shared:
            await store.write(lambda conn: edge.vault.within(conn).agree())
        elif settings.store_biometrics:
            await store.read(lambda conn: edge.vault.within(conn).check())
        stack.push_async_callback(edge.knocking.flush)
        stack.push_async_callback(edge.clocks.flush)
        if edge.backups is not None:
            stack.callback(edge.backups.close)
        for chore in chores_of(edge):
            stack.push_async_callback(_stop, asyncio.create_task(chore))
        control = ControlServer(store, edge.vault, folder, edge.changed)
        await control.start()
        stack.push_async_callback(control.stop)
        served = await listen(edge, stack, key_file)
        edge.ready = True
        try:
            yield edge, served
        finally:
            edge.ready = False


async def _stop(task: asyncio.Task[None]) -> None:
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def serve(
    settings: Settings,
    *,
    ready: Callable[[ServedAt], None] | None = None,
    stop: asyncio.Event | None = None,
) -> None:
    """Serve until SIGTERM or SIGINT, or until `stop` is set. Raises StartError, StoreError."""
    if stop is None:
        stop = asyncio.Event()
        _on_signals(stop)
    supervised = Supervised()
    async with AsyncExitStack() as stack:
        stack.callback(supervised.close)
        starting = asyncio.create_task(supervised.starting())
        try:
            edge, served = await stack.enter_async_context(running(settings))
        finally:
            await _stop(starting)
        for concern in edge.store.concerns:
            log.warning("database_concern", says=concern)
        log.info("serving", url=served.url, devices=served.device_url, key=str(served.key_file))
        supervised.ready(served.url)
        for chore in (supervised.beating(edge.store, edge.concerns), _reloads(edge, supervised)):
            stack.push_async_callback(_stop, asyncio.create_task(chore))
        if ready is not None:
            ready(served)
        await stop.wait()
        supervised.stopping(settings.drain_seconds)
        await _drain(edge, stop, settings.drain_seconds)
        log.info("stopping")


async def _drain(edge: Edge, stop: asyncio.Event, seconds: float) -> None:
    """Serve on for a while as one that balancers send nobody to; a second signal ends that."""
    edge.ready = False
    if not seconds:
        return
    log.info("draining", seconds=seconds)
    stop.clear()
    try:
        async with asyncio.timeout(seconds):
            await stop.wait()
    except TimeoutError:
        pass  # as long as was asked for


def _on_signals(stop: asyncio.Event) -> None:
    loop = asyncio.get_running_loop()
    for name in ("SIGTERM", "SIGINT", "SIGBREAK"):
        number = getattr(signal, name, None)
        if number is None:
            continue
        if sys.platform == "win32":
            signal.signal(number, lambda *_: loop.call_soon_threadsafe(stop.set))
        else:
            loop.add_signal_handler(number, stop.set)


async def _reloads(edge: Edge, supervised: Supervised) -> None:
    """Until cancelled: SIGHUP has the certificate read again at once. Windows has no such signal."""
    if sys.platform == "win32" or (edge.certificate is None and not supervised.heard):
        return  # a terminal that is closed ends what runs in it
    asked = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGHUP, asked.set)
    while True:
        await asked.wait()
        asked.clear()
        await supervised.reload(edge.read_again)
