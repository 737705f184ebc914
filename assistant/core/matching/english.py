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

_ALIKE = """
order, purchase, buy, bought
parcel, package, packet, shipment, consignment
deliver, delivery, ship, dispatch
arrive, come, came, show up, turn up, get here
courier, carrier, postman, mailman, delivery company
refund, reimburse, reimbursement, compensation, money back, cash back
exchange, swap, trade
replace, replacement, substitute
return, send back, give back, bring back, ship back, mail back
cancel, abort, revoke, annul, undo, terminate, withdraw, withdrawal
change, modify, edit, update, alter, amend, correct, adjust
switch, swap, change
account, profile, user
password, passcode, passphrase
login, log in, sign in, signin, logon, log on
register, registration, sign up, signup, enrol, enroll, create, set up
invoice, bill, receipt
pay, payment, paid
price, cost, charge, fee, rate, expense, penalty, how much
discount, coupon, promo, promotion, voucher, deal, offer, sale
complaint, complain, grievance
problem, issue, trouble, error, difficulty, fault, glitch, bug
break, broke, broken, damaged, defective, faulty, cracked, smashed
missing, lost, vanished, disappeared, gone
steal, stole, stolen, theft
late, delay, delayed, overdue
available, availability, stock
track, trace, follow, whereabouts, where is
agent, human, person, representative, rep, operator, advisor, adviser
contact, reach, get in touch, get hold of
call, phone, ring, telephone
speak, talk, chat
email, mail, e mail
newsletter, mailing list
subscribe, subscription
warranty, guarantee
colour, color, shade
shop, store, outlet
delete, remove, erase, close, deactivate, terminate
get, got, gotten, obtain, receive, acquire
help, assist, assistance, support
want, need, wish, would like
find, locate, see, check, view, look
recommend, suggest, advise
suggestion, feedback, opinion, review, comment, rating
size, dimension, measurement
product, item, article, goods
quick, fast, soon, rapid, speedy
fail, unsuccessful, not work, not go through
reject, decline, refuse, deny
money, cash, fund
transfer, send, remit, wire
start, begin, commence
stop, end, halt
work, function, operate
compare, comparison, difference, versus, vs, different
instalment, installment, emi, pay later
free, complimentary
wrong, incorrect, mistake
open, opened, unsealed
expire, expired, expiry, expiration
genuine, authentic, real, legit, original, fake, counterfeit
ingredient, contain, made of, made with
allergy, allergic, allergen
reaction, rash, irritation
country, abroad, overseas, international, internationally, worldwide
customs, duty, duties, import tax
holiday, vacation
deadline, time limit, window, period
how long, duration, how many days, how soon
status, progress
cart, basket, bag, trolley
checkout, check out
upload, attach, attachment
photo, picture, image, screenshot, pic
website, site, webpage, web page
rude, disrespectful, impolite
privacy, private, personal
twice, double, two times, duplicate
choose, pick, select
bot, robot, machine, automated, ai
gift, present
book, reserve, reservation
car, vehicle
language, speak
meaning, mean, definition
activate, activation
block, freeze, lock
nearest, closest
verify, verification, confirm, confirmation
top up, topup, add money
method, option, way, alternative, possibility
recover, retrieve, restore, reset, forgot, forget, forgotten
add, include, insert
question, query, inquiry, enquiry
possible, able, allowed
amount, sum, total
wait, waiting, pending
send, sent
take, took, taken
give, gave, given
lose, lost
leave, left
find, found
write, wrote, written
tell, told, explain
choose, chose, chosen
keep, kept, store
quit, leave, stop
child, kid, baby
"""
ALIKE = tuple(tuple(one.strip() for one in line.split(",")) for line in _ALIKE.strip().splitlines())
"""Groups of words, or short runs of words, that ask for much the same thing."""
