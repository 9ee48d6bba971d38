"""Profiles survive whatever happens to their file, and an address is one that can be connected to."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.core import profiles as module
from console.core.profiles import (
    AddressError,
    Profile,
    Profiles,
    ProfilesUnreadable,
    SafeMode,
    ThemeChoice,
    Worldview,
    address,
    pinned,
    write_atomically,
)
from tests.kit.certificates import self_signed


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config" / "profiles.json"


# -- addresses
# -----


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("edge.example.com", "https://edge.example.com"),
        ("  edge.example.com/  ", "https://edge.example.com"),
        ("edge.example.com:8443", "https://edge.example.com:8443"),
        ("https://edge.example.com", "https://edge.example.com"),
        ("HTTPS://Edge.Example.com/", "https://edge.example.com"),
        ("http://edge.example.com", "http://edge.example.com"),
        ("edge.example.com/punchdeck/", "https://edge.example.com/punchdeck"),
        ("localhost:8080", "http://localhost:8080"),
        ("LOCALHOST", "http://localhost"),
        ("127.0.0.1:8080", "http://127.0.0.1:8080"),
        ("127.1.2.3", "http://127.1.2.3"),
        ("127.evil.example.com", "https://127.evil.example.com"),
        ("https://localhost", "https://localhost"),
        ("192.168.1.10:8080", "https://192.168.1.10:8080"),
        ("[::1]:8080", "http://[::1]:8080"),
        ("[2001:db8::1]:8080", "https://[2001:db8::1]:8080"),
        ("http://[2001:db8::1]", "http://[2001:db8::1]"),
        ("pointeuse.école.ma", "https://pointeuse.école.ma"),
    ],
)
def test_an_address_is_read_as_it_is_meant(typed: str, meant: str) -> None:
    assert address(typed) == meant


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "is not an address"),
        ("   ", "is not an address"),
        ("https://", "is not an address"),
        ("http:/edge.example.com", "is not an address"),
        ("ftp://edge.example.com", "begins with ftp://"),
        ("file:///etc/passwd", "begins with file://"),
        ("edge example.com", "is not an address"),
        ("edge.example.com:99999", "is not an address"),
        ("edge.example.com:http", "is not an address"),
        ("edge.example.com:0", "is not an address"),
        ("edge.example.com:", "is not an address"),
        ("admin:secret@edge.example.com", "is not an address"),
        ("https://edge.example.com?x=1", "goes on after the address"),
        ("https://edge.example.com/#top", "goes on after the address"),
        ("[::1", "is not an address"),
        ("[nonsense]:80", "is not an address"),
        ("-.example.com", "is not an address"),
        ("edge..example.com", "is not an address"),
        ("edge\x00.example.com", "is not an address"),
    ],
)
def test_what_is_no_address_is_refused_and_said(typed: str, said: str) -> None:
    with pytest.raises(AddressError, match=said):
        address(typed)


@given(
    st.text(max_size=30)
    | st.text("abz019.:/[]@?#-_ ", max_size=30)
    | st.from_regex(r"(https?://)?[a-z0-9.\[\]:-]{1,20}(:[0-9]{0,6})?(/[a-z./]{0,6})?", fullmatch=True)
)
def test_any_text_is_an_address_that_can_be_called_or_refused(typed: str) -> None:
    try:
        found = address(typed)
    except AddressError:
        return
    assert address(found) == found
    called = httpx.URL(found)
    assert called.scheme in ("http", "https")
    assert called.host
    assert not called.userinfo


# -- profiles
# -----


def test_what_is_kept_is_there_at_the_next_start(file: Path, tmp_path: Path) -> None:
    profiles = Profiles(file)
    assert list(profiles.all) == []
    assert profiles.current is None
    site = Profile.new("  Casablanca – Aïn Sebaâ ", "edge.example.com")
    lab = Profile.new(
        "Lab",
        "localhost:8080",
        account="ten_1",
        colour="#FF0000",
        safe_mode=SafeMode.READ_ONLY,
        certificate=self_signed(tmp_path, "edge").pem,
        worldview=Worldview.MA,
        theme=ThemeChoice.DARK,
    )
    profiles.keep(site)
    profiles.keep(lab)
    profiles.choose(lab.id)
    again = Profiles(file)
    assert list(again.all) == [site, lab]
    assert again.current == lab
    assert again.get(site.id) == site
    assert site.name == "Casablanca – Aïn Sebaâ"
    assert site.id != lab.id


def test_a_profile_is_changed_in_its_place_and_removed(file: Path, tmp_path: Path) -> None:
    profiles = Profiles(file)
    first, second = Profile.new("First", "a.example"), Profile.new("Second", "b.example")
    profiles.keep(first)
    profiles.keep(second)
    profiles.choose(first.id)
    changed = pinned(replace(first, name="Erste"), self_signed(tmp_path, "edge").pem)
    profiles.keep(changed)
    assert list(Profiles(file).all) == [changed, second]
    assert pinned(changed, None).certificate is None
    profiles.remove(first.id)
    profiles.remove(first.id)
    again = Profiles(file)
    assert list(again.all) == [second]
    assert again.current is None
    with pytest.raises(KeyError):
        profiles.choose(first.id)


def test_a_profile_is_found_by_name_whatever_its_case_or_by_id(file: Path) -> None:
    profiles = Profiles(file)
    profile = Profile.new("École", "a.example")
    profiles.keep(profile)
    assert profiles.named("éCOLE") == profile
    assert profiles.named(profile.id) == profile
    assert profiles.named("other") is None


def test_no_key_and_no_secret_is_in_the_file(file: Path) -> None:
    Profiles(file).keep(Profile.new("A", "a.example"))
    body = json.loads(file.read_text(encoding="utf-8"))
    assert set(body) == {"version", "current", "profiles"}
    assert not any("key" in name for name in body["profiles"][0])


# -- its file
# -----


def kept(file: Path, **changes: Any) -> None:
    """A sound file but for the changes to its one profile."""
    Profiles(file).keep(Profile("profile_1", "One", "https://a.example"))
    body = json.loads(file.read_text(encoding="utf-8"))
    body["profiles"][0] |= changes
    file.write_text(json.dumps(body), encoding="utf-8")


def test_members_of_an_older_or_newer_program_do_no_harm(file: Path) -> None:
    kept(file, colour_blind=True)
    body = json.loads(file.read_text(encoding="utf-8"))
    del body["profiles"][0]["theme"], body["current"]
    file.write_text(json.dumps(body), encoding="utf-8")
    assert list(Profiles(file).all) == [Profile("profile_1", "One", "https://a.example")]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "5",
        "{}",
        '{"version": 1}',
        '{"version": "x", "profiles": []}',
        '{"version": 1, "profiles": 5}',
        '{"version": 1, "profiles": [5]}',
        '{"version": 1, "profiles": [{"name": "x"}]}',
    ],
)
def test_a_damaged_file_is_said_and_left_as_it_is(file: Path, text: str) -> None:
    file.parent.mkdir()
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ProfilesUnreadable, match=r"profiles\.json is damaged.*Mend it, or move it away"):
        Profiles(file)
    assert file.read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    "changes",
    [
        {"id": 5},
        {"name": None},
        {"url": "ftp://a.example"},
        {"url": None},
        {"safe_mode": "reckless"},
        {"worldview": "flat"},
        {"theme": "pink"},
        {"certificate": ""},
        {"certificate": "-----BEGIN CERTIFICATE-----\nnonsense\n-----END CERTIFICATE-----"},
    ],
    ids=str,
)
def test_a_profile_that_could_not_be_used_is_found_when_it_is_read(
    file: Path, changes: dict[str, Any]
) -> None:
    kept(file, **changes)
    with pytest.raises(ProfilesUnreadable, match="is damaged"):
        Profiles(file)


def test_a_file_of_a_newer_program_is_not_touched(file: Path) -> None:
    file.parent.mkdir()
    file.write_text('{"version": 2, "profiles": "other"}', encoding="utf-8")
    with pytest.raises(ProfilesUnreadable, match=r"newer Punchdeck \(format 2, this one knows 1\)"):
        Profiles(file)


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", None], ids=["not text", "a folder"])
def test_a_file_that_cannot_be_read_is_said(file: Path, content: bytes | None) -> None:
    file.parent.mkdir()
    if content is None:
        file.mkdir()
    else:
        file.write_bytes(content)
    with pytest.raises(ProfilesUnreadable, match=r"cannot be read.*Check its permissions"):
        Profiles(file)


def test_writing_is_all_or_nothing(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_atomically(file, "old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_atomically(file, "new")
    assert file.read_text() == "old"
    assert [path.name for path in file.parent.iterdir()] == ["profiles.json"], "nothing is left lying about"


def test_a_profile_that_could_not_be_written_is_not_pretended_to_be_there(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    profiles = Profiles(file)
    first = Profile.new("First", "a.example")
    profiles.keep(first)

    def full(path: Path, text: str) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(module, "write_atomically", full)
    with pytest.raises(OSError, match="No space"):
        profiles.keep(Profile.new("Second", "b.example"))
    with pytest.raises(OSError, match="No space"):
        profiles.remove(first.id)
    with pytest.raises(OSError, match="No space"):
        profiles.choose(first.id)
    assert list(profiles.all) == [first]
    assert profiles.current is None


def test_an_expired_pin_is_no_damage(file: Path, tmp_path: Path) -> None:
    past = self_signed(tmp_path, "edge", valid=(-9, -1))
    Profiles(file).keep(Profile.new("A", "a.example", certificate=past.pem))
    assert Profiles(file).all[0].certificate == past.pem
