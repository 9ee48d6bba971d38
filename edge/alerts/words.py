"""How alerts about connectivity are put into words: a title for the list, a reason that says what was seen.

The console shows its own translations by kind; these are for mail, webhooks and the API.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

CAUSES: Final[Mapping[str, str]] = {
    "command": "It followed a command of ours.",
    "site": "The other terminals of its site went silent with it.",
    "edge": "This edge lost most terminals at the same time.",
}


def lasting(seconds: float) -> str:
    """A length of time as people say it: `45 s`, `7 min`, `3 h`, `3 h 20 min`, `2 d`."""
    whole = max(round(seconds), 0)
    if whole < 120:
        return f"{whole} s"
    if whole < 7_200:
        return f"{round(whole / 60)} min"
    if whole < 172_800:
        hours, minutes = divmod(round(whole / 60), 60)
        return f"{hours} h {minutes} min" if minutes else f"{hours} h"
    return f"{round(whole / 86_400)} d"


def offline_title(name: str, site: str) -> str:
    return f"{name} is offline" if not site else f"{name} at {site} is offline"


def offline_reason(silent_s: float, cause: str | None, unstable: bool, after_outage: bool = False) -> str:
    """Why a terminal's alert fires."""
    said = [f"Silent for {lasting(silent_s)}."]
    if unstable:
        said.append("It came and went before; this time it stayed away.")
    if after_outage:
        said.append("Its site is back, this terminal is not.")
    if cause is not None and cause in CAUSES:
        said.append(CAUSES[cause])
    return " ".join(said)


def online_title(name: str, site: str) -> str:
    return f"{name} is back" if not site else f"{name} at {site} is back"


def back_reason(away_s: float) -> str:
    return f"Back after {lasting(away_s)}."


def unstable_title(name: str, site: str) -> str:
    return f"{name} comes and goes" if not site else f"{name} at {site} comes and goes"


def stable_title(name: str, site: str) -> str:
    return f"{name} is stable again" if not site else f"{name} at {site} is stable again"


def unstable_reason(drops: int, window_s: float) -> str:
    return (
        f"Lost {drops} times within {lasting(window_s)}. One alert until it is stable; told apart if it dies."
    )


def stable_reason(calm_s: float) -> str:
    return f"Stable again: online for {lasting(calm_s)} without another loss."


def outage_title(site: str, gone: int, of: int) -> str:
    return f"{site} is dark: {gone} of {of} terminals are offline"


def outage_over_title(site: str) -> str:
    return f"{site} is back"


def outage_reason(silent_s: float, together_s: float) -> str:
    return (
        f"They went silent within {lasting(together_s)} of each other, {lasting(silent_s)} ago: "
        "power, the router or the line of the site rather than the terminals."
    )


def site_unstable_title(site: str) -> str:
    return f"The line of {site} comes and goes"


def site_stable_title(site: str) -> str:
    return f"The line of {site} is stable again"


def tenant_over_title(sites: int) -> str:
    return f"Most of {sites} dark sites are back"


def tenant_title(sites: int) -> str:
    return f"{sites} sites are dark at once"


def tenant_reason(within_s: float) -> str:
    return (
        f"They were lost within {lasting(within_s)}: look at what they share, such as power, the carrier or "
        "the way to this edge, before you look at any of them."
    )
