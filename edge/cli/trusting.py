"""Which servers the commands believe that call one: those of the system's authorities, or of one's own."""

from __future__ import annotations

import ssl
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

import truststore
import typer

from edge.cli.running import fail

CaFileOption = Annotated[
    Path | None,
    typer.Option("--ca-file", help="Certificate of the authority, or of the server itself, to believe; PEM."),
]


def client_tls(url: str, ca_file: Path | None) -> ssl.SSLContext | None:
    """How to check the server of an address; None where it is called plain. Ends with a clear line."""
    if urlsplit(url).scheme != "https":
        return None
    if ca_file is None:
        return truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    try:
        return ssl.create_default_context(cafile=ca_file)
    except OSError as error:  # ssl.SSLError is one
        fail(f"{ca_file} is no certificate that can be trusted: {error}. --ca-file takes a PEM file.")
