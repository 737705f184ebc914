"""Which files of the knowledge folder may be opened and saved, and what do they hold?"""

import hashlib
from pathlib import Path

from assistant.content.errors import Faults
from assistant.content.files import largest
from assistant.content.places import IGNORED, POLICY_FILE, locate
from assistant.core.errors import Invalid, NotFound, TooLarge

LONGEST_NAME = 200
"""Of a file with its folders."""
LONGEST_PART = 100
BOM = b"\xef\xbb\xbf"


def is_ours(file: str) -> bool:
    """Whether this is a knowledge file, or one whose name is a slip of one."""
    if not 1 <= len(file) <= LONGEST_NAME or not file.isprintable():
        return False
    parts = file.split("/")
    return all(part and not part.startswith(".") and len(part) <= LONGEST_PART for part in parts) and (
        parts[-1] not in IGNORED
    )


def require_ours(folder: Path, file: str) -> None:
    """Raises ``NotFound`` unless a knowledge file could be found under this name, in the folder and nowhere else."""
    if not is_ours(file) or not _lies_in(folder, file):
        raise not_there()


def not_there() -> NotFound:
    return NotFound("There is no such file in the knowledge folder. The list of entries names those there are.")


def require_place(folder: Path, file: str) -> None:
    """Raises ``Invalid`` unless a knowledge file of this name may be written."""
    faults = Faults(file)
    has_place = is_ours(file) and (file == POLICY_FILE or locate(file, faults) is not None)
    if not has_place or not _lies_in(folder, file):
        mend = faults.findings[0].mend if faults.findings else "name it like answers/returns/window.md"
        raise Invalid(
            f"The knowledge folder has no place for a file of this name: {mend}.", fields={_shown(file): mend}
        )


def hash_of(content: bytes | None) -> str | None:
    """What tells two states of a file apart; None for no file."""
    return None if content is None else hashlib.sha256(content).hexdigest()


def text_of(content: bytes) -> str:
    """What a file says, with plain line ends; a sign stands in for what is no text."""
    text = content.decode("utf-8-sig", errors="replace").replace("\r\n", "\n").replace("\r", "\n")
    return text.replace("\0", "\N{REPLACEMENT CHARACTER}")


def bytes_of(file: str, text: str, before: bytes | None) -> bytes:
    """What to write for a text, with the line ends and the beginning that the file had.

    Raises ``Invalid`` for what is no text, ``TooLarge`` beyond what is read.
    """
    if "\0" in text:
        raise Invalid("The text holds a character that is none (NUL). Take it out.", fields={_shown(file): "holds NUL"})
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    if before and before.count(b"\n") and before.count(b"\n") == before.count(b"\r\n"):
        plain = plain.replace("\n", "\r\n")
    try:
        content = plain.encode()
    except UnicodeEncodeError:
        fields = {_shown(file): "holds half a character"}
        raise Invalid("The text holds half a character. Type it again.", fields=fields) from None
    if before and before.startswith(BOM):
        content = BOM + content
    if len(content) > largest(file):
        raise TooLarge(f"{file} would be larger than {largest(file) // 1000:,} kB. Split it.")
    return content


def _lies_in(folder: Path, file: str) -> bool:
    """Not behind a link that leads out of the folder."""
    try:
        return (folder / file).resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):  # links that lead in a circle
        return False


def _shown(file: str) -> str:
    return "".join(letter if letter.isprintable() else "?" for letter in file[:LONGEST_NAME]) or "file"
