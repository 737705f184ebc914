"""Which texts ask for the same thing."""

import random
import time

from assistant.core.matching.clusters import clusters
from tests.core import small_shop

USUAL = [phrasing for entry in small_shop.knowledge().entries.values() for phrasing in entry.questions]
RECYCLING = ["do you recycle empty bottles", "can i recycle the empty bottles", "how to recycle a bottle that is empty"]
WRAPPING = ["is gift wrapping possible", "can you wrap it as a gift"]
STORE = ["do you have a store in berlin"]


def grouped(*texts: str, nearest: dict[str, tuple[str, float]] | None = None) -> list[list[str]]:
    near = [(nearest or {}).get(text) for text in texts]
    found = clusters(texts, near, USUAL, [("bottle", "flacon")])
    return [sorted(texts[place] for place in members) for members in found]


def test_what_asks_for_the_same_stands_together_the_largest_first() -> None:
    assert grouped(*STORE, *WRAPPING, *RECYCLING) == [sorted(RECYCLING), sorted(WRAPPING), STORE]


def test_the_most_central_of_a_cluster_stands_first() -> None:
    [members] = clusters(RECYCLING, [None] * 3, USUAL, [])
    assert members[0] == 0


def test_synonyms_of_the_shop_are_one_word() -> None:
    assert len(grouped("empty bottle", "empty flacon")) == 1


def test_that_both_come_nearest_to_an_entry_brings_them_closer() -> None:
    one, other = "is there a locker near me", "can i drop my parcel at a locker"
    apart = grouped(one, other, *WRAPPING)
    together = grouped(one, other, nearest={one: ("returns/start", 1.0), other: ("returns/start", 1.0)})
    assert len(apart) >= len(together) == 1


def test_nothing_and_a_single_text_are_clusters_too() -> None:
    assert grouped() == []
    assert grouped("hello") == [["hello"]]
    assert grouped("?") == [["?"]]


def test_many_texts_take_little_time_and_come_out_the_same_again() -> None:
    numbers = random.Random(7)
    words = sorted({word for phrasing in USUAL for word in phrasing.split()})
    texts = [" ".join(numbers.choices(words, k=6)) for _ in range(2500)] + RECYCLING
    began = time.process_time()
    found = clusters(texts, [None] * len(texts), USUAL, [])
    assert time.process_time() - began < 5
    assert sorted(place for members in found for place in members) == list(range(len(texts)))
    assert any({2500, 2501, 2502} <= set(members) for members in found)
    assert clusters(texts[:1200], [None] * 1200, USUAL, []) == clusters(texts[:1200], [None] * 1200, USUAL, [])
