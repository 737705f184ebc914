"""Which words mean much the same to any speaker of English, and which are of a kind?

A shop's own words belong into ``words.yaml``. Two words that stand side by side here are the same question in other
words ("call off", "cancel"); what is merely of a kind (Spain and Brazil, DHL and UPS) stands under ``KINDS``.
"""

_ALIKE = """
order, purchase, buy, shop for, acquire
buying, ordering, purchasing, place an order, make a purchase, make an order, put in an order, put an order through
basket, cart, trolley, shopping bag, shopping cart
checkout, check out, till, pay page, payment page, complete my purchase, finish my order
parcel, package, packet, shipment, consignment, box, delivery, goods
deliver, delivery, ship, dispatch, mail out, post, send out, shipping
arrive, come, show up, turn up, get here, reach me, reach us, be here, land, get to me, with me, to my door
courier, carrier, postman, mailman, delivery company, shipping company, parcel service, driver, delivery man, delivery guy, postal service
postage, shipping cost, shipping fee, delivery fee, delivery charge, delivery cost, shipping charge, p and p, shipping price, shipping rate, postage cost
free shipping, free delivery, no shipping cost, ship for free, deliver for free
express, next day, overnight, same day, rush, priority, expedite, fast shipping, faster
track, trace, follow, whereabouts, where is, tracking number, where about, locate, find my
tracking, tracking number, tracking code, tracking link, tracking id, consignment number
shipped, sent out, dispatched, on its way, on the way, in transit, left the warehouse, posted, out for delivery
not arrived, not come, never came, never arrived, no sign of, still waiting, not here yet, not turned up, not shown up, not received, did not receive, have not got, nowhere to be seen, never got, still have nothing, never received, have not received, not get, not gotten, still no, nothing has arrived
late, delay, overdue, behind schedule, taking forever, taking so long, taking too long, past due, slow, hold up, supposed to be here, was due, should have arrived, should have been here, still not here
missing, lost, vanish, disappear, gone, left out, not in the box, not inside, not there, nowhere to be found, went astray, not included, was not in, only got, is missing
wrong item, wrong product, wrong thing, wrong one, not what i ordered, did not order, instead of, mixed up, mix up, someone else, somebody else, different item, different one, incorrect item
damaged, broken, break, broke, crack, smash, shatter, dent, crush, in pieces, in bits, squashed, snapped, torn, bent, destroyed, ruined, split
faulty, defective, does not work, stopped working, not work, malfunction, dud, out of order, not functioning, no longer works, dead
leak, spill, drip, ooze, seep
refund, reimburse, reimbursement, repayment, money back, cash back, pay me back, paid back, give back my money, get my money back, pay back, credited back, money returned, returned my money
part refund, partial refund, only part, not all of it, less than, too little, short, half of it, not the full amount, wrong amount, not enough
return, send back, give back, bring back, ship back, mail back, take back, hand back, post back, get it back to you
return label, shipping label, prepaid label, label
opened, unsealed, used, tried, open box, half used, tested, already used, tried it
sealed, unopened, unused, new, untouched, never opened, never used, in its original
exchange, swap, trade, switch, in its place, replace, replacement, substitute, another one instead, different size, different colour
cancel, abort, revoke, annul, undo, terminate, withdraw, call off, scrap, drop, do not want, no longer want, void, get rid of, stop, changed my mind, not want anymore, do away with, back out, rescind, take back my order, not need anymore, ordered by mistake
change, modify, edit, update, alter, amend, correct, adjust, revise, fix, switch, different
add, include, insert, put on, put in, throw in, append, another, one more, as well
remove, delete, take off, take out, erase, get rid of, clear, wipe, drop, leave out, strike off
wrong address, old address, incorrect address, wrong street, wrong house number, wrong zip, moved house, moving, new address, different address, another address
address, street, house number, zip code, postcode, zip, postal code
account, profile, user, membership
password, passcode, passphrase, pass word
login, log in, sign in, signin, logon, log on, get into my account, access my account, get in, logged in, signed in
log out, sign out, logout, kick out, logged out, sign off
locked out, block, lock, freeze, frozen, suspend, disable, shut out, deactivate, hold
unlock, unblock, unfreeze, reactivate, restore, lift
register, registration, sign up, signup, enrol, enroll, create an account, open an account, set up an account, join, become a member, make an account
delete account, close account, close my account, delete my account, terminate my account, deactivate my account, remove my account, get rid of my account
forgot, forget, cannot remember, can not remember, do not remember, lost my, not recall
reset, recover, retrieve, restore, change my password, new password
invoice, bill, receipt, proof of purchase, proof of payment, tax document, statement
pay, payment, settle, pay for, make a payment
paypal, apple pay, google pay, klarna, afterpay, venmo, wallet, digital wallet, amazon pay, samsung pay, cash app
visa, mastercard, amex, american express, discover, maestro, credit card, debit card, prepaid card, bank card
payment method, way to pay, ways to pay, pay with, pay by, how can i pay, accept, what cards, take card, forms of payment, means of payment
instalment, installment, pay later, split into payments, pay in parts, pay monthly, in stages, split the payment, pay over time, buy now
charge, bill, debit, taken from, come off, come out, leave my account, deduct, take the money, took the money, take payment, collect, go off my card, taken off, went out
charged twice, double charge, taken twice, billed twice, paid twice, two payments, charged two times, duplicate charge, two charges, duplicate payment, charged double
unknown charge, do not recognise, do not recognize, did not make, never made, strange charge, not mine, unfamiliar, suspicious, unauthorized, fraud, fraudulent, scam, not me, without my permission, never bought
pending, on hold, reserve, processing, in progress, not gone through, waiting, still processing, wait
decline, reject, refuse, deny, turn down, not accept, not accepted, neither, none of my, will not take, fail, unsuccessful, not go through, not work, bounce, will not accept, will not go through, not approved, error, does not take, would not take, could not be processed, keeps failing
price, cost, charge, fee, rate, expense, how much, what do you charge, pricing, amount
cheap, inexpensive, affordable, lower price, low price, less expensive, budget
price drop, reduced, went down, marked down, on sale now, now cheaper, dropped the price, cheaper now, lower now, price adjustment, price match, the difference, cheaper
discount, coupon, promo, promotion, voucher, deal, offer, sale, special offer, bargain, money off, percent off, rebate, percentage off, reduction
promo code, discount code, voucher code, coupon code, code, promotional code, gift code, referral code
code not work, code does not work, invalid code, code rejected, not valid, invalid, expired code
gift card, gift voucher, gift certificate, e gift card, store credit
loyalty, rewards, points, loyalty points, reward points, reward program, rewards program, loyalty programme, bonus points
currency, dollar, usd, euro, pound, sterling, money of my country, gbp, eur, in dollars, in pounds, in euros
vat, tax, duty, customs, import tax, import duty, import charge, border fee, customs fee, border, import fee, customs charge
abroad, overseas, international, worldwide, outside the country, foreign, another country, other country, other countries, all over the world, globally
country, nation, land, region, state
complaint, complain, grievance, unhappy, dissatisfied, disappointed, not happy, not satisfied, let down, not good enough
problem, issue, trouble, difficulty, fault, glitch, bug, something wrong, matter, hiccup, not right, went wrong
error message, error code, message saying, says error, gives an error, shows an error
mistake, error, wrong, incorrect, by accident, accidentally, slip, oops, mix up, mess up, screw up, not correct, inaccurate, false
fix, repair, solve, resolve, sort out, put right, rectify, settle, deal with, make it right, correct, sorted, mend
available, availability, stock, in stock, have any, do you have, carry, sell, left
sold out, out of stock, unavailable, none left, ran out, not available, run out
back in stock, restock, available again, coming back, come back, bring back, get more, return to stock, more of
discontinue, stop making, stopped making, no longer sell, no longer sold, not sell anymore, still make, still sell, gone forever, stop selling, phase out
warranty, guarantee, cover
genuine, authentic, real, legit, original, real thing, legitimate, the real deal
fake, counterfeit, knock off, copy, dupe, imitation, replica, not real
size, dimension, measurement, how big, how large, how small, how heavy, weight, volume
colour, color, shade, tint, tone, hue
scent, smell, fragrance, perfume, aroma, odour, odor
unscented, fragrance free, no perfume, without perfume, perfume free, no fragrance, without fragrance, scent free
ingredient, contain, made of, made with, made from, what is in, inside, composition, contents, formula, is there any, free of, free from, does it have
vegan, animal products, plant based, beeswax, animal derived, vegetarian
cruelty free, test on animals, tested on animals, animal testing, bunnies, not tested on animals
organic, natural, clean, eco, sustainable, green, environmentally friendly, eco friendly, chemical free
sensitive, reactive, irritable, easily irritated, delicate, gets red, goes red
dry, flaky, dehydrated, parched, tight, rough
oily, greasy, shiny
acne, pimple, spot, breakout, blemish, zit, break out, blackhead
wrinkle, fine line, crow foot, ageing, aging, anti ageing, mature
rash, hives, itch, redness, burn, sting, swell, swollen, reaction, allergic reaction, irritation, bumps, blister, broke out, getting spots, got spots, gave me spots, break me out, breaking me out, made me break out, come up in, bad reaction, went red, turned red, inflamed, sore
allergy, allergic, allergen, intolerant, intolerance, hypersensitive
eczema, rosacea, psoriasis, dermatitis, skin condition
pregnant, pregnancy, breastfeeding, nursing, expecting
gentle, mild, suitable, safe, ok for, right for, good for, fit for, suit, work for, alright for, appropriate, fine for, too harsh
expire, expiry, expiration, out of date, best before, use by, past its date, shelf life, expiration date, expiry date, keep for, stay good, last, how long does it keep, keeps, stays fresh
went bad, gone off, go off, spoil, rancid, mouldy, moldy, smells off, smells funny, smells bad, turned, go bad, rotten, smells weird, mold, mould
store, keep, fridge, refrigerator, storage
apply, use, put on, rub in, wear, usage, how do i use, how to use, directions, instructions, how should i use, leave on, massage in, applied, how much of
morning, am, daytime, day
night, evening, bedtime, pm, overnight
order of products, which first, goes first, before or after, next step, layer, first, under or over, over or under, what goes on first, which one first, goes on, on top of
difference, differ, different, compare, comparison, versus, vs, the same, better than, distinguish, tell apart, between, or the, how does it compare
which one, choose, pick, select, decide, choice, torn between, recommend, suit me best, best for, right one, option, select
recommend, suggest, advise, recommendation, any tips, advice, which would you
suggestion, idea, you should, wish you, would be nice, please make, feature request, would love it if, improvement, improve, please bring
feedback, opinion, review, comment, rating, rate, leave a review, tell you, pass on, compliment
love, amazing, best, brilliant, wonderful, fantastic, great, excellent, awesome, fabulous, superb, lovely, perfect, saved my, obsessed
bad, terrible, awful, horrible, poor, worst, rubbish, dreadful, disgusting, appalling, lousy
rude, disrespectful, impolite, unfriendly, patronising, patronizing, nasty, insult, shouted, mean, horrible to me, unprofessional, swore, hung up, talked down, unkind, offensive, aggressive, condescending
staff, employee, colleague, team member, assistant, advisor, adviser, support guy, your agent, your guy, your lady, customer service
agent, human, person, representative, rep, operator, someone real, real person, live agent, actual person, live person, somebody real, member of staff, real human
contact, reach, get in touch, get hold of, write to, speak to, talk to, message you, contact details, get through to, contact you, reach you
call, phone, ring, telephone, give you a ring, dial, phone up
phone number, telephone number, number to call, number to ring, hotline, helpline, call you, ring you, phone you, a number, phone line
email, mail, e mail, email address, mailbox
inbox, spam, junk, junk folder, spam folder
live chat, chat, online chat
reply, answer, respond, response, get back to me, hear back, write back, hear from you, heard from you, come back to me, acknowledge, answered
no reply, no answer, not heard, silence, ignored, ignoring, nobody answers, no response, never replied, not answered, nobody has, not replied, no one has
status, progress, update, news, how far, stage, state, any news, keep me posted, in the loop, what is happening, what is going on, how is it going, let me know how
confirmation, confirm, acknowledge, go through, went through, gone through, registered, received my order, got my order, order number, got through, has been placed, was placed, successful
case, ticket, request, inquiry, query, enquiry, question, message, concern
how long, duration, how many days, how soon, how many weeks, how much time, when will, by when, how quickly, how fast, time frame, timeframe, what time, how many hours, length of time, amount of time, timescale, turnaround, when can i expect, when should i expect, when do i get, when does it
deadline, time limit, window, period, last day, too late, how long do i have, until when, cut off, latest, by what date, within, still in time, time do i have, expire, last date
when, what day, which day, what date, what time, at what time, at what point
how often, how many times, how frequently, every, once, twice, per day, times a day, at what intervals, frequency
often, regularly, frequently, usually, normally
why, how come, what for, reason, for what reason, explain why, what is the reason, cause, why is, why did
where, in which place, what place, whereabouts, location
how do i, how can i, how to, what is the way to, what do i do to, steps to, what do i have to do, what must i do, way to, how should i, how does one, how would i, what is the procedure, procedure, process, how do you, how would one, walk me through, what steps
who, which person, what person, whom
possible, able, allow, permit, can i, may i, is it ok, ok to, permitted, could i, am i able, is there a way, would it be possible, is there any way, have the option
want, need, wish, would like, desire, require, looking for, after, in need of
get, obtain, receive, acquire, got, get hold of
help, assist, assistance, support, aid, hand
find, locate, discover, look for, search, track down, spot, look up
see, check, view, look at, look, show, display, take a look, have a look, review, examine, inspect
tell, say, explain, inform, let me know, give me information, clarify, describe
know, aware, familiar, find out, learn
send, transfer, remit, wire, forward, mail
give, provide, hand, supply, offer
begin, start, commence, initiate, kick off, get going, launch, set off
stop, end, halt, quit, cease, finish, discontinue
make, create, produce, build, generate, set up, prepare, craft, design
work, function, operate, run
happen, occur, take place, going on, next step, what comes next, afterwards
receive, get, be given, come in, land in
keep, hold on to, retain, save
increase, raise, boost, higher, grow, extend, up, more, bump up, expand, improve
decrease, lower, reduce, cut, less, lessen, down, shrink
big, large, huge, giant, jumbo, full size, family size
small, little, tiny, mini, travel size, sample, trial size, tester
quick, fast, soon, rapid, speedy, hurry, urgent, immediately, asap, straight away, right away, at once, as soon as possible, right now, promptly
slow, slowly, long time, ages, forever, so long, for weeks
again, once more, another time, repeat, one more time, twice
twice, double, two times, duplicate, doubled, two of
whole, entire, all of, full, complete, total, everything
part, some of, half, portion, piece, bit
several, many, multiple, a few, a couple, various, a number of, lots
most, maximum, max, highest, largest, at most, limit, upper limit, top
least, minimum, min, lowest, smallest, at least, fewest
limit, maximum, cap, restriction, allowed amount, how many can i, how much can i, restrict
spare, extra, additional, second, another, more, further, backup
owe, due, outstanding, unpaid, payable, balance due
money, cash, fund, dough, bucks
amount, sum, total, balance, figure
balance, how much is in, how much money, money do i have, left in, funds available
transaction, purchase, payment, expense, spending, spent, activity
atm, cash machine, cashpoint, cash point, ghost atm
withdraw, withdrawal, take out, pull out, cash out, get cash, take money out, draw out
deposit, pay in, put in, put money, add money, add funds, load, load money
top up, topup, add money, recharge, refill, reload, load, add funds, put money, top ups
transfer, send money, move money, bank transfer, wire, remit, wire transfer
pin, pin number, pin code, passcode, secret code
exchange rate, conversion rate, currency rate, rate of exchange, exchange
convert, conversion, exchange, change into, turn into, how many are in, translate
identity, id, identification, passport, verify who i am, proof of identity, who i am, identity check
verify, verification, confirm, prove, validate, authenticate, proof, check
bank statement, account statement, statement of account
steal, stole, stolen, theft, rob, nick, pinch, snatch, taken from me
lose, lost, misplace, cannot find, can not find, nowhere to be found, dropped
insurance, cover, coverage, plan, policy, benefits
salary, income, pay, wage, paycheck, earn, earnings, make a year, payroll, get paid, payday
vacation, holiday, time off, day off, leave, pto, days off
job, work, employment, career, vacancy, hiring, position, apply
boss, manager, supervisor, superior
reminder, remind, do not let me forget, make sure i remember
schedule, calendar, appointment, meeting, agenda, plan, booked
book, reserve, reservation, booking, table for
flight, plane, fly, airline, airplane
trip, travel, journey, vacation, visit, go to, tour
luggage, baggage, suitcase, bag, carry on
hotel, room, place to stay, accommodation, motel, stay
car, vehicle, auto, automobile, truck, ride
gas, fuel, petrol, gasoline, tank
tire, tyre, wheel
route, direction, way to, get to, how do i get to, navigate, drive to
traffic, congestion, road, jam, commute
distance, how far, miles, kilometers, how long does it take to get
near, close, nearby, closest, nearest, around here, local, in the area
restaurant, place to eat, diner, cafe, eatery, steakhouse, bistro, dinner, lunch
recipe, cook, make, bake, how do you make, prepare, dish
meal, dinner, lunch, breakfast, food, dish, eat
calorie, nutrition, nutritional, healthy, fat, sodium, carb, protein, sugar, vitamin, good for you
weather, forecast, temperature, rain, snow, sunny, hot, cold, degrees, humid, umbrella, wind
song, music, track, tune, playlist, album, artist, band, singer
play, listen, hear, put on, start playing
louder, volume, sound, turn up, turn down, quiet, loud, quieter
movie, film, show, video, series
joke, funny, laugh, pun, humour, humor, hilarious
light, lamp, bulb
turn on, switch on, activate, enable, start, power on, activation
turn off, switch off, disable, deactivate, power off, shut off
text, message, sms, send a message
name, called, call you, refer to, address, nickname, title
language, speak, talk, translate, say
translate, translation, how do you say, in spanish, say in, how would you say, word for
meaning, mean, definition, define, stand for, what does
spell, spelling, spelled, how is it written
calculate, math, plus, minus, times, divided, multiply, add, square root, sum, percent of, subtract
number, digit, figure
yes, yeah, yep, correct, true, right, affirmative, sure, agree, exactly, of course, definitely, absolutely, indeed, approve
no, nope, nah, not true, negative, wrong, disagree, false, incorrect, not correct
maybe, perhaps, not sure, unsure, possibly, could be, uncertain, do not know, no idea, i doubt
hello, hi, hey, good morning, good evening, good afternoon, greetings, howdy, hiya
goodbye, bye, see you, farewell, good night, talk to you later, later, take care
thank, thanks, thank you, cheers, grateful, appreciate
repeat, say again, what did you say, pardon, say that again, did not hear, come again, did not catch
bot, robot, machine, automated, ai, computer, artificial, program, chatbot, software, virtual assistant
old, age, birthday, born, birth
from, origin, birthplace, come from, hail, born
like, enjoy, prefer, fond of, hobby, favourite, favorite, interested in, fun
live, reside, home, house
made you, create you, program you, build you, design you, your creator, your maker, developed you, invented you, who made
boss of you, work for, employed by, your employer, who owns you
do for me, can you do, capable, help me with, able to do, what can you, assist me, abilities, what else can you
gift, present, surprise, for someone else, birthday present
wrap, gift wrap, wrapping, packaging, box, carton, packing
photo, picture, image, screenshot, pic, snapshot
upload, attach, attachment, add a photo, send a picture, add a file
website, site, webpage, web page, page, online shop, web shop, homepage, app
button, click, press, tap
not load, will not load, blank page, crash, stuck, hang, frozen, keeps loading, spinning, nothing happens, does nothing, not loading, does not open, not responding, down
form, contact form, contact page, fields, fill in, fill out, required field
empty, vanish, emptied, disappeared, 0 items, nothing in it
newsletter, mailing list, subscribe, emails from you, marketing emails
unsubscribe, stop emails, opt out, stop sending me, no more emails
subscription, membership, plan, auto renew, renew, recurring
upgrade, premium, better plan, pro, switch to, higher tier, platinum, gold
privacy, private, personal data, my data, personal information, my details, my information, data protection, gdpr, my info
share, sell, pass on, hand over, give out, disclose, third party, give to others, hand out, who gets to see, who sees
safe, secure, protected, encrypted, security, trust, safely
terms, conditions, small print, fine print, rules, policy, policies, terms and conditions, regulations
shop, store, outlet, showroom, branch, physical shop, shop in person, retail, in store, brick and mortar
open, opening hours, business hours, hours, open on, working hours, close at, opening times
weekend, saturday, sunday
holidays, christmas, black friday, easter, new year, thanksgiving, xmas, festive, holiday season, bank holiday
busy, snowed under, slower than usual, longer than normal, peak, high season, rush
investigate, look into, look at, dig into, find out what happened
dispute, contest, disagree, do not agree, appeal, challenge, not fair, unfair, object, look at it again, take another look, second look
compensation, compensate, make up for, goodwill, apology, inconvenience, out of pocket
responsible, fault, blame, your end, liable, who pays, at your cost, your mistake
inside, in the box, in the parcel, in there
packing slip, packing list, delivery note, slip
pick up, collect, collection, click and collect, pickup, collect it myself, pick it up
leave at the door, safe place, neighbour, neighbor, signature, sign for, front door, doorstep, porch, signed for
po box, apo, parcel locker, packstation, locker, military address
minimum order, order minimum, smallest order, minimum spend
wholesale, bulk, in bulk, large quantity, reseller, business order
how are you, how is it going, how are things, how do you do, how you doing
child, kid, baby, toddler, little one, son, daughter
man, men, male, guy, husband, boyfriend, for him
woman, women, female, lady, wife, girlfriend, for her
quantity, how many, number of, amount of
item, product, article, thing, goods, stuff, piece
leave, quit, go away, exit
write, compose, draft, put down
read, go through, recite
list, to do list, shopping list, checklist
put, place, set, lay
tell me about, information about, information on, more about, details about, details on, info on, learn about, info about
"""

_KINDS = """
usa, america, united states, us, uk, united kingdom, england, britain, scotland, wales, ireland, canada, mexico, brazil, argentina, chile, peru, colombia, spain, portugal, france, germany, austria, switzerland, italy, greece, turkey, netherlands, holland, belgium, luxembourg, denmark, sweden, norway, finland, iceland, poland, czech republic, hungary, romania, bulgaria, croatia, serbia, ukraine, russia, estonia, latvia, lithuania, israel, egypt, morocco, south africa, nigeria, kenya, ghana, india, pakistan, bangladesh, china, japan, korea, south korea, taiwan, hong kong, singapore, malaysia, indonesia, thailand, vietnam, philippines, australia, new zealand, dubai, uae, saudi arabia, qatar, kuwait, hawaii, alaska, puerto rico, europe, asia, africa, eu, cyprus, malta, jamaica, cuba, slovenia, slovakia
london, paris, berlin, munich, hamburg, vienna, zurich, geneva, madrid, barcelona, lisbon, rome, milan, venice, athens, istanbul, amsterdam, brussels, dublin, edinburgh, manchester, copenhagen, stockholm, oslo, helsinki, warsaw, prague, budapest, moscow, new york, nyc, los angeles, chicago, houston, phoenix, philadelphia, san antonio, san diego, dallas, san jose, austin, san francisco, seattle, denver, boston, detroit, nashville, memphis, portland, las vegas, atlanta, miami, orlando, tampa, cleveland, pittsburgh, cincinnati, minneapolis, toronto, montreal, vancouver, ottawa, mexico city, sydney, melbourne, brisbane, perth, auckland, tokyo, osaka, kyoto, seoul, beijing, shanghai, singapore, bangkok, mumbai, delhi, bangalore, cairo, texas, florida, california, ohio, new jersey, virginia, georgia, arizona, colorado, utah, nevada, oregon, michigan, illinois, wisconsin, minnesota, alabama, louisiana, kentucky, tennessee, maryland, massachusetts, connecticut, maine, vermont
dhl, ups, usps, fedex, royal mail, hermes, evri, dpd, gls, tnt, canada post, australia post, ontrac, parcelforce, yodel, postnl, poste
dollar, euro, pound, yen, rupee, peso, franc, krona, kroner, ruble, yuan, won, lira, aud, cad, chf, gbp, usd, eur, jpy, currency, sterling, dirham, rand, shekel, zloty
january, february, march, april, june, july, august, september, october, november, december, jan, feb, mar, apr, jun, jul, aug, sep, sept, oct, nov, dec
monday, tuesday, wednesday, thursday, friday, mon, tue, tues, wed, thu, thur, thurs, fri, saturday, sunday, sat
today, tomorrow, yesterday, tonight, this week, next week, last week, this month, last month, next month, this morning, last night, last year, next year
english, spanish, french, german, italian, portuguese, dutch, russian, chinese, mandarin, japanese, korean, arabic, hindi, turkish, greek, latin, polish, swedish, hebrew, vietnamese, thai, cantonese
mother, mum, mom, mama, father, dad, papa, sister, brother, son, daughter, wife, husband, aunt, uncle, cousin, grandma, grandmother, nan, granny, grandpa, grandfather, friend, boyfriend, girlfriend, partner, niece, nephew, bride, groom, flatmate, roommate, kids, fiance, parents, family, colleague, neighbor
gram, kilogram, kilo, ounce, pound, ton, liter, litre, gallon, cup, tablespoon, teaspoon, milliliter, millilitre, inch, foot, feet, yard, mile, centimeter, meter, kilometer, mm, cm, km, kg, oz, lb, lbs, ml, celsius, fahrenheit, pint, quart
one, two, three, four, five, six, seven, eight, nine, ten, eleven, twelve, fifteen, twenty, thirty, forty, fifty, sixty, hundred, thousand, dozen, million
second, minute, hour, day, week, month, year, fortnight
pizza, pasta, spaghetti, lasagna, burger, sandwich, soup, salad, chicken, beef, pork, steak, fish, salmon, tuna, shrimp, rice, beans, potato, tomato, onion, garlic, cheese, milk, butter, egg, bread, cake, cookie, pie, chocolate, banana, apple, orange, lemon, sushi, taco, burrito, curry, noodle, bacon, sausage, ham, turkey, lamb, cereal, yogurt, cream cheese, ice cream, coffee, tea, juice, wine, beer, vodka, peanut butter, mashed potatoes, pancake, waffle, oatmeal, avocado, carrot, spinach, broccoli, mushroom, pepper, salt, flour, sugar, chips, fries, nuts, honey, meatloaf, stew, chili
chinese food, thai food, italian food, indian food, mexican food, chinese, thai, italian, indian, mexican, japanese food, korean food, fast food
red, blue, green, yellow, black, white, pink, purple, orange, brown, grey, gray, beige, nude, rose, cherry, berry, coral, peach, ivory, gold, silver, lavender, navy, teal, burgundy
serum, toner, cleanser, moisturizer, moisturiser, cream, lotion, balm, mask, scrub, mist, oil, face wash, foundation, concealer, primer, mascara, lipstick, lip balm, lip tint, lip gloss, gloss, blush, bronzer, highlighter, eyeliner, eyeshadow, palette, powder, sunscreen, spf, shampoo, conditioner, soap, body wash, shower gel, hand cream, eye cream, night cream, day cream, essence, exfoliant, peel, peeling, deodorant, perfume, nail polish, brush, sponge, butter, lip liner, brow gel, body butter, sheet mask, micellar water, makeup remover, setting spray
retinol, niacinamide, hyaluronic acid, vitamin c, salicylic acid, glycolic acid, aha, bha, parabens, sulfates, sulphates, silicone, lanolin, alcohol, shea butter, coconut oil, jojoba, aloe, collagen, peptides, ceramides, titanium dioxide, mineral oil, essential oils, gluten, soy, palm oil, nut oil, bakuchiol, squalane, zinc, talc
shirt, tshirt, dress, trousers, pants, jeans, skirt, jacket, coat, sweater, jumper, hoodie, shoes, boots, sneakers, trainers, socks, hat, scarf, gloves, belt, suit, blouse, bra, underwear, sandals, heels
face, skin, cheek, neck, eye, eyelid, lip, hand, arm, leg, forehead, chin, nose, body, scalp, hair, nails, t zone
phone, laptop, computer, tablet, tv, headphones, camera, charger, printer, keyboard, monitor, console, watch, speaker, cable, battery, iphone, android, ipad, pc
sofa, chair, table, desk, bed, mattress, lamp, shelf, wardrobe, rug, curtain, cupboard, drawer
netflix, amazon, walmart, target, costco, ebay, sephora, uber, spotify, starbucks, best buy, ikea, apple
chase, wells fargo, bank of america, citibank, capital one, hsbc, barclays, pnc, td bank, us bank, discover
rent, mortgage, electricity, electric, water, gas, cable, internet, phone bill, utility, utilities, insurance bill, electric bill, water bill, gas bill
safari, chrome, firefox, browser, internet explorer, edge, incognito, app
whatsapp, instagram, facebook, messenger, twitter, tiktok, telegram, social media, dm
alex, john, tom, mike, sarah, anna, david, james, mary, peter, paul, lisa, nick, sam, max, bob, jim, joe, kate, emma, steve, mark, carl, al, sally, susan, linda, robert
"""


def _groups(lines: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(one.strip() for one in line.split(",")) for line in lines.strip().splitlines())


ALIKE = _groups(_ALIKE)
"""Groups of words, or short runs of words, that ask for much the same thing."""

KINDS = _groups(_KINDS)
"""Groups of words that name different things of one kind."""
