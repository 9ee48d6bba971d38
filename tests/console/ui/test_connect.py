"""What an operator does to get to an edge, in the real dialogs, against real servers."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

import keyring
import keyring.backends.fail
import pytest
import shiboken6
from aiohttp import web
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QAccessible, QFontMetricsF, QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from console.core.connect import Chosen
from console.core.keyring_store import SERVICE, KeyStore
from console.core.problems import Problem, ProblemCode
from console.core.profiles import Profile, Profiles, SafeMode, Worldview
from console.core.trust import ServerCertificate, read_certificate
from console.theme.fonts import font
from console.theme.theme import Look, Theme
from console.views.dialogs.connect import ConnectDialog
from console.views.dialogs.dialog import Dialog
from console.views.dialogs.problem import ProblemPanel, explain
from console.views.dialogs.profile_form import GREEN
from console.views.dialogs.trust import Fingerprint, TrustDialog
from tests.console.servers import silent_server, tls_front, web_server
from tests.console.ui.conftest import MemoryKeyring
from tests.kit.certificates import self_signed
from tests.kit.edge_process import ROOT, EdgeProcess, free_port

Until = Callable[..., Awaitable[Any]]
D = TypeVar("D", bound=QDialog)
T = TypeVar("T")


@pytest.fixture(scope="module")
def edge(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EdgeProcess]:
    with EdgeProcess(tmp_path_factory.mktemp("edge") / "data", "--dev") as running:
        yield running


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp, Look.DARK)


@pytest.fixture
def profiles(tmp_path: Path) -> Profiles:
    return Profiles(tmp_path / "profiles.json")


@pytest.fixture
def keys(memory_keyring: MemoryKeyring) -> KeyStore:
    return KeyStore()


@asynccontextmanager
async def asked(dialog: Dialog[T], until: Until) -> AsyncIterator[asyncio.Task[T | None]]:
    """The dialog, open; what it is asked for is the task's result."""
    asking = asyncio.create_task(dialog.ask())
    try:
        await until(dialog.isActiveWindow)
        yield asking
    finally:
        asking.cancel()
        await asyncio.gather(asking, return_exceptions=True)


def open_dialog(kind: type[D]) -> D | None:
    return next((w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()), None)


async def enter(dialog: ConnectDialog, qtbot: Any, address: str, key: str) -> None:
    """Nobody types faster than the loop turns."""
    for line, text in ((dialog.form.address, address), (dialog.form.key.line, key)):
        line.clear()
        for letter in text:
            qtbot.keyClicks(line, letter)
            await asyncio.sleep(0)


def press(qtbot: Any, button: QWidget) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def unnamed(dialog: QWidget) -> list[str]:
    """Visible widgets that take focus and have no name."""
    return [
        f"{type(each).__name__} {each.objectName()}"
        for each in dialog.findChildren(QWidget)
        if each.isVisible()
        and each.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not QAccessible.queryAccessibleInterface(each).text(QAccessible.Text.Name)
    ]


# -- the first connection


async def test_without_any_connection_there_are_two_ways_to_begin(
    theme: Theme, profiles: Profiles, keys: KeyStore, qtbot: Any, until: Until
) -> None:
    dialog = ConnectDialog(theme, profiles, keys)
    wanted: list[bool] = []
    dialog.demo_requested.connect(lambda: wanted.append(True))
    async with asked(dialog, until) as asking:
        assert dialog.side.first_steps.isVisible()
        assert not dialog.list.isVisible()
        assert dialog.form.address.hasFocus()
        press(qtbot, dialog.side.first_steps.demo)
        assert await asking is None
    assert wanted == [True]


async def test_an_address_and_a_key_are_enough_to_connect(
    theme: Theme, profiles: Profiles, keys: KeyStore, edge: EdgeProcess, qtbot: Any, until: Until
) -> None:
    dialog = ConnectDialog(theme, profiles, keys)
    async with asked(dialog, until) as asking:
        await enter(dialog, qtbot, f"localhost:{edge.port}", f"  {edge.admin_key} ")
        press(qtbot, dialog.form.colours.button(GREEN))
        press(qtbot, dialog.form.safe_mode.button(SafeMode.CONFIRM))
        press(qtbot, dialog.form.borders.button(Worldview.MA))
        qtbot.keyClick(dialog.form.key.line, Qt.Key.Key_Return)
        chosen = await asking
    assert chosen is not None
    kept = profiles.all[0]
    assert chosen == Chosen(kept, edge.admin_key)
    assert (kept.name, kept.url) == ("default", f"http://localhost:{edge.port}")
    assert (kept.colour, kept.safe_mode, kept.worldview) == (GREEN, SafeMode.CONFIRM, Worldview.MA)
    assert keyring.get_password(SERVICE, kept.id) == edge.admin_key


async def test_a_test_says_whom_one_would_be_and_keeps_nothing(
    theme: Theme, profiles: Profiles, keys: KeyStore, edge: EdgeProcess, qtbot: Any, until: Until
) -> None:
    dialog = ConnectDialog(theme, profiles, keys)
    async with asked(dialog, until) as asking:
        await enter(dialog, qtbot, edge.url, edge.admin_key)
        press(qtbot, dialog.test)
        await until(lambda: dialog.outcome.notice.title.startswith("Connected to"))
        assert "Role administrator" in dialog.outcome.notice.words
        assert not asking.done()
        qtbot.keyClicks(dialog.form.name, "Ours")
        assert not dialog.outcome.isVisible(), "what was said was about what stood there before"
    assert not profiles.all


async def test_a_key_of_the_whole_server_is_not_enough(
    theme: Theme, profiles: Profiles, keys: KeyStore, edge: EdgeProcess, qtbot: Any, until: Until
) -> None:
    words = ["keys", "create", "--name", "house", "--role", "admin", "--tenant", "platform"]
    made = await asyncio.to_thread(
        subprocess.run,
        [sys.executable, "-m", "edge", *words, "--data", str(edge.data)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    dialog = ConnectDialog(theme, profiles, keys)
    async with asked(dialog, until) as asking:
        await enter(dialog, qtbot, edge.url, made.stdout.strip())
        press(qtbot, dialog.connect_button)
        await until(lambda: "key of the whole server" in dialog.outcome.notice.title)
        assert not asking.done()
    assert not profiles.all


async def test_a_key_that_shall_not_be_remembered_is_not(
    theme: Theme,
    profiles: Profiles,
    keys: KeyStore,
    edge: EdgeProcess,
    memory_keyring: MemoryKeyring,
    qtbot: Any,
    until: Until,
) -> None:
    dialog = ConnectDialog(theme, profiles, keys)
    async with asked(dialog, until) as asking:
        await enter(dialog, qtbot, edge.url, edge.admin_key)
        await until(lambda: dialog.form.where.text() == "In the system keyring.")
        dialog.form.remember.click()
        assert dialog.form.where.text() == "Only until the program ends."
        press(qtbot, dialog.connect_button)
        chosen = await asking
    assert chosen is not None
    assert not memory_keyring.kept
    assert await keys.get(chosen.profile.id) == edge.admin_key


async def test_without_a_keyring_the_dialog_says_so(theme: Theme, profiles: Profiles, until: Until) -> None:
    before = keyring.get_keyring()
    keyring.set_keyring(keyring.backends.fail.Keyring())
    try:
        dialog = ConnectDialog(theme, profiles, KeyStore())
        async with asked(dialog, until):
            await until(lambda: "this computer has no keyring" in dialog.form.where.text())
            assert not dialog.form.remember.isEnabled()
    finally:
        keyring.set_keyring(before)


# -- what can go wrong


async def test_what_is_no_address_is_said_beside_it(
    theme: Theme, profiles: Profiles, keys: KeyStore, qtbot: Any, until: Until
) -> None:
    dialog = ConnectDialog(theme, profiles, keys)
    async with asked(dialog, until):
        press(qtbot, dialog.connect_button)
        assert dialog.form.address_field.wrong == "Enter the address of the edge."
        await enter(dialog, qtbot, "ftp://edge.example.com", "pd_live_x")
        assert not dialog.form.address_field.wrong, "not while one is typing"
        press(qtbot, dialog.connect_button)
        assert "begins with https://" in dialog.form.address_field.wrong
        assert dialog.form.address.hasFocus()
        assert not dialog.trying
        await enter(dialog, qtbot, "edge.example.com", "")
        press(qtbot, dialog.connect_button)
        assert dialog.form.key_field.wrong
        assert dialog.form.key.line.hasFocus()
        assert not dialog.trying


async def test_a_wrong_key_leads_back_to_the_key(
    theme: Theme, profiles: Profiles, keys: KeyStore, edge: EdgeProcess, qtbot: Any, until: Until
) -> None:
    dialog = ConnectDialog(theme, profiles, keys)
    async with asked(dialog, until):
        await enter(dialog, qtbot, edge.url, "pd_live_wrong")
        press(qtbot, dialog.connect_button)
        panel = dialog.outcome.problem
        await until(panel.isVisible)
        assert "does not accept the key" in panel.title
        press(qtbot, panel.action)
        assert dialog.form.key.line.hasFocus()
        assert dialog.form.key.line.selectedText()
        assert not profiles.all


async def test_where_nobody_answers_one_may_try_again_or_open_anyway(
    theme: Theme, profiles: Profiles, keys: KeyStore, qtbot: Any, until: Until
) -> None:
    nobody = f"127.0.0.1:{free_port()}"
    dialog = ConnectDialog(theme, profiles, keys)
    async with asked(dialog, until) as asking:
        await enter(dialog, qtbot, nobody, "pd_live_x")
        press(qtbot, dialog.connect_button)
        panel = dialog.outcome.problem
        await until(panel.isVisible)
        assert "cannot be reached" in panel.title
        press(qtbot, panel.action)
        assert dialog.trying
        await until(panel.isVisible)
        assert not profiles.all
        press(qtbot, panel.other)
        chosen = await asking
    assert chosen == Chosen(profiles.all[0], "pd_live_x")
    assert profiles.all[0].name == nobody


def intranet(shown: list[str]) -> Callable[[web.Request], web.Response]:
    """A page that has nothing to do with us, and the keys it was shown."""

    def answer(request: web.Request) -> web.Response:
        shown.append(request.headers.get("Authorization", ""))
        return web.Response(text="<h1>Intranet</h1>", content_type="text/html")

    return answer


async def test_something_that_is_no_edge_leads_back_to_the_address(
    theme: Theme, profiles: Profiles, keys: KeyStore, qtbot: Any, until: Until
) -> None:
    dialog = ConnectDialog(theme, profiles, keys)
    async with web_server(intranet([])) as url, asked(dialog, until):
        await enter(dialog, qtbot, url, "pd_live_x")
        press(qtbot, dialog.test)
        panel = dialog.outcome.problem
        await until(panel.isVisible)
        assert "does not answer like an edge" in panel.title
        assert not panel.other.isVisible()
        press(qtbot, panel.action)
        assert dialog.form.address.hasFocus()


async def test_while_it_tries_all_goes_on_and_escape_stops_it(
    theme: Theme, profiles: Profiles, keys: KeyStore, qtbot: Any, until: Until
) -> None:
    dialog = ConnectDialog(theme, profiles, keys)
    async with silent_server() as (url, came), asked(dialog, until) as asking:
        await enter(dialog, qtbot, url, "pd_live_x")
        press(qtbot, dialog.connect_button)
        await came.wait()
        assert dialog.outcome.busy.isVisible()
        assert not dialog.form.isEnabled()
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
        await until(dialog.form.isEnabled)
        assert dialog.isVisible()
        assert not dialog.outcome.isVisible()
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
        assert await asking is None


async def test_closing_the_window_does_not_wait_for_what_it_tries(
    theme: Theme, profiles: Profiles, keys: KeyStore, qtbot: Any, until: Until
) -> None:
    dialog = ConnectDialog(theme, profiles, keys)
    async with silent_server() as (url, came), asked(dialog, until) as asking:
        await enter(dialog, qtbot, url, "pd_live_x")
        press(qtbot, dialog.connect_button)
        await came.wait()
        assert dialog.close()
        assert await asking is None


async def test_who_gives_up_asking_leaves_no_dialog_behind(
    theme: Theme, profiles: Profiles, keys: KeyStore, until: Until
) -> None:
    dialog = ConnectDialog(theme, profiles, keys)
    async with asked(dialog, until):
        pass
    assert not shiboken6.isValid(dialog)


# -- certificates


async def test_an_unknown_certificate_is_compared_trusted_and_pinned(
    theme: Theme,
    profiles: Profiles,
    keys: KeyStore,
    edge: EdgeProcess,
    tmp_path: Path,
    qtbot: Any,
    until: Until,
) -> None:
    identity = self_signed(tmp_path, "edge")
    dialog = ConnectDialog(theme, profiles, keys)
    async with tls_front(identity, edge.port) as url, asked(dialog, until) as asking:
        await enter(dialog, qtbot, url, edge.admin_key)
        press(qtbot, dialog.connect_button)
        await until(dialog.outcome.problem.isVisible)
        press(qtbot, dialog.outcome.problem.action)
        trust = await until(lambda: open_dialog(TrustDialog))
        press(qtbot, trust.cancel)
        await until(lambda: open_dialog(TrustDialog) is None)
        assert not asking.done(), "whoever cancels has trusted nothing"
        press(qtbot, dialog.outcome.problem.action)
        trust = await until(lambda: open_dialog(TrustDialog))
        press(qtbot, trust.copy)
        fingerprint = read_certificate(identity.pem).fingerprint
        assert QGuiApplication.clipboard().text() == fingerprint
        press(qtbot, trust.trust)
        chosen = await asking
    assert chosen is not None
    assert chosen.profile.certificate == identity.pem
    assert profiles.all[0] == chosen.profile


async def test_another_certificate_than_the_trusted_one_is_shown_beside_it(
    theme: Theme,
    profiles: Profiles,
    keys: KeyStore,
    edge: EdgeProcess,
    tmp_path: Path,
    qtbot: Any,
    until: Until,
) -> None:
    old, new = self_signed(tmp_path, "old"), self_signed(tmp_path, "new")
    async with tls_front(new, edge.port) as url:
        profiles.keep(Profile.new("Ours", url, certificate=old.pem))
        await keys.put(profiles.all[0].id, edge.admin_key)
        dialog = ConnectDialog(theme, profiles, keys)
        async with asked(dialog, until) as asking:
            await until(lambda: "Kept" in dialog.form.key.line.placeholderText())
            press(qtbot, dialog.connect_button)
            await until(dialog.outcome.problem.isVisible)
            press(qtbot, dialog.outcome.problem.action)
            trust = await until(lambda: open_dialog(TrustDialog))
            shown = [each.accessibleDescription() for each in trust.findChildren(Fingerprint)]
            expected = [read_certificate(each.pem).fingerprint.replace(":", " ") for each in (old, new)]
            assert shown == expected
            press(qtbot, trust.trust)
            chosen = await asking
    assert chosen is not None
    assert chosen.profile.certificate == new.pem


def certificate(fingerprint: str, days_left: int) -> ServerCertificate:
    now = datetime.now(UTC)
    return ServerCertificate(
        "PEM", fingerprint, "CN=edge", "CN=edge", ("edge",), now - timedelta(400), now + timedelta(days_left)
    )


SHA = ":".join(f"{n:02X}" for n in range(32))


@pytest.mark.parametrize("unlike", ["", SHA.replace("0", "B")])
def test_every_pair_of_a_fingerprint_is_inside_of_it(theme: Theme, qtbot: Any, unlike: str) -> None:
    shown = Fingerprint(theme, SHA.replace("0", "D"), unlike)
    qtbot.addWidget(shown)
    shown.resize(shown.sizeHint())
    room = QRectF(shown.rect())
    metrics = QFontMetricsF(font(theme.tokens.type.body))
    for place in range(32):
        assert room.contains(shown.box(place))
        assert metrics.horizontalAdvance("DD") <= shown.box(place).width()


def test_both_certificates_stand_alike(theme: Theme, qtbot: Any) -> None:
    problem = Problem(
        ProblemCode.CERTIFICATE_CHANGED, "https://edge", "",
        certificate(SHA, 30), certificate(SHA.replace("07", "FF"), 30),
    )  # fmt: skip
    dialog = TrustDialog(theme, problem)
    qtbot.addWidget(dialog)
    dialog.show()
    heads = [each.mapTo(each.parentWidget(), QPoint()).y() for each in dialog.findChildren(Fingerprint)]
    assert heads[0] == heads[1]


def test_the_pairs_that_differ_are_marked_and_no_others(theme: Theme, qtbot: Any) -> None:
    other = SHA.replace("07", "FF").replace("1F", "00")
    shown = Fingerprint(theme, SHA, other)
    qtbot.addWidget(shown)
    assert [place for place, different in enumerate(shown.different) if different] == [7, 31]


@pytest.mark.parametrize(
    "problem",
    [
        Problem(ProblemCode.CERTIFICATE_EXPIRED, "https://edge", "d", pinned=certificate(SHA, -1)),
        Problem(ProblemCode.CERTIFICATE_UNKNOWN, "https://edge", "d", offered=certificate(SHA, -1)),
        Problem(
            ProblemCode.CERTIFICATE_CHANGED, "https://edge", "d", certificate(SHA, 9), certificate(SHA, -1)
        ),
        Problem(ProblemCode.CERTIFICATE_UNKNOWN, "https://edge", "d"),
    ],
    ids=["pinned and expired", "unknown and expired", "changed to an expired one", "could not be fetched"],
)
async def test_what_cannot_be_trusted_offers_no_way_to(problem: Problem, theme: Theme, until: Until) -> None:
    dialog = TrustDialog(theme, problem)
    async with asked(dialog, until):
        assert not dialog.trust.isVisible()
        assert dialog.cancel.hasFocus()
        assert dialog.notice.words


async def test_cancel_is_what_enter_does(theme: Theme, qtbot: Any, until: Until) -> None:
    problem = Problem(ProblemCode.CERTIFICATE_UNKNOWN, "https://edge", "d", offered=certificate(SHA, 9))
    dialog = TrustDialog(theme, problem)
    async with asked(dialog, until) as asking:
        qtbot.keyClick(dialog, Qt.Key.Key_Return)
        assert await asking is None


# -- connections there are


@pytest.fixture
async def two(profiles: Profiles, keys: KeyStore, edge: EdgeProcess) -> tuple[Profile, Profile]:
    """Two connections, both with kept keys; the second was used last."""
    for name in ("Factory", "Office"):
        profiles.keep(Profile.new(name, edge.url))
        await keys.put(profiles.all[-1].id, edge.admin_key)
    first, second = profiles.all
    profiles.choose(second.id)
    return first, second


async def test_the_one_used_last_is_one_key_press_away(
    theme: Theme,
    profiles: Profiles,
    keys: KeyStore,
    edge: EdgeProcess,
    two: tuple[Profile, Profile],
    qtbot: Any,
    until: Until,
) -> None:
    dialog = ConnectDialog(theme, profiles, keys)
    async with asked(dialog, until) as asking:
        assert dialog.form.name.text() == "Office"
        qtbot.keyClick(dialog, Qt.Key.Key_Return)
        assert await asking == Chosen(two[1], edge.admin_key)


async def test_a_connection_whose_key_was_forgotten_asks_for_it(
    theme: Theme,
    profiles: Profiles,
    keys: KeyStore,
    two: tuple[Profile, Profile],
    qtbot: Any,
    until: Until,
) -> None:
    await keys.forget(two[0].id)
    dialog = ConnectDialog(theme, profiles, keys, profile=two[0])
    async with asked(dialog, until):
        press(qtbot, dialog.connect_button)
        await until(lambda: "Enter the API key" in dialog.form.key_field.wrong)
        assert dialog.form.key.line.hasFocus()
        assert not dialog.outcome.isVisible()


async def test_a_connection_is_edited_and_saved_without_connecting(
    theme: Theme,
    profiles: Profiles,
    keys: KeyStore,
    two: tuple[Profile, Profile],
    qtbot: Any,
    until: Until,
) -> None:
    dialog = ConnectDialog(theme, profiles, keys, profile=two[0])
    async with asked(dialog, until):
        assert not dialog.save.isEnabled()
        dialog.form.name.selectAll()
        qtbot.keyClicks(dialog.form.name, "Foundry")
        dialog.list.choose(two[1].id)
        assert dialog.form.name.text() == "Office"
        dialog.list.choose(two[0].id)
        assert dialog.form.name.text() == "Foundry", "what was typed waits while one looks elsewhere"
        press(qtbot, dialog.save)
        await until(lambda: dialog.outcome.notice.title == "Saved")
        assert not dialog.save.isEnabled()
    assert [profile.name for profile in profiles.all] == ["Foundry", "Office"]


async def test_a_kept_key_is_never_shown_to_another_address(
    theme: Theme,
    profiles: Profiles,
    keys: KeyStore,
    two: tuple[Profile, Profile],
    qtbot: Any,
    until: Until,
) -> None:
    dialog = ConnectDialog(theme, profiles, keys, profile=two[0])
    shown: list[str] = []
    async with web_server(intranet(shown)) as url, asked(dialog, until):
        await until(lambda: "Kept" in dialog.form.key.line.placeholderText())
        await enter(dialog, qtbot, url, "")
        press(qtbot, dialog.connect_button)
        assert "another one" in dialog.form.key_field.wrong
        assert not dialog.trying
        press(qtbot, dialog.save)
        await until(lambda: dialog.outcome.notice.title == "Saved")
        assert await keys.get(two[0].id) is None
    assert shown == []


async def test_a_connection_is_removed_after_a_question_and_its_key_with_it(
    theme: Theme,
    profiles: Profiles,
    keys: KeyStore,
    two: tuple[Profile, Profile],
    qtbot: Any,
    until: Until,
) -> None:
    dialog = ConnectDialog(theme, profiles, keys, profile=two[0])
    gone: list[str] = []
    dialog.removed.connect(gone.append)
    async with asked(dialog, until):
        press(qtbot, dialog.remove)
        assert "Remove" in dialog.outcome.question.title
        assert dialog.outcome.keep.hasFocus()
        press(qtbot, dialog.outcome.keep)
        assert not dialog.outcome.isVisible()
        press(qtbot, dialog.remove)
        press(qtbot, dialog.outcome.remove)
        await until(lambda: gone == [two[0].id])
        assert profiles.all == (two[1],)
        assert await keys.get(two[0].id) is None
        assert dialog.form.name.text() == "Office"
        press(qtbot, dialog.remove)
        press(qtbot, dialog.outcome.remove)
        await until(dialog.side.first_steps.isVisible)
    assert not profiles.all


async def test_a_disk_that_refuses_is_said(
    theme: Theme, keys: KeyStore, edge: EdgeProcess, tmp_path: Path, qtbot: Any, until: Until
) -> None:
    profiles = Profiles(tmp_path / "folder" / "profiles.json")
    (tmp_path / "folder").write_text("a file where a folder should be")
    dialog = ConnectDialog(theme, profiles, keys)
    async with asked(dialog, until) as asking:
        await enter(dialog, qtbot, edge.url, edge.admin_key)
        press(qtbot, dialog.connect_button)
        await until(lambda: "cannot be kept" in dialog.outcome.notice.title)
        assert not asking.done()


# -- words, names, directions


@pytest.mark.parametrize("code", list(ProblemCode))
def test_every_problem_says_what_happened_to_what_and_what_to_do(code: ProblemCode, qtbot: Any) -> None:
    shown_in = QWidget()
    qtbot.addWidget(shown_in)
    offered = certificate(SHA, 9)
    problem = Problem(code, "https://edge.example.com:8443", "the detail", certificate(SHA, -9), offered)
    told = explain(problem, shown_in)
    assert "edge.example.com:8443" in told.title
    assert not told.title.endswith(".")
    assert told.words.endswith(".")
    assert told.words.count(".") <= 3
    assert told.action


def test_no_two_problems_are_told_alike(qtbot: Any) -> None:
    shown_in = QWidget()
    qtbot.addWidget(shown_in)
    old, new = certificate(SHA, -9), certificate(SHA, 9)
    told = {explain(Problem(code, "https://edge", "d", old, new), shown_in) for code in ProblemCode}
    assert len(told) == len(ProblemCode)


def test_the_detail_is_folded_and_can_be_copied(theme: Theme, qtbot: Any) -> None:
    panel = ProblemPanel(theme)
    qtbot.addWidget(panel)
    panel.show_problem(Problem(ProblemCode.UNREACHABLE, "https://edge", "errno 111"))
    panel.show()
    assert not panel.detail.isVisible()
    press(qtbot, panel.fold)
    assert panel.detail.isVisible()
    press(qtbot, panel.copy)
    assert QGuiApplication.clipboard().text() == "errno 111"
    press(qtbot, panel.fold)
    assert not panel.detail.isVisible()


def test_the_eye_shows_the_key_and_hides_it(
    theme: Theme, profiles: Profiles, keys: KeyStore, qtbot: Any
) -> None:
    dialog = ConnectDialog(theme, profiles, keys)
    qtbot.addWidget(dialog)
    dialog.show()
    key = dialog.form.key
    QGuiApplication.clipboard().setText(" pd_live_abc\n")
    key.line.paste()
    assert key.text == "pd_live_abc"
    assert "pd_live_abc" not in key.line.displayText()
    press(qtbot, key.eye)
    assert "pd_live_abc" in key.line.displayText()
    assert key.eye.accessibleName() == "Hide the key"


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
async def test_everything_that_takes_focus_has_a_name(
    direction: Qt.LayoutDirection,
    theme: Theme,
    profiles: Profiles,
    keys: KeyStore,
    two: tuple[Profile, Profile],
    qapp: QApplication,
    until: Until,
) -> None:
    qapp.setLayoutDirection(direction)
    try:
        dialog = ConnectDialog(theme, profiles, keys)
        async with asked(dialog, until):
            dialog.outcome.say_problem(
                Problem(ProblemCode.UNREACHABLE, "https://e", "d"), aside="Open anyway"
            )
            dialog.outcome.problem.unfold(True)
            assert unnamed(dialog) == []
            side = dialog.side.mapTo(dialog, dialog.side.rect().center()).x()
            mirrored = direction is Qt.LayoutDirection.RightToLeft
            assert (side > dialog.width() / 2) is mirrored
        trust = TrustDialog(
            theme,
            Problem(
                ProblemCode.CERTIFICATE_CHANGED, "https://e", "d", certificate(SHA, 9), certificate(SHA, 9)
            ),
        )
        async with asked(trust, until):
            assert unnamed(trust) == []
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
