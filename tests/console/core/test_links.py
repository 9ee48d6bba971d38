"""Links into the console."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.core.links import Link, LinkError, read_link

LINK = "punchdeck://open/alert/alr_1?edge=https://edge.example.com:8443"


def test_a_link_says_what_it_leads_to() -> None:
    assert read_link(LINK) == Link("alert", "alr_1", "https://edge.example.com:8443")
    assert str(read_link(LINK)) == LINK


@pytest.mark.parametrize(
    "text",
    ["", "https://edge.example.com", "punchdeck://open/alert", LINK.replace("open", "shut"),
     "punchdeck://open/alert/alr_1", "punchdeck://open/alert/a%20b?edge=http://x", "punchdeck://[/"],
)  # fmt: skip
def test_what_is_no_link(text: str) -> None:
    with pytest.raises(LinkError, match="is no link of Punchdeck's"):
        read_link(text)


@given(st.text(max_size=80))
def test_any_text_is_a_link_or_none(text: str) -> None:
    try:
        link = read_link(text)
    except LinkError:
        return
    assert read_link(str(link)) == link
