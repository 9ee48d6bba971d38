"""What every kind of service has in common, whichever system runs it."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

Serve = Callable[[asyncio.Event, Callable[[str], None]], Awaitable[None]]
"""Serves until the event is set, and tells its URL once it can be reached there."""


class ServiceError(Exception):
    """The service cannot be installed, started or asked; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What `service install` was told. None: as is usual on this system, or as it was installed before.

    `settings` are variables PUNCHDECK_<NAME>; they are known to be usable.
    """

    data: Path | None = None
    user: str | None = None
    settings: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Standing:
    """How the service stands: a line that says it, whether it serves, whether something is wrong, and what it
    then said last."""

    line: str
    well: bool
    wrong: bool = False
    last_lines: tuple[str, ...] = ()


class Host(Protocol):
    """The services of one system. Every call raises ServiceError."""

    def install(self, wanted: Wanted) -> list[str]:
        """Have it run from now on, also after the machine starts; lines that say what was done."""
        ...

    def uninstall(self) -> list[str]:
        """Stop and forget it. Its data stays."""
        ...

    def start(self) -> None: ...

    def stop(self) -> None: ...

    def restart(self) -> None: ...

    def status(self) -> Standing: ...

    def run(self, serve: Serve) -> None:
        """Be what the system's services start."""
        ...

    def environment(self) -> dict[str, str]:
        """The variables it is started with; empty where it is not installed."""
        ...


def program() -> list[str]:
    """The command line that starts this very program."""
    if getattr(sys, "frozen", False):
        return [sys.executable]
    return [sys.executable, "-m", "edge"]
