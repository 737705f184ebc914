"""What does a YAML file say, before anybody reads a meaning into it?

YAML 1.2 without surprises: every scalar is the text that stands there (``NO``, ``17:00`` and ``2026-12-24`` included)
until a model asks for a number or a date. Duplicate keys, anchors, aliases, tags and second documents are refused.
"""

from assistant.content.errors import Faults
from assistant.content.nodes import Node
from assistant.content.plain_yaml import parse_plain


def parse(text: str, faults: Faults, first_line: int = 1) -> Node | None:
    """The one document in ``text``; None when it is empty or not YAML. ``first_line`` is where ``text`` begins."""
    plain = parse_plain(text, first_line)
    if plain is not None:
        return plain
    from assistant.content.whole_yaml import parse_any  # takes a while to load, and mostly there is nothing for it

    return parse_any(text, faults, first_line)
