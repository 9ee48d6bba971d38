"""What leaves the console on paper: a document of tables, pictures and text, as a PDF.

Laid out as HTML by Qt. Writing blocks for a while, so it is done beside the loop.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from html import escape
from pathlib import Path
from typing import Final

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QCoreApplication,
    QEventLoop,
    QIODevice,
    QLocale,
    QMarginsF,
    QRectF,
    QSizeF,
    Qt,
    QUrl,
)
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFont,
    QFontMetricsF,
    QImage,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QPen,
    QTextDocument,
    QTextOption,
)

from console.core.sheets import Sheet, TooManyRows, Value, Writing, clock_of, fresh_file
from console.theme.fonts import FAMILIES

MOST_ROWS: Final = 3_000
"""More than anybody leafs through; a spreadsheet takes them all."""
WIDE: Final = 6
"""From so many columns on a page lies on its side."""
DPI: Final = 96
SHARP: Final = 1200
MARGIN_MM: Final = 14.0
HEAD: Final = 34.0
FOOT: Final = 26.0
_INK, _DIM, _LINE, _BAND = "#15202A", "#4A5B69", "#D2D9DF", "#EEF1F4"
_STYLE: Final = f"""
body {{ color: {_INK}; font-size: 9pt; }}
h1 {{ font-size: 19pt; font-weight: 600; margin: 0 0 2px 0; }}
h2 {{ font-size: 12pt; font-weight: 600; margin: 20px 0 6px 0; }}
p {{ margin: 0 0 6px 0; }}
.dim {{ color: {_DIM}; }}
th {{ font-size: 8pt; font-weight: 600; color: {_DIM}; background-color: {_BAND}; }}
td {{ font-size: 8.5pt; border-bottom: 1px solid {_LINE}; }}
td, th {{ padding: 4px 9px; vertical-align: middle; }}
.card {{ background-color: {_BAND}; border-bottom: none; padding: 8px 10px; }}
.figure {{ font-size: 16pt; font-weight: 600; }}
"""


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart as it is to be printed, with its title; `width` in hundredths of an inch."""

    title: str
    image: QImage
    width: int = 660


@dataclass(frozen=True, slots=True)
class Prose:
    """Paragraphs, parted by line breaks."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Figures:
    """The few numbers that matter most: each a name and what it is."""

    pairs: Sequence[tuple[str, str]]


Part = Sheet | Picture | Prose | Figures


@dataclass(frozen=True, slots=True)
class Document:
    """What is exported. `source` is whose it is (the fleet), `period` what time it is about; both stand on
    every page."""

    title: str
    source: str
    parts: Sequence[Part]
    period: str = ""
    mirrored: bool = False
    locale: QLocale = field(default_factory=QLocale)

    @property
    def sheets(self) -> list[Sheet]:
        return [part for part in self.parts if isinstance(part, Sheet)]

    def said(self, text: str) -> str:
        """Text for the page, which keeps its own direction whatever stands around it."""
        return f"\u2068{escape(text)}\u2069" if self.mirrored and text else escape(text)

    def ordered(self, cells: Sequence[str]) -> Sequence[str]:
        """Cells of a row as they stand: Qt lays tables from left to right."""
        return cells[::-1] if self.mirrored else cells


def write_pdf(path: Path, document: Document, writing: Writing | None = None) -> int:
    """Write it, and return how many pages there are.

    Raises OSError, TooManyRows for a table that nobody would print, and Cancelled; there is no file then, or
    the one that was.
    """
    store = QByteArray()
    buffer = QBuffer(store)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    ticking = QEventLoop()  # a thread has timers while it has one, and layouts start some
    pages = _paint(buffer, document, writing or Writing())
    del ticking
    buffer.close()
    with fresh_file(path) as file:
        file.write(store.data())
    return pages


def _paint(device: QIODevice, document: Document, writing: Writing) -> int:
    writer = QPdfWriter(device)
    writer.setTitle(document.title)
    writer.setCreator("Punchdeck")
    writer.setResolution(SHARP)
    wide = any(len(sheet.columns) > WIDE for sheet in document.sheets)
    layout = QPageLayout(
        QPageSize(QPageSize.PageSizeId.A4),
        QPageLayout.Orientation.Landscape if wide else QPageLayout.Orientation.Portrait,
        QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM),
        QPageLayout.Unit.Millimeter,
    )
    writer.setPageLayout(layout)
    paper = layout.paintRectPixels(DPI)
    body = QSizeF(paper.width(), paper.height() - HEAD - FOOT)
    text = _text(document, writing, body)
    pages = text.pageCount()
    painter = QPainter(writer)
    painter.scale(SHARP / DPI, SHARP / DPI)
    for page in range(pages):
        writing.look()
        if page:
            writer.newPage()
        _frame(painter, document, QSizeF(paper.width(), paper.height()), page, pages)
        painter.save()
        painter.translate(0, HEAD - page * body.height())
        window = QRectF(0, page * body.height(), body.width(), body.height())
        painter.setClipRect(window)
        context = QAbstractTextDocumentLayout.PaintContext()
        context.clip = window
        text.documentLayout().draw(painter, context)
        painter.restore()
    painter.end()
    return pages


# -- the text
# ----------------------------------------------------------------------------------------------------------


def _text(document: Document, writing: Writing, body: QSizeF) -> QTextDocument:
    text = QTextDocument()
    face = QFont(list(FAMILIES))
    face.setPointSizeF(9)
    text.setDefaultFont(face)
    option = QTextOption()
    option.setTextDirection(
        Qt.LayoutDirection.RightToLeft if document.mirrored else Qt.LayoutDirection.LeftToRight
    )
    text.setDefaultTextOption(option)
    text.setDocumentMargin(0)
    text.setDefaultStyleSheet(_STYLE)
    for number, part in enumerate(document.parts):
        if isinstance(part, Picture):
            text.addResource(QTextDocument.ResourceType.ImageResource, QUrl(f"picture:{number}"), part.image)
    text.setHtml("".join(_html(document, writing)))
    text.setPageSize(body)
    return text


def _html(document: Document, writing: Writing) -> Iterator[str]:
    direction = "rtl" if document.mirrored else "ltr"
    yield f'<html dir="{direction}"><body dir="{direction}"><h1>{document.said(document.title)}</h1>'
    if document.period:
        yield f'<p class="dim">{document.said(document.period)}</p>'
    for number, part in enumerate(document.parts):
        if isinstance(part, Sheet):
            after = document.parts[number - 1] if number else None
            if isinstance(after, Picture):  # a table begins on a page of its own after the charts
                yield '<p style="page-break-before: always; font-size: 1pt">&nbsp;</p>'
            yield from _table(part, document, writing)
        elif isinstance(part, Picture):
            yield f"<h2>{document.said(part.title)}</h2>"
            yield f'<p><img src="picture:{number}" width="{part.width}"/></p>'
        elif isinstance(part, Figures):
            yield from _figures(part, document)
        else:
            yield f"<h2>{document.said(part.title)}</h2>"
            yield from (f"<p>{escape(line) or '&nbsp;'}</p>" for line in part.text.splitlines())
    yield "</body></html>"


def _table(sheet: Sheet, document: Document, writing: Writing) -> Iterator[str]:
    said = document.said
    if sheet.title != document.title:
        yield f"<h2>{said(sheet.title)}</h2>"
    for fact in sheet.facts:
        yield f'<p class="dim">{said(fact.title)}: {said(fact.words)}</p>'
    start, end = ("right", "left") if document.mirrored else ("left", "right")
    sides = [end if column.kind in ("number", "duration") else start for column in sheet.columns]
    heads = [
        f'<th align="{side}">{said(column.title)}</th>'
        for column, side in zip(sheet.columns, sides, strict=True)
    ]
    yield '<table width="100%" cellspacing="0" cellpadding="0" style="margin-top: 6px"><thead><tr>'
    yield from document.ordered(heads)
    yield "</tr></thead>"
    for at, row in enumerate(writing.watch(sheet.rows)):
        if at >= MOST_ROWS:
            raise TooManyRows
        cells = [
            f'<td align="{side}">{said(words_of(value, column.kind == "duration", document.locale))}</td>'
            for value, column, side in zip(row, sheet.columns, sides, strict=True)
        ]
        yield f"<tr>{''.join(document.ordered(cells))}</tr>"
    yield "</table>"


def _figures(part: Figures, document: Document) -> Iterator[str]:
    share = 100 // max(len(part.pairs), 1)
    side = "right" if document.mirrored else "left"
    cells = [
        f'<td class="card" width="{share}%" align="{side}"><span class="dim">{document.said(name)}</span>'
        f'<br/><span class="figure">{document.said(value)}</span></td>'
        for name, value in part.pairs
    ]
    yield '<table width="100%" cellspacing="6" style="margin-top: 10px"><tr>'
    yield from document.ordered(cells)
    yield "</tr></table>"


def words_of(value: Value, lasting: bool, locale: QLocale) -> str:
    """A cell as it is read on paper and on the screen; `lasting` where a number is a length of time."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, str):
        return value
    if lasting:
        return clock_of(value)
    return locale.toString(value) if isinstance(value, int) else locale.toString(value, "f", 2)


# -- what stands on every page
# ----------------------------------------------------------------------------------------------------------


def _frame(painter: QPainter, document: Document, paper: QSizeF, page: int, pages: int) -> None:
    face = QFont(list(FAMILIES))
    face.setPixelSize(10)
    painter.setFont(face)
    painter.setPen(QColor(_DIM))
    width, line = paper.width(), QFontMetricsF(face).height()
    start, end = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
    if document.mirrored:
        start, end = end, start
    absolute = Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
    top = QRectF(0, 0, width, line)
    painter.drawText(top, int(start | absolute), document.source)
    painter.drawText(top, int(end | absolute), document.period or document.title)
    said = QCoreApplication.translate("Document", "Page {0} of {1}")
    number = said.format(document.locale.toString(page + 1), document.locale.toString(pages))
    bottom = QRectF(0, paper.height() - line, width, line)
    painter.drawText(bottom, int(start | absolute), document.title)
    painter.drawText(bottom, int(end | absolute), number)
    painter.setPen(QPen(QColor(_LINE), 0.8))
    painter.drawLine(QRectF(0, line + 5, width, 0).topLeft(), QRectF(0, line + 5, width, 0).topRight())
