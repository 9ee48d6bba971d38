"""How large the programs without Python are, and how long they take to start.

    python -m tests.bench.bundle dist/punchdeck [--json] [--quick]

The folder is one that `python resources/installers/bundle/build.py` made. `first window`: from the start of
the process until its window is on the screen, an Xvfb; `ready`: from the start of the edge until /readyz
answers 200, on an empty folder, with migrating, and on one that it knows. Sizes are of the files, without
what a file system rounds up to.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import psutil

from resources.installers.bundle.archive import pack
from resources.installers.bundle.build import sizes
from tests.bench.table import Budget, arguments, machine, show
from tests.kit.edge_process import EdgeProcess
from tests.kit.screen import screen_in

MB = 1_000_000
MOST_S, LOOK_S = 60.0, 0.02
UNPACKED_MB, PACKED_MB, START_S, VERSION_S = 193, 64, 0.89, 0.35
"""What packaging.md measured of a window that says hello and an edge that knows only aiohttp."""


def main() -> None:
    parser = arguments(__doc__ or "")
    parser.add_argument("bundle", type=Path)
    asked = parser.parse_args()
    rounds = 2 if asked.quick else 7
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        on = machine(folder)
        bundle: Path = asked.bundle.resolve(strict=True)
        total, parts = sizes(bundle)
        packed = pack(bundle, folder, preset=0 if asked.quick else 6).stat().st_size
        rows = [
            {"what": "unpacked, MB", "median": round(total / MB, 1), "slowest": None, "memory MiB": None},
            {"what": "tar.xz, MB", "median": round(packed / MB, 1), "slowest": None, "memory MiB": None},
            measured("punchdeck --version, s", rounds, lambda: version(bundle / "punchdeck", folder)),
            measured(
                "punchdeck-edge --version, s", rounds, lambda: version(bundle / "punchdeck-edge", folder)
            ),
            measured("console to its first window, Xvfb, s", rounds, lambda: first_window(bundle, folder)),
            measured("edge to ready, empty folder, s", rounds, lambda: ready(bundle, folder, fresh=True)),
            measured("edge to ready, s", rounds, lambda: ready(bundle, folder, fresh=False)),
        ]
    by_name = {row["what"]: row["median"] for row in rows}
    show(
        "Programs without Python: size and cold start",
        rows,
        on=on,
        budgets=[
            _budget("unpacked", UNPACKED_MB, "MB", by_name["unpacked, MB"]),
            _budget("tar.xz", PACKED_MB, "MB", by_name["tar.xz, MB"]),
            _budget(
                "console to its first window", START_S, "s", by_name["console to its first window, Xvfb, s"]
            ),
            _budget("edge --version", VERSION_S, "s", by_name["punchdeck-edge --version, s"]),
        ],
        notes=[f"largest: {', '.join(f'{name} {size / MB:.0f}' for name, size in parts.most_common(9))} MB"],
        as_json=asked.json,
    )


def _budget(what: str, most: float, unit: str, found: float) -> Budget:
    return Budget(what, f"<= {most} {unit}", f"{found} {unit}", found <= most)


def measured(what: str, rounds: int, once: Callable[[], tuple[float, float | None]]) -> Mapping[str, Any]:
    """The first round brings the files into memory and is not counted."""
    found = [once() for _ in range(rounds + 1)][1:]
    took, memory = [each for each, _ in found], [each for _, each in found if each is not None]
    return {
        "what": what,
        "median": round(statistics.median(took), 2),
        "slowest": round(max(took), 2),
        "memory MiB": round(statistics.median(memory), 1) if memory else None,
    }


def version(program: Path, folder: Path) -> tuple[float, float | None]:
    began = time.perf_counter()
    subprocess.run([program, "--version"], cwd=folder, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - began, None


def first_window(bundle: Path, folder: Path) -> tuple[float, float | None]:
    """Somebody's first start: the window is there and asks where to connect to."""
    with (
        tempfile.TemporaryDirectory(dir=folder) as home,
        screen_in(Path(home)) as shown,
        # a server starts anew when its last client has gone, as each that looks for a window would be
        subprocess.Popen(["xdotool", "sleep", str(2 * MOST_S)], env=shown.environment) as stays,
    ):
        environment = {**shown.environment, "HOME": home, "XDG_RUNTIME_DIR": home}
        began = time.perf_counter()
        with subprocess.Popen([bundle / "punchdeck"], env=environment, stderr=subprocess.DEVNULL) as process:
            try:
                while shown.window("Punchdeck") is None:
                    if process.poll() is not None or time.perf_counter() - began > MOST_S:
                        raise SystemExit(f"The console showed no window; it ended with {process.poll()}.")
                    time.sleep(LOOK_S)
                return time.perf_counter() - began, _memory(process.pid)
            finally:
                process.terminate()
                stays.terminate()


def ready(bundle: Path, folder: Path, *, fresh: bool) -> tuple[float, float | None]:
    data = folder / "known"
    with tempfile.TemporaryDirectory(dir=folder) as name:
        edge = EdgeProcess(
            Path(name) / "data" if fresh else data, command=(str(bundle / "punchdeck-edge"), "serve")
        )
        began = time.perf_counter()
        with edge:
            return time.perf_counter() - began, _memory(edge.pid)


def _memory(pid: int) -> float:
    return float(psutil.Process(pid).memory_info().rss / 2**20)


if __name__ == "__main__":
    sys.exit(main())
