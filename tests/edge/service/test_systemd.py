"""The service under systemd: the unit it is given, and what systemctl's answers mean."""

from __future__ import annotations

import re
import sys
from pathlib import Path, PurePosixPath

import pytest

from edge.service.environment import variables_in, with_variables
from edge.service.host import ServiceError
from edge.service.unit import (
    UNIT,
    credentials_in,
    environment_in,
    packaged_settings,
    packaged_unit,
    unit_text,
)
from edge.settings import PREFIX, Settings, SettingsError, read_settings
from tests.edge.test_settings import OTHER_VALUES

if sys.platform == "win32":
    pytest.skip("systemd is of Linux", allow_module_level=True)

from edge.service.systemd import Systemd, standing_of

ACTIVE = {
    "ActiveState": "active",
    "ActiveEnterTimestamp": "Sun 2026-11-22 22:32:47 UTC",
    "StatusText": "Serving on http://127.0.0.1:8080",
    "Result": "success",
    "NRestarts": "0",
    "UnitFileState": "enabled",
}


def lines_of(text: str, key: str) -> list[str]:
    return re.findall(rf"(?m)^{key}=(.*)$", text)


def test_the_unit_of_another_place_differs_in_what_was_asked_for_alone() -> None:
    folder = PurePosixPath("/srv/punch deck")
    text = unit_text(["/opt/Punch Deck/edge"], "clocks", "staff", folder)
    changed = {
        "ExecStart": ['"/opt/Punch Deck/edge" serve'],
        "User": ["clocks"],
        "Group": ["staff"],
        "Environment": ['"PUNCHDECK_DATA=/srv/punch deck"'],
        "WorkingDirectory": ["/srv/punch deck"],
        "ReadWritePaths": ['"/srv/punch deck"'],
        "StateDirectory": [],
    }
    assert {key: lines_of(text, key) for key in changed} == changed
    kept = [line for line in packaged_unit().splitlines() if line.partition("=")[0] not in changed]
    assert set(kept) - set(text.splitlines()) == {"StateDirectoryMode=0700"}
    assert environment_in([text]) == {"PUNCHDECK_DATA": str(folder)}


def test_a_folder_in_a_home_can_be_reached() -> None:
    text = unit_text(["/usr/bin/punchdeck-edge"], "me", "me", PurePosixPath("/home/me/punchdeck"))
    assert lines_of(text, "ProtectHome") == ["no"]
    assert lines_of(packaged_unit(), "ProtectHome") == ["yes"]


def test_a_setting_takes_the_place_of_its_line_and_all_else_stays() -> None:
    before = packaged_settings()
    once = with_variables(before, {"PUNCHDECK_HOST": "0.0.0.0", "PUNCHDECK_PHOTO_DAYS": "7"})
    assert len(once.splitlines()) == len(before.splitlines()) + 1
    assert "#PUNCHDECK_HOST" not in once
    twice = with_variables(once, {"PUNCHDECK_HOST": "10.0.0.5"})
    assert variables_in(twice) == {"PUNCHDECK_HOST": "10.0.0.5", "PUNCHDECK_PHOTO_DAYS": "7"}


@pytest.mark.parametrize("value", ["a b", 'say "x"', "$HOME", "back\\slash", "#5", "it's", "a=b", ""])
def test_what_is_written_is_what_is_read(value: str) -> None:
    assert variables_in(with_variables("", {"PUNCHDECK_X": value})) == {"PUNCHDECK_X": value}


def test_every_setting_that_is_proposed_can_be_used(tmp_path: Path) -> None:
    proposed = variables_in(re.sub(r"(?m)^#PUNCHDECK", "PUNCHDECK", packaged_settings()))
    assert len(proposed) > 5
    settings, warnings = read_settings({"data": tmp_path}, proposed)
    assert warnings == []
    for name in proposed:
        field = name.removeprefix(PREFIX).lower()
        assert getattr(settings, field) != Settings.model_fields[field].default or field == "port"


def test_the_longest_drain_is_over_before_systemd_loses_patience() -> None:
    (seconds,) = lines_of(packaged_unit(), "TimeoutStopSec")
    with pytest.raises(SettingsError):
        read_settings({"drain_seconds": int(seconds)}, {})
    assert set(OTHER_VALUES) >= {"drain_seconds"}


def installed(root: Path, unit: str = packaged_unit(), **drop_ins: str) -> Systemd:
    folder = root / "usr/lib/systemd/system"
    folder.mkdir(parents=True)
    (folder / UNIT).write_text(unit)
    ours = root / "etc/systemd/system" / f"{UNIT}.d"
    ours.mkdir(parents=True)
    for name, text in drop_ins.items():
        (ours / f"{name}.conf").write_text(text)
    return Systemd(root)


def test_commands_learn_what_the_service_is_told(tmp_path: Path) -> None:
    (tmp_path / "etc/punchdeck").mkdir(parents=True)
    (tmp_path / "etc/punchdeck/edge.env").write_text('# mine\nPUNCHDECK_PORT="9000"\n')
    here = installed(tmp_path, more="[Service]\nEnvironment=PUNCHDECK_HOST=0.0.0.0\n")
    assert here.environment() == {
        "PUNCHDECK_DATA": "/var/lib/punchdeck-edge",
        "PUNCHDECK_HOST": "0.0.0.0",
        "PUNCHDECK_PORT": "9000",
    }
    assert Systemd(tmp_path / "elsewhere").environment() == {}


def test_commands_use_the_credentials_of_the_service(tmp_path: Path) -> None:
    drop_in = "[Service]\nLoadCredential=database:/etc/x\nLoadCredentialEncrypted=master_key:/etc/y\n"
    assert credentials_in([packaged_unit()]) == [], "examples are comments"
    assert credentials_in([drop_in]) == ["database", "master_key"]
    environment = installed(tmp_path, secrets=drop_in).environment()
    folder = tmp_path / "run/credentials" / UNIT
    assert environment["CREDENTIALS_DIRECTORY"] == str(folder)
    with pytest.raises(SettingsError, match="Start it first"):
        read_settings({"data": tmp_path}, environment)
    folder.mkdir(parents=True)
    (folder / "database").write_text("postgresql://me@there/db")
    assert read_settings({"data": tmp_path}, environment)[0].database == "postgresql://me@there/db"


def test_a_running_service_says_since_when_and_where() -> None:
    standing = standing_of(ACTIVE)
    assert (standing.well, standing.wrong) == (True, False)
    assert standing.line.startswith(
        "Running since Sun 2026-11-22 22:32:47 UTC. Serving on http://127.0.0.1:8080. Version "
    )
    assert "started again 3 times" in standing_of({**ACTIVE, "NRestarts": "3"}).line
    assert "systemctl enable" in standing_of({**ACTIVE, "UnitFileState": "disabled"}).line


@pytest.mark.parametrize(
    ("shown", "wrong", "says"),
    [
        ({"StatusText": "Its disk is full."}, True, "Its disk is full."),
        ({"ActiveState": "failed", "Result": "watchdog"}, True, "Failed: it hung, and was ended."),
        ({"ActiveState": "failed", "Result": "exit-code"}, True, "Failed: it ended with an error."),
        ({"ActiveState": "activating", "NRestarts": "4"}, True, "after 4 failed starts"),
        ({"ActiveState": "activating", "StatusText": "Starting"}, False, "It is activating: Starting."),
        ({"ActiveState": "inactive"}, False, "Stopped. 'punchdeck-edge service start' starts it."),
    ],
)
def test_what_is_not_well_is_said(shown: dict[str, str], wrong: bool, says: str) -> None:
    standing = standing_of({**ACTIVE, **shown})
    assert (standing.well, standing.wrong) == (False, wrong)
    assert says in standing.line


def test_where_systemd_does_not_run_it_is_said_how_to_run_it_otherwise(tmp_path: Path) -> None:
    with pytest.raises(ServiceError, match=r"'punchdeck-edge serve --data /var/lib/punchdeck-edge'"):
        installed(tmp_path).status()
    with pytest.raises(ServiceError, match="'punchdeck-edge service install' does that"):
        Systemd(tmp_path / "elsewhere").status()
