"""`punchdeck-edge listen`: webhooks for who has no address that they could be sent to."""

from __future__ import annotations

import difflib
from typing import Annotated
from urllib.parse import urlsplit

import typer

from common.events import EVENTS, EVERY
from edge.cli.trusting import CaFileOption


def listen(
    server: Annotated[str, typer.Option(help="The edge, http(s)://host:port")],
    key: Annotated[str, typer.Option(envvar="PUNCHDECK_KEY", help="An API key with stream:read.")],
    forward: Annotated[
        str | None, typer.Option(help="Send each event on to this address, as a webhook would be sent.")
    ] = None,
    events: Annotated[
        list[str] | None,
        typer.Option(help="Only these, as attendance.created,device.offline; may be given again."),
    ] = None,
    secret: Annotated[
        str | None,
        typer.Option(help="Sign with this whsec_… what is sent on. [default: one made for this run]"),
    ] = None,
    after: Annotated[
        str | None, typer.Option(help="Go on after this cursor. [default: only what is new]")
    ] = None,
    seconds: Annotated[float | None, typer.Option("--for", min=0, help="End after so many seconds.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print a line of JSON an event.")] = False,
    ca_file: CaFileOption = None,
) -> None:
    """Print events as they happen, and send them on to a receiver on this machine.

    A receiver verifies what is sent on as it will verify webhooks: the same body, headers and signatures.
    """
    _check_url("--server", server)
    if forward is not None:
        _check_url("--forward", forward)
    elif secret is not None:
        raise typer.BadParameter("It signs what is sent on: give --forward too.", param_hint="--secret")
    if secret is not None and not (secret.isascii() and secret.isprintable() and secret.strip()):
        raise typer.BadParameter("It must be visible ASCII, such as whsec_…", param_hint="--secret")
    # The server starts faster without the client in its memory.
    from edge.cli.following import Wanted, follow

    follow(Wanted(server, key, forward, _event_names(events), secret, after, seconds, as_json, ca_file))


def _check_url(option: str, url: str) -> None:
    try:
        parts = urlsplit(url)
        fits = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        fits = False
    if not fits:
        raise typer.BadParameter(f"{url!r} is no address: write http://HOST:PORT.", param_hint=option)


def _event_names(given: list[str] | None) -> tuple[str, ...]:
    names = [name.strip() for text in given or () for name in text.split(",") if name.strip()]
    for name in names:
        if name != EVERY and name not in EVENTS:
            close = difflib.get_close_matches(name, EVENTS, n=1)
            hint = f"did you mean {close[0]!r}?" if close else f"there are {', '.join(EVENTS)}."
            raise typer.BadParameter(f"{name!r} is no event; {hint}", param_hint="--events")
    return () if EVERY in names else tuple(dict.fromkeys(names))
