"""What employees, and how they stand on terminals, are called in the user's language."""

from __future__ import annotations

from PySide6.QtCore import QObject

from console.core.employees import Employee, Standing
from console.core.matrix import Cell, Difference, Member, Stands
from console.models.records import Tone
from console.views.words import Words, isolated

TONES = {
    Stands.THERE: Tone.GOOD,
    Stands.WAITING: Tone.WAITING,
    Stands.MISSING: Tone.CARE,
    Stands.DIFFERENT: Tone.CARE,
    Stands.EXTRA: Tone.QUIET,
    Stands.FAILED: Tone.BAD,
    Stands.NOT_MEANT: Tone.NONE,
}


class EmployeeWords(QObject):
    """`words` says instants and numbers."""

    def __init__(self, words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._stands = {
            Stands.THERE: self.tr("There"),
            Stands.WAITING: self.tr("Waiting"),
            Stands.MISSING: self.tr("Missing"),
            Stands.EXTRA: self.tr("Extra"),
            Stands.DIFFERENT: self.tr("Different"),
            Stands.FAILED: self.tr("Failed"),
            Stands.NOT_MEANT: self.tr("Not meant to be there"),
        }

    def stands(self, stands: Stands) -> str:
        return self._stands[stands]

    def meaning(self, stands: Stands) -> str:
        """In one sentence, for the legend."""
        return {
            Stands.THERE: self.tr("The terminal holds the person as the edge wants it."),
            Stands.WAITING: self.tr("On its way, or waiting until the terminal calls."),
            Stands.MISSING: self.tr("In the edge but not on the terminal, though the terminal is heard."),
            Stands.EXTRA: self.tr("On the terminal, though the edge does not want it there."),
            Stands.DIFFERENT: self.tr("On the terminal, but with another name, card or privilege."),
            Stands.FAILED: self.tr("The terminal refused, and the edge has given up for now."),
            Stands.NOT_MEANT: self.tr("Nobody wants the person there."),
        }[stands]

    def privilege(self, code: str) -> str:
        """What somebody may do in the menus of a terminal."""
        return {
            "user": self.tr("User"),
            "enroller": self.tr("Enroller"),
            "admin": self.tr("Administrator"),
            "super_admin": self.tr("Super administrator"),
        }.get(code, code)

    def name(self, employee: Employee) -> str:
        """Whatever there is of a name."""
        return employee.name or employee.employee_id

    def biometrics(self, fingerprints: int, faces: int, palms: int = 0) -> str:
        """How many of each; of none a word for that."""
        said = [self.tr("%Ln fingers", "", fingerprints)] if fingerprints else []
        said += [self.tr("%Ln faces", "", faces)] if faces else []
        said += [self.tr("%Ln palms", "", palms)] if palms else []
        return " · ".join(said) or self.tr("None")

    def sync(self, employee: Employee) -> str:
        """How far its terminals are, in two words."""
        if not employee.terminals:
            return self.tr("Nowhere")
        if employee.failed:
            return self.tr("%Ln failed", "", employee.failed)
        if employee.pending:
            return self.tr("%Ln waiting", "", employee.pending)
        return self.tr("In sync")

    def sync_tone(self, employee: Employee) -> Tone:
        if not employee.terminals:
            return Tone.QUIET
        return Tone.BAD if employee.failed else Tone.WAITING if employee.pending else Tone.GOOD

    def standing(self, standing: Standing, now_us: int) -> str:
        """How somebody stands on a terminal, and since when."""
        if standing.status == "in_sync":
            return self._stands[Stands.THERE] if standing.wanted else self.tr("Removed")
        if standing.status == "failed":
            word = self.tr("Could not be written") if standing.wanted else self.tr("Could not be removed")
        else:
            word = self.tr("Waits to be written") if standing.wanted else self.tr("Waits to be removed")
        if standing.since_us is None:
            return word
        return self.tr("{0}, {1}").format(word, self._words.ago_us(standing.since_us, now_us))

    def member(self, member: Member) -> str:
        return {
            Member.NAME: self.tr("Name"),
            Member.CARD: self.tr("Card"),
            Member.PRIVILEGE: self.tr("Privilege"),
        }[member]

    def difference(self, difference: Difference) -> str:
        """One line: what, as the edge wants it, as the terminal holds it."""
        wanted, held = difference.wanted, difference.held
        if difference.member is Member.PRIVILEGE:
            wanted, held = self.privilege(wanted), self.privilege(held)
        held = held or self.tr("nothing")
        said = self.tr("{0}: {1} at the edge, {2} on the terminal")
        return said.format(self.member(difference.member), isolated(wanted), isolated(held))

    def cell(self, cell: Cell, stands: Stands, now_us: int) -> str:
        """Why a cell is what it is, in a sentence."""
        since = "" if cell.since_us is None else self._words.ago_us(cell.since_us, now_us)
        match stands:
            case Stands.MISSING | Stands.WAITING if cell.wanted is not None and cell.held is None:
                said = (
                    self.tr("In the edge but not on the terminal, since {0}").format(since)
                    if since
                    else self.tr("In the edge but not on the terminal yet")
                )
            case Stands.WAITING if cell.wanted is None:
                said = self.tr("Waits to be removed from the terminal")
            case Stands.WAITING:
                said = self.tr("Waits to be written once more")
            case Stands.EXTRA if cell.employee is None:
                said = self.tr("On the terminal, but nobody the edge knows; it is left alone")
            case Stands.EXTRA:
                said = self.tr("On the terminal, but the edge does not want it there any more")
            case Stands.DIFFERENT:
                said = "\n".join(self.difference(it) for it in cell.differences())
            case Stands.FAILED if cell.wanted is None:
                said = self.tr("Could not be removed, {0}").format(since)
            case Stands.FAILED:
                said = self.tr("Could not be written, {0}").format(since)
            case Stands.THERE if cell.held is not None:
                held = cell.held
                said = self.biometrics(held.fingerprints, held.faces, held.palms)
                said = self.tr("On the terminal. Biometrics: {0}").format(said)
            case _:
                said = self.meaning(stands)
        return f"{said}\n{cell.error}" if cell.error else said
