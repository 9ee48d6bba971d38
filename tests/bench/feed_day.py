"""A day of the live feed, compressed: does memory stay flat once the feed holds all that it keeps?

    python -m tests.bench.feed_day [--json] [--quick]

24 h of a fleet's punches (8 a second, 691,200 in all) go through the real page with a window around it, as
fast as they can, in the ticks that core hands over; the table is painted, some of the time filtered, paused
and scrolled. Memory is what the process holds, after its garbage was collected. The feed holds 100,000 lines
from the start: what comes replaces what goes.
"""

from __future__ import annotations

import asyncio
import gc
import os
import time
from pathlib import Path
from typing import Any, Final

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import psutil
import qasync
from PySide6.QtWidgets import QAbstractSlider, QApplication

from tests.bench.feed import FILTERS, Bench
from tests.bench.table import Budget, arguments, machine, show

PER_S: Final = 8
HOURS: Final = 24
TICK_S: Final = 60
"""Seconds of the day that one tick stands for."""
GROWTH_MIB: Final = 20.0
WHOLE_MIB: Final = 300.0


def run(application: QApplication, hours: int) -> list[dict[str, Any]]:
    bench, process, rows = Bench(application, (1180, 900), 1), psutil.Process(), []
    for hour in range(hours):
        before = time.thread_time()
        for tick in range(3600 // TICK_S):
            lines = bench.punches.take(PER_S * TICK_S)
            bench.frame(lambda lines=lines: bench.session.feed.append(lines))
            if tick == 20:
                bench.page.filter.set_text(FILTERS[hour % len(FILTERS)])
            elif tick == 30:
                bench.page.filter.clear()
            elif tick == 40:
                bar = bench.page.table.verticalScrollBar()
                bar.triggerAction(QAbstractSlider.SliderAction.SliderPageStepSub)
            elif tick == 50:
                bench.page.resume()
        used_s = time.thread_time() - before
        gc.collect()
        rows.append(
            {
                "hour": hour + 1,
                "punches": (hour + 1) * 3600 * PER_S,
                "lines kept": len(bench.session.feed),
                "memory MiB": process.memory_info().rss / 2**20,
                "UI thread s": used_s,
            }
        )
    bench.page.close_page()
    bench.page.close()
    return rows


def budgets(rows: list[dict[str, Any]]) -> list[Budget]:
    """The feed is full from the start: what is compared is the end with the end of the first hours."""
    settled = rows[min(3, len(rows) - 1)]["memory MiB"]
    last = rows[-1]["memory MiB"]
    grown = last - settled
    return [
        Budget("memory at the end", f"<= {WHOLE_MIB:g} MiB", f"{last:.1f} MiB", last <= WHOLE_MIB),
        Budget("grown since hour 4", f"<= {GROWTH_MIB:g} MiB", f"{grown:+.1f} MiB", grown <= GROWTH_MIB),
    ]


def main() -> None:
    options = arguments(__doc__.partition("\n")[0]).parse_args()
    on = machine(Path.cwd())
    application = QApplication.instance() or QApplication([])
    asyncio.set_event_loop(qasync.QEventLoop(application))
    assert isinstance(application, QApplication)
    rows = run(application, 5 if options.quick else HOURS)
    show("a day of the live feed", rows, on=on, budgets=budgets(rows), as_json=options.json)


if __name__ == "__main__":
    main()
