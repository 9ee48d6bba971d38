"""The setups for Windows, in Wine: installed, upgraded over a copy that runs, taken away."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from console.platform.windows_identity import APP_ID
from resources.installers.windows.build import BuildError, build, file_version, main, order
from tests.kit.edge_process import ROOT
from tests.packaging.system_programs import needed
from tests.packaging.windows_computer import ENTRY, KEY, LIBRARY, LINKS, Computer, payload, windows_path

OLD, NEW = "1.2.0rc1", "1.2.0"
Make = Callable[..., Path]


@pytest.fixture(scope="session")
def wine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Computer]:
    computer = Computer.start(tmp_path_factory.mktemp("windows"))
    yield computer
    computer.stop()


@pytest.fixture
def computer(wine: Computer) -> Iterator[Computer]:
    """One with nothing of ours, and left like that."""
    wine.record.unlink(missing_ok=True)
    yield wine
    for folder in (programs(wine), wine.drive / "Program Files" / "Punchdeck"):
        if (folder / "uninstall.exe").exists():
            uninstall(wine, folder, "/PURGE")
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def setups(tmp_path_factory: pytest.TempPathFactory) -> Make:
    """A setup of some version; each is made once."""
    needed("makensis", "nsis")
    folder = tmp_path_factory.mktemp("setups")
    made: dict[tuple[str, bool], Path] = {}
    extras = {
        OLD: ("_internal/stale.pyd", "notes-of-the-old.txt", "_internal/ملف/deep"),
        NEW: ("_internal/fresh.pyd", "licences/Qt.txt"),
    }

    def make(version: str, *, all_users: bool = False) -> Path:
        if (version, all_users) not in made:
            bundle = folder / version
            if not bundle.exists():
                payload(bundle, version, internal=extras[version])
            made[version, all_users] = build(
                bundle, folder, all_users=all_users, version=version, compressor="zlib"
            )
        return made[version, all_users]

    return make


def programs(computer: Computer) -> Path:
    return computer.local / "Programs" / "Punchdeck"


def of_version(computer: Computer, version: str) -> bool:
    """Whether that version is what is installed and starts."""
    said = computer.run(programs(computer) / "punchdeck.exe", "--version").stdout.strip()
    entry = computer.registry(rf"HKCU\{ENTRY}") or {}
    library = (programs(computer) / LIBRARY).read_text()
    return (said, entry.get("DisplayVersion"), library) == (version, version, f"{LIBRARY} of {version}")


def start_menu(computer: Computer) -> Path:
    return computer.local.parent / "Roaming/Microsoft/Windows/Start Menu/Programs/Punchdeck.lnk"


@contextmanager
def running(computer: Computer, **extra: str) -> Iterator[subprocess.Popen[str]]:
    """The console, while the block runs at most."""
    console = computer.start_program(programs(computer) / "punchdeck.exe", extra=extra)
    try:
        until(lambda: "runs" in computer.recorded() or console.poll() is not None)
        assert console.poll() is None, f"it ended with {console.returncode}"
        yield console
    finally:
        console.kill()
        console.wait()


def until(true: Callable[[], object]) -> None:
    """Programs of another system tell of their end by what they leave."""
    for _ in range(600):
        if true():
            return
        time.sleep(0.05)
    pytest.fail("it has not come to that in 30 s")


def uninstall(computer: Computer, folder: Path, *arguments: str) -> None:
    """As Windows does it: the uninstaller goes on as a copy of itself, from elsewhere."""
    root = "HKLM" if folder.parent.name == "Program Files" else "HKCU"
    computer.run(folder / "uninstall.exe", "/S", *arguments)
    until(lambda: not (folder / "uninstall.exe").exists())
    until(lambda: computer.registry(rf"{root}\{KEY}") is None)


# -- what any user installs


def test_one_silent_run_installs_all_that_windows_shows_of_a_program(
    computer: Computer, setups: Make
) -> None:
    assert computer.run(setups(NEW), "/S").returncode == 0
    assert of_version(computer, NEW)
    assert computer.files(programs(computer)) == {
        "punchdeck.exe",
        "punchdeck-edge.exe",
        "uninstall.exe",
        "licences/Qt.txt",
        "_internal/fresh.pyd",
        LIBRARY,
    }
    entry = computer.registry(rf"HKCU\{ENTRY}")
    assert entry is not None
    home = entry["InstallLocation"]
    assert home.endswith(r"\AppData\Local\Programs\Punchdeck")
    size = int(entry.pop("EstimatedSize"), 16)
    assert 1 <= size <= 2_000
    assert entry == {
        "DisplayName": "Punchdeck",
        "DisplayVersion": NEW,
        "DisplayIcon": rf"{home}\punchdeck.exe",
        "Publisher": "Punchdeck",
        "InstallLocation": home,
        "UninstallString": rf'"{home}\uninstall.exe"',
        "QuietUninstallString": rf'"{home}\uninstall.exe" /S',
        "NoModify": "0x1",
        "NoRepair": "0x1",
    }


def test_a_link_that_is_pressed_opens_the_console(computer: Computer, setups: Make) -> None:
    computer.run(setups(NEW), "/S")
    assert "URL Protocol" in (computer.registry(rf"HKCU\{LINKS}") or {})
    link = "punchdeck://open/alert/alr_1?edge=https://edge.example.com"
    opens = (computer.registry(rf"HKCU\{LINKS}\shell\open\command") or {})["(Default)"]
    program, said = re.fullmatch(r'"(.+)" "(.+)"', opens).groups()  # type: ignore[union-attr]
    computer.run(program, said.replace("%1", link))  # Wine does not look among the user's own links itself
    assert computer.recorded() == [link]


def test_the_shortcut_says_what_it_is_for(computer: Computer, setups: Make) -> None:
    computer.run(setups(NEW), "/S", "/LANG=ar")
    shortcut = start_menu(computer).read_bytes()
    assert r"Punchdeck\punchdeck.exe".encode("utf-16-le") in shortcut
    assert "متابعة أجهزة الحضور".encode("utf-16-le") in shortcut, "in the language that was asked for"


def test_the_name_that_the_shortcut_gives_the_console_is_its_own(computer: Computer, tmp_path: Path) -> None:
    script = Path(__file__).parent / "windows_payload" / "app_id.nsi"
    setup, read_back = tmp_path / "app_id.exe", tmp_path / "read_back.txt"
    defines = {
        "OUT": str(setup),
        "SHORTCUT": str(ROOT / "resources/installers/windows/shortcut.nsh"),
        "APP_ID": APP_ID,
        "READ_BACK": windows_path(read_back),
    }
    options = [f"-D{name}={value}" for name, value in defines.items()]
    subprocess.run([needed("makensis", "nsis"), "-V1", *options, str(script)], check=True)
    computer.run(setup)
    assert read_back.read_text() == f"31 {APP_ID}", "a string of wide characters, as Windows wants it"


@pytest.mark.parametrize(("language", "number"), [("en", "1033"), ("fr", "1036"), ("ar", "1025")])
def test_the_command_line_chooses_the_language(
    computer: Computer, setups: Make, language: str, number: str
) -> None:
    computer.run(setups(NEW), "/S", f"/LANG={language}")
    assert (computer.registry(rf"HKCU\{KEY}") or {})["Language"] == number


def test_another_folder_can_be_named_and_an_upgrade_stays_in_it(computer: Computer, setups: Make) -> None:
    assert computer.run(setups(OLD), "/S", r"/D=C:\Outils-à-moi\Punchdeck").returncode == 0
    folder = computer.drive / "Outils-à-moi" / "Punchdeck"
    assert (folder / "punchdeck.exe").exists()
    (folder / "mine.txt").write_text("of the user")
    assert computer.run(setups(NEW), "/S").returncode == 0
    assert (folder / LIBRARY).read_text().endswith(NEW)
    assert not programs(computer).exists()
    uninstall(computer, folder)
    assert computer.files(folder) == {"mine.txt"}, "what we did not lay down is not ours to remove"


def test_nothing_is_left_but_what_the_user_made(computer: Computer, setups: Make) -> None:
    settings = computer.local / "Punchdeck" / "profiles.json"
    settings.parent.mkdir(exist_ok=True)
    settings.write_text("{}")
    computer.run(setups(NEW), "/S")
    uninstall(computer, programs(computer))
    assert not programs(computer).exists()
    assert not start_menu(computer).exists()
    for key in (ENTRY, KEY, LINKS):
        assert computer.registry(rf"HKCU\{key}") is None, key
    assert settings.exists()
    computer.run(setups(NEW), "/S")
    uninstall(computer, programs(computer), "/PURGE")
    assert not settings.parent.exists(), "that too, when it is asked for"


def test_a_copy_that_runs_is_taken_away_only_when_it_has_ended(computer: Computer, setups: Make) -> None:
    computer.run(setups(NEW), "/S")
    with running(computer):
        uninstall(computer, programs(computer))
    assert computer.recorded() == ["runs", "ends"]
    assert not programs(computer).exists()


# -- upgrades


def test_an_upgrade_ends_the_copy_that_runs_and_leaves_nothing_of_it(
    computer: Computer, setups: Make
) -> None:
    computer.run(setups(OLD), "/S")
    assert of_version(computer, OLD)
    with running(computer) as console:
        assert computer.run(setups(NEW), "/S").returncode == 0
        assert console.wait(10) == 0
    assert computer.recorded() == ["runs", "ends"]
    assert of_version(computer, NEW)
    assert computer.files(programs(computer)) == {
        "punchdeck.exe",
        "punchdeck-edge.exe",
        "uninstall.exe",
        "licences/Qt.txt",
        "_internal/fresh.pyd",
        LIBRARY,
    }


def test_a_copy_that_does_not_end_keeps_its_version(computer: Computer, setups: Make) -> None:
    computer.run(setups(OLD), "/S")
    before = computer.files(programs(computer))
    with running(computer, PUNCHDECK_STUBBORN="1") as console:
        assert computer.run(setups(NEW), "/S").returncode == 4
        assert console.poll() is None
    assert computer.files(programs(computer)) == before
    assert of_version(computer, OLD)


def test_an_upgrade_that_cannot_write_puts_the_old_version_back(computer: Computer, setups: Make) -> None:
    computer.run(setups(OLD), "/S")
    before = computer.files(programs(computer))
    (programs(computer) / "licences" / "Qt.txt").mkdir(parents=True)  # where a file of the new one must be
    assert computer.run(setups(NEW), "/S").returncode == 2
    assert computer.files(programs(computer)) == before
    assert of_version(computer, OLD)


def test_an_older_version_goes_over_a_newer_one_only_when_that_is_said(
    computer: Computer, setups: Make
) -> None:
    computer.run(setups(NEW), "/S")
    assert computer.run(setups(OLD), "/S").returncode == 3
    assert of_version(computer, NEW)
    assert computer.run(setups(OLD), "/S", "/DOWNGRADE").returncode == 0
    assert of_version(computer, OLD)


def test_the_console_is_started_again_after_an_update_of_its_own(computer: Computer, setups: Make) -> None:
    assert computer.run(setups(NEW), "/S", "/RUN").returncode == 0
    until(lambda: "runs" in computer.recorded())
    computer.run(programs(computer) / "punchdeck.exe", "--quit")
    assert computer.recorded() == ["runs", "ends"]


# -- the whole computer


def test_the_service_is_asked_for_stopped_for_an_upgrade_and_removed(
    computer: Computer, setups: Make
) -> None:
    folder = computer.drive / "Program Files" / "Punchdeck"
    data = r"C:\ProgramData\Punchdeck"
    kept = computer.drive / "ProgramData" / "Punchdeck" / "punchdeck.db"
    assert computer.run(setups(OLD, all_users=True), "/S", "/SERVICE=1").returncode == 0
    kept.parent.mkdir(exist_ok=True)
    kept.write_text("punches")
    entry = computer.registry(rf"HKLM\{ENTRY}")
    assert entry is not None
    assert entry["InstallLocation"] == r"C:\Program Files\Punchdeck"
    assert "URL Protocol" in (computer.registry(rf"HKLM\{LINKS}") or {})
    assert computer.run(setups(NEW, all_users=True), "/S").returncode == 0
    uninstall(computer, folder)
    assert computer.recorded() == [
        f"edge {OLD}: service install --data {data}",
        f"edge {OLD}: service start",
        f"edge {OLD}: service stop",
        f"edge {NEW}: service install --data {data}",
        f"edge {NEW}: service start",
        f"edge {NEW}: service stop",
        f"edge {NEW}: service uninstall",
    ]
    assert not folder.exists()
    for key in (ENTRY, KEY, LINKS):
        assert computer.registry(rf"HKLM\{key}") is None, key
    assert kept.read_text() == "punches"


def test_without_the_service_the_edge_is_asked_nothing(computer: Computer, setups: Make) -> None:
    assert computer.run(setups(NEW, all_users=True), "/S").returncode == 0
    assert computer.recorded() == []


def test_a_service_that_does_not_start_is_told_by_the_exit_code(computer: Computer, setups: Make) -> None:
    extra = {"PUNCHDECK_EDGE_FAILS": "start"}
    assert computer.run(setups(NEW, all_users=True), "/S", "/SERVICE=1", extra=extra).returncode == 5
    assert (computer.drive / "Program Files" / "Punchdeck" / "punchdeck.exe").exists()
    assert computer.run(setups(NEW, all_users=True), "/S", "/SERVICE=0").returncode == 0
    assert computer.recorded()[-1] == f"edge {NEW}: service uninstall", "and it can be taken back"


# -- the setup's own file


def test_versions_of_windows_are_in_the_order_of_ours() -> None:
    versions = ["0.9.9", "1.2.0a1", "1.2.0b1", "1.2.0rc1", "1.2.0rc2", "1.2.0", "1.2.1"]
    numbers = [tuple(map(int, order(version).split("."))) for version in versions]
    assert numbers == sorted(numbers)
    assert file_version("1.2.0rc1") == "1.2.0.0"
    with pytest.raises(BuildError, match=r"1\.2\.0rc1"):
        order("1.2")


def test_windows_reads_version_and_maker_from_the_setup(setups: Make) -> None:
    image = setups(NEW).read_bytes()
    fixed = image[image.index(b"\xbd\x04\xef\xfe") :][:52]
    high, low = (int.from_bytes(fixed[at : at + 4], "little") for at in (8, 12))
    assert (high >> 16, high & 0xFFFF, low >> 16, low & 0xFFFF) == (1, 2, 0, 0)
    for name, value in (("ProductName", "Punchdeck"), ("ProductVersion", NEW), ("CompanyName", "Punchdeck")):
        at = image.index(f"{name}\0".encode("utf-16-le"))
        assert f"{value}\0".encode("utf-16-le") in image[at : at + 80], name


def test_every_sentence_is_there_in_each_language() -> None:
    words = (ROOT / "resources/installers/windows/words.nsh").read_text(encoding="utf-8")
    found = re.findall(r"LangString (\w+) \$\{LANG_(\w+)\} \"(.+)\"", words)
    assert len(found) == words.count("LangString")
    in_language = {
        language: [name for name, spoken, _ in found if spoken == language]
        for language in ("ENGLISH", "FRENCH", "ARABIC")
    }
    assert in_language["FRENCH"] == in_language["ENGLISH"] == in_language["ARABIC"]
    arabic = [text for _, spoken, text in found if spoken == "ARABIC" and text != "Punchdeck"]
    assert all(re.search("[\u0600-\u06ff]", text) for text in arabic)


def test_a_folder_that_is_no_bundle_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--payload", str(tmp_path), "--out", str(tmp_path)]) == 1
    said = capsys.readouterr().err
    assert "punchdeck.exe" in said
    assert "bundle/build.py" in said


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does it")
def test_elsewhere_than_on_windows_nothing_is_tried() -> None:
    script = ROOT / "resources/installers/windows/try_setup.py"
    done = subprocess.run(
        [sys.executable, script, "--dist", "dist"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr.splitlines()) == (
        1,
        ["try_setup.py: This needs Windows: it installs the setup there and tries it."],
    )


def test_the_script_says_what_it_takes() -> None:
    script = ROOT / "resources/installers/windows/build.py"
    done = subprocess.run([sys.executable, script, "--help"], capture_output=True, text=True, check=True)
    assert "--all-users" in done.stdout
    assert windows_path(Path("/tmp/a")) == r"Z:\tmp\a"
