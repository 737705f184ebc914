"""Who works at the desk, and what may each role do?"""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """An agent answers; an editor keeps the knowledge; a lead may do all of it and decides the exceptions."""

    AGENT = "agent"
    EDITOR = "editor"
    LEAD = "lead"

    @property
    def answers_tickets(self) -> bool:
        return self is not Role.EDITOR


@dataclass(frozen=True, slots=True)
class User:
    """One account. ``active`` is False once it has been disabled."""

    id: str
    email: str
    name: str
    role: Role
    active: bool = True
