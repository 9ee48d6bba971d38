"""Fingerprints and faces are not kept unless the installation says so, and never travel where others can read
along (security-reliability T3): uploads are then stored without them, and none leave."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from edge.push.peers import Network, is_within
from edge.push.wire import DeviceRequest

# Fields of §6.4 to §6.6 that hold a template or a picture of a person, as base64.
_TEMPLATE: Final = re.compile(
    rb"(?i)\b(TMP|Template|Content|Photo|PhotoJPG|FP_?Template\d)=[^\t\r\n]{32,}",
)


@dataclass(frozen=True, slots=True)
class Privacy:
    """`keeps`: whether templates and pictures of people are kept at all. `networks`: where they may travel
    without TLS, because the operator vouches that nobody else is there."""

    keeps: bool = False
    networks: tuple[Network, ...] = ()

    def admits(self, request: DeviceRequest) -> bool:
        """Whether a template may come with this request, or leave with its answer. One that came by a way on
        which anybody can write is not taken either: it would open doors to whoever wrote it."""
        return self.keeps and (request.secure or is_within(request.peer, self.networks))


KEEPS_NOTHING: Final = Privacy()


def without_biometrics(body: bytes) -> bytes:
    """The same upload with every template and picture emptied; all else stays as sent."""
    return _TEMPLATE.sub(rb"\1=", body)
