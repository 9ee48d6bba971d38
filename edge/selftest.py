"""Whether an installation of the edge is whole: it is run once in a scratch folder, with everything it needs.

Nothing is left behind, and nothing outside of the folder is touched but loopback ports.
"""

from __future__ import annotations

import asyncio
import io
import socket
import ssl
import tempfile
import zipfile
import zoneinfo
from datetime import UTC, datetime, timedelta
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

import tzdata  # type: ignore[import-untyped]  # it ships no types

from common import __version__
from common.client import EdgeClient
from common.selftest import Report, Say
from edge import logs
from edge.cli.serve import loop_factory
from edge.settings import Settings, read_settings

if TYPE_CHECKING:
    from edge.app import ServedAt

SERIAL: Final = "SELFTEST00001"
PIN: Final = "4711"
_RESOURCES: Final = (
    *("docs/contents.toml", "docs/templates/reference.html", "docs/scalar/standalone.js"),
    *("runbooks/en.md", "runbooks/fr.md", "runbooks/ar.md", "dashboards/grafana.json", "haproxy/haproxy.cfg"),
)
_DRIVERS: Final = ("asyncpg", "sqlalchemy.dialects.postgresql.asyncpg", "edge.store.postgresql")
_WAIT_S: Final = 5.0


def run_selftest(say: Say) -> int:
    """Says a line for each part, OK or FAIL. Returns the exit code."""
    logs.quiet()
    report = Report(f"Punchdeck edge {__version__}", say)
    with tempfile.TemporaryDirectory(prefix="punchdeck-") as name:
        folder = Path(name)
        with report.part("resources") as found:
            found(f"{_resources()} files")
        with report.part("time zones") as found:
            found(_zones())
        with report.part("migrations") as found:
            found(_migrations(folder / "migrated.db"))
        with report.part("PostgreSQL") as found:
            found(_postgresql())
        with report.part("notifications") as found:
            found(_notifications())
        with asyncio.Runner(loop_factory=loop_factory()) as runner:
            runner.run(_served(report, folder))
    return report.end()


# -- what lies there
# ------------------------------------------------------------------------------------------


def _resources() -> int:
    from edge.api.docs.collection import make_library

    top = files("resources")
    missing = [name for name in _RESOURCES if not top.joinpath(*name.split("/")).is_file()]
    if missing:
        raise FileNotFoundError(f"missing from the installation: {', '.join(missing)}")
    library = make_library()
    return len(library.texts) + len(library.assets)


def _zones() -> str:
    known = zoneinfo.available_timezones()
    if "Africa/Casablanca" not in known:
        raise LookupError("the rules of time zones are missing from the installation (tzdata)")
    if not files("tzdata").joinpath("zones").is_file():  # a system without rules of its own has none then
        raise FileNotFoundError("tzdata has no zones")
    return f"{len(known)}, {tzdata.IANA_VERSION}"


def _migrations(path: Path) -> str:
    from edge.store.migrate import migrate_sqlite, revisions

    if not revisions():
        raise FileNotFoundError("the migrations of the database are missing from the installation")
    migrate_sqlite(path)
    return f"to {revisions()[-1]}"


def _postgresql() -> str:
    for name in _DRIVERS:
        import_module(name)
    return f"asyncpg {import_module('asyncpg').__version__}"


def _notifications() -> str:
    import apprise

    import_module("edge.alerts.apprise_services")
    if apprise.Apprise.instantiate("ntfys://ntfy.example.com/selftest") is None:
        raise LookupError("apprise finds none of its services")
    services: Any = import_module("apprise.manager_plugins").NotificationManager()
    return f"{len(list(services.schemas()))} kinds of addresses"


# -- what it does
# ---------------------------------------------------------------------------------------------


async def _served(report: Report, folder: Path) -> None:
    """An edge that serves the API over TLS and terminals as they are, and what its users do with it."""
    from edge.app import running

    with report.part("serving") as stopped:
        settings = await asyncio.to_thread(_settings, folder)
        async with running(settings) as (_, served):
            await _used(report, settings, served)
        stopped("stopped in order")


def _settings(folder: Path) -> Settings:
    """As `tls self-signed` and `serve` are told."""
    from edge.certificates import issue

    made = issue(["127.0.0.1", "localhost"], 1, datetime.now(UTC))
    certificate, key = folder / "cert.pem", folder / "key.pem"
    certificate.write_bytes(made.certificate_pem)
    key.write_bytes(made.key_pem)
    given = {
        "port": 0,
        "device_port": 0,
        "data": folder / "data",
        "admission": "open",
        "tls_cert": certificate,
        "tls_key": key,
        "least_free_mib": 0,
        "ballast_mib": 0,
        "backup_every_hours": 0,
    }
    settings, _ = read_settings(given, {})
    return settings


async def _used(report: Report, settings: Settings, served: ServedAt) -> None:
    with report.part("refused without trust"):
        await asyncio.to_thread(_refused, served.url)
    trusting = ssl.create_default_context(cafile=settings.tls_cert)
    key = (await asyncio.to_thread(served.key_file.read_text)).strip()
    async with EdgeClient(served.url, key, tls=trusting) as client:
        with report.part("TLS") as found:
            found((await client.me())["role"])
        with report.part("a punch") as found:
            await asyncio.to_thread(_punch, served.device_url)
            found(f"{(await _stored(client))['employee_id']} by {SERIAL}")
        for path in ("/openapi.json", "/docs", "/docs/reference", "/metrics", "/readyz"):
            with report.part(path) as found:
                found(f"{len(await client.content(path))} bytes")
        with report.part("XLSX") as found:
            book = await client.content("/v1/attendance?format=xlsx")
            names = zipfile.ZipFile(io.BytesIO(book)).namelist()
            found(f"{len(names)} parts" if "xl/worksheets/sheet1.xml" in names else _broken(names))
    with report.part("backup") as found:
        found(await _backed_up(settings))


def _broken(found: Any) -> str:
    raise ValueError(f"it holds only {found}")


def _refused(url: str) -> None:
    where = urlsplit(url)
    address = (where.hostname or "", where.port or 0)
    context = ssl.create_default_context()
    with socket.create_connection(address, _WAIT_S) as line:
        try:
            context.wrap_socket(line, server_hostname=where.hostname).close()
        except ssl.SSLCertVerificationError:
            return
    raise ssl.SSLError("a certificate that nobody vouches for was believed")


def _punch(url: str) -> None:
    """What a terminal sends, byte for byte: it says hello, then what was punched."""
    where = urlsplit(url)
    now = datetime.now(UTC) - timedelta(minutes=1)
    line = f"{PIN}\t{now:%Y-%m-%d %H:%M:%S}\t0\t1\t0\t0\t0\n".encode()
    for method, query, body in (
        ("GET", "options=all&language=69&pushver=2.4.1", b""),
        ("POST", "table=ATTLOG&Stamp=9999", line),
    ):
        head = (
            f"{method} /iclock/cdata?SN={SERIAL}&{query} HTTP/1.1\r\nHost: {where.netloc}\r\n"
            f"Connection: close\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        answer = _exchange((where.hostname or "", where.port or 0), head.encode() + body)
        if not answer.startswith(b"HTTP/1.1 200") or (body and not answer.rstrip().endswith(b"OK: 1")):
            raise ValueError(f"{method} was answered {answer[:200]!r}")


def _exchange(address: tuple[str, int], request: bytes) -> bytes:
    with socket.create_connection(address, _WAIT_S) as line:
        line.sendall(request)
        answer = b""
        while part := line.recv(65_536):
            answer += part
        return answer


async def _stored(client: EdgeClient) -> dict[str, Any]:
    """Acknowledged means stored: it can be read at once."""
    found = [record async for record in client.attendance()]
    if [record["employee_id"] for record in found] != [PIN]:
        raise LookupError(f"one punch was acknowledged, {len(found)} can be read")
    return dict(found[0])


async def _backed_up(settings: Settings) -> str:
    from edge.cli.backups import where
    from edge.control import administer

    for action in ("db.back_up", "db.drill"):
        told = await administer(settings, action, where(settings))
    return f"{told['database_bytes'] // 1024} KiB, can be restored"
