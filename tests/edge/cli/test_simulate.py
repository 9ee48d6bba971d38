"""`simulate`: a fleet from the command line, which reports, obeys and ends when told."""

from __future__ import annotations

import asyncio
import signal
import sys
from pathlib import Path

import pytest

from tests.edge.cli.conftest import run
from tests.kit.edge_process import ROOT, EdgeProcess

unix_only = pytest.mark.skipif(
    sys.platform == "win32", reason="Windows has no signal to end a process gently"
)


async def simulating(*words: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "edge", "simulate", *words),
        cwd=ROOT,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )


async def ended(process: asyncio.subprocess.Process, sent: bytes = b"") -> tuple[int | None, str]:
    """Once told to stop: exit code, and what was printed and not read before."""
    process.send_signal(signal.SIGTERM)
    async with asyncio.timeout(15):
        _, printed = await process.communicate()
    return process.returncode, printed.decode()


async def line_of(process: asyncio.subprocess.Process) -> str:
    assert process.stderr is not None
    async with asyncio.timeout(30):
        return (await process.stderr.readline()).decode().rstrip("\n")


@unix_only
async def test_a_fleet_registers_itself_calls_and_ends_when_told(tmp_path: Path) -> None:
    edge = EdgeProcess(tmp_path / "edge")
    await asyncio.to_thread(edge.start)
    key = ("--key", edge.admin_key)
    process = await simulating("--server", edge.url, "--devices", "3", "--sites", "2", "--seed", "7", *key)
    assert await line_of(process) == f"3 terminals at 2 sites call {edge.url}; seed 7."
    async with asyncio.timeout(30):
        while " connected" not in edge.output and (await _registered(edge)) < 3:
            await asyncio.sleep(0.1)
    code, printed = await ended(process)
    await asyncio.to_thread(edge.terminate)
    assert code == 0, printed
    assert " of 3 terminals connected, " in printed
    assert edge.admin_key not in printed


async def _registered(edge: EdgeProcess) -> int:
    from common.client import EdgeClient

    async with EdgeClient(edge.url, edge.admin_key) as client:
        return len([device for device in await client.devices() if device["last_seen"] is not None])


@unix_only
async def test_lines_of_standard_input_cut_sites_and_nonsense_is_named() -> None:
    process = await simulating(
        "--server", "http://127.0.0.1:1", "--sites", "1", "--devices", "1", "--control"
    )
    assert (await line_of(process)).startswith("1 terminals at 1 sites call http://127.0.0.1:1; seed ")
    assert process.stdin is not None
    process.stdin.write(b"cut hq-main-entrance\nmelt hq-main-entrance\nrestore hq-main-entrance\n")
    await process.stdin.drain()
    assert await line_of(process) == (
        "Not understood: 'melt hq-main-entrance'; write 'cut SITE' or 'restore SITE'."
    )
    # Standard input is still open, and nobody waits for it.
    code, printed = await ended(process)
    assert (code, "Traceback" in printed) == (0, False)


@unix_only
async def test_orders_can_come_from_a_file(tmp_path: Path) -> None:
    orders = tmp_path / "orders"
    orders.write_text("melt x\n")
    with orders.open() as stdin:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "edge", "simulate", "--server", "http://127.0.0.1:1"),
            *("--sites", "1", "--devices", "1", "--control"),
            cwd=ROOT,
            stdin=stdin,
            stderr=asyncio.subprocess.PIPE,
        )
    await line_of(process)
    assert (await line_of(process)).startswith("Not understood: 'melt x'")
    code, printed = await ended(process)
    assert (code, "Traceback" in printed) == (0, False)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--server", "nonsense"), "'nonsense' is no server address"),
        (("--server", "http://127.0.0.1:1", "--devices", "0"), "0"),
        (("--server", "http://127.0.0.1:1", "--sites", "100000"), "100000"),
        (
            ("--server", "http://127.0.0.1:1", "--profile", "no-such-file.toml"),
            "no-such-file.toml cannot be read",
        ),
        (("--server", "http://127.0.0.1:1", "--key", "pd_live_x"), "http://127.0.0.1:1 cannot be reached"),
    ],
)
def test_what_cannot_be_simulated_is_one_line(words: tuple[str, ...], said: str) -> None:
    assert said in run("simulate", *words).failure


def test_a_mistake_in_a_profile_is_named_with_its_place(tmp_path: Path) -> None:
    profile = tmp_path / "fleet.toml"
    profile.write_text("[fleet]\ndevises = 3\n")
    assert run("simulate", "--server", "http://127.0.0.1:1", "--profile", profile).failure.startswith(
        f"profile {profile}: [fleet] has no key 'devises'; it knows "
    )
