"""What goes into a bundle and what may not, decided without building one."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from common import __version__
from resources.installers.bundle import contents, icons, windows_version
from resources.installers.bundle.contents import Parts
from tests.kit.edge_process import ROOT


def shipped(parts: Parts) -> set[str]:
    return {f"{folder}/{Path(source).name}" for source, folder in contents.resources(ROOT, parts)}


def test_each_program_carries_its_own_resources_and_none_of_the_others() -> None:
    console, edge = shipped(Parts.CONSOLE), shipped(Parts.EDGE)
    assert "resources/basemap/basemap.npz" in console - edge
    assert "resources/docs/contents.toml" in edge - console
    assert "edge/store/migrations/versions/0001_first.py" in edge - console
    assert "resources/runbooks/fr.md" in console & edge
    assert console | edge == shipped(Parts.ALL)


def test_what_makes_installers_is_not_shipped() -> None:
    assert not [name for name in shipped(Parts.ALL) if "installers" in name]


def test_every_page_and_dialog_is_there_though_they_are_brought_in_by_name() -> None:
    modules = contents.modules(ROOT, "console")
    assert {"console.views.pages.map", "console.views.dialogs.add_terminal", "console"} <= set(modules)
    assert not [name for name in contents.modules(ROOT, "edge") if "migrations" in name]


@pytest.mark.parametrize(
    "name",
    [
        "PySide6/Qt/plugins/virtualkeyboard/libqtvirtualkeyboard_hangul.so",
        "PySide6/Qt/plugins/platformthemes/libqgtk3.so",
        "PySide6/Qt/translations/qtbase_de.qm",
        "PySide6\\opengl32sw.dll",
        "PySide6/Qt/plugins/platforms/libqminimalegl.so",
    ],
)
def test_what_no_page_needs_is_left_out(name: str) -> None:
    assert contents.dropped(name)


@pytest.mark.parametrize(
    "name",
    [
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6/Qt/plugins/platforms/libqoffscreen.so",
        "PySide6/plugins/platforms/qwindows.dll",
        "PySide6/Qt/translations/qtbase_ar.qm",
        "PySide6/Qt/plugins/iconengines/libqsvgicon.so",
        "resources/translations/punchdeck_fr.qm",
        "resources/docs/templates/reference.html",
    ],
)
def test_what_the_programs_need_stays(name: str) -> None:
    assert not contents.dropped(name)


def test_libraries_go_with_the_plugin_they_came_with() -> None:
    loaded = {"/q/libqxcb.so": ["libQt6Core.so.6", "libX11.so.6"], "/q/python.so": ["libz.so.1"]}
    listed = [
        ("PySide6/Qt/plugins/platforms/libqxcb.so", "/q/libqxcb.so", "BINARY"),
        ("lib-dynload/zlib.so", "/q/python.so", "EXTENSION"),
        ("libX11.so.6", "/usr/lib/x86_64-linux-gnu/libX11.so.6", "BINARY"),
        ("libz.so.1", "/lib/x86_64-linux-gnu/libz.so.1", "BINARY"),
        ("libgtk-3.so.0", "/usr/lib/x86_64-linux-gnu/libgtk-3.so.0", "BINARY"),
        ("PySide6/Qt/lib/libQt6Core.so.6", "/q/libQt6Core.so.6", "BINARY"),
        ("PySide6/Qt/lib/libQt6EglFS.so.6", "/q/libQt6EglFS.so.6", "BINARY"),
        ("libQt6EglFS.so.6", "PySide6/Qt/lib/libQt6EglFS.so.6", "SYMLINK"),
        ("libQt6Core.so.6", "PySide6/Qt/lib/libQt6Core.so.6", "SYMLINK"),
    ]
    gone = contents.unneeded(listed, lambda source: [(name, None) for name in loaded.get(source, ())])
    assert gone == {"libgtk-3.so.0", "PySide6/Qt/lib/libQt6EglFS.so.6", "libQt6EglFS.so.6"}


def test_what_was_patched_when_it_was_made_is_not_stripped() -> None:
    listed = [
        ("numpy/_core/_umath.so", "/s/numpy/_core/_umath.so", "EXTENSION"),
        ("numpy.libs/libopenblas-1.so", "/s/numpy.libs/libopenblas-1.so", "BINARY"),
        ("libopenblas-1.so", "numpy.libs/libopenblas-1.so", "SYMLINK"),
        ("uvloop/loop.so", "/s/uvloop/loop.so", "EXTENSION"),
    ]
    kinds = {name: kind for name, _, kind in contents.as_they_are(listed)}
    assert kinds == {
        "numpy/_core/_umath.so": "DATA",
        "numpy.libs/libopenblas-1.so": "DATA",
        "libopenblas-1.so": "SYMLINK",
        "uvloop/loop.so": "EXTENSION",
    }


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("PySide6/Qt/lib/libQt6Charts.so.6", "GPL"),
        ("PySide6/QtDataVisualization.abi3.so", "GPL"),
        ("PySide6/Qt/plugins/platforminputcontexts/libqtvirtualkeyboardplugin.so", "GPL"),
        ("libreadline.so.8", "GPL"),
        ("numpy/tests/test_all.py", "a test"),
        ("resources/installers/bundle/build.py", "of the installers"),
    ],
)
def test_a_bundle_with_what_may_not_be_shipped_is_complained_of(name: str, why: str) -> None:
    assert f"{name} is {why}" in contents.complaints([name], Parts.ALL)


def test_a_bundle_of_the_edge_holds_nothing_of_qt() -> None:
    found = contents.complaints(["PySide6/QtCore.abi3.so"], Parts.EDGE)
    assert "PySide6/QtCore.abi3.so is of Qt" in found


def test_what_is_missing_is_complained_of() -> None:
    assert "licences/README.txt is missing" in contents.complaints([], Parts.ALL)


@pytest.mark.parametrize(
    ("version", "four"), [("1.2.3", (1, 2, 3, 0)), ("1.2", (1, 2, 0, 0)), ("2.0.1rc3", (2, 0, 1, 0))]
)
def test_windows_is_told_the_version_in_its_four_numbers(version: str, four: tuple[int, ...]) -> None:
    assert windows_version.numbers(version) == four
    said = windows_version.resource("punchdeck-edge", version)
    assert f"filevers={four}" in said
    assert f"'ProductVersion', '{version}'" in said
    assert "'OriginalFilename', 'punchdeck-edge.exe'" in said


def test_the_version_is_that_of_the_programs(tmp_path: Path) -> None:
    path = windows_version.written(tmp_path, "punchdeck", __version__)
    assert __version__ in Path(path).read_text(encoding="utf-8")


def test_icons_hold_every_size_that_systems_ask_for(tmp_path: Path) -> None:
    ico = icons.write_ico(tmp_path / "a.ico").read_bytes()
    count = struct.unpack("<H", ico[4:6])[0]
    entries = [struct.unpack("<BBBBHHII", ico[6 + 16 * n : 22 + 16 * n]) for n in range(count)]
    assert [width or 256 for width, *_ in entries] == list(icons.ICO_SIDES)
    assert entries[-1][-1] + entries[-1][-2] == len(ico), "the last picture ends with the file"
    icns = icons.write_icns(tmp_path / "a.icns").read_bytes()
    assert (icns[:4], struct.unpack(">I", icns[4:8])[0]) == (b"icns", len(icns))
