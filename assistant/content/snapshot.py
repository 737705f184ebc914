"""May the files of a folder be served as they stand? Then this is the knowledge they hold."""

from assistant.content.check import contradictions
from assistant.content.draft import read_draft
from assistant.content.errors import KnowledgeErrors
from assistant.content.files import Files
from assistant.core.knowledge import Knowledge


def snapshot(files: Files, before: Knowledge | None = None) -> Knowledge:
    """The knowledge of files without errors; failed expectations are for the check to find and refuse nothing.

    ``before`` lends its matcher when the phrasings are the same or nearly so. Raises ``KnowledgeErrors``.
    """
    draft = read_draft(files)
    errors = [*draft.errors(), *contradictions(draft)]
    if errors:
        raise KnowledgeErrors(errors)
    return draft.knowledge(before)
