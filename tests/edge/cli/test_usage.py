"""Exit codes 0, 1 and 2; one clear line for what failed; never a traceback."""

from __future__ import annotations

import socket
import sys
from pathlib import Path

import pytest

from common import __version__
from edge.settings import FILE
from tests.edge.cli.conftest import Folder, run


def test_the_version_is_that_of_the_product() -> None:
    done = run("--version")
    assert (done.code, done.out, done.err) == (0, f"punchdeck-edge {__version__}\n", "")


def test_help_names_every_group() -> None:
    done = run("--help")
    assert done.code == 0
    for group in ("serve", "simulate", "tenants", "keys", "devices", "db"):
        assert f"\n  {group} " in done.out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("frobnicate",), "No such command 'frobnicate'"),
        (("serve", "--prot", "1"), "No such option: --prot"),
        (("serve", "--port", "many"), "Invalid value for '--port'"),
        (("serve", "--port", "65536"), "Invalid value for '--port'"),
        (("serve", "--role", "king"), "'king' is not one of 'all', 'edge', 'worker', 'api'"),
        (("keys", "create", "--role", "viewer"), "Missing option '--name'"),
        (("keys", "rotate", "key_1", "--overlap-hours", "nan"), "Invalid value for '--overlap-hours'"),
        (("devices", "approve"), "Missing argument"),
        (("simulate",), "Missing option '--server'"),
        (("simulate", "--server", "http://x", "--rate", "-1"), "Invalid value for '--rate'"),
    ],
)
def test_wrong_usage_ends_with_2(words: tuple[str, ...], said: str) -> None:
    assert said in run(*words).misuse


def test_a_setting_that_cannot_be_used_is_one_line(folder: Folder) -> None:
    folder.path.mkdir()
    (folder.path / FILE).write_text("prot = 8080\n")
    for command in (("serve",), ("keys", "list"), ("db", "upgrade")):
        assert folder.run(*command).failure == (
            f"'prot' in {folder.path / FILE} is no setting; did you mean 'port'?"
        )


def test_an_unknown_variable_is_a_warning_and_no_more(folder: Folder) -> None:
    done = run("tenants", "list", "--json", "--data", folder.path, variables={"PUNCHDECK_PROT": "1"})
    assert (done.code, done.out.strip()[:1]) == (0, "[")
    assert done.err == (
        "punchdeck-edge: The environment variable PUNCHDECK_PROT is no setting of the edge; "
        "did you mean 'port'?\n"
    )


def test_the_folder_can_be_a_variable(folder: Folder) -> None:
    done = run("tenants", "list", variables={"PUNCHDECK_DATA": str(folder.path)})
    assert (done.code, done.err) == (0, "")
    assert (folder.path / "punchdeck.db").exists()


def test_a_folder_that_is_a_file_is_named(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    for command in (("serve",), ("keys", "list")):
        assert run(*command, "--data", file).failure.startswith(f"{file} cannot be used: File exists. ")


def test_a_database_that_is_none_is_named(folder: Folder) -> None:
    folder.path.mkdir()
    database = folder.path / "punchdeck.db"
    database.write_bytes(b"This is no database at all.\n" * 200)
    for command in (("serve", "--port", "0"), ("keys", "list"), ("db", "check"), ("db", "upgrade")):
        assert folder.run(*command).failure.startswith(
            f"{database} cannot be used as a database: file is not a database. "
        )


def test_a_database_of_another_kind_is_named(tmp_path: Path) -> None:
    for command in (("serve",), ("keys", "list"), ("db", "upgrade")):
        assert run(*command, "--database", "mysql://me@there/x", "--data", tmp_path / "edge").failure == (
            "Databases of kind 'mysql' are not supported; use sqlite or postgresql."
        )


def test_a_port_that_is_taken_is_named(folder: Folder) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert folder.run("serve", "--port", str(port)).failure.startswith(
            f"Port {port} on 127.0.0.1 cannot be opened: "
        )


def test_a_certificate_that_is_none_is_named(folder: Folder, tmp_path: Path) -> None:
    no_certificate = tmp_path / "cert.pem"
    no_certificate.write_text("-----BEGIN NONSENSE-----\n")
    failure = folder.run(
        "serve", "--port", "0", "--tls-cert", no_certificate, "--tls-key", no_certificate
    ).failure
    assert failure.startswith(f"The certificate {no_certificate} with key {no_certificate} cannot be used: ")


@pytest.mark.skipif(sys.platform == "win32", reason="a pipe of Windows has its own names")
def test_a_folder_too_deep_for_the_control_socket_is_named(tmp_path: Path) -> None:
    deep = tmp_path / ("x" * 110)
    assert run("serve", "--port", "0", "--data", deep).failure == (
        f"{deep / 'control.sock'} cannot be opened: AF_UNIX path too long. Choose another folder with --data."
    )
