"""What must the dialogue remember from one message to the next?"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from assistant.core.dialogue.decision import Offer


@dataclass(frozen=True, slots=True)
class DialogueState:
    """Stored with the conversation. ``DialogueState()`` starts one."""

    discussed: str | None = None
    """The entry answered last; small talk aside."""
    misses: int = 0
    """Messages in a row to which there was no answer."""
    turned_down: int = 0
    """How often in a row the shopper said that nothing offered fits."""
    rejected: tuple[str, ...] = ()
    """Entries turned down since the last answer."""
    offered: tuple[str, ...] = ()
    """Entries in the last choice that was offered."""
    runners_up: tuple[str, ...] = ()
    """The next-best entries behind the last answer."""
    offer: Offer = ""
    """Whether the last reply offered a person."""
    asked: tuple[str, ...] = ()
    """Intake fields that were asked for: never twice."""

    def to_json(self) -> dict[str, Any]:
        """As plain data for a JSON column."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any] | None) -> "DialogueState":
        """From what ``to_json`` gave. Names that an older or newer program wrote are passed over."""
        known = {one.name for one in fields(cls)}
        values: dict[str, Any] = {name: value for name, value in (data or {}).items() if name in known}
        for name, value in values.items():
            values[name] = tuple(value) if isinstance(value, list) else value
        return cls(**values)
