"""Of those who want the same name at the same time one gets it, the others are told that it is taken."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

import httpx
import pytest

from tests.edge.api.conftest import Api

AT_ONCE = 8


def outcomes(answers: Sequence[httpx.Response]) -> list[tuple[int, Any]]:
    """Status and body of each, those that succeeded first."""
    return sorted(((answer.status_code, answer.json()) for answer in answers), key=lambda outcome: outcome[0])


async def race(api: Api, method: str, path: str, *bodies: Any) -> list[tuple[int, Any]]:
    answers = await asyncio.gather(*(api.call(method, path, json=body) for body in bodies))
    return outcomes(answers)


def assert_one_won(answers: list[tuple[int, Any]], won: int, code: str = "already_exists") -> None:
    statuses = [status for status, _ in answers]
    assert statuses == [won] + [409] * (len(answers) - 1)
    assert {body["error"]["code"] for status, body in answers if status == 409} == {code}


@pytest.mark.parametrize(
    ("path", "same", "differing"),
    [
        ("/v1/employees", {"pin": "17"}, "employee_id"),
        ("/v1/employees", {"employee_id": "EMP001"}, "name"),
        ("/v1/employees", {"employee_id": "7"}, "pin"),
        ("/v1/devices", {"serial_number": "A1"}, "name"),
        ("/v1/devices", {"id": "dev_gate"}, "serial_number"),
        ("/v1/sites", {"id": "site_hq"}, "name"),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, dict) else str(value).rpartition("/")[2],
)
async def test_making_the_same_at_once(api: Api, path: str, same: dict[str, str], differing: str) -> None:
    bodies = [{**same, differing: str(100 + number)} for number in range(AT_ONCE)]
    assert_one_won(await race(api, "POST", path, *bodies), 201)
    listed = (await api.get(path)).json()["data"]
    assert len([one for one in listed if same.items() <= one.items()]) == 1


async def test_changing_two_employees_to_one_pin_at_once(api: Api) -> None:
    for number in range(AT_ONCE):
        await api.made("/v1/employees", {"employee_id": f"EMP{number}"})
    answers = await asyncio.gather(
        *(api.patch(f"/v1/employees/EMP{number}", {"pin": "4711"}) for number in range(AT_ONCE))
    )
    assert_one_won(outcomes(answers), 200)


async def test_many_at_once_are_given_pins_of_their_own(api: Api) -> None:
    """Terminals cannot hold letters, so the edge gives digits."""
    bodies = [{"employee_id": f"EMP-{number}"} for number in range(AT_ONCE)]
    answers = await race(api, "POST", "/v1/employees", *bodies)
    assert [status for status, _ in answers] == [201] * AT_ONCE
    assert len({body["pin"] for _, body in answers}) == AT_ONCE


async def test_upserting_the_same_employees_at_once_makes_each_once(api: Api) -> None:
    bodies = [
        {"items": [{"employee_id": f"E{person}", "name": f"by {number}"} for person in range(20)]}
        for number in range(4)
    ]
    answers = await race(api, "POST", "/v1/employees/bulk", *bodies)
    assert [status for status, _ in answers] == [207] * 4
    assert len((await api.get("/v1/employees")).json()["data"]) == 20


async def test_one_box_cannot_replace_two_devices_at_once(api: Api) -> None:
    for number in range(4):
        await api.device(f"OLD{number}")
    answers = await asyncio.gather(
        *(api.post(f"/v1/devices/OLD{number}/replace", {"serial_number": "NEW"}) for number in range(4))
    )
    assert_one_won(outcomes(answers), 202)


async def test_one_command_of_many_equal_requests(api: Api) -> None:
    await api.device("A1")
    body = {"command": "restart", "idempotency_key": "restart-once"}
    answers = await asyncio.gather(*(api.post("/v1/devices/A1/commands", dict(body)) for _ in range(AT_ONCE)))
    assert {answer.status_code for answer in answers} <= {202, 409}
    assert len({answer.json()["id"] for answer in answers if answer.status_code == 202}) == 1
    assert len((await api.get("/v1/commands")).json()["data"]) == 1
