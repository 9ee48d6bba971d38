"""Devices: terminals, registered or waiting."""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal

from pydantic import Field, WithJsonSchema, model_validator

from common.schemas.bulk import BulkSummary, ItemOutcome
from common.schemas.fields import (
    Answer,
    Instant,
    InstantText,
    ListQuery,
    Name,
    Page,
    Received,
    TableQuery,
    Tags,
    Text,
    absent,
)

DeviceStatus = Literal["new", "pending", "online", "offline", "suspended"]
Health = Literal["ok", "unstable", "degraded"]
EventKind = Literal["presence", "operation", "access", "door", "alarm", "error"]


class DeviceCounts(Answer):
    """What the terminal last said it holds; null where it has not."""

    users: int | None
    fingerprints: int | None
    faces: int | None
    punches: int | None


class Device(Answer):
    """A terminal."""

    id: str
    object: Literal["device"]
    serial_number: str
    name: str
    site: str = Field(description="The name of its site, 'Unassigned' where it has none.")
    site_id: str | None
    status: DeviceStatus = Field(description="Connectivity now; offline only if it was seen before.")
    health: Health
    health_reasons: list[str]
    last_seen: InstantText | None
    offline_after_s: float | None = Field(description="Silence after which it counts as offline.")
    model: str | None
    firmware: str | None
    push_version: str | None
    dialect: str | None = Field(
        description="What is spoken with it: att (attendance) or acc (access control); null before it called."
    )
    dialect_source: Literal["chosen", "shown"] | None = Field(
        description="Whether somebody chose the dialect, or the terminal shows it by itself."
    )
    ip: str | None
    timezone: str = Field(description="The zone its times are read in.")
    timezone_source: Literal["device", "site", "tenant", "assumed"]
    counts: DeviceCounts
    clock_drift_s: float | None
    pending_commands: int
    tags: list[str]
    business_critical: bool
    created_at: InstantText
    version: int


class Exchange(Answer):
    """A request of the terminal, and how it was answered."""

    at: InstantText
    request: str = Field(
        description="Endpoint and what it was about; for people, cut to 24 bytes.",
        examples=["getrequest", "cdata ATTLOG"],
    )
    status: int = Field(description="The HTTP status it was answered with.")
    bytes: int = Field(description="Size of the body it brought.")
    took_ms: float = Field(description="From the whole request to its answer.")


class DeviceHealth(Answer):
    """What the status of a device rests on."""

    id: str
    object: Literal["device_health"]
    status: DeviceStatus
    health: Health
    health_reasons: list[str]
    last_seen: InstantText | None
    silent_s: float | None = Field(description="Seconds since then; null if it was never seen.")
    offline_after_s: float | None = Field(description="Silence after which it counts as offline.")
    poll_interval_s: float | None = Field(
        description="How often it asks for commands; null until three intervals were seen."
    )
    uptime_percentage: float | None = Field(
        description="Of the last 30 days, or since its first request: online over monitored time without "
        "maintenance. Null if it was never seen, and while it is suspended."
    )
    last_punch_at: InstantText | None = Field(
        description="When the latest of its punches was made, by the terminal's clock, not when it was "
        "received. Of a key limited to sites: the latest made there."
    )
    punches_stored: int | None = Field(
        description="How many of its punches are kept; null beyond 100,000, which would take long to count."
    )
    exchanges: list[Exchange] = Field(
        description="Its last 8 requests, newest first: those that the answering edge process has let in "
        "since its start, and not of a terminal silent for a day."
    )


class DevicePage(Page[Device]):
    """Devices; without `limit` the whole fleet up to 10,000, repeated under `devices`."""

    devices: list[Device] | None = Field(None, json_schema_extra={"description": "Only without `limit`."})


class DeviceQuery(TableQuery):
    """Which devices."""

    limit: int | None = Field(
        None,
        ge=1,
        le=1000,
        description="How many at most, 1 to 1,000; without it the whole fleet up to 10,000.",
    )
    site: list[Text] | None = Field(None, description="Id, slug or name of a site. Repeat it for several.")
    status: list[Literal["new", "pending", "online", "offline", "suspended", "unstable"]] | None = Field(
        None, description="`unstable` is an alias of health=unstable. Waiting terminals are listed only here."
    )
    health: list[Health] | None = None
    q: Text | None = Field(
        None, min_length=1, max_length=100, description="Part of the name, or how serial number or id begins."
    )


class DeviceCreate(Received):
    """A terminal to register. One that was deleted comes back under its old id."""

    serial_number: Text = Field(description="As printed on the terminal.", examples=["DGD9220156"])
    id: Text | None = Field(None, description="Your own id, dev_ and 1 to 48 of a-z 0-9 _.")
    name: Name | None = Field(None, description="Default: the serial number.")
    site: Text | None = Field(None, description="Id, slug or name of its site.")
    timezone: Text | None = Field(None, description="IANA name; default that of the site.")
    tags: Tags = Field(default_factory=list)
    business_critical: bool = False


class DeviceChange(Received):
    """What to change; members that are missing stay, null unsets."""

    name: Name = absent()
    site: Text | None = Field(None, description="Id, slug or name of its site; null for none.")
    timezone: Text | None = None
    dialect: Literal["att", "acc"] | None = Field(
        None,
        description="What is spoken with it from its next request on, where what it says of itself misleads; "
        "null: what it shows. Commands that wait are told in the new dialect.",
    )
    tags: Tags = absent()
    business_critical: bool = absent()


class DeviceItem(Received):
    """One device of many: registered where there is none of this serial number, else changed."""

    ref: Text | None = Field(None, max_length=200, description="Yours; it comes back with the result.")
    serial_number: Text = Field(description="As printed on the terminal.", examples=["DGD9220156"])
    id: Text = absent(description="Your own id, dev_ and 1 to 48 of a-z 0-9 _; where it is registered.")
    name: Name = absent(description="Default: the serial number.")
    site: Text | None = Field(None, description="Id, slug or name of its site; null for none.")
    timezone: Text | None = Field(None, description="IANA name; null: that of the site.")
    tags: Tags = absent()
    business_critical: bool = absent()


MOST_ITEMS: Final = 100
Item = Annotated[dict[str, Any], WithJsonSchema(DeviceItem.model_json_schema(by_alias=True))]


class DeviceBulk(Received):
    """Devices to register or to change."""

    operation: Literal["upsert"] = "upsert"
    atomic: bool = Field(False, description="All of them, or none where one cannot be.")
    items: list[Item] = Field(min_length=1, description="Up to 100 at once, up to 50,000 as a job.")


class DeviceImport(Received):
    """A table of devices, with a line of headings."""

    csv: str = Field(
        description="Columns by their headings: serial_number, id, name, site, timezone, tags, "
        "business_critical; several tags in a cell are parted by |. An empty cell leaves what was there."
    )


class DeviceItemResult(ItemOutcome):
    """What became of a device among many."""

    serial_number: str | None


class DeviceBulkResult(Answer):
    """What became of many devices."""

    object: Literal["bulk_result"]
    summary: BulkSummary
    items: list[DeviceItemResult]


class DeviceApproval(Received):
    """Where a waiting terminal belongs, and what of its past is wanted."""

    site: Text | None = Field(None, description="Id, slug or name of its site.")
    history: Literal["all", "none", "since"] = Field(
        "all", description="Which of the punches that it kept are stored: all, none, or those since `since`."
    )
    since: Instant | None = None
    webhooks: Literal["recent", "all"] = Field(
        "recent",
        description="Of which of those webhooks are told: recent, those of the last seven days; or all.",
    )
    name: Name | None = None
    id: Text | None = Field(None, description="Your own id, dev_ and 1 to 48 of a-z 0-9 _.")

    @model_validator(mode="after")
    def _since_goes_with_history(self) -> DeviceApproval:
        if (self.history == "since") != (self.since is not None):
            raise ValueError("history 'since' and the member since go together")
        return self


class DeviceEventQuery(ListQuery):
    """Which events of a device."""

    kind: list[EventKind] | None = None
