"""How it stands with new versions, said to a person: what is so, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QObject

from common.updates import Refusal, RefusalCode
from console.core.update_handover import HandOver, Open, Reader, Run, Tell, hand_over
from console.core.update_policy import Mode
from console.core.updates import (
    Fetching,
    Found,
    Looking,
    Newest,
    Ready,
    Refused,
    Unanswered,
    Unknown,
    Updates,
)
from console.views.widgets.notice import Tone
from console.views.words import Words, isolated


class Action(StrEnum):
    """What can be done about it."""

    NONE = "none"
    LOOK = "look"
    FETCH = "fetch"
    INSTALL = "install"


@dataclass(frozen=True, slots=True)
class Told:
    """`detail` is the error's own message, in English. `word` is the label of the button for `action`."""

    title: str
    words: str = ""
    tone: Tone = Tone.PLAIN
    action: Action = Action.NONE
    word: str = ""
    detail: str = ""


class UpdateWords(QObject):
    """Says it in the user's language."""

    def __init__(self, words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words

    def mode(self, mode: Mode) -> str:
        return {
            Mode.OFF: self.tr("Off"),
            Mode.NOTIFY: self.tr("Tell me"),
            Mode.AUTO: self.tr("Download by itself"),
        }[mode]

    def told(self, updates: Updates) -> Told:
        if updates.forbidden:
            problem = updates.setting.policy.problem
            return Told(
                self.tr("Updates are turned off on this computer"),
                self.tr(
                    "Your administrator's policy cannot be read, so nothing is looked for. Tell whoever "
                    "wrote it."
                )
                if problem
                else self.tr("Your administrator looks after new versions."),
                Tone.CARE if problem else Tone.PLAIN,
                detail=problem,
            )
        look = self.tr("Check again")
        match updates.state:
            case Unknown():
                return Told(
                    self.tr("Nothing was looked for yet"), "", Tone.PLAIN, Action.LOOK, self.tr("Check now")
                )
            case Looking():
                return Told(self.tr("Looking for a new version…"))
            case Newest():
                title = self.tr("This is the newest version")
                return Told(title, "", Tone.GOOD, Action.LOOK, look)
            case Found() as found:
                return self._found(found)
            case Fetching(update, done):
                size = self._words.data_size(update.artefact.size)
                return Told(
                    self.tr("Version {0} is being downloaded").format(isolated(update.manifest.version)),
                    self.tr("{0} of {1}").format(self._words.data_size(done), size),
                )
            case Ready(update, _) as ready:
                title = self.tr("Version {0} is ready").format(isolated(update.manifest.version))
                words, word = self._installing(way_of(updates, ready))
                return Told(title, words, Tone.GOOD, Action.INSTALL, word)
            case Refused(refusal, source):
                title, words = self._refused(refusal)
                detail = f"{source}: {refusal.detail}"
                return Told(title, words, self._tone(refusal), Action.LOOK, look, detail)
            case Unanswered() as unanswered:
                title, words = self._unanswered(unanswered)
                return Told(title, words, Tone.CARE, Action.LOOK, look, unanswered.detail)

    def _found(self, found: Found) -> Told:
        manifest = found.update.manifest
        version = isolated(manifest.version)
        if found.edge_version:
            words = self.tr(
                "It works with an edge of version {0} or later, and yours is {1}. Ask whoever runs the edge "
                "to update it first."
            )
            return Told(
                self.tr("Version {0} needs a newer edge").format(version),
                words.format(isolated(manifest.min_edge), isolated(found.edge_version)),
                Tone.CARE,
            )
        if found.failure:
            return Told(
                self.tr("Version {0} could not be downloaded").format(version),
                self.tr("What came so far is kept. Check the network and the disk, then try again."),
                *(Tone.CARE, Action.FETCH, self.tr("Try again"), found.failure),
            )
        size = self._words.data_size(found.update.artefact.size)
        return Told(
            self.tr("Version {0} is there").format(version),
            self.tr("{0} to download. You can go on working meanwhile.").format(size),
            *(Tone.PLAIN, Action.FETCH, self.tr("Download")),
        )

    def _installing(self, how: HandOver) -> tuple[str, str]:
        """What happens then, and the label of the button for it."""
        match how:
            case Run():
                words = self.tr(
                    "Punchdeck ends, the new version is installed and starts. What waits for the edge is "
                    "kept."
                )
                return words, self.tr("Restart to install")
            case Open():
                words = self.tr(
                    "Punchdeck ends and the new version is shown: drag it to Applications. What waits for "
                    "the edge is kept."
                )
                return words, self.tr("End and open it")
            case Tell(path, Reader.ADMINISTRATOR):
                words = self.tr("An administrator installed this copy and has to install the new one: {0}")
                return words.format(isolated(str(path))), self.tr("Show the file")
            case Tell(path, _):
                words = self.tr("Install it as you installed this one. The file is {0}")
                return words.format(isolated(str(path))), self.tr("Show the file")

    def _unanswered(self, state: Unanswered) -> tuple[str, str]:
        if not state.detail:
            return (
                self.tr("Nobody says where updates come from"),
                self.tr("Connect to an edge that has them, or ask your administrator for their address."),
            )
        if state.nothing:
            return (
                self.tr("The edge has no updates to give"),
                self.tr("Ask whoever runs it to put a release there."),
            )
        return (
            self.tr("Updates cannot be looked for now"),
            self.tr("Check the network. Punchdeck tries again by itself."),
        )

    def _tone(self, refusal: Refusal) -> Tone:
        forged = (RefusalCode.TAMPERED, RefusalCode.UNKNOWN_KEY, RefusalCode.UNSIGNED)
        return Tone.BAD if refusal.code in forged else Tone.CARE

    def _refused(self, refusal: Refusal) -> tuple[str, str]:
        mirror = self.tr("Nothing was downloaded. Tell whoever runs the server that offers it.")
        match refusal.code:
            case RefusalCode.NO_KEYS:
                return (
                    self.tr("This copy cannot update itself"),
                    self.tr(
                        "It was built without a key by which it could believe anybody. Install new versions "
                        "by hand."
                    ),
                )
            case RefusalCode.TAMPERED:
                return (
                    self.tr("What is offered was changed by somebody"),
                    self.tr(
                        "It is not what was signed, so it is not used. Tell whoever looks after security."
                    ),
                )
            case RefusalCode.UNKNOWN_KEY | RefusalCode.UNSIGNED:
                return self.tr("What is offered is not signed by anybody whom this copy trusts"), mirror
            case RefusalCode.EXPIRED:
                return (
                    self.tr("What is offered is out of date"),
                    self.tr(
                        "Something newer must exist that does not come through. Ask whoever runs the server, "
                        "and check the clock of this computer."
                    ),
                )
            case RefusalCode.NOT_YET:
                return (
                    self.tr("What is offered is from the future"),
                    self.tr("Check the date and the clock of this computer."),
                )
            case RefusalCode.DOWNGRADED:
                return (
                    self.tr("An older version is offered"),
                    self.tr(
                        "A newer one is here, or was offered before. Nothing was downloaded. Ask whoever "
                        "runs the server to bring it up to date."
                    ),
                )
            case RefusalCode.TOO_FAR_BEHIND | RefusalCode.NEWER_FORMAT:
                return (
                    self.tr("The new version cannot be installed from here"),
                    self.tr("This one is too old for that. Install the new version by hand once."),
                )
            case RefusalCode.OTHER_PLATFORM:
                return self.tr("There is nothing new for this kind of computer"), mirror
            case RefusalCode.OTHER_CHANNEL | RefusalCode.MALFORMED:
                return self.tr("What is offered cannot be used"), mirror


def way_of(updates: Updates, ready: Ready) -> HandOver:
    """How what is ready would be installed."""
    setting, artefact = updates.setting, ready.update.artefact
    return hand_over(artefact.kind, ready.path, system=setting.system, installed=setting.installed_as)
