"""What may be done about new versions: by an administrator for a whole computer, and by whoever uses it.

The administrator's word beats the user's. A policy that cannot be read forbids: whoever wrote one wanted to
limit something.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final
from urllib.parse import urlsplit

_NAMES: Final = frozenset({"mode", "url", "from_edge", "keys"})


class Mode(StrEnum):
    """What happens by itself."""

    OFF = "off"
    """Nothing is looked for."""
    NOTIFY = "notify"
    """A new version is told of."""
    AUTO = "auto"
    """It is also downloaded. It is installed when somebody says so."""


@dataclass(frozen=True, slots=True)
class Policy:
    """An administrator's. `mode` None: the user chooses. `url`: the folder that is asked after the edge, ""
    none, None the one built in; `from_edge`: whether the edge is asked; `keys`: whose releases are believed
    beside those built in; `problem`: why it could not be read."""

    mode: Mode | None = None
    url: str | None = None
    from_edge: bool = True
    keys: tuple[str, ...] = ()
    problem: str = ""

    def allows(self, chosen: Mode) -> Mode:
        """What holds where the user chose that."""
        return chosen if self.mode is None else self.mode


def forbidding(problem: str) -> Policy:
    """The policy of one that cannot be read."""
    return Policy(mode=Mode.OFF, from_edge=False, problem=problem)


def policy_of_text(text: str, where: str) -> Policy:
    """The policy in a file: TOML with a table [updates]."""
    try:
        body = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return forbidding(f"{where} is not TOML: {error}.")
    updates = body.get("updates", {})
    if not isinstance(updates, dict):
        return forbidding(f"'updates' in {where} is no table; write [updates].")
    return policy_of(updates, where)


def policy_of(members: Mapping[str, Any], where: str) -> Policy:
    """The policy of named values, wherever they were kept."""
    unknown = sorted(set(members) - _NAMES)
    if unknown:
        return forbidding(f"'{unknown[0]}' in {where} is no setting; there are {', '.join(sorted(_NAMES))}.")
    mode, url = members.get("mode"), members.get("url")
    from_edge, keys = members.get("from_edge", True), members.get("keys", [])
    if mode is not None and mode not in tuple(Mode):
        return forbidding(f"mode = {mode!r} in {where} is none of {', '.join(Mode)}.")
    if url is not None and not (url == "" or _is_folder(url)):
        return forbidding(
            f"url = {url!r} in {where} is no address; write one like https://example.com/updates/."
        )
    if not isinstance(from_edge, bool):
        return forbidding(f"from_edge = {from_edge!r} in {where} is neither true nor false.")
    if not isinstance(keys, list) or not all(_is_key(key) for key in keys):
        return forbidding(f"keys in {where} are no list of public keys, as keygen.py prints them.")
    return Policy(None if mode is None else Mode(mode), url, from_edge, tuple(keys))


def _is_folder(url: object) -> bool:
    if not isinstance(url, str):
        return False
    try:
        parts = urlsplit(url)
        return (
            parts.scheme in ("http", "https") and bool(parts.hostname) and not (parts.query or parts.fragment)
        )
    except ValueError:
        return False


def _is_key(key: object) -> bool:
    from common.updates import key_id  # seldom wanted, and it brings much with it

    try:
        return isinstance(key, str) and bool(key_id(key))
    except ValueError:
        return False
