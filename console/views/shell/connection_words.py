"""How a connection stands, in a word, a line and a shape."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from PySide6.QtCore import QObject

from console.core.records import moment
from console.core.session import Session
from console.core.states import CatchingUp, Connecting, Live, Offline, Stale, State
from console.core.status import Status
from console.views.words import Words

SYNC_OLD_US: Final = 120_000_000
"""The edge is asked for everything twice a minute; so long without an answer is worth a word."""


class Standing(NamedTuple):
    """`shape` is the status whose shape and colour say it best; `more` may be nothing."""

    shape: Status
    word: str
    more: str = ""


class ConnectionWords(QObject):
    """Puts states into words. Times are the operator's own."""

    def __init__(self, words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words

    def standing(self, state: State) -> Standing:
        match state:
            case Live():
                return Standing(Status.ONLINE, self.tr("Live"))
            case Connecting():
                return Standing(Status.NO_DATA, self.tr("Connecting…"))
            case Stale(seconds):
                return Standing(Status.DEGRADED, self.tr("Quiet"), self._words.duration(seconds))
            case CatchingUp(done, share):
                percent = self.tr("{0} %").format(self._words.number(round(share * 100)))
                return Standing(
                    Status.DEGRADED, self.tr("Catching up"), f"{self._words.punches(done)}, {percent}"
                )
            case Offline(_, _, retry_in):
                return Standing(Status.OFFLINE, self.tr("Offline"), self._retry(retry_in))

    def since(self, heard_us: int | None, zones: Iterable[str] = ()) -> str:
        """When the edge was last heard, by the operator's clock; `zones` are the fleet's."""
        if heard_us is None:
            return self.tr("It was never heard.")
        clock = self._words.own_clock(moment(heard_us), zones)
        return self.tr("Last heard at {0}; what you see is from then.").format(clock)

    def freshness(self, session: Session) -> str:
        """How old is what one sees. While events come it is as new as can be, and nothing else is said unless
        the edge does not answer when it is asked for the rest."""
        connection, now_us = session.connection, session.now_us()
        synced_us = connection.synced_us
        if isinstance(session.state, Live):
            if synced_us is None or now_us - synced_us < SYNC_OLD_US:
                return self.tr("Up to date")
            return self.tr("Synced {0}").format(self._words.ago_us(synced_us, now_us))
        if connection.heard_us is None:
            return ""
        return self.tr("Updated {0}").format(self._words.ago_us(connection.heard_us, now_us))

    def _retry(self, retry_in: int | None) -> str:
        if retry_in is None:
            return ""
        if retry_in == 0:
            return self.tr("trying now")
        return self.tr("next try in {0}").format(self._words.duration(retry_in))
