"""May the files of a folder be served as they stand? Then this is the knowledge they hold."""

from assistant.content.check import contradictions
from assistant.content.draft import read_draft
from assistant.content.errors import Finding, KnowledgeErrors
from assistant.content.files import Files
from assistant.core.knowledge import Knowledge


def snapshot(files: Files, before: Knowledge | None = None) -> Knowledge:
    """The knowledge of files without errors; failed expectations are for the check to find and refuse nothing.

    ``before`` lends its matcher when no phrasing and no word has changed since. Raises ``KnowledgeErrors``.
    """
    draft = read_draft(files)
    errors = [*draft.errors(), *contradictions(draft)]
    if errors:
        raise KnowledgeErrors(errors)
    try:
        return draft.knowledge(before)
    except KnowledgeErrors:
        raise
    except Exception as fault:  # the last good knowledge stays in use whatever a save brings to light
        said = f"the knowledge could not be built ({type(fault).__name__}: {fault})"
        raise KnowledgeErrors(
            [Finding(".", 0, "error", said, "undo the last change and tell the developers")]
        ) from fault
