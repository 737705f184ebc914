"""Which words must not go out to a shopper, and in which turns of phrase are they harmless? (respect.yaml)"""

from assistant.content.errors import Faults
from assistant.content.fields import Fault, Record, listed, shown, text
from assistant.content.nodes import Node
from assistant.content.yaml12 import parse
from assistant.core.tone import WordList


def read_respect(source: str, faults: Faults) -> WordList:
    """The shop's own list. A file without words checks nothing, which is the shop's decision too."""
    root = parse(source, faults)
    if root is None:
        return WordList(unfit=())
    record = Record(root, faults)
    unfit: tuple[str, ...] = record.need("unfit", listed(_phrase, "[not our problem]"), ())
    harmless: tuple[str, ...] = record.may("harmless", listed(_phrase, "[no stupid question]"), ())
    record.finish()
    return WordList(unfit, harmless)


def _phrase(node: Node) -> str:
    found = text(node)
    if "\n" in found or not any(letter.isalnum() for letter in found):
        raise Fault(node.line, f"is {shown(node)}", "write a word or a few")
    return found
