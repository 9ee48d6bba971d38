"""What a frame of the fleet map costs the UI thread: panning, zooming, a storm of status changes.

    python -m tests.bench.map [--json] [--quick] [--size 1500x860]

CPU time of the UI thread only (`time.thread_time`), so that neighbours on the machine and our own worker do
not count. Budget (quality.md): pan and zoom frame at 500 sites within 8 ms, p95.
"""

from __future__ import annotations

import os
import random
import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from console.theme.tokens import DARK
from console.views.map.sites import Counts, MapSite
from console.views.map.widget import MapView
from tests.bench.table import Budget, arguments, machine, show

PAN, ZOOM = "pan frame", "zoom gesture frame"
BUDGET_MS = 8.0
BUDGET_SITES = 500
FRAMES = 120
NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
PLACES = (
    *((33.57, -7.59), (34.02, -6.84), (35.76, -5.83), (34.03, -5.00), (31.63, -7.98), (30.43, -9.60)),
    *((48.86, 2.35), (45.76, 4.84), (43.30, 5.37), (36.75, 3.06), (36.81, 10.18), (14.72, -17.47)),
    *((5.36, -4.01), (6.52, 3.38), (4.05, 9.77), (-4.44, 15.27), (-1.29, 36.82), (-26.20, 28.05)),
    *((30.04, 31.24), (24.71, 46.68), (25.20, 55.27), (19.08, 72.88), (13.76, 100.50), (-6.21, 106.85)),
)


def fleet(count: int, seed: int = 7) -> list[MapSite]:
    """Sites around real cities, a tenth of them in some trouble."""
    dice = random.Random(seed)
    sites = []
    for number in range(count):
        lat, lon = dice.choice(PLACES)
        total = dice.choice((1, 2, 3, 5, 8, 13))
        troubled = dice.random() < 0.1
        counts = Counts(offline=1, online=total - 1) if troubled else Counts(online=total)
        place = (lat + dice.gauss(0, 1.5), lon + dice.gauss(0, 1.8))
        sites.append(MapSite(f"site_{number:05}", f"Site {number}", *place, counts, counts.worst))
    return sites


class Bench:
    def __init__(self, count: int, size: tuple[int, int]) -> None:
        self.sites = fleet(count)
        self.view = MapView(DARK)
        self.view.set_clock(lambda: NOON)
        self.view.set_reduced_motion(True)
        self.view.resize(*size)
        self.screen = QImage(*size, QImage.Format.Format_RGB32)
        self.first_ms = self.cost(self._first)
        self.rest()

    def _first(self) -> None:
        self.view.set_sites(self.sites)
        self.view.show()
        self.view.render(self.screen)

    def rest(self) -> None:
        QApplication.processEvents()
        until = time.monotonic() + 0.3  # the pause in which the map works ahead
        while not self.view.settled or time.monotonic() < until:
            time.sleep(0.002)
            QApplication.processEvents()
        self.view.render(self.screen)

    def cost(self, work: Callable[[], None]) -> float:
        before = time.thread_time()
        work()
        return (time.thread_time() - before) * 1000

    def frame(self, work: Callable[[], None]) -> float:
        """One event, and the frame that shows it."""
        took = self.cost(lambda: (work(), self.view.render(self.screen)))
        QApplication.processEvents()
        return took

    def pan(self) -> list[float]:
        camera, dice = self.view.camera, random.Random(1)
        costs = []
        for number in range(FRAMES):
            if number % 30 == 0:
                dx, dy = dice.uniform(-9, 9), dice.uniform(-5, 5)
            costs.append(self.frame(lambda: camera.carry(camera.view.panned(round(dx), round(dy)))))  # noqa: B023
        self.rest()
        return costs

    def zoom(self) -> list[float]:
        """Eight gestures in and out, each of fifteen frames through one and a half levels."""
        camera = self.view.camera
        costs = []
        for number in range(FRAMES):
            step = 0.1 if number // 15 % 2 == 0 else -0.1
            view = camera.view
            goal = view.zoomed(view.zoom + step, view.width * 0.4, view.height * 0.5)
            costs.append(self.frame(lambda: camera.carry(goal)))  # noqa: B023
            if number % 15 == 14:
                self.rest()
        return costs

    def settle(self) -> list[float]:
        return [self.frame(self.view.settle) for _ in range(20)]

    def storm(self) -> list[float]:
        """Twenty sites change state; the fleet is handed over as a whole and the frame painted."""
        dice = random.Random(3)
        costs = []
        for _ in range(30):
            for row in dice.sample(range(len(self.sites)), 20):
                total = self.sites[row].counts.total
                offline = dice.randint(0, total)
                counts = Counts(offline=offline, online=total - offline)
                self.sites[row] = replace(self.sites[row], counts=counts, worst=counts.worst)
            costs.append(self.frame(lambda: self.view.take_sites(self.sites)))
        return costs


def measured(count: int, size: tuple[int, int]) -> list[dict[str, Any]]:
    bench = Bench(count, size)
    rows: list[dict[str, Any]] = [
        {"what": "first frame", "sites": count, "median ms": bench.first_ms, "p95 ms": bench.first_ms}
    ]
    for what, costs in (
        (PAN, bench.pan()),
        (ZOOM, bench.zoom()),
        ("names placed anew", bench.settle()),
        ("20 status changes + frame", bench.storm()),
    ):
        p95 = statistics.quantiles(costs, n=20)[-1]
        rows.append({"what": what, "sites": count, "median ms": statistics.median(costs), "p95 ms": p95})
    bench.view.close()
    bench.view.deleteLater()
    QApplication.processEvents()
    return rows


def budgets(rows: list[dict[str, Any]]) -> list[Budget]:
    return [
        Budget(
            f"{row['what']}, {BUDGET_SITES} sites",
            f"p95 <= {BUDGET_MS:g} ms of the UI thread",
            f"{row['p95 ms']:.1f} ms",
            row["p95 ms"] <= BUDGET_MS,
        )
        for row in rows
        if row["sites"] == BUDGET_SITES and row["what"] in (PAN, ZOOM)
    ]


def main() -> None:
    parser = arguments(__doc__.partition("\n")[0])
    parser.add_argument("--size", default="1500x860", help="of the map, in pixels")
    options = parser.parse_args()
    on = machine(Path.cwd())
    width, height = map(int, options.size.split("x"))
    application = QApplication.instance() or QApplication([])
    counts = (BUDGET_SITES,) if options.quick else (50, BUDGET_SITES, 5000)
    rows = [row for count in counts for row in measured(count, (width, height))]
    title = f"Map: CPU of the UI thread a frame, {options.size}"
    show(title, rows, on=on, budgets=budgets(rows), as_json=options.json)
    application.quit()


if __name__ == "__main__":
    main()
