"""What a number is said to measure: a phrase that can stand in a list without its sentence."""

import pytest


def subject_of(quantities, number):
    """Return the subject of the quantity whose text holds the number."""
    found = [q for q in quantities if number in q.text or q.text in number]
    assert found, [q.text for q in quantities]
    return found[0].subject


def stands_alone(subject):
    """Tell a phrase that is short and neither begins nor ends in the middle of one."""
    words = subject.lower().split()
    return (
        0 < len(words) < 13
        and words[0] not in {"the", "a", "an", "it", "they", "he", "she"}
        and words[-1] not in {"the", "a", "an", "of", "and", "with", "to", "by"}
    )


# fmt: off
SUBJECTS = [
    # Counts as subject.
    ("More than 300 had been killed in that valley by Friday.", "More than 300", "killed in that valley, by Friday"),
    ("About 1,200 families fled the delta in March.", "About 1,200", "fled the delta, March"),
    ("Forty bakers lost their jobs last winter.", "Forty", "lost their jobs, last winter"),
    ("Sixty pupils were injured in the crash.", "Sixty", "injured in the crash"),
    ("Some 9,000 voters registered in Leeds this year.", "Some 9,000", "registered in Leeds, this year"),
    ("Hundreds of young doctors marched in Madrid on Sunday.", "Hundreds", "young doctors marched in Madrid, Sunday"),
    ("Dozens of homes were destroyed by the fire.", "Dozens", "destroyed by the fire"),
    ("At least 14 sailors are missing.", "At least 14", "missing"),
    ("Two thousand tenants who lost their homes were housed in schools.", "Two thousand", "housed in schools"),
    ("Seventy nurses said the ward was unsafe.", "Seventy", "said the ward was unsafe"),
    ("Between 20 and 30 people live in the hamlet.", "Between 20 and 30", "live in the hamlet"),
    ("Over 500 patients in Wales waited for a bed.", "Over 500", "in Wales, waited for a bed"),
    # Counts as object.
    ("The quake killed 85 people in the north.", "85", "killed by the quake in the north"),
    ("The mill sold 40 bridges last year.", "40", "sold by the mill, last year"),
    ("The council will build 600 homes by 2031.", "600", "council will build homes, by 2031"),
    ("The factory has created 250 jobs in Kent.", "250", "created by the factory in Kent"),
    ("The firm plans to hire 90 drivers.", "90", "firm plans to hire drivers"),
    ("The ferry can carry 300 passengers.", "300", "ferry can carry passengers"),
    ("Police arrested 31 men on Monday.", "31", "arrested by police, Monday"),
    ("The storm left 12,000 homes without power.", "12,000", "left without power"),
    ("The war left thousands of poor farmers dead or homeless.", "thousands", "poor farmers dead or homeless"),
    ("He was charged with stealing 14 paintings.", "14", "charged with stealing paintings"),
    ("The village has 812 residents.", "812", "of the village"),
    ("They opened 15 clinics in Ghana.", "15", "opened in Ghana"),
    ("The strike did not affect 70 schools.", "70", "strike did not affect schools"),
    ("The senator met dozens of angry farmers.", "dozens", "senator met angry farmers"),
    # Existential.
    ("There were 88 measles cases in Texas last month.", "88", "in Texas, last month"),
    ("There have been 19 strikes since January.", "19", "strikes, since January"),
    ("There are only 60 wild cats left in Scotland.", "60", "wild cats left in Scotland"),
    # Tolls.
    ("The death toll in the whole province was 97.", "97", "death toll in the whole province"),
    ("The death toll rose to 45 on Tuesday.", "45", "death toll rose, Tuesday"),
    ("Officials put the toll at 212.", "212", "toll"),
    ("The flood claimed 16 lives.", "16", "flood claimed lives"),
    ("The number of deaths fell to 310 in 2020.", "310", "number of deaths fell, 2020"),
    ("The number of nurses in Norway is 5,400.", "5,400", "number of nurses in Norway"),
    # Percents.
    ("Unemployment fell 3 percent in April.", "3 percent", "unemployment fell, April"),
    ("In Japan, exports rose by 7 percent last year.", "7 percent", "exports rose, Japan, last year"),
    ("40 percent of voters in Iowa said they were tired.", "40 percent", "of voters in Iowa"),
    ("Nearly 60% of pupils passed the exam.", "Nearly 60%", "of pupils passed the exam"),
    ("Some 12 percent of farmers are women.", "12 percent", "of farmers, women"),
    ("Rents rose 4% in Dublin and 6% in Cork.", "4%", "rents rose in Dublin"),
    ("Rents rose 4% in Dublin and 6% in Cork.", "6%", "rents rose in Cork"),
    ("The bank raised rates by 0.25 percent.", "0.25 percent", "bank raised rates"),
    ("The inflation rate was 2.9 percent in June.", "2.9 percent", "inflation rate, June"),
    ("The firm reported a fall of 8 percent in sales.", "8 percent", "fall in sales"),
    ("The price of milk, a staple, has risen by 9 percent since 2018.", "9 percent", "price of milk has risen, since 2018"),
    ("Turnout was 61 percent, the minister said.", "61 percent", "turnout"),
    ("Profits are expected to grow 5 percent next year.", "5 percent", "profits expected to grow, next year"),
    ("Only 9 percent trusted the mayor.", "9 percent", "trusted the mayor"),
    ("The tax would take 20 percent of their income.", "20 percent", "of their income, tax would take"),
    ("Wages were 3 percent higher than in 2015.", "3 percent", "wages higher, than in 2015"),
    # Money.
    ("The tunnel cost $4m.", "$4m", "tunnel cost"),
    ("The tunnel is expected to cost $4m.", "$4m", "tunnel expected to cost"),
    ("The club paid £30 million for the striker.", "£30 million", "club paid for the striker"),
    ("The damage was estimated at €2 billion.", "€2 billion", "damage"),
    ("The $900 million stadium opened in May.", "$900 million", "stadium opened, May"),
    ("The minister announced a grant of $5 million for schools.", "$5 million", "grant"),
    ("Bakers earn £14 an hour.", "£14 an hour", "bakers earn"),
    ("The firm was fined $10 million in 2021.", "$10 million", "firm fined, 2021"),
    ("Spending on roads reached $6 billion.", "$6 billion", "spending on roads reached"),
    ("It would save the state $40 million a year.", "$40 million a year", "would save the state"),
    ("The painting sold for $1.2 million at an auction.", "$1.2 million", "painting sold at an auction"),
    ("The company posted a loss of €75 million.", "€75 million", "company posted loss"),
    ("A loan of $3,000 ruined the family.", "$3,000", "loan ruined the family"),
    # Measures.
    ("The wave was 12 metres high.", "12 metres", "height of the wave"),
    ("The tower is 90 metres tall.", "90 metres", "height of the tower"),
    ("The road is 14 miles long.", "14 miles", "length of the road"),
    ("The camp lies 30 kilometres from the border.", "30 kilometres", "camp lies from the border"),
    ("They dug a 5-metre trench.", "5-metre", "trench"),
    ("The river rose two metres overnight.", "two metres", "river rose, overnight"),
    ("The glacier lost 40 tonnes of ice.", "40 tonnes", "of ice, glacier lost"),
    ("Nine inches of snow fell in Boston on Friday.", "Nine inches", "of snow fell in Boston, Friday"),
    ("Temperatures reached 41 degrees in Seville.", "41 degrees", "temperatures reached in Seville"),
    # Durations.
    ("The siege lasted three weeks.", "three weeks", "siege lasted"),
    ("The judge sentenced the driver to six years.", "six years", "judge sentenced the driver"),
    ("The hearing took four hours.", "four hours", "hearing took"),
    ("Sales grew 12 percent over six years.", "six years", "sales grew"),
    ("After five weeks of heavy rain the dam burst and killed 40 people.", "five weeks", "of heavy rain"),
    ("After five weeks of heavy rain the dam burst and killed 40 people.", "40", "killed by the dam"),
    # Rates and ratios.
    ("There were 12 murders per 100,000 people in Lima.", "12 murders per 100,000 people", "in Lima"),
    ("One in six children lives in poverty.", "One in six", "children live in poverty"),
    ("Two thirds of teachers are women.", "Two thirds", "of teachers, women"),
    ("A quarter of the fish died.", "A quarter", "of the fish died"),
    ("Half of the budget goes to schools.", "Half", "of the budget go to schools"),
    # Multiples.
    ("House prices doubled in Berlin.", "doubled", "House prices doubled in Berlin"),
    ("The firm wants to triple the size of its fleet.", "triple", "firm wants to triple the size of its fleet"),
    ("Exports have quadrupled since 2001.", "quadrupled", "exports have quadrupled, since 2001"),
    ("The mayor's salary has doubled since 2015.", "doubled", "mayor's salary has doubled, since 2015"),
    ("Fuel use halved.", "halved", "fuel use halved"),
    ("The new engine is three times faster.", "three times", "new engine faster"),
    # Ranks.
    ("It is the second-largest port in Africa.", "second-largest", "port in Africa"),
    ("Oslo is the third-richest city in Europe.", "third-richest", "Oslo, city in Europe"),
    ("Sales fell for the fourth consecutive month.", "fourth consecutive month", "sales fell"),
    # Scores.
    ("The Foxes beat the Owls 3-1 on Sunday.", "3-1", "Foxes beat the Owls, Sunday"),
    ("The Rovers won 5-2.", "5-2", "Rovers won"),
    ("The court upheld the ban in a 6-3 ruling.", "6-3", "ruling"),
    # Ranges.
    ("Between 8 and 12 bakers left.", "Between 8 and 12", "left"),
    ("Temperatures will fall to between 2 and 5 degrees.", "between 2 and 5 degrees", "temperatures will fall"),
    ("The deal is worth $3m to $5m.", "$3m to $5m", "deal worth"),
    # Change from to.
    ("Unemployment fell from 6.1 percent to 4.8 percent in 2019.", "6.1 percent", "unemployment fell, 2019"),
    ("Unemployment fell from 6.1 percent to 4.8 percent in 2019.", "4.8 percent", "unemployment fell, 2019"),
    # Appositions.
    ("The hamlet, 12 miles from York, was cut off.", "12 miles", "hamlet cut off"),
    ("Lagos, a city of 15 million people, floods each year.", "15 million", "Lagos, city of people"),
    # Lists.
    ("Rates in Ohio and Utah were 80.4 and 25.9 respectively.", "80.4", "rates in Ohio"),
    ("Rates in Ohio and Utah were 80.4 and 25.9 respectively.", "25.9", "rates in Utah"),
    ("Bread and milk rose by 4 percent and 9 percent respectively.", "9 percent", "milk rose"),
    ("Twelve bakers and three millers were hurt.", "three", "hurt"),
    ("The fire killed 12 bakers and three millers.", "12", "killed by the fire"),
    ("The fire killed 12 bakers and injured 30 millers.", "30", "injured by the fire"),
    # Headlines.
    ("Six dead in mill fire", "Six", "dead in mill fire"),
    ("Thousands of shootings in Chicago this year", "Thousands", "in Chicago, this year"),
    ("Fire kills 14 in Ohio", "14", "killed by fire in Ohio"),
    ("400 jobs to go at steel plant", "400", "to go at steel plant"),
    ("Rents up 5% in Leeds", "5%", "rents up in Leeds"),
    ("$4m for schools in Kent", "$4m", "for schools in Kent"),
    # Brackets.
    ("Night workers (n = 412) recalled fewer words.", "412", "night workers"),
    ("Recall fell (12%) in the second group.", "12%", "Recall fell in the second group"),
    # Tables.
    ("Total exports 3,400", "3,400", "total exports"),
    # Frame.
    ("The minister said 30 ships had been sunk in May.", "30", "sunk, May"),
    ("According to the union, 80 percent of drivers stopped work.", "80 percent", "of drivers stopped work"),
    ("Officials reported 65 cases in Ohio.", "65", "in Ohio"),
    ("The report says rents rose 3 percent.", "3 percent", "rents rose"),
    ('"Three," said the old man.', "Three", None),
    ("The mayor believes the bridge will cost $9 million.", "$9 million", "bridge will cost"),
    ("The firm announced 90 redundancies on Friday.", "90", None),
    # Pronouns.
    ("It cost $12 million.", "$12 million", "cost"),
    ("The bridge was old, and it cost $2 million to repair.", "$2 million", "bridge cost"),
    ("He waited for 31 years.", "31 years", "waited"),
    ("Because the bridges were old, they needed 40 bolts.", "40", "bridges needed bolts"),
    ("She won 14 medals in Tokyo.", "14", "won medals in Tokyo"),
    # Other noise.
    ("Two bakers sold 40 loaves.", "40", "sold by bakers"),
    ("The mill of 1906 employed 200 women.", "200", "employed by the mill of 1906"),
    ("A decline of 12% over five years hurt the mill.", "12%", "decline hurt the mill"),
    ("A decline of 12% over five years hurt the mill.", "five years", "decline hurt the mill"),
    ("A 22-member panel approved the plan.", "22-member", "panel approved the plan"),
    ("The 15 percent threshold was dropped.", "15 percent", "threshold dropped"),
    ("The report, which covers 40 towns, came out in May.", "40", "report covers towns"),
    ("The school fed hundreds of hungry children, teachers said.", "hundreds", "school fed hungry children"),
    ("The plan for creating 400 jobs failed.", "400", "plan for creating jobs"),
    ("The plan would cut 70 jobs and save $9m by 2027.", "$9m", "plan would save, by 2027"),
    ("Only three of the seven bridges are safe.", "seven", None),
    ("The bus, carrying 45 passengers, fell 80 metres into a gorge.", "80 metres", "bus fell into a gorge"),
    ("Of 600 firms asked, 41% planned to hire.", "41%", "planned to hire"),
    ("A leak was found, killing 14 miners.", "14", "killed"),
    ("Some 46 percent would stay and 44 percent would leave.", "44 percent", "would leave"),
    ("The poll has a margin of error of 4 points.", "4 points", "margin of error"),
    ("The ministry has 980 offices, 537 of which are in Spain.", "537", "in Spain"),
    ("The law would cap the tax at 28 percent.", "28 percent", "law would cap the tax"),
    ("The museum in Bath drew thousands of curious visitors.", "thousands", "museum in Bath drew curious visitors"),
    ("Voters in Chad, where 300 had died, stayed at home.", "300", "died"),
    ("The mill lost half of its orders in 2020.", "half", "of its orders lost by the mill, 2020"),
    ("MEDICAL COSTS ROSE 9 PERCENT IN 2022", "9 PERCENT", "MEDICAL COSTS ROSE, 2022"),
    ("The average rent is twice the rent of 2010.", "twice", "average rent against rent of 2010"),
    ("Sales, which had fallen for years, rose 4 percent.", "4 percent", "sales rose"),
    ("The old dam is leaking, which could affect 900 farms.", "900", "could affect farms"),
]
# fmt: on


@pytest.mark.parametrize(("sentence", "number", "subject"), SUBJECTS)
def test_a_subject_says_what_is_measured_where_and_when(find, sentence, number, subject):
    quantities = find(sentence)
    assert subject_of(quantities, number) == subject
    assert all(stands_alone(q.subject) for q in quantities if q.subject is not None)


def test_that_city_is_called_by_its_name_where_the_sentence_has_one(find):
    sentence = "The mayor of the port said in Odesa that 40 had been killed in that city alone."
    assert subject_of(find(sentence), "40") == "killed in Odesa"
    two = "From Odesa to Kherson in Ukraine, 40 had been killed in that city."
    assert "that city" in subject_of(find(two), "40")


def test_a_long_sentence_has_subjects_of_the_same_length_as_a_short_one(find):
    clause = "The quake killed 85 people in the north and "
    for quantity in find(clause * 30 + "left 12 homes without power."):
        assert quantity.subject is None or len(quantity.subject.split()) < 13
