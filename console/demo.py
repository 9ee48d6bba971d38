"""`punchdeck demo`: an edge of its own in a scratch folder, a fleet of simulated terminals, and a view of
both.
"""

from __future__ import annotations

import asyncio
import shutil
import signal
import socket
import sys
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import httpx

from common.client import EdgeClient, Unreachable
from common.programs import QUIETLY, edge_command, environment_of_child

READY_S: Final = 60.0
LOOK_S: Final = 0.5  # the fleet registers with the same key, whose requests are counted
STOP_S: Final = 10.0
# Punches a second over the fleet: something to see at any hour of the day.
LIVELY_RATE: Final = 1.5
# Terminals poll every 10 s; whoever watches a demo should not wait long to see one go.
OFFLINE_AFTER_S: Final = 25

ENDS: Final = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)
"""Whoever sends one of these wants the program to end in good order, and what it started with it."""

Print = Callable[[str], None]


class DemoError(Exception):
    """The demo cannot run; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class DemoOptions:
    """What the command line asks for; None is the fleet's or the machine's own choice."""

    sites: int | None = None
    devices: int | None = None
    port: int | None = None
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Demo:
    """A demo that runs: where its edge is, and the simulator that can be told what to do to the fleet."""

    url: str
    key: str
    folder: Path
    fleet: asyncio.subprocess.Process

    async def tell_fleet(self, line: str) -> None:
        """`cut SITE` makes a site dark, `restore SITE` brings it back."""
        assert self.fleet.stdin is not None
        self.fleet.stdin.write(f"{line}\n".encode())
        await self.fleet.stdin.drain()


@asynccontextmanager
async def running_demo(options: DemoOptions) -> AsyncIterator[Demo]:
    """Edge and fleet while the context is open; nothing of them is left when it closes. Raises DemoError."""
    port = _free_port(options.port)
    folder = Path(await asyncio.to_thread(tempfile.mkdtemp, prefix="punchdeck-demo-"))
    url = f"http://127.0.0.1:{port}"
    log = folder / "edge.log"
    try:
        async with (
            _child(
                folder,
                log,
                "serve",
                *("--port", str(port), "--data", str(folder), "--dev"),
                PUNCHDECK_OFFLINE_AFTER=str(OFFLINE_AFTER_S),
            ) as edge,
        ):
            await _until_ready(url, edge, log)
            key = (await asyncio.to_thread((folder / "admin.key").read_text)).strip()
            asked = ["--lively", "--rate", str(LIVELY_RATE), "--control"]
            if options.sites is not None:
                asked += ["--sites", str(options.sites)]
            if options.devices is not None:
                asked += ["--devices", str(options.devices)]
            environment = {"PUNCHDECK_KEY": key}
            async with _child(
                folder, folder / "fleet.log", "simulate", "--server", url, *asked, **environment
            ) as fleet:
                yield Demo(url, key, folder, fleet)
    finally:
        await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)


@asynccontextmanager
async def _child(
    folder: Path, log: Path, *arguments: str, **environment: str
) -> AsyncIterator[asyncio.subprocess.Process]:
    """A process of ours that ends with the context, whatever happens in it."""
    with log.open("wb") as printed:
        process = await asyncio.create_subprocess_exec(
            *edge_command(),
            *arguments,
            cwd=folder,
            env=environment_of_child(**environment),
            stdin=asyncio.subprocess.PIPE,
            stdout=printed,
            stderr=printed,
            creationflags=QUIETLY,
        )
    try:
        yield process
    finally:
        await _end(process)


async def _end(process: asyncio.subprocess.Process) -> None:
    if process.returncode is not None:
        return
    process.send_signal(signal.SIGTERM)
    try:
        async with asyncio.timeout(STOP_S):
            await process.wait()
    except TimeoutError:
        process.kill()
        await process.wait()


async def _until_ready(url: str, edge: asyncio.subprocess.Process, log: Path) -> None:
    try:
        async with asyncio.timeout(READY_S), httpx.AsyncClient(trust_env=False, timeout=2.0) as http:
            while True:
                if edge.returncode is not None:
                    raise DemoError(f"The edge did not start: {_last_line(log)}")
                try:
                    if (await http.get(f"{url}/readyz")).status_code == 200:
                        return
                except httpx.TransportError:
                    pass  # not listening yet
                await asyncio.sleep(0.05)
    except TimeoutError:
        raise DemoError(f"The edge was not ready within {READY_S:.0f} s: {_last_line(log)}") from None


def _last_line(log: Path) -> str:
    lines = [line for line in log.read_text(errors="replace").splitlines() if line.strip()]
    return lines[-1] if lines else f"it printed nothing to {log}"


def _free_port(wanted: int | None) -> int:
    """The one that is wanted, or any. Raises DemoError where somebody else has it: what answers there would
    be taken for the demo's edge."""
    with socket.socket() as probe:
        if sys.platform != "win32":
            # one that was left a moment ago is free; on Windows this would take it from whoever has it
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", wanted or 0))
        except OSError as error:
            raise DemoError(
                f"Port {wanted} cannot be used ({error.strerror}). "
                "Choose another with --port, or leave it out."
            ) from error
        return int(probe.getsockname()[1])


async def run_headless(options: DemoOptions, say: Print) -> None:
    """Print addresses, key file, sites and terminals, then punches as they arrive. Raises DemoError,
    EdgeError.
    """
    me = asyncio.current_task()
    assert me is not None
    for each in ENDS:
        with suppress(NotImplementedError):  # Windows knows Ctrl+C alone, an exception of Python's
            asyncio.get_running_loop().add_signal_handler(each, me.cancel)
    async with running_demo(options) as demo, EdgeClient(demo.url, demo.key) as client:
        announce(demo, say)
        await until_staged(demo)
        await _print_fleet(client, say)
        say("Punches as they arrive; Ctrl+C ends the demo.")
        try:
            async with asyncio.timeout(options.seconds):
                await _print_punches(client, demo, say)
        except TimeoutError:
            say("Done.")


def announce(demo: Demo, say: Print) -> None:
    """Where the edge is, and how to talk to it."""
    say(f"Edge        {demo.url}")
    say(f"Docs        {demo.url}/docs")
    say(f"Key file    {demo.folder / 'admin.key'}")
    say(f'Try         curl -H "Authorization: Bearer {demo.key}" "{demo.url}/v1/devices?site=warehouse"')


async def until_staged(demo: Demo) -> None:
    """Until the simulator has registered its fleet. Raises DemoError."""
    try:
        async with asyncio.timeout(READY_S), EdgeClient(demo.url, demo.key) as client:
            while not await _is_staged(client):
                if demo.fleet.returncode is not None:
                    raise DemoError(f"The fleet did not start: {_last_line(demo.folder / 'fleet.log')}")
                await asyncio.sleep(LOOK_S)
    except TimeoutError:
        raise DemoError(f"The fleet was not there within {READY_S:.0f} s.") from None


async def _is_staged(client: EdgeClient) -> bool:
    devices = await client.devices()
    return bool(devices) and all(device["site_id"] for device in devices) and bool(await client.sites())


async def _print_fleet(client: EdgeClient, say: Print) -> None:
    devices = await client.devices()
    sites = await client.sites()
    say(f"{len(sites)} sites, {len(devices)} terminals:")
    for site in sites:
        here = [device for device in devices if device["site_id"] == site["id"]]
        say(f"  {site['name']:<34} {site['location']['timezone']:<20} {len(here)} terminals")


async def _print_punches(client: EdgeClient, demo: Demo, say: Print) -> None:
    cursor: str | None = None
    while True:
        try:
            async for message in client.stream(cursor):
                cursor = message.cursor
                line = _line(message.body)
                if line is not None:
                    say(line)
        except Unreachable as error:
            if demo.fleet.returncode is not None:
                raise DemoError("The simulated fleet has stopped.") from error
            await asyncio.sleep(0.5)


def _line(body: object) -> str | None:
    if not isinstance(body, dict):
        return None
    if body["event"] == "attendance.created":
        return (
            f"{body['punch_time_local'][11:]}  {body['site']:<34.34} {body['device_serial']:<14} "
            f"{body['employee_id']:<8} {body['punch_type']:<10} {body['verify_mode']}"
        )
    if body["event"] in ("device.online", "device.offline"):
        status = body["event"].removeprefix("device.")
        device = body["device"]
        return f"{body['timestamp'][11:19]}  {device['site']:<34.34} {device['serial_number']:<14} {status}"
    return None
