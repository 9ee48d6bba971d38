"""Policies: who hears of which alerts, and who next while nobody takes them on."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field

from common.schemas.fields import Answer, InstantText, ListQuery, Name, Page, Received, Text, absent
from common.schemas.selectors import Selector, SelectorShown

Day = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
Clock = Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$", examples=["08:00"])]
Id = Annotated[Text, Field(min_length=1, max_length=100)]

DAY_S = 86_400


class Hours(Received):
    """Hours of some days of the week; over midnight where `to` is before `from`."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    days: list[Day] = Field(min_length=1, max_length=7)
    from_: Clock = Field(alias="from")
    to: Clock


class HoursShown(Answer):
    """Hours of some days of the week."""

    days: list[Day]
    from_: Clock = Field(alias="from")
    to: Clock


class Schedule(Received):
    """Weekly hours."""

    timezone: Text = Field(description="IANA name.", examples=["Africa/Casablanca"])
    hours: list[Hours] = Field(min_length=1, max_length=50)


class ScheduleShown(Answer):
    """Weekly hours."""

    timezone: str
    hours: list[HoursShown]


class Matches(Selector):
    """Which alerts, and at which hours. All members must fit, of the values of one any; without members:
    all."""

    schedule: Schedule | None = Field(None, description="Only what begins within these hours.")

    def selector(self) -> Selector:
        """The same without hours."""
        return Selector(**self.model_dump(exclude={"schedule"}))


class MatchesShown(SelectorShown):
    """Which alerts, and at which hours. Members that are missing do not narrow it."""

    schedule: ScheduleShown | None = None


class PolicyStep(Received):
    """Who is told, so long after an alert fired."""

    after_s: int = Field(ge=0, le=7 * DAY_S, examples=[900])
    people: list[Id] = Field(
        [],
        max_length=100,
        description="Told by the channels that are listed, else by the first of their own.",
    )
    channels: list[Id] = Field([], max_length=20, description="Without people: told themselves.")
    until_ack: bool = Field(True, description="Only while nobody took it on; false: in any case.")


class PolicyStepShown(Answer):
    """Who is told, so long after an alert fired. With neither people nor channels: everybody who has a
    channel, and channels that are nobody's; again only where it is critical."""

    after_s: int
    people: list[str]
    channels: list[str]
    until_ack: bool


class PolicySettings(Received):
    """Paces; what is missing is as it is from the start."""

    group_wait_s: int = absent(
        ge=0,
        le=3_600,
        description="What fires at a site so soon after goes into one message. 30; critical: 0.",
    )
    group_interval_s: int = absent(
        ge=0, le=DAY_S, description="Between two messages about a site that are not critical. 300."
    )
    repeat_s: int = absent(
        ge=0,
        le=7 * DAY_S,
        description="How often the last step is repeated of what is critical. 14,400; 0: never.",
    )
    repeat_for_s: int = absent(ge=0, le=30 * DAY_S, description="Until so long after it fired. 86,400.")

    def given(self) -> dict[str, Any]:
        """The members that are there."""
        return self.model_dump(exclude_unset=True)


class PolicySettingsShown(Answer):
    """Paces."""

    group_wait_s: int
    group_interval_s: int
    repeat_s: int
    repeat_for_s: int


class Policy(Answer):
    """Who hears of alerts: an alert goes by the policy that its rule names, else by the first that fits."""

    id: str
    object: Literal["policy"]
    name: str
    position: int = Field(description="Policies are tried in this order.")
    matches: MatchesShown
    steps: list[PolicyStepShown]
    settings: PolicySettingsShown
    created_at: InstantText
    version: int


class PolicyPage(Page[Policy]):
    """Policies, in the order in which they are tried. The last fits everything."""


class PolicyQuery(ListQuery):
    """How many policies, from where on."""


Steps = Annotated[list[PolicyStep], Field(min_length=1, max_length=20)]
Position = Annotated[int, Field(ge=0, le=999_999)]


class PolicyCreate(Received):
    """A policy to make."""

    name: Name
    steps: Steps
    matches: Matches = Matches.model_validate({})
    position: Position | None = Field(None, description="Default: behind those you made before.")
    settings: PolicySettings = Field(default_factory=PolicySettings)


class PolicyChange(Received):
    """What to change; members that are missing stay. `matches`, `steps` and `settings` are replaced whole."""

    name: Name = absent()
    steps: Steps = absent()
    matches: Matches = absent()
    position: Position = absent()
    settings: PolicySettings = absent()
