"""Which words belong to other worlds than shopping for things, so that a message with them is hardly for a shop?

A word that a shop's own phrasings use is never counted: a baker's "pizza" is the baker's. Names of companies are here
because "netflix says my password is wrong" is Netflix's business, however well it fits.
"""

_WORDS = """
netflix spotify facebook instagram tiktok twitter snapchat youtube whatsapp telegram discord reddit linkedin pinterest
tinder twitch hulu disney uber lyft airbnb booking expedia doordash grubhub deliveroo walmart costco aldi lidl tesco
ikea nike adidas zara primark sephora ulta nordstrom macys asos shein temu etsy starbucks mcdonalds subway
dominos kfc burger chipotle google microsoft apple samsung sony nintendo playstation xbox steam roblox fortnite
minecraft tesla toyota honda ford bmw volkswagen boeing ryanair lufthansa barclays hsbc citibank santander
revolut monzo coinbase binance verizon comcast vodafone telekom iphone ipad macbook android alexa siri cortana
chatgpt openai windows linux excel powerpoint photoshop gmail outlook zoom skype wikipedia roku kindle fitbit

weather rain raining rainy snow snowing storm thunderstorm forecast umbrella sunny cloudy hurricane
tornado earthquake flood

airport airline airlines flight flights plane airplane luggage suitcase boarding passport visas immigration embassy
hotel hotels motel hostel itinerary cruise train trains railway bus buses tram taxi cab traffic motorway highway
freeway commute tourist sightseeing timezone jetlag layover

car cars vehicle truck motorcycle bicycle bike tyre tyres tire tires engine brakes gearbox gasoline petrol diesel gas
mileage mpg mechanic garage windshield dashboard parking license horsepower transmission antifreeze

restaurant restaurants dinner breakfast brunch lunch supper recipe recipes cook cooking bake baking oven grill fry
boil steak chicken beef pork bacon sausage turkey lamb fish salmon tuna shrimp pizza pasta spaghetti lasagna noodles
sushi taco burrito sandwich soup salad cheese cheeseburger fries bread dough pancakes omelette eggs potato potatoes
onions garlic broccoli carrots spinach beans wine beer whiskey vodka cocktail menus chef waiter reservation calories
kcal mayonnaise ketchup cannabis marijuana math maths apr pto protein carbs cholesterol vitamins groceries supermarket cereal casserole curry chinese italian mexican

bank banks banking mortgage loan loans overdraft savings checking atm pin withdraw deposit deposited routing iban swift
bitcoin crypto cryptocurrency ethereum stocks shares invest investing investment investor dividend
pension retirement 401k salary payday payroll paycheck wages taxes irs w2 lender
debt bankruptcy landlord tenant rent rental apartment lease evict realtor utilities electricity electric

dentist hospital surgery surgeon nurse prescription medication medicine antibiotic antibiotics ibuprofen
paracetamol aspirin insulin dosage vaccine vaccines vaccination covid flu fever cough headache migraine diabetes
cancer chemotherapy tumor pneumonia asthma arthritis depression anxiety therapist diagnosis diagnose symptom
symptoms disease infection virus bacteria lungs kidney liver stomach bone fracture ankle knee tooth toothache
abortion contraception botox

school university college professor teacher homework exam exams essay thesis dissertation semester tuition scholarship
algebra geometry calculus equation trigonometry physics chemistry biology astronomy philosophy psychology grammar
synonym antonym poem poetry haiku novel shakespeare hamlet homer dictionary encyclopedia translate translation
spanish french german japanese korean russian arabic latin portuguese mandarin

president senator congress parliament election elections vote voted voting politics political politician democrat
republican government minister mayor monarchy king queen war wars army military navy soldier terrorism brexit
constitution lawsuit sued judge jury prison jail crime murder criminal arrest
immigration inflation economy capitalism socialism

football soccer basketball baseball hockey tennis golf cricket rugby boxing wrestling olympics championship league
playoffs superbowl quarterback goalkeeper coach stadium marathon gym workout squat yoga treadmill muscle swim swimming
chess poker casino lottery dice

movie movies film films cinema actor actress hollywood oscar song songs music album concert band guitar piano violin
drums jazz rapper singer lyrics playlist radio podcast television tv episode series sitcom anime cartoon comic
superhero videogame gaming game games console karaoke theater museum

planet planets earth moon mars jupiter saturn galaxy universe astronaut nasa rocket gravity atom atoms
molecule quantum dinosaur dinosaurs volcano mountain mountains everest ocean river desert jungle continent capital
population geography equator history historical medieval ancient roman egypt pyramid castle eiffel

dog dogs puppy cat cats kitten hamster rabbit horse cow pig goat sheep elephant lion tiger bear bears wolf monkey
snake spider shark whale dolphin parrot penguin insect ants mosquito veterinarian vet pet pets breed

python javascript java html css sql algorithm compiler programming programmer code coding database server
router wifi modem bluetooth printer laptop computer software firmware malware hacker hack hacking regex api gpu cpu
robotics blockchain developer prompt instructions jailbreak roleplay pirate override

alarm timer meeting meetings appointment lights thermostat vacuum dishwasher
microwave plumbing plumber electrician carpenter roof ceiling drain faucet toilet lawn mower garden gardening furniture
sofa mattress curtains bulb bulbs ladder

god religion church bible quran prayer heaven hell horoscope zodiac astrology tarot ghost ghosts alien aliens
vampire unicorn witch

girlfriend boyfriend dating tinder divorce marry marriage crush kiss romance sex
jokes joke riddle riddles pun

job jobs hiring vacancy vacancies internship interns career careers resume cv recruiter recruitment employer employee
employees employment interview salaries coworker boss workplace

wholesale wholesaler reseller resellers distributor distributors distributorship franchise b2b supplier suppliers
manufacturing sponsor sponsorship influencer influencers affiliate ambassador collab collaboration journalist
journalists magazine podcaster seo backlink backlinks ceo founder shareholder ipo
charity donate donation fundraiser raffle

multiply divided minus sqrt integer decimal fraction prime fibonacci
haircut barber tattoo piercing nightclub fireworks lottery horoscopes
"""
ELSEWHERE = frozenset(_WORDS.split())
"""Plain words, as typed."""
