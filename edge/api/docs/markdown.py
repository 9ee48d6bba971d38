"""Markdown to HTML as the documentation wants it: anchors, language tabs, coloured code, text to search."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.token import Token
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound

from edge.api.docs.languages import ENGLISH, translated

_INFO: Final = re.compile(r'(\w*)(?:\s+tab="([^"]+)")?(?:\s+file="([^"]+)")?')
_NOT_IN_SLUG: Final = re.compile(r"[^\w]+")
_LANGUAGES: Final = {
    "sh": "Shell",
    "json": "JSON",
    "http": "HTTP",
    "powershell": "PowerShell",
    "toml": "TOML",
}
_FORMATTER: Final = HtmlFormatter(nowrap=True)
# Words of ours in the page's language.
_Say = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a page under one heading; `level` 1 is the page itself. `text` is what can be searched."""

    level: int
    anchor: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Rendered:
    """A page's HTML and its parts."""

    html: str
    sections: Sequence[Section]

    @property
    def title(self) -> str:
        return self.sections[0].title


def render(source: str, language: str = ENGLISH) -> Rendered:
    """A page of a language. It must begin with a heading of the first level. Fences in a row that name a tab
    (```` ```py tab="Python" ````) become one block with tabs."""
    markdown = MarkdownIt("commonmark", {"html": True}).enable("table")
    say = partial(translated, language=language)
    tokens = markdown.parse(source)
    sections = _sections(tokens, say)
    written = markdown.renderer.render(_with_code(_with_scrolling(tokens, say), say), markdown.options, {})
    return Rendered(written, sections)


def slug(title: str, taken: set[str]) -> str:
    """An anchor for a heading, another one for each of the same name."""
    base = _NOT_IN_SLUG.sub("-", title.lower()).strip("-") or "part"
    found, number = base, 1
    while found in taken:
        number += 1
        found = f"{base}-{number}"
    taken.add(found)
    return found


def coloured(code: str, language: str) -> str:
    """Code as HTML with the classes of Pygments; plain where the language is unknown."""
    try:
        lexer = get_lexer_by_name(language, stripnl=False)
    except ClassNotFound:
        return html.escape(code)
    return str(highlight(code, lexer, _FORMATTER))


def _plain(inline: Token) -> str:
    """The words of a line, without its marks."""
    words = {"text": None, "code_inline": None, "softbreak": " ", "hardbreak": " "}
    parts = [words[child.type] or child.content for child in inline.children or () if child.type in words]
    return "".join(parts)


def _sections(tokens: Sequence[Token], say: _Say) -> list[Section]:
    """The parts of a page; each heading gets its anchor on the way."""
    taken: set[str] = set()
    heads: list[tuple[int, str, str]] = []
    texts: list[list[str]] = []
    for token, following in zip(tokens, [*tokens[1:], None], strict=True):
        if token.type == "heading_open" and following is not None:
            title = _plain(following)
            anchor = slug(title, taken)
            token.attrSet("id", anchor)
            if token.tag != "h1":
                _link_heading(following, anchor, say)
            heads.append((int(token.tag[1]), anchor, title))
            texts.append([])
        elif token.type == "inline" and texts:
            texts[-1].append(_plain(token))
    if not heads or heads[0][0] != 1:
        raise ValueError("a page begins with a heading of the first level")
    return [
        Section(level, anchor, title, " ".join(parts).removeprefix(title).strip())
        for (level, anchor, title), parts in zip(heads, texts, strict=True)
    ]


def _link_heading(inline: Token, anchor: str, say: _Say) -> None:
    link = Token("html_inline", "", 0)
    link.content = f' <a class="anchor" href="#{anchor}" aria-label="{say("Link to this part")}">#</a>'
    inline.children = [*(inline.children or ()), link]


def _with_scrolling(tokens: Sequence[Token], say: _Say) -> list[Token]:
    """Wide tables scroll by themselves, not the page."""
    found: list[Token] = []
    for token in tokens:
        if token.type == "table_open":
            found.append(_raw(f'<div class="table" tabindex="0" role="region" aria-label="{say("Table")}">'))
        found.append(token)
        if token.type == "table_close":
            found.append(_raw("</div>"))
    return found


def _with_code(tokens: Sequence[Token], say: _Say) -> list[Token]:
    found: list[Token] = []
    row: list[Token] = []
    groups = 0
    for token in [*tokens, None]:
        tab = token is not None and token.type == "fence" and 'tab="' in token.info
        if row and not tab:
            groups += 1
            found.append(_raw(_tabs(row, groups, say)))
            row = []
        if token is None:
            break
        if tab:
            row.append(token)
        elif token.type == "fence":
            found.append(_raw(_block(token, say)))
        else:
            found.append(token)
    return found


def _raw(text: str) -> Token:
    token = Token("html_block", "", 0)
    token.content = text
    return token


def _parts(token: Token) -> tuple[str, str, str]:
    """Language, tab and file of a fence."""
    match = _INFO.match(token.info.strip())
    assert match is not None, "every part of it is optional"
    return match[1] or "text", match[2] or "", match[3] or ""


def _block(token: Token, say: _Say, caption: bool = True) -> str:
    language, _, file = _parts(token)
    said = file or (_caption(language, say) if caption else "")
    named = f"<figcaption>{html.escape(said)}</figcaption>" if said else ""
    return (
        f'<figure class="code" data-language="{language}">{named}'
        f'<pre tabindex="0"><code>{coloured(token.content, language)}</code></pre></figure>\n'
    )


def _caption(language: str, say: _Say) -> str:
    return say("Text") if language == "text" else _LANGUAGES.get(language, language)


def _tabs(row: Sequence[Token], group: int, say: _Say) -> str:
    """Blocks of which one is shown; without scripts, all of them under their names."""
    buttons, panels = [], []
    for number, token in enumerate(row):
        _, tab, _ = _parts(token)
        name, first = html.escape(tab), number == 0
        own, later = f"code-{group}-{number}", "" if first else " data-later"
        buttons.append(
            f'<button type="button" role="tab" id="{own}-tab" aria-controls="{own}" data-tab="{name}" '
            f'aria-selected="{"true" if first else "false"}" tabindex="{0 if first else -1}">{name}</button>'
        )
        panels.append(
            f'<div class="panel" role="tabpanel" id="{own}" aria-labelledby="{own}-tab" data-tab="{name}"'
            f'{later}><p class="tab-name">{name}</p>{_block(token, say, caption=False)}</div>'
        )
    return (
        f'<div class="tabs"><div class="tablist" role="tablist" aria-label="{say("Language")}">'
        f"{''.join(buttons)}</div>{''.join(panels)}</div>\n"
    )
