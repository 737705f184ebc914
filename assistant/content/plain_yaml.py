"""Reads the plainest YAML quickly: a name and a value, or a list, on each line, as nearly all of our files are written.

Whatever is written in any other way, and whatever is faulty, is left to the whole parser: it alone judges. So this reads
little, but reads it exactly like the parser, some twenty times as fast.
"""

import re
from collections.abc import Sequence

from assistant.content.nodes import Items, Node, Pairs, Scalar

_SPOKEN = r"A-Za-z0-9!$%&'\"()*+./;<=>?@^_|~\-\u00a1-\u1fff\u2010-\u2027\u2030-\u205e"
"""What means nothing to YAML inside of a word."""
_IN_FLOW = rf"[A-Za-z0-9](?:(?:[{_SPOKEN} ]|(?<! )\#)*(?:[{_SPOKEN}]|(?<! )\#))?"
_IN_BLOCK = rf"[A-Za-z0-9](?:(?:[{_SPOKEN},\[\]{{}} ]|(?<! )\#)*(?:[{_SPOKEN},\[\]{{}}]|(?<! )\#))?"
_QUOTED = r"\"[^\"\\\x00-\x1f\x7f-\xa0\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]*\""
_ITEM = rf"(?:{_IN_FLOW}|{_QUOTED})"
_LIST = rf"\[ *(?:{_ITEM}(?:, *{_ITEM})*)? *\]"
_NAME = r"[A-Za-z_][A-Za-z0-9_.\-]{0,99}"
_PAIR = rf"{_NAME}: +(?:{_ITEM}|{_LIST})"
_PAIRS = rf"\{{ *{_PAIR}(?:, *{_PAIR})* *\}}"
_VALUE = rf"(?:{_IN_BLOCK}|{_QUOTED}|{_LIST}|{_PAIRS})"

_COMMENT = r"#[\x20-\x7e]*"
_LINE = re.compile(rf"( *)(?:- +({_VALUE})|({_NAME}):(?: +({_VALUE}))?)(?: +{_COMMENT})? *")
_SILENT = re.compile(rf" *(?:{_COMMENT})?")
_ITEMS = re.compile(_ITEM)
_EACH_PAIR = re.compile(rf"({_NAME}): +({_ITEM}|{_LIST})")


def parse_plain(text: str, first_line: int) -> Node | None:
    """The document in ``text``, which begins in ``first_line``; None when it takes the whole parser to tell."""
    root: Items | Pairs | None = None
    inner: Items | Pairs | None = None
    indent = ""
    waiting = ""
    for line, written in enumerate(text.split("\n"), first_line):
        if _SILENT.fullmatch(written):
            continue
        read = _LINE.fullmatch(written)
        if not read:
            return None
        margin, item, name, named = read.groups()
        fresh: Items | Pairs = Items(line) if name is None else Pairs(line)
        if not margin:
            # a name of the outermost level, or a dash: nothing may be waiting for what is written further in
            inner, root = None, root or fresh
            if waiting or not _put(root, name, item or named, line):
                return None
            waiting = "" if name is None or named else name
        else:
            if waiting and isinstance(root, Pairs):
                root.values[waiting] = inner = fresh
                indent, waiting = margin, ""
            if inner is None or margin != indent or not (item or named) or not _put(inner, name, item or named, line):
                return None
    return None if waiting else root


def _put(into: Items | Pairs, name: str | None, written: str | None, line: int) -> bool:
    """Whether a line could be added; a name without a value waits for what stands below it."""
    value = _value(written, line) if written else None
    if written and value is None:
        return False
    if isinstance(into, Items):
        if name is not None or value is None:
            return False
        into.items.append(value)
        return True
    if name is None or name in into.lines:
        return False
    into.lines[name] = line
    if value is not None:
        into.values[name] = value
    return True


def _value(written: str, line: int) -> Node | None:
    if written[0] == "[":
        return Items(line, _scalars(_ITEMS.findall(written), line))
    if written[0] != "{":
        return _scalar(written, line)
    pairs = Pairs(line)
    for name, value in _EACH_PAIR.findall(written):
        if name in pairs.values:
            return None
        pairs.values[name] = (
            Items(line, _scalars(_ITEMS.findall(value), line)) if value[0] == "[" else _scalar(value, line)
        )
        pairs.lines[name] = line
    return pairs


def _scalars(written: Sequence[str], line: int) -> list[Node]:
    return [_scalar(one, line) for one in written]


def _scalar(written: str, line: int) -> Scalar:
    quoted = written[0] == '"'
    return Scalar(line, written[1:-1] if quoted else written, plain=not quoted)
