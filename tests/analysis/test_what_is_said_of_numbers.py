"""Hedges, comparisons, worth of a check, and questions about numbers that do not seem to fit."""

import pytest

from app.analysis import language
from app.analysis.doubting import ask
from app.analysis.quantities import find_quantities
from app.analysis.weighing import weigh
from app.reading.quantity import Criterion
from app.reading.questions import Doubt

STATISTIC, COMPARISON, MONEY = Criterion.STATISTIC, Criterion.COMPARISON, Criterion.MONEY
SUPERLATIVE, CAUSAL = Criterion.SUPERLATIVE, Criterion.CAUSAL


@pytest.fixture(scope="module")
def weighed():
    def run(text, offset=0):
        (doc,) = language.parse([text])
        return weigh(doc, offset, find_quantities(doc, offset, 1))

    return run


@pytest.fixture(scope="module")
def asked():
    def run(text, offset=0):
        (doc,) = language.parse([text])
        return ask(doc, offset, weigh(doc, offset, find_quantities(doc, offset, 1)))

    return run


@pytest.mark.parametrize(
    ("text", "hedge"),
    [
        ("An estimated 40 people died.", "estimated"),
        ("A reported 40 people died.", "reported"),
        ("The bridge is estimated to cost $4 million.", "estimated"),
        ("The work is expected to take 40 weeks.", "expected"),
        ("They allegedly stole 40 cars.", "allegedly"),
        ("Perhaps 40 people came.", "perhaps"),
        ("The bridge cost $4 million.", None),
        ("The mayor expected rain. The bridge cost $4 million.", None),
    ],
)
def test_a_hedge_is_kept(weighed, text, hedge):
    assert [q.hedge for q in weighed(text)] == [hedge]


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("Sales rose from 400 to 500.", [("500", "400")]),
        ("Sales rose to 500 from 400.", [("500", "400")]),
        ("The rate rose from 3.9 percent in May to 4.1 percent in June.",
         [("4.1 percent", "3.9 percent")]),
        ("It sold 500 boats, compared with 400 boats in May.", [("500", "400")]),
        ("It sold 500 boats versus 400 at home.", [("500", "400")]),
        ("It sold 500 boats, up from 400.", [("500", "400")]),
        ("It sold 500 boats. From 400 people came 3 complaints.", []),
        ("It sold 500 boats and 400 cars.", []),
    ],
)  # fmt: skip
def test_both_ends_of_a_comparison_are_tied(weighed, text, pairs):
    found = weighed(text, offset=7)
    names = {q.id: q.text for q in found}
    assert [(q.text, names[q.against]) for q in found if q.against] == pairs


@pytest.mark.parametrize(
    ("text", "worth"),
    [
        ("The town has 40 boats.", ()),
        ("Some 12,000 people live there.", (STATISTIC,)),
        ("The average family has 3 cars.", (STATISTIC,)),
        ("The bridge cost $4 million.", (MONEY,)),
        ("It was 40 percent of the harvest.", (STATISTIC,)),
        ("Rents rose by $40.", (COMPARISON, MONEY)),
        ("It is the highest tower, at 40 metres.", (SUPERLATIVE,)),
        ("It is the most expensive tower, with 40 lifts.", (SUPERLATIVE,)),
        ("Most recently it flooded 40 houses.", ()),
        ("The flood caused 40 deaths.", (CAUSAL,)),
        ("Because of the tax, prices rose 40 percent, a record.",
         (STATISTIC, COMPARISON, SUPERLATIVE, CAUSAL)),
    ],
)  # fmt: skip
def test_what_makes_a_number_worth_a_check_is_named(weighed, text, worth):
    assert [q.worth for q in weighed(text)] == [worth]


def test_a_date_is_not_worth_a_check(weighed):
    assert [q.worth for q in weighed("Because of the war it closed in 1940.")] == [()]


@pytest.mark.parametrize(
    ("text", "doubt", "words"),
    [
        ("Of the 40 passengers, 25 were men and 20 were women.", Doubt.PARTS,
         "25 + 20 is 45, more than 40"),
        ("The firm has a total of 20 sites: 12 in Hull and 9 in York.", Doubt.TOTAL,
         "12 + 9 is 21, not 20"),
        ("It has a total of 20 sites: 12 here and 9 there, she said on 3 May.", Doubt.TOTAL,
         "12 + 9 is 21, not 20"),
        ("It sold 12 boats, 9 cars and 4 bikes, 26 vehicles in total.", Doubt.TOTAL,
         "12 + 9 + 4 is 25, not 26"),
        ("Support rose from 40 percent to 50 percent, an increase of 10 percent.", Doubt.POINTS,
         "10 percentage points, or 25 percent"),
        ("Sales grew from 400 to 500, up 20 percent.", Doubt.CHANGE, "25 percent, not 20"),
        ("They met on 31 April 2020.", Doubt.DATE, "Is there such a day as 31 April 2020?"),
        ("They met on February 30.", Doubt.DATE, "February 30"),
        ("They met on Monday, 3 March 2021.", Doubt.DATE, "was a Wednesday, not a Monday"),
        ("It cost $10 million (£80 million).", Doubt.CONVERSION, "is it converted right?"),
        ("The road is 5 miles (12 km) long.", Doubt.CONVERSION, "8.05 km, not 12"),
        ("It was 30 degrees Celsius (60 degrees Fahrenheit).", Doubt.CONVERSION, "about 86"),
        ("Prices doubled.", Doubt.BASE, "from what, and since when?"),
        ("Complaints rose 300 percent.", Doubt.BASE, "A change of 300 percent"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_asked(asked, text, doubt, words):
    (question,) = asked(text)
    assert question.doubt is doubt
    assert words in question.text
    assert question.text.endswith("?")
    assert question.quantities


@pytest.mark.parametrize(
    "text",
    [
        "Of the 40 passengers, 25 were men and 15 were women.",
        "Of the 40 passengers, 25 were men and about 20 were ill.",
        "Of the 40 passengers, 25 were over 30 years old.",
        "The firm has a total of 20 sites: 11 in Hull and 9 in York.",
        "The firm has a total of 20 sites, including 12 in Hull and 5 in York.",
        "It earned a total of $2.1 billion: $1.2 billion at home and $0.9 billion abroad.",
        "Support rose from 40 percent to 50 percent, an increase of 10 percentage points.",
        "Support rose from 40 percent to 50 percent, an increase of 25 percent.",
        "Sales grew from 400 to 500, up 25 percent.",
        "Sales grew from about 400 to 500, up 20 percent.",
        "They met on 29 February 2020 and on 30 April.",
        "They met on Wednesday, 3 March 2021.",
        "It cost $12.9bn (£9.8bn), or €11bn.",
        "The road is 5 miles (8 km) long.",
        "It weighs 2 tons (1,800 kg).",
        "It was 30 degrees Celsius (86 degrees Fahrenheit).",
        "Prices doubled last year.",
        "Complaints rose 300 percent from 2019 to 2021.",
        "Complaints rose 30 percent.",
        "He doubled down.",
    ],
)
def test_what_fits_is_not_asked(asked, text):
    assert asked(text) == []


def test_questions_name_the_numbers_of_the_whole_article(read):
    found = read("It has 3 boats.\nThe road is 5 miles (12 km) long.")
    (question,) = found.analysis.questions
    texts = {q.id: q.text for q in found.analysis.quantities}
    assert [texts[name] for name in question.quantities] == ["5 miles", "12 km"]
