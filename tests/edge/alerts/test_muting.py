"""What is muted, by what and until when; read once for however many."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

import pytest
import sqlalchemy as sa

from edge import admission, sites, tenants
from edge.alerts import book
from edge.alerts.model import Change, Entity, Status
from edge.alerts.muting import Muted, Muting, in_maintenance, maintenance_turns
from edge.alerts.selecting import Subject
from edge.store import Store, retention, silences, windows
from edge.store.alert_tables import alert
from edge.store.ids import public_id
from tests.edge.alerts.world import START

MINUTE = 60_000_000
HOUR = 60 * MINUTE
DAY = 24 * HOUR
TENANT = 1
GATE = Subject(site="site_hq", device="dev_1", tags=("gate",), kind="device_offline", severity="warning")


class Account:
    """A tenant's windows and silences."""

    def __init__(self, store: Store) -> None:
        self.store = store

    async def window(self, minutes: int, lasts_min: int, mode: str = "suppress", **members: Any) -> str:
        """One whose turn begins so many minutes from START."""
        row_id = self.store.ids.next()
        row = {
            "tenant_id": TENANT,
            "id": row_id,
            "public_id": public_id("mwin", row_id),
            "name": "x",
            "selector": {},
            "starts": datetime.fromtimestamp((START + minutes * MINUTE) / 1e6, UTC).strftime(
                "%Y-%m-%dT%H:%M:%S"
            ),
            "timezone": "UTC",
            "duration_s": lasts_min * 60,
            "rrule": None,
            "mode": mode,
            "reason": None,
            "created_by": "key_1",
            "created_at": START,
            **members,
        }
        await self.store.write(lambda conn: windows.add(conn, row))
        return str(row["public_id"])

    async def silence(self, ends_min: int, matcher: dict[str, Any], starts_min: int = -60) -> str:
        row_id = self.store.ids.next()
        row = {
            "tenant_id": TENANT,
            "id": row_id,
            "public_id": public_id("sil", row_id),
            "matcher": matcher,
            "starts_at": START + starts_min * MINUTE,
            "ends_at": START + ends_min * MINUTE,
            "reason": None,
            "created_by": "key_1",
            "created_at": START,
        }
        await self.store.write(lambda conn: silences.add(conn, row))
        return str(row["public_id"])

    async def load(self, minutes: int = 0) -> Muting:
        return await self.store.read(lambda conn: Muting.load(conn, TENANT, START + minutes * MINUTE))


@pytest.fixture
def account(store: Store) -> Account:
    return Account(store)


async def test_a_window_mutes_what_it_means_from_its_start_to_its_end(account: Account) -> None:
    by = await account.window(10, 60, selector={"sites": ["site_hq"]})
    muted = Muted(by, "maintenance", START + 70 * MINUTE, "suppress")
    assert [(await account.load(minutes)).of(GATE) for minutes in (9, 10, 69, 70)] == [
        None,
        muted,
        muted,
        None,
    ]
    assert (await account.load(10)).of(Subject(site="site_farm")) is None


async def test_a_silence_is_of_people_only_and_begins_and_ends(account: Account) -> None:
    by = await account.silence(30, {"kinds": ["device_offline"]}, starts_min=-5)
    assert [(await account.load(minutes)).of(GATE) for minutes in (-6, 0, 30)] == [
        None,
        Muted(by, "silence", START + 30 * MINUTE, "observe"),
        None,
    ]


async def test_of_several_the_one_that_hides_most_and_then_the_longest_is_named(account: Account) -> None:
    await account.silence(600, {"tags": ["gate"]})
    await account.window(-10, 30, "observe")
    shorter = await account.window(-10, 40)
    longest = await account.window(-10, 90)
    muting = await account.load()
    muted = muting.of(GATE)
    assert muted is not None
    assert (muted.by, muted.mode, shorter != muted.by) == (longest, "suppress", True)
    worked_on = muting.maintenance(GATE)
    assert worked_on is not None
    assert worked_on.by == longest


async def test_nothing_of_another_account_mutes(account: Account) -> None:
    await account.window(-10, 60)
    await account.silence(60, {"tags": ["gate"]})
    other = await account.store.read(lambda conn: Muting.load(conn, TENANT + 1, START))
    assert (other.anything, other.of(GATE)) == (False, None)


async def test_a_silence_of_an_alert_is_of_whatever_its_rule_finds_of_the_same(account: Account) -> None:
    about = [["rule_device_offline", "device", "dev_1"]]
    await account.silence(60, {"alerts": ["alr_1"], "about": about})
    muting = await account.load()
    alert = Subject(rule="rule_device_offline", entity=Entity("device", "dev_1"))
    assert muting.of(alert) is not None
    assert muting.of(Subject(rule="rule_device_offline", entity=Entity("device", "dev_2"))) is None
    assert muting.of(Subject(rule="rule_clock_drift", entity=Entity("device", "dev_1"))) is None
    assert muting.of(Subject(rule="rule_device_offline")) is None


@contextmanager
def statements() -> Iterator[list[str]]:
    """What is asked of the database meanwhile."""
    asked: list[str] = []

    def note(conn: Any, cursor: Any, statement: str, parameters: Any, context: Any, many: bool) -> None:
        asked.append(statement)

    sa.event.listen(sa.Engine, "before_cursor_execute", note)
    yield asked
    sa.event.remove(sa.Engine, "before_cursor_execute", note)


async def test_a_storm_asks_the_database_twice(account: Account) -> None:
    for number in range(20):
        await account.window(-10, 60, selector={"tags": [f"t{number}"]}, rrule="FREQ=DAILY")
        await account.silence(60, {"devices": [f"dev_{number}"]})
    with statements() as asked:
        muting = await account.load()
        muted = [muting.of(Subject(device=f"dev_{number}", tags=("t7",))) for number in range(5_000)]
    assert len([statement for statement in asked if "SELECT" in statement and "FROM" in statement]) == 2
    assert all(muted)


async def fleet(store: Store) -> dict[str, sa.RowMapping]:
    def unit(conn: sa.Connection) -> dict[str, sa.RowMapping]:
        tenant_id = tenants.create(conn, store.ids, name="home", now=START)["id"]
        assert tenant_id == TENANT
        hq = sites.create(conn, store.ids, tenant_id, name="HQ", now=START, tags=["big"])
        places = {"A": hq["id"], "B": hq["id"], "C": None}
        return {
            serial: admission.register(
                conn, store.ids, tenant_id, serial=serial, now=START, site_id=site_id, tags=[serial.lower()]
            )
            for serial, site_id in places.items()
        }

    return await store.write(unit)


async def test_who_is_worked_on_is_who_a_window_means_now(account: Account) -> None:
    rows = await fleet(account.store)
    names = {serial: row["public_id"] for serial, row in rows.items()}

    async def worked_on(minutes: int) -> set[str]:
        at = START + minutes * MINUTE
        return await account.store.read(lambda conn: in_maintenance(conn, TENANT, at))

    assert await worked_on(0) == set()
    await account.window(0, 60, selector={"tags": ["big"]})
    await account.window(30, 60, "observe", selector={"devices": [names["C"]]})
    assert await worked_on(0) == {names["A"], names["B"]}
    assert await worked_on(30) == set(names.values())
    assert await worked_on(60) == {names["C"]}


async def moves(store: Store, device: str, status: Status, minutes: int = 0, again: bool = False) -> None:
    """What is bad about a device is written down, as the rules do it."""
    at = START + minutes * MINUTE
    rule, about = "rule_device_offline", Entity("device", device)
    change = Change(
        at / 1e6, rule, "device_offline", about, status, devices=(device,), tell=True, again=again
    )
    await store.write(lambda conn: book.apply(conn, store.ids, TENANT, [change], at))


async def noted(store: Store) -> list[str | None]:
    """What mutes each alert, as its row says."""
    found = sa.select(alert.c.muted).where(alert.c.tenant_id == TENANT).order_by(alert.c.id)
    return list(await store.read(lambda conn: conn.scalars(found).all()))


async def test_an_alert_that_opens_muted_says_so_from_its_first_row_on(account: Account) -> None:
    """Whoever is told that it opened looks at once: no chore comes between."""
    rows = await fleet(account.store)
    silence = await account.silence(60, {"tags": ["a"]})
    window = await account.window(-10, 60, "observe", selector={"tags": ["b"]})
    await moves(account.store, rows["A"]["public_id"], "firing")
    await moves(account.store, rows["B"]["public_id"], "pending")
    await moves(account.store, rows["C"]["public_id"], "firing")
    assert await noted(account.store) == [silence, window, None]


async def test_an_alert_that_opens_anew_after_the_silence_is_muted_no_more(account: Account) -> None:
    name = (await fleet(account.store))["A"]["public_id"]
    silence = await account.silence(60, {"tags": ["a"]})
    await moves(account.store, name, "firing")
    await moves(account.store, name, "resolved", 10)
    assert await noted(account.store) == [silence], "it was muted while it lasted"
    await moves(account.store, name, "firing", 90, again=True)
    assert await noted(account.store) == [None]


async def test_the_turns_of_a_month_are_apart_and_in_order(account: Account) -> None:
    rows = await fleet(account.store)
    await account.window(-40 * 24 * 60, 120, selector={"tags": ["big"]}, rrule="FREQ=DAILY")
    await account.window(-40 * 24 * 60 + 60, 120, selector={"tags": ["a"]}, rrule="FREQ=WEEKLY")
    since, until = START - 30 * DAY, START
    turns = await account.store.read(lambda conn: maintenance_turns(conn, TENANT, since, until))
    assert turns.keys() == {rows["A"]["id"], rows["B"]["id"]}
    assert [end - start for start, end in turns[rows["B"]["id"]]] == [2 * HOUR] * 30
    of_a = turns[rows["A"]["id"]]
    assert sorted({end - start for start, end in of_a}) == [2 * HOUR, 3 * HOUR]
    assert all(one[1] < later[0] for one, later in pairwise(of_a))


async def test_silences_that_are_over_are_kept_for_a_while(account: Account) -> None:
    await account.silence(-10, {"tags": ["x"]})
    kept = await account.silence(10, {"tags": ["x"]})
    deleted = await account.store.write(lambda conn: retention.delete_silences(conn, TENANT, START))
    left = await account.store.read(lambda conn: silences.all_of(conn, TENANT))
    assert (deleted, [row["public_id"] for row in left]) == (1, [kept])
