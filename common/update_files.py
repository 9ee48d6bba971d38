"""Fetches what a release is made of from where it is published: the signed manifest, and a file, resumed
where it broke off.

Nothing here decides whom to believe: the manifest goes to whoever judges it, and a file is kept only if it is
the one that the judged manifest tells of.
"""

from __future__ import annotations

import asyncio
import errno
import hashlib
import os
import random
import shutil
from collections.abc import Callable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any, Final, NoReturn, TypeVar

import httpx

from common.updates import MANIFEST, MOST_BYTES, SIGNATURE, Artefact, Refusal, RefusalCode
from common.whole_files import is_whole

PIECE: Final = 1024 * 1024
PAUSES_S: Final = (1.0, 4.0, 15.0, 60.0)
"""Between attempts that brought nothing; one that brought something begins anew."""
SILENCE_S: Final = 30.0
SPARE: Final = 64 * 1024 * 1024
"""So much of the disk is left to others."""

T = TypeVar("T")


class FetchCode(StrEnum):
    """What kept something from being fetched."""

    UNREACHABLE = "unreachable"
    """No answer, or it broke off: another time it may come."""
    NOTHING_THERE = "nothing_there"
    """Nothing is published there."""
    WRONG_FILE = "wrong_file"
    """What came is not what was signed."""
    NOT_WRITTEN = "not_written"
    """The disk is full, or nobody may write there."""


class FetchError(Exception):
    """Something was not fetched; the message says what, from where, and what to do."""

    def __init__(self, code: FetchCode, message: str) -> None:
        super().__init__(message)
        self.code = code


async def fetch_manifest(
    http: httpx.AsyncClient, folder_url: str, judge: Callable[[bytes, bytes], T | Refusal]
) -> T | Refusal:
    """What `judge` says of the manifest and the signature at an address. Raises FetchError."""
    found = await _judged(http, folder_url, judge)
    if isinstance(found, Refusal) and found.code in (RefusalCode.TAMPERED, RefusalCode.UNSIGNED):
        # The two files may just have been replaced, one after the other.
        found = await _judged(http, folder_url, judge)
    return found


async def _judged(
    http: httpx.AsyncClient, folder_url: str, judge: Callable[[bytes, bytes], T | Refusal]
) -> T | Refusal:
    manifest = await _small(http, address_of(folder_url, MANIFEST))
    signature = await _small(http, address_of(folder_url, SIGNATURE))
    # Beside the loop: what checks signatures is brought in with the first one, which takes a while.
    return await asyncio.to_thread(judge, manifest, signature)


def address_of(folder_url: str, name: str) -> str:
    """The address of a file of a release."""
    return f"{folder_url.rstrip('/')}/{name}"


async def _small(http: httpx.AsyncClient, url: str) -> bytes:
    """What is at an address, up to one byte more than it may be. Raises FetchError."""
    try:
        async with http.stream("GET", url, headers={"Cache-Control": "no-cache"}) as response:
            if response.status_code != 200:
                _refuse(url, response)
            found = bytearray()
            async for piece in response.aiter_bytes():
                found += piece
                if len(found) > MOST_BYTES:
                    break
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise _unreachable(url, error) from error
    return bytes(found[: MOST_BYTES + 1])


async def fetch_file(
    http: httpx.AsyncClient,
    url: str,
    artefact: Artefact,
    folder: Path,
    *,
    progress: Callable[[int], object] = lambda done: None,
    pauses_s: Sequence[float] = PAUSES_S,
    spare: int = SPARE,
) -> Path:
    """The file of a release, whole and as it was signed, in a folder of ours. What an earlier call fetched of
    it is not fetched again. `progress` hears of the bytes there are; `spare` bytes of the disk stay free.
    Raises FetchError."""
    whole = folder / artefact.file
    if await asyncio.to_thread(is_whole, whole, artefact):
        return whole
    try:
        part = await asyncio.to_thread(_Part, folder, artefact, spare)
        try:
            await _fetch(http, url, part, progress, pauses_s)
            return await asyncio.to_thread(part.keep, url)
        finally:
            await asyncio.shield(asyncio.to_thread(part.close))
    except OSError as error:
        raise FetchError(
            FetchCode.NOT_WRITTEN,
            f"{folder} cannot be written ({error.strerror or error}). Make room on the disk, or check who "
            "may write there; then try again.",
        ) from error


async def _fetch(
    http: httpx.AsyncClient,
    url: str,
    part: _Part,
    progress: Callable[[int], object],
    pauses_s: Sequence[float],
) -> None:
    failures = 0
    while not part.complete:
        before = part.size
        try:
            await _attempt(http, url, part, progress)
        except FetchError as error:
            failures = 1 if part.size > before else failures + 1
            if error.code is not FetchCode.UNREACHABLE or failures > len(pauses_s):
                raise
            await asyncio.sleep(pauses_s[failures - 1] * random.uniform(0.5, 1.0))


async def _attempt(http: httpx.AsyncClient, url: str, part: _Part, progress: Callable[[int], object]) -> None:
    """From where it stands to the end, or until it breaks off. Raises FetchError, OSError."""
    headers = {"Accept-Encoding": "identity"}
    if part.size:
        headers["Range"] = f"bytes={part.size}-"
    timeout = httpx.Timeout(SILENCE_S, connect=10.0)
    try:
        async with http.stream("GET", url, headers=headers, timeout=timeout) as response:
            if response.status_code == 206 and part.size:
                if not response.headers.get("Content-Range", "").startswith(f"bytes {part.size}-"):
                    await asyncio.to_thread(part.begin_anew)
                    return
            elif response.status_code == 416 and part.size:
                await asyncio.to_thread(part.begin_anew)
                return
            elif response.status_code == 200:
                await asyncio.to_thread(part.begin_anew)
            else:
                _refuse(url, response)
            await _take(response, url, part, progress)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise _unreachable(url, error) from error
    if not part.complete:
        raise FetchError(
            FetchCode.UNREACHABLE, f"{url} ended before the file did. Check the network, then try again."
        )


async def _take(response: httpx.Response, url: str, part: _Part, progress: Callable[[int], object]) -> None:
    """What comes, in pieces that are worth a way to the disk; where it breaks off, also the last of them."""
    gathered = bytearray()

    async def store() -> None:
        await asyncio.to_thread(part.write, bytes(gathered), url)
        gathered.clear()
        progress(part.size)

    try:
        async for piece in response.aiter_bytes():
            gathered += piece
            if len(gathered) >= PIECE:
                await store()
    except httpx.HTTPError:
        await store()
        raise
    await store()


class _Part:
    """A file while it arrives: named by what it shall hold, so that nothing else is ever added to it. Blocks;
    raises OSError."""

    def __init__(self, folder: Path, artefact: Artefact, spare: int) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._folder, self._artefact = folder, artefact
        self._path = folder / f"{artefact.sha256[:32]}.part"
        flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
        self._file = open(os.open(self._path, flags, 0o600), "r+b")  # noqa: SIM115 (closed by close)
        self._sha256 = hashlib.sha256()
        self.size = 0
        try:
            while piece := self._file.read(PIECE):
                self._sha256.update(piece)
                self.size += len(piece)
            if self.size > artefact.size or (self.complete and not self._holds()):
                self.begin_anew()
            free = shutil.disk_usage(folder).free
            if free < artefact.size - self.size + spare:
                raise OSError(
                    errno.ENOSPC, f"{artefact.size - self.size:,} bytes are wanted, and {free:,} are free"
                )
        except OSError:
            self._file.close()
            raise

    @property
    def complete(self) -> bool:
        return self.size == self._artefact.size

    def begin_anew(self) -> None:
        self._file.seek(0)
        self._file.truncate()
        self._sha256, self.size = hashlib.sha256(), 0

    def write(self, piece: bytes, url: str) -> None:
        if self.size + len(piece) > self._artefact.size:
            self.begin_anew()
            raise _wrong(url, "is larger than what was signed")
        self._file.write(piece)
        self._sha256.update(piece)
        self.size += len(piece)

    def keep(self, url: str) -> Path:
        """Under its own name from now on. Raises FetchError where it is not what was signed."""
        if not self._holds():
            self.begin_anew()
            raise _wrong(url, "is not what was signed")
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        whole = self._folder / self._artefact.file
        self._path.replace(whole)
        return whole

    def close(self) -> None:
        self._file.close()

    def _holds(self) -> bool:
        return self._sha256.hexdigest() == self._artefact.sha256


def _wrong(url: str, what: str) -> FetchError:
    return FetchError(
        FetchCode.WRONG_FILE,
        f"{url} {what}: it was damaged or changed on its way. It was thrown away. Try again; if it stays, "
        "tell whoever runs the mirror.",
    )


def _refuse(url: str, response: httpx.Response) -> NoReturn:
    if response.status_code in (404, 410):
        raise FetchError(
            FetchCode.NOTHING_THERE,
            f"There is nothing at {url}. Check the address of the updates, or ask whoever runs the mirror.",
        )
    raise FetchError(
        FetchCode.UNREACHABLE,
        f"{url} answered {response.status_code}. Try again later; if it stays, tell whoever runs the mirror.",
    )


def _unreachable(url: str, error: Exception) -> FetchError:
    said: Any = str(error) or type(error).__name__
    return FetchError(
        FetchCode.UNREACHABLE,
        f"{url} cannot be fetched ({said}). Check the network and the proxy, then try again.",
    )
