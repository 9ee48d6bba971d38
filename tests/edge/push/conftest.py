"""The whole device side over a real database and real sockets, without the web server beside it."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address, ip_network
from pathlib import Path

import pytest
import sqlalchemy as sa
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from edge import admission, tenants
from edge.clocks import Clocks
from edge.detector import Detector
from edge.devices import Directory
from edge.exchanges import Exchanges
from edge.feed import Feed
from edge.ingest import Ingest
from edge.knocking import Knocking
from edge.metrics import Metrics
from edge.push.peers import Network
from edge.push.privacy import KEEPS_NOTHING, Privacy
from edge.push.session import Session
from edge.push.transport import DeviceFront
from edge.reporting import Vault
from edge.store import Store, open_store
from edge.store.events import START, EventRow
from edge.store.ids import now_us
from edge.store.schema import punch

TLS = tuple[ssl.SSLContext, ssl.SSLContext]
OPEN_HEARTED = Privacy(keeps=True, networks=(ip_network("127.0.0.0/8"),))


@dataclass
class DeviceSide:
    """Parts of an edge as `edge.app` wires them, and a port that terminals can call."""

    store: Store
    directory: Directory
    knocking: Knocking
    detector: Detector
    clocks: Clocks
    feed: Feed
    tenant_id: int
    port: int

    async def register(self, *serials: str, **settings: object) -> None:
        def unit(conn: sa.Connection) -> None:
            for serial in serials:
                admission.register(
                    conn, self.store.ids, self.tenant_id, serial=serial, now=now_us(), **settings
                )

        await self.store.write(unit)
        self.directory.forget(serials)

    async def send(self, request: bytes, half_close: bool = False) -> bytes:
        """What the edge answers to these bytes, until it closes."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        try:
            writer.write(request)
            await writer.drain()
            if half_close:
                writer.write_eof()
            async with asyncio.timeout(10):
                return await reader.read()
        finally:
            writer.close()

    async def post(self, serial: str, table: str, body: bytes, stamp: str = "9999") -> bytes:
        head = (
            f"POST /iclock/cdata?SN={serial}&table={table}&Stamp={stamp} HTTP/1.1\r\nHost: edge\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        return await self.send(head.encode() + body)

    async def get(self, target: str) -> bytes:
        return await self.send(f"GET {target} HTTP/1.1\r\nHost: edge\r\n\r\n".encode())

    async def punches(self) -> list[sa.RowMapping]:
        """What is stored, in the order in which it was."""
        statement = sa.select(punch).where(punch.c.tenant_id == self.tenant_id).order_by(punch.c.id)
        return await self.store.read(lambda conn: list(conn.execute(statement).mappings()))

    async def events(self, *types: str) -> list[EventRow]:
        page = await self.feed.page(self.tenant_id, START, 10_000)
        return [row for row in page if not types or row.type in types]


@pytest.fixture(scope="session")
def contexts(tmp_path_factory: pytest.TempPathFactory) -> TLS:
    """A server's context with a self-signed certificate, and a client's that trusts it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "edge")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    folder: Path = tmp_path_factory.mktemp("tls")
    (folder / "key.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    (folder / "cert.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(folder / "cert.pem", folder / "key.pem")
    return server, ssl.create_default_context(cafile=str(folder / "cert.pem"))


@asynccontextmanager
async def serving(
    database_url: str,
    vault: Vault | None = None,
    privacy: Privacy = KEEPS_NOTHING,
    tls: ssl.SSLContext | None = None,
    proxies: tuple[Network, ...] = (),
) -> AsyncIterator[DeviceSide]:
    """A device side that serves while the context is open."""
    store = await open_store(database_url)
    feed, ingest, metrics = Feed(store), Ingest(store, vault), Metrics()
    directory = Directory(store, None)
    knocking = Knocking(store, directory, open_door=False)
    detector = Detector(store, None)
    clocks = Clocks(store, detector.contact_since)
    session = Session(
        store,
        directory,
        ingest,
        knocking,
        detector,
        metrics,
        Exchanges(),
        clocks=clocks,
        privacy=privacy,
    )
    front = DeviceFront(session.handle, None, trusted_proxies=proxies)
    server = await asyncio.get_running_loop().create_server(front.protocol, "127.0.0.1", 0, ssl=tls)
    tenant, _ = await store.write(lambda conn: tenants.ensure_default(conn, store.ids, now=now_us()))
    port = server.sockets[0].getsockname()[1]
    try:
        yield DeviceSide(store, directory, knocking, detector, clocks, feed, tenant["id"], port)
    finally:
        server.close()
        await front.stop()
        await store.close()


@pytest.fixture
async def device_side(database_url: str) -> AsyncIterator[DeviceSide]:
    async with serving(database_url) as side:
        yield side
