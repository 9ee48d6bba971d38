"""Each kind of condition, as the database tells of it: what is bad is found, what only looks so is not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from edge.alerts.model import KINDS
from edge.alerts.sources import holdings
from edge.alerts.sources.channels import Channels
from edge.alerts.sources.clocks import Clocks
from edge.alerts.sources.commands import Commands
from edge.alerts.sources.edge_itself import EdgeItself, Vitals
from edge.alerts.sources.endpoints import Endpoints
from edge.alerts.sources.holdings import Holdings
from edge.alerts.sources.lines import Lines
from edge.alerts.sources.serials import Serials
from edge.alerts.sources.silence import Silence
from edge.gaps import Counted
from edge.intents import FetchInfo, Restart
from edge.store import webhooks
from edge.store.ids import EPOCH_US, NODE_BITS, public_id
from edge.store.notice_tables import channel
from edge.store.schema import dead_line
from edge.store.webhook_tables import webhook
from edge.webhooks import breaker
from edge.webhooks.breaker import Breaker
from tests.edge.alerts.conditions_kit import HOUR, MINUTE, START, Desk

# clock_drift


async def test_a_clock_that_stays_wrong_is_told_of(desk: Desk) -> None:
    name = await desk.device("C1", await desk.site("HQ"))
    await desk.drift(name, 3_600)
    watching = desk.watching(Clocks())
    await desk.rounds(watching, 885)
    assert await desk.firing() == []
    await desk.rounds(watching, 15)
    assert await desk.firing() == ["The clock of C1 at HQ is 60 min ahead"]
    (row,) = await desk.alerts()
    assert "right time zone" in row["reason"]
    await desk.drift(name, 1, off=False)
    await desk.rounds(watching, 15)
    assert await desk.firing() == []


async def test_a_clock_that_lets_itself_be_put_right_is_never_told_of(desk: Desk) -> None:
    name = await desk.device("C1")
    await desk.drift(name, -240)
    watching = desk.watching(Clocks())
    await desk.rounds(watching, 600)
    await desk.drift(name, None)  # it was set, and nobody has punched since
    await desk.rounds(watching, 3_600)
    assert await desk.statuses() == [("clock_drift", name, "pending")]
    await desk.drift(name, 0, off=False)
    await desk.rounds(watching, 15)
    assert await desk.alerts() == []


async def test_a_clock_that_was_set_in_vain_is_told_of_at_once(desk: Desk) -> None:
    name = await desk.device("C1")
    await desk.drift(name, -240)
    watching = desk.watching(Clocks())
    await desk.rounds(watching, 600)
    await desk.drift(name, None)
    await desk.rounds(watching, 600)
    await desk.drift(name, -241)
    await desk.rounds(watching, 15)
    assert await desk.firing() == ["The clock of C1 is 4 min behind"]


async def test_a_few_late_punches_are_no_wrong_clock(desk: Desk) -> None:
    """`edge.drift` agrees on a number before it calls the clock off."""
    name = await desk.device("C1")
    await desk.drift(name, -90, off=False)
    await desk.rounds(desk.watching(Clocks()), 1_200)
    assert await desk.alerts() == []


async def test_a_terminal_that_is_switched_off_is_watched_no_more(desk: Desk) -> None:
    name = await desk.device("C1")
    await desk.drift(name, 300)
    watching = desk.watching(Clocks())
    await desk.rounds(watching, 900)
    await desk.note(name, state="suspended")
    await desk.rounds(watching, 15)
    assert await desk.statuses() == [("clock_drift", name, "resolved")]


# duplicate_serial


async def test_two_boxes_of_one_number_are_told_of_until_somebody_decides(desk: Desk) -> None:
    name = await desk.device("S1")
    await desk.device("S2")
    watching = desk.watching(Serials())
    await watching.look()
    assert await desk.alerts() == []
    await desk.note(name, conflicted_at=START)
    await watching.look()
    assert await desk.firing() == ["Two boxes call as S1 (S1)"]
    await desk.note(name, conflicted_at=None)
    await watching.look()
    assert await desk.firing() == []


# storage_nearly_full, attlog_stuck

LIMITS = {"~MaxAttLogCount": "10", "~MaxUserCount": "30", "~MaxFaceCount": "500"}


async def test_it_has_room_again_once_there_is_clearly_more(desk: Desk) -> None:
    name = await desk.device("H1", counts={"punches": 95_000}, options=LIMITS)
    watching = desk.watching(Holdings())
    await watching.look()
    await desk.note(name, counts={"punches": 88_000})
    await watching.look()
    assert len(await desk.firing()) == 1
    await desk.note(name, counts={"punches": 0})
    await watching.look()
    assert await desk.firing() == []


async def test_a_fleet_is_walked_through_and_begun_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(holdings, "SLICE", 2)
    for number in range(5):
        await desk.device(f"H{number}", counts={"punches": 99_000}, options=LIMITS)
    watching = desk.watching(Holdings())
    for told in (2, 4, 5):
        await watching.look()
        assert len(await desk.firing()) == told
    last = await desk.device("H9", counts={"punches": 99_000}, options=LIMITS)
    await desk.rounds(watching, 60)
    assert ("storage_nearly_full", last, "firing") in await desk.statuses()


async def test_punches_that_a_terminal_does_not_send_are_told_of(desk: Desk) -> None:
    asked = Counted(1_000, START, missing_since=START, tries=1)
    name = await desk.device("H1", counted=asked.kept())
    watching = desk.watching(Holdings())
    await desk.rounds(watching, 3_000)
    assert await desk.firing() == []
    given_up = Counted(1_040, desk.wall, given_up=40, given_up_at=desk.wall)
    await desk.note(name, counted=given_up.kept())
    await desk.rounds(watching, 600)
    assert await desk.firing() == ["H1 holds punches that it does not send"]
    (row,) = await desk.alerts()
    assert "It counts 40 more than came" in row["reason"]
    desk.passes(8 * 86_400)
    await watching.look()
    await desk.rounds(watching, 45)
    assert await desk.firing() == []


@pytest.mark.parametrize(
    "counted",
    [
        Counted(1_000, START),
        Counted(1_000, START, missing_since=START),  # under way: not asked for yet
        Counted(1_000, START, given_up=2, given_up_at=START),  # a line sent twice is counted twice there
        None,
    ],
)
async def test_what_is_no_stuck_log(desk: Desk, counted: Counted | None) -> None:
    await desk.device("H1", counted={} if counted is None else counted.kept())
    await desk.rounds(desk.watching(Holdings()), 3_900)
    assert await desk.alerts() == []


async def test_what_came_when_it_was_asked_for_is_not_told_of(desk: Desk) -> None:
    name = await desk.device("H1", counted=Counted(1_000, START, missing_since=START, tries=1).kept())
    watching = desk.watching(Holdings())
    await desk.rounds(watching, 1_800)
    await desk.note(name, counted=Counted(1_040, desk.wall).kept())
    await desk.rounds(watching, 3_600)
    assert await desk.alerts() == []


# dead_line_rate


async def dead_lines(desk: Desk, name: str, how_many: int, ago_us: int = 0, **values: Any) -> None:
    at = desk.wall - ago_us
    await desk.store.write(
        lambda conn: conn.execute(
            dead_line.insert(),
            [
                {
                    "tenant_id": desk.tenant_id,
                    "id": (at - EPOCH_US + n + 1_000 * list(desk.devices).index(name)) << NODE_BITS,
                    "device_id": desk.devices[name],
                    "digest": f"{name}{ago_us}{n}".encode(),
                    "table_name": "ATTLOG",
                    "line": b"?",
                    "line_no": n,
                    "code": "unreadable",
                    "message": "?",
                    "first_seen_at": at,
                    "last_seen_at": at,
                    "count": 1,
                    "status": "open",
                    **values,
                }
                for n in range(how_many)
            ],
        )
    )


async def test_a_terminal_that_sends_much_that_cannot_be_read(desk: Desk) -> None:
    name = await desk.device("L1")
    await dead_lines(desk, name, 20)
    watching = desk.watching(Lines())
    await watching.look()
    assert await desk.firing() == ["L1 sends lines that cannot be read"]
    desk.passes(3_601)
    await watching.look()
    await desk.rounds(watching, 3_600)
    assert await desk.firing() == []


async def test_few_lines_old_lines_and_one_line_again_and_again_are_no_rate(desk: Desk) -> None:
    few, old, same, gone = [await desk.device(f"L{n}") for n in range(4)]
    await dead_lines(desk, few, 19)
    await dead_lines(desk, old, 50, ago_us=2 * HOUR)
    await dead_lines(desk, same, 1, count=5_000)
    await dead_lines(desk, gone, 50, status="discarded")
    await desk.watching(Lines()).look()
    assert await desk.alerts() == []


# webhook_failing


async def endpoint(desk: Desk, state: Breaker, **values: Any) -> None:
    row: dict[str, Any] = {
        "tenant_id": desk.tenant_id,
        "id": desk.store.ids.next(),
        "public_id": "we_1",
        "url": "https://payroll.example/hook",
        "description": "Payroll",
        "events": ["*"],
        "site_ids": None,
        "ordering": "device",
        "settings": {},
        "status": "enabled",
        "from_xid": 0,
        "from_id": 0,
        "created_by": "key_1",
        "created_at": START,
        "version": 1,
        **breaker.columns(state),
        **values,
    }
    await desk.store.write(lambda conn: webhooks.add(conn, row))


async def change_endpoint(desk: Desk, **values: Any) -> None:
    await desk.run(webhook.update().where(webhook.c.tenant_id == desk.tenant_id).values(**values))


async def test_an_endpoint_that_takes_nothing(desk: Desk) -> None:
    await endpoint(desk, Breaker(in_a_row=4, failing_since=START - MINUTE))
    watching = desk.watching(Endpoints())
    await desk.rounds(watching, 885)
    assert await desk.firing() == []
    await desk.rounds(watching, 15)
    assert await desk.firing() == ["The webhook Payroll takes nothing"]
    await change_endpoint(desk, **breaker.columns(Breaker(last_success=desk.wall)))
    await desk.rounds(watching, 60)
    assert await desk.firing() == []


async def test_one_that_was_given_up_is_told_of_until_somebody_decides(desk: Desk) -> None:
    await endpoint(desk, Breaker(), status="disabled", disabled_reason="failing for five days")
    watching = desk.watching(Endpoints())
    await desk.rounds(watching, 900)
    assert await desk.firing() == ["The webhook Payroll was switched off"]
    await change_endpoint(desk, disabled_reason="disabled by hand")
    await desk.rounds(watching, 15)
    assert await desk.firing() == []


@pytest.mark.parametrize(
    ("state", "values"),
    [
        (Breaker(in_a_row=2, failing_since=START), {}),  # one delivery that was tried twice
        (Breaker(), {}),
        (
            Breaker(in_a_row=9, failing_since=START),
            {"status": "disabled", "disabled_reason": "disabled by hand"},
        ),
    ],
)
async def test_what_is_no_failing_endpoint(desk: Desk, state: Breaker, values: dict[str, Any]) -> None:
    await endpoint(desk, state, **values)
    await desk.rounds(desk.watching(Endpoints()), 1_200)
    assert await desk.alerts() == []


# channel_failing


async def test_a_channel_that_does_not_take_notices(desk: Desk) -> None:
    row = {
        "tenant_id": desk.tenant_id,
        "id": desk.store.ids.next(),
        "public_id": "chn_1",
        "name": "Night shift",
        "kind": "email",
        "settings": {},
        "enabled": True,
        "failures": 2,
        "last_error": "The mail server refused.",
        "created_at": START,
        "version": 1,
    }
    await desk.run(channel.insert().values(**row))
    watching = desk.watching(Channels())
    await watching.look()
    assert await desk.alerts() == []
    await desk.run(channel.update().values(failures=3))
    await watching.look()
    assert await desk.firing() == ["The channel Night shift does not take notices"]
    await desk.run(channel.update().values(failures=0))
    await watching.look()
    assert await desk.firing() == []


# command_failed


async def test_a_command_that_was_refused_is_told_of_until_it_is_done(desk: Desk) -> None:
    name = await desk.device("K1")
    await desk.command(name, FetchInfo(), status="failed", error="It said -1.")
    watching = desk.watching(Commands())
    await watching.look()
    assert await desk.firing() == ["K1 did not carry out fetch_info"]
    again = await desk.command(name, FetchInfo())
    await watching.look()
    assert await desk.firing() == []
    await desk.end(again, "expired", "Nobody answered.")
    desk.passes(15)
    await watching.look()
    assert await desk.firing() == ["K1 did not carry out fetch_info"]
    await desk.command(name, FetchInfo(), status="succeeded")
    await watching.look()
    assert await desk.firing() == []


async def test_what_the_edge_wanted_itself_and_what_is_long_ago_is_not_told_of(desk: Desk) -> None:
    name = await desk.device("K1")
    for actor in ("system", "people", "templates"):
        await desk.command(name, FetchInfo(), actor=actor, status="failed")
    other = await desk.device("K2")
    await desk.command(other, FetchInfo(), status="failed")
    await desk.command(other, Restart(), status="cancelled")
    desk.passes(86_401)
    await desk.watching(Commands()).look()
    assert await desk.alerts() == []


async def test_a_failed_command_is_let_go_after_a_day(desk: Desk) -> None:
    name = await desk.device("K1")
    await desk.command(name, FetchInfo(), status="failed")
    watching = desk.watching(Commands())
    await watching.look()
    desk.passes(86_401)
    await watching.look()
    await desk.rounds(watching, 15)
    assert await desk.statuses() == [("command_failed", name, "resolved")]


async def test_a_bulk_command_that_many_missed_is_one_alert(desk: Desk) -> None:
    names = [await desk.device(f"K{n}") for n in range(5)]
    job_id = desk.store.ids.next()
    for name in names:
        await desk.command(name, FetchInfo(), status="expired", job_id=job_id)
    await desk.watching(Commands()).look()
    (row,) = await desk.alerts()
    assert (row["entity_type"], row["entity_id"]) == ("command", public_id("job", job_id))
    assert sorted(row["devices"]) == sorted(names)
    assert row["reason"].startswith("5 terminals.")


def test_every_kind_is_read_by_somebody() -> None:
    made: list[Callable[[], Any]] = [
        Clocks, Serials, Holdings, Silence, Lines, Endpoints, Channels, Commands,
        lambda: EdgeItself(Vitals("edge", Path())),
    ]  # fmt: skip
    read = {kind for make in made for kind in make().kinds}
    connectivity = {"device_offline", "device_unstable", "site_outage", "tenant_connectivity"}
    assert read | connectivity == KINDS.keys()
