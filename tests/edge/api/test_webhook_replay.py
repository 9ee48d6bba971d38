"""Replays by the API: what is told again, in which order, how fast, and that nothing is told twice by one."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa

from edge.job_runner import KINDS
from edge.store import jobs as job_rows
from edge.store import webhooks
from edge.store.ids import now_us, row_id
from edge.store.webhook_tables import webhook_delivery
from edge.webhooks import replay
from edge.webhooks.parcel import Outcome
from tests.edge.api.conftest import Api
from tests.edge.api.test_webhooks import attempted, made, punches

TAKEN = Outcome(200, 5, None, None)
LONG_AGO = "2020-01-01T00:00:00Z"


async def advanced(api: Api, job: str, now: int) -> bool:
    """Carry a job on, in one transaction. Whether there is more to do at once."""
    return bool(await api.store.write(lambda conn: _advance(conn, api, job, now)))


def _advance(conn: sa.Connection, api: Api, job: str, now: int) -> bool:
    row = job_rows.hold(conn, api.home.tenant_id, row_id("job", job) or 0)
    assert row is not None
    return KINDS[row["type"]].advance(conn, api.store.ids, row, now).more


async def finished(api: Api, job: str) -> dict[str, Any]:
    """A job carried on to its end, a second at a time."""
    now = now_us()
    for _ in range(200):
        shown = (await api.get(f"/v1/jobs/{job}")).json()
        if shown["status"] not in ("queued", "running"):
            return dict(shown)
        if not await advanced(api, job, now):
            now += 1_000_000
    raise AssertionError("it never ended")


async def replays_made(api: Api) -> list[dict[str, Any]]:
    statement = (
        sa.select(webhook_delivery)
        .where(webhook_delivery.c.trigger == "replay")
        .order_by(webhook_delivery.c.id)
    )
    found = await api.store.read(lambda conn: conn.execute(statement).mappings().all())
    return [dict(row) for row in found]


async def told(api: Api, count: int) -> tuple[dict[str, Any], str, str]:
    """A webhook that took so many punches; its path, and when that began."""
    webhook = await made(api, events=["attendance.created"])
    begin = api.instant()
    await punches(api, count)
    left = count
    while left:
        await attempted(api, [TAKEN] * left)
        page = (await api.get(f"/v1/webhooks/{webhook['id']}/deliveries?state=pending")).json()["data"]
        left = len(page)
        await api.store.write(_release)
    return webhook, f"/v1/webhooks/{webhook['id']}", begin


def _release(conn: sa.Connection) -> None:
    conn.execute(sa.text("UPDATE webhook_lane SET lease_until = 0"))


async def begun(api: Api, path: str, body: dict[str, Any]) -> str:
    response = await api.post(f"{path}/replay", body)
    assert response.status_code == 202, response.text
    return str(response.json()["id"])


async def test_what_was_told_is_told_again_under_new_ids_with_the_same_events_in_order(api: Api) -> None:
    _, path, begin = await told(api, 12)
    before = (await api.get(f"{path}/deliveries")).json()["data"]
    job = await begun(api, path, {"from": begin})
    shown = await finished(api, job)
    assert (shown["status"], shown["type"], shown["details"]["replayed"]) == (
        "succeeded",
        "webhooks.replay",
        12,
    )
    again = (await api.get(f"{path}/deliveries?state=pending")).json()["data"]
    assert [one["event_id"] for one in again] == [one["event_id"] for one in before]
    assert {one["trigger"] for one in again} == {"replay"}
    assert not {one["id"] for one in again} & {one["id"] for one in before}
    rows = await replays_made(api)
    assert [row["event_id"] for row in rows] == sorted(row["event_id"] for row in rows)
    await attempted(api, [TAKEN] * 5)
    assert len((await api.get(f"{path}/deliveries?state=delivered")).json()["data"]) == 17


async def test_killed_half_way_it_goes_on_where_it_was_and_repeats_nothing(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replay, "PAGE", 7)
    _, path, begin = await told(api, 30)
    job = await begun(api, path, {"from": begin, "per_second": 4})
    now = now_us()

    class Killed(Exception):
        pass

    def killed(conn: sa.Connection) -> None:
        _advance(conn, api, job, now)
        raise Killed

    for turn in range(60):
        if turn % 3 == 1:  # the process ends before the commit
            with pytest.raises(Killed):
                await api.store.write(killed)
        elif (await api.get(f"/v1/jobs/{job}")).json()["status"] in ("queued", "running"):
            await advanced(api, job, now)
        now += 1_000_000
        if (await api.get(f"/v1/jobs/{job}")).json()["status"] == "succeeded":
            break
    made_again = [row["event_id"] for row in await replays_made(api)]
    assert len(made_again) == 30
    assert len(set(made_again)) == 30
    assert made_again == sorted(made_again)


async def test_no_more_are_made_in_a_second_than_it_may(api: Api) -> None:
    _, path, begin = await told(api, 12)
    job = await begun(api, path, {"from": begin, "per_second": 5})
    now = now_us() // 1_000_000 * 1_000_000
    counts = []
    for _ in range(4):
        while await advanced(api, job, now):
            pass
        counts.append(len(await replays_made(api)))
        now += 1_000_000
        if counts[-1] == 12:
            break
    assert counts == [5, 10, 12]


async def test_only_what_was_given_up_and_only_once(api: Api) -> None:
    webhook, path, _ = await told(api, 4)
    rows = (await api.get(f"{path}/deliveries")).json()["data"]
    lost = [row_id("dlv", one["id"]) for one in rows[:2]]
    await api.store.write(
        lambda conn: conn.execute(
            webhook_delivery.update().where(webhook_delivery.c.id.in_(lost)).values(state="dead")
        )
    )
    on = (await api.post(f"{path}/disable")).json()
    assert on["status"] == "disabled"
    offered = (await api.post(f"{path}/enable")).json()["replay"]
    assert offered["status"] == "dead"
    job = await begun(api, path, offered)
    assert (await finished(api, job))["details"]["replayed"] == 2
    assert {row["event_id"] for row in await replays_made(api)} == {
        row_id("evt", one["event_id"]) for one in rows[:2]
    }
    page = (await api.get(f"{path}/deliveries?state=dead")).json()["data"]
    assert all(one["resent_as"].startswith("dlv_") for one in page)
    again = await begun(api, path, offered)
    assert (await finished(api, again))["details"]["replayed"] == 0
    assert (await api.post(f"{path}/disable")).status_code == 200
    assert (await api.post(f"{path}/enable")).json()["replay"] is None
    assert webhook["id"] == on["id"]


async def test_what_still_waits_is_not_told_twice(api: Api) -> None:
    webhook = await made(api, events=["attendance.created"])
    path, begin = f"/v1/webhooks/{webhook['id']}", api.instant()
    await punches(api, 3)
    await attempted(api, [])
    job = await begun(api, path, {"from": begin})
    assert (await finished(api, job))["details"]["replayed"] == 0


async def test_what_was_before_the_webhook_was_made_can_be_asked_for(api: Api) -> None:
    begin = api.instant()
    await punches(api, 3)
    other = await api.device("S2")
    await api.punch(other["id"], {"pin": "9"})
    webhook = await made(api, events=["attendance.created"])
    path = f"/v1/webhooks/{webhook['id']}"
    job = await begun(api, path, {"from": begin, "device": "S2"})
    assert (await finished(api, job))["details"]["replayed"] == 1
    job = await begun(api, path, {"from": begin, "events": ["device.registered"]})
    assert (await finished(api, job))["details"]["replayed"] == 2


async def test_one_that_is_cancelled_stops_and_one_whose_webhook_goes_says_so(api: Api) -> None:
    _, path, begin = await told(api, 6)
    job = await begun(api, path, {"from": begin, "per_second": 2})
    await advanced(api, job, now_us())
    assert (await api.post(f"/v1/jobs/{job}/cancel")).json()["status"] == "cancelled"
    assert len(await replays_made(api)) == 2
    job = await begun(api, path, {"from": begin, "per_second": 2})
    assert (await api.delete(path)).status_code == 200
    shown = await finished(api, job)
    assert "deleted" in shown["error"]


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ({"from": LONG_AGO}, "30 days"),
        ({"from": "2999-01-01T00:00:00Z"}, "before"),
        ({"from": LONG_AGO, "per_second": 0}, "1"),
        ({}, "from"),
    ],
)
async def test_a_range_that_cannot_be_is_refused(api: Api, body: dict[str, Any], says: str) -> None:
    webhook = await made(api)
    refused = await api.post(f"/v1/webhooks/{webhook['id']}/replay", body)
    assert refused.status_code == 422
    assert says in refused.json()["error"]["message"]


async def test_an_id_that_no_database_can_hold_is_no_webhook(api: Api) -> None:
    for name in ("%00", "wh_%00", "wh_%F0%9F%98%80", "wh_" + "a" * 300):
        for path in (f"/v1/webhooks/{name}", f"/v1/webhooks/{name}/deliveries/dlv_%00"):
            assert (await api.get(path)).status_code == 404, path
    webhook = await made(api)
    for name in ("%00", "dlv_%00"):
        assert (await api.get(f"/v1/webhooks/{webhook['id']}/deliveries/{name}")).status_code == 404
    found = await api.store.read(lambda conn: webhooks.owners(conn))
    assert api.home.tenant_id in found
