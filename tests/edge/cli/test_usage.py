"""Exit codes 0, 1 and 2; one clear line for what failed; never a traceback."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from common import __version__
from edge.cli import cli
from edge.settings import FILE
from tests.edge.cli.conftest import Folder, run
from tests.kit.edge_process import ROOT


def test_the_version_is_that_of_the_product() -> None:
    done = run("--version")
    assert (done.code, done.out, done.err) == (0, f"punchdeck-edge {__version__}\n", "")


def test_help_names_every_group() -> None:
    done = run("--help")
    assert done.code == 0
    for group in ("serve", "simulate", "listen", "tenants", "keys", "devices", "db", "tls"):
        assert f"\n  {group} " in done.out


def test_who_asks_for_the_version_does_not_wait_for_the_server_to_load() -> None:
    code = "import sys; from edge.cli import main; sys.argv = ['punchdeck-edge', '--version']\n"
    code += "try: main()\nexcept SystemExit: print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert {"typer", "edge.cli"} <= set(done.stdout.split())
    assert not {"sqlalchemy", "aiohttp", "edge.alerts", "edge.store"} & set(done.stdout.split())


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("frobnicate",), "No such command 'frobnicate'"),
        (("sevre",), "Did you mean 'serve'"),
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
    done = CliRunner().invoke(cli, words)
    assert (done.exit_code, done.stdout) == (2, "")
    assert said in done.stderr


def test_wrong_usage_of_the_process_is_no_traceback() -> None:
    done = run("serve", "--no-such-option")
    assert (done.code, done.out) == (2, "")
    assert "\nError: No such option: --no-such-option" in done.err
    assert "Traceback" not in done.err


@pytest.mark.parametrize("command", ["serve", "keys list"])
def test_a_setting_that_cannot_be_used_is_one_line(folder: Folder, command: str) -> None:
    folder.path.mkdir()
    (folder.path / FILE).write_text("prot = 8080\n")
    assert folder.run(*command.split()).failure == (
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


@pytest.mark.parametrize("command", ["serve", "keys list"])
def test_a_folder_that_is_a_file_is_named(tmp_path: Path, command: str) -> None:
    file = tmp_path / "file"
    file.touch()
    failure = run(*command.split(), "--data", file).failure
    assert failure.startswith(f"{file} cannot be used: File exists. ")


@pytest.mark.parametrize("command", ["serve --port 0", "keys list", "db upgrade"])
def test_a_database_that_is_none_is_named(folder: Folder, command: str) -> None:
    folder.path.mkdir()
    database = folder.path / "punchdeck.db"
    database.write_bytes(b"This is no database at all.\n" * 200)
    assert folder.run(*command.split()).failure.startswith(
        f"{database} cannot be used as a database: file is not a database. "
    )


@pytest.mark.parametrize("command", ["serve", "keys list"])
def test_a_database_of_another_kind_is_named(folder: Folder, command: str) -> None:
    assert folder.run(*command.split(), "--database", "mysql://me@there/x").failure == (
        "Databases of kind 'mysql' are not supported; use sqlite or postgresql."
    )


def test_a_port_that_is_taken_is_named(with_a_terminal: Folder) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert with_a_terminal.run("serve", "--port", str(port)).failure.startswith(
            f"Port {port} on 127.0.0.1 cannot be opened: "
        )


def test_a_certificate_that_is_none_is_named(with_a_terminal: Folder, tmp_path: Path) -> None:
    file = tmp_path / "cert.pem"
    file.write_text("-----BEGIN NONSENSE-----\n")
    failure = with_a_terminal.run("serve", "--port", "0", "--tls-cert", file, "--tls-key", file).failure
    assert failure.startswith(f"The certificate {file} with key {file} cannot be used: ")


@pytest.mark.skipif(sys.platform == "win32", reason="a pipe of Windows has its own names")
def test_a_folder_too_deep_for_the_control_socket_is_named(tmp_path: Path, template: Path) -> None:
    deep = tmp_path / ("x" * 110)
    shutil.copytree(template, deep)
    assert run("serve", "--port", "0", "--data", deep).failure == (
        f"{deep / 'control.sock'} cannot be opened: AF_UNIX path too long. Choose another folder with --data."
    )
