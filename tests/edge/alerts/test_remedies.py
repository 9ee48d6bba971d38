"""What the edge does by itself about alerts: once, noted with what came of it, and never in anybody's way."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import pytest
import sqlalchemy as sa

from edge import commands
from edge.alerts import ruleset
from edge.alerts.own_end import OwnEnd
from edge.alerts.remedies import LEASE, Remedies, Wanted
from edge.alerts.remedy_words import own_end
from edge.gaps import Counted
from edge.intents import FetchAttendance, Restart
from edge.store import Store, alert_rules, devices, leases, windows
from edge.store.alert_tables import alert, remedy
from edge.store.command_tables import command
from edge.store.ids import public_id
from edge.store.punches import PunchRow, insert_new, lock_sequences, save_sequences
from tests.edge.alerts.world import SECOND, World
from tests.edge.api.conftest import punch_row

DAY_S = 86_400
# For what does not depend on the database.
on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


class Round:
    """Remedies in a world whose clock is the test's; terminals answer as the test says."""

    def __init__(self, world: World, own: OwnEnd | None = None) -> None:
        self.world = world
        self.own = own or OwnEnd()
        self.given: list[tuple[int, int]] = []
        self.remedies = self.another("first")

    def another(self, owner: str) -> Remedies:
        return Remedies(self.world.store, owner, self.given.append, self.own, lambda: self.world.now)

    async def pass_s(self, seconds: float, step_s: float = 10) -> None:
        """Time goes by, for rules and remedies alike."""
        passed = 0.0
        while passed < seconds:
            await self.world.pass_s(step_s, step_s)
            await self.remedies.turn()
            passed += step_s

    async def device(self, serial: str) -> sa.RowMapping:
        found = await self.world.store.read(
            lambda conn: devices.by_serial(conn, self.world.tenant_id, serial)
        )
        assert found is not None
        return found

    async def change(self, serial: str, **values: Any) -> None:
        row = await self.device(serial)
        await self.world.store.write(
            lambda conn: devices.note_identity(conn, self.world.tenant_id, row["id"], **values)
        )

    async def drift(self, serial: str, seconds: int | None) -> None:
        row = await self.device(serial)
        values = {
            "tenant_id": self.world.tenant_id,
            "device_id": row["id"],
            "clock_drift_s": seconds,
            "drift": {"off": True, "samples": []},
        }
        await self.world.store.write(lambda conn: devices.save_drifts(conn, [values]))

    async def asked(self) -> list[tuple[str, str]]:
        """Commands that were given, with what became of them."""
        statement = sa.select(command.c.command, command.c.status).order_by(command.c.id)
        rows = await self.world.store.read(lambda conn: conn.execute(statement).all())
        return [(row.command, row.status) for row in rows]

    async def answer(self, word: str, status: Any = "succeeded", message: str | None = None) -> None:
        """The terminals say what became of every such command."""

        def unit(conn: sa.Connection) -> None:
            statement = sa.select(command).where(command.c.command == word, command.c.status == "queued")
            for row in conn.execute(statement).mappings().all():
                device = devices.by_id(conn, row["tenant_id"], row["device_id"])
                assert device is not None
                ids, now = self.world.store.ids, self.world.now
                commands.finish(
                    conn, ids, row, device, status, now=now, speaking=True, code="x", message=message
                )

        await self.world.store.write(unit)

    async def ask_for_punches(self, serial: str) -> None:
        """As `edge.minding` does."""
        row, store = await self.device(serial), self.world.store
        span = {"from": "2026-10-05T09:00:00Z", "to": "2026-10-05T10:00:00Z"}
        intent, now = FetchAttendance.model_validate(span), self.world.now
        await store.write(
            lambda conn: commands.enqueue(conn, store.ids, row, intent, actor="system", now=now)
        )

    async def notes(self, kind: str = "device_offline") -> list[str]:
        """What the history of the alerts of a kind says of remedies."""
        return [
            entry["text"]
            for row in await self.world.alerts()
            if row["kind"] == kind
            for entry in row["timeline"]
            if entry["what"] == "remedy"
        ]

    async def punched(self, serial: str, ago_s: Sequence[float]) -> None:
        """Punches arrive that were made so long ago."""
        row, now = await self.device(serial), self.world.now
        fresh: list[PunchRow] = [
            punch_row(
                self.world.tenant_id,
                row["id"],
                row["site_id"],
                row_id,
                {"punched_at": (now - round(ago * SECOND)) // SECOND * SECOND},
            )
            for row_id, ago in zip(self.world.store.ids.take(len(ago_s)), ago_s, strict=True)
        ]

        def unit(conn: sa.Connection) -> None:
            numbers = lock_sequences(conn, [(self.world.tenant_id, row["id"])])
            insert_new(conn, fresh, numbers)
            save_sequences(conn, numbers)

        await self.world.store.write(unit)

    async def dead(self, serial: str = "S1-0", for_s: float = 600) -> None:
        """A terminal is offline until its alert has fired, and is back."""
        await self.world.facts("offline", [serial])
        await self.pass_s(for_s, 60)
        await self.world.facts("online", [serial])

    async def unstable(self, serial: str = "S1-0") -> None:
        """A terminal comes and goes until that is an alert, and is there."""
        for _ in range(5):
            await self.world.facts("offline", [serial])
            await self.pass_s(60, 60)
            await self.world.facts("online", [serial])
            await self.pass_s(60, 60)


@pytest.fixture
async def round_(store: Store) -> Round:
    made = Round(World(store))
    await made.world.begin({"S1": 3})
    await made.pass_s(120, 60)
    return made


async def test_one_that_is_back_is_asked_what_it_holds_and_nothing_is_missing(round_: Round) -> None:
    await round_.change("S1-0", counted=Counted(100, round_.world.now).kept())
    await round_.dead()
    await round_.pass_s(20)
    assert await round_.asked() == [("fetch_info", "queued")]
    assert round_.given == [(round_.world.tenant_id, (await round_.device("S1-0"))["id"])]
    await round_.punched("S1-0", [500, 400, 90])
    await round_.change("S1-0", counted=Counted(103, round_.world.now).kept())
    await round_.answer("fetch_info")
    await round_.pass_s(60)
    assert await round_.notes() == ["It is back: asked what it holds.", "0 of 3 punches missing."]
    await round_.pass_s(1800, 300)
    assert await round_.asked() == [("fetch_info", "succeeded")], "it is asked once"
    assert await round_.world.states() == [("device_offline", "S1-0", "resolved")]


@on_sqlite
async def test_what_is_missing_is_counted_again_until_it_was_asked_for_and_came(round_: Round) -> None:
    """Asking for punches is the affair of `edge.minding`, which hears of every count; here the test does."""
    begun = round_.world.now
    await round_.change("S1-0", counted=Counted(100, begun).kept())
    await round_.dead()
    await round_.pass_s(20)
    short = Counted(100, begun, missing_since=round_.world.now)
    await round_.change("S1-0", counted=short.kept())
    await round_.answer("fetch_info")
    await round_.pass_s(14 * 60, 140)
    assert len(await round_.asked()) == 1, "what is missing may be under way"
    await round_.pass_s(3 * 60, 30)
    assert await round_.asked() == [("fetch_info", "succeeded"), ("fetch_info", "queued")]

    await round_.ask_for_punches("S1-0")
    await round_.change("S1-0", counted=Counted(100, begun, round_.world.now, 1).kept())
    await round_.answer("fetch_info")
    await round_.pass_s(60)
    assert (await round_.asked())[2:] == [("fetch_attendance", "queued")], "it is not asked while it sends"
    await round_.punched("S1-0", [1200, 1300])
    await round_.answer("fetch_attendance")
    await round_.pass_s(40)
    assert (await round_.asked())[3:] == [("fetch_info", "queued")]
    await round_.change("S1-0", counted=Counted(102, round_.world.now).kept())
    await round_.answer("fetch_info")
    await round_.pass_s(40)
    assert await round_.notes() == [
        "It is back: asked what it holds.",
        "It holds punches that did not come: asked for the punches of the gap.",
        "It sent the punches of the gap again.",
        "0 of 2 punches missing.",
    ]


@on_sqlite
@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ({}, Counted(7, 1).kept(), "2 punches of the gap came. It had not told before"),
        (Counted(5, 1).kept(), Counted(7, 2, given_up=1, given_up_at=2).kept(), "1 of 3 punches missing."),
        (Counted(5, 1, given_up=4).kept(), Counted(7, 2, given_up=4).kept(), "0 of 2 punches missing."),
        (Counted(5, 1).kept(), Counted(1, 2).kept(), "0 of 2 punches missing."),
    ],
)
async def test_it_is_not_said_what_is_not_known(
    round_: Round, before: dict[str, Any], after: dict[str, Any], said: str
) -> None:
    await round_.change("S1-0", counted=before)
    await round_.dead()
    await round_.pass_s(10)
    await round_.punched("S1-0", [300, 200])
    await round_.change("S1-0", counted=after)
    await round_.answer("fetch_info")
    await round_.pass_s(30)
    assert (await round_.notes())[-1].startswith(said)


@on_sqlite
async def test_a_terminal_that_does_not_say_is_noted_too(round_: Round) -> None:
    await round_.dead()
    await round_.pass_s(10)
    await round_.answer("fetch_info", "failed", "It does not know the command.")
    await round_.pass_s(20)
    assert (await round_.notes())[-1] == (
        "It was asked what it holds and did not say. It does not know the command."
    )
    rows = await remedies_of(round_)
    assert [(row["action"], row["status"]) for row in rows] == [("return", "done")]


async def remedies_of(round_: Round) -> Sequence[sa.RowMapping]:
    statement = sa.select(remedy).order_by(remedy.c.id)
    return await round_.world.store.read(lambda conn: conn.execute(statement).mappings().all())


async def test_a_site_that_is_back_says_so_of_each_terminal_in_one_history(round_: Round) -> None:
    serials = [f"S1-{number}" for number in range(3)]
    for serial in serials:
        await round_.change(serial, counted=Counted(5, round_.world.now).kept())
    await round_.world.facts("offline", serials)
    await round_.pass_s(600, 60)
    assert ("site_outage", "S1", "firing") in await round_.world.states()
    await round_.world.facts("online", serials)
    await round_.pass_s(20)
    assert await round_.asked() == [("fetch_info", "queued")] * 3
    await round_.answer("fetch_info")
    await round_.pass_s(30)
    said = await round_.notes("site_outage")
    assert sorted(said) == [f"{serial}: 0 of 0 punches missing." for serial in serials]


@on_sqlite
async def test_one_that_comes_and_goes_is_not_asked_at_every_return(round_: Round) -> None:
    await round_.unstable()
    assert ("device_unstable", "S1-0", "unstable") in await round_.world.states()
    assert len(await round_.asked()) == 1


@on_sqlite
async def test_a_clock_that_is_off_is_set_once_it_is_back(round_: Round) -> None:
    await round_.dead()
    await round_.drift("S1-0", 312)
    await round_.pass_s(20)
    assert ("sync_time", "queued") in await round_.asked()
    await round_.drift("S1-0", None)
    await round_.answer("sync_time")
    await round_.pass_s(20)
    said = await round_.notes()
    assert "Its clock is 312 s off: it is told the time." in said
    assert said[-1] == "Its clock was 312 s off, set."


@on_sqlite
async def test_a_clock_that_does_not_let_itself_be_set_is_told_the_time_three_times(round_: Round) -> None:
    """An alert of its own says that it is off, whether or not the terminal was ever away."""
    row = await round_.device("S1-1")

    def open_alert(conn: sa.Connection) -> None:
        values = dict.fromkeys(column.name for column in alert.columns) | {
            "tenant_id": round_.world.tenant_id,
            "id": round_.world.store.ids.next(),
            "rule": "rule_clock_drift",
            "kind": "clock_drift",
            "entity_type": "device",
            "entity_id": row["public_id"],
            "entity_name": row["name"],
            "device_id": row["id"],
            "status": "pending",
            "severity": "warning",
            "title": "x",
            "reason": "x",
            "devices": [row["public_id"]],
            "opened_at": round_.world.now,
            "occurrences": 1,
            "timeline": [],
            "state": {},
            "version": 1,
        }
        conn.execute(alert.insert().values(**values))

    await round_.world.store.write(open_alert)
    await round_.drift("S1-1", -90)
    for _ in range(5):
        await round_.pass_s(20)
        await round_.answer("sync_time", "failed", "Not supported.")
        await round_.pass_s(3 * 3600, 1200)
    assert await round_.asked() == [("sync_time", "failed")] * 3
    assert (await round_.notes("clock_drift"))[-1] == (
        "Its clock is 90 s off and was not set: failed. Not supported."
    )


@on_sqlite
async def test_a_clock_within_a_minute_is_left_alone(round_: Round) -> None:
    await round_.dead()
    await round_.drift("S1-0", 60)
    await round_.pass_s(30)
    assert await round_.asked() == [("fetch_info", "queued")]


async def opt_in(round_: Round, **selector: Any) -> None:
    """Terminals that come and go may be restarted."""

    def unit(conn: sa.Connection) -> None:
        tenant_id = round_.world.tenant_id
        ruleset.load(conn, round_.world.store.ids, tenant_id)
        row = alert_rules.find(conn, tenant_id, "rule_device_offline")
        assert row is not None
        alert_rules.change(conn, tenant_id, row["id"], params={"auto_reboot": True}, selector=selector)

    await round_.world.store.write(unit)


def restarts(asked: Sequence[tuple[str, str]]) -> int:
    return sum(word == "restart" for word, _ in asked)


@on_sqlite
async def test_nothing_is_restarted_that_nobody_asked_to(round_: Round) -> None:
    await round_.unstable()
    await round_.pass_s(300, 30)
    assert restarts(await round_.asked()) == 0


@on_sqlite
async def test_where_it_is_asked_for_it_is_restarted_once_a_day(round_: Round) -> None:
    await opt_in(round_)
    await round_.unstable()
    await round_.pass_s(10)
    assert restarts(await round_.asked()) == 1
    await round_.answer("restart")
    await round_.pass_s(20)
    said = [text for text in await round_.notes("device_unstable") if "restart" in text]
    assert said == ["It comes and goes: restarted (auto_reboot of its rule).", "It took the restart."]
    await round_.pass_s(3600, 600)
    await round_.unstable()
    assert restarts(await round_.asked()) == 1
    round_.world.now += DAY_S * SECOND
    await round_.unstable()
    await round_.pass_s(10)
    assert restarts(await round_.asked()) == 2


@on_sqlite
async def test_whom_a_person_restarted_is_not_restarted_again(round_: Round) -> None:
    await opt_in(round_)
    row, store = await round_.device("S1-0"), round_.world.store
    await store.write(
        lambda conn: commands.enqueue(conn, store.ids, row, Restart(), actor="key_1", now=round_.world.now)
    )
    await round_.unstable()
    await round_.pass_s(60)
    assert restarts(await round_.asked()) == 1


@on_sqlite
async def test_nobody_is_restarted_whom_people_use_or_work_on(round_: Round) -> None:
    await opt_in(round_)
    await round_.change("S1-0", created_at=round_.world.now - 40 * DAY_S * SECOND)
    usual = [7 * DAY_S * week - minutes * 60 for week in (1, 2, 3, 4) for minutes in (30, 40, 50)]
    await round_.punched("S1-0", usual)
    await round_.unstable("S1-0")
    await worked_on(round_, "S1-1")
    await round_.unstable("S1-1")
    await round_.pass_s(10)
    assert restarts(await round_.asked()) == 0
    round_.world.now += 3 * 3600 * SECOND
    await round_.unstable("S1-0")
    await round_.unstable("S1-1")
    await round_.pass_s(10)
    assert restarts(await round_.asked()) == 2, "after the shift, and after the work"


async def worked_on(round_: Round, serial: str) -> None:
    """For an hour from now."""
    row, world = await round_.device(serial), round_.world
    window_id = world.store.ids.next()
    values = {
        "tenant_id": world.tenant_id,
        "id": window_id,
        "public_id": public_id("mwin", window_id),
        "name": "x",
        "selector": {"devices": [row["public_id"]]},
        "starts": datetime.fromtimestamp(world.now / 1e6, UTC).strftime("%Y-%m-%dT%H:%M:%S"),
        "duration_s": 3600,
        "timezone": "UTC",
        "rrule": None,
        "mode": "suppress",
        "reason": None,
        "created_by": "key_1",
        "created_at": world.now,
    }
    await world.store.write(lambda conn: windows.add(conn, values))


async def test_an_alert_says_what_mutes_it_as_turns_begin_and_end(round_: Round) -> None:
    await round_.world.facts("offline", ["S1-0"])
    await round_.pass_s(600, 60)
    await worked_on(round_, "S1-0")
    await round_.pass_s(20)
    assert [str(row["muted"])[:5] for row in await round_.world.alerts()] == ["mwin_"]
    await round_.pass_s(3600, 300)
    assert {row["muted"] for row in await round_.world.alerts() if row["status"] != "resolved"} <= {None}


@on_sqlite
async def test_our_own_end_is_looked_at_before_a_terminal_is_blamed(round_: Round) -> None:
    server = await asyncio.start_server(lambda reader, writer: writer.close(), "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    round_.own.served("0.0.0.0", port)
    await round_.world.facts("offline", ["S1-0"])
    await round_.pass_s(50)
    assert await round_.notes() == [], "not yet: it may pass"
    await round_.pass_s(600, 60)
    assert await round_.notes() == [f"This edge's own port {port} answers: the fault is not here."]
    server.close()
    await server.wait_closed()
    found = await OwnEnd(lambda: -5.0).look()
    assert found is None, "nothing is served yet"
    blind = OwnEnd(lambda: 86_400.0 * 83)
    blind.served("::", port)
    seen = await blind.look()
    assert seen is not None
    assert (seen.answers, seen.port) == (False, port)


@pytest.mark.parametrize(
    ("answers", "expires_in_s", "said"),
    [
        (
            True,
            83 * 86_400.0,
            "own port 8443 answers, its certificate is good for 83 d: the fault is not here.",
        ),
        (True, 0.0, "The certificate of this edge's port 8443 is over: look here first."),
        (False, None, "own port 8443 does not answer: look here first."),
    ],
)
def test_what_is_found_at_our_end_is_said(answers: bool, expires_in_s: float | None, said: str) -> None:
    assert own_end(answers, expires_in_s, 8443).endswith(said)


@on_sqlite
async def test_who_dies_before_the_commit_has_done_nothing_and_the_next_does_it_once(
    round_: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two terminals are back: whichever of the commands is the last that reaches the database."""
    await round_.world.facts("offline", ["S1-0", "S1-1"])
    await round_.pass_s(600, 60)
    await round_.world.facts("online", ["S1-0", "S1-1"])
    whole, left = commands.enqueue, 0

    def dies(*args: Any, **options: Any) -> sa.RowMapping:
        nonlocal left
        if not left:
            raise OSError("killed")
        left -= 1
        return whole(*args, **options)

    monkeypatch.setattr(commands, "enqueue", dies)
    for survived in range(2):
        left = survived
        with pytest.raises(OSError, match="killed"):
            await round_.remedies.turn()
        assert (await round_.asked(), await round_.notes(), round_.given) == ([], [], [])
    left = 2
    await round_.another("after it").turn()
    assert await round_.asked() == [], "the lease of the dead is waited for"
    await round_.remedies.turn()
    await round_.remedies.turn()
    assert await round_.asked() == [("fetch_info", "queued")] * 2


async def test_of_two_processes_one_does_it_and_who_lost_its_lease_does_nothing(round_: Round) -> None:
    await round_.dead()
    await asyncio.gather(round_.remedies.turn(), round_.another("second").turn())
    assert await round_.asked() == [("fetch_info", "queued")]
    rows = await remedies_of(round_)
    tenant_id = round_.world.tenant_id
    fence = await round_.world.store.write(
        lambda conn: leases.acquire(conn, tenant_id, LEASE, "third", 60 * SECOND)
    )
    assert fence is None, "it is held by one of them"
    assert (
        await round_.world.store.write(lambda conn: round_.remedies._unit(tenant_id, 0, Wanted(), None, conn))
        == []
    )
    assert len(await remedies_of(round_)) == len(rows)
