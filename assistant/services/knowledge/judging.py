"""Which of the check's errors are to blame on a change?"""

import re
from collections import Counter
from datetime import date

from assistant.content.check import check_files, contradictions
from assistant.content.draft import read_draft
from assistant.content.errors import Finding
from assistant.content.files import Files
from assistant.content.places import QUESTIONS_FILE
from assistant.core.knowledge import Knowledge


def judged(before: Files, after: Files, current: Knowledge, today: date) -> tuple[list[Finding], list[Finding]]:
    """Every finding of the folder as it would be, and the errors that are to blame on the change.

    An error the folder had before is no reason to refuse: otherwise a folder with two faults could not be mended one
    by one. Where a broken file kept others from being judged, what comes to light in them is not to blame either.
    ``current`` lends its matcher where no phrasing has changed since. Takes as long as the check.
    """
    findings = check_files(after, today=today, before=current)
    errors = [finding for finding in findings if finding.level == "error"]
    if not errors:
        return findings, []
    known = Counter(_fault(finding) for finding in _before(before, errors, current))
    hidden = bool(read_draft(before).errors())
    names = {*before.contents, *after.contents}
    changed = {name for name in names if before.contents.get(name) != after.contents.get(name)}
    blamed = []
    for finding in errors:
        if known[_fault(finding)] > 0:
            known[_fault(finding)] -= 1
        elif not hidden or finding.file in changed:
            blamed.append(finding)
    return findings, blamed


def _before(files: Files, errors: list[Finding], current: Knowledge) -> list[Finding]:
    """What was wrong before, as far as it matters now: whether expectations were met takes longer than all the rest."""
    if any(finding.file == QUESTIONS_FILE for finding in errors):
        return check_files(files, before=current)
    draft = read_draft(files)
    return [*draft.findings, *contradictions(draft)]


_LINES = re.compile(r"(?<=:)\d+|(?<=\bline )\d+")


def _fault(finding: Finding) -> tuple[str, str, str]:
    """A finding without the lines, which move when something is written above them."""
    return finding.file, finding.level, _LINES.sub("", finding.message)
