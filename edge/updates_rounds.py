"""Fetches releases for the mirror from where they are published, where the operator named a place."""

from __future__ import annotations

import asyncio
import ssl
import time
from collections.abc import Callable
from typing import Final

import httpx
import structlog
import truststore

from common import __version__
from common.update_files import FetchCode, FetchError, address_of, fetch_file, fetch_manifest
from common.updates import Manifest, Refusal, read_signed
from edge.updates_mirror import Mirror, MirrorError, utc_now

LOOK_S: Final = 3600.0
"""After a failure it is tried again so soon."""
EVERY_S: Final = 23.5 * 3600

log = structlog.get_logger()


class UpdatesRounds:
    """Keeps a mirror up to date with what is published at an address."""

    def __init__(
        self, mirror: Mirror, url: str, *, spare: int, mono: Callable[[], float] = time.monotonic
    ) -> None:
        """`spare`: bytes of the disk that stay free."""
        self._mirror, self._url, self._spare, self._mono = mirror, url, spare, mono
        self._done_at: float | None = None

    async def turn(self) -> None:
        """Fetch what is new, if it was not looked at today. What is wrong is logged, for another time."""
        if self._done_at is not None and self._mono() - self._done_at < EVERY_S:
            return
        try:
            await self.fetch()
        except (FetchError, MirrorError) as error:
            log.warning("updates_not_fetched", url=self._url, error=str(error))
        else:
            self._done_at = self._mono()

    async def fetch(self) -> bool:
        """Whether anything new came. Raises FetchError, MirrorError, OSError."""
        tls = await asyncio.to_thread(_system_trust)
        headers = {"User-Agent": f"Punchdeck-Edge/{__version__}"}
        timeout = httpx.Timeout(30.0, connect=10.0)
        async with httpx.AsyncClient(
            verify=tls, headers=headers, timeout=timeout, follow_redirects=True
        ) as http:
            found = await fetch_manifest(http, self._url, self._read)
            if isinstance(found, Refusal):
                raise MirrorError(found.detail)
            text, signature = found
            manifest = await asyncio.to_thread(self._mirror.judged, text, signature, utc_now())
            held = await asyncio.to_thread(self._mirror.newest)
            if held is not None and held.text == text and not await asyncio.to_thread(lambda: held.missing):
                return False
            await self._files(http, manifest, text)
        placed = await asyncio.to_thread(self._mirror.place, text, signature, utc_now())
        log.info("updates_fetched", version=placed.manifest.version, folder=str(placed.folder))
        return True

    def _read(self, text: bytes, signature: bytes) -> tuple[bytes, bytes] | Refusal:
        found = read_signed(text, signature, self._mirror.keys)
        return found if isinstance(found, Refusal) else (text, signature)

    async def _files(self, http: httpx.AsyncClient, manifest: Manifest, text: bytes) -> None:
        """What is published of it; a platform that is not yet there can come later. Raises FetchError."""
        draft = await asyncio.to_thread(self._mirror.draft, text)
        for artefact in manifest.platforms.values():
            try:
                await fetch_file(
                    http, address_of(self._url, artefact.file), artefact, draft, spare=self._spare
                )
            except FetchError as error:
                if error.code is not FetchCode.NOTHING_THERE:
                    raise
                log.warning("update_file_missing", file=artefact.file, error=str(error))


def _system_trust() -> truststore.SSLContext:
    return truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
