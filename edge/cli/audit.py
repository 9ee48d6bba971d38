"""`punchdeck-edge audit`: whether anybody changed the log of who changed what."""

from __future__ import annotations

from typing import Annotated

import typer

from edge.cli.running import DatabaseOption, DataOption, JsonOption, perform, show

group = typer.Typer(no_args_is_help=True, help="The audit log.")


@group.callback()
def options() -> None:
    """Who changed what, and whether the log of it is whole."""


@group.command("verify")
def verify(
    tenant: Annotated[
        str | None,
        typer.Option(
            "--tenant", help="Name or id of a tenant, or 'platform'; without it, all are looked through."
        ),
    ] = None,
    as_json: JsonOption = False,
    data: DataOption = None,
    database: DatabaseOption = None,
) -> None:
    """Follow the chain of hashes from the oldest entry that is kept to the last.

    Exit code 1, and the first entry that does not hold, where entries were changed or taken out.
    """
    show(
        perform(data, database, "audit.verify", tenant=tenant),
        ("tenant", "entries", "first", "last"),
        as_json,
    )
