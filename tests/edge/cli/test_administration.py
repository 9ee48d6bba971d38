"""Tenants, keys and terminals from the command line, whether the server runs or not."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from edge import keys
from tests.edge.cli.conftest import Folder, run
from tests.kit.edge_process import ROOT, EdgeProcess
from tests.kit.postgres import DatabaseServer


def role_of(edge: EdgeProcess, key: str) -> tuple[int, str | None]:
    """What the API says of a key: status, and its role."""
    answer = httpx.get(f"{edge.url}/v1/me", headers={"Authorization": f"Bearer {key}"}, trust_env=False)
    return answer.status_code, answer.json().get("role")


# -- keys
# --------------------------------------------------------------------------------------------------


def test_a_key_is_alone_on_standard_output_so_that_scripts_can_take_it(
    held: Folder, serving: EdgeProcess
) -> None:
    done = held.run("keys", "create", "--role", "viewer", "--name", "wall screen")
    assert done.code == 0
    assert done.out.count("\n") == 1
    assert keys.is_well_formed(done.out.strip())
    assert done.err.startswith("Key key_")
    assert done.err.endswith(" for wall screen. It is shown only now:\n")
    assert role_of(serving, done.out.strip()) == (200, "viewer")


def test_a_key_is_shown_once_and_never_again(held: Folder) -> None:
    made = json.loads(held.must("keys", "create", "--role", "operator", "--name", "once", "--json"))
    listed = held.call("keys", "list")
    assert made["key"] not in listed.out + listed.err + held.must("keys", "list", "--json")
    assert made["id"] in listed.out


def test_a_rotated_key_keeps_its_id_and_the_old_one_ends_when_told(
    held: Folder, serving: EdgeProcess
) -> None:
    made = held.arrange("keys.create", tenant="default", role="viewer", name="n")
    fresh = held.must("keys", "rotate", made["id"], "--overlap-hours", "0").strip()
    assert fresh != made["key"]
    assert role_of(serving, fresh) == (200, "viewer")
    assert role_of(serving, made["key"]) == (401, None)


def test_a_revoked_key_opens_nothing_from_that_moment(held: Folder, serving: EdgeProcess) -> None:
    made = held.arrange("keys.create", tenant="default", role="viewer", name="n")
    assert role_of(serving, made["key"]) == (200, "viewer")
    assert held.must("keys", "revoke", made["id"]) == f"Key {made['id']} (n) is revoked.\n"
    assert role_of(serving, made["key"]) == (401, None)
    listed = {row["id"]: row["revoked"] for row in held.arrange("keys.list", tenant="default")}
    assert listed[made["id"]] is True


def test_a_key_of_the_installation_sees_its_tenants(held: Folder, serving: EdgeProcess) -> None:
    key = held.must("keys", "create", "--tenant", "platform", "--role", "admin", "--name", "ops").strip()
    answer = httpx.get(
        f"{serving.url}/v1/tenants", headers={"Authorization": f"Bearer {key}"}, trust_env=False
    )
    assert answer.status_code == 200
    assert "default" in [tenant["name"] for tenant in answer.json()["data"]]


def test_scopes_narrow_a_role(held: Folder) -> None:
    words = ("keys", "create", "--role", "admin", "--name", "n", "--json")
    made = json.loads(held.must(*words, "--scope", "devices:read", "--scope", "commands:raw"))
    assert made["scopes"] == ["commands:raw", "devices:read"]
    assert held.call(*words, "--scope", "doors:open").failure.startswith(
        "'doors:open' is no scope. Known are "
    )


def test_a_key_may_be_somebody_s(held: Folder, serving: EdgeProcess) -> None:
    admin = {"Authorization": f"Bearer {serving.admin_key}"}
    amina = httpx.post(
        f"{serving.url}/v1/people", json={"name": "Amina"}, headers=admin, trust_env=False
    ).json()
    words = ("keys", "create", "--role", "viewer", "--name", "phone")
    key = held.must(*words, "--person", amina["id"]).strip()
    own = httpx.get(f"{serving.url}/v1/me", headers={"Authorization": f"Bearer {key}"}, trust_env=False)
    assert own.json()["person"] == {"id": amina["id"], "name": "Amina"}
    assert held.call(*words, "--person", "person_none").failure == (
        "There is no person 'person_none'. GET /v1/people lists them."
    )


# -- tenants
# -----------------------------------------------------------------------------------------------


def test_a_tenant_has_a_path_of_its_own_that_can_be_changed(held: Folder) -> None:
    made = json.loads(
        held.must("tenants", "create", "--name", "Zürich", "--timezone", "Europe/Zurich", "--json")
    )
    assert made["device_path"].startswith("/t/")
    line = held.must("tenants", "rotate", "--tenant", made["id"])
    assert line.startswith("The terminals of Zürich now call /t/")
    assert made["device_path"] not in line
    assert "Zürich" in held.must("tenants", "list")
    assert held.must("tenants", "change", "--tenant", "Zürich", "--retention-days", "400").strip() == (
        f"Tenant Zürich ({made['id']}): Europe/Zurich; punches are kept 400 days."
    )
    kept = json.loads(held.must("tenants", "change", "--tenant", "Zürich", "--retention-days", "0", "--json"))
    assert (kept["retention_days"], kept["timezone"]) == (None, "Europe/Zurich")
    assert held.call("tenants", "change", "--tenant", "Zürich", "--retention-days", "-3").failure == (
        "retention_days must be within 1 and 36500."
    )
    assert held.call("tenants", "change", "--tenant", "Zürich").failure.startswith("Nothing to change")
    assert held.call("tenants", "create", "--name", "Zürich").failure == "There already is a tenant 'Zürich'."
    assert held.call("tenants", "create", "--name", "x", "--timezone", "Mars").failure == (
        "'Mars' is no time zone. Use an IANA name such as Africa/Lagos."
    )


# -- terminals
# ---------------------------------------------------------------------------------------------


def test_a_terminal_that_waits_is_listed_and_let_in(held: Folder, serving: EdgeProcess) -> None:
    path = held.arrange("tenants.create", name="Let in")["device_path"]

    def call() -> str:
        address = f"{serving.url}{path}cdata?SN=WAIT1&options=all&pushver=2.4.1"
        return httpx.get(address, trust_env=False).text

    def told(*words: str) -> str:
        return held.must("devices", *words, "--tenant", "Let in")

    assert "UNKNOWN DEVICE" in call()
    assert held.terminals("Let in")["WAIT1"]["status"] == "pending"
    assert told("approve", "WAIT1").startswith("WAIT1 is let in as dev_")
    assert "UNKNOWN DEVICE" not in call()
    assert told("suspend", "WAIT1") == "WAIT1 is suspended.\n"
    assert held.terminals("Let in")["WAIT1"]["status"] == "suspended"
    assert told("resume", "WAIT1") == "WAIT1 is served again.\n"
    assert told("retire", "WAIT1") == "WAIT1 is retired.\n"
    assert held.terminals("Let in") == {}


def test_a_terminal_at_a_site_that_is_not_there_is_refused(held: Folder) -> None:
    assert (
        held.call("devices", "create", "NEW1", "--site", "Nowhere").failure == "Site 'Nowhere' is not there."
    )


@pytest.mark.parametrize(
    "text",
    [
        "serial_number,name\nA1,Gate\nA2,\n",
        "\ufeffserial_number;name\r\nA1;Gate\r\nA2;\r\n",
        'name,serial_number\n"Gate, ""East""",A1\n,A2\n\n',
        "serial_number,name\nA1,Gate\nA2\n",
    ],
    ids=["plain", "as spreadsheets write it", "quoted", "a short row"],
)
def test_terminals_are_imported_from_csv(folder: Folder, tmp_path: Path, text: str) -> None:
    file = tmp_path / "terminals.csv"
    file.write_text(text, "utf-8", newline="")
    assert folder.must("devices", "import", file) == "2 registered, 0 were there already.\n"
    names = {
        row["serial_number"]: row["name"] for row in json.loads(folder.must("devices", "list", "--json"))
    }
    assert set(names) == {"A1", "A2"}
    assert names["A1"].startswith("Gate")
    assert names["A2"] == "A2"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "must begin with a line of column names, serial_number among them"),
        (b"serial,name\nA1,x\n", "must begin with a line of column names, serial_number among them"),
        (b"serial_number\n\xff\xfe\n", "is not text in UTF-8. Save it as CSV UTF-8."),
        (b'serial_number\n"' + b"x" * 140_000 + b'"\n', "is not CSV: field larger than field limit"),
        (b"name,serial_number\nGate\n", "Row 1: '' is no serial number"),
    ],
    ids=["empty", "no serials", "no text", "no CSV", "a row without one"],
)
def test_a_file_that_cannot_be_imported_is_refused_in_one_line(
    folder: Folder, tmp_path: Path, content: bytes, said: str
) -> None:
    file = tmp_path / "terminals.csv"
    file.write_bytes(content)
    assert said in folder.call("devices", "import", file).failure


def test_a_file_that_is_not_there_is_named(folder: Folder, tmp_path: Path) -> None:
    file = tmp_path / "nothing.csv"
    assert (
        folder.call("devices", "import", file).failure == f"{file} cannot be read: No such file or directory."
    )


def test_an_import_leaves_alone_what_is_there_already(with_a_terminal: Folder, tmp_path: Path) -> None:
    file = tmp_path / "terminals.csv"
    file.write_text("serial_number,name\nA1,Another name\nA2,\n", "utf-8")
    assert with_a_terminal.must("devices", "import", file) == "1 registered, 1 were there already.\n"
    assert with_a_terminal.terminals()["A1"]["name"] == "A1"


def test_what_a_terminal_is_called_cannot_paint_the_screen(folder: Folder) -> None:
    folder.arrange("devices.create", tenant="default", serial="A1", name="\x1b[31mred\x9b2J")
    assert "\\x1b[31mred\\x9b2J" in folder.must("devices", "list")
    assert folder.must("devices", "suspend", "A1") == "\\x1b[31mred\\x9b2J is suspended.\n"


# -- whoever holds the folder
# ------------------------------------------------------------------------------


def test_commands_at_the_same_time_wait_for_one_another(folder: Folder) -> None:
    started = [
        subprocess.Popen(
            [
                sys.executable,
                "-m",
                "edge",
                "keys",
                "create",
                "--role",
                "viewer",
                "--name",
                f"n{number}",
                "--data",
                str(folder.path),
            ],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for number in range(3)
    ]
    ended = [(process.communicate(timeout=60), process.returncode) for process in started]
    assert [code for _, code in ended] == [0, 0, 0], ended
    assert len({out for (out, _), _ in ended}) == 3
    assert len(folder.arrange("keys.list", tenant="default")) == 3


def test_a_shared_database_is_administered_without_a_folder(tmp_path: Path, postgres: DatabaseServer) -> None:
    url = postgres.create_database("command_line")
    words = ("--database", url, "--data", tmp_path / "nowhere")
    made = run("keys", "create", "--role", "viewer", "--name", "shared", "--json", *words)
    assert made.code == 0, made
    listed = run("keys", "list", "--json", *words)
    assert [key["name"] for key in json.loads(listed.out)] == ["shared"]
    assert run("db", "check", *words).out.startswith("The database is in order (revision ")
    assert "db dump" in run("db", "backup", tmp_path / "copy", *words).failure
    assert not (tmp_path / "nowhere").exists()
    postgres.drop_database("command_line")
