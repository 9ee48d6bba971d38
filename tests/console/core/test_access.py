"""Keys, people and the audit log as the console reads them from the API."""

from __future__ import annotations

from typing import Any

from console.core.access import BY_NAME_ONLY, ROLES, Entry, Key, KeyDraft, PersonDraft, said
from edge import keys

KEY: dict[str, Any] = {
    "id": "key_1", "object": "key", "name": "Wallboard", "prefix": "pd_live_abcd", "last4": "wxyz",
    "mode": "live", "role": "viewer", "scopes": sorted(ROLES["viewer"]), "site_ids": None, "status": "active",
    "created_at": "2026-10-01T08:00:00Z", "expires_at": None, "revoked_at": None, "last_used_at": None,
    "last_used_ip": None, "ip_allow": None, "api_version": "2026-11-01", "person": None, "created_by": None,
}  # fmt: skip


def test_the_roles_are_those_of_the_edge() -> None:
    assert dict(ROLES) == dict(keys.ROLES)
    assert BY_NAME_ONLY == keys.BY_NAME_ONLY


def test_a_key_that_may_do_less_than_its_role_is_known() -> None:
    assert not Key.of(KEY).narrowed
    assert Key.of({**KEY, "scopes": ["sites:read"]}).narrowed
    assert Key.of(KEY).shown == "pd_live_abcd…wxyz"


def test_a_wish_names_only_its_limits() -> None:
    assert KeyDraft("A", "viewer").body() == {"name": "A", "role": "viewer"}
    limited = KeyDraft("A", "viewer", scopes=("sites:read",), site_ids=("site_1",)).body()
    assert limited["scopes"] == ["sites:read"]
    assert limited["site_ids"] == ["site_1"]


def test_what_is_not_said_of_a_person_is_taken_away() -> None:
    assert PersonDraft("Amina").body()["quiet_hours"] is None
    assert PersonDraft("Amina", quiet_from="22:00", quiet_to="06:00").body()["quiet_hours"] == {
        "from": "22:00",
        "to": "06:00",
    }


def test_an_entry_says_what_was_and_what_is() -> None:
    entry = Entry.of(
        {
            "id": "aud_1", "object": "audit_entry", "position": 3, "actor": "key_1", "action": "site.change",
            "target": "site_1", "diff": {"name": ["A", "B"], "tags": [None, ["x"]]}, "address": None,
            "user_agent": None, "request_id": None, "hash": "00", "previous_hash": "ff",
            "created_at": "2026-10-01T08:00:00Z",
        }
    )  # fmt: skip
    assert entry.diff["name"] == ("A", "B")
    assert [said(value) for value in entry.diff["tags"]] == ["", '["x"]']
