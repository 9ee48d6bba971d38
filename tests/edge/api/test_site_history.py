"""How a site did day by day: counted by the clocks on its walls, and by nobody else's."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from edge import telling
from edge.api.site_history import day_span, days_until
from edge.store import devices
from edge.store.ids import NODE_BITS, first_id_at, now_us
from tests.edge.api.conftest import Api, on_sqlite
from tests.edge.api.test_plans import plan_of, statements

SECOND = 1_000_000
HOUR = 3_600 * SECOND
DAY = 24 * HOUR
EAST = 10_800
"""Nairobi, seconds east of UTC: the clocks there never change."""


def local(days_ago: int, hour: int, minute: int = 0) -> int:
    """An instant as the clocks of Nairobi show it, in microseconds."""
    midnight = (now_us() + EAST * SECOND) // DAY * DAY - EAST * SECOND
    return midnight - days_ago * DAY + hour * HOUR + minute * 60 * SECOND


async def site(api: Api, *serials: str, name: str = "HQ") -> None:
    for serial in serials:
        await api.device(serial)
    body = {"name": name, "location": {"timezone": "Africa/Nairobi"}, "devices": list(serials)}
    await api.made("/v1/sites", body)


async def punched(api: Api, serial: str, *instants: int, waited_s: float = 1, offset: int = EAST) -> None:
    """Punches that came so many seconds after they were made."""
    named = (await api.get(f"/v1/devices/{serial}")).json()["id"]
    drafts = []
    for number, at in enumerate(instants):
        row_id = first_id_at(at + round(waited_s * SECOND)) + (number << NODE_BITS)
        shown = (at + offset * SECOND + (1 << 63)).to_bytes(8, "big")
        dedup = shown + (row_id + number).to_bytes(8, "big")
        drafts.append({"id": row_id, "punched_at": at, "utc_offset": offset, "dedup": dedup})
    await api.punch(named, *drafts)


async def history(api: Api, days: int = 3, name: str = "hq", **rest: Any) -> list[dict[str, Any]]:
    answer = await api.get(f"/v1/sites/{name}/history", params={"days": days}, **rest)
    assert answer.status_code == 200, answer.text
    shown: list[dict[str, Any]] = answer.json()["days"]
    assert len(shown) == days
    return shown


async def test_punches_are_counted_by_the_day_and_hour_that_the_terminals_showed(api: Api) -> None:
    await site(api, "A1", "A2")
    await punched(api, "A1", local(2, 0), local(2, 23, 59), local(1, 8, 10), local(1, 8, 50))
    await punched(api, "A2", local(1, 8, 59), local(1, 9))
    before, yesterday, today = await history(api)
    dates = [date.fromisoformat(one["date"]) for one in (before, yesterday, today)]
    assert (
        dates[-1] == datetime.fromtimestamp(now_us() / 1e6, UTC).astimezone(ZoneInfo("Africa/Nairobi")).date()
    )
    assert [one["punches"] for one in (before, yesterday, today)] == [2, 4, 0]
    assert (before["punches_per_hour"][0], before["punches_per_hour"][23]) == (1, 1)
    assert yesterday["punches_per_hour"] == [0] * 8 + [3, 1] + [0] * 14
    whole = (await api.get("/v1/sites/hq/history")).json()
    assert (whole["object"], whole["timezone"], len(whole["days"])) == ("site_history", "Africa/Nairobi", 30)


async def test_punches_stay_where_they_were_made_when_a_terminal_moves(api: Api) -> None:
    await site(api, "A1")
    await site(api, name="New")
    await punched(api, "A1", local(1, 8), local(1, 8, 30))
    await api.patch("/v1/devices/A1", {"site": "new"})
    await punched(api, "A1", local(1, 10))
    assert [one["punches"] for one in await history(api)] == [0, 2, 0]
    assert [one["punches"] for one in await history(api, name="new")] == [0, 1, 0]


async def test_latency_is_of_what_came_as_it_was_made(api: Api) -> None:
    """What waited in a terminal that was cut off says nothing of the way here, nor does a clock that is far
    ahead. One that is a little ahead does not make punches arrive before they were made."""
    await site(api, "A1")
    for hour, waited_s in ((7, 2), (8, 2), (9, 2), (10, 40), (11, -3), (12, 3 * 3_600), (13, -90)):
        await punched(api, "A1", local(1, hour), waited_s=waited_s)
    before, yesterday, _ = await history(api)
    assert (before["latency_median_s"], before["latency_p95_s"]) == (None, None)
    assert (yesterday["punches"], yesterday["latency_median_s"], yesterday["latency_p95_s"]) == (7, 2, 40)


async def test_uptime_is_of_each_day_by_itself_and_unknown_before_it_was_kept(api: Api) -> None:
    await site(api, "A1")
    row = await api.store.read(lambda conn: devices.by_serial(conn, api.home.tenant_id, "A1"))
    assert row is not None
    old = sa.text("UPDATE device SET created_at = :at").bindparams(at=now_us() - 60 * DAY)
    await api.store.write(lambda conn: conn.execute(old))
    went = local(1, 6)
    api.presence[(api.home.tenant_id, row["id"])] = (False, went, 35.0)

    def tell(conn: sa.Connection) -> None:
        told = {"status": "offline", "last_seen": went, "since": went}
        telling.tell_device(conn, api.store.ids, row, "device.offline", **told)

    await api.store.write(tell)
    days = await history(api, 40)
    assert [one["uptime"] for one in days[-3:]] == [1.0, 0.25, 0.0]
    assert [one["uptime"] for one in days[:8]] == [None] * 8
    empty = await api.made("/v1/sites", {"name": "Empty"})
    assert {one["uptime"] for one in await history(api, name=empty["slug"])} == {None}


async def test_three_months_fit_in_an_answer_and_four_are_refused(api: Api) -> None:
    await site(api, "A1")
    await punched(api, "A1", *(local(day, hour) for day in range(1, 92) for hour in range(0, 24, 2)))
    whole = await api.get("/v1/sites/hq/history", params={"days": 92})
    assert sum(one["punches"] for one in whole.json()["days"]) == 91 * 12
    assert len(whole.content) < 100_000
    for wrong in ("0", "93", "x"):
        refused = await api.get("/v1/sites/hq/history", params={"days": wrong})
        assert (refused.status_code, refused.json()["error"]["param"]) == (422, "days")


async def test_a_key_of_one_site_sees_no_other(api: Api) -> None:
    await site(api, "A1")
    await site(api, "B1", name="Other")
    other = (await api.get("/v1/sites/other")).json()["id"]
    limited = await api.key("viewer", site_ids=[other])
    assert (await api.get("/v1/sites/hq/history", key=limited)).status_code == 404
    assert await history(api, name="other", key=limited)


@on_sqlite
async def test_it_costs_no_more_for_a_punch_more(api: Api) -> None:
    """An index counts them; of each terminal and hour one punch is read, however many there are."""
    await site(api, "A1")
    times = [local(1, 8) + number * SECOND for number in range(3_000)]
    await punched(api, "A1", *times)
    with statements() as sent:
        assert (await history(api))[1]["punches"] == 3_000
    (counted,) = [one for one in sent if "punch_taken" in one[0]]
    plan = await plan_of(api.store, *counted)
    assert "SEARCH punch_taken USING COVERING INDEX" in plan
    assert len(await api.store.read(lambda conn: conn.exec_driver_sql(*counted).all())) == 1  # the hour's


@pytest.mark.parametrize(("day", "hours"), [("2026-03-29", 23), ("2026-10-25", 25), ("2026-06-01", 24)])
def test_a_day_lasts_as_long_as_the_clocks_on_the_wall_make_it(day: str, hours: int) -> None:
    zone = ZoneInfo("Europe/Sofia")
    named = date.fromisoformat(day)
    noon = int(datetime(named.year, named.month, named.day, 12, tzinfo=zone).timestamp() * 1e6)
    start, end = day_span(named, zone, noon + 2 * DAY)
    assert timedelta(microseconds=end - start) == timedelta(hours=hours)
    assert days_until(noon, zone, 2) == [named - timedelta(days=1), named]
