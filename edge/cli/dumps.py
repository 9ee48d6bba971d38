"""`punchdeck-edge db dump` and `verify-dump`: PostgreSQL's own tools, told where the database is.

Passwords go to them through the environment, never as arguments, which every user of a machine can read.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Final

import sqlalchemy as sa
import typer

from edge import audit, logs
from edge.cli.running import DatabaseOption, DataOption, JsonOption, fail, run, settings_from, show_one
from edge.store import StoreError
from edge.store import tenants as tenant_rows
from edge.store.engine import normalise_url
from edge.store.schema import PLATFORM

BinOption = Annotated[
    Path | None, typer.Option("--bin", help="The folder of pg_dump and pg_restore, where the shell has none.")
]
MOST_TENANTS: Final = 1_000_000
COUNTED: Final = ("tenant", "site", "device", "employee", "punch", "event", "audit")
# What libpq calls what a URL may say besides the usual.
_ALSO: Final = {"host": "PGHOST", "port": "PGPORT", "sslmode": "PGSSLMODE", "ssl": "PGSSLMODE"}


def dump(
    file: Annotated[Path, typer.Argument(help="Where to write the dump; must not exist.")],
    as_json: JsonOption = False,
    data: DataOption = None,
    database: DatabaseOption = None,
    binaries: BinOption = None,
) -> None:
    """Dump a PostgreSQL database with pg_dump, consistent, while the servers go on. It is not sealed."""
    logs.quiet()
    settings = settings_from({"data": data, "database": database})
    if settings.on_sqlite:
        fail("This database is a SQLite file: 'punchdeck-edge db backup' backs it up.")
    done = run(asyncio.to_thread(_dump, normalise_url(settings.database_url), file, binaries))
    show_one(done, as_json, f"{done['file']} holds the dump ({done['bytes'] / 2**20:.1f} MiB).")


def verify_dump(
    file: Annotated[Path, typer.Argument(help="A file that `db dump` wrote.")],
    into: Annotated[
        str | None, typer.Option("--into", help="URL of an empty database to restore it into, on trial.")
    ] = None,
    as_json: JsonOption = False,
    binaries: BinOption = None,
) -> None:
    """Whether a dump can be read; with --into, whether it can be restored, and what is in it then."""
    logs.quiet()
    found = run(_verify(file, into, binaries))
    line = f"{file} holds the data of {found['tables']} tables"
    if into is not None:
        rows = ", ".join(f"{table} {count:,}" for table, count in found["counts"].items())
        line += f", and can be restored: revision {found['revision']}, the audit log holds, {rows}"
    show_one(found, as_json, f"{line}.")


def libpq(url: sa.URL) -> dict[str, str]:
    """The environment by which PostgreSQL's tools find a database, password and all."""
    said = {
        "PGHOST": url.host,
        "PGPORT": None if url.port is None else str(url.port),
        "PGUSER": url.username,
        "PGPASSWORD": None if url.password is None else str(url.password),
        "PGDATABASE": url.database,
        **{_ALSO[name]: str(value) for name, value in url.query.items() if name in _ALSO},
    }
    return {name: value for name, value in said.items() if value is not None}


def _dump(url: sa.URL, file: Path, binaries: Path | None) -> dict[str, Any]:
    tool = _tool("pg_dump", binaries)
    if file.exists():
        raise StoreError(f"{file} exists already; dumps never overwrite. Choose another name.")
    if not file.parent.is_dir():
        raise StoreError(f"The folder {file.parent} does not exist.")
    draft = file.with_name(f".{file.name}.part")
    draft.unlink(missing_ok=True)
    try:
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as written:
            _call([tool, "--format=custom", "--no-owner", "--no-password"], libpq(url), written)
            written.flush()
            os.fsync(written.fileno())
        draft.replace(file)
    finally:
        draft.unlink(missing_ok=True)
    return {"file": str(file), "bytes": file.stat().st_size}


async def _verify(file: Path, into: str | None, binaries: Path | None) -> dict[str, Any]:
    tool = _tool("pg_restore", binaries)
    listed = await asyncio.to_thread(_call, [tool, "--list", str(file)], {}, subprocess.PIPE)
    tables = [line.split()[6] for line in listed.splitlines() if " TABLE DATA " in line]
    if "alembic_version" not in tables:
        raise StoreError(f"{file} is no dump of Punchdeck's database. Take a file that 'db dump' wrote.")
    if into is None:
        return {"file": str(file), "tables": len(tables)}
    url = normalise_url(into)
    await _demand_empty(url)
    restore = [tool, "--no-owner", "--no-password", "--exit-on-error", f"--dbname={url.database}", str(file)]
    await asyncio.to_thread(_call, restore, libpq(url), subprocess.PIPE)
    return {"file": str(file), "tables": len(tables), **await _within(url, _looked_through)}


async def _demand_empty(url: sa.URL) -> None:
    def tables(conn: sa.Connection) -> int:
        return len(sa.inspect(conn).get_table_names())

    if await _within(url, tables):
        raise StoreError(
            f"{url.render_as_string(hide_password=True)} is not empty. Make a database for the trial "
            "(createdb), and drop it afterwards."
        )


def _looked_through(conn: sa.Connection) -> dict[str, Any]:
    for tenant in (PLATFORM, *(row["id"] for row in tenant_rows.page(conn, 0, MOST_TENANTS))):
        broken = audit.broken_at(conn, tenant)
        if broken is not None:
            raise StoreError(f"The audit log of tenant {tenant} was changed at entry {broken}.")
    counts = {
        table: conn.scalar(sa.select(sa.func.count()).select_from(sa.table(table))) for table in COUNTED
    }
    revision = conn.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return {"revision": revision, "counts": counts}


async def _within(url: sa.URL, look: Any) -> Any:
    """What a look at a database finds. Raises StoreError where it cannot be reached."""
    from edge.store.postgresql import connect_engine  # asyncio's part of SQLAlchemy takes its time

    engine = connect_engine(url, poolclass=sa.NullPool)
    try:
        async with engine.connect() as conn:
            return await conn.run_sync(look)
    except OSError as error:
        shown = url.render_as_string(hide_password=True)
        raise StoreError(f"{shown} cannot be reached: {error}. Check the address.") from error
    finally:
        await engine.dispose()


def _tool(name: str, binaries: Path | None) -> str:
    found = shutil.which(name, path=None if binaries is None else str(binaries))
    if found is None:
        raise StoreError(
            f"{name} is not there. Install PostgreSQL's client programs, of the server's version or newer "
            "(Debian and Ubuntu: apt install postgresql-client), or name their folder with --bin."
        )
    return found


def _call(command: list[str], environment: Mapping[str, str], output: Any) -> str:
    """What it printed, where `output` is a pipe. Raises StoreError with what it said of its failure."""
    done = subprocess.run(
        command,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.PIPE,
        check=False,
    )
    if done.returncode != 0:
        said = logs.without_secrets(done.stderr.decode(errors="replace")).strip() or "it said nothing"
        raise StoreError(f"{Path(command[0]).name} failed: {said}")
    return "" if done.stdout is None else done.stdout.decode(errors="replace")
