"""Commands of an administrator go on as the owner of the folder, and leave nothing of root's in it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from edge.service.as_service import adopt
from tests.kit.edge_process import ROOT

pytestmark = pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() != 0, reason="only root can go on as another user"
)
SOMEBODY = 61_234
"""A user whom nobody has."""


def by_root(folder: Path, *command: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "edge", *command, "--data", str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Somebody's."""
    place = tmp_path / "data"
    place.mkdir(mode=0o700)
    os.chown(place, SOMEBODY, SOMEBODY)
    return place


def test_what_a_command_of_root_makes_belongs_to_the_owner_of_the_folder(folder: Path) -> None:
    by_root(folder, "tenants", "list")
    by_root(folder, "tls", "self-signed", "--host", "here")
    made = [path for path in folder.rglob("*")]
    assert {"punchdeck.db", "tls", "cert.pem"} <= {path.name for path in made}
    assert {path.stat().st_uid for path in made} == {SOMEBODY}


def test_what_root_alone_can_read_is_read_all_the_same(folder: Path, tmp_path: Path) -> None:
    listed = tmp_path / "terminals.csv"
    listed.write_text("serial_number\nABC123\n")
    listed.chmod(0o600)
    assert "1 registered" in by_root(folder, "devices", "import", str(listed))
    by_root(folder, "db", "backup", str(folder / "copy.db"))
    copy = tmp_path / "copy.db"
    (folder / "copy.db").replace(copy)
    os.chown(copy, 0, 0)
    assert "Restored." in by_root(folder, "db", "restore", str(copy))
    assert {path.stat().st_uid for path in folder.rglob("*")} == {SOMEBODY}


def test_a_folder_of_root_stays_roots(tmp_path: Path) -> None:
    by_root(tmp_path / "data", "tenants", "list")
    assert {path.stat().st_uid for path in (tmp_path / "data").iterdir()} == {0}


def test_a_folder_that_is_named_is_not_that_of_the_service() -> None:
    for arguments in (["keys", "list", "--data", "x"], ["keys", "list", "--data=x"]):
        environment: dict[str, str] = {}
        adopt(arguments, environment)
        assert environment == {}
    environment = {"PUNCHDECK_DATA": "x"}
    adopt(["keys", "list"], environment)
    assert environment == {"PUNCHDECK_DATA": "x"}
