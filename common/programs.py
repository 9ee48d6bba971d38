"""How our programs are started: from a bundle, an installed package or a checkout."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

QUIETLY: int = getattr(subprocess, "CREATE_NO_WINDOW", 0)
"""Flags of a process that opens no window of a console on Windows."""


def is_bundled() -> bool:
    """Whether this is a program of a bundle, with a Python of its own inside."""
    return bool(getattr(sys, "frozen", False))


def edge_command() -> list[str]:
    """The program `punchdeck-edge`."""
    return _command("punchdeck-edge", "edge")


def console_command() -> list[str]:
    """The program `punchdeck`."""
    return _command("punchdeck", "console")


def _command(program: str, package: str) -> list[str]:
    if is_bundled():
        # the programs of a bundle lie side by side
        name = f"{program}.exe" if sys.platform == "win32" else program
        return [str(Path(sys.executable).resolve().with_name(name))]
    return [sys.executable, "-m", package]


def environment_of_child(**more: str) -> Mapping[str, str]:
    """For a program of ours that is started by another: it finds the same packages, and nothing that was set
    for the other edge or console of this computer reaches it."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PUNCHDECK_")}
    return {**kept, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path), **more}
