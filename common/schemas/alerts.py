"""Alerts: what needs a person, and what was done about it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from common.schemas.fields import Answer, CountedQuery, Instant, InstantText, Page, Received, Text

Status = Literal["pending", "firing", "resolving", "unstable", "inhibited", "resolved"]
Severity = Literal["info", "warning", "critical"]
Language = Literal["en", "fr", "ar"]
Order = Literal["urgency", "opened_at"]

Note = Annotated[Text, Field(min_length=1, max_length=2_000)]
AlertIds = Annotated[list[Text], Field(min_length=1, max_length=200)]


class AlertedEntity(Answer):
    """What an alert is about."""

    type: Literal["device", "site", "tenant", "webhook", "channel", "command", "certificate", "edge"]
    id: str
    name: str


class TimelineEntry(Answer):
    """One thing that happened to an alert."""

    at: InstantText
    what: str = Field(
        description="A word for programs, such as pending, firing, acknowledged, snoozed, assigned, comment, "
        "acknowledgement_expired, notice, remedy or resolved. Words may be added."
    )
    by: str | None = Field(description="Id of the person or the key; null where the edge did it.")
    text: str | None = Field(description="What was said, or came of it.")


class Alert(Answer):
    """Something that needs, or may soon need, a person."""

    id: str
    object: Literal["alert"]
    rule: str = Field(description="Id of the rule that it is of.")
    kind: str = Field(examples=["device_offline"])
    entity: AlertedEntity
    status: Status = Field(
        description="pending: not yet long enough to tell anybody; firing: told; resolving: seems over, and "
        "is watched for a while; unstable: comes and goes; inhibited: another alert explains it (parent_id); "
        "resolved: over."
    )
    severity: Severity
    title: str
    reason: str
    devices: list[str] = Field(description="Ids of the terminals concerned.")
    site: str | None = Field(description="The name of the site; null where it is about no site.")
    site_id: str | None
    expected_punches: int | None = Field(
        description="How many punches were to be expected there in the two hours after it fired, by the same "
        "weekdays of the last four weeks; null where nothing is known."
    )
    opened_at: InstantText
    fired_at: InstantText | None
    acknowledged_by: str | None = Field(description="Id of the person, or of a key that is nobody's.")
    acknowledged_at: InstantText | None
    acknowledge_expires_at: InstantText | None = Field(
        description="When people are told of it again, unless it is over by then; null: taken on until it is "
        "over, or by nobody."
    )
    assignee: str | None = Field(description="Id of the person who sees to it.")
    snoozed_until: InstantText | None
    resolved_at: InstantText | None
    parent_id: str | None = Field(description="The alert that explains this one, such as its site's outage.")
    occurrences: int = Field(description="How often it was opened anew within a short while, and once.")
    muted: str | None = Field(
        description="Id of the maintenance window or silence for which nobody is told; null: people are told."
    )
    timeline: list[TimelineEntry] = Field(description="Oldest first.")
    runbook: str = Field(description="What to do about it, in the language asked for. Plain text.")
    url: str = Field(description="Where to read it again.")
    created_at: InstantText
    version: int


class AlertDetail(Alert):
    """An alert, with those that it explains."""

    children: list[Alert] = Field(
        description="Of a site's outage: the alerts of its terminals. Of many sites': those of the sites."
    )


class AlertPage(Page[Alert]):
    """Alerts: by urgency, or newest first."""


class AlertQuery(CountedQuery):
    """Which alerts: those that are open."""

    status: list[Literal["open", "all"] | Status] | None = Field(
        None, description="open (the default): all but resolved; all; or one or more statuses."
    )
    kind: list[Text] | None = None
    severity: list[Severity] | None = None
    site: list[Text] | None = Field(None, description="Id, slug or name.")
    device: list[Text] | None = Field(
        None, description="Id or serial number: what is about it, and outages of sites that list it."
    )
    assignee: Text | None = Field(None, description="Id of a person, or none: what nobody was given.")
    from_: Instant | None = Field(None, alias="from", description="Opened at this instant or later.")
    to: Instant | None = Field(None, description="Opened before this instant.")
    q: Annotated[Text, Field(max_length=200)] | None = Field(
        None, description="Words in the title, the reason or the name of what it is about."
    )
    order: Order | None = Field(
        None,
        description="urgency: the most severe first, of those where most punches are to be expected, of "
        "those the oldest; opened_at: the newest first. Default: urgency, or opened_at where resolved ones "
        "are asked for.",
    )
    language: Language | None = Field(
        None, description="Of runbooks; default: that of the person whose key it is, else en."
    )


class OneAlertQuery(Received):
    """How one alert is shown."""

    language: Language | None = Field(
        None, description="Of its runbook; default: that of the person whose key it is, else en."
    )


class Acknowledgement(Received):
    """That somebody takes it on."""

    until: Instant | None = Field(
        None,
        description="When to tell of it again unless it is over. Default: in 8 hours; null: never. A note is "
        "needed for null, and for more than 24 hours.",
    )
    note: Note | None = None


class BulkAcknowledgement(Acknowledgement):
    """That somebody takes several on: all of them, or none."""

    alerts: AlertIds


class Snooze(Received):
    """That nobody is told until an instant."""

    until: Instant = Field(description="A note is needed for more than 24 hours.")
    note: Note | None = None


class Assignment(Received):
    """Who sees to it."""

    person: Text | None = Field(description="Id of a person; null: nobody.")
    note: Note | None = None


class Comment(Received):
    """Words for whoever reads the timeline."""

    text: Note


class Resolution(Received):
    """Why it is over."""

    note: Note


class AcknowledgedAlerts(Answer):
    """The alerts that were taken on, in the order they were named."""

    object: Literal["list"]
    data: list[Alert]
