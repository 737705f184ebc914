"""respect.yaml: the shop's own list of words that must not go out."""

from assistant.content import folder as folders
from assistant.core.tone import DEFAULT_WORDS, disrespectful
from tests.content.shop import Folder
from tests.wire.house import CHECKOUT


def test_the_shops_list_takes_the_place_of_ours(folder: Folder) -> None:
    folder.write("respect.yaml", "unfit: [darling, no clue]\nharmless: [darling buds]\n")
    respect = folders.load(folder.path).respect
    assert disrespectful("Darling, you have no clue about darling buds, stupid.", respect) == ("Darling", "no clue")


def test_an_empty_list_is_the_shops_decision(folder: Folder) -> None:
    folder.write("respect.yaml", "unfit: []\n")
    assert disrespectful("Don't be stupid.", folders.load(folder.path).respect) == ()


def test_without_the_file_our_list_counts(folder: Folder) -> None:
    assert folders.load(folder.path).respect == DEFAULT_WORDS


def test_the_check_finds_its_faults(folder: Folder) -> None:
    folder.write("respect.yaml", 'unfit: not our problem\nharmles: [a]\nharmless: ["!"]\n')
    assert folder.shown() == [
        'respect.yaml:1: error: unfit is "not our problem" -> write a list: [not our problem]',
        'respect.yaml:2: error: "harmles" is not a known key -> write "harmless"',
        'respect.yaml:3: error: harmless, item 1, is "!" -> write a word or a few',
    ]


def test_the_shipped_list_finds_what_ours_does() -> None:
    respect = folders.read(CHECKOUT / "knowledge").respect
    assert set(respect.unfit) >= {"stupid", "not our problem", "can't you read", "you people"}
    assert [phrase for phrase in respect.unfit if disrespectful(f"Well, {phrase}!", respect) == ()] == []
    assert [phrase for phrase in respect.harmless if disrespectful(phrase, respect)] == []
