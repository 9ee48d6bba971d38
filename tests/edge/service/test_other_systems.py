"""The service under Windows and launchd: what they are told, and what their answers mean. What only such a
machine can show is tried there by the workflows."""

from __future__ import annotations

import asyncio
import plistlib
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path, PurePosixPath

import pytest

from edge.service import launchd, windows
from edge.service.asking import ready_at
from edge.service.log_file import KEPT, LogFile, last_lines
from edge.service.running import until_stopped
from tests.kit.edge_process import ROOT, EdgeProcess


def test_windows_starts_a_path_with_spaces_as_one_program() -> None:
    assert windows.binary([r"C:\Program Files\Punchdeck\punchdeck-edge.exe"]) == (
        r'"C:\Program Files\Punchdeck\punchdeck-edge.exe" service run'
    )


def test_windows_keeps_variables_as_they_are() -> None:
    told = {"PUNCHDECK_DATA": r"C:\ProgramData\Punchdeck", "PUNCHDECK_DATABASE": "postgresql://a?b=c"}
    assert windows.from_multi_string(windows.multi_string(told)) == told
    assert windows.default_data({"PROGRAMDATA": "D:/Data"}) == Path("D:/Data/Punchdeck")


def test_the_folder_is_for_the_service_and_administrators_alone() -> None:
    command = windows.folder_command(Path("C:/Data"))
    granted = [word.partition(":")[0] for word in command if word.endswith("F")]
    assert granted == ["*S-1-5-18", "*S-1-5-32-544", r"NT SERVICE\PunchdeckEdge"]
    assert "/inheritance:r" in command


@pytest.mark.parametrize(
    ("state", "code", "ready", "well", "wrong", "says"),
    [
        (windows.RUNNING, 0, True, True, False, "Serving on http://here"),
        (windows.RUNNING, 0, False, False, True, "not ready at http://here"),
        (windows.START_PENDING, 0, False, False, False, "starting"),
        (windows.STOP_PENDING, 0, False, False, False, "stopping"),
        (windows.STOPPED, 0, False, False, False, "Stopped."),
        (windows.STOPPED, 1077, False, False, False, "Stopped."),
        (windows.STOPPED, 1066, False, False, True, "Failed (code 1066)"),
    ],
)
def test_what_windows_says_of_it(
    state: int, code: int, ready: bool, well: bool, wrong: bool, says: str
) -> None:
    standing = windows.standing_of(state, code, "http://here", ready)
    assert (standing.well, standing.wrong) == (well, wrong)
    assert says in standing.line


def test_launchd_reads_its_description() -> None:
    data = PurePosixPath("/Library/Application Support/Punchdeck/edge")
    told = launchd.description(["/opt/edge"], "_punchdeck", data, {"PUNCHDECK_PORT": "9000"})
    read = plistlib.loads(plistlib.dumps(told))
    assert read == told
    assert read["ProgramArguments"] == ["/opt/edge", "service", "run"]
    assert read["EnvironmentVariables"] == {"PUNCHDECK_PORT": "9000", "PUNCHDECK_DATA": str(data)}
    assert (read["RunAtLoad"], read["KeepAlive"]) == (True, {"SuccessfulExit": False})


def test_its_user_has_a_number_of_its_own() -> None:
    listed = "_www    70\n_a      300\n_b      301\nnobody  -2\nme      501\n"
    commands = launchd.user_commands("_punchdeck", PurePosixPath("/data"), listed)
    assert ["dscl", ".", "-create", "/Users/_punchdeck", "UniqueID", "302"] in commands


@pytest.mark.parametrize(
    ("printed", "ready", "well", "says"),
    [
        ("\tstate = running\n\tpid = 7\n", True, True, "Serving on http://here"),
        ("\tstate = running\n", False, False, "not ready at http://here"),
        ("\tstate = waiting\n\tlast exit code = 1\n", False, False, "Failed with exit code 1"),
        ("\tstate = not running\n\tlast exit code = 0\n", False, False, "Stopped."),
        ("", False, False, "Stopped."),
    ],
)
def test_what_launchd_says_of_it(printed: str, ready: bool, well: bool, says: str) -> None:
    standing = launchd.standing_of(printed, "http://here", ready)
    assert standing.well == well
    assert says in standing.line


def test_a_log_is_begun_anew_before_it_is_too_large(tmp_path: Path) -> None:
    log = LogFile(tmp_path, most_bytes=100)
    for number in range(100):
        log.write(f"line {number:02} that is thirty long\n")
    log.close()
    files = sorted((tmp_path / "logs").iterdir())
    assert [file.name for file in files] == ["edge.log", *(f"edge.log.{n + 1}" for n in range(KEPT))]
    assert all(file.stat().st_size < 150 for file in files)
    assert last_lines(tmp_path, 1) == ("line 99 that is thirty long",)
    assert last_lines(tmp_path / "elsewhere", 1) == ()
    kept = [line for file in reversed(files) for line in file.read_text().splitlines()]
    assert kept == [f"line {number:02} that is thirty long" for number in range(100 - len(kept), 100)]


def test_a_start_that_takes_long_says_so_and_a_stop_is_heard_of_any_thread() -> None:
    said: list[str] = []
    ends: list[Callable[[], None]] = []

    async def serve(stop: asyncio.Event, told: Callable[[str], None]) -> None:
        while said.count("starting") < 3:
            await asyncio.sleep(0)
        told("http://here")
        await asyncio.to_thread(ends[0])
        await stop.wait()
        said.append("stopped")

    until_stopped(
        serve,
        on_stop=ends.append,
        ready=said.append,
        still_starting=lambda: said.append("starting"),
        every_s=0,
    )
    assert said[-2:] == ["http://here", "stopped"]
    assert set(said[:-2]) == {"starting"}


def test_an_edge_is_asked_whether_it_is_ready(edge: EdgeProcess) -> None:
    told = {"PUNCHDECK_DATA": str(edge.data), "PUNCHDECK_PORT": str(edge.port)}
    assert ready_at(told) == (edge.url, True)
    assert ready_at({**told, "PUNCHDECK_HOST": "0.0.0.0"}) == (edge.url, True), "which is no address to call"
    edge.kill9()
    assert ready_at(told) == (edge.url, False)
    edge.start()


@pytest.mark.skipif(sys.platform != "linux", reason="systemd starts the program itself")
def test_what_only_other_systems_start_says_so() -> None:
    command = [sys.executable, "-m", "edge", "service", "run"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert "systemctl start punchdeck-edge" in done.stderr
