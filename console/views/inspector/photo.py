"""The picture that a terminal took at a punch, brought when somebody asks for it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from common.client import EdgeError, RequestRefused
from console.views.pages.page import Surroundings
from console.views.widgets.buttons import Button
from console.views.widgets.labels import WrappedLabel

SCOPE: Final = "attendance:read"
HIGHEST: Final = 280
RADIUS: Final = 8
NONE: Final = 404


class Photo(QWidget):
    """A picture with round corners, as wide as there is room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image = QImage()
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def image(self) -> QImage:
        return self._image

    def show_image(self, image: QImage) -> None:
        self._image = image
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if self._image.isNull():
            return 0
        return min(HIGHEST, round(width * self._image.height() / self._image.width()))

    def sizeHint(self) -> QSize:
        return QSize(240, self.heightForWidth(240))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._image.isNull():
            return
        size = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        left = self.width() - size.width() if self.isRightToLeft() else 0
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        edge = QPainterPath()
        edge.addRoundedRect(left, 0, size.width(), size.height(), RADIUS, RADIUS)
        painter.setClipPath(edge)
        painter.drawImage(edge.boundingRect(), self._image)
        painter.end()


class PunchPhoto(QWidget):
    """A button, and the picture in its place once it came. Who looks at one is noted in the edge's audit log,
    so nothing is fetched unasked; and nothing of it is kept."""

    def __init__(self, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._around = around
        self._punch_id = ""
        self.button = Button(self.tr("Show the photo"), self, theme=around.theme, icon_name="eye")
        self.button.setToolTip(self.tr("Who looks at one is noted in the audit log."))
        self.button.clicked.connect(self._ask)
        self.photo = Photo(self)
        self.photo.setAccessibleName(self.tr("Photo taken at the punch"))
        self.words = WrappedLabel("", "label", self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.photo)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeading)
        column.addWidget(self.words)
        self._clear()

    def show_punch(self, punch_id: str) -> None:
        """It is about this punch now."""
        if punch_id != self._punch_id:
            self._punch_id = punch_id
            self._clear()
        self.setVisible(self._around.may(SCOPE))

    def _clear(self) -> None:
        self.photo.show_image(QImage())
        self.photo.hide()
        self.button.show()
        self.button.setEnabled(True)
        self._say("")

    def _ask(self) -> None:
        self.button.setEnabled(False)
        self._around.tasks.spawn("photo", self._fetch(self._punch_id))

    async def _fetch(self, punch_id: str) -> None:
        client = self._around.session.connection.client
        try:
            content = await client.content(f"/v1/attendance/{punch_id}/photo")
        except RequestRefused as error:
            none = self.tr("There is none: the terminal took no picture, or it is kept no longer.")
            self._end(punch_id, none if error.status == NONE else str(error))
        except EdgeError as error:
            self._end(punch_id, str(error))
        else:
            image = QImage.fromData(content)
            if image.isNull():
                self._end(punch_id, self.tr("The picture cannot be read."))
            elif punch_id == self._punch_id:
                self.photo.show_image(image)
                self.photo.show()
                self.button.hide()

    def _end(self, punch_id: str, words: str) -> None:
        if punch_id == self._punch_id:
            self.button.setEnabled(True)
            self._say(words)

    def _say(self, words: str) -> None:
        self.words.setText(words)
        self.words.setVisible(bool(words))
