"""The command `punchdeck`: the console, and the demo.

Qt is brought in only where a window is opened: what needs none starts without it.
"""

from __future__ import annotations

import asyncio
import gc
import sys
from typing import Annotated

import typer

from common import __version__
from common.client import EdgeError
from common.zone_rules import use_newest_rules
from console.core.links import SCHEME, LinkError, read_link
from console.demo import DemoError, DemoOptions, run_headless
from console.display import probe_display

cli = typer.Typer(
    add_completion=False,
    pretty_exceptions_enable=False,
    help="The desktop console for fleets of attendance terminals.",
)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(__version__)
        raise typer.Exit


@cli.callback(invoke_without_command=True)
def console(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Print the version.")
    ] = False,
    profile: Annotated[
        str | None, typer.Option("--profile", help="The connection to open, by name; else the one used last.")
    ] = None,
    link: Annotated[
        str | None, typer.Option("--link", help="Show what a link of Punchdeck's leads to.")
    ] = None,
    selftest: Annotated[
        bool, typer.Option("--selftest", help="Check that all of Punchdeck is there and works, and end.")
    ] = False,
    quit_running: Annotated[
        bool, typer.Option("--quit", help="Have the console that runs end, and wait for it.")
    ] = False,
    reset_ui: Annotated[
        bool, typer.Option("--reset-ui", help="Forget how the window was left; connections stay.")
    ] = False,
) -> None:
    """Open the console."""
    if context.invoked_subcommand is not None:
        return
    if selftest:
        from console.selftest import run_selftest

        raise typer.Exit(run_selftest(_say))
    if quit_running:
        raise typer.Exit(_quit_running())
    display = probe_display()
    if not display.usable:
        typer.echo(
            f"punchdeck: {display.reason} The console needs one; 'punchdeck demo' works without.", err=True
        )
        raise typer.Exit(1)
    try:
        wanted = None if link is None else read_link(link)
    except LinkError as error:
        typer.echo(f"punchdeck: {error}", err=True)
        raise typer.Exit(2) from error
    _collect_nothing()
    from console.app import run_console

    raise typer.Exit(run_console(profile, link=wanted, reset_ui=reset_ui))


@cli.command()
def demo(
    headless: Annotated[bool, typer.Option("--headless", help="No window: print what happens.")] = False,
    seconds: Annotated[
        float | None, typer.Option("--for", min=1, help="End by itself after so many seconds.")
    ] = None,
    sites: Annotated[int | None, typer.Option(min=1, max=500, help="How many sites.")] = None,
    devices: Annotated[int | None, typer.Option(min=1, max=10_000, help="How many terminals.")] = None,
    port: Annotated[int | None, typer.Option(min=1, max=65_535, help="The edge's port; a free one.")] = None,
) -> None:
    """Run an edge and a simulated fleet in a scratch folder, and watch them."""
    options = DemoOptions(sites, devices, port, seconds)
    if not headless:
        display = probe_display()
        if display.usable:
            _collect_nothing()
            from console.app import run_demo_window

            raise typer.Exit(run_demo_window(options, _say))
        typer.echo(f"{display.reason} Going on without a window.", err=True)
    _run(options)


def _quit_running() -> int:
    from PySide6.QtCore import QCoreApplication

    from console.platform.paths import Paths
    from console.platform.single_instance import address, end_running

    _application = QCoreApplication(sys.argv[:1])
    if end_running(address(Paths.of_user().settings)):
        return 0
    typer.echo(
        "punchdeck: the console is still open: something that it was asked to do is not done. "
        "Look at its window, close it, and try again.",
        err=True,
    )
    return 1


def _collect_nothing() -> None:
    """What a window is made of stays until the end: looking through it for garbage would take a tenth of the
    start. The window collects by itself."""
    gc.disable()


def _say(line: str) -> None:
    print(line, flush=True)


def _run(options: DemoOptions) -> None:
    try:
        asyncio.run(run_headless(options, _say))
    except (KeyboardInterrupt, asyncio.CancelledError):
        return
    except (DemoError, EdgeError) as error:
        typer.echo(f"punchdeck: {error}", err=True)
        raise typer.Exit(1) from error


def main() -> None:
    """Entry point of `punchdeck`."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
    use_newest_rules()
    if len(sys.argv) == 2 and sys.argv[1].startswith(f"{SCHEME}:"):
        sys.argv.insert(1, "--link")  # as desktops hand over what was pressed
    cli()


if __name__ == "__main__":
    main()
