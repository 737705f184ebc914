"""How long does a match take with the shipped knowledge? ``python -m benchmarks.matching`` prints milliseconds."""

import json
import time
from typing import Any

from assistant.content import folder
from assistant.content.errors import Faults
from assistant.content.question_files import read_questions
from benchmarks.servers import KNOWLEDGE


def run() -> dict[str, Any]:
    knowledge = folder.load(KNOWLEDGE)
    file = KNOWLEDGE / "questions.yaml"
    texts = [expected.turns[-1] for expected in read_questions(file.read_text(), Faults(file.name))]
    took = []
    for text in texts:
        began = time.perf_counter()
        knowledge.matcher.rank(text)
        took.append((time.perf_counter() - began) * 1000)
    took.sort()
    phrasings = sum(len(entry.questions) for entry in knowledge.entries.values())
    return {
        "texts": len(texts),
        "phrasings": phrasings,
        "p50": took[len(took) // 2],
        "p99": took[len(took) * 99 // 100],
    }


if __name__ == "__main__":
    print(json.dumps(run()))
