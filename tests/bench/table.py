"""How every benchmark prints: what machine it was, one table, the budgets, or all of it as JSON."""

from __future__ import annotations

import argparse
import json
import os
import platform
import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import psutil

Row = Mapping[str, Any]


class Budget(NamedTuple):
    """One line of the design's budgets, what was measured, and whether it is met."""

    what: str
    budget: str
    measured: str
    met: bool


def arguments(doc: str) -> argparse.ArgumentParser:
    """The options every benchmark has; `quick` is for looking whether it works, not for figures."""
    parser = argparse.ArgumentParser(description=doc)
    parser.add_argument("--json", action="store_true", help="print JSON in place of the table")
    parser.add_argument("--quick", action="store_true", help="short rounds: shows that it works, no more")
    return parser


def machine(folder: Path) -> dict[str, Any]:
    """What figures depend on. `folder`: where the databases of the run are."""
    return {
        "cores": len(psutil.Process().cpu_affinity())
        if hasattr(psutil.Process, "cpu_affinity")
        else os.cpu_count(),
        "memory_gib": round(psutil.virtual_memory().total / 2**30, 1),
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "file_system": _file_system(folder),
        "load_before": round(psutil.getloadavg()[0], 2),
    }


def _file_system(folder: Path) -> str:
    parts = [part for part in psutil.disk_partitions(all=True) if folder.is_relative_to(part.mountpoint)]
    return max(parts, key=lambda part: len(part.mountpoint)).fstype if parts else "unknown"


def show(
    title: str,
    rows: Sequence[Row],
    *,
    on: Mapping[str, Any],
    budgets: Sequence[Budget] = (),
    notes: Sequence[str] = (),
    as_json: bool = False,
) -> None:
    """Print one benchmark's outcome; `on` is `machine()` as taken before it began."""
    if as_json:
        document = {
            "bench": title,
            "machine": dict(on),
            "rows": [dict(row) for row in rows],
            "budgets": [budget._asdict() for budget in budgets],
            "notes": list(notes),
        }
        print(json.dumps(document, indent=2))
        return
    print(f"{title}\n{machine_line(on)}\n")
    print_table(rows)
    if budgets:
        print()
        print_table([{**budget._asdict(), "met": "met" if budget.met else "MISSED"} for budget in budgets])
    for note in notes:
        print(f"\n{note}")


def machine_line(on: Mapping[str, Any]) -> str:
    return (
        f"{on['cores']} cores, {on['memory_gib']} GiB, {on['system']}, Python {on['python']}, "
        f"SQLite {on['sqlite']}, {on['file_system']}, load before {on['load_before']}"
    )


def print_table(rows: Sequence[Row]) -> None:
    """Columns are the members of the first row; numbers to the right, words to the left."""
    if not rows:
        return
    columns = list(rows[0])
    cells = [[_cell(row.get(column)) for column in columns] for row in rows]
    widths = [max(len(column), *(len(line[n]) for line in cells)) for n, column in enumerate(columns)]
    right = [all(isinstance(row.get(column), int | float | None) for row in rows) for column in columns]
    for line in [columns, ["-" * width for width in widths], *cells]:
        padded = [
            text.rjust(width) if to_right else text.ljust(width)
            for text, width, to_right in zip(line, widths, right, strict=True)
        ]
        print("  ".join(padded).rstrip())


def _cell(value: object) -> str:
    if value is None:
        return "-"
    if isinstance(value, float):
        return f"{value:,.2f}" if abs(value) < 100 else f"{value:,.0f}"
    return f"{value:,}" if isinstance(value, int) else str(value)
