"""Every sentence the dialogue says of itself. Answers come from the knowledge folder, none of them from here."""

PERSON = "Talk to a person"
NONE_OF_THESE = "None of these"

OPENING = (
    "Hello, I am the automated assistant of {shop}. I answer from the shop's own policies and show you where it is "
    "written. A person is one tap away whenever you want one. What can I do for you?"
)
HELLO = "Hello! What can I do for you?"
ANYTHING_ELSE = "You are welcome. Is there anything else I can do for you?"
FAREWELL = "Goodbye, and come back any time."
GO_ON = "Is there anything else I can do for you?"
DECLINED = "All right. I am here if anything else comes up."

WHICH_ONE = "I want to get this right. Which of these do you mean?"
WHICH_ONE_INSTEAD = "Sorry, that was not it. Is it one of these?"
NOT_KNOWN = (
    "I am sorry, I do not have an answer to that. You could put it in other words, or I can pass it on to a person "
    "in our team."
)
NOTHING_READ = (
    "I could not find a question in that. Tell me in a few words what you need, or I can pass you to a person."
)
OTHER_WORDS = "Sorry that none of them fits. Tell me in other words what you are after, or I can pass it on to a person in our team."
NOT_HELPFUL = "I am sorry that did not help. Maybe one of these does, or a person in our team can look at it."
NOT_HELPFUL_ALONE = "I am sorry that did not help. A person in our team can look at it."
ONCE_MORE = "That is all I know about it. If it leaves something open, a person in our team can look at your case."
PERSON_BESIDE = "If you would rather have a person look at it, I can pass this on right away."
PERSON_BESIDE_ANGER = (
    "I am sorry about the trouble. If you would rather have a person deal with it, I can pass this on right away."
)
NOT_STATED = "The shop has not told me that yet, so I will not guess."

HAND_OVER = "Of course. I will pass this on to a person in our team, together with what you wrote here."
HAND_OVER_LOST = (
    "I do not seem to be the right help here. Let me pass this on to a person in our team, together with what you "
    "wrote here."
)
HAND_OVER_ANGER = (
    "I am sorry about the trouble. Let me pass this on to a person in our team, together with what you wrote here, so "
    "that you need not say it again."
)
HAND_OVER_NEXT = "A person in our team takes it from here. I will pass on what you wrote, so you need not say it again."
