"""Make the Debian package of the edge from its frozen program:

    python resources/installers/linux/deb.py --payload dist/punchdeck-edge --out dist

It needs dpkg-deb and dpkg-shlibdeps (apt install dpkg-dev), in a checkout with the project installed.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT))  # by hand it runs as a file

from common import __version__  # noqa: E402
from edge.service.unit import NAME, SETTINGS, UNIT  # noqa: E402
from edge.store.migrate import revisions  # noqa: E402
from resources.installers.linux import manual  # noqa: E402

SERVICE: Final = ROOT / "resources" / "service"
DEBIAN: Final = ROOT / "resources" / "installers" / "linux" / "debian"
MAINTAINER: Final = "Punchdeck <packages@punchdeck.example>"
SCRIPTS: Final = ("preinst", "postinst", "prerm", "postrm")
HOME: Final = f"usr/lib/{NAME}"


class BuildError(Exception):
    """The package cannot be made; the message says why and what to do."""


def build(payload: Path, out: Path, version: str = __version__, *, quick: bool = False) -> Path:
    """Make the package of a frozen edge, and return it; `quick`: sooner, and larger. Raises BuildError."""
    if not (payload / NAME).is_file():
        raise BuildError(
            f"{payload} holds no {NAME}: 'python resources/installers/bundle/build.py --parts edge' makes it."
        )
    upstream = re.fullmatch(r"\d[A-Za-z0-9.+~]*", version)
    if upstream is None:
        raise BuildError(f"{version} is no version of a package: write it like 1.2.3 or 1.3~rc1.")
    architecture = _call(["dpkg", "--print-architecture"]).strip()
    out.mkdir(parents=True, exist_ok=True)
    package = out / f"{NAME}_{version}_{architecture}.deb"
    with tempfile.TemporaryDirectory(prefix="deb-") as scratch:
        root = Path(scratch) / "root"
        root.mkdir(mode=0o755)
        _place_program(root, payload)
        _place_system(root)
        _place_documents(root, version)
        _set_modes(root)
        needs = _libraries(root, Path(scratch))
        _place_control(root, version, architecture, needs)
        smaller = ["-Zgzip", "-z1"] if quick else ["-Zxz"]
        _call(["dpkg-deb", "--root-owner-group", *smaller, "--build", str(root), str(package)])
    return package


def _place_program(root: Path, payload: Path) -> None:
    shutil.copytree(payload, root / HOME, symlinks=True)
    (root / "usr/bin").mkdir(parents=True)
    (root / "usr/bin" / NAME).symlink_to(f"../lib/{NAME}/{NAME}")


def _place_system(root: Path) -> None:
    _copy(SERVICE / UNIT, root / "lib/systemd/system" / UNIT)
    _copy(DEBIAN / "sysusers.conf", root / f"usr/lib/sysusers.d/{NAME}.conf")
    _copy(SERVICE / SETTINGS.name, root / SETTINGS.relative_to("/"))
    _write(root / f"usr/share/{NAME}/schema", revisions()[-1] + "\n")


def _place_documents(root: Path, version: str) -> None:
    documents = root / "usr/share/doc" / NAME
    now = _built_at()
    changes = f"{NAME} ({version}) stable; urgency=medium\n\n  * Punchdeck {version}: see CHANGELOG.md.\n\n"
    _zip(documents / "changelog.gz", f"{changes} -- {MAINTAINER}  {format_datetime(now)}\n")
    licence = (ROOT / "LICENSE").read_text("utf-8")
    _write(documents / "copyright", (DEBIAN / "copyright").read_text("utf-8"))
    assert "Apache License" in licence, "the copyright file names this licence"
    _zip(root / f"usr/share/man/man1/{NAME}.1.gz", manual.manual(now))
    for shell, place in manual.COMPLETIONS.items():
        _write(root / place, manual.completion(shell))
    _write(root / "usr/share/lintian/overrides" / NAME, (DEBIAN / "lintian-overrides").read_text("utf-8"))


def _set_modes(root: Path) -> None:
    """As policy wants them, whatever the umask and whoever built the payload."""
    for path in (root, *root.rglob("*")):
        if path.is_symlink():
            continue
        runs = path.is_dir() or (path.parent == root / HOME and os.access(path, os.X_OK))
        path.chmod(0o755 if runs else 0o644)
    (root / SETTINGS.relative_to("/")).chmod(0o640)


def _libraries(root: Path, scratch: Path) -> str:
    """What of the system the program is linked to: packages, with the versions that have what it uses."""
    (scratch / "debian").mkdir()
    (scratch / "debian/control").write_text(f"Source: {NAME}\n\nPackage: {NAME}\nArchitecture: any\n")
    home = root / HOME
    binaries = [path for path in sorted(home.rglob("*")) if _is_elf(path)]
    folders = sorted({str(path.parent) for path in binaries})
    command = ["dpkg-shlibdeps", "-O", "--ignore-missing-info", "--warnings=0"]
    command += [f"-x{package}" for package in _packages_of({path.name for path in binaries})]
    command += [f"-l{folder}" for folder in folders] + [f"-e{path}" for path in binaries]
    try:
        said = _call(command, cwd=scratch)
    except FileNotFoundError:
        raise BuildError("dpkg-shlibdeps is missing: apt install dpkg-dev.") from None
    return said.strip().partition("=")[2]


def _packages_of(libraries: set[str]) -> list[str]:
    """The packages that libraries come from where they are installed: what is frozen in is not needed too."""
    patterns = [f"*/{name}" for name in sorted(libraries) if ".so." in name]
    # Exit code 1 says that some are of no package.
    found = subprocess.run(
        ["dpkg-query", "-S", *patterns], capture_output=True, text=True, check=False
    ).stdout
    return sorted({line.partition(":")[0] for line in found.splitlines()})


def _place_control(root: Path, version: str, architecture: str, needs: str) -> None:
    control = root / "DEBIAN"
    control.mkdir(mode=0o755)
    size = sum(path.stat().st_size for path in _files(root) if not path.is_symlink()) // 1024
    users = "systemd | systemd-standalone-sysusers | systemd-sysusers"
    fields = {
        "Package": NAME,
        "Version": version,
        "Architecture": architecture,
        "Maintainer": MAINTAINER,
        "Installed-Size": str(size),
        "Depends": ", ".join(filter(None, [needs, users])),
        "Recommends": "ca-certificates",
        "Section": "net",
        "Priority": "optional",
        "Homepage": "https://punchdeck.example",
        "Description": "server that biometric attendance terminals push to\n"
        " It takes punches from ZKTeco-type terminals, stores them before it answers, and\n"
        " gives them on by a REST API, webhooks and a stream. It runs as a service of its\n"
        " own; the Punchdeck console and integrators connect to it.",
    }
    _write(control / "control", "".join(f"{name}: {value}\n" for name, value in fields.items()))
    _write(control / "conffiles", f"{SETTINGS}\n")
    for name in SCRIPTS:
        script = (DEBIAN / name).read_text("utf-8").replace("@SCHEMA@", revisions()[-1])
        _write(control / name, script, 0o755)
    sums = "".join(
        f"{hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()}  {path.relative_to(root)}\n"
        for path in _files(root)
        if not path.is_symlink() and path != root / SETTINGS.relative_to("/")
    )
    _write(control / "md5sums", sums)


def _files(root: Path) -> Iterator[Path]:
    """What the package holds, in one order."""
    for path in sorted(root.rglob("*")):
        if (path.is_symlink() or path.is_file()) and not path.is_relative_to(root / "DEBIAN"):
            yield path


def _is_elf(path: Path) -> bool:
    if path.is_symlink() or not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(4) == b"\x7fELF"


def _built_at() -> datetime:
    """Now, or the instant that a reproducible build is told."""
    told = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.now(UTC) if told is None else datetime.fromtimestamp(int(told), UTC)


def _copy(source: Path, target: Path) -> None:
    _write(target, source.read_text("utf-8"))


def _write(path: Path, text: str, mode: int = 0o644) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    path.chmod(mode)


def _zip(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(text.encode(), 9, mtime=0))


def _call(command: Sequence[str], cwd: Path | None = None) -> str:
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise BuildError(f"{command[0]} failed: {done.stderr.strip()}")
    return done.stdout


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="Make the Debian package of the edge.")
    parser.add_argument("--payload", type=Path, required=True, help="the frozen edge, a folder")
    parser.add_argument("--out", type=Path, default=Path("dist"), help="where the package goes")
    parser.add_argument("--version", default=__version__, help="of the package [default: %(default)s]")
    parser.add_argument("--quick", action="store_true", help="make it sooner, and larger")
    asked = parser.parse_args()
    try:
        print(build(asked.payload, asked.out, asked.version, quick=asked.quick))
    except BuildError as error:
        sys.exit(f"deb.py: {error}")


if __name__ == "__main__":
    main()
