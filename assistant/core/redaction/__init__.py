"""What is taken out of a text: before it is stored, and before others see it as an example."""

from assistant.core.redaction.shown import redact
from assistant.core.redaction.stored import mask_cards, without_unseen

__all__ = ["mask_cards", "redact", "without_unseen"]
