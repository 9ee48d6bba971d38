"""Tables leave the console so that a spreadsheet opens them, reckons with them, and runs nothing of them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.core.sheets import (
    Cancelled,
    Fact,
    Sheet,
    SheetColumn,
    Value,
    Writing,
    clock_of,
    csv_separator,
    defused,
    write_csv,
    write_xlsx,
)

COLUMNS = (
    SheetColumn("Name"),
    SheetColumn("Punches", "number"),
    SheetColumn("Seen", "time"),
    SheetColumn("Away", "duration"),
)
NOON = datetime(2026, 3, 27, 12, 30, 5)
ROWS: tuple[tuple[Value, ...], ...] = (
    ("Gâte – بوابة", 7, NOON, 3661),
    ("=HYPERLINK(1)", 1.5, None, -5),
    ("", None, None, None),
)


def sheet(rows: Any = ROWS, title: str = "Terminals", **members: Any) -> Sheet:
    return Sheet(title, COLUMNS, rows, (Fact("Filter", "site:casa"),), **members)


def read_csv(path: Path, separator: str) -> list[list[str]]:
    text = path.read_bytes().decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))


def test_csv_is_what_excel_opens(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    write_csv(path, sheet())
    content = path.read_bytes()
    assert content.startswith(b"\xef\xbb\xbfName,Punches,Seen,Away\r\n")
    assert content.count(b"\n") == content.count(b"\r\n") == 4
    assert read_csv(path, ",")[1] == ["Gâte – بوابة", "7", "2026-03-27 12:30:05", "1:01:01"]


def test_where_a_comma_parts_digits_a_semicolon_parts_cells(tmp_path: Path) -> None:
    assert (csv_separator(","), csv_separator("."), csv_separator("٫")) == (";", ",", ",")
    path = tmp_path / "out.csv"
    write_csv(path, sheet(), separator=";")
    assert read_csv(path, ";")[2] == ["'=HYPERLINK(1)", "1,5", "", "-0:00:05"]


@settings(max_examples=60, deadline=None)
@given(texts=st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")), max_size=8))
def test_no_cell_begins_as_a_formula_and_all_are_read_back(
    texts: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("csv") / "out.csv"
    write_csv(path, Sheet("x", [SheetColumn("A"), SheetColumn("B")], [(text, "end") for text in texts]))
    rows = read_csv(path, ",")[1:]
    assert [row[0] for row in rows] == [defused(text) for text in texts]
    assert all(row[0][:1] not in set("=+-@\t\r\n＝＋－＠") or not row[0] for row in rows)
    assert [defused(text).removeprefix("'") for text in texts] == [text.removeprefix("'") for text in texts]


def test_a_spreadsheet_has_dates_and_numbers_and_no_formulas(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    write_xlsx(path, [sheet(), sheet(title="Terminals")], about="About", mirrored=True)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Terminals", "Terminals 2", "About"], "no name twice"
    page = book.worksheets[0]
    assert [cell.value for cell in page[1]] == ["Name", "Punches", "Seen", "Away"]
    assert page["C2"].value == NOON
    assert page["C2"].is_date
    assert page["D2"].value.total_seconds() == 3661
    assert (page["A3"].value, page["A3"].data_type) == ("=HYPERLINK(1)", "s"), "text, not a formula"
    assert page["D3"].value == "-0:00:05"
    assert [cell.value for cell in page[4]] == [None] * 4
    assert page.freeze_panes == "A2"
    assert page.auto_filter.ref == "A1:D4"
    assert page.sheet_view.rightToLeft
    assert [cell.value for cell in book["About"][1]] == ["Terminals", "Filter", "site:casa"]


def test_an_odd_title_is_a_name_that_spreadsheets_take(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    write_xlsx(path, [sheet(title="Uptime: [a/b]? " + "x" * 60)])
    name = openpyxl.load_workbook(path).sheetnames[0]
    assert len(name) <= 31
    assert not set(name) & set("[]:*?/\\")


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_what_is_cancelled_leaves_the_file_that_was(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"out.{ending}"
    path.write_text("before")
    writing = Writing(total=10_000)

    def rows() -> Iterator[tuple[Value, ...]]:
        for number in range(10_000):
            if number == 1_000:
                writing.cancel()
            yield ROWS[0]

    made = sheet(rows())
    with pytest.raises(Cancelled):
        write_csv(path, made, writing) if ending == "csv" else write_xlsx(path, [made], writing)
    assert path.read_text() == "before"
    assert [each.name for each in tmp_path.iterdir()] == [path.name], "nothing half is left"
    assert 1_000 <= writing.rows < 1_400


def test_it_says_how_far_it_is(tmp_path: Path) -> None:
    writing = Writing(total=3)
    assert writing.share == 0.0
    write_csv(tmp_path / "out.csv", sheet(total=3), writing)
    assert (writing.rows, writing.share, Writing().share) == (3, 1.0, None)


def test_lengths_of_time_are_written_as_spreadsheets_read_them() -> None:
    assert [clock_of(value) for value in (0, -0.2, 59.6, 97_509, -61)] == [
        "0:00:00", "0:00:00", "0:01:00", "27:05:09", "-0:01:01",
    ]  # fmt: skip
