"""Releases of Punchdeck that this edge has to give away: to consoles at sites that cannot reach the internet.

Each lies in a folder of its own under `updates_folder`, put there whole by a rename. Only the newest whose
signature holds is served, and of it only files that are as they were signed. Every process keeps its own: a
release is the same wherever it came from, so there is nothing to agree upon.

All of it blocks: call it in a thread.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import secrets
import shutil
import threading
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import IO, Final, Protocol

from common.updates import (
    MANIFEST,
    MOST_BYTES,
    SIGNATURE,
    Artefact,
    Manifest,
    Refusal,
    read_signed,
    untimely,
)
from common.whole_files import is_whole
from edge.durability import sync_folder

_PIECE: Final = 1024 * 1024
_NAME: Final = re.compile(r"[0-9][0-9A-Za-z.!]*-[0-9a-f]{16}")


class MirrorError(Exception):
    """A release was not taken; the message says why and what to do."""


class Source(Protocol):
    """Something that holds the files of a release."""

    def open(self, name: str) -> contextlib.AbstractContextManager[IO[bytes]] | None:
        """One of its files; None where it is not there."""


@dataclass(slots=True)
class Release:
    """One that holds. `text` and `signature` are what is served, byte for byte."""

    folder: Path
    manifest: Manifest
    text: bytes
    signature: bytes
    _looked_at: dict[str, tuple[int, int, int]] = field(default_factory=dict, compare=False)

    def file(self, name: str) -> Path | None:
        """Where a file of it lies; None where it is not there, or not as it was signed."""
        artefact = next((it for it in self.manifest.platforms.values() if it.file == name), None)
        if artefact is None:
            return None
        path = self.folder / artefact.file
        try:
            found = path.stat()
        except OSError:
            return None
        mark = (found.st_ino, found.st_size, found.st_mtime_ns)
        if self._looked_at.get(name) != mark:
            if not is_whole(path, artefact):
                return None
            self._looked_at[name] = mark
        return path

    @property
    def missing(self) -> list[str]:
        """The files that are not here, or not as they were signed."""
        return [it.file for it in self.manifest.platforms.values() if self.file(it.file) is None]


class Mirror:
    """The releases in one folder."""

    def __init__(self, folder: Path, keys: Sequence[str]) -> None:
        self.folder = folder
        self.keys = tuple(keys)
        self._lock = threading.Lock()
        self._release: Release | None = None
        self._seen: frozenset[tuple[str, int]] = frozenset()

    def newest(self) -> Release | None:
        """What is served now. Another process may have put it there a moment ago."""
        with self._lock:
            seen = frozenset(self._folders())
            if seen != self._seen:
                before = self._release
                found = [it for name, _ in seen if (it := self._read(self.folder / name)) is not None]
                best = max(found, key=lambda it: it.manifest.as_seen.rank, default=None)
                # What was found out of its files still holds where it is the same one.
                self._release, self._seen = before if before == best else best, seen
            return self._release

    def take(self, source: Source, now: datetime) -> Release:
        """Put a release in, as far as its files are there. Raises MirrorError, OSError."""
        text, signature = _read_small(source, MANIFEST), _read_small(source, SIGNATURE)
        manifest = self.judged(text, signature, now)
        draft = self.draft(text)
        for artefact in manifest.platforms.values():
            given = source.open(artefact.file)
            if given is not None:
                with given as file:
                    _copy(file, draft / artefact.file, artefact)
        return self.place(text, signature, now)

    def judged(self, text: bytes, signature: bytes, now: datetime) -> Manifest:
        """The manifest, if it is one to be served from now on. Raises MirrorError."""
        found = read_signed(text, signature, self.keys)
        if isinstance(found, Refusal):
            raise MirrorError(found.detail)
        if refusal := untimely(found, now):
            raise MirrorError(refusal.detail)
        held = self.newest()
        if held is not None and held.manifest.as_seen.rank > found.as_seen.rank:
            raise MirrorError(
                f"{held.manifest.version} of {held.manifest.released_at:%Y-%m-%d} is here already, and "
                f"{found.version} of {found.released_at:%Y-%m-%d} is older: consoles would refuse it. "
                "Nothing was changed."
            )
        return found

    def draft(self, text: bytes) -> Path:
        """The folder where a release is put together, with what an earlier attempt brought. Raises
        OSError."""
        folder = self.folder / f".{_digest(text)}"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return folder

    def place(self, text: bytes, signature: bytes, now: datetime) -> Release:
        """Serve what was put together; others are let go of. Raises MirrorError, OSError."""
        manifest = self.judged(text, signature, now)
        draft, folder = self.draft(text), self.folder / f"{manifest.version}-{_digest(text)}"
        for left in draft.glob("*.part"):
            left.unlink()
        if folder.exists():  # the same manifest once more: with files that were missing
            for path in draft.iterdir():
                path.replace(folder / path.name)
            draft.rmdir()
        else:
            if not any((draft / it.file).exists() for it in manifest.platforms.values()):
                draft.rmdir()
                raise MirrorError(
                    f"None of the files of version {manifest.version} is there. Put beside {MANIFEST} what "
                    f"it names: {', '.join(it.file for it in manifest.platforms.values())}."
                )
            _write(draft / MANIFEST, text)
            _write(draft / SIGNATURE, signature)
            sync_folder(draft)
            draft.rename(folder)
        sync_folder(self.folder)
        with self._lock:
            self._seen = frozenset()
        self._prune(folder)
        placed = self.newest()
        if placed is None or placed.folder != folder:
            raise MirrorError(
                f"{folder} was put in place, and is not what can be read there now. Look at the disk."
            )
        return placed

    def _folders(self) -> Iterator[tuple[str, int]]:
        """The releases that lie here, and when each was changed last."""
        try:
            there = list(os.scandir(self.folder))
        except FileNotFoundError:
            return
        for each in there:
            if _NAME.fullmatch(each.name) and each.is_dir(follow_symlinks=False):
                yield each.name, each.stat().st_mtime_ns

    def _read(self, folder: Path) -> Release | None:
        try:
            text, signature = ((folder / name).read_bytes() for name in (MANIFEST, SIGNATURE))
        except OSError:
            return None
        manifest = read_signed(text, signature, self.keys)
        return None if isinstance(manifest, Refusal) else Release(folder, manifest, text, signature)

    def _prune(self, kept: Path) -> None:
        """Let go of other releases. What somebody fetches just now goes the next time, where it cannot go
        yet."""
        for name, _ in list(self._folders()):
            if name != kept.name:
                shutil.rmtree(self.folder / name, ignore_errors=True)
        for path in self.folder.glob(".*"):
            shutil.rmtree(path, ignore_errors=True)


class FolderSource:
    """A release in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def open(self, name: str) -> contextlib.AbstractContextManager[IO[bytes]] | None:
        path = self._folder / name
        return path.open("rb") if path.is_file() else None


class ZipSource:
    """A release in a ZIP file, at its top or in one folder of it. Nothing is unpacked but what is asked
    for."""

    def __init__(self, file: zipfile.ZipFile) -> None:
        """Raises MirrorError where there is none in it."""
        manifests = [name for name in file.namelist() if PurePosixPath(name).name == MANIFEST]
        if len(manifests) != 1:
            raise MirrorError(
                f"{file.filename} holds {len(manifests) or 'no'} {MANIFEST}. Pack the folder of one release."
            )
        self._file, self._folder = file, manifests[0].removesuffix(MANIFEST)

    def open(self, name: str) -> contextlib.AbstractContextManager[IO[bytes]] | None:
        try:
            return self._file.open(self._folder + name)
        except KeyError:
            return None


@contextlib.contextmanager
def source_at(path: Path) -> Iterator[Source]:
    """What a user names: a folder, or a ZIP file. Raises MirrorError, OSError."""
    if path.is_dir():
        yield FolderSource(path)
        return
    try:
        with zipfile.ZipFile(path) as file:
            yield ZipSource(file)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError) as error:
        raise MirrorError(f"{path} is neither a folder nor a ZIP file that can be read: {error}.") from error


def utc_now() -> datetime:
    return datetime.now(UTC)


def _read_small(source: Source, name: str) -> bytes:
    given = source.open(name)
    if given is None:
        raise MirrorError(
            f"There is no {name}. Name the folder or the ZIP file of a release, with all its files."
        )
    with given as file:
        return file.read(MOST_BYTES + 1)


def _copy(file: IO[bytes], path: Path, artefact: Artefact) -> None:
    """Copy a file, if it is the one that was signed. Raises MirrorError, OSError."""
    if is_whole(path, artefact):
        return
    digest, size = hashlib.sha256(), 0
    fresh = path.with_name(f"{secrets.token_hex(8)}.part")
    try:
        with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o600), "wb") as target:
            while size <= artefact.size and (piece := file.read(_PIECE)):
                target.write(piece)
                digest.update(piece)
                size += len(piece)
            target.flush()
            os.fsync(target.fileno())
        if size != artefact.size or digest.hexdigest() != artefact.sha256:
            raise MirrorError(
                f"{artefact.file} is not the file that was signed: it was damaged or changed. Fetch the "
                "release again; nothing was changed here."
            )
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)


_BINARY: Final = getattr(os, "O_BINARY", 0)


def _write(path: Path, content: bytes) -> None:
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _BINARY, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _digest(text: bytes) -> str:
    return hashlib.sha256(text).hexdigest()[:16]
