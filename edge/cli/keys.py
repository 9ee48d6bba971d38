"""`punchdeck-edge keys`: who may ask the API."""

from __future__ import annotations

from typing import Annotated

import typer

from edge.cli.running import DatabaseOption, DataOption, JsonOption, TenantOption, perform, show, show_one

group = typer.Typer(no_args_is_help=True, help="API keys.")

KeyArgument = Annotated[str, typer.Argument(help="The key's id, key_…")]


@group.command("list")
def list_keys(
    tenant: TenantOption = "default",
    as_json: JsonOption = False,
    data: DataOption = None,
    database: DatabaseOption = None,
) -> None:
    """Show a tenant's keys; never the keys themselves."""
    show(
        perform(data, database, "keys.list", tenant=tenant),
        ("id", "name", "role", "shown", "revoked"),
        as_json,
    )


@group.command("create")
def create_key(
    name: Annotated[str, typer.Option(help="What it is for.")],
    role: Annotated[str, typer.Option(help="viewer, operator, integrator or admin.")],
    tenant: TenantOption = "default",
    scope: Annotated[
        list[str] | None, typer.Option(help="Only this scope of the role; may be given again.")
    ] = None,
    person: Annotated[str | None, typer.Option(help="Whose key it is: a person's id, person_…")] = None,
    as_json: JsonOption = False,
    data: DataOption = None,
    database: DatabaseOption = None,
) -> None:
    """Make a key and print it, once."""
    row = perform(
        data, database, "keys.create", tenant=tenant, role=role, name=name, scopes=scope, person=person
    )
    typer.echo(f"Key {row['id']} for {row['name']}. It is shown only now:", err=True)
    show_one(row, as_json, row["key"])


@group.command("rotate")
def rotate_key(
    key: KeyArgument,
    tenant: TenantOption = "default",
    overlap_hours: Annotated[
        float, typer.Option(min=0, max=720, help="How long the old one goes on working.")
    ] = 24.0,
    as_json: JsonOption = False,
    data: DataOption = None,
    database: DatabaseOption = None,
) -> None:
    """Give a key a new secret and print it, once."""
    row = perform(data, database, "keys.rotate", tenant=tenant, key=key, overlap_hours=overlap_hours)
    typer.echo(f"Key {row['id']} has a new secret; the old one works for {overlap_hours:g} h more:", err=True)
    show_one(row, as_json, row["key"])


@group.command("revoke")
def revoke_key(
    key: KeyArgument,
    tenant: TenantOption = "default",
    as_json: JsonOption = False,
    data: DataOption = None,
    database: DatabaseOption = None,
) -> None:
    """End a key."""
    row = perform(data, database, "keys.revoke", tenant=tenant, key=key)
    show_one(row, as_json, f"Key {row['id']} ({row['name']}) is revoked.")
