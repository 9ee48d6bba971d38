"""Which certificate of an edge is believed: one that an authority known to the computer vouches for, or the
one that the operator has seen and pinned.

A pinned certificate that changes is an error of its own, with both fingerprints; nothing is trusted silently.
"""

from __future__ import annotations

import asyncio
import hashlib
import ssl
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import urlsplit

import truststore

from common.client import CertificateNotTrusted, Unreachable

FETCH_S: Final = 10.0


@dataclass(frozen=True, slots=True)
class ServerCertificate:
    """A certificate as it is shown to be compared. `fingerprint`: SHA-256, pairs of hex digits with colons;
    `names`: the hosts it is made out for."""

    pem: str
    fingerprint: str
    subject: str
    issuer: str
    names: tuple[str, ...]
    valid_from: datetime
    valid_to: datetime

    @property
    def self_signed(self) -> bool:
        return self.subject == self.issuer

    def expired(self, now: datetime) -> bool:
        return now > self.valid_to


class CertificateUnknown(CertificateNotTrusted):
    """No authority that this computer knows vouches for the certificate. `offered` is what the server showed,
    None where it could not be fetched."""

    def __init__(self, message: str, offered: ServerCertificate | None) -> None:
        super().__init__(message)
        self.offered = offered


class CertificateChanged(CertificateNotTrusted):
    """The server shows another certificate than the pinned one."""

    def __init__(self, message: str, pinned: ServerCertificate, offered: ServerCertificate) -> None:
        super().__init__(message)
        self.pinned = pinned
        self.offered = offered


class CertificateExpired(CertificateNotTrusted):
    """The pinned certificate is out of date."""

    def __init__(self, message: str, pinned: ServerCertificate) -> None:
        super().__init__(message)
        self.pinned = pinned


def read_certificate(data: bytes | str) -> ServerCertificate:
    """Read PEM text or DER bytes. Raises ValueError."""
    # Wanted only where a certificate is looked at: the start does without.
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import Encoding

    if isinstance(data, str):
        certificate = x509.load_pem_x509_certificate(data.encode())
    else:
        certificate = x509.load_der_x509_certificate(data)
    try:
        alternative = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
        names = [
            *alternative.get_values_for_type(x509.DNSName),
            *map(str, alternative.get_values_for_type(x509.IPAddress)),
        ]
    except x509.ExtensionNotFound:
        names = []
    digest = hashlib.sha256(certificate.public_bytes(Encoding.DER)).hexdigest().upper()
    return ServerCertificate(
        certificate.public_bytes(Encoding.PEM).decode(),
        ":".join(digest[at : at + 2] for at in range(0, len(digest), 2)),
        certificate.subject.rfc4514_string(),
        certificate.issuer.rfc4514_string(),
        tuple(names),
        certificate.not_valid_before_utc,
        certificate.not_valid_after_utc,
    )


def context_for(url: str, pinned_pem: str | None) -> ssl.SSLContext | None:
    """How to check the server of an address; None where the address is not encrypted.

    Raises ValueError or ssl.SSLError where the pin is no certificate.
    """
    if urlsplit(url).scheme != "https":
        return None
    if pinned_pem is None:
        return truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    # Not `create_default_context`, which for an empty pin would believe every authority there is.
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(cadata=pinned_pem)
    # The pin says which server it is; its name says nothing more. Real devices' and proxies' certificates are
    # seldom strict, and a pinned leaf of a private authority is an anchor by itself.
    context.check_hostname = False
    context.verify_flags &= ~ssl.VERIFY_X509_STRICT
    context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    return context


async def fetch_certificate(url: str) -> ServerCertificate:
    """The certificate that a server shows, to be compared by a person before it is trusted. Raises
    Unreachable."""
    address = urlsplit(url)
    host, port = address.hostname or "", address.port or 443
    looking = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    looking.check_hostname = False
    looking.verify_mode = ssl.CERT_NONE
    try:
        async with asyncio.timeout(FETCH_S):
            _, writer = await asyncio.open_connection(host, port, ssl=looking, server_hostname=host)
            try:
                der = writer.get_extra_info("ssl_object").getpeercert(binary_form=True)
            finally:
                writer.close()
        # Beside the loop: what reads certificates is brought in with the first one, which takes a while.
        return await asyncio.to_thread(read_certificate, der)
    except (OSError, TimeoutError, ValueError) as error:
        raise Unreachable(
            f"The certificate of {url} cannot be fetched ({error}). Check the address and the network."
        ) from error


async def explained(
    error: CertificateNotTrusted, url: str, pinned_pem: str | None, now: datetime
) -> CertificateNotTrusted:
    """The same error, saying what the server shows now and how that differs from what was pinned."""
    try:
        offered = await fetch_certificate(url)
    except Unreachable:
        return CertificateUnknown(str(error), None)
    if pinned_pem is None:
        return CertificateUnknown(str(error), offered)
    pinned = await asyncio.to_thread(read_certificate, pinned_pem)
    if offered.fingerprint != pinned.fingerprint:
        return CertificateChanged(
            f"{url} shows another certificate than the one you trust: {offered.fingerprint} instead of "
            f"{pinned.fingerprint}. Ask whoever runs the server whether it was changed before you trust it.",
            pinned,
            offered,
        )
    if pinned.expired(now):
        return CertificateExpired(
            f"The certificate of {url} expired on {pinned.valid_to:%Y-%m-%d}. The server needs a new one.",
            pinned,
        )
    return CertificateUnknown(str(error), offered)
