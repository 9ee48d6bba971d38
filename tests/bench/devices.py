"""What the table of terminals costs the UI thread: all looked at anew, sorted, filtered, grouped.

    python -m tests.bench.devices [--json] [--quick]

CPU time of the thread, the least of several rounds. Budget (quality.md): nothing holds the window for 50 ms.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication

from console.core.fleet import Change
from console.models.device_columns import Column, Order
from console.models.device_filter import parse_device_filter
from tests.bench.table import Budget, arguments, machine, show
from tests.console.models.test_devices import many, model_of

BUDGET_MS = 50.0
SIZES = (500, 5_000)
TEXTS = ("gate 7", "", "seen>5m site:site", "", "k40", "")


def least_ms(work: Callable[[], object], rounds: int) -> float:
    took = []
    for _ in range(rounds):
        began = time.thread_time()
        work()
        took.append((time.thread_time() - began) * 1000)
    return min(took)


def measure(size: int, rounds: int) -> dict[str, Any]:
    told = many(size)
    model = model_of(told)
    texts = iter(TEXTS * rounds)
    some = frozenset(list(told.session.fleet.devices)[::17])
    took = {
        "all anew": least_ms(model.catch_up, rounds),
        "sorted by address": least_ms(lambda: model.sort_by(Order(Column.IP)), rounds),
        "filtered": least_ms(lambda: model.set_filter(parse_device_filter(next(texts))), rounds),
        "1 in 17 punched": least_ms(lambda: model.follow(Change(some)), rounds),
        "grouped": least_ms(lambda: model.set_grouped(not model.grouped), rounds),
    }
    model.set_grouped(True)
    took["all anew, grouped"] = least_ms(model.catch_up, rounds)
    return {"terminals": size, **{f"{what} ms": round(ms, 1) for what, ms in took.items()}}


def main() -> None:
    asked = arguments(__doc__ or "").parse_args()
    application = QCoreApplication.instance() or QCoreApplication([])
    on = machine(Path.cwd())
    rows = [measure(size, 3 if asked.quick else 9) for size in SIZES]
    slowest = max(value for row in rows for name, value in row.items() if name != "terminals")
    show(
        "Devices: the model of the table",
        rows,
        on=on,
        budgets=[
            Budget("slowest of all", f"<= {BUDGET_MS:.0f} ms", f"{slowest:.1f} ms", slowest <= BUDGET_MS)
        ],
        as_json=asked.json,
    )
    del application


if __name__ == "__main__":
    main()
