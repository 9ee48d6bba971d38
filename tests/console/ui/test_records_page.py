"""A page that is a list: fetched as it is scrolled, marked, filtered, sorted, and honest when it is old."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QLocale, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from common.client import EdgeError, Unreachable
from common.filters import Value
from console.core.sheets import SheetColumn
from console.core.tasks import Tasks
from console.models.records import RecordColumn, Tone
from console.models.selection import Selection
from console.theme.theme import Look, Theme
from console.views.detail import Detail
from console.views.pages.list_page import DETAIL_WIDTH
from console.views.pages.page import Surroundings, finished
from console.views.pages.records import Listing, RecordsPage
from console.views.verbs import Verb
from console.views.widgets.labels import label
from console.views.words import Words
from tests.console.conftest import Until
from tests.console.fleets import three_sites

STEP = 50


@dataclass(frozen=True)
class Parcel:
    number: int
    place: str

    @property
    def key(self) -> str:
        return f"p{self.number:03}"


class ParcelDetail(Detail):
    def __init__(self) -> None:
        super().__init__()
        self.said = label("", "title", self, wrap=True)
        self.column.addWidget(self.said)

    def show_record(self, record: Parcel) -> None:
        self.said.setText(record.key)


class ParcelsPage(RecordsPage[Parcel]):
    """A list that lives in memory: what is tested is the page, not an edge."""

    id = "parcels"

    def __init__(self, around: Surroundings, parcels: list[Parcel]) -> None:
        self.parcels = parcels
        self.asked: list[str | None] = []
        self.gate = asyncio.Event()
        self.gate.set()
        self.answered = 0
        self.broken: EdgeError | None = None
        self.done: list[list[str]] = []
        super().__init__(around)

    def title(self) -> str:
        return "Parcels"

    def columns(self) -> Sequence[RecordColumn[Parcel]]:
        return (
            RecordColumn(id="key", title="Parcel", text=lambda it: it.key, order=lambda it: it.key),
            RecordColumn(
                id="number", title="Number", text=lambda it: str(it.number), figures=True,
                order=lambda it: it.number, least=72,
            ),
            RecordColumn(
                id="place", title="Place", text=lambda it: it.place, share=1, order=lambda it: it.place,
                tone=lambda it: Tone.GOOD if it.place == "Casablanca" else Tone.CARE, least=160,
            ),
        )  # fmt: skip

    def key_of(self, record: Parcel) -> str:
        return record.key

    def fields(self) -> Mapping[str, Callable[[Parcel], Value]]:
        return {"place": lambda it: it.place, "number": lambda it: it.number}

    async def fetch(self, after: str | None) -> Listing[Parcel]:
        self.asked.append(after)
        await self.gate.wait()
        self.answered += 1
        if self.broken is not None:
            raise self.broken
        begin = int(after or 0)
        end = begin + STEP
        more = str(end) if end < len(self.parcels) else None
        return Listing(self.parcels[begin:end], more, len(self.parcels))

    def verbs(self) -> Sequence[Verb[Parcel]]:
        def send(picked: Sequence[Parcel]) -> None:
            self.done.append([parcel.key for parcel in picked])

        return (Verb(id="parcels.send", title="Send", run=send, icon="check", shortcut="E"),)

    def make_detail(self) -> Detail:
        return ParcelDetail()

    def nothing(self) -> tuple[str, str]:
        return "No parcels", "They come by themselves."


Opening = Callable[..., AbstractAsyncContextManager[ParcelsPage]]


@pytest.fixture
def opening(qapp: QApplication) -> Opening:
    @asynccontextmanager
    async def open_page(count: int = 120) -> AsyncIterator[ParcelsPage]:
        theme, told, tasks = Theme(qapp, Look.DARK), three_sites().live(), Tasks()
        around = Surroundings(
            *(theme, told.session, Selection(), Words(QLocale("en_GB")), lambda _: None),
            tasks=tasks,
        )
        places = ("Casablanca", "Lagos", "Dakar")
        page = finished(ParcelsPage(around, [Parcel(number, places[number % 3]) for number in range(count)]))
        page.resize(1000, 640)
        page.show()
        try:
            yield page
        finally:
            page.close_page()
            await tasks.close()
            page.close()
            page.deleteLater()
            qapp.setStyleSheet("")

    return open_page


async def test_more_is_fetched_as_one_nears_the_end(opening: Opening, until: Until) -> None:
    async with opening() as page:
        await until(lambda: page.model.total >= STEP)
        page.focus_first()
        QTest.keyClick(page.table, Qt.Key.Key_End)
        await until(lambda: page.model.total == 2 * STEP)
        QTest.keyClick(page.table, Qt.Key.Key_End)
        await until(lambda: page.model.total == 120)
        assert page.asked == [None, "50", "100"]
        assert page.table.current == "p099", "what is selected stays selected when more comes"


async def test_what_is_marked_stays_marked_behind_a_filter_and_is_what_verbs_are_about(
    opening: Opening, until: Until
) -> None:
    async with opening(40) as page:
        await until(lambda: page.model.total == 40)
        page.focus_first()
        QTest.keyClick(page.table, Qt.Key.Key_Home)
        page.table.mark_current()
        QTest.keyClick(page.table, Qt.Key.Key_Down)
        QTest.keyClick(page.table, Qt.Key.Key_Down)
        page.table.mark_current(to_here=True)
        assert [it.key for it in page.model.marked] == ["p000", "p001", "p002"]
        page.filter.set_text("place=Lagos")
        assert {it.place for it in page.model.rows()} == {"Lagos"}
        assert page.bar.isVisible()
        send = next(button for verb, button in page.bar.buttons if verb.id == "parcels.send")
        QTest.mouseClick(send, Qt.MouseButton.LeftButton)
        assert page.done == [["p000", "p001", "p002"]]
        assert page.step_back(), "Esc unmarks first"
        assert not page.model.marked
        assert page.filter.text
        assert page.step_back(), "and clears the filter then"
        assert not page.filter.text


async def test_a_page_that_is_closed_fetches_no_more(opening: Opening, until: Until) -> None:
    async with opening() as page:
        await until(lambda: page.model.shown)
        page.gate.clear()
        page.reload()
        before = page.answered
        await until(lambda: len(page.asked) > before)
        page.close_page()
        page.gate.set()
        await until(lambda: not len(page.around.tasks))
        assert page.answered == before, "what it would look at may be gone"


async def test_what_is_asked_anew_is_answered_once(opening: Opening, until: Until) -> None:
    async with opening() as page:
        await until(lambda: page.model.shown)
        page.gate.clear()
        for _ in range(3):
            page.reload()
            await asyncio.sleep(0)
        before = page.answered
        page.gate.set()
        await until(lambda: not page.loading)
        assert page.answered == before + 1


async def test_a_heading_sorts_turns_round_and_lets_go(opening: Opening, until: Until) -> None:
    async with opening(30) as page:
        await until(lambda: page.model.total == 30)
        where = [column.id for column in page.model.columns].index("number")
        header = page.table.header
        x = header.sectionViewportPosition(where) + header.sectionSize(where) // 2
        rows = []
        for _ in range(3):
            QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(x, 10))
            rows.append([it.number for it in page.model.rows()][:3])
        assert rows == [[29, 28, 27], [0, 1, 2], [0, 1, 2]]
        assert page.model.sorting.column == ""


async def test_what_could_not_be_fetched_anew_stays_and_says_how_old_it_is(
    opening: Opening, until: Until
) -> None:
    async with opening(20) as page:
        await until(lambda: page.model.total == 20)
        page.broken = Unreachable("edge.example.com does not answer. Check the network.")
        page.reload()
        await until(lambda: page.notice.isVisible())
        assert page.model.total == 20
        assert "does not answer" in page.notice.words
        page.broken = None
        page.reload()
        await until(lambda: not page.notice.isVisible())


async def test_an_empty_list_says_what_to_do(opening: Opening, until: Until) -> None:
    async with opening(0) as page:
        await until(lambda: not page.loading and bool(page.asked))
        assert page._stack.currentWidget() is page._nothing


async def test_a_record_is_shown_in_full_beside_the_list(opening: Opening, until: Until) -> None:
    async with opening(20) as page:
        page.show_record("p007")
        await until(lambda: page.pane is not None and page.pane.isVisible())
        assert isinstance(page.pane and page.pane.detail, ParcelDetail)
        assert page.table.current == "p007"
        QTest.keyClick(page.table, Qt.Key.Key_Down)
        assert page.pane is not None
        assert page.pane.detail is not None
        assert page.pane.detail.said.text() == "p008"
        assert page.step_back()
        assert not page.pane.isVisible()


async def test_a_view_is_found_again_as_it_was_kept(opening: Opening, until: Until) -> None:
    async with opening(30) as page:
        await until(lambda: page.model.total == 30)
        page.filter.set_text("place=Dakar")
        page.table.show_columns(["key", "place"])
        page.views.keep("Dakar", page._view())
        kept = page.save_state()
    async with opening(30) as again:
        again.restore_state(kept)
        await until(lambda: again.model.total == 30)
        assert again.filter.text == "place=Dakar"
        assert again.table.shown_columns == ["key", "place"]
        assert [view.name for view in again.views] == ["Dakar"]


async def test_what_leaves_as_a_file_is_what_is_seen_or_what_is_marked(
    opening: Opening, until: Until
) -> None:
    async with opening(30) as page:
        await until(lambda: page.model.total == 30)
        page.filter.set_text("place=Lagos")
        seen = page.sheet()
        assert seen is not None
        assert [column.title for column in seen.columns] == ["Parcel", "Number", "Place"]
        assert isinstance(seen.columns[0], SheetColumn)
        assert {row[2] for row in seen.rows} == {"Lagos"}
        page.model.mark(["p000"], True)
        marked = page.sheet()
        assert marked is not None
        assert [row[0] for row in marked.rows] == ["p000"]


async def test_one_that_was_gone_to_before_it_came_is_shown_beside_the_list(
    opening: Opening, until: Until
) -> None:
    async with opening() as page:
        page.show_record("p003")
        assert page.pane is None
        await until(lambda: page.pane is not None and page.pane.isVisible())
        assert page.pane is not None
        await until(lambda: abs(page.pane.width() - DETAIL_WIDTH) < 40)
        assert page.table.current == "p003"
        assert isinstance(page.pane.detail, ParcelDetail)
        assert page.pane.detail.said.text() == "p003"
