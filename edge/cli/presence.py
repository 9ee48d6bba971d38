"""`punchdeck-edge presence`: who was there when, for those who want to replay it."""

from __future__ import annotations

import json
from typing import Annotated, Any, Final

import typer

from common.instants import NaiveTime, parse_instant
from edge.cli.running import DatabaseOption, DataOption, TenantOption, fail, perform
from edge.feed import KEPT_US
from edge.presence_trace import trace
from edge.store.ids import now_us

group = typer.Typer(no_args_is_help=True, help="Who was there when.")

DAY_US: Final = 86_400 * 1_000_000


@group.callback()
def options() -> None:
    """The facts that terminals went offline and came back."""


@group.command("export")
def export(
    from_: Annotated[
        str | None, typer.Option("--from", help="A day, or an instant like 2026-03-27T00:00:00Z.")
    ] = None,
    to: Annotated[str | None, typer.Option("--to", help="The same; without it, now.")] = None,
    tenant: TenantOption = "default",
    anonymous: Annotated[
        bool, typer.Option("--anonymous", help="Numbers in place of ids; no dates, no zones.")
    ] = False,
    data: DataOption = None,
    database: DatabaseOption = None,
) -> None:
    """Print a trace of presence that 'alerts replay' takes, a JSON object a line.

    Facts are kept for 30 days, which is also what is printed where no --from is given.
    """
    now = now_us()
    end = min(_instant("--to", to, now), now)
    start = max(_instant("--from", from_, now - KEPT_US), now - KEPT_US)
    if start >= end:
        fail(f"There is nothing between --from and --to: facts are kept for {KEPT_US // DAY_US} days.")
    found = perform(data, database, "presence.export", tenant=tenant, start=start)
    facts: list[list[Any]] = found["facts"]
    after = found["next"]
    while after is not None:
        more = perform(data, database, "presence.export", tenant=tenant, start=start, after=after)
        facts += more["facts"]
        after = more["next"]
    for line in trace(found["devices"], facts, found["restarts"], start, end, anonymous=anonymous):
        typer.echo(json.dumps(line, ensure_ascii=False, separators=(",", ":")))


def _instant(option: str, text: str | None, otherwise: int) -> int:
    if text is None:
        return otherwise
    try:
        return parse_instant(text)
    except NaiveTime as error:
        if len(text.strip()) == len("2026-03-27"):
            return parse_instant(f"{text.strip()}T00:00:00Z")
        raise typer.BadParameter(str(error), param_hint=option) from error
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint=option) from error
