"""How does an e-mail in HTML read as text? Lines as they are seen, quotations with ``>``; nothing of it is ever run.

Read in one pass from left to right, so that no mail, however it is made, takes longer than its length.
"""

import re
from html import unescape

TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})((?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*)>")
ATTRIBUTE = re.compile(r"\b(class|id|href)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE)
LINES = frozenset({"p", "div", "br", "tr", "table", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "hr", "pre", "li"})
PARAGRAPHS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "pre"})
DECLARATION = re.compile(r"<[!?][^<>]*>")
UNSEEN = ("script", "style", "title", "template", "object")
QUOTES = ("gmail_quote", "yahoo_quoted", "protonmail_quote")
EARLIER = ("divrplyfwdmsg", "appendonsend", "x_divrplyfwdmsg")
"""Where Outlook begins to repeat the mail that is answered."""

LONGEST_LINE = 5_000
"""Characters after which a line is broken: what is added to again and again must stay short."""
SEPARATOR = "----- Original Message -----"


def html_to_text(html: str) -> str:
    """The text that a reader of the mail sees."""
    reader = _Reader()
    place = 0
    html = _without_unseen_parts(html)
    for tag in TAG.finditer(html):
        reader.hear(html[place : tag.start()])
        place = tag.end()
        if tag.group(1):
            reader.close(tag.group(2).lower())
        else:
            reader.open(tag.group(2).lower(), tag.group(3))
    reader.hear(html[place:])
    return reader.text()


class _Reader:
    """Gathers lines while tags go by."""

    def __init__(self) -> None:
        self._lines: list[str] = [""]
        self._quotes: list[tuple[str, int]] = []
        """The tag that opened a quotation, and how many of its kind are open inside."""
        self._target = ""

    def hear(self, text: str) -> None:
        words = re.sub(r"[\s\u00a0\u200b\u200c\ufeff]+", " ", unescape(text))
        if len(self._lines[-1]) > LONGEST_LINE:
            self._break()
        line = self._lines[-1]
        at_start = line.strip("> ") == ""
        self._lines[-1] = line + (words.lstrip() if at_start or line.endswith(" ") else words)

    def open(self, tag: str, attributes: str) -> None:
        given = {name.lower(): "".join(values) for name, *values in ATTRIBUTE.findall(attributes)}
        marks = f"{given.get('class', '')} {given.get('id', '')}".lower().split()
        if self._quotes and self._quotes[-1][0] == tag:
            self._quotes[-1] = (tag, self._quotes[-1][1] + 1)
        if tag == "blockquote" or (tag == "div" and any(mark in QUOTES for mark in marks)):
            self._quotes.append((tag, 1))
            self._break()
        if any(mark in EARLIER for mark in marks):
            self._break()
            self._lines[-1] += SEPARATOR
        if tag in LINES:
            self._break(blank=tag in PARAGRAPHS)
        if tag == "li":
            self._lines[-1] += "- "
        if tag == "a":
            self._target = given.get("href", "")

    def close(self, tag: str) -> None:
        if tag == "a":
            self._show_target()
        if tag in LINES and tag != "br":
            self._break(blank=tag in PARAGRAPHS)
        if self._quotes and self._quotes[-1][0] == tag:
            left = self._quotes[-1][1] - 1
            if left:
                self._quotes[-1] = (tag, left)
            else:
                self._quotes.pop()
                self._break(blank=True)

    def text(self) -> str:
        lines = (line.rstrip() for line in self._lines)
        return re.sub(r"\n{3,}", "\n\n", "\n".join("" if line.strip("> ") == "" else line for line in lines)).strip()

    def _break(self, *, blank: bool = False) -> None:
        prefix = "> " if self._quotes else ""
        if self._lines[-1].strip("> ") == "":
            self._lines.pop()
        blank = blank and bool(self._lines) and self._lines[-1] != ""
        self._lines += ["", prefix] if blank else [prefix]

    def _show_target(self) -> None:
        """Where a link leads, unless its text says so."""
        target, self._target = self._target, ""
        if target.startswith(("http://", "https://")) and target not in self._lines[-1]:
            self._lines[-1] += f" ({target[:300]})"


def _without_unseen_parts(html: str) -> str:
    """Without comments, scripts and styles; what never ends hides the rest, as in a browser."""
    html = _cut(html, "<!--", "-->")
    for tag in UNSEEN:
        html = _cut(html, f"<{tag}", f"</{tag}")
    return DECLARATION.sub("", html)


def _cut(html: str, begins: str, ends: str) -> str:
    lowered, kept, place = html.lower(), [], 0
    if len(lowered) != len(html):
        lowered = html  # a letter that grows when it is made small would move everything after it
    while (start := lowered.find(begins, place)) >= 0:
        after = lowered[start + len(begins) : start + len(begins) + 1]
        if begins != "<!--" and (after.isalnum() or after == "-"):
            kept.append(html[place : start + 1])  # <header> is no <head>
            place = start + 1
            continue
        kept.append(html[place:start])
        end = lowered.find(ends, start)
        if end < 0:
            return "".join(kept)
        place = end + len(ends) if ends == "-->" else html.find(">", end) + 1 or len(html)
    return "".join([*kept, html[place:]])
