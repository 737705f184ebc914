"""What would the assistant say, and why? For editors, who know the shop and not the matcher."""

from collections.abc import Sequence
from dataclasses import asdict

from assistant.content.rendering import to_html
from assistant.core.dialogue import DialogueState, Reply, Said, decide, explained, respond
from assistant.core.knowledge import Knowledge
from assistant.core.matching import Candidate
from assistant.services.knowledge.preview import source_shape
from assistant.services.knowledge.room import Change, Room, known_with
from assistant.services.shapes import Shape


def ask(room: Room, turns: Sequence[str], changes: Sequence[Change]) -> Shape:
    """The decision on the last of a shopper's messages, its reasons, and what would be said; with changes, of the draft.

    Raises ``CheckFailed`` when the draft cannot be used.
    """
    shape: Shape = room.apart(_asked, known_with(room, changes), turns)
    return shape


def _asked(knowledge: Knowledge, turns: Sequence[str]) -> Shape:
    decision = decide(knowledge, turns)
    told = explained(knowledge, decision)
    why = decision.explanation
    return {
        "decision": decision.kind,
        "kind": decision.ticket_kind,
        "reason": decision.reason,
        "says": {
            "read": told.read,
            "decision": told.decision,
            "closest": told.closest,
            "sureness": told.sureness,
        },
        "read": why.read if why else "",
        "repaired": [list(pair) for pair in why.repaired] if why else [],
        "candidates": [_candidate(knowledge, one) for one in why.candidates] if why else [],
        "signals": [asdict(signal) for signal in told.signals],
        "thresholds": asdict(knowledge.matcher.thresholds),
        "entries": [{"id": one.id, "confidence": one.confidence} for one in decision.entries],
        "replies": [_reply(knowledge, reply) for reply in _replies(knowledge, turns)],
    }


def _replies(knowledge: Knowledge, turns: Sequence[str]) -> Sequence[Reply]:
    state = DialogueState()
    said: Sequence[Reply] = ()
    for place, turn in enumerate(turns):
        response = respond(knowledge, state, Said(turn, earlier=tuple(turns[:place])))
        state, said = response.state, response.replies
    return said


def _candidate(knowledge: Knowledge, one: Candidate) -> Shape:
    entry = knowledge.entries.get(one.id)
    return {"title": entry.title if entry else one.id, **asdict(one)}


def _reply(knowledge: Knowledge, reply: Reply) -> Shape:
    return {
        "html": to_html(reply.text),
        "entry": reply.entry,
        "source": source_shape(knowledge, reply.source),
        "options": [option.label for option in reply.options],
        "handoff": reply.handoff,
    }
