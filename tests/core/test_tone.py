"""Disrespectful words in a reply, and sentences that must pass untouched."""

import pytest

from assistant.core.errors import Invalid
from assistant.core.knowledge import Knowledge
from assistant.core.tone import DEFAULT_WORDS, WordList, disrespectful, require_respect
from tests.core.shop import SAM

INNOCENT = [
    "Thank you for your message and your patience.",
    "I am sorry that the parcel arrived damaged.",
    "There are no stupid questions, so please ask.",
    "That is not a stupid question at all.",
    "It is not your own fault: the pump was faulty.",
    "Parcels can get lost on their way; we will find out.",
    "The cream helps to calm down irritated skin.",
    "Please shake the bottle and shut the cap tightly.",
    "Your skin may take a day to calm down; please be patient with it.",
    "Let the redness calm down first, and wait a day before the next try.",
    "That is not a silly question, and waiting so long for a parcel is ridiculous; we are sorry.",
    "Keep the lid shut; up to twelve months it stays fresh.",
    "We shut up shop at five on Fridays.",
    "Our foolproof pump cannot leak.",
    "The fragrance was bottled in Scunthorpe.",
    "Our classic assortment is back in stock.",
    "Please pass the assessment on to your dermatologist.",
    "The cocktail of oils is vegan.",
    "Dickinson Street 5 is the address we have on file.",
    "The screw you found belongs to the stand.",
    "Just screw the cap back on.",
    "It removes soap scum from the dish as well.",
    "The retardant in the packaging is harmless.",
    "We are sympathetic and want to put this right.",
    "Apply it while you are lying down.",
    "Do you speak English or would you like a translation?",
    "We care about every order.",
    "I do care how this ends for you.",
    "A shop who cares about clean ingredients has to test them.",
    "Which of these two is your kind of scent?",
    "Thank you for your kind words about the rose mist.",
    "People like you make our work a joy.",
    "Let me deal with it today.",
    "Our team will deal with it by Thursday.",
    "This is our problem and we will solve it.",
    "It is no problem to change the address.",
    "What is wrong with your order, in your own words?",
    "The plants for our oils grow up to two metres high.",
    "You should have received an e-mail by now.",
    "You should have ready: the order number and the SKU.",
    "That is a waste of your time, and we apologise.",
    "I will stop the order at once.",
    "To stop the itching, rinse with cool water.",
    "Read the leaflet first; it is short.",
    "The idiom on the label is French.",
    "A dumbbell-shaped roller comes with the set.",
    "The stupendous reviews speak for themselves.",
    "Our moringa oil is cold-pressed.",
    "Basted almonds are not among the ingredients.",
    "Loser-friendly is a typing error on that page; it says user-friendly.",
    "Is the address still Hellweg 12, Essex?",
    "The shiitake extract soothes the skin.",
    "You, people of every age and skin type, are welcome.",
    "We will refund the 20 dollars in 5-10 days.",
    # names of people, places and products
    "Dick Van Dyke bought the same soap.",
    "Mr. Dumbleton, your parcel left today.",
    "Your parcel is on its way from Scunthorpe to Penistone.",
    "Ms. Slutsky will call you back.",
    "It goes to Mor\u00f3n, Argentina.",
    "The Bitchfield store has it in stock.",
    "We have told Ms. Whorely at the carrier.",
    "Pakistan is among the countries we deliver to.",
    "The SKU is SCUM-7 and the colour is no-idiot-red.",
    "The idiot-proof cap closes by itself.",
    "The lid was shut-up-tight when it left us.",
    # the same words at the edges of others
    "Our thanks go to all of you\n\nPeople who test for us get it first.",
    "I heard you\n> where is it\npeople at the depot are looking.",
    "It was not my\n> problem\nwith the lid alone.",
    "Get a life-long supply of samples.",
    "A dumb-bell comes with the roller.",
    "That hell-bent courier will be told.",
]


def test_there_are_fifty_innocent_sentences() -> None:
    assert len(set(INNOCENT)) >= 50


@pytest.mark.parametrize("sentence", INNOCENT)
def test_an_innocent_sentence_passes_untouched(sentence: str) -> None:
    assert disrespectful(sentence) == ()


@pytest.mark.parametrize(
    ("reply", "found"),
    [
        ("Don't be stupid.", ("stupid",)),
        ("Are you an IDIOT?", ("IDIOT",)),
        ("That is not our problem.", ("not our problem",)),
        ("Can\u2019t you read?", ("Can't you read",)),
        ("Please, just\ncalm  down now.", ("just\ncalm  down",)),
        ("Calm down please.", ("Calm down please",)),
        ("Calm down, please, and read it again.", ("Calm down, please",)),
        ("You should calm down.", ("You should calm down",)),
        ("This is a ridiculous complaint.", ("ridiculous complaint",)),
        ("Don\u2019t be ridiculous, you are overreacting.", ("Don't be ridiculous", "you are overreacting")),
        ("What a silly question!", ("silly question",)),
        ("You people never read, you morons.", ("You people", "morons")),
        ("It is your own fault.", ("your own fault",)),
        ("stupid, stupid, stupid", ("stupid",)),
        ("st\u200bupid", ("stupid",)),
        ("\uff53\uff54\uff55\uff50\uff49\uff44", ("stupid",)),
        ("You'd be *stupid* to miss it", ("stupid",)),
        ("It was stupid\u2014sorry.", ("stupid",)),
        ("That is _stupid_ of you.", ("stupid",)),
        ("What a __stupid__ question", ("stupid",)),
        ("You are 'stupid'.", ("stupid",)),
        ("So \u2018stupid\u2019!", ("stupid",)),
        ("- stupid\n-stupid", ("stupid",)),
        ("stupid-- really", ("stupid",)),
        ("Only an idiot's question", ("idiot",)),
        ("Cant you read?", ("Cant you read",)),
        ("Can\u00b4t you read?", ("Can't you read",)),
        ("Can`t you read?", ("Can't you read",)),
        ("I dont care and we DON\u2019T CARE", ("I dont care", "we DON'T CARE")),
        ("WHATS WRONG WITH YOU", ("WHATS WRONG WITH YOU",)),
        ("You\u00a0people", ("You people",)),
        ("You\npeople", ("You\npeople",)),
        ("st\u00adupid", ("stupid",)),
    ],
)
def test_disrespectful_words_are_found_however_they_are_written(reply: str, found: tuple[str, ...]) -> None:
    assert disrespectful(reply) == found


@pytest.mark.parametrize(
    "reply",
    [
        'You wrote "this STUPID pump" and I understand.',
        "You wrote \u201cthis stupid pump\u201d, and it is one.",
        "You wrote \u201ethis stupid pump!\u201d",
        "You called it \u00ab stupid \u00bb.",
        'You say "you idiots, this stupid pump leaks"; we hear you.',
    ],
)
def test_the_shoppers_own_angry_words_in_quotation_marks_do_not_count(reply: str) -> None:
    heard = ["Where is my parcel?", "You IDIOTS,\nthis stupid  pump leaks."]
    assert disrespectful(reply, heard=heard) == ()
    assert disrespectful(reply) != ()
    assert disrespectful(f"{reply} Do not be stupid.", heard=heard) == ("stupid",)


def test_quotation_marks_alone_make_no_quotation() -> None:
    assert disrespectful('You are an "idiot".', heard=["Where is my parcel?"]) == ("idiot",)
    assert disrespectful('You are "pathetic idiots".', heard=["You are idiots."]) == ("pathetic", "idiots")
    assert disrespectful('"You are" an idiot, as "they say".', heard=["You are an idiot, as they say."]) == ("idiot",)


def test_the_list_is_the_shops_own() -> None:
    words = WordList(unfit=("darling",), harmless=("darling buds",))
    assert disrespectful("Well, darling, look at the darling buds.", words) == ("darling",)
    assert disrespectful("Don't be stupid.", words) == ()
    assert disrespectful("Don't be stupid.", WordList(unfit=())) == ()


def test_phrases_with_signs_of_their_own_are_taken_literally() -> None:
    assert disrespectful("a.b is no axb", WordList(unfit=("a.b",))) == ("a.b",)


def test_an_agent_rewords() -> None:
    with pytest.raises(Invalid) as refused:
        require_respect("Don't be stupid.", by=SAM)
    assert refused.value.code == "disrespectful"
    assert '"stupid"' in refused.value.fields["text"]
    assert require_respect("Don't be shy.", by=SAM) == ()


def test_a_long_reply_is_read_in_no_time() -> None:
    assert disrespectful("what is wrong with " * 20_000) == ()
    assert disrespectful('"' * 100_000, heard=["x"]) == ()


def test_every_listed_phrase_finds_itself() -> None:
    assert [phrase for phrase in DEFAULT_WORDS.unfit if disrespectful(f"Well, {phrase}!") == ()] == []


def test_no_prepared_reply_and_no_answer_needs_a_lead(shipped: Knowledge) -> None:
    texts = [*(reply.text for reply in shipped.canned), *(entry.answer for entry in shipped.entries.values())]
    assert [text for text in texts if disrespectful(text, shipped.respect)] == []
