"""How does text become HTML that is safe to show?

Two kinds: Markdown, which editors write, and plain text, which shoppers and agents type. Neither may bring HTML of its
own, pictures, or anything else that a page would load.
"""

import re
from collections.abc import Sequence
from html import escape

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

TAGS = {"a", "blockquote", "br", "code", "em", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "strong", "ul"}
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
SCHEMES = {"http", "https", "mailto", "tel"}

LINK = re.compile(r"https?://[^\s<>\"'`\x00-\x1f\u200e\u200f\u202a-\u202e]{1,2000}", re.IGNORECASE)
NOT_PART_OF_A_LINK = ".,:;!?*_"
BRACKETS = {")": "(", "]": "[", "}": "{"}

_markdown = MarkdownIt("commonmark", {"html": False, "maxNesting": 20})
_letters = MarkdownIt("commonmark", {"html": False, "maxNesting": 20, "breaks": True})


def letter_to_html(markdown: str) -> str:
    """What an agent typed as safe HTML: Markdown in which a line break is one."""
    return _to_html(_letters, markdown)


def letter_to_text(markdown: str) -> str:
    """What an agent typed as a mail without markup shows it: no asterisks, list items as they are said, links in full,
    quotations as mails mark them.
    """
    lines: list[str] = []
    marks: list[str | int] = []
    quotes: list[int] = []
    for token in _letters.parse(markdown):
        match token.type:
            case "bullet_list_open":
                marks.append("-")
            case "ordered_list_open":
                marks.append(int(token.attrGet("start") or 1))
            case "bullet_list_close" | "ordered_list_close":
                marks.pop()
                if not marks:
                    lines.append("")
            case "list_item_open":
                lines.append(f"{'  ' * (len(marks) - 1)}{_mark(marks)} ")
            case "inline":
                begun = lines.pop() if lines and lines[-1].endswith(" ") else ""
                lines.append(begun + _inline_text(token.children or []))
            case "fence" | "code_block":
                lines.append(token.content.rstrip())
            case "blockquote_open":
                quotes.append(len(lines))
            case "blockquote_close":
                begun_at = quotes.pop()
                quoted = "\n".join(lines[begun_at:]).strip()
                lines[begun_at:] = [*(f"> {line}".rstrip() for line in quoted.split("\n")), ""]
            case "paragraph_close" | "heading_close" if not marks:
                lines.append("")
    return "\n".join(lines).strip()


def to_html(markdown: str) -> str:
    """Markdown as safe HTML. Links open a tab of their own, because the chat lives in a frame."""
    return _to_html(_markdown, markdown)


def _to_html(parser: MarkdownIt, markdown: str) -> str:
    tokens = parser.parse(markdown)
    for token in tokens:
        if token.tag in ("h1", "h2"):
            token.tag = "h3"  # the page around it has the higher headings
    return nh3.clean(
        parser.renderer.render(tokens, parser.options, {}),
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel="noopener",
        set_tag_attribute_values={"a": {"target": "_blank"}},
    ).strip()


def _mark(marks: list[str | int]) -> str:
    mark = marks[-1]
    if isinstance(mark, str):
        return mark
    marks[-1] = mark + 1
    return f"{mark}."


def _inline_text(tokens: Sequence[Token]) -> str:
    said, targets = "", []
    for token in tokens:
        match token.type:
            case "text" | "code_inline":
                said += token.content
            case "softbreak" | "hardbreak":
                said += "\n"
            case "link_open":
                targets.append((str(token.attrGet("href")), len(said)))
            case "link_close":
                target, begin = targets.pop()
                said += "" if said[begin:] == target else f" ({target})"
    return said


def plain_to_html(text: str) -> str:
    """Typed text as safe HTML: paragraphs, line breaks, and links that promise nothing to where they lead."""
    paragraphs = re.split(r"\n[ \t]*\n\s*", text.replace("\r\n", "\n").replace("\r", "\n").strip())
    return "".join(f"<p>{_linked(paragraph)}</p>" for paragraph in paragraphs if paragraph.strip())


def _linked(text: str) -> str:
    html = []
    end = 0
    for found in LINK.finditer(text):
        url = _trimmed(found.group())
        if len(url) <= len("https://"):
            continue
        html.append(_escaped(text[end : found.start()]))
        href = escape(url)
        html.append(f'<a href="{href}" rel="noopener nofollow ugc" target="_blank">{href}</a>')
        end = found.start() + len(url)
    html.append(_escaped(text[end:]))
    return "".join(html)


def _escaped(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def _trimmed(url: str) -> str:
    """The link without the full stop or bracket of the sentence it stands in."""
    end = len(url)
    while end:
        last = url[end - 1]
        unopened = last in BRACKETS and url.count(last, 0, end) > url.count(BRACKETS[last], 0, end)
        if not unopened and last not in NOT_PART_OF_A_LINK:
            break
        end -= 1
    return url[:end]
