"""What the shared fixtures promise every test, seen from inside a run of pytest."""

from __future__ import annotations

import logging
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import structlog

ROOT = Path(__file__).resolve().parents[2]
LOUD = """
import asyncio, logging
import structlog

log = structlog.get_logger()

def test_standard_warning(): logging.getLogger("some.package").warning("disk %s", "nearly full")
def test_structured_warning(): log.warning("node_number_lost", now=3)
async def test_forgotten_exception():
    async def fail(): raise RuntimeError("nobody asked")
    task = asyncio.create_task(fail())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    del task
def test_quiet(): log.info("all_is_well")
def test_asked(expected_logs):
    log.warning("node_number_lost", now=3)
    assert [record.getMessage() for record in expected_logs] == ["event='node_number_lost' now=3"]
"""


def test_a_warning_nobody_asked_for_fails_the_test(tmp_path: Path) -> None:
    (tmp_path / "test_loud.py").write_text(LOUD)
    options = ["-p", "tests.conftest", "-p", "no:cacheprovider", "-c", str(ROOT / "pyproject.toml")]
    run = subprocess.run(
        [sys.executable, "-m", "pytest", *options, "--rootdir", str(tmp_path), "-rA", str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    failed = set(re.findall(r"^ERROR .*::(\w+)", run.stdout, re.MULTILINE))
    loud = {"test_standard_warning", "test_structured_warning", "test_forgotten_exception"}
    assert failed == loud, run.stdout + run.stderr
    assert "WARNING some.package: disk nearly full" in run.stdout
    assert "event='node_number_lost' now=3" in run.stdout


def test_a_structured_log_can_be_looked_at(expected_logs: list[logging.LogRecord]) -> None:
    structlog.get_logger().error("told", why="a test")
    (record,) = expected_logs
    assert record.levelno == logging.ERROR
    assert record.getMessage() == "event='told' why='a test'"


def test_place_and_time_are_fixed() -> None:
    assert time.tzname == ("UTC", "UTC")
    assert time.localtime(0).tm_hour == 0
    assert os.environ["LC_ALL"] == "C.UTF-8"


def test_home_is_nobodys() -> None:
    home = Path.home()
    assert home.name.startswith("punchdeck-home-")
    assert home.stat().st_mode & 0o077 == 0
    assert [name for name in os.environ if name.startswith("PUNCHDECK_")] in ([], ["PUNCHDECK_TEST_DATABASE"])
