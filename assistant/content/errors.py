"""What is wrong in the knowledge folder, and how is it mended?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.core.errors import AssistantError

Level = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One problem, at its place. Findings sort by file and line."""

    file: str
    """Within the knowledge folder: ``answers/returns/window.md``."""
    line: int
    """Counted from 1; 0 where the whole file or folder is meant."""
    level: Level
    message: str
    """What is wrong."""
    mend: str
    """What to do about it, as an instruction."""

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.level}: {self.message} -> {self.mend}"


class KnowledgeErrors(AssistantError):
    """The folder cannot be used; ``findings`` holds every problem, not only the first."""

    code = "knowledge"

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings: Sequence[Finding] = tuple(sorted(findings))
        super().__init__("\n".join(map(str, self.findings)))


class Faults:
    """Collects the findings of one file while it is read."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.findings: list[Finding] = []

    def error(self, line: int, message: str, mend: str) -> None:
        self.findings.append(Finding(self.file, line, "error", message, mend))

    def warning(self, line: int, message: str, mend: str) -> None:
        self.findings.append(Finding(self.file, line, "warning", message, mend))
