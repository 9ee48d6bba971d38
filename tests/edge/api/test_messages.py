"""Messages over the API: made, shown with how they stand, taken back; and carried on by the rounds."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from common.instants import rfc3339
from edge import commands
from edge.message_rounds import KEPT_DAYS, MessageRounds
from edge.store import commands as rows
from edge.store import devices
from edge.store.command_tables import command
from edge.store.ids import now_us
from edge.store.people_tables import message
from tests.edge.api.conftest import Api, on_sqlite

SECOND = 1_000_000
MINUTE = 60 * SECOND
DAY = 86_400 * SECOND


class Rounds:
    """The rounds of one process; `now` moves only when told."""

    def __init__(self, api: Api, owner: str = "one") -> None:
        self.api = api
        self.now = now_us()
        self.told: list[tuple[int, int]] = []
        self._rounds = MessageRounds(api.store, owner, self.told.append, wall=lambda: self.now)

    async def turn(self) -> list[tuple[str, Mapping[str, Any]]]:
        """What was given in one turn: words and params, oldest first."""
        before = await self._commands()
        assert await self._rounds.turn() == len(self.told)
        self.told.clear()
        return [(row["command"], row["params"]) for row in await self._commands() if row not in before]

    async def _commands(self) -> list[Mapping[str, Any]]:
        statement = sa.select(command.c.id, command.c.command, command.c.params).order_by(command.c.id)
        return await self.api.store.read(lambda conn: list(map(dict, conn.execute(statement).mappings())))

    async def end(self, status: Any, sent: bool = True, **values: Any) -> None:
        """The last command leaves, if it is `sent`, and ends, if `status` is no other way to say so."""

        def unit(conn: sa.Connection) -> None:
            row = conn.execute(sa.select(command).order_by(command.c.id.desc()).limit(1)).mappings().one()
            tenant_id, ids = row["tenant_id"], self.api.store.ids
            device_row = devices.by_id(conn, tenant_id, row["device_id"])
            assert device_row is not None
            if sent:
                rows.change(conn, tenant_id, row["id"], status="sent", sent_at=self.now)
            if status not in commands.OPEN:
                row = commands.existing(conn, tenant_id, row["id"])
                commands.finish(conn, ids, row, device_row, status, now=self.now, speaking=True, **values)

        await self.api.store.write(unit)


async def shown(api: Api, made: Mapping[str, Any]) -> dict[str, int]:
    """How a message stands, without what is nowhere."""
    devices = (await api.get(f"/v1/messages/{made['id']}")).json()["devices"]
    return {status: count for status, count in devices.items() if count}


async def test_a_message_is_shown_at_the_terminals_chosen_until_it_is_taken_back(api: Api) -> None:
    device = await api.device("S1", name="Gate", timezone="Asia/Kathmandu")
    await api.device("S2")
    rounds = Rounds(api)
    starts = datetime.combine(datetime.now(UTC).date() + timedelta(days=2), time(8, 0))
    body = {
        "text": "Meeting at 14:00",
        "selector": {"devices": ["S1"]},
        "starts_at": starts.isoformat() + "Z",
        "ends_at": (starts + timedelta(minutes=90)).isoformat() + "Z",
    }
    rounds.now = int(starts.timestamp()) * SECOND - DAY
    made = await api.made("/v1/messages", body)
    assert (made["object"], made["text"], made["employees"]) == ("message", "Meeting at 14:00", None)
    assert await shown(api, made) == {"waiting": 1}
    ((word, params),) = await rounds.turn()
    assert (word, params["text"], params["minutes"]) == ("store_message", "Meeting at 14:00", 90)
    assert params["starts"] == f"{starts:%Y-%m-%d}T13:45:00"  # on the terminal's clock
    assert params["pins"] is None
    assert await rounds.turn() == []
    assert await shown(api, made) == {"waiting": 1}
    await rounds.end("succeeded")
    assert await shown(api, made) == {"shown": 1}
    there = (await api.get(f"/v1/messages/{made['id']}/devices")).json()["data"]
    assert [(entry["device_id"], entry["name"], entry["status"]) for entry in there] == [
        (device["id"], "Gate", "shown")
    ]
    gone = await api.delete(f"/v1/messages/{made['id']}")
    assert gone.json() == {"id": made["id"], "object": "message", "deleted": True}
    assert (await api.get(f"/v1/messages/{made['id']}")).status_code == 404
    assert (await api.get("/v1/messages")).json()["data"] == []
    assert await rounds.turn() == [("delete_message", {"number": params["number"]})]
    await rounds.end("succeeded")
    assert await rounds.turn() == []
    assert await api.store.read(lambda conn: conn.execute(sa.select(message)).all()) == []


async def test_employees_see_it_where_they_shall_be_and_nowhere_else(api: Api) -> None:
    await api.device("S1")
    await api.device("S2")
    await api.device("S3")
    await api.made("/v1/employees", {"employee_id": "7", "devices": ["S1", "S2"]})
    await api.made("/v1/employees", {"employee_id": "8", "devices": ["S2"]})
    made = await api.made("/v1/messages", {"text": "See HR", "employees": ["7", "8"]})
    assert (made["employees"], made["status"], made["ends_at"]) == (["7", "8"], "active", None)
    pins = [params["pins"] for _, params in await Rounds(api).turn()]
    assert pins == [["7"], ["7", "8"]]
    both = await api.made(
        "/v1/messages", {"text": "x", "employees": ["7"], "selector": {"devices": ["S2", "S3"]}}
    )
    assert await shown(api, both) == {"waiting": 1}
    nowhere = await api.post(
        "/v1/messages", {"text": "x", "employees": ["8"], "selector": {"devices": ["S3"]}}
    )
    assert (nowhere.status_code, nowhere.json()["error"]["param"]) == (422, "employees")
    unknown = await api.post("/v1/messages", {"text": "x", "employees": ["9"]})
    assert unknown.json()["error"]["code"] == "employee_not_found"


@on_sqlite
async def test_what_terminals_cannot_show_is_refused_at_once(api: Api) -> None:
    await api.device("S1")
    everywhere = {"selector": {"all": True}}
    for wrong, param in (
        ({"text": "x"}, ""),
        ({"text": "", **everywhere}, "text"),
        ({"text": "ج" * 161, **everywhere}, "text"),
        ({"text": "x", "selector": {"tag": "none"}}, "selector"),
        ({"text": "x", "ends_at": "2020-01-01T00:00:00Z", **everywhere}, "ends_at"),
        ({"text": "x", "starts_at": "1999-01-01T00:00:00Z", **everywhere}, "starts_at"),
    ):
        refused = await api.post("/v1/messages", wrong)
        assert (refused.status_code, refused.json()["error"]["param"]) == (422, param), wrong


async def test_a_message_runs_out(api: Api) -> None:
    await api.device("S1")
    rounds = Rounds(api)
    ends = rounds.now + 60 * DAY
    body = {"text": "x", "selector": {"all": True}, "ends_at": rfc3339(ends)}
    made = await api.made("/v1/messages", body)
    ((_, params),) = await rounds.turn()
    assert params["minutes"] == 0  # longer than the terminal counts
    await rounds.end("succeeded")
    rounds.now = ends + SECOND
    assert await rounds.turn() == [("delete_message", {"number": params["number"]})]
    assert await shown(api, made) == {"leaving": 1}
    assert (await api.get(f"/v1/messages/{made['id']}")).json()["status"] == "ended"
    await rounds.end("succeeded")
    assert await shown(api, made) == {"gone": 1}
    rounds.now += KEPT_DAYS * DAY + SECOND
    assert await rounds.turn() == []
    assert (await api.get(f"/v1/messages/{made['id']}")).status_code == 404


@pytest.mark.parametrize(
    ("ended", "told"),
    [
        ({"status": "queued", "sent": False}, []),
        ({"status": "sent"}, ["delete_message"]),
        ({"status": "failed", "code": "not_supported", "message": "It cannot."}, []),
        ({"status": "failed", "code": "no_answer", "message": "It never said."}, ["delete_message"]),
        ({"status": "expired", "code": "not_fetched", "message": "x", "sent": False}, []),
        ({"status": "expired", "code": "no_answer", "message": "x"}, ["delete_message"]),
    ],
)
@on_sqlite
async def test_it_is_taken_back_wherever_it_may_be(api: Api, ended: dict[str, Any], told: list[str]) -> None:
    await api.device("S1")
    rounds = Rounds(api)
    made = await api.made("/v1/messages", {"text": "x", "selector": {"all": True}})
    await rounds.turn()
    await rounds.end(**ended)
    await api.delete(f"/v1/messages/{made['id']}")
    assert [word for word, _ in await rounds.turn()] == told
    left = await api.get("/v1/commands?status=queued")
    assert [entry["command"] for entry in left.json()["data"]] == told


@on_sqlite
async def test_what_was_not_sent_yet_never_is(api: Api) -> None:
    await api.device("S1")
    made = await api.made("/v1/messages", {"text": "x", "selector": {"all": True}})
    await api.delete(f"/v1/messages/{made['id']}")
    assert await Rounds(api).turn() == []


@on_sqlite
async def test_a_terminal_that_was_away_for_long_is_told_once_more_to_let_go(api: Api) -> None:
    await api.device("S1")
    rounds = Rounds(api)
    made = await api.made("/v1/messages", {"text": "x", "selector": {"all": True}})
    await rounds.turn()
    await rounds.end("succeeded")
    await api.delete(f"/v1/messages/{made['id']}")
    await rounds.turn()
    await rounds.end("expired", code="not_fetched", message="x", sent=False)
    assert [word for word, _ in await rounds.turn()] == ["delete_message"]


@on_sqlite
async def test_numbers_differ_while_messages_last(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    await api.device("S1")
    monkeypatch.setattr("edge.messages.GREATEST_NUMBER", 3)
    monkeypatch.setattr("edge.messages.MOST", 3)
    rounds = Rounds(api)
    made = [await api.made("/v1/messages", {"text": "x", "selector": {"all": True}}) for _ in range(3)]
    assert [params["number"] for _, params in await rounds.turn()] == [1, 2, 3]
    full = await api.post("/v1/messages", {"text": "x", "selector": {"all": True}})
    assert full.status_code == 422
    await api.delete(f"/v1/messages/{made[1]['id']}")
    await rounds.turn()  # what was queued is cancelled, so nothing of it is left
    await api.made("/v1/messages", {"text": "x", "selector": {"all": True}})
    assert [params["number"] for _, params in await rounds.turn()] == [2]


@on_sqlite
async def test_another_box_shows_what_the_old_one_did(api: Api) -> None:
    device = await api.device("S1")
    rounds = Rounds(api)
    lasting = await api.made("/v1/messages", {"text": "lasting", "selector": {"all": True}})
    await rounds.turn()
    await rounds.end("succeeded")
    gone = await api.made("/v1/messages", {"text": "gone", "selector": {"all": True}})
    await rounds.turn()
    await rounds.end("succeeded")
    await api.delete(f"/v1/messages/{gone['id']}")
    await api.post(f"/v1/devices/{device['id']}/replace", {"serial_number": "S9"})
    assert [(word, params["text"]) for word, params in await rounds.turn()] == [("store_message", "lasting")]
    assert await shown(api, lasting) == {"waiting": 1}


@on_sqlite
async def test_a_key_limited_to_sites_sees_and_takes_back_what_is_there_alone(api: Api) -> None:
    here, there = await api.device("S1"), await api.device("S2")
    await api.made("/v1/sites", {"name": "HQ", "slug": "hq", "devices": [here["id"]]})
    limited = await api.key("admin", site_ids=["hq"])
    both = await api.made("/v1/messages", {"text": "both", "selector": {"all": True}})
    own = await api.made("/v1/messages", {"text": "own", "selector": {"devices": ["S1"]}})
    foreign = await api.made("/v1/messages", {"text": "foreign", "selector": {"devices": ["S2"]}})
    listed = (await api.get("/v1/messages", key=limited)).json()["data"]
    assert [(entry["id"], entry["devices"]["waiting"]) for entry in listed] == [
        (own["id"], 1),
        (both["id"], 1),
    ]
    assert (await api.get(f"/v1/messages/{foreign['id']}", key=limited)).status_code == 404
    assert (await api.delete(f"/v1/messages/{both['id']}", key=limited)).status_code == 403
    assert (await api.delete(f"/v1/messages/{own['id']}", key=limited)).status_code == 200
    refused = await api.post(
        "/v1/messages", {"text": "x", "selector": {"devices": [there["id"]]}}, key=limited
    )
    assert refused.status_code == 404


@on_sqlite
async def test_one_process_carries_messages_on_at_a_time(api: Api) -> None:
    await api.device("S1")
    await api.made("/v1/messages", {"text": "x", "selector": {"all": True}})
    assert len(await Rounds(api).turn()) == 1
    await api.made("/v1/messages", {"text": "x", "selector": {"all": True}})
    assert await Rounds(api, "another").turn() == []
