"""What rules would have told last month, from the facts that are kept: on both engines."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from typer.testing import CliRunner

from edge import audit, logs, telling
from edge.alerts import dry_run
from edge.alerts.dry_run import Outcome
from edge.alerts.ruleset import defaults, given
from edge.audit import Entry, Who
from edge.cli import cli
from edge.detector import STARTED
from edge.store import Store, devices, open_store
from edge.store.ids import now_us
from edge.store.schema import PLATFORM
from tests.edge.alerts.world import SECOND, START, World

DAY_US = 86_400 * SECOND


@pytest.fixture
async def world(store: Store) -> World:
    """Two sites, `A` of three terminals and `B` of one."""
    made = World(store)
    await made.begin({"A": 3, "B": 1})
    return made


async def would(world: World, *rules: dict[str, Any], since_us: int = START) -> Outcome:
    asked = dry_run.instead(defaults(), given(list(rules)))
    return await world.store.read(
        lambda conn: dry_run.dry_run(conn, world.tenant_id, asked, since_us, world.now)
    )


async def away(world: World, serials: list[str], seconds: float, *, watched: bool = False) -> None:
    """Gone for so long, and back. `watched`: the engine looks on."""
    for status, lasts in (("offline", seconds), ("online", 900)):
        await world.facts(status, serials)
        if watched:
            await world.pass_s(lasts, step_s=100)
        else:
            later(world, lasts)


def later(world: World, seconds: float) -> None:
    world.now += round(seconds * SECOND)


def entity_kinds(outcome: Outcome) -> list[tuple[str, str | None]]:
    return [(one.kind, one.of) for one in outcome.notices]


async def test_it_tells_what_the_engine_told(world: World) -> None:
    await world.pass_s(60)
    await away(world, ["B-0"], 1200, watched=True)
    await away(world, ["A-0", "A-1", "A-2"], 1200, watched=True)
    await away(world, ["A-0"], 120, watched=True)
    found = await would(world)
    assert entity_kinds(found) == [
        ("device_offline", None),
        ("resolved", "device_offline"),
        ("site_outage", None),
        ("resolved", "site_outage"),
    ]
    told = [one for one in await world.told() if one[0] in ("alert.opened", "alert.resolved")]
    assert len(told) == len(found.notices)
    assert [one.title for one in found.notices[::2]] == [row["title"] for row in await world.alerts()][:2]


async def test_a_rule_can_be_tried_before_it_holds(world: World) -> None:
    later(world, 60)
    await away(world, ["B-0"], 120)
    await away(world, ["A-0"], 120)
    assert (await would(world)).notices == ()
    hasty = {"kind": "device_offline", "params": {"hold_s": 60}}
    assert (await would(world, hasty)).by_kind == {"device_offline": 2, "resolved": 2}
    site = await world.store.read(lambda conn: devices.by_serial(conn, world.tenant_id, "B-0"))
    assert site is not None
    only_b = {**hasty, "id": "rule_new", "selector": {"sites": [site["site_public_id"]]}}
    assert (await would(world, only_b)).by_kind == {"device_offline": 1, "resolved": 1}


async def test_a_rule_stands_in_for_the_one_of_its_id_and_new_ones_hold_first() -> None:
    asked = given([{"kind": "device_offline", "enabled": False}, {"kind": "site_outage", "id": "rule_x"}])
    found = dry_run.instead(defaults(), asked)
    assert found[0].id == "rule_x"
    assert [rule.enabled for rule in found if rule.id == "rule_device_offline"] == [False]
    assert len(found) == len(defaults()) + 1


async def test_what_began_before_is_not_told_again(world: World) -> None:
    later(world, 60)
    await world.facts("offline", ["B-0", "A-0"])
    later(world, 7200)
    begin = world.now
    await _back(world, "B-0", since=START)
    later(world, 7200)
    found = await would(world, since_us=begin)
    assert [one.of for one in found.notices] == ["device_offline"]  # B-0 is back; A-0 still is away


async def test_the_first_sign_of_life_of_a_terminal_is_no_return(world: World) -> None:
    begin = world.now
    later(world, 600)
    await _back(world, "B-0", since=world.now)
    later(world, 3600)
    assert (await would(world, since_us=begin)).notices == ()


async def test_what_ran_out_while_the_edge_was_down_waited_for_the_grace(world: World) -> None:
    await world.facts("offline", ["B-0"])
    later(world, 320)
    await world.store.write(
        lambda conn: audit.write(conn, world.store.ids, PLATFORM, Who("system:edge"), [Entry(STARTED, None)])
    )
    later(world, 10)
    await world.facts("online", ["B-0"])
    later(world, 3600)
    assert (await would(world)).notices == ()


async def test_it_sees_its_own_tenant_only(world: World) -> None:
    await away(world, ["B-0"], 1200)
    mine = world.tenant_id
    await world.begin({"C": 1}, name="other")
    assert (await would(world)).notices == ()
    world.tenant_id = mine
    assert len((await would(world)).notices) == 2


async def test_counts_are_by_kind_by_day_and_a_day(world: World) -> None:
    await away(world, ["B-0"], 1200)
    later(world, 86_400)
    await away(world, ["B-0"], 1200)
    found = await would(world, since_us=world.now - 4 * DAY_US)
    assert found.by_kind == {"device_offline": 2, "resolved": 2}
    assert found.by_day == {"2026-10-05": 1, "2026-10-06": 1}
    assert found.per_day == 0.5


async def test_where_there_is_too_much_it_begins_later(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(3):
        await away(world, ["B-0"], 1200)
    monkeypatch.setattr(dry_run, "MOST_FACTS", 3)
    monkeypatch.setattr(dry_run, "PAGE", 2)
    found = await would(world)
    assert found.since_us > START
    assert found.by_kind == {"device_offline": 1, "resolved": 1}


async def _back(world: World, serial: str, since: int) -> None:
    """The fact that a terminal is online, with its last sign of life before."""

    def unit(conn: sa.Connection) -> None:
        row = devices.by_serial(conn, world.tenant_id, serial)
        assert row is not None
        telling.tell_device(
            conn,
            world.store.ids,
            row,
            "device.online",
            status="online",
            last_seen=world.now,
            since=since,
        )

    await world.store.write(unit)


# -- the command
# ---------------------------------------------------------------------------------------------------------


@pytest.fixture
async def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A server's folder in which a terminal was gone for two minutes, an hour ago."""
    monkeypatch.setattr(logs, "configure", lambda style, least=0: None)
    store = await open_store(f"sqlite:///{tmp_path / 'punchdeck.db'}")
    world = World(store)
    world.now = now_us() - 3600 * SECOND
    await world.begin({"A": 1}, name="default")
    await world.facts("offline", ["A-0"])
    later(world, 120)
    await world.facts("online", ["A-0"])
    await store.close()
    return tmp_path


def run(folder: Path, *words: str | Path) -> Any:
    return CliRunner().invoke(cli, ["alerts", "dry-run", *map(str, words), "--data", str(folder)])


async def test_the_command_shows_a_rule_beside_the_present_ones(folder: Path) -> None:
    rule = folder / "rule.json"
    rule.write_text('{"kind": "device_offline", "params": {"hold_s": 60}, "severity": "critical"}')
    done = await asyncio.to_thread(run, folder, "--rule", rule, "--days", "2", "--json")
    assert done.exit_code == 0, done.stderr
    (found,) = json.loads(done.stdout)
    assert (found["terminals"], found["facts"], found["present"]["by_kind"]) == (1, 2, {})
    assert found["would"]["by_kind"] == {"device_offline": 1, "resolved": 1}
    assert found["would"]["per_day"] == 0.5
    assert found["would"]["notices"][0]["severity"] == "critical"
    table = await asyncio.to_thread(run, folder, "--rule", rule, "--days", "2")
    lines = [line.split() for line in table.stdout.splitlines()]
    assert lines[1] == ["TOLD", "PRESENT", "WITH", "IT"]
    assert ["device_offline", "0", "1"] in lines
    assert ["a", "day", "0.0", "0.5"] in lines


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "is not JSON"),
        ("{}", "Rules are a list"),
        ("[]", "names no rule"),
        ('{"kind": "device_offline", "params": {"hold_s": -1}}', "hold_s must be"),
    ],
)
async def test_the_command_says_what_is_wrong_with_a_rule(folder: Path, text: str, said: str) -> None:
    rule = folder / "rule.json"
    rule.write_text(text)
    done = await asyncio.to_thread(run, folder, "--rule", rule)
    assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert said in done.stderr
