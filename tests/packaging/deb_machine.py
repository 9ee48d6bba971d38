"""A machine with systemd: a root folder that is booted in namespaces of its own, with systemd-nspawn."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

BOOT_S: Final = 60.0
COMMAND_S: Final = 90.0
POLL_S: Final = 0.05


class MachineFailed(AssertionError):
    """The machine did not boot, or a command in it failed; the message has what it said."""


class Machine:
    """Whoever runs commands in it is root there."""

    def __init__(self, leader: int) -> None:
        self._leader = leader

    def run(self, *command: str, fails: bool = False, stdin: str = "", within_s: float = COMMAND_S) -> str:
        """What a command printed, on both its outputs. Raises MachineFailed where it ended otherwise than
        expected."""
        enter = ["nsenter", "--target", str(self._leader), "--all", "--", "env", "-i"]
        environment = ["PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LANG=C.UTF-8", "DEBIAN_FRONTEND=noninteractive"]
        done = subprocess.run(
            [*enter, *environment, *command],
            input=stdin,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=within_s,
            check=False,
            start_new_session=True,  # a signal to its group is none to the tests
        )
        if (done.returncode != 0) != fails:
            raise MachineFailed(f"`{' '.join(command)}` ended with {done.returncode}:\n{done.stdout}")
        return done.stdout

    def property(self, name: str) -> str:
        """Of the service, as systemd shows it."""
        shown = self.run("systemctl", "show", "punchdeck-edge", f"--property={name}", "--value")
        return shown.strip()

    def journal(self) -> str:
        """What the service and systemd said of it."""
        return self.run("journalctl", "--no-pager", "--unit", "punchdeck-edge", "--output", "short")

    def until(self, what: str, within_s: float, holds: object) -> None:
        """Wait until something holds. Raises MachineFailed with the journal."""
        assert callable(holds)
        deadline = time.monotonic() + within_s
        while not holds():
            if time.monotonic() > deadline:
                raise MachineFailed(f"{what}: not within {within_s:.0f} s.\n{self.journal()}")
            time.sleep(POLL_S)


@contextmanager
def booted(
    scratch: Path, root: Path = Path("/"), binds: Sequence[Path] = (), *, alone: bool = False
) -> Iterator[Machine]:
    """Boot a root folder. What is changed in it is in memory and gone afterwards, whichever folder it is.
    `alone`: it has no network but its own loopback, so that it may take any port."""
    printed = scratch / "console.log"
    command = ["systemd-nspawn", "--quiet", "--register=no", "--keep-unit", "--boot", "--volatile=overlay"]
    command += [f"--directory={root}", "--machine=punchdeck-test", "--console=read-only"]
    command += [f"--bind-ro={folder}" for folder in binds]
    command += ["--private-network"] if alone else []
    with printed.open("wb") as console:
        nspawn = subprocess.Popen(
            [*command, "systemd.unit=basic.target"],
            stdin=subprocess.DEVNULL,
            stdout=console,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    leader = None
    try:
        leader = _leader(nspawn, printed)
        machine = Machine(leader)
        machine.until("it boots", BOOT_S, lambda: _up(machine))
        # The root of a container forbids packages to start and stop services; a machine's does not.
        machine.run("rm", "-f", "/usr/sbin/policy-rc.d")
        yield machine
    finally:
        if leader is None:
            nspawn.kill()
        else:  # the kernel ends with it whatever runs in its namespaces, and nspawn ends by itself
            os.kill(leader, signal.SIGKILL)
        nspawn.wait()


@contextmanager
def root_of_this_machine(scratch: Path) -> Iterator[Path]:
    """Its root folder under another name, which can be booted."""
    folder = scratch / "root"
    folder.mkdir()
    subprocess.run(["mount", "--bind", "/", folder], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


def why_not() -> str | None:
    """Why no machine can be booted here, None where it can."""
    if os.geteuid() != 0:
        return "only root can boot a machine in namespaces"
    unshare = shutil.which("unshare")
    tried = [unshare or "unshare", "--mount", "--pid", "--fork", "true"]
    if unshare is None or subprocess.run(tried, capture_output=True, check=False).returncode != 0:
        return "the kernel lets nobody make namespaces here"
    return None


def _leader(nspawn: subprocess.Popen[bytes], printed: Path) -> int:
    """Its process 1, as it is numbered here."""
    deadline = time.monotonic() + BOOT_S
    children = Path(f"/proc/{nspawn.pid}/task/{nspawn.pid}/children")
    while nspawn.poll() is None and time.monotonic() < deadline:
        found = children.read_text().split()
        if found and Path(f"/proc/{found[0]}/comm").read_text().strip() == "systemd":
            return int(found[0])
        time.sleep(POLL_S)
    nspawn.kill()
    raise MachineFailed(f"It did not boot:\n{printed.read_text(errors='replace')[-3000:]}")


def _up(machine: Machine) -> bool:
    try:
        return machine.run("systemctl", "is-active", "basic.target").strip() == "active"
    except MachineFailed:
        return False
