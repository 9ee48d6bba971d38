"""A page of several lists: one in front, the others a key away, and all as they were left."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from console.commands.registry import Registry
from console.core.tasks import Tasks
from console.models.records import RecordColumn
from console.models.selection import Selection
from console.theme.theme import Look, Theme
from console.views.pages.lists import ListsPage, Part, PartList
from console.views.pages.page import Surroundings, finished
from console.views.pages.records import Listing
from console.views.verbs import Verb
from console.views.widgets.heading_tabs import HeadingTabs
from console.views.words import Words
from tests.console.conftest import Until
from tests.console.fleets import three_sites


class WordsList(PartList[str]):
    """A list of words that lives in memory."""

    def __init__(self, around: Surroundings, of: ListsPage, id: str, words: Sequence[str]) -> None:
        self.id = id
        self.known = words
        self.eaten: list[str] = []
        super().__init__(around, of)

    def title(self) -> str:
        return self.id.capitalize()

    def columns(self) -> Sequence[RecordColumn[str]]:
        return (RecordColumn(id="word", title="Word", text=lambda it: it, order=lambda it: it),)

    def key_of(self, record: str) -> str:
        return record

    async def fetch(self, after: str | None) -> Listing[str]:
        return Listing(self.known)

    def verbs(self) -> Sequence[Verb[str]]:
        return (
            Verb(
                id=f"{self.id}.eat", title="Eat", run=lambda picked: self.eaten.extend(picked), shortcut="E"
            ),
        )


class FoodPage(ListsPage):
    id = "food"

    def title(self) -> str:
        return "Food"

    def parts(self) -> Sequence[Part]:
        return (
            Part("fruit", "Fruit", lambda: WordsList(self.around, self, "fruit", ["apple", "date"])),
            Part("bread", "Bread", lambda: WordsList(self.around, self, "bread", ["rye"])),
        )


Opening = Callable[[], AbstractAsyncContextManager[FoodPage]]


@pytest.fixture
def opening(qapp: QApplication, until: Until) -> Opening:
    @asynccontextmanager
    async def open_page() -> AsyncIterator[FoodPage]:
        theme, told, tasks = Theme(qapp, Look.DARK), three_sites().live(), Tasks()
        around = Surroundings(
            *(theme, told.session, Selection(), Words(QLocale("en_GB")), lambda _: None), tasks=tasks
        )
        page = finished(FoodPage(around))
        page.resize(900, 600)
        page.show()
        try:
            await until(lambda: len(page.lists) == 2 and page.front.model.total, 20)
            yield page
        finally:
            page.close_page()
            await tasks.close()
            page.close()
            page.deleteLater()
            qapp.setStyleSheet("")

    return open_page


async def test_what_lists_have_in_common_is_one_command_and_means_the_one_in_front(
    opening: Opening, until: Until
) -> None:
    async with opening() as page:
        registry = Registry()
        registry.add(*page.commands())
        assert [it.id for it in page.commands()].count("food.eat") == 1
        page.focus_first()
        page.front.table.show_current("date")
        assert registry.run("food.eat")
        assert registry.run("food.show_bread")
        await until(lambda: page.front.model.total, 10)
        page.front.table.show_current("rye")
        assert registry.run("food.eat")
        assert [each.eaten for each in page.lists.values()] == [["date"], ["rye"]]  # type: ignore[attr-defined]


async def test_the_headline_leads_from_one_to_the_other(opening: Opening) -> None:
    async with opening() as page:
        tabs = page.front.findChild(HeadingTabs)
        assert isinstance(tabs, HeadingTabs)
        QTest.mouseClick(tabs.buttons["bread"], Qt.MouseButton.LeftButton)
        assert page.front.id == "bread"
        assert tabs.buttons["fruit"].isChecked(), "each list's own name stands out on it"
        there = page.front.findChild(HeadingTabs)
        assert isinstance(there, HeadingTabs)
        assert there.buttons["bread"].isChecked()


async def test_it_is_found_as_it_was_left(opening: Opening) -> None:
    async with opening() as page:
        page.show_list("bread").filter.set_text("rye")
        kept = page.save_state()
    async with opening() as again:
        again.restore_state(kept)
        assert again.front.id == "bread"
        assert again.front.filter.text == "rye"
        assert again.step_back(), "Esc is about the list in front"
        assert not again.front.filter.text
