"""Tables that leave the console: what a sheet is, and writing it as CSV or as a spreadsheet.

Knows no Qt. Writing blocks, so it is done beside the loop; a `Writing` says how far it is and stops it.
"""

from __future__ import annotations

import csv
import io
import os
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any, Final, Literal

Value = str | int | float | datetime | None
SheetKind = Literal["text", "number", "time", "duration"]

MOST_ROWS: Final = 1_048_575
"""What a sheet of a spreadsheet holds below its line of headings."""
LONGEST_CELL: Final = 32_767
WIDEST: Final = 48
"""Characters at which a column of a spreadsheet stops growing."""
STEP: Final = 200
"""Rows between two looks at whether to stop."""
REST_S: Final = 0.001
"""Given to the rest of the program after so many rows."""
# What a spreadsheet may take for a formula, or for the end of the cell before (CWE-1236).
_FORMULA: Final = frozenset("=+-@\t\r\n\0＝＋－＠")
_FIRST_YEAR: Final = 1900  # what is older, a spreadsheet cannot tell the date of
_LEAST: Final[dict[SheetKind, int]] = {"text": 8, "number": 8, "time": 19, "duration": 10}


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """`title` as people read it. Values are a str of text, an int or float of number, a naive datetime of
    time (the clock on the wall that the sheet's facts name), and seconds of duration; None is an empty cell
    anywhere."""

    title: str
    kind: SheetKind = "text"


@dataclass(frozen=True, slots=True)
class Fact:
    """What one must know to read a sheet: the filter it passed, whose time it shows."""

    title: str
    words: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table on its way out. `rows` is read once, beside the loop: it may be made as it is read, but of
    what does not change any more. `total` says how many there will be, None where nobody knows."""

    title: str
    columns: Sequence[SheetColumn]
    rows: Iterable[Sequence[Value]]
    facts: Sequence[Fact] = ()
    total: int | None = None


class Cancelled(Exception):
    """Somebody asked to stop; there is no file."""


class TooManyRows(Exception):
    """More rows than a spreadsheet can hold."""


class Writing:
    """How far a file is. Read and cancelled from any thread."""

    def __init__(self, total: int | None = None) -> None:
        self.total = total
        self.rows = 0
        self._stop = threading.Event()

    @property
    def share(self) -> float | None:
        """From 0 to 1; None where nobody knows."""
        return min(self.rows / self.total, 1.0) if self.total else None

    def cancel(self) -> None:
        """Stop soon. What was the file before stays as it was."""
        self._stop.set()

    def look(self) -> None:
        """Raises Cancelled where somebody has asked to stop."""
        if self._stop.is_set():
            raise Cancelled

    def watch(self, rows: Iterable[Sequence[Value]]) -> Iterator[Sequence[Value]]:
        """The rows, counted. Raises Cancelled."""
        for row in rows:
            if self.rows % STEP == 0 and self._stop.wait(REST_S):
                raise Cancelled
            yield row
            self.rows += 1
        self.look()


# -- CSV
# ----------------------------------------------------------------------------------------------------------


def write_csv(path: Path, sheet: Sheet, writing: Writing | None = None, *, separator: str = ",") -> None:
    """Write the table alone, as Excel opens it: UTF-8 with its mark, lines ended by CRLF. Where a comma
    parts the digits of a number, Excel wants `;` between cells.

    Raises OSError and Cancelled; there is no file then, or the one that was.
    """
    counted = writing or Writing()
    with fresh_file(path) as file:
        text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
        table = csv.writer(text, delimiter=separator, lineterminator="\r\n")
        table.writerow([defused(column.title) for column in sheet.columns])
        comma = separator == ";"
        for row in counted.watch(sheet.rows):
            cells = zip(row, sheet.columns, strict=True)
            table.writerow([_cell(value, column.kind, comma) for value, column in cells])
        text.detach()  # written out, and the file below is still open


def defused(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in _FORMULA and text else text


def csv_separator(decimal_point: str) -> str:
    """What Excel expects between cells where numbers are written with this point."""
    return ";" if decimal_point == "," else ","


def _cell(value: Value, kind: SheetKind, comma: bool) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M:%S}"
    if isinstance(value, str):
        return defused(value)
    if kind == "duration":
        return clock_of(value)
    written = str(value)
    return written.replace(".", ",") if comma else written


def clock_of(seconds: float) -> str:
    """A length of time that can be reckoned with: 27:05:09."""
    whole = round(abs(seconds))
    sign = "-" if seconds < 0 and whole else ""
    return f"{sign}{whole // 3600}:{whole // 60 % 60:02}:{whole % 60:02}"


# -- spreadsheets
# ----------------------------------------------------------------------------------------------------------


def write_xlsx(
    path: Path,
    sheets: Sequence[Sheet],
    writing: Writing | None = None,
    *,
    about: str = "About",
    mirrored: bool = False,
) -> None:
    """Write a workbook of these tables and, under the title `about`, what must be known to read them.

    Times are dates and durations numbers, so that one can reckon with them; text is never a formula.
    `mirrored` reads from right to left. Raises OSError, TooManyRows and Cancelled; there is no file then, or
    the one that was.
    """
    import xlsxwriter  # some 100 ms, which the start does without

    counted = writing or Writing()
    with fresh_file(path) as file:
        options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        book: Any = xlsxwriter.Workbook(file, options)
        try:
            formats = _formats(book)
            taken: set[str] = set()
            for sheet in sheets:
                page = book.add_worksheet(_tab(sheet.title, taken))
                _write_table(page, sheet, counted, formats, mirrored)
            facts = [(sheet.title, fact) for sheet in sheets for fact in sheet.facts]
            if facts:
                _write_facts(book.add_worksheet(_tab(about, taken)), facts, formats, mirrored)
        finally:
            book.close()  # or its scratch files stay behind


def _formats(book: Any) -> dict[str, Any]:
    return {
        "heading": book.add_format({"bold": True, "bottom": 1, "valign": "vcenter"}),
        "strong": book.add_format({"bold": True}),
        "time": book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"}),
        "duration": book.add_format({"num_format": "[h]:mm:ss"}),
    }


def _write_table(page: Any, sheet: Sheet, writing: Writing, formats: dict[str, Any], mirrored: bool) -> None:
    if mirrored:
        page.right_to_left()
    page.freeze_panes(1, 0)
    # In a file that is written line by line the widths come first: of the first rows, which are kept for it.
    rows = writing.watch(sheet.rows)
    first = [row for row, _ in zip(rows, range(STEP - 1), strict=False)]
    for place, column in enumerate(sheet.columns):
        longest = max((len(str(row[place])) for row in first if row[place] is not None), default=0)
        wide = max(_LEAST[column.kind], len(column.title) + 3, longest if column.kind == "text" else 0)
        page.set_column(place, place, min(wide + 1, WIDEST))
        page.write_string(0, place, column.title, formats["heading"])
    at = 0
    for part in (first, rows):
        for row in part:
            at += 1
            if at > MOST_ROWS:
                raise TooManyRows
            for place, (value, column) in enumerate(zip(row, sheet.columns, strict=True)):
                _write(page, at, place, value, column.kind, formats)
    page.autofilter(0, 0, max(at, 1), len(sheet.columns) - 1)


def _write(page: Any, row: int, place: int, value: Value, kind: SheetKind, formats: dict[str, Any]) -> None:
    if value is None or value == "":
        return
    if isinstance(value, datetime) and value.year >= _FIRST_YEAR:
        page.write_datetime(row, place, value.replace(tzinfo=None), formats["time"])
    elif isinstance(value, int | float) and kind == "duration":
        if value < 0:  # a spreadsheet knows no time below zero
            page.write_string(row, place, clock_of(value))
        else:
            page.write_number(row, place, value / 86_400, formats["duration"])
    elif isinstance(value, int | float):
        page.write_number(row, place, value)
    else:
        page.write_string(row, place, str(value)[:LONGEST_CELL])


def _write_facts(
    page: Any, facts: Sequence[tuple[str, Fact]], formats: dict[str, Any], mirrored: bool
) -> None:
    if mirrored:
        page.right_to_left()
    page.set_column(0, 1, 28)
    page.set_column(2, 2, 72)
    for row, (title, fact) in enumerate(facts):
        page.write_string(row, 0, title, formats["strong"])
        page.write_string(row, 1, fact.title)
        page.write_string(row, 2, fact.words[:LONGEST_CELL])


def _tab(title: str, taken: set[str]) -> str:
    """A name that a spreadsheet accepts: 31 characters, none of them odd, and none twice."""
    plain = "".join(" " if letter in "[]:*?/\\" else letter for letter in title).strip("' ") or "1"
    name, number = plain[:31], 2
    while name.casefold() in taken:
        name = f"{plain[:27]} {number}"
        number += 1
    taken.add(name.casefold())
    return name


# -- files
# ----------------------------------------------------------------------------------------------------------


@contextmanager
def fresh_file(path: Path) -> Iterator[IO[bytes]]:
    """A file that takes the place of `path` once it is whole, and is gone where it never became so. Raises
    OSError."""
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with fresh.open("w+b") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.replace(fresh, path)
    finally:
        fresh.unlink(missing_ok=True)
