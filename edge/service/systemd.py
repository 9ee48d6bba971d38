"""The service under systemd: its unit, its user, its settings, and what systemctl says of it."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Final

from common import __version__
from edge.durability import put_in_place
from edge.service.environment import with_variables
from edge.service.host import Serve, ServiceError, Standing, Wanted, program
from edge.service.unit import (
    DATA,
    LOW_PORT,
    NAME,
    SETTINGS,
    UNIT,
    USER,
    credentials_in,
    environment_in,
    packaged_settings,
    unit_text,
)
from edge.settings import CREDENTIALS

OURS: Final = "etc/systemd/system"
PACKAGED: Final = ("usr/lib/systemd/system", "lib/systemd/system")
SHOWN: Final = ("ActiveState", "ActiveEnterTimestamp", "StatusText", "Result", "NRestarts", "UnitFileState")
LINES: Final = 8
"""Of its log, where something is wrong."""
_TO_RUN: Final = f"{NAME} serve --data {DATA}"


class Systemd:
    """`root` is where the system's files are; elsewhere in tests alone."""

    def __init__(self, root: Path = Path("/")) -> None:
        self._root = root
        self._own = root / OURS / UNIT
        self._low_port = root / OURS / f"{UNIT}.d" / "port.conf"
        self._settings = root / SETTINGS.relative_to("/")

    # what there is

    def unit(self) -> Path | None:
        """Where the unit is, None where it is not installed."""
        places = [self._own, *(self._root / folder / UNIT for folder in PACKAGED)]
        return next((path for path in places if path.is_file()), None)

    def environment(self) -> dict[str, str]:
        texts = self._texts()
        found = environment_in(texts, self._root)
        if credentials_in(texts):  # root may read what systemd hands it while it runs
            found[CREDENTIALS] = str(self._root / "run/credentials" / UNIT)
        return found

    def _texts(self) -> list[str]:
        unit = self.unit()
        if unit is None:
            return []
        folders = [self._root / folder / f"{UNIT}.d" for folder in (*PACKAGED, OURS)]
        return [
            path.read_text("utf-8")
            for path in (unit, *(p for f in folders for p in sorted(f.glob("*.conf"))))
        ]

    # what is done

    def install(self, wanted: Wanted) -> list[str]:
        _demand_root("install")
        self._demand_systemd()
        said = []
        found = self.unit()
        if found is not None and found != self._own:
            if wanted.data is not None or wanted.user is not None:
                raise ServiceError(
                    f"The package of the system brought the service ({found}), with its user {USER} and its "
                    f"folder {DATA}. Leave --data and --user out, or 'systemctl edit {NAME}'."
                )
            said.append(f"The service is there already: the package of the system brought {found}.")
        else:
            said += self._write_unit(wanted)
        if not self._settings.exists():
            self._settings.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
            put_in_place(self._settings, packaged_settings(), 0o640)
        if wanted.settings:
            text = with_variables(self._settings.read_text("utf-8"), wanted.settings)
            put_in_place(self._settings, text, 0o640)
            said.append(f"{', '.join(sorted(wanted.settings))} set in {self._settings}.")
        self._allow_ports()
        self._systemctl("daemon-reload")
        self._systemctl("enable", NAME)
        self.restart()
        return said

    def uninstall(self) -> list[str]:
        _demand_root("uninstall")
        found = self._demand_unit()
        if found != self._own:
            raise ServiceError(
                f"The package of the system brought the service: 'apt remove {NAME}' takes it away and "
                "leaves the data, 'apt purge' takes that too."
            )
        data = self.environment().get("PUNCHDECK_DATA", str(DATA))
        self._systemctl("disable", "--now", NAME)
        self._own.unlink()
        self._low_port.unlink(missing_ok=True)
        self._systemctl("daemon-reload")
        return [f"The service is gone. Its data is still in {data}, its settings in {self._settings}."]

    def start(self) -> None:
        self._order("start")

    def stop(self) -> None:
        self._order("stop")

    def restart(self) -> None:
        self._order("restart")

    def _order(self, verb: str) -> None:
        _demand_root(verb)
        self._demand_unit()
        self._demand_systemd()
        self._systemctl(verb, NAME)

    def status(self) -> Standing:
        self._demand_unit()
        self._demand_systemd()
        shown = self._systemctl("show", NAME, *(f"--property={name}" for name in SHOWN))
        standing = standing_of(dict(line.split("=", 1) for line in shown.splitlines() if "=" in line))
        return replace(standing, last_lines=self._last_lines()) if standing.wrong else standing

    def run(self, serve: Serve) -> None:
        raise ServiceError(f"systemd starts '{NAME} serve' itself: 'systemctl start {NAME}'.")

    # how

    def _write_unit(self, wanted: Wanted) -> list[str]:
        data = PurePosixPath(wanted.data.absolute()) if wanted.data else DATA
        user, said = wanted.user or USER, []
        try:
            account = pwd.getpwnam(user)
        except KeyError:
            nobody = shutil.which("nologin") or "/usr/sbin/nologin"
            options = (
                "--system",
                "--user-group",
                "--no-create-home",
                "--home-dir",
                str(data),
                "--shell",
                nobody,
            )
            _call(["useradd", *options, user])
            account = pwd.getpwnam(user)
            said.append(f"The user {user} was made for it.")
        folder = Path(data)
        if not folder.exists():
            folder.mkdir(mode=0o700, parents=True)
            os.chown(folder, account.pw_uid, account.pw_gid)
        elif folder.stat().st_uid != account.pw_uid:
            raise ServiceError(
                f"{folder} does not belong to {user}. 'chown -R {user}: {folder}' gives it all of it; or "
                "name its user with --user."
            )
        group = _group_of(account)
        put_in_place(self._own, unit_text(program(), user, group, data), 0o644)
        said.append(f"{self._own} starts it as {user}; its data is in {data}.")
        return said

    def _allow_ports(self) -> None:
        """A port below 1024 takes a capability, which nothing else has it have."""
        asked = self.environment()
        ports = [asked.get(f"PUNCHDECK_{name}", "") for name in ("PORT", "DEVICE_PORT")]
        if any(port.isdecimal() and 0 < int(port) < 1024 for port in ports):
            self._low_port.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
            put_in_place(self._low_port, LOW_PORT, 0o644)
        else:
            self._low_port.unlink(missing_ok=True)

    def _demand_unit(self) -> Path:
        found = self.unit()
        if found is None:
            raise ServiceError(f"The service is not installed: '{NAME} service install' does that.")
        return found

    def _demand_systemd(self) -> None:
        if not (self._root / "run/systemd/system").is_dir():
            raise ServiceError(
                "systemd does not run here, in a container for example. Have what starts it there start "
                f"'{_TO_RUN}' as a user of its own, and again when it ends; SIGTERM stops it."
            )

    def _systemctl(self, *arguments: str) -> str:
        try:
            return _call(["systemctl", "--no-pager", "--quiet", *arguments])
        except ServiceError as error:
            if arguments[0] not in ("start", "restart"):
                raise
            last = [line for line in self._last_lines() if line]
            said = f" It last said: {last[-1]}" if last else ""
            raise ServiceError(
                f"The service does not start.{said} 'punchdeck-edge service status' shows more; what it is "
                f"told is in {self._settings}."
            ) from error

    def _last_lines(self) -> tuple[str, ...]:
        try:
            command = ["journalctl", "--no-pager", "--quiet", "--output=cat", f"--lines={LINES}"]
            # Of its process alone: systemd's own lines about it are told in the first line already.
            return tuple(_call([*command, f"_SYSTEMD_UNIT={UNIT}"]).splitlines())
        except ServiceError:
            return ()  # whoever may not read the log still learns how it stands


def standing_of(shown: Mapping[str, str]) -> Standing:
    """What systemctl's properties mean."""
    state, result = shown.get("ActiveState", ""), shown.get("Result", "success")
    status, since = shown.get("StatusText", ""), shown.get("ActiveEnterTimestamp", "")
    restarts = int(shown.get("NRestarts") or 0)
    boot = (
        "" if shown.get("UnitFileState") != "disabled" else f" It is not enabled: 'systemctl enable {NAME}'."
    )
    if state == "active":
        again = f", started again {restarts} times by itself" if restarts else ""
        line = f"Running since {since}{again}. {status}. Version {__version__}.{boot}"
        well = status.startswith("Serving")
        return Standing(line, well, wrong=not well)
    if state in ("activating", "reloading", "deactivating"):
        waits = f", after {restarts} failed starts" if restarts else ""
        says = f": {status}" if status else ""
        return Standing(f"It is {state}{waits}{says}.{boot}", False, wrong=restarts > 0)
    if state == "failed" or result != "success":
        why = {
            "watchdog": "it hung, and was ended",
            "timeout": "it took too long",
            "signal": "it was killed",
            "core-dump": "it crashed",
            "oom-kill": "the machine ran out of memory",
            "exit-code": "it ended with an error",
        }.get(result, result)
        return Standing(
            f"Failed: {why}. 'punchdeck-edge service start' tries again.{boot}", False, wrong=True
        )
    return Standing(f"Stopped. 'punchdeck-edge service start' starts it.{boot}", False)


def _group_of(account: pwd.struct_passwd) -> str:
    import grp

    try:
        return grp.getgrgid(account.pw_gid).gr_name
    except KeyError:
        return str(account.pw_gid)


def _demand_root(verb: str) -> None:
    if os.geteuid() != 0:
        raise ServiceError(f"Only root may do this: 'sudo {NAME} service {verb}'.")


def _call(command: Sequence[str]) -> str:
    """What it printed. Raises ServiceError with what it said of its failure."""
    try:
        done = subprocess.run(command, capture_output=True, check=False, stdin=subprocess.DEVNULL)
    except OSError as error:
        raise ServiceError(f"{command[0]} cannot be run: {error.strerror}. Is it installed?") from error
    if done.returncode != 0:
        said = done.stderr.decode(errors="replace").strip() or f"exit code {done.returncode}"
        raise ServiceError(f"{command[0]} {' '.join(command[1:])} failed: {said}")
    return done.stdout.decode(errors="replace")
