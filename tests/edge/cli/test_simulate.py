"""`simulate`: a fleet from the command line, which reports, obeys and ends when told."""

from __future__ import annotations

import asyncio
import re
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager
from pathlib import Path
from typing import IO

import pytest
from typer.testing import CliRunner

from common.client import EdgeClient
from edge.cli import cli
from tests.edge.cli.conftest import Done
from tests.kit.edge_process import ROOT, EdgeProcess

unix_only = pytest.mark.skipif(
    sys.platform == "win32", reason="Windows has no signal to end a process gently"
)
# Nobody listens at port 1, and a fleet goes on trying.
NOWHERE = ("--server", "http://127.0.0.1:1", "--sites", "1", "--devices", "1")


@asynccontextmanager
async def simulating(*words: str, stdin: int | IO[str] = PIPE) -> AsyncIterator[Process]:
    """A fleet in a process of its own that does not outlive the test."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "edge", "simulate", *words), cwd=ROOT, stdin=stdin, stdout=PIPE, stderr=PIPE
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
            await process.communicate()


async def stopped(process: Process) -> str:
    """What was printed and not read before, once it has ended as it was told."""
    process.send_signal(signal.SIGTERM)
    async with asyncio.timeout(15):
        _, printed = await process.communicate()
    assert process.returncode == 0, printed
    assert b"Traceback" not in printed
    return printed.decode()


async def line_of(process: Process) -> str:
    assert process.stderr is not None
    async with asyncio.timeout(30):
        return (await process.stderr.readline()).decode().rstrip("\n")


@unix_only
async def test_a_fleet_registers_itself_calls_and_ends_when_told(edge: EdgeProcess) -> None:
    told = ("--server", edge.url, "--key", edge.admin_key, "--devices", "3", "--sites", "2", "--seed", "7")
    online: set[str] = set()
    async with EdgeClient(edge.url, edge.admin_key) as client, aclosing(client.stream()) as stream:
        assert (await anext(stream)).event == "heartbeat"
        async with simulating(*told) as process, asyncio.timeout(40):
            assert await line_of(process) == f"3 terminals at 2 sites call {edge.url}; seed 7."
            while len(online) < 3:
                message = await anext(stream)
                if message.event == "device.online":
                    online.add(message.body["device"]["serial_number"])
            printed = await stopped(process)
    assert re.match(r"\d of 3 terminals connected, \d+ punches made, ", printed)
    assert edge.admin_key not in printed


@unix_only
async def test_lines_of_standard_input_cut_sites_and_nonsense_is_named() -> None:
    async with simulating(*NOWHERE, "--control") as process:
        assert (await line_of(process)).startswith("1 terminals at 1 sites call http://127.0.0.1:1; seed ")
        assert process.stdin is not None
        process.stdin.write(b"cut hq-main-entrance\nmelt hq-main-entrance\nrestore hq-main-entrance\n")
        await process.stdin.drain()
        assert await line_of(process) == (
            "Not understood: 'melt hq-main-entrance'; write 'cut SITE' or 'restore SITE'."
        )
        # Standard input is still open, and nobody waits for it.
        await stopped(process)


@unix_only
async def test_orders_can_come_from_a_file(tmp_path: Path) -> None:
    orders = tmp_path / "orders"
    orders.write_text("melt x\n")
    with orders.open() as stdin:
        async with simulating(*NOWHERE, "--control", stdin=stdin) as process:
            await line_of(process)
            assert (await line_of(process)).startswith("Not understood: 'melt x'")
            await stopped(process)


def simulate(*words: str | Path) -> Done:
    done = CliRunner().invoke(cli, ["simulate", *map(str, words)], catch_exceptions=False)
    return Done(done.exit_code, done.stdout, done.stderr)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--server", "nonsense"), "'nonsense' is no server address"),
        (("--server", "http://127.0.0.1:1", "--devices", "0"), "a fleet has 1 to 10000 devices, not 0"),
        (("--server", "http://127.0.0.1:1", "--sites", "501"), "a fleet has 1 to 500 sites, not 501"),
        (
            ("--server", "http://127.0.0.1:1", "--profile", "no-such-file.toml"),
            "no-such-file.toml cannot be read",
        ),
        (("--server", "http://127.0.0.1:1", "--key", "pd_live_x"), "http://127.0.0.1:1 cannot be reached"),
    ],
)
def test_what_cannot_be_simulated_is_one_line(words: tuple[str, ...], said: str) -> None:
    assert said in simulate(*words).failure


def test_a_mistake_in_a_profile_is_named_with_its_place(tmp_path: Path) -> None:
    profile = tmp_path / "fleet.toml"
    profile.write_text("[fleet]\ndevises = 3\n")
    assert simulate("--server", "http://127.0.0.1:1", "--profile", profile).failure.startswith(
        f"profile {profile}: [fleet] has no key 'devises'; it knows "
    )
