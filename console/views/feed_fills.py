"""Fetches what a gap of the feed misses, one gap at a time."""

from __future__ import annotations

from PySide6.QtCore import QObject

from common.client import EdgeError
from console.core.gap_fill import fill_gap
from console.core.records import Gap
from console.views.delegates.feed import FeedPainter
from console.views.feed_table import FeedTable
from console.views.pages.page import Surroundings


class FeedFills(QObject):
    """The gap itself says that it is being fetched; what came of it is told in the corner of the window."""

    def __init__(
        self, around: Surroundings, table: FeedTable, painter: FeedPainter, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._around = around
        self._table = table
        self._painter = painter

    def fill(self, gap: Gap) -> None:
        """Put the punches that the stream lost where they belong."""
        if self._painter.filling is None:
            self._painter.filling = gap
            self._table.viewport().update()
            self._around.tasks.spawn("fill the gap", self._fill(gap))

    async def _fill(self, gap: Gap) -> None:
        try:
            found = await fill_gap(self._around.session, gap)
        except EdgeError as error:
            self._around.tell(self.tr("The missing punches were not fetched"), str(error))
        except ValueError:
            self._around.tell(self.tr("The gap is kept here no longer"), "")
        else:
            words = "" if found else self.tr("Nothing was punched meanwhile.")
            self._around.tell(self.tr("%Ln missing punches were put in", "", found), words)
        finally:
            self._painter.filling = None
            self._table.viewport().update()
