"""The service under Windows: what its service manager is told, and what it says of it."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from common import __version__
from edge.service.asking import ready_at
from edge.service.host import Serve, ServiceError, Standing, Wanted, program
from edge.service.log_file import last_lines

NAME: Final = "PunchdeckEdge"
SHOWN: Final = "Punchdeck Edge"
SAYS: Final = "Takes the punches of attendance terminals, and gives them on to integrators and the console."
ACCOUNT: Final = rf"NT SERVICE\{NAME}"
"""Windows makes this account with the service: nobody else's, and without a password."""
KEY: Final = rf"SYSTEM\CurrentControlSet\Services\{NAME}"
RESTARTS_MS: Final = (3_000, 15_000, 60_000)
"""How long after a failure it is started again: the first, the second, and each after that within a day."""
STARTS_WITHIN_S: Final = 120
STOPS_WITHIN_S: Final = 330
LINES: Final = 8
STOPPED, START_PENDING, STOP_PENDING, RUNNING = 1, 2, 3, 4


def default_data(environment: Mapping[str, str] = os.environ) -> Path:
    """Where a service keeps its data, whoever installs it."""
    return Path(environment.get("PROGRAMDATA", r"C:\ProgramData")) / "Punchdeck"


def binary(command: Sequence[str]) -> str:
    """The command line that Windows starts."""
    return subprocess.list2cmdline([*command, "service", "run"])


def multi_string(variables: Mapping[str, str]) -> list[str]:
    """Variables as the registry holds those of a service."""
    return [f"{name}={value}" for name, value in sorted(variables.items())]


def from_multi_string(lines: Sequence[str]) -> dict[str, str]:
    return dict(line.split("=", 1) for line in lines if "=" in line)


def folder_command(data: Path) -> list[str]:
    """What gives the folder to the system, administrators and the service, and to nobody else. Groups are
    named by number, for Windows translates their names."""
    kept = "(OI)(CI)F"
    granted = [f"{who}:{kept}" for who in ("*S-1-5-18", "*S-1-5-32-544", ACCOUNT)]
    return ["icacls", str(data), "/inheritance:r", "/grant:r", *granted, "/Q"]


def standing_of(state: int, exit_code: int, url: str, ready: bool) -> Standing:
    """What the state of the service means, with whether the edge answers."""
    if state == RUNNING:
        line = (
            f"Running. Serving on {url}." if ready else f"Running, and not ready at {url or 'its address'}."
        )
        return Standing(f"{line} Version {__version__}.", ready, wrong=not ready)
    if state == START_PENDING:
        return Standing("It is starting; a large database may have to be upgraded first.", False)
    if state == STOP_PENDING:
        return Standing("It is stopping: every commit is finished first.", False)
    if state == STOPPED and exit_code in (0, 1077):  # 1077: not started since the machine was
        return Standing("Stopped. 'punchdeck-edge service start' starts it.", False)
    return Standing(f"Failed (code {exit_code}). 'punchdeck-edge service start' tries again.", False, True)


class Windows:
    """The services of this computer. Changing them takes a terminal that was opened as administrator."""

    def environment(self) -> dict[str, str]:
        winreg = _module("winreg")
        try:
            with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, KEY) as key:
                return from_multi_string(winreg.QueryValueEx(key, "Environment")[0])
        except OSError:
            return {}

    def install(self, wanted: Wanted) -> list[str]:
        if wanted.user is not None:
            raise ServiceError(f"The service of Windows has its own account, {ACCOUNT}: leave --user out.")
        before = self.environment()
        data = Path(wanted.data or before.get("PUNCHDECK_DATA") or default_data()).absolute()
        data.mkdir(parents=True, exist_ok=True)
        with _told():
            if self._installed():
                self.stop()
            self._register()
            self._tell({**before, **wanted.settings, "PUNCHDECK_DATA": str(data)})
        _call(folder_command(data))
        self.start()
        return [f"Windows starts it as {ACCOUNT}; its data is in {data}."]

    def uninstall(self) -> list[str]:
        data = self.environment().get("PUNCHDECK_DATA", default_data())
        self.stop()
        service = _module("win32service")
        with _told(), self._opened(service.SERVICE_ALL_ACCESS) as handle:
            service.DeleteService(handle.handle)
        return [f"The service is gone. Its data is still in {data}."]

    def start(self) -> None:
        self._demand_installed()
        if self._state()[0] in (RUNNING, START_PENDING):
            return
        util, service = _module("win32serviceutil"), _module("win32service")
        with _told():
            util.StartService(NAME)
            util.WaitForServiceStatus(NAME, service.SERVICE_RUNNING, STARTS_WITHIN_S)

    def stop(self) -> None:
        self._demand_installed()
        if self._state()[0] == STOPPED:
            return
        util = _module("win32serviceutil")
        with _told():
            util.StopService(NAME)
            util.WaitForServiceStatus(NAME, STOPPED, STOPS_WITHIN_S)

    def restart(self) -> None:
        self.stop()
        self.start()

    def status(self) -> Standing:
        self._demand_installed()
        variables = self.environment()
        state, exit_code = self._state()
        url, ready = ready_at(variables) if state == RUNNING else ("", False)
        standing = standing_of(state, exit_code, url, ready)
        data = Path(variables.get("PUNCHDECK_DATA") or default_data())
        lines = last_lines(data, LINES) if standing.wrong else ()
        return Standing(standing.line, standing.well, standing.wrong, lines)

    def run(self, serve: Serve) -> None:
        with _told():
            _module("edge.service.windows_program").host(serve)

    # how

    def _register(self) -> None:
        service = _module("win32service")
        if not self._installed():
            manager = service.OpenSCManager(None, None, service.SC_MANAGER_ALL_ACCESS)
            try:
                made = service.CreateService(
                    manager,
                    NAME,
                    SHOWN,
                    service.SERVICE_ALL_ACCESS,
                    service.SERVICE_WIN32_OWN_PROCESS,
                    service.SERVICE_AUTO_START,
                    service.SERVICE_ERROR_NORMAL,
                    binary(program()),
                    None,
                    0,
                    None,
                    ACCOUNT,
                    None,
                )
                service.CloseServiceHandle(made)
            finally:
                service.CloseServiceHandle(manager)
        with self._opened(service.SERVICE_ALL_ACCESS) as handle:
            unchanged = service.SERVICE_NO_CHANGE
            service.ChangeServiceConfig(
                handle.handle,
                unchanged,
                service.SERVICE_AUTO_START,
                unchanged,
                binary(program()),
                None,
                0,
                None,
                None,
                None,
                SHOWN,
            )
            restarts = [(service.SC_ACTION_RESTART, after) for after in RESTARTS_MS]
            failure = {"ResetPeriod": 86_400, "RebootMsg": "", "Command": "", "Actions": restarts}
            for level, value in (
                (service.SERVICE_CONFIG_DESCRIPTION, SAYS),
                (service.SERVICE_CONFIG_DELAYED_AUTO_START_INFO, True),
                (service.SERVICE_CONFIG_FAILURE_ACTIONS, failure),
                # Also where it ends by itself and says that it failed, not only where it crashes.
                (service.SERVICE_CONFIG_FAILURE_ACTIONS_FLAG, True),
            ):
                service.ChangeServiceConfig2(handle.handle, level, value)
        source = _module("servicemanager").__file__
        _module("win32evtlogutil").AddSourceToRegistry(NAME, source, "Application")

    def _tell(self, variables: Mapping[str, str]) -> None:
        winreg = _module("winreg")
        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, KEY, 0, winreg.KEY_SET_VALUE) as key:
            winreg.SetValueEx(key, "Environment", 0, winreg.REG_MULTI_SZ, multi_string(variables))

    def _installed(self) -> bool:
        winreg = _module("winreg")
        try:
            winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, KEY).Close()
        except OSError:
            return False
        return True

    def _demand_installed(self) -> None:
        if not self._installed():
            raise ServiceError(
                "The service is not installed: 'punchdeck-edge service install' does that, in a terminal "
                "that was opened as administrator."
            )

    def _state(self) -> tuple[int, int]:
        """Of the service, with the code that it ended with."""
        service = _module("win32service")
        with _told(), self._opened(service.SERVICE_QUERY_STATUS) as handle:
            found = service.QueryServiceStatus(handle.handle)
        return int(found[1]), int(found[3])

    def _opened(self, access: int) -> _Opened:
        return _Opened(access)


class _Opened:
    """The service, open for a while."""

    def __init__(self, access: int) -> None:
        self._access = access
        self.handle: Any = None

    def __enter__(self) -> _Opened:
        service = _module("win32service")
        self._manager = service.OpenSCManager(None, None, service.SC_MANAGER_CONNECT)
        self.handle = service.OpenService(self._manager, NAME, self._access)
        return self

    def __exit__(self, *_: object) -> None:
        service = _module("win32service")
        if self.handle is not None:
            service.CloseServiceHandle(self.handle)
        service.CloseServiceHandle(self._manager)


class _told:
    """What Windows refuses is said in its words."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _trace: object) -> None:
        if error is None or not isinstance(error, _module("pywintypes").error):
            return
        number, function, words = error.args[:3]
        if number == 5:
            raise ServiceError(
                "Windows lets only administrators do this: open the terminal with 'Run as administrator'."
            ) from error
        raise ServiceError(
            f"Windows refused it ({function}, {number}): {str(words).strip()} What the service said is in "
            f"the event log under {NAME}, and in the folder logs of its data."
        ) from error


def _module(name: str) -> Any:
    """A module that is there on Windows alone."""
    import importlib

    return importlib.import_module(name)


def _call(command: Sequence[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    if done.returncode != 0:
        raise ServiceError(f"{command[0]} failed: {(done.stderr or done.stdout).strip()}")
