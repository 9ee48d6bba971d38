"""Tries what was made for Windows, on Windows: as its users do, and leaves nothing behind.

    python resources/installers/windows/try_setup.py --programs dist/punchdeck
    python resources/installers/windows/try_setup.py --dist dist [--all-users]

The first has the programs try themselves; the second installs the setup, has the installed programs try
themselves, opens a link, installs over a console that runs, and uninstalls. With --all-users the edge's
service is tried too, which takes an administrator. It is for computers without a Punchdeck of their own.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

if not __package__:  # started by its path
    sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

from common import __version__
from console.core.links import SCHEME
from console.platform.windows_identity import APP_ID
from resources.installers.windows.build import file_name

PROGRAMS: Final = ("punchdeck.exe", "punchdeck-edge.exe")
KEYS: Final = (
    r"Software\Punchdeck",
    rf"Software\Classes\{SCHEME}",
    r"Software\Microsoft\Windows\CurrentVersion\Uninstall\Punchdeck",
)
PATIENCE_S: Final = 300
PAUSE_S: Final = 0.5


class TryError(Exception):
    """Something is not as its users need it."""


def run(*command: str | Path, code: int = 0) -> str:
    """What it said, where it ends as it should. Raises TryError."""
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=PATIENCE_S)
    said = f"{done.stdout}{done.stderr}".strip()
    words = " ".join(map(str, command))
    if done.returncode != code:
        raise TryError(f"{words} ended with {done.returncode}, not {code}:\n{said}")
    print(f"ok: {words}", flush=True)
    return said


def demand(true: object, otherwise: str) -> None:
    """Raises TryError."""
    if not true:
        raise TryError(otherwise)


def until(true: Callable[[], object], otherwise: str) -> None:
    """Raises TryError where it does not come to that."""
    end = time.monotonic() + PATIENCE_S / 5
    while not true():
        demand(time.monotonic() < end, otherwise)
        time.sleep(PAUSE_S)


def try_programs(folder: Path) -> None:
    """Raises TryError."""
    for name in PROGRAMS:
        run(folder / name, "--selftest")


def try_setup(setup: Path, *, all_users: bool) -> None:
    """Raises TryError."""
    root = "HKLM" if all_users else "HKCU"
    home = "ProgramFiles" if all_users else "LOCALAPPDATA"
    folder = Path(os.environ[home], *(() if all_users else ("Programs",)), "Punchdeck")
    demand(not folder.exists(), f"{folder} is there already: try it on another computer.")
    run(setup, "/S", *(["/SERVICE=1"] if all_users else []))
    for key in KEYS:
        run("reg", "query", rf"{root}\{key}", "/reg:64")
    try_programs(folder)
    names = run("powershell", "-NoProfile", "-Command", "(Get-StartApps -Name Punchdeck).AppID")
    demand(APP_ID in names.split(), f"the Start menu knows it as {names or 'nothing'}, not as {APP_ID}")
    if all_users:
        run(folder / "punchdeck-edge.exe", "service", "status")
    _upgrade_over_a_console(setup, folder)
    if all_users:
        run(folder / "punchdeck-edge.exe", "service", "status")
    run(folder / "uninstall.exe", "/S", "/PURGE")
    until(lambda: not folder.exists(), f"{folder} is still there after uninstalling")
    for key in KEYS:
        run("reg", "query", rf"{root}\{key}", "/reg:64", code=1)
    if all_users:
        services = run("powershell", "-NoProfile", "-Command", "(Get-Service punchdeck*).Name")
        demand(not services, f"a service is left: {services}")


def _upgrade_over_a_console(setup: Path, folder: Path) -> None:
    """The link opens the first console there is; it ends when the setup asks, and all its files are new."""
    stale = folder / "_internal" / "stale.pyd"
    stale.write_text("of an older version")
    link = f"{SCHEME}://open/alert/alr_1?edge=https://edge.invalid"
    run("powershell", "-NoProfile", "-Command", f"Start-Process '{link}'")
    until(
        lambda: "punchdeck.exe" in run("tasklist", "/FI", "IMAGENAME eq punchdeck.exe"), "no console opened"
    )
    time.sleep(10 * PAUSE_S)  # its doorway is open a moment after its process is there, and nothing says when
    run(setup, "/S")
    demand(
        "punchdeck.exe" not in run("tasklist", "/FI", "IMAGENAME eq punchdeck.exe"), "the console still runs"
    )
    demand(not stale.exists(), f"{stale} is left of the version before")
    try_programs(folder)


def main(arguments: Sequence[str] | None = None) -> int:
    """Returns the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--programs", type=Path, help="the bundle's folder")
    what.add_argument("--dist", type=Path, help="where the setups lie")
    parser.add_argument("--all-users", action="store_true", help="the setup for the whole computer")
    asked = parser.parse_args(arguments)
    try:
        demand(sys.platform == "win32", "This needs Windows: it installs the setup there and tries it.")
        if asked.programs is not None:
            try_programs(asked.programs.resolve())
        else:
            name = file_name(__version__, all_users=asked.all_users)
            try_setup(asked.dist.resolve() / name, all_users=asked.all_users)
    except (TryError, OSError, subprocess.TimeoutExpired) as error:
        print(f"try_setup.py: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
