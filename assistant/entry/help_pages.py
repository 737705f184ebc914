"""The answers and policies as pages: for shoppers who do not chat, and for search engines.

The same for everybody who asks, and so kept by browsers and proxies for a moment, and asked for again by its hash.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import quote

from flask import Blueprint, Response, make_response, render_template, request

from assistant.content.rendering import letter_to_text, to_html
from assistant.core.dialogue import decide
from assistant.core.errors import NotFound
from assistant.core.knowledge import Entry, Knowledge, PolicyText, Section
from assistant.core.tickets.words import MONTHS
from assistant.entry.doors import doors
from assistant.services.knowledge.help_dates import last_changed
from assistant.services.shapes import Shape

help_pages = Blueprint("help", __name__)

KEPT_FOR = 60
"""Seconds a browser may show a page without asking whether it still holds."""
LONGEST_SEARCH = 200
MOST_RESULTS = 8
NEAREST = 3
NEAR_ENOUGH = 0.1
"""The confidence from which on an entry is worth showing to somebody whose search found nothing."""
DESCRIPTION = 155
"""Characters that search engines show of a page."""
SMALL_TALK = "chat"

TOPICS = {
    "orders": "Orders",
    "shipping": "Shipping",
    "products": "Products",
    "returns": "Returns",
    "refunds": "Refunds",
    "payments": "Payments",
    "website": "Using the website",
    "contact": "Contacting us",
    "service": "Our service",
    "feedback": "Feedback",
}
CLOSED_TO_ROBOTS = ("/api/", "/console", "/t/", "/widget", "/help?")


@help_pages.get("/help")
def overview() -> Response | str:
    if q := request.args.get("q", "").strip()[:LONGEST_SEARCH]:
        return _search(doors().desk.knowledge(), q)
    knowledge = doors().desk.knowledge()
    topics = [{**_topic(topic), "entries": _links(entries)} for topic, entries in _by_topic(knowledge).items()]
    return _kept("help.html", "/help", topics=topics)


@help_pages.get("/help/<topic>")
def one_topic(topic: str) -> Response:
    knowledge = doors().desk.knowledge()
    entries = _by_topic(knowledge).get(topic)
    if not entries:
        raise NotFound("There is no such topic in our help. All topics are listed under Help.")
    shown = [{**_link(entry), "excerpt": _excerpt(knowledge, entry)} for entry in entries]
    return _kept(
        "help_topic.html",
        f"/help/{topic}",
        topic=_topic(topic),
        entries=shown,
        structured=[_questions(knowledge, entries), _trail(_topic(topic))],
    )


@help_pages.get("/help/<topic>/<name>")
def one_entry(topic: str, name: str) -> Response:
    knowledge = doors().desk.knowledge()
    entry = knowledge.entries.get(f"{topic}/{name}")
    if entry is None or topic == SMALL_TALK:
        raise NotFound("There is no such answer in our help. It may have moved: search for it under Help.")
    related = [knowledge.entries[one] for one in entry.related if one in knowledge.entries]
    return _kept(
        "help_entry.html",
        f"/help/{entry.id}",
        topic=_topic(topic),
        entry={
            "title": entry.title,
            "html": to_html(knowledge.speak(entry).text or ""),
            "source": _source(knowledge, entry),
            "updated": _updated(knowledge, f"answers/{entry.id}.md"),
            "person": entry.handoff != "never",
        },
        description=_excerpt(knowledge, entry),
        related=_links(one for one in related if one.topic != SMALL_TALK),
        structured=[_questions(knowledge, [entry]), _trail(_topic(topic), entry)],
    )


@help_pages.get("/policies")
def policies() -> Response:
    return _kept("policies.html", "/policies")


@help_pages.get("/policies/<name>")
def policy(name: str) -> Response:
    knowledge = doors().desk.knowledge()
    text = knowledge.policies.get(name)
    if text is None:
        raise NotFound("There is no policy with this name here. The policies we can show are listed under Policies.")
    shown = {
        "name": text.name,
        "title": text.title,
        "intro_html": to_html(text.intro) if text.intro else "",
        "updated": _updated(knowledge, f"policies/{text.name}.md"),
        "sections": [_section(knowledge, text, section) for section in text.sections],
    }
    return _kept("policy.html", f"/policies/{quote(name)}", policy=shown)


@help_pages.get("/sitemap.xml")
def sitemap() -> Response:
    knowledge = doors().desk.knowledge()
    by_topic = _by_topic(knowledge)
    files = {f"/policies/{quote(name)}": f"policies/{name}.md" for name in knowledge.policies}
    for entries in by_topic.values():
        files |= {f"/help/{entry.id}": f"answers/{entry.id}.md" for entry in entries if _answered(knowledge, entry)}
    dates = last_changed(doors().desk, files.values())
    pages = {path: None for path in ("/help", "/policies", "/contact", *(f"/help/{topic}" for topic in by_topic))}
    listed = [{"url": _address(path), "day": None} for path in pages]
    listed += [{"url": _address(path), "day": _day(knowledge, dates.get(file))} for path, file in files.items()]
    return _as_kept(Response(render_template("sitemap.xml", pages=listed), mimetype="application/xml"))


@help_pages.get("/robots.txt")
def robots() -> Response:
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in CLOSED_TO_ROBOTS),
        f"Sitemap: {_address('/sitemap.xml')}",
    ]
    return _as_kept(Response("\n".join(lines) + "\n", mimetype="text/plain"))


def _search(knowledge: Knowledge, q: str) -> str:
    """A page for this search alone: nobody keeps it, and no search engine lists it."""
    decision = decide(knowledge, [q])
    enough = knowledge.matcher.thresholds.clarify
    ranked = knowledge.matcher.rank(q)
    found = dict.fromkeys([*decision.needs, *(one.id for one in ranked if one.confidence >= enough)])
    results = [entry for one in found if (entry := knowledge.entries[one]).topic != SMALL_TALK][:MOST_RESULTS]
    near = [knowledge.entries[one.id] for one in ranked if one.confidence >= NEAR_ENOUGH]
    return render_template(
        "help_search.html",
        q=q,
        results=[
            {**_link(entry), "html": to_html(knowledge.speak(entry).text or ""), "source": _source(knowledge, entry)}
            for entry in results
        ],
        nearest=[] if results else _links([entry for entry in near if entry.topic != SMALL_TALK][:NEAREST]),
        topics=[_topic(topic) for topic in _by_topic(knowledge)],
    )


def _kept(template: str, path: str, **shown: Any) -> Response:
    """A page that is the same for everybody, with its one address."""
    return _as_kept(make_response(render_template(template, canonical=_address(path), **shown)))


def _as_kept(response: Response) -> Response:
    """Kept for a moment; after that only the hash is asked for, which changes with whatever the page shows."""
    response.headers["Cache-Control"] = f"public, max-age={KEPT_FOR}"
    response.add_etag()
    response.make_conditional(request)
    return response


def _address(path: str) -> str:
    return f"{doors().desk.address}{path}"


def _by_topic(knowledge: Knowledge) -> Mapping[str, Sequence[Entry]]:
    """The entries by topic, the shop's own topics after the usual ones; small talk is for the chat alone."""
    of: dict[str, list[Entry]] = {topic: [] for topic in TOPICS}
    for entry in knowledge.entries.values():
        if entry.topic != SMALL_TALK:
            of.setdefault(entry.topic, []).append(entry)
    return {topic: entries for topic, entries in of.items() if entries}


def _topic(topic: str) -> Shape:
    return {"title": TOPICS.get(topic, topic.replace("-", " ").capitalize()), "url": f"/help/{topic}"}


def _links(entries: Iterable[Entry]) -> list[Shape]:
    return [_link(entry) for entry in entries]


def _link(entry: Entry) -> Shape:
    return {"title": entry.title, "url": f"/help/{entry.id}"}


def _section(knowledge: Knowledge, text: PolicyText, section: Section) -> Shape:
    resting = [
        entry
        for entry in knowledge.entries.values()
        if entry.source and (entry.source.policy, entry.source.section) == (text.name, section.number)
    ]
    return {
        "number": section.number,
        "title": section.title,
        "html": to_html(section.text),
        "answers": _links(entry for entry in resting if entry.topic != SMALL_TALK),
    }


def _source(knowledge: Knowledge, entry: Entry) -> Shape | None:
    section = knowledge.cited(entry.source) if entry.source else None
    if not entry.source or not section:
        return None
    title = knowledge.policies[entry.source.policy].title
    url = f"/policies/{quote(entry.source.policy)}#{entry.source.section}"
    return {"title": title, "section": entry.source.section, "url": url}


def _answered(knowledge: Knowledge, entry: Entry) -> bool:
    return knowledge.speak(entry).text is not None


def _excerpt(knowledge: Knowledge, entry: Entry) -> str:
    """The beginning of an answer, without markup, cut at a word; empty where there is none."""
    text = " ".join(letter_to_text(knowledge.speak(entry).text or "").split())
    return text if len(text) <= DESCRIPTION else f"{text[:DESCRIPTION].rsplit(' ', 1)[0].rstrip(',;:.')}..."


def _updated(knowledge: Knowledge, file: str) -> Shape | None:
    """The day a file last changed, for machines and for people: "26 Nov 2026"."""
    at = last_changed(doors().desk, [file]).get(file)
    day = _day(knowledge, at)
    if not at or not day:
        return None
    local = at.astimezone(knowledge.policy.calendar.zone)
    return {"day": day, "said": f"{local.day} {MONTHS[local.month - 1]} {local.year}"}


def _day(knowledge: Knowledge, at: datetime | None) -> str | None:
    return at.astimezone(knowledge.policy.calendar.zone).date().isoformat() if at else None


def _questions(knowledge: Knowledge, entries: Sequence[Entry]) -> Shape:
    """Questions and answers as search engines read them (schema.org)."""
    answered = [(entry, text) for entry in entries if (text := knowledge.speak(entry).text)]
    return {
        "@context": "https://schema.org",
        "@type": "FAQPage",
        "mainEntity": [
            {
                "@type": "Question",
                "name": entry.title,
                "url": _address(f"/help/{entry.id}"),
                "acceptedAnswer": {"@type": "Answer", "text": to_html(text)},
            }
            for entry, text in answered
        ],
    }


def _trail(topic: Shape, entry: Entry | None = None) -> Shape:
    """Where a page stands, as search engines read it."""
    steps = [{"title": "Help", "url": "/help"}, topic, *([_link(entry)] if entry else [])]
    return {
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": step["title"], "item": _address(str(step["url"]))}
            for place, step in enumerate(steps, 1)
        ],
    }
