"""A TLS connection as the console makes it, to a server of our own: refused without trust, taken with it."""

from __future__ import annotations

import asyncio
import ssl
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import httpx

from console.core.trust import context_for

HOST: Final = "127.0.0.1"
_ANSWER: Final = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok"


def tried() -> str:
    """What was agreed on. Raises where a stranger is believed, or a trusted server is not."""
    with TemporaryDirectory(prefix="punchdeck-") as name:
        return asyncio.run(_tried(Path(name)))


async def _tried(folder: Path) -> str:
    pem, file = _certificate(folder)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    agreed: list[str] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        agreed.append(writer.get_extra_info("ssl_object").version())
        await reader.readuntil(b"\r\n\r\n")
        writer.write(_ANSWER)
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(serve, HOST, 0, ssl=context)
    async with server:
        url = f"https://{HOST}:{server.sockets[0].getsockname()[1]}"
        try:
            await _get(url, None)
        except httpx.ConnectError as error:
            if "CERTIFICATE_VERIFY_FAILED" not in str(error) and "certificate" not in str(error).lower():
                raise
        else:
            raise ssl.SSLError("a certificate that nobody vouches for was believed")
        await _get(url, pem)
    return agreed[-1]


async def _get(url: str, pinned: str | None) -> None:
    async with httpx.AsyncClient(verify=context_for(url, pinned) or True, trust_env=False) as http:
        (await http.get(url)).raise_for_status()


def _certificate(folder: Path) -> tuple[str, Path]:
    """Made on the spot: as PEM, and the file that a server reads it from with its key."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
    from cryptography.x509.oid import NameOID

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Punchdeck selftest")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(IPv4Address(HOST))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = made.public_bytes(Encoding.PEM)
    file = folder / "server.pem"
    file.write_bytes(pem + key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return pem.decode(), file
