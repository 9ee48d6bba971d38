"""Asks what a site is called and where it is: for a new one, and to change one."""

from __future__ import annotations

from math import isnan
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from console.core.records import Site, moment
from console.core.sites import SiteDraft
from console.views.dialogs.ask import AskDialog, line_of
from console.views.dialogs.site_place import PlaceDialog
from console.views.pages.page import Surroundings
from console.views.widgets.buttons import Button
from console.views.widgets.form import Field
from console.views.widgets.zone_field import ZoneField

WIDTH: Final = 640


class SiteDialog(AskDialog[SiteDraft]):
    """Answers with all of it."""

    def __init__(self, around: Surroundings, site: Site | None, parent: QWidget | None) -> None:
        super().__init__(
            around.theme,
            self.tr("New site") if site is None else self.tr("Change {0}").format(site.name),
            "",
            self.tr("Make it") if site is None else self.tr("Change it"),
            parent,
            width=WIDTH,
        )
        self._around = around
        self._site = site
        known = SiteDraft("") if site is None else SiteDraft.of(site)
        self.asked.setSpacing(12)
        self.name = self.line_field(self.tr("Name"), text=known.name)
        self.address = self.line_field(self.tr("Address"), text=known.address or "")
        self.lat = self.line_field(
            self.tr("Latitude"), self.tr("Degrees, north of the equator."), _text(known.lat)
        )
        self.lon = self.line_field(
            self.tr("Longitude"), self.tr("Degrees, east of Greenwich."), _text(known.lon)
        )
        for field in (self.lat, self.lon):
            line_of(field).setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        line_of(self.lat).textEdited.connect(self._split)
        self.pick = Button(self.tr("Pick on the map…"), self, theme=around.theme, icon_name="place")
        self.pick.clicked.connect(lambda: self.tasks.spawn("pick", self._pick()))
        self.timezone = ZoneField(
            *(around.words, moment(around.session.now_us()), known.timezone or "", self.tr("Time zone")),
            self.tasks,
            self,
        )
        self.timezone.line.setPlaceholderText(self.tr("that of the account"))
        self.tags = self.line_field(
            self.tr("Tags"), self.tr("With commas between them."), ", ".join(known.tags)
        )
        self.critical = QCheckBox(self.tr("Business critical: it comes first"), self)
        self.critical.setChecked(known.business_critical)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(self.name, 0, 0, 1, 2, top)
        grid.addWidget(self.address, 1, 0, 1, 2, top)
        grid.addWidget(self.lat, 2, 0, top)
        grid.addWidget(self.lon, 2, 1, top)
        grid.addWidget(self.pick, 3, 0, 1, 2, Qt.AlignmentFlag.AlignLeading)
        grid.addWidget(self.timezone, 4, 0, top)
        grid.addWidget(self.tags, 4, 1, top)
        self.asked.addLayout(grid)
        self.asked.addWidget(self.critical)
        line_of(self.name).setFocus()

    def finish(self) -> None:
        draft = self._read()
        if draft is not None:
            self.answer(draft)

    def _read(self) -> SiteDraft | None:
        """What was written; None where something is wrong, which is said then."""
        name, zone = line_of(self.name).text().strip(), self.timezone.zone
        lat, lon = _degrees(line_of(self.lat).text(), 90), _degrees(line_of(self.lon).text(), 180)
        one = (lat is None) != (lon is None)
        both = self.tr("Latitude and longitude go together.")
        wrong = {
            self.name: "" if name else self.tr("Give it a name."),
            self.lat: self.tr("A number from -90 to 90.")
            if _no_number(lat)
            else both
            if one and lat is None
            else "",
            self.lon: self.tr("A number from -180 to 180.")
            if _no_number(lon)
            else both
            if one and lon is None
            else "",
        }
        for field, words in wrong.items():
            field.set_wrong(words)
        first: Field | None = next((field for field, words in wrong.items() if words), None)
        if not self.timezone.judge():
            first = first or self.timezone
        if first is not None:
            first.control.setFocus()
            self.grow()
            return None
        tags = dict.fromkeys(tag.strip() for tag in line_of(self.tags).text().split(","))
        return SiteDraft(
            name,
            line_of(self.address).text().strip() or None,
            lat,
            lon,
            zone or None,
            self.critical.isChecked(),
            tuple(tag for tag in tags if tag),
        )

    # -- where it is
    # ----------------------------------------------------------------------------------------------

    def _split(self, text: str) -> None:
        """A pair that was copied elsewhere comes in one piece."""
        parts = [part.strip() for part in text.replace(";", ",").split(",")]
        if len(parts) == 2 and all(parts) and not line_of(self.lon).text() and "." in text:
            line_of(self.lat).setText(parts[0])
            line_of(self.lon).setText(parts[1])

    async def _pick(self) -> None:
        name = line_of(self.name).text().strip() or self.tr("the new site")
        found = await PlaceDialog(self._around, self._site, name, self).ask()
        if found is not None:
            for field, value in zip((self.lat, self.lon), found, strict=True):
                line_of(field).setText(_text(value))


def _text(degrees: float | None) -> str:
    return "" if degrees is None else f"{degrees:.6f}".rstrip("0").rstrip(".")


def _no_number(degrees: float | None) -> bool:
    return degrees is not None and isnan(degrees)


def _degrees(text: str, most: int) -> float | None:
    """A number; None for none, NaN for what is no such number."""
    written = text.strip().replace(",", ".")
    if not written:
        return None
    try:
        value = float(written)
    except ValueError:
        return float("nan")
    return value if abs(value) <= most else float("nan")
