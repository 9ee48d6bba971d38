"""Firmware on the disk: each file under the SHA-256 of what is in it, each tenant's in a folder of its own.

The files lie in the data folder, not in the database. Where several edges share a PostgreSQL, they have to
share the folder `firmware` of their data folders too (a network file system), or terminals can fetch a file
from that edge only which took it.

Everything here blocks: call it in a thread.
"""

from __future__ import annotations

import base64
import hashlib
import os
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

FOLDER: Final = "firmware"
LARGEST: Final = 256 * 1024 * 1024
"""Bytes of a file; the largest images that terminals take have about a third of it."""

SWEEP_EVERY_S: Final = 600.0
ARRIVING_S: Final = 3600.0
"""What is younger may just be arriving, and is not swept away."""

_INCOMING: Final = ".incoming-"
_BASE64: Final = ".txt"
_PIECE: Final = 3 * 256 * 1024  # encoded by itself without padding, which belongs at the end


@dataclass(frozen=True, slots=True)
class Content:
    """What a file holds."""

    size: int
    sha256: str
    md5: str


class Incoming:
    """A file while it arrives; nobody sees it before `keep`."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._folder = folder
        self._path = folder / f"{_INCOMING}{secrets.token_hex(8)}"
        self._file: BinaryIO = open(self._path, "xb")  # noqa: SIM115 (closed by keep or drop)
        self._sha256 = hashlib.sha256()
        self._md5 = hashlib.md5(usedforsecurity=False)  # what terminals compare
        self.size = 0

    def write(self, piece: bytes) -> None:
        """Take what came next."""
        self._file.write(piece)
        self._sha256.update(piece)
        self._md5.update(piece)
        self.size += len(piece)

    def keep(self) -> Content:
        """It is whole: durable under its name."""
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        content = Content(self.size, self._sha256.hexdigest(), self._md5.hexdigest())
        self._path.replace(self._folder / content.sha256)
        return content

    def drop(self) -> None:
        """It broke off; after `keep` there is nothing to drop."""
        self._file.close()
        self._path.unlink(missing_ok=True)


class FirmwareFiles:
    """The files of one data folder."""

    def __init__(self, data: Path) -> None:
        self._folder = data / FOLDER

    def incoming(self, tenant_id: int) -> Incoming:
        """A file that is about to arrive."""
        return Incoming(self._folder / str(tenant_id))

    def path(self, tenant_id: int, sha256: str, *, as_base64: bool = False) -> Path | None:
        """Where a file lies; None where it is not in this folder.

        `as_base64`: as the text that old clients decode, which is made when first asked for.
        """
        plain = self._folder / str(tenant_id) / sha256
        if not plain.is_file():
            return None
        return _encoded(plain) if as_base64 else plain

    def sweep(self, held: Collection[tuple[int, str]], before: float) -> int:
        """Delete what is not `held`, if it was written before an instant (seconds since 1970): it may just be
        arriving. Returns how many files."""
        swept = 0
        if not self._folder.is_dir():
            return swept
        for folder in self._folder.iterdir():
            for path in folder.iterdir() if folder.is_dir() else ():
                known = folder.name.isdecimal() and (int(folder.name), path.name[:64]) in held
                if not known and path.stat().st_mtime < before:
                    path.unlink(missing_ok=True)
                    swept += 1
        return swept


def _encoded(plain: Path) -> Path:
    encoded = plain.with_name(plain.name + _BASE64)
    if not encoded.exists():
        draft = plain.with_name(f"{_INCOMING}{secrets.token_hex(8)}")
        with open(plain, "rb") as source, open(draft, "xb") as target:
            while piece := source.read(_PIECE):
                target.write(base64.b64encode(piece))
        draft.replace(encoded)
    return encoded
