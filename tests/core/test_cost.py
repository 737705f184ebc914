"""Where the shop is at fault, what counts as nothing?"""

import pytest

from assistant.core.tickets.cost import costs_nothing


@pytest.mark.parametrize(
    "cost",
    [
        *("0", "0.00", "0,00", "00", "-0.0", "0.-", "0,-", "0.\u2013", "\uff10"),
        *("$0", "$ 0", "0$", "$0.00", "$0.00 USD", "US$0", "CA$0.00", "0 \u20ac", "\u20ac0", "0,00 EUR", "EUR 0,00"),
        *("USD 0", "0 USD", "usd0", "CHF 0.-", "\u00a50", "0 kr", "0 dollars", "0 cents", "0 Euro"),
        *("free", "Free", "FREE!", "free of charge", "Free of charge.", "for free", "It\u2019s free"),
        *("gratis", "complimentary", "on us"),
        *("no charge", "No  charge", "no cost", "at no cost", "no extra cost", "without charge", "no fee"),
        *("none", " none ", "None.", "nothing", "nothing at all", "zero", "nil", "n/a", "no", "-", "\u2013", "\u2014"),
        *("0 (free)", "free, no charge", "free - 0 USD", "USD 0.00 (free of charge)"),
    ],
)
def test_nothing_is_nothing_however_people_write_it(cost: str) -> None:
    assert costs_nothing(cost)


@pytest.mark.parametrize(
    "cost",
    [
        *("5", "5.00", "0.01", "0,01", "00.1", "0.001", "0.0.1", "0 5", "0-5", "0;5", "(5)", "-5", "1", "O"),
        *("USD 4.90", "$5", "5 \u20ac", "$0 $5", "EUR 5 for shipping", "0 EUR and 5 EUR", "1 cent"),
        *("0 now", "0 now, you pay the return label", "0 or so", "about 0", "0 for the cream, 5 for the label", "0%"),
        *("free, mostly", "not free", "free shipping, 5 for the label", "free (but for the postage)", "free label"),
        *("no, 5 USD", "no more than 5", "nearly nothing", "nothing but the postage", "none for now"),
        *("return postage", "the label", "half", "a small fee", "()", ",", "?", "tbd", ""),
    ],
)
def test_whatever_else_is_written_is_a_cost(cost: str) -> None:
    assert not costs_nothing(cost)
