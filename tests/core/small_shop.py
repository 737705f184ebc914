"""A small shop's knowledge, built by hand: what the matching and dialogue tests talk to."""

from datetime import time
from functools import cache
from typing import Any

from assistant.core.calendar import BusinessCalendar
from assistant.core.knowledge import Entry, Knowledge, Words
from assistant.core.matching import Matcher
from assistant.core.policy import Fact, House, Policy, Promise, SectionRef

SECTION = SectionRef("customer-service", "2")

QUESTIONS = {
    "returns/window": """
        how long do i have to return something | what is your return policy | can i still send this back after a month
        how many days do i get to return an item | return deadline | is it too late to send my cream back
        what is the time limit for returns | until when can i bring it back | days to return an order
        i bought this weeks ago can i still return it""",
    "returns/start": """
        how do i return something | i want to send this back | how can i return my order | where do i get a return label
        start a return please | i would like to return the serum | what do i do to return an item | return process
        need to send back my parcel how does it work | how do i go about returning this""",
    "refunds/timing": """
        how long does a refund take | when do i get my money | when will i see my refund | how many days until i am refunded
        refund processing time | how fast do you refund | when is my money back on my card
        how long until the refund arrives | time for money back | when do i get my money back after returning""",
    "refunds/status": """
        where is my refund | i have not received my refund | still no refund | my money is not back yet
        has my refund been sent | check my refund please | refund not arrived | what happened to my refund
        i am still waiting for my money | status of my refund""",
    "refunds/dispute": """
        you refused my refund | the refund amount is wrong | i disagree with the refund decision | you only refunded half
        why was my refund denied | refund is less than i paid | i want to dispute the refund
        my return was rejected and i do not agree | wrong refund amount | i want to appeal the refund""",
    "orders/tracking": """
        where is my parcel | track my order | i need my tracking number | where is my order now | tracking link does not work
        how can i follow my delivery | find my package | can you locate my shipment | tracking has not moved
        has my parcel left yet and where is it""",
    "shipping/cost": """
        how much is shipping | what does delivery cost | is shipping free | delivery fee | what do you charge for postage
        free shipping from which amount | shipping price to my home | cost of delivery | how much do i pay for shipping
        are there delivery charges""",
    "shipping/time": """
        how long does shipping take | how long does delivery take | when would it arrive if i order today | delivery time
        how fast do you deliver | shipping speed | how many days for delivery | do you have express delivery
        how quickly can i get it delivered | days until it arrives""",
    "shipping/destinations": """
        do you ship to canada | which countries do you deliver to | international shipping | can you send it abroad
        do you deliver to australia | shipping to europe | do you ship worldwide | can i order from france
        delivery to a po box | do you send to alaska""",
    "payments/methods": """
        do you take paypal | which cards do you accept | can i pay with visa | payment options | do you accept apple pay
        can i pay in instalments | ways to pay | is klarna possible | can i use a gift card | how can i pay""",
    "payments/failed": """
        my card was declined | payment failed | the payment did not go through | checkout error when paying
        cannot pay my card is rejected | my payment keeps failing | error at payment | card refused at checkout
        i tried to pay and it failed | it will not take my card""",
    "products/availability": """
        is the rose mist in stock | when is it back in stock | sold out when will you restock | do you still have the day cream
        is this available | was the toner discontinued | out of stock item | when can i buy the mask again
        is the cream sold out | stock of the serum""",
    "service/privacy": """
        what do you do with my data | do you sell my information | is my data safe | who sees my personal data
        do you share my email address | data protection | privacy of my details | how do you use my data
        do you give my data to others | is my information private""",
    "service/respect": """
        your agent was rude to me | i was treated unfairly | your staff was disrespectful | rude customer service
        the person i spoke to was impolite | nobody respects me here | i was insulted by your team
        unfriendly reply from your support | i feel discriminated | your employee was nasty""",
    "chat/greeting": "hello | hi | hey there | good morning | hi how are you | good evening | hello there",
    "chat/thanks": "thank you | thanks | thanks a lot | great thank you | thx that helped | perfect thanks | cheers",
    "chat/goodbye": "bye | goodbye | see you | have a nice day | bye bye | see you later | that is all bye",
    "chat/identity": """
        are you a bot | who are you | am i talking to a robot | are you human | is this a real person
        is this an automated chat | what are you""",
    "chat/human": """
        talk to a person | agent please | human | i want to speak to someone | connect me to customer service
        let me talk to a human | get me an agent | representative""",
}

TITLES = {"returns/start": "How do I return something?", "refunds/timing": "How long does a refund take?"}


@cache
def knowledge() -> Knowledge:
    """The whole small shop: it has stated its return window, but not what shipping costs."""
    return shop(tuple(QUESTIONS))


@cache
def knowledge_without_small_talk() -> Knowledge:
    """The same shop before anybody wrote entries for "hello" and the like."""
    return shop(tuple(one for one in QUESTIONS if not one.startswith("chat/")))


def shop(ids: tuple[str, ...]) -> Knowledge:
    """A snapshot with some of the entries."""
    entries = {one: _entry(one) for one in ids}
    words = Words(synonyms=(("parcel", "package"),), abbreviations={"tb": "toner bottle"}, products=("rose mist",))
    return Knowledge(
        policy=_policy(),
        entries=entries,
        policies={},
        matcher=Matcher.build(list(entries.values()), words),
        words=words,
    )


def _entry(name: str) -> Entry:
    questions = tuple(one.strip() for line in QUESTIONS[name].splitlines() for one in line.split("|") if one.strip())
    topic = name.split("/")[0]
    common: dict[str, Any] = {
        "id": name,
        "title": TITLES.get(name, name.replace("/", " ")),
        "questions": questions,
        "source": None if topic == "chat" else SECTION,
    }
    match name:
        case "returns/window":
            return Entry(
                **common, answer="**{{ returns.window_days }} days**.", related=("returns/start", "refunds/timing")
            )
        case "returns/start":
            related = ("returns/window", "refunds/timing")
            return Entry(**common, answer="Tell our team.", related=related, asks=("order_number", "product"))
        case "orders/tracking":
            return Entry(**common, answer="Our team can trace it.", related=("shipping/time",), asks=("order_number",))
        case "refunds/status":
            return Entry(**common, answer="Our team checks it.", related=("refunds/timing", "refunds/dispute"))
        case "refunds/dispute":
            return Entry(**common, answer="A person looks at it again.", kind="complex", handoff="always")
        case "payments/failed":
            return Entry(**common, answer="Our team finds out why.", kind="complex")
        case "shipping/cost":
            return Entry(
                **common, answer="It costs {{ shipping.cost }}.", not_stated="The shop has not said what it costs."
            )
        case "shipping/time":
            return Entry(**common, answer="It takes {{ shipping.days }} days.")
        case "chat/human":
            return Entry(**common, answer="I pass you to our team.", handoff="always")
        case _:
            return Entry(
                **common, answer=f"This is the answer of {name}.", handoff="never" if topic == "chat" else "offer"
            )


def _policy() -> Policy:
    return Policy(
        shop_name="Small Shop",
        calendar=BusinessCalendar("America/New_York", frozenset(range(5)), time(9), time(17)),
        confirmation=Promise(2, 3, "2-3 business days"),
        resolution=Promise(3, 5, "3-5 business days"),
        update=Promise(2, 3, "3 business days"),
        house=House(follow_up=5, reminders=(2, 4), waiting_closes=7),
        facts={
            "returns.window_days": Fact("returns.window_days", 60, SECTION),
            "shipping.cost": Fact("shipping.cost", None),
            "shipping.days": Fact("shipping.days", None),
        },
    )
