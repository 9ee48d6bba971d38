"""What the live feed costs the UI thread: following at 1,000 and 5,000 rows a second, standing still,
scrolling, filtering.

    python -m tests.bench.feed [--json] [--quick] [--size 1180x1120]

CPU time of the UI thread only (`time.thread_time`), repaint included, with 100,000 lines kept. A tick is what
core hands over twelve times a second. Where others work on the machine's cores the same work costs more CPU
time: ticks are given as on the quiet machine, by the yardstick of tests.kit.watchdog. Budgets: quality.md for
the share of the thread, console.md section 8 for the tick and the filter.
"""

from __future__ import annotations

import asyncio
import os
import random
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import qasync
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QAbstractSlider, QApplication

from console.core.feed import KEPT
from console.core.profiles import Profile
from console.core.records import FeedLine, Gap, Punch
from console.core.session import Session
from console.models.selection import Selection
from console.theme.theme import Look, Theme
from console.views.pages.feed import FeedPage
from console.views.pages.page import Surroundings
from console.views.words import Words
from tests.bench.table import Budget, arguments, machine, show
from tests.kit.watchdog import slowdown

TICKS_A_SECOND: Final = 12
SHARE, TICK_MS, FILTER_MS, WORSE = 0.25, 12.0, 30.0, 1.5
ROUNDS: Final = 240
MEASURED_ANEW: Final = 10
"""So many ticks later, how busy the machine is."""
FOLLOW, FASTER = "tick, 1,000 rows/s", "tick, 5,000 rows/s"
FROZEN, FILTERED, SCROLL = "tick, standing still", "tick, filtered", "scroll frame"
FILTER, AGAIN = "filter over all", "filter taken away"
FILTERS: Final = ("site:casa", 'type=check_in lag>30s "12"', "-device:gate late:yes", "employee:77")
SITES: Final = ("Headquarters", "Warehouse", "Branch Office - Casablanca", "Farm - Meknès", "Plant - Tangier")
DOORS: Final = ("Main Entrance", "Parking", "Gate A", "Gate B", "Reception", "Canteen")
TYPES: Final = ("check_in", "check_out", "break_out", "break_in", "overtime_in", "overtime_out")
MODES: Final = ("fingerprint", "face", "card", "password", "card_or_password", "palm")


class Punches:
    """Punches of 300 terminals and 5,000 people, one in fifty late, a gap now and then."""

    def __init__(self, seed: int = 11) -> None:
        self._dice = random.Random(seed)
        self._number = 0
        self._terminals = [
            (f"dev_{n:03}", f"SN{n:08}", self._dice.choice(DOORS), n % len(SITES)) for n in range(300)
        ]

    def take(self, count: int) -> list[FeedLine]:
        return [self._line() for _ in range(count)]

    def _line(self) -> FeedLine:
        self._number += 1
        dice, now_us = self._dice, time.time_ns() // 1000
        if self._number % 20_000 == 0:
            return Gap(now_us - 60_000_000, now_us)
        late = dice.random() < 0.02
        punched_us = now_us - (dice.randint(600, 90_000) if late else dice.randint(0, 4)) * 1_000_000
        device_id, serial, device, site = dice.choice(self._terminals)
        return Punch(
            f"att_{self._number}", now_us, punched_us, 60, str(dice.randint(1, 5_000)),
            dice.choice(TYPES), dice.choice(MODES), device_id, serial, device, SITES[site],
            f"site_{site}", "ok", late,
        )  # fmt: skip


class Bench:
    def __init__(self, application: QApplication, size: tuple[int, int], rounds: int) -> None:
        self.rounds = rounds
        self.slowdowns: list[float] = []
        self.punches = Punches()
        self.session = Session(Profile.new("bench", "http://127.0.0.1:1"), "key")
        words = Words(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
        theme = Theme(application, Look.DARK)
        self.page = FeedPage(Surroundings(theme, self.session, Selection(), words, lambda _page: None))
        self.page.resize(*size)
        self.page.show()
        self.session.feed.append(self.punches.take(KEPT))
        self.frame(lambda: None)

    def frame(self, work: Callable[[], object]) -> float:
        """One piece of work and the frame that shows it, in milliseconds."""
        before = time.thread_time()
        work()
        QApplication.processEvents()
        return (time.thread_time() - before) * 1000

    def ticks(self, rows_a_second: int) -> list[float]:
        costs, busy = [], 1.0
        for number in range(self.rounds):
            if number % MEASURED_ANEW == 0:
                busy = slowdown()
                self.slowdowns.append(busy)
            lines = self.punches.take(rows_a_second // TICKS_A_SECOND)
            costs.append(self.frame(lambda lines=lines: self.session.feed.append(lines)) / busy)
        return costs

    def frozen(self) -> list[float]:
        bar = self.page.table.verticalScrollBar()
        bar.triggerAction(QAbstractSlider.SliderAction.SliderPageStepSub)
        costs = self.ticks(1_000)
        self.page.resume()
        return costs

    def filtered(self) -> list[float]:
        self.page.filter.set_text(FILTERS[0])
        costs = self.ticks(1_000)
        self.page.filter.clear()
        return costs

    def scroll(self) -> list[float]:
        """Wheel steps of three rows, all the way up and down."""
        bar = self.page.table.verticalScrollBar()
        step = 3 * self.page.table.rowHeight(0)
        moves = [-step] * (self.rounds // 2) + [step] * (self.rounds // 2)
        costs = [self.frame(lambda move=move: bar.setValue(bar.value() + move)) for move in moves]
        self.page.resume()
        return costs

    def filter(self) -> tuple[list[float], list[float]]:
        """The model's part, without the frame: judged anew each time, and taken away again."""
        there, back = [], []
        for number in range(max(4, self.rounds // 10)):
            text = f"{FILTERS[number % len(FILTERS)]} -employee:x{number}"
            for costs, wanted in ((there, text), (back, "")):
                before = time.thread_time()
                self.page.filter.set_text(wanted)
                costs.append((time.thread_time() - before) * 1000)
        return there, back


def measured(
    application: QApplication, size: tuple[int, int], rounds: int
) -> tuple[list[dict[str, Any]], float]:
    """The rows of the table, and how much slower than the quiet machine this one was meanwhile."""
    bench = Bench(application, size, rounds)
    there, back = bench.filter()
    outcomes = (
        (FOLLOW, bench.ticks(1_000)),
        (FASTER, bench.ticks(5_000)),
        (FROZEN, bench.frozen()),
        (FILTERED, bench.filtered()),
        (SCROLL, bench.scroll()),
        (FILTER, there),
        (AGAIN, back),
    )
    rows = [
        {
            "what": what,
            "lines kept": len(bench.session.feed),
            "median ms": statistics.median(costs),
            "p95 ms": statistics.quantiles(costs, n=20)[-1],
            "thread %": statistics.mean(costs) * TICKS_A_SECOND / 10 if what.startswith("tick") else None,
        }
        for what, costs in outcomes
    ]
    bench.page.close_page()
    bench.page.close()
    bench.page.deleteLater()
    QApplication.processEvents()
    return rows, statistics.median(bench.slowdowns)


def budgets(rows: list[dict[str, Any]]) -> list[Budget]:
    by = {row["what"]: row for row in rows}
    share, p95 = by[FOLLOW]["thread %"], by[FOLLOW]["p95 ms"]
    faster, filter_ms = by[FASTER]["median ms"] / by[FOLLOW]["median ms"], by[FILTER]["p95 ms"]
    return [
        Budget("1,000 rows/s", f"<= {SHARE:.0%} of the UI thread", f"{share:.1f} %", share <= SHARE * 100),
        Budget(FOLLOW, f"p95 <= {TICK_MS:g} ms, repaint included", f"{p95:.1f} ms", p95 <= TICK_MS),
        Budget(FASTER, f"<= {WORSE:g} x the tick at 1,000", f"{faster:.2f} x", faster <= WORSE),
        Budget(FILTER, f"p95 <= {FILTER_MS:g} ms", f"{filter_ms:.1f} ms", filter_ms <= FILTER_MS),
    ]


def main() -> None:
    parser = arguments(__doc__.partition("\n")[0])
    parser.add_argument("--size", default="1180x1120", help="of the page, in pixels")
    options = parser.parse_args()
    on = machine(Path.cwd())
    width, height = map(int, options.size.split("x"))
    application = QApplication.instance() or QApplication([])
    asyncio.set_event_loop(qasync.QEventLoop(application))
    rows, busy = measured(application, (width, height), 40 if options.quick else ROUNDS)
    title = f"Live feed: CPU of the UI thread, page of {options.size}, {KEPT:,} lines kept"
    notes = [f"the machine took {busy:.2f} x the CPU time of a quiet one meanwhile"]
    show(title, rows, on=on, budgets=budgets(rows), notes=notes, as_json=options.json)
    application.quit()


if __name__ == "__main__":
    main()
