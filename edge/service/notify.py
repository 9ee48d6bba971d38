"""What a process tells systemd of itself: sd_notify(3), a datagram each. Silent where nobody listens."""

from __future__ import annotations

import os
import socket
import sys
import time
from collections.abc import Mapping
from typing import Final

import structlog

SOCKET: Final = "NOTIFY_SOCKET"
WATCHDOG: Final = "WATCHDOG_USEC"
WATCHDOG_PROCESS: Final = "WATCHDOG_PID"

log = structlog.get_logger()


class Notifier:
    """Sends states to the socket that systemd named; one that begins with @ is abstract."""

    def __init__(self, address: str | None) -> None:
        self._socket: socket.socket | None = None
        self._failed = False
        if sys.platform == "win32" or not address or address[0] not in "/@":
            return
        sender = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC)
        # Whoever is to watch may hang itself: the edge serves on.
        sender.setblocking(False)
        self._to = "\0" + address[1:] if address[0] == "@" else address
        self._socket = sender

    @property
    def heard(self) -> bool:
        """Whether somebody asked to be told."""
        return self._socket is not None

    def tell(self, *states: str) -> None:
        """Send states like READY=1 together. One that is not taken is said once in the log."""
        if self._socket is None:
            return
        try:
            self._socket.sendto("\n".join(states).encode(), self._to)
        except OSError as error:
            if not self._failed:
                log.warning("service_manager_not_told", states=states[0], error=str(error))
            self._failed = True
        else:
            self._failed = False

    def reloading(self) -> None:
        """What was changed is read again; READY=1 ends it."""
        self.tell("RELOADING=1", f"MONOTONIC_USEC={time.monotonic_ns() // 1000}")

    def close(self) -> None:
        if self._socket is not None:
            self._socket.close()
            self._socket = None


def watchdog_s(environment: Mapping[str, str] = os.environ) -> float | None:
    """How long the edge may be silent before systemd ends it; None where it does not watch this process."""
    said, process = environment.get(WATCHDOG, ""), environment.get(WATCHDOG_PROCESS)
    if not said.isdecimal() or int(said) == 0 or (process is not None and process != str(os.getpid())):
        return None
    return int(said) / 1_000_000


def one_line(text: str) -> str:
    """As a value of a state, of which a line is one."""
    return " ".join(text.split())
