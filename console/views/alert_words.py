"""What alerts are called in the user's language, and what the table of them says."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QDate, QObject

from console.core.alerts import Alert, Entry, Severity, Stage
from console.core.records import moment
from console.core.session import Session
from console.core.strips import Cell
from console.i18n.translations import spoken_now
from console.models.alert_columns import AlertRow, Column
from console.models.alert_filter import flags
from console.views.alert_reasons import AlertReasons
from console.views.words import Words, isolated

NOBODY: Final = "–"
DAY_US: Final = 86_400_000_000


class AlertWords(QObject):
    """Puts alerts into words."""

    def __init__(self, words: Words, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._session = session
        self._reasons = AlertReasons(self)
        self._headers = {
            Column.SEVERITY: self.tr("Severity"),
            Column.ALERT: self.tr("Alert"),
            Column.SITE: self.tr("Site"),
            Column.SINCE: self.tr("Since"),
            Column.STAGE: self.tr("Status"),
            Column.EXPECTED: self.tr("Punches due"),
            Column.WHO: self.tr("With"),
        }
        self._kinds = {
            "device_offline": self.tr("Terminal offline"),
            "device_unstable": self.tr("Terminal comes and goes"),
            "site_outage": self.tr("Site offline"),
            "tenant_connectivity": self.tr("Several sites offline"),
            "clock_drift": self.tr("Clock wrong"),
            "storage_nearly_full": self.tr("Storage nearly full"),
            "attlog_stuck": self.tr("Punches held back"),
            "no_punches_expected": self.tr("Silent terminal"),
            "duplicate_serial": self.tr("Serial number in use twice"),
            "dead_line_rate": self.tr("Unreadable lines"),
            "webhook_failing": self.tr("Webhook failing"),
            "command_failed": self.tr("Command failed"),
            "certificate_expiry": self.tr("Certificate soon over"),
            "edge_unreachable": self.tr("Edge not reached"),
            "edge_health": self.tr("Edge short of room or time"),
            "channel_failing": self.tr("Channel failing"),
        }

    # -- of an alert
    # ----------------------------------------------------------------------------------------------

    def severity(self, severity: Severity) -> str:
        return {
            Severity.CRITICAL: self.tr("Critical"),
            Severity.WARNING: self.tr("Warning"),
            Severity.INFO: self.tr("Info"),
        }[severity]

    def so_many(self, severity: Severity, n: int) -> str:
        """ "3 critical"."""
        return {
            Severity.CRITICAL: self.tr("%n critical", "", n),
            Severity.WARNING: self.tr("%n warnings", "", n),
            Severity.INFO: self.tr("%n for information", "", n),
        }[severity]

    def alerts(self, n: int) -> str:
        return self.tr("%n alerts", "", n)

    def stage(self, stage: Stage) -> str:
        return {
            Stage.FIRING: self.tr("Open"),
            Stage.UNSTABLE: self.tr("Comes and goes"),
            Stage.RESOLVING: self.tr("Seems over"),
            Stage.INHIBITED: self.tr("Part of it"),
            Stage.PENDING: self.tr("Being watched"),
            Stage.OTHER: self.tr("Open"),
            Stage.RESOLVED: self.tr("Over"),
        }[stage]

    def kind(self, kind: str) -> str:
        """What a kind of alert is about."""
        return self._kinds.get(kind) or kind.replace("_", " ")

    def title(self, alert: Alert) -> str:
        """One line. The edge speaks English; in other languages it says of whom, and what it is."""
        if spoken_now() == "en" or self._kinds.get(alert.kind) is None:
            return alert.title
        device = alert.entity_type == "device" and alert.site
        of = self.tr("{0}, {1}").format(alert.entity_name, alert.site) if device else alert.entity_name
        return self.tr("{0}: {1}").format(isolated(of), self.kind(alert.kind))

    def reason(self, alert: Alert) -> str:
        """Why there is such an alert, one sentence."""
        return self._reasons.of(alert)

    def who(self, id: str | None) -> str:
        """A person by name; a key, which is nobody's, by its id."""
        if id is None:
            return ""
        me = self._session.connection.me or {}
        if id in (me.get("id"), (me.get("person") or {}).get("id")):
            return self.tr("you")
        return self._session.alerts.people.get(id) or isolated(id)

    def age(self, alert: Alert) -> str:
        """How long it has been so; of what is over, how long it was."""
        end_us = alert.resolved_us if alert.resolved_us is not None else self._session.now_us()
        return self._words.duration(max(0, end_us - alert.opened_us) // 1_000_000)

    def clock(self, at_us: int) -> str:
        """By the operator's clock, with the day where it is another one."""
        clock, day = self._words.clock(moment(at_us).astimezone()), self.day(at_us)
        return self.tr("{0}, {1}").format(day, clock) if day else clock

    def day(self, at_us: int) -> str:
        """ "21 Nov"; nothing for today."""
        at, now = moment(at_us).astimezone(), moment(self._session.now_us()).astimezone()
        if at.date() == now.date():
            return ""
        return self._words.locale.toString(QDate(at.year, at.month, at.day), "d MMM")

    def until(self, at_us: int) -> str:
        return self.tr("until {0}").format(self.clock(at_us))

    def taken_on(self, alert: Alert) -> str:
        """That somebody has it, and until when; nothing where nobody has."""
        if not alert.acknowledged:
            return ""
        said = self.tr("Taken on by {0}").format(self.who(alert.acknowledged_by))
        return said if alert.ack_until_us is None else f"{said}, {self.until(alert.ack_until_us)}"

    def hushed(self, alert: Alert) -> str:
        """Why nobody is told of it now; nothing where people are."""
        if "snoozed" in flags(alert, self._session.now_us()) and alert.snoozed_until_us is not None:
            return self.tr("Snoozed until {0}").format(self.clock(alert.snoozed_until_us))
        if alert.muted is None:
            return ""
        return self.tr("In maintenance") if alert.muted.startswith("mw") else self.tr("Silenced")

    def happened(self, entry: Entry) -> str:
        """One entry of a timeline."""
        known = {
            "pending": self.tr("Noticed, and watched"),
            "firing": self.tr("Opened"),
            "resolving": self.tr("Seems over"),
            "unstable": self.tr("Comes and goes"),
            "inhibited": self.tr("Explained by another alert"),
            "resolved": self.tr("Over"),
            "acknowledged": self.tr("Taken on"),
            "acknowledgement_expired": self.tr("Nobody has it any more"),
            "unacknowledged": self.tr("Given back"),
            "snoozed": self.tr("Snoozed"),
            "assigned": self.tr("Assigned"),
            "comment": self.tr("Comment"),
            "notice": self.tr("Told"),
            "remedy": self.tr("Put right"),
            "severity": self.tr("Severity changed"),
            "muted": self.tr("Muted"),
            "reopened": self.tr("Opened again"),
        }
        said = known.get(entry.what) or entry.what.replace("_", " ").capitalize()
        return self.tr("{0} by {1}").format(said, self.who(entry.by)) if entry.by else said

    # -- cells
    # ----------------------------------------------------------------------------------------------------

    def header(self, column: Column) -> str:
        return self._headers[column]

    def text(self, row: AlertRow, column: Column) -> str:
        """The first line of a cell."""
        alert = row.alert
        match column:
            case Column.SEVERITY:
                return self.severity(alert.severity)
            case Column.ALERT:
                return self.title(alert)
            case Column.SITE:
                return alert.site or (alert.entity_name if alert.entity_type == "site" else "")
            case Column.SINCE:
                return self.age(alert)
            case Column.STAGE:
                return self.stage(alert.stage)
            case Column.EXPECTED:
                return NOBODY if alert.expected is None else self._words.number(alert.expected)
            case Column.WHO:
                has = self.who(alert.assignee) or self.who(alert.acknowledged_by)
                return has or self.hushed(alert) or NOBODY

    def second(self, row: AlertRow, column: Column) -> str:
        """The line under it."""
        alert = row.alert
        match column:
            case Column.ALERT:
                return self.reason(alert)
            case Column.SITE:
                return alert.entity_name if alert.entity_type == "device" else self._terminals(row)
            case Column.SINCE:
                return self.day(alert.opened_us) or self.clock(alert.opened_us)
            case Column.EXPECTED:
                return "" if alert.expected is None else self.tr("in 2 hours")
            case Column.WHO:
                return self._having(alert)
            case _:
                return ""

    def strip(self, alert: Alert) -> str:
        """What the strip shows, in words."""
        device_id = alert.device_id
        strip = None if device_id is None else self._session.alerts.strip(device_id)
        if strip is None:
            return ""
        return self.tr("went %n times in the last hour", "", strip.drops(self._session.now_us()))

    def cells(self, alert: Alert) -> tuple[Cell, ...]:
        """How its terminal came and went; none for what is not about one, for one that never went, and while
        that is not known."""
        device_id = alert.device_id
        strip = None if device_id is None else self._session.alerts.strip(device_id)
        if strip is None or device_id is None:
            return ()
        fleet = self._session.fleet
        device = fleet.devices.get(device_id)
        there = None if device is None or fleet.blind else device.connectivity == "online"
        cells = strip.cells(self._session.now_us(), there)
        return cells if {Cell.GONE, Cell.BOTH} & set(cells) else ()

    def tooltip(self, row: AlertRow, column: Column) -> str:
        """What there is to say beyond the text."""
        alert = row.alert
        if column is Column.EXPECTED and alert.expected is not None:
            said = self._words.punches(alert.expected)
            return self.tr("{0} were to be expected there in the two hours after it opened").format(said)
        if column is Column.WHO:
            return self.taken_on(alert)
        if column is Column.STAGE:
            return ", ".join(filter(None, (self.strip(alert), self.hushed(alert))))
        if column is Column.SINCE:
            return self.clock(alert.opened_us)
        if column is Column.SEVERITY:
            return self.kind(alert.kind)
        return ""

    def spoken(self, row: AlertRow, column: Column) -> str:
        """For screen readers; the alert itself says the whole row."""
        if column is not Column.ALERT:
            text = ", ".join(filter(None, (self.text(row, column), self.second(row, column))))
            said = self.tr("not known") if text in ("", NOBODY) else text
            return self.tr("{0}: {1}").format(self.header(column), said)
        return self.sentence(row.alert, under=row.under)

    def sentence(self, alert: Alert, *, under: int = 0) -> str:
        """An alert in one breath."""
        row = AlertRow(alert, under=under)
        title, site = self.title(alert), self.text(row, Column.SITE)
        parts = (
            self.severity(alert.severity),
            title,
            "" if site in title else site,
            self.stage(alert.stage),
            self.tr("for {0}").format(self.age(alert)),
            self.hushed(alert),
            self.taken_on(alert) or ("" if alert.over else self.tr("nobody has taken it on")),
            self.alerts(under) if under else "",
        )
        return self.tr(", ").join(filter(None, parts))

    def _terminals(self, row: AlertRow) -> str:
        return self._words.terminals(row.terminals) if row.terminals else ""

    def _having(self, alert: Alert) -> str:
        hushed = self.hushed(alert)
        if hushed and (alert.acknowledged or alert.assignee is not None):
            return hushed
        if not alert.acknowledged:
            return "" if alert.assignee is None else self.tr("assigned")
        return self.tr("taken on") if alert.ack_until_us is None else self.until(alert.ack_until_us)
