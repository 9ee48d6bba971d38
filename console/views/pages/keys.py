"""Who may do what: keys and people; and who did what: the audit log."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from console.views.access.audit import AuditList
from console.views.access.keys import KeysList
from console.views.access.names import Names
from console.views.access.people import PeopleList
from console.views.pages.lists import ListsPage, Part
from console.views.pages.page import Surroundings

KEYS = "api_keys"
PEOPLE = "people"
AUDIT = "audit"


class KeysPage(ListsPage):
    """A link leads to a key."""

    id = "keys"

    def __init__(self, around: Surroundings, parent: QWidget | None = None) -> None:
        self.names = Names()
        super().__init__(around, parent)

    def title(self) -> str:
        return self.tr("Keys")

    def parts(self) -> Sequence[Part]:
        return (
            Part(KEYS, self.tr("Keys"), lambda: KeysList(self.around, self, self.names)),
            Part(PEOPLE, self.tr("People"), lambda: PeopleList(self.around, self, self.names)),
            Part(AUDIT, self.tr("Audit log"), lambda: AuditList(self.around, self, self.names)),
        )

    def bring(self, id: str) -> None:
        self.show_list(KEYS).show_record(id)
