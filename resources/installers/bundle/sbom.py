"""Writes what the programs are made of, as CycloneDX: an SBOM for whoever has to know.

    python resources/installers/bundle/sbom.py --out dist

gives dist/Punchdeck-VERSION.cdx.json. It tells of the environment it runs in, which has to be the one the
programs are built in; what only tests and builds need is not in it, for it is not shipped.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import subprocess
import sys
import tomllib
from collections.abc import Sequence
from importlib.metadata import requires
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parents[3]
if not __package__:  # started by its path
    sys.path.insert(0, str(ROOT))

from packaging.requirements import Requirement

from common import __version__

SPEC_VERSION: Final = "1.6"
_BOOTLOADER: Final = "pyinstaller"
"""Its start program is a part of ours; what builds with it stays behind."""
_CARRIED: Final = (
    ("Noto Sans", "resources/fonts", "OFL-1.1"),
    ("Natural Earth", "resources/basemap", "CC-PDDC"),
    ("Scalar API reference", "resources/docs/scalar", "MIT"),
)


class SbomError(Exception):
    """It cannot be told; the message says why."""


def sbom() -> dict[str, Any]:
    """The document. Raises SbomError."""
    if find_spec("cyclonedx_py") is None:
        raise SbomError("cyclonedx-bom is not installed: python -m pip install '.[package]'")
    told = _environment()
    wanted = _needed()
    root = told["metadata"]["component"]
    root |= {"version": __version__, "purl": f"pkg:generic/punchdeck@{__version__}"}
    kept = [each for each in told["components"] if _plain(each["name"]) in wanted]
    told["components"] = sorted([*kept, *_others()], key=lambda each: str(each["bom-ref"]).lower())
    names = {each["bom-ref"] for each in told["components"]}
    told["dependencies"] = [
        {**each, "dependsOn": [name for name in each.get("dependsOn", ()) if name in names]}
        for each in told["dependencies"]
        if each["ref"] in names or each["ref"] == root["bom-ref"]
    ]
    return told


def _environment() -> dict[str, Any]:
    command = [
        *(sys.executable, "-m", "cyclonedx_py", "environment", "--output-reproducible", "--of", "JSON"),
        *("--sv", SPEC_VERSION, "--pyproject", str(ROOT / "pyproject.toml"), sys.executable),
    ]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, env={**os.environ, "PYTHONUTF8": "1"}
    )
    if done.returncode != 0:
        raise SbomError(f"cyclonedx-py ended with {done.returncode}: {done.stderr.strip()[-1000:]}")
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def _needed() -> set[str]:
    """Names of all that the programs need here, by what pyproject.toml and each package says; what a package
    wants for its own tests only is none of it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    ahead = [(Requirement(each), "") for each in project["dependencies"]]
    found, seen = {_BOOTLOADER}, set[tuple[str, str]]()
    while ahead:
        wanted, extra = ahead.pop()
        if wanted.marker is not None and not wanted.marker.evaluate({"extra": extra}):
            continue
        name = _plain(wanted.name)
        found.add(name)
        for each in ("", *wanted.extras):
            if (name, each) not in seen:
                seen.add((name, each))
                ahead += [(Requirement(text), each) for text in requires(name) or ()]
    return found


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _others() -> list[dict[str, Any]]:
    """What no package of Python's brings."""
    python = platform.python_version()
    interpreter = {
        "type": "platform",
        "bom-ref": f"python@{python}",
        "name": "Python",
        "version": python,
        "purl": f"pkg:generic/python@{python}",
        "licenses": [{"license": {"id": "PSF-2.0"}}],
    }
    carried = [
        {"type": "data", "bom-ref": where, "name": name, "licenses": [{"license": {"id": licence}}]}
        for name, where, licence in _CARRIED
    ]
    return [interpreter, *carried]


def main(asked: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--out", type=Path, default=ROOT / "dist")
    out: Path = parser.parse_args(asked).out
    try:
        told = sbom()
    except SbomError as error:
        print(f"sbom: {error}", file=sys.stderr)
        return 1
    out.mkdir(parents=True, exist_ok=True)
    made = out / f"Punchdeck-{__version__}.cdx.json"
    made.write_text(json.dumps(told, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{len(told['components'])} components  {made}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
