"""Sites: places where devices stand."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from common.schemas.devices import Device
from common.schemas.fields import Answer, InstantText, Name, Page, Received, TableQuery, Tags, Text, absent

Latitude = Annotated[float, Field(ge=-90, le=90, allow_inf_nan=False)]
Longitude = Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False)]


class Location(Answer):
    """Where a site is."""

    address: str | None
    lat: float | None
    lon: float | None
    timezone: str | None


class Site(Answer):
    """A site and the devices there."""

    id: str
    object: Literal["site"]
    name: str
    slug: str
    location: Location
    devices: list[Device]
    business_critical: bool
    tags: list[str]
    created_at: InstantText
    version: int


class SitePage(Page[Site]):
    """Sites in the order they were made."""


class SiteQuery(TableQuery):
    """Which sites: all."""


class LocationGiven(Received):
    """Where a site is."""

    address: Annotated[Text, Field(max_length=500)] | None = None
    lat: Latitude | None = None
    lon: Longitude | None = None
    timezone: Text | None = Field(None, description="IANA name.", examples=["Africa/Casablanca"])


class SiteCreate(Received):
    """A site to make."""

    name: Name
    id: Text | None = Field(None, description="Your own id, site_ and 1 to 48 of a-z 0-9 _.")
    slug: Text | None = Field(None, description="Short name for URLs; default: made of the name.")
    location: LocationGiven | None = None
    devices: list[Text] = Field(
        [], max_length=1_000, description="Ids or serial numbers; they move here from where they stood."
    )
    business_critical: bool = False
    tags: Tags = Field(default_factory=list)


class SiteChange(Received):
    """What to change; members that are missing stay, null unsets. `devices` replaces who stands there."""

    name: Name = absent()
    slug: Text = absent()
    location: LocationGiven | None = None
    devices: list[Text] = absent(max_length=1_000)
    business_critical: bool = absent()
    tags: Tags = absent()


class SiteHealth(Answer):
    """How a site does."""

    id: str
    object: Literal["site_health"]
    name: str
    online_count: int
    offline_count: int
    total_count: int
    uptime_percentage: float | None = Field(
        description="Time online of the time monitored, all devices, 30 days; null if none was ever seen."
    )
    avg_webhook_latency_ms: float | None = Field(description="24 hours; null without deliveries.")
    punches_today: int = Field(description="On the site's day.")
    last_punch_at: InstantText | None


class SiteHistoryQuery(Received):
    """How far back."""

    days: int = Field(30, ge=1, le=92, description="Days of the site, the last of which is today.")


class SiteDay(Answer):
    """How a site did on one of its days."""

    date: str = Field(pattern=r"^\d{4}-\d\d-\d\d$", examples=["2026-03-27"])
    uptime: float | None = Field(
        description="Time online of the time monitored, 0 to 1, of the terminals that stand there now; null "
        "where nothing is known, as of more than 30 days ago."
    )
    punches: int
    punches_per_hour: list[int] = Field(
        description="24 numbers, by the terminals' own clocks; hours to come are 0.",
        min_length=24,
        max_length=24,
    )
    latency_median_s: float | None = Field(
        description="From a punch to its receipt, by one punch of each terminal and hour; null where there "
        "is none. Punches that waited for more than 5 minutes do not count: their terminals were cut off."
    )
    latency_p95_s: float | None = Field(description="What 95 of 100 such punches did not exceed.")


class SiteHistory(Answer):
    """How a site did, day by day."""

    id: str
    object: Literal["site_history"]
    name: str
    timezone: str = Field(description="By whose clock the days begin.")
    days: list[SiteDay] = Field(description="Oldest first.")
