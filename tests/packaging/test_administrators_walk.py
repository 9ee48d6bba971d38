"""A stranger's walk through the administrator's guide: every command of it is typed as it is written.

The machine is a Debian root that is booted with systemd, without a network, and there is nothing of Punchdeck
on it but what the guide tells to install. What is presumed or not walked is said here: `ELSEWHERE`,
`Stranger.arrive`, `Stranger.prepare`.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from pathlib import Path
from typing import Final

import pytest

from edge.certificates import issue
from tests.kit.releases import Signer, put
from tests.packaging.conftest import Packages
from tests.packaging.deb_machine import Machine, booted, root_of_this_machine, why_not
from tests.packaging.system_programs import needed

PAGES: Final = files("resources").joinpath("docs", "pages")
LANGUAGES: Final = {"en": ("administrator.md",), "fr": ("fr", "administrator.md")}
TYPED: Final = ("sh", "powershell", "text")
FENCE: Final = re.compile(r"^```(\w+)([^\n]*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
ELSEWHERE: Final = {
    "windows": "needs Windows; the setups are walked through in test_windows_installer.py",
    "elsewhere": "needs macOS, a wheel, a firewall, or a PostgreSQL of one's own",
}
FOLDER: Final = "/root/punchdeck"
"""The empty folder that the guide speaks of, with the package in it."""


@dataclass(frozen=True, slots=True)
class Step:
    """Commands of the guide, and what it says that one will see."""

    tags: tuple[str, ...]
    language: str
    commands: str
    claimed: str | None

    @property
    def walked(self) -> bool:
        return "walk" in self.tags


def steps(language: str) -> list[Step]:
    """Every block of a guide that is there to be typed, with the text block that follows it."""
    found: list[Step] = []
    for fence in FENCE.finditer(PAGES.joinpath(*LANGUAGES[language]).read_text("utf-8")):
        spoken, tags, body = fence[1], fence[2].split(), fence[3]
        if spoken not in TYPED:
            continue
        if spoken == "text":
            assert found, body
            assert found[-1].claimed is None, f"two outcomes: {body}"
            found[-1] = Step(found[-1].tags, found[-1].language, found[-1].commands, body)
        else:
            found.append(Step(tuple(tags), spoken, body, None))
    return found


def test_every_block_says_where_it_is_typed() -> None:
    for step in steps("en"):
        assert step.tags, step.commands
        assert step.tags[0] in {"walk", *ELSEWHERE}, step.commands
        assert step.language == ("powershell" if "windows" in step.tags else "sh"), step.commands
        if step.walked:
            assert step.claimed, f"the guide does not say what one sees after {step.commands}"
    walked = [step for step in steps("en") if step.walked]
    assert len(walked) >= 15
    assert len(walked) > 2 * len([step for step in steps("en") if not step.walked])


def test_the_guide_in_french_has_the_same_commands() -> None:
    assert steps("fr") == steps("en")


class Stranger:
    """Types what the guide says, as root of a machine that knew nothing of Punchdeck; it sees `scratch`."""

    def __init__(self, machine: Machine, packages: Packages, scratch: Path) -> None:
        self._machine = machine
        self._packages = packages
        self._scratch = scratch

    def arrive(self) -> None:
        """What the guide presumes: a folder with the package, `sudo` and `curl`."""
        self._machine.run("mkdir", "-p", FOLDER)
        self._machine.run("cp", str(self._packages.old), FOLDER)
        # Whoever is root already needs none; a root without it gets one that lets everything pass.
        self._shell("command -v sudo || install -m 755 /dev/stdin /usr/bin/sudo", '#!/bin/sh\nexec "$@"\n')
        self._shell("command -v curl")

    def prepare(self, step: Step) -> None:
        """What the guide says is there before a step."""
        if "own-certificate" in step.tags:
            self._lay_certificate()
        if "upgrade" in step.tags:
            self._shell(f"rm {FOLDER}/*.deb")
            self._machine.run("cp", str(self._packages.new), FOLDER)
        if "release" in step.tags:
            self._lay_release()

    def _lay_certificate(self) -> None:
        """As certbot leaves one: nobody but root can read it."""
        made = issue(["punch.example.com"], 90, datetime.now(UTC), None)
        folder = "/etc/letsencrypt/live/punch.example.com"
        self._machine.run("install", "-d", "-m", "700", folder)
        for name, pem in (("fullchain", made.certificate_pem), ("privkey", made.key_pem)):
            place = f"{folder}/{name}.pem"
            self._machine.run("install", "-m", "600", "/dev/stdin", place, stdin=pem.decode())

    def _lay_release(self) -> None:
        """One that is signed by a key of ours, which this edge is told to trust: releases of the product are
        signed by keys that are built into it, and nobody has those here."""
        signer, now = Signer(), datetime.now(UTC)
        folder = self._scratch / "release"
        put(folder, signer, released_at=now - timedelta(days=1), expires_at=now + timedelta(days=90))
        made = shutil.make_archive(str(self._scratch / "punchdeck-0.2.0"), "zip", folder)
        self._machine.run("cp", made, FOLDER)
        self._shell("cat >> /etc/punchdeck/edge.env", f"PUNCHDECK_UPDATES_KEYS={signer.public}\n")

    def walk(self, step: Step) -> str:
        """What was printed. Questions are answered with yes, as the stranger would."""
        typed = ["env", f"--chdir={FOLDER}", "bash", "-e", "-o", "pipefail", "-c", step.commands]
        return self._machine.run(*typed, stdin="y\n" * 3)

    def finds_nothing(self) -> bool:
        """Whether neither programs nor data are there any more."""
        places = ("/usr/lib", "/usr/bin", "/var/lib")
        left = self._machine.run("find", *places, "-maxdepth", "1", "-name", "punchdeck*")
        return not left

    def _shell(self, line: str, stdin: str = "") -> None:
        self._machine.run("sh", "-c", line, stdin=stdin)


def differs(claimed: str, printed: str) -> str | None:
    """The first line that the guide says one sees and that was not printed, in its order. `…` is anything,
    and how many spaces part words is no matter."""
    rest = [" ".join(line.split()) for line in printed.splitlines()]
    for line in claimed.splitlines():
        wanted = re.compile(".*".join(map(re.escape, " ".join(line.split()).split("…"))))
        at = next((number for number, said in enumerate(rest) if wanted.fullmatch(said)), None)
        if at is None:
            return line
        rest = rest[at + 1 :]
    return None


def test_what_is_claimed_is_held_against_what_is_printed() -> None:
    printed = "NAME      MADE\npunchdeck-1.gz   2026\nRunning since noon\n"
    assert differs("NAME MADE\npunchdeck-….gz …", printed) is None
    assert differs("Running since …\nNAME MADE", printed) == "NAME MADE", "another order"
    assert differs("Running", printed) == "Running", "a whole line"


@pytest.fixture
def stranger(packages: Packages, tmp_path: Path) -> Iterator[Stranger]:
    needed("systemd-nspawn", "systemd-container")
    reason = why_not()
    if reason is not None:
        pytest.skip(reason)
    given, seen = os.environ.get("DEB_TEST_ROOT"), tmp_path / "seen"
    seen.mkdir()
    place = root_of_this_machine(tmp_path) if given is None else nullcontext(Path(given))
    with place as root, booted(tmp_path, root, [packages.folder, seen], alone=True) as machine:
        yield Stranger(machine, packages, seen)


def test_every_command_of_the_guide_does_what_the_guide_says(stranger: Stranger) -> None:
    stranger.arrive()
    for step in steps("en"):
        if step.walked:
            stranger.prepare(step)
            printed = stranger.walk(step)
            missing = differs(step.claimed or "", printed)
            assert missing is None, f"after\n{step.commands}\nthe guide shows {missing!r}, but:\n{printed}"
    assert stranger.finds_nothing(), "what is purged is gone"
