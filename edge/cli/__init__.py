"""The command line of the edge: a file a group of commands, errors in one line, exit codes 0, 1 and 2."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from common import __version__, zone_rules
from edge.cli import (
    alerts,
    audit,
    db,
    devices,
    keys,
    listen,
    moving,
    presence,
    secrets,
    serve,
    service,
    simulate,
    tenants,
    tls,
    updates,
)
from edge.service import as_service

cli = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="The server that attendance terminals push to, and that integrators and the console read from.",
)
cli.command("serve")(serve.serve)
cli.command("simulate")(simulate.simulate)
cli.command("listen")(listen.listen)
db.group.command("migrate-to")(moving.migrate_to)
cli.add_typer(tenants.group, name="tenants")
cli.add_typer(keys.group, name="keys")
cli.add_typer(devices.group, name="devices")
cli.add_typer(db.group, name="db")
cli.add_typer(secrets.group, name="secrets")
cli.add_typer(tls.group, name="tls")
cli.add_typer(updates.group, name="updates")
cli.add_typer(service.group, name="service")
cli.add_typer(audit.group, name="audit")
cli.add_typer(presence.group, name="presence")
cli.add_typer(alerts.group, name="alerts")


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"punchdeck-edge {__version__}")
        raise typer.Exit


def _selftest(wanted: bool) -> None:
    if wanted:
        from edge.selftest import run_selftest  # it brings in all of the server

        raise typer.Exit(run_selftest(typer.echo))


@cli.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Print the version.")
    ] = False,
    selftest: Annotated[
        bool,
        typer.Option(
            "--selftest",
            callback=_selftest,
            is_eager=True,
            help="Check that all of the server is there and works, in a scratch folder, and end.",
        ),
    ] = False,
) -> None:
    """Options of every command."""


def main() -> None:
    """Entry point of `punchdeck-edge`."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
    as_service.adopt(sys.argv[1:])
    zone_rules.use_newest_rules()
    cli()
