"""What the tray shows of a fleet."""

from __future__ import annotations

from PySide6.QtCore import QLocale
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from console.core.status import Status
from console.platform.notifications import Notifier
from console.views.tray_face import TrayFace, face
from console.views.words import Words
from tests.console.fleets import three_sites


class Shown(Notifier):
    def __init__(self) -> None:
        super().__init__()
        self.sentences: list[str] = []

    def show_face(self, face: QIcon, sentence: str) -> None:
        assert not face.isNull()
        self.sentences.append(sentence)


def test_it_says_how_the_fleet_does_in_one_sentence(qapp: QApplication) -> None:
    told, notifier = three_sites().live(), Shown()
    made = TrayFace(told.session, Words(QLocale("en_GB")), notifier)
    assert notifier.sentences == [Words(QLocale("en_GB")).reason(told.session.verdicts.fleet[1])]
    made._show()
    assert len(notifier.sentences) == 1, "only what is new is shown"
    told.session.fleet.set_blind(True)
    made._show()
    assert notifier.sentences[-1] == "No data: the edge is not heard"
    made.close()
    notifier.close()


def test_each_status_has_a_face_of_its_own_with_and_without_a_number(qapp: QApplication) -> None:
    seen = [
        bytes(face(status, count).toImage().constBits())
        for status in (Status.OFFLINE, Status.UNSTABLE, Status.DEGRADED)
        for count in (0, 1, 42, 300)
    ]
    assert len(set(seen)) == len(seen)
