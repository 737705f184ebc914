"""Reads any YAML, and tells what is wrong with it.

Built from the parser's events with a stack of our own, so that deep nesting is refused and not recursed into.
"""

from collections.abc import Iterator
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)
from ruamel.yaml.reader import ReaderError

from assistant.content.errors import Faults
from assistant.content.nodes import Items, Node, Pairs, Scalar

DEEPEST = 12
"""Levels of nesting; our files need five."""


def parse_any(text: str, faults: Faults, first_line: int) -> Node | None:
    """The one document in ``text``; None when it is empty or not YAML. ``first_line`` is where ``text`` begins."""
    tree = _Tree(faults, first_line)
    try:
        for event in _events(text):
            if not tree.take(event):
                return None
    except MarkedYAMLError as fault:
        unclosed = "end of stream" in str(fault.problem)
        mark = (fault.context_mark if unclosed else None) or fault.problem_mark
        line = mark.line if mark else 0
        faults.error(first_line + line, f"this is not YAML: {_plainly(fault)}", _mend_syntax(str(fault.problem)))
        return None
    except ReaderError as fault:
        line = text.count("\n", 0, fault.position)
        faults.error(first_line + line, "there is an unprintable character", "delete the character")
        return None
    except (YAMLError, ValueError, OverflowError):
        # ruamel.yaml lets escapes outside Unicode ("\\UFFFFFFFF") and malformed directives through as ValueError
        faults.error(first_line, "this is not YAML", "look for a stray quote, backslash or %-line")
        return None
    return tree.root


def _events(text: str) -> Iterator[Any]:
    yield from YAML(typ="safe", pure=True).parse(text)


class _Tree:
    """Puts the events together again, bottom up."""

    def __init__(self, faults: Faults, first_line: int) -> None:
        self.root: Node | None = None
        self._faults = faults
        self._first_line = first_line
        self._open: list[Items | Pairs] = []
        self._keys: list[Scalar | None] = []
        self._documents = 0

    def take(self, event: Any) -> bool:
        """False when it makes no sense to read on."""
        line = self._first_line + event.start_mark.line
        if isinstance(event, DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                self._faults.error(line, "a second YAML document begins here", 'delete the line with "---"')
                return False
        elif isinstance(event, AliasEvent):
            self._faults.error(line, f"*{event.anchor} is a YAML alias", "write the value out in full")
            self._add(Scalar(line, f"*{event.anchor}", plain=False))
        elif isinstance(event, ScalarEvent):
            self._refuse_decoration(event, line)
            self._add(Scalar(line, event.value, plain=not event.style))
        elif isinstance(event, SequenceStartEvent | MappingStartEvent):
            self._refuse_decoration(event, line)
            self._open.append(Items(line) if isinstance(event, SequenceStartEvent) else Pairs(line))
            self._keys.append(None)
            if len(self._open) > DEEPEST:
                self._faults.error(line, "this is nested too deeply", "write it flatter; see docs/editors.md")
                return False
        elif isinstance(event, SequenceEndEvent | MappingEndEvent):
            self._keys.pop()
            self._add(self._open.pop())
        return True

    def _refuse_decoration(self, event: Any, line: int) -> None:
        if event.anchor:
            self._faults.error(line, f"&{event.anchor} is a YAML anchor", f'delete "&{event.anchor}"')
        if event.tag:
            tag = str(event.tag).replace("tag:yaml.org,2002:", "!!")
            self._faults.error(line, f"{tag} is a YAML tag", f'delete "{tag}"')

    def _add(self, node: Node) -> None:
        if not self._open:
            self.root = node
            return
        parent = self._open[-1]
        if isinstance(parent, Items):
            parent.items.append(node)
            return
        key = self._keys[-1]
        if key is None:
            self._keys[-1] = self._key(node)
            return
        self._keys[-1] = None
        if key.text in parent.values:
            self._faults.error(
                key.line,
                f'"{key.text}" stands here a second time; the first is in line {parent.lines[key.text]}',
                "keep one of the two",
            )
            return
        parent.values[key.text] = node
        parent.lines[key.text] = key.line

    def _key(self, node: Node) -> Scalar:
        if isinstance(node, Scalar):
            return node
        self._faults.error(node.line, "a list or mapping stands in the place of a name", "write a name and a colon")
        return Scalar(node.line, "", plain=False)


def _plainly(fault: MarkedYAMLError) -> str:
    return " ".join(str(fault.problem or fault.context or "it cannot be read").split())


def _mend_syntax(problem: str) -> str:
    if "'\\t'" in problem:
        return "use spaces, not tabs"
    if "mapping values are not allowed" in problem:
        return 'put a text that contains ": " in quotes'
    if "end of stream" in problem:
        return "close the quote or bracket"
    return "look at this line and the one above: indentation, quotes, brackets and the colon after a name"
