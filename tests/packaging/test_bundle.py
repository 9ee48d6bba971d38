"""The programs that need no Python, as they are handed out: built, started, looked through."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from common import __version__
from resources.installers.bundle.build import look_through
from resources.installers.bundle.contents import Parts
from tests.packaging.programs import environment, run
from tests.packaging.system_programs import needed


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def test_both_say_the_one_version(bundle: Path, home: Path) -> None:
    assert run([bundle / "punchdeck", "--version"], home).strip() == __version__
    assert run([bundle / "punchdeck-edge", "--version"], home).strip() == f"punchdeck-edge {__version__}"


def test_the_console_tries_itself_without_a_screen(bundle: Path, home: Path) -> None:
    assert run([bundle / "punchdeck", "--selftest"], home).endswith("all is well\n")


def test_the_console_tries_itself_on_a_screen(bundle: Path, home: Path) -> None:
    screen = [needed("xvfb-run", "xvfb"), "-a"]
    said = run([*screen, bundle / "punchdeck", "--selftest"], home, QT_QPA_PLATFORM="xcb")
    assert said.endswith("all is well\n")


def test_the_edge_tries_itself(bundle: Path, home: Path) -> None:
    assert run([bundle / "punchdeck-edge", "--selftest"], home).endswith("all is well\n")


def test_the_demo_starts_the_edge_beside_it(bundle: Path, home: Path) -> None:
    said = run(
        [bundle / "punchdeck", "demo", "--headless", "--sites", "2", "--devices", "4", "--for", "5"], home
    )
    assert "2 sites, 4 terminals" in said
    assert said.endswith("Done.\n")


def test_without_a_display_it_says_so_and_does_not_crash(bundle: Path, home: Path) -> None:
    for display in ({}, {"DISPLAY": ":7777"}):
        asked = {**environment(home), **display}
        del asked["QT_QPA_PLATFORM"]
        if not display:
            asked.pop("DISPLAY", None)
        done = subprocess.run(
            [bundle / "punchdeck"], env=asked, capture_output=True, text=True, timeout=60, check=False
        )
        assert done.returncode == 1, done.stderr
        assert re.search(r"display .*(cannot be opened|is set)", done.stderr, re.DOTALL)
        assert "'punchdeck demo' works without" in done.stderr


def test_its_window_opens_on_a_display_that_nobody_else_uses(bundle: Path, home: Path) -> None:
    """A server may start anew when its last client has gone; that is not to be the one that asked for it."""
    asked = {name: value for name, value in environment(home).items() if name != "QT_QPA_PLATFORM"}
    demo = ["demo", "--sites", "1", "--devices", "1", "--for", "3"]
    done = subprocess.run(
        [needed("xvfb-run", "xvfb"), "-a", bundle / "punchdeck", *demo],
        env=asked,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "without a window" not in done.stderr


def test_what_it_starts_of_the_systems_gets_no_library_of_it(
    bundle: Path, home: Path, tmp_path: Path
) -> None:
    """A pg_dump of the system must not load our libssl."""
    tool = tmp_path / "bin" / "pg_dump"
    tool.parent.mkdir()
    tool.write_text(f'#!/bin/sh\nenv > "{tmp_path}/seen"\nexit 1\n')
    tool.chmod(0o755)
    subprocess.run(
        [
            bundle / "punchdeck-edge",
            "db",
            "dump",
            str(tmp_path / "out"),
            "--database",
            "postgresql://x@127.0.0.1/x",
        ],
        env=environment(home, PATH=f"{tool.parent}:{os.environ['PATH']}", LD_LIBRARY_PATH="/somebodys/own"),
        capture_output=True,
        timeout=60,
        check=False,
    )
    seen = dict(line.split("=", 1) for line in (tmp_path / "seen").read_text().splitlines() if "=" in line)
    assert seen["LD_LIBRARY_PATH"] == "/somebodys/own"


def test_it_holds_all_that_it_needs_and_nothing_that_may_not_be_shipped(bundle: Path) -> None:
    assert look_through(bundle, Parts.ALL) == []


def test_licences_of_all_that_it_carries_lie_in_it(bundle: Path) -> None:
    folder = bundle / "_internal" / "licences"
    said = (folder / "README.txt").read_text(encoding="utf-8")
    for name in ("PySide6_Essentials", "numpy", "aiohttp", "cryptography", "pyinstaller"):
        assert re.search(rf"^{name} [\d.]+: \w", said, re.MULTILINE), name
        assert any(folder.glob(f"{name}-*/*")), name
    assert "put its libraries" in said
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in (folder / "LGPL-3.0.txt").read_text(encoding="utf-8")
    assert (folder / "resources" / "fonts" / "OFL.txt").is_file()


@pytest.fixture
def moved(bundle: Path, tmp_path: Path) -> Iterator[Path]:
    """In another folder, whose name has spaces and letters of the world, and which nobody may write to."""
    there = tmp_path / "Program Files" / "Pointeuse été"
    shutil.copytree(bundle, there, symlinks=True)
    for path in (there, *there.rglob("*")):
        if not path.is_symlink():
            path.chmod(path.stat().st_mode & ~0o222)
    yield there
    for path in (there, *there.rglob("*")):
        if path.is_dir() and not path.is_symlink():
            path.chmod(0o755)


def test_it_runs_from_any_folder_and_writes_nothing_to_it(moved: Path, home: Path) -> None:
    before = sorted(moved.rglob("*"))
    assert run([moved / "punchdeck-edge", "--selftest"], home).endswith("all is well\n")
    said = run(
        [moved / "punchdeck", "demo", "--headless", "--sites", "1", "--devices", "1", "--for", "1"], home
    )
    assert said.endswith("Done.\n")
    assert sorted(moved.rglob("*")) == before
