"""What does one canned/<name>.md say?"""

from dataclasses import dataclass

from assistant.content.errors import Faults
from assistant.content.fields import Record, listed, text
from assistant.content.front_matter import read_page
from assistant.core.knowledge import CannedReply


@dataclass(frozen=True)
class CannedFile:
    """A canned reply, its placeholders still open, and where its text begins."""

    reply: CannedReply
    file: str
    line: int
    topics_line: int


def read_canned(name: str, file: str, source: str, faults: Faults) -> CannedFile | None:
    """The canned reply in a file's text; None when its front matter cannot be read."""
    page = read_page(source, faults, required=True)
    if page is None:
        return None
    record = Record(page.settings, faults)
    title = record.need("title", text, name)
    topics: tuple[str, ...] = record.may("topics", listed(text, "[returns, refunds]"), ())
    record.finish()
    body = page.body.strip()
    if not body:
        faults.error(page.body_line, "there is no reply", "write the reply below the front matter")
    lines = page.body.split("\n")
    first = next((at for at, line in enumerate(lines) if line.strip()), 0)
    return CannedFile(CannedReply(name, title, topics, body), file, page.body_line + first, record.line_of("topics"))
