"""The systemd unit: the one that packages ship, and what `service install` makes of it for another place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from importlib.resources import files
from pathlib import Path, PurePosixPath
from typing import Final

from edge.service.environment import variables_in

NAME: Final = "punchdeck-edge"
UNIT: Final = f"{NAME}.service"
USER: Final = "punchdeck"
DATA: Final = PurePosixPath("/var/lib/punchdeck-edge")
SETTINGS: Final = PurePosixPath("/etc/punchdeck/edge.env")
LOW_PORT: Final = """\
# Written by `punchdeck-edge service install`: a port below 1024 was asked for.
[Service]
CapabilityBoundingSet=CAP_NET_BIND_SERVICE
AmbientCapabilities=CAP_NET_BIND_SERVICE
"""
_FILES: Final = files("resources").joinpath("service")


def packaged_unit() -> str:
    """As packages ship it."""
    return _FILES.joinpath(UNIT).read_text("utf-8")


def packaged_settings() -> str:
    """The file of settings with every line a comment."""
    return _FILES.joinpath(SETTINGS.name).read_text("utf-8")


def unit_text(program: Sequence[str], user: str, group: str, data: PurePosixPath) -> str:
    """The unit for a program, a user and a folder of one's own."""
    text = packaged_unit()
    changed = {
        "ExecStart": " ".join(_word(part).replace("$", "$$") for part in [*program, "serve"]),
        "User": user,
        "Group": group,
        "Environment": _word(f"PUNCHDECK_DATA={data}"),
        "WorkingDirectory": str(data).replace("%", "%%"),
    }
    for key, value in changed.items():
        text = re.sub(rf"(?m)^{key}=.*$", lambda _, key=key, value=value: f"{key}={value}", text)  # type: ignore[misc]
    if data != DATA:
        text = re.sub(r"(?m)^StateDirectory=.*$", lambda _: f"ReadWritePaths={_word(str(data))}", text)
        text = re.sub(r"(?m)^StateDirectoryMode=.*\n", "", text)
    if any(data.is_relative_to(home) for home in ("/home", "/root", "/run/user")):
        text = re.sub(r"(?m)^ProtectHome=.*$", "ProtectHome=no", text)
    return text


def environment_in(units: Iterable[str], root: Path = Path("/")) -> dict[str, str]:
    """The variables that a unit and its drop-ins set, those of their files too."""
    found: dict[str, str] = {}
    named: list[str] = []
    for text in units:
        for line in text.splitlines():
            key, _, value = line.strip().partition("=")
            if key == "Environment":
                found |= variables_in(value.strip('"'))
            elif key == "EnvironmentFile":
                named.append(value.removeprefix("-"))
    for name in named:
        path = root / name.lstrip("/")
        if path.is_file():
            found |= variables_in(path.read_text("utf-8"))
    return found


def credentials_in(units: Iterable[str]) -> list[str]:
    """Names of the credentials that a unit and its drop-ins load."""
    pattern = re.compile(r"(?m)^[ \t]*LoadCredential(?:Encrypted)?=([^:\s]+)")
    return [name for text in units for name in pattern.findall(text)]


def _word(text: str) -> str:
    """One word of a list in a unit."""
    escaped = text.replace("\\", "\\\\").replace("%", "%%").replace('"', '\\"')
    return f'"{escaped}"' if re.search(r"[\s\"';]", text) else escaped
