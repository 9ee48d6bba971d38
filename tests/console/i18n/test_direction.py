"""Names and addresses among words of another script keep their own order."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from console.views.direction import own_way


@pytest.fixture(autouse=True)
def left_to_right_again(qapp: QApplication) -> Iterator[None]:
    yield
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


@pytest.mark.parametrize("text", ["Silent for 31 s.", "123 Industrial Ave, Casablanca", "Warehouse - Gat…"])
def test_latin_alone_is_kept_apart_among_arabic(qapp: QApplication, text: str) -> None:
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert own_way(text) == f"\u2068{text}\u2069"


@pytest.mark.parametrize("text", ["آخر اتصال 08:33", "خط Warehouse مقطوع.", "08:33", "", "–"])
def test_sentences_and_numbers_go_the_user_s_way(qapp: QApplication, text: str) -> None:
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert own_way(text) == text


def test_arabic_alone_is_kept_apart_among_latin(qapp: QApplication) -> None:
    assert own_way("الدار البيضاء (1).") == "\u2068الدار البيضاء (1).\u2069"
    assert own_way("Casablanca (1).") == "Casablanca (1)."
