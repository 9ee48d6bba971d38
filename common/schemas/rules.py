"""Rules: when something is worth an alert, and what to do about it then."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from common.schemas.alerts import Severity
from common.schemas.fields import Answer, Instant, InstantText, Name, Received, Text, absent
from common.schemas.selectors import Places, PlacesShown

RunbookText = Annotated[Text, Field(min_length=1, max_length=4_000)]


class Runbook(Answer):
    """What to do, by language. Plain text."""

    en: str
    fr: str
    ar: str


class RunbookGiven(Received):
    """What to do, by language; null: the text that comes with the kind."""

    en: RunbookText | None = None
    fr: RunbookText | None = None
    ar: RunbookText | None = None


class Rule(Answer):
    """A rule. Each kind has one that is built in; your own go before it, where their selector fits."""

    id: str
    object: Literal["rule"]
    kind: str = Field(examples=["device_offline"])
    name: str
    built_in: bool
    selector: PlacesShown
    params: dict[str, Any] = Field(description="All that its kind has, with those that were not changed.")
    defaults: dict[str, Any] = Field(description="The same as they are from the start.")
    severity: Severity
    policy: str | None = Field(description="Who is told; null: the first policy that fits.")
    enabled: bool
    runbook: Runbook
    open_alerts: int = Field(description="How many alerts of it are open.")
    created_at: InstantText
    version: int


class RuleList(Answer):
    """Every rule: your own, then those that are built in. `alerts replay --rules` takes it as it is."""

    object: Literal["list"]
    data: list[Rule]
    has_more: Literal[False]
    next_cursor: None
    url: str


class RuleCreate(Received):
    """A rule of your own: for what its selector fits, it holds in place of the built-in one of its kind."""

    kind: Text = Field(examples=["device_offline"])
    name: Name
    selector: Places | None = Field(None, description="Default: everything.")
    params: dict[Text, Any] = Field(
        default_factory=dict, examples=[{"hold_s": 60}], description="What differs from the kind's defaults."
    )
    severity: Severity | None = Field(None, description="Default: that of the kind.")
    policy: Text | None = None
    enabled: bool = True
    runbook: RunbookGiven | None = None


class RuleChange(Received):
    """What to change (JSON merge patch). Of a built-in rule all but its name and selector."""

    name: Name = absent()
    selector: Places = absent(description="In place of the whole selector there was.")
    params: dict[Text, Any] = absent(description="A param that is null is as it is from the start again.")
    severity: Severity = absent()
    policy: Text | None = None
    enabled: bool = absent()
    runbook: RunbookGiven = absent()


class DryRunParams(Received):
    """What to try on what was seen, and over which time."""

    params: dict[Text, Any] = Field(
        default_factory=dict, description="In place of the rule's; those not named stay."
    )
    selector: Places | None = Field(None, description="In place of the rule's.")
    severity: Severity | None = Field(None, description="In place of the rule's.")
    from_: Instant | None = Field(None, alias="from", description="Default: 30 days ago, the most there is.")
    to: Instant | None = Field(None, description="Default: now.")


class NewRuleDryRun(DryRunParams):
    """A rule that is not made yet."""

    kind: Text = Field(examples=["device_offline"])


class Telling(Answer):
    """One thing that people would have been told."""

    at: InstantText
    kind: str = Field(description="Of the alert; resolved where it is over.")
    of: str | None = Field(description="Of what is over: the kind of the alert.")
    entity: str = Field(description="Id of the device or site, or tenant.")
    severity: Severity
    title: str
    devices: list[str]


class Noise(Answer):
    """What people would have been told of most."""

    kind: str
    entity: str
    title: str
    alerts: int


class DryRunOutcome(Answer):
    """What people would have been told."""

    alerts: int = Field(description="Without those that say that something is over.")
    per_day: float
    by_kind: dict[str, int]
    by_day: dict[str, int] = Field(description="Days in UTC; those without any are left out.")
    noisiest: list[Noise] = Field(description="Up to five.")
    told: list[Telling] = Field(description="The last 200, oldest first.")
    left_off: int = Field(description="How many were before those.")


class DryRun(Answer):
    """What people would have been told if a rule had been so, beside what they are by the rules of now.

    Both with all rules about connectivity at work: one explains away what another would tell.
    """

    object: Literal["dry_run"]
    kind: str
    from_: InstantText = Field(
        alias="from", description="Later than asked for where more was seen than can be looked at."
    )
    to: InstantText
    terminals: int
    facts: int = Field(description="How often a terminal was seen to go or come.")
    would: DryRunOutcome
    present: DryRunOutcome
