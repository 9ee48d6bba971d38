"""`updates import` and `updates status`: a release is put in beside a running server, which serves it at
once."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from tests.edge.cli.conftest import Done, run
from tests.kit.edge_process import EdgeProcess
from tests.kit.releases import Signer, put

SIGNER = Signer()


@pytest.fixture
def release(tmp_path: Path) -> Path:
    now = datetime.now(UTC)
    folder = tmp_path / "punchdeck-0.2.0"
    put(
        folder,
        SIGNER,
        {"windows-x86_64": ("setup.exe", b"a setup"), "macos-arm64": ("console.dmg", b"a picture")},
        released_at=now - timedelta(days=1),
        expires_at=now + timedelta(days=30),
    )
    return folder


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "punchdeck.toml").write_text(f'updates_keys = ["{SIGNER.public}"]\n')
    return folder


def updates(data: Path, *words: str | Path) -> Done:
    return run("updates", *words, "--data", data)


def test_a_release_is_put_in_beside_a_running_server(data: Path, release: Path) -> None:
    empty = updates(data, "status")
    assert empty.code == 1
    assert empty.out.startswith(f"There is no release in {data / 'updates'}.")
    with EdgeProcess(data) as edge:
        url = f"http://127.0.0.1:{edge.port}/updates"
        assert httpx.get(f"{url}/latest.json").status_code == 404
        done = updates(data, "import", release)
        assert done.out.startswith("Version 0.2.0 (stable) for macos-arm64, windows-x86_64, good until ")
        assert done.out.endswith("It is served from now on.\n")
        assert httpx.get(f"{url}/latest.json").content == (release / "latest.json").read_bytes()
        assert httpx.get(f"{url}/setup.exe").content == b"a setup"
    told = json.loads(updates(data, "status", "--json").out)
    assert (told["version"], told["missing"]) == ("0.2.0", [])
    assert (told["min_edge"], told["min_console"]) == ("0.1.0", "0.1.0")


def test_files_that_are_not_there_are_named(data: Path, release: Path) -> None:
    (release / "console.dmg").unlink()
    assert "Not here: console.dmg." in updates(data, "import", release).out
    assert updates(data, "status").code == 1


def test_what_cannot_be_taken_is_said_in_a_line(data: Path, release: Path, tmp_path: Path) -> None:
    (release / "setup.exe").write_bytes(b"changed")
    assert "setup.exe is not the file that was signed" in updates(data, "import", release).failure
    assert "No such file" in updates(data, "import", tmp_path / "nowhere").failure
    (data / "punchdeck.toml").write_text("")
    assert "built without a key for updates" in updates(data, "import", release).failure
    assert "built without a key for updates" in updates(data, "status").out


def test_a_key_that_is_none_is_said(data: Path) -> None:
    (data / "punchdeck.toml").write_text('updates_keys = ["abc"]\n')
    assert "abc is no public key" in updates(data, "status").failure
