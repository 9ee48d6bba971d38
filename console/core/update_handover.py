"""What is done with a new version that was fetched: by whom it is installed, on this computer. Pure."""

from __future__ import annotations

import platform
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from common.updates import Kind

_MACHINES: Final = {"amd64": "x86_64", "x86_64": "x86_64", "arm64": "arm64", "aarch64": "arm64"}


class Installed(StrEnum):
    """How this copy came here."""

    BY_USER = "by_user"
    """By its setup, for the user alone."""
    FOR_ALL = "for_all"
    """By an administrator, for the whole computer."""
    AS_PACKAGE = "as_package"
    """From source or by a package manager, which also updates it."""


class Reader(StrEnum):
    """Who has to do something with the file."""

    USER = "user"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True)
class Run:
    """Run it in its folder, once this program has ended: `words` follow its name."""

    path: Path
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Open:
    """Have the system show it, once this program has ended."""

    path: Path


@dataclass(frozen=True, slots=True)
class Tell:
    """Say where it is, and who shall install it."""

    path: Path
    reader: Reader


HandOver = Run | Open | Tell


def hand_over(kind: Kind, path: Path, *, system: str, installed: Installed) -> HandOver:
    """`system` as `sys.platform` says it."""
    if installed is not Installed.AS_PACKAGE:
        if kind == "nsis" and system == "win32" and installed is Installed.BY_USER:
            return Run(path, ("/S", "/RUN"))
        if kind == "dmg" and system == "darwin":
            return Open(path)
    return Tell(path, Reader.ADMINISTRATOR if installed is Installed.FOR_ALL else Reader.USER)


def platform_name(system: str, installed: Installed, machine: str = "") -> str:
    """By what a manifest calls this kind of computer, and of installation."""
    word = (machine or platform.machine()).lower()
    made_for = _MACHINES.get(word, word)
    if system == "win32":
        return f"windows-{made_for}{'_all_users' if installed is Installed.FOR_ALL else ''}"
    return f"{'macos' if system == 'darwin' else 'linux'}-{made_for}"


def how_installed(*, frozen: bool, program: Path, home: Path, system: str) -> Installed:
    """What can be told from where the program lies."""
    if not frozen:
        return Installed.AS_PACKAGE
    return Installed.FOR_ALL if system == "win32" and not program.is_relative_to(home) else Installed.BY_USER
