"""How would a file look to a shopper, while somebody is typing it?"""

from collections.abc import Mapping
from dataclasses import replace

from assistant.content.check import check_file
from assistant.content.draft import Draft, read_draft
from assistant.content.errors import Faults, Finding
from assistant.content.files import Files
from assistant.content.front_matter import read_page
from assistant.content.places import locate
from assistant.content.rendering import to_html
from assistant.core.dialogue import DialogueState, Said, respond
from assistant.core.knowledge import PLACEHOLDER, Entry, Knowledge
from assistant.core.policy import Policy, SectionRef
from assistant.services.knowledge.room import Change, Room, drafted, finding_shape
from assistant.services.shapes import Shape


def preview(room: Room, file: str, text: str) -> Shape:
    """One file as it would be shown, and what is wrong with it as far as that is told without the matcher.

    Raises ``Invalid`` when the folder has no place for it, ``TooLarge``.
    """
    shape: Shape = room.apart(_previewed, drafted(room, [Change(file, text)]), room.live.current, file, text)
    return shape


def source_shape(knowledge: Knowledge, source: SectionRef | None) -> Shape | None:
    """The section an answer rests on, where its policy was given to us."""
    section = knowledge.cited(source) if source else None
    if source is None or section is None:
        return None
    title = knowledge.policies[source.policy].title
    return {"policy": source.policy, "section": source.section, "title": title}


def _previewed(files: Files, current: Knowledge, file: str, text: str) -> Shape:
    draft = read_draft(files)
    findings = check_file(file, files)
    place = locate(file, Faults(file))
    if place and place.kind == "entry" and not place.language:
        return _entry(draft, current, draft.entries[place.name].entry, findings)
    title = ""
    if place and place.kind == "policy" and not place.language:
        title = draft.policies[place.name].text.title
    elif place and place.kind == "canned":
        title = next((read.reply.title for read in draft.canned if read.file == file), "")
    return {
        "title": title or file,
        "html": _page(text) if file.endswith(".md") else "",
        "html_without_facts": None,
        "source": None,
        "options": [],
        "questions": [],
        "findings": [finding_shape(finding) for finding in findings],
    }


def _entry(draft: Draft, current: Knowledge, entry: Entry, findings: list[Finding]) -> Shape:
    knowledge = _speaking(draft, current, draft.policy.policy or current.policy)
    silent = _without_facts(knowledge.policy, entry)
    html, options = _said(knowledge, entry)
    return {
        "title": entry.title,
        "html": html,
        "html_without_facts": _said(replace(knowledge, policy=silent), entry)[0] if silent else None,
        "source": source_shape(knowledge, entry.source),
        "options": options,
        "questions": list(entry.questions),
        "findings": [finding_shape(finding) for finding in findings],
    }


def _speaking(draft: Draft, current: Knowledge, policy: Policy) -> Knowledge:
    """Enough knowledge to say an entry of the draft; which question finds it does not matter here."""
    entries = {name: read.entry for name, read in draft.entries.items()}
    policies = {name: read.text for name, read in draft.policies.items()}
    return replace(current, policy=policy, entries=entries, policies=policies)


def _said(knowledge: Knowledge, entry: Entry) -> tuple[str, list[str]]:
    """The first thing a shopper hears who asks for the entry, and what there is to tap."""
    if not entry.answer:
        return "", []
    reply = respond(knowledge, DialogueState(), Said(entry.title, entry=entry.id)).replies[-1]
    return to_html(reply.text), [option.label for option in reply.options]


def _without_facts(policy: Policy, entry: Entry) -> Policy | None:
    """The policy of a shop that has not stated what the answer quotes; None where it quotes no fact."""
    quoted = [name for name in PLACEHOLDER.findall(entry.answer) if name in policy.facts]
    unstated: Mapping[str, None] = dict.fromkeys(quoted)
    if not unstated:
        return None
    facts = {name: replace(fact, value=None) if name in unstated else fact for name, fact in policy.facts.items()}
    return replace(policy, facts=facts)


def _page(text: str) -> str:
    """A policy or a canned reply as its Markdown reads, without its settings."""
    page = read_page(text, Faults(""), required=False)
    return to_html(page.body if page else text)
