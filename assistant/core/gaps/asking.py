"""Which questions did a shopper ask the assistant, and what came of each?"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from assistant.core.dialogue import cues

NONE_OF_THESE, PERSON = "none_of_these", "person"

_DROPPED_AFTER = timedelta(minutes=30)
"""A shopper who has not chosen by then has left."""


class Outcome(StrEnum):
    """What came of a question; of several, the last named here."""

    ANSWERED = "answered"
    UNANSWERED = "unanswered"
    UNHELPFUL = "unhelpful"
    HANDED_OVER = "handed_over"


@dataclass(frozen=True, slots=True)
class Line:
    """A stored message, as far as it tells what was asked and answered."""

    conversation: str
    id: str
    by_shopper: bool
    text: str
    at: datetime
    reply_to: str | None = None
    picked: str | None = None
    entry: str | None = None
    helpful: bool | None = None
    judged: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, the answers it got, and how it was judged then."""

    conversation: str
    text: str
    at: datetime
    outcome: Outcome
    said: tuple[tuple[str, str], ...]
    """The entries it was answered from, each with the words of then."""
    judged: Mapping[str, Any]


def questions(story: Sequence[Line], handed_over: Sequence[datetime], now: datetime) -> list[Asked]:
    """The questions in one conversation, told from its beginning; ``handed_over`` is when it became a ticket.

    Small talk, wishes for a person and what was written to a person are no questions. One that was asked back about
    counts with what was chosen then, in vain where nothing was, and not at all where the shopper said it anew.
    """
    replies: dict[str, list[Line]] = {}
    for line in story:
        if line.reply_to and not line.by_shopper:
            replies.setdefault(line.reply_to, []).append(line)
    heard = [line for line in story if line.by_shopper and line.judged and line.id in replies]
    asked = list(_asked(heard, replies, now))
    for moment in handed_over:
        before = [place for place, one in enumerate(asked) if one.at <= moment]
        if before:
            asked[before[-1]] = replace(asked[before[-1]], outcome=Outcome.HANDED_OVER)
    return asked


def _asked(heard: Sequence[Line], replies: Mapping[str, Sequence[Line]], now: datetime) -> Iterator[Asked]:
    stands_for: Line | None = None
    for line, following in zip(heard, [*heard[1:], None], strict=False):
        if line.picked in (NONE_OF_THESE, PERSON):
            continue
        asks_back = _decision(line) == "clarify"
        if asks_back and following and following.picked not in (NONE_OF_THESE, PERSON):
            stands_for = line if following.picked else None
            continue
        # who chose an entry was asking in the words before, which are more telling than the entry's title
        question = stands_for if stands_for and line.picked else line
        stands_for = None
        answers = [reply for reply in replies[line.id] if reply.entry]
        if answers or _is_question(line, following, now):
            yield _told(question, line, answers)


def _told(question: Line, answered: Line, answers: Sequence[Line]) -> Asked:
    outcome = Outcome.ANSWERED if answers else Outcome.UNANSWERED
    if any(answer.helpful is False for answer in answers):
        outcome = Outcome.UNHELPFUL
    return Asked(
        question.conversation,
        question.text,
        answered.at,
        outcome,
        tuple((answer.entry or "", answer.text) for answer in answers),
        answered.judged or {},
    )


def _is_question(line: Line, following: Line | None, now: datetime) -> bool:
    """Whether a message that no entry answered asked for something, and is not still being asked back about."""
    if _decision(line) == "answer" or not _words(line):
        return False
    return following is not None or _decision(line) != "clarify" or now - line.at > _DROPPED_AFTER


def _words(line: Line) -> str:
    """What is asked, without courtesy; empty for small talk and for a wish for a person."""
    words = " ".join(cues.without_courtesy(line.text).lower().split()).strip("?!. ")
    about = str((line.judged or {}).get("entry") or "")
    aside = (
        cues.takes_note(words)
        or cues.accepts(words, asked=True)
        or cues.declines(words, asked=True)
        or cues.wants_a_person(words)
        or (_decision(line) == "hand_off" and about.startswith("chat/"))
    )
    return "" if aside else words


def _decision(line: Line) -> str:
    return str((line.judged or {}).get("decision"))
