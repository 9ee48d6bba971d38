"""Lists as spreadsheets (XLSX), row by row into a file, in memory that does not grow with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, BinaryIO, Final

from edge.exports import Column, defused, text_of

MOST_ROWS: Final = 1_048_575
"""What a sheet holds below its line of headings."""
LONGEST_CELL: Final = 32_767
_FIRST_YEAR: Final = 1900  # what is older, a spreadsheet cannot tell the date of
_WIDTHS: Final[Mapping[str, int]] = {"text": 18, "number": 12, "flag": 9, "instant": 23}


class TooManyRows(Exception):
    """More rows than a sheet can hold."""


class Sheet:
    """A workbook of one sheet that is being written. Blocks, so it is used beside the loop.

    Instants are dates in UTC that can be reckoned with; all else that is no number stays text as it was,
    `raw` or defused. `close` finishes the file.
    """

    def __init__(self, file: BinaryIO, name: str, table: Sequence[Column], raw: bool = False) -> None:
        self._table = table
        self._raw = raw
        self._row = 0
        # Most servers never write one.
        import xlsxwriter  # type: ignore[import-untyped]  # it has no types

        self._book = xlsxwriter.Workbook(file, {"constant_memory": True, "strings_to_formulas": False})
        self._sheet = self._book.add_worksheet(name[:31])
        heading = self._book.add_format({"bold": True})
        self._instant = self._book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss.000"})
        self._sheet.freeze_panes(1, 0)
        for place, column in enumerate(table):
            self._sheet.set_column(place, place, _WIDTHS[column.kind])
            self._sheet.write_string(0, place, column.heading, heading)

    def add(self, data: Iterable[Mapping[str, Any]]) -> None:
        """Write rows. Raises TooManyRows."""
        for shown in data:
            if self._row >= MOST_ROWS:
                raise TooManyRows
            self._row += 1
            for place, column in enumerate(self._table):
                self._write(place, column, column.value(shown))

    def close(self) -> None:
        """Finish the file."""
        self._book.close()

    def _write(self, place: int, column: Column, value: Any) -> None:
        if value is None:
            return
        if column.kind == "number" and isinstance(value, int | float):
            self._sheet.write_number(self._row, place, value)
        elif column.kind == "flag" and isinstance(value, bool):
            self._sheet.write_boolean(self._row, place, value)
        elif column.kind == "instant" and (moment := _moment(value)) is not None:
            self._sheet.write_datetime(self._row, place, moment, self._instant)
        else:
            text = text_of(value)
            self._sheet.write_string(self._row, place, (text if self._raw else defused(text))[:LONGEST_CELL])


def _moment(text: str) -> datetime | None:
    """An instant as spreadsheets have it: without a zone, UTC here."""
    moment = datetime.fromisoformat(text).replace(tzinfo=None)
    return moment if moment.year >= _FIRST_YEAR else None
