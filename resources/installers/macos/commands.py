"""Programs of macOS, called one after the other; each script here lists its own."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

Command = Sequence[str]


class MacError(Exception):
    """A step could not be done, and why."""


def demand(*programs: str) -> None:
    """Raises MacError where one of these is missing, as everywhere but on a Mac."""
    missing = [program for program in programs if shutil.which(program) is None]
    if missing:
        raise MacError(
            f"This needs macOS with Xcode's command line tools: {', '.join(missing)} is missing here. "
            "On a Mac: xcode-select --install"
        )


def given(environment: Mapping[str, str], *names: str) -> list[str]:
    """The values of variables that must be set. Raises MacError, which names those that are not."""
    missing = [name for name in names if not environment.get(name)]
    if missing:
        raise MacError(f"Not set in the environment: {', '.join(missing)}.")
    return [environment[name] for name in names]


def call(command: Command) -> str:
    """Run one to its end; what it said. Raises MacError."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    said = (done.stdout + done.stderr).strip()
    if done.returncode != 0:
        raise MacError(f"{' '.join(command[:2])} ended with {done.returncode} ({command[-1]}):\n{said}")
    return said


def call_all(commands: Iterable[Command]) -> None:
    """Raises MacError at the first that fails."""
    for command in commands:
        print(f"{Path(command[0]).name} {command[1]} … {command[-1]}", flush=True)
        call(command)


def script(name: str, run: Callable[[], None]) -> int:
    """The exit code of a script that does this."""
    try:
        run()
    except MacError as error:
        print(f"{name}: {error}", file=sys.stderr)
        return 1
    return 0
