"""`punchdeck-edge devices`: the terminals of a tenant."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Annotated, Any

import typer

from edge.cli.running import (
    DatabaseOption,
    DataOption,
    JsonOption,
    TenantOption,
    fail,
    perform,
    show,
    show_one,
)

group = typer.Typer(no_args_is_help=True, help="Terminals: register, approve, suspend, retire.")

SerialArgument = Annotated[str, typer.Argument(help="Serial number, as printed on the terminal.")]
DeviceArgument = Annotated[str, typer.Argument(help="Id or serial number.")]
SiteOption = Annotated[str | None, typer.Option("--site", help="Id, slug or name of its site.")]
COLUMNS = ("id", "serial_number", "name", "site", "status")


@group.command("list")
def list_devices(
    tenant: TenantOption = "default",
    as_json: JsonOption = False,
    data: DataOption = None,
    database: DatabaseOption = None,
) -> None:
    """Show a tenant's terminals, and those that wait to be approved."""
    show(perform(data, database, "devices.list", tenant=tenant), COLUMNS, as_json)


@group.command("create")
def create_device(
    serial: SerialArgument,
    name: Annotated[str | None, typer.Option(help="What people call it.")] = None,
    site: SiteOption = None,
    tenant: TenantOption = "default",
    as_json: JsonOption = False,
    data: DataOption = None,
    database: DatabaseOption = None,
) -> None:
    """Register a terminal before it calls."""
    row = perform(data, database, "devices.create", tenant=tenant, serial=serial, name=name, site=site)
    show_one(row, as_json, f"{row['serial_number']} is registered as {row['id']}.")


@group.command("approve")
def approve_device(
    serial: SerialArgument,
    site: SiteOption = None,
    tenant: TenantOption = "default",
    as_json: JsonOption = False,
    data: DataOption = None,
    database: DatabaseOption = None,
) -> None:
    """Let in a terminal that waits; it then delivers what it kept."""
    row = perform(data, database, "devices.approve", tenant=tenant, serial=serial, site=site)
    show_one(row, as_json, f"{row['serial_number']} is let in as {row['id']}.")


@group.command("suspend")
def suspend_device(
    device: DeviceArgument,
    tenant: TenantOption = "default",
    as_json: JsonOption = False,
    data: DataOption = None,
    database: DatabaseOption = None,
) -> None:
    """Refuse what a terminal sends until it is resumed; it keeps its records."""
    row = perform(data, database, "devices.suspend", tenant=tenant, device=device)
    show_one(row, as_json, f"{row['name']} is suspended.")


@group.command("resume")
def resume_device(
    device: DeviceArgument,
    tenant: TenantOption = "default",
    as_json: JsonOption = False,
    data: DataOption = None,
    database: DatabaseOption = None,
) -> None:
    """Serve a suspended terminal again."""
    row = perform(data, database, "devices.resume", tenant=tenant, device=device)
    show_one(row, as_json, f"{row['name']} is served again.")


@group.command("retire")
def retire_device(
    device: DeviceArgument,
    tenant: TenantOption = "default",
    as_json: JsonOption = False,
    data: DataOption = None,
    database: DatabaseOption = None,
) -> None:
    """Stop serving a terminal for good; its punches stay."""
    row = perform(data, database, "devices.retire", tenant=tenant, device=device)
    show_one(row, as_json, f"{row['name']} is retired.")


@group.command("import")
def import_devices(
    file: Annotated[
        Path, typer.Argument(help="CSV with a column serial_number, and name and site if you like.")
    ],
    tenant: TenantOption = "default",
    as_json: JsonOption = False,
    data: DataOption = None,
    database: DatabaseOption = None,
) -> None:
    """Register many terminals from a CSV file: all of them, or none if a row cannot be used."""
    done = perform(data, database, "devices.import", tenant=tenant, rows=_rows(file))
    show_one(done, as_json, f"{done['added']} registered, {done['known']} were there already.")


def _rows(file: Path) -> list[dict[str, Any]]:
    try:
        text = file.read_text("utf-8-sig")
    except OSError as error:
        fail(f"{file} cannot be read: {error.strerror}.")
    except UnicodeDecodeError:
        fail(f"{file} is not text in UTF-8. Save it as CSV UTF-8.")
    first = text.partition("\n")[0]
    # A row may be shorter than its heading.
    reader = csv.DictReader(io.StringIO(text), delimiter=";" if ";" in first else ",", restval="")
    try:
        rows = list(reader)
    except csv.Error as error:
        fail(f"{file} is not CSV: {error} near line {reader.line_num}.")
    if not rows or "serial_number" not in rows[0]:
        fail(f"{file} must begin with a line of column names, serial_number among them, and have a row.")
    return rows
