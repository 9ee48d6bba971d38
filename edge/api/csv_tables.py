"""Tables as spreadsheets write them, row by row into what the API takes."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
_YES: Final = frozenset({"true", "yes", "1"})
_NO: Final = frozenset({"false", "no", "0"})
LONGEST_CELL: Final = 10_000


class TableError(ValueError):
    """The table as a whole cannot be read."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Which columns a table may have, of which `key` is a must. `texts` cannot begin like formulas, `lists`
    are parted by |, `flags` say yes or no; the others are taken as they are."""

    columns: tuple[str, ...]
    key: str
    texts: tuple[str, ...]
    lists: tuple[str, ...]
    flags: tuple[str, ...]


class Row(NamedTuple):
    """A row: the line it begins on, its members, or why it cannot be read, and in which column."""

    line: int
    members: dict[str, Any]
    problem: tuple[str, str] | None = None


def rows_of(text: str, layout: Layout) -> Iterator[Row]:
    """The rows of a table with headings, parted by comma, semicolon or TAB. Blank rows are passed over.

    Raises TableError for headings that are missing, unknown or there twice, and for quotes that never end.
    """
    text = text.removeprefix("\ufeff")
    first = text.partition("\n")[0]
    parted_by = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=parted_by, strict=True)
    try:
        headings = _headings(next(reader, []), layout)
        before = reader.line_num
        for cells in reader:
            line, before = before + 1, reader.line_num
            if any(cell.strip() for cell in cells):
                yield _row(line, headings, cells, layout)
    except csv.Error as error:
        raise TableError(
            f"The table cannot be read at line {reader.line_num}: {error}. Look for a quotation mark that is "
            "not closed."
        ) from None


def _headings(cells: list[str], layout: Layout) -> list[str]:
    headings = [cell.strip().lower().replace(" ", "_") for cell in cells]
    unknown = [heading for heading in headings if heading not in layout.columns]
    twice = [heading for heading in headings if headings.count(heading) > 1]
    if layout.key not in headings:
        raise TableError(f"The first line must hold headings, {layout.key} among them.")
    if unknown or twice:
        wrong = f"'{unknown[0][:60]}' is no column" if unknown else f"The column '{twice[0]}' is there twice"
        raise TableError(f"{wrong}. Columns are {', '.join(layout.columns)}.")
    return headings


def _row(line: int, headings: list[str], cells: list[str], layout: Layout) -> Row:
    if len(cells) > len(headings) and any(cell.strip() for cell in cells[len(headings) :]):
        return Row(line, {}, ("", f"The row has {len(cells)} cells for {len(headings)} headings."))
    members: dict[str, Any] = {}
    for heading, cell in zip(headings, cells, strict=False):
        text = cell.strip()
        if not text:
            continue
        if heading in layout.texts and text.startswith(_FORMULA):
            problem = f"'{text[:40]}' begins like a formula of a spreadsheet. Write it as plain text."
            return Row(line, members, (heading, problem))
        if heading in layout.lists:
            members[heading] = [part.strip() for part in text.split("|") if part.strip()]
        elif heading in layout.flags:
            word = text.lower()
            if word not in _YES | _NO:
                return Row(line, members, (heading, f"'{text[:40]}' is neither yes nor no."))
            members[heading] = word in _YES
        else:
            members[heading] = text
    return Row(line, members)
