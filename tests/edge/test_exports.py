"""Cells of exported tables: safe in a spreadsheet, whole for machines."""

from __future__ import annotations

import csv
import io
import tempfile
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from edge import export_xlsx
from edge.export_xlsx import Sheet, TooManyRows
from edge.exports import Column, chosen, columns, csv_head, csv_rows, defused, form_accepted, ndjson_rows

TABLE = columns("id", "name", "raw.pin", "temperature", "late", temperature="number", late="flag")


def read_csv(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode(), newline=""), strict=True))


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠"])
def test_what_a_spreadsheet_takes_for_a_formula_is_defused(sign: str) -> None:
    assert defused(f"{sign}1+1") == f"'{sign}1+1"
    assert defused(f"a{sign}1") == f"a{sign}1"


def test_a_negative_number_stays_a_number_and_a_negative_text_does_not() -> None:
    shown = {"id": "-1", "name": "=cmd|' /C calc'!A0", "temperature": -5, "late": True}
    assert read_csv(csv_rows(TABLE, [shown])) == [["'-1", "'=cmd|' /C calc'!A0", "", "-5", "true"]]
    assert read_csv(csv_rows(TABLE, [shown], raw=True)) == [["-1", "=cmd|' /C calc'!A0", "", "-5", "true"]]


def test_every_cell_is_quoted_and_lines_end_as_the_rfc_says() -> None:
    shown = {"id": 'a"b', "name": "x,\ny", "raw": {"pin": "7"}, "temperature": 36.6, "late": False}
    assert csv_rows(TABLE, [shown]) == b'"a""b","x,\ny","7","36.6","false"\r\n'
    assert csv_head(TABLE) == b'"id","name","raw_pin","temperature","late"\r\n'
    assert csv_head(TABLE, bom=True).startswith(b'\xef\xbb\xbf"id"')


@given(st.text(), st.text())
def test_a_csv_reader_finds_every_text_again(one: str, other: str) -> None:
    table = columns("one", "other")
    shown = {"one": one, "other": other}
    if "\0" in one + other:  # which Python's own reader takes no notice of before 3.11 and refuses after
        return
    (row,) = read_csv(csv_rows(table, [shown], raw=True))
    assert row == [text.encode("utf-8", "replace").decode() for text in (one, other)]
    (safe,) = read_csv(csv_rows(table, [shown]))
    assert all(cell[:1] not in "=+-@\t\r\n＝＋－＠" or not cell for cell in safe)


def test_ndjson_is_an_object_a_line_as_it_is() -> None:
    assert ndjson_rows([{"a": "é=\n"}, {"b": [1]}]) == '{"a":"é=\\n"}\n{"b":[1]}\n'.encode()


def test_columns_are_chosen_by_members_in_their_order() -> None:
    assert [column.path for column in chosen(TABLE, {"raw", "name"})] == ["id", "name", "raw.pin"]
    with pytest.raises(ValueError, match="no column"):
        columns("a", b="number")


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("text/csv", "csv"),
        ("TEXT/CSV; charset=utf-8", "csv"),
        ("application/x-ndjson", "ndjson"),
        ("application/json, text/csv", "json"),
        ("text/csv, application/json", "csv"),
        ("application/json;q=0.5, text/csv", "csv"),
        ("text/csv;q=0", None),
        ("*/*", "json"),
        ("text/*", "csv"),
        ("text/csv, */*", "csv"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "json"),
        ("image/png", None),
        ("text/csv;q=much", None),
    ],
)
def test_the_best_liked_form_is_made(accept: str, form: str | None) -> None:
    assert form_accepted(accept) == form


def cells_of(data: list[dict[str, Any]], table: tuple[Column, ...], raw: bool = False) -> list[list[Any]]:
    with tempfile.TemporaryFile() as file:
        sheet = Sheet(file, "attendance", table, raw)
        sheet.add(data)
        sheet.close()
        file.seek(0)
        book = load_workbook(file)
        rows = [list(row) for row in book.active.iter_rows()]
        assert book.active.freeze_panes == "A2"
        book.close()
    return rows


def test_a_spreadsheet_has_numbers_instants_and_flags_as_such_and_texts_as_texts() -> None:
    table = columns("name", "at", "count", "late", at="instant", count="number", late="flag")
    shown = {"name": "=1+1", "at": "2026-03-27T08:00:00.250Z", "count": -5, "late": True}
    head, row = cells_of([shown], table)
    assert [cell.value for cell in head] == ["name", "at", "count", "late"]
    assert [cell.data_type for cell in row] == ["s", "d", "n", "b"]
    assert row[0].value == "'=1+1"
    assert row[1].value.isoformat() == "2026-03-27T08:00:00.250000"
    assert row[2].value == -5
    assert cells_of([shown], table, raw=True)[1][0].data_type == "s"
    (_, old) = cells_of([{"at": "1899-12-31T23:59:59.000Z"}], table)
    assert old[1].value == "1899-12-31T23:59:59.000Z"
    (_, long) = cells_of([{"name": "x" * 40_000}], table)
    assert len(long[0].value) == 32_767


def test_a_sheet_that_is_full_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export_xlsx, "MOST_ROWS", 2)
    with tempfile.TemporaryFile() as file:
        sheet = Sheet(file, "x", TABLE)
        sheet.add([{}, {}])
        with pytest.raises(TooManyRows):
            sheet.add([{}])
        sheet.close()
