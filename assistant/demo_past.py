"""The quiet past of the demonstration: plain questions of the last weeks, answered and done. Reports count them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Past:
    """One question, so many ``days`` ago, that was answered ``hours`` later."""

    days: float
    name: str
    question: str
    answer: str
    hours: float
    by: str = "mia"
    satisfied: bool = True
    """False for a shopper who said nothing to it."""


_ADDRESS = "I have changed the address; the parcel goes to the new one."
_INVOICE = "I have sent the invoice to you once more."
_LOOKED_UP = "I have looked it up for you: it is on its way, and the link in your e-mail shows where it is."
_ADDED = "I have added it to your order; it comes in the same parcel."
_SHEET = "It is on the product sheet, which I have attached to your order."

PAST = (
    Past(29.2, "Alba Moreno", "Can you send me the invoice of my last order again?", _INVOICE, 3),
    Past(28.3, "Gus Werner", "I moved house, please send my order to the new address.", _ADDRESS, 2, "ben"),
    Past(27.4, "Lily Tran", "Is there a refill for the hand soap?", "There is, in two sizes.", 26, satisfied=False),
    Past(26.3, "Rui Costa", "Could you add a second soap to my order?", _ADDED, 4, "ben"),
    Past(25.2, "Nadia Haddad", "Please tell me where my order is.", _LOOKED_UP, 5),
    Past(22.3, "Mei Lin", "What is the pump of the body lotion made of?", _SHEET, 6),
    Past(21.4, "Joe Hart", "Please send it to my office instead.", _ADDRESS, 3, "ben"),
    Past(19.3, "Amir Nazari", "I forgot the gift card in my order.", _ADDED, 30, satisfied=False),
    Past(18.4, "Clara Vogt", "My street is spelt wrong on the order.", _ADDRESS, 4, "ben"),
    Past(16.2, "Theo Papas", "I need the invoice for my company.", _INVOICE, 5),
    Past(15.3, "Ines Faria", "Which size is the large night cream?", _SHEET, 7, "ben"),
    Past(13.4, "Kim Sato", "Where is my order just now?", _LOOKED_UP, 2),
    Past(11.4, "Ada Novotna", "The invoice did not come.", _INVOICE, 4),
    Past(9.3, "Sam Doyle", "Please add the soap dish.", _ADDED, 6, "ben"),
    Past(7.4, "Raj Patel", "Is the lip balm in the tin or in the tube?", _SHEET, 29),
    Past(6.3, "Noa Levi", "I typed the wrong house number.", _ADDRESS, 2, "ben"),
)
