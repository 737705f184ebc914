"""What is there in the knowledge folder, and how is each entry doing?"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from assistant.content.draft import Draft, read_draft
from assistant.content.entry_files import EntryFile
from assistant.content.errors import Faults
from assistant.content.findability import FEWEST_QUESTIONS, THIN_SHARE, TWIN_SHARE
from assistant.content.places import POLICY_FILE, locate
from assistant.core.knowledge import PLACEHOLDER, Knowledge
from assistant.services.desk import Desk
from assistant.services.knowledge.files import is_ours
from assistant.services.knowledge.room import Room, finding_shape
from assistant.services.shapes import Shape
from assistant.store.knowledge_use import Use, use_since

PERIOD = timedelta(days=30)
"""What the health of an entry is counted over."""
COUNTED_EVERY = 10
"""Seconds at least between two counts."""

_TITLES = {
    "policy": "Figures, calendar and promises",
    "words": "Words: synonyms, abbreviations, products",
    "questions": "Questions that must find their entry",
    "respect": "Words that must not go out",
}


def overview(desk: Desk, room: Room, at: datetime) -> Shape:
    """The folder as it was last read, in use or not, with the health of its entries."""
    files, current, problems = room.live.files, room.live.current, room.live.problems
    draft = read_draft(files)
    moment = str(int(at.timestamp()) // COUNTED_EVERY)
    use = room.used.get(moment, lambda: desk.db.read(lambda tx: use_since(tx, at - PERIOD)))
    astray = _Astray(current)
    today = current.policy.calendar.local(at).date()
    in_use = files.fingerprint == current.fingerprint and not any(one.level == "error" for one in problems)
    return {
        "fingerprint": files.fingerprint,
        "in_use": in_use,
        "problems": [finding_shape(problem) for problem in problems],
        "period_days": PERIOD.days,
        "entries": [
            _entry_shape(read, draft, use.get(entry, Use()), astray, today)
            for entry, read in sorted(draft.entries.items())
        ],
        "policies": [
            {
                "name": name,
                "title": read.text.title,
                "file": read.file,
                "sections": [
                    {"ref": f"{name}#{section.number}", "title": section.title} for section in read.text.sections
                ],
            }
            for name, read in sorted(draft.policies.items())
        ],
        "other_files": _other_files(files.contents, draft),
    }


class _Astray:
    """Which questions of an entry would lead elsewhere, had they not been written down: what the matcher found itself."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._asked = {name: len(entry.questions) for name, entry in knowledge.entries.items()}
        strays = knowledge.matcher.strays()
        self._astray = Counter(stray.id for stray in strays)
        self._towards: Mapping[str, Counter[str]] = defaultdict(Counter)
        for stray in strays:
            self._towards[stray.id][stray.found] += 1

    def alike(self, entry: str) -> list[str]:
        """Entries that its questions could be taken for, the likeliest first."""
        towards = self._towards[entry].most_common() if entry in self._towards else []
        return [other for other, count in towards if count > 1 and self._share(entry, count) >= TWIN_SHARE]

    def is_thin(self, entry: str, questions: int) -> bool:
        """Too few questions to be found, or too many of them astray in all directions."""
        lost = self._share(entry, self._astray[entry]) >= THIN_SHARE and not self.alike(entry)
        return questions < FEWEST_QUESTIONS or lost

    def _share(self, entry: str, count: int) -> float:
        return count / max(1, self._asked.get(entry, 0))


def _entry_shape(read: EntryFile, draft: Draft, use: Use, astray: _Astray, today: date) -> Shape:
    entry = read.entry
    return {
        "id": entry.id,
        "topic": entry.topic,
        "title": entry.title,
        "file": read.file,
        "kind": entry.kind,
        "handoff": entry.handoff,
        "source": str(entry.source) if entry.source else None,
        "review_by": entry.review_by.isoformat() if entry.review_by else None,
        "questions": len(entry.questions),
        "missing_facts": missing_facts(entry.answer, draft),
        "health": {
            "answered": use.answered,
            "helpful": use.helpful,
            "unhelpful": use.unhelpful,
            "handed_over": use.handed_over,
            "thin": astray.is_thin(entry.id, len(entry.questions)),
            "review_due": bool(entry.review_by and entry.review_by < today),
            "alike": astray.alike(entry.id),
        },
    }


def missing_facts(answer: str, draft: Draft) -> list[str]:
    """The facts an answer quotes that the shop has not stated, in the order they are quoted."""
    facts = draft.policy.policy.facts if draft.policy.policy else {}
    quoted = dict.fromkeys(PLACEHOLDER.findall(answer))
    return [name for name in quoted if name in facts and facts[name].value is None]


def _other_files(files: Iterable[str], draft: Draft) -> list[Shape]:
    canned = {read.file: read.reply.title for read in draft.canned}
    shown = {read.file for read in draft.entries.values()} | {read.file for read in draft.policies.values()}
    return [
        {"file": file, "title": canned.get(file) or _title(file)}
        for file in sorted(files, key=lambda file: ("/" in file, file))
        if file not in shown and is_ours(file)
    ]


def _title(file: str) -> str:
    """In words, where the name alone does not say it."""
    if file == POLICY_FILE:
        return _TITLES["policy"]
    place = locate(file, Faults(file))
    if place is None:
        return "A file with an unknown name"
    title = place.name or _TITLES.get(place.kind, "")
    return f"{place.language}: {title}" if place.language else title
