"""Which policies do the texts name that the shop has not given us?"""

import re
from collections.abc import Iterator

from assistant.content.draft import Draft
from assistant.content.errors import Finding

# "the Shipping Policy", "Privacy and Cookie Policy"; a line break may stand between the words
NAMED = re.compile(r"\b((?:[A-Z][\w'-]*\s+(?:(?:and|of|&)\s+)?){1,4})(?:Policy|policy)\b")
NOT_PART_OF_A_NAME = frozenset(
    {"a", "by", "in", "our", "please", "read", "see", "that", "the", "this", "under", "your"}
)


def policies_not_given(draft: Draft) -> Iterator[Finding]:
    """One warning for each policy, at the place that names it first."""
    given = {name.replace("-", " ").removesuffix(" policy") for name in draft.policies}
    given |= {read.text.title.casefold().removesuffix(" policy") for read in draft.policies.values()}
    named: dict[str, list[tuple[str, int]]] = {}
    for file, line, text in _texts(draft):
        for found in NAMED.finditer(text):
            words = found[1].split()
            while words and words[0].casefold() in NOT_PART_OF_A_NAME:
                words.pop(0)
            name = " ".join(words)
            if name and name.casefold() not in given:
                named.setdefault(name, []).append((file, line + text.count("\n", 0, found.start())))
    for name, places in named.items():
        file, line = places[0]
        more = f" (and named in {len(places) - 1} more places)" if len(places) > 1 else ""
        slug = re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")
        said = f"the {name} Policy is named here, but not given{more}"
        yield Finding(file, line, "warning", said, f"add policies/{slug}.md, in numbered sections")


def _texts(draft: Draft) -> Iterator[tuple[str, int, str]]:
    for policy in draft.policies.values():
        for section in policy.text.sections:
            yield policy.file, policy.text_lines[section.number], section.text
    for read in draft.entries.values():
        yield read.file, read.line("answer"), read.entry.answer
        yield read.file, read.line("not_stated"), read.entry.not_stated or ""
