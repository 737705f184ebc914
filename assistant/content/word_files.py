"""Which words mean the same, are short for others, or are product names? (words.yaml)"""

from assistant.content.errors import Faults
from assistant.content.fields import Fault, Record, listed, shown, text
from assistant.content.nodes import Node, Pairs
from assistant.content.yaml12 import parse
from assistant.core.knowledge import Words


def read_words(source: str, faults: Faults) -> Words:
    """The words in a file's text; every key may be absent."""
    root = parse(source, faults)
    if root is None:
        return Words()
    record = Record(root, faults)
    synonyms: tuple[tuple[str, ...], ...] = record.may(
        "synonyms", listed(listed(_word, "[refund, money back]", least=2), "[[parcel, package]]"), ()
    )
    abbreviations: dict[str, str] = record.may("abbreviations", _abbreviations, {})
    products: tuple[str, ...] = record.may("products", listed(_word, "[rose mist, day cream]"), ())
    record.finish()
    return Words(synonyms, abbreviations, products)


def _abbreviations(node: Node) -> dict[str, str]:
    if not isinstance(node, Pairs):
        raise Fault(node.line, f"is {shown(node)}", "write pairs: {pls: please}")
    found = {}
    faults = []
    for short, long in node.values.items():
        try:
            found[short] = _word(long)
        except Fault as fault:
            faults.append(Fault(fault.line, f'for "{short}" {fault.said}', fault.mend))
    if faults:
        faults[0].more = faults[1:]
        raise faults[0]
    return found


def _word(node: Node) -> str:
    found = text(node)
    if "\n" in found or not any(letter.isalnum() for letter in found):
        raise Fault(node.line, f"is {shown(node)}", "write a word or a few")
    return found
