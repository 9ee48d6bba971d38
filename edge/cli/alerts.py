"""`punchdeck-edge alerts`: the rules of alerts on what was seen, recorded or last month."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any, BinaryIO

import typer

from edge.alerts.replay import REPLAYED, notices
from edge.alerts.rule_params import RuleMisuse
from edge.alerts.ruleset import Rule, from_api
from edge.alerts.trace import TraceError, read
from edge.cli.running import DatabaseOption, DataOption, JsonOption, TenantOption, fail, perform, show
from edge.logs import escaped

group = typer.Typer(no_args_is_help=True, help="Alerts: what rules find in what was seen.")


@group.command("replay")
def replay(
    trace: Annotated[
        str, typer.Argument(metavar="TRACE.jsonl", help="A presence trace; - reads standard input.")
    ],
    rules: Annotated[
        Path | None,
        typer.Option("--rules", help="Rules as GET /v1/rules answers them. [default: those built in]"),
    ] = None,
) -> None:
    """Run the rules over a presence trace, in the trace's own time.

    Prints what people would have been told: one JSON object a line, as soon as the trace allows.
    """
    wanted = None if rules is None else _rules(rules)
    try:
        with _opened(trace) as lines:
            for told in notices(read(lines), wanted):
                sys.stdout.write(json.dumps(told.members(), ensure_ascii=False) + "\n")
                sys.stdout.flush()
    except TraceError as error:
        fail(f"{'Standard input' if trace == '-' else trace}: {error}")
    except BrokenPipeError:
        # Whoever read on has seen enough; nothing is left to be flushed at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@group.command("dry-run")
def dry_run(
    rule: Annotated[
        Path,
        typer.Option("--rule", help="JSON: a rule, or a list, such as GET /v1/rules answers."),
    ],
    days: Annotated[float, typer.Option("--days", min=0.1, max=366, help="How far back.")] = 30,
    tenant: TenantOption = "default",
    as_json: JsonOption = False,
    data: DataOption = None,
    database: DatabaseOption = None,
) -> None:
    """Show what a rule would have told last month, beside what the present rules find.

    The rule holds in place of the one with its id; without an id, of the built-in one of its kind.
    """
    rules = _json(rule)
    found = perform(data, database, "alerts.dry_run", tenant=tenant, rules=rules, days=days)
    if as_json:
        show([found], (), as_json=True)
        return
    typer.echo(
        f"{found['terminals']} terminals, {found['facts']} times gone or back, "
        f"from {found['from']} to {found['to']}"
    )
    present, would = found["present"], found["would"]
    rows = [_beside(kind, present["by_kind"], would["by_kind"]) for kind in (*REPLAYED, "resolved")]
    days_seen = sorted({*present["by_day"], *would["by_day"]})
    rows += [_beside(day, present["by_day"], would["by_day"]) for day in days_seen]
    rows.append({"told": "a day", "present": present["per_day"], "with_it": would["per_day"]})
    show(rows, ("told", "present", "with_it"), as_json=False)


def _beside(name: str, present: dict[str, int], would: dict[str, int]) -> dict[str, Any]:
    return {"told": name, "present": present.get(name, 0), "with_it": would.get(name, 0)}


@contextmanager
def _opened(trace: str) -> Iterator[BinaryIO]:
    if trace == "-":
        yield sys.stdin.buffer
        return
    try:
        with open(trace, "rb") as file:
            yield file
    except BrokenPipeError:
        raise
    except OSError as error:
        fail(f"{trace} cannot be read: {error.strerror}.")


def _rules(file: Path) -> list[Rule]:
    try:
        return from_api(_json(file))
    except RuleMisuse as error:
        fail(f"{file}: {error}")


def _json(file: Path) -> Any:
    try:
        return json.loads(file.read_bytes())
    except OSError as error:
        fail(f"{file} cannot be read: {error.strerror}.")
    except (ValueError, RecursionError) as error:
        fail(f"{file} is not JSON: {escaped(str(error))}.")
