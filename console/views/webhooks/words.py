"""What endpoints, deliveries and attempts are called, and what errors mean."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from PySide6.QtCore import QObject

from console.core.records import moment
from console.core.webhooks import Attempt, Delivery, Endpoint, Health
from console.models.records import Tone
from console.views.words import Words, isolated

TONES: Final = {
    Health.TAKING: Tone.GOOD,
    Health.NEW: Tone.WAITING,
    Health.FAILING: Tone.CARE,
    Health.PARKED: Tone.BAD,
    Health.RECOVERING: Tone.BUSY,
    Health.PAUSED: Tone.QUIET,
}


class WebhookWords(QObject):
    """One for a page. `words` are those of the window."""

    def __init__(self, words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.words = words

    # -- endpoints
    # ---------------------------------------------------------------------------------------------

    def health(self, health: Health) -> str:
        return {
            Health.TAKING: self.tr("Takes deliveries"),
            Health.NEW: self.tr("Nothing sent yet"),
            Health.FAILING: self.tr("Failing"),
            Health.PARKED: self.tr("Takes nothing"),
            Health.RECOVERING: self.tr("Coming back"),
            Health.PAUSED: self.tr("Paused"),
        }[health]

    def why(self, endpoint: Endpoint, now_us: int) -> str:
        """More on how it does, in a few words; "" where there is no more to say."""
        health = endpoint.health
        if health is Health.PAUSED:
            since = self.words.ago_us(endpoint.disabled_us, now_us)
            by_hand = endpoint.disabled_reason in ("", "disabled by hand")
            return since if by_hand else f"{endpoint.disabled_reason} · {since}"
        if health in (Health.FAILING, Health.PARKED) and endpoint.failing_since_us is not None:
            failed = self.tr("%n failures in a row", "", endpoint.failures_in_a_row)
            return self.tr("{0}, for {1}").format(
                failed, self.words.silence(endpoint.failing_since_us, now_us)
            )
        return ""

    def events(self, endpoint: Endpoint) -> str:
        if endpoint.hears_all:
            return self.tr("All events")
        if len(endpoint.events) == 1:
            return isolated(endpoint.events[0])
        return self.tr("%n events", "", len(endpoint.events))

    def ordering(self, ordering: str) -> str:
        return {
            "device": self.tr("In order for each terminal"),
            "endpoint": self.tr("In one order for all"),
            "none": self.tr("In no order"),
        }.get(ordering, ordering)

    def signature(self, signature: str) -> str:
        return {
            "hmac": self.tr("Shared secret"),
            "ed25519": self.tr("Shared secret and public key"),
        }.get(signature, signature)

    def milliseconds(self, took_ms: int | None) -> str:
        if took_ms is None:
            return ""
        if took_ms < 10_000:
            return self.tr("{0} ms").format(self.words.number(took_ms))
        return self.words.duration(took_ms / 1000)

    # -- deliveries
    # -------------------------------------------------------------------------------------------

    def state(self, delivery: Delivery) -> str:
        if delivery.failing:
            return self.tr("Failed, tries again")
        return {
            "pending": self.tr("Waiting"),
            "delivered": self.tr("Delivered"),
            "dead": self.tr("Given up"),
            "cancelled": self.tr("Cancelled"),
        }.get(delivery.state, delivery.state)

    def tone(self, delivery: Delivery) -> Tone:
        if delivery.failing:
            return Tone.CARE
        return {
            "pending": Tone.WAITING, "delivered": Tone.GOOD, "dead": Tone.BAD, "cancelled": Tone.QUIET,
        }.get(delivery.state, Tone.NONE)  # fmt: skip

    def outcome(self, delivery: Delivery, now_us: int) -> str:
        """Under its state: what went wrong, and when it is tried again."""
        said = self.error(delivery.error)
        if delivery.waits and delivery.next_us is not None and delivery.attempts:
            soon = self.until(delivery.next_us, now_us)
            return self.tr("{0} · {1}").format(said, soon) if said else soon
        if delivery.resent_as:
            return self.tr("{0} · sent again").format(said) if said else self.tr("Sent again")
        return said

    def clock(self, at_us: int) -> str:
        """By the operator's clock, to the second."""
        return self.words.clock_s(own(at_us))

    def day(self, at_us: int) -> str:
        return self.words.day(own(at_us).date())

    def instant(self, at_us: int) -> str:
        return self.tr("{0}, {1}").format(self.day(at_us), self.clock(at_us))

    def until(self, then_us: int, now_us: int) -> str:
        """When something comes."""
        ahead = (then_us - now_us) / 1e6
        return self.tr("in {0}").format(self.words.duration(ahead)) if ahead >= 1 else self.tr("now")

    def trigger(self, trigger: str) -> str:
        return {
            "event": self.tr("The event itself"),
            "resend": self.tr("Resent by hand"),
            "replay": self.tr("Replayed"),
        }.get(trigger, trigger)

    def error(self, code: str) -> str:
        """What went wrong, in a few words; "" for nothing."""
        if not code:
            return ""
        if code.startswith("http_"):
            return self.tr("Answered {0}").format(code.removeprefix("http_"))
        return {
            "blocked_address": self.tr("Address not allowed"),
            "dns": self.tr("Host name unknown"),
            "connect": self.tr("No connection"),
            "tls": self.tr("Certificate not good"),
            "timeout": self.tr("No answer in time"),
            "protocol": self.tr("No HTTP answer"),
        }.get(code, code)

    def meaning(self, code: str) -> str:
        """What to do about it, in a sentence or two; "" where nothing is known."""
        if code.startswith("http_3"):
            return self.tr(
                "The receiver redirects, which is never followed. Give the webhook the address it leads to."
            )
        if code.startswith("http_"):
            return self.tr("Any status from 200 to 299 means that the event was taken; this one does not.")
        return {
            "blocked_address": self.tr(
                "The address is not public and not among webhooks_allowed_networks, or it is reached without "
                "TLS. Use a public https address, or have the network added to that setting of the edge."
            ),
            "dns": self.tr("The host name cannot be resolved. Check its spelling."),
            "connect": self.tr("Nothing accepts connections there, or the connection was cut. Does it run?"),
            "tls": self.tr(
                "The certificate must be valid, for this host name, and come with its whole chain."
            ),
            "timeout": self.tr("The receiver has 10 s. Let it answer first and do its work afterwards."),
            "protocol": self.tr("Perhaps it is https where plain http is spoken, or the reverse."),
        }.get(code, "")

    def attempt(self, attempt: Attempt) -> str:
        """What came of it."""
        return self.error(attempt.error) or self.tr("Answered {0}").format(attempt.status)

    # -- events
    # ----------------------------------------------------------------------------------------------------

    def family(self, name: str) -> str:
        """What events are about, by the first part of their names."""
        return {
            "attendance": self.tr("Punches"),
            "device": self.tr("Terminals"),
            "command": self.tr("Commands"),
            "employee": self.tr("Employees"),
            "alert": self.tr("Alerts"),
            "webhook": self.tr("Webhooks"),
        }.get(name, name)

    def tells(self, event: str) -> str:
        """What an event tells, in a sentence."""
        return {
            "attendance.created": self.tr("Somebody punched."),
            "attendance.updated": self.tr("What is known of a punch changed."),
            "device.registered": self.tr("A terminal was let in or registered."),
            "device.pending": self.tr("An unknown terminal waits for approval."),
            "device.online": self.tr("A terminal is there."),
            "device.offline": self.tr("A terminal is silent for too long."),
            "device.unstable": self.tr("A terminal comes and goes."),
            "device.clock_drift": self.tr("A terminal's clock is off, or right again."),
            "device.identity_changed": self.tr("Another box calls under a terminal's serial number."),
            "device.event": self.tr("A door, an alarm, a refused entry, a setting."),
            "command.succeeded": self.tr("A terminal carried out a command."),
            "command.failed": self.tr("A terminal refused a command."),
            "command.expired": self.tr("A command was not answered in time."),
            "employee.synced": self.tr("An employee is on every terminal as it should be."),
            "employee.enrolled": self.tr("A finger, face, palm or card was enrolled."),
            "alert.opened": self.tr("Something needs a person."),
            "alert.acknowledged": self.tr("A person has taken an alert on."),
            "alert.resolved": self.tr("What an alert told of is over."),
            "webhook.failing": self.tr("An endpoint has taken nothing for an hour or longer."),
            "webhook.disabled": self.tr("An endpoint was paused."),
        }.get(event, "")


def own(at_us: int) -> datetime:
    """On the operator's clock."""
    return moment(at_us).astimezone()
