"""The form of one connection: where the edge is, the key to it, how it looks and how careful it is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final, cast
from urllib.parse import urlsplit

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from console.core.keyring_store import Place
from console.core.profiles import AddressError, Profile, SafeMode, Worldview, address
from console.theme.theme import Theme
from console.views.safe_mode import SafeModeWords
from console.views.widgets.form import Choice, Field, Option, Secret, Swatch, Swatches
from console.views.widgets.labels import WrappedLabel

RED: Final = "#CC3F3F"
ORANGE: Final = "#C26A00"
GREEN: Final = "#1F8A5B"
BLUE: Final = "#2F7FD6"
PURPLE: Final = "#6D5BD0"
PINK: Final = "#C2498F"


@dataclass(frozen=True, slots=True)
class Draft:
    """What stands in the form, as it was typed. `key` is empty where the kept one shall go on being used."""

    name: str = ""
    address: str = ""
    key: str = ""
    remember: bool = True
    colour: str | None = None
    safe_mode: SafeMode = SafeMode.OPEN
    worldview: Worldview = Worldview.NEUTRAL

    @classmethod
    def of(cls, profile: Profile) -> Draft:
        return cls(
            name=profile.name,
            address=profile.url,
            colour=profile.colour,
            safe_mode=profile.safe_mode,
            worldview=profile.worldview,
        )

    def profile(self, url: str, old: Profile | None, pin: str | None) -> Profile:
        """The profile it makes, of `old` if it was one before. `pin`: the certificate (PEM) trusted at this
        address just now; what was trusted at another one is not carried along, nor is its account."""
        settings: dict[str, Any] = {
            "colour": self.colour,
            "safe_mode": self.safe_mode,
            "worldview": self.worldview,
        }
        name = self.name or urlsplit(url).netloc
        if old is None:
            return Profile.new(name, url, certificate=pin, **settings)
        same = old.url == url
        certificate = pin or (old.certificate if same else None)
        account = old.account if same else None
        return replace(old, name=name, url=url, account=account, certificate=certificate, **settings)


class ProfileForm(QWidget):
    """`arranged` False: it stays out of sight, and its parts (`name_field`, `address_field`, `key_part`,
    `colour_field`, `safe_mode_field`) are laid out by somebody else, who asks for them one after the other.

    Signals: `edited` when the user changes anything.
    """

    edited = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, arranged: bool = True) -> None:
        super().__init__(parent)
        self._place: Place | None = None
        self._key_kept = False
        self._filling = False
        self._build_name_and_address()
        self.key_part = self._build_key(theme)
        self.colour_field = self._build_colours(theme)
        self.safe_mode_field = self._build_safe_mode()
        self.borders_field = self._build_borders()
        if arranged:
            self._arrange()
        else:
            self.hide()

    def _arrange(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.name_field, 2, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.address_field, 3, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addLayout(row)
        for part in (self.key_part, self.colour_field, self.safe_mode_field, self.borders_field):
            column.addWidget(part)
        column.addStretch(1)

    # -- what stands in it
    # ----------------------------------------------------------------------------------------------

    @property
    def draft(self) -> Draft:
        return Draft(
            name=self.name.text().strip(),
            address=self.address.text().strip(),
            key=self.key.text,
            remember=self.remember.isChecked(),
            colour=self.colours.value,
            safe_mode=cast(SafeMode, self.safe_mode.value),
            worldview=cast(Worldview, self.borders.value),
        )

    def show_draft(self, draft: Draft) -> None:
        self._filling = True
        try:
            self.name.setText(draft.name)
            self.address.setText(draft.address)
            self.key.set_text(draft.key)
            self.key.hide_text()
            self.remember.setChecked(draft.remember)
            self.colours.set_value(draft.colour)
            self.safe_mode.set_value(draft.safe_mode)
            self.borders.set_value(draft.worldview)
        finally:
            self._filling = False
        for line in (self.name, self.address):
            line.setCursorPosition(0)
        self.address_field.set_wrong("")
        self.key_field.set_wrong("")

    def read_address(self) -> str | None:
        """The base address that was typed; None where it is none, which is said beside it."""
        try:
            if not self.address.text().strip():
                raise AddressError(self.tr("Enter the address of the edge."))
            found = address(self.address.text())
        except AddressError as error:
            self.address_field.set_wrong(str(error))
            return None
        self.address_field.set_wrong("")
        return found

    def set_place(self, place: Place) -> None:
        """Where a key would be kept on this computer."""
        self._place = place
        self.remember.setEnabled(place is Place.KEYRING)
        self._say_place()

    def set_key_kept(self, kept: bool) -> None:
        """Whether there is a key already, which is used unless another one is entered."""
        self._key_kept = kept
        self.key.set_placeholder(
            self.tr("Kept; enter another one to replace it") if kept else self.tr("pd_live_…")
        )

    # -- how it is built
    # ------------------------------------------------------------------------------------------------

    def _build_name_and_address(self) -> None:
        self.name = QLineEdit(self)
        self.name.setPlaceholderText(self.tr("As the account is called"))
        self.name.textChanged.connect(lambda _: self._changed())
        self.address = QLineEdit(self)
        self.address.setPlaceholderText("edge.example.com")
        self.address.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.address.textChanged.connect(lambda _: self._address_changed())
        self.address.editingFinished.connect(self._judge_address)
        self.name_field = Field(self.tr("Name"), self.name, self)
        self.address_field = Field(self.tr("Address"), self.address, self)

    def _build_key(self, theme: Theme) -> QWidget:
        self.key = Secret(theme, self.tr("API key"), self)
        self.key.edited.connect(self._key_changed)
        self.key_field = Field(self.tr("API key"), self.key, self)
        self.remember = QCheckBox(self.tr("Remember the key"), self)
        self.remember.setChecked(True)
        self.remember.toggled.connect(lambda _: self._remember_changed())
        self.where = WrappedLabel("", "label", self)
        self.set_key_kept(False)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.remember)
        row.addWidget(self.where, 1, Qt.AlignmentFlag.AlignVCenter)
        part = QWidget(self)
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.key_field)
        column.addLayout(row)
        return part

    def _build_colours(self, theme: Theme) -> Field:
        self.colours = Swatches(
            theme,
            self.tr("Colour"),
            (
                Swatch(None, self.tr("None")),
                Swatch(RED, self.tr("Red")),
                Swatch(ORANGE, self.tr("Orange")),
                Swatch(GREEN, self.tr("Green")),
                Swatch(BLUE, self.tr("Blue")),
                Swatch(PURPLE, self.tr("Purple")),
                Swatch(PINK, self.tr("Pink")),
            ),
            self,
        )
        self.colours.chosen.connect(lambda _: self._changed())
        return Field(self.tr("Colour, to tell connections apart at a glance"), self.colours, self)

    def _build_safe_mode(self) -> Field:
        words = SafeModeWords(self)
        self.safe_mode = Choice(
            self.tr("Safe mode"),
            [Option(mode, words.name(mode), words.meaning(mode)) for mode in SafeMode],
            self,
        )
        self.safe_mode.chosen.connect(lambda _: self._changed())
        return Field(self.tr("Safe mode"), self.safe_mode, self)

    def _build_borders(self) -> Field:
        self.borders = Choice(
            self.tr("Borders on the map"),
            (
                Option(
                    Worldview.NEUTRAL,
                    self.tr("Neutral"),
                    self.tr("Draws no borders where they are disputed."),
                ),
                Option(Worldview.MA, self.tr("Morocco"), self.tr("Draws borders as Morocco sees them.")),
                Option(
                    Worldview.UN,
                    self.tr("United Nations"),
                    self.tr("Draws borders as the United Nations' maps do."),
                ),
            ),
            self,
        )
        self.borders.chosen.connect(lambda _: self._changed())
        return Field(self.tr("Borders on the map"), self.borders, self)

    # -- while it is filled in
    # -----------------------------------------------------------------------------------------

    def _changed(self) -> None:
        if not self._filling:
            self.edited.emit()

    def _address_changed(self) -> None:
        if self.address_field.wrong:
            self.address_field.set_wrong("")
        self._changed()

    def _judge_address(self) -> None:
        if self.address.text().strip():
            self.read_address()

    def _key_changed(self) -> None:
        if self.key_field.wrong:
            self.key_field.set_wrong("")
        self._changed()

    def _remember_changed(self) -> None:
        self._say_place()
        self._changed()

    def _say_place(self) -> None:
        if self._place is Place.SESSION:
            hint = self.tr("Only until the program ends: this computer has no keyring.")
        elif not self.remember.isChecked():
            hint = self.tr("Only until the program ends.")
        else:
            hint = self.tr("In the system keyring.") if self._place is not None else ""
        self.where.setText(hint)
        self.remember.setAccessibleDescription(hint)
