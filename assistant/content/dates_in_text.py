"""Which days and times of day does a text name: "24 Dec 2026", "December 24th", "2026-12-24", "9 am", "17:00"?"""

import re
from collections.abc import Iterator

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# with a capital, because "you may 5 times" is no date
_MONTH = (
    r"(?P<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)(?!\w)\.?"
)
_DAY = r"(?P<day>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?!\w)"
_YEAR = r"(?:,?\s+(?P<year>\d{4})(?!\w))?"

_MOMENTS = (
    re.compile(rf"(?<![\w.]){_DAY}(?:\s+of)?\s+{_MONTH}{_YEAR}"),
    re.compile(rf"(?<!\w){_MONTH}\s+{_DAY}{_YEAR}"),
    re.compile(r"(?<![\w.])(?P<year>\d{4})-(?P<month>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12]\d|3[01])(?!\w)"),
    re.compile(
        r"(?<![\w.:])(?P<hour>1[0-2]|0?[1-9])(?:[:.](?P<minute>[0-5]\d))?\s*(?P<half>[ap])\.?m(?![^\W_])\.?",
        re.IGNORECASE,
    ),
    re.compile(r"(?<![\w.:/])(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)(?![\w:/])"),
)


def moments(text: str) -> Iterator[tuple[re.Match[str], str]]:
    """Each with what it says in one spelling: "2026-12-24", "12-24" where no year is given, "17:00"."""
    for pattern in _MOMENTS:
        for found in pattern.finditer(text):
            yield found, _said(found.groupdict())
        text = pattern.sub(lambda found: re.sub(r"[^\n]", " ", found.group()), text)


def same_moment(one: str, other: str) -> bool:
    """Whether two of them say the same; a day without a year says nothing against one."""
    return one == other or (len(one) != len(other) and (one.endswith(f"-{other}") or other.endswith(f"-{one}")))


def _said(parts: dict[str, str | None]) -> str:
    if parts.get("hour"):
        hour = int(str(parts["hour"]))
        if half := parts.get("half"):
            hour = hour % 12 + (12 if half in "pP" else 0)
        return f"{hour:02}:{parts['minute'] or '00'}"
    month = str(parts["month"])
    number = int(month) if month.isdigit() else _MONTHS.index(month[:3].lower()) + 1
    day = f"{number:02}-{int(str(parts['day'])):02}"
    return f"{parts['year']}-{day}" if parts["year"] else day
