"""What all commands share: settings, administration, output, and errors in one line."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Coroutine, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, NoReturn, TypeVar

import sqlalchemy as sa
import typer

from edge import logs
from edge.administration import AdministrationError
from edge.control import administer, database_failed
from edge.service.as_service import become_owner
from edge.settings import Settings, SettingsError, read_settings
from edge.store import StoreError

T = TypeVar("T")

DataOption = Annotated[Path | None, typer.Option("--data", help="The folder of the server's data.")]
DatabaseOption = Annotated[
    str | None, typer.Option("--database", help="A database URL in place of SQLite in the folder.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]
TenantOption = Annotated[
    str, typer.Option("--tenant", help="Name or id of the tenant; 'platform' is the installation.")
]


def fail(message: str) -> NoReturn:
    """End with exit code 1 and one clear line."""
    typer.echo(f"punchdeck-edge: {logs.escaped(' '.join(message.split()))}", err=True)
    raise typer.Exit(1)


def settings_from(given: Mapping[str, Any], warn: bool = True) -> Settings:
    """Settings of this call, which goes on as the user that their folder belongs to; warnings are printed.
    Ends with a clear line where they cannot be used."""
    try:
        settings, warnings = read_settings(given)
    except SettingsError as error:
        fail(str(error))
    for warning in warnings if warn else ():
        typer.echo(f"punchdeck-edge: {logs.escaped(warning)}", err=True)
    become_owner(settings.data)
    return settings


def run(work: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine of a command; what a user can cause ends in one line."""
    try:
        return asyncio.run(work)
    except (AdministrationError, StoreError) as error:
        fail(str(error))
    except (OSError, sa.exc.SQLAlchemyError) as error:
        fail(database_failed(error))


def perform(data: Path | None, database: str | None, action: str, **arguments: Any) -> Any:
    """Have an administration command carried out, by the running server or here."""
    logs.quiet()
    settings = settings_from({"data": data, "database": database})
    return run(administer(settings, action, arguments))


def show(rows: Sequence[Mapping[str, Any]], columns: Sequence[str], as_json: bool) -> None:
    """Print a list as JSON, or as a table for people, whose screen no name of a terminal can paint."""
    if as_json:
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    cells = [[_cell(row.get(column)) for column in columns] for row in rows]
    widths = [max(len(column), *(len(row[n]) for row in cells), 0) for n, column in enumerate(columns)]
    for row in [[column.upper().replace("_", " ") for column in columns], *cells]:
        typer.echo("  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip())


def show_one(row: Mapping[str, Any], as_json: bool, line: str) -> None:
    """Print one object as JSON, or what it means as a line."""
    typer.echo(json.dumps(row, ensure_ascii=False, indent=2) if as_json else logs.escaped(line))


def _cell(value: Any) -> str:
    if value is None:
        return "-"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return logs.escaped(",".join(map(str, value)))
    return logs.escaped(str(value))
