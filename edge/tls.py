"""The certificate that the edge shows: contexts for API and terminals, read again when its files change.

A renewed certificate reaches new connections as a context of its own, never by loading it into the old one: a
pair that does not fit would leave that with the new certificate and the old key, and nobody could connect.
"""

from __future__ import annotations

import asyncio
import hashlib
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, Literal

import structlog
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

LOOK_EVERY_S: Final = 5.0
DAY_S: Final = 86_400.0
# Days before its end at which a certificate is spoken of, each once; 0 is when it is over.
SPOKEN_OF: Final = (0, 1, 7, 30)

DeviceTlsMin = Literal["1.0", "1.1", "1.2"]

log = structlog.get_logger()


class TlsError(Exception):
    """A certificate or its key cannot be used; the message names the file and says why."""


@dataclass(frozen=True, slots=True)
class Files:
    """Where the certificate chain and its private key are, both PEM."""

    cert: Path
    key: Path


@dataclass(frozen=True, slots=True)
class Shown:
    """A certificate that is shown to clients. `api` and `devices` are the contexts that do it, `expires_at`
    is in seconds since 1970, `fingerprint` SHA-256 in pairs of hex digits with colons."""

    api: ssl.SSLContext
    devices: ssl.SSLContext
    fingerprint: str
    expires_at: float


def load(files: Files, device_min: DeviceTlsMin = "1.2") -> Shown:
    """Read a pair. Blocks. Raises TlsError."""
    contents = {file: _read(file) for file in (files.cert, files.key)}
    api = _context(files)
    certificate = x509.load_pem_x509_certificates(contents[files.cert])[0]
    devices = api if device_min == "1.2" else _context(files)
    if device_min != "1.2":
        # "Minimum supported" is 1.0 wherever OpenSSL still has it; naming 1.0 itself is deprecated.
        old = ssl.TLSVersion.MINIMUM_SUPPORTED if device_min == "1.0" else ssl.TLSVersion.TLSv1_1
        devices.set_ciphers("DEFAULT:@SECLEVEL=0")
        devices.minimum_version = old
    return Shown(api, devices, fingerprint_of(certificate), certificate.not_valid_after_utc.timestamp())


def fingerprint_of(certificate: x509.Certificate) -> str:
    """SHA-256 as the console shows it."""
    return hashlib.sha256(certificate.public_bytes(Encoding.DER)).digest().hex(":").upper()


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise TlsError(
            f"{file} cannot be read: {error.strerror}. The server needs its certificate and the private key, "
            "and the right to read both."
        ) from error


def _context(files: Files) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.options |= ssl.OP_NO_RENEGOTIATION

    def passphrase() -> str:
        # Without an answer of ours OpenSSL would ask the terminal, and wait.
        raise TlsError(
            f"The key {files.key} has a passphrase. Give the server one without, readable by it only."
        )

    try:
        context.load_cert_chain(files.cert, files.key, passphrase)
    except OSError as error:  # ssl.SSLError is one
        raise TlsError(
            f"The certificate {files.cert} with key {files.key} cannot be used: {error}. "
            "Both must be PEM files that belong together."
        ) from error
    return context


class LiveCertificate:
    """The certificate of a running server. `look` notices that its files changed; `watch` does so until
    cancelled. What cannot be used is refused with a line in the log, and the old one stays."""

    def __init__(
        self, files: Files, device_min: DeviceTlsMin = "1.2", wall: Callable[[], float] = time.time
    ) -> None:
        self._files = files
        self._device_min = device_min
        self._wall = wall
        self._settling: object = None
        self._spoken: int | None = None
        self._stamp = _stamp(files)
        self.shown = load(files, device_min)
        log.info("tls_certificate_loaded", sha256=self.shown.fingerprint, expires=_day(self.shown.expires_at))
        if device_min != "1.2":
            advice = "TLS before 1.2 can be broken: keep the terminals' port in a network of yours"
            log.warning("old_tls_for_terminals", least=device_min, advice=advice)
        self._speak_of_expiry()

    def api(self) -> ssl.SSLContext:
        """The context for a new connection to the API."""
        return self.shown.api

    def devices(self) -> ssl.SSLContext:
        """The context for a new connection of a terminal."""
        return self.shown.devices

    def expires_in_s(self) -> float:
        """Negative once it is over."""
        return self.shown.expires_at - self._wall()

    async def watch(self) -> None:
        """Until cancelled."""
        while True:
            await asyncio.sleep(LOOK_EVERY_S)
            await self.look()

    async def look(self, *, at_once: bool = False) -> None:
        """Read the files again if they changed and have stood still since the last look: a certificate and
        its key are seldom written in the same instant. `at_once`: in any case."""
        stamp = await asyncio.to_thread(_stamp, self._files)
        if at_once or (stamp != self._stamp and stamp == self._settling):
            self._stamp = stamp
            await self._reload()
        self._settling = stamp
        self._speak_of_expiry()

    async def _reload(self) -> None:
        try:
            shown = await asyncio.to_thread(load, self._files, self._device_min)
        except TlsError as error:
            log.error("tls_certificate_refused", error=str(error), still_shown=self.shown.fingerprint)
            return
        if shown.fingerprint != self.shown.fingerprint:
            self._spoken = None
        self.shown = shown
        log.info("tls_certificate_loaded", sha256=shown.fingerprint, expires=_day(shown.expires_at))

    def _speak_of_expiry(self) -> None:
        left = self.expires_in_s()
        due = next((days for days in SPOKEN_OF if left <= days * DAY_S), None)
        if due is None or (self._spoken is not None and due >= self._spoken):
            return
        self._spoken = due
        said = {"file": str(self._files.cert), "expires": _day(self.shown.expires_at)}
        if due == 0:
            log.error(
                "tls_certificate_expired", **said, advice="put a new one in its place; it is read at once"
            )
        else:
            log.warning("tls_certificate_expires_soon", **said, days=round(left / DAY_S, 1))


def _stamp(files: Files) -> tuple[object, ...]:
    """What changes when a file is replaced or written."""
    return tuple(map(_state, (files.cert, files.key)))


def _state(file: Path) -> tuple[int, ...] | None:
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino, found.st_mtime_ns, found.st_size


def _day(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d")
