"""What goes out by a channel now: claimed and put into words, or held, or called off.

Whoever changes notices holds the channel first, then the alerts, so that nobody waits for each other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import sqlalchemy as sa

from common.instants import rfc3339, rfc3339_or_none
from edge.alerts import notices, runbooks
from edge.alerts.attempts import Parcel, give_up
from edge.alerts.model import SEVERITIES, Severity
from edge.alerts.muting import Muting
from edge.alerts.schedule import (
    HOUR_US,
    SECOND_US,
    Held,
    Sent,
    Waiting,
    decide,
    quiet_until,
)
from edge.alerts.subjects import subjects_of
from edge.alerts.wording import News, compose
from edge.store import alert_rules, tenants
from edge.store import notices as rows
from edge.store.ids import IdClock, public_id
from edge.store.sites import names as site_names

AHEAD_US: Final = 600 * SECOND_US
"""What fires in a group is told with it if it is due so soon."""
MOST_ROWS: Final = 10_000
AT_ONCE: Final = 8
"""Messages that a channel is given at once."""
GONE: Final = "The channel was deleted."
OFF: Final = "The channel is switched off."


def take(
    conn: sa.Connection,
    ids: IdClock,
    tenant_id: int,
    channel_id: int,
    owner: str,
    *,
    public_url: str,
    now: int,
) -> list[Parcel]:
    """Claim what is to go out by a channel now, a few messages at most; hold or call off what is not."""
    channel = rows.channel_held(conn, tenant_id, channel_id, wait=False)
    if channel is None:
        if not rows.channel_exists(conn, tenant_id, channel_id):
            give_up(conn, ids, _free(conn, tenant_id, channel_id, now), GONE, now)
        return []
    if not channel["enabled"]:
        give_up(conn, ids, _free(conn, tenant_id, channel_id, now), OFF, now)
        return []
    alert_ids = {row["alert_id"] for row in _free(conn, tenant_id, channel_id, now + AHEAD_US)}
    alerts = rows.alerts(conn, tenant_id, alert_ids - {None}, hold=True)
    _hold_back(conn, tenant_id, alerts, _free(conn, tenant_id, channel_id, now), now)
    free = _with_news(conn, tenant_id, _free(conn, tenant_id, channel_id, now + AHEAD_US))
    chosen = _chosen(conn, channel, free, now)
    return [
        _parcel(conn, channel, members, alerts, owner, public_url) for members in chosen[:AT_ONCE] if members
    ]


def _free(conn: sa.Connection, tenant_id: int, channel_id: int, until: int) -> list[sa.RowMapping]:
    """What waits for a channel and is being sent by nobody."""
    found = rows.waiting(conn, tenant_id, channel_id, until, MOST_ROWS)
    return [row for row in found if not row["leased"]]


def _hold_back(
    conn: sa.Connection,
    tenant_id: int,
    alerts: Mapping[int, sa.RowMapping],
    due: Sequence[sa.RowMapping],
    now: int,
) -> None:
    """Of what is due: what was overtaken is called off, what nobody is to hear of now waits."""
    lost = [row["id"] for row in due if row["alert_id"] not in alerts]
    rows.cancel(conn, tenant_id, lost, "the alert is gone")
    late = [
        row["id"]
        for row in due
        if row["moment"] != "resolved"
        and row["alert_id"] in alerts
        and alerts[row["alert_id"]]["status"] == "resolved"
    ]
    rows.cancel(conn, tenant_id, late, "it was over before")
    known = [alerts[one] for one in sorted({row["alert_id"] for row in due} & alerts.keys())]
    above = {alert["parent_id"] for alert in known if alert["parent_id"] is not None}
    parents = rows.alerts(conn, tenant_id, above)
    muting = Muting.load(conn, tenant_id, now)
    subjects = subjects_of(conn, tenant_id, known) if muting.anything else {}
    for alert in known:
        muted = muting.of(subjects[alert["id"]]) if muting.anything else None
        is_open = alert["status"] != "resolved"
        found = notices.obstacle(alert, muted, parents.get(alert["parent_id"]), now)
        why = notices.acknowledged(alert, now) if is_open else None
        if why is not None:
            notices.stop(conn, tenant_id, alert["id"], why, now)
        if found is not None and (is_open or muted is not None):
            there = rows.of_alert(conn, tenant_id, alert["id"])
            free = [row for row in there if row["status"] == "waiting" and not row["leased"]]
            notices.postpone(conn, tenant_id, free, found)


def _with_news(conn: sa.Connection, tenant_id: int, free: Sequence[sa.RowMapping]) -> list[sa.RowMapping]:
    """Without what says that something is over which was not told: it waits while that may still arrive."""
    over = {row["alert_id"] for row in free if row["moment"] == "resolved"}
    told = rows.told(conn, tenant_id, over, "sent")
    hopes = rows.told(conn, tenant_id, over, "waiting")
    kept, vain = [], []
    for row in free:
        whom = (row["alert_id"], row["channel_id"], row["person_id"])
        if row["moment"] != "resolved" or whom in told:
            kept.append(row)
        elif whom not in hopes:
            vain.append(row["id"])
    rows.cancel(conn, tenant_id, vain, "nobody was told that it was there")
    return kept


def _chosen(
    conn: sa.Connection, channel: sa.RowMapping, free: Sequence[sa.RowMapping], now: int
) -> list[list[sa.RowMapping]]:
    """Messages to go out by a channel, of whomever they are for; the rest is held."""
    tenant_id = channel["tenant_id"]
    of: dict[int | None, list[sa.RowMapping]] = {}
    for row in free:
        of.setdefault(row["person_id"], []).append(row)
    people = rows.people(conn, tenant_id, {one for one in of if one is not None})
    sent = _sent(conn, channel, now)
    by_id = {row["id"]: row for row in free}
    messages: list[list[int]] = []
    held: list[Held] = []
    for person_id, waiting in of.items():
        person = people.get(person_id) if person_id is not None else None
        quiet = None if person is None else quiet_until(person["quiet"], _zone(conn, channel, person), now)
        decision = decide([_waiting(row) for row in waiting], sent.get(person_id, []), quiet, now)
        messages += [list(one) for one in decision.messages]
        held += decision.held
    for until, why in {(one.until, one.why) for one in held}:
        waits = [one.id for one in held if (one.until, one.why) == (until, why)]
        rows.change(conn, tenant_id, waits, due_at=until, held_for=why)
    chosen = [[by_id[one] for one in members] for members in messages]
    return sorted(chosen, key=lambda members: (_worst(members) != "critical", members[0]["due_at"]))


def _sent(conn: sa.Connection, channel: sa.RowMapping, now: int) -> dict[int | None, list[Sent]]:
    """What each was told by a channel in the last hour, and what they are being told."""
    tenant_id, channel_id = channel["tenant_id"], channel["id"]
    found: dict[tuple[int | None, str], list[tuple[int, str, str]]] = {}
    for row in rows.sent_since(conn, tenant_id, channel_id, now - HOUR_US):
        told = (row["sent_at"], row["group_key"], row["severity"])
        found.setdefault((row["person_id"], row["message"]), []).append(told)
    for row in rows.in_flight(conn, tenant_id, channel_id):
        told = (now, row["group_key"], row["severity"])
        found.setdefault((row["person_id"], row["message"]), []).append(told)
    sent: dict[int | None, list[Sent]] = {}
    for (person_id, _), parts in found.items():
        groups = frozenset(group for _, group, _ in parts)
        critical = any(severity == "critical" for _, _, severity in parts)
        sent.setdefault(person_id, []).append(Sent(max(at for at, _, _ in parts), groups, critical))
    return sent


def _waiting(row: sa.RowMapping) -> Waiting:
    return Waiting(
        id=row["id"],
        group=row["group_key"],
        critical=row["severity"] == "critical",
        moment=row["moment"],
        due=row["due_at"],
        held_for=row["held_for"],
        message=row["message"],
        wait_us=row["says"]["wait_us"],
        interval_us=row["says"]["interval_us"],
    )


def _parcel(
    conn: sa.Connection,
    channel: sa.RowMapping,
    members: Sequence[sa.RowMapping],
    alerts: Mapping[int, sa.RowMapping],
    owner: str,
    public_url: str,
) -> Parcel:
    """Claim the notices of a message, and put it into words."""
    tenant_id = channel["tenant_id"]
    first = min(members, key=lambda row: int(row["id"]))
    key = str(first["message"] or first["dedupe_key"])
    claims = rows.claim(conn, tenant_id, [row["id"] for row in members], key, owner)
    people = rows.people(conn, tenant_id, [] if first["person_id"] is None else [first["person_id"]])
    person = people.get(first["person_id"]) if first["person_id"] is not None else None
    shown = [row for row in members if row["alert_id"] in alerts]
    sites = site_names(
        conn,
        tenant_id,
        {site for row in shown if (site := alerts[row["alert_id"]]["site_id"]) is not None},
    )
    own = {
        name: {} if rule is None else rule["runbook"]
        for name in {alerts[row["alert_id"]]["rule"] for row in shown}
        for rule in [alert_rules.find(conn, tenant_id, name)]
    }
    language = None if person is None else person["language"]
    news = [
        _news(row, alerts[row["alert_id"]], sites, own[alerts[row["alert_id"]]["rule"]], language)
        for row in shown
    ]
    message = compose(key, news, _worst(members), _zone(conn, channel, person), public_url)
    return Parcel(tenant_id, channel, person, message, claims, {row["alert_id"] for row in shown})


def _news(
    row: sa.RowMapping,
    alert: sa.RowMapping,
    sites: Mapping[int, str],
    own: Mapping[str, str],
    language: str | None,
) -> News:
    site = sites.get(alert["site_id"])
    shown = {
        "id": public_id("alr", alert["id"]),
        "object": "alert",
        "rule": alert["rule"],
        "kind": alert["kind"],
        "entity": {"type": alert["entity_type"], "id": alert["entity_id"], "name": alert["entity_name"]},
        "status": alert["status"],
        "severity": alert["severity"],
        "title": row["says"]["title"],
        "reason": row["says"]["reason"],
        "devices": alert["devices"],
        "site": site,
        "expected_punches": None if alert["expected"] is None else round(alert["expected"]),
        "opened_at": rfc3339(alert["opened_at"]),
        "fired_at": rfc3339_or_none(alert["fired_at"]),
        "resolved_at": rfc3339_or_none(alert["resolved_at"]),
    }
    runbook = runbooks.text_of(alert["kind"], own, language)
    since = alert["fired_at"] or alert["opened_at"]
    return News(row["moment"], shown, since, alert["resolved_at"], site, runbook)


def _worst(members: Sequence[sa.RowMapping]) -> Severity:
    found: set[str] = {row["severity"] for row in members}
    return next(one for one in reversed(SEVERITIES) if one in found)


def _zone(conn: sa.Connection, channel: sa.RowMapping, person: sa.RowMapping | None) -> str:
    """Whose clock a message is written by: the person's, else the tenant's."""
    if person is not None and person["timezone"]:
        return str(person["timezone"])
    tenant = tenants.by_id(conn, channel["tenant_id"])
    return "UTC" if tenant is None else tenant["timezone"] or "UTC"
