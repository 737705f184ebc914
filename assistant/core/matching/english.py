"""What does any English speaker know that no shop should have to write down?

Contractions, the shorthand of phones, words that carry little, and words that mean much the same wherever things are
sold. A shop's own words belong into ``words.yaml``.
"""

CONTRACTIONS = (
    ("won't", "will not"),
    ("can't", "can not"),
    ("cannot", "can not"),
    ("shan't", "shall not"),
    ("n't", " not"),
    ("let's", "let us"),
    ("'re", " are"),
    ("'ve", " have"),
    ("'ll", " will"),
    ("'m", " am"),
    ("'d", " would"),
    ("'s", " is"),
)
"""Replaced in this order, wherever they stand."""

_SHORTHAND = """
u you | ur your | r are | ya you | yall you | im i am | ive i have | iam i am
youre you are | hes he is | shes she is | theres there is | thats that is | whats what is | wheres where is
hows how is | whens when is | whos who is | dont do not | doesnt does not | didnt did not | cant can not
couldnt could not | wont will not | wouldnt would not | isnt is not | arent are not | wasnt was not
werent were not | hasnt has not | havent have not | hadnt had not | shouldnt should not | aint is not
gimme give me | lemme let me | wanna want to | gonna going to | gotta have to | kinda kind of | dunno do not know
pls please | plz please | plse please | thx thanks | tnx thanks | thnx thanks | ty thank you | tysm thank you
wat what | wht what | wen when | wher where | whr where | hw how | y why | n and | b be | k ok | okay ok
bc because | bcos because | cos because | coz because | cuz because | cus because | abt about | bout about
wo without | wout without | btw by the way | asap soon | rn now | atm now | tmrw tomorrow | tmr tomorrow
tmw tomorrow | 2day today | 2moro tomorrow | 2morrow tomorrow | yday yesterday | msg message | txt text
acct account | pw password | pwd password | pswd password | addy address | addr address | num number | nr number
qty quantity | pkg package | pkge package | del delivery | dlvry delivery | rcvd received | recd received
info information | fone phone | mins minutes | hrs hours | hr hour | wk week | wks weeks | yr year | yrs years
mth month | ppl people | smth something | sth something | smthg something | smthn something | sumthing something
smone someone | sm1 someone | som1 someone | any1 anyone | every1 everyone | gr8 great | l8 late | b4 before
bck back | snd send | gd good | prob problem | probs problem | prolly probably | def definitely | diff different
fav favourite | cust customer | svc service | srvc service | intl international | cud could | wud would
shud should | luv love | nite night | thru through | tho though | altho although | acc account
"""
SHORTHAND = {
    short: meant.split()
    for short, _, meant in (pair.strip().partition(" ") for line in _SHORTHAND.split("\n") for pair in line.split("|"))
    if short
}
"""What people type on phones, and what they mean."""

_STOP_WORDS = """
a an the i me my mine we us our ours you your yours it its he she they them their is are was were be been being am
do does did doing done have has had having will would can could shall should may might must to of in on at for from
with by as into about and or but if so than then this that these those there here what which who whom whose when
where why how please pls hi hello hey dear thanks thank just really very too also still ever even only some any
anything something one ok well now kindly sir madam guys
"""
STOP_WORDS = frozenset(_STOP_WORDS.split())
"""Words that say little about what is wanted. They still count, only for less."""

_FORMS = """
bought buy | paid pay | sent send | lost lose | broke break | broken break | got get | gotten get | went go | gone go
came come | took take | taken take | gave give | given give | made make | did do | done do | saw see | seen see
found find | told tell | said say | thought think | knew know | known know | wrote write | written write | chose choose
chosen choose | forgot forget | forgotten forget | stole steal | stolen steal | spoke speak | spoken speak | wore wear
worn wear | ate eat | eaten eat | drove drive | driven drive | flew fly | flown fly | threw throw | thrown throw
hid hide | hidden hide | began begin | begun begin | rang ring | ran run | kept keep | left leave | felt feel
meant mean | met meet | sold sell | held hold | heard hear | brought bring | caught catch | spent spend | built build
tore tear | torn tear | froze freeze | frozen freeze | became become | slept sleep | stuck stick | withdrew withdraw
withdrawn withdraw | swore swear | fell fall | fallen fall | grew grow | grown grow | drew draw | drawn draw
children child | men man | women woman | feet foot | teeth tooth | people person
customs customs | customer customer | customers customer | news news | goods goods | organic organic
international international | internship internship | universe universe
"""
FORMS = {
    form: word
    for form, _, word in (pair.strip().partition(" ") for line in _FORMS.split("\n") for pair in line.split("|"))
}
"""What a form belongs to, where cutting endings does not tell or tells wrongly."""
