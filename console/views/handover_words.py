"""The note that is handed over at the end of a shift, drafted from what happened in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from PySide6.QtCore import QObject

from console.core.alerts import Alert
from console.core.handover import Deed, Shift
from console.core.session import Session
from console.views.alert_words import AlertWords
from console.views.words import Words


class HandoverWords(QObject):
    """Drafts for one session. The operator goes on writing where the draft ends."""

    def __init__(self, words: Words, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._session = session
        self._alerts = AlertWords(words, session, self)

    def draft(self, shift: Shift) -> str:
        """Plain text, a line for each thing."""
        parts = [
            self.tr("From {0} to {1}").format(
                self._alerts.clock(shift.since_us), self._alerts.clock(shift.until_us)
            ),
            "",
            self.tr("Still open: %Ln", "", len(shift.open)),
            *map(self._open, shift.open),
            "",
            self.tr("Over in this shift: %Ln", "", len(shift.resolved)),
            *map(self._over, shift.resolved),
        ]
        if shift.hushes:
            parts += ["", self.tr("Silenced: %Ln", "", len(shift.hushes))]
            for hush in shift.hushes:
                said = self.tr("• until {0}, by {1}. {2}")
                parts.append(
                    said.format(self._alerts.clock(hush.until_us), self._who(hush.by), hush.reason).strip()
                )
        if shift.deeds:
            parts += ["", self.tr("Done")]
            parts += self._done(shift.deeds)
        parts += ["", self.tr("To be watched"), "• "]
        return "\n".join(_bare(part) for part in parts)

    def _open(self, alert: Alert) -> str:
        age = self._alerts.age(alert)
        taken = self._alerts.taken_on(alert)
        if not taken and alert.assignee is not None:
            taken = self.tr("given to {0}").format(self._who(alert.assignee))
        taken = taken[:1].lower() + taken[1:] if taken else self.tr("nobody has taken it on")
        said = self.tr("• {0}: {1}, for {2}; {3}")
        return said.format(self._alerts.severity(alert.severity), self._alerts.title(alert), age, taken)

    def _over(self, alert: Alert) -> str:
        seconds = ((alert.resolved_us or alert.opened_us) - alert.opened_us) / 1e6
        by = self._who(alert.acknowledged_by or alert.assignee or "")
        said = self.tr("• {0}, after {1}").format(self._alerts.title(alert), self._words.duration(seconds))
        return self.tr("{0}; seen to by {1}").format(said, by) if by else said

    def _done(self, deeds: Sequence[Deed]) -> Iterator[str]:
        found = Counter((deed.actor, deed.action) for deed in deeds)
        last = {(deed.actor, deed.action): deed for deed in deeds}
        for which, count in found.items():
            deed = last[which]
            what = self._action(deed.action)
            if count > 1:
                said = self.tr("• {0}: {1}, %Ln times, last at {2}", "", count)
                yield said.format(self._who(deed.actor), what, self._alerts.clock(deed.at_us))
            else:
                about = self._target(deed.target)
                said = self.tr("• {0}: {1} at {2}").format(
                    self._who(deed.actor), what, self._alerts.clock(deed.at_us)
                )
                yield self.tr("{0} ({1})").format(said, about) if about else said

    def _action(self, action: str) -> str:
        """What was done; words of a newer edge as they are."""
        thing, _, verb = action.partition(".")
        things = {
            "command": self.tr("command"), "job": self.tr("job"), "device": self.tr("terminal"),
            "employee": self.tr("employee"), "site": self.tr("site"), "webhook": self.tr("webhook"),
            "rule": self.tr("alert rule"), "channel": self.tr("channel"), "key": self.tr("key"),
            "person": self.tr("person"), "policy": self.tr("policy"), "message": self.tr("message"),
            "maintenance_window": self.tr("maintenance"), "firmware": self.tr("firmware"),
            "dead_lines": self.tr("dead lines"), "work_code": self.tr("work code"),
        }  # fmt: skip
        verbs = {
            "create": self.tr("{0} made"), "change": self.tr("{0} changed"), "delete": self.tr("{0} deleted"),
            "send": self.tr("{0} sent"), "cancel": self.tr("{0} cancelled"), "end": self.tr("{0} ended"),
            "approve": self.tr("{0} approved"), "turn_away": self.tr("{0} refused"),
            "replace": self.tr("{0} replaced"), "sync": self.tr("{0} sent to terminals"),
            "enable": self.tr("{0} switched on"), "disable": self.tr("{0} switched off"),
            "replay": self.tr("{0}: deliveries sent again"), "revoke": self.tr("{0} revoked"),
            "reparse": self.tr("{0} read again"), "discard": self.tr("{0} discarded"),
        }  # fmt: skip
        if thing in things and verb in verbs:
            return verbs[verb].format(things[thing])
        return action.replace("_", " ").replace(".", ", ")

    def _target(self, target: str) -> str:
        fleet = self._session.fleet
        known = fleet.devices.get(target) or fleet.sites.get(target)
        return known.name if known is not None else ""

    def _who(self, id: str) -> str:
        return self._alerts.who(id) if id else ""


def _bare(text: str) -> str:
    """Without marks of direction, which a text field would show as nothing and count."""
    return text.replace("\u2066", "").replace("\u2069", "")
