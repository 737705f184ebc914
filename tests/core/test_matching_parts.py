"""Are the matcher's parts right by themselves: thresholds, leaving out, reading?"""

import gc
from collections import Counter
from dataclasses import replace
from weakref import ref

import numpy as np
import pytest
from numpy.typing import NDArray

from assistant.core.matching import Matcher
from assistant.core.matching.confidence import Confidence, Coverage
from assistant.core.matching.features import Synonyms, stem, word_features
from assistant.core.matching.fitting import Fitted, compared, fit
from assistant.core.matching.framing import core
from assistant.core.matching.landmarks import MOST, landmarks
from assistant.core.matching.refitting import Change, refit
from assistant.core.matching.similarity import Likeness, Similarity
from assistant.core.matching.spelling import Spelling
from assistant.core.matching.text import Reader
from assistant.core.matching.tfidf import TfIdf
from assistant.core.matching.thresholds import read_off
from tests.core.small_shop import knowledge

READER = Reader({"tb": "toner bottle"})
PHRASINGS = [
    "where is my parcel",
    "track my parcel",
    "parcel not here",
    "how do i return this",
    "return an item",
    "send this back",
    "what is the weather",
    "tell me a story",
]
OWNERS = np.array([0, 0, 0, 1, 1, 1, 2, 2])
WORDS = [READER.words(text) for text in PHRASINGS]


def similarity(words: list[list[str]]) -> Similarity:
    return Similarity(words, Synonyms([("return", "send back")], READER.words))


def test_thresholds_let_just_the_chosen_rates_through() -> None:
    wrong = np.array([0.9, 0.85, 0.8, 0.75, 0.7, 0.65, 0.6, 0.5])
    off_topic = np.linspace(0, 0.4, 100)
    thresholds = read_off(wrong, answerable=100, off_topic=off_topic, unknown=np.zeros(100))
    assert (wrong >= thresholds.answer).sum() == 6
    assert (off_topic >= thresholds.clarify).sum() == 12


def test_the_strictest_rate_decides() -> None:
    thresholds = read_off(np.zeros(5), answerable=100, off_topic=np.full(100, 0.95), unknown=np.zeros(100))
    assert thresholds.answer > 0.95


def test_leaving_a_phrasing_out_equals_never_having_seen_it() -> None:
    fitted = fit(similarity(WORDS), OWNERS)
    kept = [at for at in range(len(WORDS)) if at != 1]
    np.testing.assert_allclose(
        fitted.without_the_phrasing(slice(1, 2)).ridge[0], _ridge_fitted_to(fitted, kept)[1], atol=1e-4
    )


def test_leaving_an_entry_out_equals_never_having_seen_it() -> None:
    fitted = fit(similarity(WORDS), OWNERS)
    kept = [at for at in range(len(WORDS)) if OWNERS[at] != 1]
    told = fitted.without_the_entry(1).ridge
    np.testing.assert_allclose(told[:, [0, 2]], _ridge_fitted_to(fitted, kept)[3:6, [0, 2]], atol=1e-4)
    assert (told[:, 1] == -1).all()


def _ridge_fitted_to(fitted: Fitted, kept: list[int]) -> NDArray[np.float32]:
    """What ridge regression says of all phrasings, fitted to some. Among all the points the normal matrix is one."""
    points, truth = fitted.points, np.eye(3, dtype=np.float32)[OWNERS]
    gone = [at for at in range(len(points)) if at not in kept]
    normal = np.eye(points.shape[1], dtype=np.float32) - points[gone].T @ points[gone]
    return points @ np.linalg.solve(normal, points[kept].T @ truth[kept])


def test_a_judge_says_of_a_text_what_it_says_of_the_same_text_among_the_phrasings() -> None:
    compare = similarity(WORDS)
    fitted = fit(compare, OWNERS)
    for at, words in enumerate(WORDS):
        scores = fitted.scorer.scores(compare.of(words, [1.0] * len(words)))
        np.testing.assert_allclose(scores.ridge[0], fitted.ridge.votes[at], atol=1e-4)


def test_with_more_phrasings_than_landmarks_every_entry_has_as_many() -> None:
    many = [[f"{name}{number}{name}", name] for name in ("apple", "bear", "cloud", "door") for number in range(500)]
    chosen = landmarks(similarity(many), np.arange(0, 2000, 500))
    assert len(chosen) == MOST
    *asked, nothing = np.bincount(chosen // 500).tolist()
    assert max(asked) - min(asked) <= 1
    assert nothing == MOST // 5


def test_what_others_say_already_is_no_landmark() -> None:
    assert landmarks(similarity([*WORDS[:3], *WORDS[:3], *WORDS[3:]]), np.array([0, 6])).tolist() == [
        0,
        1,
        2,
        6,
        7,
        8,
        9,
        10,
    ]


def test_pairs_are_compared_in_stretches_as_they_are_at_once() -> None:
    words = [[f"word{number}", f"thing{number % 7}", "please"] for number in range(300)]
    compare = similarity(words)
    firsts = np.array([0, 20, 130, 290])
    likeness, closest = compared(compare, firsts, np.arange(0, 300, 3))
    whole = compare.block(slice(0, 300), slice(0, 300))
    np.testing.assert_allclose(likeness, whole.mean[:, ::3], atol=1e-6)
    views = [whole.words, whole.letters, whole.tokens]
    for view in views:
        np.fill_diagonal(view, 0)
    nearest = Likeness(*(np.maximum.reduceat(view, firsts, axis=1) for view in views))
    np.testing.assert_allclose(closest, nearest.mean, atol=1e-6)


def test_one_text_is_as_alike_as_in_the_whole_table() -> None:
    compare = similarity(WORDS)
    table = compare.block(slice(0, 8), slice(0, 8))
    row = compare.of(WORDS[4], [1.0] * len(WORDS[4]))
    np.testing.assert_allclose(row.words[0], table.words[4], atol=1e-5)
    np.testing.assert_allclose(row.letters[0], table.letters[4], atol=1e-5)
    np.testing.assert_allclose(row.tokens[0], table.tokens[4], atol=1e-5)


def test_unknown_words_lower_the_likeness() -> None:
    synonyms = Synonyms([], READER.words)
    index = TfIdf([word_features(words, [1.0] * len(words), synonyms) for words in WORDS], unknown=0.5)
    plain = index.likeness(word_features(["track", "parcel"], [1.0, 1.0], synonyms))
    blurred = index.likeness(word_features(["track", "parcel", "zebra"], [1.0] * 3, synonyms))
    assert blurred[1] < plain[1]


def test_a_run_of_words_can_be_a_synonym() -> None:
    synonyms = Synonyms([("refund", "money back")], READER.words)
    assert synonyms.at(["money", "back"], 0) == synonyms.at(["refund"], 0) != set()


def test_contractions_shorthand_and_drawn_out_letters_are_read() -> None:
    assert READER.words("I can't find it, pls help meeee") == ["i", "can", "not", "find", "it", "please", "help", "mee"]
    assert READER.words("the tb") == ["the", "toner", "bottle"]


def test_addresses_links_and_codes_are_passed_over() -> None:
    assert READER.words("mail ana@shopper.example about AB12345 and https://shop.example/x now 12345") == [
        "mail",
        "about",
        "and",
        "now",
    ]


def test_a_long_story_is_read_to_its_six_hundredth_letter() -> None:
    assert len(READER.words("abc def " * 500)) == 150


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("i need help with cancelling my order", "cancelling my order"),
        ("could you please tell me where my parcel is", "where my parcel is"),
        ("i do not know what i have to do to reset my password", "reset my password"),
        ("edit my account how could i do it", "edit my account"),
        ("what can you help me with", "what can you help me with"),
        ("can you help me", "can you help me"),
        ("help", "help"),
    ],
)
def test_a_question_is_read_without_its_wrapping(text: str, topic: str) -> None:
    words = text.split()
    assert " ".join(words[core(words)]) == topic


def test_british_and_american_spellings_have_one_stem() -> None:
    assert stem("recognise") == stem("recognize")
    assert stem("colours") == stem("colors")
    assert stem("your") == "your"
    assert stem("wise") != stem("wize")


def test_a_word_from_elsewhere_counts_unless_the_shop_uses_it() -> None:
    plain = Coverage([["cancel", "my", "order"]], np.array([0]), Synonyms([], READER.words), lambda word: 1.0)
    baker = Coverage([["cancel", "my", "pizza"]], np.array([0]), Synonyms([], READER.words), lambda word: 1.0)
    assert plain.of(["cancel", "my", "pizza"], 0)[2] > 0.5
    assert baker.of(["cancel", "my", "pizza"], 0)[2] == pytest.approx(0, abs=1e-3)


def test_confidence_is_nothing_where_no_word_is_known() -> None:
    known = np.array([[0.9, 0.05, 0.8, 0.2, 1.0, 0.0, 0.0]] * 20)
    stranger = np.array([[0.9, 0.05, 0.8, 0.2, 0.0, 1.0, 0.0]])
    confidence = Confidence(known, stranger[:0], [stranger])
    assert confidence.of(known)[0] > 0.5
    assert confidence.of(stranger)[0] == 0


def test_a_word_said_over_and_over_is_read_once() -> None:
    assert READER.words("where where where is it") == ["where", "is", "it"]


def test_the_logistic_judge_left_out_is_as_good_as_really_left_out() -> None:
    """Each eighth phrasing is really left out once: the closed form must put as many first, give or take."""
    entries = list(knowledge().entries.values())
    shop_words = [READER.words(question) for entry in entries for question in entry.questions]
    owners = np.array([at for at, entry in enumerate(entries) for _ in entry.questions])
    compare = similarity(shop_words)
    some = range(0, len(owners), 8)
    told = fit(compare, owners).without_the_phrasing(slice(None)).total.argmax(axis=1)
    truly = []
    for hidden in some:
        kept = np.delete(np.arange(len(owners)), hidden)
        seen = compare.rearranged([], kept)
        scores = fit(seen, owners[kept]).scorer.scores(seen.of(shop_words[hidden], [1.0] * len(shop_words[hidden])))
        truly.append(int(scores.total.argmax(axis=1)[0]))
    assert np.mean(told[some] == truly) >= 0.8


def test_a_matcher_learned_on_says_nearly_what_one_that_is_built_says() -> None:
    shop = list(knowledge().entries.values())
    built = Matcher.build(shop, knowledge().words)
    fresh = replace(shop[3], questions=(*shop[3].questions, "zorbly thing please"))
    changed = built.changed([*shop[:3], fresh, *shop[4:]])
    assert changed and changed.learned_on
    assert built.rank("the zorbly thing")[0].id != fresh.id
    assert changed.rank("the zorbly thing")[0].id == fresh.id
    asked = [question for entry in shop for question in entry.questions[::3]]
    same = [changed.rank(question)[0].id == built.rank(question)[0].id for question in asked]
    assert np.mean(same) > 0.98


def test_an_entry_that_is_gone_is_found_no_more_and_one_that_comes_back_is() -> None:
    shop = list(knowledge().entries.values())
    built = Matcher.build(shop, knowledge().words)
    gone, question = shop[5], shop[5].questions[0]
    without = built.changed([*shop[:5], *shop[6:]])
    assert without and gone.id not in {one.id for one in without.rank(question)}
    anew = Matcher.build([*shop[:5], *shop[6:]], knowledge().words)
    assert without.rank(question)[0].id == anew.rank(question)[0].id
    again = without.changed([gone, *shop[:5], *shop[6:]])
    assert again and again.rank(question)[0].id == gone.id == built.rank(question)[0].id
    assert abs(again.rank(question)[0].confidence - built.rank(question)[0].confidence) < 0.05
    assert again.explain(question).candidates[0].phrasing == question


def test_ridge_regression_learned_on_is_ridge_regression_fitted_anew() -> None:
    compare = similarity(WORDS)
    fitted = fit(compare, OWNERS)
    order = np.array([0, 2, 3, 4, 5, 6, 7, 1])
    change = Change(
        gone=np.array([1]),
        gone_from=np.array([0]),
        fresh=np.zeros(0, np.int64),
        fresh_of=np.zeros(0, np.int64),
        columns=np.array([0, 1, 2]),
        firsts=np.array([0, 2, 5]),
        end=7,
        landmarks=np.argsort(order)[fitted.scorer.landmarks],
    )
    now = compare.rearranged([], order)
    scorer = refit(fitted.basis, fitted.scorer, compare, now, change).scorer
    truly = _ridge_fitted_to(fitted, [0, 2, 3, 4, 5, 6, 7])
    np.testing.assert_allclose(scorer.scores(now.of(WORDS[4], [1.0] * 3)).ridge[0], truly[4], atol=1e-4)


def test_nothing_changed_is_the_same_matcher_and_too_much_is_none() -> None:
    shop = list(knowledge().entries.values())
    built = Matcher.build(shop, knowledge().words)
    assert built.changed(shop) is built
    assert built.changed(shop[: len(shop) // 2]) is None
    assert Matcher.build([], knowledge().words).changed(shop) is None


SPELLING = Spelling(Counter({"order": 40, "refund": 30, "return": 30, "money": 20, "have": 30, "cream": 20}), {"toner"})


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ordee", "order"),  # a neighbouring key
        ("odrer", "order"),  # swapped
        ("moneyy", "money"),  # doubled
        ("rfund", "refund"),  # left out
        ("rteunr", "return"),  # two slips
        ("hae", "have"),
        ("refun", "refund"),  # not typed to its end
        ("somethimg", "something"),  # a plain word that no phrasing has
    ],
)
def test_what_fingers_do_to_words_is_undone(typed: str, meant: str) -> None:
    assert SPELLING.repair(typed)[0][0] == meant


@pytest.mark.parametrize("word", ["scream", "border", "honey", "toner", "klarna", "qzx", "go"])
def test_a_word_in_its_own_right_stays_what_it_is(word: str) -> None:
    assert SPELLING.repair(word) == ((word, 1.0),)


def test_words_that_ask_alike_have_features_in_common_in_any_order() -> None:
    groups = Synonyms([("cancel", "call off"), ("order", "purchase")], str.split)
    one = word_features(["cancel", "my", "order"], [1.0] * 3, groups)
    other = word_features(["my", "purchase", "call", "off"], [1.0] * 4, groups)
    assert {"~0", "~1", ("~0", "~1")} <= one.keys() & other.keys()


def test_customers_and_customs_are_not_one_word() -> None:
    assert len({stem("customers"), stem("customs"), stem("custom")}) == 3
    assert stem("bought") == stem("buying")


def test_a_matcher_that_is_replaced_is_gone_without_a_search_for_circles() -> None:
    shop = list(knowledge().entries.values())
    gc.disable()
    try:
        built = Matcher.build(shop, knowledge().words)
        built.rank("where is my parcel")
        learned = built._learned
        assert learned
        parts = [ref(one) for one in (built, learned.similarity, learned.spelling, learned.coverage)]
        del built, learned
        assert [part() for part in parts] == [None] * 4
    finally:
        gc.enable()
