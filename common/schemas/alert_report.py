"""What alerts were worth."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from common.schemas.fields import Answer, InstantText, Received


class NoisyRule(Answer):
    """A rule with alerts that nobody acted on."""

    rule: str = Field(description="Id of the rule.")
    kind: str = Field(examples=["device_unstable"])
    alerts: int
    acted_on: int
    acted_on_ratio: float


class AlertReport(Answer):
    """How many alerts people were told of, and of how many it was worth it."""

    object: Literal["alert_report"]
    from_: InstantText = Field(alias="from")
    to: InstantText
    alerts: int = Field(description="Opened in that time, and told to people.")
    alerts_capped: bool = Field(description="Whether there were more: the figures are of the newest of them.")
    alerts_per_day: float
    acted_on: int = Field(
        description="Those that a person acknowledged, snoozed, assigned, commented or resolved."
    )
    acted_on_ratio: float | None = Field(description="acted_on ÷ alerts; null without alerts.")
    noisy_rules: list[NoisyRule] = Field(
        description="The five rules with the most alerts that nobody acted on. What is told again and again "
        "and never acted on wants a longer hold, a narrower selector, or to be switched off."
    )


class AlertReportQuery(Received):
    """Of which time: so many days until now."""

    days: Annotated[int, Field(ge=1, le=90)] = 7
