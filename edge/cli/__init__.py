"""The command line of the edge: a file a group of commands, errors in one line, exit codes 0, 1 and 2."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Annotated, Any, Final

import typer
from typer.core import TyperGroup

from common import __version__, zone_rules
from edge.service import as_service

_COMMANDS: Final = (
    *("serve", "simulate", "listen", "tenants", "keys", "devices", "db", "secrets", "tls", "updates"),
    *("service", "audit", "presence", "alerts"),
)
"""Each is a module of this package: a command named as its module, or a `group` of them."""


class _Commands(TyperGroup):
    """Knows commands by name, and brings in only the one that is asked for: each needs much of the server."""

    def list_commands(self, ctx: Any) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        # Of a name that nobody knows, what was meant is looked for among all.
        for name in (cmd_name,) if cmd_name in _COMMANDS else _COMMANDS:
            if name not in self.commands:
                self.commands[name] = _command(name)
        return self.commands.get(cmd_name)


def _command(name: str) -> Any:
    module = import_module(f"edge.cli.{name}")
    holder = typer.Typer(add_completion=False, rich_markup_mode=None)
    if hasattr(module, "group"):
        holder.add_typer(module.group, name=name)
        return typer.main.get_group(holder).commands[name]
    holder.command(name)(getattr(module, name))
    return typer.main.get_command(holder)


cli = typer.Typer(
    cls=_Commands,
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="The server that attendance terminals push to, and that integrators and the console read from.",
)


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
