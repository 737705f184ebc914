"""A small shop's knowledge folder without a fault, to be broken in one place at a time."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from assistant.content.check import check
from assistant.content.errors import Finding

POLICY = """\
shop: {name: Fernlight}
calendar:
  time_zone: America/New_York
  working_days: [mon, tue, wed, thu, fri]
  hours: "09:00-17:00"
  holidays: US
promises:
  confirmation: {business_days: [2, 3], source: service#2}
  resolution: {business_days: [3, 5], source: service#2}
  update: {every_business_days: 3, source: service#2}
house: {follow_up: 5, reminders: [2, 4], waiting_closes: 7}
facts:
  returns.window_days: {value: 60, source: service#1}
  refunds.processing_days: {value: [5, 10], source: service#1}
  payments.currency: {value: USD, source: service#1}
"""

SERVICE = """\
# Service policy

How we help.

## 1. What we do

- Returns within 60 days, and refunds, processed in 5-10 days.
- Payments in USD.

## 2. When you hear from us

We confirm within 2-3 business days, answer within 3-5 business days, and with a dispute
we write every 3 business days.
"""

WINDOW = """\
---
title: How long do I have to return something?
questions:
  - how long do i have to send it back
  - what is your return policy
  - return window
  - can i still return this after a month
source: service#1
related: [refunds/timing]
asks: [order_number]
---
You have **{{ returns.window_days }} days** to return an item.
"""

TIMING = """\
---
title: How long does a refund take?
questions:
  - when do i get my money
  - refund how long
  - how many days until the refund is on my card
  - is my reimbursement coming soon
source: service#1
kind: general
handoff: offer
---
A refund is processed in {{ refunds.processing_days }} days.
"""

CURRENCY = """\
---
title: Which currency do you use?
questions:
  - are your prices in dollars
  - which currency is that
  - can i pay in euros
  - usd or cad
source: service#1
---
You pay in {{ payments.currency }}.
"""

DISPUTE = """\
---
title: My refund was refused
questions:
  - you refused my refund and i disagree
  - i want to dispute your decision
  - the amount you paid back is wrong
  - this rejection is unfair
source: service#2
kind: complex
---
I am sorry. A person looks at it and writes to you every {{ update }}.
"""

GREETING = """\
---
title: Hello
questions:
  - hello
  - hi there
  - good morning
handoff: never
---
Hello! What can I do for you?
"""

CANNED = """\
---
title: On its way
topics: [refunds]
---
Your refund is on its way. It takes {{ refunds.processing_days }} days.
"""

WORDS = """\
synonyms: [[refund, reimbursement]]
abbreviations: {pls: please}
products: [rose mist]
"""

QUESTIONS = """\
- {text: how long do i have to send it back, entry: returns/window}
- {text: what is the weather like on the moon, entry: none}
"""

FILES = {
    "policy.yaml": POLICY,
    "policies/service.md": SERVICE,
    "answers/returns/window.md": WINDOW,
    "answers/refunds/timing.md": TIMING,
    "answers/payments/currency.md": CURRENCY,
    "answers/refunds/dispute.md": DISPUTE,
    "answers/chat/greeting.md": GREETING,
    "canned/refund-sent.md": CANNED,
    "words.yaml": WORDS,
    "questions.yaml": QUESTIONS,
}


class Folder:
    """The knowledge folder of a test."""

    def __init__(self, path: Path) -> None:
        self.path = path
        for name, text in FILES.items():
            self.write(name, text)

    def write(self, name: str, text: str | bytes) -> None:
        file = self.path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())

    def change(self, name: str, old: str, new: str) -> None:
        text = (self.path / name).read_text()
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        self.write(name, text.replace(old, new))

    def remove(self, name: str) -> None:
        (self.path / name).unlink()

    def findings(self, today: date | None = None) -> Sequence[Finding]:
        return check(self.path, today=today)

    def shown(self, today: date | None = None) -> list[str]:
        """The findings as people read them."""
        return [str(finding) for finding in self.findings(today)]
