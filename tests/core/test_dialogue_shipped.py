"""What does the assistant say with the knowledge this product ships with? What a new user tries first must work."""

import pytest

from assistant.core.dialogue import DialogueState, Response, Said, decide, respond
from assistant.core.knowledge import Knowledge


def talk(knowledge: Knowledge, *texts: str) -> Response:
    """The reply to the last of a shopper's messages."""
    state = DialogueState()
    for at, text in enumerate(texts):
        response = respond(knowledge, state, Said(text, earlier=texts[:at]))
        state = DialogueState.from_json(response.state.to_json())
    return response


def test_how_long_do_i_have_to_send_smth_back_is_sixty_days_by_section_two(shipped: Knowledge) -> None:
    response = talk(shipped, "how long do i have to send smth back")
    assert response.decision.kind == "answer"
    assert response.decision.needs == ("returns/window",)
    assert "60 days" in response.replies[0].text
    assert str(response.replies[0].source) == "customer-service#2"


def test_wher_is_my_refnd_is_answered_with_the_progress_of_a_refund(shipped: Knowledge) -> None:
    response = talk(shipped, "wher is my refnd")
    assert response.decision.kind == "answer"
    assert response.decision.needs == ("refunds/status",)


def test_do_u_take_paypal_is_not_stated_and_a_person_is_offered(shipped: Knowledge) -> None:
    response = talk(shipped, "do u take paypal")
    assert response.decision.kind == "answer"
    assert response.decision.needs == ("payments/methods",)
    assert response.replies[0].handoff == "offer"
    assert "PayPal" not in response.replies[0].text


@pytest.mark.parametrize("text", ["what's the weather", "asdf"])
def test_what_no_shop_knows_is_not_answered(shipped: Knowledge, text: str) -> None:
    assert decide(shipped, [text]).kind == "no_match"


def test_i_want_to_talk_to_a_human_hands_over(shipped: Knowledge) -> None:
    decision = decide(shipped, ["I want to talk to a human"])
    assert decision.kind == "hand_off"
    assert decision.entries[0].id == "chat/human"


def test_a_declined_card_and_anger_go_to_a_person_as_a_complex_issue(shipped: Knowledge) -> None:
    decision = decide(shipped, ["my card was declined and i am angry"])
    assert decision.kind == "hand_off"
    assert decision.needs == ("payments/failed",)
    assert decision.ticket_kind == "complex"


def test_anger_with_a_clear_question_still_gets_the_answer_and_a_person_beside_it(shipped: Knowledge) -> None:
    response = talk(shipped, "this is ridiculous, where is my refund")
    assert response.decision.kind == "answer"
    assert response.decision.needs == ("refunds/status",)
    assert response.replies[0].handoff == "offer"


@pytest.mark.parametrize("yes", ["yes please", "ok do that", "yes", "sure, go ahead"])
def test_yes_to_an_offered_person_hands_over(shipped: Knowledge, yes: str) -> None:
    response = talk(shipped, "do you sell wholesale", yes)
    assert response.decision.kind == "hand_off"
    assert response.replies[0].handoff == "intake"
    assert decide(shipped, ["do you sell wholesale", yes]).kind == "hand_off"


@pytest.mark.parametrize("no", ["no thanks", "no, thank you", "not now", "no"])
def test_no_to_an_offered_person_is_taken_politely_and_is_no_miss(shipped: Knowledge, no: str) -> None:
    response = talk(shipped, "do you sell wholesale", no)
    assert response.decision.reason == "said no to a person"
    assert response.replies[0].text == "All right. I am here if anything else comes up."
    assert response.replies[0].handoff is None
    assert response.state.misses == 1


def test_an_answer_that_mentions_a_person_needs_more_than_a_bare_yes_to_hand_over(shipped: Knowledge) -> None:
    assert talk(shipped, "how long do i have to return something", "yes please").decision.kind == "hand_off"
    assert talk(shipped, "how long do i have to return something", "yes").decision.kind != "hand_off"


def test_a_mere_ok_is_no_question_and_no_yes(shipped: Knowledge) -> None:
    response = talk(shipped, "do u take paypal", "ok")
    assert response.replies[0].text == "Is there anything else I can do for you?"


@pytest.mark.parametrize(
    ("plain", "wrapped"),
    [
        ("orders/cancel", "hello, i need some help with cancelling my order please"),
        ("website/account", "i don't know what i have to do to reset my password, can you help me?"),
        ("payments/methods", "could you please tell me which payment methods you accept"),
        ("shipping/destinations", "i was wondering whether you ship to france, thanks in advance"),
    ],
)
def test_the_wrapping_of_a_question_does_not_hide_it(shipped: Knowledge, plain: str, wrapped: str) -> None:
    decision = decide(shipped, [wrapped])
    assert decision.kind == "answer"
    assert decision.entries[0].id == plain


@pytest.mark.parametrize("text", ["netflix says my password is wrong", "cancel my spotify subscription"])
def test_what_is_another_companys_business_is_not_ours(shipped: Knowledge, text: str) -> None:
    assert decide(shipped, [text]).kind == "no_match"


NO_ADVICE = """
i got a rash from your day cream
my face is burning and red, what should i do
your serum gave me hives!!
i think im having an allergic reaction
eyes swollen shut after the eye cream
my skin is so itchy since i started the lotion
the mask left red blotches on my cheeks
it really stings, is that normal
broke out in pimples everywhere after the face oil
my lips swelled up from the lip tint
your body wash gave my son a rash
is it ok that my skin peels from the toner
blisters on my hand from your hand balm
should i wash it off, my face is on fire
should i keep using it, im getting spots
what can i take against the itching
will this rash disappear by itself or not
the sunscreen burned my eyes
Since Tuesday I have had a nasty red rash on my neck from the body butter.
do you think i need to see a doctor about my swollen face
i am pregnant, can i use the vitamin c serum
is the retinol cream safe while breastfeeding
i have eczema, is the body lotion alright
can i use your scrub with my acne medicine
im on accutane is the mist ok
my doctor gave me a cortisone cream, can i use yours as well
is it safe for psoriasis
can i put the balm on an open wound
my baby has eczema, can i use the oil on her
what do you recommend for rosacea
can you look at a photo of my rash and tell me what it is
does the clay mask cure acne
"""


@pytest.mark.parametrize("text", NO_ADVICE.strip().splitlines())
def test_a_reaction_of_the_skin_or_a_medical_question_gets_no_advice_and_a_person(
    shipped: Knowledge, text: str
) -> None:
    response = talk(shipped, text)
    (reply,) = response.replies
    assert "person" in {option.id for option in reply.options} or reply.handoff == "offer"
    if response.decision.kind == "answer":
        assert reply.entry in ("products/skin-reaction", "products/medical")
        assert "I cannot give medical advice" in reply.text
    else:
        # Not known, or asked back with a choice that begins with one of the two; never another entry's answer.
        assert response.decision.kind in ("clarify", "no_match")
        assert response.decision.kind == "no_match" or reply.options[0].id in (
            "products/skin-reaction",
            "products/medical",
        )


def test_allergens_and_the_own_skin_type_are_no_medical_questions(shipped: Knowledge) -> None:
    assert decide(shipped, ["i have a nut allergy, are there nuts in the body butter"]).needs == (
        "products/ingredients",
    )
    assert decide(shipped, ["is the day cream good for oily skin"]).needs == ("products/skin-type",)


@pytest.mark.parametrize(
    "text",
    [
        "where " * 300,
        "a" * 2000,
        "你好，我的订单在哪里",
        "?!?!",
        "🙂🙂",
        "#A-4411",
        "<script>alert(1)</script>",
        "1234567890",
    ],
)
def test_hostile_and_empty_input_gets_no_answer(shipped: Knowledge, text: str) -> None:
    assert decide(shipped, [text]).kind in ("no_match", "clarify")
