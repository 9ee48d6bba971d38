"""All drills: which there are, what each proves, and running them one after the other.

`python -m tests.drills` lists them. `--short` runs what a change has to pass, `--long` what a release has to,
which takes a day; `--only NAME` one of them, several times for several. Ends with a table, and with 1 where
something did not hold.
"""

from __future__ import annotations

import argparse
import importlib.util
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from tests.bench.table import print_table
from tests.kit.edge_process import ROOT

Form = Literal["short", "long"]


@dataclass(frozen=True, slots=True)
class Drill:
    """A program, and what it is told in each form; None: the same in both. `row`: what it proves."""

    name: str
    row: str
    module: str
    short: str = ""
    long: str | None = None

    def arguments(self, form: Form) -> list[str]:
        return (self.short if form == "short" or self.long is None else self.long).split()

    @property
    def exists(self) -> bool:
        return importlib.util.find_spec(self.module) is not None


@dataclass(frozen=True, slots=True)
class Ended:
    drill: Drill
    form: Form
    outcome: Literal["held", "skipped", "VIOLATED"]
    seconds: float


def _kills(name: str, module: str, row: str, short: str, long: dict[str, str]) -> Iterable[Drill]:
    """A drill that is run on each engine."""
    for database, told in long.items():
        where = f" --database {database}"
        yield Drill(f"{name}-{database}", f"{row}, {database}", module, short + where, told + where)


_HERE: Final = "tests.drills."
DRILLS: Final[Sequence[Drill]] = (
    Drill("fsync", "fsync is real", _HERE + "fsync"),
    Drill("power-cut", "what was not synced is gone or torn", _HERE + "power_cut", "", "--cuts 100"),
    *_kills(
        "kill",
        _HERE + "kill",
        "kill -9 of the edge under load",
        "--cycles 60",
        {"sqlite": "--cycles 1000", "postgresql": "--cycles 300"},
    ),
    Drill(
        "kill-of-postgresql",
        "kill -9 and immediate stop of PostgreSQL under load",
        _HERE + "kill_postgres",
        "--cycles 10",
        "--cycles 200",
    ),
    *_kills(
        "webhooks",
        _HERE + "webhooks_kills",
        "kill -9 of what sends webhooks",
        "--kills 15",
        {"sqlite": "--kills 300", "postgresql": "--kills 300"},
    ),
    Drill(
        "stale-sender",
        "who was stopped for longer than its lease has no effect",
        _HERE + "webhooks_stale",
        "--wait 0",
        "",
    ),
    Drill("receivers", "receivers that mean harm", _HERE + "webhooks_hostile"),
    Drill(
        "neighbour",
        "an endpoint that hangs holds up no other",
        _HERE + "webhooks_neighbour",
        "--backlog 300 --seconds 5",
        "",
    ),
    *_kills(
        "alerts",
        _HERE + "alerts_kills",
        "kill -9 of what finds and tells alerts",
        "--kills 10",
        {"sqlite": "--kills 60", "postgresql": "--kills 60"},
    ),
    Drill("alert-rules", "seeded fleets x 30 days", "tests.bench.alerts", "--seeds 200", "--seeds 10000"),
    *_kills(
        "idempotency",
        _HERE + "idempotency",
        "one key, one effect, though the edge is killed",
        "--rounds 1 --kills 1",
        {"sqlite": "--rounds 20", "postgresql": "--rounds 20"},
    ),
    Drill(
        "many-edges",
        "edges on one PostgreSQL, one killed or stopped",
        _HERE + "many_edges",
        "--minutes 1 --terminals 100 --stops 1",
        "",
    ),
    Drill(
        "rolling",
        "a new release, one edge after the other",
        _HERE + "rolling",
        "--seconds 20",
        "--seconds 120",
    ),
    Drill("disk-full", "a full disk and back", _HERE + "disk_full", "--cycles 2", "--cycles 50"),
    Drill("fault-at-nth", "the disk fails at the n-th call", _HERE + "fault_at_nth", "--every 25", ""),
    Drill("clock", "the wall clock is set", _HERE + "clock", "", "--long"),
    Drill("partitions", "bad networks to PostgreSQL and receivers", _HERE + "partitions", "", "--long"),
    Drill("hostile", "slow clients, bombs, made-up serials", _HERE + "hostile", "", "--long"),
    Drill("fuzz", "no input breaks a parser", _HERE + "fuzz", "--seconds 60", "--seconds 3600"),
    Drill("api-fuzz", "every answer is as described", _HERE + "api_fuzz", "--cases 1000", "--cases 20000"),
    Drill(
        "tenants", "every operation x role x own, foreign, none", "pytest", "tests/edge/api/test_matrix.py"
    ),
    Drill("addresses", "no spelling leads inside", "pytest", "tests/edge/webhooks/test_guard.py"),
    *_kills(
        "migrations",
        _HERE + "migrations",
        "migrations killed at every statement",
        "--every 10",
        {"sqlite": "", "postgresql": ""},
    ),
    Drill("canaries", "secrets are in no log, error, export, webhook", _HERE + "canaries"),
    Drill(
        "soak",
        "a fleet for long: memory, files and tasks stay",
        _HERE + "soak",
        "--minutes 1 --history 20000",
        "--minutes 15",
    ),
)


def run(drill: Drill, form: Form) -> Ended:
    """Run one as a process of its own, which prints its rows."""
    told = drill.arguments(form)
    print(f"\n== {drill.name}, {form}: {drill.row}", flush=True)
    began, skipped = time.monotonic(), False
    with subprocess.Popen(
        [sys.executable, "-m", drill.module, *told],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            skipped = skipped or line.startswith("skipped")
            print(line, end="", flush=True)
    held: Literal["held", "skipped"] = "skipped" if skipped else "held"
    return Ended(drill, form, "VIOLATED" if process.returncode else held, time.monotonic() - began)


def listed() -> None:
    """What there is."""
    print_table(
        [
            {
                "drill": drill.name,
                "what it proves": drill.row if drill.exists else f"{drill.row} (not here)",
                "short": " ".join(drill.arguments("short")) or "-",
                "long": " ".join(drill.arguments("long")) or "-",
            }
            for drill in DRILLS
        ]
    )


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.drills", description=__doc__)
    forms = parser.add_mutually_exclusive_group()
    forms.add_argument("--short", dest="form", action="store_const", const="short")
    forms.add_argument("--long", dest="form", action="store_const", const="long")
    names = [drill.name for drill in DRILLS]
    parser.add_argument("--only", action="append", choices=names, metavar="NAME", help=", ".join(names))
    given = parser.parse_args()
    if given.form is None and given.only is None:
        listed()
        return 0
    form: Form = given.form or "short"
    wanted = [drill for drill in DRILLS if given.only is None or drill.name in given.only]
    ended = [run(drill, form) for drill in wanted if drill.exists]
    print()
    print_table(
        [
            {
                "drill": one.drill.name,
                "form": one.form,
                "told": " ".join(one.drill.arguments(one.form)) or "-",
                "outcome": one.outcome,
                "seconds": round(one.seconds),
            }
            for one in ended
        ]
    )
    return 1 if any(one.outcome == "VIOLATED" for one in ended) else 0


if __name__ == "__main__":
    sys.exit(main())
