"""Text -> ranked entries, with confidence as a probability."""

from assistant.core.matching.matcher import Candidate, Explanation, Matcher, Ranked
from assistant.core.matching.thresholds import Thresholds

__all__ = ["Candidate", "Explanation", "Matcher", "Ranked", "Thresholds"]
