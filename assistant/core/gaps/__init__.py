"""What do shoppers want to know that the shop does not tell them? Pure: from conversations to a list for editors."""

from assistant.core.gaps.asking import Asked, Line, Outcome, questions
from assistant.core.gaps.gathering import Gap, Report, gaps
from assistant.core.gaps.wanting import Wanted, wanted

__all__ = ["Asked", "Gap", "Line", "Outcome", "Report", "Wanted", "gaps", "questions", "wanted"]
