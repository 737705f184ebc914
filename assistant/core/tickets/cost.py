"""Does what a solution costs the shopper come to nothing?

Agents write it in figures or in words, and where the shop is at fault nothing else is let through. So nothing is a number
that is zero, or a turn of phrase that cannot mean anything else: "0 now, you pay the return label" is a cost.
"""

import re
import unicodedata

NOTHING = frozenset(
    {
        *("-", "\u2013", "\u2014", "/", "no", "none", "nil", "zero", "nothing", "n/a", "not applicable"),
        *("free", "for free", "it is free", "it's free", "gratis", "complimentary", "on us", "on the house"),
        *("nothing at all", "none at all", "for nothing", "costs nothing", "it costs nothing"),
        *("no cost", "no costs", "no extra cost", "no additional cost", "zero cost", "no fee", "no fees"),
        *("no charge", "no charges", "no extra charge", "no additional charge"),
        *("at no cost", "at no charge", "at no extra cost", "at no additional cost"),
        *("free of charge", "free of cost", "without charge", "without cost"),
    }
)

CODES = (
    "aed|all|amd|ars|aud|azn|bam|bdt|bgn|bhd|bob|brl|cad|chf|clp|cny|cop|crc|czk|dkk|dop|dzd|egp|eur|fjd|gbp|gel|ghs|gtq|"
    "hkd|hnl|huf|idr|ils|inr|isk|jod|jpy|kes|krw|kwd|kzt|lbp|lkr|mad|mkd|mxn|myr|ngn|nok|npr|nzd|omr|pab|pen|php|pkr|pln|"
    "pyg|qar|ron|rsd|sar|sek|sgd|thb|tnd|try|twd|uah|usd|uyu|uzs|vnd|wst|zar"
)
NAMES = "dollars?|bucks|euros?|pounds?|cents?|pence|francs?|kroner|kronor|yen|rupees|kr|fr"
SIGNS = r"(?:us|ca|c|au|a|nz|hk|s)?\$|[\u20ac\u00a3\u00a5\u20b9\u20a9\u20aa\u20ba\u20b4]"
CURRENCY = f"(?:{SIGNS}|{CODES}|{NAMES})"
ZERO = re.compile(rf"(?:{CURRENCY} ?)?[-+]?0+(?:[.,]0+)?(?:[.,]?[-–—])?(?: ?{CURRENCY})?")
JOINTS = re.compile(r"[();\n]|, | [-–—:=] ")


def costs_nothing(cost: str) -> bool:
    """Whether an amount in words or figures comes to nothing: "0", "USD 0.00", "free of charge", "0 (free)"."""
    said = [_plain(part) for part in JOINTS.split(cost)]
    return _is_nothing(_plain(cost)) or (any(said) and all(_is_nothing(part) for part in said if part))


def _is_nothing(words: str) -> bool:
    return words in NOTHING or ZERO.fullmatch(words) is not None


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().replace("\u2019", "'").split()).rstrip(".!")
