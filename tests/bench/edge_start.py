"""How long an edge takes from its start to ready on a database that is there, and what it holds when idle.

`python -m tests.bench.edge_start --folder DIR`: on one of 500 terminals without punches, and on one that has
grown (tests.bench.generated), which is kept in the folder. CPU time is shown beside: where others work on the
machine, it is what can be compared. `--beside CHECKOUT` starts that of another checkout in turn.
"""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, Final

import psutil

from tests.bench.generated import make
from tests.bench.stand import Stand
from tests.bench.table import Budget, arguments, machine, show
from tests.kit.edge_process import ROOT, EdgeProcess

START_S: Final = 1.5
IDLE_MIB: Final = 120
SETTLED_S: Final = 3.0
EMPTY: Final = 1_000


class Checkout(EdgeProcess):
    """The edge of a checkout."""

    def __init__(self, data: Path, checkout: Path) -> None:
        run = f"import os, runpy, sys; os.chdir({str(checkout)!r}); sys.path[0] = {str(checkout)!r}; "
        run += "runpy.run_module('edge', run_name='__main__', alter_sys=True)"
        super().__init__(data, command=(sys.executable, "-c", run, "serve"))


def started(data: Path, checkout: Path) -> dict[str, float]:
    """One start: seconds to ready, CPU seconds until then, MiB when it has settled."""
    edge = Checkout(data, checkout)
    begun = time.perf_counter()
    edge.start()
    ready = time.perf_counter() - begun
    process = psutil.Process(edge.pid)
    times = process.cpu_times()
    time.sleep(SETTLED_S)
    memory = process.memory_info().rss / 2**20
    edge.terminate()
    return {"ready s": ready, "CPU s": times.user + times.system, "idle MiB": memory}


def main() -> int:
    parser = arguments(__doc__ or "")
    parser.add_argument("--folder", type=Path, required=True, help="where made databases are kept")
    parser.add_argument("--punches", type=int, default=10_000_000)
    parser.add_argument("--beside", type=Path, help="another checkout, to compare with")
    parser.add_argument("--rounds", type=int, help="of each (default 5, quick 2)")
    options = parser.parse_args()
    rounds = options.rounds or (2 if options.quick else 5)
    checkouts = {"now": ROOT} | ({"beside": options.beside} if options.beside else {})
    rows: list[dict[str, Any]] = []
    with Stand() as stand:
        on = machine(stand.folder)
        for what, punches in (("500 terminals", EMPTY), (f"{options.punches:,} punches", options.punches)):
            data = Path(tempfile.mkdtemp(dir=stand.folder))
            shutil.copy2(make(options.folder, punches).folder / "punchdeck.db", data)
            started(data, ROOT)  # the first start of a database makes keys
            found: dict[str, list[dict[str, float]]] = {name: [] for name in checkouts}
            for _ in range(rounds):
                for name, checkout in checkouts.items():
                    found[name].append(started(data, checkout))
            rows += [
                {"database": what, "edge": name}
                | {key: round(statistics.median(one[key] for one in each), 2) for key in each[0]}
                for name, each in found.items()
            ]
    slowest = max(row["ready s"] for row in rows if row["edge"] == "now")
    largest = max(row["idle MiB"] for row in rows if row["edge"] == "now")
    show(
        "start of an edge on a database that is there",
        rows,
        on=on,
        budgets=[
            Budget("start to ready", f"<= {START_S} s", f"{slowest:.2f} s", slowest <= START_S),
            Budget("idle memory", f"<= {IDLE_MIB} MiB", f"{largest:.0f} MiB", largest <= IDLE_MIB),
        ],
        notes=[f"{rounds} starts of each, medians."],
        as_json=options.json,
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
