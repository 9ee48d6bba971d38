"""People who can be told, by the API: added, changed, taken away; and keys that are somebody's."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa

from edge.store import persons, policies
from edge.store.notice_tables import notice
from tests.edge.api.conftest import Api, on_sqlite
from tests.edge.api.test_channels import policy

AMINA = {
    "name": "Amina",
    "email": "amina@example.com",
    "phone": "+212 661-23.45 67",
    "timezone": "Africa/Casablanca",
    "language": "ar-MA",
    "quiet_hours": {"from": "22:00", "to": "06:30"},
}


async def test_a_person_is_added_changed_and_taken_away(api: Api) -> None:
    hook = {"name": "x", "webhook": {"url": "https://example.com/"}}
    channel = (await api.made("/v1/channels", hook))["id"]
    made = await api.made("/v1/people", {**AMINA, "channels": [channel, "chan_console"]})
    assert {name: made[name] for name in AMINA} == {**AMINA, "phone": "+212661234567"}
    assert (made["object"], made["channels"]) == ("person", [channel, "chan_console"])
    path = f"/v1/people/{made['id']}"
    got = await api.get(path)
    assert got.json() == made
    assert (await api.get("/v1/people")).json()["data"] == [made]
    fresh = await api.patch(
        path, {"phone": None, "quiet_hours": None, "channels": []}, headers={"If-Match": got.headers["ETag"]}
    )
    assert fresh.json() == made | {"phone": None, "quiet_hours": None, "channels": [], "version": 2}
    assert (await api.patch(path, {}, headers={"If-Match": '"v1-x"'})).status_code == 412
    assert (await api.delete(path)).json() == {"id": made["id"], "object": "person", "deleted": True}
    assert (await api.get("/v1/people")).json()["data"] == []
    audit = (await api.get("/v1/audit?limit=100")).json()["data"]
    actions = [entry["action"] for entry in audit if entry["target"] == made["id"]]
    assert sorted(actions) == ["person.change", "person.create", "person.delete"]


@pytest.mark.parametrize(
    ("member", "value", "says"),
    [
        ("name", "", "1"),
        ("email", "amina", "bare address"),
        ("phone", "0661234567", "with its country"),
        ("phone", "+21266", "with its country"),
        ("phone", "+212٦٦١٢٣٤", "with its country"),
        ("timezone", "Casablanca", "no time zone"),
        ("language", "Arabic!", "ar-MA"),
        ("quiet_hours", {"from": "22:00", "to": "22:00"}, "the same"),
        ("quiet_hours", {"from": "24:00", "to": "06:00"}, "pattern"),
        ("quiet_hours", {"from": "22:00"}, "required"),
        ("channels", ["chan_console", "chan_console"], "listed twice"),
    ],
)
@on_sqlite
async def test_what_cannot_be_is_refused_and_why(api: Api, member: str, value: object, says: str) -> None:
    refused = await api.post("/v1/people", {"name": "x", member: value})
    assert refused.status_code == 422, refused.text
    assert says in refused.json()["error"]["message"]
    assert (await api.get("/v1/people")).json()["data"] == []


@on_sqlite
async def test_a_person_is_told_by_channels_of_their_own_account_only(api: Api) -> None:
    hook = {"name": "x", "webhook": {"url": "https://example.com/"}}
    theirs = (await api.made("/v1/channels", hook, key=api.other.admin))["id"]
    for name in (theirs, "chan_none"):
        refused = await api.post("/v1/people", {"name": "x", "channels": [name]})
        assert (refused.status_code, refused.json()["error"]["code"]) == (404, "channel_not_found")


async def test_whom_a_policy_names_is_not_deleted_and_what_waits_goes_with_who_is(api: Api) -> None:
    made = await api.made("/v1/people", AMINA)
    await api.store.write(lambda conn: policies.add(conn, policy(api, people=[made["id"]])))
    held = await api.delete(f"/v1/people/{made['id']}")
    assert (held.status_code, held.json()["error"]["code"]) == (409, "conflict")
    assert "The policy 'Nights' (pol_1) has Amina told" in held.json()["error"]["message"]
    await api.store.write(lambda conn: policies.change(conn, api.home.tenant_id, 1, steps=[]))
    await api.store.write(lambda conn: told(conn, api, made["id"]))
    assert (await api.delete(f"/v1/people/{made['id']}")).status_code == 200
    statuses = await api.store.read(lambda conn: conn.scalars(sa.select(notice.c.status)).all())
    assert sorted(statuses) == ["cancelled", "sent"]


def told(conn: sa.Connection, api: Api, name: str) -> None:
    """One notice that waits for somebody, and one that they had."""
    row = persons.find(conn, api.home.tenant_id, name)
    assert row is not None
    fixed: dict[str, Any] = dict.fromkeys(("moment", "severity", "group_key", "dedupe_key"), "x")
    fixed |= {"tenant_id": api.home.tenant_id, "channel_id": 0, "person_id": row["id"]}
    fixed |= {"due_at": 0, "attempts": 0, "fence": 0, "says": {}, "log": []}
    for status in ("waiting", "sent"):
        conn.execute(notice.insert().values(id=api.store.ids.next(), status=status, **fixed))


async def test_a_key_is_somebody_s_or_nobody_s(api: Api) -> None:
    amina = (await api.made("/v1/people", AMINA))["id"]
    made = await api.made("/v1/keys", {"name": "phone of Amina", "role": "operator", "person": amina})
    assert made["person"] == amina
    own = (await api.get("/v1/me", key=made["key"])).json()
    assert own["person"] == {"id": amina, "name": "Amina"}
    assert (await api.get("/v1/me")).json()["person"] is None
    path = f"/v1/keys/{made['id']}"
    assert (await api.patch(path, {"person": None})).json()["person"] is None
    assert (await api.get("/v1/me", key=made["key"])).json()["person"] is None
    assert (await api.patch(path, {"person": amina})).json()["person"] == amina
    assert (await api.post(f"{path}/rotate")).json()["person"] == amina
    changes = [
        entry["diff"]
        for entry in (await api.get("/v1/audit")).json()["data"]
        if entry["action"] == "key.change"
    ]
    assert changes == [{"person": [None, amina]}, {"person": [amina, None]}]
    await api.delete(f"/v1/people/{amina}")
    assert (await api.get(path)).json()["person"] is None
    assert (await api.patch(path, {})).status_code == 422


@on_sqlite
async def test_a_key_is_nobody_s_of_another_account(api: Api) -> None:
    theirs = (await api.made("/v1/people", {"name": "x"}, key=api.other.admin))["id"]
    own = (await api.made("/v1/keys", {"name": "x", "role": "viewer"}))["id"]
    for person in (theirs, "person_none"):
        for refused in (
            await api.post("/v1/keys", {"name": "y", "role": "viewer", "person": person}),
            await api.patch(f"/v1/keys/{own}", {"person": person}),
        ):
            assert (refused.status_code, refused.json()["error"]["code"]) == (404, "person_not_found")


@on_sqlite
async def test_keys_of_some_sites_see_nobody_and_make_nobody(api: Api) -> None:
    await api.made("/v1/people", AMINA)
    await api.made("/v1/sites", {"name": "HQ"})
    limited = await api.key("admin", site_ids=["hq"])
    assert (await api.get("/v1/people", key=limited)).json()["data"] == []
    assert (await api.get("/v1/channels", key=limited)).json()["data"] == []
    assert (await api.get("/v1/channels/chan_console", key=limited)).status_code == 404
    hook = {"name": "x", "webhook": {"url": "https://example.com/"}}
    for path, body in (("/v1/people", AMINA), ("/v1/channels", hook)):
        refused = await api.post(path, body, key=limited)
        assert (refused.status_code, refused.json()["error"]["code"]) == (403, "permission_denied")
