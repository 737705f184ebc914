"""Text -> ranked entries, with confidence as a probability."""

from assistant.core.matching.matcher import Matcher, Ranked

__all__ = ["Matcher", "Ranked"]
