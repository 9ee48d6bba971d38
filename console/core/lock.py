"""The PIN that unlocks the console on a computer that several people use.

It keeps the screen from passers-by. Who can read the files of the user's account needs no screen.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import os
import secrets
from pathlib import Path
from typing import Final

import keyring
from keyring.errors import KeyringError, PasswordDeleteError

from console.core.keyring_store import SERVICE

NAME: Final = "lock of the console"
SHORTEST: Final = 4
FREE_ATTEMPTS: Final = 3
FIRST_WAIT_S: Final = 5.0
LONGEST_WAIT_S: Final = 300.0
_COST: Final = {"n": 2**15, "r": 8, "p": 1, "maxmem": 64 * 2**20}
_SALT: Final = 16


def hashed(pin: str, salt: bytes | None = None) -> str:
    """What is kept in place of a PIN. Takes about a tenth of a second: that is its purpose."""
    salt = secrets.token_bytes(_SALT) if salt is None else salt
    digest = hashlib.scrypt(pin.encode(), salt=salt, **_COST)
    return f"scrypt1:{base64.b64encode(salt + digest).decode()}"


def matches(pin: str, kept: str) -> bool:
    """Whether this is the PIN; never of what we did not write."""
    kind, _, body = kept.partition(":")
    try:
        salt = base64.b64decode(body, validate=True)[:_SALT]
    except ValueError:
        return False
    return kind == "scrypt1" and hmac.compare_digest(hashed(pin, salt), kept)


class Attempts:
    """Wrong PINs in a row, and how long one waits after each: pure, seconds of a clock that never jumps."""

    def __init__(self) -> None:
        self._wrong = 0
        self._free_s = 0.0

    def wrong(self, now_s: float) -> None:
        self._wrong += 1
        beyond = self._wrong - FREE_ATTEMPTS
        if beyond >= 0:
            self._free_s = now_s + min(LONGEST_WAIT_S, FIRST_WAIT_S * 2**beyond)

    def right(self) -> None:
        self._wrong, self._free_s = 0, 0.0

    def wait_s(self, now_s: float) -> float:
        """Until the next one may be tried."""
        return max(0.0, self._free_s - now_s)


class PinStore:
    """The hash, in the keyring of the system; in a file that only its owner reads where there is none."""

    def __init__(self, file: Path) -> None:
        self._file = file

    async def get(self) -> str | None:
        """None where no PIN was chosen."""
        return await asyncio.to_thread(self._get)

    async def choose(self, pin: str) -> None:
        """Raises OSError."""
        await asyncio.to_thread(self._put, pin)

    async def forget(self) -> None:
        """Raises OSError."""
        await asyncio.to_thread(self._forget)

    async def fits(self, pin: str) -> bool:
        kept = await self.get()
        return kept is not None and await asyncio.to_thread(matches, pin, kept)

    def _get(self) -> str | None:
        try:
            kept = keyring.get_password(SERVICE, NAME)
        except KeyringError:
            kept = None  # none, or locked: the file may know
        if kept is not None:
            return kept
        try:
            return self._file.read_text(encoding="ascii").strip() or None
        except (FileNotFoundError, UnicodeDecodeError):
            return None

    def _put(self, pin: str) -> None:
        kept = hashed(pin)
        try:
            keyring.set_password(SERVICE, NAME, kept)
            if keyring.get_password(SERVICE, NAME) == kept:
                self._file.unlink(missing_ok=True)
                return
        except KeyringError:
            pass  # kept in the file instead
        self._file.parent.mkdir(parents=True, exist_ok=True)
        fresh = self._file.with_name(f".{self._file.name}.{os.getpid()}")
        with open(
            os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii"
        ) as file:
            file.write(f"{kept}\n")
        os.replace(fresh, self._file)

    def _forget(self) -> None:
        try:
            keyring.delete_password(SERVICE, NAME)
        except (PasswordDeleteError, KeyringError):
            pass  # there was none
        self._file.unlink(missing_ok=True)
