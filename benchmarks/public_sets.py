"""``python -m benchmarks.public_sets --data DIR``: how good is the matcher on public questions that nobody here wrote?

Prints a Markdown table: right first / the same with typing errors / answered and right where 5 % of the questions that no
entry answers get an answer, as means over the seeds; beside BM25 and rapidfuzz's own scorers on the same draws. For ours
also the expected calibration error, without and with typing errors. ``docs/benchmarks.md`` says what DIR holds.
"""

import argparse
import json
import os
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import floor
from pathlib import Path
from statistics import mean

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from benchmarks.finders import COMPARED, Find, Finder, Phrasings, by_matcher, matcher

OURS = "this matcher"
LETTERS_A_SLIP = 8
FALSE_ANSWERS = 0.05
BINS = 10
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


@dataclass(frozen=True)
class Draw:
    """What is known, what is asked of it, and what no entry answers."""

    known: Phrasings
    asked: Sequence[tuple[str, str]]
    unanswerable: Sequence[str]

    def mistyped(self) -> "Draw":
        chance = random.Random(99)
        asked = [(_with_slips(text, chance), entry) for text, entry in self.asked]
        return Draw(self.known, asked, [_with_slips(text, chance) for text in self.unanswerable])


@dataclass(frozen=True)
class Measured:
    """Shares of all questions, 0 to 1."""

    right: float
    answered_right: float
    calibration_error: float


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, required=True, help="folder of NAME.json files")
    options.add_argument("--phrasings", type=int, default=10, help="how many an entry gets (default: 10)")
    options.add_argument("--seeds", default="13,14,15", help="one draw of phrasings for each (default: 13,14,15)")
    chosen = options.parse_args()
    files = sorted(chosen.data.glob("*.json"))
    if not files:
        options.error(f"{chosen.data} holds no .json file; docs/benchmarks.md says what they look like")
    finders: dict[str, Finder] = {OURS: lambda known: by_matcher(matcher(known)), **COMPARED}
    seeds = [int(seed) for seed in chosen.seeds.split(",")]
    draws = {file.stem: [draw(file, chosen.phrasings, seed) for seed in seeds] for file in files}
    print("| |", " | ".join(draws), "|\n|---|" + "---|" * len(draws))
    errors = []
    for name, make in finders.items():
        cells = []
        for some in draws.values():
            both = [_clean_and_mistyped(make, one) for one in some]
            shares = (
                mean(clean.right for clean, _ in both),
                mean(typed.right for _, typed in both),
                mean(clean.answered_right for clean, _ in both),
            )
            cells.append(" / ".join(f"{100 * share:.1f}" for share in shares))
            if name == OURS:
                pairs = [(clean.calibration_error, typed.calibration_error) for clean, typed in both]
                errors.append(" / ".join(f"{mean(side):.2f}" for side in zip(*pairs, strict=True)))
        print(f"| {name} |", " | ".join(cells), "|", flush=True)
    print("| calibration error of ours |", " | ".join(errors), "|")


def draw(file: Path, phrasings: int, seed: int) -> Draw:
    """Some phrasings of each entry, drawn by the seed; the questions are the same for each."""
    held = json.loads(file.read_text())
    chance = random.Random(seed)
    pool = sorted(held["pool"].items())
    known = {entry: chance.sample(own, min(phrasings, len(own))) for entry, own in pool}
    return Draw(known, [(text, entry) for text, entry in held["dev"]], held["oos_dev"])


def _clean_and_mistyped(make: Finder, one: Draw) -> tuple[Measured, Measured]:
    find = make(one.known)
    return measured(find, one), measured(find, one.mistyped())


def measured(find: Find, one: Draw) -> Measured:
    found = [(find(text), entry) for text, entry in one.asked]
    right = [best == entry for (best, _), entry in found]
    sure = [fits for (_, fits), _ in found]
    threshold = _letting_through(FALSE_ANSWERS, [find(text)[1] for text in one.unanswerable])
    answered = [is_right and fits > threshold for is_right, fits in zip(right, sure, strict=True)]
    return Measured(mean(right), mean(answered), _calibration_error(sure, right))


def _letting_through(share: float, confidences: Sequence[float]) -> float:
    """The confidence that at most this share lies above."""
    return sorted(confidences, reverse=True)[floor(share * len(confidences))]


def _calibration_error(sure: Sequence[float], right: Sequence[bool]) -> float:
    """How far what was said to be likely lies from how often it was right: the mean over tenths of confidence."""
    total = 0.0
    for tenth in range(BINS):
        inside = [at for at, fits in enumerate(sure) if min(int(fits * BINS), BINS - 1) == tenth]
        if inside:
            total += abs(sum(sure[at] for at in inside) - sum(right[at] for at in inside))
    return total / len(sure)


def _with_slips(text: str, chance: random.Random) -> str:
    """The text as typed in a hurry: every few letters one is hit beside, left out, swapped with the next or doubled."""
    letters = [at for at, letter in enumerate(text) if letter.isascii() and letter.isalpha()]
    if len(letters) < 4:
        return text
    slips = min(max(1, round(len(text) / LETTERS_A_SLIP)), len(letters) // 3)
    typed = list(text)
    for at in sorted(chance.sample(letters, slips), reverse=True):
        letter, kind = typed[at], chance.choice(("beside", "left out", "swapped", "doubled"))
        if kind == "beside":
            typed[at] = chance.choice(list(_beside(letter.lower())))
        elif kind == "left out":
            del typed[at]
        elif kind == "swapped" and at + 1 < len(typed):
            typed[at], typed[at + 1] = typed[at + 1], letter
        else:
            typed.insert(at, letter)
    return "".join(typed)


def _beside(letter: str) -> Iterator[str]:
    """The keys around one, on rows that are shifted by half a key."""
    row = next(at for at, keys in enumerate(_ROWS) if letter in keys)
    column = _ROWS[row].index(letter)
    for other, offsets in ((row - 1, (0, 1)), (row, (-1, 1)), (row + 1, (-1, 0))):
        for offset in offsets:
            if 0 <= other < len(_ROWS) and 0 <= column + offset < len(_ROWS[other]):
                yield _ROWS[other][column + offset]


if __name__ == "__main__":
    main()
