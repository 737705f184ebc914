"""What do the numbers of a period say? Pure: from counted rows to what a report tells."""

from assistant.core.reporting.period import Period, Week, period
from assistant.core.reporting.tallies import Decided, Tally, Verdict, share, tallied
from assistant.core.reporting.times import Times, Waits

__all__ = ["Decided", "Period", "Tally", "Times", "Verdict", "Waits", "Week", "period", "share", "tallied"]
