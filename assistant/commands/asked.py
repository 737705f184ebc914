"""How does ``assistant knowledge ask`` tell an editor what would be said, and why?"""

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from assistant.core.dialogue import DialogueState, Explained, Reply, Said, decide, explained, respond
from assistant.core.knowledge import Knowledge
from assistant.core.matching import Candidate, Explanation
from assistant.core.matching.plain_words import percent


def show(known: Knowledge, text: str, console: Console) -> None:
    """What was read, what would be done, how sure that is and why, and what would be said."""
    decision = decide(known, [text])
    told = explained(known, decision)
    ticket = f"A ticket from here would be {decision.ticket_kind}."
    for sentence in (told.read, Text(told.decision, style="bold"), told.closest, told.sureness, ticket):
        if sentence:
            console.print(sentence, markup=False)
    if told.signals and decision.explanation:
        console.print(
            Text(f"\nWhat speaks for {decision.explanation.candidates[0].id}, and what against", style="bold")
        )
        console.print(Padding(_signals(told), (0, 0, 0, 2)))
        console.print(Text("\nEntries that come closest, and how sure each is", style="bold"))
        console.print(Padding(_candidates(decision.explanation), (0, 0, 0, 2)))
    console.print(Text("\nIt would say", style="bold"))
    for reply in respond(known, DialogueState(), Said(text)).replies:
        console.print(Padding(_said(reply), (0, 0, 1, 2)))


def _signals(told: Explained) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(justify="right", no_wrap=True)
    for signal in told.signals:
        table.add_row(percent(signal.value), Text(signal.says))
    return table


def _candidates(why: Explanation) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(justify="right", no_wrap=True)
    for one in why.candidates:
        table.add_row(percent(one.confidence), Text(one.id, style="bold", no_wrap=True), Text(f'"{one.phrasing}"'))
        table.add_row("", "", Text(_views(one), style="dim"))
    return table


def _views(one: Candidate) -> str:
    """What the matcher's own figures say of one entry, for whoever compares two."""
    alike = (
        f"alike by words {percent(one.words)}, by letters {percent(one.letters)}, in any order {percent(one.tokens)}"
    )
    return f"{alike}; votes of all its questions {one.ridge:.2f} and {one.head:.2f}"


def _said(reply: Reply) -> Text:
    said = Text(reply.text)
    if reply.source:
        said.append(f"\nSource: {reply.source}", style="dim")
    if reply.options:
        said.append(f"\nTo tap: {', '.join(option.label for option in reply.options)}", style="dim")
    if reply.handoff:
        offer = "A person is offered." if reply.handoff == "offer" else "The handoff to a person opens."
        said.append(f"\n{offer}", style="dim")
    return said
