"""What is done with employees: each asked first, done at the edge, and said what came of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from common.client import RequestRefused
from console.core.employees import Employee
from console.views.acting import Acting
from console.views.dialogs.employee import EmployeeDialog
from console.views.dialogs.employee_import import EmployeeImportDialog
from console.views.dialogs.enrol import EnrolDialog
from console.views.employee_words import EmployeeWords
from console.views.pages.page import Surroundings
from console.views.words import isolated

NAMED: Final = 8
"""So many are named in a question; of more their number is."""
TYPED_FROM: Final = 5


class EmployeeActions(QObject):
    """`over` is what the questions stand over. `changed` is told an employee that was made or changed,
    `gone` the ids of those deleted, `many` that many may be others now."""

    def __init__(
        self,
        around: Surroundings,
        acting: Acting,
        said: EmployeeWords,
        over: QWidget,
        changed: Callable[[Employee], object],
        gone: Callable[[Sequence[str]], object],
        many: Callable[[], object],
    ) -> None:
        super().__init__(over)
        self._around, self._acting, self._said, self._over = around, acting, said, over
        self._changed, self._gone, self._many = changed, gone, many

    def make(self) -> None:
        """Ask for a new one."""

        async def do(members: dict[str, Any]) -> None:
            self._changed(Employee.of(await self._client.post("/v1/employees", members)))

        dialog = partial(EmployeeDialog, self._around, self._said, None, self._over.window())
        self._acting.ask(dialog, do, self.tr("The employee is made"))

    def edit(self, employee: Employee) -> None:
        """Ask what shall be other of one. Whoever changed it meanwhile is not overwritten."""

        async def do(members: dict[str, Any]) -> None:
            if members:
                path, match = f"/v1/employees/{employee.id}", {"If-Match": f'"v{employee.version}"'}
                body = await self._client.request("PATCH", path, body=members, headers=match)
                self._changed(Employee.of(body))

        dialog = partial(EmployeeDialog, self._around, self._said, employee, self._over.window())
        self._acting.ask(dialog, do, self.tr("The employee is changed"), self._said.name(employee))

    def bring_in(self) -> None:
        """Ask for a table of many."""

        async def do(_sent: bool) -> None:
            self._many()

        self._acting.ask(lambda: EmployeeImportDialog(self._around, self._over.window()), do, "")

    def enrol(self, people: Sequence[Employee]) -> None:
        """Ask on which terminals, and how; show how far it is."""

        async def do(_begun: bool) -> None:
            self._many()

        self._acting.ask(lambda: EnrolDialog(self._around, people, self._over.window()), do, "")

    def push(self, people: Sequence[Employee]) -> None:
        """Have terminals told once more what differs of them; those that gave up try again."""

        async def do() -> None:
            for employee in people:
                self._changed(Employee.of(await self._client.post(f"/v1/employees/{employee.id}/sync", {})))

        self._acting.do(
            do, self.tr("Terminals are told what differs"), self._who(people),
            asks=self.tr("Write %Ln people to their terminals once more?", "", len(people)),
        )  # fmt: skip

    def delete(self, people: Sequence[Employee]) -> None:
        """Name what is lost, then delete them."""

        async def do() -> None:
            gone: list[str] = []
            try:
                for employee in people:
                    await self._delete(employee)
                    gone.append(employee.id)
            finally:
                self._gone(gone)

        count = len(people)
        self._acting.confirm(
            self.tr("Delete %Ln employees?", "", count),
            self._who(people),
            self.tr("Delete"),
            do,
            self.tr("%Ln employees are deleted", "", count),
            facts=self._lost(people),
            typed=str(count) if count >= TYPED_FROM else "",
            grave=True,
        )

    def _lost(self, people: Sequence[Employee]) -> list[str]:
        held = any(it.terminals for it in people)
        fingers, faces = sum(it.fingerprints for it in people), sum(it.faces + it.palms for it in people)
        facts = []
        if held:
            facts.append(self.tr("Terminals that hold them lose them; those that are offline, later."))
        if fingers or faces:
            words = self.tr("Lost for good: {0}. Whoever comes back enrols again.")
            facts.append(words.format(self._said.biometrics(fingers, faces)))
        return [*facts, self.tr("Their punches stay.")]

    async def _delete(self, employee: Employee) -> None:
        """Somebody else may have been quicker."""
        try:
            await self._client.request(
                "DELETE", f"/v1/employees/{employee.id}", headers={"If-Match": f'"v{employee.version}"'}
            )
        except RequestRefused as refusal:
            if refusal.code != "employee_not_found":
                raise

    def _who(self, people: Sequence[Employee]) -> str:
        names = [isolated(self._said.name(employee)) for employee in people[:NAMED]]
        if len(people) > NAMED:
            names.append(self.tr("%Ln more", "", len(people) - NAMED))
        return self.tr(", ").join(names)

    @property
    def _client(self) -> Any:
        return self._around.session.connection.client
