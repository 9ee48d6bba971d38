"""What is made for macOS: the property lists as macOS reads them, and the steps that only a Mac can carry
out, as the commands that they are."""

from __future__ import annotations

import plistlib
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from common import __version__
from resources.installers.macos.commands import Command, MacError, given
from resources.installers.macos.dmg import dmg_name, image_command, layout_commands, pack_edge
from resources.installers.macos.info import info_plist
from resources.installers.macos.keychain import NAME, close_commands, open_commands
from resources.installers.macos.notarize import notarize_commands
from resources.installers.macos.sign import ENTITLEMENTS, sign_commands, verify_commands
from resources.installers.macos.try_image import commands as try_commands
from tests.kit.edge_process import ROOT

FOLDER = ROOT / "resources/installers/macos"
SCRIPTS = ("sign.py", "notarize.py", "dmg.py", "keychain.py", "try_image.py")
MACH_O = bytes.fromhex("cffaedfe") + b"code"


@pytest.fixture
def app(tmp_path: Path) -> Path:
    """A bundle laid out as PyInstaller does it, with links across it."""
    made = tmp_path / "Punchdeck.app"
    contents = {
        "Contents/Info.plist": b"<plist/>",
        "Contents/MacOS/punchdeck": MACH_O,
        "Contents/MacOS/punchdeck-edge": MACH_O,
        "Contents/Frameworks/libpython3.13.dylib": MACH_O,
        "Contents/Frameworks/numpy/core.so": MACH_O,
        "Contents/Frameworks/QtCore.framework/Versions/A/QtCore": MACH_O,
        "Contents/Frameworks/QtCore.framework/Versions/A/Resources/Info.plist": b"<plist/>",
        "Contents/Resources/translations/fr.qm": b"words",
    }
    for name, content in contents.items():
        path = made / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    (made / "Contents/Frameworks/QtCore.framework/QtCore").symlink_to("Versions/A/QtCore")
    (made / "Contents/Resources/libpython3.13.dylib").symlink_to("../Frameworks/libpython3.13.dylib")
    return made


def targets(commands: list[Command], start: Path) -> list[str]:
    """What each command is about, as seen from a folder."""
    return [Path(command[-1]).relative_to(start).as_posix() for command in commands]


# -- what macOS is told


def test_the_app_says_what_it_is_and_opens_our_links() -> None:
    told = plistlib.loads(plistlib.dumps(info_plist("1.2.0rc1")))
    assert told["CFBundleIdentifier"] == "io.punchdeck.console"
    assert told["CFBundleURLTypes"][0]["CFBundleURLSchemes"] == ["punchdeck"]
    assert told["CFBundleLocalizations"] == ["en", "fr", "ar"]
    assert told["LSMinimumSystemVersion"] == "14.0"
    assert told["NSHighResolutionCapable"] is True
    assert told["NSRequiresAquaSystemAppearance"] is False, "or it would never be dark"
    assert (told["CFBundleShortVersionString"], told["CFBundleVersion"]) == ("1.2.0rc1", "1.2.0")


def test_the_hardened_runtime_is_opened_no_further_than_python_needs() -> None:
    allowed = plistlib.loads(ENTITLEMENTS.read_bytes())
    assert allowed == {"com.apple.security.cs.allow-unsigned-executable-memory": True}


# -- signing


def test_it_is_signed_from_the_inside_out_and_each_file_once(app: Path) -> None:
    commands = sign_commands(app, "Developer ID Application: Us")
    assert targets(commands, app.parent) == [
        "Punchdeck.app/Contents/Frameworks/QtCore.framework/Versions/A/QtCore",
        "Punchdeck.app/Contents/Frameworks/numpy/core.so",
        "Punchdeck.app/Contents/Frameworks/libpython3.13.dylib",
        "Punchdeck.app/Contents/Frameworks/QtCore.framework",
        "Punchdeck.app/Contents/MacOS/punchdeck",
        "Punchdeck.app/Contents/MacOS/punchdeck-edge",
        "Punchdeck.app",
    ]
    for command in commands:
        assert command[:5] == ("codesign", "--force", "--sign", "Developer ID Application: Us", "--timestamp")
    hardened = [command for command in commands if "--entitlements" in command]
    assert targets(hardened, app.parent) == [
        "Punchdeck.app/Contents/MacOS/punchdeck",
        "Punchdeck.app/Contents/MacOS/punchdeck-edge",
        "Punchdeck.app",
    ]
    assert all(command[5:7] == ("--options", "runtime") for command in hardened)


def test_a_signature_for_this_computer_asks_nobody_for_the_time(app: Path) -> None:
    assert all("--timestamp=none" in command for command in sign_commands(app, "-"))


def test_it_is_checked_as_macos_checks_it(app: Path, tmp_path: Path) -> None:
    assert [command[:2] for command in verify_commands(app)] == [
        ("codesign", "--verify"),
        ("spctl", "--assess"),
    ]
    image = verify_commands(tmp_path / "Punchdeck.dmg")[1]
    assert image[2:6] == ("--type", "open", "--context", "context:primary-signature")


def test_apple_gets_an_archive_that_keeps_links_and_its_word_is_fastened_to_the_app(
    app: Path, tmp_path: Path
) -> None:
    pack, submit, staple, validate = notarize_commands(app, "key.p8", "ID", "issuer", tmp_path)
    assert pack == ("ditto", "-c", "-k", "--keepParent", str(app), str(tmp_path / "Punchdeck.zip"))
    assert submit[:3] == ("xcrun", "notarytool", "submit")
    assert "--wait" in submit
    assert submit[-1] == pack[-1]
    assert staple == ("xcrun", "stapler", "staple", str(app))
    assert validate[2] == "validate"
    image = tmp_path / "Punchdeck.dmg"
    assert notarize_commands(image, "key.p8", "ID", "issuer", tmp_path)[0][-1] == str(image), "sent as it is"


def test_the_keychain_of_a_build_lets_nobody_but_codesign_use_it_and_goes() -> None:
    commands = open_commands(Path("c.p12"), "secret", "once")
    imported = next(command for command in commands if command[1] == "import")
    assert imported[-2:] == ("-T", "/usr/bin/codesign")
    assert all(NAME in command for command in commands)
    assert close_commands()[-1] == ("security", "delete-keychain", NAME)


# -- what is handed out


def test_the_image_shows_the_app_and_the_way_into_applications(app: Path, tmp_path: Path) -> None:
    copy, link = layout_commands(app, tmp_path / "image")
    assert copy == ("ditto", str(app), str(tmp_path / "image" / "Punchdeck.app"))
    assert link == ("ln", "-s", "/Applications", str(tmp_path / "image" / "Applications"))
    made = image_command(tmp_path / "image", Path(dmg_name("1.2.0", "arm64")))
    assert made[:2] == ("hdiutil", "create")
    assert made[-1] == "Punchdeck-1.2.0-macos-arm64.dmg"


def test_the_archive_of_the_edge_keeps_its_links_and_tells_nothing_of_this_computer(tmp_path: Path) -> None:
    folder = tmp_path / "punchdeck-edge"
    (folder / "_internal").mkdir(parents=True)
    (folder / "punchdeck-edge").write_bytes(MACH_O)
    (folder / "punchdeck-edge").chmod(0o755)
    (folder / "_internal" / "Python").symlink_to("Python.framework/Python")
    with tarfile.open(pack_edge(folder, tmp_path / "out", "arm64")) as archive:
        entries = {entry.name: entry for entry in archive.getmembers()}
    assert entries["punchdeck-edge/_internal/Python"].linkname == "Python.framework/Python"
    assert entries["punchdeck-edge/punchdeck-edge"].mode & 0o111
    assert {(entry.uid, entry.uname) for entry in entries.values()} == {(0, "root")}
    assert (tmp_path / "out" / f"punchdeck-edge-{__version__}-macos-arm64.tar.gz").exists()
    with pytest.raises(MacError, match="--parts edge"):
        pack_edge(tmp_path / "out", tmp_path, "arm64")


def test_an_image_is_tried_from_where_it_was_copied_to_twice(tmp_path: Path) -> None:
    commands = try_commands(Path("Punchdeck.dmg"), tmp_path)
    assert commands[0][:2] == ("hdiutil", "attach")
    installed = str(tmp_path / "Applications" / "Punchdeck.app")
    tried = [command[0] for command in commands if command[-1] == "--selftest"]
    assert tried == [f"{installed}/Contents/MacOS/{name}" for name in ("punchdeck", "punchdeck-edge")] * 2


# -- the scripts


@pytest.mark.parametrize("name", SCRIPTS)
def test_each_script_says_what_it_takes(name: str) -> None:
    done = subprocess.run(
        [sys.executable, FOLDER / name, "--help"], capture_output=True, text=True, check=True
    )
    assert f"python resources/installers/macos/{name}" in done.stdout


@pytest.mark.skipif(sys.platform == "darwin", reason="a Mac does it")
@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("sign.py", ["dist/Punchdeck.app"]),
        ("sign.py", ["--verify", "dist/Punchdeck.app"]),
        ("notarize.py", ["dist/Punchdeck.app"]),
        ("dmg.py", ["--app", "dist/Punchdeck.app"]),
        ("dmg.py", ["--edge", "dist/punchdeck-edge"]),
        ("keychain.py", ["open"]),
        ("try_image.py", []),
    ],
)
def test_elsewhere_than_on_a_mac_a_script_says_so_and_does_nothing(name: str, arguments: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, FOLDER / name, *arguments], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "This needs macOS" in done.stderr
    assert "Traceback" not in done.stderr


def test_credentials_that_are_missing_are_named() -> None:
    with pytest.raises(MacError, match="B, C"):
        given({"A": "1", "C": ""}, "A", "B", "C")
