"""Webhooks: the endpoints that are told of events, and what was delivered to each."""

from __future__ import annotations

from collections.abc import Sequence

from console.core.webhooks import Endpoint
from console.views.pages.lists import ListsPage, Part
from console.views.webhooks.deliveries import DeliveriesList
from console.views.webhooks.endpoints import EndpointsList

ENDPOINTS = "endpoints"
DELIVERIES = "deliveries"


class WebhooksPage(ListsPage):
    """A link leads to an endpoint, or to the deliveries of one."""

    id = "webhooks"

    def title(self) -> str:
        return self.tr("Webhooks")

    def parts(self) -> Sequence[Part]:
        return (
            Part(ENDPOINTS, self.tr("Webhooks"), self._make_endpoints),
            Part(DELIVERIES, self.tr("Deliveries"), self._make_deliveries),
        )

    @property
    def endpoints(self) -> EndpointsList:
        made = self.ensure(ENDPOINTS)
        assert isinstance(made, EndpointsList)
        return made

    @property
    def deliveries(self) -> DeliveriesList:
        made = self.ensure(DELIVERIES)
        assert isinstance(made, DeliveriesList)
        return made

    def show_deliveries(self, endpoint_id: str) -> None:
        """Those of one endpoint."""
        self.deliveries.show_endpoint(endpoint_id)
        self.show_list(DELIVERIES)

    def bring(self, id: str) -> None:
        self.show_list(ENDPOINTS)
        self.endpoints.show_record(id)

    def _make_endpoints(self) -> EndpointsList:
        return EndpointsList(self.around, self, self.show_deliveries, self._renewed)

    def _make_deliveries(self) -> DeliveriesList:
        return DeliveriesList(self.around, self, lambda: list(self.endpoints.model.all()))

    def _renewed(self, endpoints: Sequence[Endpoint]) -> None:
        made = self.lists.get(DELIVERIES)
        if isinstance(made, DeliveriesList):
            made.offer(endpoints)
