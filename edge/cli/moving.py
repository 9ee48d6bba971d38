"""`punchdeck-edge db migrate-to`: an installation that has outgrown its one file goes to PostgreSQL."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import sqlalchemy as sa
import typer

from edge import logs
from edge.cli.running import DatabaseOption, DataOption, JsonOption, fail, run, settings_from, show
from edge.settings import FILE, PREFIX, Settings, SettingsError, write_setting
from edge.store.engine import StoreError, normalise_url
from edge.store.sqlite import lock_folder

if TYPE_CHECKING:
    from edge.store.moving import Moved

SAID_EVERY_S: Final = 2.0


def migrate_to(
    url: Annotated[str, typer.Argument(help="An empty database: postgresql://user@host/name.")],
    keep_config: Annotated[
        bool, typer.Option("--keep-config", help=f"Leave {FILE} as it is: the server stays on SQLite.")
    ] = False,
    as_json: JsonOption = False,
    data: DataOption = None,
    database: DatabaseOption = None,
) -> None:
    """Move everything from SQLite to PostgreSQL, and compare both. The server must be stopped.

    If it is interrupted, run it again: it begins anew. The SQLite file is not changed.
    """
    logs.quiet()
    settings = settings_from({"data": data, "database": database})
    source, target = _ends(settings, url)
    progress = Progress()
    moved = run(_move(settings.data, source, target, progress.none if as_json else progress.say))
    flipped = None
    if moved.ok and not keep_config:
        try:
            flipped = write_setting(settings.data, "database", url)
        except (SettingsError, OSError) as error:
            fail(f"Everything was moved and compared, but {FILE} was not changed: {error}")
    _show(moved, source, target, flipped, as_json)


def _ends(settings: Settings, url: str) -> tuple[Path, sa.URL]:
    """The file to move and where to. Ends with a clear line where they are none."""
    if not settings.on_sqlite:
        fail(f"The server of {settings.data} is on PostgreSQL already; there is nothing to move.")
    try:
        source = Path(normalise_url(settings.database_url).database or "")
        target = normalise_url(url)
    except StoreError as error:
        fail(str(error))
    if target.get_backend_name() != "postgresql":
        fail("What is on SQLite is moved to PostgreSQL: name a database like postgresql://user@host/name.")
    if not source.exists():
        fail(f"There is no database {source}. Name the server's folder with --data.")
    return source, target


async def _move(folder: Path, source: Path, target: sa.URL, say: Any) -> Moved:
    from edge.store.moving import move  # asyncio's part of SQLAlchemy takes its time

    lock = lock_folder(folder)
    try:
        return await move(source, target, say)
    finally:
        lock.release()


class Progress:
    """Lines for who waits, not more than one in two seconds."""

    def __init__(self) -> None:
        self._said = time.monotonic()

    def say(self, what: str, table: str, rows: int, of: int) -> None:
        """Print how far it is, where that was not just done."""
        now = time.monotonic()
        if now - self._said >= SAID_EVERY_S:
            self._said = now
            typer.echo(f"{table}: {rows:,} of {of:,} rows {what}", err=True)

    @staticmethod
    def none(*_: object) -> None:
        """Print nothing."""


def _show(moved: Moved, source: Path, target: sa.URL, flipped: Path | None, as_json: bool) -> None:
    tables = [
        {"table": table.table, "rows": table.rows, "hash": table.hash, "ok": table.ok}
        for table in moved.tables
    ]
    shown = target.set(drivername="postgresql").render_as_string(hide_password=True)
    if as_json:
        said = {
            "database": shown,
            "rows": sum(table.rows for table in moved.tables),
            "ok": moved.ok,
            "tables": tables,
            "nul_removed": dict(moved.cleaned),
            "sqlite": str(source),
            "config": None if flipped is None else str(flipped),
        }
        typer.echo(json.dumps(said, ensure_ascii=False, indent=2))
    else:
        filled = [row | {"rows": f"{row['rows']:,}"} for row in tables if row["rows"] or not row["ok"]]
        show(filled, ("table", "rows", "hash", "ok"), False)
    if not moved.ok:
        differ = ", ".join(table.table for table in moved.tables if not table.ok)
        fail(
            f"Not everything arrived as it was ({differ}), so nobody can serve from {shown}, and nothing was "
            f"changed here. Run this again; if it stays so, tell us."
        )
    if not as_json:
        for line in _told(moved, source, shown, flipped):
            typer.echo(logs.escaped(line))
    variable = f"{PREFIX}DATABASE"
    if flipped is not None and os.environ.get(variable):
        typer.echo(f"punchdeck-edge: {variable} is set and comes before {flipped}: change it too.", err=True)


def _told(moved: Moved, source: Path, shown: str, flipped: Path | None) -> list[str]:
    count = sum(table.rows for table in moved.tables)
    lines = [f"{count:,} rows are in {shown}, read back and equal to what is here."]
    if moved.was_there:
        lines[0] = f"{count:,} rows had been moved to {shown} before; they were compared and are equal."
    lines += [_of_nul(moved.cleaned)] if moved.cleaned else []
    if flipped is None:
        lines.append(f"To serve from there, run this without --keep-config, or set database in {FILE}.")
    else:
        lines.append(f"{flipped} names that database now: start the server.")
    lines.append(f"{source} is as it was. Keep it until you trust the move; nothing uses it any more.")
    return lines if flipped else [*lines[:-1], f"{source} is as it was."]


def _of_nul(cleaned: Mapping[str, int]) -> str:
    named = ", ".join(f"{count:,} in {name}" for name, count in sorted(cleaned.items()))
    return f"NUL characters, which text in PostgreSQL cannot have, were left out of values: {named}."
