"""What people are told of alerts, in plain words: pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from edge.alerts.messages import Message
from edge.alerts.model import SEVERITIES, Severity

MOST_LISTED: Final = 50
"""Alerts that one message lists; of more it says how many there are."""
_HEADS: Final[Mapping[str, str]] = {"escalated": "Still open", "repeated": "Still open", "resolved": "Over"}


@dataclass(frozen=True, slots=True)
class News:
    """One thing to tell. `alert`: as in `Message.alerts`; `since`, `until`: microseconds, while it was
    so; `runbook`: in the language of whom it is for."""

    moment: str
    alert: Mapping[str, Any]
    since: int
    until: int | None
    site: str | None
    runbook: str


def compose(key: str, news: Sequence[News], severity: Severity, zone: str, public_url: str) -> Message:
    """One message of all of it. `zone`: whose clock its times are on; `public_url`: by which people reach the
    edge, empty where that is not known."""
    single = news[0] if len(news) == 1 else None
    where = "" if single is None else f"/{single.alert['id']}"
    url = f"{public_url}/v1/alerts{where}" if public_url else None
    return Message(
        title=_title(news),
        text=_listed(news, zone) if single is None else _told(single, zone, url),
        dedupe_key=key,
        severity=severity,
        url=url,
        alerts=[{**one.alert, "moment": one.moment} for one in news],
    )


def _title(news: Sequence[News]) -> str:
    if len(news) == 1:
        return _headed(news[0])
    over = sum(one.moment == "resolved" for one in news)
    said = []
    if over < len(news):
        said.append(_count(len(news) - over))
    if over:
        said.append(f"{over} over" if said else f"{_count(over)} over")
    places = sorted({one.site for one in news if one.site is not None})
    where = "" if not places else f" at {places[0]}" if len(places) == 1 else f" at {len(places)} sites"
    worst = sum(one.alert["severity"] == "critical" and one.moment != "resolved" for one in news)
    return " and ".join(said) + where + (f", {worst} critical" if worst else "")


def _count(number: int) -> str:
    return f"{number} alert" if number == 1 else f"{number} alerts"


def _headed(one: News) -> str:
    title: str = one.alert["title"]
    head = _HEADS.get(one.moment)
    return title if head is None else f"{head}: {title}"


def _told(one: News, zone: str, url: str | None) -> str:
    """One alert, with all that is known of it."""
    alert, over = one.alert, one.moment == "resolved"
    lines = [f"{_headed(one)}."]
    if alert["reason"] and not over:
        lines.append(alert["reason"])
    lines.append("")
    if one.site is not None:
        lines.append(f"Site: {one.site}")
    if alert["entity"]["type"] == "device":
        lines.append(f"Terminal: {alert['entity']['name']}")
    elif len(alert["devices"]) > 1:
        lines.append(f"Terminals concerned: {len(alert['devices'])}")
    lines.append(_when(one, zone))
    lines.append(f"Severity: {alert['severity']}")
    if alert.get("expected_punches") and not over:
        lines.append(f"Punches to be expected there in two hours: {alert['expected_punches']}")
    if one.runbook and not over:
        lines += ["", one.runbook]
    return "\n".join([*lines, "", _console_url(one), *([] if url is None else [url])])


def _listed(news: Sequence[News], zone: str) -> str:
    """Many alerts: what happened to each, the worst first, what is over last."""
    ordered = sorted(
        news,
        key=lambda one: (one.moment == "resolved", -SEVERITIES.index(one.alert["severity"]), one.since),
    )
    lines = [f"{_title(news)}:"]
    for one in ordered[:MOST_LISTED]:
        lines += ["", f"{_headed(one)}."]
        if one.alert["reason"] and one.moment != "resolved":
            lines.append(f"  {one.alert['reason']}")
        where = f"{one.site}, " if one.site is not None and one.site not in one.alert["title"] else ""
        lines += [
            f"  {where}{_when(one, zone)}, {one.alert['severity']}",
            f"  {_console_url(one)}",
        ]
    if len(news) > MOST_LISTED:
        lines += ["", f"And {len(news) - MOST_LISTED} more."]
    runbooks = dict.fromkeys(one.runbook for one in ordered if one.runbook and one.moment != "resolved")
    if len(runbooks) == 1:
        lines += ["", *runbooks]
    return "\n".join(lines)


def _when(one: News, zone: str) -> str:
    since = f"Since: {_clock(one.since, zone)}"
    if one.moment != "resolved" or one.until is None:
        return since
    return f"From {_clock(one.since, zone)} to {_clock(one.until, zone)}"


def _clock(at: int, zone: str) -> str:
    here = datetime.fromtimestamp(at / 1e6, UTC).astimezone(ZoneInfo(zone))
    return f"{here:%Y-%m-%d %H:%M} {zone}"


def _console_url(one: News) -> str:
    return f"punchdeck://alert/{one.alert['id']}"
