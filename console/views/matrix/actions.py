"""What is done about differences between the edge and terminals: shown first; nobody is lost unnamed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from console.core.enrolling import place
from console.core.matrix import WRONG, Cell, Stands, taken_over
from console.core.session import Session
from console.views.acting import Acting
from console.views.employee_words import EmployeeWords
from console.views.words import isolated

NAMED: Final = 8
TYPED_FROM: Final = 5

Found = Sequence[tuple[Cell, Stands]]


def pushed(found: Found) -> list[Cell]:
    """Those that the edge can mend by writing once more: somebody it knows, not as it wants it."""
    return [cell for cell, stands in found if stands in WRONG and cell.employee is not None]


def taken(found: Found) -> list[Cell]:
    """Those that a terminal holds otherwise, or whom only a terminal knows."""
    return [
        cell
        for cell, stands in found
        if (stands in (Stands.DIFFERENT, Stands.FAILED) and cell.differences())
        or (stands is Stands.EXTRA and cell.employee is None)
    ]


def extra(found: Found) -> list[Cell]:
    """Those who are on a terminal, and nobody of ours."""
    return [cell for cell, stands in found if stands is Stands.EXTRA and cell.employee is None]


class MatrixActions(QObject):
    """`done` is called when terminals may be others now."""

    def __init__(
        self,
        session: Session,
        acting: Acting,
        said: EmployeeWords,
        over: QWidget,
        done: Callable[[], object],
    ) -> None:
        super().__init__(over)
        self._session, self._acting, self._said, self._done = session, acting, said, done

    def push(self, found: Found) -> None:
        """Write what differs to terminals once more. Nobody is removed whom the edge does not know."""
        cells = pushed(found)
        ids = list(dict.fromkeys(cell.employee for cell in cells if cell.employee is not None))

        async def do() -> None:
            for employee_id in ids:
                await self._client.post(f"/v1/employees/{employee_id}/sync", {})
            self._done()

        kinds = [stands for cell, stands in found if stands in WRONG and cell.employee is not None]
        self._acting.confirm(
            self.tr("Push what differs of %Ln people?", "", len(ids)),
            self.tr("Terminals get the record of the edge. People whom the edge does not know stay."),
            self.tr("Push"),
            do,
            self.tr("Terminals are told"),
            self.tr("Those that are offline take it when they call."),
            facts=[*self._counted(kinds), *self._lines(cells)],
        )

    def take_over(self, found: Found) -> None:
        """Make the edge want what terminals hold."""
        cells = taken(found)
        items = taken_over(cells)

        async def do() -> None:
            await place(self._client, items)
            self._done()

        strangers = len({cell.pin for cell in cells if cell.employee is None})
        facts = (
            [self.tr("%Ln people become employees, on these terminals.", "", strangers)] if strangers else []
        )
        changed = len({cell.pin for cell in cells if cell.employee is not None})
        if changed:
            facts.append(self.tr("%Ln employees are changed, and so on all of their terminals.", "", changed))
        self._acting.confirm(
            self.tr("Take over what terminals hold of %Ln people?", "", len(items)),
            self.tr("The edge takes name, card and privilege as the terminal has them."),
            self.tr("Take over"),
            do,
            self.tr("The edge holds what the terminals held"),
            facts=[*facts, *self._lines(cells)],
        )

    def remove(self, found: Found) -> None:
        """Delete from terminals who is nobody of ours, with all that was enrolled."""
        cells = extra(found)

        async def do() -> None:
            for cell in cells:
                params = {"employee_id": cell.pin, "pin": cell.pin}
                body = {"command": "delete_employee", "params": params}
                await self._client.post(f"/v1/devices/{cell.device_id}/commands", body)
            self._done()

        count = len(cells)
        lost = [self._lost(cell) for cell in cells[:NAMED]]
        self._acting.confirm(
            self.tr("Remove %Ln people from terminals?", "", count),
            self.tr("They are deleted there with all that was enrolled; whoever comes back enrols again."),
            self.tr("Remove"),
            do,
            self.tr("Terminals are told to remove them"),
            facts=["\n".join([*lost, *self._more(count)])],
            typed=str(count) if count >= TYPED_FROM else "",
            grave=True,
        )

    # -- words
    # ----------------------------------------------------------------------------------------------------

    def _lost(self, cell: Cell) -> str:
        """Whom a terminal loses, and what of him."""
        held = cell.held
        if held is None or not (held.fingerprints or held.faces or held.palms):
            return self._where(cell)
        said = self._said.biometrics(held.fingerprints, held.faces, held.palms)
        return self.tr("{0}: {1}").format(self._where(cell), said)

    def _where(self, cell: Cell) -> str:
        return self.tr("{0} on {1}").format(isolated(cell.name or cell.pin), self._device(cell))

    def _device(self, cell: Cell) -> str:
        device = self._session.fleet.devices.get(cell.device_id)
        return device.name if device is not None else cell.device_id

    def _counted(self, kinds: Iterable[Stands]) -> list[str]:
        found = list(kinds)
        parts = [
            self.tr("{0}: {1}").format(self._said.stands(kind), found.count(kind))
            for kind in Stands
            if kind in found
        ]
        return [" · ".join(parts)] if parts else []

    def _lines(self, cells: Sequence[Cell]) -> list[str]:
        lines = [self._where(cell) for cell in cells[:NAMED]]
        return ["\n".join([*lines, *self._more(len(cells))])]

    def _more(self, count: int) -> list[str]:
        return [self.tr("and %Ln more", "", count - NAMED)] if count > NAMED else []

    @property
    def _client(self) -> Any:
        return self._session.connection.client
