"""Why there is an alert, in the user's language. The edge says it in English, with its figures; in other
languages it is what such an alert means."""

from __future__ import annotations

from PySide6.QtCore import QObject

from console.core.alerts import Alert, Stage
from console.i18n.translations import spoken_now


class AlertReasons(QObject):
    """One sentence for each kind."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._meanings = {
            "device_offline": self.tr("It has been silent for longer than it may be."),
            "device_unstable": self.tr("It is lost for a short while, again and again."),
            "site_outage": self.tr(
                "Its terminals went silent together: power, router or line rather than the terminals."
            ),
            "tenant_connectivity": self.tr("Several sites went at once: look at what they share."),
            "clock_drift": self.tr("Its clock is further off than it may be."),
            "storage_nearly_full": self.tr("Its memory is nearly full."),
            "attlog_stuck": self.tr("It answers, but does not send its punches."),
            "no_punches_expected": self.tr("Nobody punches there at an hour when people usually do."),
            "duplicate_serial": self.tr("Two terminals call under the same serial number."),
            "dead_line_rate": self.tr("It sends many lines that cannot be read."),
            "webhook_failing": self.tr("What is sent there does not arrive."),
            "command_failed": self.tr("It did not carry out what it was told."),
            "certificate_expiry": self.tr("Its certificate ends soon."),
            "edge_unreachable": self.tr("The edge could not be reached."),
            "edge_health": self.tr("The edge is short of room or time."),
            "channel_failing": self.tr("What is sent by this channel does not arrive."),
        }
        self._explained = self.tr("Another alert explains it.")

    def of(self, alert: Alert) -> str:
        """ "" where nobody knows; a kind that is not known here is said as the edge says it."""
        meaning = self._meanings.get(alert.kind)
        if spoken_now() == "en" or meaning is None or not alert.reason:
            return alert.reason
        return self._explained if alert.stage is Stage.INHIBITED else meaning
