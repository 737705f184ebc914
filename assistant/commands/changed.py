"""How does ``assistant knowledge diff`` tell an editor which questions get another answer?"""

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from assistant.core.redaction import without_unseen

_EXAMPLES = 3
_HEADS = {
    "now_answered": "Now answered",
    "no_longer": "No longer answered",
    "other": "Answered from another entry",
    "text_changed": "Answered in other words",
}
_UNANSWERED = {
    "answer": "says that it is not stated",
    "clarify": "asks back",
    "hand_off": "hands over to a person",
    "no_match": "does not know",
}


def show(found: Mapping[str, Any], against: str, console: Console) -> None:
    """Counts first, then each effect with its questions; ``found`` as the API gives it."""
    compared, counts = found["compared"], found["counts"]
    asked, expected = _counted(compared["asked"], "question"), _counted(compared["expected"], "expectation")
    console.print(f"Compared with {against}: {asked} of shoppers, {expected} of questions.yaml.")
    if not any(counts.values()):
        console.print(Text("Every one of them gets the same answer.", style="bold"))
        return
    told = ", ".join(f"{counts[name]} {head.lower()}" for name, head in _HEADS.items())
    console.print(Text(f"{told}.", style="bold"), "")
    for name in ("now_answered", "no_longer", "other"):
        _show_questions(_HEADS[name], found[name], counts[name], console)
    _show_texts(found["text_changed"], counts["text_changed"], console)
    _show_questions("Expectations of questions.yaml that are met no more", found["broken"], counts["broken"], console)


def _show_questions(head: str, questions: Sequence[Mapping[str, Any]], count: int, console: Console) -> None:
    if not questions:
        return
    console.print(Text(f"{head}: {count}", style="bold"))
    table = Table.grid(padding=(0, 2))
    for one in questions:
        who = _counted(one["times"], "shopper") if one["times"] else "questions.yaml"
        became = f"{_outcome(one['before'])} -> {_outcome(one['after'])}"
        wanted = f", wanted: {' and '.join(one['expected'])}" if one["breaks"] else ""
        table.add_row(f"  {who}", Text(f'"{without_unseen(one["question"])}"'), Text(became + wanted, style="dim"))
    console.print(table)
    _show_rest(count - len(questions), console)


def _show_texts(questions: Sequence[Mapping[str, Any]], count: int, console: Console) -> None:
    """Entry by entry: what it said, what it says, and some of the questions that lead there."""
    if not questions:
        return
    console.print(Text(f"{_HEADS['text_changed']}: {count}", style="bold"))
    by_text: dict[tuple[str, str, str], list[str]] = {}
    for one in questions:
        key = (_outcome(one["after"]), one["before"]["text"], one["after"]["text"])
        by_text.setdefault(key, []).append(without_unseen(one["question"]))
    for (entries, was, now), asked in by_text.items():
        some = ", ".join(f'"{text}"' for text in asked[:_EXAMPLES])
        console.print(Padding(Text(f"{entries} ({_counted(len(asked), 'question')}): {some}"), (0, 0, 0, 2)))
        old, new = was.splitlines(), now.splitlines()
        for sign, lines, others in (("-", old, new), ("+", new, old)):
            for line in lines:
                if line.strip() and line not in others:
                    console.print(Padding(Text(f"{sign} {line}", style="dim"), (0, 0, 0, 4)))
    _show_rest(count - len(questions), console)


def _show_rest(left: int, console: Console) -> None:
    console.print(f"  and {left} more; --json counts them all\n" if left else "")


def _outcome(one: Mapping[str, Any]) -> str:
    entries = " and ".join(entry["id"] for entry in one["entries"])
    if one["stated"] and entries:
        return entries
    return f"{entries} {_UNANSWERED['answer']}" if entries else _UNANSWERED[one["decision"]]


def _counted(count: int, what: str) -> str:
    return f"{count:,} {what}" if count == 1 else f"{count:,} {what}s"
