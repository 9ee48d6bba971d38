"""`punchdeck-edge tenants`: the customers of an installation."""

from __future__ import annotations

from typing import Annotated

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

group = typer.Typer(no_args_is_help=True, help="Tenants: customers whose data never meet.")


@group.command("list")
def list_tenants(
    as_json: JsonOption = False, data: DataOption = None, database: DatabaseOption = None
) -> None:
    """Show all tenants."""
    show(perform(data, database, "tenants.list"), ("id", "name", "timezone", "retention_days"), as_json)


@group.command("create")
def create_tenant(
    name: Annotated[str, typer.Option(help="A name of its own.")],
    timezone: Annotated[str | None, typer.Option(help="IANA zone of terminals without one.")] = None,
    retention_days: Annotated[int | None, typer.Option(help="How long punches are kept.")] = None,
    as_json: JsonOption = False,
    data: DataOption = None,
    database: DatabaseOption = None,
) -> None:
    """Make a tenant."""
    row = perform(
        data, database, "tenants.create", name=name, timezone=timezone, retention_days=retention_days
    )
    line = f"Tenant {row['name']} ({row['id']}) is there. Its terminals call {row['device_path']}"
    show_one(row, as_json, line)


@group.command("change")
def change_tenant(
    tenant: TenantOption,
    name: Annotated[str | None, typer.Option(help="Another name.")] = None,
    timezone: Annotated[str | None, typer.Option(help="IANA zone of terminals without one.")] = None,
    retention_days: Annotated[
        int | None, typer.Option(help="How long punches are kept; 0: as the server's setting says.")
    ] = None,
    as_json: JsonOption = False,
    data: DataOption = None,
    database: DatabaseOption = None,
) -> None:
    """Rename a tenant, or set its zone or how long its punches are kept."""
    given = {"name": name, "timezone": timezone, "retention_days": retention_days}
    members: dict[str, str | int | None] = {key: value for key, value in given.items() if value is not None}
    if not members:
        fail("Nothing to change: give --name, --timezone or --retention-days.")
    if retention_days == 0:
        members["retention_days"] = None
    row = perform(data, database, "tenants.change", tenant=tenant, **members)
    days = row["retention_days"]
    kept = "as long as the server's retention_days says" if days is None else f"{days} days"
    zone = row["timezone"] or "no zone of its own"
    show_one(row, as_json, f"Tenant {row['name']} ({row['id']}): {zone}; punches are kept {kept}.")


@group.command("rotate")
def rotate_path(
    tenant: TenantOption,
    as_json: JsonOption = False,
    data: DataOption = None,
    database: DatabaseOption = None,
) -> None:
    """Give a tenant's terminals a new path; the old one stops at once."""
    row = perform(data, database, "tenants.rotate", tenant=tenant)
    show_one(row, as_json, f"The terminals of {row['name']} now call {row['device_path']}")
