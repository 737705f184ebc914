"""Where in a Markdown file do its settings end and its text begin?"""

from dataclasses import dataclass

from assistant.content.errors import Faults
from assistant.content.fields import CONTROLS
from assistant.content.nodes import Node
from assistant.content.yaml12 import parse

FENCE = "---"


@dataclass(frozen=True)
class Page:
    """A Markdown file in its two parts. ``settings`` is None without (readable) front matter."""

    settings: Node | None
    body: str
    body_line: int
    """The line the body begins in."""


def read_page(source: str, faults: Faults, *, required: bool) -> Page | None:
    """The parts of a file; None, with a finding, when its front matter is missing or unreadable."""
    lines = source.split("\n")
    for at, line in enumerate(lines, 1) if CONTROLS.search(source) else ():
        if CONTROLS.search(line):
            faults.error(at, "there is an unprintable character", "delete the character")
    if lines[0].rstrip() != FENCE:
        if not required:
            return Page(None, source, 1)
        faults.error(1, "there is no front matter", 'begin the file with "---", the settings, and "---" again')
        return None
    end = next((at for at, line in enumerate(lines[1:], 1) if line.rstrip() == FENCE), None)
    if end is None:
        faults.error(1, "the front matter has no end", 'put a line "---" between the settings and the text')
        return None
    settings = parse("\n".join(CONTROLS.sub("?", line) for line in lines[1:end]) + "\n", faults, first_line=2)
    if settings is None and faults.findings:
        return None
    return Page(settings, "\n".join(lines[end + 1 :]), end + 2)
