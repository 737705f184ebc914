"""Can everybody use this page? Asked of axe, in the page itself."""

from functools import cache

from playwright.sync_api import Page

from tests.support.chromium import CACHE
from tests.support.missing import missing

SERIOUS = ("serious", "critical")


def axe(page: Page) -> list[str]:
    """What axe finds serious or critical, one line each with the element; an empty list is what a page should have.

    Frames are looked into as well. The script comes in through the debugger, so a page's policy may be strict.
    """
    for frame in page.frames:
        frame.evaluate(script())
    found = page.evaluate("axe.run()")
    return [
        f"{violation['id']} ({violation['impact']}): {violation['help']} at {node['target']}"
        for violation in found["violations"]
        if violation["impact"] in SERIOUS
        for node in violation["nodes"]
    ]


@cache
def script() -> str:
    path = CACHE / "node_modules" / "axe-core" / "axe.min.js"
    if not path.is_file():
        missing("axe", "run `make browser`")
    return path.read_text()
