"""What the word of a failed attempt means, and what its owner can do about it."""

from __future__ import annotations

from typing import Final

MEANINGS: Final = {
    "blocked_address": "The address is not public and not inside webhooks_allowed_networks, or it is reached "
    "without TLS. Use a public https URL, or have whoever runs the edge add the network to that setting.",
    "dns": "The host name cannot be resolved. Check its spelling.",
    "connect": "Nothing accepts connections there, or the connection was cut. Is the receiver running?",
    "tls": "The certificate cannot be verified. It must be valid, for this host name, with its chain.",
    "timeout": "No answer within 10 s. Answer first and work afterwards.",
    "protocol": "What came back is no HTTP answer. Is it https where http is spoken, or the reverse?",
}


def meaning_of(error: str | None) -> str | None:
    """What an attempt's error means and what to do about it."""
    if error is None:
        return None
    if error.startswith("http_3"):
        return "The receiver redirects, which is never followed. Give the webhook the address it leads to."
    if error.startswith("http_"):
        return f"The receiver answered {error.removeprefix('http_')}. Any status from 200 to 299 means taken."
    return MEANINGS.get(error)
