"""How is a single reply put together: words, options, source, a person beside it?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.core.conversations import Handoff, Option
from assistant.core.dialogue import wording
from assistant.core.dialogue.state import DialogueState
from assistant.core.knowledge import Entry, Knowledge
from assistant.core.policy import SectionRef

NONE_OF_THESE = Option("none_of_these", wording.NONE_OF_THESE)
PERSON = Option("person", wording.PERSON)
_OPTIONS = 3


@dataclass(frozen=True, slots=True)
class Reply:
    """One message of the assistant."""

    text: str
    """Markdown."""
    entry: str | None = None
    """The entry it answers from; such a reply can be rated."""
    options: tuple[Option, ...] = ()
    handoff: Handoff | None = None
    """``offer`` puts a person beside the reply, ``intake`` opens the handoff at once."""
    asks: tuple[str, ...] = ()
    """Intake fields worth asking for here."""
    source: SectionRef | None = None


def answer(knowledge: Knowledge, state: DialogueState, entry: Entry, *, comfort: bool, again: bool) -> Reply:
    """An entry's answer. ``comfort`` puts a person beside it whatever it says, ``again`` because it was just given."""
    if entry.topic == "chat":
        return Reply(knowledge.speak(entry).text or wording.HELLO)
    spoken = knowledge.speak(entry)
    beside = _beside(entry, stated=spoken.stated, comfort=comfort, again=again)
    text = spoken.text or wording.NOT_STATED
    related = offers(knowledge, (one for one in entry.related if one not in state.rejected and one != state.discussed))
    return Reply(
        text=f"{text}\n\n{beside}" if beside else text,
        entry=entry.id,
        options=(*related, PERSON) if beside else related,
        handoff="offer" if beside or (entry.handoff == "offer" and not spoken.stated) else None,
        asks=not_yet_asked(state, entry),
        source=entry.source,
    )


def choice(knowledge: Knowledge, text: str, entries: Iterable[str]) -> Reply:
    """Up to three entries to choose from, and two ways out."""
    return Reply(text, options=(*offers(knowledge, entries), NONE_OF_THESE, PERSON))


def person_beside(text: str, options: Sequence[Option] = ()) -> Reply:
    """A reply that leaves it to the shopper whether a person takes over."""
    return Reply(text, options=(*options, PERSON), handoff="offer")


def hand_over(text: str, asks: tuple[str, ...] = ()) -> Reply:
    """A reply that opens the handoff."""
    return Reply(text, handoff="intake", asks=asks)


def offers(knowledge: Knowledge, entries: Iterable[str], most: int = _OPTIONS) -> tuple[Option, ...]:
    """The first few entries that exist and are no small talk, as options."""
    known = (knowledge.entries[one] for one in dict.fromkeys(entries) if one in knowledge.entries)
    return tuple(Option(entry.id, entry.title) for entry in known if entry.topic != "chat")[:most]


def not_yet_asked(state: DialogueState, entry: Entry | None) -> tuple[str, ...]:
    """The intake fields an entry asks for that this conversation was not asked before."""
    return tuple(field for field in entry.asks if field not in state.asked) if entry else ()


def _beside(entry: Entry, *, stated: bool, comfort: bool, again: bool) -> str | None:
    """The sentence that puts a person beside an answer, where one belongs there."""
    if again:
        return wording.ONCE_MORE
    if comfort:
        return wording.PERSON_BESIDE_ANGER
    if entry.handoff == "offer" and entry.kind == "complex":
        return wording.PERSON_BESIDE
    return None
