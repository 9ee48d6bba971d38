"""API keys, in the keyring of the system where there is one, else in memory until the program ends."""

from __future__ import annotations

import asyncio
from enum import StrEnum
from typing import Final

import keyring
from keyring.errors import KeyringError, PasswordDeleteError

SERVICE: Final = "punchdeck"


class Place(StrEnum):
    """Where a key is kept."""

    KEYRING = "keyring"
    SESSION = "session"


class KeyStore:
    """Keys by profile id. Keyrings may ask the operator for a password, so every call is awaited."""

    def __init__(self) -> None:
        self._session: dict[str, str] = {}

    async def get(self, profile_id: str) -> str | None:
        """The key of a profile; None where it has to be entered."""
        if profile_id in self._session:
            return self._session[profile_id]
        try:
            return await asyncio.to_thread(keyring.get_password, SERVICE, profile_id)
        except KeyringError:
            return None  # locked, refused or missing: it is asked for instead

    async def put(self, profile_id: str, key: str, *, remember: bool = True) -> Place:
        """Keep a key, and say where. `remember=False` keeps it for this session whatever the system has."""
        if remember:
            try:
                await asyncio.to_thread(keyring.set_password, SERVICE, profile_id, key)
            except KeyringError:
                pass  # no keyring, or it is locked: said by what is returned
            else:
                self._session.pop(profile_id, None)
                return Place.KEYRING
        self._session[profile_id] = key
        return Place.SESSION

    async def forget(self, profile_id: str) -> None:
        self._session.pop(profile_id, None)
        try:
            await asyncio.to_thread(keyring.delete_password, SERVICE, profile_id)
        except (PasswordDeleteError, KeyringError):
            pass  # there was none

    async def place(self) -> Place:
        """Where a key would be kept that is put now: shown beside the box that asks for it."""
        backend = await asyncio.to_thread(keyring.get_keyring)
        return Place.KEYRING if backend.priority > 0 else Place.SESSION
