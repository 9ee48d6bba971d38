"""API keys: hard to mistype, stored as hashes, never more powerful than who made them."""

from __future__ import annotations

import base64
import re
import string

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from edge import keys
from edge.keys import KEY_PATTERN, ROLES, SCOPES, KeyRing
from edge.store import keys as rows
from edge.store.ids import now_us
from tests.edge.api.conftest import Api, on_sqlite

BASE62 = string.digits + string.ascii_letters


def test_keys_are_found_by_secret_scanners_and_never_repeat() -> None:
    made = {keys.mint() for _ in range(200)}
    assert len(made) == 200
    assert all(re.fullmatch(KEY_PATTERN, key) and keys.is_well_formed(key) for key in made)
    assert keys.mint("test").startswith("pd_test_")


@given(st.integers(8, 45), st.sampled_from(BASE62))
def test_a_mistyped_letter_is_recognised_without_the_database(place: int, letter: str) -> None:
    key = keys.mint()
    mistyped = key[:place] + letter + key[place + 1 :]
    assert keys.is_well_formed(mistyped) == (mistyped == key)


@given(st.integers(8, 44))
def test_two_swapped_letters_are_recognised(place: int) -> None:
    key = keys.mint()
    swapped = key[:place] + key[place + 1] + key[place] + key[place + 2 :]
    assert keys.is_well_formed(swapped) == (swapped == key)


@given(st.text(max_size=60))
def test_no_text_breaks_the_check(text: str) -> None:
    assert keys.is_well_formed(text) in (True, False)


def test_roles_are_the_table_of_the_docs() -> None:
    assert set(ROLES) == {"viewer", "operator", "integrator", "admin"}
    everybody = ("devices:read", "attendance:read", "alerts:read")
    assert all(scope in scopes for scope in everybody for scopes in ROLES.values())
    expected = {
        "alerts:write": {"operator", "admin"},
        "commands:execute": {"operator", "admin"},
        "employees:write": {"operator", "integrator", "admin"},
        "webhooks:read": {"operator", "integrator", "admin"},
        "webhooks:write": {"integrator", "admin"},
        "events:read": {"operator", "integrator", "admin"},
        "keys:write": {"admin"},
        "devices:delete": {"admin"},
        "firmware:write": {"admin"},
        "audit:read": {"admin"},
        "templates:write": {"admin"},
        "alerts:admin": {"admin"},
        "templates:read": set(),
        "commands:raw": set(),
    }
    for scope, having in expected.items():
        assert {role for role, scopes in ROLES.items() if scope in scopes} == having, scope
    assert all(scopes <= SCOPES for scopes in ROLES.values())


async def test_a_key_is_shown_once_and_stored_as_a_hash(api: Api) -> None:
    made = await api.made("/v1/keys", {"name": "payroll", "role": "integrator"})
    secret = made.pop("key")
    assert (made["prefix"], made["last4"]) == (secret[:12], secret[-4:])
    assert (await api.get(f"/v1/keys/{made['id']}")).json() == made
    assert secret not in (await api.get("/v1/keys")).text
    me = (await api.get("/v1/me", key=secret)).json()
    assert (me["id"], me["role"], me["scopes"]) == (made["id"], "integrator", sorted(ROLES["integrator"]))
    assert me["tenant"]["id"] == api.home.public_id

    def dumped(conn: sa.Connection) -> str:
        return "".join(repr(row) for row in conn.execute(sa.text("SELECT * FROM api_key")))

    assert secret[8:] not in await api.store.read(dumped)


@on_sqlite
async def test_a_key_is_given_as_bearer_or_as_basic_user(api: Api) -> None:
    basic = base64.b64encode(f"{api.home.admin}:".encode()).decode()
    assert (await api.get("/v1/me", headers={"Authorization": f"Basic {basic}"})).status_code == 200
    assert (
        await api.get("/v1/me", headers={"Authorization": f"bearer  {api.home.admin}"})
    ).status_code == 200
    assert (await api.get("/v1/me", key=None, params={"key": api.home.admin})).status_code == 401


@on_sqlite
@pytest.mark.parametrize(
    ("header", "code"),
    [
        (None, "authentication_required"),
        ("Bearer", "authentication_required"),
        ("Digest abc", "authentication_required"),
        ("Basic !!!", "authentication_required"),
        ("Bearer pd_live_short", "api_key_invalid"),
        pytest.param(f"Bearer {keys.mint()}", "api_key_invalid", id="never made"),
    ],
)
async def test_who_cannot_say_who_they_are_is_told_how(api: Api, header: str | None, code: str) -> None:
    headers = {} if header is None else {"Authorization": header}
    response = await api.get("/v1/devices", key=None, headers=headers)
    assert (response.status_code, response.json()["error"]["code"]) == (401, code)
    assert response.headers["WWW-Authenticate"] == "Bearer"


async def test_a_revoked_key_ends_at_once(api: Api) -> None:
    made = await api.made("/v1/keys", {"name": "x", "role": "viewer"})
    assert (await api.get("/v1/me", key=made["key"])).status_code == 200
    revoked = await api.delete(f"/v1/keys/{made['id']}")
    assert revoked.json() == {"id": made["id"], "object": "key", "deleted": True}
    refused = await api.get("/v1/me", key=made["key"])
    assert (refused.status_code, refused.json()["error"]["code"]) == (401, "api_key_revoked")
    assert (await api.delete(f"/v1/keys/{made['id']}")).status_code == 404
    assert (await api.get(f"/v1/keys/{made['id']}")).json()["status"] == "revoked"


async def test_a_rotated_key_has_two_secrets_for_a_while(api: Api) -> None:
    made = await api.made("/v1/keys", {"name": "x", "role": "viewer"})
    fresh = await api.made(f"/v1/keys/{made['id']}/rotate", {"overlap_hours": 1})
    assert (fresh["id"], fresh["last4"]) == (made["id"], fresh["key"][-4:])
    for secret in (made["key"], fresh["key"]):
        assert (await api.get("/v1/me", key=secret)).json()["id"] == made["id"]
    final = await api.made(f"/v1/keys/{made['id']}/rotate", {"overlap_hours": 0})
    old = await api.get("/v1/me", key=fresh["key"])
    assert (old.status_code, old.json()["error"]["code"]) == (401, "api_key_expired")
    assert (await api.get("/v1/me", key=final["key"])).status_code == 200


async def test_a_key_ends_when_it_was_made_to(api: Api) -> None:
    past = await api.post("/v1/keys", {"name": "x", "role": "viewer", "expires_at": "2020-01-01T00:00:00Z"})
    assert (past.status_code, past.json()["error"]["param"]) == (422, "expires_at")
    clock = [now_us()]
    ring = KeyRing(api.store, wall=lambda: clock[0])
    made = await api.made(
        "/v1/keys", {"name": "x", "role": "viewer", "expires_at": "2099-01-01T00:00:00+02:00"}
    )
    assert made["expires_at"] == "2098-12-31T22:00:00.000Z"
    assert (await ring.actor(made["key"])).name == "x"
    clock[0] = 4_102_444_800_000_000  # 2100
    with pytest.raises(keys.KeyRefused) as refused:
        await ring.actor(made["key"])
    assert refused.value.code == "api_key_expired"


async def test_another_process_notices_a_revocation_within_two_seconds(api: Api) -> None:
    seconds = [0.0]
    elsewhere = KeyRing(api.store, mono=lambda: seconds[0])
    made = await api.made("/v1/keys", {"name": "x", "role": "viewer"})
    await elsewhere.actor(made["key"])
    await api.delete(f"/v1/keys/{made['id']}")
    seconds[0] = 2.0
    with pytest.raises(keys.KeyRefused):
        await elsewhere.actor(made["key"])


async def test_scopes_narrow_a_role_and_name_what_is_in_none(api: Api) -> None:
    narrow = await api.key("admin", scopes=["devices:read", "commands:raw"])
    me = (await api.get("/v1/me", key=narrow)).json()
    assert me["scopes"] == ["commands:raw", "devices:read"]
    denied = await api.get("/v1/attendance", key=narrow)
    assert (denied.status_code, denied.json()["error"]["code"]) == (403, "scope_missing")
    assert denied.json()["error"]["required_scope"] == "attendance:read"
    beyond = await api.made("/v1/keys", {"name": "x", "role": "viewer", "scopes": ["keys:write"]})
    assert beyond["scopes"] == []
    unknown = await api.post("/v1/keys", {"name": "x", "role": "viewer", "scopes": ["world:rule"]})
    assert (unknown.status_code, unknown.json()["error"]["param"]) == (422, "scopes")


async def test_nobody_makes_a_key_mightier_than_their_own(api: Api) -> None:
    await api.made("/v1/sites", {"name": "HQ"})
    await api.made("/v1/sites", {"name": "Farm"})
    narrow = await api.key("admin", scopes=["keys:write", "devices:read"])
    limited = await api.key("admin", site_ids=["hq"])
    for key, body in [
        (narrow, {"role": "admin"}),
        (narrow, {"role": "viewer"}),
        (narrow, {"role": "admin", "scopes": ["commands:raw"]}),
    ]:
        refused = await api.post("/v1/keys", {"name": "x", **body}, key=key)
        assert (refused.status_code, refused.json()["error"]["code"]) == (403, "permission_denied"), body
    assert (
        await api.post("/v1/keys", {"name": "x", "role": "viewer", "site_ids": ["farm"]}, key=limited)
    ).status_code == 404
    allowed = await api.made(
        "/v1/keys", {"name": "x", "role": "admin", "scopes": ["devices:read"]}, key=narrow
    )
    assert allowed["scopes"] == ["devices:read"]
    inherited = await api.made("/v1/keys", {"name": "x", "role": "viewer"}, key=limited)
    assert len(inherited["site_ids"]) == 1
    mighty = await api.made("/v1/keys", {"name": "mighty", "role": "admin"})
    for key in (narrow, limited):
        assert (await api.post(f"/v1/keys/{mighty['id']}/rotate", {}, key=key)).status_code == 403


async def test_use_is_noted_at_most_once_a_minute(api: Api) -> None:
    clock = [now_us()]
    ring = KeyRing(api.store, wall=lambda: clock[0])
    made = await api.made("/v1/keys", {"name": "x", "role": "viewer"})

    async def noted() -> int | None:
        await api.store.write(ring.flush)
        row = await api.store.read(lambda conn: rows.by_hash(conn, keys.digest(made["key"])))
        assert row is not None
        at: int | None = row["last_used_at"]
        return at

    assert await noted() is None
    await ring.actor(made["key"])
    first = clock[0]
    assert await noted() == first
    clock[0] += 59_000_000
    await ring.actor(made["key"])
    assert await noted() == first
    clock[0] += 1_000_000
    await ring.actor(made["key"])
    assert await noted() == clock[0]


async def test_platform_keys_are_made_by_platform_keys(api: Api) -> None:
    made = await api.made("/v1/keys", {"name": "second", "role": "viewer"}, key=api.platform)
    me = (await api.get("/v1/me", key=made["key"])).json()
    assert (me["platform"], me["tenant"]) == (True, None)
    assert "tenants:read" in me["scopes"]
    assert "tenants:write" not in me["scopes"]
    assert (await api.get(f"/v1/keys/{made['id']}")).status_code == 404


async def test_a_key_works_only_from_its_addresses(api: Api) -> None:
    made = await api.made(
        "/v1/keys",
        {"name": "x", "role": "viewer", "ip_allow": ["203.0.113.7", "10.1.2.3/8", "2001:db8::/32"]},
    )
    assert made["ip_allow"] == ["203.0.113.7/32", "10.0.0.0/8", "2001:db8::/32"]
    for address, status in [
        ("203.0.113.7", 200),
        ("10.200.0.1", 200),
        ("2001:db8::5", 200),
        ("::ffff:203.0.113.7", 200),
        ("203.0.113.8", 403),
        ("2001:db9::5", 403),
    ]:
        answer = await api.get("/v1/me", key=made["key"], headers={"X-Forwarded-For": address})
        assert answer.status_code == status, address
    assert answer.json()["error"]["code"] == "ip_not_allowed"
    assert "2001:db9::5" in answer.json()["error"]["message"]
    bad = await api.post("/v1/keys", {"name": "x", "role": "viewer", "ip_allow": ["10.0.0.0/99"]})
    assert (bad.status_code, bad.json()["error"]["param"]) == (422, "ip_allow")


async def test_a_key_that_is_held_to_addresses_makes_none_for_others(api: Api) -> None:
    held = await api.key("admin", ip_allow=["10.0.0.0/8", "127.0.0.0/8"])
    inherited = await api.made("/v1/keys", {"name": "x", "role": "viewer"}, key=held)
    assert inherited["ip_allow"] == ["10.0.0.0/8", "127.0.0.0/8"]
    within = {"name": "x", "role": "viewer", "ip_allow": ["10.1.0.0/16"]}
    assert (await api.post("/v1/keys", within, key=held)).status_code == 201
    for beyond in (["10.1.0.0/16", "192.0.2.0/24"], ["0.0.0.0/0"], ["::1"]):
        refused = await api.post("/v1/keys", {**within, "ip_allow": beyond}, key=held)
        assert (refused.status_code, refused.json()["error"]["param"]) == (403, "ip_allow")


async def test_a_key_says_who_made_it_and_from_where_it_was_used(api: Api) -> None:
    ring = KeyRing(api.store)
    made = await api.made("/v1/keys", {"name": "x", "role": "viewer"})
    me = (await api.get("/v1/me")).json()
    assert (made["created_by"], made["last_used_ip"]) == (me["id"], None)
    await ring.actor(made["key"], "203.0.113.7")
    await api.store.write(ring.flush)
    shown = (await api.get(f"/v1/keys/{made['id']}")).json()
    assert shown["last_used_ip"] == "203.0.113.7"
    assert shown["last_used_at"] is not None


@on_sqlite
async def test_a_call_is_answered_by_the_version_of_its_key_or_the_one_it_names(api: Api) -> None:
    newest = keys.API_VERSIONS[-1]
    made = await api.made("/v1/keys", {"name": "x", "role": "viewer"})
    assert made["api_version"] == newest
    answer = await api.get("/v1/me", key=made["key"])
    assert answer.headers["Punchdeck-Version"] == newest
    named = await api.get("/v1/me", headers={"Punchdeck-Version": newest})
    assert named.headers["Punchdeck-Version"] == newest
    unknown = await api.get("/v1/me", headers={"Punchdeck-Version": "2020-01-01"})
    assert (unknown.status_code, unknown.json()["error"]["code"]) == (400, "api_version_unknown")
    assert newest in unknown.json()["error"]["message"]


@on_sqlite
async def test_a_key_is_refused_in_an_address(api: Api) -> None:
    for name in ("key", "api_key", "access_token", "ticket"):
        assert (await api.get("/v1/me", key=None, params={name: api.home.admin})).status_code == 401
        assert (await api.get("/v1/me", params={name: "x"})).status_code == 400
