"""What the server is told: command line before environment before file, and a line for what is wrong."""

from __future__ import annotations

import json
import stat
import sys
import tempfile
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from edge.settings import (
    FILE,
    OTHER_VARIABLES,
    Settings,
    SettingsError,
    default_folder,
    read_settings,
    write_setting,
)

# A value of each setting that is not its default, as text in the environment and as it is read.
OTHER_VALUES: dict[str, tuple[str, object]] = {
    "host": ("0.0.0.0", "0.0.0.0"),
    "port": ("9090", 9090),
    "device_port": ("4370", 4370),
    "database": ("postgresql://me@there/db", "postgresql://me@there/db"),
    "database_connections": ("20", 20),
    "role": ("worker", "worker"),
    "drain_seconds": ("2.5", 2.5),
    "tls_cert": ("cert.pem", Path("cert.pem")),
    "tls_key": ("key.pem", Path("key.pem")),
    "device_tls": ("both", "both"),
    "device_tls_min": ("1.0", "1.0"),
    "dev": ("1", True),
    "admission": ("open", "open"),
    "offline_after": ("45.5", 45.5),
    "webhooks_allowed_networks": ("10.0.0.0/8, fd00::/8", (ip_network("10.0.0.0/8"), ip_network("fd00::/8"))),
    "trusted_networks": ("192.168.1.7/24", (ip_network("192.168.1.0/24"),)),
    "trusted_proxies": ("127.0.0.1", (ip_network("127.0.0.1/32"),)),
    "retention_days": ("90", 90),
    "store_biometrics": ("true", True),
    "biometrics_allowed_networks": ("10.8.0.0/16", (ip_network("10.8.0.0/16"),)),
    "photo_days": ("7", 7),
    "master_key_file": ("master.key", Path("master.key")),
    "public_url": ("https://edge.example", "https://edge.example"),
    "backup_dir": ("/backups", Path("/backups")),
    "backup_every_hours": ("1", 1),
    "least_free_mib": ("100", 100),
    "ballast_mib": ("0", 0),
    "log_format": ("json", "json"),
    "slow_ms": ("0", 0),
    "updates_folder": ("/updates", Path("/updates")),
    "updates_from": ("https://updates.example/punchdeck/", "https://updates.example/punchdeck/"),
    "updates_keys": (f"{'a' * 64}, {'b' * 64}", ("a" * 64, "b" * 64)),
}
TLS = {"tls_cert": "cert.pem", "tls_key": "key.pem"}
# What a setting is no good without.
BESIDE: dict[str, dict[str, object]] = {
    "tls_cert": TLS,
    "tls_key": TLS,
    "device_tls": TLS,
    "device_tls_min": {**TLS, "device_tls": "on", "device_port": 4370},
}


def in_file(folder: Path, **settings: object) -> None:
    """Write the folder's file; the text of JSON values is that of TOML's."""
    lines = [f"{name} = {json.dumps(value)}\n" for name, value in settings.items()]
    (folder / FILE).write_text("".join(lines), "utf-8")


def refused(folder: Path, given: dict[str, Any] | None = None, **environment: str) -> str:
    with pytest.raises(SettingsError) as caught:
        read_settings({"data": folder, **(given or {})}, environment)
    return str(caught.value)


def test_nothing_said_is_a_server_for_this_machine_alone(tmp_path: Path) -> None:
    settings, warnings = read_settings({"data": tmp_path}, {})
    assert warnings == []
    assert (settings.host, settings.port, settings.device_port) == ("127.0.0.1", 8080, None)
    assert settings.database_url == f"sqlite:///{tmp_path / 'punchdeck.db'}"
    assert (settings.admits_all, settings.store_biometrics, settings.role) == (False, False, "all")
    assert (settings.webhooks_allowed_networks, settings.offline_after, settings.retention_days) == (
        (),
        None,
        None,
    )


def test_the_usual_folder_is_where_the_system_keeps_data_of_programs() -> None:
    settings, _ = read_settings({}, {})
    assert settings.data == default_folder()
    assert settings.data.name == "punchdeck"


def test_every_setting_has_a_case_below() -> None:
    assert set(OTHER_VALUES) == set(Settings.model_fields) - {"data"}


@pytest.mark.parametrize("name", OTHER_VALUES)
@pytest.mark.parametrize("source", ["environment", "file"])
def test_every_setting_can_be_a_variable_and_a_name_in_the_file(
    tmp_path: Path, name: str, source: str
) -> None:
    text, wanted = OTHER_VALUES[name]
    told = {**BESIDE.get(name, {}), name: text}
    if source == "file":
        in_file(tmp_path, **told)
        settings, _ = read_settings({"data": tmp_path}, {})
    else:
        variables = {f"PUNCHDECK_{key.upper()}": str(value) for key, value in told.items()}
        settings, _ = read_settings({"data": tmp_path}, variables)
    assert getattr(settings, name) == wanted
    assert wanted != Settings.model_fields[name].default


ports = st.none() | st.integers(0, 65_535)


@given(ports, ports, ports)
def test_the_command_line_wins_over_the_environment_and_that_over_the_file(
    on_line: int | None, in_environment: int | None, written: int | None
) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if written is not None:
            in_file(folder, port=written)
        variables = {} if in_environment is None else {"PUNCHDECK_PORT": str(in_environment)}
        settings, _ = read_settings({"data": folder, "port": on_line}, variables)
    said = [port for port in (on_line, in_environment, written) if port is not None]
    assert settings.port == (said[0] if said else 8080)


def test_settings_from_different_places_add_up(tmp_path: Path) -> None:
    in_file(tmp_path, host="::1", port=1, role="api")
    variables = {"PUNCHDECK_PORT": "2", "PUNCHDECK_DATA": str(tmp_path), "PUNCHDECK_ROLE": "edge"}
    settings, _ = read_settings({"role": "worker"}, variables)
    assert (settings.host, settings.port, settings.role) == ("::1", 2, "worker")


def test_the_file_of_the_folder_on_the_command_line_counts(tmp_path: Path) -> None:
    named, meant = tmp_path / "named", tmp_path / "meant"
    named.mkdir()
    meant.mkdir()
    in_file(named, port=1)
    in_file(meant, port=2)
    settings, _ = read_settings({"data": meant}, {"PUNCHDECK_DATA": str(named)})
    assert (settings.data, settings.port) == (meant, 2)


def test_an_empty_variable_says_nothing(tmp_path: Path) -> None:
    in_file(tmp_path, port=7)
    variables = dict.fromkeys(("PUNCHDECK_PORT", "PUNCHDECK_TLS_CERT", "PUNCHDECK_RETENTION_DAYS"), "")
    settings, warnings = read_settings({"data": tmp_path}, variables)
    assert (settings.port, settings.tls_cert, settings.retention_days, warnings) == (7, None, None, [])


def test_networks_in_the_file_are_a_list(tmp_path: Path) -> None:
    in_file(tmp_path, trusted_networks=["10.1.2.3/8", "::1"])
    settings, _ = read_settings({"data": tmp_path}, {})
    assert settings.trusted_networks == (ip_network("10.0.0.0/8"), ip_network("::1/128"))


def test_developers_let_every_terminal_in(tmp_path: Path) -> None:
    assert read_settings({"data": tmp_path, "dev": True}, {})[0].admits_all
    assert read_settings({"data": tmp_path, "admission": "open"}, {})[0].admits_all


def test_settings_do_not_change(tmp_path: Path) -> None:
    settings, _ = read_settings({"data": tmp_path}, {})
    with pytest.raises(ValidationError, match="frozen"):
        settings.port = 1  # type: ignore[misc]  # that it cannot be done is what is shown


# -- what cannot be used
# ----------------------------------------------------------------------------------------------


def test_an_unknown_name_in_the_file_is_an_error_that_names_it_and_the_nearest(tmp_path: Path) -> None:
    in_file(tmp_path, prot=1)
    assert refused(tmp_path) == f"'prot' in {tmp_path / FILE} is no setting; did you mean 'port'?"
    in_file(tmp_path, zzz=1)
    assert refused(tmp_path) == f"'zzz' in {tmp_path / FILE} is no setting."
    (tmp_path / FILE).write_text("[server]\nport = 1\n")
    assert refused(tmp_path) == f"'server' in {tmp_path / FILE} is no setting."


def test_an_unknown_variable_is_a_warning_that_names_it(tmp_path: Path) -> None:
    variables = {"PUNCHDECK_PROT": "1", "PUNCHDECK_ZZZ": "1", "OTHER_PROT": "1"}
    settings, warnings = read_settings({"data": tmp_path}, variables)
    assert settings.port == 8080
    assert warnings == [
        "The environment variable PUNCHDECK_PROT is no setting of the edge; did you mean 'port'?",
        "The environment variable PUNCHDECK_ZZZ is no setting of the edge.",
    ]


def test_variables_of_ours_that_are_no_settings_are_no_warnings(tmp_path: Path) -> None:
    assert "PUNCHDECK_TEST_DATABASE" in OTHER_VARIABLES
    assert read_settings({"data": tmp_path}, dict.fromkeys(OTHER_VARIABLES, "x"))[1] == []


@pytest.mark.parametrize(
    ("name", "value", "line"),
    [
        (
            "port",
            "9o",
            "port=9o cannot be used: Input should be a valid integer, unable to parse string as an integer.",
        ),
        ("port", "65536", "port=65536 cannot be used: Input should be less than or equal to 65535."),
        ("device_port", "-1", "device_port=-1 cannot be used: Input should be greater than or equal to 0."),
        ("role", "king", "role=king cannot be used: Input should be 'all', 'edge', 'worker' or 'api'."),
        ("admission", "all", "admission=all cannot be used: Input should be 'approve' or 'open'."),
        ("device_tls", "maybe", "device_tls=maybe cannot be used: Input should be 'on', 'off' or 'both'."),
        ("log_format", "xml", "log_format=xml cannot be used: Input should be 'text' or 'json'."),
        ("offline_after", "1", "offline_after=1 cannot be used: Input should be greater than or equal to 5."),
        (
            "retention_days",
            "0",
            "retention_days=0 cannot be used: Input should be greater than or equal to 1.",
        ),
        (
            "trusted_networks",
            "10.0.0.0/8,here",
            "trusted_networks=10.0.0.0/8,here cannot be used: 'here' does not appear to be an IPv4 or IPv6 "
            "network; write networks like 10.0.0.0/8.",
        ),
        ("tls_cert", "cert.pem", "tls_cert and tls_key belong together: give both or neither."),
        ("device_tls", "on", "device_tls=on needs tls_cert and tls_key."),
        ("device_tls", "both", "device_tls=both needs tls_cert and tls_key."),
        (
            "device_tls_min",
            "1.1",
            "device_tls_min=1.1 needs device_port, and device_tls on or both: the port of the API speaks "
            "nothing older than 1.2.",
        ),
        (
            "device_tls_min",
            "1.3",
            "device_tls_min=1.3 cannot be used: Input should be '1.0', '1.1' or '1.2'.",
        ),
    ],
)
def test_a_value_that_cannot_be_used_is_named_with_what_is_allowed(
    tmp_path: Path, name: str, value: str, line: str
) -> None:
    assert refused(tmp_path, **{f"PUNCHDECK_{name.upper()}": value}) == line
    in_file(tmp_path, **{name: value})
    assert refused(tmp_path) == line


def test_the_folder_cannot_be_set_in_its_own_file(tmp_path: Path) -> None:
    in_file(tmp_path, data="elsewhere")
    assert refused(tmp_path) == f"'data' cannot be set in {tmp_path / FILE}: the file is found by it."


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    path = tmp_path / FILE
    path.write_text("port: 8080")
    assert refused(tmp_path).startswith(f"{path} is not TOML: ")
    path.write_bytes(b"host = '\xff'")
    assert refused(tmp_path).startswith(f"{path} cannot be read: ")
    path.unlink()
    path.mkdir()
    assert refused(tmp_path).startswith(f"{path} cannot be read: ")


@given(st.dictionaries(st.sampled_from(sorted(OTHER_VALUES)), st.text(max_size=12), min_size=1, max_size=4))
def test_whatever_stands_in_the_environment_is_used_or_refused_by_name(told: dict[str, str]) -> None:
    variables = {f"PUNCHDECK_{name.upper()}": value for name, value in told.items()}
    with tempfile.TemporaryDirectory() as folder:
        try:
            settings, message = read_settings({"data": folder}, variables)[0], ""
        except SettingsError as error:
            settings, message = None, str(error)
    assert settings is not None or any(name in message for name in told)


@pytest.mark.parametrize(
    ("told", "terminals"),
    [
        ({}, "off"),
        ({"device_port": 4370}, "off"),
        (TLS, "on"),
        ({**TLS, "device_port": 4370}, "off"),
        ({**TLS, "device_port": 4370, "device_tls": "on"}, "on"),
        ({**TLS, "device_tls": "both"}, "both"),
        ({**TLS, "device_tls": "off"}, "off"),
    ],
)
def test_terminals_call_as_the_api_does_unless_they_have_a_port_of_their_own(
    tmp_path: Path, told: dict[str, Any], terminals: str
) -> None:
    settings, _ = read_settings({"data": tmp_path, **told}, {})
    assert settings.terminals_by == terminals


def test_a_version_of_tls_may_be_a_number_in_the_file(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(
        'tls_cert = "c"\ntls_key = "k"\ndevice_port = 4370\ndevice_tls = "on"\ndevice_tls_min = 1.1\n'
    )
    assert read_settings({"data": tmp_path}, {})[0].device_tls_min == "1.1"


# -- writing one
# ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", 'database = "postgresql://db/p"\n'),
        ("port = 1", 'port = 1\ndatabase = "postgresql://db/p"\n'),
        ("# ours\nport = 1 # ours\n", '# ours\nport = 1 # ours\ndatabase = "postgresql://db/p"\n'),
        (
            "# database = no\n 'database' = 'sqlite:///x'\nport = 1\n",
            '# database = no\ndatabase = "postgresql://db/p"\nport = 1\n',
        ),
    ],
)
def test_a_setting_is_written_and_all_else_in_the_file_stays(tmp_path: Path, before: str, after: str) -> None:
    (tmp_path / FILE).write_text(before)
    (tmp_path / FILE).chmod(0o640)
    assert write_setting(tmp_path, "database", "postgresql://db/p") == tmp_path / FILE
    assert (tmp_path / FILE).read_text() == after
    assert [path.name for path in tmp_path.iterdir()] == [FILE]
    if sys.platform != "win32":
        assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o640


def test_a_file_that_cannot_be_edited_safely_stays_as_it_is(tmp_path: Path) -> None:
    before = 'database = """\nsqlite:///x"""\n'
    (tmp_path / FILE).write_text(before)
    with pytest.raises(SettingsError, match='Write in it: database = "postgresql://db/p"'):
        write_setting(tmp_path, "database", "postgresql://db/p")
    assert (tmp_path / FILE).read_text() == before


def test_credentials_of_systemd_come_before_the_file_and_after_the_environment(tmp_path: Path) -> None:
    in_file(tmp_path, database="postgresql://file/db")
    handed = tmp_path / "credentials"
    handed.mkdir()
    (handed / "database").write_text("postgresql://me:secret@there/db\n")
    (handed / "tls_cert").write_text("PEM")
    (handed / "tls_key").write_text("PEM")
    environment = {"CREDENTIALS_DIRECTORY": str(handed)}
    settings, warnings = read_settings({"data": tmp_path}, environment)
    assert (settings.database, warnings) == ("postgresql://me:secret@there/db", [])
    assert (settings.tls_cert, settings.tls_key) == (handed / "tls_cert", handed / "tls_key")
    said, _ = read_settings({"data": tmp_path}, {**environment, "PUNCHDECK_DATABASE": "sqlite:///said.db"})
    assert said.database == "sqlite:///said.db"
    assert read_settings({"data": tmp_path}, {})[0].database == "postgresql://file/db"


def test_a_credential_that_is_no_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "database").write_bytes(b"\xff\xfe")
    assert refused(tmp_path, CREDENTIALS_DIRECTORY=str(tmp_path)).startswith(
        f"The credential {tmp_path / 'database'} cannot be read: "
    )
