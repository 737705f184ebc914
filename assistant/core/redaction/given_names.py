"""Given names that are hardly anything else in a message to a shop. Rose, Mark, May and Will are left out: they are words."""

_NAMES = """
aaliyah aaron abdul abdullah abigail adam adriana adrian agnes ahmad ahmed aisha alan albert alejandra alejandro aleksandra
alexander alexandra alessandra alessandro alfred ali alice alicia alison allison alyssa amanda amelia amina amir amit
amelie amy ana anastasia anders andre andrea andreas andrew andrzej angela angelica anika anil anita anja anjali ann anna
anne annette annika anthony antonio anya arjun arthur ashley astrid aurora ayesha barbara beatrice beatriz becky
benjamin bernadette bernard bethany bianca bjorn bogdan boris brandon brenda brian bridget brittany bruno caitlin camila
camille carina carla carlos carmen carol carolina caroline caroline carolyn cassandra catherine cecilia cedric chantal
charlene charles charlotte chiara chloe christian christina christine christopher cindy claire clara claudia clemens colin
colleen connor cornelia courtney craig cristina cynthia daniel daniela danielle david deborah debra denise dennis derek
diana diane diego dieter dimitri dmitri dominic donald donna doris dorothy douglas duncan edith eduardo edward elaine
eleanor elena eleni elif elisa elisabeth elise elizabeth ellen eloise elsa emanuel emilia emilie emily emma emre enrique
eric erica erik erika erin esther ethan eugene eva evelyn fabian fabio fatima fatma felicia felix fernanda fernando fiona
florian florence franca frances francesca francesco francisco francois franz frederick freya friedrich gabriel gabriela
gabrielle gareth gemma geoffrey george georgia gerald gerard gianna giorgio giovanni giulia gloria gordon graham gregory
greta guillaume gustavo hailey hamza hannah hanna harold harriet hassan heather hector heidi heike helen helena helene
henry hiroshi holger howard hugo hussein ian ibrahim igor ileana imran ines ingrid irene irina isaac isabel isabella
isabelle ivan jacob jacqueline jaime jakob james jamila jan jana jane janet janice janine jasmin jason javier jean jeanette
jeffrey jennifer jenny jens jeremy jessica jesus jill joan joanna joao joaquin jodie joel johan johann johanna john johnny
jonas jonathan jorge jose josefina joseph josephine joshua juan juanita judith judy julia julian juliana julie juliet
julio justin justyna kaitlyn karen karim karin karl karolina kasia katarina kate katharina katherine kathleen kathryn kathy
katie katrin katrina kayla keiko keith kelly kenji kenneth kerstin kevin khadija khalid kimberly kirsten klaus krishna
kristen kristin kristina krzysztof kumar kyle lakshmi larissa lars laura lauren laurence lea leah leila lena leonardo
leonie leslie liam lidia linda lindsay lindsey lisa liu livia lorenzo lorraine louis louisa louise luca lucas lucia
luciana lucy luigi luis luisa lukas luke lydia lynn madeleine madison magdalena mahmoud malik manuel manuela marcel
marcelo marco marcos marcus margaret margarita margot maria mariam mariana marie marina mario marion marissa mariya
marjorie marta martha martin martina marvin mary mateo mathias mathilde matteo matthew matthias maureen maurice megan
mehmet melanie melissa mercedes michael michaela michel michele michelle miguel mikhail milena mina minh miriam mohamed
mohammad mohammed moira monica monika morgan muhammad mustafa nadia nadine nancy naomi natalia natalie natasha nathalie
nathan neil nguyen nicholas nicola nicolas nicole nigel nikita nikolai nina nils noah noor nora norman odile olga
olivia olivier omar oscar oskar otto pablo pamela paola paolo patricia patrick patrizia paul paula pauline pavel pedro
peter petra philip philipp philippe phoebe pierre pilar piotr priya rachel rafael rahul raj rajesh ralph ramon raquel raul
ravi raymond rebecca regina renata rene ricardo richard rita robert roberta roberto robin rodrigo roger roland ronald
rosa rosalie rosemary rosie roxanne rudolf ruth ryan sabine sabrina salma samantha samir samuel sandra sanjay santiago
sara sarah sasha scott sebastian sergei sergio shannon sharon shaun sheila shirley shreya silvia simon simona simone
sofia sofie sonia sophia sophie stacey stanley stefan stefanie stella stephanie stephen steven stuart sunita susan
susanna susanne suzanne svetlana sven sylvia tamara tanja tanya tara tatiana teresa thea theodore theresa therese thomas
tiffany timothy tina tobias todd tomas tomasz tracey tracy trevor ulrike umar ursula valentina valeria valerie vanessa
veronica veronika vicky victor victoria vijay vikram vincent viola virginia vivian vladimir walter wanda wei wendy wilhelm
william wolfgang xavier xiao yasmin yolanda yoshi youssef yuki yusuf yvette yvonne zachary zainab zara zeynep zoe zofia
bob jim joe mike dave tom tim ben sam dan steve jeff greg alex chris liz beth meg josie ellie abby maddie charlie
"""
GIVEN_NAMES = frozenset(_NAMES.split())
