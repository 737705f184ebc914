"""What has a person written in a reply, as against what their program repeated or added?

In doubt it is left in: too much is read over, but a word that is missing is never known of.
"""

import re

WROTE = re.compile(r"\b(?:wrote|schrieb|a écrit|escribió|ha scritto|schreef|escreveu|skrev)\b", re.IGNORECASE)
ON_A_DAY = re.compile(r"(?:on|am|le|el|il|op|em|den|dne)\b", re.IGNORECASE)
"""What stands above a quotation: "On Tue, 3 Nov 2026 at 10:00, Dewfern <support@shop.example> wrote:"."""
LONGEST_WROTE = 300
LINES_OF_WROTE = 4
SEPARATOR = re.compile(
    r"^-{2,}\s*(original message|ursprüngliche nachricht|message d'origine|mensaje original|messaggio originale)\s*-{2,}$",
    re.IGNORECASE,
)
FROM = re.compile(r"^[*_]{0,2}(from|von|de|da|van)\s?:[*_]{0,2}\s?\S", re.IGNORECASE)
SENT = re.compile(
    r"^[*_]{0,2}(sent|date|gesendet|datum|envoyé|enviado|fecha|inviato|data|verzonden)\s?:", re.IGNORECASE
)
LINES_OF_HEADER = 4
PHONE_SIGNATURE = re.compile(
    r"^(sent from (my|outlook|yahoo|mail|samsung|proton)\b.*|get outlook for (ios|android)\b.*|sent with \S+.*"
    r"|von mein(em|er) \S+ gesendet|gesendet mit .*|envoyé de mon \S+.*|enviado desde mi \S+.*|inviato da(l mio)? \S+.*)$",
    re.IGNORECASE,
)


def new_words(text: str) -> str:
    """The text without quoted mails and the signature; all of it where nothing else would be left."""
    lines = [line.rstrip() for line in text.split("\n")]
    lines = _before_repeated_mail(lines)
    lines = _without_quotations(lines)
    lines = _before_signature(lines)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() or text.strip()


def _before_repeated_mail(lines: list[str]) -> list[str]:
    """Up to where a program repeats the mail that is answered, without marks on its lines."""
    after_quotes = 1 + max((place for place, line in enumerate(lines) if line.startswith(">")), default=-1)
    for place, line in enumerate(lines):
        begins = SEPARATOR.match(line) or _is_header(lines, place) or _wrote_above_unmarked(lines, place, after_quotes)
        if begins and any(each.strip() for each in lines[:place]):
            return lines[:place]
    return lines


def _is_header(lines: list[str], place: int) -> bool:
    """The lines of a mail's header: "From: ...", and soon "Sent: ..."."""
    following = lines[place + 1 : place + 1 + LINES_OF_HEADER]
    return bool(FROM.match(lines[place])) and any(SENT.match(line) for line in following)


def _wrote_above_unmarked(lines: list[str], place: int, after_quotes: int) -> bool:
    """ "On ... wrote:", and then a mail whose lines nothing marks as quoted."""
    end = _end_of_wrote(lines, place)
    return end is not None and end >= after_quotes


def _end_of_wrote(lines: list[str], place: int) -> int | None:
    """Where the lines end that say who wrote what is quoted next; None where none begin."""
    said = ""
    for end in range(place, min(place + LINES_OF_WROTE, len(lines))):
        said = f"{said} {lines[end]}".strip()
        if not lines[end] or len(said) > LONGEST_WROTE:
            return None
        if _says_who_wrote(said):
            return end + 1
    return None


def _says_who_wrote(said: str) -> bool:
    """Looked for piece by piece: one pattern for all of it takes as long as the square of the line, and more."""
    if not said.endswith(":") or not ON_A_DAY.match(said):
        return False
    verbs = [found.start() for found in WROTE.finditer(said)]
    return bool(verbs) and any(letter.isdigit() for letter in said[: verbs[-1]])


def _without_quotations(lines: list[str]) -> list[str]:
    """Without the lines marked as quoted and what introduces them; what is written between them stays."""
    kept: list[str] = []
    place = 0
    while place < len(lines):
        end = None if lines[place].startswith(">") else _end_of_wrote(lines, place)
        if end is not None and _is_followed_by_quote(lines, end):
            place = end
            continue
        if not lines[place].startswith(">"):
            kept.append(lines[place])
        place += 1
    return kept


def _is_followed_by_quote(lines: list[str], place: int) -> bool:
    following = next((line for line in lines[place : place + 3] if line), "")
    return following.startswith(">")


def _before_signature(lines: list[str]) -> list[str]:
    ends = next((place for place, line in enumerate(lines) if line == "--"), len(lines))
    kept = lines[:ends]
    while kept and (not kept[-1] or PHONE_SIGNATURE.match(kept[-1].strip())):
        kept.pop()
    return kept
