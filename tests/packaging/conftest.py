"""Bundles, each built once for a run of tests, whoever asks first. PUNCHDECK_BUNDLE and PUNCHDECK_EDGE_BUNDLE
name folders of bundles that are there already."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import pytest
from filelock import FileLock

from resources.installers.bundle.build import BuildError, ToolMissing, build
from resources.installers.bundle.contents import Parts
from resources.installers.linux import deb
from tests.packaging.system_programs import needed

OLD, NEW = "0.0.1", "99.0.0"


@pytest.fixture(scope="session")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the programs punchdeck and punchdeck-edge."""
    return _built(Parts.ALL, tmp_path_factory, os.environ.get("PUNCHDECK_BUNDLE"))


@pytest.fixture(scope="session")
def edge_bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with punchdeck-edge alone, without anything of Qt."""
    return _built(Parts.EDGE, tmp_path_factory, os.environ.get("PUNCHDECK_EDGE_BUNDLE"))


@dataclass(frozen=True)
class Packages:
    """The edge in two versions of its Debian package: what counts is what is done with its files."""

    folder: Path
    old: Path
    new: Path


@pytest.fixture(scope="session")
def packages(edge_bundle: Path, tmp_path_factory: pytest.TempPathFactory) -> Packages:
    needed("dpkg-shlibdeps", "dpkg-dev")
    folder = tmp_path_factory.mktemp("deb")
    old, new = (deb.build(edge_bundle, folder, version, quick=True) for version in (OLD, NEW))
    return Packages(folder, old, new)


def _built(parts: Parts, factory: pytest.TempPathFactory, given: str | None) -> Path:
    if given is not None:
        return Path(given).resolve(strict=True)
    top = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        top = top.parent  # what all workers of a run share
    failed = top / f"{parts.folder}.failed"
    with FileLock(top / f"{parts.folder}.lock"):
        if not failed.exists() and not (top / parts.folder).is_dir():
            try:
                build(parts, top, top / f"work-{parts.folder}", say=False)
            except ToolMissing as error:
                if os.environ.get("CI") != "true":
                    pytest.skip(str(error))
                pytest.fail(str(error))
            except BuildError as error:
                failed.write_text(str(error), encoding="utf-8")
    if failed.exists():
        pytest.fail(failed.read_text(encoding="utf-8"))
    return top / parts.folder
