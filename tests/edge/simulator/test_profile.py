"""A profile file says what a fleet is like; a bad one is refused in one line that says where."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest

from edge.simulator import profile as profile_module
from edge.simulator.fleet import plan_fleet
from edge.simulator.profile import Climate, Profile, ProfileError, load_profile, read_profile

SITE = {"name": "Cold Store - Berkane", "lat": 34.97, "lon": -2.34, "timezone": "Africa/Casablanca"}


def test_the_documented_profile_is_the_default() -> None:
    assert profile_module.__doc__ is not None
    text = re.sub(r"^    ", "", profile_module.__doc__.split("::\n", 1)[1], flags=re.MULTILINE)
    documented = tomllib.loads(text)
    read, default = read_profile(documented), Profile()
    assert read.climate == default.climate
    assert read.generations == default.generations
    assert (read.flapping_share, read.drifting_share) == (default.flapping_share, default.drifting_share)
    assert plan_fleet(4, profile=Profile(sites=read.sites, devices=read.devices)) == plan_fleet(4)
    assert [site.slug for site in read.site_list] == ["cold-store-berkane"]


def test_toml_and_json_say_the_same(tmp_path: Path) -> None:
    toml = tmp_path / "profile.toml"
    toml.write_text(
        '[fleet]\ndevices = 9\n[punches]\nmode = "lively"\nrate = 3\n[weather]\nsite_outages_per_day = 4\n'
    )
    file = tmp_path / "profile.json"
    file.write_text(
        json.dumps(
            {
                "fleet": {"devices": 9},
                "punches": {"mode": "lively", "rate": 3},
                "weather": {"site_outages_per_day": 4},
            }
        )
    )
    expected = Profile(devices=9, mode="lively", rate=3.0, climate=Climate(site_outages_per_day=4.0))
    assert load_profile(toml) == load_profile(file) == expected


def test_an_empty_profile_changes_nothing() -> None:
    assert read_profile({}) == Profile()


def test_generations_left_out_are_not_in_the_fleet() -> None:
    plan = plan_fleet(1, profile=read_profile({"generations": {"senseface": 1}}))
    articles = {"BFEZ203901245", "DGD9220156"}
    assert {found.generation for found in plan.terminals if found.serial not in articles} == {"senseface"}


def test_a_site_needs_little_and_gets_the_rest() -> None:
    (spec,) = read_profile({"sites": [SITE]}).site_list
    assert (spec.slug, spec.address, spec.country, spec.kind) == (
        "cold-store-berkane",
        SITE["name"],
        "MA",
        "office",
    )


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ([], "the file must hold names and values"),
        ({"flet": {}}, "no key 'flet'; it knows fleet, generations"),
        ({"fleet": {"device": 5}}, "[fleet] has no key 'device'"),
        ({"fleet": {"devices": 0}}, "[fleet] devices must be a whole number from 1 to 10000, not 0"),
        ({"fleet": {"devices": True}}, "not True"),
        ({"fleet": 3}, "[fleet] must hold names and values, not 3"),
        ({"fleet": {"flapping_share": 2}}, "[fleet] flapping_share must be a number from 0 to 1, not 2"),
        ({"generations": {"newest": 1}}, "[generations] has no key 'newest'; it knows legacy, old, x100c"),
        ({"generations": {"old": 0}}, "[generations] leaves no generation"),
        ({"punches": {"mode": "fast"}}, "[punches] mode must be one of workday, rate, lively, not 'fast'"),
        ({"punches": {"rate": "3"}}, "[punches] rate must be a number of at least 0, not '3'"),
        ({"weather": {"site_outage_minutes": -1}}, "[weather] site_outage_minutes must be a number"),
        ({"sites": {}}, "sites must be a list"),
        ({"sites": [{"name": "X"}]}, "[[sites]] number 1 needs lat"),
        ({"sites": [SITE | {"timezone": "Morocco/Casa"}]}, "timezone must be an IANA zone"),
        ({"sites": [SITE | {"timezone": "/etc/passwd"}]}, "timezone must be an IANA zone"),
        ({"sites": [SITE | {"lat": 91}]}, "lat must be a number from -90 to 90"),
        ({"sites": [SITE | {"kind": "castle"}]}, "kind must be one of warehouse, plant"),
        ({"sites": [SITE | {"slug": "Été"}]}, "slug must be small letters"),
        ({"sites": [SITE | {"business_critical": 1}]}, "business_critical must be true or false"),
        ({"sites": [SITE | {"doors": "Dock"}]}, "doors must be a list of texts"),
        ({"sites": [SITE, SITE]}, "two sites have the slug 'cold-store-berkane'"),
    ],
)
def test_a_bad_profile_is_refused_in_one_line(data: object, words: str) -> None:
    with pytest.raises(ProfileError) as refused:
        read_profile(data)
    assert words in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.toml", b"[fleet\n", "is neither TOML nor JSON as its name says"),
        ("a.json", b"{", "is neither TOML nor JSON as its name says"),
        ("a.toml", b"\xff\xfe", "is neither TOML nor JSON as its name says"),
        ("a.toml", b"[fleet]\nsites = 0\n", "[fleet] sites must be"),
    ],
)
def test_a_bad_file_is_named(tmp_path: Path, name: str, content: bytes, words: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(ProfileError) as refused:
        load_profile(path)
    assert words in str(refused.value)
    assert str(path) in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ProfileError, match="cannot be read: No such file"):
        load_profile(tmp_path / "none.toml")
