"""Sites at a real edge: one goes dark and comes back, its days are drawn, one is made, moved and deleted."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from common.client import EdgeClient
from console.app import Console
from console.core.profiles import Profile
from console.core.session import Session
from console.core.sites import SiteDay
from console.core.states import Live
from console.models.records import Tone
from console.models.site_places import TONES, SitePlace
from console.views.dialogs.ask import ConfirmDialog, line_of
from console.views.dialogs.site import SiteDialog
from console.views.dialogs.site_compare import CompareDialog
from console.views.dialogs.site_retime import RetimeDialog
from console.views.pages.sites import SitesPage
from console.views.site_detail import SiteDetail
from tests.console.ui.conftest import Fleet, Opened, page_shown

Until = Callable[..., Awaitable[Any]]


async def sites_page(console: Console, fleet: Fleet, until: Until) -> tuple[Session, SitesPage]:
    console.window.show()
    await console.open(Profile.new("Test", fleet.edge.url), fleet.edge.admin_key)
    session = console.session
    assert session is not None
    await until(lambda: isinstance(session.state, Live) and len(session.fleet.devices) == 9, 60)
    page = await page_shown(console, "sites", until)
    assert isinstance(page, SitesPage)
    await until(lambda: page.model.shown >= 3, 30)
    return session, page


async def modal(until: Until, kind: type[QWidget]) -> Any:
    await until(lambda: isinstance(QApplication.activeModalWidget(), kind), 30)
    return QApplication.activeModalWidget()


async def detail_of(page: SitesPage, key: str, until: Until) -> SiteDetail:
    page.show_record(key)
    await until(lambda: page.pane is not None and page.pane.detail is not None, 10)
    assert page.pane is not None
    detail = page.pane.detail
    assert isinstance(detail, SiteDetail)
    await until(lambda: detail.history is not None and detail.history.id == key and detail.charts.cards, 30)
    await until(lambda: len(detail.charts.cards) == 3 and detail.charts.cards[2].plot.days, 30)
    return detail


async def test_a_site_goes_dark_and_its_days_are_those_of_the_edge(
    opened: Opened, fleet: Fleet, until: Until
) -> None:
    async with opened() as console, EdgeClient(fleet.edge.url, fleet.edge.admin_key) as client:
        _, page = await sites_page(console, fleet, until)

        def place(key: str) -> SitePlace:
            found = page.model.record(key)
            assert found is not None
            return found

        await until(lambda: all(TONES[it.verdict.level] is Tone.GOOD for it in page.model.all()), 60)
        key = page.model.key(page.model.row(1))
        name = place(key).site.name
        # dark: first of all, in words, shape and share
        fleet.terminals.cut(key)
        try:
            await until(lambda: place(key).counts.offline == place(key).terminals > 0, 60)
            await until(lambda: page.model.key(page.model.row(0)) == key, 10)
            assert TONES[place(key).verdict.level] is Tone.BAD
            assert page.table.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole).startswith(name)
            # its days: what the edge says, and nothing of what it does not know
            detail = await detail_of(page, key, until)
            told = await client.get(f"/v1/sites/{key}/history", {"days": 30})
            days = tuple(map(SiteDay.of, told["days"]))
            assert detail.history is not None
            assert [day.punches for day in detail.history.days] == [day.punches for day in days]
            assert detail.history.days[-1].punches > 0
            assert detail.history.days[0].uptime is None
            uptime, punches, latency = (card.plot for card in detail.charts.cards)
            assert "online over 1 day" in uptime.accessibleDescription()
            for plot in (uptime, punches, latency):
                assert plot.accessibleName()
                assert list(plot.days) == list(detail.history.days)
            # to each day by the keyboard; the first one says that nobody knows
            today = page.words.day(days[-1].date)
            uptime.setFocus()
            QTest.keyClick(uptime, Qt.Key.Key_Home)
            assert detail.charts.cards[0].line.text().endswith("not known online")
            QTest.keyClick(uptime, Qt.Key.Key_End)
            assert detail.charts.cards[0].line.text().startswith(today)
            punches.setFocus()
            QTest.keyClick(punches, Qt.Key.Key_End)
            assert detail.charts.cards[1].line.text() == f"{today}: {page.words.punches(days[-1].punches)}"
            QTest.keyClick(punches, Qt.Key.Key_Up)
            assert "08:00 to 09:00" in detail.charts.cards[1].line.text()
            assert page.healths[key].total == place(key).terminals
        finally:
            fleet.terminals.restore(key)
        await until(lambda: place(key).counts.offline == 0, 60)


async def test_a_site_is_made_changed_compared_and_deleted(
    opened: Opened, fleet: Fleet, until: Until
) -> None:
    async with opened() as console, EdgeClient(fleet.edge.url, fleet.edge.admin_key) as client:
        session, page = await sites_page(console, fleet, until)
        run = console.window.registry.run
        assert run("sites.new")
        asked = await modal(until, SiteDialog)
        asked.finish()
        assert asked.name.wrong == "Give it a name."
        QTest.keyClicks(line_of(asked.name), "Depot Oujda")
        QTest.keyClicks(line_of(asked.lat), "95")
        asked.finish()
        assert asked.lat.wrong == "A number from -90 to 90."
        line_of(asked.lat).setText("34.68")
        QTest.keyClicks(line_of(asked.lon), "-1.9")
        await until(lambda: asked.timezone.line.completer() is not None, 30)
        QTest.keyClicks(asked.timezone.line, "Nowhere/Town")
        asked.finish()
        assert asked.timezone.wrong
        asked.timezone.line.setText("Africa/Casablanca")
        asked.do.click()
        made = await until(
            lambda: next((it for it in page.model.all() if it.site.name == "Depot Oujda"), None), 60
        )
        assert (made.site.lat, made.site.lon, made.site.timezone) == (34.68, -1.9, "Africa/Casablanca")
        # another zone where terminals stand: what that would do to punches is said before it is done
        busy = next(it for it in page.model.all() if it.terminals)
        await until(lambda: not page.acting.busy, 10)
        page.table.show_current(busy.site.id)
        assert run("sites.edit")
        asked = await modal(until, SiteDialog)
        asked.timezone.line.setText("Europe/Paris")
        asked.do.click()
        retime = await modal(until, RetimeDialog)
        await until(lambda: retime.foreseen is not None, 30)
        assert retime.foreseen.punches > 0
        assert busy.timezone in retime.foreseen.zones
        retime.do.click()
        await until(lambda: not page.acting.busy, 30)
        kinds = {job["type"] for job in (await client.get("/v1/jobs"))["data"]}
        assert any("retime" in kind for kind in kinds)
        # side by side
        page.model.mark([it.site.id for it in list(page.model.all())[:2]], True)
        assert run("sites.compare")
        compared = await modal(until, CompareDialog)
        await until(lambda: all(len(it.cards) == 3 for it in compared.charts.values()), 30)
        await until(lambda: compared.said.text().startswith("All on the same scales"), 30)
        compared.reject()
        await until(lambda: not page.acting.busy, 10)
        page.model.unmark()
        # away again
        page.table.show_current(made.site.id)
        assert run("sites.delete")
        sure = await modal(until, ConfirmDialog)
        sure.do.click()
        await until(lambda: made.site.id not in session.fleet.sites, 30)
        await until(lambda: page.model.record(made.site.id) is None, 10)
