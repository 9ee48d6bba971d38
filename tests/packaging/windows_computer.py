"""A computer with Windows, as far as setups can tell: Wine with a folder of its own. What is installed."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Final

from tests.packaging.system_programs import needed

PATIENCE_S: Final = 90
LIBRARY: Final = "_internal/library.dll"
ENTRY: Final = r"Software\Microsoft\Windows\CurrentVersion\Uninstall\Punchdeck"
KEY: Final = r"Software\Punchdeck"
LINKS: Final = r"Software\Classes\punchdeck"
SOURCES: Final = Path(__file__).parent / "windows_payload"


@dataclass(frozen=True)
class Computer:
    """Made by `start`. Programs are run in it, files and registry looked at from outside."""

    folder: Path
    environment: dict[str, str] = field(default_factory=dict)

    @classmethod
    def start(cls, folder: Path) -> Computer:
        """One as it comes: nothing of ours."""
        needed("wine", "wine wine64")
        kept = {
            name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")
        }
        computer = cls(
            folder,
            {
                **kept,
                "WINEPREFIX": str(folder),
                "WINEDEBUG": "-all",
                "WINEDLLOVERRIDES": "mscoree,mshtml,winemenubuilder.exe=",
                "LC_ALL": "C.UTF-8",
            },
        )
        # stays up between programs: each would wait for it to begin otherwise
        subprocess.run(["wineserver", "-p"], env=computer.environment, check=True, timeout=PATIENCE_S)
        computer.run("wineboot", "--init")
        computer.run("reg", "add", r"HKCU\Software\Wine", "/v", "Version", "/d", "win10", "/f")
        return computer

    @property
    def drive(self) -> Path:
        return self.folder / "drive_c"

    @property
    def local(self) -> Path:
        """The user's own programs and settings."""
        (user,) = [path for path in (self.drive / "users").iterdir() if path.name != "Public"]
        return user / "AppData" / "Local"

    @property
    def record(self) -> Path:
        """What the programs that stand in for ours were asked."""
        return self.folder / "record.txt"

    def recorded(self) -> list[str]:
        return self.record.read_text().splitlines() if self.record.exists() else []

    def start_program(
        self,
        program: str | Path,
        *arguments: str,
        extra: Mapping[str, str] | None = None,
        said: IO[str] | None = None,
    ) -> subprocess.Popen[str]:
        return subprocess.Popen(
            ["wine", str(program), *arguments],
            env={**self.environment, "PUNCHDECK_RECORD": windows_path(self.record), **(extra or {})},
            stdin=subprocess.DEVNULL,
            stdout=said or subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            text=True,
        )

    def run(
        self, program: str | Path, *arguments: str, extra: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """To its end; what it has started may go on."""
        with tempfile.TemporaryFile("w+", errors="replace") as said:
            process = self.start_program(program, *arguments, extra=extra, said=said)
            code = process.wait(PATIENCE_S)
            said.seek(0)
            return subprocess.CompletedProcess(process.args, code, said.read())

    def stop(self) -> None:
        """Whatever runs."""
        subprocess.run(["wineserver", "-k"], env=self.environment, check=False, timeout=PATIENCE_S)

    def registry(self, key: str) -> dict[str, str] | None:
        """The values of one key; None where there is none. What has no name is `(Default)`."""
        done = self.run("reg", "query", key)
        if done.returncode != 0:
            return None
        values = {}
        for line in done.stdout.splitlines():
            name, kind, value = ([*line.strip().split("    ", 2), "", ""])[:3]
            if line.startswith("    ") and kind.startswith("REG_"):
                values[name] = value.strip()
        return values

    def files(self, folder: Path) -> set[str]:
        """What lies under a folder."""
        return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def windows_path(path: Path) -> str:
    """As programs of Windows call a file of this computer's."""
    return "Z:" + str(path).replace("/", "\\")


def payload(folder: Path, version: str, *, internal: Sequence[str] = ()) -> Path:
    """A bundle as the one for Windows is laid out, of small programs that stand in for ours."""
    compiler = needed("x86_64-w64-mingw32-gcc", "gcc-mingw-w64-x86-64-win32")
    for name, source in (("punchdeck", "punchdeck.c"), ("punchdeck-edge", "punchdeck_edge.c")):
        made = folder / f"{name}.exe"
        made.parent.mkdir(parents=True, exist_ok=True)
        options = ["-Os", "-s", "-Wall", "-Werror", f'-DVERSION="{version}"', "-o", str(made)]
        subprocess.run([compiler, *options, str(SOURCES / source)], check=True, timeout=PATIENCE_S)
    for name in (LIBRARY, *internal):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{name} of {version}")
    return folder
