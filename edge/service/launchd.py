"""The service under launchd: the description that it starts by, and what launchctl says of it."""

from __future__ import annotations

import os
import plistlib
import re
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any, Final

from common import __version__
from edge.durability import put_in_place
from edge.service.asking import ready_at
from edge.service.host import Serve, ServiceError, Standing, Wanted, program
from edge.service.log_file import FOLDER, last_lines, print_to
from edge.service.running import until_stopped

LABEL: Final = "com.punchdeck.edge"
TARGET: Final = f"system/{LABEL}"
PLIST: Final = Path("/Library/LaunchDaemons") / f"{LABEL}.plist"
DATA: Final = PurePosixPath("/Library/Application Support/Punchdeck/edge")
USER: Final = "_punchdeck"
LOWEST_ID, HIGHEST_ID = 300, 499
"""Of users that are no people's, and not of the system itself."""
STOPS_WITHIN_S: Final = 330
LINES: Final = 8


def description(
    command: Sequence[str], user: str, data: PurePosixPath, variables: Mapping[str, str]
) -> dict[str, Any]:
    """What launchd is told: started with the machine, and again when it fails."""
    return {
        "Label": LABEL,
        "ProgramArguments": [*command, "service", "run"],
        "EnvironmentVariables": {**variables, "PUNCHDECK_DATA": str(data)},
        "UserName": user,
        "WorkingDirectory": str(data),
        "RunAtLoad": True,
        "KeepAlive": {"SuccessfulExit": False},
        "ThrottleInterval": 5,
        "ExitTimeOut": STOPS_WITHIN_S,
        "Umask": 0o077,
        "ProcessType": "Interactive",  # else the system slows it down in favour of what people look at
        "SoftResourceLimits": {"NumberOfFiles": 65_536},
        "HardResourceLimits": {"NumberOfFiles": 65_536},
        # What it says before its own log is open.
        "StandardErrorPath": str(data / FOLDER / "start.log"),
    }


def user_commands(user: str, data: PurePosixPath, listed: str) -> list[list[str]]:
    """What makes a user of its own; `listed` is `dscl . -list /Users UniqueID`. Raises ServiceError."""
    taken = {int(found) for found in re.findall(r"(-?\d+)\s*$", listed, re.MULTILINE)}
    free = next((number for number in range(LOWEST_ID, HIGHEST_ID + 1) if number not in taken), None)
    if free is None:
        raise ServiceError("No number is left for a user of the service. Name one that is there with --user.")
    account = ["dscl", ".", "-create", f"/Users/{user}"]
    facts = {
        "UniqueID": str(free),
        "PrimaryGroupID": "20",  # staff: the folder is for its owner alone
        "UserShell": "/usr/bin/false",
        "RealName": "Punchdeck edge",
        "NFSHomeDirectory": str(data),
        "IsHidden": "1",
    }
    return [account, *([*account, name, value] for name, value in facts.items())]


def standing_of(printed: str, url: str, ready: bool) -> Standing:
    """What `launchctl print` means, with whether the edge answers."""
    state = re.search(r"(?m)^\s*state = (.+)$", printed)
    left = re.search(r"(?m)^\s*last exit code = (\d+)", printed)
    if state is not None and state[1] == "running":
        line = f"Running. Serving on {url}." if ready else f"Running, not ready at {url or 'its address'}."
        return Standing(f"{line} Version {__version__}.", ready, wrong=not ready)
    if left is not None and left[1] != "0":
        return Standing(f"Failed with exit code {left[1]}; it is started again and again.", False, True)
    return Standing("Stopped. 'punchdeck-edge service start' starts it.", False)


class Launchd:
    """The system's own launchd: for all users, before anybody logs in."""

    def environment(self) -> dict[str, str]:
        try:
            with PLIST.open("rb") as file:
                found: dict[str, str] = plistlib.load(file).get("EnvironmentVariables", {})
        except (OSError, plistlib.InvalidFileException):
            return {}
        return found

    def install(self, wanted: Wanted) -> list[str]:
        _demand_root("install")
        before = self.environment()
        data = PurePosixPath(wanted.data.absolute() if wanted.data else before.get("PUNCHDECK_DATA", DATA))
        user, said = wanted.user or USER, []
        if _fails(["id", user]):
            for command in user_commands(user, data, _call(["dscl", ".", "-list", "/Users", "UniqueID"])):
                _call(command)
            said.append(f"The user {user} was made for it.")
        folder = Path(data)
        (folder / FOLDER).mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)
        _call(["chown", "-R", user, str(folder)])
        told = description(program(), user, data, {**before, **wanted.settings})
        if self._loaded():
            self.stop()
        put_in_place(PLIST, plistlib.dumps(told).decode(), 0o600)
        self.start()
        return [*said, f"{PLIST} starts it as {user}; its data is in {data}."]

    def uninstall(self) -> list[str]:
        _demand_root("uninstall")
        self._demand_installed()
        data = self.environment().get("PUNCHDECK_DATA", DATA)
        self.stop()
        PLIST.unlink()
        return [f"The service is gone. Its data is still in {data}."]

    def start(self) -> None:
        _demand_root("start")
        self._demand_installed()
        _call(["launchctl", "enable", TARGET])
        if not self._loaded():
            _call(["launchctl", "bootstrap", "system", str(PLIST)])

    def stop(self) -> None:
        _demand_root("stop")
        self._demand_installed()
        if self._loaded():
            _call(["launchctl", "bootout", TARGET])

    def restart(self) -> None:
        self.stop()
        self.start()

    def status(self) -> Standing:
        self._demand_installed()
        if not self._loaded():
            return standing_of("", "", False)
        variables = self.environment()
        url, ready = ready_at(variables)
        standing = standing_of(_call(["launchctl", "print", TARGET]), url, ready)
        lines = last_lines(Path(variables.get("PUNCHDECK_DATA", DATA)), LINES) if standing.wrong else ()
        return Standing(standing.line, standing.well, standing.wrong, lines)

    def run(self, serve: Serve) -> None:
        print_to(Path(os.environ.get("PUNCHDECK_DATA") or DATA))
        until_stopped(serve, on_stop=lambda stop: signal.signal(signal.SIGTERM, lambda *_: stop()))

    def _loaded(self) -> bool:
        return not _fails(["launchctl", "print", TARGET])

    def _demand_installed(self) -> None:
        if not PLIST.exists():
            raise ServiceError(
                "The service is not installed: 'sudo punchdeck-edge service install' does that."
            )


def _demand_root(verb: str) -> None:
    if sys.platform != "win32" and os.geteuid() != 0:
        raise ServiceError(f"Only root may do this: 'sudo punchdeck-edge service {verb}'.")


def _fails(command: Sequence[str]) -> bool:
    return subprocess.run(command, capture_output=True, check=False).returncode != 0


def _call(command: Sequence[str]) -> str:
    """What it printed. Raises ServiceError with what it said of its failure."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise ServiceError(f"{' '.join(command)} failed: {done.stderr.strip() or done.returncode}")
    return done.stdout
