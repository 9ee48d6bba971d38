"""Policies by the API: who hears of what, in which order, and the one that is always there."""

from __future__ import annotations

from typing import Any

import pytest

from edge.alerts import policies
from tests.edge.api.conftest import Api, on_sqlite

PATH = "/v1/policies"
DEFAULT = f"{PATH}/policy_default"
STEP = {"after_s": 0, "people": [], "channels": [], "until_ack": True}


async def channel(api: Api, name: str = "ops") -> str:
    body = {"name": name, "webhook": {"url": "https://example.com/"}}
    return str((await api.made("/v1/channels", body))["id"])


async def test_the_last_policy_is_always_there_and_fits_everything(api: Api) -> None:
    (shown,) = (await api.get(PATH)).json()["data"]
    assert (shown["id"], shown["matches"]) == ("policy_default", {})
    assert [step["after_s"] for step in shown["steps"]] == [0, 900, 3600]
    assert shown["settings"] == dict(policies.SETTINGS)
    assert (await api.get(DEFAULT)).json() == shown


async def test_a_policy_names_people_and_channels_and_goes_before_the_last(api: Api) -> None:
    ops = await channel(api)
    amina = (await api.made("/v1/people", {"name": "Amina", "channels": [ops]}))["id"]
    site = await api.made("/v1/sites", {"name": "Depot"})
    hours = {"timezone": "Africa/Casablanca", "hours": [{"days": ["mon"], "from": "22:00", "to": "06:00"}]}
    body = {
        "name": "Depot at night",
        "matches": {"sites": ["depot"], "severities": ["critical"], "schedule": hours},
        "steps": [
            {"after_s": 0, "people": [amina]},
            {"after_s": 600, "people": [amina], "channels": [ops], "until_ack": False},
        ],
        "settings": {"repeat_s": 3600},
    }
    made = await api.made(PATH, body)
    assert made["matches"] == {"sites": [site["id"]], "severities": ["critical"], "schedule": hours}
    assert made["steps"][0] == {**STEP, "people": [amina]}
    assert made["settings"] == {**policies.SETTINGS, "repeat_s": 3600}
    assert [row["id"] for row in (await api.get(PATH)).json()["data"]] == [made["id"], "policy_default"]
    assert (await api.get(f"{PATH}/{made['id']}")).json() == made


async def test_policies_are_tried_by_their_position(api: Api) -> None:
    names = [(await api.made(PATH, {"name": name, "steps": [STEP]}))["id"] for name in "ab"]
    first = await api.made(PATH, {"name": "c", "steps": [STEP], "position": 0})
    pages = [await api.get(f"{PATH}?limit=2")]
    pages.append(await api.get(f"{PATH}?limit=2&cursor={pages[0].json()['next_cursor']}"))
    found = [row["id"] for page in pages for row in page.json()["data"]]
    assert found == [first["id"], *names, "policy_default"]
    moved = await api.patch(f"{PATH}/{names[1]}", {"position": 0, "name": "d"})
    assert (moved.json()["position"], moved.json()["version"]) == (0, 2)


async def test_the_last_policy_takes_other_steps_but_stays_for_everything(api: Api) -> None:
    ops = await channel(api)
    changed = await api.patch(DEFAULT, {"steps": [{"after_s": 0, "channels": [ops]}], "settings": {}})
    assert changed.json()["steps"] == [{**STEP, "channels": [ops]}]
    assert (await api.get(DEFAULT)).json() == changed.json()
    for refused in ({"matches": {"tags": ["x"]}}, {"position": 1}):
        answer = await api.patch(DEFAULT, refused)
        assert (answer.status_code, answer.json()["error"]["param"]) == (422, next(iter(refused)))
    assert (await api.delete(DEFAULT)).status_code == 409


async def test_a_change_is_held_to_the_version_it_was_made_for(api: Api) -> None:
    made = await api.made(PATH, {"name": "a", "steps": [STEP]})
    where = f"{PATH}/{made['id']}"
    assert (await api.patch(where, {"name": "b"}, headers={"If-Match": '"v1"'})).status_code == 200
    assert (await api.patch(where, {"name": "c"}, headers={"If-Match": '"v1"'})).status_code == 412
    deleted = await api.delete(where)
    assert deleted.json() == {"id": made["id"], "object": "policy", "deleted": True}
    assert (await api.get(where)).status_code == 404


@pytest.mark.parametrize(
    ("members", "code"),
    [
        ({"steps": [{"after_s": 0, "people": ["per_nobody"]}]}, "person_not_found"),
        ({"steps": [{"after_s": 0, "channels": ["chan_none\x7f"]}]}, "validation_failed"),
        ({"steps": [{"after_s": 0, "channels": ["chan_none"]}]}, "channel_not_found"),
        ({"matches": {"sites": ["nowhere"]}}, "site_not_found"),
        ({"matches": {"kinds": ["weather"]}}, "validation_failed"),
        ({"steps": []}, "validation_failed"),
        ({"steps": [STEP, STEP]}, "validation_failed"),
        ({"matches": {"schedule": {"timezone": "Mars/Base", "hours": []}}}, "validation_failed"),
    ],
)
@on_sqlite
async def test_what_cannot_be_is_refused(api: Api, members: dict[str, Any], code: str) -> None:
    answer = await api.post(PATH, {"name": "x", "steps": [STEP], **members})
    assert answer.json()["error"]["code"] == code


@on_sqlite
@pytest.mark.parametrize(
    ("schedule", "param"),
    [
        ({"timezone": "Mars/Base", "hours": [{"days": ["mon"], "from": "08:00", "to": "09:00"}]}, "timezone"),
        ({"timezone": "UTC", "hours": [{"days": ["mon"], "from": "08:00", "to": "08:00"}]}, "hours[0].to"),
    ],
)
async def test_hours_that_never_are_are_refused(api: Api, schedule: dict[str, Any], param: str) -> None:
    answer = await api.post(PATH, {"name": "x", "steps": [STEP], "matches": {"schedule": schedule}})
    assert answer.json()["error"]["param"] == f"matches.schedule.{param}"


async def test_a_key_of_some_sites_sees_none_and_makes_none(api: Api) -> None:
    site = await api.made("/v1/sites", {"name": "Depot"})
    key = await api.key("admin", site_ids=[site["id"]])
    assert (await api.get(PATH, key=key)).json()["data"] == []
    assert (await api.get(DEFAULT, key=key)).status_code == 404
    assert (await api.post(PATH, {"name": "x", "steps": [STEP]}, key=key)).status_code == 403


async def test_a_rule_may_name_it_and_a_channel_it_names_stays(api: Api) -> None:
    ops = await channel(api)
    made = await api.made(PATH, {"name": "x", "steps": [{"after_s": 0, "channels": [ops]}]})
    rule = await api.patch("/v1/rules/rule_device_offline", {"policy": made["id"]})
    assert rule.json()["policy"] == made["id"]
    assert (await api.delete(f"/v1/channels/{ops}")).status_code == 409
