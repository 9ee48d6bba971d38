"""One console for each user: a second start hands what it was asked for to the first, and ends."""

from __future__ import annotations

import getpass
import hashlib
import json
import logging
import os
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout
from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

ANSWER_MS: Final = 3_000
"""So long the first one is given to answer; one that hangs must not keep anybody from working."""
END_MS: Final = 20_000
"""So long the console is given to end when it is asked to: what it has begun is done first."""
LOCK_S: Final = 5.0
LONGEST: Final = 8_192
LONGEST_PATH: Final = 103
"""Bytes of a socket's path that every system takes (macOS 103, Linux 107)."""
TAKEN: Final = b"taken\n"

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Call:
    """What a start was asked for. `token` lets the first one come to the front where the system wants one;
    with `quit` it ends instead, as installers want before they put files in place."""

    link: str = ""
    profile: str = ""
    token: str = ""
    quit: bool = False

    def line(self) -> bytes:
        return json.dumps(asdict(self)).encode() + b"\n"

    @classmethod
    def read(cls, line: bytes) -> Call:
        """Raises ValueError."""
        body = json.loads(line)
        if not isinstance(body, dict):
            raise ValueError("no call")
        said = (str(body.get(name, "")) for name in ("link", "profile", "token"))
        return cls(*said, quit=body.get("quit") is True)


def address(settings: Path) -> str:
    """Where the console with these settings is called: a socket of this user's, a pipe on Windows. Raises
    OSError where there is no place for one."""
    whose = f"{getpass.getuser()} {settings.resolve()}"
    name = f"punchdeck-{hashlib.sha256(whose.encode()).hexdigest()[:16]}"
    return name if sys.platform == "win32" else str(_folder(len(name)) / name)


def _folder(longest_name: int) -> Path:
    """Where a user's sockets are: nobody else may write there. macOS gives each user one of their own; where
    that, or the session's own, is too deep for a socket there is /tmp."""

    def takes(folder: str) -> bool:
        return len(os.fsencode(folder)) + 1 + longest_name <= LONGEST_PATH

    given = os.environ.get("XDG_RUNTIME_DIR", "")
    if given and os.path.isdir(given) and takes(given):
        return Path(given)
    ours = f"punchdeck-{os.getuid()}"
    usual = os.path.join(tempfile.gettempdir(), ours)
    folder = Path(usual if takes(usual) else f"/tmp/{ours}")
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.stat().st_uid != os.getuid():
        raise PermissionError(f"{folder} is not ours")
    return folder


class Doorway(QObject):
    """Where later starts knock. Signals: `called(Call)`."""

    called = Signal(object)

    def __init__(self, server: QLocalServer) -> None:
        super().__init__()
        self._server = server
        server.setParent(self)
        server.newConnection.connect(self._open)

    def close(self) -> None:
        self._server.close()

    def _open(self) -> None:
        while (caller := self._server.nextPendingConnection()) is not None:
            caller.readyRead.connect(self._hear)
            caller.disconnected.connect(caller.deleteLater)

    def _hear(self) -> None:
        caller = self.sender()
        assert isinstance(caller, QLocalSocket)
        if not caller.canReadLine():
            if caller.bytesAvailable() > LONGEST:
                caller.abort()
            return
        try:
            call = Call.read(bytes(caller.readLine().data()))
        except ValueError as error:
            log.warning("somebody called in other words than ours: %s", error)
            caller.abort()
            return
        caller.write(TAKEN)
        caller.flush()
        if not call.quit:  # whoever wants the end sees it by the line that breaks
            caller.disconnectFromServer()
        self.called.emit(call)


def first_or_call(where: str, call: Call) -> Doorway | None:
    """The doorway of the first one; None where another one has taken the call and this one can end.

    Where no socket can be made the console works all the same, with a doorway that nobody reaches. Needs an
    application.
    """
    try:
        with FileLock(Path(tempfile.gettempdir(), where).with_suffix(".lock"), timeout=LOCK_S):
            if _taken(where, call):
                return None
            server = QLocalServer()
            server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
            QLocalServer.removeServer(where)  # of one that crashed: nobody answers there
            if not server.listen(where):
                log.warning("later starts cannot be heard: %s", server.errorString())
            return Doorway(server)
    except (Timeout, OSError) as error:
        log.warning("later starts cannot be heard: %s", error)
        return Doorway(QLocalServer())


def end_running(where: str, patience_ms: int = END_MS) -> bool:
    """Ask the console that runs there to end, and wait for it. Whether none runs any more. Needs an
    application."""
    caller = QLocalSocket()
    caller.connectToServer(where)
    if not caller.waitForConnected(ANSWER_MS):
        return True
    caller.write(Call(quit=True).line())
    caller.waitForDisconnected(patience_ms)
    ended = caller.state() is QLocalSocket.LocalSocketState.UnconnectedState
    caller.abort()
    return ended


def call_of_start(link: str, profile: str) -> Call:
    """What this start was asked for, with what the desktop gave it to come to the front with."""
    token = os.environ.get("XDG_ACTIVATION_TOKEN") or os.environ.get("DESKTOP_STARTUP_ID") or ""
    return Call(link, profile, token)


def _taken(where: str, call: Call) -> bool:
    """Whether one is there and has taken the call."""
    caller = QLocalSocket()
    caller.connectToServer(where)
    if not caller.waitForConnected(ANSWER_MS):
        return False
    _let_others_to_the_front()
    caller.write(call.line())
    answer = b""
    while not answer.endswith(b"\n") and (caller.bytesAvailable() or caller.waitForReadyRead(ANSWER_MS)):
        answer += caller.readAll().data()
    caller.abort()
    if answer != TAKEN:
        log.warning("the console that runs already does not answer; this one goes on beside it")
    return answer == TAKEN


def _let_others_to_the_front() -> None:
    """Windows only lets the one that was started last put a window in front, unless that one allows it."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.AllowSetForegroundWindow(-1)
