"""`punchdeck-edge --selftest`: what an installer and an administrator run to know that all of it is there."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from edge import selftest
from tests.kit.edge_process import ROOT

PARTS = (
    *("resources", "time zones", "migrations", "PostgreSQL", "notifications", "TLS"),
    *("refused without trust", "a punch", "/openapi.json", "/docs", "/metrics", "XLSX", "backup", "serving"),
)


@pytest.fixture
def scratch() -> Iterator[Path]:
    """Its path is short, as that of a computer's own folder for temporary files: a socket has to fit in."""
    with tempfile.TemporaryDirectory(prefix="pd") as name:
        yield Path(name)


def test_it_says_of_every_part_that_it_is_well_and_leaves_nothing_behind(scratch: Path) -> None:
    done = run(scratch)
    lines = done.stdout.splitlines()
    assert done.returncode == 0, done.stdout + done.stderr
    assert lines[-1] == "all is well"
    for part in PARTS:
        assert any(line.startswith(f"OK   {part}") for line in lines), part
    assert not done.stderr, "nothing to complain of"
    assert not list(scratch.iterdir())


def test_settings_of_the_servers_own_do_not_reach_it(scratch: Path) -> None:
    data = scratch / "data"
    done = run(scratch, PUNCHDECK_DATABASE="postgresql://nobody.example.com/x", PUNCHDECK_DATA=str(data))
    assert done.returncode == 0, done.stdout + done.stderr
    assert not data.exists()


def test_a_missing_resource_is_named_and_the_rest_is_still_tried(
    monkeypatch: pytest.MonkeyPatch, expected_logs: object
) -> None:
    monkeypatch.setattr(selftest, "_RESOURCES", ("docs/contents.toml", "docs/lost.html"))
    said: list[str] = []
    assert selftest.run_selftest(said.append) == 1
    failed = [line for line in said if line.startswith("FAIL")]
    assert failed == ["FAIL resources: FileNotFoundError: missing from the installation: docs/lost.html"]
    assert said[-1] == "1 failed"
    assert any(line.startswith("OK   a punch") for line in said)


def test_without_migrations_nothing_that_needs_a_database_is_called_well(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, expected_logs: object
) -> None:
    monkeypatch.setattr("edge.store.migrate.MIGRATIONS", tmp_path)
    said: list[str] = []
    assert selftest.run_selftest(said.append) == 1
    assert any(line.startswith("FAIL migrations") and "migrations" in line for line in said)
    assert any(line.startswith("FAIL serving") for line in said)
    assert not any(line.startswith("OK   a punch") for line in said)


def run(scratch: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """With `scratch` as the place for temporary files."""
    return subprocess.run(
        [sys.executable, "-m", "edge", "--selftest"],
        cwd=ROOT,
        env={**os.environ, "TMPDIR": str(scratch), "TEMP": str(scratch), "TMP": str(scratch), **more},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
