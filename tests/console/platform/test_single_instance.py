"""A second start of the console."""

from __future__ import annotations

import asyncio
import logging
import os
import socket
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtNetwork import QLocalSocket
from PySide6.QtWidgets import QApplication

from console.platform.links_opened import LinksOpened
from console.platform.single_instance import (
    LONGEST_PATH,
    TAKEN,
    Call,
    Doorway,
    address,
    end_running,
    first_or_call,
)
from tests.console.conftest import Until
from tests.console.platform.starts import home, running, start

LINK = "punchdeck://open/alert/alr_1?edge=https://edge.example.com"


@pytest.fixture
def environment() -> Iterator[Mapping[str, str]]:
    """A home that is not deep: the paths of sockets are short."""
    with tempfile.TemporaryDirectory(prefix="punchdeck-") as folder:
        yield home(Path(folder))


@pytest.fixture
def where(tmp_path: Path) -> str:
    return str(tmp_path / "door")


def first(where: str) -> tuple[Doorway, list[Call]]:
    doorway = first_or_call(where, Call())
    assert doorway is not None
    calls: list[Call] = []
    doorway.called.connect(calls.append)
    return doorway, calls


async def second(where: str, call: Call) -> str:
    """A real second process; what it says of itself."""
    code = (
        "import sys; from PySide6.QtCore import QCoreApplication\n"
        "from console.platform.single_instance import Call, first_or_call\n"
        "application = QCoreApplication([])\n"
        "print('first' if first_or_call(sys.argv[1], Call.read(sys.argv[2])) else 'called')"
    )
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", code, where, call.line().decode(), stdout=asyncio.subprocess.PIPE
    )
    said, _ = await process.communicate()
    return said.decode().strip()


def doors(environment: Mapping[str, str]) -> set[int]:
    """The sockets there are; one that was taken over is another one."""
    runtime = Path(environment["XDG_RUNTIME_DIR"])
    return {path.stat().st_ino for path in runtime.glob("punchdeck-*") if path.is_socket()}


async def test_the_first_hears_what_the_second_was_asked_for(where: str, until: Until) -> None:
    doorway, calls = first(where)
    asked = Call(LINK, "Head office", "token")
    assert await second(where, asked) == "called"
    await until(lambda: calls == [asked], 30)
    doorway.close()


async def test_a_door_that_a_crash_left_is_taken_over(where: str) -> None:
    dead = socket.socket(socket.AF_UNIX)
    dead.bind(where)
    dead.listen()
    dead.close()
    assert os.path.exists(where)  # noqa: ASYNC240 - nobody else waits
    doorway, _ = first(where)
    assert await second(where, Call(profile="Lab")) == "called"
    doorway.close()


async def test_who_speaks_otherwise_is_not_listened_to(
    where: str, until: Until, expected_logs: list[logging.LogRecord]
) -> None:
    doorway, calls = first(where)
    stranger = QLocalSocket()
    stranger.connectToServer(where)
    await until(lambda: stranger.state() is QLocalSocket.LocalSocketState.ConnectedState, 30)
    stranger.write(b"GET / HTTP/1.1\n")
    await until(lambda: stranger.state() is QLocalSocket.LocalSocketState.UnconnectedState, 30)
    assert stranger.readAll().data() != TAKEN
    assert calls == []
    doorway.close()


async def test_one_that_hangs_keeps_nobody_from_working(
    where: str, monkeypatch: pytest.MonkeyPatch, expected_logs: list[logging.LogRecord]
) -> None:
    monkeypatch.setattr("console.platform.single_instance.ANSWER_MS", 50)
    hanging = socket.socket(socket.AF_UNIX)
    hanging.bind(where)
    hanging.listen()
    doorway = first_or_call(where, Call())
    assert doorway is not None
    assert "does not answer" in expected_logs[0].getMessage()
    doorway.close()
    hanging.close()


def test_a_folder_that_is_too_deep_for_a_socket_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deep = tmp_path.joinpath("d" * 40, "e" * 60)
    deep.mkdir(parents=True)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(deep))
    monkeypatch.setattr(tempfile, "tempdir", str(deep))
    where = address(tmp_path)
    assert len(os.fsencode(where)) <= LONGEST_PATH
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(where)
    os.unlink(where)


async def test_two_real_starts_make_one_console(environment: Mapping[str, str], until: Until) -> None:
    with running(environment) as one:
        await until(lambda: doors(environment), 180)
        two = start(environment, "--link", LINK)
        said, _ = await asyncio.to_thread(two.communicate, timeout=180)
        assert (two.returncode, said) == (0, "")
        assert one.poll() is None, "the first one goes on"
        one.kill()
        one.wait()
    left = doors(environment)
    with running(environment) as three:
        await until(lambda: doors(environment) != left, 180)
        assert three.poll() is None, "the door that was left keeps nobody out"


async def test_a_console_that_is_asked_to_end_has_ended_when_the_asker_goes_on(
    environment: Mapping[str, str], until: Until
) -> None:
    with running(environment) as one:
        await until(lambda: doors(environment), 180)
        asker = start(environment, "--quit")
        said, _ = await asyncio.to_thread(asker.communicate, timeout=180)
        assert (asker.returncode, said) == (0, "")
        assert await asyncio.to_thread(one.wait, timeout=30) == 0, "it ended by itself, as it should"
    again = start(environment, "--quit")
    await asyncio.to_thread(again.communicate, timeout=180)
    assert again.returncode == 0, "none runs: that is what was wanted"


async def test_a_console_that_does_not_end_is_not_taken_for_one_that_did(where: str, until: Until) -> None:
    doorway, calls = first(where)
    ended = asyncio.create_task(asyncio.to_thread(end_running, where, 500))
    await until(lambda: calls == [Call(quit=True)], 30)
    assert not await ended
    doorway.close()


async def test_a_link_that_the_system_hands_over_is_told(qapp: QApplication) -> None:
    links, heard = LinksOpened(qapp), []
    links.opened.connect(heard.append)
    QApplication.sendEvent(qapp, QFileOpenEvent(QUrl(LINK)))
    QApplication.sendEvent(qapp, QFileOpenEvent(QUrl("file:///tmp/other")))
    assert heard == [LINK]
    qapp.removeEventFilter(links)
