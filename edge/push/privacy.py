"""Fingerprints and faces are not kept unless the installation says so: uploads are stored without them."""

from __future__ import annotations

import re
from typing import Final

# Fields of §6.4 to §6.6 that hold a template or a picture of a person, as base64.
_TEMPLATE: Final = re.compile(
    rb"(?i)\b(TMP|Template|Content|Photo|PhotoJPG|FP_?Template\d)=[^\t\r\n]{32,}",
)


def without_biometrics(body: bytes) -> bytes:
    """The same upload with every template and picture emptied; all else stays as sent."""
    return _TEMPLATE.sub(rb"\1=", body)
