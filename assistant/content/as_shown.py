"""What in an answer or a canned reply would shoppers not see, or not as it is meant?"""

import re
from collections.abc import Iterator

from assistant.content.draft import Draft
from assistant.content.entry_files import EntryFile
from assistant.content.errors import Finding
from assistant.core.knowledge import PLACEHOLDER

_TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9]*(?:\s[^<>\n]*)?/?>")
_CODE = re.compile(r"`[^`\n]*`")
_PICTURE = re.compile(r"!\[[^\[\]\n]*\]\((?:[^()\n]++|\([^()\n]*\))*+\)")
_LINK = re.compile(r"(?<!!)\[[^\[\]\n]*\]\(\s*<?([^)\s>]*)")
_LEADS_SOMEWHERE = re.compile(
    r"(?:https?://|mailto:|tel:)\S|/(?:policies|help)(?:[/#?]|$)|/contact(?:[#?]|$)|/$|#", re.IGNORECASE
)


def not_as_meant(draft: Draft) -> Iterator[Finding]:
    """Warnings: HTML, pictures, links that lead nowhere, and second parts that are never said."""
    for read in draft.entries.values():
        yield from _text(read.file, read.line("answer"), read.entry.answer)
        if read.entry.not_stated:
            yield from _text(read.file, read.line("not_stated"), read.entry.not_stated)
            yield from _second_part(read, read.entry.not_stated, draft)
    for canned in draft.canned:
        yield from _text(canned.file, canned.line, canned.reply.text)


def _text(file: str, line: int, text: str) -> Iterator[Finding]:
    for at, written in enumerate(text.split("\n"), line):
        plain = _CODE.sub("", written)
        for tag in _TAG.findall(plain):
            said = f"shoppers would read {tag} as it stands here, because HTML is not carried out"
            yield Finding(file, at, "warning", said, "use Markdown, as in **bold** or [text](https://...)")
        if _PICTURE.search(plain):
            yield Finding(file, at, "warning", "pictures are not shown", "delete it, or link to a page that shows it")
        for target in _LINK.findall(plain):
            if not _LEADS_SOMEWHERE.match(target):
                mend = "write it in full, https://..., or as /policies/<name>#<section> or /help/<topic>/<entry>"
                yield Finding(file, at, "warning", f'the link to "{target}" leads to no page', mend)


def _second_part(read: EntryFile, not_stated: str, draft: Draft) -> Iterator[Finding]:
    policy = draft.policy.legible
    line = read.line("not_stated")
    if policy is None:
        return
    if not policy.facts.keys() & set(PLACEHOLDER.findall(read.entry.answer)):
        said = "what follows <!-- not stated --> is never said, because the answer above it quotes no fact"
        yield Finding(read.file, line, "warning", said, "quote the fact, or delete this part")
    for name in dict.fromkeys(PLACEHOLDER.findall(not_stated)):
        if name in policy.facts and policy.facts[name].value is None and name not in draft.policy.doubtful:
            said = f"this part quotes {name}, which is not filled in, so a person is offered in its place"
            yield Finding(read.file, line, "warning", said, "say it without the fact")
