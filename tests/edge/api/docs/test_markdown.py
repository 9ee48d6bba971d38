"""Pages are written in Markdown; anchors, tabs and colours are made of it."""

from __future__ import annotations

import pytest

from edge.api.docs.markdown import coloured, render, slug

PAGE = """\
# Title

Before.

## One part

Text with `code` and a [link](/docs).

## One part

```sh tab="Linux, macOS"
echo "<1>"
```

```powershell tab="Windows"
Write-Output 1
```

```json
{"a": 1}
```

| a | b |
|---|---|
| 1 | 2 |
"""


def test_every_heading_has_an_anchor_of_its_own() -> None:
    page = render(PAGE)
    assert [(part.level, part.anchor) for part in page.sections] == [
        (1, "title"),
        (2, "one-part"),
        (2, "one-part-2"),
    ]
    assert '<h2 id="one-part-2">' in page.html
    assert 'href="#one-part-2"' in page.html
    assert page.title == "Title"


def test_what_can_be_searched_is_text_without_marks() -> None:
    assert render(PAGE).sections[1].text == "Text with code and a link."


def test_blocks_in_a_row_that_name_a_tab_become_tabs() -> None:
    found = render(PAGE).html
    assert found.count('role="tablist"') == 1
    assert found.count('role="tabpanel"') == 2
    assert found.count("data-later") == 1
    assert "&lt;1&gt;" in found
    assert "<figcaption>JSON</figcaption>" in found, "a block without a tab is a block by itself"


def test_wide_tables_scroll_by_themselves() -> None:
    assert '<div class="table" tabindex="0"' in render(PAGE).html


def test_a_language_that_nobody_knows_is_shown_as_it_is() -> None:
    assert coloured("<b>", "klingon") == "&lt;b&gt;"


def test_slugs_never_repeat() -> None:
    taken: set[str] = set()
    assert [slug(title, taken) for title in ("A b", "a B!", "??")] == ["a-b", "a-b-2", "part"]


def test_a_page_without_a_title_is_refused() -> None:
    with pytest.raises(ValueError, match="begins with a heading"):
        render("Text.")
