"""Connection profiles: which edges an operator works with, how each is to be treated and how it looks.

Kept as JSON with a version, written atomically. Keys are not in it: see `keyring_store`.
"""

from __future__ import annotations

import ipaddress
import json
import os
import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from enum import StrEnum
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import httpx

from console.core.trust import read_certificate

VERSION: Final = 1
LONGEST_NAME: Final = 253
_LABEL: Final = re.compile(r"(?!-)[\w-]{1,63}(?<!-)")


class SafeMode(StrEnum):
    """How careful a connection is with writing."""

    OPEN = "open"
    CONFIRM = "confirm"
    READ_ONLY = "read_only"


class Worldview(StrEnum):
    """Which borders the map shows."""

    NEUTRAL = "neutral"
    MA = "ma"
    UN = "un"


class ThemeChoice(StrEnum):
    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class AddressError(ValueError):
    """What was typed is not the address of a server."""


class ProfilesUnreadable(Exception):
    """The file of profiles cannot be read; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Profile:
    """One edge as the operator set it up.

    `account`: the tenant that a platform key acts for. `colour`: "#RRGGBB" of the environment stripe, None
    for none. `certificate`: PEM of the pinned one.
    """

    id: str
    name: str
    url: str
    account: str | None = None
    colour: str | None = None
    safe_mode: SafeMode = SafeMode.OPEN
    certificate: str | None = None
    worldview: Worldview = Worldview.NEUTRAL
    theme: ThemeChoice = ThemeChoice.SYSTEM

    @classmethod
    def new(cls, name: str, url: str, **settings: Any) -> Profile:
        """A profile with an id of its own. Raises AddressError."""
        return cls(f"profile_{secrets.token_hex(8)}", name.strip(), address(url), **settings)


def address(typed: str) -> str:
    """The base address in what was typed: without a scheme https, but http for this computer itself.

    Raises AddressError.
    """
    text = typed.strip().rstrip("/")
    try:
        if "://" not in text:
            host = urlsplit(f"//{text}").hostname or ""
            text = f"{'http' if _is_this_computer(host) else 'https'}://{text}"
        parts = urlsplit(text)
        host, port = parts.hostname or "", parts.port
        httpx.URL(text)
    except (ValueError, httpx.InvalidURL) as error:
        raise AddressError(
            f"'{typed}' is not an address: {error}. Write it like https://edge.example.com."
        ) from None
    if parts.scheme not in ("http", "https"):
        raise AddressError(
            f"'{typed}' begins with {parts.scheme}://; an edge's address begins with https://."
        )
    if port == 0 or not _is_host(host) or parts.netloc.endswith(":") or "@" in parts.netloc or _odd(text):
        raise AddressError(f"'{typed}' is not an address. Write it like https://edge.example.com:8443.")
    if "?" in text or "#" in text:
        raise AddressError(f"'{typed}' goes on after the address. Leave out what follows ? or #.")
    shown = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{shown}{'' if port is None else f':{port}'}{parts.path.rstrip('/')}"


def _is_this_computer(host: str) -> bool:
    ip = _ip(host)
    return host == "localhost" if ip is None else ip.is_loopback


def _is_host(host: str) -> bool:
    """An IP address, or a name that a server can have."""
    return _ip(host) is not None or (
        len(host) <= LONGEST_NAME and all(map(_LABEL.fullmatch, host.removesuffix(".").split(".")))
    )


def _ip(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


def _odd(text: str) -> bool:
    return not text.isprintable() or any(letter.isspace() for letter in text)


class Profiles:
    """All profiles, in the order they are shown, and which one is opened at the start."""

    def __init__(self, path: Path) -> None:
        """Raises ProfilesUnreadable."""
        self._path = path
        self._profiles, self._current = _read(path)

    @property
    def all(self) -> Sequence[Profile]:
        return tuple(self._profiles.values())

    @property
    def current(self) -> Profile | None:
        """The one used last."""
        return self._profiles.get(self._current or "")

    def get(self, profile_id: str) -> Profile | None:
        return self._profiles.get(profile_id)

    def named(self, name: str) -> Profile | None:
        """By name, whatever its case, or by id."""
        wanted = name.casefold()
        return next((each for each in self.all if wanted in (each.name.casefold(), each.id)), None)

    def keep(self, profile: Profile) -> None:
        """Add it, or replace the one with its id. Raises OSError."""
        self._keep({**self._profiles, profile.id: profile}, self._current)

    def choose(self, profile_id: str) -> None:
        """Open this one at the next start. Raises KeyError, OSError."""
        self._keep(self._profiles, self._profiles[profile_id].id)

    def remove(self, profile_id: str) -> None:
        """Raises OSError."""
        left = {id: profile for id, profile in self._profiles.items() if id != profile_id}
        self._keep(left, self._current)

    def _keep(self, profiles: dict[str, Profile], current: str | None) -> None:
        """The file first: what it could not take is not pretended to be there."""
        current = current if current in profiles else None
        body = {
            "version": VERSION,
            "current": current,
            "profiles": [asdict(profile) for profile in profiles.values()],
        }
        write_atomically(self._path, json.dumps(body, ensure_ascii=False, indent=2) + "\n")
        self._profiles, self._current = profiles, current


def pinned(profile: Profile, pem: str | None) -> Profile:
    """The profile with another certificate trusted, or none (None)."""
    return replace(profile, certificate=pem)


def write_atomically(path: Path, text: str) -> None:
    """The whole file or, after a crash at any moment, the old one. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with fresh.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(fresh, path)
    finally:
        fresh.unlink(missing_ok=True)


def _read(path: Path) -> tuple[dict[str, Profile], str | None]:
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}, None
    except (OSError, UnicodeDecodeError) as error:
        raise ProfilesUnreadable(
            f"{path} cannot be read: {error}. Check its permissions, or move it away."
        ) from error
    try:
        body = json.loads(text)
        version = body["version"]
        if version > VERSION:
            raise ProfilesUnreadable(
                f"{path} was written by a newer Punchdeck (format {version}, this one knows {VERSION}). "
                "Update this program, or move the file away to begin anew."
            )
        found = [_profile(members) for members in body["profiles"]]
        return {profile.id: profile for profile in found}, body.get("current")
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ProfilesUnreadable(
            f"{path} is damaged ({error}). Mend it, or move it away to begin anew; keys are kept elsewhere."
        ) from error


def _profile(members: Mapping[str, Any]) -> Profile:
    known = {each.name for each in fields(Profile)}
    values = {name: value for name, value in members.items() if name in known}
    for name in ("id", "name", "url"):
        if not isinstance(values[name], str):
            raise ValueError(f"the {name} of a profile is {values[name]!r}")
    values["url"] = address(values["url"])
    if values.get("certificate") is not None:
        read_certificate(values["certificate"])
    values["safe_mode"] = SafeMode(values.get("safe_mode", SafeMode.OPEN))
    values["worldview"] = Worldview(values.get("worldview", Worldview.NEUTRAL))
    values["theme"] = ThemeChoice(values.get("theme", ThemeChoice.SYSTEM))
    return Profile(**values)
