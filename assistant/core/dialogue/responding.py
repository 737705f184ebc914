"""What does the assistant answer, and what does it remember of it?"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.core.dialogue import wording
from assistant.core.dialogue.deciding import HUMAN, Context, hands_over, judge, offer_in
from assistant.core.dialogue.decision import Decision, DecisionKind, Offer
from assistant.core.dialogue.replies import Reply, answer, choice, hand_over, not_yet_asked, offers, person_beside
from assistant.core.dialogue.state import DialogueState
from assistant.core.knowledge import Entry, Kind, Knowledge
from assistant.core.matching import Ranked

_MISSES_BEFORE_A_PERSON = 2
_ALTERNATIVES = 2
_LIKELY_BESIDE_THE_BEST = 0.2
"""Of the best entry's confidence: what is less likely only clutters a choice."""
_COURTESIES = {
    "greeting": wording.HELLO,
    "thanks": wording.ANYTHING_ELSE,
    "goodbye": wording.FAREWELL,
    "declined": wording.DECLINED,
    "noted": wording.GO_ON,
}


@dataclass(frozen=True, slots=True)
class Said:
    """What the shopper did: wrote, picked a suggestion, or chose an option."""

    text: str
    entry: str | None = None
    """The suggestion that was picked while typing."""
    option: str | None = None
    """The option that was tapped: an entry id, ``none_of_these`` or ``person``."""
    earlier: tuple[str, ...] = ()
    """The shopper's messages before this one, oldest first."""


@dataclass(frozen=True, slots=True)
class Response:
    """What to say, what to remember, and the decision behind it."""

    state: DialogueState
    replies: tuple[Reply, ...]
    decision: Decision


def opening(knowledge: Knowledge) -> Reply:
    """What stands in a conversation before the first question: what this is, and that a person is near."""
    return Reply(wording.OPENING.format(shop=knowledge.policy.shop_name))


def respond(knowledge: Knowledge, state: DialogueState, said: Said) -> Response:
    """The assistant's reply to one message: a reply for each need in it."""
    response = _respond(knowledge, state, said)
    made = any(reply.handoff for reply in response.replies)
    offer: Offer = "made" if made else "mentioned" if offer_in(knowledge, response.decision) else ""
    return replace(response, state=replace(response.state, offer=offer))


def _respond(knowledge: Knowledge, state: DialogueState, said: Said) -> Response:
    if said.option == "person":
        return _hand_over(knowledge, state, _tapped("hand_off", "asked for a person", knowledge, state))
    if said.option == "none_of_these":
        return _none_of_these(knowledge, state)
    picked = knowledge.entries.get(said.option or said.entry or "")
    if picked:
        return _say(knowledge, state, _picked(knowledge, picked))
    previous = said.earlier[-1] if said.earlier else ""
    context = Context(previous, state.discussed, frozenset(state.rejected), state.offer)
    decision = judge(knowledge, said.text, context)
    if decision.rejects and state.discussed:
        state = replace(state, rejected=_once((*state.rejected, state.discussed)))
    return _say(knowledge, state, decision)


def rate(
    knowledge: Knowledge, state: DialogueState, entry_id: str, helpful: bool
) -> tuple[DialogueState, tuple[Reply, ...]]:
    """After a thumb up nothing is said; after a thumb down the two next-best entries, beside a person."""
    if helpful:
        return replace(state, turned_down=0, misses=0), ()
    state = replace(state, rejected=_once((*state.rejected, entry_id)), turned_down=state.turned_down + 1, offer="made")
    entry = knowledge.entries.get(entry_id)
    behind = state.runners_up if entry_id == state.discussed else ()
    candidates = [*behind, *(entry.related if entry else ())]
    options = offers(knowledge, (one for one in candidates if one not in state.rejected), _ALTERNATIVES)
    if not options:
        return state, (person_beside(wording.NOT_HELPFUL_ALONE),)
    return replace(state, offered=tuple(one.id for one in options)), (person_beside(wording.NOT_HELPFUL, options),)


def _say(knowledge: Knowledge, state: DialogueState, decision: Decision) -> Response:
    if decision.needs:
        return _answer(knowledge, state, decision)
    if decision.kind == "hand_off":
        return _hand_over(knowledge, state, decision)
    if decision.small_talk:
        return Response(state, (Reply(_COURTESIES[decision.small_talk]),), decision)
    if decision.kind == "clarify":
        return _clarify(knowledge, state, decision)
    return _miss(knowledge, state, decision)


def _answer(knowledge: Knowledge, state: DialogueState, decision: Decision) -> Response:
    replies: list[Reply] = []
    for one in decision.needs:
        entry = knowledge.entries[one]
        replies.append(answer(knowledge, state, entry, comfort=decision.angry, again=one == state.discussed))
        state = replace(state, asked=_once((*state.asked, *replies[-1].asks)))
    if len(replies) > 1:
        # Related questions under each of several answers would bury the answers.
        replies = [
            replace(reply, options=tuple(one for one in reply.options if one.id == "person")) for reply in replies
        ]
    told = [one for one in decision.needs if knowledge.entries[one].topic != "chat"]
    if told:
        state = replace(
            state,
            discussed=told[-1],
            misses=0,
            turned_down=0,
            offered=(),
            rejected=state.rejected if decision.rejects else (),
            runners_up=tuple(one.id for one in decision.entries if one.id not in told),
        )
    if decision.kind == "hand_off":
        replies[-1] = _handing_over(knowledge, decision, replies[-1])
    return Response(state, tuple(replies), decision)


def _handing_over(knowledge: Knowledge, decision: Decision, last: Reply) -> Reply:
    """The last answer, going on to the intake."""
    silent = any(knowledge.speak(knowledge.entries[one]).text is None for one in decision.needs)
    text = last.text if not silent or last.text != wording.NOT_STATED else f"{last.text} {wording.HAND_OVER_NEXT}"
    return replace(last, text=text, options=(), handoff="intake")


def _clarify(knowledge: Knowledge, state: DialogueState, decision: Decision) -> Response:
    best = max((one.confidence for one in decision.entries), default=0.0)
    likely = [one for one in decision.entries if one.confidence >= _LIKELY_BESIDE_THE_BEST * best]
    candidates = [one.id for one in likely if one.id not in state.rejected]
    reply = choice(knowledge, wording.WHICH_ONE_INSTEAD if decision.rejects else wording.WHICH_ONE, candidates)
    offered = tuple(one.id for one in reply.options if one.id in knowledge.entries)
    # The same choice a second time would go in circles.
    if not offered or set(offered) == set(state.offered):
        return _miss(knowledge, state, replace(decision, kind="no_match"))
    return Response(replace(state, offered=offered), (reply,), decision)


def _miss(knowledge: Knowledge, state: DialogueState, decision: Decision) -> Response:
    state = replace(state, misses=state.misses + 1, offered=())
    if state.misses >= _MISSES_BEFORE_A_PERSON:
        handed = replace(decision, kind="hand_off", reason=f"{state.misses} messages without an answer")
        return _hand_over(knowledge, state, handed, wording.HAND_OVER_LOST)
    text = wording.NOT_KNOWN if decision.entries else wording.NOTHING_READ
    return Response(state, (person_beside(text),), decision)


def _none_of_these(knowledge: Knowledge, state: DialogueState) -> Response:
    state = replace(
        state, turned_down=state.turned_down + 1, rejected=_once((*state.rejected, *state.offered)), offered=()
    )
    if state.turned_down >= _MISSES_BEFORE_A_PERSON:
        decision = _tapped("hand_off", "nothing offered fits", knowledge, state)
        return _hand_over(knowledge, state, decision, wording.HAND_OVER_LOST)
    decision = _tapped("no_match", "nothing offered fits", knowledge, state)
    return Response(state, (person_beside(wording.OTHER_WORDS),), decision)


def _hand_over(knowledge: Knowledge, state: DialogueState, decision: Decision, text: str | None = None) -> Response:
    own = knowledge.entries.get(HUMAN)
    asked = own and knowledge.speak(own).text
    usual = wording.HAND_OVER_ANGER if decision.angry else asked or wording.HAND_OVER
    asks = not_yet_asked(state, knowledge.entries.get(state.discussed or ""))
    state = replace(state, misses=0, turned_down=0, offered=(), asked=_once((*state.asked, *asks)))
    return Response(state, (hand_over(text or usual, asks),), decision)


def _picked(knowledge: Knowledge, entry: Entry) -> Decision:
    return Decision(
        "hand_off" if hands_over(knowledge, entry) else "answer",
        (Ranked(entry.id, 1.0),),
        needs=(entry.id,),
        ticket_kind=entry.kind,
        reason="chosen by the shopper",
    )


def _tapped(kind: DecisionKind, reason: str, knowledge: Knowledge, state: DialogueState) -> Decision:
    return Decision(kind, ticket_kind=_kind_discussed(knowledge, state), reason=reason)


def _kind_discussed(knowledge: Knowledge, state: DialogueState) -> Kind:
    entry = knowledge.entries.get(state.discussed or "")
    return entry.kind if entry else "general"


def _once(values: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))
