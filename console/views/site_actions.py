"""What can be done with sites: asked first, then done at the edge."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from common.client import EdgeClient
from common.instants import rfc3339
from console.core.sites import SiteDraft
from console.models.site_places import SitePlace
from console.views.acting import Acting
from console.views.dialogs.site import SiteDialog
from console.views.dialogs.site_compare import CompareDialog
from console.views.dialogs.site_retime import RetimeDialog
from console.views.pages.page import Surroundings
from console.views.site_words import SiteWords

SCOPE: Final = "sites:write"
FEWEST, MOST = 2, 4
"""So many sites can be compared."""


class SiteActions(QObject):
    """`acting` asks over the page."""

    def __init__(self, around: Surroundings, acting: Acting, says: SiteWords, over: QWidget) -> None:
        super().__init__(over)
        self._around, self._acting, self._says, self._over = around, acting, says, over

    @property
    def allowed(self) -> bool:
        """Whether sites can be changed from here."""
        return self._around.may(SCOPE)

    def make(self) -> None:
        async def do(draft: SiteDraft) -> None:
            await self._client.post("/v1/sites", draft.body())
            self._around.session.connection.refresh()

        if self.allowed:
            self._acting.ask(lambda: SiteDialog(self._around, None, self._window), do, self.tr("Site made"))

    def edit(self, place: SitePlace) -> None:
        site = place.site

        async def do(draft: SiteDraft) -> None:
            await self._client.patch(f"/v1/sites/{site.id}", draft.body())
            self._around.session.connection.refresh()
            if draft.timezone != site.timezone and place.terminals:
                await self._offer_retiming(site.id, draft.name, draft.timezone or "UTC")

        if self.allowed:
            self._acting.ask(
                lambda: SiteDialog(self._around, site, self._window), do, self.tr("Site changed"), site.name
            )

    def retime(self, place: SitePlace) -> None:
        """Read its punches anew in the zone that it has."""

        site, zone = place.site, place.timezone

        async def do(since_us: int) -> None:
            await self._retime(site.id, since_us)

        if self.allowed:
            self._acting.ask(
                lambda: RetimeDialog(self._around, site.id, site.name, zone, self._window),
                do, self.tr("Its punches are being read anew"), site.name,
            )  # fmt: skip

    def delete(self, places: Sequence[SitePlace]) -> None:
        async def do() -> None:
            for place in places:
                await self._client.delete(f"/v1/sites/{place.site.id}")
            self._around.session.connection.refresh()

        terminals = sum(place.terminals for place in places)
        one = places[0].site.name if len(places) == 1 else ""
        facts = [] if one else [place.site.name for place in places]
        if terminals:
            facts.append(self.tr("%n terminals stay, without a site.", "", terminals))
            facts.append(self.tr("Their zone may be another one then, and who is told of them."))
        facts.append(self.tr("Punches that were made there stay, under its name."))
        facts.append(
            self.tr("Silences, maintenance and keys that are of this site only are of nothing then.")
        )
        title = self.tr("Delete {0}?").format(one) if one else self.tr("Delete %n sites?", "", len(places))
        if self.allowed:
            self._acting.confirm(
                title, self.tr("This cannot be taken back."), self.tr("Delete"), do,
                self.tr("Deleted"), one or self._around.words.sites(len(places)),
                facts=facts, typed=(one or self.tr("delete")) if terminals else "", grave=True,
            )  # fmt: skip

    def can_compare(self, places: Sequence[SitePlace]) -> bool:
        return FEWEST <= len(places) <= MOST

    def compare(self, places: Sequence[SitePlace]) -> None:
        """Their last 30 days side by side."""

        async def nothing(_answer: object) -> None:
            return

        named = [(place.site.id, place.site.name) for place in places]
        if self.can_compare(places):
            self._acting.ask(
                lambda: CompareDialog(self._around, self._says, named, self._window), nothing, ""
            )

    async def _offer_retiming(self, site_id: str, name: str, zone: str) -> None:
        since_us = await RetimeDialog(self._around, site_id, name, zone, self._window).ask()
        if since_us is not None:
            await self._retime(site_id, since_us)

    async def _retime(self, site_id: str, since_us: int) -> None:
        await self._client.post(f"/v1/sites/{site_id}/retime", {"from": rfc3339(since_us)})

    @property
    def _client(self) -> EdgeClient:
        return self._around.session.connection.client

    @property
    def _window(self) -> QWidget:
        return self._over.window()
