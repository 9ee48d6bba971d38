"""Whether a service serves, asked of itself: where its system knows no more than that a process runs."""

from __future__ import annotations

import http.client
import ssl
from collections.abc import Mapping
from typing import Final

from edge.settings import PREFIX, Settings, SettingsError, read_settings

WITHIN_S: Final = 5.0
_ANYWHERE: Final = {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}


def ready_at(variables: Mapping[str, str]) -> tuple[str, bool]:
    """The URL of an edge that is told these variables, and whether it is ready there."""
    try:
        settings, _ = read_settings({}, {k: v for k, v in variables.items() if k.startswith(PREFIX)})
    except SettingsError:
        return "", False
    host = _ANYWHERE.get(settings.host, settings.host)
    scheme = "http" if settings.tls_cert is None else "https"
    url = f"{scheme}://{f'[{host}]' if ':' in host else host}:{settings.port}"
    return url, _answers(settings, host)


def _answers(settings: Settings, host: str) -> bool:
    connection: http.client.HTTPConnection
    if settings.tls_cert is None:
        connection = http.client.HTTPConnection(host, settings.port, timeout=WITHIN_S)
    else:
        # Nothing is told to whoever answers, and its certificate is for the name that others call it by.
        trusting = ssl.create_default_context()
        trusting.check_hostname = False
        trusting.verify_mode = ssl.CERT_NONE
        connection = http.client.HTTPSConnection(host, settings.port, timeout=WITHIN_S, context=trusting)
    try:
        connection.request("GET", "/readyz")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
