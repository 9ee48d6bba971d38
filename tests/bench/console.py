"""How long the console takes to a usable window, and what it costs while it watches.

    python -m tests.bench.console [--json] [--quick]

A real edge, a simulated fleet that calls it, and the whole console in a process of its own, started as its
users start it but for the display. `painted`: the fleet as it was last known is on the screen and the window
answers; `live`: it is connected and up to date. Both count from the start of the process. Then it watches for
a while: resident memory, and what share of a core its UI thread needs. Frames of the map and lines of the
feed have benches of their own, tests.bench.map and tests.bench.feed.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from tests.bench.table import Budget, arguments, machine, show
from tests.kit.edge_process import ROOT, EdgeProcess
from tests.kit.fleet_process import FleetProcess

USABLE_S = 1.5
IDLE_MIB = 300
AS_THE_PROGRAM = """
import gc, runpy
gc.disable()  # as console.__main__ does before it brings in the window
runpy.run_module("tests.bench.console_child", run_name="__main__")
"""
PAGES = ("overview", "map", "devices", "feed")


def main() -> None:
    asked = arguments(__doc__ or "").parse_args()
    rounds, watch_s, sites, devices = (2, 3, 14, 62) if asked.quick else (7, 20, 100, 500)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        on = machine(folder)
        with (
            EdgeProcess(folder / "edge", "--dev") as edge,
            FleetProcess(
                edge.url,
                edge.admin_key,
                folder / "fleet.log",
                *("--sites", str(sites), "--devices", str(devices), "--rate", "5"),
            ),
        ):
            time.sleep(5 if asked.quick else 20)
            rows = [measure(edge, folder, page, rounds, watch_s) for page in PAGES]
    show(
        f"Console: start to a usable window, {devices} terminals at {sites} sites",
        rows,
        on=on,
        budgets=[
            Budget(
                "start to usable window, warm, median of the worst page",
                f"<= {USABLE_S} s",
                f"{max(row['painted s'] for row in rows):.2f} s",
                max(row["painted s"] for row in rows) <= USABLE_S,
            ),
            Budget(
                "memory while watching",
                f"<= {IDLE_MIB} MiB",
                f"{max(row['memory MiB'] for row in rows):.0f} MiB",
                max(row["memory MiB"] for row in rows) <= IDLE_MIB,
            ),
        ],
        notes=[
            "warm: the program's files, compiled, and the cached fleet are there; the first round is not "
            "counted"
        ],
        as_json=asked.json,
    )


def measure(edge: EdgeProcess, folder: Path, page: str, rounds: int, watch_s: float) -> dict[str, Any]:
    found = [start(edge, folder / page, page, 0.0) for _ in range(rounds)][1:]
    watched = start(edge, folder / page, page, watch_s)
    return {
        "page": page,
        "painted s": round(statistics.median(each["painted_s"] for each in found), 3),
        "slowest s": round(max(each["painted_s"] for each in found), 3),
        "live s": round(statistics.median(each["live_s"] for each in found), 3),
        "cpu to painted s": round(statistics.median(each["cpu_s"] for each in found), 3),
        "memory MiB": round(watched["rss_mib"], 1),
        "watching: ui thread %": round(watched["busy_percent"], 1),
    }


def start(edge: EdgeProcess, folder: Path, page: str, watch_s: float) -> dict[str, float]:
    """One console from its beginning to its end."""
    began = time.time()
    done = subprocess.run(
        [
            *(sys.executable, "-c", AS_THE_PROGRAM),
            *(edge.url, str(folder), page, str(watch_s), repr(began)),
        ],
        cwd=ROOT,
        env={
            **os.environ,
            "QT_QPA_PLATFORM": "offscreen",
            "PUNCHDECK_BENCH_KEY": edge.admin_key,
            **compiled(folder),
        },
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    if done.returncode != 0:
        raise SystemExit(f"The console failed: {done.stderr[-2000:]}")
    measured: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return measured


def compiled(folder: Path) -> dict[str, str]:
    """Where the first round leaves its modules compiled, as they are where the program is installed; a
    machine that never writes them would read all of its source at each start."""
    return {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(folder.parent / "compiled")}


if __name__ == "__main__":
    main()
