"""The installation's master key: where it comes from, how it is made, and how it is changed."""

from __future__ import annotations

import base64
import binascii
import hashlib
import os
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from edge.durability import sync_folder
from edge.store import StoreError

KEY_FILE: Final = "master.key"
CREDENTIAL: Final = "master_key"
"""Under this name systemd hands the master key in: `LoadCredential=master_key:/path/to/file`."""
KEY: Final = 32
"""Bytes of a key."""
NAME: Final = 8
"""Bytes of a key's name."""

_ADVICE: Final = "Make one with: openssl rand -base64 32"


class VaultError(StoreError):
    """Something cannot be sealed or opened; the message says why and what to do."""


class MasterKeyError(VaultError):
    """The master key is missing, unreadable, or not the one that was used."""


class MasterKeyFile:
    """A file with one key a line: the first wraps, any of them unwraps. Not read before it is needed.

    It is the file `named` (setting `master_key_file`), else systemd's credential `master_key`, else
    `master.key` in the folder, which `make` makes. Only that last one is ever written here.
    """

    def __init__(
        self, folder: Path, named: Path | None = None, environment: Mapping[str, str] = os.environ
    ) -> None:
        credentials = environment.get("CREDENTIALS_DIRECTORY")
        credential = None if credentials is None else Path(credentials) / CREDENTIAL
        if named is None and credential is not None and credential.is_file():
            named = credential
        self.path = named or folder / KEY_FILE
        self.ours = named is None
        self._known: tuple[bytes, ...] = ()

    @property
    def to_be_made(self) -> bool:
        """Whether there is none yet, and it is ours to make."""
        return self.ours and not self.path.exists()

    def make(self) -> None:
        """Make the file; where another process was quicker, its file stays. Raises MasterKeyError."""
        _write_keys(self.path, (secrets.token_bytes(KEY),), replacing=False)

    def read(self) -> tuple[bytes, ...]:
        """The keys as they are in the file now. Raises MasterKeyError."""
        try:
            content = self.path.read_bytes()
        except FileNotFoundError:
            raise self.missing() from None
        except OSError as error:
            raise MasterKeyError(
                f"The master key {self.path} cannot be read: {error.strerror}. Let the user that the edge "
                "runs as read it."
            ) from error
        self._known = _parsed(self.path, content)
        return self._known

    def named(self, name: bytes) -> bytes | None:
        """The key that goes by a name: as remembered, else as in the file now, for another process may have
        added it. Raises MasterKeyError."""
        return _named(self._known, name) or _named(self.read(), name)

    def missing(self) -> MasterKeyError:
        """What to say where there is no such file, and there must be one."""
        return MasterKeyError(
            f"The master key {self.path} is missing. Without it nothing that is sealed can be read: restore "
            "the file from your backup, or name the one that other processes on this database use with "
            "master_key_file."
            if self.ours
            else f"There is no master key at {self.path}. Put it there, or change master_key_file. {_ADVICE}"
        )

    # Changing the key: the new one is written above the old, everything is wrapped anew, and only then is the
    # old one let go of. Whatever stops it in between, it can be started again.

    @contextmanager
    def changing(self) -> Iterator[None]:
        """While one process changes the key, no other does. Raises MasterKeyError."""
        if not self.ours:  # and never written
            yield
            return
        self.read()  # where there is none, no lock is left in its place
        lock = FileLock(f"{self.path}.lock", timeout=0, mode=0o600)
        try:
            lock.acquire()
        except Timeout:
            raise MasterKeyError(
                f"The master key {self.path} is being changed by another command. Wait until it is done."
            ) from None
        except OSError as error:
            raise _unwritable(self.path, error) from error
        try:
            yield
        finally:
            lock.release()

    def begin_rotation(self) -> bool:
        """Have a new key above the one in use. Returns whether one was made: where there are several already,
        a change was begun before, and goes on. Raises MasterKeyError."""
        keys = self.read()
        if len(keys) > 1:
            return False
        if not self.ours:
            raise MasterKeyError(
                f"{self.path} was not made by the edge and is not written by it. Put a new key on a line "
                "above the one in it, in the file of every process on this database, then run this again. "
                f"{_ADVICE}"
            )
        _write_keys(self.path, (secrets.token_bytes(KEY), *keys), replacing=True)
        return True

    def end_rotation(self) -> None:
        """Let go of all keys but the newest, where the file is ours to write. Raises MasterKeyError."""
        keys = self.read()
        if self.ours and len(keys) > 1:
            _write_keys(self.path, keys[:1], replacing=True)
        self.read()


def name_of(master: bytes) -> bytes:
    """Tells master keys apart without saying anything of them."""
    return hashlib.sha256(b"punchdeck master key\0" + master).digest()[:NAME]


def _named(keys: tuple[bytes, ...], name: bytes) -> bytes | None:
    return next((key for key in keys if name_of(key) == name), None)


def _parsed(source: Path, content: bytes) -> tuple[bytes, ...]:
    """The keys in a file: 32 bytes as they are, or a line of base64 or hex each."""
    if len(content) == KEY:
        return (content,)
    found = []
    for line in content.split():
        try:
            key = (
                bytes.fromhex(line.decode())
                if len(line) == 2 * KEY
                else base64.b64decode(line, validate=True)
            )
        except (binascii.Error, ValueError):
            key = b""
        if len(key) != KEY:
            raise MasterKeyError(
                f"{source} is no master key: it holds 32 bytes, as base64 or hex, one key a line. {_ADVICE}"
            )
        found.append(key)
    if not found:
        raise MasterKeyError(f"The master key {source} is empty. Restore it from your backup. {_ADVICE}")
    return tuple(found)


def _write_keys(path: Path, keys: tuple[bytes, ...], *, replacing: bool) -> None:
    """Write the file whole and on the disk, or not at all. Not `replacing`: one that is there stays."""
    # Who replaces is alone, and clears away the draft of one that was killed.
    draft = path.with_name(f"{path.name}.{'new' if replacing else secrets.token_hex(4)}")
    try:
        if replacing:
            draft.unlink(missing_ok=True)
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(b"".join(base64.b64encode(key) + b"\n" for key in keys))
            file.flush()
            os.fsync(file.fileno())
        if replacing:
            draft.replace(path)
        else:
            _link(draft, path)
        sync_folder(path.parent)
    except OSError as error:
        raise _unwritable(path, error) from error
    finally:
        draft.unlink(missing_ok=True)


def _unwritable(path: Path, error: OSError) -> MasterKeyError:
    return MasterKeyError(
        f"The master key {path} cannot be written: {error.strerror}. Make its folder writable, or name a key "
        f"of your own with master_key_file. {_ADVICE}"
    )


def _link(draft: Path, path: Path) -> None:
    try:
        os.link(draft, path)
    except FileExistsError:
        return
