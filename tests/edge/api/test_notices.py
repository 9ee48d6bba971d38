"""Notices by the API: who was told of an alert, by which channel, and what came of each attempt."""

from __future__ import annotations

from random import Random
from typing import Any

import sqlalchemy as sa

from edge.alerts import attempts, outbox
from edge.alerts.messages import Outcome
from edge.store import notices
from edge.store.ids import now_us
from tests.edge.api.conftest import Api
from tests.edge.api.test_policies import channel
from tests.edge.api.test_silences import fires

MINUTE_US = 60_000_000


async def send(api: Api, *, ok: bool, later_us: int = 0) -> None:
    """Have all that is due attempted, a while from now."""

    def unit(conn: sa.Connection) -> None:
        now = now_us() + later_us
        for queue in notices.due(conn, now):
            for parcel in outbox.take(conn, api.store.ids, *queue, "me", public_url="", now=now):
                outcome = Outcome(ok, None if ok else "Nothing accepts connections there.", 7)
                attempts.record(conn, api.store.ids, parcel, outcome, random=Random(1), now=now)

    await api.store.write(unit)


async def listed(api: Api, where: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (await api.get(f"{where}/notices")).json()["data"]
    return found


async def test_an_alert_says_who_was_told_and_what_came_of_each_attempt(api: Api) -> None:
    ops = await channel(api)
    amina = await api.made("/v1/people", {"name": "Amina", "channels": [ops]})
    device = await api.device("GATE1")
    alert = await fires(api, device["id"])
    (waits,) = await listed(api, f"/v1/alerts/{alert}")
    assert (waits["status"], waits["moment"], waits["step"]) == ("waiting", "fired", 0)
    assert (waits["channel"], waits["person"], waits["person_name"]) == (ops, amina["id"], "Amina")
    await send(api, ok=False, later_us=MINUTE_US)
    await send(api, ok=True, later_us=10 * MINUTE_US)
    (told,) = await listed(api, f"/v1/alerts/{alert}")
    assert (told["status"], told["error"], told["message"]) == ("sent", None, told["dedupe_key"])
    assert [(one["ok"], one["error"]) for one in told["attempts"]] == [
        (False, "Nothing accepts connections there."),
        (True, None),
    ]
    assert await listed(api, f"/v1/channels/{ops}") == [told]
    entries = (await api.get(f"/v1/alerts/{alert}")).json()["timeline"]
    assert (entries[-1]["what"], entries[-1]["text"]) == ("notice", "Told Amina by ops.")


async def test_who_took_an_alert_on_holds_what_was_still_to_be_told(api: Api) -> None:
    await channel(api)
    alert = await fires(api, (await api.device("GATE1"))["id"])
    await api.post(f"/v1/alerts/{alert}/acknowledge")
    (held,) = await listed(api, f"/v1/alerts/{alert}")
    assert (held["status"], held["held_for"], held["due_at"]) == ("waiting", "acknowledged", None)


async def test_notices_turn_page_by_page_newest_first(api: Api) -> None:
    ops = await channel(api)
    device = await api.device("GATE1")
    alerts = [
        await fires(api, device["id"], kind) for kind in ("device_offline", "clock_drift", "attlog_stuck")
    ]
    first = (await api.get(f"/v1/channels/{ops}/notices?limit=2")).json()
    rest = (await api.get(f"/v1/channels/{ops}/notices?limit=2&cursor={first['next_cursor']}")).json()
    assert [row["alert"] for row in [*first["data"], *rest["data"]]] == alerts[::-1]


async def test_notices_of_what_is_not_there_are_not_there_either(api: Api) -> None:
    ops = await channel(api)
    theirs = await fires(api, "dev_theirs", whose=api.other)
    for path in (f"/v1/alerts/{theirs}", "/v1/alerts/alr_none", "/v1/channels/chan_none", "/v1/channels/%00"):
        assert (await api.get(f"{path}/notices")).status_code == 404
    site = await api.made("/v1/sites", {"name": "Depot"})
    elsewhere = await fires(api, (await api.device("GATE1"))["id"])
    key = await api.key("viewer", site_ids=[site["id"]])
    for path in (f"/v1/alerts/{elsewhere}", f"/v1/channels/{ops}"):
        assert (await api.get(f"{path}/notices", key=key)).status_code == 404
    assert await listed(api, "/v1/channels/chan_console") == []
