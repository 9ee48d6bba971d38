"""What goes into a bundle and what stays out: asked by build.spec while building, by build.py afterwards."""

from __future__ import annotations

import posixpath
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum
from pathlib import Path, PurePosixPath
from typing import Final


class Parts(StrEnum):
    """Which programs a bundle has. The edge alone is for servers: nothing of Qt is in it."""

    ALL = "all"
    CONSOLE = "console"
    EDGE = "edge"

    @property
    def folder(self) -> str:
        """What the bundle is called under dist/."""
        return "punchdeck-edge" if self is Parts.EDGE else "punchdeck"

    @property
    def packages(self) -> tuple[str, ...]:
        return {
            Parts.ALL: ("common", "console", "edge"),
            Parts.CONSOLE: ("common", "console"),
            Parts.EDGE: ("common", "edge"),
        }[self]

    @property
    def programs(self) -> tuple[str, ...]:
        return {
            Parts.ALL: ("punchdeck", "punchdeck-edge"),
            Parts.CONSOLE: ("punchdeck",),
            Parts.EDGE: ("punchdeck-edge",),
        }[self]


# -- what is ours
# -----------------------------------------------------------------------------------------------

MIGRATIONS: Final = "edge/store/migrations"
"""Read as files, by their names."""
_NEVER_SHIPPED: Final = ("installers",)
_OF_CONSOLE: Final = ("basemap", "fonts", "icons", "sounds", "translations")
_OF_EDGE: Final = ("dashboards", "docs", "haproxy", "pictures")


def modules(root: Path, package: str) -> list[str]:
    """Every module of a package of ours: much is brought in by its name only when it is wanted."""
    found = (path.relative_to(root).with_suffix("") for path in sorted((root / package).rglob("*.py")))
    return [
        ".".join(path.parts[:-1] if path.name == "__init__" else path.parts)
        for path in found
        if not path.is_relative_to(MIGRATIONS) and path.as_posix() != "console/i18n/build"
    ]


def resource_packages(root: Path, parts: Parts) -> list[str]:
    """Folders of resources/ that are opened by a package's name."""
    found = sorted((root / "resources").rglob("__init__.py"))
    folders = [path.parent.relative_to(root) for path in found]
    return [".".join(folder.parts) for folder in folders if _shipped(folder / "x", parts)]


def resources(root: Path, parts: Parts) -> Iterator[tuple[str, str]]:
    """Files of resources/ and of migrations, each with the folder it goes to."""
    for path in sorted((root / "resources").rglob("*")):
        inside = path.relative_to(root)
        if path.is_file() and path.suffix not in (".py", ".pyc") and _shipped(inside, parts):
            yield str(path), inside.parent.as_posix()
    for path in sorted((root / "resources" / "docs").rglob("*.py")):  # samples for integrators are text
        inside = path.relative_to(root)
        if path.name != "__init__.py" and _shipped(inside, parts):
            yield str(path), inside.parent.as_posix()
    if parts is not Parts.CONSOLE:
        for path in sorted((root / MIGRATIONS).rglob("*.py")):
            yield str(path), path.relative_to(root).parent.as_posix()


def _shipped(path: Path, parts: Parts) -> bool:
    """`path`: from the repository's top."""
    folder = path.parts[1] if len(path.parts) > 2 else ""
    others = {Parts.ALL: (), Parts.CONSOLE: _OF_EDGE, Parts.EDGE: _OF_CONSOLE}[parts]
    return folder not in _NEVER_SHIPPED and folder not in others and "__pycache__" not in path.parts


# -- what is of others
# --------------------------------------------------------------------------------------------

EXCLUDED: Final = (
    # tools that build and test, if they happen to be installed where a bundle is made
    *("PyInstaller", "pip", "setuptools", "pkg_resources", "wheel", "ensurepip", "lib2to3", "idlelib"),
    *("pytest", "_pytest", "hypothesis", "tests", "cyclonedx", "lxml", "openpyxl", "psutil", "numpy.f2py"),
    *("tkinter", "turtle", "turtledemo", "IPython", "matplotlib", "PIL", "scipy", "pandas", "h5py"),
    *("PyQt5", "PyQt6", "PySide2", "sqlalchemy.testing", "alembic.testing", "pyqtgraph.examples"),
    # pyqtgraph imports pydoc, QtOpenGL and QtOpenGLWidgets whatever is drawn: they have to stay
    *("pyqtgraph.opengl", "pyqtgraph.flowchart", "pyqtgraph.canvas", "pyqtgraph.console"),
    "pyqtgraph.jupyter",
    # under the GPL, and of use at a prompt of Python's alone
    *("readline", "rlcompleter", "_gdbm", "dbm.gnu", "curses", "_curses", "_curses_panel"),
    "rich",  # typer colours its help with it where it is there
)
EXCLUDED_FROM_EDGE: Final = ("PySide6", "shiboken6", "qasync", "pyqtgraph", "numpy", "keyring", "console")
EXCLUDED_FROM_CONSOLE: Final = (
    "edge",
    "apprise",
    "alembic",
    "sqlalchemy",
    "asyncpg",
    "uvloop",
    "aiohttp",
    "pygments",
)

_QT_LANGUAGES: Final = "en|fr|ar"
_DROPPED: Final = re.compile(
    "|".join(
        (
            # a window of widgets, drawn by the processor: nothing of EGL, of tablets, of web or of 3D
            r"plugins/(egldeviceintegrations|wayland-graphics-integration-client|networkinformation|generic"
            r"|virtualkeyboard|qmltooling|tls|platforminputcontexts/libqtvirtualkeyboard)",
            r"plugins/platforms/\w*(eglfs|linuxfb|vnc|vkkhrdisplay|minimalegl|minimal)\b",
            r"plugins/platformthemes/\w*gtk3",
            r"plugins/imageformats/\w*(pdf|tga|tiff|wbmp|icns)\b",
            r"Qt6?/?(lib/)?\w*Qt6?(Qml|Quick|VirtualKeyboard|Pdf|EglFS)",
            r"opengl32sw\.dll",
            rf"PySide6/(Qt/)?translations/(?!qtbase_({_QT_LANGUAGES})\.qm)\w+\.qm",
            # other people's tests, sources of extensions, and what is looked at by builders alone
            r"(^|/)tests?/",
            r"lib-dynload/(_test|_ctypes_test|xx|_xx)",
            r"\.(pyx|pxd|pxi|c|h|hpp|pyi)$",
            r"apprise/i18n/.*\.pot?$",
        )
    )
)


def dropped(name: str) -> bool:
    """Whether a library or a file that PyInstaller found is left out."""
    return _DROPPED.search(name.replace("\\", "/")) is not None


def unneeded(
    binaries: Sequence[tuple[str, str, str]], imports: Callable[[str], Iterable[tuple[str, str | None]]]
) -> set[str]:
    """Libraries that came with what was dropped: nothing left asks for them. `binaries` as PyInstaller lists
    them, and `imports` what it finds that a file loads, directly or through others."""
    real = [(name, source) for name, source, kind in binaries if kind != "SYMLINK"]
    shared = {name for name, source in real if _is_shared(name, source)}
    wanted = {library for name, source in real if name not in shared for library, _ in imports(source)}
    gone = {name for name in shared if PurePosixPath(name).name not in wanted}
    links = {name for name, target, kind in binaries if kind == "SYMLINK" and _target(name, target) in gone}
    return gone | links


def as_they_are(binaries: Iterable[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """Those of packages with a folder of libraries of their own (numpy.libs) as data, which nobody strips:
    such packages were patched when they were made, and strip would leave files that cannot be loaded."""
    listed = list(binaries)
    patched = tuple(
        ending
        for package in {name.split(".libs/")[0] for name, _, _ in listed if ".libs/" in name}
        for ending in (f"{package}/", f"{package}.libs/")
    )
    return [
        (name, source, "DATA" if kind != "SYMLINK" and name.startswith(patched) else kind)
        for name, source, kind in listed
    ]


def _is_shared(name: str, source: str) -> bool:
    """There for others alone: of the system, or one of Qt's that is no plugin."""
    return ("/" not in name and source.startswith(("/usr/lib/", "/lib/"))) or "PySide6/Qt/lib/" in name


def _target(link: str, target: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(link), target))


# -- what a finished bundle is held to
# ---------------------------------------------------------------------------------------

_FORBIDDEN: Final = (
    (re.compile(r"Qt6?(Charts|DataVisualization|Graphs|VirtualKeyboard|NetworkAuth|Quick3D|Lottie)"), "GPL"),
    (re.compile(r"virtualkeyboard|libreadline|libgdbm"), "GPL"),
    (re.compile(r"(^|/)(tests?|testing)/"), "a test"),
    (re.compile(r"(^|/)resources/installers/"), "of the installers"),
    (re.compile(r"\.(pdb|map|orig)$"), "nothing that anybody runs"),
)
_OF_ANY: Final = ("licences/README.txt", "licences/LICENSE.txt", "resources/runbooks/en.md")
_CONSOLE_NEEDS: Final = (
    *("resources/fonts/NotoSans-Regular.ttf", "resources/basemap/basemap.npz", "licences/LGPL-3.0.txt"),
    *("resources/translations/punchdeck_en.qm", "resources/translations/punchdeck_ar.qm"),
)
_EDGE_NEEDS: Final = ("resources/docs/contents.toml", f"{MIGRATIONS}/env.py", "apprise/plugins/email")
_REQUIRED: Final = {
    Parts.ALL: (*_OF_ANY, *_CONSOLE_NEEDS, *_EDGE_NEEDS),
    Parts.CONSOLE: (*_OF_ANY, *_CONSOLE_NEEDS),
    Parts.EDGE: (*_OF_ANY, *_EDGE_NEEDS),
}


def complaints(names: Iterable[str], parts: Parts) -> list[str]:
    """What is wrong with a bundle that has these files, paths from its top; nothing for a good one."""
    paths = [PurePosixPath(name).as_posix() for name in names]
    found = [f"{path} is {why}" for path in paths for forbidden, why in _FORBIDDEN if forbidden.search(path)]
    if parts is Parts.EDGE:
        found += [f"{path} is of Qt" for path in paths if re.search(r"PySide6|shiboken6|Qt6", path)]
    inside = "\n".join(paths)
    found += [f"{path} is missing" for path in _REQUIRED[parts] if path not in inside]
    if sys.platform == "linux" and parts is not Parts.EDGE and "libxcb-cursor.so" not in inside:
        found.append("libxcb-cursor.so.0 is missing, which Qt needs on X11: apt-get install libxcb-cursor0")
    return found
