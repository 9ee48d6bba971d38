"""`serve`: what a first start leaves in the folder, what it prints, and how it ends."""

from __future__ import annotations

import re
import stat
import sys

import httpx
import pytest

from edge import keys
from tests.edge.cli.conftest import Folder
from tests.kit.edge_process import EdgeProcess


@pytest.mark.skipif(sys.platform == "win32", reason="modes of files are Unix's")
def test_nobody_else_can_read_what_the_first_start_makes(held: Folder) -> None:
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in held.path.iterdir()}
    assert stat.S_IMODE(held.path.stat().st_mode) == 0o700
    assert {name: modes[name] for name in ("admin.key", "control.sock", "punchdeck.db")} == dict.fromkeys(
        ("admin.key", "control.sock", "punchdeck.db"), 0o600
    )


def test_it_says_where_it_can_be_reached(serving: EdgeProcess) -> None:
    assert f"Serving on {serving.url}; documentation at {serving.url}/docs\n" in serving.output
    assert (
        f"Terminals call {serving.url}; the admin key is in {serving.data / 'admin.key'}\n" in serving.output
    )
    assert serving.admin_key not in serving.output


def test_the_admin_key_opens_the_api(serving: EdgeProcess) -> None:
    assert keys.is_well_formed(serving.admin_key)
    answer = httpx.get(
        f"{serving.url}/v1/me", headers={"Authorization": f"Bearer {serving.admin_key}"}, trust_env=False
    )
    assert (answer.status_code, answer.json()["role"]) == (200, "admin")


def test_a_second_server_on_the_folder_is_refused(held: Folder) -> None:
    assert held.run("serve", "--port", "0").failure == (
        f"Another process uses {held.path}. Stop it first, or give this one a folder of its own with --data."
    )


def test_a_stop_leaves_nothing_that_looks_alive_and_the_key_as_it_was(folder: Folder) -> None:
    with EdgeProcess(folder.path) as edge:
        key = edge.admin_key
    assert not (folder.path / "control.sock").exists()
    assert not (folder.path / "punchdeck.db-wal").exists()
    with EdgeProcess(folder.path, "--device-port", "0", port=edge.port) as edge:
        assert edge.admin_key == key
        devices = re.findall(r"Terminals call (http://127\.0\.0\.1:\d+);", edge.output)
    assert devices[0] == edge.url
    assert devices[1] != edge.url
    assert "Traceback" not in edge.output


def test_lines_of_the_log_can_be_json(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PUNCHDECK_LOG_FORMAT", "json")
    with EdgeProcess(folder.path) as edge:
        pass
    assert re.search(r'^\{.*"event": "serving".*"level": "info".*\}$', edge.output, re.MULTILINE)
