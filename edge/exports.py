"""Lists as tables: which columns, and what a cell says; safe to be opened in a spreadsheet.

Pure: objects of the API in, text out. A list that is exported declares its columns; their order is a promise.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Final, Literal, NamedTuple

Form = Literal["json", "csv", "ndjson", "xlsx"]
Kind = Literal["text", "number", "flag", "instant"]

MEDIA_TYPES: Final[Mapping[Form, str]] = {
    "json": "application/json",
    "csv": "text/csv",
    "ndjson": "application/x-ndjson",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
BOM: Final = b"\xef\xbb\xbf"
# What a spreadsheet may take for a formula, or for the end of the cell before (CWE-1236).
_FORMULA: Final = frozenset("=+-@\t\r\n\0＝＋－＠")


class Column(NamedTuple):
    """A column of a table. `path`: the member it shows, dots lead into objects within."""

    path: str
    kind: Kind = "text"

    @property
    def heading(self) -> str:
        return self.path.replace(".", "_")

    @property
    def member(self) -> str:
        """The member of the object itself that it comes from."""
        return self.path.partition(".")[0]

    def value(self, shown: Mapping[str, Any]) -> Any:
        """What an object says here; None where it says nothing."""
        if "." not in self.path:
            return shown.get(self.path)
        found: Any = shown
        for name in self.path.split("."):
            found = found.get(name) if isinstance(found, Mapping) else None
        return found


def columns(*texts: str, **kinds: Kind) -> tuple[Column, ...]:
    """Columns in this order; `kinds` of those that are no text, dots written as two underscores."""
    typed = {path.replace("__", "."): kind for path, kind in kinds.items()}
    unknown = typed.keys() - set(texts)
    if unknown:
        raise ValueError(f"there is no column {sorted(unknown)[0]}")
    return tuple(Column(path, typed.get(path, "text")) for path in texts)


def chosen(table: Sequence[Column], fields: Collection[str] | None) -> Sequence[Column]:
    """The columns of some members, in the order of the table; `id` is always among them."""
    if fields is None:
        return table
    return [column for column in table if column.member in fields or column.path == "id"]


def text_of(value: Any) -> str:
    """A value as the text of a cell: lists parted by |, as imports take them."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return "|".join(value)
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return str(value)


def defused(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in _FORMULA and text else text


def cell_text(column: Column, value: Any, raw: bool) -> str:
    """The text of a cell. Numbers of a column of numbers stay what they are: -5 is one."""
    number = column.kind == "number" and isinstance(value, int | float)
    text = text_of(value)
    return text if raw or number else defused(text)


def csv_line(cells: Iterable[str]) -> str:
    """A line as RFC 4180 has it, every cell in quotes."""
    return ",".join('"' + cell.replace('"', '""') + '"' for cell in cells) + "\r\n"


def csv_head(table: Sequence[Column], bom: bool = False) -> bytes:
    """The line of headings."""
    head = csv_line(column.heading for column in table).encode()
    return BOM + head if bom else head


def csv_rows(table: Sequence[Column], data: Iterable[Mapping[str, Any]], raw: bool = False) -> bytes:
    """The lines of some objects."""
    return "".join(
        csv_line(cell_text(column, column.value(shown), raw) for column in table) for shown in data
    ).encode("utf-8", "replace")


def ndjson_rows(data: Iterable[Mapping[str, Any]]) -> bytes:
    """Each object on a line of its own, whole."""
    return "".join(
        json.dumps(shown, ensure_ascii=False, separators=(",", ":")) + "\n" for shown in data
    ).encode("utf-8", "replace")


def form_accepted(accept: str) -> Form | None:
    """The form that an Accept header likes best of those there are; None where it takes none.

    `*/*` means JSON, and so does an equal wish for several.
    """
    best: tuple[float, int] | None = None
    form: Form | None = None
    for place, part in enumerate(accept.split(",")):
        kind, *parameters = (piece.strip().lower() for piece in part.split(";"))
        weight = _weight(parameters)
        for rank, (name, media) in enumerate(MEDIA_TYPES.items()):
            if weight and kind in (media, f"{media.partition('/')[0]}/*", "*/*"):
                wish = (weight, -place if kind == media else -100 - rank)
                if best is None or wish > best:
                    best, form = wish, name
                break
    return form


def _weight(parameters: Iterable[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return min(max(float(value), 0.0), 1.0)
            except ValueError:
                return 0.0
    return 1.0
