"""`punchdeck-edge service`: the edge as a service of this machine, whichever system that is."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from edge import logs
from edge.cli.running import fail
from edge.service.as_service import host as host_of_this_system
from edge.service.host import ServiceError, Wanted
from edge.settings import PREFIX, SettingsError, read_settings
from edge.store import StoreError

group = typer.Typer(no_args_is_help=True, help="The edge as a service: install, start, stop, status.")


@contextmanager
def _told() -> Iterator[None]:
    """What goes wrong ends in one clear line."""
    try:
        yield
    except ServiceError as error:
        fail(str(error))
    except OSError as error:
        fail(f"{error.filename or 'A file of the service'} cannot be used: {error.strerror or error}.")


@group.callback()
def _group() -> None:
    """systemd, Windows' services or launchd start it with the machine, and again when it fails."""


@group.command("install")
def install(
    host: Annotated[
        str | None, typer.Option(help="Address to listen on; 0.0.0.0: all. [default: 127.0.0.1]")
    ] = None,
    port: Annotated[
        int | None, typer.Option(min=1, max=65_535, help="Port of API and terminals. [default: 8080]")
    ] = None,
    device_port: Annotated[
        int | None, typer.Option(min=1, max=65_535, help="A port of its own for terminals.")
    ] = None,
    settings: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="NAME=VALUE", help="Any setting of 'serve'; may be given again."),
    ] = None,
    data: Annotated[Path | None, typer.Option("--data", help="The folder of its data.")] = None,
    user: Annotated[
        str | None,
        typer.Option("--user", help="The user it runs as; made where missing. [default: punchdeck]"),
    ] = None,
) -> None:
    """Have the edge run as a service from now on, and after every start of the machine.

    Said again, it changes the settings that are named, and starts it anew. Where a package of the system
    brought the service, that is all it does.
    """
    said = {"host": host, "port": port, "device_port": device_port}
    named = {name: str(value) for name, value in said.items() if value is not None}
    for text in settings or ():
        name, equals, value = text.partition("=")
        if not equals or name.strip() == "data":
            raise typer.BadParameter(f"'{text}': write NAME=VALUE; the folder is --data", param_hint="--set")
        named[name.strip().lower().replace("-", "_")] = value.strip()
    with _told():
        here = host_of_this_system()
        variables = {f"{PREFIX}{name.upper()}": value for name, value in named.items()}
        _demand_usable(here.environment() | variables, named)
        for line in here.install(Wanted(data, user, variables)):
            typer.echo(logs.escaped(line))
        _show_status()


def _demand_usable(environment: dict[str, str], named: dict[str, str]) -> None:
    """End with a clear line where the service would not start with these."""
    try:
        _, warnings = read_settings({}, {k: v for k, v in environment.items() if k.startswith(PREFIX)})
    except SettingsError as error:
        fail(str(error))
    unknown = [text for text in warnings if any(f"{PREFIX}{name.upper()} " in text for name in named)]
    if unknown:
        fail(unknown[0])


@group.command("uninstall")
def uninstall() -> None:
    """Stop the service and forget it; its data stays."""
    with _told():
        for line in host_of_this_system().uninstall():
            typer.echo(logs.escaped(line))


@group.command("start")
def start() -> None:
    """Start it; done once it serves."""
    with _told():
        host_of_this_system().start()
        _show_status()


@group.command("stop")
def stop() -> None:
    """Stop it; done once every commit is. It starts again with the machine."""
    with _told():
        host_of_this_system().stop()
    typer.echo("Stopped.")


@group.command("restart")
def restart() -> None:
    """Stop it and start it, as settings that changed need it."""
    with _told():
        host_of_this_system().restart()
        _show_status()


@group.command("status")
def status() -> None:
    """Say in a line whether it runs, since when, and where it serves. Ends with 1 where it is not well."""
    with _told():
        _show_status()


def _show_status() -> None:
    standing = host_of_this_system().status()
    typer.echo(logs.escaped(standing.line), err=not standing.well)
    for line in standing.last_lines:
        typer.echo(f"  {logs.escaped(line)}", err=True)
    if not standing.well:
        raise typer.Exit(1)


@group.command("run", hidden=True)
def run() -> None:
    """What Windows and launchd start."""
    from edge.app import StartError

    with _told():
        try:
            host_of_this_system().run(_serve)
        except (SettingsError, StartError, StoreError) as error:
            fail(str(error))


async def _serve(stop: asyncio.Event, told: Callable[[str], None]) -> None:
    from edge.app import serve  # the other commands start faster without the server in their memory

    settings, warnings = read_settings({})
    logs.configure(settings.log_format)
    for warning in warnings:
        typer.echo(f"punchdeck-edge: {logs.escaped(warning)}", err=True)
    await serve(settings, ready=lambda served: told(served.url), stop=stop)
