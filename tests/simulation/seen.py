"""What did a simulation see? Counted, to be read, and to know that it shows something."""

from collections import Counter
from collections.abc import Mapping

from tests.simulation.compare import Stored
from tests.simulation.recount import Recount
from tests.simulation.world import World

VERDICTS = ("kept", "breached", "superseded", "void", "paused", "running")


def seen(world: World, stored: Stored, recount: Recount) -> Mapping[str, int]:
    """How often each thing happened, by what it is called."""
    inquiries = recount.inquiries.values()
    verdicts = Counter(each.state for inquiry in inquiries for each in inquiry.pledges)
    faults = sum((db.happened for db in world.dbs), Counter(world.post.happened))
    counted = Counter(
        {
            "inquiries": len(inquiries),
            "forms of robots": len(world.diary.trapped),
            "things done by people": len(world.diary.deeds),
            "promises": verdicts.total(),
            **{f"promises {verdict}": verdicts[verdict] for verdict in VERDICTS},
            "dates that passed": sum(event.kind in ("at_risk", "breached") for event in stored.events),
            "events on record": len(stored.events),
            "reminders": sum(event.kind == "reminded" for event in stored.events),
            "closed by time": sum(event.kind == "closed" for event in stored.events),
            "opened again": sum(inquiry.reopened for inquiry in inquiries),
            "merged": sum(inquiry.outcome == "merged" for inquiry in inquiries),
            "mails": len(stored.mails),
            "sweeps": len(world.diary.swept),
            "asked for again, since no answer came": world.diary.repeated,
            "several took the next at once": world.diary.rushes,
            **{f"refused: {code}": times for code, times in world.diary.refused.items()},
            **faults,
        }
    )
    return {name: times for name, times in counted.items() if times}
