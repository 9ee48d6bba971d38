"""What roles, scopes, keys and things done are called."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from PySide6.QtCore import QObject

from console.core.access import Key
from console.core.records import moment
from console.models.records import Tone
from console.views.words import Words

SOON_US: Final = 7 * 86_400 * 1_000_000


class AccessWords(QObject):
    """One for a page. `words` are those of the window."""

    def __init__(self, words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.words = words

    # -- keys
    # ------------------------------------------------------------------------------------------------------

    def role(self, role: str) -> str:
        return {
            "viewer": self.tr("Viewer"),
            "operator": self.tr("Operator"),
            "integrator": self.tr("Integrator"),
            "admin": self.tr("Administrator"),
        }.get(role, role)

    def role_means(self, role: str) -> str:
        """In one sentence."""
        return {
            "viewer": self.tr("Sees the fleet, punches, employees and alerts; changes nothing."),
            "operator": self.tr("Runs the fleet: terminals, sites, employees, commands, alerts."),
            "integrator": self.tr("For other systems: reads everything, writes employees, runs webhooks."),
            "admin": self.tr("May do everything, also make keys and read the audit log."),
        }.get(role, "")

    def key_state(self, key: Key, now_us: int) -> str:
        if key.status == "active" and self.ends_soon(key, now_us):
            return self.tr("Ends soon")
        return {
            "active": self.tr("Works"),
            "expired": self.tr("Expired"),
            "revoked": self.tr("Revoked"),
        }.get(key.status, key.status)

    def key_tone(self, key: Key, now_us: int) -> Tone:
        if key.works:
            return Tone.CARE if self.ends_soon(key, now_us) else Tone.GOOD
        return Tone.QUIET

    def ends_soon(self, key: Key, now_us: int) -> bool:
        return key.works and key.expires_us is not None and key.expires_us - now_us < SOON_US

    def expiry(self, key: Key, now_us: int) -> str:
        """When it ends; "" for never."""
        if key.revoked_us is not None:
            return self.words.ago_us(key.revoked_us, now_us)
        if key.expires_us is None:
            return ""
        ahead = key.expires_us - now_us
        if ahead <= 0:
            return self.words.ago_us(key.expires_us, now_us)
        return self.tr("in {0}").format(self.words.duration(ahead / 1e6))

    def rights(self, key: Key) -> str:
        """Under its role, where it is limited."""
        parts = []
        if key.narrowed:
            parts.append(self.tr("%n scopes", "", len(key.scopes)))
        if key.site_ids is not None:
            parts.append(self.words.sites(len(key.site_ids)))
        if key.ip_allow is not None:
            parts.append(self.tr("%n networks", "", len(key.ip_allow)))
        return " · ".join(parts)

    def scope(self, scope: str) -> str:
        """What it lets do, in a sentence."""
        return {
            "devices:read": self.tr("See terminals."),
            "devices:write": self.tr("Let terminals in, change them, let them go."),
            "devices:delete": self.tr("Take terminals away."),
            "sites:read": self.tr("See sites."),
            "sites:write": self.tr("Make and change sites."),
            "attendance:read": self.tr("See punches."),
            "attendance:write": self.tr("Correct punches, read dead lines again."),
            "employees:read": self.tr("See employees."),
            "employees:write": self.tr("Change employees, and who is on which terminal."),
            "commands:read": self.tr("See commands."),
            "commands:execute": self.tr("Send commands to terminals."),
            "commands:raw": self.tr("Send any text to terminals as a command."),
            "alerts:read": self.tr("See alerts."),
            "alerts:write": self.tr("Take alerts on, silence them."),
            "alerts:admin": self.tr("Say who is told of alerts, and when."),
            "jobs:read": self.tr("See jobs."),
            "jobs:write": self.tr("Start and stop jobs."),
            "stream:read": self.tr("Hear everything as it happens."),
            "events:read": self.tr("Read what was told."),
            "webhooks:read": self.tr("See webhooks and deliveries."),
            "webhooks:write": self.tr("Make and change webhooks."),
            "firmware:write": self.tr("Bring firmware to terminals."),
            "keys:read": self.tr("See keys."),
            "keys:write": self.tr("Make and revoke keys."),
            "audit:read": self.tr("Read the audit log."),
            "templates:read": self.tr("Read fingerprints and faces."),
            "templates:write": self.tr("Write fingerprints and faces."),
        }.get(scope, "")

    # -- the audit log
    # ----------------------------------------------------------------------------------------

    def action(self, action: str) -> str:
        """What was done: "Webhook: rotate secret" for what has no words of its own."""
        known = {
            "alert.acknowledge": self.tr("Took an alert on"),
            "alert.assign": self.tr("Assigned an alert"),
            "alert.comment": self.tr("Commented on an alert"),
            "alert.resolve": self.tr("Called an alert over"),
            "alert.snooze": self.tr("Snoozed an alert"),
            "channel.change": self.tr("Changed a channel"),
            "channel.create": self.tr("Made a channel"),
            "channel.delete": self.tr("Deleted a channel"),
            "command.bulk": self.tr("Sent a command to many"),
            "command.cancel": self.tr("Cancelled a command"),
            "command.send": self.tr("Sent a command"),
            "dead_line.discard": self.tr("Let go of a dead line"),
            "dead_line.reparse": self.tr("Read a dead line again"),
            "dead_lines.discard": self.tr("Let go of dead lines"),
            "dead_lines.reparse": self.tr("Read dead lines again"),
            "device.approve": self.tr("Let a terminal in"),
            "device.change": self.tr("Changed a terminal"),
            "device.delete": self.tr("Took a terminal away"),
            "device.register": self.tr("Registered a terminal"),
            "device.replace": self.tr("Replaced a terminal"),
            "device.resume": self.tr("Resumed a terminal"),
            "device.suspend": self.tr("Suspended a terminal"),
            "device.turn_away": self.tr("Turned a terminal away"),
            "employee.change": self.tr("Changed an employee"),
            "employee.create": self.tr("Added an employee"),
            "employee.delete": self.tr("Deleted an employee"),
            "employee.enroll": self.tr("Asked for an enrolment"),
            "employee.purge_biometrics": self.tr("Deleted biometrics"),
            "employee.sync": self.tr("Sent employees to terminals"),
            "firmware.delete": self.tr("Deleted a firmware"),
            "firmware.upload": self.tr("Uploaded a firmware"),
            "job.cancel": self.tr("Cancelled a job"),
            "job.retry": self.tr("Tried a job again"),
            "key.change": self.tr("Changed whose a key is"),
            "key.create": self.tr("Made a key"),
            "key.revoke": self.tr("Revoked a key"),
            "key.rotate": self.tr("Rotated a key"),
            "maintenance_window.change": self.tr("Changed a maintenance"),
            "maintenance_window.create": self.tr("Planned a maintenance"),
            "maintenance_window.delete": self.tr("Deleted a maintenance"),
            "maintenance_window.end": self.tr("Ended a maintenance"),
            "message.create": self.tr("Showed a message at terminals"),
            "message.delete": self.tr("Took a message back"),
            "person.change": self.tr("Changed a person"),
            "person.create": self.tr("Added a person"),
            "person.delete": self.tr("Deleted a person"),
            "policy.change": self.tr("Changed a policy"),
            "policy.create": self.tr("Made a policy"),
            "policy.delete": self.tr("Deleted a policy"),
            "rule.change": self.tr("Changed a rule"),
            "rule.create": self.tr("Made a rule"),
            "rule.delete": self.tr("Deleted a rule"),
            "silence.change": self.tr("Changed a silence"),
            "silence.create": self.tr("Silenced alerts"),
            "silence.end": self.tr("Ended a silence"),
            "site.change": self.tr("Changed a site"),
            "site.create": self.tr("Made a site"),
            "site.delete": self.tr("Deleted a site"),
            "tenant.change": self.tr("Changed the tenant's settings"),
            "tenant.create": self.tr("Made a tenant"),
            "tenant.rotate_device_url": self.tr("Gave terminals a new address"),
            "webhook.change": self.tr("Changed a webhook"),
            "webhook.create": self.tr("Made a webhook"),
            "webhook.delete": self.tr("Deleted a webhook"),
            "webhook.disable": self.tr("Paused a webhook"),
            "webhook.enable": self.tr("Resumed a webhook"),
            "webhook.replay": self.tr("Replayed a webhook"),
            "webhook.resend": self.tr("Sent a delivery again"),
            "webhook.reveal_secret": self.tr("Saw the secrets of a webhook"),
            "webhook.rotate_secret": self.tr("Gave a webhook a new secret"),
            "work_code.change": self.tr("Changed a work code"),
            "work_code.create": self.tr("Made a work code"),
            "work_code.delete": self.tr("Deleted a work code"),
        }.get(action)
        if known is not None:
            return known
        about, _, done = action.replace("_", " ").partition(".")
        return self.tr("{0}: {1}").format(about.capitalize(), done) if done else action

    def instant(self, at_us: int) -> str:
        return self.tr("{0}, {1}").format(self.day(at_us), self.clock(at_us))

    def clock(self, at_us: int) -> str:
        """By the operator's clock, to the second."""
        return self.words.clock_s(own(at_us))

    def day(self, at_us: int) -> str:
        return self.words.day(own(at_us).date())

    def names(self, names: Iterable[str]) -> str:
        return self.tr(", ").join(names)


def own(at_us: int) -> datetime:
    """On the operator's clock."""
    return moment(at_us).astimezone()
