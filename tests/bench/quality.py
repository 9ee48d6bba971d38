"""Every budget and every drill of the design (quality.md), one after the other, as one table in its order.

    python -m tests.bench.quality [--only ROW]... [--quick] [--drills short|long|none] [--out FILE] [--json]

Nothing is measured here: benches are run with `--json` and asked for the lines of their budgets, drills are
run by their own command lines. What fails or takes too long is a row that says so. `--out` is written anew
after each row, as Markdown, so that a run of hours that is interrupted leaves what it found. Ends with 1
where something failed or did not hold; a budget that is missed is said, no more.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from argparse import Namespace
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Literal

from tests.bench.table import arguments, machine, machine_line, show
from tests.drills.__main__ import DRILLS, Form
from tests.kit.edge_process import ROOT

FOLDER: Final = "{folder}"
"""In arguments: where databases that benches make are kept."""
QUICK_PUNCHES: Final = "200000"
STOPS_S: Final = 20.0
LONGEST: Final = 160
BENCH_S: Final = 3_600.0
DRILL_S: Final[Mapping[Form, float]] = {"short": 1_200.0, "long": 24 * 3_600.0}


@dataclass(frozen=True, slots=True)
class Bench:
    """A program that prints budgets, and the beginnings of those that answer a row; none named: all."""

    module: str
    told: str = ""
    lines: tuple[str, ...] = ()
    limit_s: float = BENCH_S


@dataclass(frozen=True, slots=True)
class Row:
    """A line of quality.md. `drills`: by their names in tests.drills."""

    key: str
    name: str
    benches: tuple[Bench, ...] = ()
    drills: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ran:
    """How a program ended. `code`: None where it took too long."""

    code: int | None
    out: str
    err: str
    seconds: float

    @property
    def last(self) -> str:
        """The last that it said: of what did not hold where it says so, of the error where it failed."""
        out, err = (
            [line.strip() for line in text.splitlines() if line.strip()] for text in (self.out, self.err)
        )
        violated = [line for line in out if "VIOLATED" in line]
        lines = (violated or err or out) if self.code else (out or err)
        return lines[-1][:LONGEST] if lines else "nothing was printed"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the table. `seconds`: of the run; None where another line has them."""

    row: str
    budget: str
    measured: str
    met: Literal["met", "MISSED", "held", "skipped", "VIOLATED", "failed", "not measured"]
    seconds: int | None = None

    def cells(self) -> dict[str, Any]:
        return {
            "row": self.row,
            "budget": self.budget,
            "measured": self.measured,
            "met": self.met,
            "seconds": self.seconds,
        }


_BENCH: Final = "tests.bench."
_RATE: Final = ("edge / bare handler", "edge with a webhook / bare", "server busy", "every punch sent")
_GROWN: Final = f"--folder {FOLDER}"

ROWS: Final[Sequence[Row]] = (
    Row("ingest", "durable ingest, SQLite FULL", (Bench(_BENCH + "ingest", lines=_RATE),)),
    Row("ingest-p99", "the same, at 70 % of that rate", (Bench(_BENCH + "ingest", lines=("p99 at 70",)),)),
    Row("backlog", "buffered upload after an outage", (Bench(_BENCH + "backlog"),)),
    Row(
        "ingest-postgresql",
        "PostgreSQL, one process",
        (Bench(_BENCH + "ingest", "--database postgresql", _RATE),),
    ),
    Row("heartbeats", "10,000 terminals at a 10 s poll", (Bench(_BENCH + "heartbeats"),)),
    Row("webhooks", "terminal's POST to integrator's 2xx", (Bench(_BENCH + "webhooks"),)),
    Row("presence", "offline fact", (Bench(_BENCH + "presence"),)),
    Row("growth", "growth", (Bench(_BENCH + "growth", _GROWN, limit_s=6 * BENCH_S),)),
    Row(
        "edge-start", "edge: start, idle memory", (Bench(_BENCH + "edge_start", _GROWN, limit_s=6 * BENCH_S),)
    ),
    Row("console", "console: start, idle memory", (Bench(_BENCH + "console"),)),
    Row("map", "console: map, 500 sites", (Bench(_BENCH + "map"),)),
    Row("feed", "console: live feed", (Bench(_BENCH + "feed"), Bench(_BENCH + "feed_day"))),
    Row("ui-thread", "console: nothing blocks the UI thread", (Bench(_BENCH + "devices"),)),
    Row("fsync", "fsync is real", drills=("fsync", "power-cut")),
    Row("kill", "kill -9 of the edge", drills=("kill-sqlite", "kill-postgresql")),
    Row("kill-of-postgresql", "kill -9 and immediate stop of PostgreSQL", drills=("kill-of-postgresql",)),
    Row("many-edges", "edges on PostgreSQL, one killed or stopped", drills=("many-edges", "rolling")),
    Row("disk-full", "disk full and back", drills=("disk-full", "fault-at-nth")),
    Row("clock", "clock set", drills=("clock",)),
    Row("partitions", "partitions by a chaos proxy", drills=("partitions",)),
    Row("hostile", "slowloris, bombs, random serials", drills=("hostile",)),
    Row("fuzz", "parser fuzz", drills=("fuzz",)),
    Row("api-fuzz", "schemathesis on our OpenAPI", drills=("api-fuzz",)),
    Row("tenants", "tenant matrix", drills=("tenants",)),
    Row("addresses", "outgoing address guard", drills=("addresses",)),
    Row("migrations", "migrations killed", drills=("migrations-sqlite", "migrations-postgresql")),
    Row("canaries", "secrets", drills=("canaries",)),
    Row("alerts", "alerts, seeded fleets x 30 days", drills=("alert-rules",)),
)


def printed(text: str) -> list[dict[str, Any]]:
    """The budgets of a bench's JSON, which others may have said something before. Raises ValueError."""
    begin = 0 if text.startswith("{") else text.find("\n{") + 1
    if not text[begin:].startswith("{"):
        raise ValueError("it printed no JSON")
    document, _ = json.JSONDecoder().raw_decode(text, begin)
    return list(document["budgets"])


def of_bench(row: Row, bench: Bench, ran: Ran, seconds: int | None) -> list[Line]:
    """What a bench says of a row."""
    named = f"{row.name} ({bench.module})"
    if ran.code is None:
        return [Line(named, "-", f"not done after {ran.seconds:.0f} s: {ran.last}", "failed", seconds)]
    try:
        budgets = printed(ran.out)
    except (ValueError, KeyError, TypeError) as error:
        said = f"exit code {ran.code}: {ran.last}" if ran.code else str(error)
        return [Line(named, "-", said, "failed", seconds)]
    lines: list[Line] = []
    for one in budgets:
        if not bench.lines or one["what"].startswith(bench.lines):
            met: Literal["met", "MISSED"] = "met" if one["met"] else "MISSED"
            label = f"{row.name}: {one['what']}"
            lines.append(Line(label, one["budget"], one["measured"], met, None if lines else seconds))
    for start in bench.lines:
        if not any(one["what"].startswith(start) for one in budgets):
            lines.append(Line(f"{row.name}: {start}", "-", "the bench printed no such budget", "failed"))
    if ran.code and all(line.met == "met" for line in lines):
        lines.append(Line(named, "ends well", f"exit code {ran.code}: {ran.last}", "failed"))
    return lines


def of_drill(row: Row, name: str, told: str, ran: Ran) -> Line:
    """What a drill says of a row: whether it held, and its last line."""
    held: Literal["held", "skipped"] = "held"
    if any(line.startswith("skipped") for line in ran.out.splitlines()):
        held = "skipped"
    measured = f"not done after {ran.seconds:.0f} s: {ran.last}" if ran.code is None else ran.last
    met: Literal["held", "skipped", "VIOLATED", "failed"] = "VIOLATED" if ran.code else held
    if ran.code is None:
        met = "failed"
    return Line(f"{row.name}: {name}", told or "-", measured, met, round(ran.seconds))


Run = Callable[[Sequence[str], float], Ran]


@dataclass(slots=True)
class Table:
    """Runs what rows need, each program once, and puts together what they printed."""

    run: Run
    quick: bool
    form: Form | None
    folder: str
    _ran: dict[tuple[str, ...], Ran] = field(default_factory=dict)

    def lines(self, row: Row) -> list[Line]:
        found: list[Line] = []
        for bench in row.benches:
            command = (bench.module, *self._told(bench), "--json")
            seconds: int | None = None
            if command not in self._ran:
                self._ran[command] = self.run(command, bench.limit_s)
                seconds = round(self._ran[command].seconds)
            found += of_bench(row, bench, self._ran[command], seconds)
        for name in row.drills if self.form is not None else ():
            found += self._drilled(row, name, self.form or "short")
        return found

    def _told(self, bench: Bench) -> list[str]:
        told = [self.folder if word == FOLDER else word for word in bench.told.split()]
        if self.quick:
            told += ["--quick"]
            if FOLDER in bench.told:
                told += ["--punches", QUICK_PUNCHES]
        return told

    def _drilled(self, row: Row, name: str, form: Form) -> Iterable[Line]:
        drill = next(one for one in DRILLS if one.name == name)
        if not drill.exists:
            return [Line(f"{row.name}: {name}", "-", "the drill is not here", "not measured")]
        told = drill.arguments(form)
        return [of_drill(row, name, " ".join(told), self.run((drill.module, *told), DRILL_S[form]))]


def run(command: Sequence[str], limit_s: float) -> Ran:
    """Run a module as a program of its own, and all that it starts as a group, which ends with it where it
    takes longer than that."""
    print(f"== python -m {' '.join(command)}", file=sys.stderr, flush=True)
    began = time.monotonic()
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        process = subprocess.Popen(
            [sys.executable, "-m", *command], cwd=ROOT, stdout=out, stderr=err, start_new_session=True
        )
        code: int | None
        try:
            code = process.wait(limit_s)
        except subprocess.TimeoutExpired:
            code = None
            _end(process)
        except BaseException:
            _end(process)
            raise
        seconds = time.monotonic() - began
        out.seek(0)
        err.seek(0)
        return Ran(code, out.read().decode(errors="replace"), err.read().decode(errors="replace"), seconds)


def _end(process: subprocess.Popen[bytes]) -> None:
    """As by Ctrl+C, so that it takes with it what it started; else at once."""
    if sys.platform == "win32":
        process.kill()
        process.wait()
        return
    os.killpg(process.pid, signal.SIGINT)
    try:
        process.wait(STOPS_S)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def markdown(lines: Sequence[Line], on: Mapping[str, Any]) -> str:
    """The table as it is put into a document."""
    heads = ("row", "budget", "measured", "met", "seconds")
    text = [machine_line(on), "", _md(heads), _md(["---"] * len(heads))]
    text += [_md([line.cells()[head] for head in heads]) for line in lines]
    return "\n".join(text) + "\n"


def _md(cells: Iterable[Any]) -> str:
    said = ["-" if cell is None else str(cell).replace("|", "\\|") for cell in cells]
    return f"| {' | '.join(said)} |"


def main() -> int:
    options = _options()
    on = machine(Path.cwd())
    lines: list[Line] = []
    with tempfile.TemporaryDirectory() as made:
        folder = str((options.folder or Path(made)).resolve())
        table = Table(run, options.quick, None if options.drills == "none" else options.drills, folder)
        for row in ROWS:
            if options.only is None or row.key in options.only:
                lines += table.lines(row)
                if options.out is not None:
                    options.out.write_text(markdown(lines, on), encoding="utf-8")
    show("Budgets and drills", [line.cells() for line in lines], on=on, as_json=options.json)
    return 1 if any(line.met in ("failed", "VIOLATED") for line in lines) else 0


def _options() -> Namespace:
    parser = arguments(__doc__ or "")
    keys = [row.key for row in ROWS]
    parser.add_argument("--only", action="append", choices=keys, metavar="ROW", help=", ".join(keys))
    parser.add_argument("--drills", choices=["short", "long", "none"], default="short")
    parser.add_argument("--out", type=Path, help="write the table there too, as Markdown")
    parser.add_argument("--folder", type=Path, help="where made databases are kept (default: not kept)")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
