"""`punchdeck-edge simulate`: a fleet of fake terminals that speak the real protocol to any server."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from edge.cli.trusting import CaFileOption


def simulate(
    server: Annotated[str, typer.Option(help="Where terminals call, http://host:port")],
    devices: Annotated[int | None, typer.Option(help="How many terminals. [default: 62]")] = None,
    sites: Annotated[int | None, typer.Option(help="How many sites. [default: 14]")] = None,
    rate: Annotated[
        float | None,
        typer.Option(min=0, help="Punches a second over the fleet; else people work their shifts."),
    ] = None,
    profile: Annotated[Path | None, typer.Option(help="TOML or JSON that says more about the fleet.")] = None,
    seed: Annotated[int | None, typer.Option(help="The same seed makes the same fleet.")] = None,
    lively: Annotated[
        bool, typer.Option("--lively", help="Let --rate follow the hours of the sites.")
    ] = False,
    key: Annotated[
        str | None,
        typer.Option(envvar="PUNCHDECK_KEY", help="Register sites and terminals first, with this API key."),
    ] = None,
    ca_file: CaFileOption = None,
    control: Annotated[
        bool, typer.Option("--control", help="Read 'cut SITE' and 'restore SITE' from standard input.")
    ] = False,
) -> None:
    """Simulate a fleet: handshakes, heartbeats, punches, outages with buffering, flapping, commands.

    Over https terminals believe any server, as real ones do; with --ca-file only that one.
    """
    # The server starts faster without the simulator in its memory.
    from edge.cli.fleet import FleetOptions, run_fleet

    run_fleet(FleetOptions(server, devices, sites, rate, profile, seed, lively, key, control, ca_file))
