"""Are the matcher's parts right by themselves: thresholds, leaving out, reading?"""

import numpy as np
import pytest

from assistant.core.matching.confidence import Confidence, Coverage
from assistant.core.matching.features import Synonyms, TfIdf, stem, word_features
from assistant.core.matching.fitting import fit
from assistant.core.matching.framing import core
from assistant.core.matching.similarity import Likeness, Similarity
from assistant.core.matching.text import Reader
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
    assert (off_topic >= thresholds.clarify).sum() == 15


def test_the_strictest_rate_decides() -> None:
    thresholds = read_off(np.zeros(5), answerable=100, off_topic=np.full(100, 0.95), unknown=np.zeros(100))
    assert thresholds.answer > 0.95


def test_leaving_a_phrasing_out_equals_never_having_seen_it() -> None:
    fitted = fit(similarity(WORDS).among_themselves(), OWNERS)
    kept = [at for at in range(len(WORDS)) if at != 1]
    likeness = similarity(WORDS).among_themselves().mean
    kernel = (likeness + likeness.T) / 2
    truth = np.eye(3)[OWNERS]
    ridge = np.linalg.solve(kernel[np.ix_(kept, kept)] + 0.3 * np.eye(len(kept)), truth[kept])
    np.testing.assert_allclose(fitted.without_the_phrasing.ridge[1], kernel[1, kept] @ ridge, atol=1e-4)


def test_leaving_an_entry_out_equals_never_having_seen_it() -> None:
    fitted = fit(similarity(WORDS).among_themselves(), OWNERS)
    kept = [at for at in range(len(WORDS)) if OWNERS[at] != 1]
    likeness = similarity(WORDS).among_themselves().mean
    kernel = (likeness + likeness.T) / 2
    truth = np.eye(3)[OWNERS]
    ridge = np.linalg.solve(kernel[np.ix_(kept, kept)] + 0.3 * np.eye(len(kept)), truth[kept])
    expected = kernel[3, kept] @ ridge
    np.testing.assert_allclose(fitted.without_the_entry.ridge[3, [0, 2]], expected[[0, 2]], atol=1e-4)


def test_one_text_is_as_alike_as_in_the_whole_table() -> None:
    compare = similarity(WORDS)
    table = compare.among_themselves()
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
    """Each of the phrasings is really left out once: the closed form must put as many first, give or take."""
    entries = list(knowledge().entries.values())
    shop_words = [READER.words(question) for entry in entries for question in entry.questions]
    owners = np.array([at for at, entry in enumerate(entries) for _ in entry.questions])
    likeness = similarity(shop_words).among_themselves()
    told = int((fit(likeness, owners).without_the_phrasing.total.argmax(axis=1) == owners).sum())
    truly = 0
    for hidden in range(len(owners)):
        kept = [at for at in range(len(owners)) if at != hidden]
        views = (likeness.words, likeness.letters, likeness.tokens)
        seen = fit(Likeness(*(view[np.ix_(kept, kept)] for view in views)), owners[kept])
        scores = seen.scorer.scores(Likeness(*(view[np.ix_([hidden], kept)] for view in views)))
        truly += int(scores.total.argmax(axis=1)[0] == owners[hidden])
    assert abs(told - truly) <= len(owners) * 0.1
