"""What is a file of the knowledge folder, going by its name?"""

import difflib
import re
from dataclasses import dataclass
from typing import Literal

from assistant.content.errors import Faults

POLICY_FILE = "policy.yaml"
QUESTIONS_FILE = "questions.yaml"
WORDS_FILE = "words.yaml"

NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
ENTRY_ID = re.compile(rf"{NAME.pattern}/{NAME.pattern}")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
KNOWN = (POLICY_FILE, WORDS_FILE, QUESTIONS_FILE, "respect.yaml", "answers", "policies", "canned", "languages")
IGNORED = frozenset({"README.md", "LICENSE"})

Kind = Literal["entry", "policy", "canned", "words", "questions", "respect"]


@dataclass(frozen=True, slots=True)
class Place:
    """``name`` is an entry's id or the name of a policy or canned reply; ``language`` is empty for the shop's own."""

    kind: Kind
    name: str = ""
    language: str = ""


def locate(file: str, faults: Faults) -> Place | None:
    """What the file holds; None, with a finding, when its name says nothing to us."""
    parts = file.split("/")
    language = ""
    if parts[0] == "languages" and len(parts) > 2 and LANGUAGE.fullmatch(parts[1]):
        language, parts = parts[1], parts[2:]
    place = _place(parts, language, faults)
    if place is None and not faults.findings and parts[-1] not in IGNORED:
        faults.warning(0, "this file is not read", _mend(parts))
    return place


def _place(parts: list[str], language: str, faults: Faults) -> Place | None:
    match parts:
        case ["words.yaml"]:
            return Place("words", language=language)
        case ["questions.yaml"] if not language:
            return Place("questions")
        case ["respect.yaml"] if not language:
            return Place("respect")
        case ["answers", topic, name] if name.endswith(".md"):
            return _named("entry", f"{topic}/{name.removesuffix('.md')}", ENTRY_ID, language, faults)
        case ["policies", name] if name.endswith(".md"):
            return _named("policy", name.removesuffix(".md"), NAME, language, faults)
        case ["canned", name] if name.endswith(".md") and not language:
            return _named("canned", name.removesuffix(".md"), NAME, language, faults)
    return None


def _named(kind: Kind, name: str, allowed: re.Pattern[str], language: str, faults: Faults) -> Place | None:
    if allowed.fullmatch(name):
        return Place(kind, name, language)
    faults.error(0, "the name of this file cannot be part of a link", "use small letters, digits and hyphens")
    return None


def _mend(parts: list[str]) -> str:
    match parts:
        case ["answers", _]:
            return "put entries into a folder for their topic: answers/returns/window.md"
        case ["answers", _, _] | ["policies", _] | ["canned", _]:
            return 'let its name end in ".md", or move it elsewhere'
    close = difflib.get_close_matches(parts[0], KNOWN, n=1, cutoff=0.75)
    if close and close[0] != parts[0]:
        return f'is it meant to be "{"/".join([close[0], *parts[1:]])}"? Otherwise move it elsewhere'
    return "look for a slip in its name, or move it elsewhere; docs/editors.md lists the files"
