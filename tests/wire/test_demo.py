"""What `assistant demo` fills an empty database with."""

from pathlib import Path

import pytest

from assistant import demo
from assistant.core.errors import Conflict
from assistant.core.gaps import Outcome
from assistant.demo import CASES, SETTLED, fill
from assistant.demo_past import PAST
from assistant.entry.settings import Settings
from assistant.services.knowledge import gaps as knowledge_gaps
from assistant.store.database import Database
from tests.wire.house import _loaded, now


def test_the_demonstration_has_tickets_and_gaps_and_fills_nothing_twice(
    knowledge_folder: Path,
    sqlite_url: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    known = _loaded(knowledge_folder).current
    monkeypatch.setattr(demo, "load", lambda folder: known)
    settings = Settings(data_dir=tmp_path, database_url=sqlite_url, knowledge_dir=knowledge_folder)
    fill(settings)
    assert f"{len(CASES) + len(SETTLED) + len(PAST)} tickets" in capsys.readouterr().out
    database = Database(sqlite_url)
    found = knowledge_gaps.report(known, knowledge_gaps.asked_lately(database, 90, now()))
    database.close()
    shipping = next(gap for gap in found.gaps if gap.missing_fact == "shipping.cost")
    assert shipping.count >= 4 and shipping.reasons[Outcome.HANDED_OVER] == 3
    assert any("recycl" in example for gap in found.gaps[:3] for example in gap.examples)
    assert any(gap.reasons[Outcome.UNHELPFUL] for gap in found.gaps)
    assert not any("Winter" in example for gap in found.gaps for example in gap.examples)
    with pytest.raises(Conflict, match="Set ASSISTANT_DATA_DIR to an empty folder"):
        fill(settings)
