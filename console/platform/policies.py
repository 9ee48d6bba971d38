"""Where an administrator's policy for the whole computer is kept, on each system."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, Final

from console.core.update_policy import Policy, forbidding, policy_of, policy_of_text

REGISTRY: Final = r"Software\Policies\Punchdeck"
_REGISTRY_NAMES: Final = {
    "UpdatesMode": "mode",
    "UpdatesUrl": "url",
    "UpdatesFromEdge": "from_edge",
    "UpdatesKeys": "keys",
}


def policy_file() -> Path:
    """Only administrators write there."""
    if sys.platform == "darwin":
        return Path("/Library/Application Support/Punchdeck/policy.toml")
    return Path("/etc/punchdeck/policy.toml")


def find_policy() -> Policy:
    """The policy of this computer; an empty one where there is none. Blocks."""
    return of_registry() if sys.platform == "win32" else of_file(policy_file())


def of_file(path: Path) -> Policy:
    try:
        return policy_of_text(path.read_text(encoding="utf-8"), str(path))
    except (FileNotFoundError, NotADirectoryError):
        return Policy()
    except (OSError, UnicodeDecodeError) as error:
        return forbidding(f"{path} cannot be read: {error}.")


def of_registry() -> Policy:
    """The values under HKEY_LOCAL_MACHINE, which only administrators write."""
    if sys.platform != "win32":
        return Policy()
    import winreg

    where = rf"HKEY_LOCAL_MACHINE\{REGISTRY}"
    found: dict[str, Any] = {}
    try:
        access = winreg.KEY_READ | winreg.KEY_WOW64_64KEY
        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, REGISTRY, 0, access) as key:
            for name, member in _REGISTRY_NAMES.items():
                try:
                    found[member], _ = winreg.QueryValueEx(key, name)
                except FileNotFoundError:
                    continue
    except FileNotFoundError:
        return Policy()
    except OSError as error:
        return forbidding(f"{where} cannot be read: {error}.")
    if "from_edge" in found:
        found["from_edge"] = {0: False, 1: True}.get(found["from_edge"], found["from_edge"])
    return policy_of(found, where)
