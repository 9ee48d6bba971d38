"""The first whole way through the house: a fleet pushes, the edge stores, an integrator reads it once."""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from common.client import EdgeClient, KeyRefused, StreamMessage
from edge.simulator.fleet import plan_fleet
from edge.simulator.profile import CALM
from edge.simulator.run import Fleet
from edge.simulator.staging import stage
from tests.kit.checkers import gapless, i1_acknowledged_stored_once
from tests.kit.edge_process import EdgeProcess

ROOT = Path(__file__).resolve().parents[2]


async def test_a_fleets_punches_are_stored_once_and_told_once(tmp_path: Path) -> None:
    edge = EdgeProcess(tmp_path / "data", "--dev")
    await asyncio.to_thread(edge.start)
    plan = plan_fleet(seed=11, sites=3, devices=12)
    fleet = Fleet(plan, edge.url, rate=30.0, climate=CALM, record_acknowledged=True)
    told: list[StreamMessage] = []
    async with EdgeClient(edge.url, edge.admin_key) as client:
        await stage(plan, client)
        running = asyncio.create_task(fleet.run())
        async with asyncio.timeout(30):
            await fleet.wait_connected()
        stream = asyncio.create_task(_collect(client, told))
        await asyncio.sleep(3)
        # The edge goes down in the middle; terminals keep what was not acknowledged and deliver it
        # afterwards.
        await asyncio.to_thread(edge.kill9)
        await asyncio.sleep(0.5)
        await asyncio.to_thread(edge.start)
        await asyncio.sleep(3)
        fleet.stop()
        await running
        stream.cancel()
        stored = [record async for record in client.attendance()]
        events = [event async for event in client.pages("/v1/events", {"limit": 1000})]
        devices = await client.devices()
    await asyncio.to_thread(edge.terminate)

    serials = {device["serial_number"] for device in devices}
    assert {terminal.serial for terminal in plan.terminals} <= serials
    acknowledged = [(serial, *line.split("\t")[:2]) for serial, line in fleet.acknowledged]
    kept = [
        (record["device_serial"], record["raw"]["pin"], record["punch_time_local"].replace("T", " "))
        for record in stored
    ]
    assert len(acknowledged) > 50
    assert i1_acknowledged_stored_once(acknowledged, kept) == []
    created = [event for event in events if event["event"] == "attendance.created"]
    assert Counter(event["attendance_id"] for event in created) == Counter(record["id"] for record in stored)
    numbers: dict[str, list[int]] = {}
    for event in events:
        if event["device"] is not None:
            numbers.setdefault(event["device"]["serial_number"], []).append(event["sequence"])
    assert gapless(numbers) == []
    assert told


async def _collect(client: EdgeClient, told: list[StreamMessage]) -> None:
    async for message in client.stream("0.0"):
        told.append(message)


async def test_a_wrong_key_says_what_to_do(edge: EdgeProcess) -> None:
    async with EdgeClient(edge.url, "pd_live_" + "0" * 38) as client:
        try:
            await client.me()
        except KeyRefused as refused:
            error = refused
    assert error.code == "api_key_invalid"
    assert "key" in str(error)


def test_the_headless_demo_shows_a_fleet_and_ends_by_itself(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "console", "demo", "--headless", "--for", "6"],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin", "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert "14 sites, 62 terminals:" in done.stdout
    assert "Warehouse - Gate A" in done.stdout
    assert re.search(r"^Key file +/.*admin\.key$", done.stdout, re.MULTILINE)
    assert re.search(r"^\d\d:\d\d:\d\d .* (fingerprint|face|card|palm)$", done.stdout, re.MULTILINE)
    assert done.stdout.rstrip().endswith("Done.")


def demo_command(*words: str) -> list[str]:
    return [sys.executable, "-m", "console", "demo", "--headless", *words]


@pytest.fixture
def scratch() -> Iterator[Path]:
    """Where nothing else is, and not deep: the edge keeps a socket there."""
    with tempfile.TemporaryDirectory(prefix="pd-") as name:
        yield Path(name)


def test_a_demo_that_is_told_to_end_leaves_nothing_behind(scratch: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(scratch)}
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with subprocess.Popen(
        demo_command("--port", str(port)), env=environment, stdout=subprocess.PIPE, text=True
    ) as demo:
        assert demo.stdout is not None
        assert f":{port}" in demo.stdout.readline(), "the edge is there"
        demo.send_signal(signal.SIGHUP)  # its terminal was closed
        demo.communicate(timeout=60)
        assert demo.returncode == 0
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0, "nobody answers there any more"
    assert not list(scratch.iterdir()), "and nothing is left on the disk"


def test_a_demo_is_not_shown_on_an_edge_that_somebody_else_runs() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        done = subprocess.run(
            demo_command("--port", str(port)),
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    assert done.returncode == 1
    assert f"Port {port} cannot be used" in done.stderr
    assert "--port" in done.stderr
    assert "Traceback" not in done.stderr


def test_administration_works_whether_or_not_the_server_runs(tmp_path: Path) -> None:
    data = tmp_path / "data"

    def command(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "edge", *words, "--data", str(data)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    def listed(what: str) -> list[dict[str, object]]:
        return list(json.loads(command(what, "list", "--json").stdout))

    before = command("tenants", "create", "--name", "Second")
    assert before.returncode == 0, before.stderr
    with EdgeProcess(data) as edge:
        while_running = command("keys", "create", "--name", "hr", "--role", "viewer", "--tenant", "Second")
        assert while_running.returncode == 0, while_running.stderr
        key = while_running.stdout.strip()
        assert re.fullmatch(r"pd_live_[0-9A-Za-z]{38}", key)
        assert command("devices", "create", "NEW1").returncode == 0
        assert [device["serial_number"] for device in listed("devices")] == ["NEW1"]
        assert command("db", "check").returncode == 0
        assert command("db", "backup", str(tmp_path / "copy.db")).returncode == 0
        again = command("db", "backup", str(tmp_path / "copy.db"))
        assert (again.returncode, "exists already" in again.stderr) == (1, True)
        assert command("db", "restore", str(tmp_path / "copy.db")).returncode == 1
        assert asyncio.run(_tenant_of(edge.url, key)) == "viewer"
    assert command("devices", "retire", "NEW1").returncode == 0
    assert listed("devices") == []
    assert command("db", "restore", str(tmp_path / "copy.db")).returncode == 0
    assert [device["serial_number"] for device in listed("devices")] == ["NEW1"]


async def _tenant_of(url: str, key: str) -> str:
    async with EdgeClient(url, key) as client:
        return str((await client.me())["role"])


def test_what_cannot_be_done_is_said_in_one_line(tmp_path: Path) -> None:
    def said(*words: str, **environment: str) -> tuple[int, str]:
        done = subprocess.run(
            [sys.executable, "-m", "edge", *words],
            cwd=ROOT,
            env={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), **environment},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        return done.returncode, done.stderr.strip()

    data = str(tmp_path / "data")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "punchdeck.toml").write_text("prot = 8080\n")
    code, line = said("serve", "--data", data)
    assert (code, line.count("\n")) == (1, 0)
    assert "'prot'" in line
    assert "did you mean 'port'" in line
    (tmp_path / "data" / "punchdeck.toml").unlink()
    for words, variables, wanted in (
        (["keys", "create", "--name", "x", "--role", "king", "--data", data], {}, "'king' is no role"),
        (["keys", "list", "--tenant", "nobody", "--data", data], {}, "no tenant 'nobody'"),
        (["serve", "--database", "mysql://x/y"], {}, "not supported"),
        (["serve", "--data", data], {"PUNCHDECK_PORT": "many"}, "port=many cannot be used"),
        (["simulate", "--server", "nonsense"], {}, "nonsense"),
    ):
        code, line = said(*words, **variables)
        assert code == 1, line
        assert line.startswith("punchdeck-edge: ")
        assert wanted in line
        assert "Traceback" not in line
    assert said("serve", "--no-such-option")[0] == 2
    code, line = said("devices", "list", "--data", data, PUNCHDECK_PRT="1")
    assert (code, "PUNCHDECK_PRT is no setting" in line) == (0, True)
