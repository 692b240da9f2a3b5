"""Ages, dates, years and clock times: found, and no claims."""

import pytest

from tests.analysis.quantity_rows import check

SENTENCES = [
    ("In the 1970’s he left.", [("1970’s", "date")]),
    ("Before 1972’s ruling it was banned.", [("1972", "date", "1972", "year")]),
    ("He will be 78 in November.", [("78", "age", "78", "years")]),
    ("She turned 21 last week.", [("21", "age", "21", "years")]),
    ("Smith, 45, of Leeds, was arrested.", [("45", "age", "45", "years")]),
    ("A man aged 34 was held.", [("34", "age", "34", "years")]),
    ("He is in his 40s.", [("40s", "age", "40..49", "years")]),
    ("A woman in her late 20s was hurt.", [("20s", "age", "20..29", "years")]),
    ("Flight 370 vanished in 2014.", [("2014", "date", "2014", "year")]),
    ("World War 2 began in 1939.", [("1939", "date", "1939", "year")]),
    ("He drove a 2018 Ford F-150.", [("2018", "date", "2018", "year")]),
    ("Apollo 11 landed in 1969.", [("1969", "date", "1969", "year")]),
    (
        "The 2020 Olympics were held in 2021.",
        [("2020", "date", "2020", "year"), ("2021", "date", "2021", "year")],
    ),
    ("At 9:30 a.m. on Tuesday, 12 March, they met.", [("9:30 a.m.", "date"), ("12 March", "date")]),
    ("The meeting is at 1400 GMT.", [("1400 GMT", "date")]),
    ("He arrived at 7 pm.", [("7 pm", "date")]),
    ("He came at six o'clock.", [("six o'clock", "date")]),
    ("They met on the 5th of May.", [("5th of May", "date")]),
    ("In the 1980s he left.", [("1980s", "date")]),
    ("In the '90s he left.", [("'90s", "date")]),
    ("In the 19th century it was built.", [("19th century", "date")]),
    ("The 21st-century city is dense.", [("21st-century", "date")]),
    ("In 300 BC it fell.", [("300 BC", "date")]),
    (
        "In 2010-11 he played 30 games.",
        [("2010-11", "date", "2010..2011", "year"), ("30", "count", "30", "games")],
    ),
    (
        "Between 2010 and 2015, 40 people died.",
        [
            ("2010", "date", "2010", "year"),
            ("2015", "date", "2015", "year"),
            ("40", "count", "40", "people"),
        ],
    ),
    (
        "From 1939 to 1945, war raged.",
        [("1939", "date", "1939", "year"), ("1945", "date", "1945", "year")],
    ),
    (
        "Since 2008 it has doubled.",
        [("2008", "date", "2008", "year"), ("doubled", "ratio", "2", "times")],
    ),
    (
        "By 2030, the country aims for 50%.",
        [("2030", "date", "2030", "year"), ("50%", "percent", "50", "%")],
    ),
    ("It opened in May 1998.", [("May 1998", "date", "1998", "year")]),
    ("On 5 May 2021 the shop closed.", [("5 May 2021", "date")]),
    ("On May 5, 2021, the shop closed.", [("May 5, 2021", "date")]),
    ("On 05/12/2020 the shop closed.", [("05/12/2020", "date")]),
    ("2020-05-12: the shop closed.", [("2020-05-12", "date")]),
    ("The class of 2020 will graduate.", [("2020", "date", "2020", "year")]),
    ("The summer of '69 was hot.", [("'69", "date")]),
    (
        "She died in March 2019, aged 89.",
        [("March 2019", "date", "2019", "year"), ("89", "age", "89", "years")],
    ),
    (
        "He has a 10-year-old son and a daughter, 7.",
        [
            ("10-year-old", "age", "10", "years"),
            ("7", "age", "7", "years"),
        ],
    ),
    ("Children under 12 eat free.", [("under 12", "age", "12", "years", "under")]),
    ("People over the age of 65 are at risk.", [("65", "age", "65", "years")]),
    ("People aged 65 and over are at risk.", [("65 and over", "age", "65", "years", "at least")]),
    ("Those aged 18 to 24 voted.", [("18 to 24", "age", "18..24", "years")]),
    ("18- to 24-year-olds voted.", [("18- to 24-year-olds", "age", "18..24", "years")]),
    ("The 18-34 age group voted.", [("18-34", "age", "18..34", "years")]),
    ("A 6-month-old baby was found.", [("6-month-old", "age", "6", "months")]),
    ("A three-year-old girl was found.", [("three-year-old", "age", "3", "years")]),
    (
        "A woman, 52, and her son, 17, were killed.",
        [("52", "age", "52", "years"), ("17", "age", "17", "years")],
    ),
    ("John Doe (34) was held.", [("34", "age", "34", "years")]),
    (
        "The boys, ages 9, 11 and 13, were safe.",
        [
            ("9", "age", "9", "years"),
            ("11", "age", "11", "years"),
            ("13", "age", "13", "years"),
        ],
    ),
    ("His father died at 62.", [("62", "age", "62", "years")]),
    ("He died at the age of 91.", [("91", "age", "91", "years")]),
    ("He was just 19 when he joined.", [("just 19", "age", "19", "years", "exactly")]),
    ("She is 42.", [("42", "age", "42", "years")]),
    ("She is 42 years old.", [("42 years old", "age", "42", "years")]),
    ("Michael is 42 and lives in York.", [("42", "age", "42", "years")]),
    ("At 35, she is the oldest player.", [("35", "age", "35", "years")]),
    ("The company is 150 years old.", [("150 years old", "age", "150", "years")]),
    ("The 200-year-old building burned.", [("200-year-old", "age", "200", "years")]),
    (
        "The firm raised $2.4 million in 2019.",
        [
            ("$2.4 million", "money", "2400000", "USD"),
            ("2019", "date", "2019", "year"),
        ],
    ),
    (
        "In the first half of 2020 profit fell 5%.",
        [("2020", "date", "2020", "year"), ("5%", "percent", "5", "%")],
    ),
    ("The one-year-old law is dead.", [("one-year-old", "age", "1", "years")]),
    ("It is thousands of years old.", [("thousands of years old", "age", "1000..", "years")]),
    ("Crutcher, 40 ― a father ― was shot.", [("40", "age", "40", "years")]),
    ("At 86, she still works.", [("86", "age", "86", "years")]),
    ("Even now at 86 she works.", [("86", "age", "86", "years")]),
    (
        "Teens between the ages of 17 and 20 smoke.",
        [("17", "age", "17", "years"), ("20", "age", "20", "years")],
    ),
    (
        "Emissions fell 32 percent below 2005 levels.",
        [
            ("32 percent", "percent", "32", "%"),
            ("2005", "date", "2005", "year"),
        ],
    ),
    (
        "He lives with two children, ages 5 and 7.",
        [
            ("two", "count", "2", "children"),
            ("5", "age", "5", "years"),
            ("7", "age", "7", "years"),
        ],
    ),
    ("In 1999 C. Smith left.", [("1999", "date", "1999", "year")]),
    (
        "They sold 1.5 million vehicles, 5 percent more than in 2018.",
        [
            ("1.5 million", "count", "1500000", "vehicles"),
            ("5 percent", "percent", "5", "%"),
            ("2018", "date", "2018", "year"),
        ],
    ),
    (
        "The 28-year-old scored twice.",
        [("28-year-old", "age", "28", "years"), ("twice", "ratio", "2", "times")],
    ),
    (
        "A 45-year-old man and his 12-year-old son died.",
        [
            ("45-year-old", "age", "45", "years"),
            ("12-year-old", "age", "12", "years"),
        ],
    ),
    (
        "At about 2:30 p.m., a man in his 30s was found.",
        [
            ("At about 2:30 p.m.", "date", "", "", "about"),
            ("30s", "age", "30..39", "years"),
        ],
    ),
    ("The crash happened just after 11pm on the M25 near junction 10.", [("11pm", "date")]),
    (
        "It is the deadliest fire since 1933, when 29 people died.",
        [
            ("1933", "date", "1933", "year"),
            ("29", "count", "29", "people"),
        ],
    ),
    (
        "The mission launched at 10:25 a.m. EDT on Aug. 5.",
        [("10:25 a.m. EDT", "date"), ("Aug. 5", "date")],
    ),
    (
        "The planet is 4.5 billion years old.",
        [("4.5 billion years old", "age", "4500000000", "years")],
    ),
    ("Ten-year-old Sam won.", [("Ten-year-old", "age", "10", "years")]),
    ("The 10 a.m. service was full.", [("10 a.m.", "date")]),
    (
        "The survey of 1,512 voters was taken May 3-5.",
        [("1,512", "count", "1512", "voters"), ("May 3-5", "date")],
    ),
    (
        "The fund lost £3.2m in 2019.",
        [("£3.2m", "money", "3200000", "GBP"), ("2019", "date", "2019", "year")],
    ),
    (
        "The share was 14.5%, versus 12% in 2015.",
        [
            ("14.5%", "percent", "14.5", "%"),
            ("12%", "percent", "12", "%"),
            ("2015", "date", "2015", "year"),
        ],
    ),
    ("The eldest was 17.", [("17", "age", "17", "years")]),
    ("Her mother is 78.", [("78", "age", "78", "years")]),
    ("The patient, 61, recovered.", [("61", "age", "61", "years")]),
    ("Carlos Ruiz, 29, a cook, was there.", [("29", "age", "29", "years")]),
    ("Anna Berg was 15 when the war began.", [("15", "age", "15", "years")]),
    ("He will turn 50 in June.", [("50", "age", "50", "years")]),
    ("The twins, aged 4, slept.", [("4", "age", "4", "years")]),
    ("They are in their 70s.", [("70s", "age", "70..79", "years")]),
    (
        "The 19-year-old and the 22-year-old left.",
        [
            ("19-year-old", "age", "19", "years"),
            ("22-year-old", "age", "22", "years"),
        ],
    ),
    ("Adults over 50 are eligible.", [("over 50", "age", "50", "years", "more than")]),
    ("Girls aged 10 to 14 took part.", [("10 to 14", "age", "10..14", "years")]),
    ("The gates open at 08:30.", [("08:30", "date")]),
    ("The talks began at 6.15 p.m. on Monday.", [("6.15 p.m.", "date")]),
    ("She left at noon on Feb. 3.", [("Feb. 3", "date")]),
    ("It was built in the 1890s.", [("1890s", "date")]),
    (
        "It happened between 1990 and 1995.",
        [("1990", "date", "1990", "year"), ("1995", "date", "1995", "year")],
    ),
    (
        "He served from 2001 to 2009.",
        [("2001", "date", "2001", "year"), ("2009", "date", "2009", "year")],
    ),
    ("The 18th-century palace burned.", [("18th-century", "date")]),
    ("It closed on 31 December 2016.", [("31 December 2016", "date")]),
]
"""As `quantity_rows` compares them."""


@pytest.mark.parametrize(("sentence", "expected"), SENTENCES)
def test_quantities_are_read_with_value_unit_and_modifier(find, sentence, expected):
    check(find(sentence), expected)
