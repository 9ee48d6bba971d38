"""Moves the view: at once, by hand, or gliding; says when it has come to rest."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEasingCurve, QObject, QTimer, QVariantAnimation, Signal

from console.views.map.projection import View

GLIDE_MS: Final = 150
REST_MS: Final = 80


class Camera(QObject):
    """Attributes: `view` is what is shown now, `goal` where a glide ends (else the same); `reduced_motion`
    makes every glide a jump.

    Signals: `moved` after each change of the view, `rested` once it has been still for a moment.
    """

    moved = Signal()
    rested = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.view = View()
        self.reduced_motion = False
        self._from = self._to = self.view
        self._glide = QVariantAnimation(self)
        self._glide.setDuration(GLIDE_MS)
        self._glide.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._glide.setStartValue(0.0)
        self._glide.setEndValue(1.0)
        self._glide.valueChanged.connect(self._advance)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self.rested)

    @property
    def goal(self) -> View:
        return self._to if self.gliding else self.view

    @property
    def gliding(self) -> bool:
        return self._glide.state() == QVariantAnimation.State.Running

    @property
    def at_rest(self) -> bool:
        return not self.gliding and not self._rest.isActive()

    def jump(self, view: View) -> None:
        """There at once, and at rest."""
        self._glide.stop()
        self._rest.stop()
        if view != self.view:
            self.view = view
            self.moved.emit()
        self.rested.emit()

    def carry(self, view: View) -> None:
        """A step of a movement by hand; rest follows when the hand is still."""
        self._glide.stop()
        self._show(view)

    def glide(self, view: View) -> None:
        """There in a moment, along a line that keeps one point of the screen at rest."""
        if self.reduced_motion:
            self.jump(view)
            return
        self._glide.stop()
        self._from, self._to = self.view, view
        self._glide.start()

    def resize(self, width: float, height: float) -> None:
        self.jump(self.goal.resized(width, height))

    def _advance(self, progress: float) -> None:
        self._show(self._from.towards(self._to, progress))

    def _show(self, view: View) -> None:
        self._rest.start()
        if view != self.view:
            self.view = view
            self.moved.emit()
