"""`punchdeck-edge serve`: the server."""

from __future__ import annotations

import asyncio
import gc
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import sqlalchemy as sa
import typer

from edge import logs
from edge.cli.running import DatabaseOption, DataOption, fail, settings_from
from edge.control import database_failed
from edge.settings import DeviceTls, Role
from edge.store import StoreError

if TYPE_CHECKING:
    from edge.app import ServedAt

GARBAGE: Final = (20_000, 20, 20)
"""When garbage is looked for. After so few objects as Python does by itself, a page of a thousand punches had
all that lives looked through, twice a second for 40 to 80 ms in which nobody was answered."""


def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on. [default: 127.0.0.1]")] = None,
    port: Annotated[
        int | None,
        typer.Option(min=0, max=65_535, help="Port of API and terminals; 0 is any free one. [default: 8080]"),
    ] = None,
    device_port: Annotated[
        int | None, typer.Option(min=0, max=65_535, help="A port of its own for terminals.")
    ] = None,
    data: DataOption = None,
    database: DatabaseOption = None,
    role: Annotated[
        Role | None, typer.Option(help="What this process does: all, edge, worker or api.")
    ] = None,
    tls_cert: Annotated[Path | None, typer.Option(help="Certificate chain, PEM.")] = None,
    tls_key: Annotated[Path | None, typer.Option(help="Its private key, PEM.")] = None,
    device_tls: Annotated[
        DeviceTls | None,
        typer.Option(help="How terminals call. [default: as the API; on --device-port off]"),
    ] = None,
    device_tls_min: Annotated[
        str | None, typer.Option(help="Oldest TLS of terminals on --device-port: 1.0, 1.1 or 1.2.")
    ] = None,
    dev: Annotated[
        bool | None, typer.Option("--dev", help="For developers: terminals are let in at once.")
    ] = None,
) -> None:
    """Serve terminals, integrators and the console until stopped.

    Every option is also a variable PUNCHDECK_<NAME> and a name in DIR/punchdeck.toml.
    """
    given = {name: value for name, value in locals().items() if value is not None}
    # What a start makes stays: looking through all of it for garbage, again and again, is a tenth of a start.
    gc.disable()
    # The other commands start faster without the server in their memory.
    from edge.app import StartError
    from edge.app import serve as until_stopped

    settings = settings_from(given)
    logs.configure(settings.log_format)
    try:
        with asyncio.Runner(loop_factory=loop_factory()) as runner:
            runner.run(until_stopped(settings, ready=_announce))
    except (StartError, StoreError) as error:
        fail(str(error))
    except sa.exc.SQLAlchemyError as error:
        fail(database_failed(error))
    except OSError as error:
        fail(f"The server cannot go on: {error}. Check the disk, and the permissions of {settings.data}.")


def _announce(served: ServedAt) -> None:
    gc.freeze()
    gc.set_threshold(*GARBAGE)
    gc.enable()
    typer.echo(f"Serving on {served.url}; documentation at {served.url}/docs", err=True)
    typer.echo(f"Terminals call {served.device_url}; the admin key is in {served.key_file}", err=True)


def loop_factory() -> Callable[[], Any] | None:
    if sys.platform == "win32":
        return None
    import uvloop

    return uvloop.new_event_loop
