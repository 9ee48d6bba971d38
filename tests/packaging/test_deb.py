"""The Debian package as an administrator meets it, on a machine with systemd: from install to purge.

The machine is this one's own root, booted with what changes kept in memory; DEB_TEST_ROOT names another root,
such as a fresh one of debootstrap.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

import pytest

from edge.service.unit import DATA, NAME, SETTINGS, USER
from resources.installers.linux.deb import build
from tests.kit.edge_process import free_port
from tests.packaging.conftest import NEW, OLD, Packages
from tests.packaging.deb_machine import Machine, booted, root_of_this_machine, why_not
from tests.packaging.system_programs import needed

SERIAL = "DEB0000001"
QUIETLY = ("--yes", "--no-install-recommends")


@pytest.fixture(scope="module")
def machine(packages: Packages, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    needed("systemd-nspawn", "systemd-container")
    reason = why_not()
    if reason is not None:
        pytest.skip(reason)
    scratch = tmp_path_factory.mktemp("machine")
    given = os.environ.get("DEB_TEST_ROOT")
    place = root_of_this_machine(scratch) if given is None else nullcontext(Path(given))
    with place as root, booted(scratch, root, [packages.folder]) as machine:
        yield machine


@dataclass(frozen=True)
class Server:
    """The edge as its terminals and its API's clients see it."""

    port: int
    key: str

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def ready(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/readyz", timeout=5) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    def punch(self, at: str) -> str:
        """What the edge answers a terminal that sends one punch."""
        line = f"7\t{at}\t0\t1\t0\t0\n".encode()
        url = f"{self.url}/iclock/cdata?SN={SERIAL}&table=ATTLOG&Stamp=9999"
        with urllib.request.urlopen(urllib.request.Request(url, line), timeout=10) as answer:
            return str(answer.read().decode())

    def punches(self) -> set[str]:
        request = urllib.request.Request(
            f"{self.url}/v1/attendance?from=2026-01-01T00:00:00Z",
            headers={"Authorization": f"Bearer {self.key}"},
        )
        with urllib.request.urlopen(request, timeout=10) as answer:
            return {punch["punch_time_local"] for punch in json.load(answer)["data"]}


def test_from_the_package_to_a_server_that_outlives_everything_but_its_purge(
    machine: Machine, packages: Packages
) -> None:
    port = free_port()

    # the two commands
    said = machine.run("apt-get", "install", *QUIETLY, str(packages.old))
    assert "service install --host 0.0.0.0" in said
    status = machine.run(NAME, "service", "install", "--host", "0.0.0.0", "--port", str(port))
    assert f"Serving on http://0.0.0.0:{port}" in status

    # as a user of its own, in a folder of its own, well in systemd's eyes
    pid = machine.property("MainPID")
    assert machine.run("stat", "-c", "%U", f"/proc/{pid}").strip() == USER
    assert machine.property("WatchdogUSec") == "1min"
    assert machine.run("stat", "-c", "%U %a", str(DATA)).strip() == f"{USER} 700"
    server = Server(port, machine.run("cat", f"{DATA}/admin.key").strip())
    assert server.ready()

    # root's commands are told no folder, and leave nothing of root's in it
    machine.run(NAME, "devices", "create", SERIAL)
    assert "admin of" in machine.run(NAME, "keys", "list")
    machine.run(NAME, "db", "backup")
    assert machine.run("find", str(DATA), "-not", "-user", USER) == ""

    # what was acknowledged outlives a kill, after which it is started again
    assert server.punch("2026-03-02 08:00:00").startswith("OK: 1")
    machine.run("sh", "-c", f"kill -KILL {pid}")
    machine.until("it is started again", 30, lambda: machine.property("NRestarts") == "1" and server.ready())
    assert machine.property("MainPID") != pid
    assert server.punches() == {"2026-03-02T08:00:00"}
    machine.run("systemctl", "reload", NAME)
    assert "started again 1 times" in machine.run(NAME, "service", "status")

    # an upgrade keeps data, settings and key
    machine.run("sh", "-c", f"echo PUNCHDECK_PHOTO_DAYS=7 >> {SETTINGS}")
    machine.run("apt-get", "install", *QUIETLY, str(packages.new))
    assert machine.run("dpkg-query", "-W", "-f", "${Version}", NAME) == NEW
    assert server.ready(), "it serves again, where it did"
    assert server.punch("2026-03-02 17:00:00").startswith("OK: 1")
    assert server.punches() == {"2026-03-02T08:00:00", "2026-03-02T17:00:00"}
    assert "PUNCHDECK_PHOTO_DAYS=7" in machine.run("cat", str(SETTINGS))

    # what is wrong is said by the command that ran into it
    machine.run(NAME, "service", "stop")
    assert "Stopped." in machine.run(NAME, "service", "status", fails=True)
    machine.run("sh", "-c", f"echo PUNCHDECK_ROLE=king >> {SETTINGS}")
    assert "role=king cannot be used" in machine.run(NAME, "service", "start", fails=True)
    machine.run("sed", "-i", "/ROLE=king/d", str(SETTINGS))
    machine.run(NAME, "service", "start")

    # remove keeps the data, and the next install takes it up; purge leaves nothing
    machine.run("apt-get", "remove", "--yes", NAME)
    assert not server.ready()
    assert "punchdeck.db" in machine.run("ls", str(DATA))
    machine.run("apt-get", "install", *QUIETLY, str(packages.new))
    assert server.punches() == {"2026-03-02T08:00:00", "2026-03-02T17:00:00"}
    machine.run("apt-get", "purge", "--yes", NAME)
    machine.run("getent", "passwd", USER, fails=True)
    left = machine.run(
        "find", "/etc", "/lib/systemd", "/usr/bin", "/usr/share", "/var/lib", "-name", f"*{USER}*"
    )
    assert left == ""
    machine.run("test", "!", "-e", f"/usr/lib/{NAME}")


def test_an_edge_that_hangs_is_ended_and_started_again(machine: Machine, packages: Packages) -> None:
    machine.run("mkdir", "-p", f"/run/systemd/system/{NAME}.service.d")
    soon = "[Service]\\nWatchdogSec=2\\n"
    machine.run("sh", "-c", f"printf '{soon}' > /run/systemd/system/{NAME}.service.d/soon.conf")
    machine.run("apt-get", "install", *QUIETLY, str(packages.new))
    pid = machine.property("MainPID")
    assert pid != "0", machine.journal()
    time.sleep(3)  # longer than it may be silent
    assert machine.property("MainPID") == pid, "it beats"
    machine.run("sh", "-c", f"kill -STOP {pid}")
    machine.until("it is started again", 30, lambda: machine.property("NRestarts") == "1")
    assert "Watchdog timeout" in machine.journal()
    machine.until("it serves", 30, lambda: machine.property("StatusText").startswith("Serving"))
    machine.run("apt-get", "purge", "--yes", NAME)


def test_lintian_finds_nothing_in_the_package(tmp_path: Path) -> None:
    lintian = needed("lintian", "lintian")
    payload = tmp_path / "payload"  # of the frozen program it would say nothing that is not overridden
    payload.mkdir()
    shutil.copy("/bin/true", payload / NAME)
    package = build(payload, tmp_path, OLD, quick=True)
    command = [lintian, "--allow-root", "--fail-on=error,warning", package]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")
