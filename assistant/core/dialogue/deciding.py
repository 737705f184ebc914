"""What does the last message call for, read in the light of the ones before it?"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.core.dialogue import cues
from assistant.core.dialogue.decision import LISTED, SMALL_TALK, Decision, Offer
from assistant.core.dialogue.follow_up import asks_for_something, in_the_light_of, names_a_topic, stands_alone
from assistant.core.dialogue.needs import adds, parts_that_ask, statements, telling_sentences
from assistant.core.knowledge import Entry, Kind, Knowledge
from assistant.core.matching import Ranked

HUMAN = "chat/human"
_SHORTEST_CORE = 3
_WHOLE_SHARE = 0.2
"""How much the whole of a long message has to say on a sentence of it."""


@dataclass(frozen=True, slots=True)
class Context:
    """What was said before the message."""

    previous: str = ""
    """The shopper's message before it,"""
    discussed: str | None = None
    """the entry that was answered last,"""
    rejected: frozenset[str] = frozenset()
    """and those that were turned down since."""
    offer: Offer = ""
    """Whether the reply to it offered a person."""


def decide(knowledge: Knowledge, turns: Sequence[str]) -> Decision:
    """The decision on the last of a shopper's messages, with the matcher's reasons.

    ``turns`` are the messages of one conversation, oldest first.
    """
    context = Context()
    for turn in turns[:-1]:
        context = after(knowledge, context, turn, judge(knowledge, turn, context))
    last = turns[-1] if turns else ""
    return replace(judge(knowledge, last, context), explanation=knowledge.matcher.explain(last))


def after(knowledge: Knowledge, context: Context, text: str, decision: Decision) -> Context:
    """The context of the message that follows one decided like this."""
    context = replace(context, offer=offer_in(knowledge, decision))
    rejected = context.rejected
    if decision.rejects and context.discussed:
        rejected |= {context.discussed}
    if decision.kind in ("answer", "hand_off") and decision.needs and not is_small_talk(decision.needs[-1]):
        rejected = rejected - set(decision.needs) if decision.rejects else frozenset()
        return Context(text, decision.needs[-1], rejected, context.offer)
    if decision.small_talk or (decision.needs and is_small_talk(decision.needs[-1])):
        return replace(context, rejected=rejected)
    return Context(text, context.discussed, rejected, context.offer)


def offer_in(knowledge: Knowledge, decision: Decision) -> Offer:
    """Whether the reply to such a decision offers a person."""
    if decision.kind == "hand_off" or (decision.kind == "no_match" and not decision.small_talk):
        return "made"
    if decision.kind != "answer":
        return ""
    offering = [entry for one in decision.needs if (entry := knowledge.entries[one]).handoff == "offer"]
    if decision.angry or any(entry.kind == "complex" or not knowledge.speak(entry).stated for entry in offering):
        return "made"
    return "mentioned" if offering else ""


def judge(knowledge: Knowledge, text: str, context: Context) -> Decision:
    """The decision on one message."""
    if reaction := _to_the_reply(knowledge, text, context):
        return reaction
    meant, rejects = _without_rejection(text, context)
    if rejects:
        context = replace(context, rejected=context.rejected | {context.discussed or ""})
        if not meant:
            return replace(_reconsider(knowledge, context), rejects=True)
    decision = _judge(knowledge, meant, context)
    return replace(decision, rejects=rejects)


def _to_the_reply(knowledge: Knowledge, text: str, context: Context) -> Decision | None:
    """Yes, no or merely "ok" to the reply before, which may have offered a person."""
    read, asked = knowledge.matcher.read(text), context.offer == "made"
    if context.previous and cues.takes_note(read):
        return Decision("no_match", reason="only noted", small_talk="noted")
    if not context.offer:
        return None
    if cues.accepts(read, asked):
        known = (Ranked(HUMAN, 1.0),) if HUMAN in knowledge.entries else ()
        return Decision(
            "hand_off", known, ticket_kind=_ticket_kind(knowledge, (), context), reason="said yes to a person"
        )
    if cues.declines(read, asked):
        return Decision("no_match", reason="said no to a person", small_talk="declined")
    return None


def _without_rejection(text: str, context: Context) -> tuple[str, bool]:
    meant = cues.without_rejection(text) if context.discussed else None
    return (text, False) if meant is None else (meant, True)


def _reconsider(knowledge: Knowledge, context: Context) -> Decision:
    """ "Not that", and nothing else: what was asked before, without what was turned down."""
    ranked = _allowed(knowledge.matcher.rank(context.previous), context)
    return Decision(
        "clarify" if ranked else "no_match",
        tuple(ranked[:LISTED]),
        ticket_kind=_ticket_kind(knowledge, ranked[:1], context),
        reason="turned down what was answered",
    )


def _judge(knowledge: Knowledge, text: str, context: Context) -> Decision:
    core = cues.without_courtesy(text)
    read = knowledge.matcher.read(text)
    if not read:
        return Decision("no_match", reason="nothing to read", ticket_kind=_ticket_kind(knowledge, (), context))
    angry = cues.is_angry(text, read)
    ranked = _ranked_without_courtesy(knowledge, text, core, context)
    if cues.wants_a_person(read) or _is_sure(knowledge, ranked, HUMAN):
        return _to_a_person(knowledge, ranked, context, angry)
    needs = _several_needs(knowledge, core, ranked, context)
    if needs:
        return _answered(knowledge, needs, ranked, context, angry)
    if not angry and (courtesy := _courtesy(knowledge, text, ranked, context)):
        return courtesy
    return _decided(knowledge, core, _surest(knowledge, core, ranked, context), context, angry)


def _ranked_without_courtesy(knowledge: Knowledge, text: str, core: str, context: Context) -> list[Ranked]:
    """Entries for what is left without "hello" and "thanks"; a very short rest may have been part of them."""
    if len(core.split()) >= _SHORTEST_CORE or core == text:
        return _ranked(knowledge, core, context)
    both = [_ranked(knowledge, part, context) for part in (core, text) if part]
    return max(both, key=lambda found: found[0].confidence if found else 0.0)


def _ranked(knowledge: Knowledge, text: str, context: Context) -> list[Ranked]:
    """Entries for a text, read with what was discussed where it does not stand alone."""
    alone = _allowed(knowledge.matcher.rank(text), context)
    entry = knowledge.entries.get(context.discussed or "")
    if not entry or not alone or stands_alone(knowledge, entry, text, alone):
        return alone
    together = _allowed(knowledge.matcher.rank(f"{context.previous} {text}"), context)
    return in_the_light_of(knowledge, entry, text, alone, together)


def _to_a_person(knowledge: Knowledge, ranked: Sequence[Ranked], context: Context, angry: bool) -> Decision:
    asked = [one for one in ranked if one.id == HUMAN] + [one for one in ranked if one.id != HUMAN]
    topics = [one for one in asked if not is_small_talk(one.id)]
    return Decision(
        "hand_off",
        tuple(asked[:LISTED]),
        ticket_kind=_ticket_kind(knowledge, topics[:1], context),
        reason="asked for a person",
        angry=angry,
    )


def _several_needs(knowledge: Knowledge, text: str, whole: Sequence[Ranked], context: Context) -> Sequence[Ranked]:
    """The entries of a message's parts, where at least two parts each want something else."""
    thresholds = knowledge.matcher.thresholds
    asking = _found_in_parts(knowledge, parts_that_ask(text), thresholds.clarify, context)
    # Where one part surely asks for something of the shop's, the others hardly ask for something else.
    if len(asking) > 1 and (
        max(one.confidence for one in asking) >= thresholds.answer
        or {one.id for one in asking} == {one.id for one in whole[: len(asking)]}
    ):
        return asking
    # Parts that only tell something are a story more often than several needs.
    if whole and whole[0].confidence >= thresholds.answer and not adds(text):
        return ()
    told = _found_in_parts(knowledge, statements(text), thresholds.answer, context)
    return told if len(told) > 1 and {one.id for one in told} <= {one.id for one in whole[:LISTED]} else ()


def _found_in_parts(knowledge: Knowledge, parts: Sequence[str], enough: float, context: Context) -> Sequence[Ranked]:
    """What each part asks for, once each and read in the light of the one before; nothing when any is unsure."""
    found: dict[str, Ranked] = {}
    for part in parts:
        core = cues.without_courtesy(part)
        if not asks_for_something(knowledge, core):
            continue
        ranked = _ranked(knowledge, core, context)
        if not ranked or is_small_talk(ranked[0].id):
            continue
        if ranked[0].confidence < enough:
            return ()
        found.setdefault(ranked[0].id, ranked[0])
        context = replace(context, previous=core, discussed=ranked[0].id)
    return list(found.values())


def _surest(knowledge: Knowledge, text: str, ranked: Sequence[Ranked], context: Context) -> Sequence[Ranked]:
    """The ranking of the whole, or, where a long story blurs it, of the sentence that asks most clearly.

    The whole still has a say in that: "is it broken?" is no question for the shop when all else is about a bicycle.
    """
    if not ranked or ranked[0].confidence >= knowledge.matcher.thresholds.answer:
        return ranked
    whole = {one.id: one.confidence for one in ranked}

    def in_the_whole(one: Ranked) -> Ranked:
        return Ranked(one.id, (1 - _WHOLE_SHARE) * one.confidence + _WHOLE_SHARE * whole.get(one.id, 0.0))

    others = [found for part in telling_sentences(text) if (found := _ranked(knowledge, part, context))]
    others = [[in_the_whole(one) for one in found] for found in others if not is_small_talk(found[0].id)]
    return max([ranked, *others], key=lambda found: found[0].confidence)


def _decided(knowledge: Knowledge, text: str, ranked: Sequence[Ranked], context: Context, angry: bool) -> Decision:
    thresholds = knowledge.matcher.thresholds
    # A doubtful "are you a robot" is no reason to answer, and nothing to choose from.
    topics = [one for one in ranked if not is_small_talk(one.id)]
    best = topics[0].confidence if topics else 0.0
    if best >= thresholds.answer and (context.discussed or names_a_topic(knowledge, text)):
        return _answered(knowledge, topics[:1], ranked, context, angry)
    unsure = Decision(
        "no_match",
        tuple(ranked[:LISTED]),
        ticket_kind=_ticket_kind(knowledge, topics[:1], context),
        reason="nothing fits",
        angry=angry,
    )
    if angry:
        return replace(unsure, kind="hand_off", reason="angry, and no clear answer")
    if best >= thresholds.clarify:
        return replace(unsure, kind="clarify", reason="several entries may be meant")
    return unsure


def _answered(
    knowledge: Knowledge, needs: Sequence[Ranked], ranked: Sequence[Ranked], context: Context, angry: bool
) -> Decision:
    ids = tuple(one.id for one in needs)
    entries = [knowledge.entries[one] for one in ids]
    others = [one for one in ranked if one.id not in ids]
    handing = next((entry for entry in entries if hands_over(knowledge, entry)), None)
    return Decision(
        "hand_off" if handing else "answer",
        (*needs, *others)[:LISTED],
        needs=ids,
        ticket_kind=_ticket_kind(knowledge, needs, context),
        reason=f"{handing.id} goes to a person" if handing else "clear",
        angry=angry,
    )


def hands_over(knowledge: Knowledge, entry: Entry) -> bool:
    """Whether an entry's answer ends with a person: by its rule, or because a fact it needs was never stated."""
    return entry.handoff == "always" or entry.id == HUMAN or knowledge.speak(entry).text is None


def is_small_talk(entry: str) -> bool:
    """Whether an entry only keeps the conversation company."""
    return entry.startswith(f"{SMALL_TALK}/")


def _courtesy(knowledge: Knowledge, text: str, ranked: Sequence[Ranked], context: Context) -> Decision | None:
    """ "Hello" and the like, and nothing else. The shop's own words for it come first, ours where it has none."""
    if ranked and is_small_talk(ranked[0].id) and ranked[0].confidence >= knowledge.matcher.thresholds.answer:
        return _answered(knowledge, ranked[:1], ranked, context, angry=False)
    name = None if cues.without_courtesy(text) else cues.courtesy(text)
    if not name:
        return None
    entry = f"{SMALL_TALK}/{name}"
    if entry in knowledge.entries:
        known = next((one for one in ranked if one.id == entry), Ranked(entry, 1.0))
        return _answered(knowledge, [known], ranked, context, angry=False)
    return Decision("no_match", tuple(ranked[:LISTED]), reason=f"only {name}", small_talk=name)


def _allowed(ranked: Sequence[Ranked], context: Context) -> list[Ranked]:
    return [one for one in ranked if one.id not in context.rejected]


def _is_sure(knowledge: Knowledge, ranked: Sequence[Ranked], entry: str) -> bool:
    return bool(ranked) and ranked[0].id == entry and ranked[0].confidence >= knowledge.matcher.thresholds.answer


def _ticket_kind(knowledge: Knowledge, needs: Sequence[Ranked], context: Context) -> Kind:
    """Complex when what led here is; a message without a topic of its own goes on about what was discussed."""
    sure = [one.id for one in needs if one.confidence >= knowledge.matcher.thresholds.clarify]
    about = sure or ([context.discussed] if context.discussed else [])
    return (
        "complex"
        if any(knowledge.entries[one].kind == "complex" for one in about if one in knowledge.entries)
        else "general"
    )
