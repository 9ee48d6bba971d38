"""Widgets side by side, on as many lines as they need, mirrored where one reads from right to left."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class Flow(QLayout):
    """Each as wide as it wants; the lines are as high as the highest in them. `abreast`: all equally wide
    instead, so many on a line, or as many as can be read whole."""

    def __init__(self, parent: QWidget | None = None, spacing: int = 8, abreast: int = 0) -> None:
        super().__init__()
        self._abreast = abreast
        self._items: list[QLayoutItem] = []
        if parent is not None:
            parent.setLayout(self)
        self.setSpacing(spacing)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # pyright: ignore[reportIncompatibleMethodOverride]
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # pyright: ignore[reportIncompatibleMethodOverride]
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._lay(QRect(0, 0, width, 0), place=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._lay(rect, place=True)

    def sizeHint(self) -> QSize:
        """All on one line."""
        sizes = [item.sizeHint() for item in self._items if not item.isEmpty()]
        wide = sum(size.width() for size in sizes) + self.spacing() * max(len(sizes) - 1, 0)
        return self._with_margins(QSize(wide, max((size.height() for size in sizes), default=0)))

    def minimumSize(self) -> QSize:
        """The widest one alone."""
        found = QSize(0, 0)
        for item in self._items:
            if not item.isEmpty():
                found = found.expandedTo(item.minimumSize())
        return self._with_margins(found)

    def _with_margins(self, size: QSize) -> QSize:
        margins = self.contentsMargins()
        return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom())

    def _share(self, room: int) -> int:
        """How wide each of equals is, pixels."""
        gap, widest = self.spacing(), self._widest()
        columns = max(1, min(self._abreast, (room + gap) // (widest + gap)))
        return (room - gap * (columns - 1)) // columns

    def _widest(self) -> int:
        return max((item.sizeHint().width() for item in self._items if not item.isEmpty()), default=0)

    def _lay(self, rect: QRect, *, place: bool) -> int:
        """Returns the height it takes."""
        margins, gap = self.contentsMargins(), self.spacing()
        room = rect.marginsRemoved(margins)
        parent = self.parentWidget()
        mirrored = parent is not None and parent.isRightToLeft()
        x, y, high = 0, room.top(), 0
        line: list[tuple[QLayoutItem, QRect]] = []
        share = self._share(room.width()) if self._abreast else 0

        def end_line() -> None:
            for item, box in line if place else ():
                box.moveTop(y + (high - box.height()) // 2)
                if mirrored:
                    box.moveRight(room.right() - (box.left() - room.left()))
                item.setGeometry(box)
            line.clear()

        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint().boundedTo(QSize(max(room.width(), 1), 1 << 20))
            if share:
                size.setWidth(share)
            if line and x + size.width() > room.width():
                end_line()
                x, y, high = 0, y + high + gap, 0
            line.append((item, QRect(QPoint(room.left() + x, y), size)))
            x, high = x + size.width() + gap, max(high, size.height())
        end_line()
        return y + high - rect.top() + margins.bottom()
