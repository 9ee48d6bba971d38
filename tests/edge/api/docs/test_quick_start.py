"""The quick start, followed word for word: its commands, its receiver, a verified webhook at its end."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from importlib.resources import files
from pathlib import Path

from tests.kit.edge_process import ROOT, EdgeProcess, free_port

PAGE = files("resources").joinpath("docs", "pages", "index.md").read_text("utf-8")
PATIENCE_S = 40.0


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}[^\n]*\n(.*?)```", PAGE, re.DOTALL)


def options_of(command: str) -> list[str]:
    """The options of a command of the page, whose program comes first."""
    line = next(line for line in "\n".join(blocks("sh")).splitlines() if command in line)
    return line.split(command, 1)[1].split()


def test_from_nothing_to_a_verified_webhook(tmp_path: Path) -> None:
    receiver = tmp_path / "receiver.py"
    port = str(free_port())
    receiver.write_text(blocks("python")[0].replace("3000", port))  # which may be taken on this machine
    said = tmp_path / "said"
    assert options_of("punchdeck-edge serve") == ["--dev", "--data", "quickstart"]
    with EdgeProcess(tmp_path / "quickstart", "--dev") as edge, said.open("wb") as out:
        given = {"PUNCHDECK_URL": edge.url, "PUNCHDECK_KEY": edge.admin_key}
        fleet = [
            option.replace("$PUNCHDECK_URL", edge.url) for option in options_of("punchdeck-edge simulate")
        ]
        started = [
            subprocess.Popen(
                command, cwd=ROOT, env=os.environ | given, stdout=stdout, stderr=subprocess.STDOUT
            )
            for command, stdout in (
                ([sys.executable, str(receiver)], out),
                ([sys.executable, "-m", "edge", "simulate", *fleet], subprocess.DEVNULL),
            )
        ]
        try:
            deadline = time.monotonic() + PATIENCE_S
            while "verified attendance.created" not in said.read_text():
                assert time.monotonic() < deadline, said.read_text() + edge.output
                time.sleep(0.1)
        finally:
            for process in started:
                process.terminate()
                process.wait()
    assert "REFUSED" not in said.read_text()


def test_every_step_is_there_for_both_kinds_of_systems() -> None:
    assert len(blocks("sh")) == len(blocks("powershell"))
